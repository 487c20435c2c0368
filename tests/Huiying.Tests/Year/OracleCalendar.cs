using System.Text.Json;
using Huiying.Tests.House;

namespace Huiying.Tests.Year;

/// <summary>
/// Working days and hours, counted here by themselves: from the notices as data and from the regulation's sentence (08:30–12:00 and 13:30–17:30 on working
/// days; a start outside them counts from the next opening; days end at 24:00 and are counted from the next day on). Nothing of the product's calendar is
/// asked. The method is another one on purpose: how much working time has passed since a fixed day, and when that much has.
/// </summary>
internal sealed class OracleCalendar
{
    /// <summary>China keeps UTC+8 all year.</summary>
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    private static readonly TimeSpan Morning = TimeSpan.FromHours(3.5);
    private static readonly DateOnly First = new(2022, 1, 1);

    private readonly HashSet<DateOnly> off = [];
    private readonly HashSet<DateOnly> made = [];
    private readonly HashSet<int> years = [];

    /// <summary>Working days before the day of that index.</summary>
    private readonly int[] before = new int[366 * 12];

    private OracleCalendar(JsonElement notices)
    {
        foreach (var year in notices.EnumerateObject())
        {
            years.Add(int.Parse(year.Name));
            foreach (var run in year.Value.GetProperty("off").EnumerateArray())
            {
                var ends = run.GetString()!.Split('/');
                for (var day = DateOnly.Parse(ends[0]); day <= DateOnly.Parse(ends[^1]); day = day.AddDays(1)) off.Add(day);
            }
            foreach (var day in year.Value.GetProperty("work").EnumerateArray()) made.Add(DateOnly.Parse(day.GetString()!));
        }
        for (var i = 1; i < before.Length; i++) before[i] = before[i - 1] + (Works(First.AddDays(i - 1)) ? 1 : 0);
    }

    /// <summary>The notices as they lie in the repository.</summary>
    public static OracleCalendar OfTheRepository { get; } = new(JsonDocument.Parse(Source.Read("src/Huiying/Ground/Calendars/workcal-cn.json")).RootElement.GetProperty("years"));

    /// <summary>The notices as another file writes them: years at the top, days one by one.</summary>
    public static OracleCalendar Of(string file) => new(JsonDocument.Parse(File.ReadAllText(file)).RootElement);

    /// <summary>Whether people work that day; a year without a notice is Monday to Friday.</summary>
    public bool Works(DateOnly day) => made.Contains(day) || (!off.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    /// <summary>Whether the notices of every year that the days touch are known.</summary>
    public bool Known(DateOnly first, DateOnly last) => Enumerable.Range(first.Year, last.Year - first.Year + 1).All(years.Contains);

    /// <summary>24:00 of the n-th calendar day after that of <paramref name="from"/>; 0 is the same day.</summary>
    public static DateTimeOffset DayEnd(DateTimeOffset from, int n) => Instant(Wall(from).Date.AddDays(n + 1));

    /// <summary>24:00 of the n-th working day after the day of <paramref name="from"/>.</summary>
    public DateTimeOffset WorkingDayEnd(DateTimeOffset from, int n)
    {
        var wanted = before[Index(Wall(from)) + 1] + n;
        var next = Array.FindIndex(before, b => b == wanted);
        return Instant(First.AddDays(next).ToDateTime(TimeOnly.MinValue));
    }

    /// <summary>When that many working hours have passed since <paramref name="from"/>.</summary>
    public DateTimeOffset WorkingHours(DateTimeOffset from, double hours)
    {
        var day = TimeSpan.FromHours(7.5);
        var wanted = Passed(Wall(from)) + TimeSpan.FromHours(hours);
        // The last day before which less than the wanted time had passed.
        var index = Array.FindLastIndex(before, b => day * b < wanted);
        var rest = wanted - day * before[index];
        return Instant(First.AddDays(index).ToDateTime(TimeOnly.MinValue) + (rest <= Morning ? TimeSpan.FromHours(8.5) : TimeSpan.FromHours(10)) + rest);
    }

    /// <summary>Whether the office is open at that moment.</summary>
    public bool Open(DateTimeOffset at)
    {
        var time = Wall(at).TimeOfDay.TotalHours;
        return Works(Day(at)) && (time is >= 8.5 and < 12 || time is >= 13.5 and < 17.5);
    }

    /// <summary>The day of an instant as the office's wall shows it.</summary>
    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Wall(at));

    /// <summary>Working time from the first day up to the moment.</summary>
    private TimeSpan Passed(DateTime wall)
    {
        var whole = TimeSpan.FromHours(7.5) * before[Index(wall)];
        if (!Works(DateOnly.FromDateTime(wall))) return whole;
        return whole + Within(wall.TimeOfDay - TimeSpan.FromHours(8.5), Morning) + Within(wall.TimeOfDay - TimeSpan.FromHours(13.5), TimeSpan.FromHours(4));

        static TimeSpan Within(TimeSpan time, TimeSpan length) => time < TimeSpan.Zero ? TimeSpan.Zero : time > length ? length : time;
    }

    private static int Index(DateTime wall) => DateOnly.FromDateTime(wall).DayNumber - First.DayNumber;

    private static DateTime Wall(DateTimeOffset at) => at.ToOffset(Zone).DateTime;

    private static DateTimeOffset Instant(DateTime wall) => new(wall, Zone);
}
