using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Huiying.Collect.Fetching;
using Huiying.Collect.Reading;

namespace Huiying.Collect;

/// <summary>
/// Reads the items of a JSON answer, as a site's search gives it to its own pages: by the paths set for the source, else by the array whose objects look
/// most like results. Never throws; what has neither title nor link is no item.
/// </summary>
internal static partial class JsonAnswer
{
    private const int MostItems = 500;

    /// <summary>An object with at least so much text needs no page of its own.</summary>
    private const int WholeText = 200;

    private static readonly string[] Titles = ["title", "subject", "headline", "doctitle", "articletitle", "topic", "bt", "标题", "name"];
    private static readonly string[] Links = ["url", "link", "href", "pageurl", "docurl", "docpuburl", "articleurl", "detailurl", "shareurl", "网址", "链接"];
    private static readonly string[] Times = ["publishtime", "pubtime", "pubdate", "publishdate", "publishedat", "published", "docreltime", "createtime", "createdat", "time", "date", "sj", "发布时间", "时间"];
    private static readonly string[] Texts = ["content", "text", "body", "summary", "description", "abstract", "docabstract", "digest", "内容", "摘要"];

    /// <summary>Whether the answer is JSON by its first sign, JSONP too.</summary>
    public static bool Is(FetchResult.Fetched page) => Json(page) is not null;

    /// <summary>The items in the answer's order, or null when it is no JSON or nothing in it is an item.</summary>
    public static List<Item>? Read(FetchResult.Fetched page, Picks? picks)
    {
        if (Json(page) is not { } json) return null;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            IReadOnlyList<JsonElement> rows = picks?.Items is { } path ? JsonPath.Parse(path)?.Of(document.RootElement) ?? [] : Best(document.RootElement);
            // A path to the array means its elements.
            if (rows is [{ ValueKind: JsonValueKind.Array } array]) rows = [.. array.EnumerateArray()];
            var items = rows.Take(MostItems).Select(r => Row(r, picks, page)).OfType<Item>().DistinctBy(i => i.Identity).ToList();
            return items.Count == 0 ? null : items;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static string? Json(FetchResult.Fetched page)
    {
        var text = TextDecoding.Decode(page.Bytes, page.ContentType, DocumentKind.Xml).Text.Trim();
        if (text.StartsWith('{') || text.StartsWith('[')) return text;
        return Callback().Match(text) is { Success: true } wrapped ? wrapped.Groups["json"].Value : null;
    }

    private static Item? Row(JsonElement row, Picks? picks, FetchResult.Fetched page)
    {
        var title = Plain(Value(row, picks?.Title, Titles));
        var link = picks?.Link is { } set && set.Contains('{', StringComparison.Ordinal)
            ? Braces().Replace(set, m => Uri.EscapeDataString(Value(row, m.Groups["path"].Value, []) ?? "")) : Value(row, picks?.Link, Links);
        var text = Plain(Value(row, null, Texts));
        if (title.Length == 0 && text.Length == 0) return null;
        var url = PageLinks.Absolute(link, new Uri(page.Url)) is { } absolute ? SourceItems.Web(absolute) : null;
        if (url is null && text.Length < WholeText) return null;
        var time = Value(row, picks?.Time, Times) is { } written ? ChineseDate.Read(written, page.At)?.Time : null;
        return new(url is null ? $"{page.Url}\u001f{title}\u001f{text}" : CanonicalUrl.Of(url.AbsoluteUri) ?? url.AbsoluteUri, url, title, text, time, text.Length >= WholeText);
    }

    private static string? Value(JsonElement row, string? path, string[] names)
    {
        if (path is not null) return JsonPath.Parse(path)?.Of(row).Select(Text).FirstOrDefault(t => t is not null);
        if (row.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in names)
        {
            foreach (var property in row.EnumerateObject())
            {
                if (Key(property.Name) == name && Text(property.Value) is { Length: > 0 } text) return text;
            }
        }
        return null;
    }

    private static string Key(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>Without the mark-up that searches put around what they found.</summary>
    private static string Plain(string? text) => text is null ? "" : WebUtility.HtmlDecode(Tags().Replace(text, "")).Trim();

    /// <summary>The objects of the array most of whose objects have a title and a link.</summary>
    private static List<JsonElement> Best(JsonElement root)
    {
        var (best, most, left) = (new List<JsonElement>(), 0, 100_000);
        Look(root);
        return best;

        void Look(JsonElement element)
        {
            if (left-- <= 0) return;
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in element.EnumerateObject()) Look(property.Value);
            }
            if (element.ValueKind != JsonValueKind.Array) return;
            var rows = element.EnumerateArray().Take(MostItems).ToList();
            var weight = rows.Sum(r => (Value(r, null, Titles) is null ? 0 : 1) + (Value(r, null, Links) is null ? 0 : 2) + (Value(r, null, Times) is null ? 0 : 1));
            if (weight > most) (best, most) = (rows, weight);
            foreach (var row in rows) Look(row);
        }
    }

    [GeneratedRegex(@"^[\w$.]{1,80}\s*\((?<json>[\{\[][\s\S]*)\)\s*;?$", RegexOptions.CultureInvariant, Patience.Milliseconds)]
    private static partial Regex Callback();

    [GeneratedRegex(@"\{(?<path>[^{}]{1,100})\}", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Braces();

    [GeneratedRegex(@"<[^<>]{0,300}>", RegexOptions.CultureInvariant, Patience.Milliseconds)]
    private static partial Regex Tags();
}
