using Huiying.Assess.Hot;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>
/// How long posts are kept (S10): those taken into no event for the policy's days, and then only their topic's title, counts, suggestion, decision and
/// decider stay; of an event's posts, its years after closing, only the masked text with its figures and hashes. Every purge is in the ledger.
/// </summary>
public sealed class Retention(Acts acts, IDbContextFactory<Store> stores, PolicyVersions policies)
{
    /// <summary>Posts in one act.</summary>
    private const int AtOnce = 1000;

    /// <summary>Purges the oldest posts that no event has taken and whose time is over.</summary>
    /// <param name="taken">Topics of events: their posts stay. Topics that still wait for an answer stay too (R41).</param>
    /// <returns>How many went; 0 when none is left.</returns>
    public async Task<int> Purge(OfficeId office, IReadOnlySet<TopicId> taken, CancellationToken ct = default)
    {
        await using (var look = stores.Open(office))
        {
            // An act is an entry: none is begun when there is nothing to do.
            var policy = await policies.Current(look, ct);
            if ((await Old(look, Before(policy, acts.Clock), taken, 1, ct)).Count == 0) return 0;
        }
        var done = await acts.Run<int>(Actor.Clock(office), "posts.purge", Subject.Of(office), async act =>
        {
            var policy = await policies.Current(act.Store, ct);
            var before = Before(policy, act.Now);
            var old = await Old(act.Store, before, taken, AtOnce, ct);
            if (old.Count == 0) return 0;
            List<PostId> posts = [.. old.Select(o => o.Post)];
            List<TopicId> topics = [.. old.Select(o => o.Topic).Distinct()];
            var head = await act.Store.Set<AssessHead>().AsNoTracking().SingleAsync(ct);
            await SearchIndex.Remove(act.Store, head, posts, ct);
            await act.Store.Set<AssessedRow>().Where(a => posts.Contains(a.Post)).ExecuteUpdateAsync(a => a.SetProperty(x => x.Purged, true).SetProperty(x => x.Shared, "").SetProperty(x => x.Sharp, ""), ct);
            await act.Store.Set<TopicSourceRow>().Where(s => topics.Contains(s.Topic)).ExecuteUpdateAsync(s => s.SetProperty(x => x.Link, (string?)null), ct);
            await HotBoard.Forget(act.Store, ct);
            var gone = await Posts.Purge(act.Store, posts, ct);
            act.Write(Subject.Of(office), new PostsPurgedEntry(gone, topics.Count, before, policy.Retention.UntakenPosts.Zh, policy.Hash), AssessJson.Default.PostsPurgedEntry);
            return posts.Count;
        }, ct);
        return done.Value;
    }

    /// <summary>
    /// After a closed event's time is over, destroys of its posts what is not its file: contact details, addresses, response headers, sealed handles and links. The masked
    /// text stays with the file; counts, times and hashes stay, so that what the file says of a post can still be compared.
    /// </summary>
    /// <returns>How many contact details, headers and addresses went.</returns>
    public async Task<int> Thin(OfficeId office, string number, IReadOnlyCollection<TopicId> topics, DateTimeOffset closedAt, CancellationToken ct = default)
    {
        await using (var look = stores.Open(office))
        {
            var policy = await policies.Current(look, ct);
            if (policy.Retention.EventPosts.After(closedAt) is not { } over || over > acts.Clock || !await Left(look, topics, ct)) return 0;
        }
        var done = await acts.Run<int>(Actor.Clock(office), "posts.thin", Subject.Of(office), async act =>
        {
            var policy = await policies.Current(act.Store, ct);
            var (contacts, headers, addresses) = (0, 0, 0);
            foreach (var posts in (await act.Store.Set<AssessedRow>().AsNoTracking().Where(a => topics.Contains(a.Topic)).Select(a => a.Post).ToListAsync(ct)).Chunk(AtOnce))
            {
                var (c, h, a) = await Posts.Thin(act.Store, posts, ct);
                (contacts, headers, addresses) = (contacts + c, headers + h, addresses + a);
            }
            await act.Store.Set<TopicSourceRow>().Where(s => topics.Contains(s.Topic)).ExecuteUpdateAsync(s => s.SetProperty(x => x.Link, (string?)null), ct);
            if (contacts + headers + addresses > 0)
            {
                act.Write(Subject.Of(office), new PostsThinnedEntry(number, contacts, headers, closedAt, policy.Retention.EventPosts.Zh, policy.Hash, addresses), AssessJson.Default.PostsThinnedEntry);
            }
            return contacts + headers + addresses;
        }, ct);
        return done.Value;
    }

    /// <summary>Destroys the posts of a whole event inside the act that destroys its file (S10). Topic, counts and decisions stay; the posts are found no more.</summary>
    /// <returns>How many posts went.</returns>
    public static async Task<int> PurgeEvent(Act act, IReadOnlyCollection<TopicId> topics, CancellationToken ct = default)
    {
        var head = await act.Store.Set<AssessHead>().AsNoTracking().SingleOrDefaultAsync(ct);
        if (head is null || topics.Count == 0) return 0;
        var gone = 0;
        await HotBoard.Forget(act.Store, ct);
        foreach (var posts in (await act.Store.Set<AssessedRow>().AsNoTracking().Where(a => topics.Contains(a.Topic) && !a.Purged).Select(a => a.Post).ToListAsync(ct)).Chunk(AtOnce))
        {
            await SearchIndex.Remove(act.Store, head, posts, ct);
            await act.Store.Set<AssessedRow>().Where(a => posts.Contains(a.Post)).ExecuteUpdateAsync(a => a.SetProperty(x => x.Purged, true).SetProperty(x => x.Shared, "").SetProperty(x => x.Sharp, ""), ct);
            gone += await Posts.Purge(act.Store, posts, ct);
        }
        await act.Store.Set<TopicSourceRow>().Where(s => topics.Contains(s.Topic)).ExecuteUpdateAsync(s => s.SetProperty(x => x.Link, (string?)null), ct);
        return gone;
    }

    private static DateTimeOffset Before(Policy policy, DateTimeOffset now)
    {
        var kept = policy.Retention.UntakenPosts;
        return kept.Permanent ? DateTimeOffset.MinValue : now.AddYears(-kept.Years).AddMonths(-kept.Months).AddDays(-kept.Days);
    }

    private static async Task<bool> Left(Store store, IReadOnlyCollection<TopicId> topics, CancellationToken ct)
    {
        foreach (var posts in (await store.Set<AssessedRow>().AsNoTracking().Where(a => topics.Contains(a.Topic)).Select(a => a.Post).ToListAsync(ct)).Chunk(AtOnce))
        {
            if (await Posts.HasMore(store, posts, ct)) return true;
        }
        return false;
    }

    private static async Task<List<(PostId Post, TopicId Topic)>> Old(Store store, DateTimeOffset before, IReadOnlySet<TopicId> taken, int limit, CancellationToken ct)
    {
        var last = await Posts.LastBefore(store, before, ct);
        if (last.Value == 0) return [];
        var kept = taken.ToList();
        var rows = await store.Set<AssessedRow>().AsNoTracking()
            .Where(a => !a.Purged && a.Post <= last && !kept.Contains(a.Topic) && !store.Set<TopicRow>().Any(t => t.Id == a.Topic && t.DutyDueAt != null && t.Answer == null))
            .OrderBy(a => a.Post).Take(limit).Select(a => new { a.Post, a.Topic }).ToListAsync(ct);
        return [.. rows.Select(r => (r.Post, r.Topic))];
    }
}
