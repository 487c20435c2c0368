using System.IO.Compression;

namespace Huiying.Collect.Reading;

/// <summary>An address a sitemap names.</summary>
/// <param name="Location">Absolute.</param>
/// <param name="LastModified">When it changed last, UTC; null when it does not say.</param>
public sealed record SitemapEntry(string Location, DateTimeOffset? LastModified);

/// <summary>A sitemap: pages, or in an index further sitemaps.</summary>
public sealed record Sitemap(IReadOnlyList<SitemapEntry> Urls, IReadOnlyList<SitemapEntry> Sitemaps);

/// <summary>Reads sitemaps and their indexes (sitemaps.org 0.9), gzip too, ill-formed too. Never throws, opens nothing, expands no entity a document defines.</summary>
public static class SitemapReader
{
    /// <summary>The most the protocol allows.</summary>
    private const int MostEntries = 50_000;

    /// <summary>The offset of a time that names none.</summary>
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private const int MostBytes = 50 * 1024 * 1024;

    /// <summary>Reads; what is no sitemap has no entries.</summary>
    public static Sitemap Read(ReadOnlyMemory<byte> bytes, string? contentType, string? url)
    {
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) bytes = Unpacked(bytes);
        var from = Uri.TryCreate(url, UriKind.Absolute, out var at) ? at : null;
        var (urls, maps) = (new List<SitemapEntry>(), new List<SitemapEntry>());
        Look(MarkupTree.Parse(TextDecoding.Decode(bytes, contentType, DocumentKind.Xml).Text));
        return new(urls, maps);

        void Look(MarkupElement element)
        {
            foreach (var child in element.Elements)
            {
                var isMap = child.LocalName.Equals("sitemap", StringComparison.OrdinalIgnoreCase);
                if (!isMap && !child.LocalName.Equals("url", StringComparison.OrdinalIgnoreCase)) Look(child);
                else if (urls.Count + maps.Count < MostEntries && PageLinks.Absolute(Value(child, "loc"), from) is { } location)
                {
                    (isMap ? maps : urls).Add(new(location, Value(child, "lastmod") is { } time ? FeedDate.Parse(time, China) : null));
                }
            }
        }
    }

    private static string? Value(MarkupElement element, string name) =>
        element.Elements.FirstOrDefault(e => e.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.InnerText.Trim();

    private static byte[] Unpacked(ReadOnlyMemory<byte> bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        var unpacked = new byte[MostBytes];
        try
        {
            return unpacked[..gzip.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
