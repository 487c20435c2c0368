using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using A = DocumentFormat.OpenXml.Drawing;
using G = Huiying.Documents.GbLayout;
using P = DocumentFormat.OpenXml.Drawing.Pictures;
using S = Huiying.Documents.DocxStyles;
using W = DocumentFormat.OpenXml.Wordprocessing;
using WP = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace Huiying.Documents;

/// <summary>Lays the blocks of a text below one another; headings are numbered from one in each text.</summary>
internal sealed class DocxBody(MainDocumentPart part, Body body)
{
    private readonly int[] numbers = new int[5];
    private uint pictures;

    public void Append(IEnumerable<Block> blocks)
    {
        Array.Clear(numbers);
        foreach (var block in blocks) Append(block);
    }

    public W.Paragraph Line(string style, string text = "") => Add(Styled(style, text.Length == 0 ? [] : [Run(text)]));

    public T Add<T>(T element) where T : OpenXmlElement => body.AppendChild(element);

    /// <summary>The last paragraph stays on the page of what follows: a signature never stands on a page alone.</summary>
    public void KeepLast()
    {
        if (body.LastChild is W.Paragraph { ParagraphProperties: { } properties }) properties.KeepNext ??= new KeepNext();
    }

    /// <summary>Nothing follows: the line after a last table is too small to make a page of its own.</summary>
    public void EndTight()
    {
        if (body.LastChild is W.Paragraph { ParagraphProperties: { } properties } line && line.InnerText.Length == 0 && line.PreviousSibling() is W.Table)
        {
            properties.SpacingBetweenLines = new SpacingBetweenLines { Line = "20", LineRule = LineSpacingRuleValues.Exact };
        }
    }

    public void Blank(int lines = 1)
    {
        for (var i = 0; i < lines; i++) Line("Normal");
    }

    public static W.Paragraph Styled(string style, params IEnumerable<Run> runs)
    {
        var paragraph = new W.Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }));
        paragraph.Append(runs);
        return paragraph;
    }

    public static Run Run(string text, string? style = null)
    {
        var run = new Run();
        if (style is not null) run.Append(new RunProperties(new RunStyle { Val = style }));
        run.Append(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve });
        return run;
    }

    /// <summary>The text without what XML cannot hold; quoted posts bring anything.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t') clean.Append(' ');
            else if (rune.Value >= 0x20 && rune.Value is not (0x7F or 0xFFFE or 0xFFFF)) clean.Append(rune);
        }
        return clean.ToString();
    }

    private void Append(Block block)
    {
        switch (block)
        {
            case Heading h:
                var level = Math.Clamp(h.Level, 1, 4);
                numbers[level]++;
                Array.Clear(numbers, level + 1, 4 - level);
                Line(S.Heading(level), Number(level, numbers[level]) + h.Text.Trim());
                break;
            case Paragraph p:
                var lead = p.Lead;
                foreach (var line in p.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty(""))
                {
                    Add(lead is null ? Styled(S.Text, Run(line)) : Styled(S.Text, Run(lead, S.Lead), Run(line)));
                    lead = null;
                }
                break;
            case Table t:
                var above = Line(t.Caption is null ? S.Cell : S.Caption, t.Caption ?? "").ParagraphProperties!;
                above.KeepNext = new KeepNext();
                if (t.Caption is null) above.SpacingBetweenLines = new SpacingBetweenLines { Line = "120", LineRule = LineSpacingRuleValues.Exact };
                body.AppendChild(Grid(t));
                // Word joins two tables that touch, and this keeps what follows on the grid.
                Line(S.Cell);
                break;
            case Picture p:
                Add(new W.Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = S.Picture }), new Run(Drawing(p))));
                if (p.Caption is not null) Line(S.Caption, p.Caption);
                break;
        }
    }

    private static string Number(int level, int n) => level switch
    {
        1 => Ground.Words.Ordinal(Math.Min(n, 99)) + "、",
        2 => $"（{Ground.Words.Ordinal(Math.Min(n, 99))}）",
        3 => $"{n}.",
        _ => $"（{n}）",
    };

    private static W.Table Grid(Table t)
    {
        var weights = t.Widths is { } w && w.Count == t.Header.Count ? w : [.. Enumerable.Repeat(1, t.Header.Count)];
        var widths = weights.Select(x => G.AreaWidth * x / weights.Sum()).ToArray();
        var table = new W.Table(
            new TableProperties(
                new TableStyle { Val = "TableGrid" },
                new TableWidth { Width = Text(G.AreaWidth), Type = TableWidthUnitValues.Dxa },
                new TableJustification { Val = TableRowAlignmentValues.Center },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableLook { Val = "0020", FirstRow = true }),
            new TableGrid(widths.Select(x => new GridColumn { Width = Text(x) })));
        table.Append(GridRow(t.Header, widths, S.CellHead, header: true));
        foreach (var row in t.Rows) table.Append(GridRow(row, widths, S.Cell, header: false));
        return table;
    }

    private static TableRow GridRow(IReadOnlyList<string> cells, int[] widths, string style, bool header)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (header) properties.Append(new TableHeader());
        var row = new TableRow(properties);
        for (var i = 0; i < widths.Length; i++)
        {
            var cell = new TableCell(new TableCellProperties(
                new TableCellWidth { Width = Text(widths[i]), Type = TableWidthUnitValues.Dxa },
                new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }));
            var text = i < cells.Count ? cells[i] : "";
            foreach (var line in text.Split('\n'))
            {
                var paragraph = Styled(style, Run(line));
                // Figures, marks and names stand in the middle, sentences begin at the left.
                if (G.Width(text) <= 4) paragraph.ParagraphProperties!.Justification = new Justification { Val = JustificationValues.Center };
                cell.Append(paragraph);
            }
            row.Append(cell);
        }
        return row;
    }

    private Drawing Drawing(Picture picture)
    {
        var id = ++pictures + 100u * (uint)body.ChildElements.Count;
        var image = part.AddImagePart(ImagePartType.Png, $"img{id}");
        using (var bytes = new MemoryStream(picture.Png.ToArray())) image.FeedData(bytes);
        var scale = Math.Min(1, 156 / picture.WidthMm);
        var (width, height) = (Emu(picture.WidthMm * scale), Emu(picture.HeightMm * scale));
        return new Drawing(new WP.Inline(
            new WP.Extent { Cx = width, Cy = height },
            new WP.DocProperties { Id = id, Name = $"图{pictures}", Description = Clean(picture.Alternative) },
            new A.Graphic(new A.GraphicData(
                new P.Picture(
                    new P.NonVisualPictureProperties(new P.NonVisualDrawingProperties { Id = id, Name = $"图{pictures}" }, new P.NonVisualPictureDrawingProperties()),
                    new P.BlipFill(new A.Blip { Embed = $"img{id}" }, new A.Stretch(new A.FillRectangle())),
                    new P.ShapeProperties(
                        new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = width, Cy = height }),
                        new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle })))
            { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
        { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 });
    }

    private static long Emu(double mm) => (long)Math.Round(mm * 36_000);

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);
}
