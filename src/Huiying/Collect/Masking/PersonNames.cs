using System.Buffers;
using System.Collections.Frozen;

namespace Huiying.Collect.Masking;

/// <summary>Where a Chinese person's name that begins here ends: a surname, one or two more characters, and something a name is followed by.</summary>
internal static class PersonNames
{
    private static readonly SearchValues<char> Surnames = SearchValues.Create(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温常文安"
        + "牛樊葛邢路岳齐梅庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边申屠党米冀郎池宫裘季巩佟尚全冷应晏褚娄阎宗丛鞠桑占习连"
        + "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧葉蘇呂盧鐘譚陸範賈鄒龍賀顧錢嚴湯");

    private static readonly FrozenSet<string> Compounds =
        FrozenSet.ToFrozenSet(["欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "独孤", "南宫", "长孙", "宇文"]);

    /// <summary>What no given name contains; after a surname it shows that the surname was an ordinary word.</summary>
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(
        "的了在是我你他她它这那有和与及或从就对向被把给让也都还又再不没很更最到来去说问看走获采报讯称表随为以等们个只些此该每各其所而但因将要会能可想按据于由");

    /// <summary>What follows a name in running text.</summary>
    private static readonly SearchValues<char> Followers = SearchValues.Create(
        "从在今昨日近获采电摄文图就对向来走看于了致联发称说问前通编实现跟与和也随亲到报讯通及的 　、，。：:；;,)）】]/／|｜\n\r\t［[（(“\"—-·");

    private static readonly string[] OrdinaryWords =
        ["方面", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末", "连线", "连日", "连续", "时而", "曾多", "曾经", "曾在", "应邀", "于今", "于昨", "于近",
            "于日", "向记", "向该", "向有", "安全", "成为", "方才", "关注", "关于", "单独", "解决", "路过", "全程", "全面", "全文", "查阅", "查看", "查询", "查访", "左右", "应该", "金融", "高度", "任何", "何时", "何以",
            "时隔", "时候", "时间", "温馨", "常常", "常年", "文章", "文明", "文化", "游客", "管理", "包括", "强调", "连夜", "段时", "席间", "位于", "华侨", "申请", "车辆", "房产", "边走", "路边", "项目"];

    /// <param name="text">The text.</param>
    /// <param name="at">Where the name would begin.</param>
    /// <param name="delimited">A space or mark stands before: then the name may also stand alone.</param>
    /// <param name="strict">Only a name with a clear end counts.</param>
    public static int End(string text, int at, bool delimited, bool strict)
    {
        if (at + 1 >= text.Length || !Surnames.Contains(text[at])) return Transliterated(text, at, delimited);
        foreach (var word in OrdinaryWords) if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0) return at;
        if (Spaced(text, at) is var apart and > 0) return apart;
        var surname = Compounds.Contains(text.Substring(at, 2)) ? 2 : 1;
        var limit = at + surname;
        while (limit < text.Length && limit - at < surname + 2 && IsHan(text[limit]) && !NotInNames.Contains(text[limit])) limit++;
        if (limit == at + surname) return delimited && !strict && surname == 2 ? limit : at;
        if (limit == text.Length || Followers.Contains(text[limit])) return limit;
        var shorter = limit - 1;
        if (shorter > at + surname && Followers.Contains(text[shorter])) return shorter;
        // 摄, 通 and the like may be read into a two-character name; a name of three is by far the commonest.
        return strict ? at : limit;
    }

    /// <summary>张　三: a name of two characters set apart to the width of three.</summary>
    private static int Spaced(string text, int at)
    {
        var given = at + 1;
        while (given < text.Length && given - at < 4 && text[given] is ' ' or '\u3000' or '\u00A0') given++;
        return given > at + 1 && given < text.Length && IsHan(text[given]) && (given + 1 == text.Length || !IsHan(text[given + 1])) ? given + 1 : 0;
    }

    /// <summary>Names of several parts joined by a middle dot.</summary>
    private static int Transliterated(string text, int at, bool delimited)
    {
        if (!delimited) return at;
        var end = at;
        var dot = false;
        while (end < text.Length && end - at < 16 && (IsHan(text[end]) || text[end] == '·')) dot |= text[end++] == '·';
        return dot && end - at >= 4 ? end : at;
    }

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';
}
