using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Huiying.Collect.Reading;

/// <summary>What the bytes are said to be, so that the right declaration inside them is looked for.</summary>
public enum DocumentKind
{
    /// <summary>A web page: <c>meta charset</c>.</summary>
    Html,

    /// <summary>A feed or sitemap: the XML declaration.</summary>
    Xml,

    /// <summary>JSON: UTF-8 unless the bytes say otherwise (RFC 8259 section 8.1).</summary>
    Json,

    /// <summary>Anything else: whichever declaration is found.</summary>
    Text,
}

/// <summary>Bytes turned into text.</summary>
/// <param name="Text">The text without a byte-order mark; what could not be decoded is U+FFFD.</param>
/// <param name="Encoding">Lower-case, a name that Python's <c>codecs.lookup</c> knows.</param>
/// <param name="Declared">The first encoding the header or the document named, or null when none did.</param>
/// <param name="LabelOverruled">A label was present and the bytes proved it wrong.</param>
public sealed record DecodedText(string Text, string Encoding, string? Declared, bool LabelOverruled);

/// <summary>
/// Decides in which encoding bytes are written and decodes them. Byte-order mark first (WHATWG Encoding, "decode"), then the
/// HTTP header, then the document's own declaration, then the bytes themselves; a label that contradicts the bytes loses.
/// Never throws.
/// </summary>
public static class TextDecoding
{
    static TextDecoding() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Decodes.</summary>
    /// <param name="bytes">The body as received.</param>
    /// <param name="contentType">The value of the Content-Type header, or null.</param>
    /// <param name="kind">What the bytes are said to be.</param>
    public static DecodedText Decode(ReadOnlyMemory<byte> bytes, string? contentType, DocumentKind kind)
    {
        using var text = Lend(bytes, contentType, kind);
        return new(text.Whole(), text.Encoding, text.Declared, text.LabelOverruled);
    }

    /// <summary>As <see cref="Decode"/>, for a reader that keeps nothing of the text: a large one is never made a string.</summary>
    internal static LentText Lend(ReadOnlyMemory<byte> bytes, string? contentType, DocumentKind kind)
    {
        var span = bytes.Span;
        var labels = DeclaredEncoding.In(span, contentType, kind);
        var declared = labels.Count > 0 ? labels[0].Name : null;

        var marked = ByteOrderMark.Of(span);
        if (marked is { } mark && EncodingEvidence.Fits(span[mark.Length..], mark.Charset))
            return Done(span[mark.Length..], mark.Charset, mark.Charset.MarkedName);

        var body = marked is { } wrong ? span[wrong.Length..] : span;
        var charset = EncodingEvidence.Decide(body, labels);
        return Done(body, charset, charset.NameFor(body, labels));

        LentText Done(ReadOnlySpan<byte> rest, Charset charset, string name)
        {
            var overruled = labels.Count > 0 && !labels.Any(l => l.CodePage == charset.CodePage);
            if (charset.CodePage != Charset.Utf8.CodePage) return new(null, Text(rest, charset).AsMemory(), name, declared, overruled);
            // As the platform's decoder does it, without its first pass that only counts.
            var buffer = ArrayPool<char>.Shared.Rent(rest.Length);
            Utf8.ToUtf16(rest, buffer, out _, out var written);
            return new(buffer, buffer.AsMemory(0, written), name, declared, overruled);
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes, Charset charset)
    {
        try
        {
            return charset.Decoder.GetString(bytes);
        }
        catch (ArgumentException)
        {
            // A stateful decoder of the platform may refuse a broken escape sequence: the bytes still have to be readable.
            return System.Text.Encoding.Latin1.GetString(bytes);
        }
    }
}

/// <summary>Decoded text that is good until it is given back.</summary>
/// <param name="buffer">Where it stands, when that is borrowed.</param>
/// <param name="text">The text, perhaps with a mark before it.</param>
internal sealed class LentText(char[]? buffer, ReadOnlyMemory<char> text, string encoding, string? declared, bool overruled) : IDisposable
{
    public ReadOnlyMemory<char> Text { get; } = text.Span is ['\uFEFF', ..] ? text[1..] : text;

    public string Encoding { get; } = encoding;

    public string? Declared { get; } = declared;

    public bool LabelOverruled { get; } = overruled;

    public string Whole() => Text.ToString();

    public void Dispose()
    {
        if (buffer is not null) ArrayPool<char>.Shared.Return(buffer);
    }
}
