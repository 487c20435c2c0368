using System.Buffers;
using System.Globalization;
using Huiying.Collect.Reading;

namespace Huiying.Collect;

/// <summary>
/// What a text is compared by, at most 1 KB however long it is: the smallest hashes of its distinct stretches of four Chinese characters or words (bottom-k
/// sampling, so that the same stretches are kept of two texts that share them). Spacing, punctuation, width, case, entities and the writing of Chinese characters
/// make no difference.
/// </summary>
public sealed class TextSketch
{
    /// <summary>Hashes kept; a likeness of .7 is then told to ±.03.</summary>
    private const int Most = 256;

    /// <summary>Characters or words in a stretch: long enough to be rare, short enough to survive one changed here and there.</summary>
    private const int Stretch = 4;

    /// <summary>Characters or words read; what a longer text says further on does not make it another.</summary>
    private const int Longest = 200_000;

    /// <summary>Texts below this size are so often made of set phrases that only the identical one is a copy.</summary>
    internal const int Short = 60;

    private readonly uint[] marks;
    private readonly double size;

    private TextSketch(ulong whole, int stretches, double size, uint[] marks) => (Whole, Stretches, this.size, this.marks) = (whole, stretches, size, marks);

    /// <summary>The hash of all characters and words in order.</summary>
    internal ulong Whole { get; }

    /// <summary>Distinct stretches; 0 for a text without letters, which is a copy of nothing.</summary>
    internal int Stretches { get; }

    /// <summary>Whether only the identical text is its copy.</summary>
    internal bool IsShort => size < Short;

    /// <summary>The sketch's hashes, ascending.</summary>
    internal ReadOnlySpan<uint> Marks => marks;

    /// <summary>The sketch of a text; time grows with its length.</summary>
    public static TextSketch Of(string text)
    {
        var (whole, stretch) = (0UL, 0UL);
        var (read, words, word) = (0, 0, 0UL);
        var hashes = ArrayPool<uint>.Shared.Rent(Math.Min(text.Length, Longest) + 1);
        var count = 0;
        foreach (var c in text.Contains('&', StringComparison.Ordinal) ? Entities.Decode(text) : text)
        {
            var f = Fold.Char(c);
            if (f >= '\u2e80' && (char.IsLetterOrDigit(f) || char.IsSurrogate(f)))
            {
                EndWord();
                Take(f);
            }
            else if (char.IsLetterOrDigit(f)) word = Mixed(word ^ f);
            else if (char.GetUnicodeCategory(f) != UnicodeCategory.Format) EndWord();
            if (read >= Longest) break;
        }
        EndWord();
        if (read > 0 && count == 0) hashes[count++] = (uint)(whole >> 32);
        Array.Sort(hashes, 0, count);
        var distinct = 0;
        for (var i = 0; i < count; i++) if (i == 0 || hashes[i] != hashes[distinct - 1]) hashes[distinct++] = hashes[i];
        var marks = hashes.AsSpan(0, Math.Min(distinct, Most)).ToArray();
        ArrayPool<uint>.Shared.Return(hashes);
        return new(whole, distinct, distinct * (1 + words / (double)Math.Max(1, read)), marks);

        void EndWord()
        {
            if (word == 0 || read >= Longest) return;
            Take((ushort)(word >> 48));
            (words, word) = (words + 1, 0);
        }

        void Take(ushort one)
        {
            whole = Mixed(whole ^ one);
            stretch = (stretch << 16) | one;
            if (++read >= Stretch) hashes[count++] = (uint)(Mixed(stretch) >> 32);
        }
    }

    /// <summary>
    /// How far the two are one text: the share of the shorter one's stretches that stand in the other; 0 where the two are no copies of each other. A long text
    /// may have lost or gained four tenths (a cut tail, another source's additions); the shorter it is, the less, since set phrases are most of a short text.
    /// </summary>
    internal double CopyOf(TextSketch other)
    {
        if (Stretches == 0 || other.Stretches == 0) return 0;
        if (Whole == other.Whole) return 1;
        var (small, large) = (Math.Min(size, other.size), Math.Max(size, other.size));
        // Who quotes a whole short text in a long one wrote a text of his own.
        if (small < Short || large > 5 * small) return 0;
        var share = Shared(other);
        return share >= Needed(small) ? share : 0;
    }

    /// <summary>From .9 at size <see cref="Short"/> down to .6 from 300 on.</summary>
    private static double Needed(double size) => 0.6 + 0.3 * Math.Clamp((300 - size) / (300 - Short), 0, 1);

    private double Shared(TextSketch other)
    {
        // Both sketches hold every hash of their text up to this one.
        var limit = Math.Min(marks.Length < Most ? uint.MaxValue : marks[^1], other.marks.Length < Most ? uint.MaxValue : other.marks[^1]);
        int i = 0, j = 0, both = 0;
        while (i < marks.Length && j < other.marks.Length && marks[i] <= limit && other.marks[j] <= limit)
        {
            var order = marks[i].CompareTo(other.marks[j]);
            if (order == 0) both++;
            if (order <= 0) i++;
            if (order >= 0) j++;
        }
        while (i < marks.Length && marks[i] <= limit) i++;
        while (j < other.marks.Length && other.marks[j] <= limit) j++;
        return both / (double)Math.Max(1, Math.Min(i, j));
    }

    /// <summary>The finaliser of SplitMix64 (public domain).</summary>
    private static ulong Mixed(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
