using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

public sealed partial class Topics
{
    /// <summary>So many of the newest posts that are found are counted; nobody reads further.</summary>
    public const int MostCounted = 10_000;

    /// <summary>The same where a text decides: it has to be read.</summary>
    internal const int MostRead = 500;

    /// <summary>Posts looked at for one answer; a search that needs more says where it stopped.</summary>
    private const int MostLooked = 20_000;

    /// <summary>Topics with so few posts are gone through themselves, not the lists of the index.</summary>
    private const int FewPosts = 5_000;
    private const int AtOnce = 500;

    private static readonly PostKind[] Kinds = Enum.GetValues<PostKind>();
    private static readonly Grade[] Grades = Enum.GetValues<Grade>();
    private static readonly PostState[] States = Enum.GetValues<PostState>();

    private readonly PostBoard boards = new();
    private readonly NotedTopics notes = new();

    /// <summary>What of a search stays the same from batch to batch.</summary>
    /// <param name="Filters">What of the filters is asked of the index.</param>
    /// <param name="Noted">Topics of which something is to be said; all others are ordinary and nothing is asked of them.</param>
    /// <param name="Walked">The posts of few topics, newest first, when they are gone through instead of the index.</param>
    /// <param name="After">Only posts collected after this one.</param>
    /// <param name="Before">Only posts collected before this one.</param>
    private sealed record Plan(
        Store Store, AssessHead Head, PostQuery Query, SearchQuery? Words, IReadOnlyList<IReadOnlyList<string>> Filters, PostBoard.View Board, HashSet<int> Hidden, HashSet<int>? Topics, Dictionary<int, (Grade Grade, PostState State)> Noted,
        List<PostId>? Walked, PostId After, PostId Before)
    {
        public (Grade Grade, PostState State) Of(PostId post) => Noted.GetValueOrDefault(Board.Topics[post.Value], (Grade.Ordinary, PostState.Plain));

        /// <summary>Whether the post is one the actor may find, and all that is asked beside the words holds of it.</summary>
        public bool Passes(PostId post)
        {
            if (!Board.Has(post) || Hidden.Contains(Board.Topics[post.Value]) || Topics?.Contains(Board.Topics[post.Value]) == false) return false;
            if (Query.Grade is null && Query.State is null) return PostFilters.Pass(Query, Board, post);
            var (grade, state) = Of(post);
            return (Query.Grade is not { } g || g == grade) && (Query.State is not { } s || (s == PostState.Vanished ? Board.Vanished(post) : s == state)) && PostFilters.Pass(Query, Board, post);
        }
    }

    /// <summary>
    /// The posts of which the query holds, those collected last first, before a post when one is named, with counts over the newest of them. A topic kept from the
    /// actor is in neither. Refused: for who holds no post; a query that cannot be understood; a handle, telephone or ID number (S15).
    /// </summary>
    public async Task<Outcome<FoundPosts>> Search(Actor actor, PostQuery query, PostId? before = null, int limit = 50, CancellationToken ct = default)
    {
        if (MayRead(actor) is { } refusal) return refusal;
        SearchQuery? words = null;
        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            var read = SearchQuery.Asked(query.Text);
            if (read.Refusal is { } no) return no;
            words = read.Value;
        }
        if (query.IsEmpty) return FoundPosts.None;
        await using var store = stores.Open(actor.Office);
        if (await store.Set<AssessHead>().AsNoTracking().SingleOrDefaultAsync(ct) is not { } head) return FoundPosts.None;
        if (await Prepare(store, head, actor, query, words, default, ct) is not { } plan) return FoundPosts.None;
        var counted = await Scan(plan, null, MostCounted, limit + 1, ct);
        var (hits, stopped, _) = before is null ? counted with { Hits = counted.Hits[..Math.Min(limit + 1, counted.Hits.Count)] } : await Scan(plan, before, limit + 1, limit + 1, ct);
        var more = hits.Count > limit;
        var shown = hits[..Math.Min(limit, hits.Count)];
        return new FoundPosts(await Found(plan, shown, ct), more ? shown[^1] : stopped, !more && stopped is not null, Count(plan, counted.Hits, counted.Complete));
    }

    /// <summary>Reads what searches keep in memory, so that the first person to search after a start does not wait for it. Cheap when nothing changed.</summary>
    public async Task Ready(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var marks = await SearchMarks.Read(store, ct);
        await boards.Read(store, marks, (await policies.Current(store, ct)).Zone, ct);
        await notes.Read(store, marks, ct);
    }

    /// <summary>The posts collected after one and up to another of which a search holds, as a person may see them, the newest first; at most <see cref="MostRead"/>.</summary>
    internal async Task<IReadOnlyList<(PostId Post, DateTimeOffset At, TopicId Topic)>> Since(Store store, Actor actor, PostQuery query, PostId after, PostId until, CancellationToken ct)
    {
        var words = string.IsNullOrWhiteSpace(query.Text) ? null : SearchQuery.Asked(query.Text) is { Ok: true, Value: var read } ? read : null;
        if (words is null && query.Text.Length > 0 || await store.Set<AssessHead>().AsNoTracking().SingleOrDefaultAsync(ct) is not { } head) return [];
        if (await Prepare(store, head, actor, query, words, after, ct) is not { } plan) return [];
        var hits = (await Scan(plan, new(until.Value + 1), MostRead, MostRead, ct)).Hits;
        var times = await Posts.Times(store, hits, ct);
        return [.. hits.Where(times.ContainsKey).Select(h => (h, times[h], TopicMemory.Id(plan.Board.Topics[h.Value])))];
    }

    /// <summary>Null when nothing can be found.</summary>
    private async Task<Plan?> Prepare(Store store, AssessHead head, Actor actor, PostQuery query, SearchQuery? words, PostId after, CancellationToken ct)
    {
        var hidden = (await Hidden(store, actor, ct)).Select(PostBoard.Asked).OfType<int>().ToHashSet();
        var zone = (await policies.Current(store, ct)).Zone;
        var marks = await SearchMarks.Read(store, ct);
        var board = await boards.Read(store, marks, zone, ct);
        var (before, days) = (new PostId(board.Last + 1), false);
        if (query.From is not null || query.Until is not null)
        {
            if (board.Within(PostFilters.Clamped(query.From ?? DateOnly.MinValue), PostFilters.Clamped(query.Until ?? DateOnly.MaxValue)) is not var (first, last, posts)) return null;
            // Posts come in by the day: then the days' lists say no more than the first and the last post do.
            days = words is null || posts < (last.Value - first.Value + 1) / 2;
            (after, before) = (new(Math.Max(after.Value, first.Value - 1)), new(last.Value + 1));
        }
        var noted = await notes.Read(store, marks, ct);
        HashSet<int>? wanted = null;
        if (query.Topics is { } asked)
        {
            var clusters = await Clusters.Read(store, ct);
            wanted = [.. asked.Select(clusters.Root).Select(PostBoard.Asked).OfType<int>()];
        }
        if (query.Grade > Grade.Ordinary || query.State is PostState.Unanswered or PostState.Taken or PostState.Dismissed)
        {
            var fit = noted.Where(n => (query.Grade is not { } g || g == n.Value.Grade) && (query.State is not { } s || s == PostState.Vanished || s == n.Value.State)).Select(n => n.Key);
            wanted = wanted is null ? [.. fit] : [.. fit.Where(wanted.Contains)];
        }
        wanted?.ExceptWith(hidden);
        if (wanted is { Count: 0 }) return null;
        List<PostId>? walked = null;
        if (wanted is not null)
        {
            List<TopicId> ids = [.. wanted.Select(t => TopicMemory.Id(t))];
            if (await store.Set<TopicRow>().AsNoTracking().Where(t => ids.Contains(t.Id)).SumAsync(t => (long)t.Posts, ct) <= FewPosts)
            {
                walked = await store.Set<AssessedRow>().AsNoTracking().Where(a => ids.Contains(a.Topic) && !a.Purged).Select(a => a.Post).ToListAsync(ct);
                // Ordered here: asked for in order, SQLite walks along all posts instead of the topics' own.
                walked.Sort((a, b) => b.CompareTo(a));
            }
        }
        else if (query.State == PostState.Vanished) walked = [.. board.Gone.OrderDescending().Select(p => new PostId(p))];
        return new(store, head, query, words, PostFilters.Of(query, days), board, hidden, wanted, noted, walked, after, before);
    }

    /// <summary>What a scan found.</summary>
    /// <param name="Stopped">Where it stopped, when enough was looked at before there was enough.</param>
    /// <param name="Complete">Whether these are all.</param>
    private readonly record struct Scanned(List<PostId> Hits, PostId? Stopped, bool Complete);

    /// <summary>The newest hits before a post.</summary>
    /// <param name="most">So many at most; fewer, where texts have to be read.</param>
    /// <param name="page">What is enough where going on would cost much.</param>
    private static async Task<Scanned> Scan(Plan plan, PostId? before, int most, int page, CancellationToken ct)
    {
        var at = before is { } b && b < plan.Before ? b : plan.Before;
        var asked = IndexQuery.Of(plan.Words, plan.Filters, beginnings: true);
        var known = plan.Walked is null && !asked.HoldsOfNothing && IndexQuery.Exact(plan.Words);
        var single = IndexQuery.HasBeginnings(plan.Words);
        if (known && !single) return await Listed(plan, asked, at, most, ct);
        // Where no text is read nothing is gained by small steps.
        var reads = plan.Words is not null;
        var (enough, step) = reads ? (Math.Min(most, Math.Max(MostRead, page)), AtOnce) : (most, MostLooked);
        var hits = new List<PostId>();
        var looked = 0;
        while (true)
        {
            if (single && looked > 0)
            {
                if (hits.Count >= page) return new(hits, at, false);
                single = !ByIndex(plan.Board.Last, looked, hits.Count, page);
                if (known && !single)
                {
                    var (rest, stopped, complete) = await Listed(plan, asked, at, most - hits.Count, ct);
                    return new([.. hits, .. rest], stopped, complete);
                }
            }
            var ids = await Candidates(plan, single ? IndexQuery.Of(plan.Words, plan.Filters, beginnings: false) : asked, at, step, ct);
            looked += ids.Count;
            List<PostId> left = [.. ids.Where(plan.Passes)];
            if (reads && (single || !known))
            {
                var held = (await Posts.Texts(plan.Store, left, ct)).Where(p => plan.Words!.Matches([Fold.Text(p.Title), Fold.Text(p.Text)])).Select(p => p.Id).ToHashSet();
                left.RemoveAll(p => !held.Contains(p));
            }
            hits.AddRange(left);
            if (hits.Count >= enough) return new(hits[..enough], null, false);
            if (ids.Count < step) return new(hits, null, true);
            at = ids[^1];
            if (looked >= MostLooked) return new(hits, at, false);
        }
    }

    /// <summary>
    /// Whether a single character is looked for in the index now. There it is the beginning of hundreds of lists that have to be put together first, however few posts are wanted; in the texts a
    /// common one is soon found. The sooner done is taken, by what was seen so far.
    /// </summary>
    private static bool ByIndex(long posts, int looked, int hits, int page)
    {
        // Measured: a post in such a list costs a third of a text that is read and folded.
        const double text = 3;
        var share = (hits + 1.0) / looked;
        return share * posts < (page - hits) / share * text;
    }

    /// <summary>The newest hits where the index knows them: no text and no row is looked at.</summary>
    private static async Task<Scanned> Listed(Plan plan, IndexQuery asked, PostId before, int most, CancellationToken ct)
    {
        var hits = new List<PostId>();
        var (looked, at) = (0, before);
        await SearchIndex.Find(plan.Store, plan.Head, asked, plan.After, before, MostLooked, post =>
        {
            (looked, at) = (looked + 1, post);
            if (plan.Passes(post)) hits.Add(post);
            return hits.Count < most;
        }, ct);
        return new(hits, hits.Count < most && looked == MostLooked ? at : null, hits.Count < most && looked < MostLooked);
    }

    /// <summary>The next posts to look at, newest first.</summary>
    private static async Task<IReadOnlyList<PostId>> Candidates(Plan plan, IndexQuery asked, PostId before, int most, CancellationToken ct)
    {
        if (plan.Walked is { } walked) return [.. walked.SkipWhile(p => p >= before).TakeWhile(p => p > plan.After).Take(most)];
        if (asked.HoldsOfNothing)
        {
            return await plan.Store.Set<AssessedRow>().AsNoTracking().Where(a => !a.Purged && a.Post > plan.After && a.Post < before).OrderByDescending(a => a.Post).Take(most).Select(a => a.Post).ToListAsync(ct);
        }
        var found = new List<PostId>();
        await SearchIndex.Find(plan.Store, plan.Head, asked, plan.After, before, most, post =>
        {
            found.Add(post);
            return true;
        }, ct);
        return found;
    }

    private static async Task<IReadOnlyList<FoundPost>> Found(Plan plan, List<PostId> hits, CancellationToken ct)
    {
        if (hits.Count == 0) return [];
        var posts = (await Posts.Read(plan.Store, hits, ct)).ToDictionary(p => p.Id);
        var names = await SourceNames.Read(plan.Store, ct);
        return [.. hits.Where(posts.ContainsKey).Select(h => (Post: posts[h], Of: plan.Of(h))).Select(f => new FoundPost(f.Post, TopicMemory.Id(plan.Board.Topics[f.Post.Id.Value]), names.Of(f.Post), f.Of.Grade, f.Of.State,
            plan.Words?.Mark(f.Post.Title) ?? [new(f.Post.Title, false)], plan.Words?.Excerpt(f.Post.Text) ?? Beginning(f.Post.Text)))];
    }

    private static Stretch[] Beginning(string text) => [new(text.Length <= 160 ? text : $"{text[..160]}…", false)];

    private static Facets Count(Plan plan, List<PostId> hits, bool complete)
    {
        var board = plan.Board;
        var (days, sources, kinds, topics) = (new int[ushort.MaxValue + 1], new int[board.Sources.Count], new int[Kinds.Length], new Dictionary<int, int>());
        var gone = 0;
        foreach (var hit in hits)
        {
            var post = hit.Value;
            days[board.Days[post]]++;
            sources[board.From[post]]++;
            kinds[board.Kinds[post]]++;
            CollectionsMarshal.GetValueRefOrAddDefault(topics, board.Topics[post], out _)++;
            if (board.Gone.Contains(post)) gone++;
        }
        List<(DateOnly Day, int Posts)> dated = [.. days.Index().Where(d => d.Item > 0).Select(d => (PostBoard.FirstDay.AddDays(d.Index), d.Item))];
        var near = dated.Count > 0 && dated[^1].Day.DayNumber - dated[0].Day.DayNumber <= 31;
        var (grades, states) = (new int[Grades.Length], new int[States.Length]);
        foreach (var (topic, posts) in topics)
        {
            var (grade, state) = plan.Noted.GetValueOrDefault(topic, (Grade.Ordinary, PostState.Plain));
            grades[(int)grade] += posts;
            states[(int)state] += posts;
        }
        states[(int)PostState.Vanished] = gone;
        return new(hits.Count, complete,
            By(board.Sources.Index().Skip(1).Select(s => (s.Item.Value, sources[s.Index]))), By(Kinds.Select(k => (k.ToString(), kinds[(int)k]))),
            By(Grades.Select(g => (g.ToString(), grades[(int)g]))), By(States.Select(s => (s.ToString(), states[(int)s]))),
            [.. By(dated.Select(d => (d.Day.ToString(near ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture), d.Posts))).OrderByDescending(f => f.Value, StringComparer.Ordinal)],
            new TopicCounts(topics));
    }

    /// <summary>Of thousands of topics a page names those of events.</summary>
    private sealed class TopicCounts(Dictionary<int, int> topics) : IReadOnlyDictionary<TopicId, int>
    {
        public int this[TopicId key] => TryGetValue(key, out var posts) ? posts : throw new KeyNotFoundException();
        public IEnumerable<TopicId> Keys => topics.Keys.Select(t => TopicMemory.Id(t));
        public IEnumerable<int> Values => topics.Values;
        public int Count => topics.Count;
        public bool ContainsKey(TopicId key) => TryGetValue(key, out _);
        public bool TryGetValue(TopicId key, out int value) => topics.TryGetValue(PostBoard.Asked(key) ?? 0, out value);
        public IEnumerator<KeyValuePair<TopicId, int>> GetEnumerator() => topics.Select(t => KeyValuePair.Create(TopicMemory.Id(t.Key), t.Value)).GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private static IReadOnlyList<Facet> By(IEnumerable<(string Value, int Count)> counts) =>
        [.. counts.GroupBy(c => c.Value, c => c.Count, StringComparer.Ordinal).Select(g => new Facet(g.Key, g.Sum())).Where(f => f.Count > 0).OrderByDescending(f => f.Count).ThenBy(f => f.Value, StringComparer.Ordinal)];
}
