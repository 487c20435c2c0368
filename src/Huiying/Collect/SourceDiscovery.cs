using System.Text.RegularExpressions;
using Huiying.Collect.Fetching;
using Huiying.Collect.Masking;
using Huiying.Collect.Reading;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>
/// Looks at any address and tells how it can be read (R15): the feed it names or is, a list, a board, a thread, a sitemap, a search or one page, each with what
/// it would have collected. Fetches as politely as everything else and stores nothing.
/// </summary>
public sealed partial class SourceDiscovery(Acts acts, IDbContextFactory<Store> stores, Fetchers fetchers, WatchTerms terms, TimeProvider time)
{
    private const int Shown = 10;

    /// <summary>Feeds a page names that are looked at.</summary>
    private const int MostFeeds = 3;

    /// <summary>A page with fewer headlines is no list.</summary>
    private const int ShortestList = 4;

    /// <summary>
    /// Looks. Refused: not the clerk's or a leader's post; not a public web address, a personal home page, a search for a person, a closed host nobody listed
    /// (each as at registering, and each an entry of the ledger); the site does not let itself be read; nothing on the page can be collected.
    /// </summary>
    /// <param name="typed">The address as pasted, with or without http.</param>
    /// <param name="picks">What is an item; null lets Huiying find it.</param>
    /// <param name="fetched">Told how many pages were fetched so far.</param>
    public async Task<Outcome<Found>> Look(Actor actor, string typed, Picks? picks = null, IProgress<int>? fetched = null, CancellationToken ct = default)
    {
        IReadOnlySet<string> listed;
        await using (var register = stores.Open(actor.Office)) listed = await Sources.Listed(register, ct);
        var (asked, no) = May(actor, typed, picks, listed);
        if (no is not null)
        {
            // Only the refusal is an act: looking changes nothing, and a fetch is no business of a transaction.
            return (await acts.Run<Found>(actor, "sources.look", Subject.Of(actor.Office), _ => Task.FromResult<Outcome<Found>>(no), ct)).Refusal!;
        }
        if (await fetchers.For(actor.Office, ct) is not { } fetcher) return NoAgent;
        var watch = await terms.Current(actor.Office, ct);
        var look = new Looking(fetcher, listed, picks, watch, fetched, time.GetUtcNow(), ct);
        var ways = await look.At(asked!);
        if (ways.Refusal is { } refusal) return refusal;
        await using var store = stores.Open(actor.Office);
        var first = ways.Value[0].Url;
        var known = await store.Set<SourceRow>().AsNoTracking().Where(s => s.Url == first).Select(s => s.Name).FirstOrDefaultAsync(ct);
        return new Found(asked!, ways.Value, look.MovedTo, known);
    }

    private static (string? Asked, Refusal? No) May(Actor actor, string typed, Picks? picks, IReadOnlySet<string> listed)
    {
        if (Permit.Curate(actor, "R15") is { } no) return (null, no);
        if (picks?.Wrong() is { } wrong) return (null, wrong);
        var url = Completed(typed);
        var address = SourceAddress.Check(SearchTemplate.Is(url) ? SearchTemplate.Sample(url) : url, listed);
        if (address.Refusal is { Code: "source.closed-address" } closed) return (null, closed with { Zh = closed.Zh + "系统管理员在“信息来源”页下方的“内网主机”里登记。" });
        return address.Refusal is { } refusal ? (null, refusal) : (SearchTemplate.Is(url) ? url : address.Value.AbsoluteUri, null);
    }

    /// <summary>People copy addresses without their scheme, and with the words around them.</summary>
    internal static string Completed(string typed)
    {
        var text = typed.Trim().Trim('<', '>', '“', '”', '"', '，', '。');
        if (Embedded().Match(text) is { Success: true } inside) return inside.Value;
        return text.Length > 0 && !text.Contains("://", StringComparison.Ordinal) && HostLike().IsMatch(text) ? "https://" + text : text;
    }

    /// <summary>Nobody collects anonymously (S08).</summary>
    internal static Refusal NoAgent => new("source.no-agent", "S08", "本单位还没有填写名称和联系方式，不能以匿名身份访问网站。请系统管理员在“单位设置”中补上。",
        "The office has no name or contact yet; nobody collects anonymously. The system administrator completes it under office settings.");

    /// <summary>Why a page could not be read, as a refusal.</summary>
    internal static Refusal Unread(FetchResult answer) => answer switch
    {
        FetchResult.RefusedAddress => new("source.closed-address", "S08", answer.Zh + "确需采集本单位内网站点，请系统管理员在“信息来源”页下方登记该主机后再试。",
            "The address is private or otherwise closed. If it is the office's own site, the system administrator lists the host on the sources page first."),
        FetchResult.RefusedByRobots => new("source.robots", "S08", answer.Zh, "The site's robots.txt does not allow this page to be read; ask the site for permission."),
        _ => new("source.unread", "R15", answer.Zh, "The page could not be read. Open the address in a browser, correct it and try again."),
    };

    [GeneratedRegex(@"(?<=^|[^a-z0-9+.\-])https?://[^\s<>“”""，。]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Embedded();

    [GeneratedRegex(@"^[\w\-]+(?:\.[\w\-]+)+(?::[0-9]{1,5})?(?:[/?#].*)?$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex HostLike();

    /// <summary>One look.</summary>
    private sealed class Looking(
        Fetcher fetcher, IReadOnlySet<string> listed, Picks? picks, WatchList watch, IProgress<int>? fetched, DateTimeOffset now, CancellationToken ct)
    {
        private int count;

        public string? MovedTo { get; private set; }

        public async Task<Outcome<List<Proposal>>> At(string url)
        {
            var template = SearchTemplate.Is(url);
            var answer = await Fetch(template ? SearchTemplate.Sample(url) : url);
            // Many small sites have no https; the address was completed, not typed.
            if (answer is FetchResult.Failed { Why: Trouble.Refused or Trouble.NotHttp } && url.StartsWith("https://", StringComparison.Ordinal))
            {
                var plain = "http://" + url["https://".Length..];
                if (await Fetch(template ? SearchTemplate.Sample(plain) : plain) is FetchResult.Fetched there) (answer, url) = (there, plain);
            }
            if (answer is not FetchResult.Fetched page) return Unread(answer);
            // A short address may lead to a sign-in page or to a person.
            if (SourceAddress.Check(page.Url, listed).Refusal is { } elsewhere) return elsewhere;
            MovedTo = page.MovedTo;
            var ways = template ? Only(Way(SourceKind.Search, url, page)) : await Ways(page.MovedTo ?? url, page);
            return ways.Count > 0 ? ways
                : picks is not null
                    ? new Refusal("source.nothing-picked", "R15", "这些选择器在页面上没有选中任何带链接的条目。请改一改再看，或者清空让系统自己识别。", "The selectors pick no item with a link. Change them, or clear them.")
                    : new Refusal("source.nothing-found", "R15", "页面打开了，但没有认出订阅源、列表、帖子或正文。请粘贴栏目列表页的地址；页面内容若靠脚本加载，请改用该站的订阅源、站点地图或站内检索。",
                        "The page opened, but holds no feed, list, thread or article. Paste the address of the column's list; if the page is filled by script, use the site's feed, sitemap or search.");
        }

        private async Task<List<Proposal>> Ways(string url, FetchResult.Fetched page)
        {
            if (Way(SourceKind.Feed, url, page) is { } feed) return [feed];
            if (SitemapReader.Read(page.Bytes, page.ContentType, page.Url) is { } map && map.Urls.Count + map.Sitemaps.Count > 0) return Only(Mapped(url, map));
            var search = SearchTemplate.Of(new Uri(url));
            if (JsonAnswer.Is(page)) return Only(Way(SourceKind.Search, search?.Template ?? url, page));

            var ways = new List<Proposal>();
            var html = SourceItems.Html(page);
            foreach (var named in PageFeeds.Of(html, new Uri(page.Url)).Take(picks is null ? MostFeeds : 0))
            {
                if (await Fetch(named) is FetchResult.Fetched other && Way(SourceKind.Feed, named, other) is { } found) ways.Add(found);
            }
            var listed = Way(PageShape.IsBoard(page, html) ? SourceKind.Forum : SourceKind.List, url, page);
            var isList = listed is not null && (picks is not null || listed.Count >= ShortestList);
            var isThread = picks is null && PageShape.IsThread(page, html);
            var isArticle = picks is null && !isThread ? PageShape.IsArticle(page, html, isList ? listed : null) : null;
            if (isThread) ways.Add(Thread(url, page, html));
            if (isArticle == true) ways.Add(Article(url, page, html));
            if (isList && listed!.Kind == SourceKind.List && search is { } asked) ways.Add(listed with { Kind = SourceKind.Search, Url = asked.Template });
            if (isList && !isThread) ways.Add(listed!);
            if (isArticle == false) ways.Add(Article(url, page, html));
            return ways;
        }

        private static List<Proposal> Only(Proposal? way) => way is null ? [] : [way];

        private Proposal? Way(SourceKind kind, string url, FetchResult.Fetched page)
        {
            if (SourceItems.Of(kind, kind == SourceKind.Feed ? null : picks, page, "") is not { Count: > 0 } items) return null;
            return Made(kind, url, PageShape.NameOf(kind, page), items);
        }

        private Proposal Made(SourceKind kind, string url, string name, List<Item> items) =>
            new(kind, url, name, PageShape.Pace(kind, [.. items.Select(i => i.Published).OfType<DateTimeOffset>()], now), kind is SourceKind.List or SourceKind.Forum or SourceKind.Search ? picks : null,
                [.. items.Take(Shown).Select(i => Item(i.Title.Length > 0 ? i.Title : i.Text, i.Link?.AbsoluteUri, i.Published))], items.Count);

        private Proposal Thread(string url, FetchResult.Fetched page, string html)
        {
            var thread = ThreadReader.Read(html, new Uri(page.Url), page.At);
            return new(SourceKind.Thread, url, Named(thread.Title, page), TimeSpan.FromHours(1), null,
                [.. thread.Posts.Take(Shown).Select(p => Item(Cut(p.Text), null, p.Published))], thread.Posts.Count);
        }

        private Proposal Article(string url, FetchResult.Fetched page, string html)
        {
            var read = PageReader.Read(html, new Uri(page.Url), page.At);
            return new(SourceKind.Page, url, Named(read.Title, page), TimeSpan.FromDays(1), null, [Item(read.Title.Length > 0 ? read.Title : Cut(read.Text), url, read.Published)], 1);
        }

        private Proposal Mapped(string url, Sitemap map)
        {
            var newest = map.Urls.OrderByDescending(u => u.LastModified ?? DateTimeOffset.MinValue).ToList();
            var shown = newest.Count > 0 ? newest : [.. map.Sitemaps.OrderByDescending(u => u.LastModified ?? DateTimeOffset.MinValue)];
            return new(SourceKind.Sitemap, url, new Uri(url).IdnHost, TimeSpan.FromHours(6), null, [.. shown.Take(Shown).Select(u => Item(u.Location, u.Location, u.LastModified))], shown.Count);
        }

        private FoundItem Item(string title, string? address, DateTimeOffset? published)
        {
            var masked = Mask.Apply(title).Text;
            return new(masked, address, published, watch.Why(masked));
        }

        private static string Named(string title, FetchResult.Fetched page) => title.Length > 0 ? Cut(Mask.Apply(title).Text) : new Uri(page.Url).IdnHost;

        private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";

        private async Task<FetchResult> Fetch(string url)
        {
            var answer = await fetcher.Fetch(new FetchRequest(url), ct);
            fetched?.Report(++count);
            return answer;
        }
    }
}
