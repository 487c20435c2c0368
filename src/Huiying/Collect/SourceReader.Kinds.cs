using System.Security.Cryptography;
using System.Text;
using Huiying.Collect.Fetching;
using Huiying.Collect.Reading;

namespace Huiying.Collect;

/// <summary>The kinds of source that are more than one page with items: further pages of a list, one page, a sitemap, a site's own search.</summary>
public sealed partial class SourceReader
{
    /// <summary>Pages of a list after the first, read when more was written than the first page holds.</summary>
    private const int MostFurther = 3;

    /// <summary>Sitemaps of an index that are read at once, those that changed last.</summary>
    private const int MostMaps = 3;

    /// <summary>Addresses of a sitemap looked at, the newest.</summary>
    private const int MostMapped = 500;

    /// <summary>Words a site is asked for at one reading; the others have their turn at the next.</summary>
    private const int MostWords = 20;

    /// <summary>What is older when the source is registered is not fetched from a sitemap: it names everything the site ever had.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(7);

    /// <summary>
    /// The list with its further pages, as long as everything on a page is new: so much was written since the last reading. Not at the first reading,
    /// to which everything is new.
    /// </summary>
    private async Task<List<Item>> Further(Round round, FetchResult.Fetched page, List<Item> items, CancellationToken ct)
    {
        var source = round.Source;
        if (source.LastSuccessAt is null) return items;
        var (all, last) = (items, items);
        for (var n = 0; n < MostFurther && time.GetUtcNow() < round.Until && (await New(source.Office, last, round.Version, ct)).Count == last.Count && SourceItems.Next(page) is { } next; n++)
        {
            if (await round.Fetcher.Fetch(new FetchRequest(next), ct) is not FetchResult.Fetched further || SourceItems.Of(source.Kind, source.Picks, further, source.Id.Value) is not { } more) break;
            (page, last) = (further, more);
            all = [.. all.Concat(more).DistinctBy(i => i.Identity)];
        }
        return all;
    }

    /// <summary>One page: an arrival whenever its text is another than before.</summary>
    private async Task<SourceReading> Whole(Round round, FetchResult.Fetched page, CancellationToken ct)
    {
        var source = round.Source;
        var read = await LongArticles.Whole(round.Fetcher, PageReader.Read(SourceItems.Html(page), new Uri(page.Url), page.At), page.Url, ct);
        if (read.Text.Length == 0) return new(ReadingFailure.Nothing(source, page), 200, []);
        var bare = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Fold.Bare(read.Text))))[..16];
        var item = SourceItems.Itself(page) with { Title = read.Title, Text = read.Text, Whole = true };
        item = item with { Identity = $"{item.Identity}\u001f{bare}" };
        var isNew = (await New(source.Office, [item], round.Version, ct)).Count > 0;
        return new(PollOutcome.Collected, 200, isNew ? [Arrive(source, item, page, read.Title, read.Text, read.Published) with { Counts = read.Counts }] : [], true, page.ETag, page.LastModified)
        {
            FreshFor = page.FreshFor,
            MovedTo = page.MovedTo,
        };
    }

    /// <summary>A sitemap: its newest addresses. One that gives no dates says nothing about what is new, so at the first reading its addresses are only remembered.</summary>
    private async Task<SourceReading> Mapped(Round round, FetchResult.Fetched page, CancellationToken ct)
    {
        var source = round.Source;
        var map = SitemapReader.Read(page.Bytes, page.ContentType, page.Url);
        if (map.Urls.Count == 0 && map.Sitemaps.Count == 0) return new(ReadingFailure.Nothing(source, page), 200, []);
        var entries = map.Urls.ToList();
        var complete = true;
        TimeSpan? wait = null;
        foreach (var part in map.Sitemaps.Reverse().OrderByDescending(m => m.LastModified ?? DateTimeOffset.MinValue).Take(MostMaps))
        {
            var answer = await round.Fetcher.Fetch(new FetchRequest(part.Location), ct);
            if (answer is FetchResult.Fetched further) entries.AddRange(SitemapReader.Read(further.Bytes, further.ContentType, further.Url).Urls);
            else if (answer is FetchResult.Postponed) (complete, wait) = (false, ReadingFailure.Of(answer, time.GetUtcNow()).RetryAfter);
        }
        var since = source.AddedAt - Before;
        var items = entries.Where(e => e.LastModified is null || e.LastModified >= since).OrderByDescending(e => e.LastModified ?? DateTimeOffset.MinValue)
            .Select(e => (Link: SourceItems.Web(e.Location), Time: e.LastModified)).Where(e => e.Link is not null)
            .Select(e => new Item(CanonicalUrl.Of(e.Link!.AbsoluteUri) ?? e.Link.AbsoluteUri, e.Link, "", "", e.Time, Whole: false)).DistinctBy(i => i.Identity).Take(MostMapped).ToList();
        var fresh = await New(source.Office, items, round.Version, ct);
        var known = source.LastSuccessAt is null ? fresh.Where(i => i.Published is null).Select(i => Closed(source, i, IntakeOutcome.TooOld)).ToList() : [];
        var got = await Gather(round, known.Count > 0 ? [.. fresh.Where(i => i.Published is not null)] : fresh, page, MostPages, ct);
        // An index stays the same while the maps it names change, so it is never asked for only if it changed.
        var (etag, modified) = map.Sitemaps.Count == 0 ? (page.ETag, page.LastModified) : (null, null);
        return new(PollOutcome.Collected, 200, [.. known, .. got.Arrivals], complete && got.Complete, etag, modified, wait ?? got.Wait)
        {
            Moments = Moments(items),
            MovedTo = page.MovedTo,
        };
    }

    /// <summary>A site's own search: each watch term in its turn, and the pages of what is new among the answers.</summary>
    private async Task<SourceReading> Searched(Round round, CancellationToken ct)
    {
        var source = round.Source;
        var words = await terms.Words(source.Office, ct);
        if (words.Count == 0) return new(PollOutcome.Collected, null, []);
        // Which words are due follows from the time alone, so that nothing has to be remembered.
        var turn = words.Count <= MostWords ? 0 : (int)(time.GetUtcNow().ToUnixTimeSeconds() / source.EverySeconds * MostWords % words.Count);
        var arrivals = new List<Arrival>();
        var met = new HashSet<string>(StringComparer.Ordinal);
        var (complete, answered, pages) = (true, false, 0);
        TimeSpan? wait = null;
        SourceReading? failed = null;
        foreach (var word in words.Skip(turn).Concat(words.Take(turn)).Take(MostWords))
        {
            if (time.GetUtcNow() >= round.Until || pages >= MostPages)
            {
                complete = false;
                break;
            }
            pages++;
            var answer = await round.Fetcher.Fetch(new FetchRequest(SearchTemplate.For(source.Url, word)), ct);
            if (answer is not FetchResult.Fetched page)
            {
                failed = ReadingFailure.Of(answer, time.GetUtcNow());
                break;
            }
            if (SourceAddress.IsSignIn(new Uri(page.Url))) return new(PollOutcome.SignIn, 200, arrivals);
            // An answer without items is what a search says that found nothing.
            answered = true;
            if (SourceItems.Of(source.Kind, source.Picks, page, source.Id.Value) is not { } items) continue;
            var fresh = await New(source.Office, [.. items.Where(i => met.Add(i.Identity))], round.Version, ct);
            var got = await Gather(round, fresh, page, MostPages - pages, ct);
            pages += got.Arrivals.Count;
            arrivals.AddRange(got.Arrivals);
            complete &= got.Complete;
            if (wait is null || got.Wait < wait) wait = got.Wait;
        }
        return failed is not null && !answered ? failed : new(PollOutcome.Collected, 200, arrivals, complete, RetryAfter: failed?.RetryAfter ?? wait);
    }
}
