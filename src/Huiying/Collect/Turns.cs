using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>A turn to ask a host, held until the lease ends or somebody commits with its epoch.</summary>
internal sealed record Turn(string Host, long Epoch);

/// <summary>Gives out the turns. However many nodes ask at once, a host's turn has one holder, and a holder who was too slow cannot commit.</summary>
internal static class Turns
{
    /// <summary>How long a turn is held at most.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private const string TakeSql = """
        update collect_turns set epoch = epoch + 1, until = {2}
        where office = {0} and host = (
            select t.host from collect_turns t
            where t.office = {0} and t.host = {3} and (t.until is null or t.until <= {1})
                and exists (select 1 from collect_sources s where s.office = t.office and s.host = t.host and s.paused_because is null and s.next_due_at <= {1})
        """;

    private const string Returning = """returning host as "Host", epoch as "Epoch" """;

    /// <summary>Hosts with a due source and a free turn, most overdue first.</summary>
    public static async Task<IReadOnlyList<string>> Due(Store store, DateTimeOffset now, CancellationToken ct)
    {
        var due = await store.Set<SourceRow>().AsNoTracking().Where(s => s.PausedBecause == null && s.NextDueAt <= now)
            .Where(s => store.Set<TurnRow>().Any(t => t.Host == s.Host && (t.Until == null || t.Until <= now)))
            .Select(s => new { s.Host, s.NextDueAt }).ToListAsync(ct);
        return [.. due.GroupBy(d => d.Host).OrderBy(g => g.Min(d => d.NextDueAt)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key)];
    }

    /// <summary>Takes the host's turn if it is free and a source of it is due, else null.</summary>
    public static async Task<Turn?> Take(Store store, string host, DateTimeOffset now, CancellationToken ct)
    {
        var sql = store.Database.IsNpgsql() ? TakeSql + " for update of t skip locked) " + Returning : TakeSql + ") " + Returning;
        var rows = await store.Database.SqlQueryRaw<Turn>(sql, store.Office.Value, Micros.From(now), Micros.From(now + Lease), host).ToListAsync(ct);
        return rows is [var turn] ? turn : null;
    }

    /// <summary>Gives the turn back inside the transaction that stores what was read; false when it was lost meanwhile and nothing may be stored.</summary>
    public static async Task<bool> Return(Store store, Turn turn, CancellationToken ct) =>
        await store.Database.ExecuteSqlAsync(
            $"update collect_turns set until = null where office = {store.Office.Value} and host = {turn.Host} and epoch = {turn.Epoch} and until is not null", ct) == 1;
}
