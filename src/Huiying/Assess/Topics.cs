using Huiying.Assess.Grades;
using Huiying.Assess.Trends;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>What a list shows.</summary>
public enum TopicFilter
{
    /// <summary>All, the latest first.</summary>
    All,

    /// <summary>Those that must be answered and are not, the first due first (R41).</summary>
    Unanswered,
}

/// <summary>
/// The topics, for people and the steps to the right: lists, pages, search, discovery, ticks and answers. A topic belongs to no person, and
/// nothing here can be asked by author or by address (S01, S15).
/// </summary>
public sealed partial class Topics(IDbContextFactory<Store> stores, Acts acts, PolicyVersions policies, Patrols patrols, SourceMedians sizes, TimeProvider time)
{
    private const int Shown = 5;

    /// <summary>Sites a page names.</summary>
    private const int MostSites = 10;

    /// <summary>Of a large topic so many of the first and of the latest posts are looked through for its words and typical posts: a page opens as fast however large it grows.</summary>
    private const int Looked = 1000;

    /// <summary>Topics with at least so many posts. Refused for who holds no post.</summary>
    /// <param name="muted">Whether those an officer muted are among them; one that owes an answer always is (R41).</param>
    public async Task<Outcome<IReadOnlyList<TopicLine>>> List(
        Actor actor, TopicFilter filter = TopicFilter.All, int least = 1, int limit = 100, bool muted = true, CancellationToken ct = default)
    {
        if (MayRead(actor) is { } refusal) return refusal;
        await using var store = stores.Open(actor.Office);
        var hidden = await Hidden(store, actor, ct);
        var rows = store.Set<TopicRow>().AsNoTracking().Where(t => t.Posts >= least && t.MergedInto == null && !hidden.Contains(t.Id));
        var now = time.GetUtcNow();
        if (!muted) rows = rows.Where(t => !(t.MutedUntil > now) || t.Suggested != Grade.Ordinary || t.DutyDueAt != null && t.Answer == null);
        rows = filter == TopicFilter.Unanswered
            ? rows.Where(t => t.DutyDueAt != null && t.Answer == null).OrderBy(t => t.DutyDueAt).ThenBy(t => t.FirstPost)
            : rows.OrderByDescending(t => t.LastAt).ThenByDescending(t => t.FirstPost);
        return (await rows.Take(limit).ToListAsync(ct)).ConvertAll(Line);
    }

    /// <summary>
    /// The topic's page; of one that was merged, the topic it is part of now. The first opening by a person is its discovery (发现), and an entry; unless a scheduled patrol, held or not, had ended before: then that is.
    /// </summary>
    public async Task<Outcome<TopicPage>> Open(Actor actor, TopicId id, CancellationToken ct = default)
    {
        if (MayRead(actor) is { } refusal) return refusal;
        await using (var find = stores.Open(actor.Office)) id = (await Clusters.Read(find, ct)).Root(id);
        if (!actor.IsClock)
        {
            await using var look = stores.Open(actor.Office);
            if ((await Hidden(look, actor, ct)).Contains(id)) return Unknown(id);
            var known = await look.Set<TopicRow>().AsNoTracking().Where(t => t.Id == id).Select(t => new { t.DiscoveredAt, t.CreatedAt }).SingleOrDefaultAsync(ct);
            if (known is { DiscoveredAt: null })
            {
                var patrol = await patrols.EndAfter(actor.Office, known.CreatedAt, ct);
                var stamped = await acts.Run<Done>(actor, "topics.discover", id.Subject,
                    act => patrol < act.Now ? Discovered(act, id, Discovery.Patrol, patrol, ct) : Discovered(act, id, Discovery.Opened, ct: ct), ct);
                if (stamped.Refusal is { } no) return no;
            }
        }
        await using var store = stores.Open(actor.Office);
        return await store.Set<TopicRow>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is { } row ? await Page(store, row, ct) : Unknown(id);
    }

    /// <summary>The posts of a topic in intake order, after a post when one is named.</summary>
    public async Task<Outcome<IReadOnlyList<PostInTopic>>> PostsOf(Actor actor, TopicId id, PostId? after = null, int limit = 100, CancellationToken ct = default)
    {
        if (MayRead(actor) is { } refusal) return refusal;
        await using var store = stores.Open(actor.Office);
        if ((await Hidden(store, actor, ct)).Contains(id)) return Unknown(id);
        var from = after ?? new PostId(0);
        var ids = await store.Set<AssessedRow>().AsNoTracking().Where(a => a.Topic == id && a.Post > from).OrderBy(a => a.Post).Take(limit).Select(a => a.Post).ToListAsync(ct);
        return (await InTopic(store, ids, ct)).ToArray();
    }

    /// <summary>The posts of the topics whose page is gone from where it stood, in intake order (R49).</summary>
    public async Task<Outcome<PostInTopic[]>> Vanished(Actor actor, IReadOnlyCollection<TopicId> ids, int limit = 50, CancellationToken ct = default)
    {
        if (MayRead(actor) is { } refusal) return refusal;
        await using var store = stores.Open(actor.Office);
        var hidden = await Hidden(store, actor, ct);
        var shown = ids.Where(id => !hidden.Contains(id)).ToList();
        var posts = (await Gone(store, shown, ct)).Take(limit).ToList();
        return (await InTopic(store, posts, ct)).ToArray();
    }

    /// <summary>Posts of the topics whose page is gone, in intake order: asked from the few that are gone, not from the many of a topic.</summary>
    private static async Task<List<PostId>> Gone(Store store, List<TopicId> topics, CancellationToken ct)
    {
        var found = new List<PostId>();
        foreach (var some in topics.Count == 0 ? [] : (await Posts.Vanished(store, ct)).Chunk(500))
        {
            var placed = await store.Set<AssessedRow>().AsNoTracking().Where(a => some.Contains(a.Post)).Select(a => new { a.Post, a.Topic }).ToListAsync(ct);
            found.AddRange(placed.Where(p => topics.Contains(p.Topic)).Select(p => p.Post));
        }
        found.Sort();
        return found;
    }

    /// <summary>Mentions per hour, growth and burst at a moment (R19), for the steps to the right.</summary>
    public static async Task<TrendFigures> TrendOf(Store store, TopicId id, DateTimeOffset now, CancellationToken ct = default) =>
        Trend.Of(await Suggestions.Series(store, id, ct), now);

    /// <summary>The topic as the steps to the right read it; null when there is none.</summary>
    public async Task<TopicFacts?> Facts(OfficeId office, TopicId id, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        if (await store.Set<TopicRow>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } row) return null;
        var now = time.GetUtcNow();
        var trend = await TrendOf(store, id, now, ct);
        var policy = await policies.Current(store, ct);
        var suggestion = GradeRules.Suggest(await Suggestions.Figures(store, row, policy, sizes, now, ct), policy);
        var open = await store.Set<VoiceRow>().CountAsync(v => v.Topic == id, ct);
        var vanished = (await Gone(store, [id], ct)).Count;
        return new(id, row.Title, row.Posts, row.VoicesClosed + open + row.VoicesUnknown, row.VoicesClosed > 0 || row.VoicesUnknown > 0, row.FirstAt, row.LastAt,
            row.DiscoveredAt ?? await Unopened(office, row.CreatedAt, now, ct), [.. trend.Life.Select(h => new Mentions(h.Hour, h.Count))], await Sources(store, id, ct), suggestion.Grade,
            [.. suggestion.Rules.Select(r => new RuleShown(r.Id, r.Fired, r.Proposes ?? Grade.Ordinary, r.Text, r.En))], await FirstWhere(store, row, ct), vanished);
    }

    /// <summary>Discovery of what nobody has opened: the end of the next scheduled patrol, held or not, or this moment when it is earlier.</summary>
    private async Task<DateTimeOffset> Unopened(OfficeId office, DateTimeOffset created, DateTimeOffset now, CancellationToken ct) =>
        await patrols.EndAfter(office, created, ct) is var patrol && patrol < now ? patrol : Micros.Truncate(now);

    /// <summary>What the office heard from <paramref name="from"/> until before <paramref name="until"/>, with its topics by suggested grade, for its periodic reports.</summary>
    public async Task<OfficeVolume> Volume(OfficeId office, DateTimeOffset from, DateTimeOffset until, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var shown = store.Set<TopicRow>().AsNoTracking().Where(t => t.MergedInto == null && t.LastAt >= from);
        var span = store.Set<TopicHourRow>().AsNoTracking().Where(h => h.Hour >= from && h.Hour < until && shown.Any(t => t.Id == h.Topic));
        var hours = await span.GroupBy(h => h.Hour).Select(g => new Mentions(g.Key, g.Sum(h => h.Count))).ToListAsync(ct);
        var topics = await shown.Where(t => span.Any(h => h.Topic == t.Id)).GroupBy(t => t.Suggested)
            .Select(g => new TopicsOfGrade(g.Key, g.Count(), g.Count(t => t.DutyDueAt != null && t.Answer == null))).ToListAsync(ct);
        return new([.. hours.OrderBy(h => h.Hour)], [.. topics.OrderBy(t => t.Grade)]);
    }

    /// <summary>Spread by host, with what the office calls its sources there, the largest first.</summary>
    private static async Task<IReadOnlyList<Spread>> Sources(Store store, TopicId id, CancellationToken ct) => await Sites(store, await Places(store, id, ct), int.MaxValue, ct);

    private static Task<List<TopicSourceRow>> Places(Store store, TopicId id, CancellationToken ct) =>
        store.Set<TopicSourceRow>().AsNoTracking().Where(s => s.Topic == id).ToListAsync(ct);

    private static async Task<Spread[]> Sites(Store store, IEnumerable<TopicSourceRow> places, int most, CancellationToken ct)
    {
        var names = await SourceNames.Read(store, ct);
        return
        [
            .. places.GroupBy(s => s.Where).Select(w => new Spread(w.Key, w.Sum(s => s.Count), w.Select(s => s.Views).Aggregate(Assessment.Sum), w.Select(s => s.Replies).Aggregate(Assessment.Sum),
                    w.OrderBy(s => s.FirstAt).Select(s => s.Link).FirstOrDefault(l => l is not null), names.On(w.Key), w.Sum(s => s.Copies), w.Min(s => s.FirstAt)))
                .OrderByDescending(s => s.Posts).ThenBy(s => s.Where, StringComparer.Ordinal).Take(most),
        ];
    }

    private static async Task<TopicSpread> SpreadOf(Store store, TopicRow row, CancellationToken ct)
    {
        var places = await Places(store, row.Id, ct);
        return new(
            [.. places.GroupBy(s => s.Kind).Select(k => new SpreadOfKind(k.Key, k.Sum(s => s.Count), k.Sum(s => s.Copies), k.Min(s => s.FirstAt))).OrderBy(k => k.FirstAt).ThenBy(k => k.Kind)],
            await Sites(store, places, MostSites, ct), places.Select(s => s.Where).Distinct().Count(), row.Copies);
    }

    private static async Task<string?> FirstWhere(Store store, TopicRow row, CancellationToken ct) =>
        await Posts.Read(store, [row.FirstPost], ct) is [var first, ..] ? (await SourceNames.Read(store, ct)).Of(first) ?? Assessment.Where(first.Host, first.Channel) : null;

    private async Task<TopicPage> Page(Store store, TopicRow row, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var looked = await Look(store, row.Id, ct);
        List<PostId> best = [.. looked.Where(a => a.Post != row.FirstPost && !a.Copied).OrderByDescending(a => a.Likeness).ThenBy(a => a.Post).Take(Shown - 1).Select(a => a.Post)];
        var words = looked.Where(a => a.Shared.Length > 0).OrderBy(a => a.Post).Take(200).Select(a => a.Shared);
        var policy = await policies.Current(store, ct);
        var figures = await Suggestions.Figures(store, row, policy, sizes, now, ct);
        var voices = row.VoicesClosed + await store.Set<VoiceRow>().CountAsync(v => v.Topic == row.Id, ct);
        var posts = await InTopic(store, [row.FirstPost, .. best], ct);
        return new(
            Line(row),
            [.. words.SelectMany(w => w.Split(' ').Select((word, at) => (word, at))).GroupBy(w => w.word)
                .OrderByDescending(g => g.Sum(w => 1.0 / (1 + w.at))).ThenBy(g => g.Key, StringComparer.Ordinal).Take(8).Select(g => g.Key)],
            [.. posts.OrderBy(p => p.Post.Id == row.FirstPost ? 0 : 1)],
            new Counts(row.Views, row.Replies, row.Likes, null, row.Reposts),
            new(voices, row.VoicesUnknown),
            await TrendOf(store, row.Id, now, ct),
            await SpreadOf(store, row, ct),
            policy.Grades.SharpWords.Count == 0 ? null : new(row.Sharp, [.. (await store.Set<TopicSharpRow>().AsNoTracking().Where(w => w.Topic == row.Id).Select(w => new { w.Word, w.Count }).ToListAsync(ct))
                .OrderByDescending(w => w.Count).ThenBy(w => w.Word, StringComparer.Ordinal).Select(w => (w.Word, w.Count))]),
            GradeRules.Suggest(figures, policy),
            figures.Ticks,
            posts.FirstOrDefault(p => p.Post.Id == row.FirstPost)?.Post.CapturedAt ?? row.CreatedAt,
            row.DiscoveredBy,
            Duty(row),
            row is { Answer: { } kind, AnsweredAt: { } at, AnsweredBy: { } by } ? new(kind, row.AnswerReason, row.AnswerCase, at, by, row.AnsweredByName!) : null,
            row is { MutedUntil: { } until, MuteReason: { } why, MutedByName: { } who } && until > now ? new(until, why, who, row.Suggested > Grade.Ordinary) : null);
    }

    private sealed record LookedAt(PostId Post, double Likeness, bool Copied, string Shared);

    private static async Task<IReadOnlyCollection<LookedAt>> Look(Store store, TopicId id, CancellationToken ct)
    {
        var posts = store.Set<AssessedRow>().AsNoTracking().Where(a => a.Topic == id);
        var first = await posts.OrderBy(a => a.Post).Take(Looked).Select(a => new LookedAt(a.Post, a.Likeness, a.Copied, a.Shared)).ToListAsync(ct);
        if (first.Count < Looked) return first;
        var last = await posts.OrderByDescending(a => a.Post).Take(Looked).Select(a => new LookedAt(a.Post, a.Likeness, a.Copied, a.Shared)).ToListAsync(ct);
        return [.. first.Concat(last).DistinctBy(a => a.Post)];
    }

    private static async Task<List<PostInTopic>> InTopic(Store store, List<PostId> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return [];
        var rows = await store.Set<AssessedRow>().AsNoTracking().Where(a => ids.Contains(a.Post)).ToDictionaryAsync(a => a.Post, ct);
        var posts = await Posts.Read(store, ids, ct);
        var names = await SourceNames.Read(store, ct);
        var corrected = await Corrected(store, rows.Values, ct);
        return [.. posts.Where(p => rows.ContainsKey(p.Id)).Select(p => new PostInTopic(p, rows[p.Id].Topic, Why(p, rows[p.Id], corrected), names.Of(p)))];
    }

    /// <summary>The corrections behind the places of some posts: by their number, and by the group that was merged.</summary>
    private static async Task<List<CorrectionRow>> Corrected(Store store, IReadOnlyCollection<AssessedRow> rows, CancellationToken ct)
    {
        var numbers = rows.Where(r => r.Correction is not null).Select(r => r.Correction!.Value).Distinct().ToList();
        var groups = rows.Select(r => (Group: r.Regroup ?? r.Grouped, r.Topic)).Where(r => r.Group != r.Topic).Select(r => r.Group).Distinct().ToList();
        return numbers.Count + groups.Count == 0 ? [] : await store.Set<CorrectionRow>().AsNoTracking().OrderBy(c => c.Number)
            .Where(c => c.UndoneAt == null && (numbers.Contains(c.Number) || c.Kind == CorrectionKind.Merge && groups.Contains(c.Topic))).ToListAsync(ct);
    }

    private static string Why(Post post, AssessedRow row, IReadOnlyList<CorrectionRow> corrected)
    {
        var group = row.Regroup ?? row.Grouped;
        var by = corrected.LastOrDefault(c => c.Number == row.Correction) ?? corrected.LastOrDefault(c => c.Kind == CorrectionKind.Merge && c.Topic == group && row.Topic != group);
        if (by is not null)
        {
            var how = by.Kind switch { CorrectionKind.Merge => $"随第 {by.Topic} 号话题并入", CorrectionKind.Split => $"从第 {by.Topic} 号话题拆出", _ => $"从第 {by.Topic} 号话题移来" };
            return $"收集：{post.Why}；归入：{by.ByName}{how}，理由：{by.Reason}。";
        }
        var words = row.Shared.Replace(' ', '、');
        var here = row switch
        {
            { Copied: true } => $"与第 {post.CopyOf} 号帖文相同或相近",
            { OpenedTopic: true, Needed: var needed, Likeness: var likeness } when likeness > 0 => FormattableString.Invariant($"首帖：与已有话题最高相似 {likeness:0.00}，归并须 {needed:0.00}"),
            { OpenedTopic: true } => "首帖：与已有话题没有相似之处",
            _ => FormattableString.Invariant($"与本话题共有“{words}”，相似 {row.Likeness:0.00}，归并须 {row.Needed:0.00}"),
        };
        return $"收集：{post.Why}；归入：{here}。";
    }

    internal static TopicLine Line(TopicRow t) => new(t.Id, t.Title, t.Posts, t.FirstAt, t.LastAt, t.Suggested, t.Answer is null ? t.DutyDueAt : null, t.Answer, t.DiscoveredAt, t.MutedUntil);

    private static TopicDuty? Duty(TopicRow t) => t is { DutyDueAt: { } due, DutyFrom: { } from, DutyGrade: { } grade, Answer: null }
        ? new(t.Id, t.Title, grade, from, due, t.DutyDerivation!.Split('\n'), t.EscalatedAt) : null;

    internal static Refusal Unknown(TopicId id) => Refusal.NotFound($"没有第 {id} 号话题。", $"There is no topic {id}.");

    internal static Refusal? MayRead(Actor actor) => actor.IsClock || actor.Posts.Count > 0 ? null
        : Refusal.NotYourPost("S11", "只有在本单位任职的人员可以查看话题。", "Only people holding a post in the office may see topics.");
}
