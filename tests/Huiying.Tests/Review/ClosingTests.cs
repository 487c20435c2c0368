using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using Huiying.Track;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Review;

public sealed class ClosingTests
{
    private static CaseWalk Ready() => Completed().Reported().Answered().Calm().Summarised();

    [Fact, Clause("R02"), Clause("R05"), Clause("R41")]
    public void With_everything_done_it_closes() =>
        Ready().Do(By(Role.Clerk), (c, d) => Closing.Close(c, d, Ending.PublicResponse, "已答复", null)).Case.Stage.ShouldBe(Stage.Closed);

    [Fact, Clause("R02")]
    public void Without_a_response_or_a_lawful_reason_it_does_not_close()
    {
        var walk = Completed().Reported().Calm();
        walk.Try(By(Role.PrincipalLeader), (c, d) => Closing.Close(c, d, Ending.LawfulReason, "不公开", "99"))!.ShouldNotBeNull();
        var open = Closing.Open(walk.Case, new Deciding(By(Role.Clerk), walk.Now, Rules), Ending.PublicResponse, null);
        open.ShouldContain(r => r.Code == "close.no-response");
        open = Closing.Open(walk.Case, new Deciding(By(Role.Clerk), walk.Now, Rules), Ending.LawfulReason, "15");
        open.ShouldContain(r => r.Code == "close.lawful-approval");
        open.ShouldNotContain(r => r.Code == "close.no-response");
        open = Closing.Open(walk.Case, new Deciding(By(Role.PartySecretary), walk.Now, Rules), Ending.LawfulReason, "15");
        open.ShouldNotContain(r => r.Code == "close.lawful-approval");
    }

    [Fact, Clause("R41"), Clause("R26")]
    public void One_outside_report_unsent_keeps_it_open()
    {
        var walk = Completed();
        var first = Rules.OutsideBodies[0].Id;
        walk.Do(By(Role.Clerk), (c, d) => Reporting.Report(c, d, first, ReportMode.Fax, d.Now, "值班室", "1", "r", null)).Answered().Calm().Summarised();
        walk.Try(By(Role.Clerk), (c, d) => Closing.Close(c, d, Ending.PublicResponse, "完", null))!.Code.ShouldBe("close.duty");
    }

    [Fact, Clause("R05")]
    public void Each_answer_needs_its_effect_before_closing()
    {
        var walk = Completed().Reported().Answered().Calm();
        Closing.Open(walk.Case, new Deciding(By(Role.Clerk), walk.Now, Rules), Ending.PublicResponse, null).ShouldContain(r => r.Code == "close.effect");
    }

    [Fact, Clause("R49")]
    public void Only_a_person_sets_calm_and_only_after_handling()
    {
        var walk = Completed().Answered().Do(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new PersonId("clerk"), null))
            .Do(By(Role.Clerk), (c, d) => Following.Observe(c, d, "无新增", false, null));
        walk.Try(Actor.Clock(TestOffice.Id), (c, d) => Following.Calm(c, d, "自动", true)).ShouldNotBeNull();
        var early = Signed().Do(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new PersonId("clerk"), null))
            .Do(By(Role.Clerk), (c, d) => Following.Observe(c, d, "无新增", false, null));
        early.Try(By(Role.Clerk), (c, d) => Following.Calm(c, d, "平稳", true))!.Clause.ShouldBe("R13");
    }

    [Fact, Clause("R45"), Clause("R46")]
    public void A_named_person_tracks_hands_over_in_writing_and_alone_enters_observations()
    {
        var walk = Completed().Do(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new PersonId("clerk"), null));
        walk.Duty("R46").DueAt.ShouldNotBeNull();
        walk.Try(By(Role.SectionOfficer), (c, d) => Following.Observe(c, d, "看了", false, null))!.Clause.ShouldBe("R45");
        walk.Try(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new PersonId("officer"), null))!.Clause.ShouldBe("R45");
        walk.Do(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new PersonId("officer"), "已交接")).Case.Tracker.ShouldBe(new PersonId("officer"));
    }

    [Fact, Clause("R48"), Clause("R50")]
    public void A_rebound_takes_calm_back_reopens_and_keeps_the_history()
    {
        var walk = Ready().Do(By(Role.Clerk), (c, d) => Closing.Close(c, d, Ending.PublicResponse, "完", null)).After(TimeSpan.FromDays(1));
        var answers = walk.Case.Answers.Count;
        walk.Do(Actor.Clock(TestOffice.Id), (c, d) => Following.Rebound(c, d, new Figures(50, 30, 20), "新增30条"));
        walk.Case.Stage.ShouldBe(Stage.Tracking);
        walk.Case.ClosedAt.ShouldBeNull();
        walk.Case.Answers.Count.ShouldBe(answers);
        walk.Duty("R46").Open.ShouldBeTrue();
        walk.Do(By(Role.Clerk), (c, d) => Following.Calm(c, d, "再次平稳", true)).Duty("R50").Open.ShouldBeTrue();
    }

    [Fact, Clause("R50"), Clause("R42"), Clause("R53")]
    public void The_summary_follows_calm_is_signed_once_and_each_recipient_acknowledges_it()
    {
        var walk = Completed().Reported().Answered();
        walk.Try(By(Role.SupervisingLeader), (c, d) => Closing.File(c, d, "s", ["市办"]))!.Clause.ShouldBe("R50");
        walk.Calm().Do(By(Role.SupervisingLeader), (c, d) => Closing.File(c, d, "s", ["市办", "区应急"], publicity: "没有需要另行解决的问题"));
        walk.Try(By(Role.SupervisingLeader), (c, d) => Closing.File(c, d, "s2", ["市办"]))!.Clause.ShouldBe("R42");
        walk.Duty("R50").Open.ShouldBeFalse();
        walk.Do(By(Role.Clerk), (c, d) => Closing.Acknowledge(c, d, "市办", "已收"));
        Closing.Open(walk.Case, new Deciding(By(Role.Clerk), walk.Now, Rules), Ending.PublicResponse, null).ShouldContain(r => r.Code == "close.receipt");
    }

    [Fact, Clause("R13")]
    public void An_event_with_nothing_done_offline_ends_only_with_a_written_reason_and_one_with_a_finished_measure_needs_none()
    {
        var walk = Completed().Reported().Answered().Calm();
        var refused = walk.Try(By(Role.SupervisingLeader), (c, d) => Closing.File(c, d, "s", ["市办"]));
        (refused!.Code, refused.Clause).ShouldBe(("summary.publicity", "R13"));
        walk.Try(By(Role.SupervisingLeader), (c, d) => Closing.File(c, d, "s", ["市办"], publicity: " "))!.Clause.ShouldBe("R13");
        Closing.Open(walk.Case, new Deciding(By(Role.Clerk), walk.Now, Rules), Ending.PublicResponse, null).ShouldContain(r => r.Code == "close.publicity");
        walk.Do(By(Role.SupervisingLeader), (c, d) => Closing.File(c, d, "s", ["市办"], publicity: "只是政策咨询"));
        walk.Case.Publicity!.What.Reason.ShouldBe("只是政策咨询");

        var solved = Signed()
            .Do(By(Role.SectionOfficer, TestOffice.Business), (c, d) => Handling.SetMeasure(c, d, "更换线路", new("officer"), d.Now.AddDays(1)))
            .Do(By(Role.SectionOfficer, TestOffice.Business), (c, d) => Handling.FinishMeasure(c, d, 1, "验收单"))
            .Do(By(Role.SectionOfficer, TestOffice.Business), (c, d) => Handling.Settle(c, d, 2, DemandOutcome.Met, "养护办法", "已修好"))
            .Do(By(Role.SectionHead, TestOffice.Business), (c, d) => Handling.Complete(c, d, "三盏路灯已修好"))
            .Reported().Answered().Calm()
            .Do(By(Role.SupervisingLeader), (c, d) => Closing.File(c, d, "s", ["市办"]));
        solved.Case.Publicity.ShouldBeNull();
        Closing.Open(solved.Case, new Deciding(By(Role.Clerk), solved.Now, Rules), Ending.PublicResponse, null).ShouldNotContain(r => r.Code == "close.publicity");
    }

    [Fact, Clause("R49")]
    public void More_than_a_tenth_of_the_posts_vanished_needs_a_written_explanation_before_calm()
    {
        var walk = CaseWalk.Completed();
        walk.Do(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new PersonId("clerk"), null)).Do(By(Role.Clerk), (c, d) => Following.Observe(c, d, "无新增", false, null));
        Huiying.Assess.TopicFacts Facts(int vanished) => new(new("t"), "路灯", 20, null, false, walk.Now, walk.Now, walk.Now, [], [], Grade.Ordinary, [], Vanished: vanished);
        walk.Try(By(Role.Clerk), (c, d) => Following.Calm(c, d, "平稳", true, Facts(3)))!.Code.ShouldBe("calm.vanished");
        walk.Try(By(Role.Clerk), (c, d) => Following.Calm(c, d, "平稳", true, Facts(3), " "))!.Clause.ShouldBe("R49");
        Following.Calm(walk.Case, new Deciding(By(Role.Clerk), walk.Now, CaseWalk.Rules), "平稳", true, Facts(2)).Refusal.ShouldBeNull("a tenth is not over a tenth");
        var strict = CaseWalk.Rules with { Policy = CaseWalk.Rules.Policy with { Calm = CaseWalk.Rules.Policy.Calm with { VanishedExplained = 0.05 } } };
        Following.Calm(walk.Case, new Deciding(By(Role.Clerk), walk.Now, strict), "平稳", true, Facts(2)).Refusal!.Code.ShouldBe("calm.vanished", "the office's policy says how many");
        var set = Following.Calm(walk.Case, new Deciding(By(Role.Clerk), walk.Now, CaseWalk.Rules), "平稳", true, Facts(3), "网站改版清理旧帖").Value.OfType<CalmSet>().Single();
        (set.Vanished, set.Explained).ShouldBe((3, "网站改版清理旧帖"));
    }
}
