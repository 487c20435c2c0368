using System.Globalization;
using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>A time of day as written, with the part of the day that decides between twelve hours and the next twelve.</summary>
internal readonly record struct ClockTime(TimeSpan SinceMidnight, DatePrecision Precision, TimeSpan? Offset)
{
    public DateResolution.Local On(DateTime day) => new(day.Date + SinceMidnight, Precision, Offset);

    /// <summary>The clock of a match, or null when there is none such (25:00).</summary>
    public static ClockTime? Read(Match m)
    {
        if (ChineseNumerals.Read(m.Groups["h"].ValueSpan) is not { } hour || hour > 24) return null;
        var minute = m.Groups["half"].Success ? 30 : m.Groups["q"].Success ? (m.Groups["q"].Value == "一" ? 15 : 45) : Part(m, "mi");
        var second = Part(m, "sec");
        if (minute > 59 || second > 60 || (hour == 24 && minute > 0)) return null;
        var precision = m.Groups["sec"].Success ? DatePrecision.Second
            : m.Groups["mi"].Success || m.Groups["half"].Success || m.Groups["q"].Success ? DatePrecision.Minute : DatePrecision.Hour;
        var part = m.Groups["ap"].Success ? m.Groups["ap"].Value : m.Groups["p"].Value;
        return new(new TimeSpan(Hours(part.ToLowerInvariant(), hour), minute, Math.Min(second, 59)), precision, Zone(m.Groups["z"].Value));
    }

    private static int Hours(string part, int hour) => part switch
    {
        "" => hour,
        "凌晨" or "上午" or ['a', ..] => hour == 12 && part != "上午" ? 0 : hour,
        "中午" or "正午" or "午间" => hour <= 4 ? hour + 12 : hour,
        "下午" or "午后" or "傍晚" or "黄昏" or ['p', ..] => hour < 12 ? hour + 12 : hour,
        "晚" or "晚上" or "晚间" or "夜晚" or "夜" or "夜里" or "夜间" or "深夜" or "半夜" or "午夜" => hour == 12 ? 24 : hour is >= 5 and < 12 ? hour + 12 : hour,
        _ => hour,
    };

    private static int Part(Match m, string group) => m.Groups[group].Success ? ChineseNumerals.Read(m.Groups[group].ValueSpan) ?? 99 : 0;

    private static TimeSpan? Zone(string z)
    {
        if (z.Length == 0) return null;
        var sign = z.IndexOfAny(['+', '-']);
        if (sign < 0) return TimeSpan.Zero;
        var digits = z[(sign + 1)..].Replace(":", "", StringComparison.Ordinal);
        var offset = new TimeSpan(int.Parse(digits[..2], CultureInfo.InvariantCulture), int.Parse(digits[2..], CultureInfo.InvariantCulture), 0);
        return offset > TimeSpan.FromHours(14) ? null : z[sign] == '-' ? -offset : offset;
    }
}
