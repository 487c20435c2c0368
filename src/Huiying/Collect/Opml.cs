using System.Globalization;
using System.Text;
using System.Xml;
using Huiying.Collect.Reading;

namespace Huiying.Collect;

/// <summary>One source in an OPML file.</summary>
/// <param name="Row">Its place among the outlines of the file, from 1, as a person counts them.</param>
/// <param name="Address">As written; null when it has none.</param>
internal sealed record OpmlRow(int Row, string Name, string? Address, SourceKind Kind, TimeSpan? Every, string? Folder, Picks? Picks);

/// <summary>
/// Lists of sources as other readers write and read them (OPML 2.0). Folders are groups. What OPML cannot say (kind, interval, selectors) stands in attributes of
/// our own namespace, which other readers pass over. Reading opens nothing and expands no entity a document defines.
/// </summary>
internal static class Opml
{
    /// <summary>More outlines are not read.</summary>
    public const int Most = 5_000;

    private const string Space = "urn:huiying:sources";

    /// <summary>The sources in the file's order; null when it is no OPML.</summary>
    public static IReadOnlyList<OpmlRow>? Read(ReadOnlyMemory<byte> bytes)
    {
        var root = MarkupTree.Parse(TextDecoding.Decode(bytes, null, DocumentKind.Xml).Text);
        var opml = root.Elements.FirstOrDefault(e => e.LocalName.Equals("opml", StringComparison.OrdinalIgnoreCase));
        if (opml is null) return null;
        var rows = new List<OpmlRow>();
        var count = 0;
        foreach (var body in opml.Elements.Where(e => e.LocalName.Equals("body", StringComparison.OrdinalIgnoreCase))) Look(body, null);
        return rows;

        void Look(MarkupElement element, string? folder)
        {
            foreach (var outline in element.Elements.Where(e => e.LocalName.Equals("outline", StringComparison.OrdinalIgnoreCase)))
            {
                if (count++ >= Most) return;
                var name = (outline["title"] ?? outline["text"] ?? "").Trim();
                var address = outline["xmlUrl"] ?? outline["url"];
                var inner = outline.Elements.Any(e => e.LocalName.Equals("outline", StringComparison.OrdinalIgnoreCase));
                if (address is not null || !inner) rows.Add(Row(outline, count, name, address?.Trim(), folder));
                if (inner) Look(outline, folder is null || name.Length == 0 ? name.Length > 0 ? name : folder : $"{folder}·{name}");
            }
        }
    }

    private static OpmlRow Row(MarkupElement outline, int row, string name, string? address, string? folder)
    {
        var kind = Own("kind") is { } written && Enum.TryParse<SourceKind>(written, out var known) && Enum.IsDefined(known) ? known
            : outline["xmlUrl"] is null ? SourceKind.List : SourceKind.Feed;
        var every = int.TryParse(Own("every"), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? TimeSpan.FromMinutes(minutes) : (TimeSpan?)null;
        return new(row, name, string.IsNullOrEmpty(address) ? null : address, kind, every, folder, Picks.Of(Own("items"), Own("title"), Own("link"), Own("time")));

        string? Own(string attribute) => outline.Attributes.Where(a => a.Name.EndsWith(":" + attribute, StringComparison.Ordinal)
            && outline.Scope(a.Name[..a.Name.IndexOf(':', StringComparison.Ordinal)]) == Space).Select(a => a.Value).FirstOrDefault();
    }

    /// <summary>The sources as a file, those of a group under its name.</summary>
    public static byte[] Write(string title, IReadOnlyList<Source> sources)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "h", null, Space);
            xml.WriteStartElement("head");
            xml.WriteElementString("title", title);
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            foreach (var group in sources.GroupBy(s => s.Folder).OrderBy(g => g.Key is null ? 0 : 1))
            {
                if (group.Key is not null) Start(xml, group.Key);
                foreach (var source in group) Outline(xml, source);
                if (group.Key is not null) xml.WriteEndElement();
            }
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return stream.ToArray();
    }

    private static void Start(XmlWriter xml, string text)
    {
        xml.WriteStartElement("outline");
        xml.WriteAttributeString("text", text);
        xml.WriteAttributeString("title", text);
    }

    private static void Outline(XmlWriter xml, Source source)
    {
        Start(xml, source.Name);
        xml.WriteAttributeString("type", source.Kind == SourceKind.Feed ? "rss" : "link");
        xml.WriteAttributeString(source.Kind == SourceKind.Feed ? "xmlUrl" : "url", source.Url);
        xml.WriteAttributeString("h", "kind", Space, source.Kind.ToString());
        xml.WriteAttributeString("h", "every", Space, ((int)source.Every.TotalMinutes).ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in new[] { ("items", source.Picks?.Items), ("title", source.Picks?.Title), ("link", source.Picks?.Link), ("time", source.Picks?.Time) })
        {
            if (value is not null) xml.WriteAttributeString("h", name, Space, value);
        }
        xml.WriteEndElement();
    }
}
