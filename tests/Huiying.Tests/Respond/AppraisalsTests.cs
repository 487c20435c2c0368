using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.Handle;
using Huiying.Tests.House;

namespace Huiying.Tests.Respond;

public sealed class AppraisalsTests
{
    private static readonly (string Step, Role Role)[] Chain =
    [
        ("section-head", Role.SectionHead), ("office-check", Role.Clerk), ("secrecy-review", Role.SecrecyReviewer), ("supervising-leader", Role.SupervisingLeader),
        ("principal-leader", Role.PrincipalLeader),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static AppraisalText Text(params AppraisalTrigger[] triggers) => new(
        "公益性岗位续签办法", "三月起，公益性岗位到期的可以续签一次。", triggers, "可能被理解为岗位取消", RiskGrade.Medium, "岗位没有取消，到期可以续签一次", "有误读的，当日答复并公布问答", null,
        "问：到期怎么办？答：到所在村登记即可续签。");

    private static async Task Signed(TestStore test, Appraisal a, int from = 0, int until = 5)
    {
        foreach (var (step, role) in Chain[from..until])
        {
            (await test.Get<Appraisals>().Sign(test.By(role), a.Id, step, a.Current.Hash, "同意", Ct)).Refusal.ShouldBeNull(step);
        }
    }

    [Theory, BothEngines, Clause("R01")]
    public async Task With_any_trigger_nothing_may_be_released_before_the_whole_chain_approved_exactly_that_text(Engine engine)
    {
        await using var test = await SignsTests.Create(engine);
        var appraisals = test.Get<Appraisals>();
        (await appraisals.Write(test.By(Role.SectionOfficer), null, Text(AppraisalTrigger.WideReaching) with { Risks = "" }, Ct)).Refusal!.Clause.ShouldBe("R01");
        (await appraisals.Write(test.By(Role.SectionOfficer), null, Text() with { Plan = "none" }, Ct)).Refusal!.Code.ShouldBe("not-found");
        (await appraisals.Write(test.By(Role.AuditAdministrator), null, Text(), Ct)).Refusal!.Code.ShouldBe("not-your-post");
        foreach (var trigger in Enum.GetValues<AppraisalTrigger>())
        {
            var a = (await appraisals.Write(test.By(Role.SectionOfficer), null, Text(trigger), Ct)).Value;
            (await appraisals.Clear(test.By(Role.Clerk), a.Id, a.Current.Hash, Ct)).Refusal!.Code.ShouldBe("appraisal.unapproved", $"{trigger}");
        }
        var first = (await appraisals.Write(test.By(Role.SectionOfficer), null, Text(AppraisalTrigger.CloselyWatched, AppraisalTrigger.Specialised), Ct)).Value;
        (await appraisals.Sign(test.By(Role.PrincipalLeader), first.Id, "principal-leader", first.Current.Hash, "", Ct)).Refusal!.Code.ShouldBe("appraisal.order");
        (await appraisals.Sign(test.By(Role.Clerk), first.Id, "section-head", first.Current.Hash, "", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        await Signed(test, first);
        var cleared = (await appraisals.Clear(test.By(Role.Clerk), first.Id, first.Current.Hash, Ct)).Value;
        cleared.Cleared.ShouldNotBeNull();

        // One changed character voids everything, the clearing too.
        var edited = (await appraisals.Write(test.By(Role.SectionOfficer), first.Id, first.Current.Text with { Text = first.Current.Text.Text + "限一次。" }, Ct)).Value;
        edited.Cleared.ShouldBeNull();
        edited.Valid.ShouldBeEmpty();
        (await appraisals.Clear(test.By(Role.Clerk), first.Id, edited.Current.Hash, Ct)).Refusal!.Code.ShouldBe("appraisal.unapproved");
        (await appraisals.Sign(test.By(Role.SectionHead), first.Id, "section-head", first.Current.Hash, "", Ct)).Refusal!.Code.ShouldBe("release.changed");
        Appraisals.Bytes((await appraisals.Replay(test.Office, first.Id, Ct))!).ShouldBe(Appraisals.Bytes((await appraisals.Find(test.Office, first.Id, Ct))!));
    }

    [Theory, BothEngines, Clause("R01")]
    public async Task Whoever_wrote_any_version_approves_none_and_without_its_explanation_it_stays(Engine engine)
    {
        await using var test = await SignsTests.Create(engine);
        var appraisals = test.Get<Appraisals>();
        var own = (await appraisals.Write(test.By(Role.SectionHead), null, Text(AppraisalTrigger.WideReaching), Ct)).Value;
        own = (await appraisals.Write(test.By(Role.SectionOfficer), own.Id, own.Current.Text with { Risks = "另一种风险" }, Ct)).Value;
        (await appraisals.Sign(test.By(Role.SectionHead), own.Id, "section-head", own.Current.Hash, "", Ct)).Refusal!.Code.ShouldBe("appraisal.own");

        var bare = (await appraisals.Write(test.By(Role.SectionOfficer), null, Text(AppraisalTrigger.WideReaching) with { Explanation = " " }, Ct)).Value;
        await Signed(test, bare);
        (await appraisals.Clear(test.By(Role.Clerk), bare.Id, bare.Current.Hash, Ct)).Refusal!.Code.ShouldBe("appraisal.unexplained");
        var back = (await appraisals.Write(test.By(Role.SectionOfficer), bare.Id, Text(AppraisalTrigger.WideReaching), Ct)).Value;
        (await appraisals.Return(test.By(Role.SectionHead), back.Id, "section-head", back.Current.Hash, "", Ct)).Refusal!.Clause.ShouldBe("R01");
        (await appraisals.Return(test.By(Role.SectionHead), back.Id, "section-head", back.Current.Hash, "口径写短些", Ct)).Refusal.ShouldBeNull();
        (await appraisals.Clear(test.By(Role.Clerk), back.Id, back.Current.Hash, Ct)).Refusal!.Code.ShouldBe("appraisal.returned");

        // Nothing calls for the chain: the office confirms, and nobody from outside it.
        var plain = (await appraisals.Write(test.By(Role.SectionOfficer), null, Text(), Ct)).Value;
        (await appraisals.Clear(test.By(Role.SectionOfficer), plain.Id, plain.Current.Hash, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await appraisals.Clear(test.By(Role.Clerk), plain.Id, plain.Current.Hash, Ct)).Refusal.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("R01")]
    public async Task The_line_of_a_cleared_text_can_be_taken_to_the_event_that_comes_of_it_and_no_other(Engine engine)
    {
        await using var test = await SignsTests.Create(engine);
        var (appraisals, cases) = (test.Get<Appraisals>(), test.Get<Cases>());
        var of = (await cases.Open(test.By(Role.Clerk), new("续签办法引起疑问", new Huiying.Handle.Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value.Id;
        var plan = (await test.Get<Plans>().Keep(test.By(Role.Clerk), null, "政策误读应对", "当日答复", Ct)).Value;
        var a = (await appraisals.Write(test.By(Role.SectionOfficer), null, Text(AppraisalTrigger.WideReaching) with { Plan = plan.Id.Value }, Ct)).Value;
        (await appraisals.Use(test.By(Role.Clerk), a.Id, of, Ct)).Refusal!.Code.ShouldBe("appraisal.not-cleared");
        await Signed(test, a);
        (await appraisals.Clear(test.By(Role.Clerk), a.Id, a.Current.Hash, Ct)).Refusal.ShouldBeNull();
        var used = (await appraisals.Use(test.By(Role.Clerk), a.Id, of, Ct)).Value;
        used.Lines.ShouldHaveSingleItem().Line.ShouldBe("岗位没有取消，到期可以续签一次");
        (await appraisals.Use(test.By(Role.Clerk), a.Id, of, Ct)).Refusal!.Code.ShouldBe("line.twice");
    }
}
