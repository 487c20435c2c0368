using System.Globalization;
using System.Text.RegularExpressions;
using Huiying.Ground;

namespace Huiying.Documents;

/// <summary>A figure the data knows.</summary>
/// <param name="Zh">What it counts, such as 帖文.</param>
/// <param name="En">The same in English.</param>
/// <param name="Nouns">Words for it in a text, as fragments of expressions.</param>
/// <param name="Value">What the data says.</param>
/// <param name="Of">The source it belongs to alone; null for the whole.</param>
public sealed record KnownFigure(string Zh, string En, IReadOnlyList<string> Nouns, long Value, string? Of = null);

/// <summary>A number in a text that is not the data's (R42).</summary>
/// <param name="Field">The field it stands in.</param>
/// <param name="Found">The words, as written.</param>
/// <param name="Figure">The figure it contradicts.</param>
public sealed record FigureMismatch(string Field, string Found, KnownFigure Figure)
{
    /// <summary>“传播特点”写“帖文20条”，数据为15.</summary>
    public string Zh => $"“{Field}”写“{Found}”，数据中{(Figure.Of is null ? "" : Figure.Of)}{Figure.Zh}为{Words.Number(Figure.Value)}";

    /// <summary>The same in English.</summary>
    public string En => $"“{Field}” says “{Found}”; the data: {Figure.En} {Figure.Value.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>
/// Compares the numbers in what a person typed with the data (R42). Only a number that stands beside a word for a known figure is compared: 帖文20条,
/// 浏览1.2万次, 三个来源. A rounded or bounded one (约, 超过, 余) is taken as such, a part (其中) must not exceed the whole, and days, times and shares are left alone.
/// </summary>
public static partial class FigureCheck
{
    private const string Number = @"(?<less>约|近|将近|大约|超过|超|逾|至少|不低于|不足|不到|至多|最多)?(?<n>(?>[0-9][0-9,，]*(?:\.[0-9]+)?)|(?>[一二两三四五六七八九十百千零]+)(?=\s*[万条个件篇家名项]))\s*(?<unit>[万亿])?(?<more>余|多|左右|以上|以内)?(?![0-9月日年时分秒天号小周倍:：%％])";

    /// <summary>Contradictions, in the order of the texts.</summary>
    /// <param name="texts">Each field's name and text.</param>
    /// <param name="figures">What the data says. Several figures under one word: one that fits is enough.</param>
    public static IReadOnlyList<FigureMismatch> Find(IEnumerable<(string Field, string? Text)> texts, IReadOnlyList<KnownFigure> figures)
    {
        var found = new List<FigureMismatch>();
        var sources = figures.Select(f => f.Of).OfType<string>().Distinct().ToList();
        var patterns = figures.SelectMany(f => f.Nouns).Distinct().ToDictionary(n => n, Pattern);
        foreach (var (field, text) in texts)
        {
            foreach (var clause in Clauses().Split(text ?? "").Where(c => c.Length > 0))
            {
                var source = sources.FirstOrDefault(s => clause.Contains(s, StringComparison.Ordinal));
                var seen = new HashSet<int>();
                foreach (var group in figures.Where(f => f.Of == source).SelectMany(f => f.Nouns.Select(n => (Noun: n, Figure: f))).GroupBy(x => x.Noun).OrderByDescending(g => g.Key.Length))
                {
                    foreach (Match m in patterns[group.Key].Matches(clause))
                    {
                        // One number speaks of one figure: the longest word for it.
                        if (!seen.Add(m.Groups["n"].Index) || Value(m) is not { } value) continue;
                        var part = clause[..m.Index].EndsWith("其中", StringComparison.Ordinal) || clause[..m.Index].EndsWith("其中有", StringComparison.Ordinal);
                        if (!group.Any(x => Fits(m, value, x.Figure.Value, part))) found.Add(new(field, m.Value.Trim(), group.First().Figure));
                    }
                }
            }
        }
        return found;
    }

    /// <summary>The noun before the number, or after it and its counter.</summary>
    private static Regex Pattern(string noun) => new(
        $@"(?:(?:{noun})(?:总数|总量|数量|量|数)?(?:共计|合计|累计|总计|共有|达到|已达|共|达|为|有|是|：|:)?\s*{Number}\s*[条次个件篇家名项]?|{Number}\s*[条次个件篇家名项](?:相关|新增|公开|网上|不同)?(?:{noun}))",
        RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static bool Fits(Match m, (double Number, double Step) value, long data, bool part) => (m.Groups["less"].Value, m.Groups["more"].Value) switch
    {
        ("约" or "近" or "将近" or "大约", _) or (_, "左右") => Math.Abs(value.Number - data) <= Math.Max(value.Step / 2, data * 0.1),
        ("超过" or "超" or "逾" or "至少" or "不低于", _) or (_, "余" or "多" or "以上") => data >= value.Number,
        ("不足" or "不到" or "至多" or "最多", _) or (_, "以内") => data <= value.Number,
        _ when part => value.Number <= data,
        _ => Math.Abs(value.Number - data) <= (value.Step > 1 ? value.Step / 2 : 0),
    };

    /// <summary>The number, and the step of its last digit: 1.2万 is 12,000 in steps of 1,000.</summary>
    private static (double Number, double Step)? Value(Match m)
    {
        var text = m.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal);
        var factor = m.Groups["unit"].Value switch { "万" => 1e4, "亿" => 1e8, _ => 1.0 };
        if (char.IsAsciiDigit(text[0]))
        {
            if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
            var point = text.IndexOf('.', StringComparison.Ordinal);
            return (number * factor, factor * (point < 0 ? 1 : Math.Pow(10, point + 1 - text.Length)));
        }
        return Chinese(text) is { } small ? (small * factor, factor) : null;
    }

    /// <summary>Up to 九千九百九十九.</summary>
    private static long? Chinese(string text)
    {
        long total = 0, digit = 0;
        foreach (var c in text)
        {
            var at = "零一二三四五六七八九".IndexOf(c, StringComparison.Ordinal);
            if (c == '两') digit = 2;
            else if (at >= 0) digit = at;
            else
            {
                total += Math.Max(1, digit) * c switch { '十' => 10, '百' => 100, _ => 1000 };
                digit = 0;
            }
        }
        return total + digit;
    }

    // A comma between digits belongs to the number.
    [GeneratedRegex(@"(?<![0-9])[,，]|[,，](?![0-9]{3})|[。；;、！？!?\n]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clauses();
}
