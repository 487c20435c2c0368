using System.Text;
using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>
/// The article among the blocks: from the body downwards into the one child that holds nearly all of the running text, then without
/// what does not belong inside and at both ends.
/// </summary>
internal sealed partial class ArticleRegion
{
    /// <summary>A child with this share of the weight is where the article is.</summary>
    private const double Dominant = 0.72;

    /// <summary>An entry of a blog's index has at least so much text.</summary>
    private const double ShortestEntry = 40;

    private ArticleRegion(Box? box, IReadOnlyList<Block> blocks) => (Box, Blocks) = (box, blocks);

    /// <summary>The element that holds the article, or null on an empty page.</summary>
    public Box? Box { get; }

    /// <summary>The article's blocks in order.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    public static ArticleRegion Of(PageBlocks page, PageTitle title)
    {
        if (page.Boxes.Count == 0 || page.Blocks.Count == 0) return new(null, []);
        Weigh(page);
        var box = Named(page) ?? Densest(page);
        return new(box, ArticleTrim.Of(page.Blocks, box, Start(page, box, title.Block), title.Headline));
    }

    /// <summary>One paragraph a line.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        foreach (var block in Blocks) text.Append(text.Length > 0 ? "\n" : "").Append(block.Text);
        return text.ToString();
    }

    /// <summary>What a block tells about where the article is: running text counts in full, links and labels hardly.</summary>
    internal static double Weight(Block block)
    {
        if (block.Box.Boilerplate || block.LinkShare > 0.5) return 0;
        var running = block.Marks > 0 && block.Length >= 12;
        return block.Length * (1 - block.LinkShare) * (running ? 1 : block.Length < 12 ? 0.1 : 0.4);
    }

    private static void Weigh(PageBlocks page)
    {
        foreach (var block in page.Blocks) block.Box.Weight += Weight(block);
        for (var i = page.Boxes.Count - 1; i > 0; i--) page.Boxes[page.Boxes[i].Parent].Weight += page.Boxes[i].Weight;
    }

    /// <summary>The one element the page itself marks as the article's body, if it holds a good part of the text.</summary>
    private static Box? Named(PageBlocks page)
    {
        Box? named = null;
        foreach (var box in page.Boxes)
        {
            if (box.Element.GetAttribute("itemprop") != "articleBody" || box.Weight < 0.3 * page.Boxes[0].Weight) continue;
            if (named is not null) return null;
            named = box;
        }
        return named;
    }

    /// <summary>After the headline, when most of the region's text is there: what stands before it is a ticker or a menu.</summary>
    private static int Start(PageBlocks page, Box box, int title)
    {
        if (title <= box.FirstBlock || title >= box.EndBlock) return box.FirstBlock;
        double after = 0;
        for (var i = title; i < box.EndBlock; i++) after += Weight(page.Blocks[i]);
        return after > 0.35 * box.Weight ? title : box.FirstBlock;
    }

    /// <summary>One of several articles on the page, marked as such by its own name and not one of a row of equals.</summary>
    private static bool StandsOut(PageBlocks page, Box at, Box best)
    {
        if (best.Weight < 0.4 * at.Weight || !ElementKinds.IsContent(best.Element)) return false;
        for (var i = at.Index + 1; i < at.End; i = page.Boxes[i].End)
        {
            var other = page.Boxes[i];
            if (other != best && other.Weight > 0.2 * at.Weight && ElementKinds.IsContent(other.Element)
                && other.Element.ClassName == best.Element.ClassName && other.Index < best.Index) return false;
        }
        return true;
    }

    /// <summary>
    /// A blog's index shows whole articles one under the other, each with its own time and link: such a page is read as its first, the newest, or the
    /// longest of last month would be taken for what it says. Null when <paramref name="best"/> is no such article.
    /// </summary>
    private static Box? FirstOfEquals(PageBlocks page, Box at, Box best)
    {
        if (!IsEntry(page, best)) return null;
        Box? first = null;
        var equals = 0;
        for (var i = at.Index + 1; i < at.End; i = page.Boxes[i].End)
        {
            var other = page.Boxes[i];
            if (other.Element.LocalName != best.Element.LocalName || other.Element.ClassName != best.Element.ClassName || other.Weight < ShortestEntry || !IsEntry(page, other)) continue;
            first ??= other;
            equals++;
        }
        return equals > 1 ? first : null;
    }

    /// <summary>Has a time to the minute in a short line of its own, and a link.</summary>
    private static bool IsEntry(PageBlocks page, Box box)
    {
        var (timed, linked) = (false, false);
        for (var i = box.FirstBlock; i < box.EndBlock && !(timed && linked); i++)
        {
            var block = page.Blocks[i];
            if (block.Text.Length > 80) continue;
            timed |= Minute().IsMatch(block.Text);
            linked |= block.LinkShare > 0;
        }
        return timed && linked;
    }

    [GeneratedRegex(@"(19|20)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}日?.{0,4}?[0-9]{1,2}:[0-9]{2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Minute();

    private static Box Densest(PageBlocks page)
    {
        var at = page.Boxes[0];
        while (true)
        {
            Box? best = null;
            for (var i = at.Index + 1; i < at.End; i = page.Boxes[i].End)
            {
                if (best is null || page.Boxes[i].Weight > best.Weight) best = page.Boxes[i];
            }
            if (best is not null && FirstOfEquals(page, at, best) is { } first)
            {
                at = first;
                continue;
            }
            if (best is null || best.Weight <= 0 || (best.Weight < Dominant * at.Weight && !StandsOut(page, at, best))) return at;
            if (best.Element.LocalName is "p" or "li" or "blockquote" or "h1" or "h2" or "pre") return at;
            at = best;
        }
    }
}
