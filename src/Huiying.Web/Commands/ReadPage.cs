using System.CommandLine;
using System.Globalization;
using Huiying.Collect.Reading;

namespace Huiying.Web.Commands;

/// <summary><c>read page</c>: an article page → headline, text, time of publication, site, language, encoding, links.</summary>
internal static class ReadPage
{
    public static Command Create() => ReadFiles.Create("page", "Reads article pages.", (bytes, source, json) =>
    {
        var decoded = TextDecoding.Decode(bytes, source.ContentType, DocumentKind.Html);
        var page = PageReader.Read(decoded.Text, Address(source.Url), TimeProvider.System.GetUtcNow());
        json.WriteString("title", page.Title);
        json.WriteString("text", page.Text);
        if (page.Published is { } published) json.WriteString("published", Time(published));
        else json.WriteNull("published");
        json.WriteString("site", page.Site);
        json.WriteString("language", page.Language);
        json.WriteString("encoding", decoded.Encoding);
        json.WriteStartArray("links");
        foreach (var link in page.Links) json.WriteStringValue(link);
        json.WriteEndArray();
    });

    /// <summary>An http(s) address, or null.</summary>
    internal static Uri? Address(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;

    /// <summary>RFC 3339 in the offset the time came with.</summary>
    internal static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
