using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>The stored values of the hot tables, for <see cref="Bulk"/>. A test compares them with the model.</summary>
internal static class PostColumns
{
    public static readonly Columns<PostRow> Posts = Of<PostRow>("collect_posts", "",
        ("office", p => p.Office.Value), ("id", p => p.Id.Value), ("source", p => p.Source?.Value), ("kind", p => p.Kind.ToString()),
        ("channel", p => p.Channel.ToString()), ("public", p => p.Public), ("url", p => p.Url), ("host", p => p.Host), ("title", p => p.Title),
        ("text", p => p.Text), ("published", p => MicrosOf(p.Published)), ("captured_at", p => Micros.From(p.CapturedAt)),
        ("received_at", p => MicrosOf(p.ReceivedAt)), ("entered_afterwards", p => p.EnteredAfterwards), ("views", p => p.Views), ("replies", p => p.Replies), ("likes", p => p.Likes),
        ("dislikes", p => p.Dislikes), ("reposts", p => p.Reposts), ("why", p => p.Why), ("text_hash", p => p.TextHash),
        ("raw_hash", p => p.RawHash), ("copy_key", p => p.CopyKey), ("copy_of", p => p.CopyOf?.Value), ("headers", p => p.Headers),
        ("look_at", p => MicrosOf(p.LookAt)));

    public static readonly Columns<SeenRow> Seen = Of<SeenRow>("collect_seen",
        "on conflict (office, key) do update set outcome = excluded.outcome, post = excluded.post, terms = excluded.terms, tries = excluded.tries, at = excluded.at",
        ("office", s => s.Office.Value), ("key", s => s.Key), ("outcome", s => s.Outcome.ToString()), ("post", s => s.Post?.Value),
        ("terms", s => s.Terms), ("tries", s => s.Tries), ("at", s => Micros.From(s.At)));

    public static readonly Columns<SealRow> Seals = Of<SealRow>("collect_seals", "",
        ("office", s => s.Office.Value), ("post", s => s.Post.Value), ("key_id", s => s.KeyId), ("sealed", s => s.Sealed));

    public static readonly Columns<ContactRow> Contacts = Of<ContactRow>("collect_contacts", "",
        ("office", c => c.Office.Value), ("post", c => c.Post.Value), ("encrypted", c => c.Encrypted));

    private static long? MicrosOf(DateTimeOffset? time) => time is { } t ? Micros.From(t) : null;

    private static Columns<T> Of<T>(string table, string onConflict, params (string Name, Func<T, object?> Value)[] columns) =>
        new(table, [.. columns.Select(c => c.Name)], [.. columns.Select(c => c.Value)], onConflict);
}
