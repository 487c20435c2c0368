using System.Buffers;

namespace Huiying.Collect.Masking;

/// <summary>Names in bylines: 记者 张三, 作者：…, 责任编辑：…, 文/… and a person named as 来源. The word stays, the name goes.</summary>
internal static class Bylines
{
    /// <summary>A pen name is seldom longer; a longer run after a colon is a sentence.</summary>
    private const int LongestPenName = 16;

    private static readonly string[] Words =
        ["记者", "記者", "作者", "编辑", "編輯", "责编", "通讯员", "来源", "來源", "撰文", "摄影", "校对", "审核", "撰稿", "供稿", "投稿", "主笔", "编审", "文", "图"];

    private static readonly SearchValues<string> Cues =
        SearchValues.Create(["记者", "記者", "作者", "编辑", "編輯", "责编", "通讯员", "来源", "來源", "撰文", "摄影", "校对", "审核", "撰稿", "供稿", "投稿", "主笔", "编审",
            "文/", "文／", "文：", "文:", "图/", "图／", "图：", "图:", "文 |", "文|", "文｜"], StringComparison.Ordinal);

    private static readonly string[] Publishers =
        ["网", "網", "报", "報", "社", "台", "视", "客户端", "公众号", "局", "委", "政府", "办", "中心", "平台", "发布", "在线", "新闻", "频道", "杂志", "周刊", "部", "院", "厅", "会",
            "大学", "公司", "晚报", "日报", "融媒", "传媒", "热线", "论坛", "贴吧", "微博", "微信", "知乎", "抖音", "头条", "网络", "互联网", "综合", "整理", "信箱", "站", "库"];

    public static void Find(string text, ref List<Stretch>? found)
    {
        for (var from = 0; from < text.Length;)
        {
            var step = text.AsSpan(from).IndexOfAny(Cues);
            if (step < 0) return;
            var at = from + step;
            var word = WordAt(text, at);
            from = at + word.Length;
            if (IsWithinAnotherWord(text, at, word)) continue;
            from = Names(text, from, word, ref found);
        }
    }

    /// <summary>正文：, 本图：; 资金来源：, 感染来源： are no bylines, 稿件来源： is.</summary>
    private static bool IsWithinAnotherWord(string text, int at, string word)
    {
        if (at == 0 || !char.IsLetterOrDigit(text[at - 1])) return false;
        if (word.Length == 1) return text[at - 1] is not ('文' or '图');
        return word is "来源" or "來源" && text[at - 1] is not ('章' or '件' or '闻' or '片' or '息' or '文' or '料');
    }

    /// <summary>Takes every name that follows the cue; answers where the search goes on.</summary>
    private static int Names(string text, int at, string cue, ref List<Stretch>? found)
    {
        var named = false;
        var spaced = false;
        while (at < text.Length && IsGap(text[at], cue, ref named)) (at, spaced) = (at + 1, true);
        while (at < text.Length)
        {
            var person = cue is "记者" or "記者" or "通讯员";
            var end = named && !person ? PenName(text, at, cue)
                : cue is "来源" or "來源" && !named ? at
                : PersonNames.End(text, at, spaced, strict: named || !person);
            if (end == at) return at;
            (found ??= []).Add(new(at, end, MaskKind.Byline));
            at = end;
            var gap = at;
            while (gap < text.Length && gap - at < 3 && text[gap] is ' ' or '\u3000' or '、' or '/' or '，' or ',' or '\u00A0') gap++;
            if (gap == at || PersonNames.End(text, gap, delimited: true, strict: true) == gap) return at;
            at = gap;
            spaced = true;
            named = false;
        }
        return at;
    }

    private static bool IsGap(char c, string cue, ref bool named)
    {
        if (c is '：' or ':' or '/' or '／' or '|' or '｜' || (c is '丨' && cue.Length == 1)) return named = true;
        return c is ' ' or '\u3000' or '\u00A0' or '\t';
    }

    /// <summary>After a colon anything short is a name, unless it is a publisher or goes on as a sentence.</summary>
    private static int PenName(string text, int at, string cue)
    {
        var end = at;
        while (end < text.Length && end - at <= LongestPenName && (char.IsLetterOrDigit(text[end]) || char.IsSurrogate(text[end]) || text[end] is '·' or '_' or '-' or '.')) end++;
        var length = end - at;
        if (length == 0) return at;
        if (length == 1) return PersonNames.End(text, at, delimited: true, strict: true);
        if (length > LongestPenName) return PersonNames.End(text, at, delimited: true, strict: true);
        var name = text.AsSpan(at, length);
        if (cue is "来源" or "來源" or "供稿" or "审核" or "投稿" or "编辑" or "編輯" && IsPublisher(name)) return at;
        return cue.Length == 1 && length > 8 ? at : end;
    }

    private static bool IsPublisher(ReadOnlySpan<char> name)
    {
        foreach (var word in Publishers) if (name.EndsWith(word, StringComparison.Ordinal)) return true;
        return name.Contains('网') || name.Contains("日报", StringComparison.Ordinal) || name.Contains("新闻", StringComparison.Ordinal);
    }

    private static string WordAt(string text, int at)
    {
        foreach (var word in Words) if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0) return word;
        return text.Substring(at, 1);
    }
}
