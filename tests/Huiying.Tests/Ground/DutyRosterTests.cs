using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Ground;

/// <summary>The duty roster, its hand-over, its log and its gaps (R06).</summary>
public sealed class DutyRosterTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static ShiftPlan Day(int day, string officer = "duty", string leader = "duty-leader") => new(Monday.AddDays(day), new(officer), new(leader), "0400-1234567");

    /// <summary>A second duty officer, who takes over.</summary>
    private static async Task<Actor> Second(TestStore test)
    {
        await using var store = test.Open();
        store.Add(new AppointmentRow { Office = test.Office, Id = "second-duty", Person = new("officer"), Role = Role.DutyOfficer, From = test.Time.GetUtcNow() });
        await store.SaveChangesAsync(Ct);
        return new Actor(test.Office, new("officer"), "白小路", [new HeldPost(Role.DutyOfficer)]);
    }

    [Theory, BothEngines, Clause("R06")]
    public async Task Only_holders_of_the_two_posts_are_planned_each_another_person_and_no_day_that_is_past(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var roster = test.Get<DutyRoster>();
        var clerk = test.By(Role.Clerk);
        (await roster.Plan(test.By(Role.SectionOfficer), [Day(0)], Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await roster.Plan(clerk, [Day(0, officer: "clerk")], Ct)).Refusal!.Code.ShouldBe("roster.officer");
        (await roster.Plan(clerk, [Day(0, leader: "duty")], Ct)).Refusal!.Code.ShouldBe("roster.leader");
        (await roster.Plan(clerk, [Day(0) with { Telephone = " " }], Ct)).Refusal!.Clause.ShouldBe("R06");
        (await roster.Plan(clerk, [Day(-1)], Ct)).Refusal!.Code.ShouldBe("roster.past");
        (await roster.Plan(clerk, [Day(0), Day(1)], Ct)).Refusal.ShouldBeNull();
        (await roster.List(test.Office, Monday, Monday.AddDays(6), Ct)).Select(s => s.Day).ShouldBe([Monday, Monday.AddDays(1)]);
        (await roster.OnDuty(test.Office, test.Time.GetUtcNow(), Ct)).ShouldBe([new PersonId("duty"), new PersonId("duty-leader")]);
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("R06")]
    public async Task A_hand_over_needs_both_signatures_in_order_each_in_person(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var roster = test.Get<DutyRoster>();
        var second = await Second(test);
        var duty = test.By(Role.DutyOfficer);
        (await roster.HandOver(duty, Monday, "无", Ct)).Refusal!.Code.ShouldBe("roster.none");
        (await roster.Plan(test.By(Role.Clerk), [Day(0), Day(1, officer: "officer")], Ct)).Refusal.ShouldBeNull();
        (await roster.TakeOver(second, Monday, "", Ct)).Refusal!.Code.ShouldBe("roster.not-handed-over");
        (await roster.HandOver(test.By(Role.DutyLeader), Monday, "无", Ct)).Refusal!.Code.ShouldBe("roster.not-yours");
        (await roster.HandOver(second, Monday.AddDays(1), "无", Ct)).Refusal!.Code.ShouldBe("roster.early");
        (await roster.HandOver(duty, Monday, " ", Ct)).Refusal!.Clause.ShouldBe("R06");
        (await roster.HandOver(duty, Monday, "路灯事项待回电", Ct)).Refusal.ShouldBeNull();
        (await roster.TakeOver(duty, Monday, "", Ct)).Refusal!.Code.ShouldBe("roster.own");
        (await roster.TakeOver(test.By(Role.DutyLeader), Monday, "", Ct)).Refusal!.Code.ShouldBe("roster.not-yours");
        (await roster.TakeOver(second, Monday, "已知悉", Ct)).Refusal.ShouldBeNull();
        var shift = (await roster.List(test.Office, Monday, Monday, Ct)).ShouldHaveSingleItem();
        shift.Complete.ShouldBeTrue();
        (shift.HandedOver!.Name, shift.TakenOver!.Name).ShouldBe(("牛夜", "白小路"));
        (await roster.Plan(test.By(Role.Clerk), [Day(0)], Ct)).Refusal!.Code.ShouldBe("roster.signed");
    }

    [Theory, BothEngines, Clause("R06")]
    public async Task The_log_is_written_by_whoever_is_on_duty_and_the_night_belongs_to_the_day_before(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var roster = test.Get<DutyRoster>();
        (await roster.Plan(test.By(Role.Clerk), [Day(0)], Ct)).Refusal.ShouldBeNull();
        (await roster.Write(test.By(Role.Clerk), "来电", Ct)).Refusal!.Code.ShouldBe("roster.not-yours");
        // 03:00 of Tuesday is still Monday's duty.
        test.Time.Advance(TimeSpan.FromHours(18));
        (await roster.Write(test.By(Role.DutyOfficer), "凌晨来电一件，已转办", Ct)).Refusal.ShouldBeNull();
        (await roster.Log(test.Office, Monday, Monday, Ct)).ShouldHaveSingleItem().Text.ShouldBe("凌晨来电一件，已转办");
        test.Time.Advance(TimeSpan.FromHours(6));
        (await roster.Write(test.By(Role.DutyOfficer), "上班后", Ct)).Refusal!.Code.ShouldBe("roster.none");
    }

    [Theory, BothEngines, Clause("R06"), Clause("R04")]
    public async Task Outside_the_office_hours_notices_go_to_the_roster_and_without_one_to_everyone_with_a_duty_post(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var roster = test.Get<DutyRoster>();
        (await roster.AtNight(test.Office, test.Time.GetUtcNow(), Ct)).ShouldBeEmpty("it is 9 o'clock of a working day");
        var night = test.Time.GetUtcNow().AddHours(12);
        await Second(test);
        (await roster.AtNight(test.Office, night, Ct)).ShouldBe([new PersonId("duty"), new PersonId("duty-leader"), new PersonId("officer")], ignoreOrder: true);
        (await roster.Plan(test.By(Role.Clerk), [Day(0, officer: "officer")], Ct)).Refusal.ShouldBeNull();
        (await roster.AtNight(test.Office, night, Ct)).ShouldBe([new PersonId("officer"), new PersonId("duty-leader")]);
    }

    [Theory, BothEngines, Clause("R06")]
    public async Task A_day_without_anyone_fit_for_it_is_a_gap_and_alerts_once(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var roster = test.Get<DutyRoster>();
        (await roster.Gaps(test.Office, Ct)).Count.ShouldBe(DutyRoster.Ahead);
        await roster.FindGap(test.Office, Ct);
        await roster.FindGap(test.Office, Ct);
        var entries = await test.Ledger.Read(test.Office, ct: Ct).Where(e => e.Act == "roster.gap").ToListAsync(Ct);
        entries.ShouldHaveSingleItem().Data.GetProperty("to").EnumerateArray().Select(p => p.GetString()).ShouldContain("leader");
        (await roster.Plan(test.By(Role.DutyLeader), [.. Enumerable.Range(0, DutyRoster.Ahead).Select(i => Day(i))], Ct)).Refusal.ShouldBeNull();
        (await roster.Gaps(test.Office, Ct)).ShouldBeEmpty();
        await using (var store = test.Open())
        {
            store.Set<AppointmentRow>().Single(a => a.Id == "duty").Until = test.Time.GetUtcNow();
            await store.SaveChangesAsync(Ct);
        }
        (await roster.Gaps(test.Office, Ct)).Count.ShouldBe(DutyRoster.Ahead, "the officer no longer holds the post");
    }
}
