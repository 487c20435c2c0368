using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Huiying.Collect.Reading;

/// <summary>What an element is for, by its name and by what its author called it.</summary>
internal static partial class ElementKinds
{
    private static readonly FrozenSet<string> Skipped = FrozenSet.ToFrozenSet(
    [
        "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "video", "audio", "map", "head", "title", "select", "option", "textarea", "button",
        "input", "dialog", "frame", "frameset", "link", "meta", "param", "source", "track", "datalist",
    ]);

    private static readonly FrozenSet<string> Inline = FrozenSet.ToFrozenSet(
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "rp", "rt", "ruby",
        "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "picture", "st1:chsdate", "st1:personname",
    ]);

    public static bool IsInline(IElement element) => Inline.Contains(element.LocalName);

    /// <summary>Not shown, or no text of the page's own.</summary>
    public static bool IsSkipped(IElement element)
    {
        if (Skipped.Contains(element.LocalName) || element.HasAttribute("hidden")) return true;
        if (element.ClassName is { Length: > 2 } name && name.Contains("mw-", StringComparison.Ordinal) && Folded().IsMatch(name)) return true;
        return element.GetAttribute("style") is { } style && Hidden().IsMatch(style);
    }

    /// <summary>What the author's names for it say.</summary>
    /// <param name="known">What the names on this page say: a list gives every row the same.</param>
    public static Naming NamingOf(IElement element, Dictionary<string, Naming> known)
    {
        if (element.LocalName is "nav" or "aside" or "footer" or "menu" or "figcaption") return Naming.Beside;
        if (element.GetAttribute("role") is "navigation" or "complementary" or "contentinfo" or "search" or "banner" or "menu" or "alert" or "dialog") return Naming.Beside;
        if (element.LocalName is "article" or "main" or "body" or "h1") return Naming.None;
        var name = $"{element.ClassName} {element.Id}";
        if (name.Length is 1 or > 400) return Naming.None;
        if (!known.TryGetValue(name, out var naming)) known.Add(name, naming = NamingOf(name));
        return naming;
    }

    private static Naming NamingOf(string name)
    {
        if (Discussion().IsMatch(name)) return Naming.Discussion;
        return Beside().IsMatch(name) && !Content().IsMatch(name) ? Naming.Beside : Naming.None;
    }

    /// <summary>Named as the article itself.</summary>
    public static bool IsContent(IElement element) =>
        element.LocalName is "article" or "main" || element.GetAttribute("itemprop") == "articleBody" || Content().IsMatch($"{element.ClassName} {element.Id}");

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience.Milliseconds)]
    private static partial Regex Hidden();

    /// <summary>What MediaWiki, on which many encyclopaedias run, folds away or shows to editors only.</summary>
    [GeneratedRegex(@"(^|\s)mw-(collapsed|editsection|jump-link)(\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Folded();

    [GeneratedRegex("comment|disqus|repl(y|ies)|discussion|respond", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Discussion();

    [GeneratedRegex(
        @"related|relate|recommend|sidebar|side-?bar|foot(er)?(?![a-z])|copyright|share|sharing|social|(^|[\s_-])nav(igation|bar)?([\s_-]|$)|menu|crumb|advert|sponsor|promo|(^|[\s_-])ads?([\s_-]|$)|newsletter|subscri|sign-?up|popup|modal|cookie|gdpr|(^|[\s_-])cli-|consent|privacy|banner|widget|pagination|pager|outbrain|taboola|hot-?news|(^|[\s_-])rank|toolbar|login|mz-tag|(^|[\s_-])tags?([\s_-]|$)|author-?(bio|info|box)|byline|more-?(stories|from|news)|read-?(more|next)|trending|popular|most-?read|caption|credit|correction|metadata|print-?only|hatnote|noprint|navbox|mw-editsection|editor-?(name|info)|statement|disclaimer|qrcode|ewm|xgyd|xgxw",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Beside();

    [GeneratedRegex(
        @"(article|story|post|entry|news|page|main|body)[-_]?(content|body|text|detail|main|inner)|content[-_]?(article|body|text|main|detail)|TRS_Editor|rich_media_content|(^|\s)(article|story|entry|post)(\s|$)|articleBody|(^|\s)(zoom|content|arttext|artibody|newstext|UCAP-CONTENT|mw-content-text)(\s|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Content();
}
