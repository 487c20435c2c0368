using System.Text;
using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>What the HTTP header and the document itself say about the encoding, in that order.</summary>
internal static partial class DeclaredEncoding
{
    /// <summary>How far into a page a declaration is looked for; browsers look at 1,024 bytes, real pages put scripts before it.</summary>
    private const int Reach = 8192;

    public static IReadOnlyList<Charset> In(ReadOnlySpan<byte> bytes, string? contentType, DocumentKind kind)
    {
        List<Charset> found = [];
        if (contentType is { Length: < 1000 }) Add(InHeader().Match(contentType));

        var head = bytes[..Math.Min(bytes.Length, Reach)];
        // An EBCDIC document declares itself in EBCDIC; UTF-16 and UTF-32 ones with zero bytes between.
        var text = head is [0x4C, 0x6F, 0xA7, 0x94, ..]
            ? Encoding.GetEncoding(37).GetString(head)
            : Encoding.Latin1.GetString(head).Replace("\0", "", StringComparison.Ordinal);
        try
        {
            Add(InXml().Match(text));
            if (kind is not (DocumentKind.Xml or DocumentKind.Json)) Add(InMeta().Match(text));
        }
        catch (RegexMatchTimeoutException)
        {
            // A page made to be slow declares nothing.
        }
        return found;

        void Add(Match match)
        {
            if (match.Success && Charset.Of(match.Groups[1].Value) is { } charset && !found.Contains(charset)) found.Add(charset);
        }
    }

    [GeneratedRegex("""charset\s*=\s*["']?\s*([\w.:+-]+)""", RegexOptions.IgnoreCase, 2_000)]
    private static partial Regex InHeader();

    [GeneratedRegex("""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']?\s*([\w.:+-]+)""", RegexOptions.IgnoreCase, 2_000)]
    private static partial Regex InXml();

    [GeneratedRegex("""<meta\b[^>]{0,400}?\bcharset\s*=\s*["']?\s*([\w.:+-]+)""", RegexOptions.IgnoreCase, 2_000)]
    private static partial Regex InMeta();
}
