using Huiying.Collect;

namespace Huiying.Assess.Hot;

/// <summary>Which posts of a span are read when there are too many: the figures then are of all posts all the same.</summary>
internal static class HotSample
{
    /// <summary>
    /// At most <paramref name="most"/> posts: of every topic with several the same number, spread over its posts; of topics with one the newest, as far as there is
    /// room. When even two of each are too many, the largest topics are looked at.
    /// </summary>
    public static HashSet<PostId> Of(IReadOnlyDictionary<TopicId, List<PostFigures>> topics, int most)
    {
        if (topics.Values.Sum(t => t.Count) <= most) return [.. topics.Values.SelectMany(t => t).Select(p => p.Id)];
        var several = topics.Where(t => t.Value.Count > 1).OrderByDescending(t => t.Value.Count).ThenBy(t => t.Key.Value, StringComparer.Ordinal).Select(t => t.Value).ToList();
        var each = 2;
        while (several.Sum(t => Math.Min(t.Count, each + 1)) is var need && need <= most && several.Any(t => t.Count > each)) each++;
        var chosen = new HashSet<PostId>();
        foreach (var topic in several)
        {
            var take = Math.Min(topic.Count, each);
            if (chosen.Count + take > most) break;
            for (var i = 0; i < take; i++) chosen.Add(topic[(int)((long)i * (topic.Count - 1) / Math.Max(1, take - 1))].Id);
        }
        foreach (var post in topics.Values.Where(t => t.Count == 1).Select(t => t[0].Id).OrderDescending().Take(most - chosen.Count)) chosen.Add(post);
        return chosen;
    }
}
