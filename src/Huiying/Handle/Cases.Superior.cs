using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

public sealed partial class Cases
{
    /// <summary>Feedback on a superior's order: met here and shown at the order there, in one transaction (R08).</summary>
    public async Task<Outcome<Case>> AnswerOrder(Actor actor, CaseId id, IncomingId item, int order, string text, CancellationToken ct, long? seen = null)
    {
        var to = (await Find(actor.Office, id, ct))?.SuperiorReplies.FirstOrDefault(r => r.What.Item == item)?.What.Office;
        return await acts.Run<Case>(actor, "cases.answer-order", id.Subject, to, async act =>
        {
            if (to is null) return Incomings.NoOrder;
            var changed = await Change(act, id, (c, d) => Superior.Answered(c, d, item, order, text), ct, seen);
            if (changed.Ok) await Incomings.Fed(act, item, order, text.Trim(), ct);
            return changed;
        }, ct);
    }

    /// <summary>Closed events that a superior has ordered something about since: the order is owed all the same.</summary>
    public async Task<IReadOnlyList<CaseLine>> OrderedAfterClosing(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var owed = store.Set<DutyRow>().Where(d => d.DischargedAt == null && d.Rule.StartsWith(Superior.Order)).Select(d => d.Case);
        var rows = await store.Set<CaseRow>().AsNoTracking().Where(c => c.ClosedAt != null && owed.Contains(c.Id)).OrderBy(c => c.ClosedAt).ToListAsync(ct);
        return [.. rows.Select(State).Select(c => new CaseLine(c.Id, c.Number, c.Title, c.Stage, c.Grade, c.Category, c.OpenedAt, null))];
    }

    /// <summary>A superior's act reaches the event that was reported to it, or the one that this went into with a merge.</summary>
    internal static async Task<Outcome<Case>> Replied(Act act, CaseId id, Reply reply, string? duty, CancellationToken ct)
    {
        while (await Look(act.Store, id, ct) is { Case.MergedInto: { } into }) id = into.Into;
        var changed = await Change(act, id, (c, d) => Superior.Replied(c, d, reply, duty), ct);
        // A naming that it lifted keeps the topics from nobody any more (S09).
        if (changed.Ok && reply.Kind == ReplyKind.Approved) await HideTopics(act, changed.Value, ct);
        return changed;
    }
}
