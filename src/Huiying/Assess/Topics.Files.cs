using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;

namespace Huiying.Assess;

/// <summary>A file that came with a post entered by hand and that was found by its name.</summary>
public sealed record FoundAttachment(PostId Post, int Number, DateTimeOffset At, FoundText Text);

public sealed partial class Topics
{
    /// <summary>
    /// The attachments of which the query holds, the newest post's first; all when there is none. By name only: what is in them is encrypted, may hold what no program can mask, and is never searched
    /// (S03, R16). Those of posts in topics kept from the actor are left out (S09, S16). Refused for who holds no post.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<FoundAttachment>>> Attached(Actor actor, SearchQuery? words, CancellationToken ct = default)
    {
        if (MayRead(actor) is { } refusal) return refusal;
        await using var store = stores.Open(actor.Office);
        var found = (await Attachments.Names(store, ct)).Select(a => (Row: a, Text: new KeptText<int>(0, 0, a.Name, []).Find(words))).Where(f => f.Text is not null).ToList();
        var hidden = await Hidden(actor, [.. found.Select(f => f.Row.Post).Distinct()], ct);
        return found.Where(f => !hidden.Contains(f.Row.Post)).Select(f => new FoundAttachment(f.Row.Post, f.Row.Number, f.Row.At, f.Text!)).ToArray();
    }

    /// <summary>Whether an event keeps the topic from the actor (S09, S16).</summary>
    public async Task<bool> Keeps(Actor actor, TopicId topic, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        var root = (await Clusters.Read(store, ct)).Root(topic);
        return await Hidden(store, actor, ct) is var hidden && (hidden.Contains(topic) || hidden.Contains(root));
    }
}
