namespace Huiying.Assess.Trends;

/// <summary>Mentions in one hour (UTC, the hour's beginning).</summary>
public readonly record struct HourCount(DateTimeOffset Hour, int Count);

/// <summary>A sudden rise.</summary>
/// <param name="Level">0 none, 1 noticeable, 2 strong, 3 very strong.</param>
/// <param name="Since">The hour it began; null at level 0.</param>
public sealed record Burst(int Level, DateTimeOffset? Since);

/// <summary>Where a topic is heading (R19). What the data cannot carry is null, and <see cref="Text"/> says so.</summary>
/// <param name="Series">Every hour from the first mention to now, also those without.</param>
/// <param name="Growth">Mentions of the last 24 hours against the 24 before, less one; null when the two together are under <see cref="Trend.Least"/>.</param>
/// <param name="Burst">Null while less than a day before the last hours is known.</param>
/// <param name="Text">In one sentence, Chinese.</param>
public sealed record TrendFigures(IReadOnlyList<HourCount> Series, double? Growth, Burst? Burst, string Text);

/// <summary>Mentions per hour, growth and burst. Pure.</summary>
public static class Trend
{
    /// <summary>Fewer mentions than this carry no percentage.</summary>
    public const int Least = 10;

    /// <summary>Hours that are compared with what came before them.</summary>
    private const int Recent = 6;

    /// <summary>Hours before those that make the expectation.</summary>
    private const int Before = 72;

    /// <summary>A longer silence before the last hours is not drawn hour by hour.</summary>
    private const int Drawn = 24 * 90;

    private static readonly double[] Chances = [0.01, 1e-4, 1e-7];

    /// <summary>The figures at a moment, from counts by hour in any order; later hours than <paramref name="now"/>'s are not looked at.</summary>
    public static TrendFigures Of(IEnumerable<HourCount> counts, DateTimeOffset now)
    {
        var last = HourOf(now);
        var byHour = counts.Where(c => c.Hour <= last).GroupBy(c => HourOf(c.Hour)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        if (byHour.Count == 0) return new([], null, null, "还没有提及。");
        var first = byHour.Keys.Min();
        if (first < last.AddHours(-Drawn)) first = last.AddHours(-Drawn);
        var hours = (int)(last - first).TotalHours + 1;
        HourCount[] series = [.. Enumerable.Range(0, hours).Select(i => first.AddHours(i)).Select(h => new HourCount(h, byHour.GetValueOrDefault(h)))];
        var growth = Growth(series);
        var burst = BurstOf(series);
        return new(series, growth, burst, Text(growth, burst));
    }

    /// <summary>The hour an instant lies in (UTC).</summary>
    public static DateTimeOffset HourOf(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);

    private static double? Growth(HourCount[] series)
    {
        var day = Sum(series, 0, 24);
        var before = Sum(series, 24, 24);
        return before == 0 || day + before < Least ? null : (double)day / before - 1;
    }

    /// <summary>
    /// How unlikely the last hours' mentions are if they came as evenly as in the days before (Poisson, upper tail). The rate has half a mention
    /// added, so that silence before does not make everything a burst.
    /// </summary>
    private static Burst? BurstOf(HourCount[] series)
    {
        var known = Math.Min(Before, series.Length - Recent);
        if (known < 24) return null;
        var recent = Sum(series, 0, Recent);
        var rate = (Sum(series, Recent, known) + 0.5) / known;
        var chance = UpperTail(recent, rate * Recent);
        var level = recent < 5 ? 0 : Chances.Count(c => chance < c);
        if (level == 0) return new(0, null);
        var start = series.Length - Recent;
        while (start < series.Length && series[start].Count <= rate) start++;
        return new(level, series[Math.Min(start, series.Length - 1)].Hour);
    }

    /// <summary>Chance of <paramref name="k"/> or more at the mean.</summary>
    private static double UpperTail(int k, double mean)
    {
        // Summed from k upwards: one minus the lower sum would drown in rounding just where it matters.
        var term = k * Math.Log(mean) - mean;
        for (var i = 2; i <= k; i++) term -= Math.Log(i);
        var p = Math.Exp(term);
        var sum = 0.0;
        for (var i = k; p > 0 && i < k + 1000; i++, p *= mean / i) sum += p;
        return Math.Min(1, sum);
    }

    private static int Sum(HourCount[] series, int skip, int take)
    {
        var end = series.Length - skip;
        var sum = 0;
        for (var i = Math.Max(0, end - take); i < end; i++) sum += series[i].Count;
        return sum;
    }

    private static string Text(double? growth, Burst? burst)
    {
        var first = growth is { } g ? $"近 24 小时较前 24 小时{(g >= 0 ? "增加" : "减少")} {Math.Abs(g) * 100:0}%" : "提及太少，不计增幅";
        var second = burst switch
        {
            null => "历史不足一天，不判断突增",
            { Level: 0 } => "没有突增",
            { Level: var level } => $"突增 {level} 级",
        };
        return $"{first}；{second}。";
    }
}
