using System.Globalization;
using System.Text.RegularExpressions;

namespace Huiying.Ground.Policies;

/// <summary>How a <see cref="Term"/> is counted; the convention itself is fixed, only the numbers are policy.</summary>
public enum TermKind
{
    /// <summary>Minutes of the clock, day and night, from the stamped moment.</summary>
    Minutes,

    /// <summary>Hours of the clock, day and night, from the stamped moment.</summary>
    Hours,

    /// <summary>Hours inside the working hours of working days.</summary>
    WorkingHours,

    /// <summary>Days of the calendar, counted from the next day, ending at 24:00 of the last; 0 is the same day. Never rolled over.</summary>
    Days,

    /// <summary>Working days, counted from the next day, ending at 24:00 of the last.</summary>
    WorkingDays,
}

/// <summary>The length a rule gives: so many minutes, hours, working hours, days or working days.</summary>
public readonly partial record struct Term(TermKind Kind, int Count)
{
    /// <summary>The same day, until 24:00.</summary>
    public static Term SameDay => new(TermKind.Days, 0);

    /// <summary>The length on the clock, for minutes and hours; null for what needs a calendar.</summary>
    public TimeSpan? Clock => Kind switch
    {
        TermKind.Minutes => TimeSpan.FromMinutes(Count),
        TermKind.Hours => TimeSpan.FromHours(Count),
        _ => null,
    };

    /// <summary>As an officer reads it.</summary>
    public string Zh => Kind switch
    {
        TermKind.Minutes => $"{Count} 分钟",
        TermKind.Hours => $"{Count} 小时",
        TermKind.WorkingHours => $"{Count} 个工作小时",
        TermKind.Days => Count == 0 ? "当日" : $"{Count} 天",
        _ => Count == 1 ? "次一工作日" : $"{Count} 个工作日",
    };

    /// <summary>As the policy file writes it.</summary>
    public string En => Kind switch
    {
        TermKind.Minutes => $"{Count} min",
        TermKind.Hours => $"{Count} h",
        TermKind.WorkingHours => Count == 1 ? "1 working hour" : $"{Count} working hours",
        TermKind.Days => Count switch { 0 => "same day", 1 => "1 day", _ => $"{Count} days" },
        _ => Count == 1 ? "next working day" : $"{Count} working days",
    };

    public override string ToString() => En;

    /// <summary>Reads either language; null when the text is no term. Counts from 1 to 100,000.</summary>
    public static Term? Parse(string text)
    {
        var t = text.Trim();
        if (t is "same day" or "当日" or "当天") return SameDay;
        if (t is "next working day" or "次一工作日" or "下一个工作日") return new(TermKind.WorkingDays, 1);
        var m = Written().Match(t);
        if (!m.Success || !int.TryParse(m.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 1 or > 100_000)
        {
            return null;
        }
        TermKind? kind = m.Groups["unit"].Value switch
        {
            "min" or "minute" or "minutes" or "分钟" => TermKind.Minutes,
            "h" or "hour" or "hours" or "小时" => TermKind.Hours,
            "working hour" or "working hours" or "工作小时" => TermKind.WorkingHours,
            "day" or "days" or "天" or "日" or "自然日" => TermKind.Days,
            "working day" or "working days" or "工作日" => TermKind.WorkingDays,
            _ => null,
        };
        return kind is { } k ? new(k, n) : null;
    }

    [GeneratedRegex(@"^(?<n>[0-9]{1,6}) ?个? ?(?<unit>[a-z ]+|[\u4e00-\u9fff]+)$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Written();
}

/// <summary>How long something is kept: years, months and days of the calendar, or for good.</summary>
public readonly partial record struct Period(int Years, int Months, int Days, bool Permanent = false)
{
    /// <summary>When what was closed then may go; null = never.</summary>
    public DateTimeOffset? After(DateTimeOffset closed) => Permanent ? null : closed.AddYears(Years).AddMonths(Months).AddDays(Days);

    /// <summary>Reads <c>10 years</c>, <c>6 months</c>, <c>90 days</c> or <c>permanent</c> (10 年, 6 个月, 90 天, 永久); null when it is none.</summary>
    public static Period? Parse(string text)
    {
        var t = text.Trim();
        if (t is "permanent" or "永久") return new(0, 0, 0, Permanent: true);
        var m = Written().Match(t);
        if (!m.Success || !int.TryParse(m.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 1 or > 1000) return null;
        return m.Groups["unit"].Value switch
        {
            "year" or "years" or "年" => new(n, 0, 0),
            "month" or "months" or "个月" => new(0, n, 0),
            _ => new(0, 0, n),
        };
    }

    /// <summary>As an officer reads it.</summary>
    public string Zh => Permanent ? "永久" : Years > 0 ? $"{Years} 年" : Months > 0 ? $"{Months} 个月" : $"{Days} 天";

    [GeneratedRegex(@"^(?<n>[0-9]{1,4}) ?(?<unit>years?|months?|days?|年|个月|天)$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Written();
}
