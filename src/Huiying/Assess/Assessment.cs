using System.Collections.Concurrent;
using System.Data.Common;
using Huiying.Assess.District;
using Huiying.Assess.Grouping;
using Huiying.Assess.Search;
using Huiying.Assess.Words;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>
/// Takes the posts nobody has assessed: topic, counts, voices, search, suggestion and duty, all in one transaction with the mark "assessed".
/// Safe to call from several nodes: whoever commits second finds the head moved, and looks again.
/// </summary>
public sealed class Assessment(Acts acts, Posts posts, PolicyVersions policies, SourceMedians sizes)
{
    /// <summary>Posts in one transaction when many wait and nobody else does: each commit waits for the disk.</summary>
    public const int AtOnce = 2000;

    private readonly TopicMemory memory = new();
    private readonly ConcurrentDictionary<OfficeId, SemaphoreSlim> turns = new();

    /// <summary>Assesses up to <paramref name="limit"/> posts of the office and closes voice windows that are over.</summary>
    /// <returns>How many were assessed: fewer than the limit means that none is left.</returns>
    public async Task<int> Run(OfficeId office, int limit = 500, CancellationToken ct = default)
    {
        var turn = turns.GetOrAdd(office, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(ct);
        try
        {
            (long Sequence, TopicIndex Index)? after = null;
            var done = await acts.Run<int>(Actor.Clock(office), "topics.assess", Subject.Of(office), async act =>
            {
                after = null;
                await Voices.Close(act.Store, act.Now, ct);
                var batch = await Posts.Unassessed(act.Store, limit, ct);
                await Recount(act, ct);
                if (batch.Count == 0) return 0;
                var head = await Head(act.Store, ct);
                var index = await memory.Take(act.Store, head.Sequence, ct);
                try
                {
                    await Assess(act, head, index, batch, ct);
                }
                catch (DbException e) when (!ct.IsCancellationRequested)
                {
                    // Before an office's first entry there is no row to lock: another node was faster, so look again.
                    throw new DbUpdateException("the posts were assessed by another node", e);
                }
                after = (head.Sequence, index);
                return batch.Count;
            }, ct);
            if (after is { } kept) memory.Put(office, kept.Sequence, kept.Index);
            return done.Value;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task Assess(Act act, AssessHead head, TopicIndex index, IReadOnlyList<Post> batch, CancellationToken ct)
    {
        var store = act.Store;
        PostId[] ids = [.. batch.Select(p => p.Id)];
        var handles = await posts.OpenSeals(store, ids, ct);
        var before = head.Sequence;
        var relearned = await TopicMemory.Relearn(store, index, ct);
        var clusters = await Clusters.Read(store, ct);
        var known = await Originals(store, batch, ct);
        var policy = await policies.Current(store, ct);
        var media = await Sources.Media(store, ct);
        var own = (await WordsInTime.Read(store, ct)).At(before + 1);
        var words = Words(batch, own, new SharpWords(policy.Grades.SharpWords), policy.Zone, out var tokens, out var sharp);
        // Grouping one post after the other takes one core; the store writes meanwhile.
        var grouping = Task.Run(() => Group(store.Office, before, index, batch, words, known, clusters, (media, sharp)), CancellationToken.None);
        try
        {
            await SearchIndex.Add(store, head, tokens, ct);
        }
        finally
        {
            await ((Task)grouping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        var rows = await grouping;
        head.Sequence = before + rows.Count;
        await Bulk.Insert(store, AssessColumns.Posts, rows, ct);
        var (topics, opened) = await Fold(act, batch, rows, clusters, media, ct);
        await Voices.Count(store, [.. batch.Zip(rows, (p, r) => (p.Id, topics[r.Topic]))], handles, act.Now, ct);
        await Suggestions.Renew(act, [.. topics.Values.Where(t => t.MergedInto is null)], policy, sizes, ct);
        await Bulk.Insert(store, AssessColumns.Topics, opened, ct);
        await TopicMemory.Keep(store, before, head.Sequence, index, relearned, ct);
        await Posts.MarkAssessed(store, ids, act.Now, ct);
    }

    /// <summary>The groups of the assessed posts of which posts of the batch are copies.</summary>
    private static async Task<Dictionary<PostId, TopicId>> Originals(Store store, IReadOnlyList<Post> batch, CancellationToken ct)
    {
        var originals = batch.Where(p => p.CopyOf is not null).Select(p => p.CopyOf!.Value).Distinct().ToList();
        return originals.Count == 0 ? [] : await store.Set<AssessedRow>().AsNoTracking()
            .Where(a => originals.Contains(a.Post)).ToDictionaryAsync(a => a.Post, a => a.Regroup ?? a.Grouped, ct);
    }

    /// <summary>Reads every post for grouping, for search and for sharp words, on all cores: nothing here depends on another post.</summary>
    private static PostWords[] Words(IReadOnlyList<Post> batch, OwnWords? own, SharpWords sharpWords, TimeZoneInfo zone, out (PostId Post, string Tokens)[] tokens, out string[] sharp)
    {
        var words = new PostWords[batch.Count];
        var found = tokens = new (PostId, string)[batch.Count];
        var sharply = sharp = new string[batch.Count];
        Parallel.For(0, batch.Count, () => (Terms: new PostTerms(own), Search: new SearchTokens()), (i, _, mine) =>
        {
            var post = batch[i];
            words[i] = mine.Terms.Read(post.Title, post.Text);
            found[i] = (post.Id, mine.Search.Of(post.Title, post.Text) + PostFilters.Tokens(post, zone));
            sharply[i] = sharpWords.In(post.Title, post.Text);
            return mine;
        }, _ => { });
        return words;
    }

    /// <summary>Gives each post its topic, in order; memory only.</summary>
    private static List<AssessedRow> Group(
        OfficeId office, long sequence, TopicIndex index, IReadOnlyList<Post> batch, PostWords[] words, Dictionary<PostId, TopicId> known, Clusters clusters,
        (IReadOnlyDictionary<SourceId, MediaLevel> Media, string[] Sharp) told)
    {
        var rows = new List<AssessedRow>(batch.Count);
        foreach (var (i, post) in batch.Index())
        {
            TopicMatch match;
            var copied = false;
            if (post.CopyOf is { } original && known.TryGetValue(original, out var topic))
            {
                // The same text elsewhere is the same topic, however long it was quiet.
                index.Learn(words[i], post.At, TopicMemory.Number(topic));
                match = new(TopicMemory.Number(topic), false, 1, 0, []);
                copied = true;
            }
            else match = index.Assign(words[i], post.At);
            var group = known[post.Id] = TopicMemory.Id(match.Topic);
            rows.Add(new AssessedRow
            {
                Office = office,
                Post = post.Id,
                Sequence = ++sequence,
                Topic = clusters.Root(group),
                Grouped = group,
                OpenedTopic = match.IsNew,
                Likeness = match.Likeness,
                Needed = match.Needed,
                Shared = string.Join(' ', match.Shared),
                Copied = copied,
                Kind = SpreadKinds.Of(post, told.Media),
                Sharp = told.Sharp[i],
            });
        }
        return rows;
    }

    /// <summary>Adds the posts to their topics' counts. The topics just opened are not tracked: they are stored together, once nothing changes them any more.</summary>
    private static async Task<(Dictionary<TopicId, TopicRow> All, List<TopicRow> Opened)> Fold(
        Act act, IReadOnlyList<Post> batch, List<AssessedRow> rows, Clusters clusters, IReadOnlyDictionary<SourceId, MediaLevel> media, CancellationToken ct)
    {
        var store = act.Store;
        var fresh = rows.Where(r => r.OpenedTopic).Select(r => r.Topic).ToHashSet();
        var old = rows.Select(r => r.Grouped).Distinct().SelectMany(clusters.Chain).Where(t => !fresh.Contains(t)).Distinct().ToList();
        var opened = new List<TopicRow>(fresh.Count);
        var topics = await store.Set<TopicRow>().Where(t => old.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        var tallies = new Dictionary<TopicId, TopicTally>();
        for (var i = 0; i < rows.Count; i++)
        {
            // A group that is part of a topic is counted in both: so the merge can be undone exactly.
            foreach (var id in clusters.Chain(rows[i].Grouped))
            {
                if (!topics.ContainsKey(id)) opened.Add(topics[id] = New(act, id, batch[i]));
                if (!tallies.TryGetValue(id, out var tally)) tallies[id] = tally = new();
                tally.Add(rows[i], batch[i], media);
            }
        }
        foreach (var (id, tally) in tallies) tally.AddTo(topics[id]);
        await TopicTally.Put(store, tallies, 1, ct);
        return (topics, opened);
    }

    /// <summary>Corrects the counts of topics whose posts were looked at again: the difference is added, so nothing is counted twice.</summary>
    private async Task Recount(Act act, CancellationToken ct)
    {
        var store = act.Store;
        var recounts = await Posts.TakeRecounts(store, ct);
        if (recounts.Count == 0) return;
        List<PostId> ids = [.. recounts.Select(r => r.Post.Id)];
        var clusters = await Clusters.Read(store, ct);
        var placed = await store.Set<AssessedRow>().AsNoTracking().Where(a => ids.Contains(a.Post)).ToDictionaryAsync(a => a.Post, a => (Group: a.Regroup ?? a.Grouped, a.Kind), ct);
        var wanted = placed.Values.Select(p => p.Group).Distinct().SelectMany(clusters.Chain).Distinct().ToList();
        var topics = await store.Set<TopicRow>().Where(t => wanted.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        var sources = new List<TopicSourceRow>();
        foreach (var (post, more) in recounts)
        {
            if (!placed.TryGetValue(post.Id, out var place)) continue;
            foreach (var id in clusters.Chain(place.Group))
            {
                if (!topics.TryGetValue(id, out var topic)) continue;
                (topic.Views, topic.Replies, topic.Reposts) = (Sum(topic.Views, more.Views), Sum(topic.Replies, more.Replies), Sum(topic.Reposts, more.Reposts));
                sources.Add(new() { Office = store.Office, Topic = id, Where = Where(post.Host, post.Channel), Kind = place.Kind, Link = post.Url, Views = more.Views, Replies = more.Replies });
            }
        }
        await Bulk.Upsert(store, AssessColumns.Sources, sources, ct);
        await Suggestions.Renew(act, [.. topics.Values.Where(t => t.MergedInto is null)], await policies.Current(store, ct), sizes, ct);
    }

    private static TopicRow New(Act act, TopicId id, Post post) => new()
    {
        Office = act.Store.Office,
        Id = id,
        Title = TopicTitle.Of(post.Title, post.Text),
        FirstPost = post.Id,
        FirstAt = post.At,
        LastAt = post.At,
        CreatedAt = act.Now,
    };

    /// <summary>The host of a post, else its channel: what spread is counted by.</summary>
    internal static string Where(string host, Channel channel) => host.Length > 0 ? host : channel switch
    {
        Channel.Hotline => "热线",
        Channel.Petition => "信访",
        Channel.Telephone => "电话",
        Channel.Fax => "传真",
        Channel.Section => "科室报告",
        Channel.Superior => "上级交办",
        _ => "网民留言",
    };

    /// <summary>Counts together; unknown is not nought.</summary>
    internal static long? Sum(long? a, long? b) => b is null ? a : (a ?? 0) + b;

    private static async Task<AssessHead> Head(Store store, CancellationToken ct)
    {
        if (await store.Set<AssessHead>().SingleOrDefaultAsync(ct) is { } head) return head;
        var last = await store.Set<AssessHead>().IgnoreQueryFilters().MaxAsync(h => (int?)h.Ordinal, ct) ?? 0;
        head = new AssessHead { Office = store.Office, Ordinal = last + 1 };
        store.Add(head);
        return head;
    }
}
