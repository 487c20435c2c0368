using Huiying.Assess.Trends;
using Huiying.Tests.House;
using MentionSeries = Huiying.Documents.MentionSeries;
using MentionUnit = Huiying.Documents.MentionUnit;

namespace Huiying.Tests.Assess.Trends;

[Clause("R19")]
public sealed class TrendTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 8, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Every_hour_is_in_the_series_also_those_without_mentions()
    {
        var trend = Trend.Of([At(5, 2), At(2, 1), At(5, 1), At(-3, 9)], Now);
        trend.Series.Select(h => h.Count).ShouldBe([3, 0, 0, 1, 0, 0]);
        trend.Series[^1].Hour.ShouldBe(new DateTimeOffset(2026, 3, 10, 8, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Growth_compares_a_day_with_the_day_before()
    {
        Trend.Of([At(30, 10), At(3, 15)], Now).Growth.ShouldBe(0.5);
        Trend.Of([At(30, 10)], Now).Growth.ShouldBe(-1);
    }

    [Fact]
    public void Too_little_data_is_said_and_not_guessed()
    {
        var trend = Trend.Of([At(30, 3), At(3, 6)], Now);
        trend.Growth.ShouldBeNull();
        trend.Text.ShouldContain("太少");
        Trend.Of([At(3, 500)], Now).Burst.ShouldBeNull();
        Trend.Of([], Now).Series.ShouldBeEmpty();
        var few = Trend.Of([At(1, 4)], Now);
        few.Forecast.ShouldBeNull();
        few.Text.ShouldContain("不作预测");
    }

    [Fact]
    public void A_steady_flow_is_no_burst_and_a_sudden_one_is()
    {
        var steady = Enumerable.Range(0, 90).Select(h => At(h, 2)).ToList();
        Trend.Of(steady, Now).Burst.ShouldBe(new Burst(0, null));
        var burst = Trend.Of([.. steady, At(2, 80)], Now).Burst!;
        burst.Level.ShouldBe(3);
        burst.Since.ShouldBe(new DateTimeOffset(2026, 3, 10, 6, 0, 0, TimeSpan.Zero));
        Trend.Of([.. steady, At(2, 40)], Now).Burst!.Level.ShouldBeInRange(1, 2);
        Trend.Of([.. steady, At(2, 10)], Now).Burst!.Level.ShouldBe(0, "twice as many in six hours happens by chance");
    }

    [Fact]
    public void A_handful_after_long_silence_is_no_burst() => Trend.Of([At(80, 1), At(1, 4)], Now).Burst!.Level.ShouldBe(0);

    [Fact, Clause("R19")]
    public void A_topic_of_years_keeps_its_first_peak_and_counts_hour_by_hour_for_ninety_days()
    {
        var trend = Trend.Of([At(24 * 400, 5), At(24 * 399, 90), At(24 * 400, 2), At(1, 1)], Now);
        trend.Series.Count.ShouldBe(24 * 90 + 1);
        trend.Earlier.ShouldBe([new HourCount(Trend.HourOf(Now.AddDays(-400)), 7), new HourCount(Trend.HourOf(Now.AddDays(-399)), 90)]);
        trend.Life.Sum(h => h.Count).ShouldBe(98);
        var drawn = new MentionSeries(trend.Life.Select(h => new Huiying.Documents.HourCount(h.Hour, h.Count)), TimeZoneInfo.Utc);
        (drawn.Unit, drawn.Total, drawn.Peak!.Count).ShouldBe((MentionUnit.Week, 98, 97));
        drawn.Bars.Count.ShouldBeInRange(58, 59);
    }

    private static HourCount At(int hoursAgo, int count) => new(Now.AddHours(-hoursAgo), count);
}
