using System.CommandLine;
using Huiying.Collect.Reading;

namespace Huiying.Web.Commands;

/// <summary><c>read list</c>: a list or index page → its items with title, link and date.</summary>
internal static class ReadList
{
    public static Command Create() => ReadFiles.Create("list", "Reads list and index pages.", (bytes, source, json) =>
    {
        var decoded = TextDecoding.Decode(bytes, source.ContentType, DocumentKind.Html);
        json.WriteStartArray("items");
        foreach (var item in ListReader.Read(decoded.Text, ReadPage.Address(source.Url), TimeProvider.System.GetUtcNow()))
        {
            json.WriteStartObject();
            json.WriteString("title", item.Title);
            json.WriteString("link", item.Link);
            if (item.Published is { } published) json.WriteString("published", ReadPage.Time(published));
            else json.WriteNull("published");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("encoding", decoded.Encoding);
    });
}
