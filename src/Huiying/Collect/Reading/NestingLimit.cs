using System.Buffers;
using System.Text;

namespace Huiying.Collect.Reading;

/// <summary>
/// Drops start tags beyond a depth no page needs (browsers stop at 512), before parsing: an HTML parser's time grows with depth times
/// length, and elements left open that format text are opened again in every later paragraph. The text between the tags stays.
/// </summary>
internal static class NestingLimit
{
    private const int Deepest = 512;
    private const int MostFormatting = 64;

    /// <summary>Elements that end by themselves or hold nothing.</summary>
    private static readonly HashSet<string> Uncounted = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "li", "td", "tr", "th", "dt", "dd", "option", "optgroup", "tbody", "thead", "tfoot", "html", "head", "body", "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "colgroup",
        "embed", "param", "source", "track", "wbr", "frame",
    };

    private static readonly HashSet<string> Formatting =
        new(StringComparer.OrdinalIgnoreCase) { "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u" };

    /// <summary>Elements whose content is not markup.</summary>
    private static readonly HashSet<string> Raw = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes" };

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/>");

    /// <summary>The same text when nothing is too deep.</summary>
    public static string Apply(string html)
    {
        Dictionary<string, int> open = new(StringComparer.OrdinalIgnoreCase);
        var byName = open.GetAlternateLookup<ReadOnlySpan<char>>();
        var (uncounted, formats, raws) = (Uncounted.GetAlternateLookup<ReadOnlySpan<char>>(), Formatting.GetAlternateLookup<ReadOnlySpan<char>>(), Raw.GetAlternateLookup<ReadOnlySpan<char>>());
        var (depth, formatting, copied) = (0, 0, 0);
        StringBuilder? kept = null;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length;)
        {
            var next = html[at + 1];
            if (html.AsSpan(at).StartsWith("<!--"))
            {
                at = Next(html, "-->", at + 4);
                continue;
            }
            var closes = next == '/';
            var name = Name(html, at + (closes ? 2 : 1));
            if (name.IsEmpty || uncounted.Contains(name))
            {
                at = html.IndexOf('<', at + 1);
                continue;
            }
            if (closes)
            {
                if (byName.TryGetValue(name, out var count) && count > 0)
                {
                    byName[name] = count - 1;
                    depth--;
                    if (formats.Contains(name)) formatting--;
                }
                at = html.IndexOf('<', at + 1);
                continue;
            }
            if (raws.Contains(name))
            {
                at = Next(html, $"</{name}", at + 1);
                continue;
            }
            var isFormat = formats.Contains(name);
            if (depth >= Deepest || (isFormat && formatting >= MostFormatting))
            {
                (kept ??= new StringBuilder(html.Length)).Append(html, copied, at - copied).Append(' ');
                var end = html.IndexOf('>', at);
                copied = end < 0 ? html.Length : end + 1;
                at = end < 0 ? -1 : html.IndexOf('<', copied);
                continue;
            }
            byName[name] = byName.TryGetValue(name, out var known) ? known + 1 : 1;
            depth++;
            if (isFormat) formatting++;
            at = html.IndexOf('<', at + 1);
        }
        return kept is null ? html : kept.Append(html, copied, html.Length - copied).ToString();
    }

    private static ReadOnlySpan<char> Name(string html, int at)
    {
        if (at >= html.Length || !char.IsAsciiLetter(html[at])) return [];
        var rest = html.AsSpan(at, Math.Min(40, html.Length - at));
        var end = rest.IndexOfAny(NameEnds);
        return end < 0 ? rest : rest[..end];
    }

    private static int Next(string html, string mark, int from)
    {
        var at = from < html.Length ? html.IndexOf(mark, from, StringComparison.OrdinalIgnoreCase) : -1;
        return at < 0 ? -1 : html.IndexOf('<', mark[0] == '<' ? at : at + mark.Length);
    }
}
