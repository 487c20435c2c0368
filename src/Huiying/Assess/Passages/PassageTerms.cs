using System.Collections.Frozen;
using Huiying.Assess.Grouping;
using Huiying.Assess.Words;
using Huiying.Collect;

namespace Huiying.Assess.Passages;

/// <summary>A word of a passage or a question.</summary>
/// <param name="Id">Hash of the folded characters.</param>
/// <param name="Chance">Its probability in general language.</param>
/// <param name="Count">How often it occurs; a word within a longer one counts less.</param>
/// <param name="Word">The folded characters.</param>
internal sealed record PassageTerm(ulong Id, double Chance, double Count, string Word);

/// <summary>
/// The words by which passages are found: of the word list, the words inside longer ones, pairs of lone characters (names the list lacks), letters and numbers; and
/// what people and rules call differently (低保, 最低生活保障) as one. Traditional characters are read as simplified. One instance serves one thread.
/// </summary>
internal sealed class PassageTerms
{
    /// <summary>A word inside a longer one says less than the longer.</summary>
    private const double Inner = 0.5;

    /// <summary>Ends the word that stands for a group of names; no text holds it behind a word.</summary>
    private const char Same = '＝';

    /// <summary>Probability given to what the word list does not know.</summary>
    private const double Unknown = 1e-6;

    /// <summary>What is called differently by those who ask and in rules, one group a line. Only the commonest of everyday matters; a wrong group would find wrong passages.</summary>
    private static readonly string[][] SameThings =
    [
        ["低保", "最低生活保障"], ["五保", "特困供养", "特困人员"], ["危房", "危旧房", "危改", "房子要塌", "房要塌"], ["医保", "医疗保险", "新农合", "合作医疗"],
        ["大病", "重病", "重大疾病", "大额医疗费"], ["报销", "报账", "核销"], ["工钱", "工资", "劳动报酬"], ["欠薪", "拖欠工资", "拖欠劳动报酬", "拖欠工钱", "欠工钱", "不发工资"],
        ["占地", "征地", "征收土地", "土地征收"], ["拆迁", "房屋征收", "征收房屋"], ["停水", "断水", "没水", "中断供水", "停止供水"], ["停电", "断电", "没电", "中断供电"],
        ["暖气", "供热", "供暖", "取暖"], ["不热", "室温", "室内温度", "温度不够"], ["路灯", "照明设施", "道路照明"], ["噪音", "噪声", "扰民", "吵得", "太吵"],
        ["垃圾", "生活废弃物", "环境卫生"], ["贷款", "借款", "信贷"], ["利息", "贴息"], ["贫困户", "建档立卡", "脱贫户"], ["公示", "张榜", "张贴"],
        ["多久", "多长时间", "几天", "什么时候", "何时", "工作日内", "日内"], ["多少钱", "多少补", "标准为", "补助标准", "每户", "每人每月"], ["材料", "手续", "证件", "证明"],
        ["不给办", "不予受理", "不受理", "被拒"], ["退钱", "退款", "退费", "退还", "退回"], ["残疾", "残疾人", "伤残"], ["校车", "接送学生"], ["转学", "学籍"], ["打工", "务工", "外出就业"],
        ["孤儿", "事实无人抚养", "无人抚养"], ["临时救助", "急难"], ["水费", "水价"], ["物业费", "物业服务费"], ["车位", "停车"], ["养老金", "养老保险", "退休金"], ["老人", "老年人"],
        ["延期", "展期", "延长", "宽限"], ["盖房", "建房", "建造房屋", "翻建", "重建", "推倒重盖"], ["没人住", "无人居住", "空着", "闲置"], ["交纳", "缴纳", "收取", "收费", "要交", "交费"],
        ["着火", "火灾", "失火"], ["没批", "不予批准", "不批准", "没通过", "不同意"], ["克扣", "截留", "扣下", "挪用", "抵扣"], ["到账", "拨付", "发放", "没发"], ["不服", "复议", "异议", "有意见"],
        ["还不上", "按期还款", "逾期", "还不起"], ["城里", "城镇", "县城"], ["楼房", "住房", "房产"], ["最多", "不超过", "上限", "最高"], ["上门", "到场"], ["报修", "维修", "抢修"], ["竣工", "完工"], ["利率", "利息"],
        ["次数", "几次", "两次", "一次"], ["抵押", "担保"], ["信用", "征信"], ["私自", "擅自"],
        ["补偿", "赔偿"], ["投诉", "举报"], ["假的", "弄虚作假", "虚报", "骗取", "冒领"],
    ];

    /// <summary>How people ask, whatever they ask about.</summary>
    private static readonly FrozenSet<ulong> Asking = FrozenSet.ToFrozenSet<ulong>(
        [.. """
            能不能 怎么 怎么办 什么 多少 有没有 为什么 请问 咨询 我家 我们 你们 他们 家里 有人 知道 现在 一直 已经 没有 没人 应该 可以 能否 是否 如何 哪里 哪个 哪些 什么样 问题 情况 办理 希望 反映
            时候 怎样 还是 不能 不会 需要 想要 觉得 到底 今年 去年 个月 一下 一个 一些 这个 那个 自己 我们村 村里 政府 部门 有关 领导 要求 进行 相关 以及 或者 规定 按照 本办法 本细则 本规定 下列 情形 之一
            """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(w => PostTerms.Hash(w))]);

    private static readonly (string Word, int Group)[] Groups =
        [.. SameThings.SelectMany((words, group) => words.Select(w => (w, group))).OrderByDescending(g => g.w.Length)];

    private readonly Segmenter segmenter = new(WordList.BuiltIn);
    private readonly Dictionary<ulong, PassageTerm> terms = [];

    /// <summary>All that a shared word may stand as in a passage.</summary>
    public static IReadOnlyList<string> Called(string word) => word[^1] != Same ? [word] : SameThings.First(g => g[0].Length == word.Length - 1 && word.StartsWith(g[0], StringComparison.Ordinal));

    /// <summary>The distinct words of a text.</summary>
    public IReadOnlyList<PassageTerm> Read(string text)
    {
        terms.Clear();
        var folded = Fold.Text(text);
        segmenter.Cut(folded);
        var tokens = segmenter.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            var known = token.Cost < segmenter.Words.UnknownCost;
            switch (token.Kind)
            {
                case TokenKind.Word when !IsFunction(token.Speech):
                    Add(segmenter[token], known ? Math.Exp(-token.Cost) : Unknown, 1);
                    Inside(token);
                    break;
                case TokenKind.Letters or TokenKind.Digits when token.Length > 1:
                    Add(segmenter[token], 1e-5, 1);
                    break;
            }
            if (i + 1 < tokens.Length && tokens[i + 1].Start == token.End && token.Kind == TokenKind.Single && tokens[i + 1].Kind == TokenKind.Single)
            {
                Add(segmenter.Text.Slice(token.Start, token.Length + tokens[i + 1].Length), Unknown, 1);
            }
        }
        foreach (var (word, group) in Groups)
        {
            if (folded.Contains(word, StringComparison.Ordinal)) Add(SameThings[group][0] + Same, 2e-6, 1);
        }
        return [.. terms.Values];
    }

    private void Inside(Token token)
    {
        var text = segmenter[token];
        for (var from = 0; from + 2 <= text.Length; from++)
        {
            for (var length = 2; from + length <= text.Length && length < text.Length; length++)
            {
                if (segmenter.Words.Find(text.Slice(from, length)) is > 0 and var node && segmenter.Words.Cost(node) is > 0 and var cost && !IsFunction(segmenter.Words.Speech(node)))
                {
                    Add(text.Slice(from, length), Math.Exp(-cost), Inner);
                }
            }
        }
    }

    private void Add(ReadOnlySpan<char> word, double chance, double count)
    {
        var id = PostTerms.Hash(word);
        if (Asking.Contains(id)) return;
        terms[id] = terms.TryGetValue(id, out var seen) ? seen with { Count = seen.Count + count } : new(id, chance, count, word.ToString());
    }

    private static bool IsFunction(char speech) => speech is 'u' or 'c' or 'p' or 'd' or 'r' or 'y' or 'q' or 'f' or 'e';
}
