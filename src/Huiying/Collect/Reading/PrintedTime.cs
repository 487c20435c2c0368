using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>The date printed with the headline: of all short lines with a date, the one that stands and looks most like it.</summary>
internal static partial class PrintedTime
{
    private const int LongestLine = 160;

    public static ReadDate? Of(PageBlocks page, ArticleRegion article, PageTitle title, DateTimeOffset now)
    {
        var first = article.Blocks.Count > 0 ? Index(page, article.Blocks[0]) : page.Blocks.Count;
        var last = article.Blocks.Count > 0 ? Index(page, article.Blocks[^1]) : page.Blocks.Count;
        (ReadDate? Read, double Score) best = (null, 0);
        var seen = 0;
        for (var i = 0; i < page.Blocks.Count && seen < 400; i++)
        {
            var block = page.Blocks[i];
            if (!Figures().IsMatch(block.Text.Length > 400 ? block.Text[..400] : block.Text)) continue;
            seen++;
            if (Line(block, i, first, last) is not { } line) continue;
            // Reading a date takes longest, so it is left for the lines that a minute at the best would make the likeliest so far.
            var place = Place(block, line, i, title.Block, first, last);
            if (place + Detail(DatePrecision.Minute) <= best.Score || Read(line, now) is not { } read || read.Precision < DatePrecision.Month) continue;
            var score = place + Detail(read.Precision);
            if (score > best.Score) best = (read, score);
        }
        return best.Read;
    }

    /// <summary>The part of the block that may be a date line: all of a short one; the edges of the article's own ends.</summary>
    private static string? Line(Block block, int i, int first, int last)
    {
        if (block.Text.Length <= LongestLine) return block.Text;
        if (i <= first) return block.Text[..LongestLine];
        return i >= last ? block.Text[^80..] : null;
    }

    private static ReadDate? Read(string line, DateTimeOffset now)
    {
        var cue = Cue().Match(line);
        if (cue.Success && ChineseDate.Read(line[(cue.Index + cue.Length)..], now) is { Precision: >= DatePrecision.Day } said) return said;
        // A whole date says more than 昨天 in the headline beside it.
        if (Whole().Match(line) is { Success: true, Index: > 0 } whole && ChineseDate.Read(line[whole.Index..], now) is { Precision: >= DatePrecision.Day } dated) return dated;
        return ChineseDate.Read(line, now) is { } read && !IsClockOnly(line, read, now) ? read : null;
    }

    /// <summary>A clock alone is today's, whatever today is; on a page that is no date of publication.</summary>
    private static bool IsClockOnly(string line, ReadDate read, DateTimeOffset now)
    {
        if (read.Precision <= DatePrecision.Day || read.Time.Date != TimeZoneInfo.ConvertTime(now, ChineseDate.China).Date || Relative().IsMatch(line)) return false;
        return ChineseDate.Read(line, now.AddDays(-1000))?.Time == read.Time.AddDays(-1000);
    }

    /// <summary>What the written detail of a date says for it.</summary>
    private static int Detail(DatePrecision precision) => precision switch
    {
        DatePrecision.Second or DatePrecision.Minute => 6,
        DatePrecision.Hour or DatePrecision.Day => 3,
        _ => 1,
    };

    /// <summary>What a line's place and look say for it.</summary>
    private static double Place(Block block, string line, int i, int title, int first, int last)
    {
        double score = 0;
        if (Cue().IsMatch(line)) score += 5;
        else if (Source().IsMatch(line)) score += 3;
        else if (line.AsSpan().ContainsAny('。', '，')) score -= 8; // a sentence with a date in it
        if (Named().IsMatch($"{block.Box.Element.ClassName} {block.Box.Element.Id}")) score += 2;
        if (line.Length < 40) score += 2;
        else if (line.Length > 90) score -= 3;
        if (Posted().IsMatch(line)) score += 12;
        if (Other().IsMatch(line)) score -= 20;
        if (block.LinkShare > 0.5) score -= 6;
        if (block.Box.Boilerplate) score -= 3;
        // Without a headline the date stands over the text, or in its first lines.
        var place = title >= 0 ? title : Math.Max(0, first - 4);
        if (i >= place && i <= Math.Max(first + 1, title >= 0 ? title + 8 : first)) score += 5;
        else if (i < place) score += i > place - 6 ? 2 : -1;
        else if (i >= last - 3 && i <= last && line.Length < 40) score += 1; // the date under an official letter
        else if (i > first && i < last) score -= line.Length > 40 ? 8 : 3;
        else if (i >= last) score -= i > last + 6 ? 5 : 1;
        return score - (Math.Abs(i - place) * 0.01);
    }

    private static int Index(PageBlocks page, Block block)
    {
        for (var i = block.Box.FirstBlock; i < page.Blocks.Count; i++) if (page.Blocks[i] == block) return i;
        return page.Blocks.Count;
    }

    [GeneratedRegex(@"(?<![0-9])(19|20)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Whole();

    [GeneratedRegex(@"[0-9]{1,4}\s?[-/.年月]\s?[0-9]{1,2}|[前昨今]天|[一二三四五六七八九十〇零]月|(前|刚刚)$|\b(19|20)[0-9]{6}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Figures();

    [GeneratedRegex(@"(发布|发表|更新|成文|创建|上传|录入|提交|发帖|刊登|编发|添加)(时间|日期|于|在)?\s?[:：]?|(^|\s|\[|【)(时间|日期|时 间|日 期)\s?[:：]|pub(lished|date)\s?(on|at)?:?|posted\s?(on|at)?:?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience.Milliseconds)]
    private static partial Regex Cue();

    /// <summary>本帖由某人于…发表: a forum's line under the post.</summary>
    [GeneratedRegex(@"^.{0,6}本[帖贴文].{0,30}[于在]\s?(19|20)[0-9]{2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Posted();

    [GeneratedRegex("今天|今日|刚|前|ago", RegexOptions.CultureInvariant, Patience.Milliseconds)]
    private static partial Regex Relative();

    [GeneratedRegex("来源|稿源|作者|编辑|浏览|点击|阅读|字号|字体|评论|楼主", RegexOptions.CultureInvariant, Patience.Milliseconds)]
    private static partial Regex Source();

    [GeneratedRegex(@"date|time|pub|info|source|meta|shijian|laiyuan", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience.Milliseconds)]
    private static partial Regex Named();

    [GeneratedRegex(@"copyright|©|版权|备案|许可证|ICP|今天是|现在是|有效期|截止|注册|生日|出生|加入时间|最后登录|修改|修订|last (updated|modified)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Other();
}
