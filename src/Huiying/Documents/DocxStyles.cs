using DocumentFormat.OpenXml.Wordprocessing;
using G = Huiying.Documents.GbLayout;
using Style = DocumentFormat.OpenXml.Wordprocessing.Style;

namespace Huiying.Documents;

/// <summary>Named styles, so that whoever edits the document in Word or WPS changes a style and not every paragraph.</summary>
internal static class DocxStyles
{
    public const string Text = "GwText", Title = "GwTitle", Recipients = "GwRecipients", Mark = "GwMark", Number = "GwNumber", Signature = "GwSignature",
        AttachmentLabel = "GwAttachment", Caption = "GwCaption", Cell = "GwCell", CellHead = "GwCellHead", Imprint = "GwImprint", Page = "GwPage",
        Picture = "GwPicture", Lead = "GwLead", Signer = "GwSigner", Brief = "GwBrief";

    public static string Heading(int level) => $"Heading{level}";

    public static Styles All() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                Fonts(G.FangSong),
                new Kern { Val = 0 },
                new FontSize { Val = Size(G.Body) },
                new FontSizeComplexScript { Val = Size(G.Body) },
                new Languages { Val = "en-US", EastAsia = "zh-CN", Bidi = "ar-SA" })),
            new ParagraphPropertiesDefault()),
        Paragraph("Normal", "Normal", G.FangSong, G.Body, JustificationValues.Both, isDefault: true),
        Paragraph(Text, "公文正文", G.FangSong, G.Body, JustificationValues.Both, indentFirst: true),
        Paragraph(Title, "公文标题", G.TitleSong, G.Title, JustificationValues.Center, keepNext: true),
        Paragraph(Recipients, "主送机关", G.FangSong, G.Body, JustificationValues.Left),
        Paragraph(Heading(1), "heading 1", G.Hei, G.Body, JustificationValues.Both, indentFirst: true, keepNext: true, outline: 0),
        Paragraph(Heading(2), "heading 2", G.Kai, G.Body, JustificationValues.Both, indentFirst: true, keepNext: true, outline: 1),
        Paragraph(Heading(3), "heading 3", G.FangSong, G.Body, JustificationValues.Both, indentFirst: true, keepNext: true, outline: 2),
        Paragraph(Heading(4), "heading 4", G.FangSong, G.Body, JustificationValues.Both, indentFirst: true, outline: 3),
        Paragraph(Mark, "发文机关标志", G.TitleSong, 96, JustificationValues.Center, color: G.Red),
        Paragraph(Number, "发文字号", G.FangSong, G.Body, JustificationValues.Left),
        Paragraph(Brief, "简报报头", G.FangSong, G.Body, JustificationValues.Left),
        Paragraph(Signature, "署名日期", G.FangSong, G.Body, JustificationValues.Right),
        Paragraph(AttachmentLabel, "附件", G.Hei, G.Body, JustificationValues.Left),
        Paragraph(Caption, "caption", G.Hei, G.Inside, JustificationValues.Center),
        Paragraph(Picture, "图", G.FangSong, G.Body, JustificationValues.Center, exact: false, keepNext: true),
        Paragraph(Cell, "表内文字", G.FangSong, G.Inside, JustificationValues.Left, line: 360),
        Paragraph(CellHead, "表头", G.Hei, G.Inside, JustificationValues.Center, line: 360),
        Paragraph(Imprint, "版记", G.FangSong, G.Small, JustificationValues.Left, line: 460),
        Paragraph(Page, "页码", G.Song, G.Small, JustificationValues.Left, line: 280, latin: G.Song),
        Run(Lead, "引领语", G.Hei),
        Run(Signer, "签发人姓名", G.Kai),
        new Style(
            new StyleName { Val = "Table Grid" },
            new StyleTableProperties(
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 6 }, new LeftBorder { Val = BorderValues.Single, Size = 6 },
                    new BottomBorder { Val = BorderValues.Single, Size = 6 }, new RightBorder { Val = BorderValues.Single, Size = 6 },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }),
                new TableCellMarginDefault(
                    new TopMargin { Width = "40", Type = TableWidthUnitValues.Dxa }, new TableCellLeftMargin { Width = 80, Type = TableWidthValues.Dxa },
                    new BottomMargin { Width = "40", Type = TableWidthUnitValues.Dxa }, new TableCellRightMargin { Width = 80, Type = TableWidthValues.Dxa })))
        {
            Type = StyleValues.Table,
            StyleId = "TableGrid",
        });

    /// <summary>The preferred fonts; another of the same kind stands in where they are missing. None is embedded: their licences differ.</summary>
    public static Fonts FontTable() => new(
        Font(G.FangSong, "仿宋"), Font(G.Hei, "SimHei"), Font(G.Kai, "楷体"), Font(G.Song, "SimSun"), Font(G.TitleSong, "华文中宋"), Font(G.Latin, null));

    public static RunFonts Fonts(string eastAsia, string latin = G.Latin) =>
        new() { Hint = FontTypeHintValues.EastAsia, Ascii = latin, HighAnsi = latin, EastAsia = eastAsia, ComplexScript = latin };

    private static Font Font(string name, string? other)
    {
        var font = new Font { Name = name };
        if (other is not null) font.AppendChild(new AltName { Val = other });
        font.AppendChild(new FontCharSet { Val = other is null ? "00" : "86" });
        return font;
    }

    private static Style Paragraph(
        string id, string name, string font, int size, JustificationValues alignment, bool isDefault = false, bool indentFirst = false, bool keepNext = false,
        int? outline = null, string? color = null, bool exact = true, int line = G.Pitch, string latin = G.Latin)
    {
        var paragraph = new StyleParagraphProperties();
        if (keepNext) paragraph.Append(new KeepNext());
        paragraph.Append(new WidowControl { Val = false });
        // Off the grid on purpose: exact pitch and spacing give the same 22 × 28 in Word, WPS and LibreOffice, which otherwise gives
        // a 16 pt character two places of 15.79 pt.
        paragraph.Append(new SnapToGrid { Val = false });
        paragraph.Append(new SpacingBetweenLines
        {
            Before = "0",
            After = "0",
            Line = exact ? Size(line) : "240",
            LineRule = exact ? LineSpacingRuleValues.Exact : LineSpacingRuleValues.Auto,
        });
        if (indentFirst) paragraph.Append(new Indentation { FirstLine = Size(G.Chars(2)), FirstLineChars = 200 });
        paragraph.Append(new Justification { Val = alignment });
        if (outline is { } o) paragraph.Append(new OutlineLevel { Val = o });
        var run = new StyleRunProperties(Fonts(font, latin));
        if (color is not null) run.Append(new Color { Val = color });
        if (size == G.Body) run.Append(new Spacing { Val = G.BodySpacing });
        run.Append(new FontSize { Val = Size(size) }, new FontSizeComplexScript { Val = Size(size) });
        var style = new Style { Type = StyleValues.Paragraph, StyleId = id };
        style.Append(new StyleName { Val = name });
        if (isDefault) style.Default = true;
        else
        {
            style.Append(new BasedOn { Val = "Normal" });
            if (outline is not null) style.Append(new NextParagraphStyle { Val = Text });
        }
        style.Append(new PrimaryStyle(), paragraph, run);
        if (!name.StartsWith("heading", StringComparison.Ordinal) && name is not ("Normal" or "caption")) style.CustomStyle = true;
        return style;
    }

    private static Style Run(string id, string name, string font)
    {
        var style = new Style { Type = StyleValues.Character, StyleId = id, CustomStyle = true };
        style.Append(new StyleName { Val = name }, new PrimaryStyle(), new StyleRunProperties(Fonts(font)));
        return style;
    }

    private static string Size(int n) => n.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
