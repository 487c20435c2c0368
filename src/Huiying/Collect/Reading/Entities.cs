using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>Character references, with the repairs that damaged feeds need. Entities a document defines itself are never expanded.</summary>
internal static partial class Entities
{
    /// <summary>Windows-1252 for the control characters U+0080–U+009F, as HTML 13.2.5.80 reads such references.</summary>
    private const string Windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>Decodes once.</summary>
    public static string Decode(string text)
    {
        if (text.Contains('&', StringComparison.Ordinal)) text = WebUtility.HtmlDecode(text);
        return text.AsSpan().ContainsAnyInRange('\u0080', '\u009F') ? Repair(text) : text;
    }

    /// <summary>Whether decoding would leave the text as it is.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => !text.Contains('&') && !text.ContainsAnyInRange('\u0080', '\u009F');

    /// <summary>
    /// Control characters U+0080–U+009F mean that something went wrong before us: UTF-8 taken for Latin-1, or Windows-1252 numbers.
    /// They have no meaning of their own in a text, so putting them right harms nothing.
    /// </summary>
    private static string Repair(string text)
    {
        var repaired = Doubled().Replace(text, m =>
        {
            try
            {
                return Strict.GetString(Encoding.Latin1.GetBytes(m.Value));
            }
            catch (DecoderFallbackException)
            {
                return m.Value;
            }
        });
        return string.Create(repaired.Length, repaired, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = source[i] is >= '\u0080' and <= '\u009F' ? Windows[source[i] - 0x80] : source[i];
        });
    }

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    [GeneratedRegex(@"(?:[\u00C2-\u00DF][\u0080-\u00BF]|[\u00E0-\u00EF][\u0080-\u00BF]{2}|[\u00F0-\u00F4][\u0080-\u00BF]{3})", RegexOptions.None, 1000)]
    private static partial Regex Doubled();
}
