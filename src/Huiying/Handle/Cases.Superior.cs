using Huiying.Ground;

namespace Huiying.Handle;

public sealed partial class Cases
{
    /// <summary>Feedback on a superior's order: met here and shown at the order there, in one transaction (R08).</summary>
    public async Task<Outcome<Case>> AnswerOrder(Actor actor, CaseId id, IncomingId item, int order, string text, CancellationToken ct)
    {
        var to = (await Find(actor.Office, id, ct))?.SuperiorReplies.FirstOrDefault(r => r.What.Item == item)?.What.Office;
        return await acts.Run<Case>(actor, "cases.answer-order", id.Subject, to, async act =>
        {
            if (to is null) return Incomings.NoOrder;
            var changed = await Change(act, id, (c, d) => Superior.Answered(c, d, item, order, text), ct);
            if (changed.Ok) await Incomings.Fed(act, item, order, text.Trim(), ct);
            return changed;
        }, ct);
    }

    /// <summary>A superior's act reaches the event that was reported to it, or the one that this went into with a merge.</summary>
    internal static async Task<Outcome<Case>> Replied(Act act, CaseId id, Reply reply, string? duty, CancellationToken ct)
    {
        while (await Look(act.Store, id, ct) is { Case.MergedInto: { } into }) id = into.Into;
        return await Change(act, id, (c, d) => Superior.Replied(c, d, reply, duty), ct);
    }
}
