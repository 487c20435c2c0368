namespace Huiying.Collect.Reading;

/// <summary>Moves a time by so many of a unit; halves of months and years are days and months.</summary>
internal static class Units
{
    public static (DateTime Time, DatePrecision Precision)? Move(DateTime from, double count, string unit, int sign)
    {
        if (count > 9999) return null;
        var n = count * sign;
        try
        {
            return unit switch
            {
                "秒" or "秒钟" or "second" => (from.AddSeconds(n), DatePrecision.Second),
                "分" or "分钟" or "minute" => (from.AddMinutes(n), DatePrecision.Second),
                "刻" or "刻钟" => (from.AddMinutes(15 * n), DatePrecision.Minute),
                "小时" or "钟头" or "hour" => (from.AddHours(n), DatePrecision.Minute),
                "天" or "日" or "day" => count is 0.5 ? (from.AddHours(12 * sign), DatePrecision.Minute) : (from.AddDays(n), DatePrecision.Day),
                "周" or "星期" or "礼拜" or "week" => (from.AddDays(7 * n), DatePrecision.Day),
                "月" or "month" => (from.AddMonths((int)n).AddDays(15 * (n - (int)n) / 0.5), DatePrecision.Day),
                "年" or "year" => (from.AddMonths((int)(12 * n)), DatePrecision.Day),
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
