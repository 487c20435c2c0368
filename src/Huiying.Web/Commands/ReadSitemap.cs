using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Huiying.Collect.Reading;

namespace Huiying.Web.Commands;

/// <summary><c>read sitemap</c>: a sitemap or an index of sitemaps → its pages and further sitemaps. What is neither has none of both.</summary>
internal static class ReadSitemap
{
    public static Command Create() => ReadFiles.Create("sitemap", "Reads sitemaps and their indexes.", (bytes, source, json) =>
    {
        var map = SitemapReader.Read(bytes, source.ContentType, source.Url);
        Entries(json, "urls", map.Urls);
        Entries(json, "sitemaps", map.Sitemaps);
    });

    private static void Entries(Utf8JsonWriter json, string name, IReadOnlyList<SitemapEntry> entries)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("loc", entry.Location);
            json.WriteString("lastmod", Time(entry.LastModified));
            if (entry.Published is not null) json.WriteString("published", Time(entry.Published));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
