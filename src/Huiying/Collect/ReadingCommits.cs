using System.Collections.Concurrent;
using Huiying.Collect.Fetching;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>A reading that waits to be stored.</summary>
/// <param name="Source">As it was when the reading began.</param>
internal sealed record DoneReading(Turn Turn, SourceRow Source, SourceReading Reading, IReadOnlyList<Intake.Judged> Judged, DateTimeOffset Started);

/// <summary>
/// Stores readings. Those that end while another is being stored go together into the next transaction: a store that acknowledges nothing before it is safe
/// on the disk takes as long for twenty as for one.
/// </summary>
internal sealed class ReadingCommits(IDbContextFactory<Store> stores, Intake intake, HostPaces hosts, CurrentPolicy policies, TimeProvider time) : IDisposable
{
    private const int MostAtOnce = 64;
    private const int FailuresThatAlert = 5;

    // This process writes one thing at a time here: SQLite would let others sleep and try again.
    private readonly SemaphoreSlim writing = new(1);
    private readonly ConcurrentQueue<Waiting> queue = new();

    private sealed record Waiting(DoneReading Done, TaskCompletionSource<PollReport> Told);

    /// <summary>Takes the host's turn if it is free, else null.</summary>
    public async Task<Turn?> Take(string host, CancellationToken ct)
    {
        Turn? turn = null;
        await Alone(async () =>
        {
            await using var store = stores.CreateDbContext();
            turn = await Turns.Take(store, host, time.GetUtcNow(), ct);
        }, ct);
        return turn;
    }

    /// <summary>Gives the turn back; the host rests as long as it asked.</summary>
    public Task Give(Turn turn) => Alone(async () =>
    {
        await using var store = stores.CreateDbContext();
        await Turns.Give(store, turn, time.GetUtcNow() + hosts.Rest(turn.Host), CancellationToken.None);
    }, CancellationToken.None);

    /// <summary>Does a short write while nobody else here writes.</summary>
    public async Task Alone(Func<Task> write, CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            await write();
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Stores the reading, alone or with others. It is not called off any more: what was read is kept.</summary>
    public async Task<PollReport> Commit(DoneReading done)
    {
        var mine = new Waiting(done, new(TaskCreationOptions.RunContinuationsAsynchronously));
        queue.Enqueue(mine);
        await Alone(async () =>
        {
            // Whoever was before may have stored this one with its own.
            while (!mine.Told.Task.IsCompleted)
            {
                var batch = new List<Waiting>();
                while (batch.Count < MostAtOnce && queue.TryDequeue(out var next)) batch.Add(next);
                foreach (var office in batch.GroupBy(b => b.Done.Source.Office)) await Store(office.Key, [.. office]);
            }
        }, CancellationToken.None);
        return await mine.Told.Task;
    }

    public void Dispose() => writing.Dispose();

    private async Task Store(OfficeId office, List<Waiting> batch)
    {
        try
        {
            var reports = await Write(office, batch.ConvertAll(b => b.Done));
            for (var i = 0; i < batch.Count; i++) batch[i].Told.TrySetResult(reports[i]);
        }
        catch (Exception e) when (batch.Count == 1)
        {
            batch[0].Told.TrySetException(e);
        }
        catch (Exception)
        {
            // One of them cannot be stored; the others can.
            foreach (var one in batch) await Store(office, [one]);
        }
    }

    /// <summary>One transaction for readings that others wait for as well: none of them may cancel it.</summary>
    private async Task<PollReport[]> Write(OfficeId office, List<DoneReading> batch)
    {
        var ct = CancellationToken.None;
        var zone = (await policies(office, ct)).Zone;
        await using var store = stores.Open(office);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        var reports = new PollReport[batch.Count];
        var kept = new List<int>();
        var ids = batch.ConvertAll(b => b.Source.Id);
        var rows = await store.Set<SourceRow>().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        for (var i = 0; i < batch.Count; i++)
        {
            if (await Turns.Renew(store, batch[i].Turn, now, ct) && rows.ContainsKey(batch[i].Source.Id)) kept.Add(i);
            else reports[i] = new(batch[i].Source.Id, batch[i].Reading.Outcome, new(), Lost: true);
        }
        var taken = await intake.Store(store, [.. kept.SelectMany(i => batch[i].Judged)], now, ct);
        var from = 0;
        foreach (var i in kept)
        {
            var done = batch[i];
            var its = taken.Skip(from).Take(done.Judged.Count).ToList();
            from += its.Count;
            var counts = its.Aggregate(new IntakeCounts(), (c, one) => c.Plus(one.Outcome));
            if (done.Reading.Threads.Count > 0) await Threads.Keep(store, done.Source.Id, done.Source.Every, done.Reading.Threads, ByKey(done.Judged, its), now, ct);
            if (done.Reading.Revisits.Count > 0) await Revisits.Keep(store, done.Reading.Revisits, now, ct);
            var fresh = counts.Total - counts.Duplicates;
            var outcome = done.Reading.Outcome == PollOutcome.Collected && fresh == 0 ? PollOutcome.NothingNew : done.Reading.Outcome;
            Note(store, rows[done.Source.Id], done, outcome, fresh > 0, now);
            if (fresh > 0) await SourceDays.Add(store, done.Source.Id, SourceDays.Of(now, zone), fresh, ct);
            store.Add(Run(done, outcome, counts, now));
            reports[i] = new(done.Source.Id, outcome, counts, Lost: false);
        }
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return reports;
    }

    /// <summary>The register may have changed while the page was read: only the state of reading is written here.</summary>
    private void Note(Store store, SourceRow source, DoneReading done, PollOutcome outcome, bool fresh, DateTimeOffset now)
    {
        var (reading, success, putOff) = (done.Reading, Health.IsSuccess(outcome), outcome == PollOutcome.PutOff);
        source.Failures = success ? 0 : putOff ? source.Failures : source.Failures + 1;
        (source.LastOutcome, source.LastStatus) = (outcome, reading.Status);
        if (success) source.LastSuccessAt = now;
        if (fresh) source.LastItemAt = now;
        if (reading.Moments.Count > 0 || fresh)
        {
            // Items without a date are known by when they were met.
            source.Beats = Rhythm.Of(source.Beats).With(reading.Moments.Count > 0 ? reading.Moments : [now], now).Kept;
        }
        if (source.Url == done.Source.Url)
        {
            // Unfinished work must not hide behind "not modified".
            if (outcome != PollOutcome.NotModified && !putOff) (source.Etag, source.LastModified) = reading.Complete && success ? (reading.Etag, reading.LastModified) : (null, null);
            source.NextDueAt = putOff || (success && !reading.Complete) ? now + (reading.RetryAfter ?? TimeSpan.Zero)
                : success ? Schedule.Next(now, source.Every, Rhythm.Of(source.Beats).Usual, reading.FreshFor, reading.RetryAfter)
                : Schedule.Retry(now, source.Every, source.Failures, Health.IsPassing(outcome), reading.RetryAfter, source.Id.Value);
            if (!putOff) Move(source, reading.MovedTo, success);
            source.CertificateUntil = source.Asked.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? hosts.Certificate(source.Host)?.Until : null;
        }
        if (putOff) return;
        var subject = new Subject("source", source.Id.Value);
        if (source.Failures == FailuresThatAlert)
        {
            store.Add(Alerts.Row(source.Office, AlertKind.SourceFailing, subject, $"来源“{source.Name}”连续{FailuresThatAlert}次采集失败。{Health.Sentence(outcome, reading.Status)}", now));
        }
        // Twice, because a site may show another page for a moment while it is worked on.
        if (source.Failures == 2 && outcome == PollOutcome.LayoutChanged)
        {
            store.Add(Alerts.Row(source.Office, AlertKind.SourceChanged, subject, $"来源“{source.Name}”：{Health.Sentence(outcome, null)}", now));
        }
    }

    /// <summary>A move for good is remembered; when the new address fails, the registered one is asked again.</summary>
    private static void Move(SourceRow source, string? movedTo, bool success)
    {
        var to = movedTo is null ? success ? source.MovedTo : null : SourceAddress.MayFollow(movedTo) && movedTo != source.Url ? movedTo : null;
        if (to == source.MovedTo) return;
        source.MovedTo = to;
        // The turn is that of the host which is asked.
        if (Uri.TryCreate(source.Asked, UriKind.Absolute, out var asked)) source.Host = SourceAddress.HostOf(asked);
    }

    private static RunRow Run(DoneReading done, PollOutcome outcome, IntakeCounts counts, DateTimeOffset now) => new()
    {
        Office = done.Source.Office,
        Id = Guid.CreateVersion7(now).ToString("N"),
        Source = done.Source.Id,
        StartedAt = done.Started,
        EndedAt = now,
        Outcome = outcome,
        Status = done.Reading.Status,
        Stored = counts.Stored,
        Copies = counts.Copies,
        Duplicates = counts.Duplicates,
        Unmatched = counts.Unmatched,
        TooOld = counts.TooOld,
        Unreadable = counts.Unreadable,
        Refused = counts.Refused,
    };

    private static Dictionary<byte[], Taken> ByKey(IReadOnlyList<Intake.Judged> judged, List<Taken> taken)
    {
        var byKey = new Dictionary<byte[], Taken>(Bytes.Same);
        for (var i = 0; i < judged.Count; i++) byKey[judged[i].Key] = taken[i];
        return byKey;
    }
}
