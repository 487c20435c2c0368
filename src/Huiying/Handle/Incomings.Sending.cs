using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;

namespace Huiying.Handle;

public sealed partial class Incomings
{
    /// <summary>
    /// Puts something into the register of the office beside the act, with the document's own bytes. Nothing there is asked: it arrives whoever sits there (S14).
    /// </summary>
    /// <param name="act">The sender's act, run with the receiving office beside it.</param>
    /// <param name="what">What comes; its number is given there.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public static async Task Arrive(Act act, Arrived what, CancellationToken ct)
    {
        await Blobs.Hand(act, what.DocumentHash, ct);
        await act.Beside<Done>(async there =>
        {
            var office = await People.Office(there.Store, there.Actor.Office, ct) ?? throw new InvalidDataException($"office {there.Actor.Office} is not there");
            var zone = OfficeZone.Find(office.Zone) ?? TimeZoneInfo.Utc;
            var number = $"〔{TimeZoneInfo.ConvertTime(there.Now, zone).Year}〕{await Cases.Number(there, "incoming", zone, ct)}号";
            var row = new IncomingRow { Office = office.Id, Id = what.Id, ArrivedAt = there.Now };
            there.Store.Add(row);
            var clocked = Clocked(await Book(there.Store, there.Now, ct), there.Now);
            Save(there, row, null, [what with { Number = number }, .. clocked is null ? (IncomingEntry[])[] : [clocked]]);
            return default;
        });
    }

    /// <summary>
    /// Sends it one level further, with the document as it came (R28–R30). Anyone signed in may, and no field is asked for: a level passed over without a reason
    /// leaves the reason owing (R29, S14).
    /// </summary>
    /// <param name="actor">Who sends it.</param>
    /// <param name="id">What is sent on.</param>
    /// <param name="body">A body of the own policy that is an office here.</param>
    /// <param name="note">The covering words; may be empty.</param>
    /// <param name="skip">Why a level is passed over, if one is.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public async Task<Outcome<Incoming>> Forward(Actor actor, IncomingId id, string body, string note, string? skip, CancellationToken ct = default)
    {
        var to = await tree.Here(actor.Office, body, ct);
        var item = Ids.New<IncomingId>();
        return await acts.Run<Incoming>(actor, "incoming.forward", id.Subject, to, async act =>
        {
            if (!actor.SignedIn) return Refusal.NotYourPost("R29", "请先登录。", "Sign in first.");
            if (await Row(act, id, ct) is not { } row) return Gone;
            if (to is not { } office) return new Refusal("incoming.outside", "R29", "该机关不在本系统内，请按对外报告的办法报送。", "That body works outside this installation; report to it as to any outside body.");
            var state = State(row);
            var policy = await policies.Current(act.Store, ct);
            var reason = string.IsNullOrWhiteSpace(skip) ? null : skip.Trim();
            var owed = reason is null ? Passed(policy, state, body) : null;
            var own = await People.Office(act.Store, actor.Office, ct) ?? throw new InvalidDataException($"office {actor.Office} is not there");
            var name = policy.Bodies.GetValueOrDefault(body, body);
            var sent = new IncomingForwarded(state.Forwards.Count + 1, item, office, body, name, note.Trim(), reason, owed);
            state = Save(act, row, state, [sent]);
            await Arrive(act, state.What with
            {
                Id = item,
                Source = new(actor.Office, Incoming: id),
                From = own.Name,
                Body = body,
                BodyName = name,
                SentAt = act.Now,
                SentBy = actor.Name,
                Note = note.Trim(),
                Skip = reason,
                Via = [.. state.What.Via, state.What.From],
            }, ct);
            return state;
        }, ct);
    }

    /// <summary>Gives the reason that a level passed over left owing (R29).</summary>
    public Task<Outcome<Incoming>> Explain(Actor actor, IncomingId id, int forward, string reason, CancellationToken ct = default) =>
        acts.Run<Incoming>(actor, "incoming.explain", id.Subject, async act =>
        {
            if (await Row(act, id, ct) is not { } row) return Gone;
            var state = State(row);
            if (!actor.IsAny([.. Readers])) return NotYours;
            if (!state.Forwards.Any(f => f.What.Forward == forward && f.Owes)) return Refusal.NotFound("没有待补充的理由。", "No reason is owed there.");
            if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid("R29", "请填写越级的理由。", "Say why the level was passed over.");
            return Save(act, row, state, [new ForwardExplained(forward, reason.Trim())]);
        }, ct);

    /// <summary>Feedback on the next level's order about something sent on.</summary>
    public async Task<Outcome<Incoming>> AnswerOrder(Actor actor, IncomingId id, int forward, int order, string text, CancellationToken ct = default)
    {
        var to = (await Look(actor.Office, id, ct))?.Forwards.FirstOrDefault(f => f.What.Forward == forward)?.What;
        return await acts.Run<Incoming>(actor, "incoming.answer", id.Subject, to?.Office, async act =>
        {
            if (await Row(act, id, ct) is not { } row) return Gone;
            var state = State(row);
            if (!actor.IsAny([.. Receivers])) return NotYours;
            if (to is null || !state.Forwards.First(f => f.What.Forward == forward).Open.Any(r => r.What.Order == order)) return NoOrder;
            if (string.IsNullOrWhiteSpace(text)) return NoFeedback;
            state = Save(act, row, state, [new ForwardAnswered(forward, order, text.Trim())]);
            await Fed(act, to.Item, order, text.Trim(), ct);
            return state;
        }, ct);
    }

    /// <summary>The feedback reaches the order in the superior's register.</summary>
    internal static Task<Done> Fed(Act act, IncomingId item, int order, string text, CancellationToken ct) => act.Beside<Done>(async there =>
    {
        if (await Row(there, item, ct) is { } row) Save(there, row, State(row), [new OrderAnswered(order, text)]);
        return default;
    });

    /// <summary>
    /// Decides on a request, inside an act with the sender's office beside it: exactly the version with that hash, once, by a leader of the office asked (R34).
    /// What the decision changes in the sender's answer is the caller's.
    /// </summary>
    public async Task<Outcome<(Incoming Item, Reply Reply)>> Decide(Act act, IncomingId id, bool approved, string hash, string text, CancellationToken ct)
    {
        if (await Row(act, id, ct) is not { } row) return Gone;
        var state = State(row);
        if (await Post(act, Approvers, ct) is not { } post) return Refusal.NotYourPost("R34", "请示由本单位分管领导、主要领导或党组书记批复。", "The supervising leader, the principal leader or the secretary decides on a request.");
        if (state.What.Kind != IncomingKind.Request) return Refusal.NotFound("这份来件不是请示，不用批复。", "This is no request.");
        if (state.Decision is not null) return new Refusal("incoming.decided", "R34", "已经批复。", "It is decided already.");
        if (state.What.Hash != hash) return new Refusal("incoming.hash", "R34", "批复只对请示所附的文本有效，请重新打开来件。", "The decision binds the very text of the request; open it again.");
        if (!approved && string.IsNullOrWhiteSpace(text)) return Refusal.Invalid("R34", "请填写不同意的意见，下级据此修改。", "Give the reason; the sender mends the text by it.");
        List<IncomingEntry> entries = state.Unsigned ? [new IncomingSigned(post)] : [];
        entries.Add(new IncomingDecided(post, approved, hash, text.Trim()));
        state = Save(act, row, state, entries);
        return (state, await Reply(act, state, approved ? ReplyKind.Approved : ReplyKind.Refused, 0, post, text.Trim(), null, ct));
    }

    /// <summary>The office a request came from, and the answer it is about; null when there is none such here.</summary>
    public async Task<IncomingSource?> SourceOf(Actor actor, IncomingId id, CancellationToken ct = default) => (await Look(actor.Office, id, ct))?.What.Source;

    /// <summary>Tells the sender the decision on a request that was sent on: the sender decides itself by it.</summary>
    public static Task<Refusal?> Tell(Act act, IncomingSource source, Reply reply, CancellationToken ct) => Pass(act, source, reply, ct);

    /// <summary>The nearest level below the body on its line that has not had it; null when none is passed over.</summary>
    private static string? Passed(Policy policy, Incoming state, string body)
    {
        var line = policy.Reporting[Grade.Major].FirstOrDefault(l => l.Contains(body));
        var below = line?.TakeWhile(b => b != body).LastOrDefault();
        return below is not null && state.Forwards.All(f => f.What.Body != below) ? policy.Bodies.GetValueOrDefault(below, below) : null;
    }

    internal static Refusal NoOrder => Refusal.NotFound("没有待反馈的批示。", "There is no order that waits for feedback.");

    internal static Refusal NoFeedback => Refusal.Invalid("R08", "请写明落实情况。", "Say what was done about it.");
}
