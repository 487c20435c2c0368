using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

public sealed partial class Topics
{
    /// <summary>Facets are counted over so many of the newest matches, so that a common word costs no more than a rare one.</summary>
    internal const int MostCounted = 500;

    /// <summary>Posts looked at for one answer; a search that needs more says where it stopped.</summary>
    private const int MostLooked = 20_000;

    /// <summary>Topics with so few posts are gone through themselves, not the lists of the index.</summary>
    private const int FewPosts = 5_000;
    private const int AtOnce = 500;

    /// <summary>A post of which the search holds, as filters and counts see it.</summary>
    private sealed record Hit(PostTraits Post, TopicId Topic, Grade Grade, PostState State);

    /// <summary>What of a search stays the same from batch to batch.</summary>
    /// <param name="After">Only posts collected after this one.</param>
    /// <param name="Walked">The posts of few topics, newest first, when they are gone through instead of the index.</param>
    private sealed record Plan(Store Store, AssessHead Head, PostQuery Query, SearchQuery? Words, TimeZoneInfo Zone, HashSet<TopicId> Hidden, HashSet<TopicId>? Topics, List<PostId>? Walked, PostId After = default)
    {
        /// <summary>The topics met so far.</summary>
        public Dictionary<TopicId, (Grade Grade, PostState State)> Known { get; } = [];
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
        var plan = await Prepare(store, head, query, words, [.. await Hidden(store, actor, ct)], ct);
        if (plan.Topics is { Count: 0 }) return FoundPosts.None;
        var counted = await Scan(plan, null, MostCounted, limit + 1, ct);
        var (hits, stopped) = before is null ? (counted.Hits[..Math.Min(limit + 1, counted.Hits.Count)], counted.Stopped) : await Scan(plan, before, limit + 1, limit + 1, ct);
        var more = hits.Count > limit;
        var shown = hits[..Math.Min(limit, hits.Count)];
        return new FoundPosts(await Found(plan, shown, ct), more ? shown[^1].Post.Id : stopped, !more && stopped is not null,
            Count(plan, counted.Hits[..Math.Min(MostCounted, counted.Hits.Count)], counted.Hits.Count < MostCounted && counted.Stopped is null));
    }

    /// <summary>The posts collected after one of which a search holds, as a person may see them, the newest first; at most as many as are counted.</summary>
    internal async Task<IReadOnlyList<(PostTraits Post, TopicId Topic)>> Since(Store store, Actor actor, PostQuery query, PostId after, CancellationToken ct)
    {
        var words = string.IsNullOrWhiteSpace(query.Text) ? null : SearchQuery.Asked(query.Text) is { Ok: true, Value: var read } ? read : null;
        if (words is null && query.Text.Length > 0 || await store.Set<AssessHead>().AsNoTracking().SingleOrDefaultAsync(ct) is not { } head) return [];
        var plan = (await Prepare(store, head, query, words, [.. await Hidden(store, actor, ct)], ct)) with { After = after };
        return [.. (await Scan(plan, null, MostCounted, MostCounted, ct)).Hits.Select(h => (h.Post, h.Topic))];
    }

    private async Task<Plan> Prepare(Store store, AssessHead head, PostQuery query, SearchQuery? words, HashSet<TopicId> hidden, CancellationToken ct)
    {
        var zone = (await policies.Current(store, ct)).Zone;
        HashSet<TopicId>? wanted = null;
        if (query.Topics is { } asked)
        {
            var clusters = await Clusters.Read(store, ct);
            wanted = [.. asked.Select(clusters.Root).Where(t => !hidden.Contains(t))];
        }
        List<PostId>? walked = null;
        if (wanted is not null || query.Grade > Grade.Ordinary || query.State is PostState.Unanswered or PostState.Taken or PostState.Dismissed)
        {
            var rows = store.Set<TopicRow>().AsNoTracking().Where(t => t.MergedInto == null);
            if (wanted is not null)
            {
                var ids = wanted.ToList();
                rows = rows.Where(t => ids.Contains(t.Id));
            }
            if (query.Grade is { } grade) rows = rows.Where(t => t.Suggested == grade);
            rows = query.State switch
            {
                PostState.Unanswered => rows.Where(t => t.DutyDueAt != null && t.Answer == null),
                PostState.Taken => rows.Where(t => t.Answer == TopicAnswer.Opened || t.Answer == TopicAnswer.Merged),
                PostState.Dismissed => rows.Where(t => t.Answer == TopicAnswer.NoAction),
                _ => rows,
            };
            var found = await rows.Select(t => new { t.Id, t.Posts }).ToListAsync(ct);
            wanted = [.. found.Select(t => t.Id).Where(t => !hidden.Contains(t))];
            if (found.Sum(t => (long)t.Posts) <= FewPosts)
            {
                var ids = wanted.ToList();
                walked = await store.Set<AssessedRow>().AsNoTracking().Where(a => ids.Contains(a.Topic)).Select(a => a.Post).ToListAsync(ct);
                // Ordered here: asked for in order, SQLite walks along all posts instead of the topics' own.
                walked.Sort((a, b) => b.CompareTo(a));
            }
        }
        else if (query.State == PostState.Vanished) walked = [.. (await Posts.Vanished(store, ct)).OrderDescending()];
        return new(store, head, query, words, zone, hidden, wanted, walked);
    }

    /// <summary>The newest hits before a post, at most so many; and where it stopped, when enough was looked at before.</summary>
    /// <param name="page">What is enough where going on would cost much.</param>
    private static async Task<(List<Hit> Hits, PostId? Stopped)> Scan(Plan plan, PostId? before, int most, int page, CancellationToken ct)
    {
        var hits = new List<Hit>();
        var (looked, at) = (0, before);
        while (true)
        {
            // The posts that hold a single character are a great many, and then soon found; where they are few the index knows them at once.
            var single = IndexQuery.HasBeginnings(plan.Words);
            if (single && looked == 2 * AtOnce && hits.Count >= page) return (hits, at);
            var beginnings = looked >= 2 * AtOnce || !single;
            var asked = IndexQuery.Of(plan.Words, PostFilters.Of(plan.Query), beginnings);
            var ids = await Candidates(plan, asked, at, ct);
            looked += ids.Count;
            hits.AddRange(await Judge(plan, ids, judged: plan.Walked is not null || !beginnings || asked.HoldsOfNothing || !IndexQuery.Exact(plan.Words), ct));
            if (hits.Count >= most) return (hits[..most], null);
            if (ids.Count < AtOnce) return (hits, null);
            at = ids[^1];
            if (looked >= MostLooked) return (hits, at);
        }
    }

    /// <summary>The next posts to look at, newest first.</summary>
    private static async Task<IReadOnlyList<PostId>> Candidates(Plan plan, IndexQuery asked, PostId? before, CancellationToken ct)
    {
        if (plan.Walked is { } walked) return [.. walked.SkipWhile(p => p >= (before ?? new PostId(long.MaxValue))).TakeWhile(p => p > plan.After).Take(AtOnce)];
        if (!asked.HoldsOfNothing) return await SearchIndex.Find(plan.Store, plan.Head, asked, plan.After, before, AtOnce, ct);
        var rows = plan.Store.Set<AssessedRow>().AsNoTracking().Where(a => !a.Purged && a.Post > plan.After);
        if (before is { } last) rows = rows.Where(a => a.Post < last);
        return await rows.OrderByDescending(a => a.Post).Take(AtOnce).Select(a => a.Post).ToListAsync(ct);
    }

    /// <summary>Those of the candidates of which the search holds, in their order.</summary>
    /// <param name="judged">Whether texts and filters must be looked at, because the index did not.</param>
    private static async Task<IReadOnlyList<Hit>> Judge(Plan plan, IReadOnlyList<PostId> ids, bool judged, CancellationToken ct)
    {
        if (ids.Count == 0) return [];
        var store = plan.Store;
        var topics = await store.Set<AssessedRow>().AsNoTracking().Where(a => ids.Contains(a.Post) && !a.Purged).Select(a => new { a.Post, a.Topic }).ToDictionaryAsync(a => a.Post, a => a.Topic, ct);
        List<PostId> left = [.. ids.Where(p => topics.TryGetValue(p, out var t) && !plan.Hidden.Contains(t) && plan.Topics?.Contains(t) != false)];
        await Learn(plan, [.. left.Select(p => topics[p]).Distinct()], ct);
        left.RemoveAll(p => plan.Known[topics[p]] is var (grade, state)
            && (plan.Query.Grade is { } g && g != grade || plan.Query.State is { } s && s != PostState.Vanished && s != state));
        IEnumerable<PostTraits> passed;
        if (judged && plan.Words is { } words)
        {
            passed = (await Posts.Read(store, left, ct)).Where(p => words.Matches([Fold.Text(p.Title), Fold.Text(p.Text)]))
                .Select(p => new PostTraits(p.Id, p.Source, p.Kind, p.At, p.VanishedAt is not null));
        }
        else passed = await Posts.Traits(store, left, ct);
        return [.. passed.Where(p => (plan.Query.State != PostState.Vanished || p.Vanished) && (!judged || PostFilters.Pass(plan.Query, p, plan.Zone)))
            .OrderByDescending(p => p.Id).Select(p => new Hit(p, topics[p.Id], plan.Known[topics[p.Id]].Grade, plan.Known[topics[p.Id]].State))];
    }

    private static async Task Learn(Plan plan, IReadOnlyList<TopicId> topics, CancellationToken ct)
    {
        var unknown = topics.Where(t => !plan.Known.ContainsKey(t)).ToList();
        if (unknown.Count == 0) return;
        foreach (var t in await plan.Store.Set<TopicRow>().AsNoTracking().Where(t => unknown.Contains(t.Id)).Select(t => new { t.Id, t.Suggested, t.Answer, t.DutyDueAt }).ToListAsync(ct))
        {
            plan.Known[t.Id] = (t.Suggested, t.Answer switch
            {
                TopicAnswer.NoAction => PostState.Dismissed,
                not null => PostState.Taken,
                null => t.DutyDueAt is null ? PostState.Plain : PostState.Unanswered,
            });
        }
    }

    private static async Task<IReadOnlyList<FoundPost>> Found(Plan plan, IReadOnlyList<Hit> hits, CancellationToken ct)
    {
        if (hits.Count == 0) return [];
        var posts = (await Posts.Read(plan.Store, [.. hits.Select(h => h.Post.Id)], ct)).ToDictionary(p => p.Id);
        var names = await SourceNames.Read(plan.Store, ct);
        return [.. hits.Where(h => posts.ContainsKey(h.Post.Id)).Select(h => posts[h.Post.Id] is var post
            ? new FoundPost(post, h.Topic, names.Of(post), h.Grade, h.State, plan.Words?.Mark(post.Title) ?? [new(post.Title, false)], plan.Words?.Excerpt(post.Text) ?? Beginning(post.Text)) : null!)];
    }

    private static Stretch[] Beginning(string text) => [new(text.Length <= 160 ? text : $"{text[..160]}…", false)];

    private static Facets Count(Plan plan, IReadOnlyList<Hit> hits, bool complete)
    {
        List<DateOnly> days = [.. hits.Select(h => PostFilters.Day(h.Post.At, plan.Zone))];
        var near = days.Count > 0 && days.Max().DayNumber - days.Min().DayNumber <= 31;
        var states = hits.Select(h => h.State).Concat(hits.Where(h => h.Post.Vanished).Select(_ => PostState.Vanished));
        return new(hits.Count, complete,
            By(hits.Where(h => h.Post.Source is not null).Select(h => h.Post.Source!.Value.Value)), By(hits.Select(h => h.Post.Kind.ToString())), By(hits.Select(h => h.Grade.ToString())),
            By(states.Select(s => s.ToString())),
            [.. days.GroupBy(d => d.ToString(near ? "yyyy-MM-dd" : "yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)).OrderByDescending(g => g.Key, StringComparer.Ordinal).Select(g => new Facet(g.Key, g.Count()))],
            hits.GroupBy(h => h.Topic).ToDictionary(g => g.Key, g => g.Count()));
    }

    private static IReadOnlyList<Facet> By(IEnumerable<string> values) =>
        [.. values.GroupBy(v => v, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => new Facet(g.Key, g.Count()))];
}
