using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>
/// Which group of the index belongs to which topic. The index goes on keeping what officers merged as groups of their own, which keeps each of them sharp and
/// makes a merge exact to undo; people see the topic at the end of the chain. A topic's own figures count all that is below it.
/// </summary>
internal sealed class Clusters(IReadOnlyDictionary<TopicId, TopicId> into)
{
    /// <summary>Reads the office's merges.</summary>
    public static async Task<Clusters> Read(Store store, CancellationToken ct) =>
        new(await store.Set<TopicRow>().AsNoTracking().Where(t => t.MergedInto != null).Select(t => new { t.Id, Into = t.MergedInto!.Value }).ToDictionaryAsync(t => t.Id, t => t.Into, ct));

    /// <summary>The topic people see.</summary>
    public TopicId Root(TopicId group) => Chain(group).Last();

    /// <summary>The group and every topic it is part of, the topic people see last.</summary>
    public IEnumerable<TopicId> Chain(TopicId group)
    {
        yield return group;
        while (into.TryGetValue(group, out var above)) yield return group = above;
    }

    /// <summary>The topic's own group and all that went into it.</summary>
    public List<TopicId> Under(TopicId topic) => [topic, .. into.Keys.Where(g => Chain(g).Skip(1).Contains(topic))];
}
