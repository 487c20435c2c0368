using AngleSharp.Html.Dom;

namespace Huiying.Collect.Reading;

/// <summary>The headline, the block that prints it, and the site's name.</summary>
/// <param name="Headline">Without the site's name; empty when there is none.</param>
/// <param name="Block">The place of the headline among the page's blocks, or -1.</param>
/// <param name="Site">The site's name, or null.</param>
internal sealed record PageTitle(string Headline, int Block, string? Site)
{
    private static readonly string[] Separators = ["_", "|", "｜", "–", "—", "»", "«", "::", " - ", "-", "–", "·", "•", "/", ","];

    public static PageTitle Of(IHtmlDocument document, PageMeta metas, PageBlocks page)
    {
        var whole = Squash(document.Title ?? "");
        var meta = Squash(metas["og:title", "ArticleTitle", "twitter:title"] ?? "");
        var site = metas["og:site_name", "SiteName", "application-name"];
        var (headline, at) = Printed(page, whole.Length > 0 ? whole : meta);
        if (headline.Length == 0) headline = meta.Length > 0 ? Stripped(meta, site) : Stripped(whole, site);
        if (at < 0 && headline.Length > 0) at = Find(page, headline);
        return new(headline, at, string.IsNullOrWhiteSpace(site) ? Rest(whole, headline) : Squash(site));
    }

    /// <summary>A printed line that the window title begins with or contains is the headline; the only h1 when the title holds none.</summary>
    private static (string Headline, int At) Printed(PageBlocks page, string whole)
    {
        var bare = Bare(whole);
        (string Text, int At, double Score) best = ("", -1, 0);
        var firsts = (Count: 0, At: -1);
        for (var i = 0; i < page.Blocks.Count; i++)
        {
            var block = page.Blocks[i];
            if (block.Kind == "h1" && block.Text.Length < 200) firsts = (firsts.Count + 1, firsts.At < 0 ? i : firsts.At);
            if (block.Text.Length is < 4 or > 200 || block.LinkShare > 0.9 || bare.Length == 0) continue;
            var candidate = Bare(block.Text);
            if (candidate.Length < 4 || !bare.Contains(candidate, StringComparison.OrdinalIgnoreCase)) continue;
            var score = candidate.Length * (block.IsHeading ? 2.0 : 1.0) * (bare.StartsWith(candidate, StringComparison.OrdinalIgnoreCase) ? 1.5 : 1) * (block.Kind == "h1" ? 1.5 : 1);
            if (candidate.Length * 3 >= bare.Length && score > best.Score) best = (block.Text, i, score);
        }
        if (best.At >= 0) return (best.Text, best.At);
        return firsts.Count == 1 ? (page.Blocks[firsts.At].Text, firsts.At) : ("", -1);
    }

    private static int Find(PageBlocks page, string headline)
    {
        var bare = Bare(headline);
        for (var i = 0; i < page.Blocks.Count; i++)
        {
            if (page.Blocks[i].Text.Length < 300 && Bare(page.Blocks[i].Text).Equals(bare, StringComparison.OrdinalIgnoreCase)) return i;
        }
        return -1;
    }

    /// <summary>The window title up to the separator before the site's name.</summary>
    private static string Stripped(string whole, string? site)
    {
        if (site is { Length: > 0 } && whole.EndsWith(site, StringComparison.OrdinalIgnoreCase) && whole.Length > site.Length)
            whole = whole[..^site.Length].TrimEnd(' ', '-', '_', '|', '–', '—', '·', '｜');
        foreach (var separator in Separators)
        {
            var at = whole.IndexOf(separator, StringComparison.Ordinal);
            if (at < 6 || separator is "-" or "/" or "," && whole.Any(char.IsAsciiLetter)) continue;
            return whole[..at].Trim();
        }
        return whole;
    }

    private static string? Rest(string whole, string headline)
    {
        if (headline.Length == 0 || !whole.StartsWith(headline, StringComparison.Ordinal) || whole.Length == headline.Length) return null;
        var rest = whole[headline.Length..].Trim(' ', '-', '_', '|', '–', '—', '·', '｜', '»');
        var last = rest.LastIndexOfAny(['_', '|', '-', '–', '—', '｜']);
        rest = (last >= 0 ? rest[(last + 1)..] : rest).Trim();
        return rest.Length is > 1 and <= 40 ? rest : null;
    }

    internal static string Squash(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Letters and digits only. Asked for every line of a page, so without an enumerator for each character.</summary>
    internal static string Bare(string text)
    {
        var kept = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        var n = 0;
        foreach (var c in text) if (char.IsLetterOrDigit(c)) kept[n++] = c;
        return n == text.Length ? text : new string(kept[..n]);
    }
}
