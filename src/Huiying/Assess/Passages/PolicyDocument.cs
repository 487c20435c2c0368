using System.Text.Json.Serialization;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Assess.Passages;

/// <summary>A policy document of the office, whatever its versions.</summary>
[JsonConverter(typeof(TextIdJson<PolicyDocumentId>))]
public readonly record struct PolicyDocumentId(string Value) : ITextId<PolicyDocumentId>
{
    public static PolicyDocumentId Of(string value) => new(value);

    /// <summary>How the ledger names it.</summary>
    public Subject Subject => new("document", Value);

    public override string ToString() => Value;
}

/// <summary>Whether a version is offered to draft from.</summary>
public enum PolicyDocumentState
{
    /// <summary>In force.</summary>
    InForce,

    /// <summary>Its first day is yet to come.</summary>
    NotYet,

    /// <summary>Its last day is over.</summary>
    Expired,

    /// <summary>A newer version stands in its place.</summary>
    Replaced,

    /// <summary>Taken out of use by a person, with a reason.</summary>
    Withdrawn,
}

/// <summary>What an officer says of a document.</summary>
/// <param name="Title">Its title, without 《》.</param>
/// <param name="Number">发文字号 as 〔year〕n号; empty when it has none.</param>
/// <param name="IssuedOn">The day it was issued.</param>
/// <param name="From">First day in force.</param>
/// <param name="Until">Last day in force; null while it has none.</param>
/// <param name="Address">Where the public reads it; empty when nowhere.</param>
public sealed record PolicyDocumentFacts(string Title, string Number, DateOnly? IssuedOn, DateOnly? From, DateOnly? Until, string Address);

/// <summary>One version of a document; never changed after it was taken in, but for when it ended.</summary>
/// <param name="Type">Media type of the file.</param>
/// <param name="FileHash">SHA-256 of the file as it was uploaded.</param>
/// <param name="Paragraphs">How many it has.</param>
/// <param name="Ended">Why it was withdrawn; null while it was not.</param>
public sealed record PolicyDocumentVersion(PolicyDocumentId Document, int Version, PolicyDocumentFacts Facts, PolicyDocumentState State, string Type, string FileHash, int Paragraphs,
    DateTimeOffset AddedAt, string AddedByName, string? Ended, DateTimeOffset? EndedAt, string? EndedByName);

/// <summary>A paragraph as it is stored, shown and quoted.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Place">第十二条第二款; empty when it has no name of its own.</param>
/// <param name="IsHeading">Whether it only names what follows.</param>
/// <param name="Lead">The paragraph an item belongs to; 0 for none.</param>
public sealed record PolicyParagraph(int Number, string Place, string Text, bool IsHeading, int Lead);

/// <summary>A paragraph found for a question.</summary>
/// <param name="Lead">The sentence an item belongs to; null for none.</param>
/// <param name="Question">Which of the questions it was found for.</param>
/// <param name="Parts">Its text, the words it shares with the question marked.</param>
public sealed record FoundPassage(PolicyDocumentVersion Document, PolicyParagraph Paragraph, PolicyParagraph? Lead, string Question, IReadOnlyList<Stretch> Parts);

/// <summary>A document in which something was found, and where.</summary>
public sealed record FoundDocument(PolicyDocumentId Document, string Number, PolicyDocumentState State, DateTimeOffset AddedAt, FoundText Text);

/// <summary>A version was taken in.</summary>
/// <param name="FileHash">SHA-256 of the uploaded bytes.</param>
/// <param name="TextHash">SHA-256 of the paragraphs, joined by line feeds.</param>
public sealed record PolicyDocumentAddedEntry(int Version, PolicyDocumentFacts Facts, string Type, string FileHash, string TextHash, int Paragraphs);

/// <summary>A document was taken out of use.</summary>
public sealed record PolicyDocumentWithdrawnEntry(int Version, string Title, string Reason);

internal sealed class PolicyDocumentRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PolicyDocumentId Document { get; init; }
    public required int Version { get; init; }
    public required string Title { get; init; }
    public required string Number { get; init; }
    public DateOnly? IssuedOn { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidUntil { get; init; }
    public required string Address { get; init; }
    public required string Type { get; init; }
    public required string FileHash { get; init; }
    public required int Paragraphs { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public required PersonId AddedBy { get; init; }
    public required string AddedByName { get; init; }

    /// <summary>Whether a newer version stands in its place.</summary>
    public bool Replaced { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndedByName { get; set; }

    /// <summary>Ledger sequence of the last entry about it: whoever holds an index sees that it is old.</summary>
    public required long Changed { get; set; }
}

internal sealed class PolicyParagraphRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PolicyDocumentId Document { get; init; }
    public required int Version { get; init; }
    public required int Number { get; init; }
    public required string Place { get; init; }
    public required string Text { get; init; }
    public required bool IsHeading { get; init; }
    public required int Lead { get; init; }
    public required int Under { get; init; }
}

internal sealed class PolicyDocumentTables : IEntityTypeConfiguration<PolicyDocumentRow>, IEntityTypeConfiguration<PolicyParagraphRow>
{
    public void Configure(EntityTypeBuilder<PolicyDocumentRow> builder)
    {
        builder.ToTable("assess_documents").HasKey(d => new { d.Office, d.Document, d.Version });
        builder.HasIndex(d => new { d.Office, d.Changed });
    }

    public void Configure(EntityTypeBuilder<PolicyParagraphRow> builder) => builder.ToTable("assess_document_paragraphs").HasKey(p => new { p.Office, p.Document, p.Version, p.Number });
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PolicyDocumentAddedEntry))]
[JsonSerializable(typeof(PolicyDocumentWithdrawnEntry))]
internal sealed partial class PolicyDocumentJson : JsonSerializerContext;
