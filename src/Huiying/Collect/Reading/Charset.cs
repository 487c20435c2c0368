using System.Text;

namespace Huiying.Collect.Reading;

/// <summary>A character encoding: its name as Python knows it, and the platform's code page that decodes it.</summary>
internal sealed record Charset(string Name, int CodePage)
{
    public static readonly Charset Utf8 = new("utf-8", 65001);
    public static readonly Charset Utf16Le = new("utf-16le", 1200);
    public static readonly Charset Utf16Be = new("utf-16be", 1201);
    public static readonly Charset Utf32Le = new("utf-32le", 12000);
    public static readonly Charset Utf32Be = new("utf-32be", 12001);
    public static readonly Charset Gb18030 = new("gb18030", 54936);
    public static readonly Charset Big5 = new("big5", 950);
    public static readonly Charset ShiftJis = new("shift_jis", 932);
    public static readonly Charset EucJp = new("euc-jp", 51932);
    public static readonly Charset EucKr = new("euc-kr", 949);
    public static readonly Charset Johab = new("johab", 1361);
    public static readonly Charset Iso2022Jp = new("iso-2022-jp", 50220);
    public static readonly Charset Iso2022Kr = new("iso-2022-kr", 50225);
    public static readonly Charset Hz = new("hz", 52936);
    public static readonly Charset Koi8R = new("koi8-r", 20866);
    public static readonly Charset Koi8U = new("koi8-u", 21866);
    public static readonly Charset Ibm855 = new("ibm855", 855);
    public static readonly Charset Ibm866 = new("ibm866", 866);
    public static readonly Charset MacCyrillic = new("mac-cyrillic", 10007);
    public static readonly Charset MacRoman = new("mac-roman", 10000);
    public static readonly Charset Thai = new("cp874", 874);
    public static readonly Charset Tis620 = new("tis-620", 874);
    public static readonly Charset Western = new("windows-1252", 1252);

    public static Charset Windows(int number) => new($"windows-{number}", number);

    public static Charset Iso8859(int part) => new($"iso-8859-{part}", 28590 + part);

    private Encoding? decoder;

    /// <summary>Decodes with U+FFFD for what is not in the encoding.</summary>
    public Encoding Decoder => decoder ??= Encoding.GetEncoding(CodePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));

    /// <summary>The name when a byte-order mark stood before the text.</summary>
    public string MarkedName => CodePage switch
    {
        1200 or 1201 => "utf-16",
        12000 or 12001 => "utf-32",
        _ => Name,
    };

    /// <summary>The exact name for these bytes: some names only differ in what bytes occur.</summary>
    public string NameFor(ReadOnlySpan<byte> bytes, IReadOnlyList<Charset> labels) => CodePage switch
    {
        // NEC and IBM rows: in Windows' variant only.
        932 => HasPair(bytes, b => b is >= 0xA1 and <= 0xDF, (lead, _) => lead is 0x87 or 0xED or 0xEE or >= 0xFA) ? "cp932" : "shift_jis",
        949 => HasPair(bytes, _ => false, (lead, trail) => lead < 0xA1 || trail < 0xA1) ? "cp949" : "euc-kr",
        // The Windows pages extend the ISO ones in 0x80–0x9F only: without those bytes the text is in the standard one.
        1254 when !HasC1(bytes) && !labels.Any(l => l.CodePage == 1254) => "iso-8859-9",
        28599 when HasC1(bytes) => "windows-1254",
        _ => Name,
    };

    /// <summary>The encoding a label means, or null when nobody uses such a label.</summary>
    public static Charset? Of(string? label)
    {
        if (string.IsNullOrWhiteSpace(label) || label.Length > 40) return null;
        var key = string.Concat(label.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        if (key.StartsWith('x') && !key.StartsWith("xml", StringComparison.Ordinal)) key = key[1..];
        if (key.StartsWith("cs", StringComparison.Ordinal) && key.Length > 3) key = key[2..];
        return key switch
        {
            "utf8" or "unicode11utf8" or "usascii" or "ascii" or "ansix341968" or "iso646us" => Utf8,
            "utf16" or "unicode" or "ucs2" or "iso10646ucs2" or "utf16le" or "u16" => Utf16Le,
            "utf16be" => Utf16Be,
            "utf32" or "ucs4" or "iso10646ucs4" or "utf32le" or "u32" => Utf32Le,
            "utf32be" => Utf32Be,
            "gb2312" or "gbk" or "gb18030" or "cp936" or "936" or "ms936" or "windows936" or "euccn" or "chinese" or "gb231280"
                or "isoir58" or "gb23121980" or "iso58gb231280" or "gb" => Gb18030,
            "big5" or "big5hkscs" or "cnbig5" or "cp950" or "950" or "ms950" or "windows950" or "big5tw" or "big5eten" => Big5,
            "shiftjis" or "sjis" or "mskanji" or "ms932" or "cp932" or "windows31j" or "932" => ShiftJis,
            "eucjp" or "ujis" or "eucpkdfmtjapanese" or "cp51932" => EucJp,
            "euckr" or "ksc56011987" or "ksc5601" or "ksc56011989" or "korean" or "isoir149" or "windows949" or "cp949" or "uhc" or "ms949" => EucKr,
            "johab" or "cp1361" or "ms1361" => Johab,
            "iso2022jp" or "iso2022jp1" or "iso2022jp2" or "jis" => Iso2022Jp,
            "iso2022kr" => Iso2022Kr,
            "hz" or "hzgb" or "hzgb2312" => Hz,
            "koi8r" or "koi8" or "koi" => Koi8R,
            "koi8u" or "koi8ru" => Koi8U,
            "maccyrillic" or "macukrainian" => MacCyrillic,
            "macintosh" or "macroman" or "mac" => MacRoman,
            "tis620" or "iso885911" or "windows874" or "cp874" or "dos874" => Tis620,
            "latin1" or "l1" or "isoir100" or "ansi" or "iso88591" or "cp819" => new("iso-8859-1", 1252),
            "latin2" or "l2" => Iso8859(2),
            "latin5" or "l5" or "iso88599" => Iso8859(9),
            "logical" or "visual" or "hebrew" or "iso88598i" => Iso8859(8),
            "cyrillic" => Iso8859(5),
            "arabic" => Iso8859(6),
            "greek" => Iso8859(7),
            _ => Numbered(key),
        };
    }

    private static Charset? Numbered(string key)
    {
        if (key.StartsWith("iso8859", StringComparison.Ordinal) && int.TryParse(key[7..], out var part))
            return part is >= 2 and <= 9 or 13 or 15 ? Iso8859(part) : null;
        foreach (var prefix in (ReadOnlySpan<string>)["windows", "ibm", "cp", "dos"])
            if (key.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(key[prefix.Length..], out var page))
                return page switch
                {
                    >= 1250 and <= 1258 => Windows(page),
                    855 => Ibm855,
                    866 => Ibm866,
                    37 or 437 or 500 or 737 or 775 or 850 or 852 or 857 or 858 or 860 or 861 or 862 or 863 or 864 or 865 or 869 or 1026 or 1140 =>
                        new($"cp{page:000}", page),
                    _ => null,
                };
        return key switch { "ebcdiccpus" or "ebcdic" => new("cp037", 37), _ => null };
    }

    private static bool HasC1(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyInRange((byte)0x80, (byte)0x9F) >= 0;

    private static bool HasPair(ReadOnlySpan<byte> bytes, Func<byte, bool> single, Func<byte, byte, bool> wanted)
    {
        for (var i = 0; i + 1 < bytes.Length; i++)
        {
            if (bytes[i] < 0x81 || single(bytes[i])) continue;
            if (wanted(bytes[i], bytes[i + 1])) return true;
            i++;
        }
        return false;
    }
}
