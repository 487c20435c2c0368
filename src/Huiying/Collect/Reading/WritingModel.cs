namespace Huiying.Collect.Reading;

/// <summary>
/// How much a character costs, in eighths of a bit, in one way of writing: an order-0 model of letters with a rule for
/// capitals and for mixed scripts. Summed over a decoded text it says which decoding explains the bytes in the fewest bits
/// (minimum description length), which needs no training text and is fair between one- and two-byte encodings.
/// </summary>
internal sealed class WritingModel
{
    /// <summary>Eighths of a bit per bit.</summary>
    private const int Unit = 8;

    private readonly byte[] cost = new byte[65536];
    private readonly byte[] kind = new byte[65536];
    private readonly bool latin;

    private WritingModel(bool latin)
    {
        this.latin = latin;
        for (var c = 0; c < 65536; c++) cost[c] = (byte)(Common((char)c) * Unit);
        for (var c = 0; c < 65536; c++) kind[c] = KindOf((char)c);
    }

    private const byte Other = 0, Lower = 1, Upper = 2, AsciiLower = 3, AsciiUpper = 4, EastAsian = 5;

    /// <summary>Bits for the text under this model.</summary>
    public double Bits(ReadOnlySpan<char> text)
    {
        long total = 0;
        byte before = Other;
        foreach (var c in text)
        {
            total += cost[c];
            var now = kind[c];
            if (now != Other && before != Other) total += Joined(before, now);
            before = now;
        }
        return total / (double)Unit;
    }

    private int Joined(byte before, byte now)
    {
        if (before == now) return now == Upper ? 1 * Unit : 0;
        if (before == EastAsian || now == EastAsian) return 5 * Unit;
        if (before >= AsciiLower && now >= AsciiLower) return 0;
        // A letter of a Latin language stands among ASCII letters; one of another script does not.
        if (!latin && before >= AsciiLower != now >= AsciiLower) return 5 * Unit;
        return (before, now) switch
        {
            (Lower or AsciiLower, Upper or AsciiUpper) => 6 * Unit,
            _ => 0,
        };
    }

    /// <summary>Frequent Chinese characters first, then the rest of the national standard's first and second level.</summary>
    public static WritingModel Chinese(string frequent, Func<char, int> level)
    {
        var model = new WritingModel(latin: false);
        for (var c = 0x3400; c < 0xA000; c++) model.Set((char)c, level((char)c) switch { 1 => 14, 2 => 18, _ => 22 });
        for (var c = 0xE000; c < 0xFB00; c++) model.Set((char)c, 26);
        model.Rank(frequent, 4.6, 0.72);
        model.EastAsianPunctuation();
        return model;
    }

    /// <summary>Kana and frequent kanji.</summary>
    public static WritingModel Japanese(string kana, string kanji, Func<char, int> level)
    {
        var model = Chinese("", level);
        for (var c = 0x3041; c < 0x3097; c++) model.Set((char)c, 11);
        for (var c = 0x30A1; c < 0x30FB; c++) model.Set((char)c, 10);
        model.Rank(kanji, 7.5, 0.6);
        model.Rank(kana, 4, 0.55);
        model.Set('ー', 6);
        // Half-width katakana are two to a syllable and rare.
        for (var c = 0xFF61; c < 0xFFA0; c++) model.Set((char)c, 13);
        return model;
    }

    /// <summary>Hangul syllables.</summary>
    public static WritingModel Korean(string frequent, Func<char, int> level)
    {
        var model = Chinese("", c => 0);
        for (var c = 0xAC00; c < 0xD7A4; c++) model.Set((char)c, level((char)c) == 1 ? 12 : 18);
        model.Rank(frequent, 4.5, 0.72);
        return model;
    }

    /// <summary>An alphabet with the share of each letter in per cent; capitals cost four bits more.</summary>
    public static WritingModel Alphabet(bool latin, params ReadOnlySpan<(string Letters, double Percent)> shares)
    {
        var model = new WritingModel(latin);
        foreach (var (letters, percent) in shares)
            foreach (var c in letters)
            {
                var bits = -Math.Log2(percent / 100);
                model.Set(c, bits);
                if (char.ToUpperInvariant(c) is var upper && upper != c) model.Set(upper, bits + 4);
            }
        return model;
    }

    /// <summary>The cheapest of several models, character by character: for encodings that hold every script.</summary>
    public static WritingModel Cheapest(params ReadOnlySpan<WritingModel> models)
    {
        var model = new WritingModel(latin: false);
        foreach (var m in models)
            for (var c = 0; c < 65536; c++) model.cost[c] = Math.Min(model.cost[c], m.cost[c]);
        return model;
    }

    private void Rank(string characters, double first, double slope)
    {
        var rank = 0;
        foreach (var c in characters)
        {
            rank++;
            // A character listed twice keeps its better rank.
            var bits = first + slope * Math.Log2(rank);
            if (bits * Unit < cost[c]) Set(c, bits);
        }
    }

    private void EastAsianPunctuation()
    {
        Rank("，。、", 4, 1);
        Rank("　：“”《》（）？！；「」『』…—·【】〈〉〔〕～－．", 6, 0.5);
        for (var c = 0xFF01; c < 0xFF5F; c++) if (cost[c] > 10 * Unit) Set((char)c, 10);
    }

    private void Set(char c, double bits) => cost[c] = (byte)Math.Min(255, bits * Unit);

    private static double Common(char c) => c switch
    {
        '\t' or '\n' or '\r' or ' ' => 3,
        >= '!' and <= '~' => 5,
        < ' ' or '\x7F' => 26,
        >= '\x80' and < '\xA0' => 22,
        '\xA0' => 9,
        '“' or '”' or '’' or '…' or '–' or '—' or '«' or '»' or '‘' or '„' or '·' or '•' => 9,
        '©' or '®' or '™' or '№' or '°' or '€' or '§' or '£' or '×' => 11,
        >= '\xA1' and < '\xC0' => 14,
        >= '\u2010' and <= '\u2027' => 13,
        '\uFFFD' => 30,
        >= '\uE000' and < '\uF900' => 28,
        >= '\uD800' and < '\uE000' => 16,
        >= '\u2500' and < '\u25A0' => 17,
        _ => 18,
    };

    private static byte KindOf(char c)
    {
        if (c < 0x80) return char.IsAsciiLetterLower(c) ? AsciiLower : char.IsAsciiLetterUpper(c) ? AsciiUpper : Other;
        if (c is >= '\u0E00' and < '\u0E80') return Lower;
        if (c >= 0x3041 && char.IsLetter(c)) return EastAsian;
        if (c >= 0x0700) return Other;
        return char.IsLower(c) ? Lower : char.IsUpper(c) ? Upper : char.IsLetter(c) ? Lower : Other;
    }
}
