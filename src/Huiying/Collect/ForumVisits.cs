using System.Security.Cryptography;
using System.Text;
using Huiying.Collect.Fetching;
using Huiying.Collect.Reading;

namespace Huiying.Collect;

/// <summary>One reading of a board: its threads' pages one after another, each floor that is new an arrival of its own. Stores nothing.</summary>
/// <param name="most">Pages fetched at most.</param>
/// <param name="until">No page is begun after this moment.</param>
/// <param name="isNew">Leaves the items that were not met yet.</param>
internal sealed class ForumVisits(
    Fetcher fetcher, SourceRow source, int most, DateTimeOffset until, TimeProvider time, Func<List<Item>, Task<IReadOnlyList<Item>>> isNew)
{
    /// <summary>Pages of one thread in one reading; it is read on from there next time.</summary>
    private const int MostOfThread = 5;

    private readonly HashSet<string> visited = [];
    private int pages;

    public List<Arrival> Arrivals { get; } = [];

    public List<ThreadVisit> Done { get; } = [];

    /// <summary>How long a thread's site asked to wait; null when none did, and the rest can follow at once.</summary>
    public TimeSpan? Wait { get; private set; }

    private bool MayFetch => pages < most && time.GetUtcNow() < until;

    /// <summary>Reads threads that were never read; false when some must wait for the next reading.</summary>
    public async Task<bool> Begin(IReadOnlyList<Item> threads, CancellationToken ct)
    {
        var complete = true;
        foreach (var thread in threads.Where(t => t.Link is not null))
        {
            if (!MayFetch) return false;
            visited.Add(thread.Identity);
            var answer = await Fetch(thread.Link!.AbsoluteUri, null, null, ct);
            if (answer is FetchResult.Fetched page && !SourceAddress.IsSignIn(new Uri(page.Url))) await Follow(thread, page, null, ct);
            else if (Outcome(answer) is { } outcome) Arrivals.Add(SourceReader.Closed(source, thread, outcome));
            else
            {
                complete = false;
                Wait = ReadingFailure.Of(answer, time.GetUtcNow()).RetryAfter ?? SourceReader.Away;
            }
        }
        return complete;
    }

    /// <summary>Looks again at threads that were written to lately, from the page read last.</summary>
    public async Task Again(IReadOnlyList<ThreadRow> threads, CancellationToken ct)
    {
        foreach (var row in threads)
        {
            if (!MayFetch) return;
            if (!visited.Add(row.Identity)) continue;
            var answer = await Fetch(row.Page, row.Etag, row.LastModified, ct);
            if (answer is FetchResult.Postponed) return;
            if (answer is FetchResult.Fetched page && !SourceAddress.IsSignIn(new Uri(page.Url))) await Follow(new(row.Identity, new Uri(row.Url), row.Title, "", null, false), page, row, ct);
            // Unchanged or away: it has been looked at, and others come first next time.
            else Done.Add(new(row.Identity, row.Url, row.Title, row.Page, row.Etag, row.LastModified, default, [], await Gone(answer, row, ct)));
        }
    }

    /// <summary>Whether the thread is gone from the site (R49): not when only its last page is, nor when the site could not be asked.</summary>
    private async Task<bool?> Gone(FetchResult answer, ThreadRow row, CancellationToken ct)
    {
        if (answer is FetchResult.HttpError { Status: 404 or 410 } && row.Page != row.Url) answer = await Fetch(row.Url, null, null, ct);
        return answer switch
        {
            FetchResult.HttpError { Status: 404 or 410 } => true,
            FetchResult.NotModified or FetchResult.Fetched => false,
            _ => null,
        };
    }

    /// <summary>Takes the floors of the page and of those after it.</summary>
    private async Task Follow(Item thread, FetchResult.Fetched page, ThreadRow? known, CancellationToken ct)
    {
        var (address, first, under) = (known?.Page ?? thread.Link!.AbsoluteUri, known is null || known.Page == known.Url, (string?)null);
        var (title, counts) = (thread.Title, new Counts());
        var taken = new List<Arrival>();
        string? next;
        bool left;
        for (var n = 1; ; n++)
        {
            var html = TextDecoding.Decode(page.Bytes, page.ContentType, DocumentKind.Html).Text;
            var read = ThreadReader.Read(html, new Uri(page.Url), page.At);
            if (first && read.Title.Length > 0) title = read.Title;
            counts = new(read.Views ?? counts.Views, read.Replies ?? counts.Replies, Reposts: read.Reposts ?? counts.Reposts);
            var floors = read.Posts.Where(p => p.Text.Length > 0).Select((p, i) => (Post: p, Identity: Identity(thread, p, first && i == 0))).DistinctBy(f => f.Identity).ToList();
            if (first && floors.Count > 0 && floors[0].Identity == thread.Identity) under = $"{title}\n{floors[0].Post.Text}";
            var fresh = (await isNew([.. floors.Select(f => new Item(f.Identity, thread.Link, title, f.Post.Text, f.Post.Published, true))])).Select(i => i.Identity).ToHashSet();
            taken.AddRange(floors.Where(f => fresh.Contains(f.Identity)).Select(f => Floor(thread, f.Post, f.Identity, title, page, under, known)));
            next = read.Next is { } href ? PageLinks.Absolute(href, new Uri(page.Url)) : null;
            if (next == address || next is not null && new Uri(next).IdnHost != thread.Link!.IdnHost) next = null;
            left = next is not null && (n == MostOfThread || !MayFetch);
            if (left || next is null) break;
            if (await Fetch(next, null, null, ct) is not FetchResult.Fetched further || SourceAddress.IsSignIn(new Uri(further.Url))) break;
            (address, page, first) = (next, further, false);
        }
        var opening = taken.FindIndex(a => a.Identity == thread.Identity);
        if (opening >= 0) taken[opening] = taken[opening] with { Counts = counts };
        else if (known is null) Arrivals.Add(SourceReader.Closed(source, thread, IntakeOutcome.Unreadable));
        Arrivals.AddRange(taken);
        // The page that leads on is asked for whole the next time, changed or not.
        var (etag, modified) = next is null ? (page.ETag, page.LastModified) : (null, null);
        Done.Add(new(thread.Identity, thread.Link!.AbsoluteUri, title, address, etag, modified, counts, [.. taken.Select(a => a.Identity)], More: left));
    }

    /// <summary>The first floor bears the thread's address; a floor without a printed number is known by what it says.</summary>
    private static string Identity(Item thread, ThreadPost post, bool isOpening) =>
        isOpening && (post.Floor == 1 || !post.Numbered) || post is { Floor: 1, Numbered: true } ? thread.Identity
        : post.Numbered ? $"{thread.Identity}#{post.Floor}"
        : $"{thread.Identity}#={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{post.Handle}\n{post.Text}")))[..16]}";

    private Arrival Floor(Item thread, ThreadPost post, string identity, string title, FetchResult.Fetched page, string? under, ThreadRow? known) => new()
    {
        Kind = PostKind.Thread,
        Channel = Channel.Web,
        Public = true,
        Source = source.Id,
        Url = identity == thread.Identity || !post.Numbered ? thread.Link : new Uri($"{thread.Link!.AbsoluteUri}#{post.Floor}"),
        Identity = identity,
        Title = title,
        Text = post.Text,
        Published = SourceReader.Sane(post.Published, time.GetUtcNow()),
        RawHash = Convert.FromHexString(page.Sha256),
        Headers = SourceReader.HeadersOf(page),
        Handle = SourceReader.HandleOn(thread.Link!.IdnHost, post.Handle),
        Under = identity == thread.Identity ? null : under,
        TakenBecause = SourceReader.TakeAll(source) ?? (known?.Post is not null ? "所在主帖已采集" : null),
    };

    private async Task<FetchResult> Fetch(string url, string? etag, string? lastModified, CancellationToken ct)
    {
        pages++;
        return await fetcher.Fetch(new FetchRequest(url, etag, lastModified), ct);
    }

    /// <summary>What becomes of a thread that did not open; null when the site asks to wait.</summary>
    private static IntakeOutcome? Outcome(FetchResult answer) => answer switch
    {
        FetchResult.Fetched or FetchResult.RefusedByRobots { Rule: not null } or FetchResult.RefusedAddress or FetchResult.HttpError { Status: 401 or 402 or 403 or 407 } => IntakeOutcome.Refused,
        FetchResult.Postponed or FetchResult.HttpError { Status: 429 or 503 } => null,
        _ => IntakeOutcome.Unreadable,
    };
}
