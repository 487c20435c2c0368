using System.Text;
using Huiying.Collect;

namespace Huiying.Assess.Words;

/// <summary>
/// The tokens by which posts are found, the same on both engines: every two neighbouring Han characters, the last of a stretch alone, and
/// each stretch of letters and digits whole. So whatever stands in a post and is two Han characters or longer finds it, whether or not a word
/// list knows it (docs/adr/0020-search-by-pairs.md says why not words). A single character is asked for as a beginning. Simplified and traditional, full and half
/// width, capitals and small letters are one token (<see cref="Fold"/>).
/// </summary>
public sealed class SearchTokens
{
    /// <summary>Kept with the index: a change of the rule is a re-index.</summary>
    public const string Version = "pairs-2";

    /// <summary>Most tokens of one query; what follows is not looked at.</summary>
    private const int MostAsked = 64;

    private readonly HashSet<int> pairs = [];
    private readonly HashSet<string> letters = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lettersBySpan;
    private readonly StringBuilder line = new();
    private char[] folded = new char[1024];

    public SearchTokens() => lettersBySpan = letters.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The distinct tokens of a post, separated by spaces. Nothing but Han characters, letters and digits is in it.</summary>
    public string Of(ReadOnlySpan<char> title, ReadOnlySpan<char> body)
    {
        pairs.Clear();
        letters.Clear();
        line.Clear();
        Read(title);
        Read(body);
        return line.ToString();
    }

    /// <summary>What a query asks for; all of it must be in the post.</summary>
    /// <param name="Tokens">Whole tokens.</param>
    /// <param name="Beginnings">Beginnings of tokens.</param>
    public sealed record Asked(IReadOnlyList<string> Tokens, IReadOnlyList<string> Beginnings)
    {
        /// <summary>Whether there is nothing to look for.</summary>
        public bool IsEmpty => Tokens.Count + Beginnings.Count == 0;
    }

    /// <summary>Reads a query; characters other than Han, letters and digits part its words.</summary>
    public static Asked Query(ReadOnlySpan<char> query)
    {
        var tokens = new List<string>();
        var beginnings = new List<string>();
        var text = new char[query.Length];
        for (var i = 0; i < query.Length; i++) text[i] = Fold.Char(query[i]);
        for (var at = 0; at < text.Length && tokens.Count + beginnings.Count < MostAsked;)
        {
            var end = Stretch(text, at);
            if (end == at)
            {
                at++;
                continue;
            }
            if (!Segmenter.IsHan(text[at])) tokens.Add(new string(text, at, end - at));
            else if (end - at == 1) beginnings.Add(new string(text, at, 1));
            else for (var i = at; i + 1 < end; i++) tokens.Add(new string(text, i, 2));
            at = end;
        }
        return new([.. tokens.Distinct()], [.. beginnings.Distinct()]);
    }

    /// <summary>Whether a folded character can be found at all: Han, a letter of another script, a digit.</summary>
    public static bool IsWordy(char c) => Segmenter.IsHan(c) || Segmenter.IsLetter(c);

    private void Read(ReadOnlySpan<char> text)
    {
        if (folded.Length < text.Length) folded = new char[Math.Max(text.Length, folded.Length * 2)];
        for (var i = 0; i < text.Length; i++) folded[i] = Fold.Char(text[i]);
        var all = folded.AsSpan(0, text.Length);
        for (var at = 0; at < all.Length;)
        {
            var end = Stretch(all, at);
            if (end == at)
            {
                at++;
                continue;
            }
            if (!Segmenter.IsHan(all[at]))
            {
                if (lettersBySpan.Add(all[at..end])) line.Append(all[at..end]).Append(' ');
            }
            else
            {
                for (var i = at; i + 1 < end; i++) if (pairs.Add(all[i] << 16 | all[i + 1])) line.Append(all[i]).Append(all[i + 1]).Append(' ');
                if (pairs.Add(all[end - 1])) line.Append(all[end - 1]).Append(' ');
            }
            at = end;
        }
    }

    /// <summary>Where the stretch of Han characters, or of letters and digits, that begins here ends; here itself when none begins.</summary>
    private static int Stretch(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        if (Segmenter.IsHan(text[at])) while (end < text.Length && Segmenter.IsHan(text[end])) end++;
        else while (end < text.Length && Segmenter.IsLetter(text[end])) end++;
        return end;
    }
}
