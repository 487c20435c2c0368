using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Huiying.Collect.Reading;

/// <summary>
/// Reads an article page: the region with the densest running text, its headline and its time of publication.
/// Never throws; time and memory grow with the page's length, of which the first four million characters are read.
/// </summary>
public static class PageReader
{
    private const int Longest = 4_000_000;

    /// <summary>Reads.</summary>
    /// <param name="html">The decoded page.</param>
    /// <param name="url">Where it came from, to make links absolute; null when unknown.</param>
    /// <param name="now">When it was fetched: 昨天 and 3分钟前 are counted from here, and nothing is published later.</param>
    public static Page Read(string html, Uri? url, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(html)) return Page.Empty;
        try
        {
            using var document = Parse(html);
            var blocks = PageBlocks.Of(document);
            var metas = PageMeta.Of(document);
            var title = PageTitle.Of(document, metas, blocks);
            var article = ArticleRegion.Of(blocks, title);
            var published = Published(document, metas, blocks, article, title, url, now);
            return new(
                title.Headline, article.Text(), published?.Time, published?.Precision ?? DatePrecision.Day, title.Site ?? url?.Host,
                PageLanguage.Of(document, article), PageLinks.Of(article, document, url), NextPage.Of(blocks, document, url))
            {
                Counts = Counts(blocks, article),
            };
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or InvalidOperationException or ArgumentException or FormatException or InsufficientExecutionStackException)
        {
            return Page.Empty;
        }
    }

    /// <summary>A page whose date cannot be made out keeps its text.</summary>
    private static ReadDate? Published(
        IHtmlDocument document, PageMeta metas, PageBlocks blocks, ArticleRegion article, PageTitle title, Uri? url, DateTimeOffset now)
    {
        try
        {
            return PublishedTime.Of(document, metas, blocks, article, title, url, now);
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A page whose figures cannot be made out keeps its text.</summary>
    private static Counts Counts(PageBlocks blocks, ArticleRegion article)
    {
        try
        {
            return PageCounts.Of(blocks, article);
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentException or FormatException)
        {
            return default;
        }
    }

    /// <summary>A document without scripts run, styles computed or anything fetched.</summary>
    internal static IHtmlDocument Parse(string html) =>
        new HtmlParser().ParseDocument(NestingLimit.Apply(html.Length > Longest ? html[..Longest] : html));
}
