using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Huiying.Collect.Fetching;
using Huiying.Collect.Reading;

namespace Huiying.Collect;

/// <summary>Something a feed, list, board, answer or sitemap names.</summary>
/// <param name="Whole">Its text is all there is; its page need not be fetched.</param>
internal sealed record Item(string Identity, Uri? Link, string Title, string Text, DateTimeOffset? Published, bool Whole, string? Handle = null);

/// <summary>The items a fetched page names, by the kind of its source. Pure: the register, the reader and the first look at an address all read alike.</summary>
internal static partial class SourceItems
{
    /// <summary>A feed item with at least so much text is whole without its page.</summary>
    private const int WholeText = 200;

    /// <summary>The items in the page's order, each once; null when the page holds none that can be read.</summary>
    /// <param name="owner">Tells an item without an address from another source's: the source's id.</param>
    public static List<Item>? Of(SourceKind kind, Picks? picks, FetchResult.Fetched page, string owner) => kind switch
    {
        SourceKind.Feed => Feed(page, owner),
        SourceKind.Search => JsonAnswer.Is(page) ? JsonAnswer.Read(page, picks) : Listed(page, picks),
        SourceKind.List or SourceKind.Forum => Listed(page, picks),
        SourceKind.Thread => [Itself(page)],
        _ => null,
    };

    /// <summary>An http or https address without its fragment, or null.</summary>
    public static Uri? Web(string? link) => Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? new Uri(url.GetLeftPart(UriPartial.Query)) : null;

    /// <summary>The page's text, decoded.</summary>
    public static string Html(FetchResult.Fetched page) => TextDecoding.Decode(page.Bytes, page.ContentType, DocumentKind.Html).Text;

    /// <summary>The page itself as an item.</summary>
    public static Item Itself(FetchResult.Fetched page)
    {
        var link = Web(page.Url)!;
        return new(CanonicalUrl.Of(link.AbsoluteUri) ?? link.AbsoluteUri, link, "", "", null, Whole: false);
    }

    private static List<Item>? Feed(FetchResult.Fetched page, string owner)
    {
        var feed = FeedReader.Read(page.Bytes, page.ContentType, page.Url);
        return feed.Ok ? [.. feed.Value.Items.Select(i => FeedItem(i, owner)).DistinctBy(i => i.Identity)] : null;
    }

    private static Item FeedItem(FeedItem item, string owner)
    {
        var link = Web(item.Link);
        var identity = link is not null ? CanonicalUrl.Of(link.AbsoluteUri) ?? link.AbsoluteUri : $"{owner}\u001f{item.Id ?? item.Title + "\u001f" + item.Text}";
        return new(identity, link, item.Title ?? "", item.Text, item.Published ?? item.Updated, item.ContentHtml is not null && item.Text.Length > 0 || item.Text.Length >= WholeText,
            item.Handle);
    }

    private static List<Item>? Listed(FetchResult.Fetched page, Picks? picks)
    {
        var html = Html(page);
        var rows = picks is null ? ListReader.Read(html, new Uri(page.Url), page.At) : Picked(html, picks, new Uri(page.Url), page.At);
        var items = rows.Select(r => new Item("", Web(r.Link), r.Title, "", r.Published, Whole: false)).Where(i => i.Link is not null)
            .Select(i => i with { Identity = CanonicalUrl.Of(i.Link!.AbsoluteUri) ?? i.Link.AbsoluteUri }).DistinctBy(i => i.Identity).ToList();
        return items.Count == 0 ? null : items;
    }

    /// <summary>What the selectors pick: an item without a link is none.</summary>
    private static IReadOnlyList<ListItem> Picked(string html, Picks picks, Uri url, DateTimeOffset now)
    {
        try
        {
            using var document = PageReader.Parse(html);
            var from = PageLinks.Base(document, url);
            return [.. document.QuerySelectorAll(picks.Items!).Take(500).Select(e => Pick(e, picks, from, now)).OfType<ListItem>()];
        }
        catch (Exception e) when (e is DomException or InvalidOperationException or ArgumentException or RegexMatchTimeoutException)
        {
            return [];
        }
    }

    private static ListItem? Pick(IElement item, Picks picks, Uri? from, DateTimeOffset now)
    {
        var anchor = picks.Link is { } set ? item.QuerySelector(set) : item.LocalName == "a" ? item : item.QuerySelector("a[href]") ?? item.Closest("a[href]");
        if (PageLinks.Absolute(anchor?.GetAttribute("href"), from) is not { } link) return null;
        var named = picks.Title is { } where ? item.QuerySelector(where) : anchor;
        var title = PageTitle.Squash(anchor!.GetAttribute("title") is { Length: > 0 } whole && picks.Title is null ? whole : named?.TextContent ?? "");
        if (title.Length == 0) return null;
        var dated = picks.Time is { } time ? item.QuerySelector(time)?.TextContent : item.TextContent.Replace(title, " ", StringComparison.Ordinal);
        var date = ChineseDate.Read(PageTitle.Squash(dated ?? ""), now);
        return new(title, link, date?.Time, date?.Precision ?? DatePrecision.Day);
    }

    /// <summary>The address of the list's next page, or null on the last.</summary>
    public static string? Next(FetchResult.Fetched page)
    {
        using var document = PageReader.Parse(Html(page));
        var from = PageLinks.Base(document, new Uri(page.Url));
        var next = document.QuerySelectorAll("a[href],link[rel='next'][href]").Take(20_000).FirstOrDefault(a =>
            a.GetAttribute("rel") == "next" || a.ClassList.Contains("nxt") || NextPage().IsMatch(a.TextContent.Length < 16 ? a.TextContent : ""));
        return PageLinks.Absolute(next?.GetAttribute("href"), from) is { } url && url != page.Url && new Uri(url).IdnHost == new Uri(page.Url).IdnHost ? url : null;
    }

    [GeneratedRegex(@"^[\s>›»\u00a0]*(?:下一?页|后一页|下一頁)[\s>›»\u00a0]*$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex NextPage();
}
