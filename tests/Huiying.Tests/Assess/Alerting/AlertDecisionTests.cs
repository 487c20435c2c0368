using CsCheck;
using Huiying.Assess;
using Huiying.Assess.Alerting;
using Huiying.Assess.Trends;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Assess.Alerting;

public sealed class AlertDecisionTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly WorkCalendar China = WorkCalendar.Shipped.In(Policy.Default.Zone);
    private static readonly CalmPolicy Calm = Policy.Default.Calm;

    private static readonly IReadOnlyList<(AlertRule, IReadOnlyList<string>)> Rules =
    [
        .. new[]
        {
            new AlertRuleText("多", RuleKind.Threshold, AlertLevel.Notice, [Role.Clerk], AtLeast: 10, Hours: 24),
            new AlertRuleText("很多", RuleKind.Threshold, AlertLevel.Warning, [Role.Clerk], AtLeast: 40, Hours: 24),
            new AlertRuleText("极多", RuleKind.Threshold, AlertLevel.Urgent, [Role.Clerk], AtLeast: 120, Hours: 24),
        }.Select((t, i) => (new AlertRule($"{i}", t, null, null, false, null, null, 1), (IReadOnlyList<string>)[])),
    ];

    /// <summary>Some weeks of a topic, hour by hour: stretches of silence, of a little and of much.</summary>
    private static readonly Gen<int[]> Lives =
        Gen.Select(Gen.Int[1, 100], Gen.OneOf(Gen.Const(0), Gen.Const(0), Gen.Const(1), Gen.Const(4), Gen.Const(20))).Array[1, 14].Select(s => s.SelectMany(x => Enumerable.Repeat(x.Item2, x.Item1)).ToArray());

    [Fact]
    public void Between_two_alerts_of_a_topic_of_which_the_later_is_no_graver_it_was_calm_and_the_gravest_state_is_never_untold() => Lives.Sample(life =>
    {
        var raised = Run(life);
        for (var i = 1; i < raised.Count; i++)
        {
            foreach (var earlier in raised.Take(i).Where(r => r.Level >= raised[i].Level))
            {
                // By hand: some 72 hours that began after the earlier alert held under a tenth of the busiest day until then.
                var (from, to) = (Hour(earlier.At) + 1, Hour(raised[i].At));
                Enumerable.Range(from, Math.Max(0, to - from)).Any(end => end - 71 >= from && Quiet(life, end)).ShouldBeTrue();
            }
        }
        for (var hour = 0; hour < life.Length; hour++)
        {
            var many = life[Math.Max(0, hour - 23)..(hour + 1)].Sum();
            var level = many >= 120 ? AlertLevel.Urgent : many >= 40 ? AlertLevel.Warning : many >= 10 ? AlertLevel.Notice : (AlertLevel?)null;
            if (level is { } l) raised.ShouldContain(r => r.Level >= l && Hour(r.At) <= hour);
        }
    }, iter: Needed.Times(300));

    [Fact]
    public void The_same_figures_give_the_same_alerts_in_whatever_order_they_are_read() => Lives.Sample(life =>
    {
        Run(life).ShouldBe(Run(life, shuffled: true));
    }, iter: Needed.Times(100));

    [Fact]
    public void What_is_dated_later_than_now_counts_for_nothing()
    {
        HourCount[] hours = [new(Trend.HourOf(Start), 9), new(Trend.HourOf(Start).AddHours(1), 500)];
        AlertDecision.Fired(Signs(hours), Rules, Start).ShouldBeEmpty();
        AlertDecision.Fired(Signs(hours), Rules, Start.AddHours(1)).Count.ShouldBe(3);
    }

    [Fact, Clause("R19")]
    public void Growth_and_burst_are_those_of_the_topic_s_page()
    {
        var now = Start.AddDays(6);
        HourCount[] hours = [.. Enumerable.Range(0, 145).Select(i => new HourCount(Trend.HourOf(Start).AddHours(i), i > 140 ? 9 : i % 6 == 0 ? 1 : 0))];
        var trend = Trend.Of(hours, now);
        trend.Burst!.Level.ShouldBeGreaterThan(1);
        (AlertRule, IReadOnlyList<string>) Of(AlertRuleText text) => (new("x", text, null, null, false, null, null, 1), []);
        var fired = AlertDecision.Fired(Signs(hours), [
            Of(new("涨", RuleKind.Growth, AlertLevel.Notice, [Role.Clerk], AtLeast: 20, Times: trend.Growth!.Value + 1)), Of(new("涨得更多", RuleKind.Growth, AlertLevel.Notice, [Role.Clerk], AtLeast: 20, Times: trend.Growth.Value + 1.1)),
            Of(new("涨但少", RuleKind.Growth, AlertLevel.Notice, [Role.Clerk], AtLeast: 500, Times: 1.5)), Of(new("突增", RuleKind.Burst, AlertLevel.Warning, [Role.Clerk], Burst: trend.Burst.Level)),
        ], now);
        fired.Select(f => f.Name).ShouldBe(["突增", "涨"]);
    }

    [Fact]
    public void A_topic_under_a_tenth_of_its_old_peak_is_still_calm_and_does_not_alert_again()
    {
        // A hundred an hour, two thousand in a day, then nothing for four days, then thirty a day.
        int[] life = [.. Enumerable.Repeat(100, 20), .. Enumerable.Repeat(0, 96), .. Enumerable.Range(0, 96).Select(i => i % 24 == 0 ? 30 : 0)];
        Run(life).Select(r => r.Level).ShouldBe([AlertLevel.Warning, AlertLevel.Urgent]);
    }

    [Fact, Clause("R06")]
    public void Quiet_hours_end_at_the_first_moment_that_is_not_quiet_over_midnight_weekends_and_holidays() =>
        Gen.Select(Gen.Int[0, 60 * 24 * 40], Gen.Int[0, 23], Gen.Int[0, 23], Gen.Bool).Where(g => g.Item2 != g.Item3).Sample((minute, from, until, rest) =>
        {
            var quiet = new QuietHours(new(from, 0), new(until, 0), rest);
            // From late January: the Spring Festival of 2026 with its make-up working days lies in it.
            var at = new DateTimeOffset(2026, 1, 30, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
            var expected = at;
            while (IsQuiet(quiet, expected)) expected = expected.AddMinutes(1);
            AlertDecision.QuietUntil(quiet, at, China).ShouldBe(expected == at ? null : expected);
        }, iter: Needed.Times(300));

    [Fact]
    public void The_gravest_level_and_a_topic_of_a_major_rule_wait_for_nobody_and_of_several_rules_the_first_end_counts()
    {
        var night = new DateTimeOffset(2026, 3, 2, 15, 30, 0, TimeSpan.Zero);
        (string, QuietHours?) late = ("晚", new QuietHours(new(22, 0), new(8, 0))), early = ("早", new QuietHours(new(22, 0), new(6, 0)));
        AlertDecision.Kept([late, early], AlertLevel.Warning, false, night, China)!.Value.Until.ShouldBe(new DateTimeOffset(2026, 3, 2, 22, 0, 0, TimeSpan.Zero));
        AlertDecision.Kept([late], AlertLevel.Urgent, false, night, China).ShouldBeNull();
        AlertDecision.Kept([late], AlertLevel.Notice, true, night, China).ShouldBeNull();
        AlertDecision.Kept([late, ("无", null)], AlertLevel.Notice, false, night, China).ShouldBeNull();
        AlertDecision.Kept([late], AlertLevel.Notice, false, night.AddHours(12), China).ShouldBeNull();
    }

    private static bool IsQuiet(QuietHours quiet, DateTimeOffset at)
    {
        var local = China.Local(at);
        var hour = local.Hour;
        return quiet.RestDays && !China.IsWorkingDay(DateOnly.FromDateTime(local.DateTime))
            || (quiet.From < quiet.Until ? hour >= quiet.From.Hour && hour < quiet.Until.Hour : hour >= quiet.From.Hour || hour < quiet.Until.Hour);
    }

    /// <summary>A look in each hour, at its end.</summary>
    private static List<(AlertLevel Level, DateTimeOffset At)> Run(int[] life, bool shuffled = false)
    {
        var raised = new List<RaisedBefore>();
        for (var hour = 0; hour < life.Length; hour++)
        {
            var now = Trend.HourOf(Start).AddHours(hour).AddMinutes(59);
            var hours = life.Take(hour + 1).Select((n, i) => new HourCount(Trend.HourOf(Start).AddHours(i), n)).Where(h => h.Count > 0).ToArray();
            if (shuffled) Array.Reverse(hours);
            var signs = Signs(hours);
            if (AlertDecision.Raise(signs, AlertDecision.Fired(signs, Rules, now), raised, hours, Calm, now) is { } level) raised.Add(new(new TopicId("1"), level, now));
        }
        return [.. raised.Select(r => (r.Level, r.At))];
    }

    private static int Hour(DateTimeOffset at) => (int)(Trend.HourOf(at) - Trend.HourOf(Start)).TotalHours;

    private static bool Quiet(int[] life, int end)
    {
        var peak = Enumerable.Range(0, end + 1).Max(i => life[Math.Max(0, i - 23)..(i + 1)].Sum());
        return life[Math.Max(0, end - 71)..(end + 1)].Sum() < Math.Max(1, 0.1 * peak);
    }

    private static TopicSigns Signs(IReadOnlyList<HourCount> hours) => new(hours, new Dictionary<string, DateTimeOffset>(), new Dictionary<MediaLevel, int>(), Start, "", false, false);
}
