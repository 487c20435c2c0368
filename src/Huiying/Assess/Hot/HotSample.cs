using Huiying.Collect;

namespace Huiying.Assess.Hot;

/// <summary>Which posts of a span are read one by one: the figures are of all posts all the same.</summary>
internal static class HotSample
{
    /// <summary>
    /// So many posts of a topic at most: more tell nothing new about the matter, and a flood that is most of what is read would make its own words common, so that
    /// nothing would hold it together (measured: 2,000 like posts among 2,003 were no issue at all).
    /// </summary>
    public const int MostOfTopic = 20;

    /// <summary>
    /// At most <paramref name="most"/> posts: of topics with one post the newest, a quarter of the room at least; of every topic with several the same number, spread over
    /// its posts. When even two of each are too many, the largest topics are looked at.
    /// </summary>
    public static HashSet<PostId> Of(IReadOnlyDictionary<TopicId, List<PostFigures>> topics, int most)
    {
        var several = topics.Where(t => t.Value.Count > 1).OrderByDescending(t => t.Value.Count).ThenBy(t => t.Key.Value, StringComparer.Ordinal).Select(t => t.Value).ToList();
        var single = topics.Values.Where(t => t.Count == 1).Select(t => t[0].Id).OrderDescending().ToList();
        var room = most - Math.Min(single.Count, most / 4);
        var each = 2;
        while (each < MostOfTopic && several.Sum(t => Math.Min(t.Count, each + 1)) <= room) each++;
        var chosen = new HashSet<PostId>();
        foreach (var topic in several)
        {
            var take = Math.Min(topic.Count, each);
            if (chosen.Count + take > room) break;
            for (var i = 0; i < take; i++) chosen.Add(topic[(int)((long)i * (topic.Count - 1) / Math.Max(1, take - 1))].Id);
        }
        foreach (var post in single.Take(most - chosen.Count)) chosen.Add(post);
        return chosen;
    }
}
