using System.Buffers;
using System.Text.RegularExpressions;

namespace Huiying.Collect;

/// <summary>
/// Names of persons in other languages, written by their sound (S15): 阿卜杜勒·卡迪尔, 史密斯女士. Places are written so too (阿克苏, 杜尔伯特) and so are brands (特斯拉), so the
/// sound alone decides nothing: an interpunct does, a title for a person behind it, or a piece that hardly anything but a name has.
/// </summary>
public static partial class ForeignName
{
    /// <summary>Characters that names are written by sound with; of words that mean something few are made of these alone.</summary>
    private static readonly SearchValues<char> Sounds = SearchValues.Create(
        "阿埃艾奥巴班贝比别伯博卜布不茨达德迪蒂都杜顿厄恩尔法菲弗夫盖戈格哈罕汗赫合霍吉基加杰喀卡凯坎克肯库拉莱勒雷里丽利列琳伦罗洛马玛迈麦买曼米密莫默姆木穆娜纳尼妮涅努诺帕佩皮珀普奇乔切琼热茹撒萨塞赛瑟森沙莎施史斯苏索塔泰坦特提图吐托娃瓦万威韦维沃乌希谢逊雅亚耶依伊尤约翰扎孜兹佐历廉");

    /// <summary>Pieces of names, of the languages whose names are met most.</summary>
    private static readonly string[] Pieces =
    [
        "卜杜", "布都", "不都", "布杜", "罕默", "哈默德", "默德", "买买", "买提", "合买", "买合", "古丽", "热合", "吐逊", "库尔班", "热依", "帕提",
        "史密", "施密", "密斯", "约翰", "翰逊", "克逊", "迈克", "威廉", "亚历", "伊万", "维奇", "诺夫", "耶夫", "洛夫", "列夫", "诺娃", "耶娃", "夫斯基", "茨基", "伊丽莎", "凯瑟", "丽娜", "玛丽亚",
    ];

    private static readonly string[] Titles = ["先生", "女士", "小姐", "夫人", "同志", "老师", "医生", "律师", "记者", "师傅", "大爷", "大妈", "大叔", "阿姨", "阿訇", "老板"];

    /// <summary>Endings that make a name with an interpunct one of a place: 柳湾·翠堤小区.</summary>
    private static readonly string[] Places =
        ["小区", "社区", "花园", "家园", "公寓", "公园", "广场", "大厦", "酒店", "商场", "学校", "医院", "工程", "项目", "苑", "路", "街", "巷", "县", "市", "区", "镇", "乡", "村", "屯", "站", "店", "厂"];

    /// <summary>Whether the phrase, without blanks and signs at its ends, names a person in this way.</summary>
    /// <param name="text">Folded.</param>
    public static bool Is(string text)
    {
        if (Dotted().IsMatch(text)) return !Places.Any(p => text.EndsWith(p, StringComparison.Ordinal));
        foreach (var title in Titles)
        {
            if (text.Length >= title.Length + 2 && text.EndsWith(title, StringComparison.Ordinal) && Sounded(text.AsSpan(0, text.Length - title.Length))) return true;
        }
        return text.Length is >= 3 and <= 12 && Sounded(text) && Pieces.Any(p => text.Contains(p, StringComparison.Ordinal));
    }

    /// <summary>Whether it may be such a name or a part of one: enough not to propose it, not enough to refuse it.</summary>
    public static bool MayBe(string text) => text.Length >= 3 && Sounded(text);

    /// <summary>Whether it is the sign that stands between the parts of a name.</summary>
    public static bool IsInterpunct(char c) => c is '·' or '・' or '•' or '‧';

    private static bool Sounded(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Sounds);

    [GeneratedRegex(@"^(?=.*[\u4e00-\u9fff])(?:[\u4e00-\u9fff]{1,12}|[a-z]{1,12}\.?)(?:[·・•‧](?:[\u4e00-\u9fff]{1,12}|[a-z]{1,12}\.?))+$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Dotted();
}
