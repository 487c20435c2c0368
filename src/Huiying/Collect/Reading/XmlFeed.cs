using static Huiying.Collect.Reading.FeedVocabulary;

namespace Huiying.Collect.Reading;

/// <summary>The XML kinds of feed, mapped to one shape.</summary>
internal static class XmlFeed
{
    /// <summary>Entries beyond this many are passed over; a real feed has at most a few hundred.</summary>
    private const int MostItems = 5000;

    public static Feed? Read(ReadOnlySpan<char> text, string encoding, string? url)
    {
        var root = MarkupTree.Parse(text);
        List<MarkupElement> items = [];
        MarkupElement? top = null, channel = null;
        Walk(root);
        if (top is null && items.Count == 0) return null;
        var head = channel ?? top ?? items[0].Parent!;
        var baseUrl = url ?? Home(head);
        var language = First(head, (Core, "language"), (DublinCore, "language"))?.InnerText.Trim() ?? head["xml:lang"] ?? top?["xml:lang"];
        if (string.IsNullOrWhiteSpace(language)) language = null;
        var zone = ZoneFor(language, url);

        return new(Kind(top, items), Plain(head, (Core, "title"), (DublinCore, "title"), (Podcast, "title"), (Media, "title")),
            Plain(head, (Core, "description"), (Core, "subtitle"), (Core, "tagline"), (Core, "info"), (Core, "abstract"), (DublinCore, "description"),
                (Podcast, "summary"), (Podcast, "subtitle"), (Media, "description")),
            Link(head, baseUrl), Identifier(head, baseUrl, (Core, "id"), (DublinCore, "identifier")), language,
            Date(head, zone, (Core, "updated"), (Core, "modified"), (Core, "lastbuilddate"), (DublinCoreTerms, "modified"), (DublinCore, "date")),
            Date(head, zone, (Core, "pubdate"), (Core, "published"), (Core, "issued"), (DublinCoreTerms, "issued"), (DublinCoreTerms, "created")),
            encoding, items.ConvertAll(i => Item(i, baseUrl, zone)));

        // The first element of each kind, and every entry that does not stand inside another.
        void Walk(MarkupElement e)
        {
            foreach (var inner in e.Children)
            {
                if (inner is not MarkupElement child) continue;
                var name = child.LocalName.ToLowerInvariant();
                var core = name == "rdf" || (name is "item" or "entry" or "channel" or "feed" or "rss") && child.Vocabulary == Core;
                if (core && (name is "item" or "entry"))
                {
                    if (items.Count < MostItems) items.Add(child);
                    continue;
                }
                if (core)
                {
                    top ??= child;
                    if (name is "channel" or "feed") channel ??= child;
                }
                Walk(child);
            }
        }
    }

    /// <summary>The site's own page, to resolve against where nobody knows where the feed came from.</summary>
    private static string? Home(MarkupElement head)
    {
        foreach (var link in Values(head, (Core, "link")))
            if (link.InnerText.Trim() is var text && text.StartsWith("http", StringComparison.OrdinalIgnoreCase)) return text;
        return null;
    }

    /// <summary>The offset of times without a zone: Chinese sites mean Beijing, the standards mean UTC.</summary>
    public static TimeSpan ZoneFor(string? language, string? url)
    {
        var chinese = language?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true
            || Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.EndsWith(".cn", StringComparison.OrdinalIgnoreCase);
        return chinese ? TimeSpan.FromHours(8) : TimeSpan.Zero;
    }

    private static FeedItem Item(MarkupElement item, string? baseUrl, TimeSpan zone)
    {
        var summary = Html(item, baseUrl, (Core, "description"), (Core, "summary"), (Core, "abstract"), (DublinCore, "description"), (Podcast, "summary"),
            (Media, "description"), (Podcast, "subtitle"));
        var content = Html(item, baseUrl, (Content, "encoded"), (Core, "content"), (Xhtml, "body"), (Core, "body"), (Core, "fullitem"), (Xhtml, "div"));
        var link = Link(item, baseUrl);
        if (link is null && First(item, (Core, "guid")) is { } guid && !"false".Equals(guid["ispermalink"]?.Trim(), StringComparison.OrdinalIgnoreCase)
            && guid.InnerText.Trim() is var permanent && permanent.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            link = WebAddress.Resolve(null, permanent);
        return new(Identifier(item, baseUrl, (Core, "guid"), (Core, "id"), (DublinCore, "identifier")),
            Plain(item, (Core, "title"), (DublinCore, "title"), (Media, "title"), (Podcast, "title")), link,
            Date(item, zone, (Core, "pubdate"), (Core, "published"), (Core, "issued"), (DublinCore, "date"), (DublinCoreTerms, "issued"), (DublinCoreTerms, "created"), (Core, "created")),
            Date(item, zone, (Core, "updated"), (Core, "modified"), (DublinCoreTerms, "modified"), (DublinCoreTerms, "updated")),
            (content is null or { IsEmpty: true } ? summary : content)?.Plain ?? "")
        { SummaryHtml = summary, ContentHtml = content, Handle = Author(item) };
    }

    /// <summary>The entry's own author; the feed's is its publisher.</summary>
    private static string? Author(MarkupElement item)
    {
        if (First(item, (Core, "author")) is { } author && First(author, (Core, "name")) is { } name && FeedText.Plain(name) is { } written) return written;
        return Plain(item, (DublinCore, "creator"), (Core, "author"), (Podcast, "author"));
    }

    private static string Kind(MarkupElement? top, List<MarkupElement> items)
    {
        var name = top?.LocalName.ToLowerInvariant();
        var version = top?["version"]?.Trim() is { Length: > 0 and < 8 } v && v.All(c => char.IsAsciiDigit(c) || c == '.') ? v : "";
        return name switch
        {
            "rss" => "rss" + version,
            "rdf" => "rdf",
            "feed" => top!.Namespace.Contains("2005/Atom", StringComparison.OrdinalIgnoreCase) ? "atom1.0" : "atom" + (version.Length > 0 ? version : "0.3"),
            "channel" => top!["href"] is not null || top.Name == "CHANNEL" ? "cdf" : "rss",
            _ => items.Count > 0 && items[0].LocalName.Equals("entry", StringComparison.OrdinalIgnoreCase) ? "atom1.0" : "rss",
        };
    }

    /// <summary>The direct children of that vocabulary and name, in order.</summary>
    private static Named Values(MarkupElement parent, (FeedVocabulary Vocabulary, string Name) wanted) => new(parent, wanted.Vocabulary, wanted.Name);

    /// <summary>Goes through the children without making a list: a feed of 2,000 entries is asked 80,000 times.</summary>
    private ref struct Named(MarkupElement parent, FeedVocabulary vocabulary, string name)
    {
        private readonly ReadOnlySpan<object> children = parent.MayHold(vocabulary, name) ? parent.Children : [];
        private int next;

        public MarkupElement Current { get; private set; } = parent;

        public readonly Named GetEnumerator() => this;

        public bool MoveNext()
        {
            while (next < children.Length)
            {
                if (children[next++] is not MarkupElement e || !e.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase) || e.Vocabulary != vocabulary) continue;
                Current = e;
                return true;
            }
            return false;
        }
    }

    private static MarkupElement? First(MarkupElement parent, params ReadOnlySpan<(FeedVocabulary, string)> names)
    {
        foreach (var name in names)
            foreach (var e in Values(parent, name)) if (!e.Children.IsEmpty) return e;
        return null;
    }

    private static string? Plain(MarkupElement parent, params ReadOnlySpan<(FeedVocabulary, string)> names)
    {
        foreach (var name in names)
            foreach (var e in Values(parent, name)) if (FeedText.Plain(e) is { } text) return text;
        return null;
    }

    /// <summary>The first value of which something harmless is left; an empty one when there were values and nothing was.</summary>
    private static FeedHtml? Html(MarkupElement parent, string? baseUrl, params ReadOnlySpan<(FeedVocabulary, string)> names)
    {
        FeedHtml? found = null;
        foreach (var name in names)
            foreach (var e in Values(parent, name))
            {
                if (FeedText.Html(e) is not { } html) continue;
                found = new(html, Base(e, baseUrl));
                if (!found.IsEmpty) return found;
            }
        return found;
    }

    private static DateTimeOffset? Date(MarkupElement parent, TimeSpan zone, params ReadOnlySpan<(FeedVocabulary, string)> names)
    {
        foreach (var name in names)
            foreach (var e in Values(parent, name)) if (FeedDate.Parse(e.InnerText, zone) is { } time) return time;
        return null;
    }

    /// <summary>An identifier is compared as written; only one that is plainly a path is made absolute.</summary>
    private static string? Identifier(MarkupElement parent, string? baseUrl, params ReadOnlySpan<(FeedVocabulary, string)> names)
    {
        if (First(parent, names) is not { } e) return parent["rdf:about"];
        var id = e.InnerText.Trim();
        return id.Length == 0 ? null : id.StartsWith('/') ? WebAddress.Resolve(Base(e, baseUrl), id) ?? id : id;
    }

    /// <summary>The page an entry or feed stands for: RSS's text, Atom's alternate, RDF's subject, CDF's attribute.</summary>
    private static string? Link(MarkupElement parent, string? baseUrl)
    {
        MarkupElement? alternate = null;
        foreach (var link in Values(parent, (Core, "link")))
        {
            if (link["href"] is not { } href)
            {
                var rel = link["rel"];
                if (rel is null && link.InnerText.Trim() is { Length: > 0 } text && Absolute(link, text) is { } written) return written;
                continue;
            }
            if (string.IsNullOrWhiteSpace(href) || !IsAlternate(link["rel"])) continue;
            var html = link["type"] is not { } type || type.Contains("html", StringComparison.OrdinalIgnoreCase);
            if (alternate is null || html && !IsHtml(alternate)) alternate = link;
        }
        if (alternate is not null) return Absolute(alternate, alternate["href"]!);
        foreach (var content in Values(parent, (Core, "content"))) if (content["src"] is { } remote) return Absolute(content, remote);
        var subject = parent["rdf:about"] ?? (parent.LocalName is "CHANNEL" or "ITEM" or "channel" or "item" ? parent["href"] : null);
        return subject is null ? null : Absolute(parent, subject);

        string? Absolute(MarkupElement e, string reference) => WebAddress.Resolve(Base(e, baseUrl), reference);
        static bool IsHtml(MarkupElement? e) => e is not null && (e["type"] is not { } type || type.Contains("html", StringComparison.OrdinalIgnoreCase));
        static bool IsAlternate(string? rel) => string.IsNullOrWhiteSpace(rel) || rel.Trim().EndsWith("alternate", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The base in force at an element: each <c>xml:base</c> resolved against the one outside it (XML Base, section 4).</summary>
    private static string? Base(MarkupElement element, string? baseUrl)
    {
        List<string>? own = null;
        for (MarkupElement? e = element; e is not null; e = e.Parent) if (e["xml:base"] is { } b) (own ??= []).Add(b);
        if (own is null) return baseUrl;
        for (var i = own.Count - 1; i >= 0; i--) baseUrl = WebAddress.Resolve(baseUrl, own[i]) ?? baseUrl;
        return baseUrl;
    }
}
