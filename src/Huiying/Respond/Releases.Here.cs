using Huiying.Ground;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Respond;

public sealed partial class Releases
{
    /// <summary>
    /// The decision on a request that another office of this installation made (R34): by a leader of the office asked, on exactly the version whose hash the request
    /// carries. It is an entry here, and in the sender's answer and event, in one transaction. What was sent on by an office in between goes back to that office,
    /// which decides itself. Refused when the sender has a newer text or took it back.
    /// </summary>
    public async Task<Outcome<Incoming>> DecideHere(Actor actor, IncomingId id, bool approved, string hash, string text, CancellationToken ct)
    {
        var source = await incomings.SourceOf(actor, id, ct);
        return await acts.Run<Incoming>(actor, "incoming.decide", id.Subject, source?.Office, async act =>
        {
            var decided = await incomings.Decide(act, id, approved, hash, text, ct);
            if (decided.Refusal is { } no) return no;
            var (item, reply) = decided.Value;
            var refused = source!.Release is { } release
                ? await act.Beside(there => Decide(there, new ReleaseId(release), item, reply, ct))
                : await Incomings.Tell(act, source, reply, ct);
            return refused is not null ? refused : item;
        }, ct);
    }

    /// <summary>The decision in the sender's answer and event.</summary>
    private async Task<Refusal?> Decide(Act there, ReleaseId id, Incoming item, Reply reply, CancellationToken ct)
    {
        if (await there.Store.Set<ReleaseRow>().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } row) return Gone;
        var state = State(row);
        if (await View(there.Store, there.Actor.Office, state.Case, there.Now, ct) is not { } view) return NoCase;
        var (by, evidence) = ($"{there.Actor.Name}（{reply.Post}）", $"系统内批复，来件{reply.Receipt}");
        var approved = reply.Kind == ReplyKind.Approved;
        var decided = OffScreen.DecideHere(state, item.Id, item.What.Hash!, approved, reply.Text, by, evidence, view, there.Now);
        if (decided.Refusal is { } no) return no;
        foreach (var entry in decided.Value) state = Release.Apply(state, entry, there.Write(id.Subject, entry, RespondJson.Default.ReleaseEntry));
        (row.Version, row.State) = (state.Version, Bytes(state));
        return (await Cases.Change(there, state.Case, (c, d) => Answering.Decided(c, d, item.What.Body, there.Now, $"{(approved ? "批准" : "不同意")}：{by}，{evidence}"), ct)).Refusal;
    }

    /// <summary>The office that the body is here, and a new place in its register; nothing for a body outside.</summary>
    private async Task<(OfficeId? Here, IncomingId? Item)> Register(Actor actor, string body, CancellationToken ct) =>
        await tree.Here(actor.Office, body, ct) is { } here ? (here, Ids.New<IncomingId>()) : (null, null);

    /// <summary>The same entries with their place in the superior's register.</summary>
    private static Outcome<ReleaseEntry[]> Marked(Outcome<ReleaseEntry[]> made, IncomingId? item) => item is null || !made.Ok ? made
        : made.Value.Select(e => e switch { OutsideRequested o => o with { Item = item }, CopySent o => o with { Item = item }, _ => e }).ToArray();

    private static Task Requested(Act act, Release r, GateView view, OutsideRequested o, CancellationToken ct) =>
        Arrive(act, r, view, IncomingKind.Request, "请示", o.Item!.Value, o.Body, o.SentAt, o.DocumentHash, o.DueAt, null, ct);

    private static Task Copied(Act act, Release r, GateView view, CopySent o, CancellationToken ct) =>
        Arrive(act, r, view, IncomingKind.Copy, "抄送", o.Item!.Value, o.Body, o.SentAt, o.DocumentHash, null, Copying.Rule(o.Body, r.Id), ct);

    private static async Task Arrive(
        Act act, Release r, GateView view, IncomingKind kind, string what, IncomingId item, string body, DateTimeOffset sentAt, string document, DateTimeOffset? due, string? duty,
        CancellationToken ct)
    {
        var own = await People.Office(act.Store, act.Actor.Office, ct) ?? throw new InvalidDataException($"office {act.Actor.Office} is not there");
        var text = r.Current.Text;
        await Incomings.Arrive(act, new Arrived(
            item, "", kind, new(own.Id, r.Case, r.Id.Value, Duty: duty), own.Name, body, view.Policy.Bodies.GetValueOrDefault(body, body), text.Title, view.Case.Number, what, sentAt,
            act.Actor.Name, document, r.Current.Hash, text.Plain, due, text.Question.Length > 0 ? $"所回应的问题：{text.Question}" : null, null, []), ct);
    }
}
