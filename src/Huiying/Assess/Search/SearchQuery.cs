using Huiying.Collect;
using Huiying.Ground;

namespace Huiying.Assess.Search;

/// <summary>
/// What somebody looks for, understood: words with blanks between them must all occur; 或, OR or | between two means one of them; 非, NOT or - before one means that it must
/// not occur; brackets hold together; between “ and ” characters stand exactly like that. Simplified and traditional, full and half width, capitals and small
/// letters are the same. The same for posts, events, answers and documents.
/// </summary>
public sealed class SearchQuery
{
    /// <summary>Most places marked in one text.</summary>
    private const int MostMarks = 200;

    internal SearchQuery(string written, QueryNode root)
    {
        (Written, Root) = (written, root);
        wanted = [.. root.Wanted().DistinctBy(t => t.Text, StringComparer.Ordinal)];
        Terms = [.. root.Wanted(true).Concat(root.Wanted(false)).Select(t => t.Text)];
    }

    private readonly Term[] wanted;

    /// <summary>As it was written, without outer blanks.</summary>
    public string Written { get; }

    /// <summary>All its terms in order, folded; those that must not occur last.</summary>
    public IReadOnlyList<string> Terms { get; }

    internal QueryNode Root { get; }

    /// <summary>Understands a query; never throws. Refused (<c>search.query</c>) with the place and what to do when it cannot be understood, or asks only for what must not occur.</summary>
    public static Outcome<SearchQuery> Read(string written) => new QueryReader(written).Read();

    /// <summary>As <see cref="Read"/>, and refused also for a handle, a telephone or an ID number (S15).</summary>
    public static Outcome<SearchQuery> Asked(string written) => Read(written) is var read && read.Ok && AboutPersons.Bars(read.Value) is { } no ? no : read;

    /// <summary>Whether texts that belong together have what is asked for: a term stands in one of them.</summary>
    /// <param name="folded">Each as <see cref="Fold.Text"/> writes it.</param>
    public bool Matches(IReadOnlyList<string> folded) => Root.Matches(folded);

    /// <summary>A text in stretches, what was looked for marked where it stands in the original, whatever way it is written there.</summary>
    public IReadOnlyList<Stretch> Mark(string text) => text.Length == 0 ? [] : TermTrials.Marked(text, Spots(new FoldedText(text)));

    /// <summary>What stands around the first marks, as <see cref="Mark"/>; the beginning when there is none.</summary>
    /// <param name="text">The original.</param>
    /// <param name="longest">About how many characters.</param>
    public IReadOnlyList<Stretch> Excerpt(string text, int longest = 160)
    {
        var from = 0;
        if (text.Length > longest && Spots(new FoldedText(text)) is [var (first, length), ..] && first + length > longest) from = Math.Max(0, first - longest / 3);
        var until = Math.Min(text.Length, from + longest);
        // A pair of surrogates is one character.
        if (from > 0 && char.IsLowSurrogate(text[from])) from--;
        if (until < text.Length && char.IsLowSurrogate(text[until])) until++;
        return Mark($"{(from > 0 ? "…" : "")}{text[from..until]}{(until < text.Length ? "…" : "")}");
    }

    private List<(int Start, int Length)> Spots(FoldedText folded)
    {
        var found = new List<(int Start, int End)>();
        foreach (var term in wanted)
        {
            for (var at = term.Next(folded.Text, 0); at >= 0 && found.Count < MostMarks; at = term.Next(folded.Text, at + term.Text.Length))
            {
                var (start, length) = folded.Original(at, term.Text.Length);
                found.Add((start, start + length));
            }
        }
        found.Sort();
        var spots = new List<(int Start, int Length)>();
        foreach (var (start, end) in found)
        {
            // 自来水 and 水厂 in 自来水厂 are one mark.
            if (spots.Count > 0 && spots[^1] is var (s, l) && start <= s + l) spots[^1] = (s, Math.Max(l, end - s));
            else spots.Add((start, end - start));
        }
        return spots;
    }
}
