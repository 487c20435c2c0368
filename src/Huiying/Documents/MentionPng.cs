using ScottPlot;
using SkiaSharp;

namespace Huiying.Documents;

/// <summary>The chart for a document: 150 mm × 66 mm at 300 dots an inch, black axes, dark blue bars that print well in grey.</summary>
public static class MentionPng
{
    /// <summary>Size on paper.</summary>
    public const double WidthMm = 150, HeightMm = 66;

    private const int Dpi = 300;
    private static readonly string[] Preferred = ["Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "SimHei", "黑体", "PingFang SC", "WenQuanYi Zen Hei"];
    private static readonly Lazy<string?> Installed = new(Find);

    /// <summary>The installed font that has Chinese characters; null when none is, and the labels would be boxes: then warn and leave the picture out.</summary>
    public static string? ChineseFont => Installed.Value;

    /// <summary>Draws the series; null when there is nothing to draw or no font to write it with.</summary>
    public static Picture? Draw(MentionSeries series, string? caption = null)
    {
        if (series.Bars.Count == 0 || ChineseFont is not { } font) return null;
        using var plot = new Plot();
        var (width, height) = ((int)(WidthMm / 25.4 * Dpi), (int)(HeightMm / 25.4 * Dpi));
        plot.ScaleFactor = Dpi / 96.0;
        plot.Font.Set(font);
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(.12);
        plot.Add.Bars(series.Bars.Select((b, i) => new Bar
        {
            Position = i,
            Value = b.Count,
            Size = 0.78,
            FillColor = Color.FromHex("#1f4e86"),
            LineWidth = 0,
        }).ToList());
        var (top, step) = series.Scale();
        plot.Axes.SetLimits(-0.7, series.Bars.Count - 0.3, 0, top * 1.04);
        var left = new ScottPlot.TickGenerators.NumericManual();
        for (long tick = 0; tick <= top; tick += step) left.AddMajor(tick, Ground.Words.Number(tick));
        plot.Axes.Left.TickGenerator = left;
        var bottom = new ScottPlot.TickGenerators.NumericManual();
        foreach (var (index, text) in series.Ticks(most: 12)) bottom.AddMajor(index, text);
        plot.Axes.Bottom.TickGenerator = bottom;
        plot.Axes.Left.Label.Text = "新增提及（条）";
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Left.Label.FontSize = 12;
        plot.Axes.Top.IsVisible = plot.Axes.Right.IsVisible = false;
        plot.Axes.Left.TickLabelStyle.FontSize = plot.Axes.Bottom.TickLabelStyle.FontSize = 11;
        // The library measures Chinese fonts short: fixed room and small shifts keep labels whole and beside their ticks.
        plot.Axes.Left.TickLabelStyle.OffsetY = 8;
        plot.Axes.Bottom.TickLabelStyle.OffsetY = 5;
        plot.Axes.Left.Label.OffsetX = 8;
        plot.Layout.Fixed(new PixelPadding(left: 68, right: 26, bottom: 44, top: 14));
        var png = plot.GetImage(width, height).GetImageBytes(ImageFormat.Png);
        return new Picture(png, WidthMm, HeightMm, series.Title + "。" + series.Description, caption);
    }

    private static string? Find()
    {
        foreach (var name in Preferred)
        {
            using var face = SKTypeface.FromFamilyName(name);
            if (face is not null && face.FamilyName == name && face.ContainsGlyph('情')) return name;
        }
        using var any = SKFontManager.Default.MatchCharacter('情');
        return any?.FamilyName;
    }
}
