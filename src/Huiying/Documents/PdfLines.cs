using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig.Content;

namespace Huiying.Documents;

/// <summary>
/// A printed line. Lengths are in points; <paramref name="Left"/> and <paramref name="Right"/> are measured from the left edge of its column, else of the page,
/// <paramref name="Y"/> from the page's lower edge.
/// </summary>
/// <param name="Place">Where on the page it stands: 0 at the lower edge, 1 at the upper.</param>
/// <param name="InColumn">Whether it stands in one of several columns.</param>
internal sealed record PdfLine(string Text, double Left, double Right, double Y, double Size, double Place, bool InColumn);

/// <summary>
/// Puts letters together into lines and lines into paragraphs, as Chinese official documents are set: a paragraph is indented, ends short of the margin, or begins with a
/// number such as 第十二条 or （一）. Page numbers and running heads are left out, and a paragraph goes on over the page.
/// </summary>
internal static partial class PdfLines
{
    /// <summary>What share of a page at its upper and lower edge is margin.</summary>
    private const double Margin = 0.12;

    /// <summary>The lines of a page as they are read: from top to bottom, column by column.</summary>
    public static IReadOnlyList<PdfLine> Of(IReadOnlyList<Letter> letters, double height) =>
        [.. PdfColumns.Of([.. letters.Where(l => l.TextOrientation is TextOrientation.Horizontal && l.Value.Length > 0)]).SelectMany(p => Of(p, height))];

    private static List<PdfLine> Of(PdfPart part, double height)
    {
        var lines = new List<PdfLine>();
        var open = new List<Letter>();
        foreach (var letter in part.Letters.OrderByDescending(l => Math.Round(l.StartBaseLine.Y, 1)))
        {
            if (open.Count > 0 && open[0].StartBaseLine.Y - letter.StartBaseLine.Y > 0.5 * Math.Max(1, Math.Max(open[0].PointSize, letter.PointSize))) Close();
            open.Add(letter);
        }
        Close();
        return lines;

        void Close()
        {
            if (Line(open, part, height) is { } line) lines.Add(line);
            open.Clear();
        }
    }

    private static PdfLine? Line(List<Letter> letters, PdfPart part, double height)
    {
        var text = new StringBuilder();
        Letter? last = null;
        double left = 0;
        foreach (var letter in letters.OrderBy(l => l.StartBaseLine.X))
        {
            if (string.IsNullOrWhiteSpace(letter.Value))
            {
                if (last is not null && !IsWide(text[^1])) text.Append(' ');
                continue;
            }
            if (last is null) left = letter.StartBaseLine.X;
            else
            {
                // A shadow is the same letter printed twice.
                if (last.Value == letter.Value && Math.Abs(last.StartBaseLine.X - letter.StartBaseLine.X) < 0.15 * letter.PointSize) continue;
                var gap = letter.StartBaseLine.X - last.EndBaseLine.X;
                var wide = IsWide(text[^1]) && IsWide(letter.Value[0]);
                if (gap > (wide ? 0.7 : 0.22) * letter.PointSize && text[^1] != ' ') text.Append(wide ? '\u3000' : ' ');
            }
            text.Append(letter.Value);
            last = letter;
        }
        if (last is null) return null;
        var seen = letters.Where(l => !string.IsNullOrWhiteSpace(l.Value)).ToList();
        return new(text.ToString().Trim(), left - part.From, last.EndBaseLine.X - part.From, last.StartBaseLine.Y, seen[seen.Count / 2].PointSize, height > 0 ? last.StartBaseLine.Y / height : 0.5, part.InColumn);
    }

    /// <summary>The paragraphs of all pages.</summary>
    public static List<string> Paragraphs(IReadOnlyList<IReadOnlyList<PdfLine>> pages)
    {
        var running = Running(pages);
        var lines = pages.Select(p => p.Where(l => !(Outside(l) && (Numbered().IsMatch(l.Text) || running.Contains(Bare(l.Text))))).ToList()).Where(p => p.Count > 0).ToList();
        var all = lines.SelectMany(p => p).ToList();
        var paragraphs = new List<string>();
        if (all.Count == 0) return paragraphs;
        var size = Middle(all.Select(l => l.Size), 0.5);
        var edges = all.GroupBy(l => l.InColumn).ToDictionary(g => g.Key, g => Edges([.. g], size));
        var text = new StringBuilder();
        PdfLine? before = null;
        foreach (var line in all)
        {
            if (before is null || Begins(line, before)) Close();
            Append(text, line.Text);
            before = line;
        }
        Close();
        return paragraphs;

        bool Begins(PdfLine line, PdfLine last)
        {
            var (left, right) = (edges[line.InColumn].Left, edges[last.InColumn].Right);
            return line.InColumn != last.InColumn || Mark().IsMatch(line.Text) || Math.Abs(line.Size - last.Size) > 0.15 * size
                // Over the end of a page or a column only the indent tells.
                || line.Left > left + 1.2 * size && !(last.Left > left + 1.2 * size && Math.Abs(last.Left - line.Left) < 0.3 * size && last.Right > right - 2 * size)
                || last.Right < right - 2.2 * size
                || line.Y < last.Y && last.Y - line.Y > 2.6 * size;
        }

        void Close()
        {
            if (text.Length > 0) paragraphs.Add(text.ToString());
            text.Clear();
        }
    }

    /// <summary>Between which edges most lines of the common size stand.</summary>
    private static (double Left, double Right) Edges(List<PdfLine> lines, double size)
    {
        var body = lines.Where(l => Math.Abs(l.Size - size) < 0.15 * size).ToList();
        if (body.Count == 0) body = lines;
        return (Middle(body.Select(l => l.Left), 0.1), Middle(body.Select(l => l.Right), 0.9));
    }

    private static void Append(StringBuilder text, string line)
    {
        if (text.Length > 0 && line.Length > 0 && !IsWide(text[^1]) && !IsWide(line[0])) text.Append(' ');
        text.Append(line);
    }

    /// <summary>Lines at the edge of most pages that are the same but for digits.</summary>
    private static HashSet<string> Running(IReadOnlyList<IReadOnlyList<PdfLine>> pages) =>
        [.. pages.SelectMany(p => p.Where(Outside).Select(l => Bare(l.Text)).Distinct()).GroupBy(t => t).Where(g => g.Count() >= 3 && g.Count() * 2 > pages.Count).Select(g => g.Key)];

    private static string Bare(string text) => new([.. text.Where(c => !char.IsAsciiDigit(c) && !char.IsWhiteSpace(c))]);

    private static bool Outside(PdfLine line) => line.Place is < Margin or > 1 - Margin;

    private static bool IsWide(char c) => c >= '\u2e80' || c is '“' or '”' or '‘' or '’' or '…' or '—';

    private static double Middle(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)(share * (sorted.Count - 1))];
    }

    [GeneratedRegex(@"^(?:[-—–－·\s]*[0-9]{1,4}[-—–－·\s]*|第?\s*[0-9]{1,4}\s*页?\s*[/，,、]?\s*(?:共\s*)?[0-9]{0,4}\s*页?)$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(?:第[零〇一二三四五六七八九十百千0-9]{1,7}[编章节条](?![款项第、和至及或的规])|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])|[①-⑳])", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Mark();
}
