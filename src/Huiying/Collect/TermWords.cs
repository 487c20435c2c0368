using System.Text.RegularExpressions;

namespace Huiying.Collect;

/// <summary>Takes apart what is typed into a field of watch terms.</summary>
public static partial class TermWords
{
    /// <summary>Words stand between blanks and commas; an expression between slashes, and a phrase in quotation marks, are one word.</summary>
    public static string[] Of(string? typed) =>
        [.. Word().Matches(typed ?? "").Select(m => m.Groups["quoted"].Success ? m.Groups["quoted"].Value.Trim() : m.Value).Where(w => w.Length > 0)];

    [GeneratedRegex(@"(?<![^\s、,，])/(?:[^/\\\r\n]|\\.)+/(?![^\s、,，])|[""“](?<quoted>[^""”\r\n]+)[""”]|[^\s、,，]+", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Word();
}
