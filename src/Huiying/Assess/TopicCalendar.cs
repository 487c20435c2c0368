using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>Unanswered topics whose time was counted by weekends alone are counted again once the year's notice is imported, each as an entry (R41).</summary>
public sealed class TopicCalendar(IDbContextFactory<Store> stores, Acts acts)
{
    // The words of the derivation are what an officer reads; the row keeps nothing else about it.
    private const string WeekendsOnly = "只按周末推算";

    /// <summary>Counts again what the calendar in use can count; returns how many were.</summary>
    public async Task<int> Look(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var waiting = await store.Set<TopicRow>().AsNoTracking().Where(t => t.DutyDueAt != null && t.Answer == null && t.MergedInto == null && t.DutyDerivation!.Contains(WeekendsOnly))
            .ToListAsync(ct);
        var changed = 0;
        foreach (var seen in waiting)
        {
            if (await Again(store, seen, ct) is null) continue;
            var done = await acts.Run<bool>(Actor.Clock(office), "topics.rederive", seen.Id.Subject, async act =>
            {
                var topic = await act.Store.Set<TopicRow>().SingleAsync(t => t.Id == seen.Id, ct);
                if (topic.Answer is not null || await Again(act.Store, topic, ct) is not { } due) return false;
                (topic.DutyDueAt, topic.DutyDerivation) = (due.DueAt, string.Join('\n', due.Zh));
                act.Write(topic.Id.Subject, new TopicDutyEntry(topic.DutyGrade!.Value, [], due.DueAt, due.Zh, due.PolicyHash), AssessJson.Default.TopicDutyEntry);
                return true;
            }, ct);
            if (done.Value) changed++;
        }
        return changed;
    }

    private static async Task<Due?> Again(Store store, TopicRow topic, CancellationToken ct)
    {
        if (topic is not { DutyPolicy: { } hash, DutyGrade: { } grade, DutyFrom: { } from }) return null;
        var policy = await PolicyVersions.Pinned(store, hash, ct);
        var due = Deadlines.Due(new DueRequest(Rules.Topic, grade, false, false, null, from), policy, await CalendarVersions.Current(store, ct));
        return due.Ok && !(due.Value.WeekendsOnly && due.Value.DueAt == topic.DutyDueAt) ? due.Value : null;
    }
}
