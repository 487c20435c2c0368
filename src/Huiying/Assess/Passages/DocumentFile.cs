using System.Text;
using System.Text.RegularExpressions;
using Huiying.Collect.Reading;
using Huiying.Documents;
using Huiying.Ground;

namespace Huiying.Assess.Passages;

/// <summary>An uploaded document's text.</summary>
/// <param name="Type">Media type, told from the bytes and never from the name.</param>
/// <param name="Title">Its own title as far as it can be told; may be empty.</param>
/// <param name="Paragraphs">Its paragraphs, in form C without needless blanks: as they are stored, shown and quoted.</param>
internal sealed record DocumentRead(string Type, string Title, IReadOnlyList<string> Paragraphs);

/// <summary>Takes the text out of a docx, pdf, html or txt. Never throws, whatever the file holds.</summary>
internal static partial class DocumentFile
{
    public const string Docx = Documents.Docx.ContentType, Pdf = "application/pdf", Html = "text/html", Plain = "text/plain";

    /// <summary>Most characters of one paragraph: a longer one is parted at the end of a sentence.</summary>
    private const int Longest = 3_000;

    /// <summary>Reads under limits; a refusal says what to upload instead.</summary>
    /// <param name="now">For a web page's date.</param>
    public static Outcome<DocumentRead> Read(ReadOnlyMemory<byte> file, DateTimeOffset now, TextLimits limits, CancellationToken ct = default)
    {
        if (file.Length > limits.Bytes) return TextProblems.TooLarge(limits);
        if (file.IsEmpty) return TextProblems.Empty;
        var head = file.Span[..Math.Min(file.Length, 1024)];
        if (head.IndexOf("%PDF-"u8) >= 0) return Taken(Pdf, PdfParagraphs.Read(file, limits, ct), limits);
        if (head.StartsWith("PK"u8)) return Taken(Docx, DocxParagraphs.Read(file, limits, ct), limits);
        // Old Word (a compound file), rich text, and pictures, which people try too.
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) || head.StartsWith("{\\rtf"u8)) return TextProblems.Unknown;
        if (Scan.TypeOf(file.Span) is not null) return TextProblems.Scanned;
        if (Markup().IsMatch(Encoding.Latin1.GetString(head)))
        {
            var page = PageReader.Read(TextDecoding.Decode(file, null, DocumentKind.Html).Text, null, now);
            return Made(Html, page.Text.Split('\n'), page.Title, limits);
        }
        if (IsBinary(file.Span)) return TextProblems.Unknown;
        var text = TextDecoding.Decode(file, null, DocumentKind.Text).Text;
        if (text.Length > limits.Characters) return TextProblems.TooLarge(limits);
        return Made(Plain, text.Split('\n', '\r'), "", limits);
    }

    /// <summary>What is no text at all is full of control codes; UTF-16 is too, and then says what it is by its mark.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> file)
    {
        if (file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return false;
        var controls = 0;
        foreach (var b in file) if (b is < 0x09 or > 0x0D and < 0x20 and not 0x1B) controls++;
        return controls * 50 > file.Length;
    }

    private static Outcome<DocumentRead> Taken(string type, Outcome<IReadOnlyList<string>> read, TextLimits limits) =>
        read.Refusal is { } refusal ? refusal : Made(type, read.Value, "", limits);

    private static Outcome<DocumentRead> Made(string type, IReadOnlyList<string> read, string title, TextLimits limits)
    {
        var paragraphs = read.Select(Clean).Where(p => p.Length > 0).SelectMany(Parted).ToList();
        if (paragraphs.Count == 0) return TextProblems.Empty;
        if (paragraphs.Count > limits.Paragraphs || paragraphs.Sum(p => p.Length) > limits.Characters) return TextProblems.TooLarge(limits);
        return new DocumentRead(type, Clean(title) is { Length: > 0 } own ? own : Heading(paragraphs), paragraphs);
    }

    /// <summary>The first line that reads like a title: short, without the end of a sentence, and not the number.</summary>
    private static string Heading(List<string> paragraphs) =>
        paragraphs.Take(12).FirstOrDefault(p => p.Length is >= 5 and <= 60 && !SentenceEnd().IsMatch(p) && !p.Contains('〔', StringComparison.Ordinal) && TitleEnd().IsMatch(p)) ?? "";

    /// <summary>
    /// Form C, so that what is quoted into an answer is bound in its approval by the same characters; a run of blanks is one, wide if one of them was; without characters that
    /// nobody sees.
    /// </summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var blank = '\0';
        foreach (var c in Nfc.Of(text))
        {
            if (char.IsWhiteSpace(c)) blank = c == '\u3000' || blank == '\u3000' ? '\u3000' : ' ';
            else if (char.IsControl(c) || c is '\uFFFE' or '\uFFFF' or '\uFEFF' or '\u00AD' or >= '\u200B' and <= '\u200F' or >= '\u202A' and <= '\u202E' or >= '\u2060' and <= '\u2069') continue;
            else
            {
                if (blank != '\0' && clean.Length > 0) clean.Append(blank);
                blank = '\0';
                clean.Append(c);
            }
        }
        return Whole(clean.ToString());
    }

    /// <summary>Half a surrogate pair would not survive the store.</summary>
    private static string Whole(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }

    private static IEnumerable<string> Parted(string paragraph)
    {
        while (paragraph.Length > Longest)
        {
            var at = paragraph.AsSpan(0, Longest).LastIndexOfAny("。；！？;") + 1;
            if (at < Longest / 2) at = char.IsHighSurrogate(paragraph[Longest - 1]) ? Longest - 1 : Longest;
            yield return paragraph[..at].Trim();
            paragraph = paragraph[at..].Trim();
        }
        if (paragraph.Length > 0) yield return paragraph;
    }

    [GeneratedRegex(@"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"[。；，！？：、]$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?:办法|规定|细则|方案|意见|通知|条例|制度|规则|规程|标准|指南|公告|决定|计划|章程|目录|清单|问答|解读)(?:（[^）]{1,12}）)?$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex TitleEnd();
}
