using System.Text;

namespace Huiying.Collect.Reading;

/// <summary>
/// HTML reduced to what can do nothing: known elements and attributes only, addresses of http(s) and mailto only and made absolute, no style, no
/// script, no form, every opened element closed. One linear pass; what is shown to officers is still shown as text wherever it can be.
/// </summary>
internal static class HarmlessHtml
{
    private const int Deepest = 100;

    private static readonly HashSet<string> Elements = new(
        ["a", "abbr", "b", "big", "blockquote", "br", "center", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3",
            "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "q", "s", "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody",
            "td", "tfoot", "th", "thead", "tr", "u", "ul"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Empty = new(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Elements whose content is not text for a reader.</summary>
    private static readonly HashSet<string> Unread = new(
        ["script", "style", "iframe", "noembed", "noframes", "xmp", "plaintext", "template", "textarea"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Blocks = new(
        ["blockquote", "br", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section",
            "article", "header", "footer", "main", "table", "tr", "ul", "td", "th"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the element never has content.</summary>
    public static bool IsVoid(string name) => Empty.Contains(name);

    /// <summary>The harmless part of the HTML.</summary>
    /// <param name="html">Any text.</param>
    /// <param name="baseUrl">Where it stands, for relative addresses, or null.</param>
    public static string Of(string html, string? baseUrl)
    {
        if (html.IndexOf('<', StringComparison.Ordinal) < 0) return html.Trim();
        var text = new StringBuilder(html.Length);
        List<string> open = [];
        var scanner = new MarkupScanner(html);
        while (scanner.Read())
        {
            switch (scanner.Token)
            {
                case MarkupToken.Text or MarkupToken.CData:
                    Text(text, scanner.Value);
                    break;
                case MarkupToken.Open when Unread.Contains(scanner.Name) && !scanner.SelfClosing:
                    scanner.Raw(scanner.Name);
                    break;
                case MarkupToken.Open when Elements.Contains(scanner.Name):
                    var name = scanner.Name.ToLowerInvariant();
                    if (!IsVoid(name) && open.Count >= Deepest) break;
                    text.Append('<').Append(name);
                    foreach (var (key, value) in scanner.Attributes) Attribute(text, name, key, Entities.Decode(value), baseUrl);
                    text.Append('>');
                    if (IsVoid(name)) break;
                    if (scanner.SelfClosing) text.Append("</").Append(name).Append('>');
                    else open.Add(name);
                    break;
                case MarkupToken.Close:
                    var at = open.LastIndexOf(scanner.Name.ToLowerInvariant());
                    if (at < 0) break;
                    for (var i = open.Count - 1; i >= at; i--) text.Append("</").Append(open[i]).Append('>');
                    open.RemoveRange(at, open.Count - at);
                    break;
            }
        }
        for (var i = open.Count - 1; i >= 0; i--) text.Append("</").Append(open[i]).Append('>');
        return text.ToString().Trim();
    }

    /// <summary>The text a reader sees, blocks on lines of their own.</summary>
    public static string PlainText(string html)
    {
        if (html.AsSpan().IndexOfAny('<', '&') < 0) return Squeeze(html);
        var text = new StringBuilder(html.Length);
        var scanner = new MarkupScanner(html);
        while (scanner.Read())
        {
            switch (scanner.Token)
            {
                case MarkupToken.Text: text.Append(Entities.Decode(scanner.Value.ToString())); break;
                case MarkupToken.CData: text.Append(scanner.Value); break;
                case MarkupToken.Open when Unread.Contains(scanner.Name) && !scanner.SelfClosing: scanner.Raw(scanner.Name); break;
                case MarkupToken.Open or MarkupToken.Close when Blocks.Contains(scanner.Name): text.Append('\n'); break;
            }
        }
        return Squeeze(text.ToString());
    }

    private static void Text(StringBuilder text, ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (c == '<') text.Append("&lt;");
            else if (c == '>') text.Append("&gt;");
            else text.Append(c);
        }
    }

    private static void Attribute(StringBuilder text, string element, string key, string value, string? baseUrl)
    {
        var name = key.ToLowerInvariant();
        var address = (element, name) is ("a", "href") or ("img", "src");
        if (address)
        {
            var absolute = WebAddress.Resolve(baseUrl, value);
            if (absolute is null || !IsHarmless(absolute, element)) return;
            value = absolute;
        }
        else if (name is not ("alt" or "title" or "lang" or "colspan" or "rowspan" or "dir")) return;
        text.Append(' ').Append(name).Append("=\"").Append(MarkupElement.Escape(value)).Append('"');
    }

    private static bool IsHarmless(string url, string element) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || element == "a" && url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Runs of white space become one space, or one line end when they held one.</summary>
    private static string Squeeze(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        bool space = false, line = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) && c != '\u3000' || c == '\u00A0')
            {
                (space, line) = (true, line || c == '\n');
                continue;
            }
            if (space && squeezed.Length > 0) squeezed.Append(line ? '\n' : ' ');
            (space, line) = (false, false);
            squeezed.Append(c);
        }
        return squeezed.ToString().Trim();
    }
}
