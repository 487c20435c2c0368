using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Huiying.Web.Pages;

/// <summary>A row of small bars, one a day, without script or style. What it shows is said in words to those who do not see it.</summary>
internal static class Spark
{
    private const int Bar = 5;
    private const int Height = 24;

    /// <param name="counts">From the oldest day to today.</param>
    /// <param name="words">What it shows.</param>
    public static IHtmlContent Of(IReadOnlyList<int> counts, string words)
    {
        var most = Math.Max(1, counts.Count == 0 ? 0 : counts.Max());
        var svg = new StringBuilder(FormattableString.Invariant($"<svg class=\"spark\" viewBox=\"0 0 {counts.Count * Bar} {Height}\" width=\"{counts.Count * Bar}\" height=\"{Height}\" role=\"img\" aria-label=\"{HtmlEncoder.Default.Encode(words)}\">"));
        for (var i = 0; i < counts.Count; i++)
        {
            // A day with anything at all is seen; one without leaves its place on the line.
            var tall = counts[i] == 0 ? 1 : Math.Max(3, Height * counts[i] / most);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{(counts[i] == 0 ? "none" : i == counts.Count - 1 ? "today" : "day")}\" x=\"{i * Bar}\" y=\"{Height - tall}\" width=\"{Bar - 1}\" height=\"{tall}\"/>");
        }
        return new HtmlString(svg.Append("</svg>").ToString());
    }
}
