using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Huiying.Collect;

/// <summary>What a search phrase would single out a person by.</summary>
public enum PersonalKind
{
    /// <summary>姓名.</summary>
    Name,

    /// <summary>网名、账号.</summary>
    Handle,

    /// <summary>电话号码.</summary>
    Phone,

    /// <summary>证件号码.</summary>
    IdNumber,
}

/// <summary>
/// Tells whether a whole phrase names a person (S15). A phrase of a surname and one or two more characters is a name unless it is an ordinary
/// word or ends like a place, an institution or a policy; when in doubt it is a name, and a longer phrase mends it.
/// </summary>
public static partial class PersonalTerm
{
    private static readonly SearchValues<char> Surnames = SearchValues.Create(
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲封储靳段巫焦牧隗谷车侯宓蓬全郗班仰仲宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾沙鞠须丰巢关蒯相查荆游竺权逯盖益桓公肖付代仝佟闫闯岳原苟冼冮邸信初谌藏栗乜官植覃练揭庹麦佘苑阳佴伊甯么占隋丛邴税"
        + "趙錢孫吳鄭馮陳衛蔣許呂張嚴華葉蘇潘魯韋馬鳳費賀湯羅畢鄔齊顧黃蕭湛談龐紀項賈婁顏鍾駱盧應單龔陸榮儲車寧劉龍賴喬陰譚貢勞蓋閆歐聶關遊");

    private static readonly FrozenSet<string> Compounds = FrozenSet.ToFrozenSet(
    [
        "欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "东方", "東方", "皇甫", "尉迟", "公孙", "公孫", "慕容", "令狐", "司徒", "司空", "夏侯", "端木", "独孤",
        "南宫", "长孙", "宇文", "轩辕", "钟离", "濮阳", "淳于", "单于", "太史", "申屠", "公冶", "澹台", "百里", "呼延", "东郭", "西门", "闻人", "赫连", "拓跋", "完颜", "叶赫",
    ]);

    private static readonly FrozenSet<string> Titles = FrozenSet.ToFrozenSet(
    [
        "先生", "女士", "小姐", "同志", "老师", "医生", "律师", "记者", "书记", "主任", "局长", "副局长", "处长", "科长", "副科长", "区长", "县长", "市长", "省长", "镇长", "乡长", "村长",
        "支书", "村支书", "主席", "部长", "厅长", "院长", "校长", "所长", "站长", "队长", "会长", "经理", "总经理", "董事长", "老板", "会计", "委员", "秘书", "师傅", "大爷", "大妈", "阿姨",
    ]);

    private static readonly string[] Before = ["网友", "网民", "村民", "市民", "居民", "业主", "博主", "举报人", "投诉人", "信访人", "上访户", "户主"];

    /// <summary>Endings of places, institutions, levies and rules that no given name has.</summary>
    private static readonly SearchValues<char> PublicEndings = SearchValues.Create("县市区镇乡村屯街路巷局院校厂站所部厅处科费款税险补贴法縣區鎮鄉廠費稅險貼");

    /// <summary>What a given name does not contain.</summary>
    private static readonly SearchValues<char> NeverGiven = SearchValues.Create("的了吗呢吧么着过被把给让和与及或但而且因为所以这那哪些个每各不没无非未怎啥谁几");

    private static readonly Lazy<FrozenSet<string>> Ordinary = new(ReadOrdinary);

    private static readonly FrozenSet<string> PinyinSurnames = FrozenSet.ToFrozenSet(
        ("wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang han feng deng cao peng zeng xiao tian dong yuan " +
        "pan yu jiang cai du ye cheng su wei lv lu ding ren shen yao cui zhong tan fan jin shi liao jia xia fu fang bai zou meng xiong qin qiu yin xue yan duan lei hou long " +
        "tao gu mao hao gong shao wan qian dai mo kong ouyang zhuge sima").Split(' '));

    /// <summary>Whom the phrase would single out, or null when it may be watched.</summary>
    public static PersonalKind? Find(string phrase)
    {
        var text = Fold.Text(phrase);
        if (HandlePattern().IsMatch(text)) return PersonalKind.Handle;
        var digits = Separators().Replace(text, "");
        if (IdPattern().IsMatch(digits)) return PersonalKind.IdNumber;
        if (PhonePattern().IsMatch(digits)) return PersonalKind.Phone;
        return IsName(text) ? PersonalKind.Name : null;
    }

    private static bool IsName(string text)
    {
        if (Pinyin().Match(text) is { Success: true } latin && PinyinSurnames.Contains(latin.Groups[1].Value)) return true;
        // 张 三, "张三" and 张三、李四 are still names.
        foreach (var part in Parts().Split(text)) if (IsHanName(part) || ForeignName.Is(Quotes().Replace(part, ""))) return true;
        return IsHanName(Separators().Replace(text, ""));
    }

    private static bool IsHanName(string text)
    {
        foreach (var word in Before) if (text.StartsWith(word, StringComparison.Ordinal) && text.Length > word.Length + 1) text = text[word.Length..];
        foreach (var title in Titles)
        {
            if (text.Length > title.Length && text.EndsWith(title, StringComparison.Ordinal))
            {
                var bare = text[..^title.Length];
                // 王书记 and 张某某主任 single out somebody; 县委书记 does not.
                if (bare.Length == 1 ? Surnames.Contains(bare[0]) : Shaped(bare) && !PublicEndings.Contains(bare[^1]) && !IsOffice(bare)) return true;
            }
        }
        return Shaped(text) && !PublicEndings.Contains(text[^1]) && !Ordinary.Value.Contains(text);
    }

    private static bool IsOffice(string text) => text[^1] is '委' or '府' or '办' or '组' or '会' or '政' or '总' or '副';

    /// <summary>A surname and a given name of one or two characters, nothing else.</summary>
    private static bool Shaped(string text)
    {
        if (text.Length is < 2 or > 4 || text.AsSpan().ContainsAnyExceptInRange('\u4e00', '\u9fff')) return false;
        var compound = Compounds.Contains(text[..2]);
        var given = compound && text.Length > 2 ? text.AsSpan(2) : text.AsSpan(1);
        return (compound || Surnames.Contains(text[0])) && given.Length is 1 or 2 && !given.ContainsAny(NeverGiven);
    }

    /// <summary>Words of the first list are common enough to stand after any surname; those of the second only begin with what is rarely one (水表, 车棚).</summary>
    private static FrozenSet<string> ReadOrdinary()
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in (string[])["collect/ordinary-words-1.txt", "collect/ordinary-words-2.txt"])
        {
            using var stream = typeof(PersonalTerm).Assembly.GetManifestResourceStream(name) ?? throw new InvalidDataException($"{name} is not in the assembly");
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                if (!line.StartsWith('#')) words.UnionWith(line.Split(' '));
            }
        }
        return words.ToFrozenSet(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"@|(?:微信|微博|抖音|快手|账号|帐号|网名|昵称|(?<![a-z])(?:qq|uid|id))\s*[号名]?\s*[:：]?\s*[a-z0-9_\-]{4,}", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex HandlePattern();

    [GeneratedRegex(@"[\s\u200b-\u200f.·・'’""“”()（）_\-—]+", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"(?<![0-9])(?:[0-9]{17}[0-9x]|[0-9]{15})(?![0-9])", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex IdPattern();

    /// <summary>Mobile and fixed-line numbers; public short numbers such as 110, 12345 and 400 numbers stay.</summary>
    [GeneratedRegex(@"(?<![0-9])(?:(?:\+?86)?1[3-9][0-9]{9}|0[0-9]{2,3}[0-9]{7,8}|[2-8][0-9]{6,7})(?![0-9])", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex PhonePattern();

    [GeneratedRegex(@"^([a-z]{2,6}) (?:[a-z]{1,6}[ '\-]?){1,2}$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Pinyin();

    [GeneratedRegex(@"['’""“”()（）]", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Quotes();

    [GeneratedRegex(@"[\s、,，;；/|+&和与跟]+", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Parts();
}
