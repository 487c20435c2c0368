using System.Globalization;
using System.Net;
using System.Text;

namespace Huiying.Documents;

/// <summary>
/// The chart for a page: one inline SVG without script, style attributes or references, so that a strict content security policy lets it be.
/// Text takes the page's colour; the bars have class <c>bar</c>. Show <see cref="MentionSeries.Bars"/> as a table beside it.
/// </summary>
public static class MentionSvg
{
    private const int Width = 720, Height = 260, PlotLeft = 48, PlotRight = 8, PlotTop = 34, PlotBottom = 44;

    /// <summary>Draws the series.</summary>
    /// <param name="series">What to draw.</param>
    /// <param name="id">A name unlike that of any other chart on the page: letters, digits and hyphens.</param>
    /// <exception cref="ArgumentException">The name holds anything else.</exception>
    public static string Draw(MentionSeries series, string id)
    {
        if (!id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) throw new ArgumentException("letters, digits and hyphens only", nameof(id));
        var (top, step) = series.Scale();
        var svg = new StringBuilder();
        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
        double Y(long count) => Height - PlotBottom - (double)count / top * (Height - PlotBottom - PlotTop);

        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {Width} {Height}\" width=\"100%\" role=\"img\" ");
        Add($"aria-labelledby=\"{id}-title {id}-desc\" font-family=\"inherit\" font-size=\"12\" fill=\"currentColor\">");
        Add($"<title id=\"{id}-title\">{Escape(series.Title)}</title><desc id=\"{id}-desc\">{Escape(series.Description)}</desc>");
        Add($"<text x=\"{PlotLeft}\" y=\"18\" font-size=\"13\">{Escape(series.Title)}（条）</text>");
        for (long tick = 0; tick <= top; tick += step)
        {
            Add($"<line x1=\"{PlotLeft}\" x2=\"{Width - PlotRight}\" y1=\"{Y(tick):0.#}\" y2=\"{Y(tick):0.#}\" stroke=\"currentColor\" stroke-opacity=\"{(tick == 0 ? 0.6 : 0.15)}\"/>");
            Add($"<text x=\"{PlotLeft - 6}\" y=\"{Y(tick) + 4:0.#}\" text-anchor=\"end\">{Ground.Words.Number(tick)}</text>");
        }
        var place = series.Bars.Count == 0 ? 0 : (Width - PlotLeft - PlotRight) / (double)series.Bars.Count;
        for (var i = 0; i < series.Bars.Count; i++)
        {
            var bar = series.Bars[i];
            if (bar.Count == 0) continue;
            var width = Math.Min(40, place * 0.78);
            Add($"<rect class=\"bar\" x=\"{PlotLeft + place * (i + 0.5) - width / 2:0.##}\" y=\"{Y(bar.Count):0.##}\" width=\"{width:0.##}\" ");
            Add($"height=\"{Y(0) - Y(bar.Count):0.##}\" fill=\"#1f5fa8\"><title>{Escape(bar.Label)}：{Ground.Words.Number(bar.Count)}条</title></rect>");
        }
        foreach (var (index, text) in series.Ticks(most: 14))
        {
            var x = PlotLeft + place * (index + 0.5);
            var lines = text.Split('\n');
            for (var i = 0; i < lines.Length; i++) Add($"<text x=\"{x:0.#}\" y=\"{Height - PlotBottom + 17 + 15 * i}\" text-anchor=\"middle\">{Escape(lines[i])}</text>");
        }
        if (series.Bars.Count == 0) Add($"<text x=\"{Width / 2}\" y=\"{Height / 2}\" text-anchor=\"middle\">没有提及</text>");
        return svg.Append("</svg>").ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
