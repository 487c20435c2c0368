using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect;

[Clause("R14")]
public sealed class PatrolsTests
{
    private static readonly PatrolFinding Nothing = new(true, [], "");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task Every_calendar_day_has_a_patrol_and_planning_again_adds_none(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var patrols = test.Get<Patrols>();
        await patrols.Plan(test.Office, majorOpen: false, Ct);
        await patrols.Plan(test.Office, majorOpen: false, Ct);
        test.Time.Advance(TimeSpan.FromDays(6));
        await patrols.Plan(test.Office, majorOpen: false, Ct);
        var all = await All(test);
        all.Select(p => p.Until).ShouldBe(Enumerable.Range(2, 7).Select(day => new DateTimeOffset(2026, 3, day, 9, 30, 0, TimeSpan.Zero)), "17:30 of each day, weekend included");
    }

    [Theory, BothEngines]
    public async Task While_an_event_is_major_there_are_three_a_day_without_blaming_hours_already_gone(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var patrols = test.Get<Patrols>();
        await patrols.Plan(test.Office, majorOpen: false, Ct);
        test.Time.Advance(TimeSpan.FromHours(3));
        await patrols.Plan(test.Office, majorOpen: true, Ct);
        test.Time.Advance(TimeSpan.FromDays(1));
        await patrols.Plan(test.Office, majorOpen: true, Ct);
        (await All(test)).GroupBy(p => p.From.Date).Select(g => g.Count()).ShouldBe([2, 3], "12:00 on the first day: only the last of three can still be held whole");
    }

    [Theory, BothEngines]
    public async Task Nothing_found_is_said_and_signed_with_what_the_machine_read(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var patrols = test.Get<Patrols>();
        await patrols.Plan(test.Office, majorOpen: false, Ct);
        await using (var store = test.Open())
        {
            store.Add(Run(test, "a", PollOutcome.Collected, stored: 3));
            store.Add(Run(test, "b", PollOutcome.Timeout));
            await store.SaveChangesAsync(Ct);
        }
        var id = (await All(test))[0].Id;
        (await patrols.SignOff(test.By(Role.Clerk), id, new(false, [], " "), Ct)).Refusal.ShouldNotBeNull().Clause.ShouldBe("R14");
        (await patrols.SignOff(test.By(Role.Clerk), id, new(true, [new PostId(1)], ""), Ct)).Ok.ShouldBeFalse();
        (await patrols.SignOff(test.By(Role.Clerk), id, new(false, [new PostId(99)], ""), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-found");
        (await patrols.SignOff(test.By(Role.SectionOfficer), id, Nothing, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
        (await patrols.SignOff(test.By(Role.DutyOfficer), id, Nothing, Ct)).Refusal.ShouldBeNull();
        (await patrols.SignOff(test.By(Role.Clerk), id, Nothing, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("patrol.signed");
        var patrol = (await All(test))[0];
        (patrol.SignedBy, patrol.Finding!.Nothing, patrol.Readings).ShouldBe((test.By(Role.DutyOfficer).Person, true, new PatrolReadings(2, 1, 3)));
    }

    [Theory, BothEngines]
    public async Task A_missed_patrol_alerts_once_stands_in_the_ledger_and_stays_missed_when_held_late(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var patrols = test.Get<Patrols>();
        await patrols.Plan(test.Office, majorOpen: false, Ct);
        var patrol = (await All(test))[0];
        test.Time.Advance(patrol.Until - test.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        (await patrols.FindMissed(test.Office, Ct)).ShouldBe(0);
        test.Time.Advance(TimeSpan.FromSeconds(1));
        (await patrols.FindMissed(test.Office, Ct)).ShouldBe(1);
        (await patrols.FindMissed(test.Office, Ct)).ShouldBe(0);

        var alert = (await test.Get<Alerts>().Open(test.By(Role.Clerk), Ct)).Value.ShouldHaveSingleItem();
        (alert.Kind, alert.Subject).ShouldBe((AlertKind.PatrolMissed, new Subject("patrol", patrol.Id.Value)));
        alert.Zh.ShouldContain("3月2日17:30");
        var acts = new List<string>();
        await foreach (var e in test.Ledger.Read(test.Office, new Subject("patrol", patrol.Id.Value), ct: Ct)) acts.Add(e.Act);
        acts.ShouldBe(["patrols.missed"]);

        (await patrols.SignOff(test.By(Role.Clerk), patrol.Id, Nothing, Ct)).Ok.ShouldBeTrue();
        (await All(test))[0].ShouldSatisfyAllConditions(p => p.MissedAt.ShouldNotBeNull(), p => p.SignedAt.ShouldNotBeNull());
        (await test.Get<Alerts>().Acknowledge(test.By(Role.Clerk), alert.Id, "", Ct)).Ok.ShouldBeFalse();
        (await test.Get<Alerts>().Acknowledge(test.By(Role.Clerk), alert.Id, "网络中断，已补查", Ct)).Ok.ShouldBeTrue();
        (await test.Get<Alerts>().Open(test.By(Role.Clerk), Ct)).Value.ShouldBeEmpty();
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Fact]
    public async Task Days_on_which_the_program_stood_still_are_missed_patrols()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var patrols = test.Get<Patrols>();
        await patrols.Plan(test.Office, majorOpen: false, Ct);
        test.Time.Advance(TimeSpan.FromDays(3));
        await patrols.Plan(test.Office, majorOpen: false, Ct);
        (await patrols.FindMissed(test.Office, Ct)).ShouldBe(3);
    }

    [Fact]
    public async Task Discovery_is_at_the_end_of_the_next_scheduled_patrol_also_when_none_is_planned_yet()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var patrols = test.Get<Patrols>();
        var friday = new DateTimeOffset(2026, 3, 6, 9, 30, 1, TimeSpan.Zero);
        (await patrols.EndAfter(test.Office, friday, Ct)).ShouldBe(new DateTimeOffset(2026, 3, 7, 9, 30, 0, TimeSpan.Zero), "Saturday is a patrol day too");
        (await patrols.EndAfter(test.Office, friday.AddSeconds(-1), Ct)).ShouldBe(new DateTimeOffset(2026, 3, 6, 9, 30, 0, TimeSpan.Zero));
        await patrols.Plan(test.Office, majorOpen: true, Ct);
        (await patrols.EndAfter(test.Office, test.Time.GetUtcNow(), Ct)).ShouldBe(new DateTimeOffset(2026, 3, 2, 3, 30, 0, TimeSpan.Zero), "three a day: the first ends 11:30");
    }

    [Fact]
    public void The_day_is_cut_into_as_many_parts_as_the_policy_asks()
    {
        var day = new DateOnly(2026, 3, 2);
        PatrolDay.Windows(Policy.Default, day, majorOpen: true).Select(w => (w.Until - w.From).TotalHours).ShouldBe([3, 3, 3]);
        PatrolDay.Windows(Policy.Default, day, majorOpen: false).ShouldHaveSingleItem().From.ShouldBe(new DateTimeOffset(2026, 3, 2, 0, 30, 0, TimeSpan.Zero));
    }

    private static async Task<Patrol[]> All(TestStore test) =>
        (await test.Get<Patrols>().List(test.By(Role.Clerk), test.Time.GetUtcNow().AddDays(-60), test.Time.GetUtcNow().AddDays(60), Ct)).Value;

    private static RunRow Run(TestStore test, string source, PollOutcome outcome, int stored = 0) => new()
    {
        Office = test.Office,
        Id = Guid.CreateVersion7().ToString("N"),
        Source = new SourceId(source),
        StartedAt = test.Time.GetUtcNow(),
        EndedAt = test.Time.GetUtcNow(),
        Outcome = outcome,
        Stored = stored,
    };
}
