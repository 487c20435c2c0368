using Huiying.Collect.Fetching;
using Huiying.Collect.Reading;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>What another look at an article's page found.</summary>
/// <param name="Gone">Whether the site says that there is no such page any more; null when it did not answer that.</param>
/// <param name="Counts">The page's figures now, as far as it says any.</param>
internal sealed record Revisit(PostId Post, bool? Gone, Counts Counts = default);

/// <summary>
/// Articles that were taken are looked at again, a day later and then at twice the distance each time, so that one which vanished is marked (R49): a handful of
/// requests for each in two months. One whose page gives figures is looked at after an hour first, for they change most while it is new. Threads have their own looks, which read what was written since (<see cref="Threads"/>).
/// </summary>
internal static class Revisits
{
    /// <summary>Pages looked at again in one reading of their source; the rest waits for the next.</summary>
    private const int Most = 10;

    private static readonly TimeSpan First = TimeSpan.FromDays(1);

    private static readonly TimeSpan FirstWithFigures = TimeSpan.FromHours(1);

    /// <summary>An article so old is left alone.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(60);

    /// <summary>When a post that was just taken is looked at again; null for one that has no page of its own.</summary>
    public static DateTimeOffset? Of(Arrival arrival, DateTimeOffset now) =>
        arrival is { Kind: PostKind.Article, Channel: Channel.Web, Source: not null, Url: not null } ? now + (arrival.Counts == default ? First : FirstWithFigures) : null;

    /// <summary>Looks at the source's articles whose time has come, the longest due first. A host that does not answer is left alone.</summary>
    /// <param name="until">No page is begun after this moment.</param>
    public static async Task<IReadOnlyList<Revisit>> Look(Store store, SourceId source, Fetcher fetcher, TimeProvider time, DateTimeOffset until, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var due = await store.Set<PostRow>().AsNoTracking().Where(p => p.Source == source && p.LookAt != null && p.LookAt <= now && p.Url != null)
            .OrderBy(p => p.LookAt).ThenBy(p => p.Id).Take(Most).Select(p => new { p.Id, p.Url, p.Headers }).ToListAsync(ct);
        var seen = new List<Revisit>(due.Count);
        foreach (var post in due)
        {
            if (time.GetUtcNow() >= until) break;
            var answer = await fetcher.Fetch(new FetchRequest(post.Url!, Header(post.Headers, "ETag"), Header(post.Headers, "Last-Modified")), ct);
            if (answer is FetchResult.Postponed) break;
            seen.Add(new(post.Id, answer switch
            {
                FetchResult.HttpError { Status: 404 or 410 } => true,
                FetchResult.Fetched page when SourceAddress.IsSignIn(new Uri(page.Url)) => null,
                FetchResult.Fetched or FetchResult.NotModified => false,
                _ => null,
            }, answer is FetchResult.Fetched read && !SourceAddress.IsSignIn(new Uri(read.Url)) ? PageReader.Read(SourceItems.Html(read), new Uri(read.Url), read.At).Counts : default));
            if (answer is FetchResult.TimedOut or FetchResult.Failed or FetchResult.HttpError { Status: 429 or 503 }) break;
        }
        return seen;
    }

    /// <summary>Marks what is gone or back and keeps figures that changed, inside the caller's transaction. What is gone changes no count (R49).</summary>
    public static async Task Keep(Store store, IReadOnlyList<Revisit> seen, DateTimeOffset now, CancellationToken ct)
    {
        var ids = seen.Select(s => s.Post).ToList();
        var rows = await store.Set<PostRow>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        foreach (var (id, gone, counts) in seen)
        {
            if (!rows.TryGetValue(id, out var row)) continue;
            var age = now - row.CapturedAt;
            var first = counts == default && row is { Views: null, Replies: null, Reposts: null } ? First : FirstWithFigures;
            row.LookAt = age > Lately ? null : now + (age > first ? age : first);
            await Count(store, row, counts, now, ct);
            if (gone is { } vanished && vanished != row.VanishedAt is not null) row.VanishedAt = vanished ? now : null;
        }
    }

    /// <summary>Figures that differ from the post's go into its series, which begins with those it came with, and to its topic.</summary>
    private static async Task Count(Store store, PostRow row, Counts counts, DateTimeOffset now, CancellationToken ct)
    {
        var last = await store.Set<CountRow>().AsNoTracking().Where(c => c.Post == row.Id).OrderByDescending(c => c.At).FirstOrDefaultAsync(ct);
        var known = last is null ? new Counts(row.Views, row.Replies, Reposts: row.Reposts) : new(last.Views, last.Replies, Reposts: last.Reposts);
        counts = new(counts.Views ?? known.Views, counts.Replies ?? known.Replies, Reposts: counts.Reposts ?? known.Reposts);
        if (counts == known) return;
        if (last is null && known != default) store.Add(Row(row.CapturedAt, known));
        store.Add(Row(now, counts));
        await Threads.Recount(store, row.Id, counts, ct);

        CountRow Row(DateTimeOffset at, Counts c) => new() { Office = store.Office, Post = row.Id, At = at, Views = c.Views, Replies = c.Replies, Reposts = c.Reposts };
    }

    /// <summary>A header as it was kept with the post; null when it was not sent.</summary>
    private static string? Header(string? headers, string name) =>
        headers?.Split('\n').FirstOrDefault(h => h.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase)) is { } line ? line[(name.Length + 2)..] : null;
}
