using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Huiying.Documents;
using Paragraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;
using Style = DocumentFormat.OpenXml.Wordprocessing.Style;
using Table = DocumentFormat.OpenXml.Wordprocessing.Table;

namespace Huiying.Tests.Documents;

/// <summary>The file itself: valid, and with the numbers of GB/T 9704-2012, worked out here by hand from millimetres and points.</summary>
public sealed class DocxTests
{
    public static TheoryData<string> Kinds => [.. Samples.All.Keys];

    private static T Of<T>(OfficialDocument document, Func<MainDocumentPart, T> read)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(Docx.Write(document)), isEditable: false);
        return read(package.MainDocumentPart!);
    }

    private static List<string> Lines(OfficialDocument document) => Of(document, main => main.Document!.Body!.Descendants<Paragraph>().Select(p => p.InnerText).ToList());

    private static Style Named(MainDocumentPart main, string name) =>
        main.StyleDefinitionsPart!.Styles!.Elements<Style>().Single(s => s.StyleName!.Val == name);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_valid_also_with_nothing_but_its_required_fields(string kind)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(Docx.Write(Samples.All[kind])), isEditable: false);
        new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(package, TestContext.Current.CancellationToken)
            .Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_document_gives_the_same_bytes(string kind) => Hash(kind).ShouldBe(Hash(kind));

    private static string Hash(string kind) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Docx.Write(Samples.All[kind])));

    [Fact]
    public void The_page_is_a4_with_the_type_area_of_the_standard() => Of(Samples.All["everything"], main =>
    {
        var section = main.Document!.Body!.GetFirstChild<SectionProperties>()!;
        var (size, margin, grid) = (section.GetFirstChild<PageSize>()!, section.GetFirstChild<PageMargin>()!, section.GetFirstChild<DocGrid>()!);
        (Mm(size.Width!), Mm(size.Height!)).ShouldBe((210, 297));
        (Mm((uint)margin.Top!.Value), Mm(margin.Left!)).ShouldBe((37, 28));
        // 156 mm × 225 mm remain.
        (Mm(size.Width! - margin.Left! - margin.Right!), Mm(size.Height! - (uint)margin.Top!.Value - (uint)margin.Bottom!.Value)).ShouldBe((156, 225));
        (grid.Type!.Value, grid.LinePitch!.Value).ShouldBe((DocGridValues.LinesAndChars, 579));
        // 28 characters of 16 pt and the grid's change of each fill 156 mm.
        (28 * (16 + grid.CharacterSpace!.Value / 4096.0)).ShouldBe(156 / 25.4 * 72, 0.2);
        // 22 lines fit, a 23rd does not.
        (22 * 28.95).ShouldBeLessThan(225 / 25.4 * 72);
        (23 * 28.95).ShouldBeGreaterThan(225 / 25.4 * 72);
        return 0;

        static int Mm(uint twips) => (int)Math.Round(twips / 1440.0 * 25.4);
    });

    [Theory]
    [InlineData("公文正文", "仿宋_GB2312", 16)]
    [InlineData("公文标题", "方正小标宋简体", 22)]
    [InlineData("heading 1", "黑体", 16)]
    [InlineData("heading 2", "楷体_GB2312", 16)]
    [InlineData("heading 3", "仿宋_GB2312", 16)]
    [InlineData("heading 4", "仿宋_GB2312", 16)]
    [InlineData("附件", "黑体", 16)]
    [InlineData("版记", "仿宋_GB2312", 14)]
    [InlineData("页码", "宋体", 14)]
    public void A_style_has_the_font_and_size_of_the_standard_and_no_bold(string name, string font, int points) => Of(Samples.All["everything"], main =>
    {
        var style = Named(main, name);
        style.StyleRunProperties!.RunFonts!.EastAsia!.Value.ShouldBe(font);
        style.StyleRunProperties.FontSize!.Val!.Value.ShouldBe($"{points * 2}");
        style.StyleRunProperties.Bold.ShouldBeNull();
        main.FontTablePart!.Fonts!.Elements<Font>().Select(f => f.Name!.Value).ShouldContain(font);
        main.FontTablePart.Fonts.Descendants<EmbedRegularFont>().ShouldBeEmpty();
        return 0;
    });

    [Fact]
    public void Text_lines_stand_28_95_points_apart_and_paragraphs_begin_two_characters_in() => Of(Samples.All["everything"], main =>
    {
        var style = Named(main, "公文正文").StyleParagraphProperties!;
        (style.SpacingBetweenLines!.Line!.Value, style.SpacingBetweenLines.LineRule!.Value).ShouldBe(("579", LineSpacingRuleValues.Exact));
        style.Indentation!.FirstLineChars!.Value.ShouldBe(200);
        return 0;
    });

    [Fact]
    public void Headings_are_numbered_by_level_and_begin_anew_in_an_attachment() =>
        Lines(Samples.All["everything"]).Where(l => l.Contains('级') || l.Contains("从头", StringComparison.Ordinal))
            .ShouldBe(["一、一级", "（一）二级", "1.三级", "（1）四级", "（二）又二级", "二、又一级", "一、附件里从头编号"]);

    [Fact]
    public void An_upward_document_has_its_number_left_its_signer_right_and_a_red_rule_below() => Of(Samples.Report.Compose(), main =>
    {
        var line = main.Document!.Body!.Elements<Paragraph>().Single(p => p.InnerText.Contains("签发人", StringComparison.Ordinal));
        line.InnerText.ShouldBe("\u3000某办报〔2026〕3号签发人：李某某");
        var rule = line.ParagraphProperties!.ParagraphBorders!.BottomBorder!;
        (rule.Color!.Value, rule.Val!.Value).ShouldBe(("FF0000", BorderValues.Single));
        // 4 mm is 11.3 pt.
        rule.Space!.Value.ShouldBe(11U);
        line.ParagraphProperties.Indentation.ShouldBeNull("the rule is as wide as the type area");
        return 0;
    });

    [Fact]
    public void The_number_is_neither_padded_nor_called_di() => new DocumentNumber("某办", 2026, 3).ToString().ShouldBe("某办〔2026〕3号");

    [Theory]
    [InlineData("某某区某某开发办公室", 2026, 3, 5, 2, 4)]
    [InlineData("办公室", 2026, 12, 31, 7, 2)]
    public void The_date_begins_two_characters_right_of_the_signature(string unit, int year, int month, int day, double unitRight, double dateRight)
    {
        // 2026年3月5日 is six characters wide, 2026年12月31日 seven; the second signature gives way so that the date keeps two.
        var width = month > 9 ? 7 : 6;
        if (unit.Length > 3) dateRight = unit.Length - width;
        Of(new OfficialDocument { Title = "题", Signature = new(unit, new(year, month, day)) }, main =>
        {
            var lines = main.Document!.Body!.Elements<Paragraph>().Where(p => p.ParagraphProperties!.ParagraphStyleId!.Val == "GwSignature").ToList();
            var (u, d) = (lines[0].ParagraphProperties!.Indentation!.RightChars!.Value / 100.0, lines[1].ParagraphProperties!.Indentation!.RightChars!.Value / 100.0);
            (u, d).ShouldBe((month > 9 ? 2 + width + 2 - 3 - 0.0 : unitRight, dateRight));
            (28 - d - width - (28 - u - unit.Length)).ShouldBe(2);
            return 0;
        });
    }

    [Fact]
    public void Odd_and_even_pages_have_their_numbers_outside() => Of(Samples.All["everything"], main =>
    {
        main.DocumentSettingsPart!.Settings!.GetFirstChild<EvenAndOddHeaders>().ShouldNotBeNull();
        var footers = main.Document!.Body!.GetFirstChild<SectionProperties>()!.Elements<FooterReference>()
            .ToDictionary(f => f.Type!.Value, f => ((FooterPart)main.GetPartById(f.Id!)).Footer!.GetFirstChild<Paragraph>()!);
        footers[HeaderFooterValues.Default].ParagraphProperties!.Justification!.Val!.Value.ShouldBe(JustificationValues.Right);
        footers[HeaderFooterValues.Even].ParagraphProperties!.Justification!.Val!.Value.ShouldBe(JustificationValues.Left);
        footers.Values.ShouldAllBe(p => p.InnerText == "—  PAGE 1 —");
        return 0;
    });

    [Fact]
    public void The_imprint_has_the_standards_rules() => Of(Samples.All["everything"], main =>
    {
        var borders = main.Document!.Body!.Elements<Table>().Last().GetFirstChild<TableProperties>()!.TableBorders!;
        // 0.35 mm is 1 pt, 0.25 mm is 0.7 pt; in eighths of a point.
        (borders.TopBorder!.Size!.Value, borders.BottomBorder!.Size!.Value, borders.InsideHorizontalBorder!.Size!.Value).ShouldBe((8U, 8U, 6U));
        return 0;
    });

    [Fact]
    public void What_xml_cannot_hold_is_left_out_and_the_rest_stays() => Lines(Samples.All["everything"]).ShouldContain("第二段\uFFFD");

    [Theory]
    [InlineData("关于某某的报告", "关于某某的报告")]
    [InlineData("关于某某区某某街道路灯不亮舆情应对处置工作的总结评估报告", "关于某某区某某街道路灯不亮舆情应对处置工作的|总结评估报告")]
    [InlineData("关于某某区东街路灯不亮舆情处置工作的总结评估报告", "关于某某区东街路灯不亮舆情处置工作的|总结评估报告")]
    public void A_long_title_is_broken_where_the_sense_allows(string title, string lines)
    {
        var broken = Docx.TitleLines(title).ToList();
        string.Concat(broken).ShouldBe(title);
        broken.ShouldAllBe(l => l.Length <= 20);
        if (title.Length is <= 20 or < 27) string.Join('|', broken).ShouldBe(lines);
    }
}
