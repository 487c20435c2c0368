using System.Runtime.CompilerServices;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>
/// The collected posts, for the steps to the right. There is no way to ask for the posts of an author, and none by URL path (S01, S15).
/// </summary>
public sealed class Posts(IDbContextFactory<Store> stores, Seals seals)
{
    /// <summary>Posts no assessment has taken yet, in intake order.</summary>
    /// <param name="store">The caller's open store: what it marks later is marked in the same transaction.</param>
    /// <param name="limit">At most so many.</param>
    public static async Task<IReadOnlyList<Post>> Unassessed(Store store, int limit, CancellationToken ct = default)
    {
        var rows = await store.Set<PostRow>().AsNoTracking().Where(p => p.AssessedAt == null).OrderBy(p => p.Id).Take(limit).ToListAsync(ct);
        return [.. rows.Select(r => r.Shown())];
    }

    /// <summary>
    /// The handles behind the posts, for counting distinct voices inside a topic's window and nothing else (S02). A post that is absent
    /// from the answer has an unknown voice: it had none, or was sealed before a restart.
    /// </summary>
    public async Task<IReadOnlyDictionary<PostId, string>> OpenSeals(Store store, IReadOnlyCollection<PostId> posts, CancellationToken ct = default)
    {
        var sealedRows = await store.Set<SealRow>().AsNoTracking().Where(s => posts.Contains(s.Post)).ToListAsync(ct);
        var handles = new Dictionary<PostId, string>(sealedRows.Count);
        foreach (var row in sealedRows)
        {
            if (seals.Open(row.KeyId, row.Sealed) is { } handle) handles[row.Post] = handle;
        }
        return handles;
    }

    /// <summary>Marks the posts assessed and destroys their seals, inside the caller's transaction: both happen with the topic's assignment or not at all.</summary>
    public static async Task MarkAssessed(Store store, IReadOnlyCollection<PostId> posts, DateTimeOffset now, CancellationToken ct = default)
    {
        await store.Set<SealRow>().Where(s => posts.Contains(s.Post)).ExecuteDeleteAsync(ct);
        await store.Set<PostRow>().Where(p => posts.Contains(p.Id)).ExecuteUpdateAsync(p => p.SetProperty(x => x.AssessedAt, now), ct);
    }

    /// <summary>
    /// Takes the newer counts of posts already assessed, inside the caller's transaction: for each post what to add to the counts its topic has,
    /// which may be less than zero.
    /// </summary>
    /// <exception cref="DbUpdateException">Another node took them meanwhile.</exception>
    public static async Task<IReadOnlyList<(Post Post, Counts More)>> TakeRecounts(Store store, CancellationToken ct = default)
    {
        var rows = await Recounts(store).AsNoTracking().Take(500).ToListAsync(ct);
        if (rows.Count == 0) return [];
        var ids = rows.Select(r => r.Post).ToList();
        if (await store.Set<RecountRow>().Where(r => ids.Contains(r.Post)).ExecuteDeleteAsync(ct) != rows.Count) throw new DbUpdateException("the counts were taken by another node");
        var posts = (await Read(store, ids, ct)).ToDictionary(p => p.Id);
        var more = new List<(Post, Counts)>(rows.Count);
        foreach (var row in rows)
        {
            var post = posts[row.Post];
            var (views, replies, reposts) = (row.Views ?? post.Counts.Views, row.Replies ?? post.Counts.Replies, row.Reposts ?? post.Counts.Reposts);
            await store.Set<PostRow>().Where(p => p.Id == row.Post)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.Views, views).SetProperty(x => x.Replies, replies).SetProperty(x => x.Reposts, reposts), ct);
            more.Add((post, new(views - (post.Counts.Views ?? 0), replies - (post.Counts.Replies ?? 0), Reposts: reposts - (post.Counts.Reposts ?? 0))));
        }
        return more;
    }

    /// <summary>The last post captured before a moment, of those assessed; 0 when there is none.</summary>
    public static async Task<PostId> LastBefore(Store store, DateTimeOffset before, CancellationToken ct = default) =>
        await store.Set<PostRow>().AsNoTracking().Where(p => p.CapturedAt < before && p.AssessedAt != null).OrderByDescending(p => p.Id).Select(p => (PostId?)p.Id).FirstOrDefaultAsync(ct)
            ?? new PostId(0);

    /// <summary>
    /// Destroys the posts, with contact details and whatever else hangs on them, inside the caller's transaction (S10). What was met stays known by its hash,
    /// so that it is not taken again.
    /// </summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> Purge(Store store, IReadOnlyCollection<PostId> posts, CancellationToken ct = default)
    {
        await store.Set<ContactGrantRow>().Where(g => posts.Contains(g.Post)).ExecuteDeleteAsync(ct);
        await store.Set<ContactRow>().Where(c => posts.Contains(c.Post)).ExecuteDeleteAsync(ct);
        await store.Set<AttachmentRow>().Where(a => posts.Contains(a.Post)).ExecuteDeleteAsync(ct);
        await store.Set<SealRow>().Where(s => posts.Contains(s.Post)).ExecuteDeleteAsync(ct);
        await store.Set<RecountRow>().Where(r => posts.Contains(r.Post)).ExecuteDeleteAsync(ct);
        await store.Set<CountRow>().Where(c => posts.Contains(c.Post)).ExecuteDeleteAsync(ct);
        await store.Set<ThreadRow>().Where(t => t.Post != null && posts.Contains(t.Post.Value)).ExecuteDeleteAsync(ct);
        return await store.Set<PostRow>().Where(p => posts.Contains(p.Id)).ExecuteDeleteAsync(ct);
    }

    /// <summary>Whether any of the posts still has what <see cref="Thin"/> destroys.</summary>
    public static async Task<bool> HasMore(Store store, IReadOnlyCollection<PostId> posts, CancellationToken ct = default) =>
        await store.Set<ContactRow>().AnyAsync(c => posts.Contains(c.Post), ct) || await store.Set<AttachmentRow>().AnyAsync(a => posts.Contains(a.Post), ct)
        || await store.Set<PostRow>().AnyAsync(p => posts.Contains(p.Id) && (p.Headers != null || p.Url != null), ct);

    /// <summary>
    /// Destroys inside the caller's transaction what leads from the posts to whoever wrote them: contact details, attachments, sealed handles, addresses (the path of which may name a
    /// person's page), response headers and what was remembered of their threads. The masked text, times, counts and both hashes stay with the file (S10, R17).
    /// </summary>
    public static async Task<(int Contacts, int Headers, int Addresses)> Thin(Store store, IReadOnlyCollection<PostId> posts, CancellationToken ct = default)
    {
        await store.Set<SealRow>().Where(s => posts.Contains(s.Post)).ExecuteDeleteAsync(ct);
        await store.Set<RecountRow>().Where(r => posts.Contains(r.Post)).ExecuteDeleteAsync(ct);
        await store.Set<ThreadRow>().Where(t => t.Post != null && posts.Contains(t.Post.Value)).ExecuteDeleteAsync(ct);
        await store.Set<ContactGrantRow>().Where(g => posts.Contains(g.Post)).ExecuteDeleteAsync(ct);
        await store.Set<AttachmentRow>().Where(a => posts.Contains(a.Post)).ExecuteDeleteAsync(ct);
        var contacts = await store.Set<ContactRow>().Where(c => posts.Contains(c.Post)).ExecuteDeleteAsync(ct);
        var headers = await store.Set<PostRow>().Where(p => posts.Contains(p.Id) && p.Headers != null).ExecuteUpdateAsync(p => p.SetProperty(x => x.Headers, (string?)null), ct);
        var addresses = await store.Set<PostRow>().Where(p => posts.Contains(p.Id) && p.Url != null).ExecuteUpdateAsync(p => p.SetProperty(x => x.Url, (string?)null), ct);
        return (contacts, headers, addresses);
    }

    /// <summary>The office's posts whose page was found gone (R49).</summary>
    public static async Task<IReadOnlyList<PostId>> Vanished(Store store, CancellationToken ct = default) =>
        await store.Set<PostRow>().AsNoTracking().Where(p => p.VanishedAt != null).Select(p => p.Id).ToListAsync(ct);

    /// <summary>How many posts wait for assessment, newer counts of assessed ones included.</summary>
    public async Task<int> Waiting(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<PostRow>().CountAsync(p => p.AssessedAt == null, ct) + await Recounts(store).CountAsync(ct);
    }

    /// <summary>A post not assessed yet is counted first as it was met.</summary>
    private static IQueryable<RecountRow> Recounts(Store store) =>
        store.Set<RecountRow>().Where(r => store.Set<PostRow>().Any(p => p.Id == r.Post && p.AssessedAt != null)).OrderBy(r => r.Post);

    /// <summary>The posts with these ids that still exist, in intake order.</summary>
    public static async Task<IReadOnlyList<Post>> Read(Store store, IReadOnlyCollection<PostId> ids, CancellationToken ct = default)
    {
        var rows = await store.Set<PostRow>().AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).ToListAsync(ct);
        return [.. rows.Select(r => r.Shown())];
    }

    /// <summary>The words of the posts with these ids that still exist.</summary>
    public static async Task<IReadOnlyList<(PostId Id, string Title, string Text)>> Texts(Store store, IReadOnlyCollection<PostId> ids, CancellationToken ct = default) =>
        [.. (await store.Set<PostRow>().AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Title, p.Text }).ToListAsync(ct)).Select(p => (p.Id, p.Title, p.Text))];

    /// <summary>What filters and counts ask of the posts after one and up to another, without their texts.</summary>
    public static IAsyncEnumerable<PostTraits> Traits(Store store, PostId after, PostId until) =>
        store.Set<PostRow>().AsNoTracking().Where(p => p.Id > after && p.Id <= until)
            .Select(p => new PostTraits(p.Id, p.Source, p.Kind, p.Published ?? p.ReceivedAt ?? p.CapturedAt)).AsAsyncEnumerable();

    /// <summary>When the posts with these ids that still exist were written.</summary>
    public static async Task<IReadOnlyDictionary<PostId, DateTimeOffset>> Times(Store store, IReadOnlyCollection<PostId> ids, CancellationToken ct = default) =>
        await store.Set<PostRow>().AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, At = p.Published ?? p.ReceivedAt ?? p.CapturedAt }).ToDictionaryAsync(p => p.Id, p => p.At, ct);

    /// <summary>Another one whenever a post vanished or came back: how many are gone, the sum of their numbers and of remainders of those squared.</summary>
    public static async Task<(long, long, long)> VanishedMark(Store store, CancellationToken ct = default)
    {
        var mark = await store.Database.SqlQuery<Mark>($"""
            select count(*) as count, cast(coalesce(sum(id), 0) as bigint) as sum, cast(coalesce(sum(id * id % 1000003), 0) as bigint) as squares
            from collect_posts where office = {store.Office.Value} and vanished_at is not null
            """).SingleAsync(ct);
        return (mark.Count, mark.Sum, mark.Squares);
    }

    private sealed record Mark(long Count, long Sum, long Squares);

    /// <summary>
    /// The first post that may have been captured at <paramref name="at"/> or later. Posts are numbered in the order in which they were taken in, so it is found by halving;
    /// an hour's grace covers what was stored together.
    /// </summary>
    public static async Task<PostId> FirstSince(Store store, DateTimeOffset at, CancellationToken ct = default)
    {
        var before = at.AddHours(-1);
        var rows = store.Set<PostRow>().AsNoTracking();
        var (low, high) = (0L, await rows.MaxAsync(p => (PostId?)p.Id, ct) is { } last ? last.Value + 1 : 1);
        while (high - low > 1)
        {
            var middle = new PostId(low + (high - low) / 2);
            var next = await rows.Where(p => p.Id >= middle).OrderBy(p => p.Id).Select(p => new { p.Id, p.CapturedAt }).FirstAsync(ct);
            if (next.CapturedAt < before) low = next.Id.Value;
            else high = middle.Value;
        }
        return new PostId(high);
    }

    /// <summary>Time and counts of the posts from <paramref name="first"/> on that were written from <paramref name="from"/> until before <paramref name="until"/>, in intake order.</summary>
    public static async IAsyncEnumerable<PostFigures> Figures(
        Store store, PostId first, DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var rows = store.Set<PostRow>().AsNoTracking().Where(p => p.Id >= first).OrderBy(p => p.Id)
            .Select(p => new { p.Id, At = p.Published ?? p.ReceivedAt ?? p.CapturedAt, p.Likes, p.Dislikes, p.Replies, p.Reposts });
        await foreach (var p in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (p.At >= from && p.At < until) yield return new(p.Id, p.At, (p.Likes ?? 0) + (p.Dislikes ?? 0) + (p.Replies ?? 0) + (p.Reposts ?? 0));
        }
    }

    /// <summary>When and where those of the posts that still exist stood.</summary>
    public static async IAsyncEnumerable<(PostId Id, DateTimeOffset At, string Host, Channel Channel)> Places(
        Store store, IEnumerable<PostId> ids, [EnumeratorCancellation] CancellationToken ct = default)
    {
        foreach (var some in ids.Chunk(5000))
        {
            foreach (var p in await store.Set<PostRow>().AsNoTracking().Where(p => some.Contains(p.Id))
                .Select(p => new { p.Id, At = p.Published ?? p.ReceivedAt ?? p.CapturedAt, p.Host, p.Channel }).ToListAsync(ct))
            {
                yield return (p.Id, p.At, p.Host, p.Channel);
            }
        }
    }

    /// <summary>The posts with these ids that still exist, in intake order. Refused for who holds no post in the office.</summary>
    public async Task<Outcome<Post[]>> Read(Actor actor, IReadOnlyCollection<PostId> ids, CancellationToken ct = default)
    {
        if (Permit.Read(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        return (await Read(store, ids, ct)).ToArray();
    }

    /// <summary>How the posts' counts went, in order of time: each moment at which they were found to have changed. Refused for who holds no post in the office.</summary>
    public async Task<Outcome<CountsAt[]>> Series(Actor actor, IReadOnlyCollection<PostId> ids, CancellationToken ct = default)
    {
        if (Permit.Read(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        return await store.Set<CountRow>().AsNoTracking().Where(c => ids.Contains(c.Post)).OrderBy(c => c.At).ThenBy(c => c.Post)
            .Select(c => new CountsAt(c.Post, c.At, c.Views, c.Replies, c.Reposts)).ToArrayAsync(ct);
    }

    /// <summary>All posts in intake order after <paramref name="after"/>, assessed or not: to rebuild what is derived from them.</summary>
    public async IAsyncEnumerable<Post> Since(OfficeId office, PostId after, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        await foreach (var row in store.Set<PostRow>().AsNoTracking().Where(p => p.Id > after).OrderBy(p => p.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return row.Shown();
        }
    }
}
