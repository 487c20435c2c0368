using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Huiying.Ground;

/// <summary>
/// Unicode normalisation form C (UAX #15) from data of one fixed version, so that the same text has the same hash on every machine: with invariant
/// globalisation the platform leaves all but ASCII as it is, and otherwise its answer depends on the ICU it happens to have.
/// </summary>
public static class Nfc
{
    /// <summary>The data file; its name changes when its content does. Characters newer than its Unicode version stay as they are.</summary>
    public const string Data = "nfc-1.txt";

    // Hangul syllables by arithmetic (Unicode Standard, section 3.12).
    private const int SBase = 0xAC00, LBase = 0x1100, VBase = 0x1161, TBase = 0x11A7;
    private const int LCount = 19, VCount = 21, TCount = 28;

    private static readonly Lazy<Tables> Read = new(Tables.Embedded);

    /// <summary>The text in form C; the same instance when it already is. Half a surrogate pair stays as it is.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text)) return text;
        var points = Decomposed(text);
        Order(points);
        var composed = Written(Composed(points));
        return composed == text ? text : composed;
    }

    /// <summary>Canonically decomposed and ordered (form D): what two canonically equivalent texts have in common.</summary>
    internal static string Decompose(string text)
    {
        var points = Decomposed(text);
        Order(points);
        return Written(points);
    }

    /// <summary>No character that form C may change: true for ASCII and for ordinary Chinese.</summary>
    private static bool IsPlain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= '\u0300' && Read.Value.MayChange(PointAt(text, ref i))) return false;
        }
        return true;
    }

    /// <summary>The code point at the place, which moves to its last half.</summary>
    private static int PointAt(string text, ref int i) =>
        char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? char.ConvertToUtf32(text[i], text[++i]) : text[i];

    private static List<int> Decomposed(string text)
    {
        var points = new List<int>(text.Length + 16);
        for (var i = 0; i < text.Length; i++) Add(PointAt(text, ref i));
        return points;

        void Add(int point)
        {
            var syllable = point - SBase;
            if (syllable is >= 0 and < LCount * VCount * TCount)
            {
                points.Add(LBase + (syllable / (VCount * TCount)));
                points.Add(VBase + (syllable / TCount % VCount));
                if (syllable % TCount is > 0 and var t) points.Add(TBase + t);
            }
            else if (Read.Value.Parts.TryGetValue(point, out var parts))
            {
                Add(parts.First);
                if (parts.Second != 0) Add(parts.Second);
            }
            else points.Add(point);
        }
    }

    /// <summary>Puts each run of marks into the order of their classes; marks of one class keep theirs.</summary>
    private static void Order(List<int> points)
    {
        for (var from = 0; from < points.Count;)
        {
            var to = from;
            while (to < points.Count && Read.Value.Class(points[to]) > 0) to++;
            if (to - from > 1)
            {
                var ordered = points.GetRange(from, to - from).OrderBy(Read.Value.Class).ToList();
                for (var i = from; i < to; i++) points[i] = ordered[i - from];
            }
            from = to + 1;
        }
    }

    private static List<int> Composed(List<int> points)
    {
        var made = new List<int>(points.Count);
        var (starter, last) = (-1, -1);
        foreach (var point in points)
        {
            var cls = Read.Value.Class(point);
            // A mark is blocked from its starter by one of its own class or a higher one in between; -1 when nothing stands there.
            if (starter >= 0 && last < cls && Whole(made[starter], point) is { } whole)
            {
                made[starter] = whole;
                continue;
            }
            if (cls == 0) (starter, last) = (made.Count, -1);
            else last = cls;
            made.Add(point);
        }
        return made;
    }

    private static int? Whole(int first, int second)
    {
        var (l, v, s, t) = (first - LBase, second - VBase, first - SBase, second - TBase);
        if (l is >= 0 and < LCount && v is >= 0 and < VCount) return SBase + (((l * VCount) + v) * TCount);
        if (s is >= 0 and < LCount * VCount * TCount && s % TCount == 0 && t is > 0 and < TCount) return first + t;
        return Read.Value.Wholes.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private static string Written(List<int> points)
    {
        var text = new StringBuilder(points.Count);
        foreach (var point in points)
        {
            if (point < 0x10000) text.Append((char)point);
            else text.Append(char.ConvertFromUtf32(point));
        }
        return text.ToString();
    }

    private sealed record Tables(
        FrozenDictionary<int, byte> Classes, FrozenDictionary<int, (int First, int Second)> Parts, FrozenDictionary<(int, int), int> Wholes, BitArray Changing)
    {
        public int Class(int point) => Classes.GetValueOrDefault(point);

        public bool MayChange(int point) => point < Changing.Length && Changing[point];

        public static Tables Embedded()
        {
            var classes = new Dictionary<int, byte>();
            var parts = new Dictionary<int, (int, int)>();
            var wholes = new Dictionary<(int, int), int>();
            var changing = new BitArray(0x30000);
            for (var v = 0; v < VCount; v++) changing[VBase + v] = true;
            for (var t = 1; t < TCount; t++) changing[TBase + t] = true;
            using var reader = new StreamReader(typeof(Nfc).Assembly.GetManifestResourceStream("ground/" + Data)!);
            while (reader.ReadLine() is { } line)
            {
                if (line[0] == '#') continue;
                var fields = line.Split(' ');
                var point = Hex(fields[1]);
                if (fields[0] == "C")
                {
                    for (var i = 0; i < Hex(fields[2]); i++)
                    {
                        classes[point + i] = byte.Parse(fields[3], CultureInfo.InvariantCulture);
                        changing[point + i] = true;
                    }
                    continue;
                }
                var (first, second) = (Hex(fields[2]), fields.Length > 3 ? Hex(fields[3]) : 0);
                parts[point] = (first, second);
                if (fields[0] == "D")
                {
                    wholes[(first, second)] = point;
                    changing[second] = true;
                }
                else changing[point] = true;
            }
            return new(classes.ToFrozenDictionary(), parts.ToFrozenDictionary(), wholes.ToFrozenDictionary(), changing);
        }

        private static int Hex(string field) => int.Parse(field, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
