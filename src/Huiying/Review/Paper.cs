using System.Text.Json.Serialization;
using Huiying.Ground;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Review;

/// <summary>A paper's identifier.</summary>
[JsonConverter(typeof(TextIdJson<PaperId>))]
public readonly record struct PaperId(string Value) : ITextId<PaperId>
{
    public static PaperId Of(string value) => new(value);

    /// <summary>How the ledger names it.</summary>
    public Subject Subject => new("paper", Value);

    public override string ToString() => Value;
}

/// <summary>What kind of paper; each kind is numbered for itself. Stored by name.</summary>
public enum PaperKind
{
    /// <summary>日报.</summary>
    Daily,

    /// <summary>周报.</summary>
    Weekly,

    /// <summary>月报.</summary>
    Monthly,

    /// <summary>专报.</summary>
    Special,

    /// <summary>交办单.</summary>
    Assignment,

    /// <summary>督办单.</summary>
    Supervision,
}

/// <summary>What a person writes into a paper; everything else in it is data.</summary>
/// <param name="Overview">Periodic: on the span. Special: the summary with the risk. Slip: what is asked.</param>
/// <param name="Outlook">Periodic: outlook. Special: judgement. 交办单: the leader's instruction.</param>
/// <param name="Advice">One piece of advice a line.</param>
/// <param name="Spread">Special: how it spreads.</param>
/// <param name="Opinions">Special: what people say, one opinion a line, criticism among them.</param>
public sealed record PaperText(string Overview = "", string Outlook = "", string Advice = "", string Spread = "", string Opinions = "");

/// <summary>One thing that happened to a paper.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PaperDrafted), "drafted")]
[JsonDerivedType(typeof(PaperWritten), "written")]
[JsonDerivedType(typeof(PaperSigned), "signed")]
[JsonDerivedType(typeof(PaperCorrected), "corrected")]
[JsonDerivedType(typeof(PaperReturned), "returned")]
public abstract record PaperEntry;

/// <summary>A draft was begun, by the clock or by a person.</summary>
/// <param name="Key">What it is about, once in the office: the kind with its first day, or the paper's own id.</param>
/// <param name="From">First day of a periodic report.</param>
/// <param name="Until">Its last day.</param>
/// <param name="Corrects">The signed paper it corrects (R42).</param>
/// <param name="Why">Why that is corrected.</param>
public sealed record PaperDrafted(PaperId Paper, PaperKind Of, string Key, CaseId? Case, DateOnly? From, DateOnly? Until, PaperText Text, PaperId? Corrects, string? Why) : PaperEntry;

/// <summary>Its text was written.</summary>
public sealed record PaperWritten(PaperText Text) : PaperEntry;

/// <summary>It was signed as it is: from now on a change is a correction (R42).</summary>
/// <param name="Year">The year of its number, in the office's zone.</param>
/// <param name="Number">Its number within kind and year.</param>
/// <param name="DocumentHash">SHA-256 of the signed file.</param>
/// <param name="Code">A slip's text code, by which its scan comes back.</param>
/// <param name="Mismatch">Why a number in its text is not the data's.</param>
public sealed record PaperSigned(int Year, int Number, string DocumentHash, string? Code, string? Mismatch) : PaperEntry;

/// <summary>Another paper, signed later, corrects this one.</summary>
public sealed record PaperCorrected(PaperId By) : PaperEntry;

/// <summary>The signed sheet came back as a scan.</summary>
public sealed record PaperReturned(string Code, string ScanHash, string Note) : PaperEntry;

/// <summary>The state of one paper: a fold of its entries.</summary>
public sealed record Paper
{
    public required PaperId Id { get; init; }
    public required PaperKind Kind { get; init; }
    public required string Key { get; init; }
    public CaseId? Case { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }
    public required PaperText Text { get; init; }
    public required DateTimeOffset DraftedAt { get; init; }

    /// <summary>Who wrote it last; the clock's own draft has no writer.</summary>
    public PersonId? Writer { get; init; }
    public string? WriterName { get; init; }
    public PaperId? Corrects { get; init; }
    public string? Why { get; init; }
    public PaperSigned? Signed { get; init; }
    public PersonId? SignedBy { get; init; }
    public string? SignedByName { get; init; }
    public DateTimeOffset? SignedAt { get; init; }
    public PaperId? CorrectedBy { get; init; }
    public IReadOnlyList<PaperReturned> Returned { get; init; } = [];

    /// <summary>Sequence of the last entry folded in.</summary>
    public required long Version { get; init; }

    /// <summary>Whether it is handed out as a slip, without a draft.</summary>
    public bool IsSlip => Kind is PaperKind.Assignment or PaperKind.Supervision;

    /// <summary>第n期 by year, or 交办〔year〕n号; null before it is signed.</summary>
    public string? Number => Signed is not { } s ? null : Kind switch
    {
        PaperKind.Assignment => $"交办〔{s.Year}〕{s.Number}号",
        PaperKind.Supervision => $"督办〔{s.Year}〕{s.Number}号",
        _ => $"{s.Year}年第{s.Number}期",
    };

    /// <summary>Adds an entry.</summary>
    public static Paper Apply(Paper? state, PaperEntry entry, Stamp stamp) => (state, entry) switch
    {
        (null, PaperDrafted e) => new Paper
        {
            Id = e.Paper,
            Kind = e.Of,
            Key = e.Key,
            Case = e.Case,
            From = e.From,
            Until = e.Until,
            Text = e.Text,
            DraftedAt = stamp.At,
            Writer = stamp.Person.Value == "clock" ? null : stamp.Person,
            WriterName = stamp.Person.Value == "clock" ? null : stamp.Name,
            Corrects = e.Corrects,
            Why = e.Why,
            Version = stamp.Sequence,
        },
        ({ } s, PaperWritten e) => s with { Text = e.Text, Writer = stamp.Person, WriterName = stamp.Name, Version = stamp.Sequence },
        ({ } s, PaperSigned e) => s with { Signed = e, SignedBy = stamp.Person, SignedByName = stamp.Name, SignedAt = stamp.At, Version = stamp.Sequence },
        ({ } s, PaperCorrected e) => s with { CorrectedBy = e.By, Version = stamp.Sequence },
        ({ } s, PaperReturned e) => s with { Returned = [.. s.Returned, e], Version = stamp.Sequence },
        _ => throw new InvalidOperationException($"no fold for {entry.GetType().Name}"),
    };
}

/// <summary>The folded state, a cache that the ledger rebuilds.</summary>
internal sealed class PaperRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PaperId Id { get; init; }
    public required string Key { get; init; }
    public CaseId? Case { get; init; }
    public required DateTimeOffset DraftedAt { get; init; }
    public DateTimeOffset? SignedAt { get; set; }
    public string? Code { get; set; }
    public long Version { get; set; }
    public byte[] State { get; set; } = [];
}

internal sealed class PaperTable : IEntityTypeConfiguration<PaperRow>
{
    public void Configure(EntityTypeBuilder<PaperRow> builder)
    {
        builder.ToTable("review_papers").HasKey(p => new { p.Office, p.Id });
        builder.HasIndex(p => new { p.Office, p.Key }).IsUnique();
        builder.HasIndex(p => new { p.Office, p.DraftedAt });
        builder.HasIndex(p => new { p.Office, p.Code });
        builder.Property(p => p.Version).IsConcurrencyToken();
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PaperEntry))]
[JsonSerializable(typeof(Paper))]
internal sealed partial class PaperJson : JsonSerializerContext;
