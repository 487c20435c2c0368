namespace Huiying.Assess.Words;

/// <summary>
/// Words beside the frozen list, as an office enters them: looked up by their first character. Written as the segmenter reads text (folded). Never changed: another list
/// is another object.
/// </summary>
public sealed class OwnWords
{
    /// <summary>
    /// What a word costs (natural logarithm; the list's words cost 4 to 18): as a rare word, cheap against the two or more it would be cut into.
    /// </summary>
    public const float Cost = 12;

    private readonly Dictionary<char, string[]> byFirst;

    /// <summary>A bit for each character that begins a word: nearly none does.</summary>
    private readonly ulong[] begins = new ulong[1024];

    /// <param name="words">Folded; two characters or more.</param>
    public OwnWords(IEnumerable<string> words)
    {
        byFirst = words.Where(w => w.Length > 1).Distinct(StringComparer.Ordinal).GroupBy(w => w[0])
            .ToDictionary(g => g.Key, g => g.OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal).ToArray());
        foreach (var first in byFirst.Keys) begins[first >> 6] |= 1UL << (first & 63);
    }

    /// <summary>Words that may begin with the character, the longest first.</summary>
    internal ReadOnlySpan<string> From(char first) => (begins[first >> 6] & 1UL << (first & 63)) != 0 ? byFirst[first] : [];
}
