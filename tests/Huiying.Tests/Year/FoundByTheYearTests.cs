using Huiying.Assess;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.Assess;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using Huiying.Track;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Year;

/// <summary>What the simulated year found and was mended, each by itself.</summary>
public sealed class FoundByTheYearTests
{
    private static readonly Actor Officer = By(Role.SectionOfficer, TestOffice.Business);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R04")]
    public void A_duty_that_nobody_looked_at_before_it_was_late_still_goes_to_the_first_responsible_persons()
    {
        var walk = Opened().After(TimeSpan.FromHours(4));
        Person[] everyone = [Somebody("leader", Role.SupervisingLeader), Somebody("principal", Role.PrincipalLeader), Somebody("secretary", Role.PartySecretary), Somebody("clerk", Role.Clerk)];
        walk.Do(Actor.Clock(TestOffice.Id), (c, d) => DutyClock.Notices(c, d, everyone));
        var notice = walk.Duty("R24").Notices.ShouldHaveSingleItem();
        notice.Level.ShouldBe(NoticeLevel.Overdue);
        notice.To.Select(p => p.Value).ShouldBe(["clerk", "leader", "principal", "secretary"]);
    }

    [Fact, Clause("R69")]
    public void Completion_is_the_earlier_of_the_sections_record_and_the_last_measures_evidence()
    {
        var walk = CaseWalk.Signed().Do(Officer, (c, d) => Handling.SetMeasure(c, d, "更换灯具", new("officer"), d.Now.AddDays(2)))
            .Do(Officer, (c, d) => Handling.Settle(c, d, 2, DemandOutcome.Met, "养护办法", "已修好"))
            .Do(Officer, (c, d) => Handling.FinishMeasure(c, d, 1, "照片"));
        var done = walk.Now;
        walk.After(TimeSpan.FromDays(2)).Do(Officer, (c, d) => Handling.Complete(c, d, "已修好"));
        walk.Duty("R69").From.ShouldBe(done);
        walk.Duty("R69").DueAt.ShouldBe(OracleRules.Due("R69", Grade.Ordinary, done));
        walk.Duty("R69").Late(walk.Now).ShouldBeTrue("a record entered two days later buys no day");
    }

    [Fact, Clause("R46")]
    public void The_days_of_tracking_are_counted_from_the_end_of_handling()
    {
        var walk = CaseWalk.Signed().Do(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new("clerk"), null));
        walk.Duty("R46").DueAt.ShouldBeNull();
        walk.After(TimeSpan.FromDays(9)).Do(Officer, (c, d) => Handling.Settle(c, d, 2, DemandOutcome.Met, "养护办法", "已修好")).Do(Officer, (c, d) => Handling.Complete(c, d, "已修好"));
        var owed = walk.Case.Duties.Where(d => d is { Rule: "R46", Open: true }).ShouldHaveSingleItem();
        (owed.From, owed.DueAt).ShouldBe((walk.Now, OracleRules.Due("R46", Grade.Ordinary, walk.Now)));
        walk.Do(By(Role.Clerk), (c, d) => Following.Observe(c, d, "无新增", false, null)).Do(By(Role.Clerk), (c, d) => Following.Calm(c, d, "平稳", true))
            .Do(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new("duty"), "交接"));
        walk.Case.Duties.ShouldNotContain(d => d.Rule == "R46" && d.Open, "once calm nothing more is owed, or the event could never end");
    }

    [Fact, Clause("R43"), Clause("R26")]
    public void What_the_first_responsible_person_decided_not_to_report_is_not_owed_after_the_assessment_either()
    {
        var walk = Received();
        walk.Do(By(Role.PrincipalLeader), (c, d) => Commanding.NotToReport(c, d, "已在同级解决")).Do(By(Role.Clerk), (c, d) => Assessing.Record(c, d, walk.Assessment(), "minutes"))
            .Do(By(Role.PartySecretary), Assessing.Confirm);
        walk.Case.Duties.ShouldNotContain(d => d.Rule.StartsWith("R26:", StringComparison.Ordinal));
    }

    [Theory, Clause("R34")]
    [InlineData("一般", false), InlineData("较大", false), InlineData("重大", true), InlineData("特别重大", true)]
    public void Only_a_major_or_extraordinary_sudden_event_binds_to_the_five_and_twenty_four_hours(string level, bool binds)
    {
        var walk = Opened();
        var refused = walk.Try(By(Role.DutyLeader), (c, d) => Commanding.MarkEmergency(c, d, level, "主管部门通报"));
        (refused?.Code).ShouldBe(binds ? null : "emergency.level");
        walk.Case.Duties.Any(d => d.Rule == "R34:information").ShouldBe(binds);
    }

    [Fact, Clause("R34"), Clause("R41")]
    public void A_request_outside_that_publication_no_longer_needs_is_owed_no_longer()
    {
        var walk = Completed();
        walk.Do(By(Role.DutyOfficer), (c, d) => Answering.Requested(c, d, "city-office", d.Now));
        var asked = new OutsideRequested("city-office", "h", ReportMode.Fax, walk.Now, "值班员", "1", "doc", walk.Now.AddHours(4));
        walk.Duty("R34:outside:city-office").Open.ShouldBeTrue();
        walk.Do(By(Role.Spokesperson), (c, d) => Answering.Withdrawn(c, d, [asked], "已发布，不再等候批复"));
        walk.Duty("R34:outside:city-office").Open.ShouldBeFalse();
    }

    [Theory, BothEngines, Clause("R24"), Clause("R68")]
    public async Task What_nobody_opened_is_discovered_when_the_next_scheduled_patrol_ends_held_or_not(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        await AssessmentTests.Take(test, AssessmentTests.Some(1, "杨柳街道自来水发黄有异味，什么时候能恢复正常供水？"));
        await AssessmentTests.Assess(test);
        var id = (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.ShouldHaveSingleItem().Id;
        // Monday 09:00; the day's one patrol ends at 17:30 and nobody holds it.
        var end = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
        test.Time.Advance(TimeSpan.FromHours(2));
        (await test.Get<Topics>().Facts(test.Office, id, Ct))!.DiscoveredAt.ShouldBe(test.Time.GetUtcNow(), "opening an event from it now would be its discovery");
        test.Time.Advance(TimeSpan.FromDays(3));
        (await test.Get<Topics>().Facts(test.Office, id, Ct))!.DiscoveredAt.ShouldBe(end);
        var page = (await test.Get<Topics>().Open(test.By(Role.Clerk), id, Ct)).Value;
        (page.Line.DiscoveredAt, page.DiscoveredBy).ShouldBe((end, Discovery.Patrol));
        (await test.Get<Topics>().Facts(test.Office, id, Ct))!.DiscoveredAt.ShouldBe(end);
    }

    private static Person Somebody(string id, Role role) => new(new(id), id, [new HeldPost(role)]);
}
