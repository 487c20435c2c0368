using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;

namespace Huiying.Collect.Reading;

/// <summary>How often a thread was opened and answered, as its page says: 查看: 1234 | 回复: 56, 1.2万次浏览, 56回复贴.</summary>
internal static partial class ThreadCounts
{
    private const int LongestLine = 160;

    public static (long? Views, long? Replies) Of(IHtmlDocument document, PageBlocks page, List<PostBox> posts)
    {
        var views = Attribute(document, "js_clickcount", "data-views", "data-view-count", "js_pagecount");
        var replies = Attribute(document, "js_replycount", "data-replies", "data-reply-count");
        var inPost = new bool[page.Blocks.Count];
        // The head of the thread may stand in its first floor's element; below that only posts speak.
        foreach (var post in posts.Skip(1)) Array.Fill(inPost, true, post.First, post.End - post.First);
        for (var i = 0; i < page.Blocks.Count && (views is null || replies is null); i++)
        {
            var text = page.Blocks[i].Text;
            if (inPost[i] || text.Length > LongestLine) continue;
            text = Time().Replace(text, " ");
            views ??= Read(text, ViewsMarked(), Views(), ViewsAfter()) ?? Beside(ViewsLabel(), page, i);
            replies ??= Read(text, RepliesMarked(), Replies(), RepliesAfter()) ?? Beside(RepliesLabel(), page, i);
        }
        return (views, replies);
    }

    /// <summary>A label alone, with its number in the block after or before it.</summary>
    private static long? Beside(Regex label, PageBlocks page, int i)
    {
        if (page.Blocks[i].Text.Length > 12 || !label.IsMatch(page.Blocks[i].Text)) return null;
        return (i + 1 < page.Blocks.Count ? Number(page.Blocks[i + 1].Text) : null) ?? (i > 0 ? Number(page.Blocks[i - 1].Text) : null);
    }

    private static long? Attribute(IHtmlDocument document, params ReadOnlySpan<string> names)
    {
        foreach (var name in names) if (Number(document.QuerySelector($"[{name}]")?.GetAttribute(name) ?? "") is { } number) return number;
        return null;
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

    private const string Tail = @"(次数|人数|数|量|率|贴|帖)?\s?";

    /// <summary>Figures of another kind: days, clocks, floors.</summary>
    [GeneratedRegex(@"[0-9]{2,4}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}日?|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?|[0-9]{1,4}\s?(秒|分钟|小时|天|个?月|年)前", Options, Patience.Milliseconds)]
    private static partial Regex Time();

    [GeneratedRegex(ViewWord + "|" + ReplyWord, Options, Patience.Milliseconds)]
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

    [GeneratedRegex(@"^\s*(?<d>[0-9][0-9,]*(\.[0-9]+)?)\s?(?<u>[万萬亿千百wkm]?)\+?\s*(次|人|个|条)?\s*$", Options, Patience.Milliseconds)]
    private static partial Regex Figure();
}
