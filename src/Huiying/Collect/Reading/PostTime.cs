using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Huiying.Collect.Reading;

/// <summary>A time printed by itself, as over a post of a forum.</summary>
/// <param name="Box">The block it stands in.</param>
/// <param name="Shape">Names and classes from the element upwards: the times of one thread's posts share it.</param>
/// <param name="Text">As printed; empty when it is an attribute.</param>
/// <param name="Worth">From 0 to 1, how much it looks like a time of posting and not like one of joining, editing or of a story.</param>
internal sealed partial record PostTime(Box Box, string Shape, ReadDate Read, string Text, double Worth)
{
    private const int Most = 5_000;
    private const int Longest = 80;

    private static readonly string[] Attributes = ["datetime", "title", "js_restime", "data-time", "data-timestamp", "data-date", "data-created", "data-field"];

    /// <summary>Those outside quotations and signatures, in the page's order.</summary>
    public static List<PostTime> Of(PageBlocks page, PostParts parts, DateTimeOffset now)
    {
        List<PostTime> times = [];
        if (page.Boxes.Count == 0) return times;
        var boxes = page.Boxes.ToDictionary(b => b.Element);
        foreach (var element in page.Boxes[0].Element.QuerySelectorAll("*").Prepend(page.Boxes[0].Element))
        {
            if (times.Count == Most) break;
            var (text, said) = (Dayed(element, OwnText(element)), Said(element, now));
            var read = said ?? Time(text, now);
            if (read is not { } time || Nearest(element, boxes) is not { } box || parts.IsAside(box)) continue;
            times.Add(new(box, ShapeOf(Whole(element)), time, said is null || Dated().IsMatch(text) ? text : "", Judge(text, element, time)));
        }
        return times;
    }

    /// <summary>The element's text without its children's, when it is short enough to be a time.</summary>
    private static string OwnText(IElement element)
    {
        var text = new StringBuilder();
        foreach (var child in element.ChildNodes)
        {
            if (child is not IText t) continue;
            text.Append(t.Data.AsSpan(0, Math.Min(t.Length, 400))).Append(' ');
            if (text.Length > 400) break;
        }
        var squashed = PageTitle.Squash(text.ToString());
        if (squashed.Contains("发信站", StringComparison.Ordinal) && Telnet().Match(squashed) is { Success: true } m) return $"{m.Groups["mon"].Value} {m.Groups["d"].Value}, {m.Groups["y"].Value} {m.Groups["t"].Value}";
        return squashed.Length <= Longest ? squashed : "";
    }

    /// <summary>A clock in an element of its own belongs to the day printed around it.</summary>
    private static string Dayed(IElement element, string text) =>
        Clock().IsMatch(text) && element.ParentElement?.TextContent is { Length: < 200 } around && PageTitle.Squash(around) is { Length: <= Longest } line ? line : text;

    /// <summary>The time in an attribute: exact where the page prints 3小时前.</summary>
    private static ReadDate? Said(IElement element, DateTimeOffset now)
    {
        foreach (var name in Attributes)
        {
            if (element.GetAttribute(name) is not { Length: > 4 and < 4_000 } value) continue;
            if (name == "data-field") value = FieldDate().Match(value) is { Success: true } m ? m.Groups["d"].Value : "";
            if (name == "title" && value.Length > 40) continue;
            if (Time(value, now) is { Precision: >= DatePrecision.Hour } read) return read;
        }
        return null;
    }

    private static ReadDate? Time(string text, DateTimeOffset now) =>
        text.Length is >= 2 and <= Longest && Dated().IsMatch(text) && ChineseDate.Read(MonthFirst().Replace(text, "${y}年${m}月${d}日 ${p} ${t}"), now) is { Precision: >= DatePrecision.Day } read
            && read.Time.Year >= 1995 && read.Time <= now.AddDays(1) ? read : null;

    /// <summary>A bare child of a labelled line (发表于 and the time in a span of its own) stands for the line.</summary>
    private static IElement Whole(IElement element)
    {
        while (ElementKinds.IsInline(element) && string.IsNullOrEmpty(element.ClassName) && string.IsNullOrEmpty(element.Id)
            && element.ParentElement is { } parent && ElementKinds.IsInline(parent)) element = parent;
        return element;
    }

    private static Box? Nearest(IElement element, Dictionary<IElement, Box> boxes)
    {
        for (IElement? at = element; at is not null; at = at.ParentElement)
        {
            if (boxes.TryGetValue(at, out var box)) return box;
            if (ElementKinds.IsSkipped(at)) return null;
        }
        return null;
    }

    private static string ShapeOf(IElement element)
    {
        var (parent, above) = (element.ParentElement, element.ParentElement?.ParentElement);
        return $"{element.LocalName}#{Letters(element.Id)}.{Classes(element)}<{parent?.LocalName}.{(parent is null ? "" : Classes(parent))}<{above?.LocalName}";
    }

    /// <summary>The class without numbers and without what tells one row from its neighbours.</summary>
    internal static string Classes(IElement element) => string.Join('.', (element.ClassName ?? "").ToLowerInvariant()
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Letters)
        .Where(c => c is not ("" or "odd" or "even" or "alt" or "first" or "last" or "new" or "own" or "op" or "bg" or "row" or "host-item")).Order(StringComparer.Ordinal).Take(6));

    private static string Letters(string? name) => name is null ? "" : string.Concat(name.Where(c => !char.IsAsciiDigit(c))).Trim('_', '-');

    private static double Judge(string text, IElement element, ReadDate read)
    {
        if (Other().IsMatch(text) || Other().IsMatch(element.ParentElement?.TextContent is { Length: < 60 } around ? around : "")) return 0.1;
        var rest = text.Count(c => char.IsLetter(c) && !"年月日时分秒点前天昨今周星期一二三四五六七八九十上中下午晚凌晨早刚小发表布于在间回复帖楼主".Contains(c, StringComparison.Ordinal));
        var worth = Math.Max(0.05, 1 - (rest / 20.0)) * (read.Precision > DatePrecision.Day ? 1 : 0.7);
        return Posted().IsMatch(text) ? worth : worth * 0.9;
    }

    [GeneratedRegex(@"[0-9]{1,2}:[0-9]{2}|[0-9]{4}\s?[-/.年]\s?[0-9]{1,2}|[0-9]{1,2}\s?[-/月]\s?[0-9]{1,2}|[前昨今]天|前\s*$|刚刚|刚才|ago\b|^[0-9]{10}([0-9]{3})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Dated();

    /// <summary>发信站: … (Sun Mar  8 20:15:30 2026), as telnet boards print it.</summary>
    [GeneratedRegex(@"发信站[^(（]{0,60}[(（]([A-Z][a-z]{2}\s)?(?<mon>[A-Z][a-z]{2})\s{1,2}(?<d>[0-9]{1,2})\s(?<t>[0-9:]{5,8})\s(?<y>[0-9]{4})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Telnet();

    /// <summary>三月 08, 2026, 08:15 下午: English order in Chinese words, as translated software prints it.</summary>
    [GeneratedRegex(@"(?<m>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s?月\s?(?<d>[0-9]{1,2})日?,\s?(?<y>(19|20)[0-9]{2}),?\s{0,3}(?<t>[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)\s?(?<p>上午|下午|am|pm)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience.Milliseconds)]
    private static partial Regex MonthFirst();

    [GeneratedRegex("^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Clock();

    [GeneratedRegex("注册|加入|登录|登陆|在线|编辑|修改|最后|joined|last|edited|上传|截止|到期", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience.Milliseconds)]
    private static partial Regex Other();

    [GeneratedRegex("发表|发布|时间|日期|发帖|post|»", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience.Milliseconds)]
    private static partial Regex Posted();

    [GeneratedRegex("\"(date|time|created_at|createTime)\"\\s*:\\s*\"?(?<d>[^\"]{8,30})\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex FieldDate();
}
