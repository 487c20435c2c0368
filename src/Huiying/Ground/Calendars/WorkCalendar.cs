using System.Text;
using Huiying.Ground.Policies;

namespace Huiying.Ground.Calendars;

/// <summary>Which calendar a derivation used.</summary>
/// <param name="Name">For example <c>workcal-cn 2024–2026</c>.</param>
/// <param name="Hash">SHA-256 of its text, lower-case hexadecimal.</param>
public sealed record CalendarVersion(string Name, string Hash)
{
    public override string ToString() => $"{Name}@{Hash[..8]}";
}

/// <summary>A counted instant (UTC).</summary>
/// <param name="At">The end.</param>
/// <param name="YearWithoutData">The first year met on the way for which only weekends are known; null when all were known.</param>
public readonly record struct Counted(DateTimeOffset At, int? YearWithoutData);

/// <summary>
/// Working days and days of one office's zone. Instants are UTC outside; only here are they days. A day ends at 24:00, which is 00:00 of the next;
/// counting starts on the next day; days off and make-up working days follow the yearly notices, and a year without data is weekends alone.
/// </summary>
public sealed class WorkCalendar
{
    private static readonly Lazy<WorkCalendar> China = new(() => Parse(ShippedText).Value);

    private readonly CalendarDays days;

    private WorkCalendar(CalendarDays days, CalendarVersion version, TimeZoneInfo zone) => (this.days, Version, Zone) = (days, version, zone);

    /// <summary>The calendar shipped with the program, in the zone of China.</summary>
    public static WorkCalendar Shipped => China.Value;

    /// <summary>The shipped calendar's text.</summary>
    public static string ShippedText
    {
        get
        {
            using var stream = typeof(WorkCalendar).Assembly.GetManifestResourceStream("calendars/workcal-cn.json")
                ?? throw new InvalidDataException("calendars/workcal-cn.json is not in the assembly");
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
    }

    /// <summary>Name and hash.</summary>
    public CalendarVersion Version { get; }

    /// <summary>The zone its days are in.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Years with data.</summary>
    public IReadOnlyList<int> Years => days.Years;

    /// <summary>Reads a calendar's text (JSON as in <see cref="ShippedText"/>); refused with the place when a date is wrong.</summary>
    public static Outcome<WorkCalendar> Parse(string text)
    {
        var read = CalendarDays.Parse(text);
        if (read.Refusal is { } refusal) return refusal;
        var days = read.Value;
        var span = days.Years.Count == 1 ? $"{days.Years[0]}" : $"{days.Years[0]}–{days.Years[^1]}";
        return new WorkCalendar(days, new($"{days.Name} {span}", Policy.HashOf(text)), OfficeZone.Find("Asia/Shanghai")!);
    }

    /// <summary>The same days in another zone.</summary>
    public WorkCalendar In(TimeZoneInfo zone) => new(days, Version, zone);

    /// <summary>Whether the notices for that year are known.</summary>
    public bool Knows(int year) => days.Knows(year);

    /// <summary>Whether people work that day: not a day off, or a make-up working day; in a year without data, Monday to Friday.</summary>
    public bool IsWorkingDay(DateOnly day) => days.IsWorkingDay(day);

    /// <summary>The instant as the office's clock shows it.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The office's day that holds the instant; 00:00 belongs to the day it begins.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>The instant of a time of day, in UTC. A time that a clock change skips is the first one after it.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        while (Zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>24:00 of the day, that is 00:00 of the next.</summary>
    public DateTimeOffset EndOfDay(DateOnly day) => At(day.AddDays(1), TimeOnly.MinValue);

    /// <summary>24:00 of the last of <paramref name="count"/> calendar days, counted from the day after <paramref name="from"/>; 0 is the same day.</summary>
    public DateTimeOffset NthDayEnd(DateTimeOffset from, int count) => EndOfDay(DayOf(from).AddDays(count));

    /// <summary>24:00 of the last of <paramref name="count"/> (1 or more) working days, counted from the day after <paramref name="from"/>.</summary>
    public Counted NthWorkingDayEnd(DateTimeOffset from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var day = DayOf(from);
        int? unknown = null;
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            if (!Knows(day.Year)) unknown ??= day.Year;
            if (IsWorkingDay(day)) left--;
        }
        return new(EndOfDay(day), unknown);
    }

    /// <summary>
    /// <paramref name="length"/> of working time after <paramref name="from"/>; a start outside the hours counts from the next opening, and a length that
    /// runs out at a closing ends there.
    /// </summary>
    public Counted AddWorkingTime(DateTimeOffset from, TimeSpan length, IReadOnlyList<WorkingSpan> hours)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        var at = from.ToUniversalTime();
        int? unknown = null;
        for (var day = DayOf(from); ; day = day.AddDays(1))
        {
            if (!Knows(day.Year)) unknown ??= day.Year;
            if (!IsWorkingDay(day)) continue;
            foreach (var span in hours)
            {
                var opens = At(day, span.Opens);
                var closes = At(day, span.Closes);
                if (at >= closes) continue;
                if (at < opens) at = opens;
                if (length <= closes - at) return new(at + length, unknown);
                length -= closes - at;
                at = closes;
            }
        }
    }

    /// <summary>The first moment of working time at or after the instant: itself when inside the hours.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset from, IReadOnlyList<WorkingSpan> hours)
    {
        for (var day = DayOf(from); ; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day)) continue;
            foreach (var span in hours)
            {
                if (from < At(day, span.Closes)) return from >= At(day, span.Opens) ? from.ToUniversalTime() : At(day, span.Opens);
            }
        }
    }

    /// <summary>The last working day on or before the day.</summary>
    public DateOnly LastWorkingDay(DateOnly day)
    {
        while (!IsWorkingDay(day)) day = day.AddDays(-1);
        return day;
    }
}
