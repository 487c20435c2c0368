using System.Text.Json.Serialization;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Assess;

/// <summary>How an officer corrected the grouping. Stored by name.</summary>
public enum CorrectionKind
{
    /// <summary>合并: two topics are one matter; whatever comes to the one from now on belongs to the other.</summary>
    Merge,

    /// <summary>拆分: some posts are another matter, and so is what resembles them from now on.</summary>
    Split,

    /// <summary>移动: some posts belong to another topic that is there already.</summary>
    Move,

    /// <summary>静默: for some days the topic is not offered and not alerted about.</summary>
    Mute,
}

/// <summary>A correction as it was made: whoever groups later obeys it, until it is undone.</summary>
/// <param name="Number">Its number in the office, from 1.</param>
/// <param name="Topic">The topic that went into the other, was split, lost the posts, or is muted.</param>
/// <param name="Other">The topic that took the posts; null of a mute.</param>
/// <param name="Posts">How many posts changed their topic.</param>
/// <param name="Until">When a mute ends.</param>
/// <param name="Undone">When it was undone and by whom.</param>
public sealed record Correction(
    int Number, CorrectionKind Kind, TopicId Topic, string Title, TopicId? Other, string? OtherTitle, int Posts, string Reason, DateTimeOffset? Until,
    DateTimeOffset At, string ByName, (DateTimeOffset At, string ByName)? Undone);

/// <summary>A topic that is muted now.</summary>
/// <param name="Broken">A rule of major or above fired meanwhile: the mute silences nothing any more.</param>
public sealed record Muted(DateTimeOffset Until, string Reason, string ByName, bool Broken);

internal sealed class CorrectionRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required int Number { get; init; }
    public required CorrectionKind Kind { get; init; }
    public required TopicId Topic { get; init; }
    public TopicId? Other { get; init; }

    /// <summary>Posts that changed their topic, each with the group it was in before: <c>12:3 14:3</c>. Empty of a merge, which moves whole groups.</summary>
    public string Moved { get; init; } = "";
    public int Posts { get; init; }

    /// <summary>Voices the other topic was credited with, as an upper bound (S02).</summary>
    public int Voices { get; init; }

    /// <summary>The other topic's duty before it took over a more urgent one.</summary>
    public string? Before { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset? Until { get; init; }
    public required DateTimeOffset At { get; init; }
    public required PersonId By { get; init; }
    public required string ByName { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }
    public PersonId? UndoneBy { get; set; }
    public string? UndoneByName { get; set; }
}

internal sealed class CorrectionTable : IEntityTypeConfiguration<CorrectionRow>
{
    public void Configure(EntityTypeBuilder<CorrectionRow> builder)
    {
        builder.ToTable("assess_corrections").HasKey(c => new { c.Office, c.Number });
        builder.HasIndex(c => new { c.Office, c.Topic });
        builder.HasIndex(c => new { c.Office, c.Other });
    }
}

/// <summary>A duty to answer as it stood, so that a merge can be undone.</summary>
internal sealed record DutyBefore(DateTimeOffset? From, DateTimeOffset? DueAt, Grade? Grade, string? Derivation, string? Policy, DateTimeOffset? EscalatedAt)
{
    public static DutyBefore Of(TopicRow t) => new(t.DutyFrom, t.DutyDueAt, t.DutyGrade, t.DutyDerivation, t.DutyPolicy, t.EscalatedAt);

    public void Put(TopicRow t) => (t.DutyFrom, t.DutyDueAt, t.DutyGrade, t.DutyDerivation, t.DutyPolicy, t.EscalatedAt) = (From, DueAt, Grade, Derivation, Policy, EscalatedAt);
}

/// <summary>One topic went into another.</summary>
/// <param name="From">The topic that is part of the other now.</param>
/// <param name="Posts">How many posts it had.</param>
public sealed record TopicsMergedEntry(TopicId From, int Posts, string Reason);

/// <summary>Posts became a topic of their own.</summary>
public sealed record TopicSplitEntry(TopicId Into, IReadOnlyList<PostId> Posts, string Reason);

/// <summary>Posts went to another topic.</summary>
public sealed record TopicPostsMovedEntry(TopicId Into, IReadOnlyList<PostId> Posts, string Reason);

/// <summary>A topic was muted.</summary>
public sealed record TopicMutedEntry(DateTimeOffset Until, string Reason);

/// <summary>A correction was undone.</summary>
public sealed record CorrectionUndoneEntry(int Correction, CorrectionKind Kind, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TopicsMergedEntry))]
[JsonSerializable(typeof(TopicSplitEntry))]
[JsonSerializable(typeof(TopicPostsMovedEntry))]
[JsonSerializable(typeof(TopicMutedEntry))]
[JsonSerializable(typeof(CorrectionUndoneEntry))]
[JsonSerializable(typeof(DutyBefore))]
internal sealed partial class CorrectionJson : JsonSerializerContext;
