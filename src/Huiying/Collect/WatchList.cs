namespace Huiying.Collect;

/// <summary>The watch terms of one moment, ready to match.</summary>
internal sealed class WatchList
{
    private readonly Watched[] terms;
    private readonly WatchPhrase[] places;

    /// <param name="terms">What is watched.</param>
    /// <param name="version">Greater whenever the terms changed.</param>
    /// <param name="places">Names of places of the district, for terms that are only of interest there.</param>
    public WatchList(IEnumerable<TermPhrases> terms, long version, IReadOnlyList<string>? places = null)
    {
        Version = version;
        this.places = Ready(places ?? []);
        this.terms = [.. terms.Select(t => new Watched($"关注词：{t}", Ready(t.All), Ready(t.Any), Ready(t.None), t.Local))];
    }

    private sealed record Watched(string Reason, WatchPhrase[] All, WatchPhrase[] Any, WatchPhrase[] None, bool Local);

    /// <summary>Greater whenever the terms changed.</summary>
    public long Version { get; }

    /// <summary>Whether nothing is watched.</summary>
    public bool IsEmpty => terms.Length == 0;

    /// <summary>The first term that matches, as the reason kept with the post (R15); null when none does.</summary>
    /// <param name="text">The masked text.</param>
    public string? Why(string text) => IsEmpty ? null : First(Fold.Text(text))?.Reason;

    /// <summary>Where in the text the first term that matches stands, in the text's own places, in order and without overlaps; null when none does.</summary>
    /// <param name="text">The masked text.</param>
    public IReadOnlyList<(int Start, int Length)>? Spots(string text)
    {
        var folded = new FoldedText(text);
        if (First(folded.Text) is not { } term) return null;
        var found = term.All.Concat(term.Any).Concat(term.Local ? places : []).SelectMany(p => p.Spots(folded.Text)).Select(s => folded.Original(s.Start, s.Length)).OrderBy(s => s.Start).ThenByDescending(s => s.Length);
        var spots = new List<(int Start, int Length)>();
        foreach (var spot in found) if (spots.Count == 0 || spot.Start >= spots[^1].Start + spots[^1].Length) spots.Add(spot);
        return spots;
    }

    private Watched? First(string folded) => Array.Find(terms, t =>
        Array.TrueForAll(t.All, p => p.IsIn(folded)) && (t.Any.Length == 0 || Array.Exists(t.Any, p => p.IsIn(folded)))
        && (!t.Local || Array.Exists(places, p => p.IsIn(folded))) && !Array.Exists(t.None, p => p.IsIn(folded)));

    private static WatchPhrase[] Ready(IReadOnlyList<string> phrases) => [.. phrases.Select(WatchPhrase.Of)];
}
