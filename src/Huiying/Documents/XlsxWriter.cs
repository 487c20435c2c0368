using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Huiying.Documents;

/// <summary>
/// One worksheet, streamed: a frozen bold header, wrapped text, fixed widths. Text is always a string cell (inline), never a formula.
/// Written directly because a package writer stamps the present time into the zip and needs all rows at hand.
/// </summary>
internal static partial class XlsxWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    /// <summary>What a program shows of one cell (32,767 is Excel's own limit).</summary>
    private const int MaxCell = 32_767;
    private const string Cut = "……（超过单元格上限，全文请导出 csv）";

    /// <summary>The same rows give the same bytes, so every part bears the zip format's first moment.</summary>
    internal static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task Write(
        Stream to, string name, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        foreach (var (part, xml) in Parts(name))
        {
            await using var stream = await Open(zip, part, ct);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Head + xml), ct);
        }
        await using var sheet = await Open(zip, "xl/worksheets/sheet1.xml", ct);
        await using var w = XmlWriter.Create(sheet, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), CheckCharacters = true });
        await w.WriteStartDocumentAsync(true);
        w.WriteStartElement("worksheet", Main);
        w.WriteRaw("<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        w.WriteRaw($"<sheetFormatPr defaultRowHeight=\"18\"/><cols><col min=\"1\" max=\"{Math.Max(1, header.Count)}\" width=\"20\" customWidth=\"1\"/></cols>");
        w.WriteStartElement("sheetData", Main);
        Row(w, 1, [.. header], headerRow: true);
        var number = 1;
        await foreach (var row in rows.WithCancellation(ct))
        {
            SheetWriter.Match(header, row);
            Row(w, ++number, row, headerRow: false);
            if (number % 256 == 0) await w.FlushAsync();
        }
        w.WriteEndElement();
        w.WriteEndElement();
        await w.FlushAsync();
    }

    private static async Task<Stream> Open(ZipArchive zip, string part, CancellationToken ct)
    {
        var entry = zip.CreateEntry(part, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        return await entry.OpenAsync(ct);
    }

    private static void Row(XmlWriter w, int number, IReadOnlyList<object?> cells, bool headerRow)
    {
        w.WriteStartElement("row", Main);
        w.WriteAttributeString("r", number.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i] is null) continue;
            w.WriteStartElement("c", Main);
            w.WriteAttributeString("r", Letters(i) + number.ToString(CultureInfo.InvariantCulture));
            w.WriteAttributeString("s", headerRow ? "2" : cells[i] is DateTimeOffset ? "3" : "1");
            switch (cells[i])
            {
                case int or long:
                case double d when double.IsFinite(d):
                    w.WriteElementString("v", Main, SheetWriter.Plain(cells[i]));
                    break;
                case DateTimeOffset t:
                    w.WriteElementString("v", Main, (t.DateTime - new DateTime(1899, 12, 30)).TotalDays.ToString("R", CultureInfo.InvariantCulture));
                    break;
                default:
                    w.WriteAttributeString("t", "inlineStr");
                    w.WriteStartElement("is", Main);
                    w.WriteStartElement("t", Main);
                    w.WriteAttributeString("xml", "space", null, "preserve");
                    w.WriteString(Text(cells[i] is string s ? SheetCell.Neutral(s) : SheetWriter.Plain(cells[i])));
                    w.WriteEndElement();
                    w.WriteEndElement();
                    break;
            }
            w.WriteEndElement();
        }
        w.WriteEndElement();
    }

    /// <summary>Text as a cell can hold it: what XML cannot say is written <c>_xHHHH_</c>, and so is what already looks like that.</summary>
    private static string Text(string text)
    {
        if (text.Length > MaxCell) text = text[..(MaxCell - Cut.Length - (char.IsHighSurrogate(text[MaxCell - Cut.Length - 1]) ? 1 : 0))] + Cut;
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in Escape().Replace(text, "_x005F$0").EnumerateRunes())
        {
            if (rune.Value < 0x20 && rune.Value is not ('\n' or '\t')) escaped.Append(CultureInfo.InvariantCulture, $"_x{rune.Value:X4}_");
            else if (rune.Value is 0xFFFE or 0xFFFF) escaped.Append('\uFFFD');
            else escaped.Append(rune);
        }
        return escaped.ToString();
    }

    internal static string Letters(int column)
    {
        var letters = "";
        for (var n = column + 1; n > 0; n = (n - 1) / 26) letters = (char)('A' + (n - 1) % 26) + letters;
        return letters;
    }

    private static IEnumerable<(string Part, string Xml)> Parts(string name)
    {
        yield return ("[Content_Types].xml",
            $"<Types xmlns=\"{Package}content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + Override("xl/workbook.xml", "sheet.main") + Override("xl/worksheets/sheet1.xml", "worksheet") + Override("xl/styles.xml", "styles") + "</Types>");
        yield return ("_rels/.rels", $"<Relationships xmlns=\"{Package}relationships\">{Relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>");
        yield return ("xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"{SheetName(name)}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        yield return ("xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"{Package}relationships\">{Relation("rId1", "worksheet", "worksheets/sheet1.xml")}{Relation("rId2", "styles", "styles.xml")}</Relationships>");
        const string font = "<sz val=\"11\"/><name val=\"宋体\"/><family val=\"3\"/><charset val=\"134\"/>";
        const string border = "<border><left/><right/><top/><bottom/><diagonal/></border>";
        const string wrap = "<alignment vertical=\"top\" wrapText=\"1\"/>";
        yield return ("xl/styles.xml",
            $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
            + $"<fonts count=\"2\"><font>{font}</font><font><b/>{font}</font></fonts>"
            + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
            + "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE7EAEE\"/></patternFill></fill></fills>"
            + $"<borders count=\"1\">{border}</borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"4\"><xf/>"
            + $"<xf applyAlignment=\"1\">{wrap}</xf><xf fontId=\"1\" fillId=\"2\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\">{wrap}</xf>"
            + $"<xf numFmtId=\"164\" applyNumberFormat=\"1\" applyAlignment=\"1\">{wrap}</xf></cellXfs></styleSheet>");
    }

    private static string Override(string part, string type) =>
        $"<Override PartName=\"/{part}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{type}+xml\"/>";

    private static string Relation(string id, string type, string target) => $"<Relationship Id=\"{id}\" Type=\"{Relations}/{type}\" Target=\"{target}\"/>";

    /// <summary>At most 31 characters and none of the seven a worksheet's name may not hold.</summary>
    private static string SheetName(string name)
    {
        var clean = string.Concat(name.Where(c => c >= ' ' && !"[]:*?/\\'".Contains(c, StringComparison.Ordinal))).Trim();
        return System.Security.SecurityElement.Escape(clean.Length == 0 ? "表" : clean[..Math.Min(31, clean.Length)]);
    }

    /// <summary>Without the closing mark: what follows may be written as one that begins with it.</summary>
    [GeneratedRegex("_x[0-9A-Fa-f]{4}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
