using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>
/// Open duties that were counted by weekends alone are counted again once the year's notice is imported, each as an entry. Everything else stays: nothing
/// moves a time that was stamped, and no duty that was counted with the notices.
/// </summary>
public sealed class Rederiving(IDbContextFactory<Store> stores, Cases cases)
{
    /// <summary>Counts again what a calendar that was imported since can count; returns how many due times were derived anew.</summary>
    public async Task<int> Look(OfficeId office, CancellationToken ct = default)
    {
        List<CaseId> waiting;
        await using (var store = stores.Open(office))
        {
            waiting = await store.Set<DutyRow>().AsNoTracking().Where(d => d.WeekendsOnly && d.DischargedAt == null).Select(d => d.Case).Distinct().ToListAsync(ct);
        }
        var changed = 0;
        foreach (var id in waiting)
        {
            var due = 0;
            await cases.Probe(Actor.Clock(office), id, (c, d) => due = Again(c, d).Length, ct);
            if (due == 0) continue;
            var done = await cases.Change(Actor.Clock(office), id, "duties.rederive", (c, d) => Again(c, d), ct);
            if (done.Ok) changed += due;
        }
        return changed;
    }

    internal static CaseEntry[] Again(Case c, Deciding d)
    {
        var entries = new List<CaseEntry>();
        foreach (var duty in c.Duties.Where(x => x is { Open: true, WeekendsOnly: true, Clock: not null }))
        {
            if (d.Rules.Try(duty.Clock!) is not { } due || due.WeekendsOnly && due.DueAt == duty.DueAt) continue;
            entries.Add(new DutyRederived(duty.Number, due.DueAt,
                [.. due.Zh, $"导入{due.Calendar.Name}后重算；此前只按周末推算"], [.. due.En, $"derived again with {due.Calendar.Name}; counted by weekends alone before"],
                due.WeekendsOnly ? true : null));
        }
        return [.. entries];
    }
}
