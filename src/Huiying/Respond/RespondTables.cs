using Huiying.Ground;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Respond;

internal sealed class ReleaseRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required ReleaseId Id { get; init; }
    public required CaseId Case { get; init; }
    public long Version { get; set; }
    public bool Published { get; set; }
    public byte[] State { get; set; } = [];
}

/// <summary>Text being typed: kept so that nothing is lost, no record of the office's acts.</summary>
internal sealed class DraftRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required CaseId Case { get; init; }
    public required PersonId Person { get; init; }
    public DateTimeOffset SavedAt { get; set; }
    public byte[] Text { get; set; } = [];
}

/// <summary>What the public sees: exactly one approved version. The key makes publishing twice impossible.</summary>
internal sealed class AnswerRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required ReleaseId Release { get; init; }
    public required string Number { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The answer this one corrects or withdraws (R42), a copy out of the text by which it is found.</summary>
    public ReleaseId? Mends { get; init; }
    public required byte[] Text { get; init; }
}

/// <summary>One person's approval of the standing line's exact words (R37).</summary>
internal sealed class StandingRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string TextHash { get; init; }
    public required Role Role { get; init; }
    public required PersonId By { get; init; }
    public required DateTimeOffset At { get; set; }
    public required DateTimeOffset Until { get; set; }
}

internal sealed class RespondTables : IEntityTypeConfiguration<ReleaseRow>, IEntityTypeConfiguration<DraftRow>, IEntityTypeConfiguration<AnswerRow>,
    IEntityTypeConfiguration<StandingRow>
{
    public void Configure(EntityTypeBuilder<ReleaseRow> builder)
    {
        builder.ToTable("respond_releases").HasKey(r => new { r.Office, r.Id });
        builder.HasIndex(r => new { r.Office, r.Case });
        builder.Property(r => r.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<DraftRow> builder) => builder.ToTable("respond_drafts").HasKey(d => new { d.Office, d.Case, d.Person });

    public void Configure(EntityTypeBuilder<AnswerRow> builder)
    {
        builder.ToTable("respond_answers").HasKey(a => new { a.Office, a.Release });
        builder.HasIndex(a => new { a.Office, a.Number }).IsUnique();
        builder.HasIndex(a => new { a.Office, a.PublishedAt });
        // An answer is corrected or withdrawn once; the next correction names the newest text.
        builder.HasIndex(a => new { a.Office, a.Mends }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<StandingRow> builder) => builder.ToTable("respond_standing").HasKey(s => new { s.Office, s.TextHash, s.Role });
}
