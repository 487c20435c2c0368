using System.Text;
using System.Text.RegularExpressions;

namespace Huiying.Collect;

/// <summary>
/// The address of a site's own search with the place of the word marked: <c>https://s.example.org/search?q={词}</c>. Older sites want the word in
/// their own encoding: <c>{词:gbk}</c>. <c>{term}</c> means the same.
/// </summary>
internal static partial class SearchTemplate
{
    /// <summary>How the place is marked.</summary>
    public const string Placeholder = "{词}";

    private const string Ordinary = "便民服务";

    /// <summary>Whether the place of the word is marked.</summary>
    public static bool Is(string url) => Place().IsMatch(url);

    /// <summary>The address with an ordinary word, to be judged by its form or looked at.</summary>
    public static string Sample(string url) => For(url, Ordinary);

    /// <summary>The address that searches for the word.</summary>
    public static string For(string url, string word) => Place().Replace(url.Trim(), m => m.Groups["charset"].Value.ToLowerInvariant() switch
    {
        "" or "utf-8" or "utf8" => Uri.EscapeDataString(word),
        _ => string.Concat(CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(word).Select(b =>
            b is >= (byte)'0' and <= (byte)'9' or >= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z' ? ((char)b).ToString() : $"%{b:X2}")),
    });

    /// <summary>A search that was pasted as it stood in the browser, with the word's place marked and the word itself; null when it searches for nothing.</summary>
    public static (string Template, string Word)? Of(Uri url)
    {
        if (Searched().Match(url.Query) is not { Success: true } match) return null;
        var (value, charset) = (match.Groups["value"].Value, "");
        var word = Uri.UnescapeDataString(value.Replace('+', ' '));
        if (word.Contains('%', StringComparison.Ordinal))
        {
            // Not UTF-8: the site counts in its own encoding.
            (charset, word) = (":gbk", CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(Unescaped(value)));
        }
        if (word.Trim().Length == 0) return null;
        var at = match.Groups["value"].Index;
        var query = string.Concat(url.Query.AsSpan(0, at), $"{{词{charset}}}", url.Query.AsSpan(at + value.Length));
        return (url.GetLeftPart(UriPartial.Path) + query, word.Trim());
    }

    private static byte[] Unescaped(string value)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && byte.TryParse(value.AsSpan(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var b))
            {
                bytes.Add(b);
                i += 2;
            }
            else bytes.Add(value[i] == '+' ? (byte)' ' : (byte)value[i]);
        }
        return [.. bytes];
    }

    [GeneratedRegex(@"\{(?:词|term)(?::(?<charset>gbk|gb18030|gb2312|utf-?8))?\}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Place();

    /// <summary>Parameters that are a search's word on Chinese sites.</summary>
    [GeneratedRegex(@"[?&](?:q|wd|kw|word|words|key|keyword|keywords|query|searchword|searchkey|search|qt|sw|st)=(?<value>[^&]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Searched();
}
