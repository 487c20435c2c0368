using System.Globalization;
using System.Text.Json;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Hot;

/// <summary>
/// The hot issues of the office's posts, for pages and reports. They are computed in the background and kept with their moment: no page waits for them. The work is
/// bounded: of a span at most <see cref="Most"/> posts are read, of a topic at most <see cref="HotSample.MostOfTopic"/>, and the others count with the topic they are in; the list says so.
/// </summary>
public sealed class HotBoard(IDbContextFactory<Store> stores, PolicyVersions policies, TimeProvider time)
{
    /// <summary>Posts read of a span.</summary>
    public const int Most = 2000;

    /// <summary>Issues kept of a span: some may be hidden from who looks.</summary>
    private const int Kept = 30;

    /// <summary>Even if nothing came, a span that moves with the clock is looked at again after this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>How long the computed list of an ended span is kept.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(40);

    /// <summary>The hot issues of a span as last computed, without what is kept from the actor or muted; null before the first time. Refused for who holds no post.</summary>
    public async Task<Outcome<HotList?>> Show(Actor actor, HotSpan span, int? shown = null, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } refusal) return refusal;
        await using var store = stores.Open(actor.Office);
        if (await Stored(store, span.ToString(), ct) is not { } list) return (HotList?)null;
        var most = shown ?? (await policies.Current(store, ct)).HotShown;
        return list with { Issues = [.. (await Seen(store, actor, list.Issues, ct)).Take(most)] };
    }

    /// <summary>Computes again the spans that have fallen behind: harmless twice, and on two nodes at once.</summary>
    /// <returns>How many were computed.</returns>
    public async Task<int> Renew(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        if (await store.Set<AssessHead>().AsNoTracking().SingleOrDefaultAsync(ct) is not { } head) return 0;
        var now = Micros.Truncate(time.GetUtcNow());
        var zone = (await policies.Current(store, ct)).Zone;
        var stored = await store.Set<HotRow>().AsNoTracking().Select(h => new { h.Span, h.At, h.Sequence }).ToDictionaryAsync(h => h.Span, ct);
        var done = 0;
        foreach (var span in Enum.GetValues<HotSpan>())
        {
            var from = Begin(span, now, zone);
            if (stored.TryGetValue(span.ToString(), out var row) && !(now - row.At >= Longest || row.Sequence != head.Sequence && now - row.At >= Every(span) || span == HotSpan.Today && row.At < from)) continue;
            // A post of this very moment is in it.
            await Keep(store, span.ToString(), await Compute(store, from, now.AddMicroseconds(1), now, ct), head.Sequence, ct);
            done++;
        }
        var old = now - KeptFor;
        await store.Set<HotRow>().Where(h => h.At < old).ExecuteDeleteAsync(ct);
        return done;
    }

    /// <summary>
    /// The hot issues from <paramref name="from"/> until before <paramref name="until"/>, for the office's reports: as they were computed after the span had ended, and
    /// computed now when they never were.
    /// </summary>
    public async Task<HotList> Between(OfficeId office, DateTimeOffset from, DateTimeOffset until, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var key = string.Create(CultureInfo.InvariantCulture, $"{Micros.From(from)}-{Micros.From(until)}");
        var now = Micros.Truncate(time.GetUtcNow());
        if (now >= until && await Stored(store, key, ct) is { } kept && kept.At >= until) return kept with { Issues = await Current(store, kept.Issues, ct) };
        var list = await Compute(store, from, until, now, ct);
        if (now >= until) await Keep(store, key, list, (await store.Set<AssessHead>().AsNoTracking().SingleOrDefaultAsync(ct))?.Sequence ?? 0, ct);
        return list;
    }

    /// <summary>Forgets what was computed from posts that are destroyed, inside the act that destroys them (S10).</summary>
    internal static Task Forget(Store store, CancellationToken ct) => store.Set<HotRow>().ExecuteDeleteAsync(ct);

    private static TimeSpan Every(HotSpan span) => span switch { HotSpan.Today => TimeSpan.FromMinutes(10), HotSpan.Week => TimeSpan.FromMinutes(30), _ => TimeSpan.FromHours(2) };

    private static DateTimeOffset Begin(HotSpan span, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (span == HotSpan.Week) return now.AddDays(-7);
        if (span == HotSpan.Month) return now.AddDays(-30);
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date;
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static async Task<HotList?> Stored(Store store, string span, CancellationToken ct) =>
        await store.Set<HotRow>().AsNoTracking().Where(h => h.Span == span).Select(h => h.State).SingleOrDefaultAsync(ct) is { } state
            ? JsonSerializer.Deserialize(state, HotJson.Default.HotList) : null;

    private static async Task Keep(Store store, string span, HotList list, long sequence, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var row = new HotRow { Office = store.Office, Span = span, At = list.At, Sequence = sequence, State = JsonSerializer.SerializeToUtf8Bytes(list, HotJson.Default.HotList) };
        await Bulk.Upsert(store, HotRow.Columns, [row], ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The issues the actor may see, with their topics as they are now.</summary>
    private async Task<IEnumerable<HotLine>> Seen(Store store, Actor actor, IReadOnlyList<HotLine> issues, CancellationToken ct)
    {
        var hidden = await Topics.Hidden(store, actor, ct);
        var now = time.GetUtcNow();
        var roots = await Current(store, issues, ct);
        var ids = roots.SelectMany(i => i.Topics).Select(t => t.Id).Distinct().ToList();
        var muted = (await store.Set<TopicRow>().AsNoTracking().Where(t => ids.Contains(t.Id) && t.MutedUntil > now && t.Suggested == Grade.Ordinary && (t.DutyDueAt == null || t.Answer != null))
            .Select(t => t.Id).ToListAsync(ct)).ToHashSet();
        // Title and figures are of all its topics: what hides one of them hides the issue. One that was merged into a hidden topic counts as it.
        return roots.Where((issue, i) => !issue.Topics.Concat(issues[i].Topics).Any(t => hidden.Contains(t.Id)) && !issue.Topics.All(t => muted.Contains(t.Id)));
    }

    /// <summary>Each topic under the one it is part of now, with that one's title.</summary>
    private static async Task<IReadOnlyList<HotLine>> Current(Store store, IReadOnlyList<HotLine> issues, CancellationToken ct)
    {
        if (issues.Count == 0) return issues;
        var clusters = await Clusters.Read(store, ct);
        var ids = issues.SelectMany(i => i.Topics).Select(t => clusters.Root(t.Id)).Distinct().ToList();
        var titles = await store.Set<TopicRow>().AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Title, ct);
        return [.. issues.Select(issue => issue with
        {
            Topics = [.. issue.Topics.GroupBy(t => clusters.Root(t.Id)).Select(g => new HotTopic(g.Key, titles.GetValueOrDefault(g.Key, g.First().Title), g.Sum(t => t.Posts))).OrderByDescending(t => t.Posts)],
        })];
    }

    private static async Task<HotList> Compute(Store store, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, CancellationToken ct)
    {
        var topics = await InSpan(store, from, until, ct);
        var all = topics.Values.Sum(t => t.Count);
        var chosen = HotSample.Of(topics, Most);
        var figures = topics.Values.SelectMany(t => t).ToDictionary(p => p.Id);
        var read = new List<HotPost>(chosen.Count);
        foreach (var some in chosen.Chunk(500))
        {
            read.AddRange((await Posts.Read(store, some, ct)).Select(p => new HotPost(p.Id.ToString(), p.Title, p.Text, p.At, figures[p.Id].Reactions)));
        }
        var issues = HotIssues.Of(read, Kept);
        var taken = issues.Select(i => i.Posts.Select(p => new PostId(long.Parse(p.Id, CultureInfo.InvariantCulture))).ToHashSet()).ToList();
        // Whatever was not read follows most of what was read of its topic.
        var members = taken.ConvertAll(t => new Dictionary<TopicId, List<PostFigures>>());
        foreach (var (topic, posts) in topics)
        {
            var of = taken.Select((ids, i) => (Issue: i, Posts: posts.Where(p => ids.Contains(p.Id)).ToList())).Where(x => x.Posts.Count > 0).ToList();
            if (of.Count == 0) continue;
            var looked = posts.Count(p => chosen.Contains(p.Id));
            var main = of.MaxBy(x => x.Posts.Count);
            foreach (var (issue, own) in of) members[issue][topic] = own;
            if (main.Posts.Count * 2 > looked) members[main.Issue][topic] = [.. main.Posts, .. posts.Where(p => !chosen.Contains(p.Id))];
        }
        var concerned = members.SelectMany(m => m.Keys).Distinct().ToList();
        // Part of a day is held against the same hours of the day before, longer spans against the one before.
        var back = until - from is var length && length < TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : length;
        var before = await Mentions(store, concerned, from - back, until - back, ct);
        var voices = await Voices(store, concerned, ct);
        var titles = await store.Set<TopicRow>().AsNoTracking().Where(t => concerned.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Title, ct);
        var lines = issues.Select((issue, i) => Line(issue, members[i], before, voices, titles));
        return new(from, until, now, all, read.Count, [.. lines.OrderByDescending(l => l.Name is not null).ThenByDescending(l => l.Heat).ThenBy(l => l.Posts[0])]);
    }

    private static HotLine Line(HotIssue issue, Dictionary<TopicId, List<PostFigures>> topics, Dictionary<TopicId, int> before, Dictionary<TopicId, int> voices, Dictionary<TopicId, string> titles)
    {
        PostFigures[] posts = [.. topics.Values.SelectMany(p => p).OrderBy(p => p.At).ThenBy(p => p.Id)];
        var heat = HotIssues.Heat(posts.Select(p => p.Reactions), (posts[^1].At - posts[0].At).TotalDays);
        return new(issue.Title, issue.Name, posts[0].At, posts[^1].At, heat, posts.Length, topics.Keys.Sum(t => before.GetValueOrDefault(t)),
            Math.Min(posts.Length, topics.Keys.Sum(t => voices.GetValueOrDefault(t))), posts.Sum(p => p.Reactions), issue.Words,
            [.. topics.OrderByDescending(t => t.Value.Count).ThenBy(t => t.Key.Value, StringComparer.Ordinal).Select(t => new HotTopic(t.Key, titles.GetValueOrDefault(t.Key, issue.Title), t.Value.Count))],
            [.. new[] { posts[0], posts.MaxBy(p => p.Reactions), posts[^1] }.Select(p => p.Id).Distinct()]);
    }

    /// <summary>The posts of a span by topic, each in the order they came: their figures, not their texts.</summary>
    private static async Task<Dictionary<TopicId, List<PostFigures>>> InSpan(Store store, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        // What was captured before the span began cannot have been written in it.
        var first = await Posts.FirstSince(store, from, ct);
        var topics = new Dictionary<TopicId, List<PostFigures>>();
        var topicOf = (await store.Set<AssessedRow>().AsNoTracking().Where(a => a.Post >= first && !a.Purged).Select(a => new { a.Post, a.Topic }).ToListAsync(ct)).ToDictionary(a => a.Post, a => a.Topic);
        await foreach (var post in Posts.Figures(store, first, from, until, ct))
        {
            if (!topicOf.TryGetValue(post.Id, out var topic)) continue;
            if (!topics.TryGetValue(topic, out var posts)) topics[topic] = posts = [];
            posts.Add(post);
        }
        return topics;
    }

    private static async Task<Dictionary<TopicId, int>> Mentions(Store store, List<TopicId> topics, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        await store.Set<TopicHourRow>().AsNoTracking().Where(h => topics.Contains(h.Topic) && h.Hour >= from && h.Hour < until)
            .GroupBy(h => h.Topic).Select(g => new { g.Key, Count = g.Sum(h => h.Count) }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    private static async Task<Dictionary<TopicId, int>> Voices(Store store, List<TopicId> topics, CancellationToken ct)
    {
        var open = await store.Set<VoiceRow>().AsNoTracking().Where(v => topics.Contains(v.Topic)).GroupBy(v => v.Topic).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var rows = await store.Set<TopicRow>().AsNoTracking().Where(t => topics.Contains(t.Id)).Select(t => new { t.Id, Known = t.VoicesClosed + t.VoicesUnknown }).ToListAsync(ct);
        return rows.ToDictionary(r => r.Id, r => r.Known + open.GetValueOrDefault(r.Id));
    }
}
