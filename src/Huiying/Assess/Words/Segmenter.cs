namespace Huiying.Assess.Words;

/// <summary>What a token is.</summary>
public enum TokenKind : byte
{
    /// <summary>A word of the list, two characters or more.</summary>
    Word,

    /// <summary>One Han character standing alone: a short word, or part of one the list does not know.</summary>
    Single,

    /// <summary>Latin letters and digits, or letters of another alphabet.</summary>
    Letters,

    /// <summary>Digits only.</summary>
    Digits,
}

/// <summary>A token of the folded text.</summary>
/// <param name="Start">Offset in the folded text, which has the length of the original.</param>
/// <param name="Length">Length in UTF-16 code units.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Speech">First letter of the part of speech, or <c>x</c>.</param>
/// <param name="Cost">Negative logarithm of the word's probability in general language; the list's unknown cost for what it lacks.</param>
public readonly record struct Token(int Start, int Length, TokenKind Kind, char Speech, float Cost)
{
    /// <summary>Offset just after the token.</summary>
    public int End => Start + Length;
}

/// <summary>
/// Cuts text into words by the most probable path over a word list. Works in buffers of its own that only ever grow, so a word costs no
/// allocation; one instance serves one thread at a time.
/// </summary>
public sealed class Segmenter(WordList words, OwnWords? own = null)
{
    /// <summary>In the place of a node of the list: a word of the office's own.</summary>
    private const int Own = -1;

    private char[] folded = new char[1024];
    private float[] best = new float[1025];
    private int[] next = new int[1025];
    private int[] node = new int[1025];
    private Token[] tokens = new Token[512];
    private int length;
    private int count;

    /// <summary>The folded text of the last cut: full-width forms narrowed, letters lower-cased, everything else as it was.</summary>
    public ReadOnlySpan<char> Text => folded.AsSpan(0, length);

    /// <summary>The tokens of the last cut, in order.</summary>
    public ReadOnlySpan<Token> Tokens => tokens.AsSpan(0, count);

    /// <summary>The word list behind the cut.</summary>
    public WordList Words => words;

    /// <summary>The folded characters of a token of the last cut.</summary>
    public ReadOnlySpan<char> this[Token token] => folded.AsSpan(token.Start, token.Length);

    /// <summary>Cuts a text; the previous result is overwritten.</summary>
    public void Cut(ReadOnlySpan<char> text)
    {
        if (folded.Length < text.Length)
        {
            var size = Math.Max(text.Length, folded.Length * 2);
            folded = new char[size];
            best = new float[size + 1];
            next = new int[size + 1];
            node = new int[size + 1];
        }
        for (var i = 0; i < text.Length; i++) folded[i] = Fold(text[i]);
        length = text.Length;
        count = 0;
        for (var at = 0; at < length;)
        {
            if (!IsWordy(folded[at]))
            {
                at++;
                continue;
            }
            var end = at + 1;
            while (end < length && IsWordy(folded[end])) end++;
            Run(at, end);
            at = end;
        }
    }

    /// <summary>Whether a character is of the Han script's common blocks.</summary>
    public static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf' or >= '\uf900' and <= '\ufaff' or '\u3007';

    /// <summary>Full-width forms narrowed, letters lower-cased.</summary>
    public static char Fold(char c) => c switch
    {
        >= 'a' and <= 'z' or >= '\u4e00' and <= '\u9fff' => c,
        >= 'A' and <= 'Z' => (char)(c | 0x20),
        >= '\uff01' and <= '\uff5e' => Fold((char)(c - 0xfee0)),
        '\u3000' => ' ',
        _ => char.ToLowerInvariant(c),
    };

    /// <summary>Whether a folded character is a letter of another script than Han, or a digit.</summary>
    public static bool IsLetter(char c) =>
        c < 0x80 ? c is >= 'a' and <= 'z' or >= '0' and <= '9' : !IsHan(c) && (char.IsLetterOrDigit(c) || char.IsSurrogate(c));

    private static bool IsWordy(char c) => IsHan(c) || IsLetter(c);

    private void Run(int start, int end)
    {
        best[end] = 0;
        for (var i = end - 1; i >= start; i--)
        {
            int alone = i + 1, reached = 0;
            if (IsLetter(folded[i]))
            {
                // Letters and digits that belong together are one step; nothing is cut inside them.
                if (i > start && IsLetter(folded[i - 1])) continue;
                while (alone < end && IsLetter(folded[alone])) alone++;
            }
            float least = float.MaxValue;
            var to = alone;
            var at = words.Enter(folded[i]);
            for (var j = i + 1; at != 0; j++)
            {
                var cost = words.Cost(at);
                if (j == alone && cost == 0) cost = words.UnknownCost;
                if (cost > 0 && j >= alone && !(j < end && IsLetter(folded[j]) && IsLetter(folded[j - 1])) && cost + best[j] <= least)
                {
                    (least, to, reached) = (cost + best[j], j, at);
                }
                if (j >= end) break;
                at = words.Step(at, folded[j]);
            }
            if (own is not null)
            {
                foreach (var word in own.From(folded[i]))
                {
                    var j = i + word.Length;
                    if (j > end || OwnWords.Cost + best[j] > least || j < end && IsLetter(folded[j]) && IsLetter(folded[j - 1])) continue;
                    if (folded.AsSpan(i, word.Length).SequenceEqual(word)) (least, to, reached) = (OwnWords.Cost + best[j], j, Own);
                }
            }
            if (to == alone && words.UnknownCost + best[alone] < least) (least, reached) = (words.UnknownCost + best[alone], 0);
            (best[i], next[i], node[i]) = (least, to, reached);
        }
        for (var i = start; i < end; i = next[i]) Add(i, next[i], node[i]);
    }

    private void Add(int start, int end, int reached)
    {
        if (count == tokens.Length) Array.Resize(ref tokens, count * 2);
        var cost = reached switch { 0 => 0, Own => OwnWords.Cost, _ => words.Cost(reached) };
        var kind = IsHan(folded[start]) || end - start > 1 && IsHan(folded[end - 1]) ? end - start == 1 ? TokenKind.Single : TokenKind.Word
            : AllDigits(start, end) ? TokenKind.Digits : TokenKind.Letters;
        tokens[count++] = cost == 0
            ? new Token(start, end - start, kind, 'x', words.UnknownCost)
            : new Token(start, end - start, kind, reached == Own ? 'n' : words.Speech(reached), cost);
    }

    private bool AllDigits(int start, int end) => !folded.AsSpan(start, end - start).ContainsAnyExceptInRange('0', '9');
}
