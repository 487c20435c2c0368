using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Huiying.Collect.Reading;

/// <summary>What an element's name and class say it is.</summary>
internal enum Naming
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Something beside the article.</summary>
    Beside,

    /// <summary>Readers' comments, which may well be longer than the article.</summary>
    Discussion,
}

/// <summary>An element of the page in document order; its subtree is the elements up to <see cref="End"/>.</summary>
internal sealed class Box(IElement element, int index, int parent, int depth, Naming naming)
{
    public readonly IElement Element = element;
    public readonly int Index = index;
    public readonly int Parent = parent;
    public readonly int Depth = depth;

    public readonly Naming Naming = naming;

    /// <summary>Inside something that is named as no article (navigation, comments, recommendations) and does not hold most of the page.</summary>
    public bool Boilerplate;

    /// <summary>A table row whose cells are short texts.</summary>
    public bool IsFigures { get; init; }

    public int End;
    public int FirstBlock;
    public int EndBlock;
    public double Weight;
}

/// <summary>A run of text between two breaks of the layout.</summary>
internal sealed class Block
{
    public readonly string Text;
    public readonly Box Box;

    /// <summary>The block element it stands in, lower-case: p, li, td, h2, div …</summary>
    public readonly string Kind;

    /// <summary>Length in Chinese characters; a Latin letter or digit counts 0.4.</summary>
    public readonly double Length;

    /// <summary>The share of its characters that are link text.</summary>
    public readonly double LinkShare;

    /// <summary>Marks that end or divide sentences.</summary>
    public readonly int Marks;

    public Block(string text, int linked, Box box, string kind)
    {
        (Text, Box, Kind) = (text, box, kind);
        var shown = 0;
        foreach (var c in text)
        {
            Length += c > '\u2E7F' ? 1 : char.IsAsciiLetterOrDigit(c) || c > '\u00BF' ? 0.4 : 0;
            if (!char.IsWhiteSpace(c)) shown++;
            if (c is '，' or '。' or '！' or '？' or '；' or '：' or '、' or ',' or '.' or '!' or '?' or ';') Marks++;
        }
        LinkShare = text.Length == 0 ? 0 : Math.Min(1, linked / (double)shown);
    }

    public bool IsHeading => Kind is ['h', >= '1' and <= '6'];
}

/// <summary>The page as elements and text blocks in document order, made in one walk without recursion.</summary>
internal sealed class PageBlocks
{
    private readonly List<Box> boxes = [];
    private readonly List<Block> blocks = [];
    private readonly Dictionary<string, Naming> namings = new(StringComparer.Ordinal);

    public IReadOnlyList<Box> Boxes => boxes;
    public IReadOnlyList<Block> Blocks => blocks;

    /// <summary>Every element of the document, head and all, in order: asked once instead of by a selector for each question.</summary>
    public IHtmlCollection<IElement> Elements { get; private init; } = null!;

    public static PageBlocks Of(IHtmlDocument document)
    {
        var page = new PageBlocks { Elements = document.QuerySelectorAll("*") };
        if (document.Body is { } body) page.Walk(body);
        page.Judge();
        return page;
    }

    private void Walk(IElement body)
    {
        var open = new Stack<(INode Node, int Next, Box Box, bool Linked)>();
        var text = new char[1024];
        var (length, linked) = (0, 0);
        var root = Enter(body, -1, 0);
        open.Push((body, 0, root, false));
        while (open.TryPop(out var at))
        {
            var children = at.Node.ChildNodes;
            if (at.Next >= children.Length)
            {
                if (at.Node == at.Box.Element)
                {
                    Break(at.Box);
                    at.Box.End = boxes.Count;
                    at.Box.EndBlock = blocks.Count;
                }
                continue;
            }
            open.Push(at with { Next = at.Next + 1 });
            switch (children[at.Next])
            {
                case IText t:
                    Append(t.Data, at.Linked);
                    break;
                case IElement { LocalName: "br" or "hr" }:
                    Break(at.Box);
                    break;
                case IElement element when ElementKinds.IsSkipped(element):
                    break;
                case IElement element when ElementKinds.IsInline(element) || IsCell(element, at.Box):
                    if (element.LocalName is "td" or "th") Append(" ", false);
                    open.Push((element, 0, at.Box, at.Linked || IsLink(element)));
                    break;
                case IElement element:
                    Break(at.Box);
                    var box = Enter(element, at.Box.Index, at.Box.Depth + 1);
                    open.Push((element, 0, box, at.Linked));
                    break;
            }
        }

        void Append(string data, bool inLink)
        {
            if (text.Length < length + data.Length) Array.Resize(ref text, Math.Max(text.Length * 2, length + data.Length));
            foreach (var c in data)
            {
                if (char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF')
                {
                    if (length > 0 && text[length - 1] != ' ') text[length++] = ' ';
                    continue;
                }
                if (char.IsControl(c)) continue;
                text[length++] = c;
                if (inLink) linked++;
            }
        }

        void Break(Box box)
        {
            var line = text.AsSpan(0, length).Trim();
            if (line.Length > 0) blocks.Add(new(line.ToString(), linked, box, box.Element.LocalName));
            (length, linked) = (0, 0);
        }
    }

    /// <summary>An anchor left open swallows the whole article; no link is that long.</summary>
    private static bool IsLink(IElement element) => element.LocalName == "a" && element.HasAttribute("href") && IsShort(element);

    private static bool IsShort(IElement link)
    {
        var length = 0;
        foreach (var child in link.ChildNodes)
        {
            // A comment is no text of the link.
            length += child switch { IText text => text.Length, IElement inner => inner.TextContent.Length, _ => 0 };
            if (length >= 600) return false;
        }
        return true;
    }

    /// <summary>A cell of a row of figures: the row is one line. Cells that hold paragraphs are layout.</summary>
    private static bool IsCell(IElement element, Box row) => row.IsFigures && element.LocalName is "td" or "th";

    private static bool IsRowOfFigures(IElement element)
    {
        if (element.LocalName != "tr" || element.ChildElementCount is < 2 or > 40) return false;
        var length = 0;
        foreach (var cell in element.Children)
        {
            foreach (var child in cell.ChildNodes)
            {
                if (child is IElement inner && (!ElementKinds.IsInline(inner) || inner.ChildElementCount > 0)) return false;
                length += child.TextContent.Length;
            }
        }
        return length < 240;
    }

    private Box Enter(IElement element, int parent, int depth)
    {
        var box = new Box(element, boxes.Count, parent, depth, depth > 0 ? ElementKinds.NamingOf(element, namings) : Naming.None) { FirstBlock = blocks.Count, IsFigures = IsRowOfFigures(element) };
        boxes.Add(box);
        return box;
    }

    /// <summary>A name is no proof: a wrapper called has-sidebar that holds nearly everything holds the article.</summary>
    private void Judge()
    {
        foreach (var block in blocks) block.Box.Weight += ArticleRegion.Weight(block);
        for (var i = boxes.Count - 1; i > 0; i--) boxes[boxes[i].Parent].Weight += boxes[i].Weight;
        for (var i = 1; i < boxes.Count; i++)
        {
            var share = boxes[i].Weight / Math.Max(1, boxes[0].Weight);
            // Comments outweigh a short article often; on a forum page they are all there is.
            var outside = boxes[0].Weight - boxes[i].Weight;
            boxes[i].Boilerplate = boxes[boxes[i].Parent].Boilerplate
                || (boxes[i].Naming == Naming.Beside && share < 0.4)
                || (boxes[i].Naming == Naming.Discussion && share < 0.85 && (outside > 150 || share < 0.4));
        }
        foreach (var box in boxes) box.Weight = 0;
    }
}
