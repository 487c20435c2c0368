using System.Globalization;
using Huiying.Ground.Policies;

namespace Huiying.Ground.Calendars;

/// <summary>How a duty stands against its clock.</summary>
public enum Light
{
    Green,
    Yellow,
    Red,
}

/// <summary>A light with its icon and words: colour is never the only sign.</summary>
public sealed record LightShown(Light Light, string Icon, string Zh, string En);

/// <summary>Why someone is warned.</summary>
public enum WarningKind
{
    /// <summary>The light turns yellow: to the person in charge and the near-due posts.</summary>
    NearDue,

    /// <summary>The reminder on the last working day.</summary>
    Reminder,

    /// <summary>It is late: from the first moment after the due time.</summary>
    Overdue,
}

/// <summary>A moment (UTC) at which a warning falls due.</summary>
public sealed record WarnAt(WarningKind Kind, DateTimeOffset At);

/// <summary>Lights and warnings of a clock (R04). Pure; what was sent is the step's to remember.</summary>
public static class Lights
{
    /// <summary>When the light turns yellow: with a share of a short clock left, or a fixed time before the end of a longer one.</summary>
    public static DateTimeOffset YellowFrom(DateTimeOffset from, DateTimeOffset dueAt, LightPolicy lights)
    {
        var length = dueAt - from;
        if (length <= TimeSpan.Zero) return dueAt.ToUniversalTime();
        return (length < lights.ShortUnder ? dueAt - length * lights.ShortYellowLeft : dueAt - lights.LongYellowBefore).ToUniversalTime();
    }

    /// <summary>The light of an open clock now, or of one that ended at <paramref name="doneAt"/>.</summary>
    public static LightShown Show(DateTimeOffset from, DateTimeOffset dueAt, DateTimeOffset? doneAt, DateTimeOffset now, LightPolicy lights)
    {
        if (doneAt is { } done)
        {
            var late = Deadlines.Lateness(dueAt, done);
            return late == TimeSpan.Zero ? new(Light.Green, "✓", "按时办结", "done in time") : new(Light.Red, "✗", $"逾期 {Zh(late)}办结", $"done {En(late)} late");
        }
        if (now > dueAt) return new(Light.Red, "✗", $"已逾期 {Zh(now - dueAt)}", $"overdue by {En(now - dueAt)}");
        var left = dueAt - now;
        return now >= YellowFrom(from, dueAt, lights)
            ? new(Light.Yellow, "!", $"临期，还剩 {Zh(left)}", $"near due, {En(left)} left")
            : new(Light.Green, "○", $"正常，还剩 {Zh(left)}", $"in time, {En(left)} left");
    }

    /// <summary>
    /// The moments to warn, in order. The reminder is at the policy's time on the last working day that still has it between start and end; none when no
    /// working day does.
    /// </summary>
    public static IReadOnlyList<WarnAt> Warnings(DateTimeOffset from, DateTimeOffset dueAt, Policy policy, WorkCalendar calendar)
    {
        var days = calendar.In(policy.Zone);
        List<WarnAt> warnings = [new(WarningKind.NearDue, YellowFrom(from, dueAt, policy.Lights)), new(WarningKind.Overdue, dueAt.ToUniversalTime())];
        var day = days.LastWorkingDay(days.DayOf(dueAt));
        var reminder = days.At(day, policy.Lights.Reminder);
        if (reminder >= dueAt) reminder = days.At(days.LastWorkingDay(day.AddDays(-1)), policy.Lights.Reminder);
        if (reminder >= from && reminder < dueAt) warnings.Add(new(WarningKind.Reminder, reminder));
        return [.. warnings.OrderBy(w => w.At).ThenBy(w => w.Kind)];
    }

    private static string Zh(TimeSpan t) => t.TotalMinutes < 1 ? "不到 1 分钟"
        : t.TotalHours < 1 ? $"{Whole(t.TotalMinutes)} 分钟"
        : t.TotalDays < 1 ? t.Minutes == 0 ? $"{Whole(t.TotalHours)} 小时" : $"{Whole(t.TotalHours)} 小时 {t.Minutes} 分钟"
        : t.Hours == 0 ? $"{t.Days} 天" : $"{t.Days} 天 {t.Hours} 小时";

    private static string En(TimeSpan t) => t.TotalMinutes < 1 ? "under 1 min"
        : t.TotalHours < 1 ? $"{Whole(t.TotalMinutes)} min"
        : t.TotalDays < 1 ? t.Minutes == 0 ? $"{Whole(t.TotalHours)} h" : $"{Whole(t.TotalHours)} h {t.Minutes} min"
        : t.Hours == 0 ? $"{t.Days} d" : $"{t.Days} d {t.Hours} h";

    private static string Whole(double n) => Math.Floor(n).ToString(CultureInfo.InvariantCulture);
}
