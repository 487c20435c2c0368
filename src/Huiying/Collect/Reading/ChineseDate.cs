using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>How much of a date was written.</summary>
public enum DatePrecision
{
    /// <summary>Only the year.</summary>
    Year,

    /// <summary>Year and month.</summary>
    Month,

    /// <summary>The day.</summary>
    Day,

    /// <summary>The hour.</summary>
    Hour,

    /// <summary>The minute.</summary>
    Minute,

    /// <summary>The second.</summary>
    Second,
}

/// <summary>A date found in text.</summary>
/// <param name="Time">In the zone's offset; what was not written is the first month, the first day or midnight.</param>
/// <param name="Precision">What was written.</param>
public readonly record struct ReadDate(DateTimeOffset Time, DatePrecision Precision);

/// <summary>
/// Dates as Chinese pages print them: 2026年3月5日 下午3点, 03-05 08:12, 昨天 12:30, 3分钟前, 上周五. A date without its year or month is
/// the latest one not after the reference time; a clock alone is that day's. A day the calendar does not have is no date.
/// </summary>
public static class ChineseDate
{
    private const int Longest = 400;

    /// <summary>China Standard Time, the zone of a page that names none.</summary>
    public static readonly TimeZoneInfo China = Zone("Asia/Shanghai") ?? TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", TimeSpan.FromHours(8), "Asia/Shanghai", "Asia/Shanghai");

    /// <summary>The zone with that IANA name, or null.</summary>
    public static TimeZoneInfo? Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>The date in the text (its first 400 characters), or null. Never throws.</summary>
    /// <param name="text">One date as printed, or a short text with one in it.</param>
    /// <param name="now">The reference time.</param>
    /// <param name="zone">The page's zone; China when null.</param>
    public static ReadDate? Read(string text, DateTimeOffset now, TimeZoneInfo? zone = null)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        zone ??= China;
        var plain = ChineseNumerals.Plain(text.AsSpan(0, Math.Min(text.Length, Longest))).Trim();
        try
        {
            var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
            return Epoch(plain, zone) ?? DateResolution.Of(plain, local)?.In(zone);
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Seconds or milliseconds since 1970, as scripts print them.</summary>
    private static ReadDate? Epoch(string text, TimeZoneInfo zone)
    {
        if (text.Length is not (10 or 13) || text[0] != '1' || !long.TryParse(text, out var value)) return null;
        var time = text.Length == 10 ? DateTimeOffset.FromUnixTimeSeconds(value) : DateTimeOffset.FromUnixTimeMilliseconds(value);
        return new(TimeZoneInfo.ConvertTime(time, zone), DatePrecision.Second);
    }
}
