using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Respond;

/// <summary>The identifier of a risk assessment before release (发布前风险评估).</summary>
[JsonConverter(typeof(TextIdJson<AppraisalId>))]
public readonly record struct AppraisalId(string Value) : ITextId<AppraisalId>
{
    public static AppraisalId Of(string value) => new(value);

    /// <summary>How the ledger names it.</summary>
    public Subject Subject => new("appraisal", Value);

    public override string ToString() => Value;
}

/// <summary>Why policy information is assessed before it is released, by the preamble's own words (R01). Stored by name.</summary>
public enum AppraisalTrigger
{
    /// <summary>涉及面广.</summary>
    WideReaching,

    /// <summary>社会关注度高.</summary>
    CloselyWatched,

    /// <summary>专业性较强.</summary>
    Specialised,
}

/// <summary>How great the risk is held to be.</summary>
public enum RiskGrade
{
    /// <summary>低.</summary>
    Low,

    /// <summary>中.</summary>
    Medium,

    /// <summary>高.</summary>
    High,
}

/// <summary>Everything an approval of the assessment binds (R01).</summary>
/// <param name="Title">What is to be released.</param>
/// <param name="Text">Its exact text.</param>
/// <param name="Triggers">Which of the three apply; none is an answer too.</param>
/// <param name="Risks">What people may misunderstand, doubt or object to.</param>
/// <param name="Grade">How great the risk is.</param>
/// <param name="Line">The prepared line (口径).</param>
/// <param name="Contingency">What is done if it goes wrong.</param>
/// <param name="Plan">The contingency plan of the library, if one fits (R12).</param>
/// <param name="Explanation">The explanation ready with it (解读, 问答); empty until it is written.</param>
public sealed record AppraisalText(
    string Title, string Text, IReadOnlyList<AppraisalTrigger> Triggers, string Risks, RiskGrade Grade, string Line, string Contingency, string? Plan, string Explanation)
{
    /// <summary>The same with LF, Unicode NFC and no outer blanks, triggers once and in order: what is hashed and approved.</summary>
    public AppraisalText Normalised() => this with
    {
        Title = ReleaseText.Normal(Title),
        Text = ReleaseText.Normal(Text),
        Triggers = [.. Triggers.Distinct().Order()],
        Risks = ReleaseText.Normal(Risks),
        Line = ReleaseText.Normal(Line),
        Contingency = ReleaseText.Normal(Contingency),
        Plan = string.IsNullOrWhiteSpace(Plan) ? null : Plan,
        Explanation = ReleaseText.Normal(Explanation),
    };

    /// <summary>SHA-256 (lower-case hexadecimal) of the normalised text's JSON bytes.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Normalised(), AppraisalJson.Default.AppraisalText)));
}

/// <summary>What can happen to an assessment.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(AppraisalWritten), "written")]
[JsonDerivedType(typeof(AppraisalSigned), "signed")]
[JsonDerivedType(typeof(AppraisalReturned), "returned")]
[JsonDerivedType(typeof(AppraisalCleared), "cleared")]
public abstract record AppraisalEntry;

/// <summary>A version was written; it voids every approval of an earlier one.</summary>
public sealed record AppraisalWritten(AppraisalId Id, int Version, AppraisalText Text, string Hash) : AppraisalEntry;

/// <summary>A step of the chain approved exactly this version.</summary>
public sealed record AppraisalSigned(string Step, string Hash, string Opinion, PersonId? InPlaceOf) : AppraisalEntry;

/// <summary>A step sent it back.</summary>
public sealed record AppraisalReturned(string Step, string Hash, string Reason) : AppraisalEntry;

/// <summary>可以发布: exactly this text may be released.</summary>
public sealed record AppraisalCleared(string Hash) : AppraisalEntry;

/// <summary>A version with who wrote it.</summary>
public sealed record AppraisalVersion(int Number, AppraisalText Text, string Hash, PersonId By, string ByName, DateTimeOffset At);

/// <summary>An approval of a version.</summary>
public sealed record AppraisalSignature(string Step, string Hash, string Opinion, PersonId By, string ByName, DateTimeOffset At);

/// <summary>The state of an assessment: a fold of its entries.</summary>
public sealed record Appraisal
{
    public required AppraisalId Id { get; init; }
    public IReadOnlyList<AppraisalVersion> Versions { get; init; } = [];
    public IReadOnlyList<AppraisalSignature> Signatures { get; init; } = [];
    public AppraisalReturned? Returned { get; init; }
    public string? ReturnedBy { get; init; }

    /// <summary>Set while the current text may be released; an edit takes it away.</summary>
    public AppraisalCleared? Cleared { get; init; }
    public string? ClearedBy { get; init; }
    public DateTimeOffset? ClearedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>The version that counts.</summary>
    public AppraisalVersion Current => Versions[^1];

    /// <summary>Approvals of exactly the current version.</summary>
    public IEnumerable<AppraisalSignature> Valid => Signatures.Where(s => s.Hash == Current.Hash);

    /// <summary>The state after an entry.</summary>
    /// <exception cref="InvalidOperationException">The entry cannot follow.</exception>
    public static Appraisal Apply(Appraisal? state, AppraisalEntry entry, Stamp stamp)
    {
        if (entry is AppraisalWritten w)
        {
            var version = new AppraisalVersion(w.Version, w.Text, w.Hash, stamp.Person, stamp.Name, stamp.At);
            return state is null ? new Appraisal { Id = w.Id, Versions = [version], Version = stamp.Sequence }
                : state with { Versions = [.. state.Versions, version], Returned = null, ReturnedBy = null, Cleared = null, ClearedBy = null, ClearedAt = null, Version = stamp.Sequence };
        }
        if (state is null) throw new InvalidOperationException($"{entry.GetType().Name} before the assessment was written");
        return entry switch
        {
            AppraisalSigned e => state with { Signatures = [.. state.Signatures, new(e.Step, e.Hash, e.Opinion, stamp.Person, stamp.Name, stamp.At)], Version = stamp.Sequence },
            AppraisalReturned e => state with { Returned = e, ReturnedBy = stamp.Name, Version = stamp.Sequence },
            AppraisalCleared e => state with { Cleared = e, ClearedBy = stamp.Name, ClearedAt = stamp.At, Version = stamp.Sequence },
            _ => throw new InvalidOperationException($"no fold for {entry.GetType().Name}"),
        };
    }
}

internal sealed class AppraisalRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required AppraisalId Id { get; init; }
    public long Version { get; set; }
    public byte[] State { get; set; } = [];
}

internal sealed class AppraisalTable : IEntityTypeConfiguration<AppraisalRow>
{
    public void Configure(EntityTypeBuilder<AppraisalRow> builder)
    {
        builder.ToTable("respond_appraisals").HasKey(a => new { a.Office, a.Id });
        builder.Property(a => a.Version).IsConcurrencyToken();
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AppraisalEntry))]
[JsonSerializable(typeof(AppraisalText))]
[JsonSerializable(typeof(Appraisal))]
internal sealed partial class AppraisalJson : JsonSerializerContext;
