namespace Huiying.Collect;

/// <summary>The watch terms of one moment, ready to match.</summary>
internal sealed class WatchList
{
    private readonly (string Reason, string[] All, string[] Any, string[] None)[] terms;

    public WatchList(IEnumerable<TermPhrases> terms, long version)
    {
        Version = version;
        this.terms = [.. terms.Select(t => ($"关注词：{t}", Folded(t.All), Folded(t.Any), Folded(t.None)))];
    }

    /// <summary>Greater whenever the terms changed.</summary>
    public long Version { get; }

    /// <summary>Whether nothing is watched.</summary>
    public bool IsEmpty => terms.Length == 0;

    /// <summary>The first term that matches, as the reason kept with the post (R15); null when none does.</summary>
    /// <param name="text">The masked text.</param>
    public string? Why(string text)
    {
        if (IsEmpty) return null;
        var folded = Fold.Text(text);
        foreach (var (reason, all, any, none) in terms)
        {
            if (Array.TrueForAll(all, p => folded.Contains(p, StringComparison.Ordinal))
                && (any.Length == 0 || Array.Exists(any, p => folded.Contains(p, StringComparison.Ordinal)))
                && !Array.Exists(none, p => folded.Contains(p, StringComparison.Ordinal)))
            {
                return reason;
            }
        }
        return null;
    }

    private static string[] Folded(IReadOnlyList<string> phrases) => [.. phrases.Select(Fold.Text)];
}
