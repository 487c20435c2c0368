using System.Globalization;
using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>Times as feeds write them: RFC 822/2822, RFC 3339, W3CDTF, Unix and Java forms, and the ways they are got wrong.</summary>
public static partial class FeedDate
{
    /// <summary>The moment in UTC, or null when the text names none.</summary>
    /// <param name="text">The element's text.</param>
    /// <param name="assumed">The offset where the text names no zone.</param>
    public static DateTimeOffset? Parse(string? text, TimeSpan assumed)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 100) return null;
        text = text.Trim();
        try
        {
            // Nearly all feeds write what the standards say; only the others need to be looked at closely.
            return Standard(text) ?? Number(text) ?? Iso(text, assumed) ?? Words(text, assumed) ?? Slashed(text, assumed);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>"Tue, 03 Mar 2026 08:12:00 +0800" and "2026-03-03T08:12:00+08:00" without any slip; null says nothing about others.</summary>
    private static DateTimeOffset? Standard(ReadOnlySpan<char> text)
    {
        if (text is [_, _, _, ',', ' ', _, _, ' ', _, _, _, ' ', _, _, _, _, ' ', ..] && text.Length is 29 or 31)
        {
            var month = text.Slice(8, 3) switch
            {
                "Jan" => 1,
                "Feb" => 2,
                "Mar" => 3,
                "Apr" => 4,
                "May" => 5,
                "Jun" => 6,
                "Jul" => 7,
                "Aug" => 8,
                "Sep" => 9,
                "Oct" => 10,
                "Nov" => 11,
                "Dec" => 12,
                _ => 0,
            };
            return text[25] == ' ' ? Moment(Figures(text.Slice(12, 4)), month, Figures(text.Slice(5, 2)), text.Slice(17, 8), text[26..]) : null;
        }
        return text is [_, _, _, _, '-', _, _, '-', _, _, 'T', ..] && text.Length is 20 or 25
            ? Moment(Figures(text[..4]), Figures(text.Slice(5, 2)), Figures(text.Slice(8, 2)), text.Slice(11, 8), text[19..])
            : null;
    }

    private static DateTimeOffset? Moment(int year, int month, int day, ReadOnlySpan<char> clock, ReadOnlySpan<char> zone)
    {
        if (year is < 1000 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || clock is not [_, _, ':', _, _, ':', _, _]) return null;
        int hour = Figures(clock[..2]), minute = Figures(clock.Slice(3, 2)), second = Figures(clock[6..]);
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return null;
        var minutes = 0;
        if (zone is not ("GMT" or "Z"))
        {
            if (zone is not (['+' or '-', _, _, _, _] or ['+' or '-', _, _, ':', _, _])) return null;
            int hours = Figures(zone.Slice(1, 2)), rest = Figures(zone[^2..]);
            if (hours is < 0 or > 14 || rest is < 0 or > 59) return null;
            minutes = (hours * 60 + rest) * (zone[0] == '-' ? -1 : 1);
        }
        return new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).AddMinutes(-minutes);
    }

    /// <summary>The number the digits write, or -1 when they are no digits.</summary>
    private static int Figures(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c)) return -1;
            number = number * 10 + c - '0';
        }
        return number;
    }

    private static DateTimeOffset? Number(string text) =>
        text.All(char.IsAsciiDigit) && long.TryParse(text, out var n)
            ? text.Length switch
            {
                10 => DateTimeOffset.FromUnixTimeSeconds(n),
                13 => DateTimeOffset.FromUnixTimeMilliseconds(n),
                _ => null,
            }
            : null;

    /// <summary>Year first, whatever stands between the numbers: also 2024年1月2日 and 2004년 5월 2일 오후.</summary>
    private static DateTimeOffset? Iso(string text, TimeSpan assumed)
    {
        var m = YearFirst().Match(text);
        if (!m.Success) return null;
        var half = m.Groups["half"].Value;
        int? month = Int(m, "month"), day = Int(m, "day");
        if (Int(m, "ordinal") is { } ordinal)
        {
            if (ordinal is < 1 or > 366) return null;
            var date = new DateTime(Math.Max(1, Int(m, "year")!.Value), 1, 1).AddDays(ordinal - 1);
            (month, day) = (date.Month, date.Day);
        }
        return At(Int(m, "year"), month ?? 1, day ?? 1, Hour(Int(m, "hour") ?? 0, half), Int(m, "minute") ?? 0, m.Groups["second"].Value, m.Groups["zone"].Value, assumed);
    }

    /// <summary>Month by its name, the year behind: RFC 822 in any order of day, month and time.</summary>
    private static DateTimeOffset? Words(string text, TimeSpan assumed)
    {
        var month = MonthName().Match(text);
        if (!month.Success) return null;
        var number = Array.IndexOf(Months, month.Groups[1].Value[..3].ToLowerInvariant()) + 1;
        var time = Clock().Match(text);
        var rest = text;
        if (time.Success) rest = rest.Remove(time.Index, time.Length).Insert(time.Index, " ");
        var zone = Zone().Match(time.Success ? text[(time.Index + time.Length)..] : "");
        if (zone.Success) rest = rest.Replace(zone.Value.Trim(), " ", StringComparison.Ordinal);
        var numbers = Digits().Matches(rest).Select(n => n.Value).ToList();
        if (numbers.Count < 2) return null;
        // The year is the one with four digits, or the later one.
        var yearAt = numbers.FindIndex(n => n.Length == 4) is var i and >= 0 ? i : 1;
        var year = int.Parse(numbers[yearAt], CultureInfo.InvariantCulture);
        if (numbers[yearAt].Length <= 2) year += year < 70 ? 2000 : 1900;
        else if (numbers[yearAt].Length == 3) year += 1900;
        var day = int.Parse(numbers[yearAt == 0 ? 1 : 0], CultureInfo.InvariantCulture);
        var name = zone.Value.Trim();
        // Java prints "Mon Jan 01 12:00:00 CST 2024" with China's CST; in RFC 822 order it is the American one.
        if (name == "CST" && month.Index < text.AsSpan().IndexOfAnyInRange('0', '9') && yearAt == numbers.Count - 1) name = "+0800";
        return At(year, number, day, Hour(Int(time, "hour") ?? 0, time.Groups["half"].Value), Int(time, "minute") ?? 0, time.Groups["second"].Value, name, assumed);
    }

    /// <summary>Month first, as American software writes it: 12/31/2003 10:14.</summary>
    private static DateTimeOffset? Slashed(string text, TimeSpan assumed)
    {
        var m = MonthFirst().Match(text);
        if (!m.Success) return null;
        var (month, day) = (Int(m, "a")!.Value, Int(m, "b")!.Value);
        if (month > 12) (month, day) = (day, month);
        return At(Int(m, "year"), month, day, Hour(Int(m, "hour") ?? 0, m.Groups["half"].Value), Int(m, "minute") ?? 0, m.Groups["second"].Value, m.Groups["zone"].Value, assumed);
    }

    private static DateTimeOffset? At(int? year, int month, int day, int hour, int minute, string second, string zone, TimeSpan assumed)
    {
        if (year is < 1 or > 9998 or null || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year.Value, month)) return null;
        if (hour > 24 || minute > 59) return null;
        var seconds = second.Length == 0 ? 0 : double.Parse(second.Replace(',', '.'), CultureInfo.InvariantCulture);
        if (seconds >= 61 || Offset(zone, assumed) is not { } offset) return null;
        // 24:00 is the next midnight; a leap second counts into the next minute.
        var local = new DateTime(year.Value, month, day, 0, 0, 0, DateTimeKind.Utc).AddHours(hour).AddMinutes(minute).AddMilliseconds(Math.Round(seconds * 1000));
        var ticks = local.Ticks - offset.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    private static TimeSpan? Offset(string zone, TimeSpan assumed)
    {
        zone = zone.Trim().ToUpperInvariant();
        if (zone.Length == 0) return assumed;
        var m = Numeric().Match(zone);
        if (m.Success)
        {
            var span = new TimeSpan(Int(m, "h")!.Value, Int(m, "m") ?? 0, 0);
            return span > TimeSpan.FromHours(18) ? null : m.Groups["sign"].Value is "-" or "−" ? -span : span;
        }
        return zone switch
        {
            "Z" or "UT" or "UTC" or "GMT" or "WET" => TimeSpan.Zero,
            "EST" or "CDT" => TimeSpan.FromHours(-5),
            "EDT" or "AST" => TimeSpan.FromHours(-4),
            "CST" or "MDT" => TimeSpan.FromHours(-6),
            "MST" or "PDT" => TimeSpan.FromHours(-7),
            "PST" => TimeSpan.FromHours(-8),
            "CET" or "MET" or "BST" => TimeSpan.FromHours(1),
            "CEST" or "EET" => TimeSpan.FromHours(2),
            "MSK" or "EEST" => TimeSpan.FromHours(3),
            "HKT" or "SGT" => TimeSpan.FromHours(8),
            "JST" or "KST" => TimeSpan.FromHours(9),
            "AEST" => TimeSpan.FromHours(10),
            // RFC 2822 section 4.3: other names say nothing that can be trusted.
            _ => TimeSpan.Zero,
        };
    }

    private static int Hour(int hour, string half) => half.ToUpperInvariant() switch
    {
        "PM" or "下午" or "晚上" or "오후" when hour < 12 => hour + 12,
        "AM" or "上午" or "오전" or "凌晨" when hour == 12 => 0,
        _ => hour,
    };

    private static int? Int(Match m, string group) =>
        int.TryParse(m.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    [GeneratedRegex("""
        ^\s*(?<year>[0-9]{4})
        (?: -?(?<ordinal>[0-9]{3})(?![0-9])
          | \s*[-/.年년]?\s*(?<month>[0-9]{1,2}) (?: \s*[-/.月월]?\s*(?<day>[0-9]{1,2})[日일号]? )? )?
        (?: \s*[T,]?\s*(?<half>AM|PM|上午|下午|晚上|凌晨|오전|오후)?\s* (?<hour>[0-9]{1,2}) (?: [:时點点]?\s*(?<minute>[0-9]{2}) (?: [:分]?\s*(?<second>[0-9]{2}(?:[.,][0-9]{1,9})?)秒? )? )?分?
            \s*(?<half>AM|PM)? )?
        \s*(?<zone>Z|(?:GMT|UTC)?\s*[-+−]\s*[0-9]{1,2}:?[0-9]{0,2}|[A-Z]{2,5})?\s*$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex YearFirst();

    [GeneratedRegex("""
        ^\s*(?<a>[0-9]{1,2})[-/.](?<b>[0-9]{1,2})[-/.](?<year>[0-9]{4})
        (?:[\sT,]+(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2}(?:\.[0-9]{1,9})?))?\s*(?<half>AM|PM)?)?\s*(?<zone>Z|(?:GMT|UTC)?[-+][0-9]{2}:?[0-9]{2}|[A-Z]{2,5})?\s*$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"(?<![A-Za-z])(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex MonthName();

    [GeneratedRegex(@"(?<hour>[0-9]{1,2})\s*:\s*(?<minute>[0-9]{2})(?:\s*:\s*(?<second>[0-9]{1,2}(?:\.[0-9]{1,9})?))?\s*(?<half>AM|PM)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?:GMT|UTC|UT)?\s*[-+]\s*[0-9]{1,2}:?[0-9]{0,2}(?![0-9])|(?<![A-Za-z])[A-Z]{1,5}(?![a-z])", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Zone();

    [GeneratedRegex(@"(?<sign>[-+−])\s*(?<h>[0-9]{1,2}):?(?<m>[0-9]{2})?", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Numeric();

    [GeneratedRegex(@"[0-9]{1,4}", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Digits();
}
