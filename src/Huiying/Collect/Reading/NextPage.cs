using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Huiying.Collect.Reading;

/// <summary>
/// Finds where an article goes on: a link that is marked or worded as the next page and whose address is the page's own but for a greater page number.
/// The next article, the next page of a list and another site are none.
/// </summary>
internal static partial class NextPage
{
    private static readonly HashSet<string> Numbering = new(["page", "p", "pn", "pg", "pageno", "pagenum", "pageindex", "page_no", "currentpage", "curpage"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The absolute address, or null.</summary>
    public static string? Of(PageBlocks page, IHtmlDocument document, Uri? url)
    {
        if (url is null) return null;
        var from = PageLinks.Base(document, url);
        var here = Parts(url);
        // /story/7 may be page 7 of a story or the story number 7.
        var itself = Parts(url, numbered: false).Stem;
        foreach (var link in page.Elements)
        {
            if (link.LocalName is not ("a" or "link") || !link.HasAttribute("href") || !IsNext(link)) continue;
            if (PageLinks.Absolute(link.GetAttribute("href"), from) is not { } address || !Uri.TryCreate(address, UriKind.Absolute, out var next)) continue;
            var there = Parts(next);
            // The second page of some sites is _1, of others _2.
            if (there.Stem == here.Stem && there.Number > here.Number && there.Number <= here.Number + 2 || there.Stem == itself && there.Number is (1 or 2)) return next.GetLeftPart(UriPartial.Query);
        }
        return null;
    }

    private static bool IsNext(IElement link)
    {
        if (link.GetAttribute("rel") is { } rel && Rel().IsMatch(rel)) return true;
        if (link.LocalName == "link") return false;
        // The text of an anchor left open is long; only its beginning is looked at.
        return link.ChildNodes.Length <= 4 && link.TextContent is { Length: < 20 } text && Wording().IsMatch(text);
    }

    /// <summary>The address without its page number, and the number; 0 when it has none.</summary>
    private static (string Stem, int Number) Parts(Uri url, bool numbered = true)
    {
        var number = 0;
        var path = url.AbsolutePath;
        if (numbered && Numbered().Match(path) is { Success: true } m)
        {
            number = int.Parse(m.Groups["n"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            path = path[..m.Index] + m.Groups["extension"].Value;
        }
        List<string> kept = [];
        foreach (var parameter in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Numbering.Contains(parameter[..equals]) && int.TryParse(parameter.AsSpan(equals + 1), out var n) && n is >= 0 and < 1000) number = n;
            else kept.Add(parameter);
        }
        kept.Sort(StringComparer.Ordinal);
        return ($"{url.Host}:{url.Port}{path.TrimEnd('/')}?{string.Join('&', kept)}", number);
    }

    [GeneratedRegex(@"(^|\s)next(\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Rel();

    [GeneratedRegex(@"^\W*(下一?[页頁]|后一页|次页|next( page)?|continue to next page)\W*$|^\s*[›»>]{1,2}\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Wording();

    /// <summary>name_2.html, name-2.html, name(2).html, name/2; not the date or number that is the article's own name, which has no name before it.</summary>
    [GeneratedRegex(@"(?<=[0-9A-Za-z])(?:[_-]|\()(?<n>[0-9]{1,3})\)?(?<extension>\.[A-Za-z]{2,6})$|(?<=[0-9A-Za-z](\.[A-Za-z]{2,6})?)/(?<n>[0-9]{1,2})(?<extension>)/?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Numbered();
}
