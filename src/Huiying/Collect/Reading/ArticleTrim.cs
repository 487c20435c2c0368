using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>Leaves out of the region what is no part of the article: link lists, labels, the lines before its first and after its last paragraph.</summary>
internal static partial class ArticleTrim
{
    public static List<Block> Of(IReadOnlyList<Block> blocks, Box box, int start, string headline)
    {
        List<Block> kept = [];
        for (var i = start; i < box.EndBlock; i++)
        {
            if (Belongs(blocks[i], box)) kept.Add(blocks[i]);
        }
        kept = Ended(kept);
        var first = kept.FindIndex(b => IsParagraph(b) && !IsPrinted(b, headline));
        var last = kept.FindLastIndex(b => IsParagraph(b) && !Credit().IsMatch(b.Text));
        if (first < 0 || last < first) return kept;
        return [.. kept.Where((b, i) => i < first ? IsLead(b, headline) : i <= last || !(IsTail(b) || Credit().IsMatch(b.Text)))];
    }

    /// <summary>Up to the line that says that something else begins, if what follows is the lesser part; without such lines in any case.</summary>
    private static List<Block> Ended(List<Block> kept)
    {
        var whole = kept.Sum(b => b.Length);
        double before = 0;
        List<Block> article = [];
        foreach (var block in kept)
        {
            before += block.Length;
            if (!IsEnding(block)) article.Add(block);
            else if (before > 0.6 * whole) break;
        }
        return article;
    }

    private static bool IsEnding(Block block) => block.Text.Length <= 30 && Ending().IsMatch(block.Text);

    private static bool Belongs(Block block, Box region)
    {
        if (block.Box.Boilerplate && !region.Boilerplate) return false;
        if (block.Text.Length < 2 || !block.Text.Any(char.IsLetterOrDigit)) return false;
        if (block.LinkShare > 0.6 && (block.Length < 30 || block.Kind is "li" or "td") && !IsWritten(block)) return false;
        return IsEnding(block) || !Label().IsMatch(block.Text);
    }

    /// <summary>A link the author wrote out, or a quoted post's signature, which links to the post.</summary>
    private static bool IsWritten(Block b) =>
        b.Text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || b.Text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || b.Box.Element.LocalName == "blockquote" && b.Text.StartsWith('—');

    /// <summary>The headline again, or the line under it with date and source: it may look like a sentence.</summary>
    private static bool IsPrinted(Block b, string headline) =>
        Same(b.Text, headline) || b.Kind == "h1" || b.Text.Length <= 80 && Dated().IsMatch(b.Text) && Sourced().IsMatch(b.Text) && !b.Text.Contains('。', StringComparison.Ordinal);

    private static bool IsParagraph(Block b) => b is { Marks: > 0, Length: >= 15, LinkShare: < 0.4 };

    /// <summary>Before the first paragraph only headings within the article stand.</summary>
    private static bool IsLead(Block b, string headline) =>
        b.LinkShare < 0.3 && b.Length >= 2 && !Same(b.Text, headline) && !Notice().IsMatch(b.Text) && (b.IsHeading ? b.Kind != "h1" : b.Length >= 4);

    private static bool IsTail(Block b) => b.LinkShare > 0.3 || Closing().IsMatch(b.Text);

    private static bool Same(string a, string b) => a.Length > 0 && b.Length > 0
        && string.Equals(PageTitle.Bare(a), PageTitle.Bare(b), StringComparison.OrdinalIgnoreCase);

    /// <summary>Lines that are labels wherever they stand.</summary>
    [GeneratedRegex(
        @"^(上一篇|下一篇|上一页|下一页|相关(阅读|新闻|链接|文章|报道)|延伸阅读|推荐阅读|分享(到|至)|打印(本页)?|关闭(窗口)?|返回(顶部|列表|首页)|字体|【?字号|\[?大 中 小|收藏|点赞|扫一扫|我要评论|发表评论|advert(isement)?s?$|comments?$|share (this|your)|explore further|citation:|this document is subject to copyright|read more|related (articles|stories)|sign up|subscribe|continue reading|follow us)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Label();

    /// <summary>Where an article's text ends and the page goes on.</summary>
    [GeneratedRegex(
        @"^\W*(相关(阅读|新闻|链接|文章|报道|推荐|内容)|延伸阅读|推荐(阅读|新闻|文章)|更多(精彩|新闻|内容|阅读)|热门(推荐|新闻|文章|评论)|猜你喜欢|网友(评论|留言)|最新(评论|回复)|全部评论|郑\s*重\s*声\s*明|免责声明|本[帖贴]跟[从随]|(related|popular|recent|latest) (articles|stories|posts|news|topics)|you (may|might) also (like|be interested)|recommended for you|leave a (reply|comment))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Ending();

    /// <summary>Who else wrote and where to follow them: under an article, never in it.</summary>
    [GeneratedRegex(
        @"^\W*(reporting by|editing by|additional reporting|(文章|稿件|新闻|资料|信息|图片)?来源\s?[:：].{0,20}$|本[帖贴文]由.{1,40}发[表布]\W*$)|contributed to this (report|story|article)\W*$|follow (him|her|them|us|me) on (twitter|facebook|instagram)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Credit();

    [GeneratedRegex(@"(19|20)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}|[0-9]{1,2}:[0-9]{2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Dated();

    [GeneratedRegex("来源|作者|编辑|发布|发表|浏览|点击|阅读|评论|字号", RegexOptions.CultureInvariant, Patience.Milliseconds)]
    private static partial Regex Sourced();

    /// <summary>Date, source and reader counts under the headline.</summary>
    [GeneratedRegex(
        @"(19|20)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}|[0-9]{1,2}:[0-9]{2}|来源|作者|编辑|发布(时间|日期)|浏览|点击|阅读|评论|字号|当前位置|您的位置|首页|[>＞»›]|^\W*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Notice();

    [GeneratedRegex(
        @"版权|免责|声明|责任编辑|责编|编辑[:：]|copyright|©|all rights reserved|点击|评论|转载|举报|扫描|二维码|关注|下载|客户端|上一|下一|相关|返回|关闭|打印",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Closing();
}
