using System.Text.Json.Serialization;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Handle;

/// <summary>The folded state, kept so that pages need not fold: a cache that a test rebuilds from the ledger.</summary>
internal sealed class CaseRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required CaseId Id { get; init; }
    public required string Number { get; init; }
    /// <summary>The first of its topics.</summary>
    public string? Topic { get; set; }
    public required DateTimeOffset OpenedAt { get; init; }
    public long Version { get; set; }
    public Stage Stage { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Whether it is kept from somebody (S09, S16).</summary>
    public bool Naming { get; set; }
    public byte[] State { get; set; } = [];
}

/// <summary>A duty of a case as the clock and the work desk look for it: a copy out of the state.</summary>
internal sealed class DutyRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required CaseId Case { get; init; }
    public required int Number { get; init; }
    public required string Rule { get; init; }
    public DateTimeOffset? DueAt { get; set; }
    public DateTimeOffset? DischargedAt { get; set; }

    /// <summary>Open, and counted by weekends alone: looked at again when a calendar is imported.</summary>
    public bool WeekendsOnly { get; set; }

    /// <summary>When the clock has to look at it again; null when nothing is left to tell.</summary>
    public DateTimeOffset? NextNoticeAt { get; set; }
}

/// <summary>The last number given out, per kind and year: numbers have no gaps.</summary>
internal sealed class NumberRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Kind { get; init; }
    public required int Year { get; init; }
    public int Last { get; set; }
}

internal sealed class HandleTables : IEntityTypeConfiguration<CaseRow>, IEntityTypeConfiguration<DutyRow>, IEntityTypeConfiguration<NumberRow>
{
    public void Configure(EntityTypeBuilder<CaseRow> builder)
    {
        builder.ToTable("handle_cases").HasKey(c => new { c.Office, c.Id });
        builder.HasIndex(c => new { c.Office, c.Number }).IsUnique();
        builder.HasIndex(c => new { c.Office, c.Topic });
        builder.Property(c => c.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<DutyRow> builder)
    {
        builder.ToTable("handle_duties").HasKey(d => new { d.Office, d.Case, d.Number });
        builder.HasIndex(d => new { d.Office, d.NextNoticeAt });
    }

    public void Configure(EntityTypeBuilder<NumberRow> builder) =>
        builder.ToTable("handle_numbers").HasKey(n => new { n.Office, n.Kind, n.Year });
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaseEntry))]
[JsonSerializable(typeof(Case))]
internal sealed partial class HandleJson : JsonSerializerContext;
