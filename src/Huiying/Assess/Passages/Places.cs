using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Huiying.Assess.Passages;

/// <summary>Where a paragraph stands in its document, as officials cite it.</summary>
/// <param name="Name">第十二条第二款第（一）项, or 二、（三） where there are no articles; empty where the document has neither, and the paragraph's number says it.</param>
/// <param name="IsHeading">Whether it names what follows and says nothing by itself.</param>
/// <param name="Lead">Number of the paragraph that an item belongs to (…有下列情形之一的：); 0 for none.</param>
/// <param name="Under">Number of the heading it stands below; 0 for none.</param>
internal readonly record struct Place(string Name, bool IsHeading, int Lead, int Under);

/// <summary>
/// Recognises 编, 章, 节, 条, 款, 项 (Regulations on the Procedures for the Formulation of Administrative Regulations, Art. 6: an article has paragraphs without numbers,
/// these have items) and, in documents without articles, the numbers 一、（一）1. of GB/T 9704-2012, 7.3.3.
/// </summary>
internal static partial class Places
{
    private const string Digits = "零一二三四五六七八九";

    private sealed record Entry(string Article, int Paragraph, string Item, bool IsHeading, int Lead, int Under, string Section);

    /// <summary>The place of each paragraph, in order.</summary>
    public static IReadOnlyList<Place> Of(IReadOnlyList<string> paragraphs)
    {
        var entries = new List<Entry>(paragraphs.Count);
        var (article, last, paragraph, lead, under) = ("", 0, 0, 0, 0);
        string[] sections = ["", "", ""];
        for (var i = 0; i < paragraphs.Count; i++)
        {
            var text = paragraphs[i];
            if (Chapter().Match(text) is { Success: true } chapter && text.Length <= 40)
            {
                (article, paragraph, lead, under) = ("", 0, 0, i + 1);
                // A new part may begin to count its sections anew.
                sections = ["", "", ""];
                entries.Add(new("", 0, "", true, 0, 0, chapter.Groups[1].Value));
                continue;
            }
            if (Article().Match(text) is { Success: true } begins && Number(begins.Groups["n"].Value) is var n && Follows(begins, n, last))
            {
                (article, last, paragraph, lead) = (begins.Groups["name"].Value, n, 1, i + 1);
                sections = ["", "", ""];
                entries.Add(new(article, 1, "", false, 0, under, ""));
                continue;
            }
            var (level, number) = Section(text);
            if (article.Length > 0)
            {
                // The items of an article; and a heading of another part ends it: 二、 never stands in an article.
                if (level == 1) entries.Add(new(article, paragraph, $"第{number}项", false, lead, under, ""));
                else if (level == 2) entries.Add(new(article, paragraph, entries[^1].Item, false, lead, under, ""));
                else if (level < 0)
                {
                    (paragraph, lead) = (paragraph + 1, i + 1);
                    entries.Add(new(article, paragraph, "", false, 0, under, ""));
                }
            }
            if (article.Length == 0 || level == 0)
            {
                article = "";
                if (level >= 0)
                {
                    sections[level] = number;
                    for (var deeper = level + 1; deeper < sections.Length; deeper++) sections[deeper] = "";
                }
                var heading = text.Length <= 40 && !Sentence().IsMatch(text);
                entries.Add(new("", 0, "", heading, 0, under, string.Concat(sections)));
                if (heading) under = i + 1;
            }
        }
        return Named(entries);
    }

    /// <summary>One who stands alone is the article itself; where an article has several paragraphs each is named.</summary>
    private static List<Place> Named(List<Entry> entries)
    {
        var most = new int[entries.Count];
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            most[i] = i + 1 < entries.Count && entries[i].Article.Length > 0 && entries[i + 1].Article == entries[i].Article && entries[i + 1].Paragraph >= entries[i].Paragraph
                ? most[i + 1] : entries[i].Paragraph;
        }
        var places = new List<Place>(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            var e = entries[i];
            var name = e.Article.Length == 0 ? e.Section : e.Article + (most[i] > 1 ? $"第{Chinese(e.Paragraph)}款" : "") + e.Item;
            places.Add(new(name, e.IsHeading, e.Lead, e.Under));
        }
        return places;
    }

    /// <summary>第十二条 begins an article when a blank follows or it is the next one: 第十二条规定的情形 only speaks of one.</summary>
    private static bool Follows(Match match, int n, int last) =>
        n > 0 && (match.Groups["blank"].Success || n == last + 1 && !match.Groups["cites"].Success);

    /// <summary>0 for 一、, 1 for （一）, 2 for 1.; −1 for none; with the number as it is written.</summary>
    private static (int Level, string Number) Section(string text) =>
        Numbered().Match(text) is not { Success: true } m ? (-1, "")
        : m.Groups["a"].Success ? (0, m.Groups["a"].Value)
        : m.Groups["b"].Success ? (1, "（" + m.Groups["b"].Value + "）")
        : (2, m.Groups["c"].Value + ".");

    /// <summary>Up to 9,999; 0 when it is no number.</summary>
    internal static int Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var arabic)) return arabic;
        var (sum, digit) = (0, 0);
        foreach (var c in text.Replace('〇', '零').Replace('两', '二'))
        {
            var unit = c switch { '十' => 10, '百' => 100, '千' => 1000, _ => 0 };
            if (unit > 0) (sum, digit) = (sum + Math.Max(1, digit) * unit, 0);
            else if (Digits.IndexOf(c, StringComparison.Ordinal) is var d and >= 0) digit = d;
            else return 0;
        }
        return sum + digit;
    }

    private static string Chinese(int n)
    {
        var text = new StringBuilder();
        if (n >= 100) return n.ToString(CultureInfo.InvariantCulture);
        if (n >= 20) text.Append(Digits[n / 10]);
        if (n >= 10) text.Append('十');
        if (n % 10 > 0 || n == 0) text.Append(Digits[n % 10]);
        return text.ToString();
    }

    [GeneratedRegex(@"^(第[零〇一二三四五六七八九十百千0-9]{1,7}[编章节])(?![^\s　].{0,3}(?:规定|所列))", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Chapter();

    [GeneratedRegex(@"^(?<name>第(?<n>[零〇一二两三四五六七八九十百千0-9]{1,7})条(?:之[一二三四五六七八九十]{1,3})?)(?:(?<blank>[\s　【（(：:])|(?<cites>[第、，和至及或的款项中]|规定|所列|所称))?", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Article();

    [GeneratedRegex(@"^(?:(?<a>[一二三四五六七八九十]{1,3}、)|[（(](?<b>[一二三四五六七八九十]{1,3})[）)]|(?<c>[0-9]{1,2})[.．、](?![0-9]))", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"[。；！？：:;，]", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Sentence();
}
