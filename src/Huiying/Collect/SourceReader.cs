using System.Security.Cryptography;
using System.Text;
using Huiying.Collect.Fetching;
using Huiying.Collect.Reading;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>What reading a source gave.</summary>
/// <param name="Complete">Every new item was dealt with; otherwise the source is due again at once.</param>
/// <param name="RetryAfter">How long the site asks to wait.</param>
internal sealed record SourceReading(
    PollOutcome Outcome, int? Status, IReadOnlyList<Arrival> Arrivals, bool Complete = true, string? Etag = null, string? LastModified = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Forum threads that were looked at.</summary>
    public IReadOnlyList<ThreadVisit> Threads { get; init; } = [];
}

/// <summary>Fetches a feed or list page and the pages of its new items, politely, and turns them into arrivals. Stores nothing.</summary>
public sealed partial class SourceReader(IDbContextFactory<Store> stores, Fetchers fetchers, WatchTerms terms, TimeProvider time)
{
    /// <summary>Pages fetched in one reading; the rest waits for the next.</summary>
    private const int MostPages = 50;

    /// <summary>After so many readings a page that gave nothing is left alone.</summary>
    private const int MostTries = 3;

    /// <param name="source">What to read.</param>
    /// <param name="version">Version of the watch terms: what an older version did not match is looked at again.</param>
    /// <param name="until">No page is begun after this moment.</param>
    internal async Task<SourceReading> Read(SourceRow source, long version, DateTimeOffset until, CancellationToken ct)
    {
        if (await fetchers.For(source.Office, ct) is not { } fetcher) return new(PollOutcome.ClosedAddress, null, []);
        if (source.Kind == SourceKind.Search) return await Searched(fetcher, source, version, until, ct);
        var answer = await fetcher.Fetch(new FetchRequest(source.Url, source.Etag, source.LastModified), ct);
        if (source.Kind is SourceKind.Forum or SourceKind.Thread && answer is FetchResult.NotModified) return await Board(fetcher, source, [], version, until, null, ct);
        if (answer is not FetchResult.Fetched page) return Failed(answer);
        if (SourceAddress.IsSignIn(new Uri(page.Url))) return new(PollOutcome.SignIn, 200, []);
        if (source.Kind == SourceKind.Page) return await Whole(source, page, version, ct);
        if (source.Kind == SourceKind.Sitemap) return await Mapped(fetcher, source, page, version, until, ct);
        if (SourceItems.Of(source.Kind, source.Picks, page, source.Id.Value) is not { } items) return new(source.Picking is null ? PollOutcome.Unreadable : PollOutcome.NothingPicked, 200, []);
        if (source.Kind is SourceKind.List or SourceKind.Forum) items = await Further(fetcher, source, page, items, version, until, ct);
        if (source.Kind is SourceKind.Forum or SourceKind.Thread) return await Board(fetcher, source, items, version, until, page, ct);

        var (arrivals, complete) = await Arrivals(fetcher, source, await New(source.Office, items, version, ct), page, MostPages, until, ct);
        return new(PollOutcome.Collected, 200, arrivals, complete, page.ETag, page.LastModified);
    }

    /// <summary>The items as arrivals, each with its page where it is not whole; and whether all were dealt with.</summary>
    private async Task<(List<Arrival> Arrivals, bool Complete)> Arrivals(
        Fetcher fetcher, SourceRow source, IReadOnlyList<Item> items, FetchResult.Fetched page, int most, DateTimeOffset until, CancellationToken ct)
    {
        var arrivals = new List<Arrival>();
        var complete = true;
        var pages = 0;
        foreach (var item in items)
        {
            if (item.Whole || item.Link is null)
            {
                arrivals.Add(Arrive(source, item, page, item.Title, item.Text, item.Published));
                continue;
            }
            if (pages++ >= most || time.GetUtcNow() >= until) return (arrivals, false);
            var got = await Article(fetcher, source, item, ct);
            if (got is null) complete = false;
            else arrivals.Add(got);
        }
        return (arrivals, complete);
    }

    /// <summary>A board: its new threads, and those that were written to lately. An unchanged board may stand over threads that changed.</summary>
    private async Task<SourceReading> Board(
        Fetcher fetcher, SourceRow source, List<Item> items, long version, DateTimeOffset until, FetchResult.Fetched? page, CancellationToken ct)
    {
        var visits = new ForumVisits(fetcher, source, MostPages, until, time, found => New(source.Office, found, version, ct));
        var complete = await visits.Begin(await New(source.Office, items, version, ct), ct);
        await using var store = stores.Open(source.Office);
        await visits.Again(await Threads.Active(store, source.Id, time.GetUtcNow(), ct), ct);
        var outcome = page is null && visits.Arrivals.Count == 0 ? PollOutcome.NotModified : PollOutcome.Collected;
        return new(outcome, page is null ? 304 : 200, visits.Arrivals, complete, page is null ? source.Etag : page.ETag, page is null ? source.LastModified : page.LastModified)
        {
            Threads = visits.Done,
        };
    }

    /// <summary>The items that were never taken, nor judged by the present terms, nor tried too often.</summary>
    private async Task<IReadOnlyList<Item>> New(OfficeId office, List<Item> items, long version, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        var keys = items.Select(i => Intake.Short(i.Identity)).ToArray();
        var seen = (await Intake.Seen(store, keys, ct)).Values.Where(s => s.Post is not null || s.Outcome switch
        {
            IntakeOutcome.Unreadable => s.Tries >= MostTries,
            IntakeOutcome.Unmatched => s.Terms >= version,
            _ => true,
        }).Select(s => s.Key).ToHashSet(Bytes.Same);
        return [.. items.Where((_, i) => !seen.Contains(keys[i]))];
    }

    /// <summary>The item's own page as an arrival; null when the site asks to wait, so that it is tried again.</summary>
    private async Task<Arrival?> Article(Fetcher fetcher, SourceRow source, Item item, CancellationToken ct)
    {
        var answer = await fetcher.Fetch(new FetchRequest(item.Link!.AbsoluteUri), ct);
        switch (answer)
        {
            case FetchResult.Fetched page when !SourceAddress.IsSignIn(new Uri(page.Url)):
                var read = PageReader.Read(SourceItems.Html(page), new Uri(page.Url), page.At);
                var text = read.Text.Length > 0 ? read.Text : item.Text;
                // A list shortens titles; a feed's are the publisher's own.
                var title = item.Title.Length == 0 || (source.Kind != SourceKind.Feed && read.Title.Length > 0) ? read.Title : item.Title;
                var arrived = Arrive(source, item, page, title, text, read.Published ?? item.Published);
                return arrived with { Already = text.Length == 0 ? IntakeOutcome.Unreadable : null };
            case FetchResult.Fetched or FetchResult.RefusedByRobots { Rule: not null } or FetchResult.RefusedAddress or FetchResult.HttpError { Status: 401 or 402 or 403 or 407 }:
                return Closed(source, item, IntakeOutcome.Refused);
            case FetchResult.Postponed or FetchResult.HttpError { Status: 429 or 503 }:
                return null;
            default:
                return Closed(source, item, IntakeOutcome.Unreadable);
        }
    }

    /// <summary>A page that may not or could not be read. What the feed itself published of it is public and is taken.</summary>
    internal static Arrival Closed(SourceRow source, Item item, IntakeOutcome outcome) => new()
    {
        Kind = PostKind.Article,
        Channel = Channel.Web,
        Public = true,
        Source = source.Id,
        Url = item.Link,
        Identity = item.Identity,
        Handle = HandleOn(item.Link?.IdnHost ?? source.Host, item.Handle),
        Title = item.Title,
        Text = item.Text,
        Published = item.Published,
        RawHash = SHA256.HashData(Encoding.UTF8.GetBytes($"{item.Title}\n{item.Text}")),
        TakenBecause = TakeAll(source),
        Already = item.Text.Length > 0 ? null : outcome,
    };

    private Arrival Arrive(SourceRow source, Item item, FetchResult.Fetched page, string title, string text, DateTimeOffset? published) => new()
    {
        Kind = PostKind.Article,
        Channel = Channel.Web,
        Public = true,
        Source = source.Id,
        Url = item.Link,
        Identity = item.Identity,
        Handle = HandleOn(item.Link?.IdnHost ?? source.Host, item.Handle),
        Title = title,
        Text = text,
        Published = Sane(published, time.GetUtcNow()),
        RawHash = Convert.FromHexString(page.Sha256),
        Headers = HeadersOf(page),
        TakenBecause = TakeAll(source),
    };

    /// <summary>A page from the future has its clock wrong.</summary>
    internal static DateTimeOffset? Sane(DateTimeOffset? published, DateTimeOffset now) => published?.ToUniversalTime() is { } at && at <= now.AddDays(1) ? at : null;

    internal static string HeadersOf(FetchResult.Fetched page) => string.Join('\n', page.Headers.Select(h => $"{h.Key}: {h.Value}"));

    /// <summary>The same name on two sites is two hands.</summary>
    internal static string? HandleOn(string host, string? handle) => string.IsNullOrWhiteSpace(handle) ? null : $"{host}\u001f{handle}";

    internal static string? TakeAll(SourceRow source) => source.TakeAll ? $"来源全收：{source.Name}" : null;

    private SourceReading Failed(FetchResult answer) => answer switch
    {
        FetchResult.NotModified => new(PollOutcome.NotModified, 304, []),
        FetchResult.RefusedByRobots { Rule: not null } => new(PollOutcome.RobotsForbid, null, []),
        FetchResult.RefusedAddress => new(PollOutcome.ClosedAddress, null, []),
        FetchResult.TooLarge => new(PollOutcome.TooLarge, null, []),
        FetchResult.TimedOut => new(PollOutcome.Timeout, null, []),
        FetchResult.Broken => new(PollOutcome.Unreadable, null, []),
        FetchResult.Postponed p => new(PollOutcome.TooOften, null, [], RetryAfter: p.Until - time.GetUtcNow()),
        FetchResult.HttpError e => new(e.Status switch
        {
            401 or 402 or 403 or 407 => PollOutcome.SignIn,
            404 or 410 => PollOutcome.NotThere,
            429 => PollOutcome.TooOften,
            _ => PollOutcome.SiteError,
        }, e.Status, [], RetryAfter: e.RetryAfter - time.GetUtcNow()),
        _ => new(PollOutcome.Unreachable, null, []),
    };
}
