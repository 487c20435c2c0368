using System.Runtime.InteropServices;

namespace Huiying.Assess.Grouping;

/// <summary>A weighted term of a post. Where it stands is kept only while the post is at hand.</summary>
/// <param name="Id">Hash of the folded characters.</param>
/// <param name="Weight">Its weight; all of a post together have unit length.</param>
/// <param name="Count">How often it occurs, saturated: 1 for once.</param>
/// <param name="Rare">How much rarer than every word it is: one through its probability.</param>
/// <param name="Start">Its first place in the folded text.</param>
/// <param name="Length">Length in UTF-16 code units.</param>
internal readonly record struct Term(ulong Id, float Weight, float Count, float Rare, int Start, int Length);

/// <summary>Weighs the terms of posts as they come: rare in general language and rare among the posts so far weighs more.</summary>
internal sealed class TermWeights(TermCounts counts, GroupingMethod method)
{
    private readonly List<Term> terms = new(512);

    /// <summary>Counts the post's terms as seen.</summary>
    public void Count(PostWords post)
    {
        counts.AddPost();
        foreach (var term in post.Terms) counts.Add(term.Id);
    }

    /// <summary>The post's terms weighed, in order of their ids; the previous result is overwritten.</summary>
    public ReadOnlySpan<Term> Weigh(PostWords post)
    {
        terms.Clear();
        var square = 0.0;
        foreach (var (id, frequency, chance, factor, start, length) in post.Terms)
        {
            // The post itself is one of them.
            var rare = (counts.Posts + method.PriorPosts + 2) / (counts[id] + method.PriorPosts * Math.Min(0.5, chance * method.PriorWords) + 0.5);
            var rarity = Math.Log(rare);
            if (rarity <= 0) continue;
            var count = frequency / (frequency + method.Saturation) * factor;
            var weight = count * Math.Pow(rarity, method.RarityPower);
            terms.Add(new Term(id, (float)weight, (float)(count * (1 + method.Saturation)), (float)(rare * method.PriorWords), start, length));
            square += weight * weight;
        }
        var span = CollectionsMarshal.AsSpan(terms);
        var scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (var i = 0; i < span.Length; i++) span[i] = span[i] with { Weight = span[i].Weight * scale };
        return span;
    }
}
