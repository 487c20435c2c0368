using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Collect;

internal sealed class PostRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PostId Id { get; init; }
    public SourceId? Source { get; init; }
    public required PostKind Kind { get; init; }
    public required Channel Channel { get; init; }
    public required bool Public { get; init; }
    public string? Url { get; init; }
    public required string Host { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public DateTimeOffset? Published { get; init; }
    public required DateTimeOffset CapturedAt { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public bool EnteredAfterwards { get; init; }
    public long? Views { get; init; }
    public long? Replies { get; init; }
    public long? Likes { get; init; }
    public long? Dislikes { get; init; }
    public long? Reposts { get; init; }
    public required string Why { get; init; }
    public required byte[] TextHash { get; init; }
    public required byte[] RawHash { get; init; }

    /// <summary>First 16 bytes of the hash of the text without spacing and punctuation; null when it is too short to tell a copy by.</summary>
    public byte[]? CopyKey { get; init; }
    public PostId? CopyOf { get; init; }

    /// <summary>Response headers worth keeping, one a line.</summary>
    public string? Headers { get; init; }
    public DateTimeOffset? AssessedAt { get; set; }

    /// <summary>When its page was found gone; it is counted as before (R49).</summary>
    public DateTimeOffset? VanishedAt { get; set; }

    /// <summary>When its page is looked at again; null for what has none, and once it is left alone.</summary>
    public DateTimeOffset? LookAt { get; set; }

    public Post Shown() => new(Id, Office, Source, Kind, Channel, Public, Url, Host, Title, Text, Published, CapturedAt, ReceivedAt,
        new(Views, Replies, Likes, Dislikes, Reposts), Why, Convert.ToHexStringLower(TextHash), Convert.ToHexStringLower(RawHash), CopyOf, EnteredAfterwards, VanishedAt);
}

/// <summary>An item once met, by the hash of its address or of its id in its source, with what became of it: nothing is taken twice.</summary>
internal sealed class SeenRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required byte[] Key { get; init; }
    public required IntakeOutcome Outcome { get; set; }
    public PostId? Post { get; set; }

    /// <summary>Version of the watch terms it was judged by; newer terms look again.</summary>
    public long Terms { get; set; }

    /// <summary>How often it could not be read.</summary>
    public int Tries { get; set; }
    public required DateTimeOffset At { get; set; }
}

/// <summary>A handle sealed under a key that only ever lives in memory (S02).</summary>
internal sealed class SealRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PostId Post { get; init; }
    public required string KeyId { get; init; }
    public required byte[] Sealed { get; init; }
}

/// <summary>The last post number given out; its row puts the office's intake in one order.</summary>
internal sealed class IntakeHead : IOfficed
{
    public required OfficeId Office { get; init; }
    public long Last { get; init; }
}

internal sealed class PostTables : IEntityTypeConfiguration<PostRow>, IEntityTypeConfiguration<SeenRow>,
    IEntityTypeConfiguration<SealRow>, IEntityTypeConfiguration<IntakeHead>
{
    public void Configure(EntityTypeBuilder<PostRow> builder)
    {
        builder.ToTable("collect_posts").HasKey(p => new { p.Office, p.Id });
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasIndex(p => new { p.Office, p.Id }, "ix_collect_posts_unassessed").HasFilter("assessed_at is null");
        builder.HasIndex(p => new { p.Office, p.Id }, "ix_collect_posts_vanished").HasFilter("vanished_at is not null");
        builder.HasIndex(p => new { p.Office, p.Source, p.LookAt }).HasFilter("look_at is not null");
        builder.HasIndex(p => new { p.Office, p.CopyKey }).HasFilter("copy_key is not null and copy_of is null");
    }

    public void Configure(EntityTypeBuilder<SeenRow> builder) => builder.ToTable("collect_seen").HasKey(s => new { s.Office, s.Key });

    public void Configure(EntityTypeBuilder<SealRow> builder) => builder.ToTable("collect_seals").HasKey(s => new { s.Office, s.Post });

    public void Configure(EntityTypeBuilder<IntakeHead> builder) => builder.ToTable("collect_intake_heads").HasKey(h => h.Office);
}
