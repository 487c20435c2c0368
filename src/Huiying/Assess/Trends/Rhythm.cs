namespace Huiying.Assess.Trends;

/// <summary>
/// How busy people are at an hour of their day: the logarithm of the usual rate against the day's mean. It was read off half a
/// year of China's hourly search heat, smoothed to three harmonics; reposts follow the same shape less strongly (docs/quality.md).
/// </summary>
public static class Rhythm
{
    /// <summary>The zone whose day is meant when nobody says otherwise: China, eight hours east of Greenwich.</summary>
    public static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>Mentions swing less than search heat.</summary>
    private const double OfMentions = 0.7;

    private static readonly double[] Levels =
    [
        -0.41, -0.87, -1.41, -1.88, -2.12, -2.00, -1.52, -0.76, 0.09, 0.82, 1.31, 1.51,
        1.46, 1.28, 1.07, 0.87, 0.72, 0.58, 0.46, 0.35, 0.26, 0.19, 0.09, -0.09,
    ];

    /// <summary>The rate of mentions at an instant against the day's mean, above 0.</summary>
    public static double Rate(DateTimeOffset at, TimeSpan offset)
    {
        var hour = at.ToOffset(offset).TimeOfDay.TotalHours;
        var (whole, part) = ((int)hour, hour - Math.Floor(hour));
        return Math.Exp(OfMentions * (Levels[whole] * (1 - part) + Levels[(whole + 1) % 24] * part));
    }

    /// <summary>By how much the logarithm of heat usually changes from the hour before <paramref name="hour"/> to it.</summary>
    public static double Step(DateTimeOffset hour, TimeSpan offset)
    {
        var angle = 2 * Math.PI * hour.ToOffset(offset).Hour / 24;
        return -0.259 * Math.Cos(angle) + 0.273 * Math.Sin(angle) - 0.206 * Math.Cos(2 * angle) - 0.331 * Math.Sin(2 * angle) + 0.121 * Math.Cos(3 * angle) - 0.068 * Math.Sin(3 * angle);
    }
}
