using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;

namespace Huiying.Tests.Handle;

/// <summary>What is offered as the same matter when one is opened by hand: by words that say what and where, never by who asked (S16).</summary>
public sealed class AlikeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("S16"), Clause("R09")]
    public async Task Like_words_are_offered_other_villages_and_other_matters_are_not(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle());
        var (cases, clerk) = (test.Get<Cases>(), test.By(Role.Clerk));
        var lamp = await Open(test, "白杨村路灯不亮");
        await Open(test, "柳林村自来水发黄");
        (await cases.Alike(clerk, "白杨村路灯坏了", Ct)).ShouldHaveSingleItem().Id.ShouldBe(lamp.Id);
        (await cases.Alike(clerk, "白杨村路灯坏了", Ct))[0].Shared.ShouldBe(["白杨村路灯"]);
        (await cases.Alike(clerk, "白杨村饮水补助何时发放", Ct)).ShouldBeEmpty("the village alone is not the matter");
        (await cases.Alike(clerk, "石桥村路灯不亮", Ct)).Select(a => a.Id).ShouldBe([lamp.Id], "the same matter elsewhere is offered; a person decides");
        (await cases.Alike(clerk, "补贴", Ct)).ShouldBeEmpty();
        // What the claims say counts too.
        (await cases.Raise(clerk, lamp.Id, ClaimKind.Doubt, "村口变压器夜里有异响", Ct)).Refusal.ShouldBeNull();
        (await cases.Alike(clerk, "变压器夜里异响", Ct)).ShouldHaveSingleItem().Id.ShouldBe(lamp.Id);
    }

    [Theory, BothEngines, Clause("S16")]
    public async Task Opened_all_the_same_it_says_what_was_offered_and_why(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle());
        var (cases, clerk) = (test.Get<Cases>(), test.By(Role.Clerk));
        var lamp = await Open(test, "白杨村路灯不亮");
        var alike = await cases.Alike(clerk, "白杨村路灯又不亮", Ct);
        (await cases.Open(clerk, Request(test, "白杨村路灯又不亮") with { Beside = new(alike, " ") }, Ct)).Refusal!.Clause.ShouldBe("R09");
        var other = (await cases.Open(clerk, Request(test, "白杨村路灯又不亮") with { Beside = new(alike, "是村北另一条线") }, Ct)).Value;
        (other.Beside!.What.Alike.Single(), other.Beside.What.Reason, other.Beside.ByName).ShouldBe((lamp.Id, "是村北另一条线", clerk.Name));
        Cases.Bytes((await cases.Replay(test.Office, other.Id, Ct))!).ShouldBe(Cases.Bytes(other));
    }

    [Theory, BothEngines, Clause("S16"), Clause("R09")]
    public async Task Merged_at_once_it_keeps_its_own_number_and_history_and_what_it_owes_goes_on_with_its_own_clock(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle());
        var (cases, clerk) = (test.Get<Cases>(), test.By(Role.Clerk));
        var lamp = await Open(test, "白杨村路灯不亮");
        test.Time.Advance(TimeSpan.FromDays(1));
        (await cases.OpenInto(clerk, Request(test, "白杨村路灯坏了"), lamp.Id, " ", Ct)).Refusal!.Clause.ShouldBe("R09");
        (await cases.List(test.Office, closedToo: true, Ct)).Count.ShouldBe(1, "a refusal opens nothing");
        var into = (await cases.OpenInto(clerk, Request(test, "白杨村路灯坏了"), lamp.Id, "同一处路灯", Ct)).Value;
        into.Id.ShouldBe(lamp.Id);
        var from = (await cases.Find(test.Office, into.Merged.ShouldHaveSingleItem().From, Ct))!;
        (from.Number, from.MergedInto!.Into, from.ClosedAt).ShouldBe(("〔2026〕2号", lamp.Id, test.Time.GetUtcNow()));
        from.Duties.ShouldAllBe(d => d.CarriedTo == into.Number);
        // The first one's clocks run out sooner and cover the second's.
        into.Duties.Count(d => d.Rule == "R24").ShouldBe(1);
        foreach (var c in new[] { from, into }) Cases.Bytes((await cases.Replay(test.Office, c.Id, Ct))!).ShouldBe(Cases.Bytes(c));
        (await cases.Alike(clerk, "白杨村路灯坏了", Ct)).Select(a => a.Id).ShouldBe([lamp.Id], "what went into another is offered as that one");
    }

    [Theory, BothEngines, Clause("S16")]
    public async Task Whom_an_event_accuses_is_not_offered_it(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle());
        var cases = test.Get<Cases>();
        var head = (await test.Get<People>().List(test.Office, Ct)).Single(p => p.Id.Value == "principal");
        (await cases.Open(test.By(Role.Clerk), Request(test, "反映主任收受礼品") with { Accused = new(head, null, "收受礼品", "反映个人收礼") }, Ct)).Refusal.ShouldBeNull();
        (await cases.Alike(test.By(Role.PrincipalLeader), "主任收受礼品的反映", Ct)).ShouldBeEmpty();
        (await cases.Alike(test.By(Role.Clerk), "主任收受礼品的反映", Ct)).ShouldHaveSingleItem();
    }

    private static OpenCase Request(TestStore test, string title) => new(title, new(IntakeChannel.Hotline, false, test.Time.GetUtcNow()), null, test.Time.GetUtcNow());

    private static async Task<Huiying.Handle.Case> Open(TestStore test, string title) => (await test.Get<Cases>().Open(test.By(Role.Clerk), Request(test, title), Ct)).Value;
}
