using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using S = Huiying.Documents.DocxStyles;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Huiying.Documents;

/// <summary>A piece of a kept document as a browser prints it.</summary>
public abstract record PrintedBlock;

/// <summary>A line; its name is the style's part of the standard.</summary>
public sealed record PrintedLine(string Style, string Text) : PrintedBlock;

/// <summary>A table; the first row is the header.</summary>
/// <param name="Rows">Cells, each with its lines joined by line breaks.</param>
/// <param name="Shares">Widths in hundredths.</param>
public sealed record PrintedTable(IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<int> Shares) : PrintedBlock;

/// <summary>Reads a document this program wrote, so that the browser prints the very text that was kept, never one made anew.</summary>
public static class PrintedPage
{
    /// <summary>The document's lines and tables in order; pictures are left to the .docx.</summary>
    public static IReadOnlyList<PrintedBlock> Read(byte[] docx)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
        var blocks = new List<PrintedBlock>();
        foreach (var element in package.MainDocumentPart?.Document?.Body?.Elements() ?? [])
        {
            if (element is W.Paragraph p && p.InnerText.Length > 0) blocks.Add(new PrintedLine(Name(p.ParagraphProperties?.ParagraphStyleId?.Val?.Value), p.InnerText));
            else if (element is W.Table t)
            {
                var widths = t.GetFirstChild<TableGrid>()?.Elements<GridColumn>().Select(c => int.Parse(c.Width?.Value ?? "1", System.Globalization.CultureInfo.InvariantCulture)).ToList() ?? [1];
                blocks.Add(new PrintedTable(
                    [.. t.Elements<TableRow>().Select(r => (IReadOnlyList<string>)[.. r.Elements<TableCell>().Select(c => string.Join('\n', c.Elements<W.Paragraph>().Select(x => x.InnerText)))])],
                    [.. widths.Select(w => w * 100 / widths.Sum())]));
            }
        }
        return blocks;
    }

    private static string Name(string? style) => style switch
    {
        S.Title => "title",
        S.Mark => "mark",
        S.AttachmentLabel => "label",
        S.Signature => "signature",
        S.Caption => "caption",
        S.Recipients => "recipients",
        "Heading1" => "h1",
        "Heading2" => "h2",
        _ => "text",
    };
}
