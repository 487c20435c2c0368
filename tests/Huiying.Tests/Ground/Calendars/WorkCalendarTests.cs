using CsCheck;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;

namespace Huiying.Tests.Ground.Calendars;

public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = WorkCalendar.Shipped;
    private static readonly IReadOnlyList<WorkingSpan> Hours = Policy.Default.WorkingHours;

    [Theory]
    [InlineData(2024, 251), InlineData(2025, 248), InlineData(2026, 248)]
    public void A_year_has_the_working_days_of_its_notice(int year, int working) =>
        Days(year).Count(Calendar.IsWorkingDay).ShouldBe(working);

    [Theory]
    [InlineData("2024-02-09", true)] // Friday before the Spring Festival of 2024
    [InlineData("2024-02-12", false)]
    [InlineData("2024-02-18", true)] // Sunday, made up
    [InlineData("2024-02-29", true)]
    [InlineData("2025-01-26", true)] // Sunday, made up
    [InlineData("2025-01-28", false)]
    [InlineData("2026-01-01", false)]
    [InlineData("2026-01-02", false)] // Friday
    [InlineData("2026-01-04", true)] // Sunday, made up
    [InlineData("2026-02-14", true)] // Saturday, made up
    [InlineData("2026-02-28", true)] // Saturday, made up
    [InlineData("2026-02-21", false)]
    [InlineData("2026-10-10", true)] // Saturday, made up
    [InlineData("2026-10-11", false)]
    [InlineData("2027-01-01", true)] // no data: a Friday like any other
    [InlineData("2027-01-02", false)]
    public void Days_off_and_make_up_days_follow_the_notices(string day, bool works) => Calendar.IsWorkingDay(DateOnly.Parse(day)).ShouldBe(works);

    [Fact]
    public void A_day_ends_at_midnight_which_is_the_next_days_first_moment()
    {
        var day = new DateOnly(2026, 3, 2);
        var end = Calendar.EndOfDay(day);
        end.ShouldBe(At("2026-03-03T00:00:00+08:00"));
        Calendar.DayOf(end).ShouldBe(day.AddDays(1));
        Calendar.DayOf(end.AddTicks(-1)).ShouldBe(day);
    }

    [Theory]
    [InlineData("2026-03-02T09:00", 2, "2026-03-02T11:00")]
    [InlineData("2026-03-02T10:00", 2, "2026-03-02T12:00")] // ends at the closing, not at the next opening
    [InlineData("2026-03-02T11:30", 2, "2026-03-02T15:00")] // over lunch
    [InlineData("2026-03-02T12:00", 2, "2026-03-02T15:30")] // at the closing: the next opening
    [InlineData("2026-03-02T12:59", 2, "2026-03-02T15:30")]
    [InlineData("2026-03-02T13:30", 2, "2026-03-02T15:30")]
    [InlineData("2026-03-02T15:30", 2, "2026-03-02T17:30")]
    [InlineData("2026-03-02T16:00", 2, "2026-03-03T09:00")]
    [InlineData("2026-03-02T17:30", 2, "2026-03-03T10:30")]
    [InlineData("2026-03-02T23:59", 2, "2026-03-03T10:30")]
    [InlineData("2026-03-02T00:00", 2, "2026-03-02T10:30")]
    [InlineData("2026-03-06T17:00", 2, "2026-03-09T10:00")] // Friday to Monday
    [InlineData("2026-02-13T17:00", 2, "2026-02-14T10:00")] // Friday to a made-up Saturday
    [InlineData("2026-02-14T16:30", 4, "2026-02-24T11:30")] // over the Spring Festival of 2026
    [InlineData("2026-02-18T10:00", 4, "2026-02-24T14:00")] // inside it
    [InlineData("2025-12-31T16:30", 2, "2026-01-04T09:30")] // year end, then a made-up Sunday
    [InlineData("2024-02-29T16:30", 2, "2024-03-01T09:30")] // leap day
    [InlineData("2026-03-02T08:30", 8, "2026-03-03T09:00")] // a working day holds seven and a half hours
    public void Working_hours_run_only_while_the_office_is_open(string from, int hours, string until) =>
        Calendar.AddWorkingTime(At(from + ":00+08:00"), TimeSpan.FromHours(hours), Hours).ShouldBe(new Counted(At(until + ":00+08:00"), null));

    [Theory]
    [InlineData("2026-03-02T00:00", 1, "2026-03-04T00:00")]
    [InlineData("2026-03-02T23:59", 1, "2026-03-04T00:00")]
    [InlineData("2026-03-06T10:00", 1, "2026-03-10T00:00")] // Friday → Monday 24:00
    [InlineData("2026-02-27T10:00", 1, "2026-03-01T00:00")] // Friday → made-up Saturday 24:00
    [InlineData("2026-02-14T10:00", 5, "2026-03-01T00:00")] // 24, 25, 26, 27 and the made-up 28 February
    [InlineData("2025-09-30T10:00", 5, "2025-10-15T00:00")] // 9, 10, made-up 11, 13, 14 October
    [InlineData("2024-02-28T10:00", 1, "2024-03-01T00:00")] // leap day
    [InlineData("2024-12-31T10:00", 1, "2025-01-03T00:00")]
    [InlineData("2026-03-01T10:00", 1, "2026-03-03T00:00")] // a start on a Sunday
    public void Working_days_are_counted_from_the_next_day_and_end_at_midnight(string from, int count, string until) =>
        Calendar.NthWorkingDayEnd(At(from + ":00+08:00"), count).ShouldBe(new Counted(At(until + ":00+08:00"), null));

    [Theory]
    [InlineData("2026-12-31T10:00", 1, "2027-01-02T00:00", 2027)] // 1 January 2027 is a Friday
    [InlineData("2026-12-30T10:00", 1, "2027-01-01T00:00", null)] // ends with 2026: no day of 2027 was asked
    [InlineData("2023-12-29T10:00", 1, "2024-01-03T00:00", 2023)] // 30 and 31 December 2023 without data
    public void A_year_without_data_is_weekends_alone_and_says_so(string from, int count, string until, int? unknown) =>
        Calendar.NthWorkingDayEnd(At(from + ":00+08:00"), count).ShouldBe(new Counted(At(until + ":00+08:00"), unknown));

    [Fact]
    public void Working_hours_left_on_the_last_known_day_do_not_ask_the_next_year() =>
        Calendar.AddWorkingTime(At("2026-12-31T15:30:00+08:00"), TimeSpan.FromHours(2), Hours)
            .ShouldBe(new Counted(At("2026-12-31T17:30:00+08:00"), null));

    [Fact]
    public void More_working_time_never_ends_earlier_and_a_later_start_never_ends_earlier() =>
        Gen.Select(Instants, Gen.Int[1, 6000], Gen.Int[0, 3000], Gen.Int[0, 100_000]).Sample((from, minutes, more, shift) =>
        {
            var end = Calendar.AddWorkingTime(from, TimeSpan.FromMinutes(minutes), Hours).At;
            end.ShouldBeGreaterThanOrEqualTo(from.AddMinutes(minutes));
            Calendar.AddWorkingTime(from, TimeSpan.FromMinutes(minutes + more), Hours).At.ShouldBeGreaterThanOrEqualTo(end);
            Calendar.AddWorkingTime(from.AddSeconds(shift), TimeSpan.FromMinutes(minutes), Hours).At.ShouldBeGreaterThanOrEqualTo(end);
        });

    [Fact]
    public void Working_time_added_in_two_parts_ends_where_it_ends_added_at_once() =>
        Gen.Select(Instants, Gen.Int[1, 2000], Gen.Int[1, 2000]).Sample((from, a, b) =>
        {
            var once = Calendar.AddWorkingTime(from, TimeSpan.FromMinutes(a + b), Hours).At;
            var first = Calendar.AddWorkingTime(from, TimeSpan.FromMinutes(a), Hours).At;
            Calendar.AddWorkingTime(first, TimeSpan.FromMinutes(b), Hours).At.ShouldBe(once);
        });

    [Fact]
    public void An_end_counted_minute_by_minute_is_the_same() =>
        Gen.Select(Instants, Gen.Int[1, 300]).Sample((from, minutes) =>
        {
            var at = new DateTimeOffset(from.Ticks - from.Ticks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
            var start = at;
            for (var left = minutes; left > 0; at = at.AddMinutes(1))
            {
                var local = at.AddHours(8);
                var time = TimeOnly.FromDateTime(local.DateTime);
                if (Calendar.IsWorkingDay(DateOnly.FromDateTime(local.DateTime)) && Hours.Any(h => h.Opens <= time && time < h.Closes)) left--;
            }
            Calendar.AddWorkingTime(start, TimeSpan.FromMinutes(minutes), Hours).At.ShouldBe(at);
        }, iter: Needed.Times(60));

    [Fact]
    public void A_zone_with_summer_time_keeps_its_midnights()
    {
        var berlin = OfficeZone.Find("Europe/Berlin");
        if (berlin is null) Assert.Skip("this machine has no time zone database");
        var there = Calendar.In(berlin);
        there.EndOfDay(new DateOnly(2026, 3, 29)).ShouldBe(At("2026-03-30T00:00:00+02:00"));
        (there.EndOfDay(new DateOnly(2026, 3, 29)) - there.EndOfDay(new DateOnly(2026, 3, 28))).ShouldBe(TimeSpan.FromHours(23));
        there.At(new DateOnly(2026, 3, 29), new TimeOnly(2, 30)).ShouldBe(At("2026-03-29T01:00:00+00:00"));
    }

    [Theory]
    [InlineData("""{"name":"x","years":{"2027":{"off":["2027-01-01"],"work":["2027-01-04"]}}}""", "2027-01-04")] // a Monday is no make-up day
    [InlineData("""{"name":"x","years":{"2027":{"off":["2026-01-01"],"work":[]}}}""", "2026-01-01")]
    [InlineData("""{"name":"x","years":{"2027":{"off":["2027-02-30"],"work":[]}}}""", "2027-02-30")]
    [InlineData("""{"name":"x","years":{"2027":{"off":["2027-02-06"],"work":["2027-02-06"]}}}""", "2027-02-06")]
    [InlineData("""{"name":"x","years":{"2027":{"off":["2027-02-07/2027-02-01"],"work":[]}}}""", "2027-02-07")]
    [InlineData("""{"name":"x","years":{"2027":{"off":[7],"work":[]}}}""", "7")]
    [InlineData("""{"name":"x","years":{"27":{"off":[],"work":[]}}}""", "27")]
    [InlineData("""{"name":"x","years":{"2027":{"off":[]}}}""", "work")]
    [InlineData("""{"name":"x","years":{}}""", "year")]
    [InlineData("""{"years":{}}""", "name")]
    [InlineData("[]", "name")]
    [InlineData("{", "JSON")]
    public void A_wrong_calendar_is_refused_and_names_the_place(string text, string names) =>
        WorkCalendar.Parse(text).Refusal.ShouldNotBeNull().En.ShouldContain(names);

    [Fact]
    public void A_calendar_is_known_by_the_years_it_holds_and_the_hash_of_its_text()
    {
        Calendar.Version.Name.ShouldBe("workcal-cn 2024–2026");
        Calendar.Version.Hash.ShouldBe(Policy.HashOf(WorkCalendar.ShippedText));
    }

    private static readonly Gen<DateTimeOffset> Instants =
        Gen.Long[At("2024-01-01T00:00:00Z").UtcTicks / TimeSpan.TicksPerSecond, At("2026-12-20T00:00:00Z").UtcTicks / TimeSpan.TicksPerSecond]
            .Select(s => new DateTimeOffset(s * TimeSpan.TicksPerSecond, TimeSpan.Zero));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);

    private static IEnumerable<DateOnly> Days(int year)
    {
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1)) yield return day;
    }
}
