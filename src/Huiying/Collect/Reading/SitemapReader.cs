using System.IO.Compression;
using System.Text;

namespace Huiying.Collect.Reading;

/// <summary>An address a sitemap names.</summary>
/// <param name="Location">Absolute.</param>
/// <param name="LastModified">When it changed last, UTC; null when it does not say.</param>
/// <param name="Published">When it was published, UTC, as a news sitemap says; null in any other.</param>
public sealed record SitemapEntry(string Location, DateTimeOffset? LastModified, DateTimeOffset? Published = null);

/// <summary>A sitemap: pages, or in an index further sitemaps.</summary>
public sealed record Sitemap(IReadOnlyList<SitemapEntry> Urls, IReadOnlyList<SitemapEntry> Sitemaps);

/// <summary>
/// Reads sitemaps, their indexes and lists of addresses in plain text (sitemaps.org 0.9, with the news extension), packed with gzip too, ill-formed too.
/// Never throws, opens nothing, expands no entity a document defines; time and memory grow with the length, of which 50 MB unpacked are read.
/// </summary>
public static class SitemapReader
{
    /// <summary>The most the protocol allows.</summary>
    private const int MostEntries = 50_000;

    private const int MostBytes = 50 * 1024 * 1024;

    private const int LongestAddress = 2048;

    /// <summary>The offset of a time that names none.</summary>
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>Reads; what is no sitemap has no entries.</summary>
    public static Sitemap Read(ReadOnlyMemory<byte> bytes, string? contentType, string? url)
    {
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) bytes = Unpacked(bytes);
        if (bytes.Length > MostBytes) bytes = bytes[..MostBytes];
        var from = Uri.TryCreate(url, UriKind.Absolute, out var at) ? at : null;
        var text = TextDecoding.Decode(bytes, contentType, DocumentKind.Xml).Text;
        return text.AsSpan().TrimStart() is ['<', ..] ? Markup(text, from) : new(Lines(text), []);
    }

    private static Sitemap Markup(string text, Uri? from)
    {
        var (urls, maps) = (new List<SitemapEntry>(), new List<SitemapEntry>());
        var scanner = new MarkupScanner(text);
        string? inside = null, location = null, modified = null, published = null;
        var value = new StringBuilder();
        while (urls.Count + maps.Count < MostEntries && scanner.Read())
        {
            switch (scanner.Token)
            {
                case MarkupToken.Text when value.Length < LongestAddress:
                    value.Append(Entities.Decode(scanner.Value[..Math.Min(scanner.Value.Length, LongestAddress)].ToString()));
                    break;
                case MarkupToken.CData when value.Length < LongestAddress:
                    value.Append(scanner.Value[..Math.Min(scanner.Value.Length, LongestAddress)]);
                    break;
                case MarkupToken.Open:
                    value.Clear();
                    if (LocalName(scanner.Name) is ("url" or "sitemap") and var entry)
                    {
                        End();
                        inside = entry;
                    }
                    break;
                case MarkupToken.Close:
                    switch (LocalName(scanner.Name))
                    {
                        // Only the page's own: an image or video below it has a loc of its own name, and comes after.
                        case "loc" when !scanner.Name.Contains(':', StringComparison.Ordinal): location ??= value.ToString(); break;
                        case "lastmod": modified ??= value.ToString(); break;
                        case "publication_date": published ??= value.ToString(); break;
                        case "url" or "sitemap": End(); break;
                    }
                    value.Clear();
                    break;
            }
        }
        End();
        return new(urls, maps);

        void End()
        {
            if (inside is not null && PageLinks.Absolute(location, from) is { } address) (inside == "sitemap" ? maps : urls).Add(new(address, Time(modified), Time(published)));
            (inside, location, modified, published) = (null, null, null, null);
        }
    }

    /// <summary>One address a line.</summary>
    private static List<SitemapEntry> Lines(string text)
    {
        List<SitemapEntry> urls = [];
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (urls.Count >= MostEntries) break;
            if (line.Trim() is { Length: > 0 and <= LongestAddress } one && PageLinks.Absolute(one.ToString(), null) is { } address) urls.Add(new(address, null));
        }
        return urls;
    }

    private static string LocalName(string name) => name[(name.LastIndexOf(':') + 1)..].ToLowerInvariant();

    private static DateTimeOffset? Time(string? text) => text is null ? null : FeedDate.Parse(text.Trim(), China);

    /// <summary>What can be unpacked; a broken end loses nothing of the beginning.</summary>
    private static byte[] Unpacked(ReadOnlyMemory<byte> bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            while (plain.Length < MostBytes && gzip.Read(buffer) is var n and > 0) plain.Write(buffer, 0, n);
        }
        catch (InvalidDataException)
        {
            // What came before is read.
        }
        return plain.ToArray();
    }
}
