using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Huiying.Collect.Reading;

namespace Huiying.Web.Commands;

/// <summary><c>read feed</c>: RSS, RDF, Atom, CDF or JSON Feed as the collector reads it.</summary>
internal static class ReadFeedCommand
{
    public static Command Create() => ReadFiles.Create("feed", "RSS 0.9x–2.0, RDF, Atom 0.3/1.0, JSON Feed, ill-formed too.", Write);

    private static void Write(byte[] bytes, ReadSource source, Utf8JsonWriter json)
    {
        var outcome = FeedReader.Read(bytes, source.ContentType, source.Url);
        if (outcome.Refusal is { } refusal) throw new InvalidDataException(refusal.En);
        var feed = outcome.Value;
        json.WriteString("kind", feed.Kind);
        json.WriteString("title", feed.Title);
        json.WriteString("description", feed.Description);
        json.WriteString("link", feed.Link);
        json.WriteString("id", feed.Id);
        json.WriteString("language", feed.Language);
        json.WriteString("updated", Time(feed.Updated));
        json.WriteString("published", Time(feed.Published));
        json.WriteString("encoding", feed.Encoding);
        json.WriteStartArray("items");
        foreach (var item in feed.Items)
        {
            json.WriteStartObject();
            json.WriteString("id", item.Id);
            json.WriteString("title", item.Title);
            json.WriteString("link", item.Link);
            json.WriteString("published", Time(item.Published));
            json.WriteString("updated", Time(item.Updated));
            json.WriteString("summary", item.Summary);
            json.WriteString("content", item.Content);
            json.WriteString("text", item.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
