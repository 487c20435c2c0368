using Huiying.Ground;

namespace Huiying.Assess;

/// <summary>The stored values of the tables every post writes to, for <see cref="Bulk"/>. A test compares them with the model.</summary>
internal static class AssessColumns
{
    public static readonly Columns<AssessedRow> Posts = Of<AssessedRow>("assess_posts", "",
        ("office", a => a.Office.Value), ("post", a => a.Post.Value), ("sequence", a => a.Sequence), ("topic", a => a.Topic.Value),
        ("grouped", a => a.Grouped.Value), ("regroup", a => a.Regroup?.Value), ("correction", a => a.Correction), ("opened_topic", a => a.OpenedTopic), ("likeness", a => a.Likeness), ("needed", a => a.Needed), ("shared", a => a.Shared), ("copied", a => a.Copied), ("kind", a => a.Kind.ToString()), ("sharp", a => a.Sharp), ("purged", a => a.Purged));

    public static readonly Columns<TopicRow> Topics = Of<TopicRow>("assess_topics", "",
        ("office", t => t.Office.Value), ("id", t => t.Id.Value), ("title", t => t.Title), ("first_post", t => t.FirstPost.Value),
        ("first_at", t => Micros.From(t.FirstAt)), ("last_at", t => Micros.From(t.LastAt)), ("created_at", t => Micros.From(t.CreatedAt)),
        ("posts", t => t.Posts), ("views", t => t.Views), ("replies", t => t.Replies), ("reposts", t => t.Reposts), ("likes", t => t.Likes), ("copies", t => t.Copies), ("sharp", t => t.Sharp), ("media", t => t.Media),
        ("voices_closed", t => t.VoicesClosed), ("voices_unknown", t => t.VoicesUnknown), ("suggested", t => t.Suggested.ToString()),
        ("suggestion", t => t.Suggestion), ("suggested_at", t => MicrosOf(t.SuggestedAt)), ("ticks", t => t.Ticks),
        ("discovered_at", t => MicrosOf(t.DiscoveredAt)), ("discovered_by", t => t.DiscoveredBy?.ToString()), ("discovered_by_person", t => t.DiscoveredByPerson?.Value),
        ("duty_from", t => MicrosOf(t.DutyFrom)), ("duty_due_at", t => MicrosOf(t.DutyDueAt)), ("duty_grade", t => t.DutyGrade?.ToString()),
        ("duty_derivation", t => t.DutyDerivation), ("duty_policy", t => t.DutyPolicy), ("escalated_at", t => MicrosOf(t.EscalatedAt)),
        ("answer", t => t.Answer?.ToString()), ("answer_reason", t => t.AnswerReason), ("answer_case", t => t.AnswerCase),
        ("answered_at_grade", t => t.AnsweredAtGrade?.ToString()), ("answered_at", t => MicrosOf(t.AnsweredAt)),
        ("answered_by", t => t.AnsweredBy?.Value), ("answered_by_name", t => t.AnsweredByName),
        ("merged_into", t => t.MergedInto?.Value), ("muted_until", t => MicrosOf(t.MutedUntil)), ("mute_reason", t => t.MuteReason), ("muted_by_name", t => t.MutedByName));

    /// <summary>What posts change of a topic; office and id name it.</summary>
    public static readonly Columns<TopicRow> Counted = Of<TopicRow>("assess_topics", "",
        ("office", t => t.Office.Value), ("id", t => t.Id.Value), ("first_at", t => Micros.From(t.FirstAt)), ("last_at", t => Micros.From(t.LastAt)), ("posts", t => t.Posts),
        ("views", t => t.Views), ("replies", t => t.Replies), ("reposts", t => t.Reposts), ("likes", t => t.Likes), ("copies", t => t.Copies), ("sharp", t => t.Sharp), ("media", t => t.Media),
        ("voices_unknown", t => t.VoicesUnknown));

    /// <summary>Adds to what is counted.</summary>
    public static readonly Columns<TopicHourRow> Hours = Of<TopicHourRow>("assess_hours",
        "on conflict (office, topic, hour) do update set count = assess_hours.count + excluded.count",
        ("office", h => h.Office.Value), ("topic", h => h.Topic.Value), ("hour", h => Micros.From(h.Hour)), ("count", h => h.Count));

    /// <summary>Adds to what is counted; the first address stays, and so does the earliest time.</summary>
    public static readonly Columns<TopicSourceRow> Sources = Of<TopicSourceRow>("assess_sources",
        """
        on conflict (office, topic, "where", kind) do update set count = assess_sources.count + excluded.count, copies = assess_sources.copies + excluded.copies,
          first_at = case when excluded.first_at < assess_sources.first_at then excluded.first_at else assess_sources.first_at end,
          views = coalesce(assess_sources.views + excluded.views, assess_sources.views, excluded.views),
          replies = coalesce(assess_sources.replies + excluded.replies, assess_sources.replies, excluded.replies)
        """,
        ("office", s => s.Office.Value), ("topic", s => s.Topic.Value), ("\"where\"", s => s.Where), ("kind", s => s.Kind.ToString()), ("count", s => s.Count),
        ("copies", s => s.Copies), ("first_at", s => Micros.From(s.FirstAt)), ("views", s => s.Views), ("replies", s => s.Replies), ("link", s => s.Link));

    /// <summary>Adds to what is counted.</summary>
    public static readonly Columns<TopicSharpRow> Sharp = Of<TopicSharpRow>("assess_sharp",
        "on conflict (office, topic, word) do update set count = assess_sharp.count + excluded.count",
        ("office", s => s.Office.Value), ("topic", s => s.Topic.Value), ("word", s => s.Word), ("count", s => s.Count));

    private static long? MicrosOf(DateTimeOffset? time) => time is { } t ? Micros.From(t) : null;

    private static Columns<T> Of<T>(string table, string onConflict, params (string Name, Func<T, object?> Value)[] columns) =>
        new(table, [.. columns.Select(c => c.Name)], [.. columns.Select(c => c.Value)], onConflict);
}
