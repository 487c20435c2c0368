using System.Runtime.InteropServices;
using Huiying.Assess.Words;

namespace Huiying.Assess.Grouping;

/// <summary>A weighted term of a post: unit length over the whole post. Where it stands is kept only while the post is at hand.</summary>
internal readonly record struct Term(ulong Id, float Weight, int Start, int Length);

/// <summary>
/// Turns a post into weighted terms: words, runs of lone characters (names the word list lacks), letters and numbers. Rare in
/// general language and rare among the posts so far weighs more. One instance serves one thread.
/// </summary>
internal sealed class PostTerms(Segmenter segmenter, TermCounts counts, GroupingMethod method)
{
    private Raw[] raw = new Raw[512];
    private ulong[] order = new ulong[512];
    private int seen;
    private readonly List<Term> terms = new(512);
    private char[] buffer = new char[4096];
    private int length;

    private readonly record struct Raw(ulong Id, double Frequency, double Chance, double Factor, int Start, int Length);

    /// <summary>Reads a post, counts its terms as seen, and returns them in order of their ids; the previous result is overwritten.</summary>
    public ReadOnlySpan<Term> Read(ReadOnlySpan<char> title, ReadOnlySpan<char> body)
    {
        var titleEnd = Compose(title, body);
        segmenter.Cut(buffer.AsSpan(0, length));
        seen = 0;
        Collect(titleEnd);
        Array.Sort(order, raw, 0, seen);
        counts.AddPost();
        terms.Clear();
        var square = 0.0;
        for (var i = 0; i < seen;)
        {
            var (id, frequency, chance, factor, start, size) = raw[i];
            for (i++; i < seen && raw[i].Id == id; i++)
            {
                frequency += raw[i].Frequency;
                start = Math.Min(start, raw[i].Start);
            }
            var rarity = Math.Log((counts.Posts + method.PriorPosts + 1)
                / (counts[id] + method.PriorPosts * Math.Min(0.5, chance * method.PriorWords) + 0.5));
            counts.Add(id);
            if (rarity <= 0) continue;
            var weight = frequency / (frequency + method.Saturation) * Math.Pow(rarity, method.RarityPower) * factor;
            terms.Add(new Term(id, (float)weight, start, size));
            square += weight * weight;
        }
        var span = CollectionsMarshal.AsSpan(terms);
        var scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (var i = 0; i < span.Length; i++) span[i] = span[i] with { Weight = span[i].Weight * scale };
        return span;
    }

    /// <summary>A stretch of the last post, folded.</summary>
    public string Text(int from, int to) => new(segmenter.Text[from..to]);

    /// <summary>Title, line end, body; without masked stretches, links and mentions. Returns where the title ends.</summary>
    private int Compose(ReadOnlySpan<char> title, ReadOnlySpan<char> body)
    {
        title = title.Length > method.BodyRead ? title[..method.BodyRead] : title;
        body = body.Length > method.BodyRead ? body[..method.BodyRead] : body;
        var most = title.Length + body.Length + 2;
        if (buffer.Length < most) buffer = new char[most];
        length = 0;
        if (title.IsWhiteSpace() && Headline(body) is var (from, to) && to > from)
        {
            title = body[from..to];
            Append(title);
            buffer[length++] = '\n';
            var end = length;
            Append(body[..from]);
            Append(body[to..]);
            return end;
        }
        Append(title);
        buffer[length++] = '\n';
        var titleEnd = length;
        Append(body);
        return titleEnd;
    }

    /// <summary>A post without a title often opens with one in 【 】.</summary>
    private static (int From, int To) Headline(ReadOnlySpan<char> body)
    {
        var open = body[..Math.Min(30, body.Length)].IndexOf('【');
        if (open < 0) return default;
        var size = body[(open + 1)..].IndexOf('】');
        return size is > 0 and < 80 ? (open + 1, open + 1 + size) : default;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var skip = c switch
            {
                // What masking left says only that something was there.
                '［' => text[i..Math.Min(text.Length, i + 10)].IndexOf('］') + 1,
                'h' when text[i..].StartsWith("http://") || text[i..].StartsWith("https://") => LinkLength(text[i..]),
                _ => 0,
            };
            if (skip > 0)
            {
                buffer[length++] = ' ';
                i += skip - 1;
            }
            else buffer[length++] = c;
        }
    }

    private static int LinkLength(ReadOnlySpan<char> text)
    {
        var n = 0;
        while (n < text.Length && text[n] is > ' ' and < '\u007f') n++;
        return n;
    }

    private void Collect(int titleEnd)
    {
        var tokens = segmenter.Tokens;
        var inBody = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            var place = token.Start < titleEnd ? method.TitleWeight : 1 / (1 + inBody++ / method.BodyHalf);
            var known = token.Cost < segmenter.Words.UnknownCost;
            var chance = known ? Math.Exp(-token.Cost) : method.UnknownProbability;
            switch (token.Kind)
            {
                case TokenKind.Word:
                    Add(token.Start, token.Length, place, chance, IsFunction(token.Speech) ? method.FunctionWords : 1);
                    break;
                case TokenKind.Letters when token.Length > 1:
                    Add(token.Start, token.Length, place, method.UnknownProbability, 1);
                    break;
                case TokenKind.Digits when token.Length > 1:
                    Add(token.Start, token.Length, place, method.UnknownProbability, method.Numbers);
                    break;
            }
            if (i + 1 == tokens.Length || tokens[i + 1].Start != token.End) continue;
            var next = tokens[i + 1];
            if (next.Kind == TokenKind.Single && token.Kind is TokenKind.Single or TokenKind.Letters)
            {
                Add(token.Start, token.Length + 1, place, method.UnknownProbability / 4, 1);
            }
        }
    }

    private void Add(int start, int length, double frequency, double chance, double factor)
    {
        if (seen == raw.Length)
        {
            Array.Resize(ref raw, seen * 2);
            Array.Resize(ref order, seen * 2);
        }
        order[seen] = Hash(segmenter.Text.Slice(start, length));
        raw[seen] = new Raw(order[seen], frequency, chance, factor, start, length);
        seen++;
    }

    private static bool IsFunction(char speech) => speech is 'u' or 'c' or 'p' or 'd' or 'r' or 'y' or 'm' or 'q' or 'f' or 'e';

    /// <summary>FNV-1a over code units with a final mix; part of the snapshot format, so it never changes under one version.</summary>
    internal static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        hash = (hash ^ (hash >> 29)) * 0xbf58476d1ce4e5b9UL;
        return hash ^ (hash >> 32);
    }
}
