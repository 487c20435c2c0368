using Huiying.Collect.Masking;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Huiying.Collect;

/// <summary>What one reading of one source did.</summary>
/// <param name="Lost">Another node took the turn meanwhile: nothing of this reading was stored.</param>
public sealed record PollReport(SourceId Source, PollOutcome Outcome, IntakeCounts Counts, bool Lost);

/// <summary>
/// Reads what is due: one source of one host at a time (R14, S08). A reading is claimed with a lease, done without a transaction, and stored
/// whole in one; a crash in between leaves the source due.
/// </summary>
public sealed partial class Poller(
    IDbContextFactory<Store> stores, Intake intake, WatchTerms terms, SourceReader reader, CurrentPolicy policies, TimeProvider time, ILogger<Poller> log)
{
    private const int FailuresThatAlert = 5;

    /// <summary>The hosts that have something due and nobody reading them, most overdue first.</summary>
    public async Task<IReadOnlyList<string>> DueHosts(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await Turns.Due(store, time.GetUtcNow(), ct);
    }

    /// <summary>Reads the most overdue source of the host; null when none is due or somebody else is at it.</summary>
    public async Task<PollReport?> Poll(OfficeId office, string host, CancellationToken ct = default)
    {
        var started = time.GetUtcNow();
        Turn? turn;
        SourceRow source;
        await using (var store = stores.Open(office))
        {
            turn = await Turns.Take(store, host, started, ct);
            if (turn is null) return null;
            source = await store.Set<SourceRow>().AsNoTracking().Where(s => s.Host == host && s.PausedBecause == null && s.NextDueAt <= started)
                .OrderBy(s => s.NextDueAt).ThenBy(s => s.Id).FirstAsync(ct);
        }
        var watch = await terms.Current(office, ct);
        var reading = await reader.Read(source, watch.Version, started + Turns.Lease / 2, ct);
        // What is older than untaken posts are kept would be purged at once (S10).
        var kept = (await policies(office, ct)).Retention.UntakenPosts;
        var horizon = kept.Permanent ? (DateTimeOffset?)null : started.AddYears(-kept.Years).AddMonths(-kept.Months).AddDays(-kept.Days);
        var rules = new IntakeRules(t => Mask.Apply(t).Text, watch.Why, watch.Version, horizon);
        var judged = reading.Arrivals.Select(a => Intake.Judge(a, rules)).ToList();
        var report = await Commit(office, turn, source, reading, judged, started, ct);
        Log.Read(log, source.Id, report.Outcome, report.Counts.Stored, report.Counts.Copies, report.Counts.Total, report.Lost);
        return report;
    }

    private async Task<PollReport> Commit(
        OfficeId office, Turn turn, SourceRow read, SourceReading reading, IReadOnlyList<Intake.Judged> judged, DateTimeOffset started, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        if (!await Turns.Return(store, turn, ct)) return new(read.Id, reading.Outcome, new(), Lost: true);
        var now = time.GetUtcNow();
        var counts = new IntakeCounts();
        var taken = await intake.Store(store, judged, now, ct);
        foreach (var one in taken) counts = counts.Plus(one.Outcome);
        if (reading.Threads.Count > 0) await Threads.Keep(store, read.Id, reading.Threads, ByKey(judged, taken), now, ct);
        var outcome = reading.Outcome == PollOutcome.Collected && counts.Total == counts.Duplicates ? PollOutcome.NothingNew : reading.Outcome;

        // The register may have changed while the page was read: only the state of reading is written here.
        var source = await store.Set<SourceRow>().SingleAsync(s => s.Id == read.Id, ct);
        var success = Health.IsSuccess(outcome);
        source.Failures = success ? 0 : source.Failures + 1;
        (source.LastOutcome, source.LastStatus) = (outcome, reading.Status);
        if (success) source.LastSuccessAt = now;
        if (counts.Total > counts.Duplicates) source.LastItemAt = now;
        if (source.Url == read.Url)
        {
            // Unfinished work must not hide behind "not modified".
            if (outcome != PollOutcome.NotModified) (source.Etag, source.LastModified) = reading.Complete && success ? (reading.Etag, reading.LastModified) : (null, null);
            source.NextDueAt = reading.Complete || !success ? Schedule.Next(now, source.Every, source.Failures, reading.RetryAfter) : now;
        }
        if (source.Failures == FailuresThatAlert)
        {
            store.Add(Alerts.Row(office, AlertKind.SourceFailing, new Subject("source", source.Id.Value),
                $"来源“{source.Name}”连续{FailuresThatAlert}次采集失败。{Health.Sentence(outcome, reading.Status)}", now));
        }
        store.Add(new RunRow
        {
            Office = office,
            Id = Guid.CreateVersion7(now).ToString("N"),
            Source = source.Id,
            StartedAt = started,
            EndedAt = now,
            Outcome = outcome,
            Status = reading.Status,
            Stored = counts.Stored,
            Copies = counts.Copies,
            Duplicates = counts.Duplicates,
            Unmatched = counts.Unmatched,
            TooOld = counts.TooOld,
            Unreadable = counts.Unreadable,
            Refused = counts.Refused,
        });
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new(source.Id, outcome, counts, Lost: false);
    }

    private static Dictionary<byte[], Taken> ByKey(IReadOnlyList<Intake.Judged> judged, IReadOnlyList<Taken> taken)
    {
        var byKey = new Dictionary<byte[], Taken>(Bytes.Same);
        for (var i = 0; i < judged.Count; i++) byKey[judged[i].Key] = taken[i];
        return byKey;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "source {Source}: {Outcome}, {Stored} stored and {Copies} copies of {Total} items (lost: {Lost})")]
        public static partial void Read(ILogger logger, SourceId source, PollOutcome outcome, int stored, int copies, int total, bool lost);
    }
}
