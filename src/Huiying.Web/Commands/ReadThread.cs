using System.CommandLine;
using System.Text.Json;
using Huiying.Collect.Reading;

namespace Huiying.Web.Commands;

/// <summary><c>read thread</c>: a forum thread → title, time, counts and floors. Never who wrote them (S02).</summary>
internal static class ReadThread
{
    public static Command Create() => ReadFiles.Create("thread", "Reads pages of forum threads.", (bytes, source, json) =>
    {
        var decoded = TextDecoding.Decode(bytes, source.ContentType, DocumentKind.Html);
        var thread = ThreadReader.Read(decoded.Text, ReadPage.Address(source.Url), TimeProvider.System.GetUtcNow());
        json.WriteString("title", thread.Title);
        Time(json, thread.Published);
        Count(json, "views", thread.Views);
        Count(json, "replies", thread.Replies);
        json.WriteStartArray("posts");
        foreach (var post in thread.Posts)
        {
            json.WriteStartObject();
            json.WriteNumber("floor", post.Floor);
            Time(json, post.Published);
            json.WriteString("text", post.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("encoding", decoded.Encoding);
    });

    private static void Time(Utf8JsonWriter json, DateTimeOffset? time)
    {
        if (time is { } t) json.WriteString("published", ReadPage.Time(t));
        else json.WriteNull("published");
    }

    private static void Count(Utf8JsonWriter json, string name, long? count)
    {
        if (count is { } n) json.WriteNumber(name, n);
        else json.WriteNull(name);
    }
}
