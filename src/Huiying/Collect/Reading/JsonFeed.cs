using System.Text.Json;

namespace Huiying.Collect.Reading;

/// <summary>JSON Feed 1.0 and 1.1 (jsonfeed.org).</summary>
internal static class JsonFeed
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    public static Feed? Read(ReadOnlyMemory<char> text, string encoding, string? url)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Tolerant);
            var root = document.RootElement;
            var version = Text(root, "version") ?? "";
            var listed = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array;
            if (!listed && !version.Contains("jsonfeed", StringComparison.OrdinalIgnoreCase)) return null;
            var home = Text(root, "home_page_url");
            var number = version.LastIndexOf('/') is var slash and >= 0 ? version[(slash + 1)..] : "";
            var zone = XmlFeed.ZoneFor(Text(root, "language"), url);
            return new("json" + number, Plain(Text(root, "title")), Plain(Text(root, "description")), Absolute(url, home), Text(root, "feed_url") ?? home,
                Text(root, "language"), null, null, encoding,
                listed ? [.. root.GetProperty("items").EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Select(i => Item(i, Absolute(url, home) ?? url, zone))] : []);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A string with half a surrogate pair in it.
            return null;
        }
    }

    private static FeedItem Item(JsonElement item, string? url, TimeSpan zone)
    {
        var link = Absolute(url, Text(item, "url") ?? Text(item, "external_url"));
        var html = Text(item, "content_html");
        var plain = Text(item, "content_text");
        var content = html ?? (plain is not null ? MarkupElement.Escape(plain) : null);
        var summary = Text(item, "summary");
        return new(Text(item, "id"), Plain(Text(item, "title")), link, FeedDate.Parse(Text(item, "date_published"), zone), FeedDate.Parse(Text(item, "date_modified"), zone),
            plain ?? (html is not null ? HarmlessHtml.PlainText(html) : summary ?? Plain(Text(item, "title")) ?? ""))
        {
            SummaryHtml = summary is null ? null : new(MarkupElement.Escape(summary), null),
            ContentHtml = content is null ? null : new(content, link ?? url),
            Handle = Author(item),
        };
    }

    /// <summary>The item's first author: <c>authors</c> in version 1.1, <c>author</c> before.</summary>
    private static string? Author(JsonElement item)
    {
        if (item.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array && authors.GetArrayLength() > 0) return Plain(Text(authors[0], "name"));
        return item.TryGetProperty("author", out var author) ? Plain(Text(author, "name")) : null;
    }

    private static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Absolute(string? url, string? reference) => string.IsNullOrWhiteSpace(reference) ? null : WebAddress.Resolve(url, reference);

    private static string? Text(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return null;
        return value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null };
    }
}
