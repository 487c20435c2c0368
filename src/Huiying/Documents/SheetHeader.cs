using System.Runtime.CompilerServices;

namespace Huiying.Documents;

/// <summary>
/// Finds the header and gives every row its fields. Exports of hotlines often open with a merged title line and a line of dates:
/// the header is the first of the first ten rows with the most known names, else the first with two cells filled, else the first.
/// </summary>
internal static class SheetHeader
{
    private const int Look = 10;

    /// <param name="rows">The rows of the file.</param>
    /// <param name="fixedWidth">Every row must be as wide as the header (separated text); otherwise missing cells are empty (xlsx).</param>
    /// <param name="limits">What the sheet may cost.</param>
    /// <param name="found">Told the header's names.</param>
    /// <param name="ct">Stops reading.</param>
    public static async IAsyncEnumerable<SheetRow> Apply(
        IAsyncEnumerable<RawRow> rows, bool fixedWidth, SheetLimits limits, Action<IReadOnlyList<string>>? found, [EnumeratorCancellation] CancellationToken ct)
    {
        var held = new List<RawRow>();
        string[]? names = null;
        var any = false;
        await foreach (var row in rows.WithCancellation(ct))
        {
            any |= row.Problem is { Row: 0 };
            if (row.Number > limits.MaxRows)
            {
                foreach (var early in Release()) yield return early;
                yield return SheetProblems.TooManyRows(row.Number, limits.MaxRows);
                yield break;
            }
            if (row.IsEmpty) continue;
            any = true;
            if (names is null)
            {
                held.Add(row);
                if (held.Count < Look) continue;
                foreach (var early in Release()) yield return early;
            }
            else
            {
                yield return Fields(row, names, fixedWidth, limits);
            }
        }
        foreach (var early in Release()) yield return early;
        if (!any) yield return SheetProblems.Empty();

        IEnumerable<SheetRow> Release()
        {
            if (names is not null || held.Count == 0) yield break;
            var header = Choose(held);
            names = header < 0 ? [] : Names(held[header].Cells);
            found?.Invoke(names);
            for (var i = 0; i < held.Count; i++)
            {
                if (i > header || held[i].Problem is not null) yield return Fields(held[i], names, fixedWidth, limits);
            }
        }
    }

    private static int Choose(List<RawRow> rows)
    {
        var best = -1;
        var most = 1;
        for (var i = 0; i < rows.Count; i++)
        {
            var known = rows[i].Cells.Count(SheetColumns.Knows);
            if (known > most) (best, most) = (i, known);
        }
        if (best >= 0) return best;
        best = rows.FindIndex(r => r.Problem is null && r.Cells.Count(c => c.Length > 0) >= 2);
        return best >= 0 ? best : rows.FindIndex(r => r.Problem is null);
    }

    private static string[] Names(string[] cells)
    {
        var width = Array.FindLastIndex(cells, c => c.Length > 0) + 1;
        var names = new string[width];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < width; i++)
        {
            var name = cells[i].Length == 0 ? $"第{i + 1}列" : cells[i].ReplaceLineEndings("");
            names[i] = name;
            for (var n = 2; !seen.Add(names[i]); n++) names[i] = $"{name}({n})";
        }
        return names;
    }

    private static SheetRow Fields(RawRow row, string[] names, bool fixedWidth, SheetLimits limits)
    {
        if (row.Problem is { } problem) return problem;
        var filled = Array.FindLastIndex(row.Cells, c => c.Length > 0) + 1;
        if (fixedWidth && (filled > names.Length || row.Cells.Length < names.Length))
        {
            return SheetProblems.Ragged(row.Number, row.Cells.Length, names.Length);
        }
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < filled; i++)
        {
            var (name, value) = (i < names.Length ? names[i] : $"第{i + 1}列", row.Cells[i]);
            if (value.Length == 0) continue;
            if (value.Length > limits.MaxCell) return SheetProblems.CellTooLong(row.Number, name, limits.MaxCell);
            if (value.Contains('\0', StringComparison.Ordinal)) return SheetProblems.Nul(row.Number, name);
            fields[name] = value;
        }
        return new SheetFields(row.Number, fields);
    }
}
