using System.Buffers;
using System.Runtime.InteropServices;
using Huiying.Assess.Grouping;
using Huiying.Assess.Words;

namespace Huiying.Assess.Hot;

/// <summary>A term of a post, weighed; the post's terms together have unit length.</summary>
/// <param name="Id">Hash of the folded characters.</param>
/// <param name="Weight">Weight.</param>
/// <param name="Start">Its first place in the folded text.</param>
/// <param name="Length">Length in UTF-16 code units.</param>
/// <param name="Names">Whether it can name a place, a body or a thing: no verb and no filler is in it.</param>
internal readonly record struct HotTerm(ulong Id, float Weight, int Start, int Length, bool Names);

/// <summary>A post read for hot issues.</summary>
/// <param name="Terms">In order of their ids.</param>
/// <param name="Text">The folded text they stand in.</param>
internal sealed record HotWords(HotTerm[] Terms, string Text);

/// <summary>
/// Reads all posts of a span and weighs their terms by how rare they are among them: the terms of grouping and, since names of places are made
/// of common words, pairs of neighbouring words. Formal numerals read as plain ones, so two spellings of one name meet.
/// </summary>
internal sealed class HotTerms
{
    private const double PairChance = 2e-6;

    private const ulong PairSalt = 0x9e3779b97f4a7c15UL;
    private const string Formal = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟";
    private const string Plain = "一二二三三四五六六七八九十百千";

    private static readonly SearchValues<char> Formals = SearchValues.Create(Formal);

    private readonly GroupingMethod method = GroupingMethod.Current;
    private readonly PostTerms reader = new();
    private readonly Segmenter segmenter = new(WordList.BuiltIn);
    private readonly Dictionary<ulong, int> inPosts = [];

    /// <summary>In how many of the posts a term is.</summary>
    public int Posts(ulong term) => inPosts.GetValueOrDefault(term);

    /// <summary>Reads the posts.</summary>
    public HotWords[] Read(IReadOnlyList<HotPost> posts)
    {
        var read = posts.Select(Read).ToArray();
        foreach (var (terms, _) in read) foreach (var term in terms.Keys) CollectionsMarshal.GetValueRefOrAddDefault(inPosts, term, out _)++;
        return [.. read.Select(r => new HotWords(Weigh(r.Terms, posts.Count), r.Text))];
    }

    private (Dictionary<ulong, (RawTerm Term, bool Pair, bool Names)> Terms, string Text) Read(HotPost post)
    {
        var words = reader.Read(Unformal(post.Title), Unformal(post.Body));
        var terms = new Dictionary<ulong, (RawTerm Term, bool Pair, bool Names)>(words.Terms.Length * 2);
        foreach (var term in words.Terms) terms[term.Id] = (term, false, false);
        segmenter.Cut(words.Text);
        var titleEnd = words.Text.IndexOf('\n', StringComparison.Ordinal);
        var tokens = segmenter.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            var id = PostTerms.Hash(segmenter[token]);
            if (CanName(token) && terms.TryGetValue(id, out var alone) && alone.Term.Chance <= method.UnknownProbability) terms[id] = alone with { Names = true };
            if (i + 1 == tokens.Length || !Neighbours(token, tokens[i + 1])) continue;
            var next = tokens[i + 1];
            var length = next.End - token.Start;
            var both = PostTerms.Hash(words.Text.AsSpan(token.Start, length));
            if (terms.TryGetValue(both, out var run))
            {
                // Grouping reads lone characters in a row as a term already.
                terms[both] = run with { Names = run.Names || CanName(token) && CanName(next) };
                continue;
            }
            var pair = both ^ PairSalt;
            var frequency = token.Start < titleEnd ? method.TitleWeight : 1 / (1 + i / method.BodyHalf);
            terms[pair] = terms.TryGetValue(pair, out var seen)
                ? seen with { Term = seen.Term with { Frequency = seen.Term.Frequency + frequency } }
                : (new RawTerm(pair, frequency, PairChance, 1, token.Start, length), true, CanName(token) && CanName(next));
        }
        return (terms, words.Text);
    }

    private HotTerm[] Weigh(Dictionary<ulong, (RawTerm Term, bool Pair, bool Names)> terms, int posts)
    {
        var weighed = new List<HotTerm>(terms.Count);
        var square = 0.0;
        foreach (var (id, (term, pair, names)) in terms)
        {
            // A pair nobody else wrote finds nobody.
            if (pair && inPosts[id] < 2) continue;
            var rarity = Math.Log((posts + method.PriorPosts + 1) / (inPosts[id] + method.PriorPosts * Math.Min(0.5, term.Chance * method.PriorWords) + 0.5));
            if (rarity <= 0) continue;
            var weight = term.Frequency / (term.Frequency + method.Saturation) * Math.Pow(rarity, method.RarityPower) * term.Factor;
            weighed.Add(new(id, (float)weight, term.Start, term.Length, names));
            square += weight * weight;
        }
        var scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        return [.. weighed.Select(t => t with { Weight = t.Weight * scale }).OrderBy(t => t.Id)];
    }

    /// <summary>Side by side, or two words of letters with a space between.</summary>
    private static bool Neighbours(Token token, Token next) =>
        next.Start == token.End || next.Start == token.End + 1 && token.Kind == TokenKind.Letters && next.Kind == TokenKind.Letters;

    private static bool CanName(Token token) =>
        token.Kind is TokenKind.Letters or TokenKind.Digits || token.Speech is not ('v' or 'd' or 'u' or 'c' or 'p' or 'r' or 'y' or 'e' or 'o' or 'z');

    private static string Unformal(string text) => text.AsSpan().IndexOfAny(Formals) < 0 ? text
        : string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = Formal.IndexOf(from[i], StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : from[i];
        });
}
