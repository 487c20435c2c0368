using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using G = Huiying.Documents.GbLayout;
using S = Huiying.Documents.DocxStyles;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Huiying.Documents;

/// <summary>
/// 信函格式 (GB/T 9704-2012, 10.1): the mark 30 mm from the page's top, a red double rule 4 mm below it and another 20 mm from the page's bottom, each
/// 170 mm wide. All three stand in frames of the first page's header, measured from the page: the rules are wider than the type area.
/// </summary>
internal static class DocxLetter
{
    private const double Width = 170, MarkTop = 30, RuleBelow = 4, BottomRule = 20;

    /// <summary>Height of a double rule: 2.25 pt, a gap, 0.75 pt; in twips.</summary>
    private const int Rule = 90;

    /// <summary>The header of the first page.</summary>
    public static void Append(MainDocumentPart main, LetterMasthead head)
    {
        var (points, scale) = DocxHead.MarkSize(head.Mark, 40, Width / 25.4 * 72 * 0.9);
        var run = DocxBody.Run(head.Mark);
        run.RunProperties = DocxHead.MarkRun(points, scale);
        var mark = Framed(DocxBody.Styled(S.Mark, run), MarkTop, (int)(points * 20));
        mark.ParagraphProperties!.SpacingBetweenLines = Exact((int)(points * 20));
        main.AddNewPart<HeaderPart>("first").Header = new Header(
            mark,
            Rules(MarkTop + points / 72 * 25.4 + RuleBelow, 18, 6),
            Rules(297 - BottomRule - Rule / 1440.0 * 25.4, 6, 18),
            // A header that holds frames alone needs a line for them to hang on.
            new W.Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = S.Cell }, Exact(20))));
    }

    /// <summary>Number at the right edge, marks at the left, both below the upper rule by 7/8 of a character (10.1).</summary>
    public static void Append(DocxBody body, OfficialDocument document, LetterMasthead head)
    {
        var (points, _) = DocxHead.MarkSize(head.Mark, 40, Width / 25.4 * 72 * 0.9);
        // From the type area's top to the line's: the rule's place, its height and 14 pt.
        var gap = (MarkTop + points / 72 * 25.4 + RuleBelow - 37) / 25.4 * 1440 + Rule + 280;
        var first = body.Line(S.Cell);
        first.ParagraphProperties!.SpacingBetweenLines = Exact((int)Math.Round(gap));
        var lines = Math.Max(document.Marks.Count, head.Number is null ? 0 : 1);
        for (var i = 0; i < lines; i++)
        {
            var line = DocxBody.Styled(S.Number, DocxBody.Run(i < document.Marks.Count ? document.Marks[i] : ""));
            if (i == 0 && head.Number is { } number)
            {
                line.ParagraphProperties!.Tabs = new Tabs(new TabStop { Val = TabStopValues.Right, Position = G.AreaWidth });
                line.Append(new Run(new TabChar()), DocxBody.Run(number.ToString()));
            }
            body.Add(line);
        }
        body.Blank(2);
    }

    private static W.Paragraph Rules(double top, uint above, uint below)
    {
        var line = Framed(new W.Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = S.Cell })), top, Rule);
        var properties = line.ParagraphProperties!;
        properties.ParagraphBorders = new ParagraphBorders(
            new TopBorder { Val = BorderValues.Single, Color = G.Red, Size = above, Space = 0 },
            new BottomBorder { Val = BorderValues.Single, Color = G.Red, Size = below, Space = 0 });
        properties.SpacingBetweenLines = Exact(30);
        return line;
    }

    private static W.Paragraph Framed(W.Paragraph line, double topMm, int height)
    {
        line.ParagraphProperties!.FrameProperties = new FrameProperties
        {
            Width = Text(G.Mm(Width)),
            Height = (uint)height,
            HeightType = HeightRuleValues.Exact,
            Wrap = TextWrappingValues.Around,
            HorizontalPosition = HorizontalAnchorValues.Page,
            VerticalPosition = VerticalAnchorValues.Page,
            X = Text(G.Mm((210 - Width) / 2)),
            Y = Text(G.Mm(topMm)),
        };
        return line;
    }

    private static SpacingBetweenLines Exact(int twips) => new() { Before = "0", After = "0", Line = Text(twips), LineRule = LineSpacingRuleValues.Exact };

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);
}
