using System.Globalization;
using System.Text.Json;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>
/// What officers put right in the grouping: merge, split, move and mute, each with its reason, each undone by <see cref="Undo"/>, all in the ledger. A correction
/// stands for later posts too: merged topics stay together (<see cref="Clusters"/>), what was taken apart draws its own (<see cref="TopicMemory.Relearn"/>).
/// No correction ends or prolongs a duty to answer (R41).
/// </summary>
public sealed partial class Corrections(IDbContextFactory<Store> stores, Acts acts, PolicyVersions policies, SourceMedians sizes)
{
    /// <summary>The longest a topic may be muted.</summary>
    public static readonly TimeSpan LongestMute = TimeSpan.FromDays(14);

    /// <summary>Posts that may change their topic in one act.</summary>
    public const int MostPosts = 500;

    /// <summary>
    /// 合并: <paramref name="from"/> becomes part of <paramref name="into"/>. Refused: for a topic that an event has taken, for one that owes an answer when the other
    /// is answered already (its duty would be lost, R41), without a reason.
    /// </summary>
    public Task<Outcome<Done>> Merge(Actor actor, TopicId from, TopicId into, string reason, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "topics.merge", into.Subject, async act =>
        {
            if (Refused(actor, reason) is { } no) return no;
            if (await Find(act, from, ct) is not { } leaving || await Find(act, into, ct) is not { } staying) return Topics.Unknown(from);
            var before = DutyBefore.Of(staying);
            var joined = await Join(act, leaving, staying, ct);
            if (joined.Refusal is { } refusal) return refusal;
            await Add(act, new()
            {
                Office = actor.Office,
                Number = await Next(act.Store, ct),
                Kind = CorrectionKind.Merge,
                Topic = leaving.Id,
                Other = staying.Id,
                Posts = leaving.Posts,
                Voices = joined.Value,
                Before = JsonSerializer.Serialize(before, CorrectionJson.Default.DutyBefore),
                Reason = reason.Trim(),
                At = act.Now,
                By = actor.Person,
                ByName = actor.Name,
            }, [staying], ct);
            act.Write(staying.Id.Subject, new TopicsMergedEntry(leaving.Id, leaving.Posts, reason.Trim()), CorrectionJson.Default.TopicsMergedEntry);
            return default(Done);
        }, ct);

    /// <summary>拆分: the posts become a topic of their own. Refused when they are not all there, or when nothing would be left.</summary>
    /// <returns>The new topic.</returns>
    public Task<Outcome<TopicId>> Split(Actor actor, TopicId topic, IReadOnlyCollection<PostId> posts, string reason, CancellationToken ct = default) =>
        acts.Run<TopicId>(actor, "topics.split", topic.Subject, async act =>
        {
            if (Refused(actor, reason) is { } no) return no;
            if (await Find(act, topic, ct) is not { } source) return Topics.Unknown(topic);
            var taken = await Taken(act.Store, source, posts, ct);
            if (taken.Refusal is { } missing) return missing;
            var read = await Posts.Read(act.Store, [.. taken.Value.Select(t => t.Post)], ct);
            var made = new TopicRow
            {
                Office = actor.Office,
                // Topics are numbered without gaps and none is ever deleted.
                Id = TopicMemory.Id(await act.Store.Set<TopicRow>().CountAsync(ct) + 1),
                Title = TopicTitle.Of(read[0].Title, read[0].Text),
                FirstPost = read[0].Id,
                FirstAt = read.Min(p => p.At),
                LastAt = read.Max(p => p.At),
                CreatedAt = read.Min(p => p.CapturedAt),
                VoicesUnknown = read.Count,
                // What was discovered stays discovered: no clock begins anew because the matter was told apart late.
                DiscoveredAt = source.DiscoveredAt,
                DiscoveredBy = source.DiscoveredBy,
                DiscoveredByPerson = source.DiscoveredByPerson,
            };
            act.Store.Add(made);
            foreach (var hidden in await act.Store.Set<HiddenTopicRow>().Where(h => h.Topic == source.Id).ToListAsync(ct))
            {
                act.Store.Add(new HiddenTopicRow { Office = actor.Office, Topic = made.Id, From = hidden.From });
            }
            await act.Store.SaveChangesAsync(ct);
            await Shift(act, CorrectionKind.Split, source, made, taken.Value, read, reason, ct);
            act.Write(source.Id.Subject, new TopicSplitEntry(made.Id, [.. read.Select(p => p.Id)], reason.Trim()), CorrectionJson.Default.TopicSplitEntry);
            return made.Id;
        }, ct);

    /// <summary>移动: the posts go to another topic. Refused as a split is, and when somebody kept from this topic could read them there (S09, S16).</summary>
    public Task<Outcome<Done>> Move(Actor actor, TopicId topic, IReadOnlyCollection<PostId> posts, TopicId to, string reason, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "topics.move", topic.Subject, async act =>
        {
            if (Refused(actor, reason) is { } no) return no;
            if (await Find(act, topic, ct) is not { } source) return Topics.Unknown(topic);
            if (await Find(act, to, ct) is not { } target) return Topics.Unknown(to);
            if (target.Id == source.Id) return Refusal.Invalid("R20", "信息已经在这个话题里，请选择另一个话题。", "The posts are in this topic already: choose another.");
            var hidden = await act.Store.Set<HiddenTopicRow>().AsNoTracking().Where(h => h.Topic == source.Id).Select(h => h.From).ToListAsync(ct);
            if (hidden.Count > 0 && hidden.Except(await act.Store.Set<HiddenTopicRow>().AsNoTracking().Where(h => h.Topic == target.Id).Select(h => h.From).ToListAsync(ct)).Any())
            {
                return new Refusal("topic.recused", "S16", "本话题对被反映的人员或科室不可见，其中的信息不能移到他们看得到的话题；可以拆分成单独的话题。",
                    "This topic is kept from those it accuses: its posts cannot go where they would be read. Split them off instead.");
            }
            var taken = await Taken(act.Store, source, posts, ct);
            if (taken.Refusal is { } missing) return missing;
            var read = await Posts.Read(act.Store, [.. taken.Value.Select(t => t.Post)], ct);
            target.VoicesUnknown += read.Count;
            await Shift(act, CorrectionKind.Move, source, target, taken.Value, read, reason, ct);
            act.Write(source.Id.Subject, new TopicPostsMovedEntry(target.Id, [.. read.Select(p => p.Id)], reason.Trim()), CorrectionJson.Default.TopicPostsMovedEntry);
            return default(Done);
        }, ct);

    /// <summary>
    /// 静默: until <paramref name="until"/> the topic is not offered and not alerted about. Its duties run on. Refused: without a reason, for longer than
    /// <see cref="LongestMute"/>, for a topic on which a rule of major or above fires; one that fires later breaks the mute.
    /// </summary>
    public Task<Outcome<Done>> Mute(Actor actor, TopicId topic, DateTimeOffset until, string reason, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "topics.mute", topic.Subject, async act =>
        {
            if (Refused(actor, reason) is { } no) return no;
            if (await Find(act, topic, ct) is not { } row) return Topics.Unknown(topic);
            if (until <= act.Now || until > act.Now + LongestMute)
            {
                return Refusal.Invalid("R41", "静默须有终止时间，最长 14 天；到期后可以重新决定。", "A mute has an end within 14 days; then decide again.");
            }
            if (row.Suggested > Grade.Ordinary)
            {
                return new Refusal("topic.major", "R41", "已有规则建议重大以上，不能静默；请立项、并入或者不予处理。", "A rule of major or above has fired: it cannot be muted. Open, merge or dismiss it.");
            }
            (row.MutedUntil, row.MuteReason, row.MutedByName) = (until, reason.Trim(), actor.Name);
            await Add(act, new()
            {
                Office = actor.Office,
                Number = await Next(act.Store, ct),
                Kind = CorrectionKind.Mute,
                Topic = row.Id,
                Until = until,
                Reason = reason.Trim(),
                At = act.Now,
                By = actor.Person,
                ByName = actor.Name,
            }, [], ct);
            act.Write(row.Id.Subject, new TopicMutedEntry(until, reason.Trim()), CorrectionJson.Default.TopicMutedEntry);
            return default(Done);
        }, ct);

    /// <summary>The corrections that made a topic what it is, the newest first.</summary>
    public async Task<Outcome<IReadOnlyList<Correction>>> Of(Actor actor, TopicId topic, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        if ((await Topics.Hidden(store, actor, ct)).Contains(topic)) return Topics.Unknown(topic);
        var under = (await Clusters.Read(store, ct)).Under(topic);
        var rows = await store.Set<CorrectionRow>().AsNoTracking().Where(c => under.Contains(c.Topic) || c.Other != null && under.Contains(c.Other.Value))
            .OrderByDescending(c => c.Number).Take(200).ToListAsync(ct);
        var ids = rows.SelectMany(r => new[] { r.Topic, r.Other ?? r.Topic }).Distinct().ToList();
        var titles = await store.Set<TopicRow>().AsNoTracking().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Title, ct);
        return rows.ConvertAll(r => new Correction(r.Number, r.Kind, r.Topic, titles[r.Topic], r.Other, r.Other is { } other ? titles[other] : null, r.Posts, r.Reason, r.Until,
            r.At, r.ByName, r is { UndoneAt: { } at, UndoneByName: { } by } ? (at, by) : null));
    }

    private static Refusal? Refused(Actor actor, string reason) => Topics.MayDecide(actor)
        ?? (string.IsNullOrWhiteSpace(reason) ? Refusal.Invalid("R61", "请写明更正的理由，例如“说的是同一处路灯”。", "Give the reason, for example \"the same street lamps\".") : null);

    /// <summary>A topic people see, tracked; null when there is none or it is kept from the actor.</summary>
    private static async Task<TopicRow?> Find(Act act, TopicId id, CancellationToken ct) =>
        (await Topics.Hidden(act.Store, act.Actor, ct)).Contains(id) ? null : await act.Store.Set<TopicRow>().SingleOrDefaultAsync(t => t.Id == id && t.MergedInto == null, ct);

    private static async Task<int> Next(Store store, CancellationToken ct) => (await store.Set<CorrectionRow>().MaxAsync(c => (int?)c.Number, ct) ?? 0) + 1;

    private async Task Add(Act act, CorrectionRow row, IReadOnlyCollection<TopicRow> renewed, CancellationToken ct)
    {
        act.Store.Add(row);
        await act.Store.SaveChangesAsync(ct);
        await Suggestions.Renew(act, renewed, await policies.Current(act.Store, ct), sizes, ct);
    }

    /// <summary>The posts as they stand in the topic, tracked.</summary>
    private static async Task<Outcome<List<AssessedRow>>> Taken(Store store, TopicRow topic, IReadOnlyCollection<PostId> posts, CancellationToken ct)
    {
        if (posts.Count == 0) return Refusal.Invalid("R20", "请勾选要移走的信息。", "Tick the posts that belong elsewhere.");
        if (posts.Count > MostPosts) return Refusal.Invalid("R20", "一次最多移走 500 条，请分几次。", "At most 500 posts at a time.");
        var rows = await store.Set<AssessedRow>().Where(a => a.Topic == topic.Id && !a.Purged && posts.Contains(a.Post)).OrderBy(a => a.Post).ToListAsync(ct);
        if (rows.Count < posts.Distinct().Count()) return Refusal.Invalid("R20", "有的信息已不在本话题，请刷新页面再选。", "Some posts are no longer in this topic: reload and choose again.");
        if (!await store.Set<AssessedRow>().AnyAsync(a => a.Topic == topic.Id && !posts.Contains(a.Post), ct))
        {
            return new Refusal("topic.emptied", "R20", "不能把话题里的信息全部移走；如果整个话题属于另一件事，请用“合并”。", "A topic cannot be emptied: merge it as a whole instead.");
        }
        return rows;
    }

    /// <summary>Puts the posts into the other topic, with their figures.</summary>
    private async Task Shift(Act act, CorrectionKind kind, TopicRow source, TopicRow target, List<AssessedRow> rows, IReadOnlyList<Post> read, string reason, CancellationToken ct)
    {
        var number = await Next(act.Store, ct);
        var moved = string.Join(' ', rows.Select(r => $"{r.Post}:{r.Regroup ?? r.Grouped}"));
        await Regroup(act.Store, rows.ConvertAll(r => (r, target.Id)), number, read, ct);
        await Add(act, new()
        {
            Office = act.Actor.Office,
            Number = number,
            Kind = kind,
            Topic = source.Id,
            Other = target.Id,
            Moved = moved,
            Posts = rows.Count,
            Voices = rows.Count,
            Reason = reason.Trim(),
            At = act.Now,
            By = act.Actor.Person,
            ByName = act.Actor.Name,
        }, [source, target], ct);
    }

    /// <summary>Each post leaves its group and all that is above it for another group and all that is above that; figures go with it.</summary>
    private static async Task Regroup(Store store, IReadOnlyList<(AssessedRow Row, TopicId Group)> moves, int? number, IReadOnlyList<Post> read, CancellationToken ct)
    {
        var clusters = await Clusters.Read(store, ct);
        var posts = read.ToDictionary(p => p.Id);
        var ways = moves.GroupBy(m => (From: m.Row.Regroup ?? m.Row.Grouped, To: m.Group)).Select(w => (w.Key.From, w.Key.To, Rows: w.Select(m => m.Row).ToList())).ToList();
        foreach (var (row, group) in moves)
        {
            row.Regroup = row.Grouped == group ? null : group;
            (row.Topic, row.Correction) = (clusters.Root(group), number);
        }
        await store.SaveChangesAsync(ct);
        foreach (var (from, to, rows) in ways)
        {
            var tally = await TopicTally.Of(store, rows.Where(r => posts.ContainsKey(r.Post)).Select(r => (r, posts[r.Post])), ct);
            foreach (var id in clusters.Chain(from).Except(clusters.Chain(to))) await Lose(store, await store.Set<TopicRow>().SingleAsync(t => t.Id == id, ct), tally, clusters, ct);
            foreach (var id in clusters.Chain(to).Except(clusters.Chain(from))) await tally.AddTo(store, await store.Set<TopicRow>().SingleAsync(t => t.Id == id, ct), ct);
        }
        await store.SaveChangesAsync(ct);
    }

    /// <summary>Takes figures away from a topic, and gives it another first post when its own is gone.</summary>
    private static async Task Lose(Store store, TopicRow topic, TopicTally tally, Clusters clusters, CancellationToken ct)
    {
        var under = clusters.Under(topic.Id);
        var left = await In(store, clusters.Root(topic.Id), under).AsNoTracking().Select(a => new { a.Post, a.Kind }).ToDictionaryAsync(a => a.Post, a => a.Kind, ct);
        await tally.TakeFrom(store, topic, left, ct);
        if (left.Count == 0 || left.ContainsKey(topic.FirstPost)) return;
        if (await Posts.Read(store, [left.Keys.Min()], ct) is [var first]) (topic.FirstPost, topic.Title) = (first.Id, TopicTitle.Of(first.Title, first.Text));
    }

    /// <summary>Of a topic people see the posts of some of its groups, as officers put them.</summary>
    private static IQueryable<AssessedRow> In(Store store, TopicId shown, List<TopicId> groups) =>
        store.Set<AssessedRow>().Where(a => a.Topic == shown).Where(a => a.Regroup != null ? groups.Contains(a.Regroup.Value) : groups.Contains(a.Grouped));

    private static PostId Number(string moved) => new(long.Parse(moved, NumberStyles.None, CultureInfo.InvariantCulture));
}
