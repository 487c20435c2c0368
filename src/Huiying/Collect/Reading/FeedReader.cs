using Huiying.Ground;

namespace Huiying.Collect.Reading;

/// <summary>
/// Reads RSS 0.9x–2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, CDF and JSON Feed, ill-formed too and in any encoding. Never throws, opens nothing,
/// expands no entity a document defines; time grows linearly with the size.
/// </summary>
public static class FeedReader
{
    /// <summary>Reads a feed.</summary>
    /// <param name="bytes">The body as received.</param>
    /// <param name="contentType">The Content-Type header, or null.</param>
    /// <param name="url">Where the feed was fetched from, to resolve its links, or null.</param>
    /// <returns>The feed, or a refusal when the document is none.</returns>
    public static Outcome<Feed> Read(ReadOnlyMemory<byte> bytes, string? contentType, string? url)
    {
        using var decoded = TextDecoding.Lend(bytes, contentType, DocumentKind.Xml);
        var text = decoded.Text;
        var start = text.Span.TrimStart();
        var feed = start is ['{', ..] ? JsonFeed.Read(text, decoded.Encoding, url) : XmlFeed.Read(text.Span, decoded.Encoding, url);
        if (feed is not null) return feed;
        return Refusal.Invalid("-", start.IsEmpty
            ? "订阅源是空的。请在浏览器中打开该地址核对，或暂停此来源。"
            : "这不是 RSS、Atom 或 JSON 订阅源。请核对地址；若是普通网页，请把来源类型改为列表页。",
            start.IsEmpty
                ? "The feed is empty. Open the address in a browser, or pause this source."
                : "This is no RSS, Atom or JSON feed. Check the address; for an ordinary page set the source's kind to list page.");
    }
}
