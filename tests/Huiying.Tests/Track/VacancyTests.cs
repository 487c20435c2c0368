using Huiying.Assess;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;
using Huiying.Track;
using Huiying.Web.Line;
using Microsoft.Extensions.DependencyInjection;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Track;

public sealed class VacancyTests
{
    private static readonly PersonId Tracker = new("general-officer");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<TestStore> Store(Engine engine) => TestStore.Create(engine, s => s.AddSingleton<PolicyVersions>().AddSingleton<People>()
        .AddSingleton<ReadTopic>((_, _, _) => Task.FromResult<TopicFacts?>(null)).AddHandle().AddTrack());

    /// <summary>An event of that grade that one officer tracks, with one entry of theirs.</summary>
    private static async Task<CaseId> Tracked(TestStore test, Grade grade = Grade.Major)
    {
        var id = (await test.Get<Cases>().Open(test.By(Role.Clerk), new("路灯不亮", new Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value.Id;
        if (grade != Grade.Ordinary) (await test.Get<MajorEvents>().SetGrade(test.By(Role.PrincipalLeader), id, grade, "有人受伤", Ct)).Refusal.ShouldBeNull();
        (await test.Get<Tracking>().Name(test.By(Role.SupervisingLeader), id, Tracker, null, Ct)).Refusal.ShouldBeNull();
        (await test.Get<Tracking>().Observe(test.By(Role.SectionOfficer, TestOffice.General), id, "论坛里还在追问伤情", Ct)).Refusal.ShouldBeNull();
        return id;
    }

    private static async Task<Case> Relieved(TestStore test, CaseId id)
    {
        await test.Get<Tracking>().Relieve(test.Office, Ct);
        return (await test.Get<Cases>().Find(test.Office, id, Ct))!;
    }

    [Theory, BothEngines, Clause("R45")]
    public async Task When_the_tracker_of_a_major_event_leaves_a_successor_is_owed_at_once_and_gets_the_hand_over_nobody_wrote(Engine engine)
    {
        await using var test = await Store(engine);
        var id = await Tracked(test);
        (await Relieved(test, id)).Tracker.ShouldBe(Tracker);
        (await test.Get<Appointments>().Leave(test.By(Role.SystemAdministrator), Tracker, Ct)).Refusal.ShouldBeNull();
        var vacant = await Relieved(test, id);
        vacant.Tracker.ShouldBeNull();
        var duty = vacant.Duties.Single(d => d is { Rule: "R45", Open: true });
        duty.From.ShouldBe(test.Time.GetUtcNow());
        duty.Notices.Single().To.ShouldBe([new("clerk"), new("leader")], ignoreOrder: true);
        vacant.HandOvers.Single().Text.ShouldContain("论坛里还在追问伤情");
        vacant.HandOvers.Single().Text.ShouldContain("续报");
        // It cannot close that way, whatever else is done.
        Closing.Open(vacant, new Deciding(test.By(Role.Clerk), test.Time.GetUtcNow(), Handle.CaseWalk.Rules), Ending.PublicResponse, null).ShouldContain(r => r.Code == "close.tracker");
        // A second look says nothing twice; a day later it is told again, and higher up.
        (await Relieved(test, id)).Version.ShouldBe(vacant.Version);
        test.Time.Advance(TimeSpan.FromDays(1));
        var told = (await Relieved(test, id)).Duties.Single(d => d.Number == duty.Number).Notices;
        told.Select(n => n.Level).ShouldBe([NoticeLevel.Near, NoticeLevel.Overdue]);
        // Whoever left cannot be named again; the next one meets the duty and finds the hand-over.
        (await test.Get<Tracking>().Name(test.By(Role.SupervisingLeader), id, Tracker, null, Ct)).Refusal!.Code.ShouldBe("track.absent");
        var named = (await test.Get<Tracking>().Name(test.By(Role.SupervisingLeader), id, new("clerk"), null, Ct)).Value;
        named.Duties.ShouldNotContain(d => d.Rule == "R45" && d.Open);
        named.HandOvers.Single().From.ShouldBe(Tracker);
        var history = await test.Get<Cases>().History(test.Office, id, Ct).ToListAsync(Ct);
        history.ShouldContain(e => e.Act == "tracking.vacant");
        Cases.Bytes((await test.Get<Cases>().Replay(test.Office, id, Ct))!).ShouldBe(Cases.Bytes(named));
    }

    [Theory, BothEngines, Clause("R45")]
    public async Task An_ended_post_a_closed_account_and_a_deputy_in_every_post_leave_tracking_vacant(Engine engine)
    {
        await using var test = await Store(engine);
        var id = await Tracked(test);
        var appointments = test.Get<Appointments>();
        var system = test.By(Role.SystemAdministrator);
        var back = test.Time.GetUtcNow().AddDays(3);
        // One lent signature among several posts is not absence.
        (await appointments.Appoint(system, Tracker, Role.DutyOfficer, ct: Ct)).Refusal.ShouldBeNull();
        (await appointments.Deputise(system, Tracker, new("duty-leader"), Role.DutyOfficer, null, null, back, Ct)).Refusal.ShouldBeNull();
        (await Relieved(test, id)).Tracker.ShouldBe(Tracker);
        (await appointments.Deputise(system, Tracker, new("officer"), Role.SectionOfficer, TestOffice.General, null, back, Ct)).Refusal.ShouldBeNull();
        (await Relieved(test, id)).Tracker.ShouldBeNull();
        (await Last(test, id)).Reason.ShouldContain("白小路");
        (await test.Get<Tracking>().Name(test.By(Role.SupervisingLeader), id, Tracker, null, Ct)).Refusal!.Code.ShouldBe("track.absent");

        (await test.Get<Tracking>().Name(test.By(Role.SupervisingLeader), id, new("supervision"), null, Ct)).Refusal.ShouldBeNull();
        await using (var store = test.Open())
        {
            store.Add(new Account { Id = "supervision", UserName = "s", NormalizedUserName = "S", Office = test.Office, PasswordHash = "x", LockoutEnabled = true, LockoutEnd = test.Time.GetUtcNow().AddYears(9) });
            await store.SaveChangesAsync(Ct);
        }
        (await Relieved(test, id)).Tracker.ShouldBeNull();
        (await Last(test, id)).Reason.ShouldContain("账号");

        (await test.Get<Tracking>().Name(test.By(Role.SupervisingLeader), id, new("member"), null, Ct)).Refusal.ShouldBeNull();
        (await appointments.End(system, "member", "转岗", Ct)).Refusal.ShouldBeNull();
        (await Relieved(test, id)).Duties.Count(d => d is { Rule: "R45", Open: true }).ShouldBe(1);
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Fact, Clause("R45")]
    public async Task An_ordinary_event_loses_its_tracker_without_a_duty_and_calm_needs_none()
    {
        await using var test = await Store(Engine.Sqlite);
        var ordinary = await Tracked(test, Grade.Ordinary);
        var walk = Handle.CaseWalk.Completed().Answered().Calm();
        Following.Vacated(walk.Case, new Deciding(Actor.Clock(test.Office), walk.Now, Handle.CaseWalk.Rules), "已离开本单位", []).ShouldBeEmpty();
        (await test.Get<Appointments>().Leave(test.By(Role.SystemAdministrator), Tracker, Ct)).Refusal.ShouldBeNull();
        var left = await Relieved(test, ordinary);
        left.Tracker.ShouldBeNull();
        left.Duties.ShouldNotContain(d => d.Rule == "R45");
        // Raised later, the duty begins with the grade.
        (await test.Get<MajorEvents>().SetGrade(test.By(Role.PrincipalLeader), ordinary, Grade.Major, "有人受伤", Ct)).Value.Duties.ShouldContain(d => d.Rule == "R45" && d.Open);
    }

    [Fact, Clause("R45")]
    public async Task The_line_finds_the_vacancy_and_the_leaders_desk_asks_for_a_successor()
    {
        await using var site = await SiteHost.Start();
        using var walk = new EventWalk(site);
        await walk.Opened();
        (await site.Get<MajorEvents>().SetGrade(site.Store.By(Role.PrincipalLeader), new(walk.Id), Grade.Major, "有人受伤", Ct)).Refusal.ShouldBeNull();
        await walk.Do(Role.SupervisingLeader, "tracking", "name", new() { ["tracker"] = Tracker.Value });
        (await site.Get<Appointments>().Leave(site.Store.By(Role.SystemAdministrator), Tracker, Ct)).Refusal.ShouldBeNull();
        var turns = new ServiceCollection().AddSingleton(site.Get<Offices>()).AddSingleton(site.Get<Tracking>()).AddSingleton<TimeProvider>(site.Store.Time);
        await using var line = turns.AddSingleton(site.Get<Cases>()).AddTurns().BuildServiceProvider();
        var turn = ActivatorUtilities.CreateInstance(line, turns.Select(t => t.ImplementationType).First(t => t?.Name == "VacancyTurn")!).ShouldBeAssignableTo<Turn>()!;
        foreach (var key in await turn.Due(Ct)) await turn.Take(key, Ct);
        (await turn.Due(Ct)).ShouldBeEmpty();
        var leader = await walk.By(Role.SupervisingLeader);
        System.Net.WebUtility.HtmlDecode(await leader.Read("/desk")).ShouldContain("跟踪人空缺，指定接替人");
        var page = System.Net.WebUtility.HtmlDecode(await leader.Read($"/events/{walk.Id}/tracking"));
        page.ShouldContain("请立即指定接替人");
        page.ShouldContain("原跟踪人没有留下观测记录");
        await walk.Do(Role.SupervisingLeader, "tracking", "name", new() { ["tracker"] = "clerk" });
        System.Net.WebUtility.HtmlDecode(await leader.Read("/desk")).ShouldNotContain("跟踪人空缺");
    }

    private static async Task<TrackerGone> Last(TestStore test, CaseId id) =>
        (TrackerGone)(await test.Get<Cases>().History(test.Office, id, Ct).Where(e => e.Act == "tracking.vacant").Select(e => e.As(HandleJson.Default.CaseEntry)).Where(e => e is TrackerGone).LastAsync(Ct));
}
