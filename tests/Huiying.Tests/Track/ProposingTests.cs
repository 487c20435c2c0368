using Huiying.Assess;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using Huiying.Track;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Track;

/// <summary>Thresholds propose, people answer (R47).</summary>
public sealed class ProposingTests
{
    private static readonly Actor Leader = By(Role.SupervisingLeader);

    private static CaseWalk Tracked() => Completed().Answered().Do(Leader, (c, d) => Following.Track(c, d, new PersonId("clerk"), null));

    private static TopicFacts Facts(Grade suggested, params (DateTimeOffset Hour, int Count)[] hours) => new(
        new("t"), "路灯", hours.Sum(h => h.Count), 3, false, hours[0].Hour, hours[^1].Hour, hours[0].Hour, [.. hours.Select(h => new Mentions(h.Hour, h.Count))], [], suggested, []);

    private static CaseEntry[] Look(CaseWalk walk, TopicFacts facts) => Tracking.Seen(walk.Case, facts, new Deciding(Actor.Clock(TestOffice.Id), walk.Now, Rules));

    private static CaseWalk Grown()
    {
        var walk = Tracked().After(TimeSpan.FromHours(20));
        return walk.Do(Actor.Clock(TestOffice.Id), (_, _) => Look(walk, Facts(Grade.Ordinary, (walk.Now.AddHours(-30), 10), (walk.Now.AddHours(-1), 20))));
    }

    [Fact, Clause("R47")]
    public void Growth_over_the_policys_threshold_proposes_a_measure_once()
    {
        var walk = Tracked().After(TimeSpan.FromHours(20));
        Look(walk, Facts(Grade.Ordinary, (walk.Now.AddHours(-30), 10), (walk.Now.AddHours(-1), 19))).OfType<TrackingProposed>().ShouldBeEmpty("fewer than the least");
        Look(walk, Facts(Grade.Ordinary, (walk.Now.AddHours(-30), 11), (walk.Now.AddHours(-1), 21))).OfType<TrackingProposed>().ShouldBeEmpty("not twice as many");
        walk = Grown();
        walk.Case.Proposals.ShouldHaveSingleItem().What.Kind.ShouldBe(ProposalKind.Measure);
        walk.Duty("R47:1").Open.ShouldBeTrue();
        Look(walk, Facts(Grade.Ordinary, (walk.Now.AddHours(-30), 10), (walk.Now.AddHours(-1), 80))).OfType<TrackingProposed>().ShouldBeEmpty("it waits for its answer");
        Closing.Open(walk.Case, new Deciding(Leader, walk.Now, Rules), Ending.PublicResponse, null).ShouldContain(r => r.Code == "close.duty" && r.Zh.Contains("答复跟踪建议", StringComparison.Ordinal));
    }

    [Fact, Clause("R47"), Clause("R33")]
    public void A_proposal_is_accepted_by_taking_the_measure_or_refused_with_a_reason_by_a_leader()
    {
        var walk = Grown();
        walk.Try(By(Role.Clerk), (c, d) => Proposing.Answer(c, d, 1, false, "不需要", null))!.Code.ShouldBe("not-your-post");
        walk.Try(Leader, (c, d) => Proposing.Answer(c, d, 1, false, " ", null))!.Clause.ShouldBe("R47");
        walk.Try(Leader, (c, d) => Proposing.Answer(c, d, 1, true, "", null))!.Clause.ShouldBe("R47");
        walk.Try(Leader, (c, d) => Proposing.Answer(c, d, 1, true, "", new("加派人员", new("officer"), d.Now)))!.Clause.ShouldBe("R33");
        walk.Do(Leader, (c, d) => Proposing.Answer(c, d, 1, true, "", new("加派人员", new("officer"), d.Now.AddDays(1))));
        walk.Case.Measures[^1].Text.ShouldBe("加派人员");
        walk.Case.Duties.ShouldContain(x => x.Open && x.Rule == $"R33:{walk.Case.Measures.Count}");
        walk.Duty("R47:1").Open.ShouldBeFalse();
        walk.Try(Leader, (c, d) => Proposing.Answer(c, d, 1, false, "不", null))!.Code.ShouldBe("proposal.answered");
    }

    [Fact, Clause("R47")]
    public void A_refused_proposal_comes_back_only_after_a_day()
    {
        var walk = Grown().Do(Leader, (c, d) => Proposing.Answer(c, d, 1, false, "集中转发同一答复，不需另行处置", null));
        Look(walk.After(TimeSpan.FromHours(23)), Facts(Grade.Ordinary, (walk.Now.AddHours(-1), 90))).OfType<TrackingProposed>().ShouldBeEmpty();
        Look(walk.After(TimeSpan.FromHours(1)), Facts(Grade.Ordinary, (walk.Now.AddHours(-1), 90))).OfType<TrackingProposed>().ShouldHaveSingleItem();
    }

    [Fact, Clause("R47"), Clause("R61")]
    public void Another_grade_is_proposed_but_set_only_by_a_person_before_the_answer_can_accept_it()
    {
        var walk = Tracked().After(TimeSpan.FromHours(20));
        walk.Do(Actor.Clock(TestOffice.Id), (_, _) => Look(walk, Facts(Grade.Major, (walk.Now.AddHours(-1), 5))));
        walk.Case.Proposals.ShouldHaveSingleItem().What.Grade.ShouldBe(Grade.Major);
        walk.Case.Grade.ShouldBe(Grade.Ordinary);
        walk.Try(Leader, (c, d) => Proposing.Answer(c, d, 1, true, "", null))!.Code.ShouldBe("proposal.not-graded");
        walk.Do(Leader, (c, d) => Grading.Set(c, d, Grade.Major, "转发明显增多")).Do(Leader, (c, d) => Proposing.Answer(c, d, 1, true, "", null));
        walk.Case.Proposals[0].Answer!.What.Accepted.ShouldBeTrue();
    }

    [Fact, Clause("R47"), Clause("R46")]
    public void A_tracking_time_that_is_over_without_calm_proposes_a_measure()
    {
        var walk = Tracked();
        walk.Now = walk.Duty("R46").DueAt!.Value;
        Look(walk, Facts(Grade.Ordinary, (walk.Now, 1))).OfType<TrackingProposed>().ShouldBeEmpty();
        walk.After(TimeSpan.FromMinutes(1));
        Look(walk, Facts(Grade.Ordinary, (walk.Now, 1))).OfType<TrackingProposed>().ShouldHaveSingleItem().Rule.ShouldBe("overdue");
    }
}
