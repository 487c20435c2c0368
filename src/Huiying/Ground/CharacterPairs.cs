namespace Huiying.Ground;

/// <summary>Pairs of neighbouring letters or digits of a short text, small: how alike two titles are is told by those they share, without any list of words.</summary>
public static class CharacterPairs
{
    /// <summary>The pairs of a text; none of fewer than two characters.</summary>
    public static HashSet<string> Of(string text) =>
        [.. Enumerable.Range(0, Math.Max(0, text.Length - 1)).Where(i => char.IsLetterOrDigit(text[i]) && char.IsLetterOrDigit(text[i + 1])).Select(i => text.Substring(i, 2).ToLowerInvariant())];
}
