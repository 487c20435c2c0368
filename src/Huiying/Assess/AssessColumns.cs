using Huiying.Ground;

namespace Huiying.Assess;

/// <summary>The stored values of the tables every post writes to, for <see cref="Bulk"/>. A test compares them with the model.</summary>
internal static class AssessColumns
{
    public static readonly Columns<AssessedRow> Posts = Of<AssessedRow>("assess_posts", "",
        ("office", a => a.Office.Value), ("post", a => a.Post.Value), ("sequence", a => a.Sequence), ("topic", a => a.Topic.Value),
        ("opened_topic", a => a.OpenedTopic), ("likeness", a => a.Likeness), ("needed", a => a.Needed), ("shared", a => a.Shared), ("copied", a => a.Copied));

    /// <summary>Adds to what is counted.</summary>
    public static readonly Columns<TopicHourRow> Hours = Of<TopicHourRow>("assess_hours",
        "on conflict (office, topic, hour) do update set count = assess_hours.count + excluded.count",
        ("office", h => h.Office.Value), ("topic", h => h.Topic.Value), ("hour", h => Micros.From(h.Hour)), ("count", h => h.Count));

    /// <summary>Adds to what is counted; the first address stays.</summary>
    public static readonly Columns<TopicSourceRow> Sources = Of<TopicSourceRow>("assess_sources",
        """
        on conflict (office, topic, "where") do update set count = assess_sources.count + excluded.count,
          views = coalesce(assess_sources.views + excluded.views, assess_sources.views, excluded.views),
          replies = coalesce(assess_sources.replies + excluded.replies, assess_sources.replies, excluded.replies)
        """,
        ("office", s => s.Office.Value), ("topic", s => s.Topic.Value), ("\"where\"", s => s.Where), ("count", s => s.Count),
        ("views", s => s.Views), ("replies", s => s.Replies), ("link", s => s.Link));

    private static Columns<T> Of<T>(string table, string onConflict, params (string Name, Func<T, object?> Value)[] columns) =>
        new(table, [.. columns.Select(c => c.Name)], [.. columns.Select(c => c.Value)], onConflict);
}
