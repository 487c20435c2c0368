using Huiying.Collect;

namespace Huiying.Tests.Collect;

public sealed class ScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private static TimeSpan? Minutes(int? n) => n is { } m ? TimeSpan.FromMinutes(m) : null;

    [Theory]
    [InlineData(60, null, null, null, 60)] // nothing known: as the officer said
    [InlineData(60, 24 * 60, null, null, 60)] // a slow source is still read as often as the officer said
    [InlineData(60, 40, null, null, 20)] // a lively one at half its gap
    [InlineData(60, 3, null, null, 10)] // but never more often than every ten minutes
    [InlineData(10, 3, null, null, 10)]
    [InlineData(60, 40, 45, null, 45)] // nothing can have changed before
    [InlineData(60, null, 24 * 60, null, 60)] // a site's word never delays beyond the officer's interval
    [InlineData(60, 40, -5, null, 20)]
    [InlineData(60, 40, null, 90, 90)] // Retry-After does
    [InlineData(60, null, null, 30, 60)]
    [InlineData(60, null, null, 60 * 24 * 30, 60 * 24 * 7)] // up to a week
    public void After_success_a_source_is_read_as_its_rhythm_its_site_and_the_officer_allow(int every, int? usual, int? fresh, int? asked, int expected) =>
        (Schedule.Next(Now, TimeSpan.FromMinutes(every), Minutes(usual), Minutes(fresh), Minutes(asked)) - Now).TotalMinutes.ShouldBe(expected);

    [Theory]
    [InlineData(60, 1, true, 10)]
    [InlineData(60, 2, true, 20)]
    [InlineData(60, 4, true, 80)]
    [InlineData(60, 9, true, 24 * 60)]
    [InlineData(60, 500, true, 24 * 60)]
    [InlineData(3 * 24 * 60, 500, true, 3 * 24 * 60)]
    [InlineData(60, 1, false, 60)]
    [InlineData(60, 4, false, 80)]
    public void After_failures_it_waits_twice_as_long_each_time_give_or_take_a_quarter(int every, int failures, bool passing, int middle)
    {
        var waits = Enumerable.Range(0, 200).Select(n => (Schedule.Retry(Now, TimeSpan.FromMinutes(every), failures, passing, null, $"s{n}") - Now).TotalMinutes).ToList();

        waits.ShouldAllBe(w => w >= middle * 0.75 - 0.001 && w <= middle * 1.25 + 0.001);
        (waits.Max() - waits.Min()).ShouldBeGreaterThan(middle * 0.4, "two hundred sources that failed together do not come back together");
        Schedule.Retry(Now, TimeSpan.FromMinutes(every), failures, passing, null, "s1").ShouldBe(Schedule.Retry(Now, TimeSpan.FromMinutes(every), failures, passing, null, "s1"));
    }

    [Fact]
    public void After_a_failure_a_site_that_names_a_time_is_believed() =>
        (Schedule.Retry(Now, TimeSpan.FromHours(1), 1, true, TimeSpan.FromHours(5), "s") - Now).ShouldBe(TimeSpan.FromHours(5));

    [Fact]
    public void A_thread_nobody_writes_to_is_looked_at_ever_more_rarely()
    {
        var (at, looks) = (Now, 0);
        while (at - Now < Threads.Lately)
        {
            at = Threads.Next(at, Now, TimeSpan.FromHours(1));
            looks++;
        }
        looks.ShouldBeInRange(8, 16, "and not 168 times in the week");
        Threads.Next(Now.AddHours(10), Now.AddHours(10), TimeSpan.FromHours(1)).ShouldBe(Now.AddHours(11), "a new floor begins again");
    }
}
