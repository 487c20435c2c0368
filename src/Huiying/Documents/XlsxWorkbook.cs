using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Huiying.Documents;

/// <summary>The parts of an xlsx that reading one worksheet needs.</summary>
internal sealed class XlsxWorkbook : IDisposable
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    private readonly ZipArchive zip;
    private readonly long max;
    private string sheetPart = "";

    private XlsxWorkbook(ZipArchive zip, long max) => (this.zip, this.max) = (zip, max);

    public SheetProblem? Refused { get; private set; }

    public bool Date1904 { get; private set; }

    public XlsxStrings Strings { get; private set; } = XlsxStrings.None;

    public XlsxStyles Styles { get; private set; } = new([]);

    public static XlsxWorkbook Open(ZipArchive zip, string? sheet, SheetLimits limits, CancellationToken ct)
    {
        var book = new XlsxWorkbook(zip, limits.MaxUnpacked);
        var part = book.Related("_rels/.rels", "/officeDocument")?.Target ?? "xl/workbook.xml";
        var folder = part.Contains('/', StringComparison.Ordinal) ? part[..(part.LastIndexOf('/') + 1)] : "";
        var rels = $"{folder}_rels/{part[folder.Length..]}.rels";
        if (zip.GetEntry(part) is null)
        {
            book.Refused = SheetProblems.NotASheet();
            return book;
        }
        book.ReadSheets(part, sheet, out var relation);
        if (book.Refused is not null) return book;
        if (book.Related(rels, "/worksheet", relation) is not { } target || zip.GetEntry(Resolve(folder, target.Target)) is not { } entry)
        {
            book.Refused = SheetProblems.Broken(0, "缺少工作表", "the worksheet part is missing");
            return book;
        }
        book.sheetPart = entry.FullName;
        if (book.Related(rels, "/sharedStrings") is { } strings && book.Xml(Resolve(folder, strings.Target)) is { } s)
        {
            using (s) book.Strings = XlsxStrings.Read(s, limits.MaxCell + 1, ct);
        }
        if (book.Related(rels, "/styles") is { } styles && book.Xml(Resolve(folder, styles.Target)) is { } t)
        {
            using (t) book.Styles = XlsxStyles.Read(t);
        }
        return book;
    }

    public XmlReader OpenSheet() => Xml(sheetPart)!;

    public void Dispose()
    {
        Strings.Dispose();
        zip.Dispose();
    }

    private void ReadSheets(string part, string? wanted, out string? relation)
    {
        relation = null;
        var names = new List<string>();
        using var xml = Xml(part)!;
        while (xml.Read())
        {
            if (XlsxRows.Is(xml, "workbookPr")) Date1904 = xml.GetAttribute("date1904") is "1" or "true";
            if (!XlsxRows.Is(xml, "sheet")) continue;
            var name = xml.GetAttribute("name") ?? "";
            var visible = xml.GetAttribute("state") is null or "visible";
            names.Add(name);
            if (relation is null && (wanted is null ? visible : name == wanted))
            {
                relation = xml.GetAttribute("id", Relations) ?? xml.GetAttribute("id", StrictRelations);
            }
        }
        if (relation is null) Refused = SheetProblems.NoSheet(wanted, string.Join('、', names.Take(20)));
    }

    private (string Id, string Target)? Related(string rels, string typeEnd, string? id = null)
    {
        using var xml = Xml(rels);
        while (xml?.Read() == true)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship") continue;
            if (xml.GetAttribute("Type")?.EndsWith(typeEnd, StringComparison.Ordinal) != true) continue;
            var own = xml.GetAttribute("Id") ?? "";
            if (id is null || own == id) return (own, (xml.GetAttribute("Target") ?? "").TrimStart('/'));
        }
        return null;
    }

    private static string Resolve(string folder, string target) =>
        target.StartsWith(folder, StringComparison.Ordinal) ? target : folder + target;

    private XmlReader? Xml(string part)
    {
        if (zip.GetEntry(part) is not { } entry) return null;
        return XmlReader.Create(new CappedStream(entry.Open(), max, unpacked: true), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });
    }
}

/// <summary>Which cell styles show a number as a date or time.</summary>
internal sealed class XlsxStyles(bool[] dates)
{
    public bool IsDate(string? style) =>
        int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < dates.Length && dates[index];

    public static XlsxStyles Read(XmlReader xml)
    {
        var custom = new Dictionary<string, bool>(StringComparer.Ordinal);
        var dates = new List<bool>();
        var inCells = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs") inCells = xml.NodeType == XmlNodeType.Element;
            if (XlsxRows.Is(xml, "numFmt")) custom[xml.GetAttribute("numFmtId") ?? ""] = IsDateFormat(xml.GetAttribute("formatCode") ?? "");
            if (!inCells || !XlsxRows.Is(xml, "xf")) continue;
            var id = xml.GetAttribute("numFmtId") ?? "0";
            // Clause 18.8.30: 14–22 and 45–47 everywhere, 27–36 and 50–58 in Chinese.
            dates.Add(custom.TryGetValue(id, out var date) ? date
                : int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 14 and <= 22 or >= 27 and <= 36 or >= 45 and <= 47 or >= 50 and <= 58);
        }
        return new([.. dates]);
    }

    /// <summary>Whether a format code holds a date part outside quoted text, escapes and brackets.</summary>
    internal static bool IsDateFormat(string code)
    {
        var (quoted, bracket) = (false, false);
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"': quoted = !quoted; break;
                case '\\' or '_' or '*': i++; break;
                case '[' when !quoted: bracket = true; break;
                case ']' when !quoted: bracket = false; break;
                case 'y' or 'Y' or 'd' or 'D' or 'h' or 'H' or 'm' or 'M' or 's' or 'S' when !quoted && !bracket: return true;
                case ';' when !quoted: return false;
            }
        }
        return false;
    }
}

/// <summary>The shared strings, kept in a private temporary file: one sheet's texts may be larger than memory should hold.</summary>
internal sealed class XlsxStrings : IDisposable
{
    private readonly FileStream? file;
    private readonly List<long> starts = [0];

    private XlsxStrings(FileStream? file) => this.file = file;

    public static XlsxStrings None { get; } = new(null);

    public string this[int index]
    {
        get
        {
            if (file is null || index >= starts.Count - 1) throw new InvalidDataException("no such shared string");
            var bytes = new byte[starts[index + 1] - starts[index]];
            for (var got = 0; got < bytes.Length;)
            {
                var read = RandomAccess.Read(file.SafeFileHandle, bytes.AsSpan(got), starts[index] + got);
                if (read == 0) throw new EndOfStreamException();
                got += read;
            }
            return Encoding.UTF8.GetString(bytes);
        }
    }

    public static XlsxStrings Read(XmlReader xml, int maxCell, CancellationToken ct)
    {
        var strings = new XlsxStrings(Spool.Create());
        try
        {
            strings.Fill(xml, maxCell, ct);
            return strings;
        }
        catch
        {
            strings.Dispose();
            throw;
        }
    }

    public void Dispose() => file?.Dispose();

    private void Fill(XmlReader xml, int maxCell, CancellationToken ct)
    {
        var text = new StringBuilder();
        xml.Read();
        while (!xml.EOF)
        {
            ct.ThrowIfCancellationRequested();
            if (XlsxRows.Is(xml, "rPh"))
            {
                xml.Skip();
                continue;
            }
            if (XlsxRows.Is(xml, "t")) XlsxRows.Text(xml, text, maxCell);
            if (XlsxRows.Is(xml, "si") ? xml.IsEmptyElement : xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "si")
            {
                var bytes = Encoding.UTF8.GetBytes(XlsxRows.Unescape(text.ToString()));
                file!.Write(bytes);
                starts.Add(starts[^1] + bytes.Length);
                text.Clear();
            }
            xml.Read();
        }
        file!.Flush();
    }
}
