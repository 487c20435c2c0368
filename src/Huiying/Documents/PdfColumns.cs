using UglyToad.PdfPig.Content;

namespace Huiying.Documents;

/// <summary>A part of a page whose lines follow each other from top to bottom.</summary>
/// <param name="From">Where its column begins, in points; 0 for the page's whole width.</param>
/// <param name="InColumn">Whether it is one of several columns.</param>
internal sealed record PdfPart(IReadOnlyList<Letter> Letters, double From, bool InColumn);

/// <summary>
/// Parts a page set in columns, so that each is read to its end before the next. A gutter is an upright stretch that no line crosses, with lines on both sides that mostly fill
/// their column: cells of a table do not, and a table is read row by row. What runs over the whole width (a headline, a table) parts the page into an upper and a lower half.
/// </summary>
internal static class PdfColumns
{
    /// <summary>Least width of a gutter, in characters: justified Latin text has gaps of nearly one. What is wider than the most is the space behind a table's cells.</summary>
    private const double Gutter = 1.2, WidestGutter = 5;

    /// <summary>Lines that must stand on each side, and characters a column must be wide.</summary>
    private const int LeastLines = 5, LeastWidth = 10;

    /// <summary>What share of a column's lines must run from edge to edge. Every second may be a paragraph's first or last.</summary>
    private const double LeastFull = 0.5;

    /// <summary>Rows of three and more pieces that cover less than this of their length are a table's, two at least: one alone may be the short last lines of three columns.</summary>
    private const double LeastCovered = 0.6;

    /// <summary>A page of more lines is no text; looking for columns would take long.</summary>
    private const int MostRows = 400;

    /// <summary>Gutters looked for one inside another: four columns.</summary>
    private const int Deepest = 2;

    private sealed record Row(double High, double Low, List<(double From, double To)> Pieces)
    {
        public bool IsSparse { get; } = Pieces.Count >= 3 && Pieces.Sum(p => p.To - p.From) < LeastCovered * (Pieces[^1].To - Pieces[0].From);
    }

    private sealed record Block(double High, double Low, double At, double Left, double Right, int Lines);

    /// <summary>The parts of a page in the order they are read; the whole page as one where it has no columns.</summary>
    public static IReadOnlyList<PdfPart> Of(IReadOnlyList<Letter> letters)
    {
        var sizes = letters.Where(Shown).Select(l => l.PointSize).Order().ToList();
        var parts = new List<PdfPart>();
        if (sizes.Count > 0) Divide([.. letters], Math.Max(1, sizes[sizes.Count / 2]), 0, 0, parts);
        return parts;
    }

    private static void Divide(List<Letter> letters, double size, double from, int depth, List<PdfPart> parts)
    {
        if (letters.Count == 0) return;
        if (depth > Deepest || Find(Rows(letters, size), size) is not { } block)
        {
            parts.Add(new(letters, from, depth > 0));
            return;
        }
        Divide([.. letters.Where(l => l.StartBaseLine.Y > block.High)], size, from, depth, parts);
        List<Letter> inside = [.. letters.Where(l => l.StartBaseLine.Y <= block.High && l.StartBaseLine.Y >= block.Low)];
        Divide([.. inside.Where(l => Middle(l) < block.At)], size, block.Left, depth + 1, parts);
        Divide([.. inside.Where(l => Middle(l) >= block.At)], size, block.Right, depth + 1, parts);
        Divide([.. letters.Where(l => l.StartBaseLine.Y < block.Low)], size, from, depth, parts);
    }

    /// <summary>Lines across all columns, from top to bottom, each as the pieces that no gap parts.</summary>
    private static List<Row> Rows(List<Letter> letters, double size)
    {
        var rows = new List<Row>();
        var open = new List<Letter>();
        foreach (var letter in letters.Where(Shown).OrderByDescending(l => l.StartBaseLine.Y))
        {
            if (open.Count > 0 && open[0].StartBaseLine.Y - letter.StartBaseLine.Y > 0.3 * size) Close();
            if (rows.Count > MostRows) return [];
            open.Add(letter);
        }
        if (open.Count > 0) Close();
        return rows;

        void Close()
        {
            var pieces = new List<(double From, double To)>();
            foreach (var (from, to) in open.Select(l => (l.StartBaseLine.X, Math.Max(l.StartBaseLine.X, l.EndBaseLine.X))).Order())
            {
                if (pieces.Count > 0 && from - pieces[^1].To < Gutter * size) pieces[^1] = (pieces[^1].From, Math.Max(to, pieces[^1].To));
                else pieces.Add((from, to));
            }
            rows.Add(new(open[0].StartBaseLine.Y, open[^1].StartBaseLine.Y, pieces));
            open.Clear();
        }
    }

    /// <summary>The gutter with the most lines beside it; null when there is none.</summary>
    private static Block? Find(List<Row> rows, double size)
    {
        if (rows.Count < LeastLines) return null;
        var (left, right) = (Share(rows.Select(r => r.Pieces[0].From), 0.05), Share(rows.Select(r => r.Pieces[^1].To), 0.95));
        bool[] table = [.. rows.Select((r, i) => r.IsSparse && (i > 0 && rows[i - 1].IsSparse || i + 1 < rows.Count && rows[i + 1].IsSparse))];
        var best = new List<Block>();
        for (var at = left + 0.2 * (right - left); at < right - 0.2 * (right - left); at += size / 2)
        {
            for (int from = 0, to; from < rows.Count; from = to + 1)
            {
                to = from;
                while (to < rows.Count && !table[to] && !rows[to].Pieces.Exists(p => p.From < at && p.To > at)) to++;
                if (to - from < LeastLines || Judge(rows[from..to], at, size) is not { } block) continue;
                if (best.Count > 0 && block.Lines > best[0].Lines) best.Clear();
                if (best.Count == 0 || block.Lines == best[0].Lines) best.Add(block);
            }
        }
        // The middle of the gutter, or of one of several.
        return best.Count == 0 ? null : best[best.Count / 2];
    }

    private static Block? Judge(List<Row> rows, double at, double size)
    {
        // Columns begin side by side: a short line above them belongs to what stands there.
        var first = Math.Min(rows.FindIndex(r => Left(r, at).Any()), rows.FindIndex(r => Right(r, at).Any()));
        var second = Math.Max(rows.FindIndex(r => Left(r, at).Any()), rows.FindIndex(r => Right(r, at).Any()));
        if (first < 0) return null;
        while (first < second && rows[first].High - rows[second].High > 1.2 * size) first++;
        rows = rows[first..];
        var (lefts, rights) = (Lines(rows, r => Left(r, at)), Lines(rows, r => Right(r, at)));
        if (lefts.Count < LeastLines || rights.Count < LeastLines || Column(lefts, size) is not { } one || Column(rights, size) is not { } other || other.From - one.To < Gutter * size || other.From - one.To > WidestGutter * size) return null;
        return new(rows[0].High, rows[^1].Low, at, one.From, other.From, Math.Min(lefts.Count, rights.Count));
    }

    private static IEnumerable<(double From, double To)> Left(Row row, double at) => row.Pieces.Where(p => p.To <= at);

    private static IEnumerable<(double From, double To)> Right(Row row, double at) => row.Pieces.Where(p => p.From >= at);

    private static List<(double From, double To)> Lines(List<Row> rows, Func<Row, IEnumerable<(double From, double To)>> side) =>
        [.. rows.Select(r => side(r).ToList()).Where(p => p.Count > 0).Select(p => (p[0].From, p[^1].To))];

    /// <summary>A column's edges; null when its lines do not fill it.</summary>
    private static (double From, double To)? Column(List<(double From, double To)> lines, double size)
    {
        var (from, to) = (Share(lines.Select(l => l.From), 0.1), Share(lines.Select(l => l.To), 0.9));
        var full = lines.Count(l => l.From < from + 2.5 * size && l.To > to - 1.5 * size);
        return to - from >= LeastWidth * size && full >= LeastFull * lines.Count ? (from, to) : null;
    }

    private static double Middle(Letter letter) => (letter.StartBaseLine.X + letter.EndBaseLine.X) / 2;

    private static bool Shown(Letter letter) => !string.IsNullOrWhiteSpace(letter.Value);

    private static double Share(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)(share * (sorted.Count - 1))];
    }
}
