using System.Text.Json;
using System.Text.Json.Nodes;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Track;
using static Huiying.Tests.Handle.CaseWalk;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Handle;

public sealed class GradingTests
{
    [Fact, Clause("R61"), Clause("R22")]
    public void A_leader_sets_the_grade_before_any_assessment_with_a_reason_and_nobody_else_does()
    {
        var walk = Opened();
        walk.Try(By(Role.DutyLeader), (c, d) => Grading.Set(c, d, Grade.Major, " "))!.Clause.ShouldBe("R61");
        walk.Try(By(Role.Clerk), (c, d) => Grading.Set(c, d, Grade.Major, "大"))!.Code.ShouldBe("not-your-post");
        walk.Graded(by: Role.DutyLeader).Case.Grade.ShouldBe(Grade.Major);
        walk.Duty("R22:confirm").DueAt.ShouldBe(walk.Now.AddHours(24));
        walk.Try(By(Role.PrincipalLeader), (c, d) => Grading.Confirm(c, d, "同意"))!.Code.ShouldBe("not-your-post");
        walk.Do(By(Role.PartySecretary), (c, d) => Grading.Confirm(c, d, "同意定为重大")).Duty("R22:confirm").Open.ShouldBeFalse();
    }

    [Fact, Clause("R22"), Clause("R04")]
    public void A_confirmation_not_given_within_a_day_alerts()
    {
        var walk = Opened().Graded().After(TimeSpan.FromHours(24).Add(TimeSpan.FromMinutes(1)));
        var told = DutyClock.Notices(walk.Case, new Deciding(Actor.Clock(TestOffice.Id), walk.Now, Rules), []).Value.OfType<DutyNoticed>();
        told.ShouldContain(n => n.Duty == walk.Duty("R22:confirm").Number && n.Level == NoticeLevel.Overdue);
    }

    [Fact, Clause("R28"), Clause("R30"), Clause("R31"), Clause("R32"), Clause("R39"), Clause("R45")]
    public void From_the_moment_of_the_grade_every_duty_of_a_major_event_runs_and_reports_count_from_awareness()
    {
        var walk = Opened().After(TimeSpan.FromMinutes(20)).Graded();
        var aware = walk.Case.DiscoveredAt;
        foreach (var body in MajorWalk.Bodies)
        {
            walk.Duty($"R28:phone:{body.Id}").DueAt.ShouldBe(aware.AddMinutes(30));
            walk.Duty($"R28:written:{body.Id}").DueAt.ShouldBe(aware.AddHours(1));
        }
        MajorWalk.Bodies.Count.ShouldBe(3);
        walk.Duty("R31").DueAt.ShouldBe(walk.Now.AddMinutes(30));
        walk.Duty("R32").DueAt.ShouldBe(walk.Now.AddMinutes(30));
        walk.Duty("R39").DueAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero));
        walk.Duty("R45").Open.ShouldBeTrue();
        walk.Case.Duties.ShouldAllBe(d => d.Derivation.Count > 0 && d.DerivationEn.Count > 0);
    }

    [Fact, Clause("R44")]
    public void An_extraordinary_event_owes_every_duty_of_a_major_one_and_none_later()
    {
        for (var hour = 0; hour < 24; hour++)
        {
            var start = TimeSpan.FromHours(hour);
            var major = Opened().After(start).Graded();
            var most = Opened().After(start).Graded(Grade.Extraordinary);
            foreach (var duty in major.Case.Duties)
            {
                var same = most.Case.Duties.Where(d => d.Rule == duty.Rule || d.Rule == duty.Rule + ":daily").ToList();
                same.ShouldNotBeEmpty($"{duty.Rule} at {hour}");
                if (duty.DueAt is { } at) same.Min(d => d.DueAt)!.Value.ShouldBeLessThanOrEqualTo(at, $"{duty.Rule} at {hour}");
            }
        }
    }

    [Fact, Clause("R44"), Clause("R32")]
    public void The_head_of_office_commands_an_extraordinary_event_and_a_group_led_by_another_is_formed_anew()
    {
        var leader = new Person(new("leader"), "高岭", [new(Role.SupervisingLeader, null)]);
        var head = new Person(new("principal"), "何树", [new(Role.PrincipalLeader, null)]);
        IReadOnlyList<GroupMember> members = [new(new("clerk"), "信息报送")];
        var walk = Opened().Graded();
        walk.Try(By(Role.Clerk), (c, d) => Commanding.Form(c, d, leader, []))!.Clause.ShouldBe("R32");
        walk.Do(By(Role.Clerk), (c, d) => Commanding.Form(c, d, leader, members)).Open("R32").ShouldBeEmpty();
        walk.Graded(Grade.Extraordinary).Open("R32").Count.ShouldBe(1);
        walk.Try(By(Role.Clerk), (c, d) => Commanding.Form(c, d, leader, members))!.Code.ShouldBe("group.head");
        walk.Do(By(Role.Clerk), (c, d) => Commanding.Form(c, d, head, members)).Open("R32").ShouldBeEmpty();
        walk.Case.Groups[0].Until.ShouldBe(walk.Now);
        walk.Case.Group!.What.Leader.ShouldBe(head.Id);
        walk.Try(By(Role.Clerk), (c, d) => Commanding.End(c, d, "结束"))!.Code.ShouldBe("group.needed");
    }

    [Fact, Clause("R43")]
    public void A_lower_grade_cancels_no_duty_begun_and_is_itself_reported_upward()
    {
        var walk = Opened().Graded();
        var begun = walk.Case.Duties.Where(d => d.Open).Select(d => (d.Number, d.DueAt)).ToList();
        walk.Try(By(Role.SupervisingLeader), (c, d) => Grading.Set(c, d, Grade.Ordinary, "小"))!.Code.ShouldBe("not-your-post");
        walk.Graded(Grade.Ordinary);
        walk.Case.Duties.Where(d => d.Open).Select(d => (d.Number, d.DueAt)).ShouldBeSubsetOf([.. begun, (walk.Duty("R43").Number, walk.Duty("R43").DueAt)]);
        begun.ShouldBeSubsetOf(walk.Case.Duties.Where(d => d.Open).Select(d => (d.Number, d.DueAt)));
        walk.Duty("R43").DueAt.ShouldBe(walk.Now.AddHours(4));
        walk.After(TimeSpan.FromMinutes(5)).SentUp().Open("R43").ShouldBeEmpty();
        walk.Open("R28:written").ShouldBeEmpty();
    }

    [Fact, Clause("R43")]
    public void Not_to_be_reported_exists_for_ordinary_events_only_and_an_attempt_to_stop_a_report_stays_written()
    {
        var major = Opened().Graded();
        foreach (var role in Enum.GetValues<Role>())
        {
            var why = role.ToString();
            major.Try(By(role), (c, d) => Commanding.NotToReport(c, d, "不报"))!.Clause.ShouldBe("R43", why);
            Assessed().Try(By(role), (c, d) => Commanding.NotToReport(c, d, "")).ShouldNotBeNull(why);
        }
        major.Graded(Grade.Ordinary).Try(By(Role.PartySecretary), (c, d) => Commanding.NotToReport(c, d, "不报"))!.Code.ShouldBe("report.not-to-be-stopped");
        major.Do(By(Role.SectionOfficer), (c, d) => Commanding.Stopped(c, d, "来电人", "要求不要上报")).Case.StopAttempts.Single().ByName.ShouldBe("白小路");
        var walk = Assessed();
        walk.Try(By(Role.Clerk), (c, d) => Commanding.NotToReport(c, d, "影响很小"))!.Code.ShouldBe("not-your-post");
        walk.Do(By(Role.PartySecretary), (c, d) => Commanding.NotToReport(c, d, "影响很小")).Open("R26").ShouldBeEmpty();
        walk.Case.NotToReport!.What.Reason.ShouldBe("影响很小");
        walk.Graded().Open("R28:phone").Count.ShouldBe(3);
    }

    [Fact, Clause("R45")]
    public void From_major_up_tracking_is_never_left_without_a_named_person()
    {
        var walk = Opened().Graded().Do(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new("clerk"), null));
        walk.Open("R45").ShouldBeEmpty();
        walk.Try(By(Role.Clerk), (c, d) => Following.Leave(c, d, null, "调离"))!.Code.ShouldBe("track.vacant");
        walk.Try(By(Role.Clerk), (c, d) => Following.Leave(c, d, new("duty"), " "))!.Clause.ShouldBe("R45");
        walk.Do(By(Role.Clerk), (c, d) => Following.Leave(c, d, new("duty"), "调离，材料已移交")).Case.Tracker.ShouldBe(new PersonId("duty"));
        Opened().Do(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new("clerk"), null))
            .Do(By(Role.Clerk), (c, d) => Following.Leave(c, d, null, "调离")).Case.Tracker.ShouldBeNull();
    }

    [Fact, Clause("R26"), Clause("R22")]
    public void A_major_grade_by_the_group_itself_opens_the_same_duties_without_a_confirmation_of_itself()
    {
        var walk = Received();
        walk.Do(By(Role.Clerk), (c, d) => Assessing.Record(c, d, walk.Assessment() with { Grade = Grade.Major }, "m")).Do(By(Role.PartySecretary), Assessing.Confirm);
        walk.Open("R28:phone").Count.ShouldBe(3);
        walk.Open("R26").ShouldBeEmpty();
        walk.Open("R22:confirm").ShouldBeEmpty();
        Assessed().Open("R26").Count.ShouldBe(2);
    }

    [Fact, Clause("R31")]
    public void A_plan_is_frozen_into_the_event_with_its_version_and_text()
    {
        var plan = new Plan(new("p"), "防汛预案", 2, "一、值守。", "安文", default);
        var walk = Opened().Graded().Do(By(Role.DutyLeader), (c, d) => Commanding.Activate(c, d, plan));
        walk.Open("R31").ShouldBeEmpty();
        walk.Case.Plans.Single().ShouldBe(new ActivePlan(new("p", "防汛预案", 2, "一、值守。"), "潘晨", walk.Now));
        walk.Try(By(Role.DutyLeader), (c, d) => Commanding.Activate(c, d, plan))!.Code.ShouldBe("plan.active");
        walk.Try(By(Role.SectionOfficer), (c, d) => Commanding.Activate(c, d, plan with { Version = 3 }))!.Code.ShouldBe("not-your-post");
    }

    [Fact, Clause("R34")]
    public void Information_and_conference_are_owed_only_by_an_event_that_touches_a_sudden_event()
    {
        var walk = Opened().Graded();
        walk.Case.Duties.ShouldNotContain(d => d.Rule == "R34:information" || d.Rule == "R34:conference");
        walk.Do(By(Role.DutyLeader), (c, d) => Commanding.MarkEmergency(c, d, "重大", "应急部门通报"));
        walk.Duty("R34:information").DueAt.ShouldBe(walk.Case.DiscoveredAt.AddHours(5));
        walk.Duty("R34:conference").DueAt.ShouldBe(walk.Case.DiscoveredAt.AddHours(24));
        walk.Try(By(Role.Clerk), (c, d) => Commanding.HoldConference(c, d, walk.Now.AddMinutes(1), "上级", "通稿"))!.Clause.ShouldBe("R34");
        walk.Do(By(Role.Clerk), (c, d) => Commanding.HoldConference(c, d, walk.Now, "上级机关", "通稿")).Duty("R34:conference").Open.ShouldBeFalse();
        walk.Answered().Duty("R34:information").Open.ShouldBeFalse();
    }

    [Fact, Clause("S13")]
    public void Danger_to_life_is_passed_on_by_anyone_at_once_and_reviewed_by_a_second_person()
    {
        foreach (var role in Enum.GetValues<Role>()) Opened().Try(By(role), (c, d) => Commanding.Call(c, d, "", "", d.Now)).ShouldBeNull(role.ToString());
        var walk = Opened().Do(By(Role.DutyOfficer), (c, d) => Commanding.Call(c, d, "120", "桥上有人", d.Now));
        walk.Duty("S13:review:1").DueAt.ShouldBe(walk.Now.AddHours(24));
        walk.Try(By(Role.DutyOfficer), (c, d) => Commanding.Review(c, d, 1, "属实"))!.Code.ShouldBe("emergency.own");
        walk.Do(By(Role.DutyLeader), (c, d) => Commanding.Review(c, d, 1, "属实")).Duty("S13:review:1").Open.ShouldBeFalse();
    }

    [Fact, Clause("R39"), Clause("R32"), Clause("R33")]
    public void A_major_event_is_closed_only_after_its_final_report_and_the_end_of_its_group()
    {
        var walk = Opened().Graded().Do(By(Role.Clerk), (c, d) => Commanding.Form(c, d, new Person(new("leader"), "高岭", []), [new(new("clerk"), "报送")]));
        string[] Codes() => [.. Closing.Open(walk.Case, new Deciding(By(Role.Clerk), walk.Now, Rules), Ending.PublicResponse, null).Select(r => r.Code)];
        Codes().ShouldContain("close.final");
        Codes().ShouldContain("close.group");
        walk.Phoned().SentUp().SentUp(new UpText(Final: true)).Do(By(Role.Clerk), (c, d) => Commanding.End(c, d, "处置结束"));
        walk.Case.UpReports[^1].Zh.ShouldBe("终报");
        Codes().ShouldNotContain("close.final");
        Codes().ShouldNotContain("close.group");
        walk.Open("R39").ShouldBeEmpty();
    }

    [Fact]
    public void A_state_stored_before_these_facts_existed_still_reads()
    {
        var old = JsonNode.Parse(Cases.Bytes(Opened().Case))!.AsObject();
        foreach (var name in new[] { "upReports", "sendings", "plans", "groups", "gradeConfirmations", "stopAttempts", "lateReasons", "cited", "emergencyCalls" })
        {
            old.Remove(name).ShouldBeTrue(name);
        }
        var read = JsonSerializer.Deserialize(old.ToJsonString(), HandleJson.Default.Case)!;
        (read.UpReports.Count + read.Sendings.Count + read.Plans.Count + read.Groups.Count + read.Cited.Count).ShouldBe(0);
        read.Group.ShouldBeNull();
        Case.Apply(read, new StopAttempted("某", "某"), new Stamp(2, read.OpenedAt, new("clerk"), "安文")).StopAttempts.Count.ShouldBe(1);
    }
}
