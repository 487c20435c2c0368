using Huiying.Assess.Words;
using Huiying.Collect;
using Huiying.Collect.Masking;

namespace Huiying.Assess.Routing;

/// <summary>
/// What is kept of a message that only teaches which section deals with such: its words, sorted, so that no text can be put together from them. It is masked first, and a
/// word that names a person is left out (S03). For routing the words are worth what the text is: pairs never cross a word's edge.
/// </summary>
public static class RouteWords
{
    private const int Most = 5000;

    /// <summary>The words of a text, in ordinal order, separated by spaces; a word that occurs twice is there twice.</summary>
    public static string Of(string text)
    {
        var segmenter = new Segmenter(WordList.BuiltIn);
        segmenter.Cut(Mask.Apply(text.Length > Most ? text[..Most] : text).Text);
        var words = new List<string>();
        foreach (var token in segmenter.Tokens)
        {
            if (token.Kind is not (TokenKind.Word or TokenKind.Single or TokenKind.Letters)) continue;
            var word = new string(segmenter[token]);
            if (PersonalTerm.Find(word) is null) words.Add(word);
        }
        words.Sort(StringComparer.Ordinal);
        return string.Join(' ', words);
    }
}
