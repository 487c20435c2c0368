using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>A turn to ask a host, held until the lease ends or somebody takes it after that.</summary>
internal sealed record Turn(string Host, long Epoch);

/// <summary>
/// Gives out the turns, one for each host whatever the office. However many nodes ask at once, a host's turn has one holder, and a holder who was too slow
/// cannot commit. A turn given back stays taken until the host's pause is over, so that the next process keeps it too.
/// </summary>
internal static class Turns
{
    /// <summary>How long a turn is held without being renewed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>No turn is held or rested so long: one that seems to be was written before the clock was set back.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1) + Lease;

    /// <summary>Hosts with a due source of one of the offices and a free turn, most overdue first.</summary>
    public static async Task<IReadOnlyList<string>> Due(Store store, IReadOnlyCollection<OfficeId> offices, DateTimeOffset now, CancellationToken ct)
    {
        var never = now + Longest;
        var due = await Sources(store, offices, now).Where(s => !store.Set<TurnRow>().Any(t => t.Host == s.Host && t.Until > now && t.Until <= never))
            .GroupBy(s => s.Host).Select(g => new { Host = g.Key, At = g.Min(s => s.NextDueAt) }).ToListAsync(ct);
        return [.. due.OrderBy(d => d.At).ThenBy(d => d.Host, StringComparer.Ordinal).Select(d => d.Host)];
    }

    /// <summary>The most overdue source of the host; null when none is due.</summary>
    public static Task<SourceRow?> Next(Store store, IReadOnlyCollection<OfficeId> offices, string host, DateTimeOffset now, CancellationToken ct) =>
        Sources(store, offices, now).Where(s => s.Host == host).OrderBy(s => s.NextDueAt).ThenBy(s => s.Id).FirstOrDefaultAsync(ct);

    /// <summary>Takes the host's turn if it is free, else null.</summary>
    public static async Task<Turn?> Take(Store store, string host, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await store.Database.SqlQuery<Turn>($"""
            insert into collect_turns (host, epoch, until, held) values ({host}, 1, {Micros.From(now + Lease)}, true)
            on conflict (host) do update set epoch = collect_turns.epoch + 1, until = excluded.until, held = true
                where collect_turns.until <= {Micros.From(now)} or collect_turns.until > {Micros.From(now + Longest)}
            returning host as "Host", epoch as "Epoch"
            """).ToListAsync(ct);
        return rows is [var turn] ? turn : null;
    }

    /// <summary>Holds the turn on, inside the transaction that stores what was read; false when it was lost meanwhile and nothing may be stored.</summary>
    public static Task<bool> Renew(Store store, Turn turn, DateTimeOffset now, CancellationToken ct) => Until(store, turn, now + Lease, held: true, ct);

    /// <summary>Gives the turn back; nobody takes it before the host has had its rest.</summary>
    public static Task<bool> Give(Store store, Turn turn, DateTimeOffset rested, CancellationToken ct) => Until(store, turn, rested, held: false, ct);

    /// <summary>
    /// Gives back what a process that is gone held, after a pause for what it may have asked last; what it had given back itself rests on. Only where nobody else can be
    /// reading: another node's turns are told apart from a dead one's by nothing but their lease.
    /// </summary>
    public static Task<int> Release(Store store, DateTimeOffset rested, CancellationToken ct) =>
        store.Database.ExecuteSqlAsync($"update collect_turns set epoch = epoch + 1, until = {Micros.From(rested)}, held = false where held", ct);

    /// <summary>
    /// After the clock was set back: what was to wait until a time that has become the future is due as if it had been read now. Without this a clock that was a
    /// year ahead for a minute would silence every source for a year.
    /// </summary>
    public static async Task SetBack(Store store, DateTimeOffset now, CancellationToken ct)
    {
        var (at, leased) = (Micros.From(now), Micros.From(now + Lease));
        await store.Database.ExecuteSqlAsync($"update collect_sources set next_due_at = {at} + cast(every_seconds as bigint) * 1000000 where next_due_at > {at} + cast(every_seconds as bigint) * 1000000", ct);
        await store.Database.ExecuteSqlAsync($"update collect_turns set until = {leased} where until > {leased}", ct);
    }

    private static async Task<bool> Until(Store store, Turn turn, DateTimeOffset until, bool held, CancellationToken ct) =>
        await store.Database.ExecuteSqlAsync($"update collect_turns set until = {Micros.From(until)}, held = {held} where host = {turn.Host} and epoch = {turn.Epoch}", ct) == 1;

    private static IQueryable<SourceRow> Sources(Store store, IReadOnlyCollection<OfficeId> offices, DateTimeOffset now) =>
        store.Set<SourceRow>().IgnoreQueryFilters(["office"]).AsNoTracking().Where(s => offices.Contains(s.Office) && s.PausedBecause == null && s.NextDueAt <= now);
}
