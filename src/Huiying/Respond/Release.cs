using System.Text.Json.Serialization;
using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Respond;

/// <summary>What can happen to a release; see <see cref="CaseEntry"/> for the rule about names.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(ReleaseSubmitted), "submitted")]
[JsonDerivedType(typeof(ReleaseSigned), "signed")]
[JsonDerivedType(typeof(ReleaseReturned), "returned")]
[JsonDerivedType(typeof(ReleaseWithdrawn), "withdrawn")]
[JsonDerivedType(typeof(OutsideApproved), "outside-approved")]
[JsonDerivedType(typeof(ReleasePublished), "published")]
public abstract partial record ReleaseEntry;

/// <summary>An immutable version went up for approval.</summary>
public sealed record ReleaseSubmitted(ReleaseId Id, CaseId Case, int Version, ReleaseText Text, string Hash) : ReleaseEntry;

/// <summary>A step of the chain signed exactly this version.</summary>
public sealed record ReleaseSigned(string Step, string Hash, string Opinion, PersonId? InPlaceOf) : ReleaseEntry;

/// <summary>A step sent it back.</summary>
public sealed record ReleaseReturned(string Step, string Hash, string Reason) : ReleaseEntry;

/// <summary>The draft was taken back before it was published: nobody signs or publishes it any more, and it stays to be read (R34).</summary>
public sealed record ReleaseWithdrawn(string Hash, string Reason) : ReleaseEntry;

/// <summary>An outside body approved this version, on paper or by telephone.</summary>
public sealed record OutsideApproved(string Body, string Hash, DateTimeOffset At, string Evidence) : ReleaseEntry;

/// <summary>This version was published, or posted by hand with its link (R38).</summary>
public sealed record ReleasePublished(string Hash, string Outlet, string Link) : ReleaseEntry;

/// <summary>A signature on a version.</summary>
/// <param name="Via">How it was given.</param>
/// <param name="RecordedBy">Who entered one given on paper or by word of mouth (代录); null in the system.</param>
/// <param name="Evidence">Hash of the scanned sheet, or by what means it was said.</param>
/// <param name="ConfirmedAt">For an oral one: when it was confirmed in writing.</param>
/// <param name="Confirmation">Hash of the signed sheet that confirmed it; null when it was confirmed in the system.</param>
public sealed record Signature(
    string Step, string Hash, string Opinion, PersonId By, string ByName, PersonId? InPlaceOf, DateTimeOffset At, SignedVia Via = SignedVia.System,
    PersonId? RecordedBy = null, string? Evidence = null, DateTimeOffset? ConfirmedAt = null, string? Confirmation = null);

/// <summary>Who took a draft back, when and why.</summary>
public sealed record Withdrawal(string Reason, PersonId By, string ByName, DateTimeOffset At);

/// <summary>A version that went up.</summary>
public sealed record ReleaseVersion(int Number, ReleaseText Text, string Hash, PersonId Drafter, string DrafterName, DateTimeOffset At)
{
    /// <summary>The 8-character text code.</summary>
    public string Code => ReleaseText.Code(Hash);
}

/// <summary>The state of a release: a fold of its entries.</summary>
public sealed partial record Release
{
    public required ReleaseId Id { get; init; }
    public required CaseId Case { get; init; }
    public IReadOnlyList<ReleaseVersion> Versions { get; init; } = [];
    public IReadOnlyList<Signature> Signatures { get; init; } = [];
    public IReadOnlyList<OutsideApproved> OutsideApprovals { get; init; } = [];
    public ReleaseReturned? Returned { get; init; }

    /// <summary>Set once it was taken back; final, another draft is another release.</summary>
    public Withdrawal? Withdrawn { get; init; }
    public ReleasePublished? Published { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>Whether it is going round: neither published nor sent back nor taken back.</summary>
    public bool GoesRound => this is { Published: null, Returned: null, Withdrawn: null };

    /// <summary>The version now going round.</summary>
    public ReleaseVersion Current => Versions[^1];

    /// <summary>Signatures that bind the current version; older ones bind only their own.</summary>
    public IEnumerable<Signature> Valid => Signatures.Where(s => s.Hash == Current.Hash);

    /// <summary>The state after an entry.</summary>
    /// <exception cref="InvalidOperationException">The entry cannot follow.</exception>
    public static Release Apply(Release? state, ReleaseEntry entry, Stamp stamp)
    {
        if (entry is ReleaseSubmitted s)
        {
            var version = new ReleaseVersion(s.Version, s.Text, s.Hash, stamp.Person, stamp.Name, stamp.At);
            return state is null
                ? new Release { Id = s.Id, Case = s.Case, Versions = [version], Version = stamp.Sequence }
                : state with { Versions = [.. state.Versions, version], Returned = null, Version = stamp.Sequence };
        }
        if (state is null) throw new InvalidOperationException($"{entry.GetType().Name} before the release was submitted");
        var next = entry switch
        {
            ReleaseSigned e => state with { Signatures = [.. state.Signatures, new(e.Step, e.Hash, e.Opinion, stamp.Person, stamp.Name, e.InPlaceOf, stamp.At)] },
            ReleaseReturned e => state with { Returned = e },
            ReleaseWithdrawn e => state with { Withdrawn = new(e.Reason, stamp.Person, stamp.Name, stamp.At) },
            OutsideApproved e => state with { OutsideApprovals = [.. state.OutsideApprovals, e] },
            ReleasePublished e => state with { Published = e, PublishedAt = stamp.At },
            _ => state.WithPaper(entry, stamp) ?? throw new InvalidOperationException($"no fold for {entry.GetType().Name}"),
        };
        return next with { Version = stamp.Sequence };
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReleaseEntry))]
[JsonSerializable(typeof(ReleaseText))]
[JsonSerializable(typeof(Release))]
internal sealed partial class RespondJson : JsonSerializerContext;
