namespace Huiying.Collect.Reading;

/// <summary>The text of a feed's element: plain, escaped HTML, inline markup or base64 (RFC 4287 sections 3.1 and 4.1.3; Atom 0.3 <c>mode</c>).</summary>
internal static class FeedText
{
    /// <summary>The element's value as HTML, not yet made harmless; null when there is none.</summary>
    public static string? Html(MarkupElement element)
    {
        var mode = element["mode"]?.Trim().ToLowerInvariant();
        var type = element["type"]?.Trim().ToLowerInvariant();
        if (type is { } t && t.IndexOf(';', StringComparison.Ordinal) is var cut and > 0) type = t[..cut].Trim();

        string html;
        if (mode == "base64" || mode is null && IsBinary(type)) html = FromBase64(element.InnerText) ?? element.InnerText;
        else if (element.HasElements) html = Unwrapped(element);
        else
        {
            var text = element.InnerText;
            html = type switch
            {
                "html" or "text/html" or "xhtml" or "application/xhtml+xml" => text,
                "text" or "text/plain" => mode == "escaped" && LooksLikeHtml(text) ? text : MarkupElement.Escape(text),
                // Unnamed: RSS never names it, and Atom feeds forget to.
                _ => LooksLikeHtml(text) ? text : MarkupElement.Escape(text),
            };
        }
        return string.IsNullOrWhiteSpace(html) ? null : html.Trim();
    }

    /// <summary>The element's value as plain text, or null.</summary>
    public static string? Plain(MarkupElement element) =>
        Html(element) is { } html && HarmlessHtml.PlainText(html) is { Length: > 0 } text ? text : null;

    private static bool IsBinary(string? type) =>
        type is not null && type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.Ordinal)
        && !type.EndsWith("+xml", StringComparison.Ordinal) && !type.EndsWith("/xml", StringComparison.Ordinal);

    private static string? FromBase64(string text)
    {
        var compact = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        var bytes = new byte[compact.Length];
        return Convert.TryFromBase64String(compact, bytes, out var n) ? TextDecoding.Decode(bytes.AsMemory(0, n), null, DocumentKind.Html).Text : null;
    }

    /// <summary>Inline markup without the <c>div</c> that XHTML content has to stand in.</summary>
    private static string Unwrapped(MarkupElement element)
    {
        MarkupElement? only = null;
        foreach (var child in element.Children)
        {
            if (child is string text && string.IsNullOrWhiteSpace(text)) continue;
            if (child is not MarkupElement inner || only is not null) return element.InnerMarkup;
            only = inner;
        }
        var wrapped = only is { Vocabulary: FeedVocabulary.Xhtml } && only.LocalName.Equals("div", StringComparison.OrdinalIgnoreCase);
        return wrapped ? only!.InnerMarkup : element.InnerMarkup;
    }

    /// <summary>Whether a text of unnamed kind holds a tag or a character reference.</summary>
    private static bool LooksLikeHtml(string text)
    {
        for (var i = text.AsSpan().IndexOfAny('<', '&'); i >= 0 && i + 1 < text.Length;)
        {
            var next = text[i + 1];
            if (text[i] == '<' ? char.IsAsciiLetter(next) || next is '/' or '!' : char.IsAsciiLetter(next) || next == '#')
            {
                if (text[i] == '<' || text.AsSpan(i, Math.Min(12, text.Length - i)).Contains(';')) return true;
            }
            var ahead = text.AsSpan(i + 1).IndexOfAny('<', '&');
            if (ahead < 0) return false;
            i += 1 + ahead;
        }
        return false;
    }
}
