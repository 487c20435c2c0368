using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;

namespace Huiying.Documents;

/// <summary>
/// Rows of one worksheet (ECMA-376 part 1, clause 18.3), read forward only. Our own reader because the one at hand walks every column the
/// sheet's <c>dimension</c> claims: a sheet whose whole columns were formatted (A1:XFD1048576, common) took a second per row.
/// </summary>
internal static class XlsxRows
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    private const int MaxEntries = 4096;

    public static async IAsyncEnumerable<SheetRow> Read(
        Stream seekable, string? sheet, SheetLimits limits, Action<IReadOnlyList<string>>? header, [EnumeratorCancellation] CancellationToken ct)
    {
        var (workbook, refused) = Open(seekable, sheet, limits, ct);
        if (workbook is null)
        {
            yield return refused!;
            yield break;
        }
        using (workbook)
        {
            await foreach (var row in SheetHeader.Apply(Rows(workbook, limits, ct), fixedWidth: false, limits, header, ct)) yield return row;
        }
    }

    private static (XlsxWorkbook?, SheetProblem?) Open(Stream seekable, string? sheet, SheetLimits limits, CancellationToken ct)
    {
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(seekable, ZipArchiveMode.Read, leaveOpen: true);
            var unpacked = zip.Entries.Take(MaxEntries + 1).Sum(e => e.Length);
            var packed = Math.Max(1, zip.Entries.Take(MaxEntries + 1).Sum(e => e.CompressedLength));
            if (zip.Entries.Count > MaxEntries || unpacked > limits.MaxUnpacked || (unpacked > 8 << 20 && unpacked / packed > limits.MaxRatio))
            {
                zip.Dispose();
                return (null, SheetProblems.Bomb(limits.MaxUnpacked));
            }
            var workbook = XlsxWorkbook.Open(zip, sheet, limits, ct);
            if (workbook.Refused is not { } no) return (workbook, null);
            workbook.Dispose();
            return (null, no);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or OverflowException or EndOfStreamException)
        {
            zip?.Dispose();
            return (null, SheetProblems.Broken(0, "xlsx 的内部结构读不懂", "the parts of the xlsx cannot be read"));
        }
    }

    private static async IAsyncEnumerable<RawRow> Rows(
        XlsxWorkbook workbook, SheetLimits limits, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        XmlReader? xml = null;
        long number = 0;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            RawRow? row;
            try
            {
                row = NextRow(xml ??= workbook.OpenSheet(), workbook, limits, number);
            }
            catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or OverflowException or EndOfStreamException)
            {
                row = new(number + 1, [], SheetProblems.Broken(number + 1, "从这一行起读不懂", "from this row on it cannot be read"));
                number = -1;
            }
            if (row is not null) yield return row.Value;
            if (row is null || number < 0) break;
            number = row.Value.Number;
        }
        xml?.Dispose();
    }

    private static RawRow? NextRow(XmlReader xml, XlsxWorkbook workbook, SheetLimits limits, long last)
    {
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "sheetData") return null;
            if (!Is(xml, "row")) continue;
            // Numbers only rise; a row without one, or with a wrong one, follows the row before.
            var number = long.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var r) && r > last ? r : last + 1;
            if (xml.IsEmptyElement) return new(number, []);
            return Cells(xml, workbook, limits, number);
        }
        return null;
    }

    private static RawRow Cells(XmlReader xml, XlsxWorkbook workbook, SheetLimits limits, long number)
    {
        var cells = new List<string>();
        SheetProblem? problem = null;
        var next = 0;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row"))
        {
            if (!Is(xml, "c")) continue;
            var column = Column(xml.GetAttribute("r")) is { } at ? at : next;
            next = column + 1;
            var value = Value(xml, workbook, limits.MaxCell + 1);
            if (value.Length == 0) continue;
            if (column >= limits.MaxColumns)
            {
                problem ??= SheetProblems.TooManyColumns(number, limits.MaxColumns);
                continue;
            }
            while (cells.Count <= column) cells.Add("");
            cells[column] = value.Trim();
        }
        return new(number, [.. cells], problem);
    }

    /// <summary>The zero-based column of a reference such as <c>AB12</c>; null when there is none.</summary>
    internal static int? Column(string? reference)
    {
        if (reference is null) return null;
        var column = 0;
        var letters = 0;
        while (letters < reference.Length && letters < 4 && char.IsAsciiLetterUpper(reference[letters])) column = column * 26 + (reference[letters++] - 'A' + 1);
        return letters is 0 or > 3 ? null : column - 1;
    }

    private static string Value(XmlReader cell, XlsxWorkbook workbook, int max)
    {
        var type = cell.GetAttribute("t");
        var style = cell.GetAttribute("s");
        if (cell.IsEmptyElement) return "";
        var text = new StringBuilder();
        cell.Read();
        while (!cell.EOF && !(cell.NodeType == XmlNodeType.EndElement && cell.LocalName == "c"))
        {
            // Skipping already stands on what follows.
            if (Is(cell, "rPh") || Is(cell, "f"))
            {
                cell.Skip();
                continue;
            }
            if (Is(cell, "v") || Is(cell, "t")) Text(cell, text, max);
            cell.Read();
        }
        var raw = text.ToString();
        return type switch
        {
            "s" => int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? workbook.Strings[index] : "",
            "b" => raw == "1" ? "是" : "否",
            "inlineStr" or "str" or "e" => Unescape(raw),
            "d" => raw,
            _ => Number(raw, workbook.Styles.IsDate(style), workbook.Date1904),
        };
    }

    /// <summary>Appends the element's text, up to a length, and stands on its end.</summary>
    internal static void Text(XmlReader element, StringBuilder into, int max)
    {
        if (element.IsEmptyElement) return;
        var chunk = new char[4096];
        while (element.Read() && element.NodeType != XmlNodeType.EndElement)
        {
            if (element.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)) continue;
            int read;
            while ((read = element.ReadValueChunk(chunk, 0, chunk.Length)) > 0)
            {
                into.Append(chunk, 0, Math.Min(read, Math.Max(0, max - into.Length)));
            }
        }
    }

    /// <summary><c>_xHHHH_</c> stands for a character XML cannot hold (clause 22.9.2.19).</summary>
    internal static string Unescape(string text) => text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text) : text;

    private static string Number(string raw, bool date, bool date1904)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) return raw;
        if (date && value is >= 0 and < 2_958_466)
        {
            if (value < 1) return TimeSpan.FromSeconds(Math.Round(value * 86400)).ToString("c", CultureInfo.InvariantCulture);
            // The program that began this counts 29 February 1900, which never was.
            var days = date1904 ? value + 1462 : value < 60 ? value + 1 : value;
            var time = new DateTime(1899, 12, 30).AddSeconds(Math.Round(days * 86400));
            return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        }
        // A telephone number typed as a number is stored as 1.3912345678E10.
        return value == Math.Floor(value) && Math.Abs(value) < 1e15 ? value.ToString("F0", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);
    }

    internal static bool Is(XmlReader xml, string name) =>
        xml.NodeType == XmlNodeType.Element && xml.LocalName == name && xml.NamespaceURI is Main or Strict;
}
