using Huiying.Assess.Grades;
using Huiying.Assess.Trends;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Alerting;

/// <summary>
/// Looks at the topics that changed since the last look, and raises what the rules find. Work derived from state: assessed posts and corrections behind the head. A look is one
/// act, so that nothing is lost when the program dies and nothing is raised twice when several nodes look; <see cref="AlertTelling"/> tells.
/// </summary>
public sealed class AlertWatch(IDbContextFactory<Store> stores, Acts acts, PolicyVersions policies)
{
    /// <summary>Posts in one look.</summary>
    private const int AtOnce = 5000;

    /// <summary>Topics whose figures are read together.</summary>
    private const int Together = 500;

    /// <summary>Whether a topic changed since the last look.</summary>
    public async Task<bool> Due(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var head = await store.Set<AlertHead>().AsNoTracking().SingleOrDefaultAsync(ct);
        return await store.Set<AssessHead>().AsNoTracking().Select(h => h.Sequence).SingleOrDefaultAsync(ct) > (head?.Sequence ?? 0)
            || await store.Set<CorrectionRow>().MaxAsync(c => (int?)c.Number, ct) > (head?.Correction ?? 0);
    }

    /// <summary>Looks at what changed, and goes on until nothing is left.</summary>
    /// <returns>How many alerts were raised.</returns>
    public async Task<int> Look(OfficeId office, CancellationToken ct = default)
    {
        var raised = 0;
        while (await Next(office, ct) is { } look)
        {
            raised += (await acts.Run<int>(Actor.Clock(office), "alerts.raise", Subject.Of(office), async act =>
            {
                if (await act.Store.Set<AlertHead>().SingleOrDefaultAsync(ct) is not { } head) act.Store.Add(head = new AlertHead { Office = office });
                // Another node was faster: it raised what there was, and what is left is looked at anew.
                if ((head.Sequence, head.Correction) != look.From) return 0;
                (head.Sequence, head.Correction) = look.To;
                foreach (var alert in look.Found) AlertRaising.Write(act, alert);
                return look.Found.Count;
            }, ct)).Value;
        }
        return raised;
    }

    /// <summary>Raises an alert for each source that fell silent and that nobody was told about by a rule yet, and closes those whose source somebody has looked after elsewhere.</summary>
    public async Task<int> LookAtSources(OfficeId office, CancellationToken ct = default)
    {
        await using (var look = stores.Open(office))
        {
            var (open, seen) = await Collect.Alerts.Silent(look, [.. (await Silences(look).Select(a => a.Behind!).ToListAsync(ct))], ct);
            var known = open.Select(o => o.Id).ToList();
            if (seen.Count == 0 && open.Count == await look.Set<RaisedRow>().CountAsync(a => a.Behind != null && known.Contains(a.Behind), ct)) return 0;
        }
        var raised = await acts.Run<int>(Actor.Clock(office), "alerts.raise", Subject.Of(office), async act =>
        {
            var mine = await Silences(act.Store).ToListAsync(ct);
            var (open, seen) = await Collect.Alerts.Silent(act.Store, [.. mine.Select(m => m.Behind!)], ct);
            foreach (var row in mine) if (seen.TryGetValue(row.Behind!, out var by)) (row.SeenAt, row.SeenByName) = (by.At, await People.NameOf(act.Store, by.By, ct) ?? by.By.Value);
            var ids = open.Select(o => o.Id).ToList();
            var known = await act.Store.Set<RaisedRow>().Where(a => a.Behind != null && ids.Contains(a.Behind)).Select(a => a.Behind!).ToListAsync(ct);
            var policy = await policies.Current(act.Store, ct);
            var rules = await Running(act.Store, policy, ct);
            List<AlertRule> silence = [.. rules.Select(r => r.Rule).Where(r => r.Text.Kind == RuleKind.Silence).OrderByDescending(r => r.Text.Level)];
            if (silence.Count == 0) return 0;
            var calendar = (await CalendarVersions.Current(act.Store, ct)).In(policy.Zone);
            List<Alert> fresh = [.. open.Where(o => !known.Contains(o.Id))];
            foreach (var alert in fresh)
            {
                RuleFired[] fired = [.. silence.Select(r => new RuleFired(r.Id, r.Text.Name, RuleKind.Silence, r.Text.Level, alert.Zh, "a source has been silent for longer than it ever is"))];
                AlertRaising.Write(act, new(RuleKind.Silence, fired[0].Level, $"silence:{alert.Id}", new(fired, Tell(silence), Link: "/sources"), alert.Subject, Behind: alert.Id,
                    Kept: AlertDecision.Kept([.. silence.Select(r => (r.Text.Name, r.Text.Quiet))], fired[0].Level, false, act.Now, calendar)));
            }
            return fresh.Count;
        }, ct);
        return raised.Value;
    }

    /// <summary>A post that came, where it went, and whether its text says nothing new.</summary>
    private readonly record struct Come(PostId Post, long Sequence, TopicId Topic, bool Copied);

    /// <summary>What a look found between two states of the head.</summary>
    private sealed record Seen((long, int) From, (long, int) To, List<AlertRaising.ToRaise> Found);

    /// <summary>Looks without a transaction, so that nobody waits: what is read may be newer than the head says, never older, and what changes meanwhile is looked at next.</summary>
    private async Task<Seen?> Next(OfficeId office, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        var head = await store.Set<AlertHead>().AsNoTracking().SingleOrDefaultAsync(ct) ?? new AlertHead { Office = office };
        var posts = await store.Set<AssessedRow>().AsNoTracking().Where(a => a.Sequence > head.Sequence).OrderBy(a => a.Sequence).Take(AtOnce)
            .Select(a => new Come(a.Post, a.Sequence, a.Topic, a.Copied || a.Purged)).ToListAsync(ct);
        var corrected = await store.Set<CorrectionRow>().AsNoTracking().Where(c => c.Number > head.Correction).Select(c => new { c.Number, c.Topic, c.Other }).ToListAsync(ct);
        if (posts.Count + corrected.Count == 0) return null;
        return new((head.Sequence, head.Correction), (posts.Count > 0 ? posts[^1].Sequence : head.Sequence, corrected.Count > 0 ? corrected.Max(c => c.Number) : head.Correction),
            await Find(store, posts, [.. corrected.SelectMany(c => new[] { c.Topic, c.Other ?? c.Topic })], acts.Clock, ct));
    }

    private async Task<List<AlertRaising.ToRaise>> Find(Store store, List<Come> posts, List<TopicId> corrected, DateTimeOffset now, CancellationToken ct)
    {
        var found = new List<AlertRaising.ToRaise>();
        var policy = await policies.Current(store, ct);
        var rules = await Running(store, policy, ct);
        if (rules.Count == 0) return found;
        var clusters = await Clusters.Read(store, ct);
        var terms = await Terms(store, posts, rules, clusters, ct);
        HashSet<TopicId> changed = [.. posts.Select(p => p.Topic).Concat(corrected).Select(clusters.Root)];
        // Most topics are small: they can only fire by a word or a medium, and need no figures read.
        var least = rules.Min(r => r.Rule.Text.Kind switch { RuleKind.Threshold or RuleKind.Growth => r.Rule.Text.AtLeast, RuleKind.Burst => Bursts.Fewest, _ => int.MaxValue });
        // So far back the rules look; a burst is told from three days before it.
        var from = Trend.HourOf(now).AddHours(-Math.Max(Bursts.Looks, rules.Max(r => r.Rule.Text.Hours)));
        var calendar = (await CalendarVersions.Current(store, ct)).In(policy.Zone);
        foreach (var some in changed.OrderBy(TopicMemory.Number).Chunk(Together))
        {
            var speaking = some.Where(terms.ContainsKey).ToList();
            var rows = await store.Set<TopicRow>().AsNoTracking().Where(t => some.Contains(t.Id) && t.MergedInto == null && (t.Posts >= least || t.Media != "" || speaking.Contains(t.Id))).ToListAsync(ct);
            List<TopicId> ids = [.. rows.Select(r => r.Id)];
            var hours = (await store.Set<TopicHourRow>().AsNoTracking().Where(h => ids.Contains(h.Topic) && h.Hour >= from).Select(h => new { h.Topic, h.Hour, h.Count }).ToListAsync(ct)).ToLookup(h => h.Topic, h => new HourCount(h.Hour, h.Count));
            var first = rules.Any(r => r.Rule.Text.Scope is { Count: > 0 }) ? (await Posts.Read(store, [.. rows.Select(r => r.FirstPost)], ct)).ToDictionary(p => p.Id) : [];
            foreach (var row in rows.OrderBy(r => TopicMemory.Number(r.Id)))
            {
                // An hour without mentions says how long the topic has been there.
                var begun = Trend.HourOf(row.FirstAt) is var hour && hour > from ? hour : from;
                var signs = new TopicSigns([.. hours[row.Id], new(begun, 0)], terms.GetValueOrDefault(row.Id) ?? [], Media(row.Media), row.LastAt,
                    Fold.Text(first.TryGetValue(row.FirstPost, out var post) ? $"{row.Title} {post.Title} {post.Text}" : row.Title), row.Suggested > Grade.Ordinary, row.MutedUntil > now);
                var fired = AlertDecision.Fired(signs, rules, now);
                if (fired.Count == 0) continue;
                var before = await Before(store, row.Id, clusters, ct);
                var life = before.Count == 0 ? [] : await Suggestions.Series(store, row.Id, ct);
                if (AlertDecision.Raise(signs, fired, before, life, policy.Calm, now) is not { } level) continue;
                List<AlertRule> by = [.. fired.Select(f => rules.First(r => r.Rule.Id == f.Rule).Rule)];
                var number = before.Count(b => b.Level == level && b.Topic == row.Id) + 1;
                found.Add(new(fired[0].Kind, level, $"topic:{row.Id}:{level}:{number}", new(fired, Tell(by)), row.Id.Subject, Topic: row.Id,
                    Kept: AlertDecision.Kept([.. by.Select(r => (r.Text.Name, r.Text.Quiet))], level, signs.Major, now, calendar)));
            }
        }
        return found;
    }

    /// <summary>
    /// The alerts about the topic, about all that went into it, and about what it was split from as long as it was part of that: what is known already is not told again because officers drew the
    /// matter's borders anew.
    /// </summary>
    private static async Task<List<RaisedBefore>> Before(Store store, TopicId topic, Clusters clusters, CancellationToken ct)
    {
        var before = new List<RaisedBefore>();
        var looked = new HashSet<TopicId>();
        var open = new Queue<(TopicId Topic, DateTimeOffset? Until)>([(topic, null)]);
        while (open.TryDequeue(out var next))
        {
            List<TopicId> under = [.. clusters.Under(next.Topic).Where(looked.Add)];
            if (under.Count == 0) continue;
            before.AddRange((await store.Set<RaisedRow>().AsNoTracking().Where(a => a.Topic != null && under.Contains(a.Topic.Value)).Select(a => new { a.Topic, a.Level, a.RaisedAt }).ToListAsync(ct))
                .Where(a => next.Until is not { } until || a.RaisedAt <= until).Select(a => new RaisedBefore(a.Topic!.Value, a.Level, a.RaisedAt)));
            foreach (var split in await store.Set<CorrectionRow>().AsNoTracking()
                .Where(c => c.Kind == CorrectionKind.Split && c.UndoneAt == null && c.Other != null && under.Contains(c.Other.Value)).Select(c => new { c.Topic, c.At }).ToListAsync(ct))
            {
                open.Enqueue((split.Topic, next.Until is { } until && until < split.At ? until : split.At));
            }
        }
        return before;
    }

    /// <summary>For each topic the sensitive terms of the posts that came, with the newest post's time. Only original texts are read: a copy says what its original said.</summary>
    private static async Task<Dictionary<TopicId, Dictionary<string, DateTimeOffset>>> Terms(
        Store store, List<Come> posts, IReadOnlyList<(AlertRule Rule, IReadOnlyList<string> Terms)> rules, Clusters clusters, CancellationToken ct)
    {
        var found = new Dictionary<TopicId, Dictionary<string, DateTimeOffset>>();
        (string Term, string Folded)[] terms = [.. rules.SelectMany(r => r.Terms).Distinct(StringComparer.Ordinal).Select(t => (t, Fold.Text(t)))];
        if (terms.Length == 0) return found;
        var topics = posts.Where(p => !p.Copied).ToDictionary(p => p.Post, p => clusters.Root(p.Topic));
        foreach (var some in topics.Keys.Chunk(1000))
        {
            foreach (var post in await Posts.Read(store, some, ct))
            {
                var text = Fold.Text($"{post.Title} {post.Text}");
                foreach (var (term, folded) in terms.Where(t => text.Contains(t.Folded, StringComparison.Ordinal)))
                {
                    if (!found.TryGetValue(topics[post.Id], out var of)) found[topics[post.Id]] = of = new(StringComparer.Ordinal);
                    if (!of.TryGetValue(term, out var at) || at < post.At) of[term] = post.At;
                }
            }
        }
        return found;
    }

    private static Dictionary<MediaLevel, int> Media(string stored) => MediaReports.Read(stored).Where(r => r is { Critical: true, Original: true })
        .GroupBy(r => r.Level switch { "central" => MediaLevel.National, "provincial" => MediaLevel.Provincial, "city" => MediaLevel.City, _ => MediaLevel.County }).ToDictionary(g => g.Key, g => g.Sum(r => r.Count));

    private static IQueryable<RaisedRow> Silences(Store store) => store.Set<RaisedRow>().Where(a => a.Kind == RuleKind.Silence && a.SeenAt == null);

    private static async Task<IReadOnlyList<(AlertRule Rule, IReadOnlyList<string> Terms)>> Running(Store store, Policy policy, CancellationToken ct) =>
        [.. (await AlertRules.Read(store, policy, ct)).Where(r => r.Runs).Select(r => (r, r.Text.Kind == RuleKind.Term ? AlertRules.Terms(r.Text, policy) : []))];

    private static IReadOnlyList<Role> Tell(IEnumerable<AlertRule> rules) => [.. rules.SelectMany(r => r.Text.Tell).Distinct().Order()];
}
