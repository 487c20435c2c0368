using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Huiying.Collect.Reading;

/// <summary>
/// HTML reduced to what can do nothing: known elements and attributes only, addresses of http(s) and mailto only and made absolute, no style, no
/// script, no form, every opened element closed. One linear pass; what is shown to officers is still shown as text wherever it can be.
/// </summary>
internal static class HarmlessHtml
{
    private const int Deepest = 100;

    /// <summary>What an element is to a reader.</summary>
    [Flags]
    private enum Sort
    {
        Unknown = 0,
        Kept = 1,
        Void = 2,

        /// <summary>Its content is no text for a reader.</summary>
        Unread = 4,

        /// <summary>Begins and ends a line.</summary>
        Block = 8,
    }

    /// <summary>One look for each tag: feeds are mostly tags.</summary>
    private static readonly FrozenDictionary<string, Sort> Sorts = Sorted(
        (Sort.Kept, "a abbr b big blockquote br center cite code dd del div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre q s section small span strike strong sub sup table tbody td tfoot th thead tr u ul"),
        (Sort.Void, "area base br col embed hr img input link meta source track wbr"),
        (Sort.Unread, "script style iframe noembed noframes xmp plaintext template textarea"),
        (Sort.Block, "blockquote br center dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section article header footer main table tr ul td th"));

    private static FrozenDictionary<string, Sort> Sorted(params (Sort Sort, string Names)[] lists) => lists
        .SelectMany(l => l.Names.Split(' ').Select(n => (Name: n, l.Sort)))
        .GroupBy(n => n.Name, n => n.Sort)
        .ToFrozenDictionary(n => n.Key, n => n.Aggregate((a, b) => a | b), StringComparer.OrdinalIgnoreCase);

    private static bool Is(string name, Sort sort) => (Sorts.GetValueOrDefault(name) & sort) != 0;

    /// <summary>Whether the element never has content.</summary>
    public static bool IsVoid(string name) => Is(name, Sort.Void);

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
                case MarkupToken.Open when Is(scanner.Name, Sort.Unread) && !scanner.SelfClosing:
                    scanner.Raw(scanner.Name);
                    break;
                case MarkupToken.Open when Is(scanner.Name, Sort.Kept):
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

    /// <summary>The text a reader sees, blocks on lines of their own; the same for the HTML and for its harmless part.</summary>
    public static string PlainText(string html)
    {
        if (html.AsSpan().IndexOfAny('<', '&') < 0) return IsSqueezed(html) ? html.Trim() : Squeezed(html);
        // Nothing that is written is longer than the markup it stands for.
        var line = new Squeeze(ArrayPool<char>.Shared.Rent(html.Length));
        var scanner = new MarkupScanner(html, attributes: false);
        while (scanner.Read())
        {
            switch (scanner.Token)
            {
                case MarkupToken.Text or MarkupToken.CData when Entities.IsPlain(scanner.Value): line.Add(scanner.Value); break;
                case MarkupToken.Text or MarkupToken.CData: line.Add(Entities.Decode(scanner.Value.ToString())); break;
                case MarkupToken.Open or MarkupToken.Close:
                    var sort = Sorts.GetValueOrDefault(scanner.Name);
                    if (scanner.Token == MarkupToken.Open && !scanner.SelfClosing && sort.HasFlag(Sort.Unread)) scanner.Raw(scanner.Name);
                    else if (sort.HasFlag(Sort.Block)) line.Break();
                    break;
            }
        }
        return line.Finish();
    }

    private static void Text(StringBuilder text, ReadOnlySpan<char> value)
    {
        for (var at = value.IndexOfAny('<', '>'); at >= 0; at = value.IndexOfAny('<', '>'))
        {
            text.Append(value[..at]).Append(value[at] == '<' ? "&lt;" : "&gt;");
            value = value[(at + 1)..];
        }
        text.Append(value);
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

    /// <summary>White space of any kind but the ideographic space, which belongs to a Chinese text. Nothing above it is white space.</summary>
    private static bool IsSpace(char c) => c < '\u3000' && char.IsWhiteSpace(c);

    private static bool IsSqueezed(string text)
    {
        var before = false;
        foreach (var c in text)
        {
            var space = IsSpace(c);
            if (space && (before || c != ' ')) return false;
            before = space;
        }
        return true;
    }

    private static string Squeezed(string text)
    {
        var line = new Squeeze(ArrayPool<char>.Shared.Rent(text.Length));
        line.Add(text);
        return line.Finish();
    }

    /// <summary>Runs of white space become one space, or one line end when they held one.</summary>
    private ref struct Squeeze(char[] buffer)
    {
        private int length;
        private bool space, line;

        public void Break() => (space, line) = (true, true);

        public void Add(ReadOnlySpan<char> text)
        {
            var to = buffer.AsSpan(length);
            var n = 0;
            foreach (var c in text)
            {
                if (IsSpace(c))
                {
                    (space, line) = (true, line || c == '\n');
                    continue;
                }
                if (space)
                {
                    if (length + n > 0) to[n++] = line ? '\n' : ' ';
                    (space, line) = (false, false);
                }
                to[n++] = c;
            }
            length += n;
        }

        /// <summary>The text; nothing can be added any more.</summary>
        public readonly string Finish()
        {
            var text = new string(buffer.AsSpan(0, length).Trim());
            ArrayPool<char>.Shared.Return(buffer);
            return text;
        }
    }
}
