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

    /// <param name="words">Folded; two characters or more.</param>
    public OwnWords(IEnumerable<string> words) =>
        byFirst = words.Where(w => w.Length > 1).Distinct(StringComparer.Ordinal).GroupBy(w => w[0])
            .ToDictionary(g => g.Key, g => g.OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal).ToArray());

    /// <summary>Words that may begin with the character, the longest first.</summary>
    internal ReadOnlySpan<string> From(char first) => byFirst.TryGetValue(first, out var words) ? words : [];
}
