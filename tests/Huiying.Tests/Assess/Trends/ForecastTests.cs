using Huiying.Assess.Trends;
using Huiying.Tests.House;

namespace Huiying.Tests.Assess.Trends;

[Clause("R19")]
public sealed class ForecastTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_young_wave_fades_and_an_old_flow_goes_on()
    {
        var young = Forecast.Mentions(Enumerable.Range(0, 60).Select(m => (Noon.AddMinutes(-m), 1.0)), null, Noon, 24, Rhythm.China)!;
        young.Hours.Count.ShouldBe(24);
        young.Hours[0].Band.P50.ShouldBeGreaterThan(3 * young.Hours[23].Band.P50);
        var old = Forecast.Mentions(Enumerable.Range(0, 24 * 10).Select(h => (Noon.AddHours(-h), 5.0)), null, Noon, 24, Rhythm.China)!;
        old.Total.P50.ShouldBeInRange(30, 160);
    }

    [Fact]
    public void The_bands_are_in_order_widen_with_the_horizon_and_count_whole_mentions()
    {
        var mentions = Enumerable.Range(0, 40).Select(m => (Noon.AddMinutes(-m * 10), 1.0)).ToList();
        var one = Forecast.Mentions(mentions, null, Noon, 1, Rhythm.China)!.Total;
        var day = Forecast.Mentions(mentions, null, Noon, 24, Rhythm.China)!;
        foreach (var band in day.Hours.Select(h => h.Band).Append(day.Total).Append(one))
        {
            (band.P10 <= band.P50 && band.P50 <= band.P90).ShouldBeTrue();
            band.P90.ShouldBe(Math.Round(band.P90));
        }
        // Against the same expectation of one more: small counts are rounded outwards.
        Math.Log((day.Total.P90 + 1) / (day.Total.P50 + 1)).ShouldBeGreaterThan(Math.Log(one.P90 / (one.P50 + 1)));
    }

    [Fact]
    public void Nights_are_quiet()
    {
        var mentions = Enumerable.Range(0, 24 * 7).Select(h => (Noon.AddHours(-h), 10.0)).ToList();
        var hours = Forecast.Mentions(mentions, null, Noon, 24, Rhythm.China)!.Hours;
        hours[15].Band.P50.ShouldBeLessThan(hours[21].Band.P50 / 2, "three in the morning against nine");
    }

    [Fact]
    public void Fewer_than_five_mentions_and_later_ones_are_not_forecast_from() =>
        Forecast.Mentions([(Noon.AddMinutes(-5), 4), (Noon.AddMinutes(5), 100)], null, Noon, 6, Rhythm.China).ShouldBeNull();

    [Fact]
    public void The_next_value_follows_the_last_by_the_hour_of_the_day()
    {
        var evening = Forecast.Next([(Noon.AddHours(9), 900_000), (Noon.AddHours(10), 1_000_000)], Noon.AddHours(10), Rhythm.China)!.Value;
        var morning = Forecast.Next([(Noon.AddHours(-6), 900_000), (Noon.AddHours(-5), 1_000_000)], Noon.AddHours(-5), Rhythm.China)!.Value;
        evening.P50.ShouldBeLessThan(1_000_000);
        morning.P50.ShouldBeGreaterThan(1_000_000);
        (evening.P10 < evening.P50 && evening.P50 < evening.P90).ShouldBeTrue();
        Forecast.Next([], Noon, Rhythm.China).ShouldBeNull();
        Forecast.Next([(Noon, 0)], Noon, Rhythm.China)!.Value.P50.ShouldBeLessThan(2);
    }
}
