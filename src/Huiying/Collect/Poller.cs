using Huiying.Collect.Fetching;
using Huiying.Collect.Masking;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Huiying.Collect;

/// <summary>What one reading of one source did.</summary>
/// <param name="Lost">Another node took the turn meanwhile: nothing of this reading was stored.</param>
public sealed record PollReport(SourceId Source, PollOutcome Outcome, IntakeCounts Counts, bool Lost);

/// <summary>
/// Reads what is due: the sources of one host, of whatever office, one after another (R14, S08). A reading is done under the host's turn, without a
/// transaction, and stored whole in one; a crash in between leaves the source due.
/// </summary>
public sealed partial class Poller(
    IDbContextFactory<Store> stores, Intake intake, WatchTerms terms, SourceReader reader, HostPaces hosts, CurrentPolicy policies, TimeProvider time, ILogger<Poller> log)
    : IDisposable
{
    /// <summary>How long one visit goes on to further sources.</summary>
    private static readonly TimeSpan Stay = TimeSpan.FromMinutes(5);

    /// <summary>A clock that lags by less was not set back.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private readonly ReadingCommits commits = new(stores, intake, hosts, policies, time);
    private DateTimeOffset? seen;

    /// <summary>
    /// Gives back the turns of a process that ended without doing so: at the start of one that holds the data folder and has its store in it, so that no other can be
    /// reading. Each host is left alone for the longest pause of the offices first.
    /// </summary>
    /// <returns>How many turns were left behind.</returns>
    public async Task<int> TakeOver(CancellationToken ct = default)
    {
        await using var store = stores.CreateDbContext();
        var pause = TimeSpan.Zero;
        foreach (var office in await store.Set<SourceRow>().IgnoreQueryFilters(["office"]).Select(s => s.Office).Distinct().ToListAsync(ct))
        {
            if ((await policies(office, ct)).Collect.FetchDelay is var delay && delay > pause) pause = delay;
        }
        var left = 0;
        await commits.Alone(async () => left = await Turns.Release(store, time.GetUtcNow() + pause, ct), ct);
        return left;
    }

    /// <summary>The hosts that have a due source of one of the offices and nobody reading them, most overdue first.</summary>
    public async Task<IReadOnlyList<string>> DueHosts(IReadOnlyCollection<OfficeId> offices, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        await using var store = stores.CreateDbContext();
        // The last reading tells the time the program last knew, also before it was started.
        var last = seen ?? await store.Set<RunRow>().IgnoreQueryFilters(["office"]).Where(r => offices.Contains(r.Office)).MaxAsync(r => (DateTimeOffset?)r.EndedAt, ct);
        if (now < last - Slack) await commits.Alone(() => Turns.SetBack(store, now, ct), ct);
        seen = now;
        return await Turns.Due(store, offices, now, ct);
    }

    /// <summary>
    /// Reads the due sources of the host one after another, most overdue first, until none is due, another node holds the turn, or the visit has been long.
    /// </summary>
    /// <param name="offices">Those at work.</param>
    /// <param name="most">Reads so many at most.</param>
    public async Task<IReadOnlyList<PollReport>> Visit(string host, IReadOnlyCollection<OfficeId> offices, int most = int.MaxValue, CancellationToken ct = default)
    {
        var reports = new List<PollReport>();
        if (await commits.Take(host, ct) is not { } turn) return reports;
        var begun = time.GetTimestamp();
        try
        {
            while (reports.Count < most && time.GetElapsedTime(begun) < Stay && hosts.Rest(host) < Stay && await Next(host, offices, ct) is { } source)
            {
                var report = await Read(turn, source, ct);
                reports.Add(report);
                Log.Read(log, source.Id, report.Outcome, report.Counts.Stored, report.Counts.Copies, report.Counts.Total, report.Lost);
                if (report.Lost) break;
            }
        }
        finally
        {
            // Also when it ends in an error: only a process that is gone keeps a turn to the end of its lease.
            await commits.Give(turn);
        }
        return reports;
    }

    public void Dispose() => commits.Dispose();

    private async Task<SourceRow?> Next(string host, IReadOnlyCollection<OfficeId> offices, CancellationToken ct)
    {
        await using var store = stores.CreateDbContext();
        return await Turns.Next(store, offices, host, time.GetUtcNow(), ct);
    }

    private async Task<PollReport> Read(Turn turn, SourceRow source, CancellationToken ct)
    {
        var started = time.GetUtcNow();
        var borrowed = new List<Turn>();
        try
        {
            var watch = await terms.Current(source.Office, ct);
            var reading = await reader.Read(source, watch.Version, started + Turns.Lease / 2, Borrow, ct);
            return await commits.Commit(new(turn, source, reading, await Judge(source.Office, reading, watch, started, ct), started));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // To fail on what a site sent is a defect; it must not keep the host's other sources waiting for ever. A store that is away fails here again.
            Log.Failed(log, e, source.Id);
            return await commits.Commit(new(turn, source, new(PollOutcome.Unreadable, null, []), [], started));
        }
        finally
        {
            foreach (var other in borrowed) await commits.Give(other);
        }

        // Items may lie on other hosts; those have turns too.
        async Task<bool> Borrow(string host)
        {
            if (host == turn.Host || borrowed.Exists(b => b.Host == host)) return true;
            if (await commits.Take(host, ct) is not { } other) return false;
            borrowed.Add(other);
            return true;
        }
    }

    private async Task<List<Intake.Judged>> Judge(OfficeId office, SourceReading reading, WatchList watch, DateTimeOffset started, CancellationToken ct)
    {
        if (reading.Arrivals.Count == 0) return [];
        // What is older than untaken posts are kept would be purged at once (S10).
        var kept = (await policies(office, ct)).Retention.UntakenPosts;
        var horizon = kept.Permanent ? (DateTimeOffset?)null : started.AddYears(-kept.Years).AddMonths(-kept.Months).AddDays(-kept.Days);
        var rules = new IntakeRules(t => Mask.Apply(t).Text, watch.Why, watch.Version, horizon);
        return [.. reading.Arrivals.Select(a => Intake.Judge(a, rules))];
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "source {Source}: {Outcome}, {Stored} stored and {Copies} copies of {Total} items (lost: {Lost})")]
        public static partial void Read(ILogger logger, SourceId source, PollOutcome outcome, int stored, int copies, int total, bool lost);

        [LoggerMessage(Level = LogLevel.Error, Message = "source {Source} cannot be read: a defect")]
        public static partial void Failed(ILogger logger, Exception e, SourceId source);
    }
}
