using System.Globalization;
using Huiying.Ground;

namespace Huiying.Documents;

/// <summary>New mentions in the hour that begins at <paramref name="Hour"/>.</summary>
public sealed record HourCount(DateTimeOffset Hour, long Count);

/// <summary>How much time one bar stands for.</summary>
public enum MentionUnit
{
    /// <summary>An hour, for up to four days.</summary>
    Hour,

    /// <summary>A calendar day of the office's zone, for up to 120 days.</summary>
    Day,

    /// <summary>A week from Monday, for up to three years.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,
}

/// <summary>One bar: from when, in the office's zone, and how many.</summary>
/// <param name="From">Local beginning.</param>
/// <param name="Label">As the axis and the table alternative write it.</param>
/// <param name="Count">New mentions.</param>
public sealed record MentionBar(DateTime From, string Label, long Count);

/// <summary>
/// Mentions over time as bars: hours, days, weeks or months by the length of the whole, empty ones included, cut at the office's own midnights.
/// The bars are also the table that stands beside the picture for those who cannot see it.
/// </summary>
public sealed record MentionSeries
{
    private const int MaxHours = 96, MaxDays = 120, MaxWeeks = 156;

    /// <summary>Folds the counts into bars.</summary>
    /// <param name="hours">Any order, any gaps; the same hour may come twice.</param>
    /// <param name="zone">The office's zone.</param>
    public MentionSeries(IEnumerable<HourCount> hours, TimeZoneInfo zone)
    {
        var local = hours.Select(h => (At: TimeZoneInfo.ConvertTime(h.Hour, zone).DateTime, h.Count)).OrderBy(h => h.At).ToList();
        if (local.Count == 0)
        {
            Bars = [];
            return;
        }
        var span = local[^1].At - local[0].At;
        Unit = span.TotalHours < MaxHours ? MentionUnit.Hour : span.TotalDays < MaxDays ? MentionUnit.Day : span.TotalDays < MaxWeeks * 7 ? MentionUnit.Week : MentionUnit.Month;
        var counts = local.GroupBy(h => Start(h.At)).ToDictionary(g => g.Key, g => g.Sum(h => h.Count));
        var bars = new List<MentionBar>();
        for (var at = Start(local[0].At); at <= local[^1].At; at = Next(at))
        {
            bars.Add(new(at, Label(at), counts.GetValueOrDefault(at)));
        }
        Bars = bars;
    }

    /// <summary>What one bar stands for.</summary>
    public MentionUnit Unit { get; }

    /// <summary>The bars in order.</summary>
    public IReadOnlyList<MentionBar> Bars { get; }

    /// <summary>All mentions.</summary>
    public long Total => Bars.Sum(b => b.Count);

    /// <summary>The first of the highest bars; null when there is none.</summary>
    public MentionBar? Peak => Bars.MaxBy(b => b.Count);

    /// <summary>每小时新增提及, 每日…, 每周….</summary>
    public string Title => $"每{UnitName}新增提及数";

    /// <summary>The picture in a sentence.</summary>
    public string Description => Peak is { } peak
        ? $"{Bars[0].Label}至{Bars[^1].Label}共{Words.Number(Total)}条，{peak.Label}最多，{UnitName}内{Words.Number(peak.Count)}条。"
        : "没有提及。";

    private string UnitName => Unit switch { MentionUnit.Hour => "小时", MentionUnit.Day => "日", MentionUnit.Week => "周", _ => "月" };

    private DateTime Start(DateTime at) => Unit switch
    {
        MentionUnit.Hour => at.Date.AddHours(at.Hour),
        MentionUnit.Day => at.Date,
        MentionUnit.Week => at.Date.AddDays(-(((int)at.DayOfWeek + 6) % 7)),
        _ => new(at.Year, at.Month, 1),
    };

    private DateTime Next(DateTime at) => Unit switch
    {
        MentionUnit.Hour => at.AddHours(1),
        MentionUnit.Day => at.AddDays(1),
        MentionUnit.Week => at.AddDays(7),
        _ => at.AddMonths(1),
    };

    private string Label(DateTime at) => at.ToString(Unit switch
    {
        MentionUnit.Hour => "M月d日 HH时",
        MentionUnit.Day => "M月d日",
        MentionUnit.Week => "yyyy年M月d日起",
        _ => "yyyy年M月",
    }, CultureInfo.InvariantCulture);

    /// <summary>Which bars carry a label on the axis: at most <paramref name="most"/>, evenly, at midnights where the bars are hours.</summary>
    internal IEnumerable<(int Index, string Text)> Ticks(int most)
    {
        if (Bars.Count == 0) yield break;
        var (first, step) = (0, Math.Max(1, (Bars.Count + most - 1) / most));
        if (Unit == MentionUnit.Hour && Bars.Count > most)
        {
            foreach (var fit in (int[])[2, 3, 4, 6, 12, 24])
            {
                step = fit;
                if ((Bars.Count + fit - 1) / fit <= most) break;
            }
            first = (step - Bars[0].From.Hour % step) % step;
        }
        for (var i = first; i < Bars.Count; i += step)
        {
            var at = Bars[i].From;
            yield return (i, Unit switch
            {
                MentionUnit.Hour when at.Hour == 0 || i == first => at.ToString("HH时\nM月d日", CultureInfo.InvariantCulture),
                MentionUnit.Hour => at.ToString("HH时", CultureInfo.InvariantCulture),
                MentionUnit.Day => at.ToString("M/d", CultureInfo.InvariantCulture),
                MentionUnit.Week => at.ToString("yy/M/d", CultureInfo.InvariantCulture),
                _ => at.ToString("yy/M", CultureInfo.InvariantCulture),
            });
        }
    }

    /// <summary>A round upper end of the axis and its step: 1, 2 or 5 times a power of ten, whole numbers only.</summary>
    internal (long Top, long Step) Scale()
    {
        var most = Math.Max(1, Peak?.Count ?? 1);
        long step = 1;
        for (var i = 0; most > step * 5; i++) step = i % 3 == 1 ? step / 2 * 5 : step * 2;
        return ((most + step - 1) / step * step, step);
    }
}
