using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Huiying.Ground.Calendars;

/// <summary>One year of days off and make-up working days, as an officer copies them from the notice.</summary>
/// <param name="Year">The year.</param>
/// <param name="Off">Days off, a date or a stretch on each line: <c>1月1日至3日</c>, <c>2027-01-01 至 2027-01-03</c>.</param>
/// <param name="Work">Weekend days that are worked, one on each line or separated by 、.</param>
/// <param name="Notice">The notice they come from: its number or address.</param>
public sealed partial record CalendarYear(int Year, string Off, string Work, string Notice)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The calendar's text with this year in it; refused with the line that is no date.</summary>
    public Outcome<string> AddTo(string text)
    {
        if (Year is < 1990 or > 2200) return Refusal.Invalid("R40", "请填写年份，如 2027。", "Give the year, such as 2027.");
        if (string.IsNullOrWhiteSpace(Notice)) return Refusal.Invalid("R40", "请写明依据的通知（文号或网址）。", "Name the notice: its number or address.");
        var off = Stretches(Off);
        if (off.Refusal is { } wrong) return wrong;
        if (off.Value.Length == 0) return Refusal.Invalid("R40", "请填写放假日期，每行一段，如 1月1日至3日。", "Give the days off, a stretch on each line, such as 2027-01-01 to 2027-01-03.");
        var work = Stretches(Work);
        if (work.Refusal is { } no) return no;
        var root = JsonNode.Parse(text)!.AsObject();
        root["years"]!.AsObject()[Year.ToString(CultureInfo.InvariantCulture)] = new JsonObject
        {
            ["notice"] = Notice.Trim(),
            ["off"] = new JsonArray([.. off.Value.Select(d => (JsonNode)d)]),
            ["work"] = new JsonArray([.. work.Value.Select(d => (JsonNode)d)]),
        };
        return root.ToJsonString(Readable);
    }

    private Outcome<string[]> Stretches(string typed)
    {
        var found = new List<string>();
        foreach (var line in typed.Split(['\n', '、', ',', '，', ';', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Read(line) is not { } stretch)
            {
                return Refusal.Invalid("R40", $"“{(line.Length > 40 ? line[..40] : line)}”不是{Year}年的日期。每行写一段，如 1月1日至3日，或 {Year}-01-01 至 {Year}-01-03。",
                    $"\"{(line.Length > 40 ? line[..40] : line)}\" is no date of {Year}; write one stretch on a line, such as {Year}-01-01 to {Year}-01-03.");
            }
            found.Add(stretch);
        }
        return found.ToArray();
    }

    private string? Read(string line)
    {
        var m = Written().Match(line);
        if (!m.Success) return null;
        var year = m.Groups["year"].Success ? Number(m.Groups["year"]) : Year;
        var from = Day(year, Number(m.Groups["month"]), Number(m.Groups["day"]));
        if (!m.Groups["day2"].Success) return year == Year && from is { } one ? $"{one:yyyy-MM-dd}" : null;
        var month = m.Groups["month2"].Success ? Number(m.Groups["month2"]) : Number(m.Groups["month"]);
        var to = Day(m.Groups["year2"].Success ? Number(m.Groups["year2"]) : year, month, Number(m.Groups["day2"]));
        return year == Year && from <= to ? $"{from:yyyy-MM-dd}/{to:yyyy-MM-dd}" : null;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static DateOnly? Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    [GeneratedRegex(@"^(?:(?<year>[0-9]{4})[-年/.])?(?<month>[0-9]{1,2})[-月/.](?<day>[0-9]{1,2})[日号]?(?:（[^）]{0,20}）)?(?:\s*(?:至|到|—|－|–|~|～|to|/)\s*(?:(?:(?<year2>[0-9]{4})[-年/.])?(?<month2>[0-9]{1,2})[-月/.])?(?<day2>[0-9]{1,2})[日号]?(?:（[^）]{0,20}）)?)?$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Written();
}
