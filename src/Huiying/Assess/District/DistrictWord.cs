using System.Text.Json.Serialization;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Assess.District;

/// <summary>What a word of the district names. Stored by name.</summary>
public enum DistrictWordKind
{
    /// <summary>县、区.</summary>
    District,

    /// <summary>乡镇、街道.</summary>
    Town,

    /// <summary>村、屯、社区.</summary>
    Village,

    /// <summary>道路.</summary>
    Road,

    /// <summary>小区、楼盘.</summary>
    Estate,

    /// <summary>政策、项目.</summary>
    Policy,

    /// <summary>其他.</summary>
    Other,
}

/// <summary>How a word came in. Stored by name.</summary>
public enum DistrictWordOrigin
{
    /// <summary>Typed by an officer.</summary>
    Typed,

    /// <summary>From a list.</summary>
    Imported,

    /// <summary>Found in the stream and accepted.</summary>
    Proposed,
}

/// <summary>A word of the office's own that posts are cut by.</summary>
/// <param name="Since">Posts assessed after so many are cut by it.</param>
public sealed record DistrictWord(string Word, DistrictWordKind Kind, DistrictWordOrigin Origin, long Since, DateTimeOffset AddedAt, string AddedByName);

/// <summary>A word found in the stream, that waits for an officer.</summary>
/// <param name="Count">How often it occurs.</param>
/// <param name="Posts">In how many posts.</param>
/// <param name="Examples">Where it stands: pieces of text with the word marked, as far as the reader may see them.</param>
public sealed record ProposedWord(string Word, DistrictWordKind Kind, int Count, int Posts, IReadOnlyList<IReadOnlyList<Stretch>> Examples);

/// <summary>What came of a list.</summary>
/// <param name="Added">How many were added.</param>
/// <param name="Refused">Those that were not, each with why.</param>
public sealed record WordsTaken(int Added, IReadOnlyList<(string Word, Refusal Why)> Refused);

/// <summary>A word with its kind.</summary>
public sealed record WordOfKind(string Word, DistrictWordKind Kind);

/// <summary>Words were added.</summary>
/// <param name="After">Posts assessed until then; those that follow are cut by them.</param>
public sealed record DistrictWordsAddedEntry(IReadOnlyList<WordOfKind> Words, DistrictWordOrigin Origin, long After);

/// <summary>A word was taken away.</summary>
/// <param name="After">Posts assessed until then; those that follow are cut without it.</param>
public sealed record DistrictWordRemovedEntry(string Word, long After);

/// <summary>A proposed word was declined; it is never proposed again.</summary>
public sealed record DistrictWordDeclinedEntry(string Word);

internal sealed class DistrictWordRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required int Number { get; init; }

    /// <summary>Folded, as posts are cut.</summary>
    public required string Word { get; init; }
    public required DistrictWordKind Kind { get; init; }
    public required DistrictWordOrigin Origin { get; init; }

    /// <summary>Posts assessed when it was added: the next is the first that is cut by it.</summary>
    public required long From { get; init; }

    /// <summary>Posts assessed when it was taken away: the last that was cut by it.</summary>
    public long? Until { get; set; }
    public required DateTimeOffset AddedAt { get; init; }
    public required string AddedByName { get; init; }
}

/// <summary>A word that was found, with what an officer said of it.</summary>
internal sealed class FoundWordRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Word { get; init; }
    public required DistrictWordKind Kind { get; init; }
    public required int Count { get; init; }
    public required int Posts { get; init; }

    /// <summary>Numbers of posts it stands in, separated by spaces.</summary>
    public required string Examples { get; init; }

    /// <summary>Whether it was declined: then it stays, so that it never comes again.</summary>
    public bool Declined { get; set; }
}

internal sealed class DistrictWordTables : IEntityTypeConfiguration<DistrictWordRow>, IEntityTypeConfiguration<FoundWordRow>
{
    public void Configure(EntityTypeBuilder<DistrictWordRow> builder) => builder.ToTable("assess_words").HasKey(w => new { w.Office, w.Number });

    public void Configure(EntityTypeBuilder<FoundWordRow> builder) => builder.ToTable("assess_found_words").HasKey(w => new { w.Office, w.Word });
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DistrictWordsAddedEntry))]
[JsonSerializable(typeof(DistrictWordRemovedEntry))]
[JsonSerializable(typeof(DistrictWordDeclinedEntry))]
internal sealed partial class DistrictWordJson : JsonSerializerContext;
