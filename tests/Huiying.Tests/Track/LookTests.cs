using Huiying.Assess;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using Huiying.Track;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Track;

public sealed class LookTests
{
    private static TopicFacts Facts(params (DateTimeOffset Hour, int Count)[] hours) => new(
        new("t"), "路灯", hours.Sum(h => h.Count), 3, false, hours[0].Hour, hours[^1].Hour, hours[0].Hour,
        [.. hours.Select(h => new Mentions(h.Hour, h.Count))], [], Grade.Ordinary, []);

    private static CaseEntry[] Look(CaseWalk walk, TopicFacts facts) =>
        Tracking.Seen(walk.Case, facts, new Deciding(Actor.Clock(TestOffice.Id), walk.Now, Rules));

    [Fact, Clause("R48")]
    public void New_mentions_after_calm_rebound_only_from_the_policys_share_of_the_peak()
    {
        var walk = Completed().Answered().Calm();
        var start = walk.Case.OpenedAt;
        walk.After(TimeSpan.FromHours(30));
        Look(walk, Facts((start, 40), (walk.Now.AddHours(-2), 1))).ShouldBeEmpty();
        var entries = Look(walk, Facts((start, 40), (walk.Now.AddHours(-2), 39)));
        entries.OfType<Rebounded>().Single().Figures.LastDay.ShouldBe(39);
        entries.OfType<DutyOpened>().ShouldContain(d => d.Rule == "R46");
    }

    [Fact, Clause("R46")]
    public void A_day_without_the_trackers_entry_alerts_once_a_day_and_the_figures_are_observed_daily()
    {
        var walk = Completed().Answered().Do(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new PersonId("clerk"), null));
        var facts = Facts((walk.Now, 4));
        walk.After(TimeSpan.FromHours(23));
        Look(walk, facts).ShouldBeEmpty();
        walk.After(TimeSpan.FromHours(1));
        var entries = Look(walk, facts);
        entries.OfType<Observed>().Single().Automatic.ShouldBeTrue();
        entries.OfType<DutyNoticed>().Single().To.ShouldBe([new PersonId("clerk")]);
        walk.Do(Actor.Clock(TestOffice.Id), (_, _) => entries);
        Look(walk, facts).ShouldBeEmpty();
    }

    [Fact, Clause("R49")]
    public void Calm_figures_compare_the_quiet_time_with_the_peak()
    {
        var walk = Completed();
        var d = new Deciding(By(Role.Clerk), walk.Now.AddDays(5), Rules);
        Tracking.Quiet(Facts((walk.Now, 50)), d).ShouldBeTrue();
        Tracking.Quiet(Facts((walk.Now, 50), (d.Now.AddHours(-3), 6)), d).ShouldBeFalse();
        Tracking.Quiet(Facts((walk.Now, 50), (d.Now.AddHours(-3), 4)), d).ShouldBeTrue();
    }
}
