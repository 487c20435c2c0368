using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>
/// Topics left unanswered past their time go to the people the policy names, by default the supervising leader (R41). Work derived from state: a topic
/// whose time has passed, that has no answer and that nobody was told about. Each duty is told once, whoever looks and however often.
/// </summary>
public sealed class TopicClock(IDbContextFactory<Store> stores, Acts acts, People people, DutyRoster roster, PolicyVersions policies)
{
    /// <summary>Topics to tell about now, the longest overdue first. A topic answered at its last moment is not among them.</summary>
    public async Task<IReadOnlyList<TopicId>> Due(OfficeId office, CancellationToken ct)
    {
        var now = acts.Clock;
        await using var store = stores.Open(office);
        return await store.Set<TopicRow>().AsNoTracking().Where(t => t.DutyDueAt < now && t.Answer == null && t.EscalatedAt == null && t.MergedInto == null)
            .OrderBy(t => t.DutyDueAt).Select(t => t.Id).ToListAsync(ct);
    }

    /// <summary>Tells about one topic, as one entry; does nothing when it was answered or told meanwhile.</summary>
    public async Task Tell(OfficeId office, TopicId id, CancellationToken ct)
    {
        var everyone = await people.List(office, ct);
        var night = await roster.AtNight(office, acts.Clock, ct);
        await acts.Run<Done>(Actor.Clock(office), "topics.escalate", id.Subject, async act =>
        {
            var topic = await act.Store.Set<TopicRow>().SingleOrDefaultAsync(t => t.Id == id && t.DutyDueAt < act.Now && t.Answer == null && t.EscalatedAt == null && t.MergedInto == null, ct);
            if (topic is null) return default(Done);
            var roles = (await policies.Current(act.Store, ct)).Escalation.UnansweredTopic;
            var to = everyone.Where(p => p.Posts.Any(h => roles.Contains(h.Role)) || night.Contains(p.Id)).ToList();
            topic.EscalatedAt = act.Now;
            act.Write(new TopicEscalatedEntry(topic.DutyDueAt!.Value, roles, [.. to.Select(p => p.Id)], [.. to.Select(p => p.Name)]),
                AssessJson.Default.TopicEscalatedEntry);
            return default(Done);
        }, ct);
    }
}
