using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;

namespace Huiying.Tests.Handle;

/// <summary>A superior body that is an office of this installation, asked to decide in the place of a named first responsible person. The pages are in RecusalPagesTests.</summary>
public sealed class AskedSuperiorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("S09"), Clause("R43")]
    public async Task A_superior_of_this_installation_decides_itself_and_nobody_enters_its_decision_for_it(Engine engine)
    {
        await using var test = await RecusalsTests.Create(engine);
        var (recusals, releases, cases, id) = (test.Get<Recusals>(), test.Get<Releases>(), test.Get<Cases>(), await RecusalsTests.Naming(test, "principal"));
        var question = new SuperiorQuestion(SuperiorMatter.NotToReport, "影响限于一处");
        (await recusals.Ask(test.By(Role.Clerk), id, question, Ct)).Refusal!.Code.ShouldBe("ruling.outside", "outside its word is entered with the scan");
        var others = await Neighbours.Make(test.Services);

        // Whatever the clerk holds in hand, it is not the clerk's to enter.
        (await recusals.Rule(test.By(Role.Clerk), id, SuperiorMatter.NotToReport, true, "可不上报", RecusalsTests.Word(test), Ct)).Refusal!.ShouldSatisfyAllConditions(r => r.Code.ShouldBe("ruling.here"), r => r.Clause.ShouldBe("S09"), r => r.Zh.ShouldContain("青石区舆情办"));
        (await recusals.Lift(test.By(Role.PartySecretary), id, 1, "查无此事", RecusalsTests.Word(test), Ct)).Refusal!.Code.ShouldBe("ruling.here");
        (await recusals.Succeed(test.By(Role.Clerk), id, new("principal"), new("leader"), "批 12 号", RecusalsTests.Word(test), Ct)).Refusal!.Code.ShouldBe("ruling.here");
        (await cases.Find(test.Office, id, Ct))!.ShouldSatisfyAllConditions(c => c.Rulings.ShouldBeEmpty(), c => c.Successors.ShouldBeEmpty(), c => c.FirstNamed.ShouldBeTrue());

        // Asked, and asked once.
        (await recusals.Ask(test.By(Role.SectionOfficer), id, question, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await recusals.Ask(test.By(Role.Clerk), id, question with { Reason = " " }, Ct)).Refusal!.Clause.ShouldBe("S09");
        (await recusals.Ask(test.By(Role.Clerk), id, question, Ct)).Refusal.ShouldBeNull();
        (await recusals.Ask(test.By(Role.Clerk), id, question, Ct)).Refusal!.Code.ShouldBe("ruling.asked");
        async Task<Incoming> Waiting() => (await test.Get<Incomings>().List(await others.By(Neighbours.District, Role.PrincipalLeader), waiting: true, ct: Ct)).Value.ShouldHaveSingleItem();
        async Task<Refusal?> Decide(Actor by, bool agreed, string text) => await Waiting() is var i ? (await releases.DecideHere(by, i.Id, agreed, i.What.Hash!, text, Ct)).Refusal : null;
        var asked = await Waiting();
        asked.What.Text!.ShouldContain("请求批准不予上报。理由：影响限于一处");

        // By a leader of that office, not by its clerk, nor by anybody here or beside.
        var district = await others.By(Neighbours.District, Role.PrincipalLeader);
        (await Decide(await others.By(Neighbours.District, Role.Clerk), true, ""))!.Clause.ShouldBe("R34");
        (await releases.DecideHere(test.By(Role.SupervisingLeader), asked.Id, true, asked.What.Hash!, "", Ct)).Refusal!.Code.ShouldBe("not-found");
        (await releases.DecideHere(await others.By(Neighbours.Sibling, Role.PrincipalLeader), asked.Id, true, asked.What.Hash!, "", Ct)).Refusal!.Code.ShouldBe("not-found");
        (await releases.DecideHere(district, asked.Id, true, new string('0', 64), "", Ct)).Refusal!.Code.ShouldBe("incoming.hash");
        (await Decide(district, false, " "))!.Clause.ShouldBe("R34", "a no says why");
        (await Decide(district, false, "应当上报")).ShouldBeNull();
        var state = (await cases.Find(test.Office, id, Ct))!;
        state.NotToReport.ShouldBeNull();
        var ruled = state.Rulings.ShouldHaveSingleItem();
        (ruled.What.Agreed, ruled.What.Text, ruled.What.Body, ruled.What.Ruling.Mode, ruled.What.Item).ShouldBe((false, "应当上报", "青石区舆情办", ReportMode.System, (IncomingId?)asked.Id));
        ruled.ByName.ShouldContain("青石区舆情办");
        (await releases.DecideHere(district, asked.Id, true, asked.What.Hash!, "", Ct)).Refusal!.Code.ShouldBe("incoming.decided");

        // What it agrees to takes effect in the same transaction.
        (await recusals.Ask(test.By(Role.DutyOfficer), id, question, Ct)).Refusal.ShouldBeNull();
        (await Decide(district, true, "可不上报")).ShouldBeNull();
        state = (await cases.Find(test.Office, id, Ct))!;
        state.NotToReport!.What.Reason.ShouldContain("青石区舆情办决定：可不上报");
        state.Ruled(SuperiorMatter.NotToReport).ShouldNotBeNull();

        // A rise between question and answer: from major up nothing may go unreported, whoever says so.
        var second = await RecusalsTests.Naming(test, "secretary");
        (await recusals.Ask(test.By(Role.Clerk), second, question, Ct)).Refusal.ShouldBeNull();
        (await test.Get<MajorEvents>().SetGrade(test.By(Role.SupervisingLeader), second, Grade.Major, "传播很广", Ct)).Refusal.ShouldBeNull();
        (await Decide(district, true, "可不上报"))!.Clause.ShouldBe("R43");
        (await Decide(district, false, "应当上报")).ShouldBeNull();
        (await recusals.Ask(test.By(Role.Clerk), second, question, Ct)).Refusal!.Clause.ShouldBe("R43");

        // Who steps in where nobody of the Party group is left, and the lifting.
        (await recusals.Ask(test.By(Role.Clerk), second, new(SuperiorMatter.Succession, "无人可以指定", InPlaceOf: new("secretary"), Successor: new("leader")), Ct)).Refusal!.Code.ShouldBe("naming.group-first");
        (await recusals.Name(test.By(Role.Clerk), second, new("member"), null, "一同收受礼品", "个人行为", Ct)).Refusal.ShouldBeNull();
        (await recusals.Ask(test.By(Role.Clerk), second, new(SuperiorMatter.Succession, "无人可以指定", InPlaceOf: new("secretary"), Successor: new("member")), Ct)).Refusal!.Code.ShouldBe("naming.successor-named");
        (await recusals.Ask(test.By(Role.Clerk), second, new(SuperiorMatter.Succession, "无人可以指定", InPlaceOf: new("secretary"), Successor: new("leader")), Ct)).Refusal.ShouldBeNull();
        (await cases.Find(test.Office, second, Ct))!.Successors.ShouldBeEmpty("silence is never consent");
        (await Decide(district, true, "")).ShouldBeNull();
        state = (await cases.Find(test.Office, second, Ct))!;
        state.Acting(test.By(Role.SupervisingLeader)).Is(Role.PartySecretary).ShouldBeTrue();
        state.Successors.ShouldHaveSingleItem().What.Ruling!.Mode.ShouldBe(ReportMode.System);
        (await recusals.Ask(test.By(Role.Clerk), second, new(SuperiorMatter.Lifting, "查无此事", Naming: 2), Ct)).Refusal!.Code.ShouldBe("not-found", "a member is lifted by the group");
        (await recusals.Ask(test.By(Role.Clerk), second, new(SuperiorMatter.Lifting, "查无此事", Naming: 1), Ct)).Refusal.ShouldBeNull();
        (await cases.Find(test.By(Role.PartySecretary), second, Ct)).ShouldBeNull();
        (await Decide(district, true, "经核查属实")).ShouldBeNull();
        (await cases.Find(test.By(Role.PartySecretary), second, Ct)).ShouldNotBeNull().FirstNamed.ShouldBeFalse();

        // Both ledgers hold it, and each alone comes to its own state.
        foreach (var each in new[] { id, second }) Cases.Bytes((await cases.Replay(test.Office, each, Ct))!).ShouldBe(Cases.Bytes((await cases.Find(test.Office, each, Ct))!));
        foreach (var office in new[] { test.Office, Neighbours.District }) (await test.Ledger.Verify(office, Ct)).BrokenAt.ShouldBeNull();
    }
}
