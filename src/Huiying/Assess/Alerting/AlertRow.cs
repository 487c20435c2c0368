using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Assess.Alerting;

/// <summary>A rule the office set, or changed from what the policy gives.</summary>
internal sealed class AlertRuleRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Id { get; init; }

    /// <summary>JSON of <see cref="AlertRuleText"/>.</summary>
    public required string Text { get; set; }
    public string? Paused { get; set; }
    public string? Ended { get; set; }
    public required string ByName { get; set; }
    public required DateTimeOffset At { get; set; }
    public long Version { get; set; }
}

/// <summary>An alert that was raised: why, who was told, who has looked.</summary>
internal sealed class RaisedRow : IOfficed
{
    public required OfficeId Office { get; init; }

    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about, at which level and for the how many-th time: the same thing alerts once, whoever looks and however often.</summary>
    public required string Key { get; init; }
    public required RuleKind Kind { get; init; }
    public required AlertLevel Level { get; init; }

    /// <summary>The topic that rose; null for what is no single topic.</summary>
    public TopicId? Topic { get; init; }

    /// <summary>The alert of the Collect step behind it, or the saved search.</summary>
    public string? Behind { get; init; }

    /// <summary>JSON of <see cref="AlertTold"/>: what fired, with its figures, and whom it is for.</summary>
    public required string What { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When it is told at the earliest: at once, or at the end of the quiet hours.</summary>
    public required DateTimeOffset TellAt { get; init; }

    /// <summary>Why it was kept back; null when it was not.</summary>
    public string? Kept { get; init; }
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>JSON list of who was told.</summary>
    public string? Told { get; set; }

    /// <summary>Until when somebody looks before it goes further up; null before it was told.</summary>
    public DateTimeOffset? AnswerBy { get; set; }
    public DateTimeOffset? UpAt { get; set; }

    /// <summary>JSON list of who was told then.</summary>
    public string? Up { get; set; }
    public DateTimeOffset? OpenedAt { get; set; }
    public string? OpenedByName { get; set; }
    public DateTimeOffset? SeenAt { get; set; }
    public string? SeenByName { get; set; }
    public string? Note { get; set; }
}

/// <summary>How far the alert rules have looked.</summary>
internal sealed class AlertHead : IOfficed
{
    public required OfficeId Office { get; init; }

    /// <summary>Assessed posts looked at; whoever looks must have read this value.</summary>
    public long Sequence { get; set; }

    /// <summary>Corrections looked at.</summary>
    public int Correction { get; set; }
}

internal sealed class AlertTables : IEntityTypeConfiguration<AlertRuleRow>, IEntityTypeConfiguration<RaisedRow>, IEntityTypeConfiguration<AlertHead>
{
    public void Configure(EntityTypeBuilder<AlertRuleRow> builder) => builder.ToTable("assess_alert_rules").HasKey(r => new { r.Office, r.Id });

    public void Configure(EntityTypeBuilder<RaisedRow> builder)
    {
        builder.ToTable("assess_alerts").HasKey(a => new { a.Office, a.Id });
        builder.HasIndex(a => new { a.Office, a.Key }).IsUnique();
        builder.HasIndex(a => new { a.Office, a.Topic });
        builder.HasIndex(a => new { a.Office, a.Behind });
        builder.HasIndex(a => new { a.Office, a.TellAt }, "ix_assess_alerts_untold").HasFilter("told_at is null");
        builder.HasIndex(a => new { a.Office, a.AnswerBy }, "ix_assess_alerts_unseen").HasFilter("seen_at is null");
    }

    public void Configure(EntityTypeBuilder<AlertHead> builder)
    {
        builder.ToTable("assess_alert_heads").HasKey(h => h.Office);
        builder.Property(h => h.Sequence).IsConcurrencyToken();
        builder.Property(h => h.Correction).IsConcurrencyToken();
    }
}
