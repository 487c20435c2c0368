using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>From the written form to a local time, forms with more of the date before forms with less.</summary>
internal static class DateResolution
{
    /// <summary>A resolved local time; with an offset of its own if one was written.</summary>
    internal readonly record struct Local(DateTime Time, DatePrecision Precision, TimeSpan? Offset = null)
    {
        public ReadDate In(TimeZoneInfo zone) => Offset is { } own
            ? new(TimeZoneInfo.ConvertTime(new DateTimeOffset(Time, own), zone), Precision)
            : new(new DateTimeOffset(Time, zone.GetUtcOffset(Time)), Precision);
    }

    private static (int Month, int Day)? Festival(string name) => name switch
    {
        "元旦" => (1, 1),
        "情人节" => (2, 14),
        "妇女节" => (3, 8),
        "植树节" => (3, 12),
        "劳动节" => (5, 1),
        "青年节" => (5, 4),
        "儿童节" => (6, 1),
        "建党节" => (7, 1),
        "建军节" => (8, 1),
        "教师节" => (9, 10),
        "国庆" or "国庆节" => (10, 1),
        "双十一" => (11, 11),
        "平安夜" => (12, 24),
        "圣诞" or "圣诞节" => (12, 25),
        _ => null,
    };

    public static Local? Of(string text, DateTime now)
    {
        if (Written(text, now) is { } written) return written.Date;
        if (DateForms.JustNow().IsMatch(text)) return new(now, DatePrecision.Second);
        if (Ago(text, now) is { } ago) return ago;
        if (Word(text, now) is { } word) return word;
        if (DateForms.DayOnly().Match(text) is { Success: true } day) return Past(day, text, now, 36, (n, i) => Month(n).AddMonths(-i), Number(day, "d"));
        if (DateForms.MonthWord().Match(text) is { Success: true } month) return new(Month(now).AddMonths(Shift(month.Groups["mw"].Value)), DatePrecision.Month);
        if (DateForms.YearOnly().Match(text) is { Success: true } year) return Year(year, text, now);
        if (DateForms.Festival().Match(text) is { Success: true } f && Festival(f.Groups["fest"].Value) is { } on)
        {
            return Past(f, text, now, 2, (n, i) => new DateTime(n.Year - i, on.Month, 1), on.Day);
        }
        var clock = DateForms.Clock().Match(text);
        return clock.Success ? ClockTime.Read(clock)?.On(now.Date) : null;
    }

    /// <summary>A date in figures. When it is found but impossible, the answer is found-and-null: nothing lesser may be read out of it.</summary>
    private static (Local? Date, bool Found)? Written(string text, DateTime now)
    {
        foreach (var form in (ReadOnlySpan<Regex>)[DateForms.Numeric(), DateForms.English(), DateForms.Compact()])
        {
            if (form.Match(text) is { Success: true } m) return (Dated(m, text, Number(m, "y"), MonthOf(m), Number(m, "d")), true);
        }
        if (DateForms.YearMonthDay().Match(text) is { Success: true } cn) return (YearMonthDay(cn, text, now), true);
        if (DateForms.DayFirst().Match(text) is { Success: true } df) return (Dated(df, text, Number(df, "y"), Number(df, "m"), Number(df, "d")), true);
        if (DateForms.ShortYear().Match(text) is { Success: true } sy)
        {
            var (a, b, c) = (Number(sy, "y"), Number(sy, "m"), Number(sy, "d"));
            return (Dated(sy, text, FullYear(a, now), b, c) ?? Dated(sy, text, FullYear(c, now), b, a) ?? Dated(sy, text, FullYear(c, now), a, b), true);
        }
        if (DateForms.MonthDay().Match(text) is { Success: true } md && Number(md, "m") is >= 1 and <= 12 && Number(md, "d") is >= 1 and <= 31)
        {
            return (PastYear(md, text, now, Number(md, "m"), Number(md, "d")), true);
        }
        return null;
    }

    private static Local? YearMonthDay(Match m, string text, DateTime now)
    {
        var month = m.Groups["mw"].Success ? Month(now).AddMonths(Shift(m.Groups["mw"].Value)) : (DateTime?)null;
        var monthNumber = month?.Month ?? Number(m, "m");
        if (!m.Groups["y"].Success && !m.Groups["yw"].Success)
        {
            return month is { } word ? Dated(m, text, word.Year, monthNumber, Number(m, "d")) : PastYear(m, text, now, monthNumber, Number(m, "d"));
        }
        if (YearOf(m, now) is not { } year) return null;
        if (m.Groups["d"].Success) return Dated(m, text, year, monthNumber, Number(m, "d"));
        return monthNumber is >= 1 and <= 12 ? new(new DateTime(year, monthNumber, 1), DatePrecision.Month) : null;
    }

    private static int? YearOf(Match m, DateTime now)
    {
        if (m.Groups["yw"].Success)
        {
            return now.Year + m.Groups["yw"].Value switch { "去" => -1, "前" => -2, "大前" => -3, "明" => 1, "后" => 2, _ => 0 };
        }
        var year = Number(m, "y");
        return m.Groups["y"].Length == 2 ? FullYear(year, now) : year is >= 1 and <= 9999 ? year : null;
    }

    private static Local? Year(Match m, string text, DateTime now)
    {
        if (YearOf(m, now) is not { } year) return null;
        return Festival(m.Groups["fest"].Value) is { } on
            ? Dated(m, text, year, on.Month, on.Day)
            : m.Groups["y"].Length == 2 ? null : new(new DateTime(year, 1, 1), DatePrecision.Year);
    }

    /// <summary>Two figures are a year of this century until ten years from now, then of the last.</summary>
    private static int FullYear(int two, DateTime now) => two > 99 ? two : (now.Year / 100 * 100) + two is var year && now.Year >= 2000 && year > now.Year + 10 ? year - 100
        : now.Year < 2000 && two < 30 ? year + 100 : year;

    private static Local? PastYear(Match m, string text, DateTime now, int month, int day)
    {
        if (month is < 1 or > 12) return null;
        return Past(m, text, now, 9, (n, i) => new DateTime(n.Year - i, month, 1), day);
    }

    /// <summary>The latest such day not after now; one day of grace for zones ahead of ours and clocks not yet reached today.</summary>
    private static Local? Past(Match m, string text, DateTime now, int tries, Func<DateTime, int, DateTime> month, int day)
    {
        for (var i = 0; i < tries; i++)
        {
            var first = month(now, i);
            if (day < 1 || day > DateTime.DaysInMonth(first.Year, first.Month) || first.AddDays(day - 1) > now.Date) continue;
            return Dated(m, text, first.Year, first.Month, day);
        }
        return null;
    }

    private static Local? Ago(string text, DateTime now)
    {
        if (DateForms.EnglishAgo().Match(text) is { Success: true } en)
        {
            var n = int.TryParse(en.Groups["n"].Value, out var value) ? value : 1;
            return Units.Move(now, n, en.Groups["u"].Value.ToLowerInvariant(), -1) is { } at ? new Local(at.Time, at.Precision) : null;
        }
        if (DateForms.Ago().Match(text) is not { Success: true } m) return null;
        var sign = m.Groups["way"].Value == "后" ? 1 : -1;
        var (time, finest) = (now, DatePrecision.Year);
        for (var i = 0; i < m.Groups["u"].Captures.Count; i++)
        {
            var word = m.Groups["n"].Captures[i].Value;
            double? count = word switch { "" => 1, "半" => 0.5, "几" or "数" => 3, _ => ChineseNumerals.Read(word) };
            if (count is not { } number) return null;
            var unit = m.Groups["u"].Captures[i];
            var span = text.AsSpan(m.Groups["n"].Captures[i].Index, unit.Index - m.Groups["n"].Captures[i].Index);
            if (word != "半" && (span.Contains('半') || text.AsSpan(unit.Index + unit.Length) is ['半', ..])) number += 0.5;
            if (Units.Move(time, number, unit.Value, sign) is not { } moved) return null;
            time = moved.Time;
            finest = moved.Precision > finest ? moved.Precision : finest;
        }
        return finest == DatePrecision.Day ? Clocked(new(time.Date, DatePrecision.Day), text, m) : new(time, finest);
    }

    private static Local? Word(string text, DateTime now)
    {
        var (day, week) = (DateForms.DayWord().Match(text), DateForms.Weekday().Match(text));
        if (day.Success)
        {
            var shift = day.Value.ToLowerInvariant() switch
            {
                "大前天" or "大前日" => -3,
                "前天" or "前日" or "前" => -2,
                "昨天" or "昨日" or "昨" or "yesterday" => -1,
                "明天" or "明日" or "明" or "翌日" or "tomorrow" => 1,
                "后天" or "后日" => 2,
                "大后天" or "大后日" => 3,
                _ => 0,
            };
            return Clocked(new(now.Date.AddDays(shift), DatePrecision.Day), text, day);
        }
        if (!week.Success) return null;
        var wanted = week.Groups["w"].Value switch { "日" or "天" or "7" => 7, "末" => 6, var w => ChineseNumerals.Read(w) ?? 7 };
        var today = now.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)now.DayOfWeek;
        var weeks = week.Groups["way"].Value switch { "上上" => -2, "上" => -1, "下" => 1, "下下" => 2, "" => wanted > today ? -1 : 0, _ => 0 };
        return Clocked(new(now.Date.AddDays(wanted - today + (weeks * 7)), DatePrecision.Day), text, week);
    }

    private static Local? Dated(Match m, string text, int year, int month, int day)
    {
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        var date = new DateTime(year, month, day);
        if (!m.Groups["h"].Success) return Clocked(new(date, DatePrecision.Day), text, m);
        var time = date.AddHours(Number(m, "h")).AddMinutes(Number(m, "mi")).AddSeconds(m.Groups["sec"].Success ? Number(m, "sec") : 0);
        return new(time, m.Groups["sec"].Success ? DatePrecision.Second : DatePrecision.Minute);
    }

    /// <summary>The date with the clock that follows it, or stands right before it.</summary>
    private static Local Clocked(Local date, string text, Match m)
    {
        var after = DateForms.ClockAfter().Match(text, m.Index + m.Length);
        if (after.Success) return ClockTime.Read(after)?.On(date.Time) ?? date;
        for (var before = DateForms.Clock().Match(text); before.Success && before.Index < m.Index; before = before.NextMatch())
        {
            var gap = m.Index - before.Index - before.Length;
            if (gap is >= 0 and <= 2 && text.AsSpan(before.Index + before.Length, gap).Trim(" ,").IsEmpty) return ClockTime.Read(before)?.On(date.Time) ?? date;
        }
        return date;
    }

    private static int MonthOf(Match m) => m.Groups["mon"] is { Success: true } name
        ? (Array.IndexOf(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], name.Value.ToLowerInvariant()) + 1)
        : Number(m, "m");

    private static int Number(Match m, string group) => ChineseNumerals.Read(m.Groups[group].ValueSpan) ?? 0;

    private static DateTime Month(DateTime day) => new(day.Year, day.Month, 1);

    private static int Shift(string word) => word.StartsWith("上上", StringComparison.Ordinal) ? -2 : word[0] switch { '上' => -1, '下' => 1, _ => 0 };
}
