using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Handle;

public sealed class HandlingTests
{
    private static readonly Actor Head = By(Role.SectionHead, TestOffice.Business);

    [Fact, Clause("R08")]
    public void Only_the_head_of_the_handling_section_signs_for_it()
    {
        var walk = Assessed();
        walk.Try(By(Role.SectionHead, TestOffice.General), Handling.Sign)!.Code.ShouldBe("section.other");
        walk.Try(By(Role.SectionOfficer, TestOffice.Business), Handling.Sign)!.Code.ShouldBe("section.other");
        walk.Do(Head, Handling.Sign).Duty("R08:sign").Open.ShouldBeFalse();
    }

    [Fact, Clause("R08")]
    public void It_may_be_returned_once_with_a_reason_and_the_office_then_decides()
    {
        var walk = Assessed();
        walk.Try(Head, (c, d) => Handling.Return(c, d, ""))!.Clause.ShouldBe("R08");
        walk.Do(Head, (c, d) => Handling.Return(c, d, "不属本科室职责"));
        walk.Case.Assigned.ShouldBeNull();
        walk.Do(By(Role.Clerk), (c, d) => Handling.Assign(c, d, TestOffice.Business, "仍由业务科办理"));
        walk.Try(Head, (c, d) => Handling.Return(c, d, "再退"))!.Code.ShouldBe("assign.returned-once");
    }

    [Fact, Clause("R08")]
    public void After_four_working_hours_it_can_no_longer_be_returned()
    {
        var walk = Assessed().After(TimeSpan.FromHours(10));
        walk.Try(Head, (c, d) => Handling.Return(c, d, "晚了"))!.Code.ShouldBe("assign.return-late");
    }

    [Fact, Clause("R33")]
    public void Handling_is_not_completed_while_a_measure_lacks_its_evidence()
    {
        var walk = Signed()
            .Do(Head, (c, d) => Handling.Settle(c, d, 2, DemandOutcome.Met, "依据", "说明"))
            .Do(Head, (c, d) => Handling.SetMeasure(c, d, "更换灯泡", new PersonId("officer"), d.Now.AddDays(1)));
        walk.Try(Head, (c, d) => Handling.Complete(c, d, "好了"))!.Code.ShouldBe("complete.measure");
        walk.Try(Head, (c, d) => Handling.FinishMeasure(c, d, 1, " "))!.Clause.ShouldBe("R33");
        walk.Do(Head, (c, d) => Handling.FinishMeasure(c, d, 1, "更换照片")).Do(Head, (c, d) => Handling.Complete(c, d, "好了"));
        walk.Case.CompletedAt.ShouldBe(walk.Now);
    }

    [Fact, Clause("R10")]
    public void A_demand_needs_its_outcome_and_legal_basis_before_completion()
    {
        var walk = Signed();
        walk.Try(Head, (c, d) => Handling.Complete(c, d, "好了"))!.Code.ShouldBe("complete.demand");
        walk.Try(Head, (c, d) => Handling.Settle(c, d, 2, DemandOutcome.NotMet, "", "不办"))!.Clause.ShouldBe("R10");
    }

    [Fact, Clause("R68"), Clause("R69"), Clause("R67")]
    public void Same_day_clocks_run_from_discovery_and_from_completion()
    {
        var midnight = new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero);
        var walk = Completed();
        walk.Duty("R68").DueAt.ShouldBe(midnight);
        walk.Duty("R69").DueAt.ShouldBe(midnight);
        walk.Duty("R68").Late(midnight).ShouldBeFalse();
        walk.Duty("R68").Late(midnight.AddTicks(10)).ShouldBeTrue();
        var flagged = Opened().Do(By(Role.Clerk), Handling.FlagAtOnce);
        flagged.Duty("R67").DueAt.ShouldBe(flagged.Now.AddHours(2));
        walk.Answered().Duty("R69").Open.ShouldBeFalse();
        walk.Duty("R68").Open.ShouldBeFalse();
    }

    [Fact, Clause("R25"), Clause("S14")]
    public void An_ordinary_event_is_assessed_before_outside_reporting_but_whoever_holds_it_major_is_not_stopped()
    {
        var body = Rules.OutsideBodies[0].Id;
        var walk = Verified();
        walk.Try(By(Role.Clerk), (c, d) => Reporting.Report(c, d, body, ReportMode.Telephone, d.Now, "某", "1", "", null))!.Code.ShouldBe("report.before-assessment");
        walk.Do(By(Role.Clerk), (c, d) => Reporting.Report(c, d, body, ReportMode.Telephone, d.Now, "某", "1", "", "可能引发群体反应"));
        walk.Case.Reports.Single().AsMajor.ShouldBe("可能引发群体反应");
    }

    [Fact, Clause("S14"), Clause("R26")]
    public void No_role_and_no_empty_field_stops_a_report_upward_but_without_a_receipt_the_duty_stays_open()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var walk = Assessed();
            var body = Rules.OutsideBodies[0].Id;
            walk.Do(By(role), (c, d) => Reporting.Report(c, d, body, ReportMode.Telephone, d.Now, "", "", "", null));
            walk.Duty($"R26:{body}").Open.ShouldBeTrue();
            walk.Do(By(role), (c, d) => Reporting.Report(c, d, body, ReportMode.Telephone, d.Now, "值班员", "12", "", null));
            walk.Duty($"R26:{body}").Open.ShouldBeFalse();
        }
    }

    [Fact, Clause("R16")]
    public void A_telephoned_matter_counts_from_the_received_time_and_is_marked_when_entered_late()
    {
        var walk = new CaseWalk();
        var received = walk.Now.AddMinutes(-45);
        walk.Do(By(Role.DutyOfficer), (_, d) => Opening.Open(
            new OpenCase("来电反映", new Intake(IntakeChannel.Telephone, false, received), null, d.Now), new CaseId("c"), "〔2026〕1号", d));
        walk.Case.DiscoveredAt.ShouldBe(received);
        walk.Case.Intake.EnteredAfterwards.ShouldBeTrue();
        walk.Case.Intake.Public.ShouldBeFalse();
        walk.Try(By(Role.DutyOfficer), (_, d) => Opening.Open(
            new OpenCase("来电反映", new Intake(IntakeChannel.Telephone, false, d.Now.AddMinutes(1)), null, d.Now), new CaseId("d"), "〔2026〕2号", d))!.Clause.ShouldBe("R16");
    }

    [Fact, Clause("R04")]
    public void Near_and_overdue_duties_are_told_once_each_to_the_people_the_policy_names()
    {
        var walk = Opened();
        var people = Enum.GetValues<Role>().Select(r => By(r)).Select(a => new Person(a.Person, a.Name, a.Posts)).ToList();
        var clock = Actor.Clock(TestOffice.Id);
        walk.After(TimeSpan.FromHours(2.9)).Do(clock, (c, d) => DutyClock.Notices(c, d, people));
        walk.Duty("R24").Notices.Single().Level.ShouldBe(NoticeLevel.Near);
        walk.Do(clock, (c, d) => DutyClock.Notices(c, d, people)).Duty("R24").Notices.Count.ShouldBe(1);
        walk.After(TimeSpan.FromHours(1)).Do(clock, (c, d) => DutyClock.Notices(c, d, people));
        var overdue = walk.Duty("R24").Notices[^1];
        overdue.Level.ShouldBe(NoticeLevel.Overdue);
        overdue.To.ShouldContain(new PersonId("principal"));
        walk.After(TimeSpan.FromDays(1)).Do(clock, (c, d) => DutyClock.Notices(c, d, people)).Duty("R24").Notices.Count.ShouldBe(2);
    }
}
