using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Huiying.Ground;
using G = Huiying.Documents.GbLayout;
using S = Huiying.Documents.DocxStyles;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Huiying.Documents;

/// <summary>
/// Official documents as .docx by GB/T 9704-2012: A4, 22 lines of 28 characters at 28.95 pt, named fonts with stand-ins, real styles, page numbers
/// outside on odd and even pages. The same document gives the same bytes, so its hash can be kept.
/// </summary>
public static class Docx
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Lays the document out.</summary>
    public static byte[] Write(OfficialDocument document)
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            package.ChangeIdOfPart(main, "main");
            var body = new Body();
            main.Document = new Document(body);
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = S.All();
            main.AddNewPart<FontTablePart>("fonts").Fonts = S.FontTable();
            main.AddNewPart<DocumentSettingsPart>("settings").Settings = Settings();
            main.AddNewPart<FooterPart>("odd").Footer = PageNumber(odd: true);
            main.AddNewPart<FooterPart>("even").Footer = PageNumber(odd: false);
            if (document.Head is LetterMasthead letter) DocxLetter.Append(main, letter);
            var drill = document.Drill;
            if (drill)
            {
                main.AddNewPart<HeaderPart>("drill").Header = DrillMark();
                main.AddNewPart<HeaderPart>("drill2").Header = DrillMark();
            }
            Fill(new DocxBody(main, body), document);
            body.Append(Section(document.Head is LetterMasthead, drill));
            var core = package.AddCoreFilePropertiesPart();
            package.ChangeIdOfPart(core, "core");
            using var properties = core.GetStream(FileMode.Create);
            Properties(document).Save(properties, SaveOptions.DisableFormatting);
        }
        return Repack(stream);
    }

    private static void Fill(DocxBody text, OfficialDocument document)
    {
        DocxHead.Append(text, document);
        // A letter's first page has a header of its own, so the mark stands below it too.
        if (document.Drill) text.Line(S.AttachmentLabel, OfficialDocument.DrillLine);
        foreach (var line in TitleLines(document.Title)) text.Line(S.Title, line);
        text.Blank();
        if (document.Recipients.Count > 0) text.Line(S.Recipients, string.Join('，', document.Recipients) + "：");
        text.Append(document.Body);
        AttachmentNote(text, document.Attachments);
        Sign(text, document.Signature);
        if (document.Note is { Length: > 0 } note) text.Line(S.Text, $"（{note}）");
        for (var i = 0; i < document.Attachments.Count; i++)
        {
            // 7.3.9: on a new page, the label in the first line, the title centred in the third.
            var label = text.Line(S.AttachmentLabel, document.Attachments.Count == 1 ? "附件" : $"附件{i + 1}");
            label.ParagraphProperties!.PageBreakBefore = new PageBreakBefore();
            text.Blank();
            text.Line(S.Title, document.Attachments[i].Title);
            text.Blank();
            text.Append(document.Attachments[i].Body);
        }
        if (document.Imprint is { } imprint) DocxImprint.Append(text, imprint);
        text.EndTight();
    }

    /// <summary>7.3.1: a long title is broken where the sense allows, after 的, else into lines of like length.</summary>
    internal static IEnumerable<string> TitleLines(string title)
    {
        foreach (var line in title.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            const int room = 20;
            var rest = line;
            while (G.Width(rest) > room)
            {
                var lines = (int)Math.Ceiling(G.Width(rest) / room);
                var at = rest.LastIndexOf('的', Math.Min(room - 1, rest.Length - 2)) + 1;
                if (at < 4 || G.Width(rest[at..]) > room * (lines - 1)) at = (rest.Length + lines - 1) / lines;
                yield return rest[..at];
                rest = rest[at..];
            }
            yield return rest;
        }
    }

    /// <summary>7.3.4: one line below the text, indented two characters, names without punctuation at the end.</summary>
    private static void AttachmentNote(DocxBody text, IReadOnlyList<Attachment> attachments)
    {
        if (attachments.Count == 0) return;
        text.Blank();
        for (var i = 0; i < attachments.Count; i++)
        {
            var name = attachments.Count == 1 ? attachments[i].Title : $"{i + 1}.{attachments[i].Title}";
            var line = text.Line(S.Text, i == 0 ? "附件：" + name : name);
            var (first, hang) = (i == 0 ? 2.0 : 5.0, attachments.Count == 1 ? 5.0 : 5.75);
            line.ParagraphProperties!.Indentation = new Indentation
            {
                Left = Twips(hang),
                LeftChars = (int)(hang * 100),
                Hanging = Twips(hang - first),
                HangingChars = (int)((hang - first) * 100),
            };
        }
    }

    /// <summary>7.3.5.2, without a seal: signature two characters from the right, the date's first character two to the right of the signature's.</summary>
    private static void Sign(DocxBody text, Signature? signature)
    {
        if (signature is null) return;
        text.KeepLast();
        text.Blank();
        text.KeepLast();
        var date = signature.Date is { } day ? Words.Date(day) : null;
        var (unit, width) = (G.Width(signature.Unit), date is null ? 0 : G.Width(date));
        var dateRight = Math.Max(2, unit - width);
        Right(text.Line(S.Signature, signature.Unit), date is null ? 2 : dateRight + width + 2 - unit, keep: date is not null);
        if (date is not null) Right(text.Line(S.Signature, date), dateRight, keep: false);

        static void Right(W.Paragraph line, double chars, bool keep)
        {
            if (keep) line.ParagraphProperties!.KeepNext = new KeepNext();
            line.ParagraphProperties!.Indentation = new Indentation { Right = Twips(chars), RightChars = (int)Math.Round(chars * 100) };
        }
    }

    private static SectionProperties Section(bool letter, bool drill)
    {
        var section = new SectionProperties();
        if (drill)
        {
            section.Append(new HeaderReference { Type = HeaderFooterValues.Default, Id = "drill" }, new HeaderReference { Type = HeaderFooterValues.Even, Id = "drill2" });
        }
        if (letter) section.Append(new HeaderReference { Type = HeaderFooterValues.First, Id = "first" });
        section.Append(
            new FooterReference { Type = HeaderFooterValues.Default, Id = "odd" },
            new FooterReference { Type = HeaderFooterValues.Even, Id = "even" },
            new PageSize { Width = G.PageWidth, Height = G.PageHeight },
            new PageMargin
            {
                Top = G.Top,
                Bottom = G.Bottom,
                Left = (uint)G.Left,
                Right = (uint)G.Right,
                Header = (uint)G.Mm(15),
                Footer = (uint)G.Footer,
                Gutter = 0,
            });
        // 10.1: a letter's first page has no number; without a footer of its own it has none.
        if (letter) section.Append(new TitlePage());
        section.Append(new DocGrid { Type = DocGridValues.LinesAndChars, LinePitch = G.Pitch, CharacterSpace = G.CharSpace });
        return section;
    }

    /// <summary>Above every page of what a drill makes (R55).</summary>
    private static Header DrillMark()
    {
        var line = DocxBody.Styled(S.AttachmentLabel, DocxBody.Run(OfficialDocument.DrillLine));
        line.ParagraphProperties!.Justification = new Justification { Val = JustificationValues.Center };
        return new Header(line);
    }

    private static Settings Settings() => new(
        new EvenAndOddHeaders(),
        new CharacterSpacingControl { Val = CharacterSpacingValues.DoNotCompress },
        new Compatibility(
            new BalanceSingleByteDoubleByteWidth(),
            new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }),
        new ThemeFontLanguages { Val = "en-US", EastAsia = "zh-CN" });

    /// <summary>7.5: — n —, odd pages one character from the right, even pages from the left.</summary>
    private static Footer PageNumber(bool odd)
    {
        var line = DocxBody.Styled(S.Page, DocxBody.Run("— "),
            new Run(new FieldChar { FieldCharType = FieldCharValues.Begin }),
            new Run(new FieldCode(" PAGE ") { Space = SpaceProcessingModeValues.Preserve }),
            new Run(new FieldChar { FieldCharType = FieldCharValues.Separate }),
            DocxBody.Run("1"),
            new Run(new FieldChar { FieldCharType = FieldCharValues.End }),
            DocxBody.Run(" —"));
        line.ParagraphProperties!.Indentation = odd
            ? new Indentation { Right = Twips(1), RightChars = 100 }
            : new Indentation { Left = Twips(1), LeftChars = 100 };
        line.ParagraphProperties!.Justification = new Justification { Val = odd ? JustificationValues.Right : JustificationValues.Left };
        return new Footer(line);
    }

    /// <summary>Written here because the package would give this part a random name.</summary>
    private static XElement Properties(OfficialDocument document)
    {
        XNamespace cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", dc = "http://purl.org/dc/elements/1.1/",
            dcterms = "http://purl.org/dc/terms/", xsi = "http://www.w3.org/2001/XMLSchema-instance";
        var at = document.MadeAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new(cp + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "dcterms", dcterms),
            new XAttribute(XNamespace.Xmlns + "xsi", xsi),
            new XElement(dc + "title", DocxBody.Clean(document.Title)),
            new XElement(dc + "creator", DocxBody.Clean(document.Signature?.Unit ?? "")),
            new XElement(dcterms + "created", new XAttribute(xsi + "type", "dcterms:W3CDTF"), at),
            new XElement(dcterms + "modified", new XAttribute(xsi + "type", "dcterms:W3CDTF"), at));
    }

    /// <summary>The parts in order of name, each with the zip format's first moment instead of the present one.</summary>
    private static byte[] Repack(MemoryStream package)
    {
        using var fixedTime = new MemoryStream();
        using (var from = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true))
        using (var to = new ZipArchive(fixedTime, ZipArchiveMode.Create, leaveOpen: true))
        {
            // The content types come first: some readers look no further to tell what a file is.
            foreach (var entry in from.Entries.OrderBy(e => e.FullName != "[Content_Types].xml").ThenBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = XlsxWriter.Epoch;
                using var source = entry.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        }
        return fixedTime.ToArray();
    }

    internal static string Twips(double chars) => G.Chars(chars).ToString(CultureInfo.InvariantCulture);
}
