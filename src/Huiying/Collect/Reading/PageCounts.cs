using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>
/// How often a thread or an article was opened, answered and passed on, as its page says: 查看: 1234 | 回复: 56, 1.2万次浏览, 56回复贴, 转发 12, or schema.org's
/// interactionStatistic. What a page does not say stays unknown.
/// </summary>
internal static partial class PageCounts
{
    private const int LongestLine = 160;

    private const int LongestLabel = 12;

    /// <summary>Blocks above an article in which its own figures are looked for.</summary>
    private const int Before = 12;

    /// <summary>Blocks after an article in which its own figures are looked for; further down stand those of others.</summary>
    private const int After = 6;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789０１２３４５６７８９");

    /// <summary>Of a thread.</summary>
    public static Counts Of(PageBlocks page, List<PostBox> posts)
    {
        var counts = Stated(page, Attributes(page));
        var inPost = new bool[page.Blocks.Count];
        // The head of the thread may stand in its first floor's element; below that only posts speak.
        foreach (var post in posts.Skip(1)) Array.Fill(inPost, true, post.First, post.End - post.First);
        for (var i = 0; i < page.Blocks.Count && counts is not { Views: not null, Replies: not null, Reposts: not null }; i++)
        {
            if (!inPost[i]) Read(page, i, ref counts);
        }
        return counts;
    }

    /// <summary>Of an article: what stands above its text and just below it.</summary>
    public static Counts Of(PageBlocks page, ArticleRegion article)
    {
        var counts = Stated(page, default);
        if (article.Blocks.Count == 0) return counts;
        var first = IndexOf(page, article.Blocks[0], 0);
        var last = IndexOf(page, article.Blocks[^1], first);
        for (var i = Math.Max(0, first - Before); i < Math.Min(page.Blocks.Count, last + 1 + After); i++)
        {
            if (i < first || i > last) Read(page, i, ref counts);
        }
        return counts;
    }

    private static int IndexOf(PageBlocks page, Block block, int from)
    {
        for (var i = from; i < page.Blocks.Count; i++) if (ReferenceEquals(page.Blocks[i], block)) return i;
        return from;
    }

    /// <summary>Attributes that forum software gives. Not asked of articles, beside which others stand with theirs.</summary>
    private static Counts Attributes(PageBlocks page)
    {
        var counts = new Counts();
        // One walk for all: asking the document for each attribute by a selector would walk it ten times.
        foreach (var element in page.Elements)
        {
            foreach (var attribute in element.Attributes)
            {
                if (attribute.Name is not ['j' or 'd', ..]) continue;
                counts = attribute.Name switch
                {
                    "js_clickcount" or "js_pagecount" or "data-views" or "data-view-count" => counts with { Views = counts.Views ?? Number(attribute.Value) },
                    "js_replycount" or "data-replies" or "data-reply-count" => counts with { Replies = counts.Replies ?? Number(attribute.Value) },
                    "data-reposts" or "data-repost-count" or "data-share-count" => counts with { Reposts = counts.Reposts ?? Number(attribute.Value) },
                    _ => counts,
                };
            }
        }
        return counts;
    }

    /// <summary>schema.org's statistics of interactions, where nothing is known yet.</summary>
    private static Counts Stated(PageBlocks page, Counts counts)
    {
        foreach (var element in page.Elements)
        {
            if (element.LocalName != "script" || element.GetAttribute("type") != "application/ld+json") continue;
            if (element.TextContent is not { Length: < 500_000 } json || !json.Contains("userInteractionCount", StringComparison.Ordinal)) continue;
            foreach (Match m in Interaction().Matches(json))
            {
                var number = Number(m.Groups["n"].Value);
                counts = m.Groups["kind"].Value switch
                {
                    "View" or "Watch" or "Read" => counts with { Views = counts.Views ?? number },
                    "Comment" or "Reply" => counts with { Replies = counts.Replies ?? number },
                    "Share" => counts with { Reposts = counts.Reposts ?? number },
                    _ => counts,
                };
            }
        }
        return counts;
    }

    private static void Read(PageBlocks page, int i, ref Counts counts)
    {
        var text = page.Blocks[i].Text;
        if (text.Length > LongestLine) return;
        // Only a label, or a line with a figure, has anything to say.
        var figure = text.AsSpan().ContainsAny(Digits);
        if (!figure && text.Length > LongestLabel) return;
        if (figure) text = Time().Replace(text, " ");
        counts = counts with
        {
            Views = counts.Views ?? Read(text, ViewsMarked(), Views(), ViewsAfter()) ?? Beside(ViewsLabel(), page, i),
            Replies = counts.Replies ?? Read(text, RepliesMarked(), Replies(), RepliesAfter()) ?? Beside(RepliesLabel(), page, i),
            Reposts = counts.Reposts ?? Read(text, RepostsMarked(), Reposts(), RepostsAfter()) ?? Beside(RepostsLabel(), page, i),
        };
    }

    /// <summary>A label alone, with its number in the block after or before it.</summary>
    private static long? Beside(Regex label, PageBlocks page, int i)
    {
        if (page.Blocks[i].Text.Length > LongestLabel || !label.IsMatch(page.Blocks[i].Text)) return null;
        return (i + 1 < page.Blocks.Count ? Number(page.Blocks[i + 1].Text) : null) ?? (i > 0 ? Number(page.Blocks[i - 1].Text) : null);
    }

    /// <summary>A sign between word and number settles it; otherwise the line is read the way it begins.</summary>
    private static long? Read(string text, Regex marked, Regex before, Regex after)
    {
        if (First(marked, text) is { } sure) return sure;
        var word = Word().Match(text);
        if (!word.Success) return null;
        var digit = text.AsSpan().IndexOfAnyInRange('0', '9');
        return digit >= 0 && digit < word.Index ? First(after, text) : First(before, text);
    }

    private static long? First(Regex form, string text) =>
        form.Match(text) is { Success: true } m ? Number(m.Groups["n"].Value) : null;

    /// <summary>1,234 and 1.2万 and 3亿 and 12k; null when it is none.</summary>
    internal static long? Number(string text)
    {
        if (text.Length > 24 || Figure().Match(ChineseNumerals.Plain(text)) is not { Success: true } m) return null;
        if (!decimal.TryParse(m.Groups["d"].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
        value *= m.Groups["u"].Value switch { "万" or "萬" or "w" or "W" => 10_000, "亿" => 100_000_000, "千" or "k" or "K" => 1_000, "百" => 100, "m" or "M" => 1_000_000, _ => 1 };
        return value is >= 0 and < 1_000_000_000_000 ? (long)value : null;
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;
    private const string N = @"(?<n>[0-9０-９][0-9０-９,]{0,14}(\.[0-9]{1,2})?\s?[万萬亿千百wkm]?\+?)";
    private const string ViewWord = "(查看|浏览|点击|人气|阅读|访问|围观|views?|hits?)";
    private const string ReplyWord = "(回复|回帖|回贴|跟帖|跟贴|评论|回应|repl(y|ies)|comments?)";

    private const string RepostWord = "(转发|转帖|转贴|转载|分享|reposts?|shares?|retweets?)";

    private const string Tail = @"(次数|人数|数|量|率|贴|帖)?\s?";

    /// <summary>Figures of another kind: days, clocks, floors.</summary>
    [GeneratedRegex(@"[0-9]{2,4}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}日?|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?|[0-9]{1,4}\s?(秒|分钟|小时|天|个?月|年)前", Options, Patience.Milliseconds)]
    private static partial Regex Time();

    [GeneratedRegex(ViewWord + "|" + ReplyWord + "|" + RepostWord, Options, Patience.Milliseconds)]
    private static partial Regex Word();

    [GeneratedRegex(ViewWord + Tail + @"[:：(（]\s?" + N + @"(?![0-9\-/:])", Options, Patience.Milliseconds)]
    private static partial Regex ViewsMarked();

    [GeneratedRegex(ViewWord + Tail + N + @"(?![0-9\-/:])", Options, Patience.Milliseconds)]
    private static partial Regex Views();

    [GeneratedRegex(@"(?<![\-/:.0-9])" + N + @"\s?(次|人|个)?\s?" + ViewWord, Options, Patience.Milliseconds)]
    private static partial Regex ViewsAfter();

    [GeneratedRegex(ReplyWord + Tail + @"[:：(（]\s?" + N + @"(?!\s?[楼层#0-9\-/:])", Options, Patience.Milliseconds)]
    private static partial Regex RepliesMarked();

    [GeneratedRegex(ReplyWord + Tail + N + @"(?!\s?[楼层#0-9\-/:])", Options, Patience.Milliseconds)]
    private static partial Regex Replies();

    [GeneratedRegex(@"(?<![\-/:.0-9])" + N + @"\s?(个|条|篇|次)?\s?" + ReplyWord, Options, Patience.Milliseconds)]
    private static partial Regex RepliesAfter();

    [GeneratedRegex("^" + ViewWord + @"(次数|人数|数|量)?\s?[:：]?$", Options, Patience.Milliseconds)]
    private static partial Regex ViewsLabel();

    [GeneratedRegex("^" + ReplyWord + @"(次数|人数|数|量)?\s?[:：]?$", Options, Patience.Milliseconds)]
    private static partial Regex RepliesLabel();

    [GeneratedRegex(RepostWord + Tail + @"[:：(（]\s?" + N + @"(?![0-9\-/:])", Options, Patience.Milliseconds)]
    private static partial Regex RepostsMarked();

    [GeneratedRegex(RepostWord + Tail + N + @"(?![0-9\-/:])", Options, Patience.Milliseconds)]
    private static partial Regex Reposts();

    [GeneratedRegex(@"(?<![\-/:.0-9])" + N + @"\s?(次|人|个)?\s?" + RepostWord, Options, Patience.Milliseconds)]
    private static partial Regex RepostsAfter();

    [GeneratedRegex("^" + RepostWord + @"(次数|人数|数|量)?\s?[:：]?$", Options, Patience.Milliseconds)]
    private static partial Regex RepostsLabel();

    /// <summary>A regular expression and not a parser: half of the pages print line breaks inside their strings, which is no JSON. Either may come first.</summary>
    [GeneratedRegex(@"\{[^{}]{0,400}?(""interactionType""\s*:\s*(\{[^{}]{0,200}?)?""(https?://schema\.org/)?(?<kind>[A-Za-z]{1,20})Action""[^{}]{0,200}?\}?[^{}]{0,200}?""userInteractionCount""\s*:\s*""?(?<n>[0-9]{1,12})|""userInteractionCount""\s*:\s*""?(?<n>[0-9]{1,12})""?[^{}]{0,200}?""interactionType""\s*:\s*(\{[^{}]{0,200}?)?""(https?://schema\.org/)?(?<kind>[A-Za-z]{1,20})Action"")", Options, Patience.Milliseconds)]
    private static partial Regex Interaction();

    [GeneratedRegex(@"^\s*(?<d>[0-9][0-9,]*(\.[0-9]+)?)\s?(?<u>[万萬亿千百wkm]?)\+?\s*(次|人|个|条)?\s*$", Options, Patience.Milliseconds)]
    private static partial Regex Figure();
}
