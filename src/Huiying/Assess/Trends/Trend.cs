namespace Huiying.Assess.Trends;

/// <summary>Mentions in one hour (UTC, the hour's beginning).</summary>
public readonly record struct HourCount(DateTimeOffset Hour, int Count);

/// <summary>A sudden rise.</summary>
/// <param name="Level">0 none, 1 noticeable, 2 strong, 3 very strong.</param>
/// <param name="Since">The hour it began; null at level 0.</param>
public sealed record Burst(int Level, DateTimeOffset? Since);

/// <summary>Where a topic is heading (R19). What the data cannot carry is null, and <see cref="Text"/> says so.</summary>
/// <param name="Series">Every hour from the first mention to now, also those without; at most the last <see cref="Trend.Hourly"/> hours.</param>
/// <param name="Growth">Mentions of the last 24 hours against the 24 before, less one; null when the two together are under <see cref="Trend.Least"/>.</param>
/// <param name="Burst">Null while less than a day before the last hours is known.</param>
/// <param name="Text">In one sentence, Chinese.</param>
public sealed record TrendFigures(IReadOnlyList<HourCount> Series, double? Growth, Burst? Burst, string Text)
{
    /// <summary>The hours before <see cref="Series"/> that had mentions: a topic's first peak is not forgotten.</summary>
    public IReadOnlyList<HourCount> Earlier { get; init; } = [];

    /// <summary>The topic's whole life in hours; one that is missing had no mention.</summary>
    public IEnumerable<HourCount> Life => Earlier.Concat(Series);

    /// <summary>New mentions expected in each of the next hours; null while there are fewer than <see cref="Forecast.Least"/> mentions.</summary>
    public ForecastFigures? Forecast { get; init; }
}

/// <summary>Mentions per hour, growth, burst and forecast. Pure.</summary>
public static class Trend
{
    /// <summary>Fewer mentions than this carry no percentage.</summary>
    public const int Least = 10;

    /// <summary>So many hours up to now are told one by one, empty ones too; of earlier ones those that had mentions.</summary>
    public const int Hourly = 24 * 90;

    /// <summary>The figures at a moment, from counts by hour in any order; later hours than <paramref name="now"/>'s are not looked at. The hours to come are forecast; the day people live by is that of the offset, China's if null.</summary>
    public static TrendFigures Of(IEnumerable<HourCount> counts, DateTimeOffset now, int horizon = 24, TimeSpan? offset = null)
    {
        var last = HourOf(now);
        var byHour = counts.Where(c => c.Hour <= last).GroupBy(c => HourOf(c.Hour)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        if (byHour.Count == 0) return new([], null, null, "还没有提及。");
        var first = byHour.Keys.Min();
        if (first < last.AddHours(-Hourly)) first = last.AddHours(-Hourly);
        var hours = (int)(last - first).TotalHours + 1;
        HourCount[] series = [.. Enumerable.Range(0, hours).Select(i => first.AddHours(i)).Select(h => new HourCount(h, byHour.GetValueOrDefault(h)))];
        var growth = Growth(series);
        var zone = offset ?? Rhythm.China;
        var burst = Bursts.Of(series, zone);
        // A past hour's mentions are taken to have come in its middle, this hour's until now.
        var forecast = Forecast.Mentions(series.Select(h => (h.Hour == last ? now - (now - h.Hour) / 2 : h.Hour.AddMinutes(30), (double)h.Count)), null, now, horizon, zone);
        HourCount[] earlier = [.. byHour.Where(h => h.Key < first).OrderBy(h => h.Key).Select(h => new HourCount(h.Key, h.Value))];
        return new(series, growth, burst, Text(growth, burst, forecast)) { Forecast = forecast, Earlier = earlier };
    }

    /// <summary>The hour an instant lies in (UTC).</summary>
    public static DateTimeOffset HourOf(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);

    private static double? Growth(HourCount[] series)
    {
        var day = Sum(series, 0, 24);
        var before = Sum(series, 24, 24);
        return before == 0 || day + before < Least ? null : (double)day / before - 1;
    }

    private static int Sum(HourCount[] series, int skip, int take)
    {
        var end = series.Length - skip;
        var sum = 0;
        for (var i = Math.Max(0, end - take); i < end; i++) sum += series[i].Count;
        return sum;
    }

    private static string Text(double? growth, Burst? burst, ForecastFigures? forecast)
    {
        var first = growth is { } g ? $"近 24 小时较前 24 小时{(g >= 0 ? "增加" : "减少")} {Math.Abs(g) * 100:0}%" : "提及太少，不计增幅";
        var second = burst switch
        {
            null => "历史不足一天，不判断突增",
            { Level: 0 } => "没有突增",
            { Level: var level } => $"突增 {level} 级",
        };
        var third = forecast is null ? $"提及不足 {Forecast.Least} 次，不作预测"
            : $"今后 {forecast.Hours.Count} 小时预计新增约 {forecast.Total.P50:0} 次（八成把握在 {forecast.Total.P10:0} 至 {forecast.Total.P90:0} 次之间）";
        return $"{first}；{second}；{third}。";
    }
}
