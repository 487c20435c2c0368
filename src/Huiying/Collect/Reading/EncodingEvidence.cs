using System.Text;
using System.Text.Unicode;

namespace Huiying.Collect.Reading;

/// <summary>What the bytes themselves say about their encoding.</summary>
internal static class EncodingEvidence
{
    /// <summary>How many bytes are weighed: more changes no verdict and costs time.</summary>
    private const int Sample = 12 * 1024;

    /// <summary>What a label is worth: a fixed trust plus this many bits for each byte above 0x7F before the bytes overrule it.</summary>
    private const double Trust = 25, TrustPerHighByte = 0.9;

    /// <summary>Whether bytes after a byte-order mark really are in that encoding: at most one character in fifty is broken.</summary>
    public static bool Fits(ReadOnlySpan<byte> bytes, Charset charset)
    {
        if (charset.CodePage == Charset.Utf8.CodePage)
        {
            var (sequences, broken) = CountUtf8(bytes);
            return broken <= sequences / 50 + 1;
        }
        var head = bytes[..(Math.Min(bytes.Length, Sample) & ~3)];
        var text = charset.Decoder.GetString(head);
        return text.Count(c => c == '\uFFFD') <= text.Length / 50;
    }

    /// <summary>The encoding the bytes are in, a label weighed as evidence among others.</summary>
    public static Charset Decide(ReadOnlySpan<byte> bytes, IReadOnlyList<Charset> labels)
    {
        if (labels.Count > 0 && IsEbcdic(labels[0].CodePage) && bytes.StartsWith((ReadOnlySpan<byte>)[0x4C, 0x6F])) return labels[0];
        if (Wide(bytes) is { } wide) return wide;
        var zeros = bytes[..Math.Min(bytes.Length, 4096)].Contains((byte)0);
        if (!bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return zeros && Utf16(bytes, labels) is { } wide16 && wide16.Wins(bytes, Charset.Utf8) ? wide16.Charset : SevenBit(bytes, labels);

        var (sequences, broken) = CountUtf8(bytes);
        if (!zeros && broken == 0 && (sequences >= 4 || labels.Count == 0 && sequences >= 3 || labels.Any(l => l.CodePage == 65001))) return Charset.Utf8;
        if (sequences >= Many * broken && sequences >= Many) return Charset.Utf8;
        return Weigh(bytes, labels, unicode: broken == 0 || sequences > 4 * broken);
    }

    /// <summary>UTF-32 and UTF-16 that show themselves by their zero bytes (XML 1.0, appendix F).</summary>
    private static Charset? Wide(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, 4096)];
        if (head.Length < 2 || head.IndexOf((byte)0) < 0) return null;
        Span<int> zeros = stackalloc int[4];
        for (var i = 0; i < head.Length; i++) if (head[i] == 0) zeros[i & 3]++;
        var quarter = Math.Max(1, head.Length / 4);
        bool Full(int n) => n >= quarter * 0.9;
        if (Full(zeros[2]) && Full(zeros[3]) && !Full(zeros[0])) return Charset.Utf32Le;
        if (Full(zeros[0]) && Full(zeros[1]) && !Full(zeros[3])) return Charset.Utf32Be;
        // ASCII in UTF-16: zeros on one side only. Chinese with few zeros, on either side, is weighed instead.
        int even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3];
        if (odd > 4 * even && odd > quarter / 2) return Charset.Utf16Le;
        if (even > 4 * odd && even > quarter / 2) return Charset.Utf16Be;
        return null;
    }

    /// <summary>Encodings that switch by escape sequences; otherwise ASCII, which is UTF-8.</summary>
    private static Charset SevenBit(ReadOnlySpan<byte> bytes, IReadOnlyList<Charset> labels)
    {
        if (bytes.IndexOf("\u001b$)C"u8) >= 0) return Charset.Iso2022Kr;
        if (bytes.IndexOf("\u001b$B"u8) >= 0 || bytes.IndexOf("\u001b$@"u8) >= 0 || bytes.IndexOf("\u001b(J"u8) >= 0 || bytes.IndexOf("\u001b(I"u8) >= 0)
            return Charset.Iso2022Jp;
        if (IsHz(bytes, labels.Any(l => l.CodePage == Charset.Hz.CodePage))) return Charset.Hz;
        return Charset.Utf8;
    }

    /// <summary>RFC 1843: pairs between <c>~{</c> and <c>~}</c>, each byte 0x21–0x7E, an even number of them on one line.</summary>
    private static bool IsHz(ReadOnlySpan<byte> bytes, bool labelled)
    {
        var pairs = 0;
        while (bytes.IndexOf("~{"u8) is var start and >= 0)
        {
            bytes = bytes[(start + 2)..];
            var end = bytes.IndexOf("~}"u8);
            if (end <= 0 || end % 2 != 0 || bytes[..end].ContainsAnyExceptInRange((byte)0x21, (byte)0x7E)) return labelled && pairs > 0;
            for (var i = 0; i < end; i += 2) if (bytes[i] is < 0x21 or > 0x77) return false;
            pairs += end / 2;
            bytes = bytes[(end + 2)..];
        }
        return pairs >= (labelled ? 1 : 4);
    }

    private static Charset Weigh(ReadOnlySpan<byte> bytes, IReadOnlyList<Charset> labels, bool unicode)
    {
        var sample = Condense(bytes, out var high);
        List<(Charset Charset, double Bits)> weighed = [];
        foreach (var (charset, doubt, models) in Writing.Candidates()) weighed.Add((charset, doubt + Bits(sample, charset, models)));
        if (unicode) weighed.Add((Charset.Utf8, Bits(sample, Charset.Utf8, Writing.Any)));
        foreach (var label in labels)
            if (!weighed.Exists(w => w.Charset.CodePage == label.CodePage) && label.CodePage is not (1200 or 1201 or 12000 or 12001) && !IsEbcdic(label.CodePage))
                weighed.Add((label, 8 + Bits(sample, label, Writing.Any)));

        var best = weighed.MinBy(w => w.Bits);
        if (Utf16(bytes, labels) is { } wide && wide.Wins(bytes, best.Charset)) return wide.Charset;

        foreach (var label in labels)
        {
            var own = weighed.FirstOrDefault(w => w.Charset.CodePage == label.CodePage);
            if (own.Charset is not null && own.Bits <= best.Bits + Trust + TrustPerHighByte * high) return label;
        }
        return best.Charset;
    }

    /// <summary>Chinese in UTF-16 without a mark may hold no zero byte at all; it is weighed on the raw bytes.</summary>
    private static WideGuess? Utf16(ReadOnlySpan<byte> bytes, IReadOnlyList<Charset> labels)
    {
        var head = bytes[..(Math.Min(bytes.Length, 2048) & ~1)];
        if (head.Length < 8) return null;
        // Padding of zero bytes is no text.
        for (var i = 0; i < head.Length; i += 2) if (head[i] == 0 && head[i + 1] == 0) return null;
        double little = Bits(head, Charset.Utf16Le, Writing.Any), big = Bits(head, Charset.Utf16Be, Writing.Any);
        var labelled = labels.Any(l => l.CodePage is 1200 or 1201);
        return new(little <= big ? Charset.Utf16Le : Charset.Utf16Be, Math.Min(little, big) + (labelled ? -20 : 10), head.Length);
    }

    private sealed record WideGuess(Charset Charset, double Cost, int Length)
    {
        public bool Wins(ReadOnlySpan<byte> bytes, Charset other)
        {
            foreach (var (charset, doubt, models) in Writing.Candidates())
                if (charset.CodePage == other.CodePage) return Cost < doubt + Bits(bytes[..Length], charset, models);
            return Cost < Bits(bytes[..Length], other, Writing.Any);
        }
    }

    private static double Bits(ReadOnlySpan<byte> bytes, Charset charset, WritingModel[] models)
    {
        string text;
        try
        {
            text = charset.Decoder.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return double.MaxValue / 4;
        }
        var least = double.MaxValue;
        foreach (var model in models) least = Math.Min(least, model.Bits(text));
        return least;
    }

    /// <summary>The bytes around those above 0x7F: a page is mostly markup, which says nothing.</summary>
    private static byte[] Condense(ReadOnlySpan<byte> bytes, out int high)
    {
        var kept = new byte[Math.Min(bytes.Length, Sample)];
        int n = 0, last = -100, next = -1;
        var skipping = false;
        high = 0;
        for (var i = 0; i < bytes.Length && n < kept.Length; i++)
        {
            if (next < i)
            {
                var ahead = bytes[i..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                next = ahead < 0 ? int.MaxValue : i + ahead;
            }
            if (bytes[i] >= 0x80) (last, high) = (i, high + 1);
            // Four bytes after, two before: enough to show whether a run stands inside a word.
            if (i - last <= 4 || next - i <= 2) (kept[n++], skipping) = (bytes[i], false);
            else if (next == int.MaxValue) break;
            else if (!skipping) (kept[n++], skipping) = ((byte)' ', true);
            else i = next - 3;
        }
        return kept[..n];
    }

    private static bool IsEbcdic(int page) => page is 37 or 500 or 1026 or 1140;

    /// <summary>So many well-formed sequences and hardly a broken one are no accident.</summary>
    private const int Many = 20;

    /// <summary>Well-formed multi-byte sequences, and broken ones not counting a text cut inside its last character.</summary>
    private static (int Sequences, int Broken) CountUtf8(ReadOnlySpan<byte> bytes)
    {
        int sequences = 0, broken = 0;
        // Nearly every document is whole; then nobody asks for more than that it holds a good many.
        if (Utf8.IsValid(bytes))
        {
            for (; sequences < Many && bytes.IndexOfAnyInRange((byte)0xC2, (byte)0xF4) is var lead and >= 0; sequences++) bytes = bytes[(lead + 1)..];
            return (sequences, 0);
        }
        while (true)
        {
            var next = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (next < 0) return (sequences, broken);
            bytes = bytes[next..];
            switch (Rune.DecodeFromUtf8(bytes, out _, out var used))
            {
                case System.Buffers.OperationStatus.Done: sequences++; break;
                case System.Buffers.OperationStatus.NeedMoreData: return (sequences, broken);
                default: broken++; break;
            }
            bytes = bytes[Math.Max(1, used)..];
        }
    }
}
