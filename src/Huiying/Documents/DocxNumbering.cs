using System.Globalization;
using System.Xml;
using Huiying.Ground;

namespace Huiying.Documents;

/// <summary>The automatic numbers of a .docx (ECMA-376 part 1, 17.9): 第十二条 is often no text at all but a list's label.</summary>
internal sealed class DocxNumbering
{
    private const int Deepest = 9;

    private sealed record Level(string Format, string Text, int Start);

    private readonly Dictionary<string, Level[]> lists = [];
    private readonly Dictionary<string, string> listOf = [];
    private readonly Dictionary<string, int[]> counted = [];

    /// <summary>Reads the numbering part; none when there is no such part.</summary>
    public static DocxNumbering Read(XmlReader? xml)
    {
        var numbering = new DocxNumbering();
        Level[]? levels = null;
        var (at, num, inOverride) = (-1, (string?)null, false);
        while (xml?.Read() == true)
        {
            if (DocxParagraphs.Is(xml, "lvlOverride")) inOverride = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (DocxParagraphs.Is(xml, "abstractNum"))
            {
                levels = numbering.lists[DocxParagraphs.Value(xml, "abstractNumId") ?? ""] = [.. Enumerable.Repeat(new Level("none", "", 1), Deepest)];
                at = -1;
            }
            else if (DocxParagraphs.Is(xml, "num")) (num, levels) = (DocxParagraphs.Value(xml, "numId"), null);
            else if (DocxParagraphs.Is(xml, "abstractNumId") && num is not null) numbering.listOf[num] = DocxParagraphs.Value(xml) ?? "";
            else if (inOverride || levels is null) continue;
            else if (DocxParagraphs.Is(xml, "lvl")) at = int.TryParse(DocxParagraphs.Value(xml, "ilvl"), out var l) && l is >= 0 and < Deepest ? l : -1;
            else if (at < 0) continue;
            else if (DocxParagraphs.Is(xml, "start")) levels[at] = levels[at] with { Start = int.TryParse(DocxParagraphs.Value(xml), out var n) && n is >= 0 and < 10_000 ? n : 1 };
            else if (DocxParagraphs.Is(xml, "numFmt")) levels[at] = levels[at] with { Format = DocxParagraphs.Value(xml) ?? "none" };
            else if (DocxParagraphs.Is(xml, "lvlText")) levels[at] = levels[at] with { Text = DocxParagraphs.Value(xml) ?? "" };
        }
        return numbering;
    }

    /// <summary>The label of the list's next paragraph on a level, with a blank after it where a reader sees one; null when it has none.</summary>
    public string? Next(string num, int level)
    {
        if (level is < 0 or >= Deepest || !listOf.TryGetValue(num, out var list) || !lists.TryGetValue(list, out var levels)) return null;
        if (!counted.TryGetValue(list, out var counts)) counts = counted[list] = new int[Deepest];
        for (var i = 0; i < level; i++) if (counts[i] == 0) counts[i] = Math.Max(1, levels[i].Start);
        counts[level] = counts[level] == 0 ? levels[level].Start : counts[level] + 1;
        Array.Clear(counts, level + 1, Deepest - level - 1);
        if (levels[level].Format is "bullet" or "none" || levels[level].Text.Length is 0 or > 60) return null;
        var label = levels[level].Text;
        for (var i = 0; i <= level; i++) label = label.Replace("%" + (i + 1).ToString(CultureInfo.InvariantCulture), Number(counts[i], levels[i].Format), StringComparison.Ordinal);
        return label[^1] is '、' or '）' or ')' or '：' ? label : label + " ";
    }

    private static string Number(int n, string format) => format switch
    {
        _ when format.StartsWith("chinese", StringComparison.Ordinal) || format.StartsWith("japaneseCounting", StringComparison.Ordinal) || format.StartsWith("taiwanese", StringComparison.Ordinal) =>
            n is <= 0 or > 999 ? n.ToString(CultureInfo.InvariantCulture)
            : n < 100 ? Words.Ordinal(n)
            : Words.Ordinal(n / 100) + "百" + (n % 100 is 0 ? "" : n % 100 < 10 ? "零" + Words.Ordinal(n % 100) : n % 100 < 20 ? "一" + Words.Ordinal(n % 100) : Words.Ordinal(n % 100)),
        "upperLetter" when n is > 0 and <= 26 => ((char)('A' + n - 1)).ToString(),
        "lowerLetter" when n is > 0 and <= 26 => ((char)('a' + n - 1)).ToString(),
        "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" when n is > 0 and <= 20 => ((char)('①' + n - 1)).ToString(),
        _ => n.ToString(CultureInfo.InvariantCulture),
    };
}
