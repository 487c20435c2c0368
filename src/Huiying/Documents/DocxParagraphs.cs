using System.IO.Compression;
using System.Text;
using System.Xml;
using Huiying.Ground;

namespace Huiying.Documents;

/// <summary>
/// The text of a .docx by paragraph, in reading order: what a reader sees, automatic numbers too; without deleted and hidden text, headers, notes and comments. Read as
/// a stream of XML under limits, so a bomb or a broken file is refused and never throws.
/// </summary>
public static class DocxParagraphs
{
    private const string Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    private const string Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";

    /// <summary>Reads; an empty list when there is no text.</summary>
    public static Outcome<IReadOnlyList<string>> Read(ReadOnlyMemory<byte> file, TextLimits limits, CancellationToken ct = default)
    {
        if (file.Length > limits.Bytes) return TextProblems.TooLarge(limits);
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file.ToArray()), ZipArchiveMode.Read);
            if (zip.GetEntry("word/document.xml") is not { } main) return TextProblems.Unknown;
            DocxNumbering numbering;
            using (var xml = Open(zip.GetEntry("word/numbering.xml"), limits)) numbering = DocxNumbering.Read(xml);
            using var text = Open(main, limits)!;
            return Read(text, numbering, limits, ct);
        }
        catch (OverLimitException)
        {
            return TextProblems.TooLarge(limits);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException)
        {
            return TextProblems.Broken;
        }
    }

    internal static bool Is(XmlReader xml, string name) => xml.LocalName == name && xml.NamespaceURI is Main or Strict;

    /// <summary>An attribute of the element, with or without its namespace.</summary>
    internal static string? Value(XmlReader xml, string name = "val") => xml.GetAttribute(name, Main) ?? xml.GetAttribute(name, Strict);

    private static XmlReader? Open(ZipArchiveEntry? entry, TextLimits limits) => entry is null ? null : XmlReader.Create(
        new CappedStream(entry.Open(), limits.Unpacked, unpacked: true),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true });

    private static Outcome<IReadOnlyList<string>> Read(XmlReader xml, DocxNumbering numbering, TextLimits limits, CancellationToken ct)
    {
        var paragraphs = new List<string>();
        // A text box stands inside the paragraph it hangs on.
        var open = new Stack<(StringBuilder Text, string? Number)>();
        var (characters, inText, inRun, hidden) = (0, false, 0, false);
        var (level, list) = (0, (string?)null);
        for (var more = xml.Read(); more;)
        {
            ct.ThrowIfCancellationRequested();
            if (xml.NodeType == XmlNodeType.Element && (Is(xml, "moveFrom") || xml.LocalName == "Fallback" && xml.NamespaceURI == Compatibility))
            {
                xml.Skip();
                more = !xml.EOF;
                continue;
            }
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when Is(xml, "p") && !xml.IsEmptyElement:
                    open.Push((new(), null));
                    (level, list) = (0, null);
                    break;
                case XmlNodeType.Element when Is(xml, "ilvl"):
                    level = int.TryParse(Value(xml), out var l) ? l : 0;
                    break;
                case XmlNodeType.Element when Is(xml, "numId"):
                    list = Value(xml);
                    break;
                case XmlNodeType.EndElement when Is(xml, "pPr") && open.Count > 0:
                    if (list is not null) open.Push((open.Pop().Text, numbering.Next(list, level)));
                    list = null;
                    break;
                case XmlNodeType.Element when Is(xml, "r") && !xml.IsEmptyElement:
                    (inRun, hidden) = (inRun + 1, false);
                    break;
                case XmlNodeType.EndElement when Is(xml, "r"):
                    inRun--;
                    break;
                case XmlNodeType.Element when Is(xml, "vanish") && inRun > 0:
                    hidden = Value(xml) is not ("0" or "false");
                    break;
                case XmlNodeType.Element when Is(xml, "t"):
                    inText = !xml.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement when Is(xml, "t"):
                    inText = false;
                    break;
                case XmlNodeType.Element when inRun > 0 && open.Count > 0 && (Is(xml, "br") || Is(xml, "cr")):
                    open.Peek().Text.Append('\n');
                    break;
                case XmlNodeType.Element when inRun > 0 && open.Count > 0 && Is(xml, "tab"):
                    open.Peek().Text.Append(' ');
                    break;
                case XmlNodeType.Element when inRun > 0 && open.Count > 0 && Is(xml, "noBreakHyphen"):
                    open.Peek().Text.Append('-');
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when inText && !hidden && open.Count > 0:
                    open.Peek().Text.Append(xml.Value);
                    characters += xml.Value.Length;
                    if (characters > limits.Characters) return TextProblems.TooLarge(limits);
                    break;
                case XmlNodeType.EndElement when Is(xml, "p") && open.Count > 0:
                    var (text, number) = open.Pop();
                    if (!string.IsNullOrWhiteSpace(text.ToString())) paragraphs.AddRange((number + text).Split('\n', StringSplitOptions.RemoveEmptyEntries));
                    if (paragraphs.Count > limits.Paragraphs) return TextProblems.TooLarge(limits);
                    break;
            }
            more = xml.Read();
        }
        return paragraphs;
    }
}
