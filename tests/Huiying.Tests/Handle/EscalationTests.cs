using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Handle;

/// <summary>Who is told about a clock, and when (R04).</summary>
public sealed class EscalationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Actor Clock = Actor.Clock(TestOffice.Id);

    private static Person P(string id, params Role[] roles) => new(new PersonId(id), id, [.. roles.Select(r => new HeldPost(r, null))]);

    [Fact, Clause("R04")]
    public void Near_goes_to_the_supervising_leader_overdue_to_the_first_responsible_too_and_a_vacant_step_does_not_end_the_chain()
    {
        Person[] full = [P("clerk", Role.Clerk), P("leader", Role.SupervisingLeader), P("head", Role.PrincipalLeader), P("secretary", Role.PartySecretary)];
        var walk = Opened().After(TimeSpan.FromMinutes(170)).Do(Clock, (c, d) => DutyClock.Notices(c, d, full));
        Told(walk, "R24", NoticeLevel.Near).ShouldBe(["clerk", "leader"]);
        walk.After(TimeSpan.FromMinutes(11)).Do(Clock, (c, d) => DutyClock.Notices(c, d, full));
        Told(walk, "R24", NoticeLevel.Overdue).ShouldBe(["clerk", "head", "leader", "secretary"]);

        Person[] vacant = [P("clerk", Role.Clerk), P("head", Role.PrincipalLeader), P("secretary", Role.PartySecretary)];
        Told(Opened().After(TimeSpan.FromMinutes(170)).Do(Clock, (c, d) => DutyClock.Notices(c, d, vacant)), "R24", NoticeLevel.Near).ShouldBe(["clerk", "head", "secretary"]);
    }

    [Fact, Clause("R04")]
    public void A_long_clock_has_its_reminder_at_half_past_four_of_the_last_working_day_once_and_only_for_whoever_is_to_do_it()
    {
        Person[] people = [P("clerk", Role.Clerk), P("leader", Role.SupervisingLeader)];
        // Monday 09:00: five working days end with the next Monday; a whole day has a reminder that afternoon.
        var walk = Opened().Do(Clock, (c, d) => new CaseEntry[] { new DutyOpener(c.Duties.Count, d).Clocked("R50", "总结评估报告", "Summary", d.Now, Grade.Ordinary) });
        walk.Now = new(2026, 3, 9, 8, 29, 59, TimeSpan.Zero);
        walk.Do(Clock, (c, d) => DutyClock.Notices(c, d, people));
        walk.Duty("R50").Notices.Select(n => n.Level).ShouldBe([NoticeLevel.Near]);
        walk.Now = new(2026, 3, 9, 8, 30, 0, TimeSpan.Zero);
        walk.Do(Clock, (c, d) => DutyClock.Notices(c, d, people)).Do(Clock, (c, d) => DutyClock.Notices(c, d, people));
        walk.Duty("R50").Notices.Select(n => n.Level).ShouldBe([NoticeLevel.Near, NoticeLevel.Reminder]);
        Told(walk, "R50", NoticeLevel.Reminder).ShouldBe(["clerk"]);
        walk.Now = new(2026, 3, 9, 16, 0, 1, TimeSpan.Zero);
        walk.Do(Clock, (c, d) => DutyClock.Notices(c, d, people)).Do(Clock, (c, d) => DutyClock.Notices(c, d, people));
        walk.Duty("R50").Notices.Select(n => n.Level).ShouldBe([NoticeLevel.Near, NoticeLevel.Reminder, NoticeLevel.Overdue]);
    }

    [Theory, BothEngines, Clause("R04")]
    public async Task Whoever_was_told_sees_it_until_it_is_done_and_nobody_else_does(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle());
        var (cases, clock) = (test.Get<Cases>(), test.Get<DutyClock>());
        var c = (await cases.Open(test.By(Role.Clerk), new OpenCase("路灯", new(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value;
        test.Time.Advance(TimeSpan.FromMinutes(181));
        foreach (var id in (await clock.Due(test.Office, Ct)).Cases) await clock.Tell(test.Office, id, Ct);
        (await clock.ToldTo(test.By(Role.PrincipalLeader), Ct)).ShouldHaveSingleItem().Duty.Rule.ShouldBe("R24");
        (await clock.ToldTo(test.By(Role.LegalReviewer), Ct)).ShouldBeEmpty();
        (await cases.Change(Clock, c.Id, "test.met", (x, d) => DutyEntries.Discharge(x, "R24", d.Now, "已报").ToArray(), Ct)).Refusal.ShouldBeNull();
        (await clock.ToldTo(test.By(Role.PrincipalLeader), Ct)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Told(CaseWalk walk, string rule, NoticeLevel level) =>
        walk.Duty(rule).Notices.Single(n => n.Level == level).To.Select(p => p.Value);
}
