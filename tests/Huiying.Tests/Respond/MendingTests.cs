using System.Net;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;
using Microsoft.Extensions.DependencyInjection;
using Case = Huiying.Handle.Case;
using Intake = Huiying.Handle.Intake;

namespace Huiying.Tests.Respond;

/// <summary>A published answer is corrected or withdrawn by the same approvals, and never disappears (R42).</summary>
public sealed class MendingTests
{
    private const string Old = "经现场查看，村口三盏路灯确实不亮，原因是线路老化。";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal static readonly ReleaseText Text = new(
        AnswerKind.Result, "关于路灯的答复", "路灯为何不亮", [new(Part.Facts, "三盏路灯不亮。", 1)], [new(1, 0), new(2, 0)], [], "website", "全体", ReleaseText.AssessmentLine, false, []);

    [Fact, Clause("R42"), Clause("R66")]
    public void A_correction_names_one_standing_answer_of_the_event_and_leaves_by_its_outlet_and_never_by_the_short_way()
    {
        var walk = CaseWalk.Completed().Answered(outlet: "website");
        var published = walk.Case.Answers[0].What.Release;
        IReadOnlyList<string> Open(ReleaseText text) => [.. Gates.Check(text, new GateView(walk.Case, Policy.Default, true, "")).Select(g => g.Code)];
        var mends = Text with { Mends = new(published, false, "不亮的是三盏，原文误写为两盏。") };
        Open(mends).ShouldBeEmpty();
        Open(mends with { Mends = new("another", false, "另一份") }).ShouldBe(["release.mends-none"]);
        Open(mends with { Mends = new(published, false) }).ShouldBe(["release.mends-unsaid"]);
        Open(mends with { Mends = new(published, false, "原文误称此事为谣言。") }).ShouldContain("release.label", "the sentence is public as well");
        Open(mends with { Mends = new(published, false, "应致电13800001111。") }).ShouldContain("release.personal");
        Open(mends with { Mends = new(published, false, new string('长', 201)) }).ShouldNotBeEmpty();
        Open(mends with { Outlet = "direct" }).ShouldContain("release.mends-outlet");
        Open(mends with { Kind = AnswerKind.HandlingOpinion }).ShouldContain("release.mends-kind");
        var standing = mends with { Line = ReleaseText.StandingLine };
        Open(standing).ShouldContain("release.mends-line");
        // Even were the gate not there, the whole chain would have to sign it.
        Approving.Steps(standing, new GateView(walk.Case, Policy.Default, true, "")).Count.ShouldBe(Approving.Steps(mends, new GateView(walk.Case, Policy.Default, true, "")).Count);
        // A withdrawal answers no claim; its reason is held to everything else.
        var reason = mends with { Mends = new(published, true), Claims = [], Body = [new(Part.Plain, "答复中的数字有误，现予撤回，核实后重新答复。")] };
        Open(reason).ShouldBeEmpty();
        Open(reason with { Body = [new(Part.Facts, "没有依据的事实。")] }).ShouldContain("release.unsourced");
        Open(reason with { Body = [] }).ShouldNotBeEmpty();
        // What it mends is part of what is approved.
        new[] { Text, mends, reason, mends with { Mends = new("another", false) }, mends with { Mends = new(published, false, "别的说法") } }.Select(t => t.Hash()).Distinct().Count().ShouldBe(5);
        walk.Do(CaseWalk.By(Role.Spokesperson), (c, d) => Answering.Withdraw(c, d, new("w"), published, "/answers/w"));
        Open(mends).ShouldContain("release.mends-done");
    }

    [Theory, BothEngines, Clause("R42")]
    public async Task A_correction_and_a_withdrawal_take_effect_with_the_last_approval_and_both_texts_stay_for_everyone(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddSingleton<PolicyVersions>().AddSingleton<People>()
            .AddSingleton<ReadTopic>((_, _, _) => Task.FromResult<TopicFacts?>(null)).AddHandle().AddRespond());
        var (cases, releases, answers) = (test.Get<Cases>(), test.Get<Releases>(), test.Get<PublicAnswers>());
        var id = await Answerable(test);
        var first = await Publish(test, id, Text);
        (await cases.Verify(test.By(Role.SectionOfficer), id, 1, Finding.PartlyTrue, "两盏不亮", "测量记录", "两盏", Ct)).Refusal.ShouldBeNull();
        Owed(await Find()).ShouldBe([first.Id.Value]);

        var corrected = Text with { Title = "更正：关于路灯的答复", Body = [new(Part.Facts, "经核实，部分属实：两盏路灯不亮。", 3)], Mends = new(first.Id.Value, false, "不亮的是两盏，原文误写为三盏。") };
        (await releases.Submit(test.By(Role.SectionOfficer), id, Text with { Mends = corrected.Mends }, null, Ct)).Refusal!.Code.ShouldBe("release.mends-same");
        var draft = (await releases.Submit(test.By(Role.SectionOfficer), id, corrected, null, Ct)).Value;
        (await releases.Publish(test.By(Role.Spokesperson), draft.Id, draft.Current.Hash, "website", null, null, Ct)).Refusal!.Clause.ShouldBe("R27");
        // On its way it changes nothing that the public reads.
        (await answers.Find(test.Office, first.Id, Ct))!.MendedBy.ShouldBeNull();
        (await Find()).Answers.Single().Stands.ShouldBeTrue();
        await Approve(test, draft);
        (await releases.Publish(test.By(Role.Spokesperson), draft.Id, draft.Current.Hash, "website", null, null, Ct)).Refusal.ShouldBeNull();
        Owed(await Find()).ShouldBeEmpty();
        (await Find()).Answers[0].ShouldSatisfyAllConditions(a => a.MendedBy.ShouldBe(draft.Id.Value), a => a.Withdrawn.ShouldBeFalse());
        (await releases.Submit(test.By(Role.SectionOfficer), id, corrected with { Title = "再更正" }, null, Ct)).Refusal!.Code.ShouldBe("release.mends-done");
        var old = (await answers.Find(test.Office, first.Id, Ct))!;
        (old.MendedBy!.Release, old.Paragraphs.Single()).ShouldBe((draft.Id, "三盏路灯不亮。"));
        (await answers.Find(test.Office, draft.Id, Ct))!.ShouldSatisfyAllConditions(a => a.Mends!.Release.ShouldBe(first.Id), a => a.Change.ShouldBe("不亮的是两盏，原文误写为三盏。"));

        var withdrawn = await Publish(test, id, Text with { Title = "撤回说明", Claims = [], Body = [new(Part.Plain, "数字仍有误，现予撤回。")], Mends = new(draft.Id.Value, true) });
        var end = await Find();
        end.Answers[1].ShouldSatisfyAllConditions(a => a.MendedBy.ShouldBe(withdrawn.Id.Value), a => a.Withdrawn.ShouldBeTrue());
        // Nothing stands now: an answer is owed again, and the event does not close without one.
        end.Stage.ShouldBe(Stage.Answering);
        end.Duties.Last(d => d.Rule == "R34:response").ShouldSatisfyAllConditions(d => d.Open.ShouldBeTrue(), d => d.DueAt.ShouldBe(test.Time.GetUtcNow().AddHours(48)));
        Closing.Open(end, new Deciding(test.By(Role.Clerk), test.Time.GetUtcNow(), CaseWalk.Rules), Ending.PublicResponse, null).ShouldContain(r => r.Code == "close.no-response");
        var list = await answers.List(test.Office, 0, 50, Ct);
        list.Select(a => a.Release).ShouldBe([withdrawn.Id, draft.Id, first.Id], ignoreOrder: true);
        list.Single(a => a.Release == draft.Id).MendedBy!.Paragraphs.ShouldBe(["数字仍有误，现予撤回。"]);
        await Publish(test, id, Text with { Title = "重新答复", Body = [new(Part.Facts, "经核实，部分属实：两盏路灯不亮。", 3)] });
        (await Find()).Duties.ShouldNotContain(d => d.Rule == "R34:response" && d.Open);

        Cases.Bytes((await cases.Replay(test.Office, id, Ct))!).ShouldBe(Cases.Bytes(await Find()));
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();

        async Task<Case> Find() => (await cases.Find(test.Office, id, Ct))!;
        static IReadOnlyList<string> Owed(Case c) => [.. c.Duties.Where(d => d.Open && d.Rule.StartsWith("R42:answer:", StringComparison.Ordinal)).Select(d => d.Rule.Split(':')[2])];
    }

    [Fact, Clause("R42")]
    public async Task The_public_page_of_a_corrected_answer_links_to_the_new_one_and_back_and_keeps_its_text()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Published();
        var first = (await walk.Release()).Id;
        await walk.Do(Role.SectionOfficer, "claims", "verify", new() { ["claim"] = "1", ["finding1"] = "PartlyTrue", ["fact1"] = "两盏路灯不亮。", ["evidence1"] = "测量记录", ["truePart1"] = "两盏不亮" });
        WebUtility.HtmlDecode(await (await walk.By(Role.Clerk)).Read("/desk")).ShouldContain("更正或撤回已发布的回应");
        var officer = await walk.By(Role.SectionOfficer);
        WebUtility.HtmlDecode(await officer.Read($"/events/{walk.Id}/answers/{first}")).ShouldContain($"/events/{walk.Id}/draft?corrects={first}");
        // The form begins with the old text, citing what holds now.
        var form = WebUtility.HtmlDecode(await officer.Read($"/events/{walk.Id}/draft?corrects={first}"));
        form.ShouldContain(Old);
        form.ShouldContain($"name=\"mends\" value=\"{first}\"");
        await walk.Do(Role.SectionOfficer, "draft", "submit", new(EventWalk.Draft)
        {
            ["title"] = "更正：关于白杨村路灯问题的答复",
            ["text0"] = "经复核，部分属实：村口两盏路灯不亮。",
            ["verification0"] = "3",
            ["mends"] = first.Value,
            ["how"] = "corrects",
            ["change"] = "不亮的路灯是两盏，原答复误写为三盏。",
        });
        var second = (await walk.Release()).Id;
        second.ShouldNotBe(first);
        WebUtility.HtmlDecode(await (await walk.By(Role.PrincipalLeader)).Read($"/events/{walk.Id}/answers/{second}")).ShouldContain(Old, customMessage: "whoever signs sees the old text beside the new");
        using var visitor = site.Visitor();
        WebUtility.HtmlDecode(await visitor.Read($"/answers/{first}")).ShouldNotContain("已更正");
        await Signed(site, walk);

        var page = WebUtility.HtmlDecode(await visitor.Read($"/answers/{first}"));
        page.ShouldContain("已更正");
        page.ShouldContain($"href=\"/answers/{second}\"");
        page.ShouldContain(Old);
        var next = WebUtility.HtmlDecode(await visitor.Read($"/answers/{second}"));
        next.ShouldContain("更正了");
        next.ShouldContain($"href=\"/answers/{first}\"");
        WebUtility.HtmlDecode(await visitor.Read("/")).ShouldContain("已更正");
        var feed = await visitor.Read("/answers.atom");
        feed.ShouldContain("【已更正】");
        feed.ShouldContain($"rel=\"related\" href=\"{site.Url}answers/{second}\"");
        foreach (var said in new[] { page, next, feed }) said.ShouldContain("更正内容：不亮的路灯是两盏，原答复误写为三盏。");
        foreach (var html in new[] { page, next }) html.ShouldNotContain("<script");
        (await walk.Case()).Duties.ShouldNotContain(d => d.Open && d.Rule.StartsWith("R42:", StringComparison.Ordinal));
        WebUtility.HtmlDecode(await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/history")).ShouldContain("回应被更正或撤回");
    }

    [Fact, Clause("R42")]
    public async Task The_public_page_of_a_withdrawn_answer_gives_reason_and_time_and_keeps_the_text_folded()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Published();
        var first = (await walk.Release()).Id;
        await walk.Do(Role.SectionOfficer, "claims", "verify", new() { ["claim"] = "1", ["finding1"] = "False", ["fact1"] = "路灯完好。", ["evidence1"] = "测量记录" });
        await walk.Do(Role.SectionOfficer, "draft", "submit", new()
        {
            ["kind"] = "Result",
            ["line"] = "assessment",
            ["outlet"] = "website",
            ["title"] = "关于撤回白杨村路灯答复的说明",
            ["question"] = "白杨村路灯不亮何时修好？",
            ["scope"] = "全县群众",
            ["part0"] = "Plain",
            ["text0"] = "原答复所依据的情况经复核有误，现予撤回，核实后重新答复。",
            ["mends"] = first.Value,
            ["how"] = "withdraws",
        });
        site.Store.Time.Advance(TimeSpan.FromMinutes(30));
        await Signed(site, walk);
        using var visitor = site.Visitor();
        var page = WebUtility.HtmlDecode(await visitor.Read($"/answers/{first}"));
        page.ShouldContain("已撤回");
        page.ShouldContain("现予撤回，核实后重新答复");
        page.ShouldContain("09:30");
        page[page.IndexOf("<details class=\"kept\">", StringComparison.Ordinal)..].ShouldContain(Old);
        var feed = await visitor.Read("/answers.atom");
        feed.ShouldContain("关于撤回白杨村路灯答复的说明");
        feed.ShouldContain("【已撤回】");
        feed.ShouldContain(Old);
        (await walk.Case()).Duties.ShouldNotContain(d => d.Open && d.Rule.StartsWith("R42:answer", StringComparison.Ordinal));
        WebUtility.HtmlDecode(await (await walk.By(Role.SectionHead)).Read("/desk")).ShouldContain("起草并送审处理结果");
    }

    private static async Task Signed(SiteHost site, EventWalk walk)
    {
        var release = await walk.Release();
        var page = "answers/" + release.Id;
        foreach (var (step, _) in await site.Get<Releases>().Steps(site.Store.Office, release, Ct))
        {
            (await walk.Try(Role.Spokesperson, page, "publish", new() { ["hash"] = release.Current.Hash, ["outlet"] = "website" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, step.Id);
            await walk.Do(step.By[0], page, "sign", new() { ["step"] = step.Id, ["hash"] = release.Current.Hash, ["opinion"] = "同意。" }, step.Section);
        }
        await walk.Do(Role.Spokesperson, page, "publish", new() { ["hash"] = release.Current.Hash, ["outlet"] = "website" });
    }

    /// <summary>An ordinary event, handled, with two claims: what <see cref="CaseWalk"/> does, by the faces.</summary>
    internal static async Task<CaseId> Answerable(TestStore test)
    {
        var cases = test.Get<Cases>();
        var (clerk, officer, head) = (test.By(Role.Clerk), test.By(Role.SectionOfficer), test.By(Role.SectionHead, TestOffice.Business));
        var id = (await cases.Open(clerk, new OpenCase("路灯不亮", new Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value.Id;
        var walk = new CaseWalk { Now = test.Time.GetUtcNow() };
        foreach (var act in new Func<Task<Outcome<Case>>>[]
        {
            () => cases.Raise(clerk, id, ClaimKind.Doubt, "路灯坏了三个月", Ct),
            () => cases.Raise(clerk, id, ClaimKind.Demand, "请尽快修好", Ct),
            () => cases.Verify(officer, id, 1, Finding.True, "三盏路灯不亮", "照片", null, Ct),
            () => cases.Verify(officer, id, 2, Finding.True, "属养护范围", "合同", null, Ct),
            () => cases.Submit(clerk, id, Ct),
            () => cases.Receive(test.By(Role.PrincipalLeader), id, Recipient.PrincipalLeader, Ct),
            () => cases.Receive(test.By(Role.PartySecretary), id, Recipient.PartyGroup, Ct),
            () => cases.RecordAssessment(clerk, id, walk.Assessment(), Ct),
            () => cases.ConfirmAssessment(test.By(Role.PartySecretary), id, Ct),
            () => cases.Sign(head, id, Ct),
            () => cases.Settle(officer, id, 2, DemandOutcome.Met, "养护办法", "已修好", Ct),
            () => cases.Complete(head, id, "已修好", Ct),
        })
        {
            (await act()).Refusal.ShouldBeNull();
        }
        return id;
    }

    internal static async Task Approve(TestStore test, Release draft, string? but = null)
    {
        foreach (var (step, _) in await test.Get<Releases>().Steps(test.Office, draft, Ct))
        {
            if (step.Id == but) continue;
            (await test.Get<Releases>().Sign(test.By(step.By[0], step.Section), draft.Id, step.Id, draft.Current.Hash, "同意", Ct)).Refusal.ShouldBeNull(step.Id);
        }
    }

    private static async Task<Release> Publish(TestStore test, CaseId id, ReleaseText text)
    {
        var releases = test.Get<Releases>();
        var draft = (await releases.Submit(test.By(Role.SectionOfficer), id, text, null, Ct)).Value;
        await Approve(test, draft);
        var published = await releases.Publish(test.By(Role.Spokesperson), draft.Id, draft.Current.Hash, "website", null, null, Ct);
        published.Refusal.ShouldBeNull();
        return published.Value;
    }
}
