namespace Huiying.Collect.Reading;

/// <summary>The vocabularies that feeds mix.</summary>
internal enum FeedVocabulary
{
    /// <summary>RSS and Atom themselves, whatever address they give as namespace.</summary>
    Core,
    DublinCore,
    DublinCoreTerms,
    Content,
    Media,
    Podcast,
    Xhtml,
    Unknown,
}

/// <summary>Which vocabulary an element belongs to: by namespace, and by the customary prefix where the namespace was forgotten.</summary>
internal static class FeedVocabularies
{
    public static FeedVocabulary VocabularyOf(this MarkupElement element)
    {
        var uri = element.Namespace;
        if (uri.Length == 0) return element.Prefix.Length == 0 ? FeedVocabulary.Core : ByPrefix(element.Prefix);
        bool Has(string part) => uri.Contains(part, StringComparison.OrdinalIgnoreCase);
        if (Has("w3.org/2005/Atom") || Has("purl.org/atom/ns") || Has("purl.org/echo") || Has("purl.org/pie") || Has("userland.com/rss")
            || Has("netscape.com/") || Has("purl.org/net/rss1.1") || uri.TrimEnd('/', '#').EndsWith("purl.org/rss/1.0", StringComparison.OrdinalIgnoreCase))
            return FeedVocabulary.Core;
        if (Has("purl.org/dc/elements") || Has("purl.org/metadata/dublin_core")) return FeedVocabulary.DublinCore;
        if (Has("purl.org/dc/terms")) return FeedVocabulary.DublinCoreTerms;
        if (Has("modules/content")) return FeedVocabulary.Content;
        if (Has("yahoo.com/mrss")) return FeedVocabulary.Media;
        if (Has("itunes")) return FeedVocabulary.Podcast;
        if (Has("1999/xhtml")) return FeedVocabulary.Xhtml;
        return element.Prefix.Length == 0 && !Has("w3.org/") ? FeedVocabulary.Core : FeedVocabulary.Unknown;
    }

    private static FeedVocabulary ByPrefix(string prefix) => prefix.ToLowerInvariant() switch
    {
        "atom" or "atom10" or "atom03" or "rss" or "rdf" or "a10" => FeedVocabulary.Core,
        "dc" => FeedVocabulary.DublinCore,
        "dcterms" => FeedVocabulary.DublinCoreTerms,
        "content" => FeedVocabulary.Content,
        "media" => FeedVocabulary.Media,
        "itunes" => FeedVocabulary.Podcast,
        "xhtml" => FeedVocabulary.Xhtml,
        _ => FeedVocabulary.Unknown,
    };
}
