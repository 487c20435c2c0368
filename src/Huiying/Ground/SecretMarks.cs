using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Huiying.Ground;

/// <summary>
/// Whether a file is marked as a state secret: by its name, or by the first of its text (S17). This system is not for classified information; a marked file is refused
/// before anything of it is kept. A look at markings only: it proves nothing about a file without one.
/// </summary>
public static partial class SecretMarks
{
    /// <summary>How much of a file is looked at.</summary>
    private const int Looked = 1 << 20;

    /// <summary>How much text counts as its beginning.</summary>
    private const int First = 4000;

    static SecretMarks() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The marking found, such as 机密; null when there is none.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="file">The file; it must be seekable and is left at its beginning.</param>
    public static string? Find(string name, Stream file)
    {
        if (InName().Match(name.Normalize(NormalizationForm.FormKC)) is { Success: true } named) return named.Groups[1].Value;
        foreach (var text in Texts(file))
        {
            var beginning = text.Length > First ? text[..First] : text;
            if (InText().Match(beginning) is { Success: true } marked) return marked.Groups["a"].Value + marked.Groups["b"].Value + marked.Groups["c"].Value;
        }
        return null;
    }

    /// <summary>What to do with a marked file.</summary>
    public static Refusal Refused(string mark) => new("upload.secret", "S17",
        $"文件带有“{mark}”标志，没有收下：本系统是非涉密系统。请走机要渠道办理，再到“登记涉密件”只登记编号、密级和机要回执；如属误标，请由定密责任人确认、去掉标志后再上传。",
        "The file bears a marking of a state secret and was not taken: this is no classified system. Use the 机要 channel and register number, level and receipt only.");

    private static List<string> Texts(Stream file)
    {
        file.Position = 0;
        var buffer = new byte[(int)Math.Min(Looked, file.Length)];
        file.ReadExactly(buffer);
        file.Position = 0;
        ReadOnlySpan<byte> head = buffer;
        var texts = new List<string>();
        if (head.StartsWith("PK"u8)) texts.AddRange(Zipped(file));
        else
        {
            texts.Add(Encoding.UTF8.GetString(head));
            texts.Add(Encoding.GetEncoding("gb18030").GetString(head));
            // Titles in PDF files are UTF-16.
            if (head.StartsWith("%PDF"u8)) texts.AddRange(Titles(head));
        }
        file.Position = 0;
        return texts;
    }

    /// <summary>Text parts of a docx, xlsx or wps-made file.</summary>
    private static List<string> Zipped(Stream file)
    {
        var texts = new List<string>();
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var part in zip.Entries.Where(e => Part().IsMatch(e.FullName)).Take(12))
            {
                using var stream = part.Open();
                var buffer = new byte[Looked];
                var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
                var paragraphs = Break().Replace(Encoding.UTF8.GetString(buffer, 0, read), "\n");
                texts.Add(Tag().Replace(paragraphs, ""));
            }
        }
        catch (InvalidDataException)
        {
            // Not a zip after all: whoever reads it says so.
        }
        return texts;
    }

    private static List<string> Titles(ReadOnlySpan<byte> head)
    {
        var titles = new List<string>();
        for (var i = 0; i + 1 < head.Length; i++)
        {
            if (head[i] != 0xFE || head[i + 1] != 0xFF) continue;
            titles.Add(Encoding.BigEndianUnicode.GetString(head[(i + 2)..Math.Min(head.Length, i + 202)]));
            i += 200;
        }
        return titles;
    }

    // 商业秘密 and 国家秘密 are words, not markings; so is 保密.
    [GeneratedRegex("(绝密|机密|(?<!商业|国家|工作|技术|保守|泄露|涉)秘密)", RegexOptions.CultureInvariant, 500)]
    private static partial Regex InName();

    // 机密★10年 anywhere; otherwise a marking stands alone in its line, with 密级 before it or a time after it.
    [GeneratedRegex(@"(?<a>绝密|机密|秘密)\s*[★☆]|密\s*级\s*[:：]\s*(?<b>绝密|机密|秘密)|(?m:^[\s""]*(?<c>绝密|机密|秘密)[\s"",，]*(?:[0-9]+\s*年|长期)?[\s"",，]*\r?$)", RegexOptions.CultureInvariant, 500)]
    private static partial Regex InText();

    [GeneratedRegex(@"^(word/(document|header[0-9]*)|xl/(sharedStrings|worksheets/sheet1)|docProps/(core|custom|app))\.xml$", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Part();

    [GeneratedRegex("</(w:p|si|c|row|cp:keywords|dc:title|dc:subject|dc:description)>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Break();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();
}
