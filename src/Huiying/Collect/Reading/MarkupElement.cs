namespace Huiying.Collect.Reading;

/// <summary>An element of a document that may be ill-formed. Children are elements and strings in order.</summary>
internal sealed class MarkupElement(string name, MarkupElement? parent)
{
    public string Name { get; } = name;

    public MarkupElement? Parent { get; } = parent;

    public List<(string Name, string Value)> Attributes { get; init; } = NoAttributes;

    /// <summary>Nothing is ever added to it.</summary>
    public static readonly List<(string Name, string Value)> NoAttributes = [];

    /// <summary>What stands inside, in order.</summary>
    public ReadOnlySpan<object> Children => children.AsSpan(0, count);

    private object[] children = [];
    private int count;

    /// <summary>Most elements hold one text and nothing else; those that hold more hold many.</summary>
    public void Add(object child)
    {
        if (count == children.Length) Array.Resize(ref children, count == 0 ? 1 : Math.Max(8, count * 2));
        children[count++] = child;
    }

    /// <summary>The namespace the element is in, or empty.</summary>
    public string Namespace => Scope(Prefix) ?? "";

    public string Prefix { get; } = name.IndexOf(':', StringComparison.Ordinal) is var i and > 0 ? name[..i] : "";

    public string LocalName { get; } = name.IndexOf(':', StringComparison.Ordinal) is var i and > 0 ? name[(i + 1)..] : name;

    /// <summary>The vocabulary the element belongs to.</summary>
    public FeedVocabulary Vocabulary => vocabulary ??= Parent is { } outer && Attributes.Count == 0 && Prefix == outer.Prefix ? outer.Vocabulary : this.VocabularyOf();

    private FeedVocabulary? vocabulary;

    /// <summary>Whether a child of that vocabulary and a name so long may be there. A feed is asked for many names it does not have: those must cost nothing.</summary>
    public bool MayHold(FeedVocabulary of, string name)
    {
        if (held == 0)
        {
            held = 1UL << 63;
            foreach (var child in Children) if (child is MarkupElement e) held |= Mark(e.Vocabulary, e.LocalName);
        }
        return (held & Mark(of, name)) != 0;
    }

    /// <summary>One bit for each pair, never the last, which says that the others are set; two pairs may share one.</summary>
    private static ulong Mark(FeedVocabulary of, string name) => 1UL << (((int)of * 23 + name.Length) % 63);

    private ulong held;

    public IEnumerable<MarkupElement> Elements => children.Take(count).OfType<MarkupElement>();

    public bool HasElements
    {
        get
        {
            foreach (var child in Children) if (child is MarkupElement) return true;
            return false;
        }
    }

    /// <summary>The value of an attribute, names compared without case, or null.</summary>
    public string? this[string attribute]
    {
        get
        {
            for (var i = 0; i < Attributes.Count; i++) if (Attributes[i].Name.Equals(attribute, StringComparison.OrdinalIgnoreCase)) return Attributes[i].Value;
            return null;
        }
    }

    /// <summary>What a prefix stands for here.</summary>
    public string? Scope(string prefix)
    {
        var attribute = prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix;
        for (var e = this; e is not null; e = e.Parent) if (e.Attributes.Count > 0 && e[attribute] is { } uri) return uri.Trim();
        return null;
    }

    /// <summary>All text below, markup left out.</summary>
    public string InnerText
    {
        get
        {
            if (Children is [string only]) return only;
            var text = new System.Text.StringBuilder();
            Gather(this);
            return text.ToString();

            void Gather(MarkupElement e)
            {
                foreach (var child in e.Children)
                {
                    if (child is string s) text.Append(s);
                    else Gather((MarkupElement)child);
                }
            }
        }
    }

    /// <summary>The children as HTML text; namespaces other than the element's own fall away with their prefixes.</summary>
    public string InnerMarkup
    {
        get
        {
            var text = new System.Text.StringBuilder();
            foreach (var child in Children) Write(child);
            return text.ToString();

            void Write(object node)
            {
                if (node is string s)
                {
                    text.Append(Escape(s));
                    return;
                }
                var e = (MarkupElement)node;
                text.Append('<').Append(e.LocalName);
                foreach (var (n, v) in e.Attributes) text.Append(' ').Append(n).Append("=\"").Append(Escape(v)).Append('"');
                text.Append('>');
                if (e.Children.IsEmpty && HarmlessHtml.IsVoid(e.LocalName)) return;
                foreach (var child in e.Children) Write(child);
                text.Append("</").Append(e.LocalName).Append('>');
            }
        }
    }

    /// <summary>Text as it stands inside markup.</summary>
    public static string Escape(string text) =>
        text.AsSpan().IndexOfAny("&<>\"") < 0
            ? text
            : text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
