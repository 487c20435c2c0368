using System.Runtime.InteropServices;
using Huiying.Assess.Words;

namespace Huiying.Assess.Routing;

/// <summary>
/// What a message says for routing: its words, and the pairs of characters inside them. Pairs never cross a word's edge: so a text whose words
/// were parted and whose stop words were dropped beforehand, and the same text as its writer wrote it, have nearly the same features.
/// Not thread-safe.
/// </summary>
internal sealed class RouteFeatures
{
    /// <summary>A title's words count so often.</summary>
    private const float TitleWeight = 2;

    /// <summary>Characters of a body that are read.</summary>
    private const int BodyRead = 5000;

    /// <summary>Before a pair of characters, to tell it from a word of two.</summary>
    public const char Pair = '~';

    private readonly Segmenter segmenter = new(WordList.BuiltIn);
    private readonly Dictionary<string, float> counts = new(StringComparer.Ordinal);

    /// <summary>Features with how often each occurs; overwritten by the next call.</summary>
    public IReadOnlyDictionary<string, float> Of(string title, string body)
    {
        counts.Clear();
        Read(title, TitleWeight);
        Read(body.Length > BodyRead ? body[..BodyRead] : body, 1);
        return counts;
    }

    private void Read(string text, float weight)
    {
        segmenter.Cut(text);
        foreach (var token in segmenter.Tokens)
        {
            var word = segmenter[token];
            switch (token.Kind)
            {
                case TokenKind.Word:
                    if (IsFunction(token.Speech)) break;
                    Add(new string(word), weight);
                    for (var i = 0; i + 1 < word.Length; i++) Add(string.Concat([Pair], word.Slice(i, 2)), weight);
                    break;
                case TokenKind.Single:
                    if (!IsFunction(token.Speech)) Add(new string(word), weight);
                    break;
                case TokenKind.Letters when token.Length is > 1 and <= 24:
                    Add(new string(word), weight);
                    break;
            }
        }
    }

    private void Add(string feature, float weight) => CollectionsMarshal.GetValueRefOrAddDefault(counts, feature, out _) += weight;

    private static bool IsFunction(char speech) => speech is 'u' or 'c' or 'p' or 'r' or 'y' or 'e' or 'd' or 'm' or 'q' or 'f';
}
