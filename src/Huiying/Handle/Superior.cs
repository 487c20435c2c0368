using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>Entries that come from a superior body of this installation, and the answers to them; the rule about names is the same.</summary>
[JsonDerivedType(typeof(SuperiorReplied), "superior-replied")]
[JsonDerivedType(typeof(SuperiorAnswered), "superior-answered")]
public abstract partial record CaseEntry;

/// <summary>A superior body signed for a report, sent it back, gave an order or decided (R08, R28, R34).</summary>
public sealed record SuperiorReplied(Reply Reply) : CaseEntry;

/// <summary>The feedback on a superior's order (R08).</summary>
public sealed record SuperiorAnswered(IncomingId Item, int Order, string Text) : CaseEntry;

public sealed partial record Case
{
    public IReadOnlyList<Noted<Reply>> SuperiorReplies { get => field ?? []; init; } = [];
    public IReadOnlyList<Noted<SuperiorAnswered>> SuperiorAnswers { get => field ?? []; init; } = [];

    /// <summary>Orders of superior bodies that have no feedback yet.</summary>
    public IEnumerable<Noted<Reply>> OpenOrders =>
        SuperiorReplies.Where(r => r.What.Kind == ReplyKind.Ordered && SuperiorAnswers.All(a => a.What.Item != r.What.Item || a.What.Order != r.What.Order));

    /// <summary>Who signed for what was sent under that id, or sent it back; null before.</summary>
    public Noted<Reply>? ReceiptOf(IncomingId? item) =>
        item is null ? null : SuperiorReplies.FirstOrDefault(r => r.What.Item == item && r.What.Kind is ReplyKind.Received or ReplyKind.Returned);

    private Case? WithSuperior(CaseEntry entry, Stamp stamp) => entry switch
    {
        SuperiorReplied { Reply: var reply } => (reply.Kind is ReplyKind.Received or ReplyKind.Returned ? Receipted(reply, stamp) : this) with
        {
            SuperiorReplies = [.. SuperiorReplies, new(reply, stamp.Name, stamp.At)],
        },
        SuperiorAnswered e => this with { SuperiorAnswers = [.. SuperiorAnswers, new(e, stamp.Name, stamp.At)] },
        _ => null,
    };

    /// <summary>What the sender could not type is filled by the receipt; what was typed stays.</summary>
    internal Case Receipted(Reply reply, Stamp stamp)
    {
        var by = $"{stamp.Name}（{reply.Post}）";
        var receipt = $"来件{reply.Receipt}";
        return this with
        {
            Sendings = Change(Sendings, s => s.What.Item == reply.Item, s => s with
            {
                What = s.What with { ReceivedBy = Or(s.What.ReceivedBy, by), Receipt = Or(s.What.Receipt, receipt), Note = Or(s.What.Note, "系统内签收") },
            }),
            Reports = Change(Reports, r => r.Item == reply.Item, r => r with { ReceivedBy = Or(r.ReceivedBy, by), Receipt = Or(r.Receipt, receipt) }),
        };

        static string Or(string typed, string otherwise) => typed.Length > 0 ? typed : otherwise;
    }
}

/// <summary>What a superior body's act changes in the event that was reported to it. Pure. It asks for no post here: the superior's own register has done that.</summary>
internal static class Superior
{
    /// <summary>A receipt meets what it can, at the time of sending; a return opens the duty to report again; an order is a duty with its time (R08, R28).</summary>
    /// <param name="duty">The rule of a duty that the receipt itself meets, for what is no report upward.</param>
    public static Outcome<CaseEntry[]> Replied(Case c, Deciding d, Reply reply, string? duty)
    {
        var entries = new List<CaseEntry> { new SuperiorReplied(reply) };
        if (reply.Kind is ReplyKind.Approved or ReplyKind.Refused && c.Questions.FirstOrDefault(q => q.What.Item == reply.Item)?.What is { } asked)
        {
            var answered = Recusing.Answered(c, d, asked, reply);
            return answered.Refusal is { } no ? no : entries.Concat(answered.Value).ToArray();
        }
        var open = new DutyOpener(c.Duties.Count, d);
        if (reply.Kind is ReplyKind.Received or ReplyKind.Returned && c.ReceiptOf(reply.Item) is null)
        {
            var after = c.Receipted(reply, new Stamp(0, d.Now, d.Actor.Person, d.Actor.Name));
            foreach (var s in after.Sendings.Where(s => s.What.Item == reply.Item)) Upward.Counted(c, d, s, open, entries);
            var evidence = $"{d.Actor.Name}（{reply.Post}），来件{reply.Receipt}";
            var sent = after.Reports.Where(r => r.Item == reply.Item).Select(r => (DateTimeOffset?)r.SentAt).FirstOrDefault();
            if (duty is not null) entries.AddRange(DutyEntries.Discharge(c, duty, sent ?? d.Now, evidence));
            if (sent is not null) entries.AddRange(DutyEntries.Discharge(c, Again(reply.Body), sent.Value, evidence));
        }
        if (reply.Kind == ReplyKind.Returned)
        {
            entries.Add(open.Prompt(Again(reply.Body), $"{reply.Name}退回，须重新报告：{reply.Text}", $"Report again: {reply.Name} sent it back", d.Now));
        }
        if (reply.Kind == ReplyKind.Ordered)
        {
            var rule = Ordered(reply.Item, reply.Order);
            entries.Add(reply.DueAt is { } due
                ? open.Set(rule, $"落实{reply.Name}批示并反馈：{reply.Text}", $"Carry out the order of {reply.Name} and give feedback", d.Now, due, [$"{reply.Name}批示限定"], [$"set by the order of {reply.Name}"])
                : open.Prompt(rule, $"落实{reply.Name}批示并反馈：{reply.Text}", $"Carry out the order of {reply.Name} and give feedback", d.Now));
        }
        if (reply is { Kind: ReplyKind.Extended, DueAt: { } later } && c.Duties.FirstOrDefault(x => x.Open && x.Rule == Ordered(reply.Item, reply.Order)) is { } owed)
        {
            entries.Add(new DutyExtended(owed.Number, later, reply.Text, [$"新期限由{reply.Name}限定"], [$"the new time was set by {reply.Name}"]));
        }
        return entries.ToArray();
    }

    /// <summary>Feedback on an order (R08): by the office or whoever handles the matter. An event that was closed meanwhile does not stop it.</summary>
    public static Outcome<CaseEntry[]> Answered(Case c, Deciding d, IncomingId item, int order, string text)
    {
        if (d.Post("R08", Role.Clerk, Role.DutyOfficer, Role.SectionHead, Role.SectionOfficer, Role.SupervisingLeader, Role.PrincipalLeader, Role.DutyLeader) is { } no) return no;
        if (!c.OpenOrders.Any(o => o.What.Item == item && o.What.Order == order)) return Incomings.NoOrder;
        if (string.IsNullOrWhiteSpace(text)) return Incomings.NoFeedback;
        return new CaseEntry[] { new SuperiorAnswered(item, order, text.Trim()) }.Concat(DutyEntries.Discharge(c, Ordered(item, order), d.Now, text.Trim())).ToArray();
    }

    /// <summary>The duty to report again to a body that sent a report back.</summary>
    public static string Again(string body) => $"R28:again:{body}";

    /// <summary>How the rules of duties from a superior's order begin.</summary>
    public const string Order = "R08:superior:";

    /// <summary>The rule of the duty that an order opened.</summary>
    public static string Ordered(IncomingId item, int order) => $"{Order}{item}:{order}";
}
