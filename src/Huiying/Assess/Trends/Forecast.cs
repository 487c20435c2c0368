namespace Huiying.Assess.Trends;

/// <summary>What is expected: in eight of ten cases the truth lies between the outer figures.</summary>
/// <param name="P10">In one case of ten it is less.</param>
/// <param name="P50">As often more as less.</param>
/// <param name="P90">In one case of ten it is more.</param>
public readonly record struct Band(double P10, double P50, double P90);

/// <summary>What an hour may bring.</summary>
/// <param name="Hour">From 1, the hour that begins now.</param>
/// <param name="Band">New mentions in it, or the value at its end.</param>
public readonly record struct HourForecast(int Hour, Band Band);

/// <summary>New mentions expected in the hours to come.</summary>
/// <param name="Hours">Each hour by itself.</param>
/// <param name="Total">All of them; narrower than the sum of the hours' bands, since their errors partly cancel.</param>
public sealed record ForecastFigures(IReadOnlyList<HourForecast> Hours, Band Total);

/// <summary>
/// Forecasts of mentions and of values. A topic younger than two days fades like a wave of reposts (by a power of its age, times the hour's
/// <see cref="Rhythm"/>); an older one goes on at its rate. The constants were fitted on public reposts and hourly heat, see docs/quality.md; the
/// widths are those that held the truth in eight of ten cases. Pure.
/// </summary>
public static class Forecast
{
    /// <summary>With fewer mentions nothing is forecast.</summary>
    public const int Least = 5;

    private const double YoungHours = 48;
    private const double Fading = 1.5;
    private const double FadingFrom = 1.5;

    /// <summary>New mentions in the next hours; null while there are fewer than <see cref="Least"/> mentions.</summary>
    /// <param name="mentions">When mentions came, each with how many; later ones than <paramref name="now"/> are not looked at.</param>
    /// <param name="start">When the topic began; null: at its first mention.</param>
    /// <param name="now">The moment the forecast is made.</param>
    /// <param name="horizon">Hours, from 1.</param>
    /// <param name="offset">The zone whose day people live by.</param>
    public static ForecastFigures? Mentions(IEnumerable<(DateTimeOffset At, double Count)> mentions, DateTimeOffset? start, DateTimeOffset now, int horizon, TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        var known = mentions.Where(m => m.At <= now && m.Count > 0).ToList();
        var seen = known.Sum(m => m.Count);
        if (seen < Least) return null;
        var first = known.Min(m => m.At);
        if (start is { } s && s < first) first = s;
        var age = Math.Max(0.25, (now - first).TotalHours);
        var young = age < YoungHours;
        double level;
        if (young)
        {
            var recent = Math.Clamp(age / 2, 0.5, 6);
            var rate = (known.Where(m => m.At > now.AddHours(-recent)).Sum(m => m.Count) + 0.5) / recent;
            level = Math.Exp(1.85) * Math.Pow(rate, 0.85) * Math.Pow(seen, -0.35);
        }
        else
        {
            level = 0.67 * (0.6 * Since(24) / 24 + 0.4 * Since(6) / 6);
        }
        var hours = new double[horizon];
        var here = Rhythm.Rate(now, offset);
        for (var half = 0; half < horizon * 2; half++)
        {
            var later = half * 0.5 + 0.25;
            var fade = Math.Pow((age + FadingFrom + later) / (age + FadingFrom), -Fading);
            hours[half / 2] += level * 0.5 * fade * Rhythm.Rate(now.AddHours(later), offset) / here;
        }
        return new([.. hours.Select((h, i) => new HourForecast(i + 1, Around(h, Width(i + 1))))], Around(hours.Sum(), Width(horizon)));

        double Since(double last) => known.Where(m => m.At > now.AddHours(-last)).Sum(m => m.Count);

        double Width(int ahead) => young ? 0.72 + 0.22 * Math.Log(1 + age) + 0.03 * Math.Log(ahead) : 0.5 + 0.16 * Math.Log(ahead);
    }

    /// <summary>
    /// The next hour's value of a quantity measured every hour, as heat on a list: as it was, times the hour's usual change, less the usual decline, which
    /// is the less the longer the quantity has been measured without a gap. Null without a value.
    /// </summary>
    public static Band? Next(IEnumerable<(DateTimeOffset At, double Value)> series, DateTimeOffset now, TimeSpan offset)
    {
        var hours = series.Where(v => v.At <= now).GroupBy(v => Trend.HourOf(v.At)).OrderByDescending(g => g.Key).Select(g => (g.Key, Value: g.MaxBy(v => v.At).Value)).ToList();
        if (hours.Count == 0) return null;
        var run = 1;
        while (run < hours.Count && run < 6 && hours[run - 1].Key - hours[run].Key == TimeSpan.FromHours(1)) run++;
        var middle = Math.Log(Math.Max(1, hours[0].Value)) + Rhythm.Step(hours[0].Key.AddHours(1), offset) - 0.2 + (run > 2 ? 0.07 : 0) + (run > 3 ? 0.035 : 0);
        var (down, up) = run switch { 1 => (0.6, 0.6), 2 => (0.5, 0.49), 3 => (0.47, 0.38), < 6 => (0.38, 0.32), _ => (0.34, 0.34) };
        return new(Math.Exp(middle - down), Math.Exp(middle), Math.Exp(middle + up));
    }

    /// <summary>Counts are whole: the outer figures are rounded outwards.</summary>
    private static Band Around(double expected, double width) =>
        new(Math.Floor(Math.Max(0, (expected + 1) * Math.Exp(-width) - 1)), Math.Max(0, expected), Math.Ceiling(Math.Max(0, (expected + 1) * Math.Exp(width) - 1)));
}
