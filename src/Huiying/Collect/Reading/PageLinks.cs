using AngleSharp.Html.Dom;

namespace Huiying.Collect.Reading;

/// <summary>The article's links.</summary>
internal static class PageLinks
{
    private const int Most = 500;

    public static IReadOnlyList<string> Of(ArticleRegion article, IHtmlDocument document, Uri? url)
    {
        if (article.Box is not { } box) return [];
        var inside = article.Blocks.Select(b => b.Box.Element).ToHashSet();
        var from = Base(document, url);
        HashSet<string> seen = [];
        List<string> links = [];
        foreach (var anchor in box.Element.QuerySelectorAll("a[href]"))
        {
            if (links.Count == Most) break;
            var holder = anchor.ParentElement;
            while (holder is not null && ElementKinds.IsInline(holder)) holder = holder.ParentElement;
            if (holder is null || !inside.Contains(holder)) continue;
            if (Absolute(anchor.GetAttribute("href"), from) is { } link && seen.Add(link)) links.Add(link);
        }
        return links;
    }

    /// <summary>The address relative links start from: the base element, else the page's own.</summary>
    public static Uri? Base(IHtmlDocument document, Uri? url)
    {
        var href = document.QuerySelector("base[href]")?.GetAttribute("href");
        if (href is null) return url;
        return url is null ? (Uri.TryCreate(href, UriKind.Absolute, out var own) ? own : null) : Uri.TryCreate(url, href, out var joined) ? joined : url;
    }

    /// <summary>An absolute http or https address, or null (mailto:, javascript:, a fragment, nothing to resolve against).</summary>
    public static string? Absolute(string? href, Uri? from)
    {
        href = href?.Trim();
        if (string.IsNullOrEmpty(href) || href[0] == '#') return null;
        // On Unix a path that begins with a slash is an absolute file address to Uri.
        var rooted = href[0] is '/' or '\\';
        if (!rooted && Uri.TryCreate(href, UriKind.Absolute, out var whole)) return whole.Scheme is "http" or "https" ? whole.AbsoluteUri : null;
        if (from is null || !Uri.TryCreate(from, href, out var joined)) return null;
        return joined.Scheme is "http" or "https" ? joined.AbsoluteUri : null;
    }
}
