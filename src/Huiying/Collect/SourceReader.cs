using System.Security.Cryptography;
using System.Text;
using Huiying.Collect.Fetching;
using Huiying.Collect.Reading;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>What reading a source gave.</summary>
/// <param name="Complete">Every new item was dealt with; otherwise the source is due again at once, or after <paramref name="RetryAfter"/>.</param>
/// <param name="RetryAfter">How long the site asks to wait, or a host that did not answer is left alone.</param>
internal sealed record SourceReading(
    PollOutcome Outcome, int? Status, IReadOnlyList<Arrival> Arrivals, bool Complete = true, string? Etag = null, string? LastModified = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Forum threads that were looked at.</summary>
    public IReadOnlyList<ThreadVisit> Threads { get; init; } = [];

    /// <summary>Articles taken earlier that were looked at again.</summary>
    public IReadOnlyList<Revisit> Revisits { get; init; } = [];

    /// <summary>When the items that were named were published; empty when they do not say.</summary>
    public IReadOnlyList<DateTimeOffset> Moments { get; init; } = [];

    /// <summary>How long the site says its answer stays as it is.</summary>
    public TimeSpan? FreshFor { get; init; }

    /// <summary>Where the address moved for good.</summary>
    public string? MovedTo { get; init; }
}

/// <summary>Fetches a feed or list page and the pages of its new items, politely, and turns them into arrivals. Stores nothing.</summary>
public sealed partial class SourceReader(IDbContextFactory<Store> stores, Fetchers fetchers, WatchTerms terms, TimeProvider time)
{
    /// <summary>Pages fetched in one reading; the rest waits for the next.</summary>
    private const int MostPages = 50;

    /// <summary>Items looked at in one reading: those named first, which are the newest.</summary>
    public const int MostItems = 2000;

    /// <summary>How long pages of a host that did not answer are left alone.</summary>
    internal static readonly TimeSpan Away = TimeSpan.FromMinutes(30);

    /// <summary>After so many readings a page that gave nothing is left alone.</summary>
    private const int MostTries = 3;

    /// <param name="source">What to read.</param>
    /// <param name="version">Version of the watch terms: what an older version did not match is looked at again.</param>
    /// <param name="until">No page is begun after this moment.</param>
    /// <param name="mayAsk">Whether a host's turn is ours; a host that is another's now is left for later.</param>
    internal async Task<SourceReading> Read(SourceRow source, long version, DateTimeOffset until, Func<string, Task<bool>> mayAsk, CancellationToken ct)
    {
        if ((await fetchers.For(source.Office, ct))?.Under(mayAsk) is not { } fetcher) return new(PollOutcome.ClosedAddress, null, []);
        var reading = await Read(new Round(fetcher, source, version, until), ct);
        // A list that is gone does not hide that its articles are; a host that is away tells nothing of them.
        if (!Health.IsSuccess(reading.Outcome) && reading.Status is not (404 or 410)) return reading;
        await using var store = stores.Open(source.Office);
        return reading with { Revisits = await Revisits.Look(store, source.Id, fetcher, time, until, ct) };
    }

    private async Task<SourceReading> Read(Round round, CancellationToken ct)
    {
        var (fetcher, source, version) = (round.Fetcher, round.Source, round.Version);
        if (source.Kind == SourceKind.Search) return await Searched(round, ct);
        var answer = await fetcher.Fetch(new FetchRequest(source.Asked, source.Etag, source.LastModified), ct);
        if (source.Kind is SourceKind.Forum or SourceKind.Thread && answer is FetchResult.NotModified) return await Board(round, [], null, ct);
        if (answer is not FetchResult.Fetched page) return ReadingFailure.Of(answer, time.GetUtcNow());
        if (SourceAddress.IsSignIn(new Uri(page.Url))) return new(PollOutcome.SignIn, 200, []);
        if (source.Kind == SourceKind.Page) return await Whole(round, page, ct);
        if (source.Kind == SourceKind.Sitemap) return await Mapped(round, page, ct);
        if (SourceItems.Of(source.Kind, source.Picks, page, source.Id.Value) is not { } items) return new(ReadingFailure.Nothing(source, page), 200, []);
        var many = items.Count > MostItems;
        if (many) items.RemoveRange(MostItems, items.Count - MostItems);
        if (source.Kind is SourceKind.List or SourceKind.Forum) items = await Further(round, page, items, ct);
        if (source.Kind is SourceKind.Forum or SourceKind.Thread) return await Board(round, items, page, ct);

        var got = await Gather(round, await New(source.Office, items, version, ct), page, MostPages, ct);
        return new(many ? PollOutcome.TooManyItems : PollOutcome.Collected, 200, got.Arrivals, got.Complete, page.ETag, page.LastModified, got.Wait)
        {
            Moments = Moments(items),
            FreshFor = page.FreshFor,
            MovedTo = page.MovedTo,
        };
    }

    /// <summary>One reading of one source.</summary>
    private sealed record Round(Fetcher Fetcher, SourceRow Source, long Version, DateTimeOffset Until);

    /// <summary>Items as arrivals.</summary>
    /// <param name="Complete">Whether every item was dealt with.</param>
    /// <param name="Wait">How long to leave what was not; null when everything was.</param>
    private sealed record Gathered(List<Arrival> Arrivals, bool Complete, TimeSpan? Wait);

    /// <summary>The items as arrivals, each with its page where it is not whole.</summary>
    /// <param name="most">Pages fetched at most.</param>
    private async Task<Gathered> Gather(Round round, IReadOnlyList<Item> items, FetchResult.Fetched page, int most, CancellationToken ct)
    {
        var arrivals = new List<Arrival>();
        var complete = true;
        TimeSpan? wait = null;
        var pages = 0;
        var away = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item.Whole || item.Link is null)
            {
                arrivals.Add(Arrive(round.Source, item, page, item.Title, item.Text, item.Published));
                continue;
            }
            // One host that stalls must not use up the time of the others.
            if (away.TryGetValue(item.Link.IdnHost, out var left))
            {
                complete = false;
                if (wait is null || left < wait) wait = left;
                continue;
            }
            if (pages++ >= most || time.GetUtcNow() >= round.Until)
            {
                (complete, wait) = (false, TimeSpan.Zero);
                break;
            }
            var answered = await round.Fetcher.Fetch(new FetchRequest(item.Link.AbsoluteUri), ct);
            var got = await Article(round, item, answered, ct);
            if (got is null || answered is FetchResult.TimedOut or FetchResult.Failed)
            {
                away[item.Link.IdnHost] = ReadingFailure.Of(answered, time.GetUtcNow()).RetryAfter ?? Away;
            }
            if (got is not null) arrivals.Add(got);
            else
            {
                complete = false;
                if (wait is null || away[item.Link.IdnHost] < wait) wait = away[item.Link.IdnHost];
            }
        }
        return new(arrivals, complete, complete ? null : wait);
    }

    private IReadOnlyList<DateTimeOffset> Moments(IEnumerable<Item> items) => [.. items.Select(i => Sane(i.Published, time.GetUtcNow())).OfType<DateTimeOffset>()];

    /// <summary>A board: its new threads, and those that were written to lately. An unchanged board may stand over threads that changed.</summary>
    private async Task<SourceReading> Board(Round round, List<Item> items, FetchResult.Fetched? page, CancellationToken ct)
    {
        var (source, version) = (round.Source, round.Version);
        var visits = new ForumVisits(round.Fetcher, source, MostPages, round.Until, time, found => New(source.Office, found, version, ct));
        var complete = await visits.Begin(await New(source.Office, items, version, ct), ct);
        await using var store = stores.Open(source.Office);
        await visits.Again(await Threads.Active(store, source.Id, time.GetUtcNow(), ct), ct);
        var outcome = page is null && visits.Arrivals.Count == 0 ? PollOutcome.NotModified : PollOutcome.Collected;
        return new(outcome, page is null ? 304 : 200, visits.Arrivals, complete, page is null ? source.Etag : page.ETag, page is null ? source.LastModified : page.LastModified,
            complete ? null : visits.Wait)
        {
            Threads = visits.Done,
            Moments = [.. visits.Arrivals.Select(a => a.Published).OfType<DateTimeOffset>()],
            MovedTo = page?.MovedTo,
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
    private async Task<Arrival?> Article(Round round, Item item, FetchResult answer, CancellationToken ct)
    {
        var source = round.Source;
        switch (answer)
        {
            case FetchResult.Fetched page when !SourceAddress.IsSignIn(new Uri(page.Url)):
                var read = await LongArticles.Whole(round.Fetcher, PageReader.Read(SourceItems.Html(page), new Uri(page.Url), page.At), page.Url, ct);
                var text = read.Text.Length > 0 ? read.Text : item.Text;
                // A list shortens titles; a feed's are the publisher's own.
                var title = item.Title.Length == 0 || (source.Kind != SourceKind.Feed && read.Title.Length > 0) ? read.Title : item.Title;
                var arrived = Arrive(source, item, page, title, text, read.Published ?? item.Published);
                return arrived with { Counts = read.Counts, Already = text.Length == 0 ? IntakeOutcome.Unreadable : null };
            case FetchResult.Fetched or FetchResult.RefusedByRobots { Rule: not null } or FetchResult.RefusedAddress or FetchResult.HttpError { Status: 401 or 402 or 403 or 407 }:
                return Closed(source, item, IntakeOutcome.Refused);
            case FetchResult.Postponed or FetchResult.RefusedByRobots or FetchResult.HttpError { Status: 429 or 503 }:
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
}
