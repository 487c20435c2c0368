using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CsCheck;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Huiying.Documents;

namespace Huiying.Tests.Documents;

public sealed class SheetWriterTests
{
    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task No_payload_of_the_suite_reaches_a_spreadsheet_program_as_a_formula(SheetFormat format)
    {
        var payloads = File.ReadLines(Needed.Shared("suites/security/csv_injection.jsonl"))
            .Select(l => JsonDocument.Parse(l).RootElement.GetProperty("payload").GetString()!).ToArray();
        payloads.ShouldNotBeEmpty();
        await Harmless(format, payloads);
    }

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public Task Text_that_begins_like_a_formula_is_neutralised_and_recoverable(SheetFormat format) => Harmless(format,
        ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u3000＝1", "＋1", "－1", "＠x", "\"=1", "'=1", "\uFEFF=1", "\u200B=1", "''=1", "\n+1"]);

    private static async Task Harmless(SheetFormat format, string[] payloads)
    {
        var bytes = await Sheets.Written(format, ["标题", "内容"], payloads.Select(p => new object?[] { "题", p }));
        var cells = format == SheetFormat.Csv ? CsvCells(bytes) : XlsxCells(bytes);
        cells.Count.ShouldBe(payloads.Length);
        foreach (var (cell, payload) in cells.Zip(payloads))
        {
            SheetCell.Restore(cell).ShouldBe(payload);
            var seen = cell.TrimStart('\uFEFF', '"', ' ');
            (seen.Length > 0 && "=+-@\t\r＝＋－＠".Contains(seen[0], StringComparison.Ordinal)).ShouldBeFalse(payload);
        }
        if (format == SheetFormat.Xlsx) Part(bytes, "xl/worksheets/sheet1.xml").ShouldNotContain("<f");
    }

    [Fact]
    public void Every_text_comes_back_from_a_cell_exactly() =>
        Gen.Char["='\"＝ +-@a\t"].Array[0, 6].Select(c => new string(c)).Sample(text => SheetCell.Restore(SheetCell.Neutral(text)) == text);

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    [InlineData(SheetFormat.JsonLines)]
    public Task What_is_written_is_read_back(SheetFormat format)
    {
        var text = Gen.Char["甲乙a,;\"\n\r\t '=_x000D_\u0001"].Array[1, 12].Select(c => new string(c));
        return Gen.Select(text, text, Gen.Int[-9, 9], (a, b, n) => new object?[] { "甲" + a + "乙", "丙" + b + "😀丁", n }).Array[1, 20].SampleAsync(async rows =>
        {
            var back = await Sheets.Read(await Sheets.Written(format, ["标题", "内容", "点赞数"], rows));
            back.Count.ShouldBe(rows.Length);
            foreach (var (read, written) in back.Zip(rows))
            {
                new object?[] { read.Field("标题"), read.Field("内容"), read.Field("点赞数") }.ShouldBe([written[0], written[1], $"{written[2]}"]);
            }
        }, iter: Needed.Times(200));
    }

    [Fact]
    public async Task A_text_that_looks_like_the_beginning_of_an_escape_stays_as_it_is_before_a_line_break()
    {
        object?[][] rows = [["甲_x0a00\r乙"]];
        (await Sheets.Read(await Sheets.Written(SheetFormat.Xlsx, ["标题"], rows)))[0].Field("标题").ShouldBe("甲_x0a00\r乙");
    }

    [Fact]
    public async Task An_xlsx_is_valid_and_the_same_rows_give_the_same_bytes()
    {
        object?[][] rows = [["题", new DateTimeOffset(2026, 3, 5, 15, 4, 0, TimeSpan.FromHours(8)), 3, 2.5, true, null], [new string('长', 40_000), null, -3L, double.NaN, false, "x"]];
        var bytes = await Sheets.Written(SheetFormat.Xlsx, ["标题", "时间", "数", "率", "是否", "空"], rows);
        bytes.ShouldBe(await Sheets.Written(SheetFormat.Xlsx, ["标题", "时间", "数", "率", "是否", "空"], rows));
        using var package = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        new OpenXmlValidator().Validate(package, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath} {e.Description}").ShouldBeEmpty();
        var back = await Sheets.Read(bytes);
        back[0].Field("时间").ShouldBe("2026-03-05 15:04:00");
        back[0].Field("是否").ShouldBe("是");
        back[1].Field("标题").ShouldEndWith("……（超过单元格上限，全文请导出 csv）");
        back[1].Field("标题").Length.ShouldBe(32_767);
    }

    [Fact]
    public async Task A_csv_begins_with_the_mark_that_shows_excel_it_is_utf_8() =>
        (await Sheets.Written(SheetFormat.Csv, ["标题"], [["一"]]))[..3].ShouldBe([0xEF, 0xBB, 0xBF]);

    [Fact]
    public async Task Json_lines_keep_the_text_as_it_is() =>
        Encoding.UTF8.GetString(await Sheets.Written(SheetFormat.JsonLines, ["a", "b", "c"], [["=1+“1”", null, 2]])).ShouldBe("{\"a\":\"=1+“1”\",\"b\":null,\"c\":2}\n");

    private static string Part(byte[] bytes, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static List<string> XlsxCells(byte[] bytes)
    {
        using var package = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        var sheet = package.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        return [.. sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>().Skip(1)
            .Select(r => r.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Last())
            .Select(c =>
            {
                c.DataType!.Value.ShouldBe(DocumentFormat.OpenXml.Spreadsheet.CellValues.InlineString);
                return System.Xml.XmlConvert.DecodeName(c.InnerText);
            })];
    }

    /// <summary>A second, plain reading of the csv, so that the reader under test is not its own judge.</summary>
    private static List<string> CsvCells(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        var cells = new List<string>();
        var (cell, quoted) = (new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (text[i] == '"') quoted = !quoted;
            else if (!quoted && (text[i] == ',' || text[i] == '\r'))
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (text[i] == '\r') i++;
            }
            else cell.Append(text[i]);
        }
        return [.. cells.Skip(2).Where((_, i) => i % 2 == 1)];
    }
}
