using System.IO.Compression;
using System.Text;
using Huiying.Documents;

namespace Huiying.Tests.Documents;

/// <summary>Makes sheets for tests and reads them.</summary>
internal static class Sheets
{
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(54936)!;

    public static Task<List<SheetRow>> Read(byte[] bytes, string? sheet = null, SheetLimits? limits = null) => Read(new MemoryStream(bytes), sheet, limits);

    public static async Task<List<SheetRow>> Read(Stream stream, string? sheet = null, SheetLimits? limits = null) =>
        await SheetReader.Read(stream, sheet, limits, ct: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    public static Task<List<SheetRow>> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static string Field(this SheetRow row, string name) => row.ShouldBeOfType<SheetFields>().Fields.GetValueOrDefault(name, "");

    public static SheetProblem Problem(this SheetRow row) => row.ShouldBeOfType<SheetProblem>();

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>An xlsx from its raw sheet XML, as odd programs write them.</summary>
    public static byte[] Xlsx(string sheetData, string before = "", string shared = "", string sheets = "<sheet name=\"表一\" sheetId=\"1\" r:id=\"rId1\"/>", string doctype = "")
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string rels = "http://schemas.openxmlformats.org/package/2006/relationships";
        return Zip(
            ("_rels/.rels", $"<Relationships xmlns=\"{rels}\"><Relationship Id=\"a\" Type=\"{rel}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{rel}\"><sheets>{sheets}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"{rels}\"><Relationship Id=\"rId1\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                + $"<Relationship Id=\"rId2\" Type=\"{rel}/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
                + $"<Relationship Id=\"rId3\" Type=\"{rel}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId4\" Type=\"{rel}/styles\" Target=\"styles.xml\"/></Relationships>"),
            ("xl/sharedStrings.xml", $"<sst xmlns=\"{main}\">{shared}</sst>"),
            ("xl/styles.xml", $"<styleSheet xmlns=\"{main}\"><numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
                + "<numFmt numFmtId=\"171\" formatCode=\"&quot;day&quot;0.0;[Red]\\d0\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>"),
            ("xl/worksheets/sheet1.xml", $"{doctype}<worksheet xmlns=\"{main}\">{before}<sheetData>{sheetData}</sheetData></worksheet>"),
            ("xl/worksheets/sheet2.xml", $"<worksheet xmlns=\"{main}\"><sheetData>{Row(1, "标题", "内容")}{Row(2, "第二张", "表")}</sheetData></worksheet>"));
    }

    public static string Row(int number, params IEnumerable<string> cells) =>
        $"<row r=\"{number}\">{string.Concat(cells.Select((c, i) => $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t>{c}</t></is></c>"))}</row>";

    public static byte[] Zip(params IEnumerable<(string Name, string Text)> parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return bytes.ToArray();
    }

    public static async Task<byte[]> Written(SheetFormat format, string[] header, params IEnumerable<object?[]> rows)
    {
        using var to = new MemoryStream();
        await SheetWriter.Write(to, format, "台账", header, rows.Cast<IReadOnlyList<object?>>().ToAsyncEnumerable(), TestContext.Current.CancellationToken);
        return to.ToArray();
    }
}
