using System.Buffers;
using System.Text;

namespace Huiying.Collect.Masking;

/// <summary>
/// Replaces personal details in collected text before it is stored (S03). Pure, linear in the text's length, never throws;
/// masking a masked text changes nothing. Numbers of public services (110, 12345, 96xxx, 400…) stay.
/// </summary>
public static class Mask
{
    /// <summary>A pass can uncover at most what an earlier stretch hid; real text settles in one.</summary>
    private const int Passes = 4;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789０１２３４５６７８９");

    /// <summary>The text with every phone, ID and card number, home address, mention and byline replaced by its kind.</summary>
    public static MaskedText Apply(string text)
    {
        if (string.IsNullOrEmpty(text)) return new(text ?? "", default);
        var counts = default(MaskCounts);
        List<Stretch>? found = null;
        for (var pass = 0; pass < Passes; pass++)
        {
            Find(text, ref found);
            if (found is not { Count: > 0 }) break;
            text = Replace(text, Merge(found), ref counts);
            found.Clear();
        }
        return new(text, counts);
    }

    /// <summary>What is written in a stretch's place.</summary>
    public static string Placeholder(MaskKind kind) => kind switch
    {
        MaskKind.Phone => "［电话］",
        MaskKind.IdNumber => "［身份证］",
        MaskKind.BankCard => "［银行卡］",
        MaskKind.Address => "［住址］",
        MaskKind.Mention => "［@某人］",
        _ => "［署名］",
    };

    private static void Find(string text, ref List<Stretch>? found)
    {
        if (text.AsSpan().ContainsAny(Digits)) Numbers.Find(text, ref found);
        Addresses.Find(text, ref found);
        Mentions.Find(text, ref found);
        Bylines.Find(text, ref found);
    }

    /// <summary>Overlapping stretches become one, of the kind that begins first.</summary>
    private static List<Stretch> Merge(List<Stretch> found)
    {
        if (found.Count == 1) return found;
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var merged = new List<Stretch>(found.Count);
        foreach (var next in found)
        {
            if (merged.Count > 0 && next.Start < merged[^1].End) merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, next.End) };
            else merged.Add(next);
        }
        return merged;
    }

    private static string Replace(string text, List<Stretch> stretches, ref MaskCounts counts)
    {
        var builder = new StringBuilder(text.Length + 8);
        var at = 0;
        foreach (var stretch in stretches)
        {
            builder.Append(text, at, stretch.Start - at).Append(Placeholder(stretch.Kind));
            at = stretch.End;
            counts = counts.With(stretch.Kind);
        }
        return builder.Append(text, at, text.Length - at).ToString();
    }
}
