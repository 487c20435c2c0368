using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Assess;

/// <summary>A topic: what was counted, what the machine suggested, what it owes, and what a person decided, in columns apart.</summary>
internal sealed class TopicRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required TopicId Id { get; init; }
    public required string Title { get; set; }
    public required PostId FirstPost { get; set; }
    public required DateTimeOffset FirstAt { get; set; }
    public required DateTimeOffset LastAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public int Posts { get; set; }
    public long? Views { get; set; }
    public long? Replies { get; set; }
    public long? Reposts { get; set; }
    public long? Likes { get; set; }

    /// <summary>Posts that repeat an earlier one's text.</summary>
    public int Copies { get; set; }

    /// <summary>Posts with sharp words (R60).</summary>
    public int Sharp { get; set; }

    /// <summary>Reports by media, as <see cref="Grades.MediaReports"/> keeps them; empty while there is none.</summary>
    public string Media { get; set; } = "";

    /// <summary>Distinct voices of windows already closed; of the open one they are counted.</summary>
    public int VoicesClosed { get; set; }
    public int VoicesUnknown { get; set; }

    /// <summary>The grade the machine suggests now.</summary>
    public Grade Suggested { get; set; }

    /// <summary>The suggestion with all rules and figures (<see cref="Grades.KeptSuggestion"/>) as JSON, kept from when a rule above the ordinary floor first fires.</summary>
    public string? Suggestion { get; set; }
    public DateTimeOffset? SuggestedAt { get; set; }

    /// <summary>Phrases of Art. 3 ticked by people, separated by spaces.</summary>
    public string Ticks { get; set; } = "";

    /// <summary>Discovery (发现): the earliest of the moments the regulation names.</summary>
    public DateTimeOffset? DiscoveredAt { get; set; }
    public Discovery? DiscoveredBy { get; set; }
    public PersonId? DiscoveredByPerson { get; set; }

    public DateTimeOffset? DutyFrom { get; set; }
    public DateTimeOffset? DutyDueAt { get; set; }
    public Grade? DutyGrade { get; set; }

    /// <summary>How the due time came about, one step a line.</summary>
    public string? DutyDerivation { get; set; }
    public string? DutyPolicy { get; set; }

    /// <summary>When the duty, unanswered past its time, went to the people the policy names.</summary>
    public DateTimeOffset? EscalatedAt { get; set; }

    public TopicAnswer? Answer { get; set; }
    public string? AnswerReason { get; set; }
    public string? AnswerCase { get; set; }
    public Grade? AnsweredAtGrade { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public PersonId? AnsweredBy { get; set; }
    public string? AnsweredByName { get; set; }

    /// <summary>The topic an officer found to be the same matter: this one is part of it and is listed no more.</summary>
    public TopicId? MergedInto { get; set; }

    public DateTimeOffset? MutedUntil { get; set; }
    public string? MuteReason { get; set; }
    public string? MutedByName { get; set; }
}

/// <summary>A post's place in a topic, and why it is there (R15).</summary>
internal sealed class AssessedRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PostId Post { get; init; }

    /// <summary>Place in the fold: the office's posts in the order they were assessed, from 1 without gaps.</summary>
    public required long Sequence { get; init; }
    public required TopicId Topic { get; set; }

    /// <summary>The group of the index the post is counted in; <see cref="Clusters"/> says which topic that is.</summary>
    public required TopicId Grouped { get; set; }

    /// <summary>Where an officer put it, until the index has learned that.</summary>
    public TopicId? Regroup { get; set; }

    /// <summary>The number of the correction that put it where it is.</summary>
    public int? Correction { get; set; }
    public required bool OpenedTopic { get; init; }
    public required double Likeness { get; init; }
    public required double Needed { get; init; }

    /// <summary>Words shared with the topic, strongest first, separated by spaces.</summary>
    public required string Shared { get; init; }

    /// <summary>Whether its text is a copy of an earlier post's, which decided the topic.</summary>
    public required bool Copied { get; init; }

    /// <summary>The kind of place it was counted for: what it was then, whatever the source is called later.</summary>
    public required SpreadKind Kind { get; init; }

    /// <summary>The sharp words it was counted for, separated by spaces.</summary>
    public required string Sharp { get; init; }

    /// <summary>Whether the post itself is gone by retention (S10); the place in the fold stays.</summary>
    public bool Purged { get; init; }
}

/// <summary>Mentions of a topic in one hour.</summary>
internal sealed class TopicHourRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required TopicId Topic { get; init; }
    public required DateTimeOffset Hour { get; init; }
    public int Count { get; set; }
}

/// <summary>Mentions of a topic on one host, or by one channel when on no page, in places of one kind.</summary>
internal sealed class TopicSourceRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required TopicId Topic { get; init; }

    /// <summary>The host, else the channel's name.</summary>
    public required string Where { get; init; }
    public required SpreadKind Kind { get; init; }
    public int Count { get; set; }

    /// <summary>How many of them repeat an earlier post's text.</summary>
    public int Copies { get; set; }

    /// <summary>When the topic first appeared there; <see cref="DateTimeOffset.MaxValue"/> in what only adds to other figures.</summary>
    public DateTimeOffset FirstAt { get; set; } = DateTimeOffset.MaxValue;
    public long? Views { get; set; }
    public long? Replies { get; set; }

    /// <summary>Address of the first post there.</summary>
    public string? Link { get; init; }
}

/// <summary>In how many posts of a topic a sharp word is.</summary>
internal sealed class TopicSharpRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required TopicId Topic { get; init; }
    public required string Word { get; init; }
    public int Count { get; set; }
}

/// <summary>How far the office's assessment has come.</summary>
internal sealed class AssessHead : IOfficed
{
    public required OfficeId Office { get; init; }

    /// <summary>A small number for the office, unique in the store.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Posts folded; whoever assesses must have read this value.</summary>
    public long Sequence { get; set; }
}

/// <summary>The topic index after so many posts: terms and counts, no text and no voices.</summary>
internal sealed class SnapshotRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required long Sequence { get; init; }
    public required string Version { get; init; }
    public required byte[] State { get; init; }
}

/// <summary>A window in which a topic's distinct voices are told apart; key and hashes are destroyed with it (S02).</summary>
internal sealed class VoiceWindowRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required TopicId Topic { get; init; }
    public required byte[] Key { get; init; }
    public required DateTimeOffset Until { get; init; }
}

/// <summary>One distinct voice of an open window, as HMAC-SHA-256 under its key.</summary>
internal sealed class VoiceRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required TopicId Topic { get; init; }
    public required string Voice { get; init; }
}

internal sealed class AssessTables : IEntityTypeConfiguration<TopicRow>, IEntityTypeConfiguration<AssessedRow>, IEntityTypeConfiguration<TopicHourRow>,
    IEntityTypeConfiguration<TopicSourceRow>, IEntityTypeConfiguration<TopicSharpRow>, IEntityTypeConfiguration<AssessHead>, IEntityTypeConfiguration<SnapshotRow>,
    IEntityTypeConfiguration<VoiceWindowRow>, IEntityTypeConfiguration<VoiceRow>
{
    public void Configure(EntityTypeBuilder<TopicRow> builder)
    {
        builder.ToTable("assess_topics").HasKey(t => new { t.Office, t.Id });
        builder.HasIndex(t => new { t.Office, t.LastAt });
        builder.HasIndex(t => new { t.Office, t.MergedInto }, "ix_assess_topics_merged").HasFilter("merged_into is not null");
        // What searches say of topics: all of it is in the index, and of most topics there is nothing to say.
        builder.HasIndex(t => new { t.Office, t.Id, t.Suggested, t.Answer, t.DutyDueAt }, "ix_assess_topics_noted").HasFilter("suggested <> 'Ordinary' or answer is not null or duty_due_at is not null");
        builder.HasIndex(t => new { t.Office, t.DutyDueAt }, "ix_assess_topics_unanswered").HasFilter("duty_due_at is not null and answer is null");
    }

    public void Configure(EntityTypeBuilder<AssessedRow> builder)
    {
        builder.ToTable("assess_posts").HasKey(a => new { a.Office, a.Post });
        builder.Property(a => a.Post).ValueGeneratedNever();
        builder.HasIndex(a => new { a.Office, a.Sequence }).IsUnique();
        builder.HasIndex(a => new { a.Office, a.Topic, a.Post });
        builder.HasIndex(a => new { a.Office, a.Post }, "ix_assess_posts_kept").HasFilter("not purged");
        builder.HasIndex(a => new { a.Office, a.Regroup }, "ix_assess_posts_regroup").HasFilter("regroup is not null");
    }

    public void Configure(EntityTypeBuilder<TopicHourRow> builder) => builder.ToTable("assess_hours").HasKey(h => new { h.Office, h.Topic, h.Hour });

    public void Configure(EntityTypeBuilder<TopicSourceRow> builder) => builder.ToTable("assess_sources").HasKey(s => new { s.Office, s.Topic, s.Where, s.Kind });

    public void Configure(EntityTypeBuilder<TopicSharpRow> builder) => builder.ToTable("assess_sharp").HasKey(s => new { s.Office, s.Topic, s.Word });

    public void Configure(EntityTypeBuilder<AssessHead> builder)
    {
        builder.ToTable("assess_heads").HasKey(h => h.Office);
        builder.Property(h => h.Sequence).IsConcurrencyToken();
        builder.HasIndex(h => h.Ordinal).IsUnique();
    }

    public void Configure(EntityTypeBuilder<SnapshotRow> builder) => builder.ToTable("assess_snapshots").HasKey(s => new { s.Office, s.Sequence });

    public void Configure(EntityTypeBuilder<VoiceWindowRow> builder)
    {
        builder.ToTable("assess_voice_windows").HasKey(w => new { w.Office, w.Topic });
        builder.HasIndex(w => new { w.Office, w.Until });
    }

    public void Configure(EntityTypeBuilder<VoiceRow> builder) => builder.ToTable("assess_voices").HasKey(v => new { v.Office, v.Topic, v.Voice });
}
