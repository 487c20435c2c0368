namespace Huiying.Collect.Reading;

/// <summary>The mark that may stand before a text (Unicode Standard, section 23.8).</summary>
internal static class ByteOrderMark
{
    /// <summary>The mark and what it says, or null.</summary>
    public static (Charset Charset, int Length)? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Charset.Utf8, 3),
        [0xFF, 0xFE, 0x00, 0x00, ..] => (Charset.Utf32Le, 4),
        [0x00, 0x00, 0xFE, 0xFF, ..] => (Charset.Utf32Be, 4),
        [0xFF, 0xFE, ..] => (Charset.Utf16Le, 2),
        [0xFE, 0xFF, ..] => (Charset.Utf16Be, 2),
        [0x84, 0x31, 0x95, 0x33, ..] => (Charset.Gb18030, 4),
        _ => null,
    };
}
