using System.Globalization;
using System.Text.Json;
using Huiying.Ground;
using Huiying.Tests.House;
using Huiying.Tests.Year;

namespace Huiying.Tests.Web.Commands;

/// <summary>
/// <c>due --cases</c> against boundaries worked out by hand: lunch, closing, 24:00, weekends, holidays, make-up days, leap days, year ends, years without data; for
/// every rule id and every grade, the refused ones too.
/// </summary>
public sealed class DueBoundariesTests
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>From, then: 2 and 4 working hours, 24:00 of the day and of the 7th day, 24:00 of the 1st, 5th, 7th and 15th working day. Shanghai's wall.</summary>
    private static readonly string[][] Boundaries =
    [
        ["2026-03-02T09:12", "2026-03-02T11:12", "2026-03-02T14:42", "2026-03-03T00:00", "2026-03-10T00:00", "2026-03-04T00:00", "2026-03-10T00:00", "2026-03-12T00:00", "2026-03-24T00:00"], // an ordinary Monday
        ["2026-03-02T11:30", "2026-03-02T15:00", "2026-03-02T17:00", "2026-03-03T00:00", "2026-03-10T00:00", "2026-03-04T00:00", "2026-03-10T00:00", "2026-03-12T00:00", "2026-03-24T00:00"], // over lunch
        ["2026-03-02T12:00", "2026-03-02T15:30", "2026-03-02T17:30", "2026-03-03T00:00", "2026-03-10T00:00", "2026-03-04T00:00", "2026-03-10T00:00", "2026-03-12T00:00", "2026-03-24T00:00"], // lunch begins
        ["2026-03-02T12:45", "2026-03-02T15:30", "2026-03-02T17:30", "2026-03-03T00:00", "2026-03-10T00:00", "2026-03-04T00:00", "2026-03-10T00:00", "2026-03-12T00:00", "2026-03-24T00:00"], // in the lunch break
        ["2026-03-02T13:30", "2026-03-02T15:30", "2026-03-02T17:30", "2026-03-03T00:00", "2026-03-10T00:00", "2026-03-04T00:00", "2026-03-10T00:00", "2026-03-12T00:00", "2026-03-24T00:00"], // lunch ends
        ["2026-03-02T17:30", "2026-03-03T10:30", "2026-03-03T14:00", "2026-03-03T00:00", "2026-03-10T00:00", "2026-03-04T00:00", "2026-03-10T00:00", "2026-03-12T00:00", "2026-03-24T00:00"], // at the closing
        ["2026-03-02T23:59:59", "2026-03-03T10:30", "2026-03-03T14:00", "2026-03-03T00:00", "2026-03-10T00:00", "2026-03-04T00:00", "2026-03-10T00:00", "2026-03-12T00:00", "2026-03-24T00:00"], // the last second of a day
        ["2026-03-03T00:00", "2026-03-03T10:30", "2026-03-03T14:00", "2026-03-04T00:00", "2026-03-11T00:00", "2026-03-05T00:00", "2026-03-11T00:00", "2026-03-13T00:00", "2026-03-25T00:00"], // 24:00 is the next day's first moment
        ["2026-03-06T16:30", "2026-03-09T09:30", "2026-03-09T11:30", "2026-03-07T00:00", "2026-03-14T00:00", "2026-03-10T00:00", "2026-03-14T00:00", "2026-03-18T00:00", "2026-03-28T00:00"], // before a weekend
        ["2026-03-07T10:00", "2026-03-09T10:30", "2026-03-09T14:00", "2026-03-08T00:00", "2026-03-15T00:00", "2026-03-10T00:00", "2026-03-14T00:00", "2026-03-18T00:00", "2026-03-28T00:00"], // a Saturday
        ["2026-02-13T17:00", "2026-02-14T10:00", "2026-02-14T12:00", "2026-02-14T00:00", "2026-02-21T00:00", "2026-02-15T00:00", "2026-02-28T00:00", "2026-03-03T00:00", "2026-03-13T00:00"], // before a made-up Saturday
        ["2026-02-14T16:00", "2026-02-24T09:00", "2026-02-24T11:00", "2026-02-15T00:00", "2026-02-22T00:00", "2026-02-25T00:00", "2026-03-01T00:00", "2026-03-04T00:00", "2026-03-14T00:00"], // a made-up Saturday before the Spring Festival
        ["2026-02-17T10:00", "2026-02-24T10:30", "2026-02-24T14:00", "2026-02-18T00:00", "2026-02-25T00:00", "2026-02-25T00:00", "2026-03-01T00:00", "2026-03-04T00:00", "2026-03-14T00:00"], // in the Spring Festival
        ["2026-02-28T10:00", "2026-02-28T12:00", "2026-02-28T15:30", "2026-03-01T00:00", "2026-03-08T00:00", "2026-03-03T00:00", "2026-03-07T00:00", "2026-03-11T00:00", "2026-03-21T00:00"], // a made-up Saturday, the last of February
        ["2024-02-28T16:00", "2024-02-29T09:00", "2024-02-29T11:00", "2024-02-29T00:00", "2024-03-07T00:00", "2024-03-01T00:00", "2024-03-07T00:00", "2024-03-09T00:00", "2024-03-21T00:00"], // before a leap day
        ["2024-02-29T16:00", "2024-03-01T09:00", "2024-03-01T11:00", "2024-03-01T00:00", "2024-03-08T00:00", "2024-03-02T00:00", "2024-03-08T00:00", "2024-03-12T00:00", "2024-03-22T00:00"], // a leap day
        ["2026-01-04T08:00", "2026-01-04T10:30", "2026-01-04T14:00", "2026-01-05T00:00", "2026-01-12T00:00", "2026-01-06T00:00", "2026-01-10T00:00", "2026-01-14T00:00", "2026-01-24T00:00"], // a made-up Sunday before the opening
        ["2025-12-31T16:30", "2026-01-04T09:30", "2026-01-04T11:30", "2026-01-01T00:00", "2026-01-08T00:00", "2026-01-05T00:00", "2026-01-09T00:00", "2026-01-13T00:00", "2026-01-23T00:00"], // a year's end
        ["2026-09-30T17:00", "2026-10-08T10:00", "2026-10-08T12:00", "2026-10-01T00:00", "2026-10-08T00:00", "2026-10-09T00:00", "2026-10-14T00:00", "2026-10-16T00:00", "2026-10-28T00:00"], // before the National Day
        ["2026-10-10T12:00", "2026-10-10T15:30", "2026-10-10T17:30", "2026-10-11T00:00", "2026-10-18T00:00", "2026-10-13T00:00", "2026-10-17T00:00", "2026-10-21T00:00", "2026-10-31T00:00"], // a made-up Saturday at noon
        ["2024-12-31T23:59:59", "2025-01-02T10:30", "2025-01-02T14:00", "2025-01-01T00:00", "2025-01-08T00:00", "2025-01-03T00:00", "2025-01-09T00:00", "2025-01-11T00:00", "2025-01-23T00:00"], // the last second of a year
        ["2026-12-31T16:30", "2027-01-01T09:30", "2027-01-01T11:30", "2027-01-01T00:00", "2027-01-08T00:00", "2027-01-02T00:00", "2027-01-08T00:00", "2027-01-12T00:00", "2027-01-22T00:00"], // into a year without data
        ["2027-02-10T10:00", "2027-02-10T12:00", "2027-02-10T15:30", "2027-02-11T00:00", "2027-02-18T00:00", "2027-02-12T00:00", "2027-02-18T00:00", "2027-02-20T00:00", "2027-03-04T00:00"], // in a year without data
        ["2028-02-29T10:00", "2028-02-29T12:00", "2028-02-29T15:30", "2028-03-01T00:00", "2028-03-08T00:00", "2028-03-02T00:00", "2028-03-08T00:00", "2028-03-10T00:00", "2028-03-22T00:00"], // a leap day without data
        ["2023-12-29T17:00", "2024-01-02T10:00", "2024-01-02T12:00", "2023-12-30T00:00", "2024-01-06T00:00", "2024-01-03T00:00", "2024-01-09T00:00", "2024-01-11T00:00", "2024-01-23T00:00"], // out of a year without data
    ];

    /// <summary>Each rule: which grades have a value (o, m, x; - when none is set), and its length: minutes, or a column of the table above.</summary>
    private static readonly (string Rule, string Grades, Func<string[], DateTimeOffset> Due)[] Rules =
    [
        ("R17", "-omx", Minutes(30)), ("R08:sign", "-omx", Column(1)), ("R08:return", "-omx", Column(2)), ("R22:confirm", "-omx", Minutes(24 * 60)), ("R24", "-o", Minutes(180)),
        ("R28:phone", "m", Minutes(30)), ("R28:phone", "x", Minutes(15)), ("R28:written", "m", Minutes(60)), ("R28:written", "x", Minutes(40)), ("R31", "-omx", Minutes(30)), ("R32", "-omx", Minutes(30)),
        ("R34:information", "!omx", Minutes(300)), ("R34:conference", "!omx", Minutes(24 * 60)), ("R34:response", "-omx", Minutes(48 * 60)), ("R34:confirm", "-omx", Column(5)),
        ("R39", "m", Column(3)), ("R39", "x", Minutes(240)), ("R39:daily", "mx", Column(3)), ("R39:change", "-omx", Minutes(240)),
        ("R41", "-o", Column(2)), ("R41", "mx", Minutes(30)), ("R42", "-omx", Column(3)), ("R46", "-omx", Column(4)), ("R46:observation", "-omx", Minutes(24 * 60)), ("R50", "-omx", Column(6)),
        ("R67", "-omx", Column(1)), ("R68", "-omx", Column(3)), ("R69", "-omx", Column(3)), ("R72", "-omx", Column(8)), ("R78", "-omx", Column(7)), ("R78", "c-omx", Column(8)), ("S13:review", "-omx", Minutes(24 * 60)),
    ];

    private static readonly Dictionary<char, string?> Grades = new() { ['-'] = null, ['o'] = "ordinary", ['m'] = "major", ['x'] = "extraordinary" };

    [Fact, Clause("R08"), Clause("R24"), Clause("R28"), Clause("R34"), Clause("R41"), Clause("R50"), Clause("R67"), Clause("R68"), Clause("R72"), Clause("R78")]
    public async Task Every_rule_at_every_boundary_is_due_when_the_hand_says()
    {
        var expected = new List<DateTimeOffset>();
        var lines = new List<string>();
        foreach (var (rule, grades, due) in Rules)
        {
            foreach (var grade in grades.Where(Grades.ContainsKey))
            {
                foreach (var row in Boundaries)
                {
                    lines.Add(Case(lines.Count, rule, Grades[grade], row[0], complex: grades[0] == 'c', emergency: grades[0] == '!'));
                    expected.Add(due(row));
                }
            }
        }
        Rules.Select(r => r.Rule).Distinct().Order().ShouldBe(OracleRules.All.Order(), "a rule is missing in the table");
        var answers = await Answers(lines, 0);
        answers.Select((a, i) => $"{lines[i]} → {a.GetProperty("due").GetString()}").ShouldBe(expected.Select((e, i) => $"{lines[i]} → {e.ToString("yyyy-MM-ddTHH:mm:sszzz", Plain)}"));
        answers.ShouldAllBe(a => a.GetProperty("derivation").GetArrayLength() > 2);
    }

    [Fact, Clause("R28"), Clause("R34"), Clause("R39")]
    public async Task Every_rule_without_a_value_for_the_grade_is_refused_at_every_grade()
    {
        var lines = new List<string>();
        foreach (var rule in OracleRules.All)
        {
            var given = string.Concat(Rules.Where(r => r.Rule == rule).Select(r => r.Grades));
            foreach (var (grade, name) in Grades) if (!given.Contains(grade) && !given.Contains('!')) lines.Add(Case(lines.Count, rule, name, "2026-03-02T09:12", false, true));
            // Only a sudden event binds to these two.
            if (given.Contains('!')) foreach (var name in Grades.Values) lines.Add(Case(lines.Count, rule, name, "2026-03-02T09:12", false, false));
        }
        lines.Add(Case(lines.Count, "R28", "major", "2026-03-02T09:12", false, false));
        lines.Add(Case(lines.Count, "R99", null, "2026-03-02T09:12", false, false));
        lines.Count.ShouldBeGreaterThan(15);
        foreach (var (answer, line) in (await Answers(lines, 1)).Zip(lines))
        {
            answer.TryGetProperty("due", out var due).ShouldBe(due.ValueKind == JsonValueKind.Null, line);
            answer.GetProperty("error").GetString().ShouldNotBeNullOrEmpty(line);
        }
    }

    [Theory, Clause("R39"), Clause("R44")]
    [InlineData("2026-03-02T10:00:00", "2026-03-02T10:00:00", "2026-03-02T14:00:00")]
    [InlineData("2026-03-02T10:00:00", "2026-03-03T09:59:59", "2026-03-03T13:59:59")]
    [InlineData("2026-03-02T10:00:00", "2026-03-03T10:00:00", "2026-03-04T00:00:00")]
    [InlineData("2026-12-31T10:00:00", "2026-12-31T23:00:00", "2027-01-01T03:00:00")]
    [InlineData("2024-02-28T10:00:00", "2024-02-29T23:00:00", "2024-03-01T00:00:00")]
    public async Task The_four_hours_end_with_the_first_day_of_the_grade(string since, string from, string due)
    {
        var line = $$"""{"id":1,"rule":"R39","grade":"extraordinary","since":"{{since}}+08:00","from":"{{from}}+08:00"}""";
        (await Answers([line], 0)).ShouldHaveSingleItem().GetProperty("due").GetString().ShouldBe(due + "+08:00");
    }

    /// <summary>Beyond the hand's table: many moments, drawn near what is special, against the oracle.</summary>
    [Fact]
    public async Task Over_random_moments_the_command_and_the_oracle_agree()
    {
        var random = new Random(7);
        var first = new DateTimeOffset(2023, 11, 1, 0, 0, 0, TimeSpan.FromHours(8));
        int[] special = [0, 510, 720, 810, 1050, 1439];
        var lines = new List<string>();
        var expected = new List<(DateTimeOffset? Due, bool Weekends)>();
        for (var i = 0; i < Needed.Times(4000); i++)
        {
            var rule = OracleRules.All[random.Next(OracleRules.All.Length)];
            var from = first.AddDays(random.Next(1500)).AddMinutes(random.Next(2) == 0 ? special[random.Next(special.Length)] : random.Next(1440)).AddSeconds(random.Next(3) == 0 ? random.Next(60) : 0);
            var (grade, complex, emergency) = ((Grade?)(random.Next(4) is var g && g == 3 ? null : (Grade)g), random.Next(2) == 0, random.Next(3) > 0);
            DateTimeOffset? since = random.Next(2) == 0 ? null : from.AddMinutes(-random.Next(2 * 1440));
            lines.Add(JsonSerializer.Serialize(new
            {
                id = i,
                rule,
                grade = grade?.ToString().ToLowerInvariant(),
                complex,
                emergency,
                since = since?.ToString("yyyy-MM-ddTHH:mm:sszzz", Plain),
                from = from.ToString("yyyy-MM-ddTHH:mm:sszzz", Plain),
            }));
            var due = OracleRules.Due(rule, grade, from, complex, emergency, since);
            expected.Add((due, due is { } at && Counts(rule, grade) && !OracleCalendar.OfTheRepository.Known(Starts(rule, from), OracleCalendar.Day(at.AddTicks(-1)))));
        }
        var answers = await Answers(lines, 1);
        for (var i = 0; i < lines.Count; i++)
        {
            var due = answers[i].TryGetProperty("due", out var d) && d.ValueKind == JsonValueKind.String ? DateTimeOffset.Parse(d.GetString()!, Plain) : (DateTimeOffset?)null;
            var weekends = answers[i].TryGetProperty("weekends_only", out var w) && w.GetBoolean();
            (due, weekends).ShouldBe(expected[i], lines[i]);
        }
    }

    [Fact]
    public void The_calendar_of_the_repository_has_the_days_of_the_notices()
    {
        var shared = OracleCalendar.Of(Needed.Shared("regulation/workcal-cn-2024-2026.json"));
        for (var day = new DateOnly(2024, 1, 1); day.Year < 2027; day = day.AddDays(1)) OracleCalendar.OfTheRepository.Works(day).ShouldBe(shared.Works(day), $"{day}");
    }

    /// <summary>Whether working days or hours are counted at all: other clocks need no calendar.</summary>
    private static bool Counts(string rule, Grade? grade) => rule is "R08:sign" or "R08:return" or "R34:confirm" or "R50" or "R67" or "R72" or "R78" || (rule == "R41" && (grade is Grade.Ordinary or null));

    /// <summary>Hours are looked for from the day itself, days from the next.</summary>
    private static DateOnly Starts(string rule, DateTimeOffset from) => OracleCalendar.Day(from).AddDays(rule is "R34:confirm" or "R50" or "R72" or "R78" ? 1 : 0);

    private static Func<string[], DateTimeOffset> Minutes(int minutes) => row => Local(row[0]).AddMinutes(minutes);

    private static Func<string[], DateTimeOffset> Column(int column) => row => Local(row[column]);

    private static DateTimeOffset Local(string text) => DateTimeOffset.Parse(text + "+08:00", Plain);

    private static string Case(int id, string rule, string? grade, string from, bool complex, bool emergency) =>
        JsonSerializer.Serialize(new { id, rule, grade, complex, emergency, from = Local(from).ToString("yyyy-MM-ddTHH:mm:sszzz", Plain) });

    private static async Task<List<JsonElement>> Answers(IReadOnlyList<string> lines, int exit)
    {
        var run = await Executable.Run(["due", "--cases", "-", "--quiet"], string.Join('\n', lines));
        run.Exit.ShouldBe(exit, run.Error);
        var answers = run.Output.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        answers.Select(a => a.GetProperty("id").GetInt32()).ShouldBe(lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("id").GetInt32()));
        return answers;
    }
}
