using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>
/// An office's latest published posts that are no copies, to tell by which one a new post is a repost of (a new headline, a cut tail, another writing).
/// It is kept in memory and follows the store: before each batch it reads what was stored since, by this process or another, so that it never holds what was
/// rolled back. Used behind the lock on the office's intake head only.
/// </summary>
internal sealed class Reposts
{
    /// <summary>Posts compared with: some weeks of a busy office, 25 MB at most.</summary>
    private const int Most = 20_000;

    private const int Page = 2_000;

    private readonly NearCopies<PostId> posts = new(Most);
    private long read = -1;

    /// <summary>
    /// Whether a post may be a mere repost: what is published on pages. A message to the office is its writer's own request, however much it is worded like
    /// another; only the identical text is a copy there.
    /// </summary>
    public static bool Concerns(PostKind kind, bool isPublic) => isPublic && kind is PostKind.Article or PostKind.Thread;

    /// <summary>What stands in the store up to <paramref name="last"/>, as the batch needs it.</summary>
    public async Task<ForBatch> Find(Store store, IReadOnlyList<Intake.Judged> batch, long last, CancellationToken ct)
    {
        if (!batch.Any(j => j.Sketch is not null)) return new(null, []);
        await Follow(store, last, ct);
        var found = new List<PostId>();
        foreach (var judged in batch) if (judged.Sketch is { } sketch && posts.TryFind(sketch, out var of) && !found.Contains(of)) found.Add(of);
        // What it repeats may have been destroyed meanwhile (S10).
        return new(posts, found.Count == 0 ? [] : [.. await store.Set<PostRow>().Where(p => found.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct)]);
    }

    private async Task Follow(Store store, long last, CancellationToken ct)
    {
        if (read < 0) read = Math.Max(0, last - Most);
        while (read < last)
        {
            var (from, until) = (new PostId(read), new PostId(read + Page));
            var rows = await store.Set<PostRow>().AsNoTracking().Where(p => p.Id > from && p.Id <= until && p.Public && p.CopyOf == null)
                .OrderBy(p => p.Id).Select(p => new { p.Id, p.Kind, p.Text }).ToListAsync(ct);
            foreach (var row in rows) if (Concerns(row.Kind, isPublic: true)) posts.Keep(row.Id, TextSketch.Of(row.Text));
            read = Math.Min(last, until.Value);
        }
    }

    /// <summary>What a batch's posts are compared with: the store's posts, and those stored before them in the same batch.</summary>
    /// <param name="stored">The posts of the store, or null when none of the batch is compared.</param>
    /// <param name="there">Those found that still stand in the store.</param>
    internal sealed class ForBatch(NearCopies<PostId>? stored, HashSet<PostId> there)
    {
        private NearCopies<PostId>? fresh;

        public PostId? CopyOf(TextSketch? sketch) =>
            sketch is null || stored is null ? null
            : stored.TryFind(sketch, out var earlier) && there.Contains(earlier) ? earlier
            : fresh is not null && fresh.TryFind(sketch, out var same) ? same : null;

        public void Keep(PostId post, TextSketch? sketch)
        {
            if (sketch is not null) (fresh ??= new(Most)).Keep(post, sketch);
        }
    }
}
