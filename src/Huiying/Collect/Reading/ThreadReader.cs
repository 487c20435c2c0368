using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Huiying.Collect.Reading;

/// <summary>
/// Reads a page of a forum thread, by method and not by vendor: the times that repeat in one shape are those of the posts, and a post is the largest
/// element around one of them that holds no other. Names that forum software customarily gives tell text from quotation, signature and author.
/// Never throws; time grows with the page's length, of which the first four million characters are read.
/// </summary>
public static class ThreadReader
{
    private const int MostPosts = 2_000;

    /// <summary>Reads.</summary>
    /// <param name="html">The decoded page.</param>
    /// <param name="url">Where it came from; null when unknown.</param>
    /// <param name="now">When it was fetched: 昨天 and 3分钟前 are counted from here.</param>
    public static ForumThread Read(string html, Uri? url, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(html)) return ForumThread.Empty;
        try
        {
            using var document = PageReader.Parse(html);
            var page = PageBlocks.Of(document);
            var title = PageTitle.Of(document, PageMeta.Of(document), page);
            var parts = new PostParts(page);
            var times = PostTime.Of(page, parts, now);
            var found = PostBoxes.Of(page, parts, times);
            var posts = found.Count == 0 ? Alone(html, url, now) : ThreadPosts.Of(page, parts, found, times, title.Block);
            var counts = PageCounts.Of(page, found.Count > 0 ? found : []);
            return new(Title(document, title), posts.FirstOrDefault(p => p.Floor == 1)?.Published, counts.Views, counts.Replies, [.. posts.Take(MostPosts)]) { Reposts = counts.Reposts, Next = Next(document) };
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or InvalidOperationException or ArgumentException or FormatException or InsufficientExecutionStackException)
        {
            return ForumThread.Empty;
        }
    }

    /// <summary>No post stands out: the page's article, if it has one, is a post nobody answered.</summary>
    private static IReadOnlyList<ThreadPost> Alone(string html, Uri? url, DateTimeOffset now)
    {
        var page = PageReader.Read(html, url, now);
        return page.Text.Length == 0 ? [] : [new ThreadPost(1, page.Published, page.Text)];
    }

    private static string Title(IHtmlDocument document, PageTitle title)
    {
        var named = document.QuerySelector("#thread_subject,#subject_tpc,[itemprop='headline'],.core_title_txt,[component='topic/title']")?.TextContent;
        var squashed = PageTitle.Squash(named ?? "");
        return squashed.Length is > 0 and <= 300 ? squashed : title.Headline;
    }

    private static string? Next(IHtmlDocument document)
    {
        var links = document.QuerySelectorAll("a[href],link[rel='next'][href]");
        return links.Take(20_000).FirstOrDefault(IsNext)?.GetAttribute("href");
    }

    private static bool IsNext(IElement link) =>
        link.GetAttribute("rel") == "next" || link.ClassList.Contains("nxt")
        || link.TextContent is { Length: < 12 } text && text.Trim(' ', '>', '›', '»', '\n', '\t', '\u00A0') is "下一页" or "下页" or "后一页";
}
