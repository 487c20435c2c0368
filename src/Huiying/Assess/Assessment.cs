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
using Pipes = System.Threading.Channels;

namespace Huiying.Assess;

/// <summary>
/// Takes the posts nobody has assessed: topic, counts, voices, search, suggestion and duty, all in one transaction with the mark "assessed".
/// Safe to call from several nodes: whoever commits second finds the head moved, and looks again.
/// </summary>
public sealed class Assessment(Acts acts, Posts posts, PolicyVersions policies, SourceMedians sizes)
{
    /// <summary>Posts in one transaction when many wait and nobody else does: each commit waits for the disk, and what is written in one goes to it once.</summary>
    public const int AtOnce = 10_000;

    /// <summary>Of these so many are read and grouped while those before are stored.</summary>
    private const int InOnePart = 1000;

    /// <summary>Posts of a batch read for grouping and search; their rows come when they are grouped.</summary>
    private readonly record struct Part(IReadOnlyList<Post> Posts, (PostId Post, string Tokens)[] Tokens, Task<List<AssessedRow>> Rows);

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
                    await Assess(act, head, index, batch, batch.Count == limit, ct);
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

    private async Task Assess(Act act, AssessHead head, TopicIndex index, IReadOnlyList<Post> batch, bool many, CancellationToken ct)
    {
        var store = act.Store;
        PostId[] ids = [.. batch.Select(p => p.Id)];
        var handles = await posts.OpenSeals(store, ids, ct);
        var relearned = await TopicMemory.Relearn(store, index, ct);
        var clusters = await Clusters.Read(store, ct);
        var policy = await policies.Current(store, ct);
        var told = new Told(
            (await WordsInTime.Read(store, ct)).At(head.Sequence + 1), new SharpWords(policy.Grades.SharpWords), policy.Zone, await Sources.Media(store, ct),
            await Originals(store, batch, ct), clusters);
        var fold = new TopicFold(act, clusters, told.Media, handles);
        var voices = new List<(PostId Post, TopicId Topic)>(batch.Count);
        // Reading and grouping take one core, the store takes the other.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var parts = Pipes.Channel.CreateBounded<Part>(2);
        var before = head.Sequence;
        var grouping = Task.Run(() => Group(store.Office, before, index, batch, told, parts.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var part in parts.Reader.ReadAllAsync(ct))
            {
                await SearchIndex.Add(store, head, part.Tokens, ct);
                var rows = await part.Rows;
                head.Sequence += rows.Count;
                await Bulk.Insert(store, AssessColumns.Posts, rows, ct);
                await fold.Add(part.Posts, rows, ct);
                voices.AddRange(rows.Select(r => (r.Post, r.Topic)));
            }
        }
        finally
        {
            // Nobody else may touch the index or the posts' texts while it goes on.
            await stop.CancelAsync();
            await grouping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Voices.Count(store, voices, handles, act.Now, ct);
        await Suggestions.Renew(act, [.. fold.Topics.Where(t => t.MergedInto is null)], policy, sizes, ct);
        await TopicMemory.Keep(store, head.Sequence, index, many, relearned, ct);
        await Posts.MarkAssessed(store, ids, act.Now, ct);
    }

    /// <summary>The groups of the assessed posts of which posts of the batch are copies.</summary>
    private static async Task<Dictionary<PostId, TopicId>> Originals(Store store, IReadOnlyList<Post> batch, CancellationToken ct)
    {
        var originals = batch.Where(p => p.CopyOf is not null).Select(p => p.CopyOf!.Value).Distinct().ToList();
        return originals.Count == 0 ? [] : await store.Set<AssessedRow>().AsNoTracking()
            .Where(a => originals.Contains(a.Post)).ToDictionaryAsync(a => a.Post, a => a.Regroup ?? a.Grouped, ct);
    }

    /// <summary>What posts are read and grouped by, as it stands for the whole batch.</summary>
    private sealed record Told(
        OwnWords? Own, SharpWords Sharp, TimeZoneInfo Zone, IReadOnlyDictionary<SourceId, MediaLevel> Media, Dictionary<PostId, TopicId> Known, Clusters Clusters);

    /// <summary>Reads and groups the batch in parts; memory only.</summary>
    private static async Task Group(OfficeId office, long sequence, TopicIndex index, IReadOnlyList<Post> batch, Told told, Pipes.ChannelWriter<Part> parts, CancellationToken ct)
    {
        try
        {
            foreach (var part in batch.Chunk(InOnePart))
            {
                var words = Words(part, told, out var tokens, out var sharp);
                var rows = new TaskCompletionSource<List<AssessedRow>>();
                await parts.WriteAsync(new(part, tokens, rows.Task), ct);
                try
                {
                    rows.SetResult(Group(office, sequence, index, part, words, sharp, told));
                }
                catch (Exception e)
                {
                    rows.SetException(e);
                    throw;
                }
                sequence += part.Length;
            }
            parts.Complete();
        }
        catch (Exception e)
        {
            parts.Complete(e);
        }
    }

    /// <summary>Reads every post for grouping, for search and for sharp words, on all cores: nothing here depends on another post.</summary>
    private static PostWords[] Words(Post[] posts, Told told, out (PostId Post, string Tokens)[] tokens, out string[] sharp)
    {
        var words = new PostWords[posts.Length];
        var found = tokens = new (PostId, string)[posts.Length];
        var sharply = sharp = new string[posts.Length];
        Parallel.For(0, posts.Length, () => (Terms: new PostTerms(told.Own), Search: new SearchTokens()), (i, _, mine) =>
        {
            var post = posts[i];
            words[i] = mine.Terms.Read(post.Title, post.Text);
            found[i] = (post.Id, mine.Search.Of(post.Title, post.Text) + PostFilters.Tokens(post, told.Zone));
            sharply[i] = told.Sharp.In(post.Title, post.Text);
            return mine;
        }, _ => { });
        return words;
    }

    /// <summary>Gives each post its topic, in order.</summary>
    private static List<AssessedRow> Group(OfficeId office, long sequence, TopicIndex index, Post[] posts, PostWords[] words, string[] sharp, Told told)
    {
        var rows = new List<AssessedRow>(posts.Length);
        foreach (var (i, post) in posts.Index())
        {
            TopicMatch match;
            var copied = false;
            if (post.CopyOf is { } original && told.Known.TryGetValue(original, out var topic))
            {
                // The same text elsewhere is the same topic, however long it was quiet.
                index.Learn(words[i], post.At, TopicMemory.Number(topic));
                match = new(TopicMemory.Number(topic), false, 1, 0, []);
                copied = true;
            }
            else match = index.Assign(words[i], post.At);
            var group = told.Known[post.Id] = TopicMemory.Id(match.Topic);
            rows.Add(new AssessedRow
            {
                Office = office,
                Post = post.Id,
                Sequence = ++sequence,
                Topic = told.Clusters.Root(group),
                Grouped = group,
                OpenedTopic = match.IsNew,
                Likeness = match.Likeness,
                Needed = match.Needed,
                Shared = string.Join(' ', match.Shared),
                Copied = copied,
                Kind = SpreadKinds.Of(post, told.Media),
                Sharp = sharp[i],
            });
        }
        return rows;
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
