using System.Collections.Concurrent;
using Huiying.Collect;
using Huiying.Ground;

namespace Huiying.Assess.Search;

/// <summary>Where in a thing something was found.</summary>
/// <param name="Part">A stable name of the part of the thing, such as <c>claim</c>.</param>
/// <param name="Title">The thing's title, what was looked for marked.</param>
/// <param name="Excerpt">What stands around the first marks in that part; empty when only the title has it.</param>
public sealed record FoundText(string Part, IReadOnlyList<Stretch> Title, IReadOnlyList<Stretch> Excerpt);

/// <summary>A thing's texts, folded once.</summary>
/// <param name="Version">Of the thing they were read from.</param>
/// <param name="Facts">What a list shows of it and filters ask.</param>
/// <param name="Texts">Named parts beside the title; empty ones may be among them.</param>
public sealed record KeptText<TFacts>(long Version, TFacts Facts, string Title, IReadOnlyList<(string Part, string Text)> Texts)
{
    private readonly string[] folded = [Fold.Text(Title), .. Texts.Select(t => Fold.Text(t.Text))];

    /// <summary>Where the query holds of the texts together; null when it does not. Without a query the thing is shown as it begins.</summary>
    public FoundText? Find(SearchQuery? words)
    {
        if (words is null) return new("", [new(Title, false)], []);
        if (!words.Matches(folded)) return null;
        var where = Texts.FirstOrDefault(t => words.Mark(t.Text).Any(s => s.Marked));
        return new(where.Part ?? "", words.Mark(Title), where.Text is null ? [] : words.Excerpt(where.Text));
    }
}

/// <summary>
/// Texts of things there are thousands of, not millions: kept folded in memory, read again when a thing's version has changed, and gone through from end to end
/// (docs/adr/0054-search.md). Nothing has to be indexed, so nothing can be missed, and both engines find the same.
/// </summary>
public sealed class KeptTexts<TKey, TFacts> where TKey : struct
{
    private readonly ConcurrentDictionary<OfficeId, IReadOnlyDictionary<TKey, KeptText<TFacts>>> offices = new();

    /// <summary>All texts of the office as they are now.</summary>
    /// <param name="office">The office.</param>
    /// <param name="versions">The things there are, each with its version.</param>
    /// <param name="load">Reads some of them anew; a thing it leaves out has nothing to be found.</param>
    public async Task<IReadOnlyDictionary<TKey, KeptText<TFacts>>> Read(
        OfficeId office, IReadOnlyDictionary<TKey, long> versions, Func<IReadOnlyList<TKey>, Task<IEnumerable<(TKey Key, KeptText<TFacts> Text)>>> load)
    {
        var known = offices.GetValueOrDefault(office) ?? new Dictionary<TKey, KeptText<TFacts>>();
        List<TKey> changed = [.. versions.Where(v => !known.TryGetValue(v.Key, out var kept) || kept.Version != v.Value).Select(v => v.Key)];
        if (changed.Count == 0 && known.Count == versions.Count) return known;
        var now = known.Where(k => versions.TryGetValue(k.Key, out var version) && version == k.Value.Version).ToDictionary();
        foreach (var some in changed.Chunk(200)) foreach (var (key, text) in await load(some)) now[key] = text;
        offices[office] = now;
        return now;
    }
}
