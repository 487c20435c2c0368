using System.Globalization;
using System.Text.Json;

namespace Huiying.Ground.Calendars;

/// <summary>Days off and make-up working days by year.</summary>
internal sealed class CalendarDays
{
    private readonly HashSet<DateOnly> off = [];
    private readonly HashSet<DateOnly> work = [];
    private readonly SortedSet<int> years = [];

    private CalendarDays(string name) => Name = name;

    public string Name { get; }

    public IReadOnlyList<int> Years => [.. years];

    public bool Knows(int year) => years.Contains(year);

    public bool IsWorkingDay(DateOnly day) =>
        work.Contains(day) || day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !off.Contains(day);

    public static Outcome<CalendarDays> Parse(string text)
    {
        try
        {
            using var doc = JsonDocument.Parse(text);
            if (doc.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || name.GetString() is not { Length: > 0 and <= 60 } named
                || !root.TryGetProperty("years", out var all) || all.ValueKind != JsonValueKind.Object)
            {
                return Wrong("缺少 name 或 years。", "\"name\" or \"years\" is missing");
            }
            var days = new CalendarDays(named);
            foreach (var year in all.EnumerateObject())
            {
                if (!int.TryParse(year.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var y) || y is < 1990 or > 2200)
                {
                    return Wrong($"“{year.Name}”不是年份。", $"\"{year.Name}\" is no year");
                }
                if (!days.years.Add(y)) return Wrong($"{y} 年出现两次。", $"{y} is there twice");
                if (days.Fill(y, year.Value) is { } refusal) return refusal;
            }
            return days.years.Count > 0 ? days : Wrong("没有任何年份。", "there is no year in it");
        }
        catch (JsonException e)
        {
            return Wrong($"第 {e.LineNumber + 1} 行不是合格的 JSON。", $"line {e.LineNumber + 1} is not well-formed JSON");
        }
    }

    private Refusal? Fill(int year, JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("off", out var offs) || !data.TryGetProperty("work", out var works)
            || offs.ValueKind != JsonValueKind.Array || works.ValueKind != JsonValueKind.Array)
        {
            return Wrong($"{year} 年缺少 off 或 work 列表。", $"{year} lacks its \"off\" or \"work\" list");
        }
        foreach (var (list, into) in new[] { (offs, off), (works, work) })
        {
            foreach (var item in list.EnumerateArray())
            {
                if (Range(item) is not { } range || range.From.Year != year || range.To.Year != year || range.To < range.From || range.To.DayNumber - range.From.DayNumber > 40)
                {
                    return Wrong($"{year} 年的日期 {item.GetRawText()} 有误。", $"{year}: the date {item.GetRawText()} is wrong");
                }
                for (var day = range.From; day <= range.To; day = day.AddDays(1)) into.Add(day);
            }
        }
        foreach (var day in work.Where(d => d.Year == year))
        {
            if (off.Contains(day)) return Wrong($"{day:yyyy-MM-dd} 既是假日又是上班日。", $"{day:yyyy-MM-dd} is both off and worked");
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                return Wrong($"{day:yyyy-MM-dd} 不是周末，不必列为调休上班日。", $"{day:yyyy-MM-dd} is no weekend day and cannot be a make-up working day");
            }
        }
        return null;
    }

    private static (DateOnly From, DateOnly To)? Range(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.String) return null;
        var parts = item.GetString()!.Split('/');
        return parts.Length <= 2 && Date(parts[0]) is { } from && Date(parts[^1]) is { } to ? (from, to) : null;
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Refusal Wrong(string zh, string en) => Refusal.Invalid("-", "工作日历：" + zh, "working calendar: " + en);
}
