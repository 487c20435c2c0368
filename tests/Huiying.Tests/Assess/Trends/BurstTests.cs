using Huiying.Assess.Trends;
using Huiying.Tests.House;

namespace Huiying.Tests.Assess.Trends;

/// <summary>The stated rate of false alarms, on topics that by construction never burst.</summary>
[Clause("R19")]
public sealed class BurstTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.125)]
    [InlineData(0.25)]
    public void At_most_one_false_alarm_in_a_thousand_topic_days(double unevenness)
    {
        const int topics = 50, days = 20;
        var random = new Random(20260310);
        var alarms = 0;
        double[] rates = [0.3, 1, 5];
        foreach (var rate in rates)
        {
            for (var topic = 0; topic < topics; topic++)
            {
                var series = Simulate(random, rate, unevenness, 24 * (days + 4));
                for (var day = 4; day < days + 4; day++)
                {
                    alarms += Enumerable.Range(0, 12).Any(i => Bursts.Of(series.GetRange(day * 24 + i * 2 - 90, 90), Rhythm.China)!.Level > 0) ? 1 : 0;
                }
            }
        }
        // 3,000 topic-days: three on the average; seven leaves room for chance.
        alarms.ShouldBeLessThanOrEqualTo(7);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(2.0)]
    [InlineData(10.0)]
    public void A_tenfold_rise_is_an_alarm(double rate)
    {
        var random = new Random(7);
        var seen = 0;
        for (var topic = 0; topic < 40; topic++)
        {
            var series = Simulate(random, rate, 0.1, 90);
            for (var i = series.Count - 4; i < series.Count; i++) series[i] = series[i] with { Count = (int)(15 * rate * Rhythm.Rate(series[i].Hour, Rhythm.China)) + 2 };
            seen += Bursts.Of(series, Rhythm.China)!.Level > 0 ? 1 : 0;
        }
        seen.ShouldBeGreaterThanOrEqualTo(rate < 1 ? 20 : 34);
    }

    [Fact]
    public void The_upper_tail_is_the_negative_binomials()
    {
        // With unevenness one it is geometric: the chance of k or more is (mean / (1 + mean)) to the k.
        Bursts.UpperTail(5, 2, 1).ShouldBe(Math.Pow(2 / 3.0, 5), 1e-9);
        Bursts.UpperTail(1, 0.5, 1e-9).ShouldBe(1 - Math.Exp(-0.5), 1e-6);
    }

    private static List<HourCount> Simulate(Random random, double rate, double unevenness, int hours)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var busy = 1.0;
        var series = new List<HourCount>();
        for (var h = 0; h < hours; h++)
        {
            if (h % 6 == 0) busy = unevenness == 0 ? 1 : Gamma(random, (int)Math.Round(1 / unevenness)) * unevenness;
            var at = start.AddHours(h);
            series.Add(new(at, Poisson(random, rate * busy * Rhythm.Rate(at.AddMinutes(30), Rhythm.China))));
        }
        return series;
    }

    private static double Gamma(Random random, int shape) => Enumerable.Range(0, shape).Sum(_ => -Math.Log(1 - random.NextDouble()));

    private static int Poisson(Random random, double mean)
    {
        var count = 0;
        for (var left = mean + Math.Log(1 - random.NextDouble()); left > 0; left += Math.Log(1 - random.NextDouble())) count++;
        return count;
    }
}
