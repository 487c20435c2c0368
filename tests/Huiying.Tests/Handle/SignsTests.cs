using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Track;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Handle;

public sealed class SignsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal static Task<TestStore> Create(Engine engine) => TestStore.Create(engine, s => s
        .AddSingleton<CurrentPolicy>(sp => async (office, ct) => await sp.GetRequiredService<PolicyVersions>().Current(office, ct))
        .AddCollect().AddAssess().AddHandle().AddRespond().AddTrack().AddReview());

    private static async Task<Sign> Registered(TestStore test) =>
        (await test.Get<Signs>().Register(test.By(Role.SectionOfficer), "公益性岗位月底集中到期", "走访时多人问起", TestOffice.Business, new("officer"), new(2026, 3, 4), Ct)).Value;

    [Theory, BothEngines, Clause("R11")]
    public async Task A_sign_is_about_a_problem_and_says_where_from_whose_and_when_it_is_looked_at_again(Engine engine)
    {
        await using var test = await Create(engine);
        var signs = test.Get<Signs>();
        async Task Refused(string code, string what, DateOnly review, Role role = Role.Clerk, string section = "business", string owner = "officer") =>
            (await signs.Register(test.By(role), what, "走访", new(section), new(owner), review, Ct)).Refusal!.Code.ShouldBe(code);
        await Refused("sign.personal", "住户13800001234多次来电", new(2026, 3, 4));
        await Refused("sign.personal", "曹正办事拖延", new(2026, 3, 4));
        await Refused("invalid", "岗位到期", new(2026, 3, 1));
        await Refused("invalid", "", new(2026, 3, 4));
        await Refused("invalid", "岗位到期", new(2026, 3, 4), section: "none");
        await Refused("invalid", "岗位到期", new(2026, 3, 4), owner: "none");
        await Refused("not-your-post", "岗位到期", new(2026, 3, 4), Role.AuditAdministrator);

        var sign = await Registered(test);
        sign.What.Number.ShouldBe("〔2026〕1号");
        sign.ReviewAt.ShouldBe(new DateTimeOffset(2026, 3, 4, 16, 0, 0, TimeSpan.Zero), "24:00 in the office's zone");
        (await signs.Review(test.By(Role.SectionOfficer, TestOffice.General), sign.Id, "没有变化", new(2026, 3, 9), Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await signs.Review(test.By(Role.SectionOfficer), sign.Id, "没有变化", new(2026, 3, 9), Ct, sign.Version - 1)).Refusal!.Code.ShouldBe("case.changed");
        var reviewed = (await signs.Review(test.By(Role.SectionOfficer), sign.Id, "已同用人单位商定续签办法", new(2026, 3, 9), Ct)).Value;
        reviewed.Reviews.ShouldHaveSingleItem().What.Finding.ShouldBe("已同用人单位商定续签办法");
        Signs.Bytes((await signs.Replay(test.Office, sign.Id, Ct))!).ShouldBe(Signs.Bytes(reviewed));
    }

    [Theory, BothEngines, Clause("R11")]
    public async Task An_overdue_review_is_told_once_to_those_concerned_and_again_for_the_next_date(Engine engine)
    {
        await using var test = await Create(engine);
        var (signs, clock) = (test.Get<Signs>(), test.Get<SignClock>());
        var sign = await Registered(test);
        (await clock.Due(test.Office, Ct)).ShouldBeEmpty();
        test.Time.Advance(new DateTimeOffset(2026, 3, 4, 16, 0, 0, TimeSpan.Zero) - test.Time.GetUtcNow());
        (await clock.Due(test.Office, Ct)).ShouldBeEmpty("not late at 24:00 itself");
        test.Time.Advance(TimeSpan.FromSeconds(1));
        (await clock.Due(test.Office, Ct)).ShouldBe([sign.Id]);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => clock.Tell(test.Office, sign.Id, Ct))));
        var told = (await signs.Find(test.By(Role.Clerk), sign.Id, Ct))!;
        var alert = told.Alerts.ShouldHaveSingleItem("three nodes tell once");
        alert.What.To.ShouldBe([new PersonId("head"), new("leader"), new("officer"), new("principal"), new("secretary")]);
        (await clock.Due(test.Office, Ct)).ShouldBeEmpty();
        (await signs.Review(test.By(Role.SectionHead), sign.Id, "仍未商定", new(2026, 3, 6), Ct)).Refusal.ShouldBeNull();
        test.Time.Advance(TimeSpan.FromDays(3));
        (await clock.Due(test.Office, Ct)).ShouldBe([sign.Id]);
    }

    [Theory, BothEngines, Clause("R11")]
    public async Task It_becomes_an_event_that_names_it_and_ends_only_with_the_problems_outcome(Engine engine)
    {
        await using var test = await Create(engine);
        var (signs, cases) = (test.Get<Signs>(), test.Get<Cases>());
        var alone = await Registered(test);
        (await signs.Close(test.By(Role.SectionOfficer), alone.Id, SignOutcome.Solved, " ", Ct)).Refusal!.Clause.ShouldBe("R11");
        (await signs.Close(test.By(Role.SectionOfficer), alone.Id, SignOutcome.Event, "转办", Ct)).Refusal!.Code.ShouldBe("invalid", "it became none");
        (await signs.Close(test.By(Role.SectionOfficer), alone.Id, SignOutcome.Solved, "续签办法已公布，到期人员全部续签", Ct)).Value.Watched.ShouldBeFalse();
        (await signs.Review(test.By(Role.SectionOfficer), alone.Id, "再看", new(2026, 3, 9), Ct)).Refusal!.Code.ShouldBe("sign.over");

        var sign = await Registered(test);
        (await signs.Convert(test.By(Role.SectionOfficer), sign.Id, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await signs.Find(test.By(Role.Clerk), sign.Id, Ct))!.Event.ShouldBeNull("a refusal leaves no half of it");
        var made = (await signs.Convert(test.By(Role.Clerk), sign.Id, Ct)).Value;
        made.Sign!.Sign.ShouldBe(sign.Id.Value);
        (await signs.Find(test.By(Role.Clerk), sign.Id, Ct))!.Event!.Case.ShouldBe(made.Id);
        (await signs.Convert(test.By(Role.Clerk), sign.Id, Ct)).Refusal!.Code.ShouldBe("sign.over");
        (await signs.Close(test.By(Role.SectionOfficer), sign.Id, SignOutcome.Event, "已转办", Ct)).Refusal!.Code.ShouldBe("sign.event-open");
        Cases.Bytes((await cases.Replay(test.Office, made.Id, Ct))!).ShouldBe(Cases.Bytes((await cases.Find(test.Office, made.Id, Ct))!));
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }
}
