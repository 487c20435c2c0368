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

    /// <summary>How many posts wait for assessment.</summary>
    public async Task<int> Waiting(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<PostRow>().CountAsync(p => p.AssessedAt == null, ct);
    }

    /// <summary>The posts with these ids that still exist, in intake order.</summary>
    public static async Task<IReadOnlyList<Post>> Read(Store store, IReadOnlyCollection<PostId> ids, CancellationToken ct = default)
    {
        var rows = await store.Set<PostRow>().AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).ToListAsync(ct);
        return [.. rows.Select(r => r.Shown())];
    }

    /// <summary>The posts with these ids that still exist, in intake order. Refused for who holds no post in the office.</summary>
    public async Task<Outcome<Post[]>> Read(Actor actor, IReadOnlyCollection<PostId> ids, CancellationToken ct = default)
    {
        if (Permit.Read(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        return (await Read(store, ids, ct)).ToArray();
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
