using System.Text.RegularExpressions;
using Huiying.Collect.Fetching;
using Huiying.Collect.Masking;
using Huiying.Collect.Reading;

namespace Huiying.Collect;

/// <summary>What a page seems to be, by its structure first and by customary addresses second; and a name and a pace to propose for it.</summary>
internal static partial class PageShape
{
    private const int LongestName = 40;

    /// <summary>An article has at least so much running text when the page has a list of headlines too.</summary>
    private const int ArticleText = 200;

    private static readonly TimeSpan[] Paces = [TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1)];

    /// <summary>Whether the page's headlines lead to threads.</summary>
    public static bool IsBoard(FetchResult.Fetched page, string html)
    {
        if (BoardAddress().IsMatch(page.Url)) return true;
        var items = ListReader.Read(html, new Uri(page.Url), page.At);
        return items.Count > 0 && items.Count(i => ThreadAddress().IsMatch(i.Link)) * 2 > items.Count;
    }

    /// <summary>Whether the page is a thread: floors with printed numbers, or a customary address over at least one post.</summary>
    public static bool IsThread(FetchResult.Fetched page, string html)
    {
        if (BoardAddress().IsMatch(page.Url)) return false;
        var thread = ThreadReader.Read(html, new Uri(page.Url), page.At);
        return thread.Posts.Count(p => p.Numbered) >= 2 || thread.Posts.Count > 0 && ThreadAddress().IsMatch(page.Url);
    }

    /// <summary>How much the page is an article: running text in sentences, which headlines in a list are not.</summary>
    /// <param name="listed">What a list would give, or null when there is none.</param>
    /// <returns>Null when it has none; otherwise whether the text outweighs the list.</returns>
    public static bool? IsArticle(FetchResult.Fetched page, string html, Proposal? listed)
    {
        var read = PageReader.Read(html, new Uri(page.Url), page.At);
        if (read.Title.Length == 0 || read.Text.Length == 0) return null;
        if (listed is null) return true;
        if (SentenceEnd().Count(read.Text) < 2) return null;
        return read.Text.Length >= ArticleText && read.Published is not null && read.Text.Length > listed.Items.Sum(i => i.Title.Length) * listed.Count / listed.Items.Count;
    }

    /// <summary>What the page calls itself, at most 40 characters.</summary>
    public static string NameOf(SourceKind kind, FetchResult.Fetched page)
    {
        var own = kind == SourceKind.Feed ? FeedReader.Read(page.Bytes, page.ContentType, page.Url) is { Ok: true } feed ? feed.Value.Title : null
            : JsonAnswer.Is(page) ? null : TitleOf(SourceItems.Html(page));
        var name = Mask.Apply(Between().Replace(own ?? "", "·")).Text.Trim('·', ' ');
        return name.Length == 0 ? new Uri(page.Url).IdnHost : name.Length <= LongestName ? name : name[..LongestName];
    }

    private static string TitleOf(string html)
    {
        using var document = PageReader.Parse(html);
        return PageTitle.Squash(document.Title ?? "");
    }

    /// <summary>How often it seems worth reading: twice as often as something new comes, in the steps the page offers.</summary>
    public static TimeSpan Pace(SourceKind kind, IReadOnlyList<DateTimeOffset> times, DateTimeOffset now)
    {
        if (times.Count < 3) return kind is SourceKind.Search or SourceKind.Sitemap ? TimeSpan.FromHours(6) : TimeSpan.FromHours(1);
        var (newest, oldest) = (times.Max(), times.Min());
        if (now - newest > TimeSpan.FromDays(30)) return TimeSpan.FromDays(1);
        // Lists print days only: the span is at least the day itself.
        var span = newest - oldest < TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : newest - oldest;
        var wanted = span / times.Count / 2;
        var pace = Paces.LastOrDefault(p => p <= wanted);
        var least = kind is SourceKind.Search ? TimeSpan.FromHours(1) : kind is SourceKind.Feed ? Paces[0] : Paces[1];
        return pace < least ? least : pace;
    }

    [GeneratedRegex(@"[。！？]|[a-z][.!?](?=\s|$)", RegexOptions.CultureInvariant, Patience.Milliseconds)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"mod=forumdisplay|/forum-[0-9a-z]+|thread(?:-htm)?\.php\?fid|viewforum|/f\?(?:.*&)?kw=|/board[/\-?.]|showforum", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex BoardAddress();

    [GeneratedRegex(@"mod=viewthread|/thread-[0-9]+|/threads?/[0-9a-z]|read(?:-htm)?(?:\.php\?|-)tid|[?&]tid=[0-9]|viewtopic|showtopic|/topic[/\-]|/t/[0-9]+|/p/[0-9]{5,}|/d/[0-9]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex ThreadAddress();

    [GeneratedRegex(@"\s*[_|｜]\s*|\s+[-—–]+\s*|\s*[-—–]+\s+", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Between();
}
