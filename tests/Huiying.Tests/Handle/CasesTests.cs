using Huiying.Assess;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Handle;

public sealed class CasesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<TestStore> Store(Engine engine) => TestStore.Create(engine, s => s.AddSingleton<PolicyVersions>().AddSingleton<People>().AddSingleton<ReadTopic>((_, _, _) => Task.FromResult<TopicFacts?>(null)).AddHandle());

    private static OpenCase Request(TestStore test) => new("路灯不亮", new Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow());

    [Theory, BothEngines, Clause("R09"), Clause("R83")]
    public async Task A_case_is_its_ledger_entries_and_replaying_them_rebuilds_the_state(Engine engine)
    {
        await using var test = await Store(engine);
        var cases = test.Get<Cases>();
        var opened = await cases.Open(test.By(Role.Clerk), Request(test), Ct);
        var id = opened.Value.Id;
        opened.Value.Number.ShouldBe("〔2026〕1号");
        opened.Value.PolicyHash.ShouldNotBeEmpty();
        (await cases.Raise(test.By(Role.Clerk), id, ClaimKind.Doubt, "是否属实", Ct)).Ok.ShouldBeTrue();
        (await cases.Raise(test.By(Role.AuditAdministrator), id, ClaimKind.Doubt, "不该写", Ct)).Ok.ShouldBeFalse();
        test.Time.Advance(TimeSpan.FromMinutes(7));
        (await cases.Verify(test.By(Role.SectionOfficer), id, 1, Finding.True, "属实", "照片", null, Ct)).Ok.ShouldBeTrue();
        var cached = (await cases.Find(test.Office, id, Ct))!;
        Cases.Bytes((await cases.Replay(test.Office, id, Ct))!).ShouldBe(Cases.Bytes(cached));
        (await cases.History(test.Office, id, Ct).ToListAsync(Ct)).ShouldContain(e => e.Act == "cases.raise.refused");
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("R09")]
    public async Task Numbers_have_no_gaps_even_when_two_officers_press_at_once(Engine engine)
    {
        await using var test = await Store(engine);
        var cases = test.Get<Cases>();
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => cases.Open(test.By(Role.Clerk), Request(test), Ct))));
        opened.Select(o => o.Value.Number).Order().ShouldBe(Enumerable.Range(1, 6).Select(n => $"〔2026〕{n}号"));
        (await cases.Open(test.By(Role.Clerk), Request(test) with { Topic = "none" }, Ct)).Refusal!.Code.ShouldBe("not-found");
    }

    [Fact]
    public async Task The_second_of_two_officers_is_told_that_the_event_has_changed()
    {
        await using var test = await Store(Engine.Sqlite);
        var cases = test.Get<Cases>();
        var c = (await cases.Open(test.By(Role.Clerk), Request(test), Ct)).Value;
        (await cases.Raise(test.By(Role.Clerk), c.Id, ClaimKind.Doubt, "一", Ct, c.Version)).Ok.ShouldBeTrue();
        (await cases.Raise(test.By(Role.DutyOfficer), c.Id, ClaimKind.Doubt, "二", Ct, c.Version)).Refusal!.Code.ShouldBe("case.changed");
        (await cases.Find(test.Office, c.Id, Ct))!.Claims.Count.ShouldBe(1);
    }

    [Theory, BothEngines, Clause("R04")]
    public async Task A_near_or_late_duty_is_due_for_a_notice_until_it_was_told(Engine engine)
    {
        await using var test = await Store(engine);
        var c = (await test.Get<Cases>().Open(test.By(Role.Clerk), Request(test), Ct)).Value;
        var clock = test.Get<DutyClock>();
        (await clock.Due(test.Office, Ct)).Cases.ShouldBeEmpty();
        (await clock.Due(test.Office, Ct)).Next.ShouldNotBeNull();
        test.Time.Advance(TimeSpan.FromHours(4));
        (await clock.Due(test.Office, Ct)).Cases.ShouldBe([c.Id]);
        await clock.Tell(test.Office, c.Id, Ct);
        await clock.Tell(test.Office, c.Id, Ct);
        (await clock.Due(test.Office, Ct)).Cases.ShouldBeEmpty();
        var told = (await test.Get<Cases>().Find(test.Office, c.Id, Ct))!.Duties.Single(d => d.Rule == "R24").Notices.Single();
        told.Level.ShouldBe(NoticeLevel.Overdue);
        told.To.ShouldContain(new PersonId("leader"));
    }
}
