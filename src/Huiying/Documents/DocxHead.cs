using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;
using Huiying.Ground;
using G = Huiying.Documents.GbLayout;
using S = Huiying.Documents.DocxStyles;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Huiying.Documents;

/// <summary>版头: marks, issuer mark, number and signer, red rule (GB/T 9704-2012, 7.2).</summary>
internal static class DocxHead
{
    public static void Append(DocxBody body, OfficialDocument document)
    {
        switch (document.Head)
        {
            case RedHead head:
                Marks(body, document.Marks, lines: 3);
                Mark(body, head.Mark, beforePoints: (G.Mm(G.MarkTopMm) - 3 * G.Pitch) / 20.0);
                body.Blank(2);
                NumberLine(body, head);
                break;
            case BriefHead brief:
                Marks(body, document.Marks, lines: document.Marks.Count);
                Mark(body, brief.Name, beforePoints: 6);
                BriefLines(body, brief);
                break;
            case LetterMasthead letter:
                DocxLetter.Append(body, document, letter);
                return;
            default:
                Marks(body, document.Marks, lines: document.Marks.Count);
                if (document.Marks.Count > 0) body.Blank();
                return;
        }
        body.Blank(2);
    }

    private static void Marks(DocxBody body, IReadOnlyList<string> marks, int lines)
    {
        for (var i = 0; i < Math.Max(lines, marks.Count); i++)
        {
            if (i < marks.Count) body.Line(S.AttachmentLabel, marks[i]);
            else body.Blank();
        }
    }

    /// <summary>Large, and narrowed where the name is long, as printed red heads are.</summary>
    private static void Mark(DocxBody body, string mark, double beforePoints)
    {
        var (points, scale) = MarkSize(mark, 48, G.AreaWidth / 20.0 * 0.96);
        var run = DocxBody.Run(mark);
        run.RunProperties = MarkRun(points, scale);
        var paragraph = body.Add(DocxBody.Styled(S.Mark, run));
        paragraph.ParagraphProperties!.SpacingBetweenLines = new SpacingBetweenLines
        {
            Before = Text(Math.Max(0, beforePoints * 20)),
            After = "0",
            Line = Text(points * 20),
            LineRule = LineSpacingRuleValues.Exact,
        };
    }

    /// <summary>Size in points and width in hundredths at which a mark fits <paramref name="room"/> points.</summary>
    public static (double Points, int Scale) MarkSize(string mark, double size, double room)
    {
        var width = Math.Max(1, G.Width(mark)) * size;
        var scale = Math.Clamp((int)(room / width * 100), 60, 100);
        return (Math.Min(size, Math.Floor(room / (Math.Max(1, G.Width(mark)) * scale / 100))), scale);
    }

    public static RunProperties MarkRun(double points, int scale) => new(
        new CharacterScale { Val = scale }, new FontSize { Val = Text(points * 2) }, new FontSizeComplexScript { Val = Text(points * 2) });

    private static void NumberLine(DocxBody body, RedHead head)
    {
        var number = head.Number?.ToString() ?? "";
        W.Paragraph line;
        if (head.Signer is { } signer)
        {
            // 7.2.6: upward, the number one character from the left, the signer one from the right.
            line = DocxBody.Styled(S.Number, DocxBody.Run("\u3000" + number), new Run(new TabChar()), DocxBody.Run("签发人："), DocxBody.Run(signer, S.Signer));
            line.ParagraphProperties!.Tabs = new Tabs(new TabStop { Val = TabStopValues.Right, Position = G.AreaWidth - G.Chars(1) });
        }
        else
        {
            line = DocxBody.Styled(S.Number, DocxBody.Run(number));
            line.ParagraphProperties!.Justification = new Justification { Val = JustificationValues.Center };
        }
        Rule(body.Add(line));
    }

    private static void BriefLines(DocxBody body, BriefHead brief)
    {
        if (brief.Issue is { } issue)
        {
            body.Line(S.Brief, issue).ParagraphProperties!.Justification = new Justification { Val = JustificationValues.Center };
        }
        var line = DocxBody.Styled(S.Brief, DocxBody.Run("\u3000" + (brief.Unit ?? "")), new Run(new TabChar()),
            DocxBody.Run(brief.Date is { } date ? Words.Date(date) : ""));
        line.ParagraphProperties!.Tabs = new Tabs(new TabStop { Val = TabStopValues.Right, Position = G.AreaWidth - G.Chars(1) });
        Rule(body.Add(line));
    }

    /// <summary>The red rule, as wide as the type area: it is the line's own lower border, so the line has no indents but spaces and tabs.</summary>
    private static void Rule(W.Paragraph line) => line.ParagraphProperties!.ParagraphBorders = new ParagraphBorders(
        new BottomBorder { Val = BorderValues.Single, Color = G.Red, Size = 12, Space = G.RuleGapPoints });

    private static string Text(double n) => ((int)Math.Round(n)).ToString(CultureInfo.InvariantCulture);
}
