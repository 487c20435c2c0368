namespace Huiying.Ground.Policies;

/// <summary>Finds the known word nearest to a mistyped one, for messages only.</summary>
public static class Nearest
{
    /// <summary>The known word with the fewest single-letter edits; null only when nothing is known.</summary>
    public static string? To(string word, IEnumerable<string> known) =>
        known.OrderBy(k => Edits(word, k)).ThenBy(k => k, StringComparer.Ordinal).FirstOrDefault();

    private static int Edits(string a, string b)
    {
        if (a.Length > 200) return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
