using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Assess.Hot;

/// <summary>Hot issues as they were computed: a cache that the posts rebuild.</summary>
internal sealed class HotRow : IOfficed
{
    public required OfficeId Office { get; init; }

    /// <summary>A <see cref="HotSpan"/>, or first and last moment of a span that has ended.</summary>
    public required string Span { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Posts assessed by then.</summary>
    public required long Sequence { get; init; }

    /// <summary>JSON of <see cref="HotList"/>.</summary>
    public required byte[] State { get; init; }

    public static readonly Columns<HotRow> Columns = new("assess_hot", ["office", "span", "at", "sequence", "state"],
        [h => h.Office.Value, h => h.Span, h => Micros.From(h.At), h => h.Sequence, h => h.State],
        "on conflict (office, span) do update set at = excluded.at, sequence = excluded.sequence, state = excluded.state");
}

internal sealed class HotTable : IEntityTypeConfiguration<HotRow>
{
    public void Configure(EntityTypeBuilder<HotRow> builder) => builder.ToTable("assess_hot").HasKey(h => new { h.Office, h.Span });
}
