using System.Buffers;

namespace Huiying.Collect.Masking;

/// <summary>
/// Addresses that lead to a home: building, unit and room, or house number in a village. A road and house number alone, and the
/// rooms of an office, are no home and stay readable.
/// </summary>
internal static class Addresses
{
    private const int LookBack = 24;
    private const int CueReach = 40;

    private static readonly SearchValues<char> Marks = SearchValues.Create("号號栋棟幢座单單室户戶房组組队弄层層楼樓#＃-－");

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create("。！？；!?;\n\r");

    /// <summary>Where an address begins, read from the left.</summary>
    private static readonly SearchValues<char> Boundaries = SearchValues.Create("住在于到去从我你他她至往位离是有且的为了被将");

    private static readonly string[] Estates =
        ["小区", "小區", "花园", "花園", "公寓", "家园", "家園", "苑", "新村", "宿舍", "家属院", "家属楼", "社区", "公馆", "别墅", "山庄", "里弄", "嘉园", "佳园", "华庭", "府邸"];

    private static readonly string[] Offices =
    [
        "政府", "行政", "办公", "大厦", "中心", "政务", "委员会", "法院", "检察", "派出所", "公安", "大学", "学院", "学校", "中学", "小学", "幼儿园",
        "医院", "公司", "集团", "写字楼", "商务", "酒店", "宾馆", "会议", "会展", "广场", "商场", "园区", "产业园", "科技园", "大楼", "局", "馆", "银行", "厂",
    ];

    private static readonly string[] Shops = ["商铺", "门面", "门店", "麻将馆", "培训", "公司", "超市", "饭店", "餐馆", "机构", "旅馆", "诊所"];

    private static readonly string[] HomeCues =
        ["家住", "住址", "家庭地址", "户籍地", "现住", "居住在", "居住于", "居住地", "租住", "住在", "家在", "暂住", "住地"];

    private static readonly string[] Openings =
        ["反映", "投诉", "举报", "关于", "问题", "咨询", "业主", "请问", "您好", "你好", "领导", "书记", "市长", "住户", "居民", "地址", "位于"];

    public static void Find(string text, ref List<Stretch>? found)
    {
        for (var from = 0; from < text.Length;)
        {
            var step = text.AsSpan(from).IndexOfAny(Marks);
            if (step < 0) return;
            var mark = from + step;
            from = mark + 1;
            var start = AddressParts.NumberStart(text, mark);
            if (start == mark) continue;
            var parts = AddressParts.Read(text, start);
            if (parts.End <= mark) continue;
            from = Math.Max(from, parts.End);
            var (before, cue) = Before(text, start);
            if (!LeadsHome(parts, text[before..start], cue >= 0, Next(text, parts.End)) || IsShop(text, parts.End)) continue;
            (found ??= []).Add(new(Math.Min(start, Begin(text, Math.Max(before, cue), start)), parts.End, MaskKind.Address));
        }
    }

    private static bool LeadsHome(AddressParts parts, string before, bool cue, char next)
    {
        if (before.EndsWith('第')) return false;
        var estate = LastOf(before, Estates);
        var office = LastOf(before, Offices) > estate;
        if (parts.Room)
        {
            if (parts.Unit || cue) return true;
            if (parts.Building || parts.House) return !office;
            return estate >= 0 && EndsWithAny(before, Estates);
        }
        if (parts.Triple) return EndsWithAny(before, Estates);
        var house = parts.House && "文令公线矿井机台车球窗柜馆厅口桥通地楼".IndexOf(next, StringComparison.Ordinal) < 0;
        if (cue) return (house && before is [.., not '月'] && !char.IsAsciiLetterOrDigit(before[^1])) || parts.Building || parts.Group || parts.Lane;
        var village = before.Length > 1 && before[^1] is '村' or '屯' or '寨' or '庄';
        return house && !office && (village || (parts.Group && (before.Contains('村', StringComparison.Ordinal) || before.EndsWith("社区", StringComparison.Ordinal))));
    }

    /// <summary>A business may sit where homes are; its address is no private one.</summary>
    private static bool IsShop(string text, int end)
    {
        var after = text.AsSpan(end, Math.Min(5, text.Length - end));
        foreach (var word in Shops) if (after.Contains(word, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>The run of letters and digits before the number, and the end of a word that says someone lives there (or -1).</summary>
    private static (int Start, int Cue) Before(string text, int start)
    {
        var at = start;
        while (at > 0 && start - at < LookBack && char.IsLetterOrDigit(text[at - 1])) at--;
        var reach = text.AsSpan(Math.Max(0, start - CueReach), Math.Min(start, CueReach));
        var sentence = reach.LastIndexOfAny(SentenceEnds) + 1;
        var cue = -1;
        foreach (var word in HomeCues)
        {
            var found = reach[sentence..].LastIndexOf(word, StringComparison.Ordinal);
            // ［住址］ is what stands in an address's place, no cue for the next.
            if (found > 0 && reach[sentence + found - 1] == '［') continue;
            if (found >= 0) cue = Math.Max(cue, start - reach.Length + sentence + found + word.Length);
        }
        return (at, cue);
    }

    /// <summary>The address starts after the words that lead to it and after the district, which stays: it says whose matter this is.</summary>
    private static int Begin(string text, int from, int start)
    {
        var span = text.AsSpan(from, start - from);
        var begin = span.LastIndexOfAny(Boundaries) + 1;
        foreach (var opening in Openings)
        {
            var at = span.LastIndexOf(opening, StringComparison.Ordinal);
            if (at >= 0) begin = Math.Max(begin, at + opening.Length);
        }
        for (var i = span.Length - 1; i > begin; i--)
        {
            var district = span[i] switch
            {
                '省' or '县' or '镇' or '乡' => true,
                '市' => i + 1 >= span.Length || span[i + 1] is not ('场' or '政' or '民'),
                '区' => span[i - 1] is not ('小' or '社' or '园' or '校' or '景' or '厂' or '片' or '库' or '矿' or '住'),
                '道' => span[i - 1] == '街',
                _ => false,
            };
            if (!district) continue;
            begin = i + 1;
            break;
        }
        while (begin < span.Length && !char.IsLetterOrDigit(span[begin])) begin++;
        return from + begin;
    }

    private static int LastOf(string text, string[] words)
    {
        var last = -1;
        foreach (var word in words) last = Math.Max(last, text.LastIndexOf(word, StringComparison.Ordinal));
        return last;
    }

    private static bool EndsWithAny(string text, string[] words)
    {
        foreach (var word in words) if (text.EndsWith(word, StringComparison.Ordinal)) return true;
        return false;
    }

    private static char Next(string text, int at) => at < text.Length ? text[at] : '\0';
}
