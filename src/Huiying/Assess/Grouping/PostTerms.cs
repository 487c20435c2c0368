using System.Collections.Frozen;
using Huiying.Assess.Words;
using Huiying.Collect;

namespace Huiying.Assess.Grouping;

/// <summary>A distinct term of a post, before it is weighed.</summary>
/// <param name="Id">Hash of the folded characters.</param>
/// <param name="Frequency">How often it occurs, each time weighted by its place.</param>
/// <param name="Chance">Its probability in general language.</param>
/// <param name="Factor">Weight of its kind.</param>
/// <param name="Start">Its first place in the folded text.</param>
/// <param name="Length">Length in UTF-16 code units.</param>
internal readonly record struct RawTerm(ulong Id, double Frequency, double Chance, double Factor, int Start, int Length);

/// <summary>What a post says, whatever other posts say.</summary>
/// <param name="Terms">Its distinct terms in order of their ids.</param>
/// <param name="Text">The folded text they stand in.</param>
/// <param name="Lettered">Whether most of its terms are words of letters, of whose frequency the word list knows nothing.</param>
internal sealed record PostWords(RawTerm[] Terms, string Text, bool Lettered);

/// <summary>
/// Reads the terms of a post: words, runs of lone characters (names the word list lacks), letters and numbers. It depends on nothing but the
/// post, so posts are read side by side; one instance serves one thread.
/// </summary>
internal sealed class PostTerms(Segmenter segmenter, GroupingMethod method)
{
    /// <summary>Hashes of the words that carry an English sentence and say nothing of its matter.</summary>
    private static readonly FrozenSet<ulong> Little = """
        about after again all also am an and any are as at be because been before being but by can cannot could did do does for from get had has have he her
        here him his how if in into is it its just like me more most my new no not now of off on only or other our out over re said say she should since so
        some still than that the their them then there these they this those to too under until up us very was we were what when where which while who why
        will with would you your
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(w => Hash(w)).ToFrozenSet();

    private RawTerm[] raw = new RawTerm[512];
    private ulong[] order = new ulong[512];
    private int seen;
    private int lettered;
    private char[] buffer = new char[4096];
    private int length;

    /// <summary>A reader over the built-in word list, by the method in use.</summary>
    public PostTerms() : this(null) { }

    /// <summary>The same with an office's own words beside the list.</summary>
    public PostTerms(OwnWords? own) : this(new Segmenter(WordList.BuiltIn, own), GroupingMethod.Current) { }

    /// <summary>Reads a post.</summary>
    public PostWords Read(ReadOnlySpan<char> title, ReadOnlySpan<char> body)
    {
        var titleEnd = Compose(title, body);
        segmenter.Cut(buffer.AsSpan(0, length));
        (seen, lettered) = (0, 0);
        Collect(titleEnd);
        Array.Sort(order, raw, 0, seen);
        var distinct = 0;
        for (var i = 0; i < seen; distinct++)
        {
            var term = raw[i];
            for (i++; i < seen && raw[i].Id == term.Id; i++)
            {
                term = term with { Frequency = term.Frequency + raw[i].Frequency, Start = Math.Min(term.Start, raw[i].Start) };
            }
            raw[distinct] = term;
        }
        return new(raw.AsSpan(0, distinct).ToArray(), new string(segmenter.Text), lettered * 2 > seen);
    }

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
            else buffer[length++] = Fold.Char(c);
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
                    lettered++;
                    var isLittle = Little.Contains(Hash(segmenter[token]));
                    Add(token.Start, token.Length, place, isLittle ? method.LittleProbability : method.UnknownProbability, isLittle ? method.FunctionWords : 1);
                    break;
                case TokenKind.Digits when token.Length > 1:
                    Add(token.Start, token.Length, place, method.UnknownProbability, 1);
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
        raw[seen] = new RawTerm(order[seen], frequency, chance, factor, start, length);
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
