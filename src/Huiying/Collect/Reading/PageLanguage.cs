using AngleSharp.Html.Dom;

namespace Huiying.Collect.Reading;

/// <summary>The page's language: what the text is written in decides between Chinese and not, the declaration says the rest.</summary>
internal static class PageLanguage
{
    public static string? Of(IHtmlDocument document, ArticleRegion article)
    {
        var declared = document.DocumentElement?.GetAttribute("lang") ?? document.DocumentElement?.GetAttribute("xml:lang");
        declared = declared is { Length: >= 2 and <= 20 } && declared.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? declared : null;
        var (han, kana, latin) = (0, 0, 0);
        foreach (var block in article.Blocks)
        {
            foreach (var c in block.Text)
            {
                if (c is >= '\u4e00' and <= '\u9fff') han++;
                else if (c is >= '\u3040' and <= '\u30ff') kana++;
                else if (char.IsAsciiLetter(c)) latin++;
            }
        }
        if (kana > han / 5 && kana > 20) return "ja";
        if (han * 4 > latin && han > 0) return declared?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? declared : "zh";
        return declared?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? null : declared;
    }
}
