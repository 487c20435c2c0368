using Huiying.Assess;
using Huiying.Ground;

namespace Huiying.Handle;

public sealed partial class Cases
{
    /// <summary>并入 (R09, R41): a topic is answered by an event that is there already, in one transaction.</summary>
    public async Task<Outcome<Case>> MergeTopic(Actor actor, TopicId topic, CaseId into, CancellationToken ct)
    {
        var facts = await topics(actor.Office, topic, ct);
        return await acts.Run<Case>(actor, "cases.merge-topic", into.Subject, async act =>
        {
            if (facts is null) return Refusal.NotFound("没有这个话题。", "There is no such topic.");
            var merged = await Change(act, into, (c, d) => Merging.TakeTopic(c, d, facts), ct);
            if (merged.Refusal is { } no) return no;
            await HideTopics(act, merged.Value, ct);
            var answered = await Topics.Answered(act, topic, TopicAnswer.Merged, caseId: into.Value, ct: ct);
            return answered.Refusal is { } refused ? refused : merged;
        }, ct);
    }

    /// <summary>One event goes into another, which goes on with everything the first one owed (R09). Both histories stay.</summary>
    /// <returns>The surviving event.</returns>
    public Task<Outcome<Case>> Merge(Actor actor, CaseId from, CaseId into, string reason, CancellationToken ct, long? seen = null) =>
        acts.Run<Case>(actor, "cases.merge", from.Subject, async act =>
        {
            if (await Look(act.Store, from, ct) is not { } leaving || await Look(act.Store, into, ct) is not { } staying)
            {
                return Refusal.NotFound("没有这个事件。", "There is no such event.");
            }
            var left = await Change(act, from, (c, d) => Merging.Leave(c, staying.Case, d, reason), ct, seen);
            if (left.Refusal is { } no) return no;
            var taken = await Change(act, into, (c, d) => Merging.Take(c, leaving.Case, d), ct);
            if (taken.Ok) await HideTopics(act, taken.Value, ct);
            return taken;
        }, ct);

    /// <summary>The topics of an event that accuses somebody are kept from them too, and no longer once that is lifted (S09, S16).</summary>
    internal static async Task HideTopics(Act act, Case c, CancellationToken ct)
    {
        foreach (var topic in c.Topics)
        {
            await Topics.Hide(act, new TopicId(topic), [.. c.Namings.Where(n => n.Holds).Select(n => (n.What.Person, n.What.Section))], ct);
        }
    }

    /// <summary>The topics of a case as one: it may have grown from one and taken in others.</summary>
    public async Task<TopicFacts?> Topic(OfficeId office, CaseId id, CancellationToken ct = default)
    {
        if (await Find(office, id, ct) is not { } found) return null;
        TopicFacts? all = null;
        foreach (var topic in found.Topics)
        {
            if (await topics(office, new TopicId(topic), ct) is { } facts) all = all is null ? facts : all.With(facts);
        }
        return all;
    }
}
