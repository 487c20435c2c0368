using CsCheck;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Ground.Calendars;

public sealed class DeadlinesTests
{
    private const Grade O = Grade.Ordinary, M = Grade.Major, X = Grade.Extraordinary;

    // 2026-03-02 is a Monday.
    [Theory]
    [InlineData("R17", O, "2026-03-02T23:45", "2026-03-03T00:15")]
    [InlineData("R17", null, "2026-03-02T09:12", "2026-03-02T09:42")]
    [InlineData("R08:sign", O, "2026-03-02T16:30", "2026-03-03T09:30")]
    [InlineData("R08:return", O, "2026-03-02T16:30", "2026-03-03T11:30")]
    [InlineData("R22:confirm", M, "2026-03-06T15:00", "2026-03-07T15:00")] // a clock, so Saturday counts
    [InlineData("R24", O, "2026-03-02T22:30", "2026-03-03T01:30")]
    [InlineData("R28:phone", M, "2026-03-02T09:12", "2026-03-02T09:42")]
    [InlineData("R28:phone", X, "2026-03-02T09:12", "2026-03-02T09:27")]
    [InlineData("R28:written", M, "2026-12-31T23:30", "2027-01-01T00:30")]
    [InlineData("R28:written", X, "2026-03-02T09:12", "2026-03-02T09:52")]
    [InlineData("R31", M, "2026-03-02T09:12", "2026-03-02T09:42")]
    [InlineData("R34:response", O, "2026-03-06T10:00", "2026-03-08T10:00")]
    [InlineData("R34:confirm", O, "2026-02-13T22:00", "2026-02-15T00:00")] // the next working day is a made-up Saturday
    [InlineData("R34:confirm", O, "2026-02-14T22:00", "2026-02-25T00:00")]
    [InlineData("R39", M, "2026-03-02T00:00", "2026-03-03T00:00")]
    [InlineData("R39:daily", X, "2026-03-02T22:00", "2026-03-03T00:00")]
    [InlineData("R41", O, "2026-03-02T14:30", "2026-03-03T09:30")]
    [InlineData("R41", M, "2026-03-02T14:30", "2026-03-02T15:00")]
    [InlineData("R41", X, "2026-03-07T14:30", "2026-03-07T15:00")]
    [InlineData("R42", O, "2026-03-02T23:59:59", "2026-03-03T00:00")]
    [InlineData("R46", O, "2026-02-28T10:00", "2026-03-08T00:00")]
    [InlineData("R46", O, "2024-02-28T10:00", "2024-03-07T00:00")] // leap year
    [InlineData("R50", O, "2026-02-13T10:00", "2026-02-28T00:00")] // made-up 14, 24, 25, 26, 27 February
    [InlineData("R67", O, "2026-03-02T11:00", "2026-03-02T14:30")]
    [InlineData("R68", O, "2026-03-07T10:00", "2026-03-08T00:00")] // a Saturday is not rolled over
    [InlineData("R69", O, "2026-10-01T08:00", "2026-10-02T00:00")] // nor a holiday
    [InlineData("R72", O, "2026-03-02T10:00", "2026-03-24T00:00")]
    [InlineData("R78", O, "2026-03-02T10:00", "2026-03-12T00:00")]
    public void A_duty_falls_due_by_its_rule(string rule, Grade? grade, string from, string due) =>
        Compute(new(rule, grade, false, false, null, Local(from))).DueAt.ShouldBe(Local(due));

    [Theory, Clause("R78")]
    [InlineData("2026-03-02T10:00", "2026-03-24T00:00")]
    [InlineData("2026-09-24T10:00", "2026-10-23T00:00")]
    public void A_complex_suggestion_has_fifteen_working_days(string from, string due) =>
        Compute(new("R78", O, Complex: true, false, null, Local(from))).DueAt.ShouldBe(Local(due));

    [Theory, Clause("R34")]
    [InlineData("R34:information", "2026-03-02T14:12")]
    [InlineData("R34:conference", "2026-03-03T09:12")]
    public void The_five_and_twenty_four_hours_bind_only_a_sudden_event(string rule, string due)
    {
        Refused(new(rule, M, false, Emergency: false, null, Local("2026-03-02T09:12"))).Code.ShouldBe("due.emergency-only");
        Compute(new(rule, M, false, Emergency: true, null, Local("2026-03-02T09:12"))).DueAt.ShouldBe(Local(due));
    }

    [Theory, Clause("R39")]
    [InlineData("2026-03-02T10:00", "2026-03-02T10:00", "2026-03-02T14:00")]
    [InlineData("2026-03-02T10:00", "2026-03-02T22:00", "2026-03-03T02:00")]
    [InlineData("2026-03-02T10:00", "2026-03-03T09:59:59", "2026-03-03T13:59:59")]
    [InlineData("2026-03-02T10:00", "2026-03-03T10:00", "2026-03-04T00:00")] // 24 hours are no longer under 24 hours
    [InlineData(null, "2026-03-02T10:00", "2026-03-02T14:00")]
    public void An_extraordinary_event_reports_every_four_hours_on_its_first_day(string? since, string from, string due) =>
        Compute(new("R39", X, false, false, since is null ? null : Local(since), Local(from))).DueAt.ShouldBe(Local(due));

    [Fact, Clause("R44")]
    public void Whatever_a_major_event_owes_an_extraordinary_one_owes_no_later() =>
        Gen.Select(Moments, Gen.Int[0, 72]).Sample((from, age) =>
        {
            foreach (var rule in Rules.All)
            {
                var major = Deadlines.Due(new(rule, M, false, true, from.AddHours(-age), from), Policy.Default, WorkCalendar.Shipped);
                if (!major.Ok) continue;
                // An extraordinary event owes the four-hourly report and the daily one: the earlier of the two is what it owes next.
                var first = (rule == Rules.Progress ? [Rules.Progress, Rules.DailyProgress] : new[] { rule })
                    .Min(r => Deadlines.Due(new(r, X, false, true, from.AddHours(-age), from), Policy.Default, WorkCalendar.Shipped).Value.DueAt);
                first.ShouldBeLessThanOrEqualTo(major.Value.DueAt);
            }
        }, iter: Needed.Times(200));

    [Theory]
    [InlineData("R24", M, "due.no-value"), InlineData("R24", X, "due.no-value")]
    [InlineData("R28:phone", O, "due.no-value"), InlineData("R28:written", O, "due.no-value"), InlineData("R39", O, "due.no-value")]
    [InlineData("R28:phone", null, "due.grade-needed")]
    [InlineData("R99", O, "due.unknown-rule"), InlineData("R28", O, "due.unknown-rule")]
    public void A_rule_without_a_value_for_the_grade_is_refused(string rule, Grade? grade, string code)
    {
        var refusal = Refused(new(rule, grade, false, false, null, Local("2026-03-02T09:12")));
        refusal.Code.ShouldBe(code);
        refusal.Zh.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_start_beyond_any_calendar_is_refused_and_not_a_crash()
    {
        Refused(new("R50", O, false, false, null, DateTimeOffset.MaxValue)).Code.ShouldBe("invalid");
        Refused(new("R50", O, false, false, null, DateTimeOffset.MinValue)).Code.ShouldBe("invalid");
    }

    [Fact]
    public void The_derivation_says_length_start_rule_end_calendar_and_policy()
    {
        var due = Compute(new("R28:phone", M, false, false, null, Local("2026-03-02T09:12")));
        due.Zh.ShouldBe(
        [
            "规则 R28:phone 电话报告（重大）：30 分钟，自知悉 2026-03-02 09:12 起",
            "到期 2026-03-02 09:42",
            $"日历 {WorkCalendar.Shipped.Version}；参数“{Policy.Default.Name}”{Policy.Default.Hash[..8]}",
        ]);
        due.En.Count.ShouldBe(due.Zh.Count);
    }

    [Fact]
    public void The_derivation_of_working_days_names_what_was_skipped_and_what_was_made_up()
    {
        var due = Compute(new("R50", O, false, false, null, Local("2026-02-13T10:00")));
        due.Zh.ShouldContain("从次日起算，第 5 个工作日为 2026-02-27");
        due.Zh.ShouldContain("不计休息日 2026-02-15–02-23");
        due.Zh.ShouldContain("计入调休上班日 2026-02-14");
        due.Zh.ShouldContain("到期 2026-02-27 24:00");
        due.WeekendsOnly.ShouldBeFalse();
    }

    [Fact]
    public void A_due_date_in_a_year_without_data_says_that_it_counted_weekends_alone()
    {
        var due = Compute(new("R50", O, false, false, null, Local("2026-12-30T10:00")));
        due.DueAt.ShouldBe(Local("2027-01-07T00:00"));
        due.WeekendsOnly.ShouldBeTrue();
        due.Zh.ShouldContain(l => l.Contains("2027 年没有放假安排数据"));
    }

    [Fact]
    public void Nothing_falls_due_before_it_starts_and_a_later_start_never_falls_due_earlier() =>
        Gen.Select(Moments, Gen.Int[0, 400_000], Gen.Int[0, 2], Gen.Bool).Sample((from, shift, grade, complex) =>
        {
            foreach (var rule in Rules.All.Where(r => r != Rules.Progress || grade != 2))
            {
                var first = Deadlines.Due(new(rule, (Grade)grade, complex, true, from, from), Policy.Default, WorkCalendar.Shipped);
                if (!first.Ok) continue;
                first.Value.DueAt.ShouldBeGreaterThan(from);
                Deadlines.Due(new(rule, (Grade)grade, complex, true, from, from.AddSeconds(shift)), Policy.Default, WorkCalendar.Shipped)
                    .Value.DueAt.ShouldBeGreaterThanOrEqualTo(first.Value.DueAt);
            }
        }, iter: Needed.Times(300));

    [Fact, Clause("R40")]
    public void Lateness_is_computed_from_the_times_and_the_last_moment_is_not_late()
    {
        var due = Local("2026-03-03T00:00");
        Deadlines.Lateness(due, due.AddTicks(-1)).ShouldBe(TimeSpan.Zero);
        Deadlines.Lateness(due, due).ShouldBe(TimeSpan.Zero);
        Deadlines.Lateness(due, due.AddMinutes(1)).ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void The_numbers_of_the_policy_change_the_due_time()
    {
        var policy = Policy.Parse("working-hours: [\"09:00-11:00\"]\nrules:\n  R08:sign: { all: 3 working hours }\n").Policy.ShouldNotBeNull();
        Deadlines.Due(new(Rules.Sign, O, false, false, null, Local("2026-03-02T10:00")), policy, WorkCalendar.Shipped).Value.DueAt.ShouldBe(Local("2026-03-03T11:00"));
    }

    private static readonly Gen<DateTimeOffset> Moments =
        Gen.Long[Local("2024-01-01T00:00").ToUnixTimeSeconds(), Local("2027-06-01T00:00").ToUnixTimeSeconds()].Select(DateTimeOffset.FromUnixTimeSeconds);

    private static DateTimeOffset Local(string text) => DateTimeOffset.Parse(text + "+08:00");

    private static Due Compute(DueRequest request) => Deadlines.Due(request, Policy.Default, WorkCalendar.Shipped).Value;

    private static Refusal Refused(DueRequest request) => Deadlines.Due(request, Policy.Default, WorkCalendar.Shipped).Refusal.ShouldNotBeNull();
}
