using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>Adds assessed posts to their topics' counts, one part of a batch after the other, in the caller's transaction.</summary>
internal sealed class TopicFold(Act act, Clusters clusters, IReadOnlyDictionary<SourceId, MediaLevel> media, IReadOnlyDictionary<PostId, string> handles)
{
    private readonly Dictionary<TopicId, TopicRow> topics = [];

    /// <summary>
    /// The topics that posts were added to. They are stored already and not tracked, but for those that something else in the transaction has read before.
    /// </summary>
    public IReadOnlyCollection<TopicRow> Topics => topics.Values;

    /// <summary>Adds a part.</summary>
    public async Task Add(IReadOnlyList<Post> posts, IReadOnlyList<AssessedRow> rows, CancellationToken ct)
    {
        var store = act.Store;
        var opened = rows.Where(r => r.OpenedTopic).Select(r => r.Topic).ToHashSet();
        await Read(store, [.. rows.Select(r => r.Grouped).Distinct().SelectMany(clusters.Chain).Distinct().Where(t => !opened.Contains(t) && !topics.ContainsKey(t))], ct);
        var tallies = new Dictionary<TopicId, TopicTally>();
        foreach (var (row, post) in rows.Zip(posts))
        {
            // A group that is part of a topic is counted in both: so the merge can be undone exactly.
            foreach (var id in clusters.Chain(row.Grouped))
            {
                if (!topics.ContainsKey(id)) topics[id] = New(id, post);
                if (!tallies.TryGetValue(id, out var tally)) tallies[id] = tally = new();
                tally.Add(row, post, media);
            }
            if (!handles.ContainsKey(post.Id)) topics[row.Topic].VoicesUnknown++;
        }
        foreach (var (id, tally) in tallies) tally.AddTo(topics[id]);
        await Bulk.Insert(store, AssessColumns.Topics, [.. tallies.Keys.Where(opened.Contains).Select(t => topics[t])], ct);
        var tracked = store.Set<TopicRow>().Local;
        await Bulk.Update(store, AssessColumns.Counted, 2, [.. tallies.Keys.Where(t => !opened.Contains(t)).Select(t => topics[t]).Where(t => !tracked.Contains(t))], ct);
        await TopicTally.Put(store, tallies, 1, ct);
    }

    /// <summary>What a recount or a closed window has read and changed in this transaction is taken as it is; the rest is read.</summary>
    private async Task Read(Store store, List<TopicId> wanted, CancellationToken ct)
    {
        foreach (var topic in store.Set<TopicRow>().Local) if (wanted.Remove(topic.Id)) topics.Add(topic.Id, topic);
        if (wanted.Count == 0) return;
        foreach (var topic in await store.Set<TopicRow>().AsNoTracking().Where(t => wanted.Contains(t.Id)).ToListAsync(ct)) topics.Add(topic.Id, topic);
    }

    private TopicRow New(TopicId id, Post post) => new()
    {
        Office = act.Store.Office,
        Id = id,
        Title = TopicTitle.Of(post.Title, post.Text),
        FirstPost = post.Id,
        FirstAt = post.At,
        LastAt = post.At,
        CreatedAt = act.Now,
    };
}
