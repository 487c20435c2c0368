using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>Identifies what came to an office from another of this installation.</summary>
[JsonConverter(typeof(TextIdJson<IncomingId>))]
public readonly record struct IncomingId(string Value) : ITextId<IncomingId>
{
    /// <summary>What its entries are about.</summary>
    public Subject Subject => new("incoming", Value);

    public static IncomingId Of(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>What came: a signed report, the record of a call, a request for approval, the copy of a published text. Stored by name.</summary>
public enum IncomingKind { Report, Call, Request, Copy }

/// <summary>What a superior body did with what was reported to it. Stored by name.</summary>
public enum ReplyKind { Received, Returned, Ordered, Approved, Refused, Extended }

/// <summary>What happened to something that came from another office; see <see cref="CaseEntry"/> for the rule about names.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Arrived), "arrived")]
[JsonDerivedType(typeof(IncomingSigned), "incoming-signed")]
[JsonDerivedType(typeof(IncomingReturned), "incoming-returned")]
[JsonDerivedType(typeof(OrderGiven), "order-given")]
[JsonDerivedType(typeof(OrderAnswered), "order-answered")]
[JsonDerivedType(typeof(IncomingDecided), "incoming-decided")]
[JsonDerivedType(typeof(IncomingForwarded), "incoming-forwarded")]
[JsonDerivedType(typeof(ForwardReplied), "forward-replied")]
[JsonDerivedType(typeof(ForwardAnswered), "forward-answered")]
[JsonDerivedType(typeof(ForwardExplained), "forward-explained")]
[JsonDerivedType(typeof(OrderExtended), "order-extended")]
[JsonDerivedType(typeof(IncomingClocked), "incoming-clocked")]
[JsonDerivedType(typeof(IncomingNoticed), "incoming-noticed")]
public abstract record IncomingEntry;

/// <summary>Where it came from: the way back for receipts, orders and decisions. It opens nothing there.</summary>
/// <param name="Case">The other office's event.</param>
/// <param name="Release">The answer whose approval is asked for.</param>
/// <param name="Incoming">What the other office itself had received and sent on.</param>
/// <param name="Duty">The rule of the duty that the receipt meets there.</param>
public sealed record IncomingSource(OfficeId Office, CaseId? Case = null, string? Release = null, IncomingId? Incoming = null, string? Duty = null);

/// <summary>It came, exactly as it was sent.</summary>
/// <param name="Number">来件〔year〕n号 of the receiving office, without gaps.</param>
/// <param name="From">The sending office's name then.</param>
/// <param name="Body">Key of the body in the sending office's policy; <paramref name="BodyName"/> its name there.</param>
/// <param name="Title">Of the sender's event.</param>
/// <param name="Event">Number of the sender's event.</param>
/// <param name="What">首报, 续报2, 电话报告, 请示 …</param>
/// <param name="DocumentHash">The document, kept here with the same bytes; empty when there is none.</param>
/// <param name="Hash">For a request: the version it asks about.</param>
/// <param name="Text">For a request or copy: that version's exact words.</param>
/// <param name="DueAt">For a request: until when the answer is wanted.</param>
/// <param name="Note">What the sender said with it.</param>
/// <param name="Skip">Why a level below was passed over (R29).</param>
/// <param name="Via">Offices it came through, the first one first.</param>
public sealed record Arrived(
    IncomingId Id, string Number, IncomingKind Kind, IncomingSource Source, string From, string Body, string BodyName, string Title, string Event, string What,
    DateTimeOffset SentAt, string SentBy, string DocumentHash, string? Hash, string? Text, DateTimeOffset? DueAt, string? Note, string? Skip,
    IReadOnlyList<string> Via) : IncomingEntry;

/// <summary>签收: the person and time are the receipt in the sender's event.</summary>
public sealed record IncomingSigned(string Post) : IncomingEntry;

/// <summary>退回 with a reason. It was received all the same.</summary>
public sealed record IncomingReturned(string Post, string Reason) : IncomingEntry;

/// <summary>批示 to the sender, with a time when one is set.</summary>
public sealed record OrderGiven(int Order, string Post, string Text, DateTimeOffset? DueAt) : IncomingEntry;

/// <summary>More time for an order, by the office that gave it and before it was late (R08).</summary>
public sealed record OrderExtended(int Order, string Post, DateTimeOffset DueAt, string Reason) : IncomingEntry;

/// <summary>Until when it is to be signed for, by the policy in force here when it came (R04, R08).</summary>
/// <param name="Rule">The clock's rule.</param>
/// <param name="From">When it came.</param>
public sealed record IncomingClocked(string Rule, DateTimeOffset From, DateTimeOffset DueAt, IReadOnlyList<string> Derivation, IReadOnlyList<string> DerivationEn) : IncomingEntry;

/// <summary>The clock told the people concerned about one of the item's duties (R04). It changes nothing that is owed.</summary>
/// <param name="Duty">Rule of the duty within the item.</param>
public sealed record IncomingNoticed(string Duty, NoticeLevel Level, IReadOnlyList<PersonId> To) : IncomingEntry;

/// <summary>The sender's feedback on an order.</summary>
public sealed record OrderAnswered(int Order, string Text) : IncomingEntry;

/// <summary>The decision on a request, on exactly the version with that hash (R34).</summary>
public sealed record IncomingDecided(string Post, bool Approved, string Hash, string Text) : IncomingEntry;

/// <summary>Sent one level further.</summary>
/// <param name="Item">What it is there.</param>
/// <param name="Office">Where it went; <paramref name="Name"/> its name as the own policy calls the body.</param>
/// <param name="Skip">Why a level was passed over; null when none was, or when the reason is still owed.</param>
/// <param name="Owed">Name of the level passed over without a reason yet (R29).</param>
public sealed record IncomingForwarded(int Forward, IncomingId Item, OfficeId Office, string Body, string Name, string Note, string? Skip, string? Owed) : IncomingEntry;

/// <summary>The next level did something with what was sent on.</summary>
public sealed record ForwardReplied(int Forward, Reply Reply) : IncomingEntry;

/// <summary>The own feedback on the next level's order.</summary>
public sealed record ForwardAnswered(int Forward, int Order, string Text) : IncomingEntry;

/// <summary>The reason for passing over a level, given afterwards (R29).</summary>
public sealed record ForwardExplained(int Forward, string Reason) : IncomingEntry;

/// <summary>What a superior body in this installation did; the entry's stamp says who there and when.</summary>
/// <param name="Item">What it is in the superior's register.</param>
/// <param name="Order">Number of an order within the item; 0 for the rest.</param>
/// <param name="Office">The superior.</param>
/// <param name="Name">Its name.</param>
/// <param name="Body">The body of the sender's policy that it is.</param>
/// <param name="Post">In which post the person acted, as that office calls it.</param>
/// <param name="Receipt">来件 number.</param>
/// <param name="Text">Reason, order or opinion.</param>
/// <param name="DueAt">Until when an order is to be carried out.</param>
public sealed record Reply(
    ReplyKind Kind, IncomingId Item, int Order, OfficeId Office, string Name, string Body, string Post, string Receipt, string Text, DateTimeOffset? DueAt);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IncomingEntry))]
[JsonSerializable(typeof(Incoming))]
internal sealed partial class IncomingJson : JsonSerializerContext;
