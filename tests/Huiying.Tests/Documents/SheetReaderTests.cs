using System.Text;
using CsCheck;
using Huiying.Documents;
using Huiying.Tests.House;

namespace Huiying.Tests.Documents;

[Clause("R16")]
public sealed class SheetReaderTests
{
    private const string Csv = "编号,标题,内容\r\n1,路灯不亮,\"东街,三号\r\n\"\"路口\"\"\"\r\n\r\n2,停水,已两天\r\n";

    public static TheoryData<string> Forms => ["utf-8", "utf-8 with bom", "gb18030", "utf-16", "utf-16be", "gz", "gz of gz", "tab", "semicolon", "cr", "no seek"];

    [Fact]
    public async Task Three_bad_rows_of_a_thousand_give_997_rows_and_three_problems_with_number_and_mending()
    {
        using var bytes = new MemoryStream();
        void Line(string s) => bytes.Write(Encoding.UTF8.GetBytes(s + "\r\n"));
        Line("编号,标题,内容");
        for (var i = 1; i <= 1000; i++)
        {
            if (i == 100) Line($"{i},标题{i},\"引号没有关上");
            else if (i == 500) Line($"{i},标题{i},内容有,逗号");
            else if (i == 900) bytes.Write([.. Encoding.UTF8.GetBytes($"{i},"), 0xC4, 0xE3, .. "坏字节,x\r\n"u8]);
            else Line($"{i},标题{i},\"内容\r\n{i}\"");
        }

        var rows = await Sheets.Read(bytes.ToArray());

        rows.OfType<SheetFields>().Count().ShouldBe(997);
        rows.OfType<SheetFields>().Select(r => r.Fields["编号"]).ShouldNotContain("100");
        rows.OfType<SheetFields>().ShouldAllBe(r => r.Fields["内容"].EndsWith(r.Fields["编号"], StringComparison.Ordinal));
        var problems = rows.OfType<SheetProblem>().ToList();
        problems.Select(p => (p.Row, p.Code)).ShouldBe([(101L, "quote"), (501L, "ragged"), (901L, "encoding")]);
        problems.ShouldAllBe(p => p.Zh.Length > 0 && p.En.Length > 0 && p.MendZh.Length > 0 && p.MendEn.Length > 0);
        problems[1].LineZh.ShouldStartWith("第501行：有4列，表头有3列；");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task The_same_sheet_reads_the_same_in_every_form(string form)
    {
        byte[] bytes = form switch
        {
            "utf-8 with bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Csv)],
            "gb18030" => Sheets.Gb18030.GetBytes(Csv),
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Csv)],
            "utf-16be" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Csv)],
            "gz" => Sheets.Gzip(Encoding.UTF8.GetBytes(Csv)),
            "gz of gz" => Sheets.Gzip(Sheets.Gzip(Encoding.UTF8.GetBytes(Csv))),
            "tab" => Encoding.UTF8.GetBytes(Csv.Replace(',', '\t')),
            "semicolon" => Encoding.UTF8.GetBytes(Csv.Replace(',', ';')),
            "cr" => Encoding.UTF8.GetBytes(Csv.Replace("\r\n", "\r", StringComparison.Ordinal)),
            _ => Encoding.UTF8.GetBytes(Csv),
        };
        var rows = form == "no seek" ? await Sheets.Read(new OneWay(bytes)) : await Sheets.Read(bytes);

        rows.Count.ShouldBe(2);
        rows[0].Field("标题").ShouldBe("路灯不亮");
        rows[0].Field("内容").ReplaceLineEndings("|").Replace(form is "tab" ? '\t' : form is "semicolon" ? ';' : ',', '，').ShouldBe("东街，三号|\"路口\"");
        (rows[1].Row, rows[1].Field("内容")).ShouldBe((form == "gz of gz" ? 4 : 4, "已两天"));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n\n", "empty")]
    [InlineData("<html><table></table></html>", "not-a-sheet")]
    [InlineData("[{\"title\":\"a\"}]", "json")]
    [InlineData("a\0b,c", "not-a-sheet")]
    [InlineData("PK\u0003\u0004nothing", "broken")]
    [InlineData("\u001f\u008bnothing", "broken")]
    [InlineData("\u00d0\u00cf\u0011\u00e0", "not-a-sheet")]
    public async Task What_is_no_sheet_is_one_problem_with_the_file(string latin1, string code)
    {
        var rows = await Sheets.Read(Encoding.Latin1.GetBytes(latin1));
        var problem = rows.ShouldHaveSingleItem().Problem();
        (problem.Row, problem.Code).ShouldBe((0L, code));
    }

    [Fact]
    public async Task Json_lines_keep_every_good_row_and_name_the_others()
    {
        var rows = await Sheets.Read("""
            {"id":7,"title":"停水","likes":3,"x":null,"deep":{"a":[1]}}
            {"id":8,"title":"半
            ["not an object"]

            {"id":9,"title":"\ud800"}
            {"id":10,"title":"空\u0000字符"}
            {"id":11,"title":"好"}
            """);
        rows.Select(r => (r.Row, (r as SheetProblem)?.Code)).ShouldBe([(1, null), (2, "json"), (3, "json"), (5, "json"), (6, "nul"), (7, null)]);
        rows[0].Field("id").ShouldBe("7");
        rows[0].Field("deep").ShouldBe("{\"a\":[1]}");
        rows[4].Problem().Column.ShouldBe("title");
    }

    [Theory]
    [InlineData("2025年1月工单统计表,,\n制表：办公室,,\n编号,标题,内容\n1,停水,两天\n")]
    [InlineData("2025年1月工单统计表\n\n编号,标题,内容\n1,停水,两天\n")]
    [InlineData("编号,标题,内容\n1,停水,两天\n")]
    public async Task The_header_is_found_below_title_lines(string csv) =>
        (await Sheets.Read(csv)).ShouldHaveSingleItem().Field("标题").ShouldBe("停水");

    [Fact]
    public async Task An_unclosed_quote_costs_one_row_wherever_the_buffer_ends()
    {
        // The quote stays open over a buffer boundary, so reading has to seek back.
        for (var pad = 65_400; pad < 65_560; pad += 13)
        {
            var csv = $"标题,内容\r\n一,{new string('长', 10)}{new string('x', pad)}\r\n二,\"没关\r\n三,甲\r\n四,乙\r\n";
            var rows = await Sheets.Read(csv);
            rows.Select(r => (r.Row, (r as SheetProblem)?.Code)).ShouldBe([(2, null), (3, "quote"), (4, null), (5, null)], $"pad {pad}");
        }
    }

    [Fact]
    public async Task Limits_are_named_and_what_stands_before_them_is_kept()
    {
        var limits = new SheetLimits { MaxRows = 3, MaxColumns = 4, MaxCell = 5 };
        (await Sheets.Read("标题,内容\n一,二\n三,四\n五,六\n"u8.ToArray(), limits: limits)).Select(r => (r as SheetProblem)?.Code).ShouldBe([null, null, "too-many-rows"]);
        (await Sheets.Read("标题,内容\n一,一二三四五六\n三,四\n"u8.ToArray(), limits: limits)).Select(r => (r as SheetProblem)?.Code).ShouldBe(["cell-too-long", null]);
        (await Sheets.Read(Encoding.UTF8.GetBytes($"标题,内容\n\"{new string('长', 500)}\",1\n三,四\n"), limits: limits)).Select(r => (r as SheetProblem)?.Code).ShouldBe(["cell-too-long", null]);
        (await Sheets.Read("标题,内容\n1,2,3,4,5,6\n三,四\n"u8.ToArray(), limits: limits)).Select(r => (r as SheetProblem)?.Code).ShouldBe(["too-many-columns", null]);
        (await Sheets.Read(Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', 99)}\"}}\n{{\"a\":\"b\"}}\n"), limits: limits)).Select(r => (r as SheetProblem)?.Code).ShouldBe(["cell-too-long", null]);
        (await Sheets.Read(new byte[2000], limits: new SheetLimits { MaxBytes = 1000 })).ShouldHaveSingleItem().Problem().Code.ShouldBe("too-big");
        (await Sheets.Read(new OneWay(new byte[2000]), limits: new SheetLimits { MaxBytes = 1000 })).ShouldHaveSingleItem().Problem().Code.ShouldBe("too-big");
        (await Sheets.Read(Sheets.Gzip(new byte[2_000_000]), limits: new SheetLimits { MaxUnpacked = 1_000_000 })).ShouldHaveSingleItem().Problem().Code.ShouldBe("unpacks-too-big");
    }

    [Fact]
    public Task Whatever_bytes_come_reading_ends_without_an_exception() =>
        Gen.OneOf(
            Gen.Byte.Array[0, 300],
            Gen.Char["\",\n\r{}\u00C4\u00E3a:"].Array[0, 400].Select(c => Encoding.Latin1.GetBytes(c)),
            Gen.Select(Gen.Const(Sheets.Xlsx(Sheets.Row(1, "标题", "内容") + Sheets.Row(2, "一", "二"), shared: "<si><t>x</t></si>")), Gen.Int[0, 4000], Gen.Byte, Gen.Int[0, 4000],
                (bytes, at, value, cut) =>
                {
                    var changed = bytes.ToArray();
                    changed[at % changed.Length] = value;
                    return cut % 7 == 0 ? changed[..(cut % changed.Length)] : changed;
                }))
        .SampleAsync(async bytes => (await Sheets.Read(bytes)).ShouldNotBeNull(), iter: Needed.Times(3000));

    /// <summary>Bytes that can only be read forward, a few at a time.</summary>
    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(7, buffer.Length)], cancellationToken);
    }
}
