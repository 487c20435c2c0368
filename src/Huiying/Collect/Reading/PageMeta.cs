using AngleSharp.Html.Dom;

namespace Huiying.Collect.Reading;

/// <summary>The page's meta elements by property, name or itemprop; the first of each counts.</summary>
internal sealed class PageMeta
{
    private readonly Dictionary<string, string> contents = new(StringComparer.OrdinalIgnoreCase);

    public static PageMeta Of(IHtmlDocument document)
    {
        var meta = new PageMeta();
        foreach (var element in document.QuerySelectorAll("meta[content]"))
        {
            var key = element.GetAttribute("property") ?? element.GetAttribute("name") ?? element.GetAttribute("itemprop");
            if (key is not null && element.GetAttribute("content") is { Length: > 0 } content) meta.contents.TryAdd(key.Trim(), content);
        }
        return meta;
    }

    /// <summary>The content of the first of these names that is there.</summary>
    public string? this[params ReadOnlySpan<string> names]
    {
        get
        {
            foreach (var name in names) if (contents.TryGetValue(name, out var content)) return content;
            return null;
        }
    }
}
