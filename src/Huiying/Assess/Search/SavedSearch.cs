using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Assess.Search;

/// <summary>A saved search's identifier.</summary>
[JsonConverter(typeof(TextIdJson<SavedSearchId>))]
public readonly record struct SavedSearchId(string Value) : ITextId<SavedSearchId>
{
    public static SavedSearchId Of(string value) => new(value);

    /// <summary>How the ledger names it.</summary>
    public Subject Subject => new("saved-search", Value);

    public override string ToString() => Value;
}

/// <summary>A search for posts the office keeps.</summary>
/// <param name="Query">Without a span of time or topics: it looks at what comes.</param>
/// <param name="Alerts">Whether its owner is told of new posts.</param>
/// <param name="Version">Ledger sequence of its last change.</param>
public sealed record SavedSearch(SavedSearchId Id, string Name, PostQuery Query, bool Alerts, PersonId Owner, string OwnerName, DateTimeOffset SavedAt, long Version);

/// <summary>A search was saved, or changed to this.</summary>
public sealed record SearchSavedEntry(string Name, PostQuery Query, bool Alerts);

/// <summary>A saved search was ended.</summary>
public sealed record SearchEndedEntry(string Name);

internal sealed class SavedSearchRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required SavedSearchId Id { get; init; }
    public required string Name { get; set; }

    /// <summary>The query as JSON.</summary>
    public required string Query { get; set; }
    public required bool Alerts { get; set; }
    public required PersonId Owner { get; init; }
    public required string OwnerName { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public long Version { get; set; }

    /// <summary>The last post it was looked at for alerts: what came after is new.</summary>
    public long Looked { get; set; }

    /// <summary>When it last alerted: once a day at most.</summary>
    public DateTimeOffset? AlertedAt { get; set; }

    public SavedSearch Shown() => new(Id, Name, JsonSerializer.Deserialize(Query, SavedSearchJson.Default.PostQuery)!, Alerts, Owner, OwnerName, SavedAt, Version);
}

internal sealed class SavedSearchTable : IEntityTypeConfiguration<SavedSearchRow>
{
    public void Configure(EntityTypeBuilder<SavedSearchRow> builder)
    {
        builder.ToTable("assess_saved_searches").HasKey(s => new { s.Office, s.Id });
        builder.Property(s => s.Version).IsConcurrencyToken();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(SearchSavedEntry))]
[JsonSerializable(typeof(SearchEndedEntry))]
internal sealed partial class SavedSearchJson : JsonSerializerContext;
