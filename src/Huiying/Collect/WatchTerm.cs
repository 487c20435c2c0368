using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Collect;

/// <summary>A watch term.</summary>
[JsonConverter(typeof(TextIdJson<TermId>))]
public readonly record struct TermId(string Value) : ITextId<TermId>
{
    public static TermId Of(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>Phrases that must all occur, of which at least one must occur (when there are any), and of which none may. One between slashes is a regular expression.</summary>
/// <param name="Local">A name of one of the district's places must occur as well.</param>
public sealed record TermPhrases(
    IReadOnlyList<string> All, IReadOnlyList<string> Any, IReadOnlyList<string> None, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Local = false)
{
    /// <summary>The phrases as one line: 甲＋乙＋（丙／丁）－戊.</summary>
    public override string ToString()
    {
        var parts = new List<string>(All);
        if (Any.Count > 0) parts.Add(Any.Count == 1 ? Any[0] : $"（{string.Join('／', Any)}）");
        if (Local) parts.Add("本地地名");
        return string.Join('＋', parts) + string.Concat(None.Select(n => $"－{n}"));
    }
}

/// <summary>Where a watch term stands. Stored by name.</summary>
public enum TermState
{
    /// <summary>Waits for a second person (a leader's name).</summary>
    Proposed,

    /// <summary>Watched.</summary>
    Active,

    /// <summary>No longer watched.</summary>
    Removed,
}

/// <summary>A watch term as the office sees it.</summary>
/// <param name="Leader">The leader in office whose name it holds, if any.</param>
/// <param name="Until">When it ends by itself (a leader's name: 30 days by default).</param>
public sealed record WatchTerm(TermId Id, TermPhrases Phrases, TermState State, PersonId AddedBy, DateTimeOffset AddedAt, PersonId? Leader, DateTimeOffset? Until);

internal sealed class TermRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required TermId Id { get; init; }

    /// <summary>JSON of <see cref="TermPhrases"/>; emptied on removal.</summary>
    public required string Phrases { get; set; }
    public required TermState State { get; set; }
    public required PersonId AddedBy { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public PersonId? Leader { get; init; }
    public DateTimeOffset? Until { get; set; }

    /// <summary>Ledger sequence of the last change; the greatest of all rows is the version posts are judged by.</summary>
    public required long Version { get; set; }

    public WatchTerm Shown() =>
        new(Id, JsonSerializer.Deserialize(Phrases, CollectJson.Default.TermPhrases)!, State, AddedBy, AddedAt, Leader, Until);
}

/// <summary>The names of the district's places.</summary>
internal sealed class PlacesRow : IOfficed
{
    public required OfficeId Office { get; init; }

    /// <summary>JSON of the list.</summary>
    public required string Names { get; set; }

    /// <summary>As <see cref="TermRow.Version"/>.</summary>
    public required long Version { get; set; }

    public IReadOnlyList<string> List => JsonSerializer.Deserialize(Names, CollectJson.Default.StringArray)!;
}

internal sealed class TermTables : IEntityTypeConfiguration<TermRow>, IEntityTypeConfiguration<PlacesRow>
{
    public void Configure(EntityTypeBuilder<TermRow> builder) => builder.ToTable("collect_terms").HasKey(t => new { t.Office, t.Id });

    public void Configure(EntityTypeBuilder<PlacesRow> builder)
    {
        builder.ToTable("collect_places").HasKey(p => p.Office);
        builder.Ignore(p => p.List);
    }
}
