using System.Buffers;
using Huiying.Collect;

namespace Huiying.Assess;

/// <summary>
/// Which of the policy's sharp words (言辞尖锐, R60) a post has. They are counted for the topic and for nobody who wrote; a word that names a person is not
/// looked for at all (S15). Criticism is not misconduct: nothing here points to a category (R03).
/// </summary>
internal sealed class SharpWords
{
    private readonly (string Word, string Folded)[] words;
    private readonly SearchValues<string> any;

    public SharpWords(IEnumerable<string> listed)
    {
        words = [.. listed.Where(w => PersonalTerm.Find(w) is null).Select(w => (w, Fold.Text(w)))];
        any = SearchValues.Create([.. words.Select(w => w.Folded)], StringComparison.Ordinal);
    }

    /// <summary>The words in the post, in the policy's order, separated by spaces; empty when there is none.</summary>
    public string In(string title, string text)
    {
        if (words.Length == 0) return "";
        var folded = Fold.Text(title + "\n" + text);
        // Most posts have none.
        if (folded.AsSpan().IndexOfAny(any) < 0) return "";
        return string.Join(' ', words.Where(w => folded.Contains(w.Folded, StringComparison.Ordinal)).Select(w => w.Word));
    }
}
