using System.Runtime.InteropServices;

namespace Huiying.Assess.Grouping;

/// <summary>A weighted term of a post: unit length over the whole post. Where it stands is kept only while the post is at hand.</summary>
internal readonly record struct Term(ulong Id, float Weight, int Start, int Length);

/// <summary>Weighs the terms of posts as they come: rare in general language and rare among the posts so far weighs more.</summary>
internal sealed class TermWeights(TermCounts counts, GroupingMethod method)
{
    private readonly List<Term> terms = new(512);

    /// <summary>Counts the post's terms as seen and returns them weighed, in order of their ids; the previous result is overwritten.</summary>
    /// <param name="again">The post was counted before: it is only weighed.</param>
    public ReadOnlySpan<Term> Weigh(PostWords post, bool again = false)
    {
        if (!again) counts.AddPost();
        terms.Clear();
        var square = 0.0;
        foreach (var (id, frequency, chance, factor, start, length) in post.Terms)
        {
            var rarity = Math.Log((counts.Posts + method.PriorPosts + 1)
                / (counts[id] + method.PriorPosts * Math.Min(0.5, chance * method.PriorWords) + 0.5));
            if (!again) counts.Add(id);
            if (rarity <= 0) continue;
            var weight = frequency / (frequency + method.Saturation) * Math.Pow(rarity, method.RarityPower) * factor;
            terms.Add(new Term(id, (float)weight, start, length));
            square += weight * weight;
        }
        var span = CollectionsMarshal.AsSpan(terms);
        var scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (var i = 0; i < span.Length; i++) span[i] = span[i] with { Weight = span[i].Weight * scale };
        return span;
    }
}
