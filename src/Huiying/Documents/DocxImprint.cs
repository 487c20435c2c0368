using DocumentFormat.OpenXml.Wordprocessing;
using Huiying.Ground;
using G = Huiying.Documents.GbLayout;
using S = Huiying.Documents.DocxStyles;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Huiying.Documents;

/// <summary>版记 at the foot of the last page (7.4): a floating table at the lower edge of the type area.</summary>
internal static class DocxImprint
{
    /// <summary>One character of 4号, in twips.</summary>
    private const int Small = G.Small * 10;

    public static void Append(DocxBody text, Imprint imprint)
    {
        var lines = new List<(string Left, string Right)>();
        if (imprint.Openness is { Length: > 0 } openness) lines.Add(($"公开属性：{openness}", ""));
        if (imprint.CopiesTo.Count > 0) lines.Add(($"抄送：{string.Join('，', imprint.CopiesTo)}。", ""));
        if (imprint.IssuedBy is not null || imprint.IssuedOn is not null)
        {
            lines.Add((imprint.IssuedBy ?? "", imprint.IssuedOn is { } day ? Words.Date(day) + "印发" : ""));
        }
        if (lines.Count == 0) return;
        var table = new W.Table(
            new TableProperties(
                new TablePositionProperties
                {
                    // By the page: LibreOffice lets a table as wide as the text float only then.
                    HorizontalAnchor = HorizontalAnchorValues.Page,
                    TablePositionX = G.Left,
                    VerticalAnchor = VerticalAnchorValues.Margin,
                    TablePositionYAlignment = VerticalAlignmentValues.Bottom,
                },
                new TableOverlap { Val = TableOverlapValues.Never },
                new TableWidth { Width = Twips(G.AreaWidth), Type = TableWidthUnitValues.Dxa },
                new TableIndentation { Width = 0, Type = TableWidthUnitValues.Dxa },
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = G.Outer },
                    new BottomBorder { Val = BorderValues.Single, Size = G.Outer },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = G.Inner }),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
            new TableGrid(new GridColumn { Width = Twips(G.AreaWidth) }));
        foreach (var (left, right) in lines)
        {
            // 7.4.2 and 7.4.3: one character free on either side, a second line below the first name.
            var line = DocxBody.Styled(S.Imprint, DocxBody.Run(left));
            var hang = left.StartsWith("抄送：", StringComparison.Ordinal) ? 3 * Small : 0;
            line.ParagraphProperties!.Indentation = new Indentation { Left = Twips(Small + hang), Right = Twips(Small), Hanging = Twips(hang) };
            if (right.Length > 0)
            {
                line.ParagraphProperties.Tabs = new Tabs(new TabStop { Val = TabStopValues.Right, Position = G.AreaWidth - Small });
                line.Append(new Run(new TabChar()), DocxBody.Run(right));
            }
            table.Append(new TableRow(
                new TableRowProperties(new CantSplit()),
                new TableCell(new TableCellProperties(new TableCellWidth { Width = Twips(G.AreaWidth), Type = TableWidthUnitValues.Dxa }), line)));
        }
        text.Add(table);
        // A floating table hangs on the paragraph after it; this one is too small to make a page of its own.
        text.Line(S.Cell).ParagraphProperties!.SpacingBetweenLines = new SpacingBetweenLines { Line = "20", LineRule = LineSpacingRuleValues.Exact };

        static string Twips(int n) => n.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
