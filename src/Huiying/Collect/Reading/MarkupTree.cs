using System.Collections.Frozen;

namespace Huiying.Collect.Reading;

/// <summary>Builds a tree out of markup that may be ill-formed. Depth is bounded, so recursion over it is safe; time is linear.</summary>
internal static class MarkupTree
{
    /// <summary>Deeper elements become siblings: nothing real nests so far.</summary>
    private const int Deepest = 100;

    /// <summary>Containers of a feed, which never stand inside one of their own kind.</summary>
    private static readonly string[] Containers = ["item", "entry", "channel", "feed", "rss", "rdf"];

    /// <summary>Elements of a feed that hold text only: the next such element means that a closing tag was forgotten.</summary>
    private static readonly FrozenSet<string> Leaves = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        ["title", "link", "guid", "id", "pubdate", "updated", "published", "modified", "issued", "created", "language", "lastbuilddate", "category"]);

    private static readonly FrozenSet<string> Starts = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        [.. Leaves, .. Containers, "description", "summary", "content", "author", "image", "source"]);

    /// <summary>A nameless root with everything below it.</summary>
    public static MarkupElement Parse(ReadOnlySpan<char> text)
    {
        var root = new MarkupElement("", null);
        var open = root;
        var depth = 0;
        var scanner = new MarkupScanner(text);
        while (scanner.Read())
        {
            switch (scanner.Token)
            {
                case MarkupToken.Text:
                    open.Add(Entities.Decode(scanner.Value.ToString()));
                    break;
                case MarkupToken.CData:
                    open.Add(scanner.Value.ToString());
                    break;
                case MarkupToken.Open:
                    Forgotten(scanner.Name);
                    var element = new MarkupElement(scanner.Name, open) { Attributes = scanner.Attributes.Count == 0 ? MarkupElement.NoAttributes : scanner.Attributes.ConvertAll(a => (a.Name, Entities.Decode(a.Value))) };
                    open.Add(element);
                    if (!scanner.SelfClosing && depth < Deepest) (open, depth) = (element, depth + 1);
                    break;
                case MarkupToken.Close:
                    Close(scanner.Name);
                    break;
            }
        }
        return root;

        void Close(string name)
        {
            var up = 0;
            for (var e = open; e != root; e = e.Parent!, up++)
                if (e.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    (open, depth) = (e.Parent!, depth - up - 1);
                    return;
                }
        }

        // Only between elements of the feed itself: what stands inside a description or an XHTML title is that element's own.
        void Forgotten(string name)
        {
            if (open != root && Leaves.Contains(open.Name) && Starts.Contains(name) && open["type"] is null) Close(open.Name);
            if (name is not ("item" or "entry" or "channel")) return;
            for (var e = open; e != root; e = e.Parent!)
            {
                if (!e.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
                Close(name);
                return;
            }
        }
    }
}
