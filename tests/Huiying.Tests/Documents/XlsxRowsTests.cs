using Huiying.Documents;

namespace Huiying.Tests.Documents;

public sealed class XlsxRowsTests
{
    [Fact]
    public async Task Cells_are_read_as_a_person_sees_them()
    {
        var rows = await Sheets.Read(Sheets.Xlsx(
            Sheets.Row(1, "编号", "标题", "时间", "联系电话", "内容", "备注")
            + "<row r=\"2\"><c r=\"A2\"><v>12</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\" s=\"2\"><v>46086.627777777776</v></c>"
            + "<c r=\"D2\"><v>1.3912345678E10</v></c><c r=\"E2\" t=\"str\"><f>A1&amp;\"x\"</f><v>算出_x000D_来</v></c><c r=\"F2\" s=\"3\"><v>46086.5</v></c></row>"
            + "<row r=\"4\"><c r=\"A4\" t=\"b\"><v>1</v></c><c r=\"C4\" s=\"1\"><v>46086</v></c><c r=\"F4\" t=\"e\"><v>#N/A</v></c></row>",
            shared: "<si><t>没用</t></si><si><r><t>路灯</t></r><r><t xml:space=\"preserve\"> 不亮</t></r><rPh sb=\"0\" eb=\"1\"><t>ludeng</t></rPh></si>"));

        rows.Select(r => r.Row).ShouldBe([2, 4]);
        rows[0].Field("编号").ShouldBe("12");
        rows[0].Field("标题").ShouldBe("路灯 不亮");
        rows[0].Field("时间").ShouldBe("2026-03-05 15:04:00");
        rows[0].Field("联系电话").ShouldBe("13912345678");
        rows[0].Field("内容").ShouldBe("算出\r来");
        rows[0].Field("备注").ShouldBe("46086.5");
        rows[1].Field("编号").ShouldBe("是");
        rows[1].Field("时间").ShouldBe("2026-03-05");
        rows[1].Field("备注").ShouldBe("#N/A");
    }

    [Theory]
    [InlineData("0", "1900-01-01", "1")]
    [InlineData("59", "1900-02-28", "59")]
    [InlineData("61", "1900-03-01", "61")]
    public async Task Early_dates_follow_the_programs_own_calendar(string title, string date, string serial) =>
        (await Sheets.Read(Sheets.Xlsx(Sheets.Row(1, "标题", "时间") + $"<row><c t=\"inlineStr\"><is><t>{title}</t></is></c><c s=\"1\"><v>{serial}</v></c></row>")))
            .ShouldHaveSingleItem().Field("时间").ShouldBe(date);

    [Fact]
    public async Task The_first_visible_sheet_is_read_or_the_one_named()
    {
        var bytes = Sheets.Xlsx(Sheets.Row(1, "标题", "内容") + Sheets.Row(2, "藏着", "的"),
            sheets: "<sheet name=\"隐藏\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/><sheet name=\"工单\" sheetId=\"2\" r:id=\"rId2\"/>");
        (await Sheets.Read(bytes)).ShouldHaveSingleItem().Field("标题").ShouldBe("第二张");
        (await Sheets.Read(bytes, "隐藏")).ShouldHaveSingleItem().Field("标题").ShouldBe("藏着");
        var problem = (await Sheets.Read(bytes, "没有")).ShouldHaveSingleItem().Problem();
        problem.Code.ShouldBe("no-such-sheet");
        problem.Zh.ShouldContain("隐藏、工单");
    }

    [Fact]
    public async Task A_sheet_that_claims_every_column_is_read_as_fast_as_its_cells()
    {
        var many = string.Concat(Enumerable.Range(2, 2000).Select(i => Sheets.Row(i, "水", "没有")));
        var bytes = Sheets.Xlsx(Sheets.Row(1, "标题", "内容") + many, before: "<dimension ref=\"A1:XFD1048576\"/>");
        var rows = await Sheets.Read(bytes).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        rows.Count.ShouldBe(2000);
    }

    [Theory]
    [InlineData("<row r=\"2000000000\"><c r=\"A1\" t=\"inlineStr\"><is><t>远</t></is></c></row>", "too-many-rows")]
    [InlineData("<row r=\"2\"><c r=\"ZZZ2\" t=\"inlineStr\"><is><t>宽</t></is></c></row>", "too-many-columns")]
    [InlineData("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>77</v></c></row>", "broken")]
    [InlineData("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></row>", "broken")]
    public async Task An_odd_row_is_named_and_the_rows_before_it_stay(string odd, string code)
    {
        var rows = await Sheets.Read(Sheets.Xlsx(Sheets.Row(1, "标题", "内容") + Sheets.Row(2, "一", "二").Replace("r=\"2\"", "", StringComparison.Ordinal) + odd.Replace("r=\"2\"", "r=\"3\"", StringComparison.Ordinal)));
        rows[0].Field("标题").ShouldBe("一");
        rows[1].Problem().Code.ShouldBe(code);
        rows.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Entities_of_a_document_type_are_never_expanded()
    {
        var rows = await Sheets.Read(Sheets.Xlsx(Sheets.Row(1, "标题", "&a;"),
            doctype: "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"));
        rows.ShouldAllBe(r => r is SheetProblem);
        rows.OfType<SheetProblem>().First().Code.ShouldBe("broken");
    }

    [Fact]
    public async Task A_zip_that_unpacks_to_too_much_is_refused_before_it_is_unpacked()
    {
        var limits = new SheetLimits { MaxUnpacked = 1_000_000 };
        var bytes = Sheets.Xlsx(Sheets.Row(1, "标题", new string('a', 3_000_000)));
        (await Sheets.Read(bytes, limits: limits)).ShouldHaveSingleItem().Problem().Code.ShouldBe("unpacks-too-big");
        var ratio = Sheets.Xlsx(Sheets.Row(1, "标题", new string('a', 10_000_000)));
        (await Sheets.Read(ratio)).ShouldHaveSingleItem().Problem().Code.ShouldBe("unpacks-too-big");
    }

    [Fact]
    public async Task A_zip_that_lies_about_its_size_gives_no_more_than_the_limit()
    {
        var bytes = Sheets.Xlsx(Sheets.Row(1, "标题", "内容") + Sheets.Row(2, "一", new string('a', 3_000_000)) + Sheets.Row(3, "三", "四"));
        // Every declared size becomes 100 bytes, in local headers and in the directory.
        for (var i = 0; i < bytes.Length - 46; i++)
        {
            if (bytes.AsSpan(i, 4).SequenceEqual("PK\u0001\u0002"u8)) BitConverter.GetBytes(100).CopyTo(bytes, i + 24);
        }
        var limits = new SheetLimits { MaxUnpacked = 1_000_000 };
        (await Sheets.Read(bytes, limits: limits)).ShouldAllBe(r => r is SheetProblem);
    }
}
