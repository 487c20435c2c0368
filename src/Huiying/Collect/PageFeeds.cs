using System.Text.RegularExpressions;
using Huiying.Collect.Reading;

namespace Huiying.Collect;

/// <summary>The feeds a page itself names: in its head, or by a link that says so. Nothing is guessed.</summary>
internal static partial class PageFeeds
{
    /// <summary>Their addresses, those of the head first.</summary>
    public static IReadOnlyList<string> Of(string html, Uri url)
    {
        using var document = PageReader.Parse(html);
        var from = PageLinks.Base(document, url);
        var head = document.QuerySelectorAll("link[rel~='alternate' i][href]").Where(l => FeedType().IsMatch(l.GetAttribute("type") ?? ""));
        var linked = document.QuerySelectorAll("a[href]").Take(20_000).Where(a => FeedAddress().IsMatch(a.GetAttribute("href")!));
        return [.. head.Concat(linked).Select(l => PageLinks.Absolute(l.GetAttribute("href"), from)).OfType<string>().Where(l => l != url.AbsoluteUri && !Comments().IsMatch(l)).Distinct()];
    }

    [GeneratedRegex(@"(?:rss|atom|rdf)\+xml|feed\+json|^application/json$|^(?:text|application)/xml$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex FeedType();

    [GeneratedRegex(@"(?:/|=)(?:rss|feed|feeds|atom|rdf)(?:\.(?:xml|rdf|php|aspx?|jsp|json))?/?(?:\?[^?]{0,200})?$|\.rss$|[/_\-](?:rss|atom|feed)[0-9_\-]{0,8}\.xml$|mod=rss", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex FeedAddress();

    /// <summary>Feeds of comments are none of the column's.</summary>
    [GeneratedRegex(@"comments?[/.\-_]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Comments();
}
