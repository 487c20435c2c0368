using CsCheck;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Ground.Calendars;

[Clause("R04")]
public sealed class LightsTests
{
    private static readonly LightPolicy Policy25 = Policy.Default.Lights;

    [Theory]
    [InlineData(0, Light.Green), InlineData(89, Light.Green), InlineData(90, Light.Yellow), InlineData(120, Light.Yellow), InlineData(121, Light.Red)]
    public void A_short_clock_turns_yellow_with_a_quarter_left_and_red_after_its_end(int minutes, Light light)
    {
        var from = Local("2026-03-02T09:00");
        Lights.Show(from, from.AddHours(2), null, from.AddMinutes(minutes), Policy25).Light.ShouldBe(light);
    }

    [Theory]
    [InlineData("2026-03-09T23:59", Light.Green), InlineData("2026-03-10T00:00", Light.Yellow), InlineData("2026-03-13T00:00", Light.Yellow)]
    [InlineData("2026-03-13T00:01", Light.Red)]
    public void A_long_clock_turns_yellow_three_days_before_its_end(string now, Light light) =>
        Lights.Show(Local("2026-03-02T10:00"), Local("2026-03-13T00:00"), null, Local(now), Policy25).Light.ShouldBe(light);

    [Fact]
    public void A_case_is_not_overdue_at_its_last_moment()
    {
        var due = Local("2026-03-03T00:00");
        Lights.Show(Local("2026-03-02T10:00"), due, null, due, Policy25).Light.ShouldBe(Light.Yellow);
        Lights.Show(Local("2026-03-02T10:00"), due, null, due.AddMicroseconds(1), Policy25).Light.ShouldBe(Light.Red);
    }

    [Fact, Clause("S12")]
    public void What_was_done_late_stays_red_however_long_ago()
    {
        var due = Local("2026-03-03T00:00");
        var shown = Lights.Show(Local("2026-03-02T10:00"), due, due.AddHours(26), Local("2026-09-01T00:00"), Policy25);
        shown.Light.ShouldBe(Light.Red);
        shown.Zh.ShouldBe("逾期 1 天 2 小时办结");
        Lights.Show(Local("2026-03-02T10:00"), due, due, Local("2026-09-01T00:00"), Policy25).Light.ShouldBe(Light.Green);
    }

    [Fact]
    public void Every_light_has_an_icon_and_words_of_its_own()
    {
        var from = Local("2026-03-02T09:00");
        var shown = new[] { 0, 100, 130 }.Select(m => Lights.Show(from, from.AddHours(2), null, from.AddMinutes(m), Policy25)).ToList();
        shown.Select(s => s.Icon).Distinct().Count().ShouldBe(3);
        shown.Select(s => s.Zh).ShouldBe(["正常，还剩 2 小时", "临期，还剩 20 分钟", "已逾期 10 分钟"]);
    }

    [Theory]
    [InlineData("2026-03-02T10:00", "2026-03-12T00:00", "2026-03-11T16:30")]
    [InlineData("2026-03-02T10:00", "2026-03-09T00:00", "2026-03-06T16:30")] // ends on a Sunday: the Friday before
    [InlineData("2026-03-02T10:00", "2026-03-03T00:00", "2026-03-02T16:30")]
    [InlineData("2026-03-02T16:00", "2026-03-04T10:00", "2026-03-03T16:30")] // due before the reminder's hour: the day before
    [InlineData("2026-03-02T16:00", "2026-03-04T16:30", "2026-03-03T16:30")]
    [InlineData("2026-02-14T10:00", "2026-02-16T00:00", "2026-02-14T16:30")] // a made-up Saturday
    [InlineData("2026-03-02T09:00", "2026-03-02T09:30", null)]
    [InlineData("2026-03-07T09:00", "2026-03-08T00:00", null)] // a rest day: the yellow light warns
    public void A_reminder_comes_on_the_last_working_day(string from, string due, string? at)
    {
        var reminders = Lights.Warnings(Local(from), Local(due), Policy.Default, WorkCalendar.Shipped).Where(w => w.Kind == WarningKind.Reminder).Select(w => w.At);
        reminders.ShouldBe(at is null ? [] : [Local(at)]);
    }

    [Fact]
    public void Every_clock_warns_before_its_end_and_at_it() =>
        Gen.Select(Gen.Long[Local("2024-01-01T00:00").ToUnixTimeSeconds(), Local("2026-12-01T00:00").ToUnixTimeSeconds()], Gen.Int[60, 4_000_000]).Sample((start, seconds) =>
        {
            var from = DateTimeOffset.FromUnixTimeSeconds(start);
            var due = from.AddSeconds(seconds);
            var warnings = Lights.Warnings(from, due, Policy.Default, WorkCalendar.Shipped);
            warnings.Select(w => w.At).ShouldBeInOrder();
            warnings.ShouldAllBe(w => w.At >= from && w.At <= due);
            warnings.Single(w => w.Kind == WarningKind.NearDue).At.ShouldBeLessThan(due);
            warnings[^1].ShouldBe(new WarnAt(WarningKind.Overdue, due));
        });

    private static DateTimeOffset Local(string text) => DateTimeOffset.Parse(text + "+08:00");
}
