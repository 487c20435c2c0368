using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using Microsoft.Extensions.DependencyInjection;
using static Huiying.Tests.Handle.CaseWalk;
using Case = Huiying.Handle.Case;
using Intake = Huiying.Handle.Intake;

namespace Huiying.Tests.Respond;

public sealed class WithdrawingTests
{
    private static readonly Actor Drafter = By(Role.SectionOfficer);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Outlet => Policy.Default.Outlets.First(o => o.Kind == OutletKind.Site).Id;

    private static GateView View(Case c) => new(c, Policy.Default, false, "");

    private static ReleaseText Text(string body = "三盏路灯已修好。") => new(
        AnswerKind.Result, "关于路灯的答复", "路灯为何不亮", [new(Part.Facts, body, 1)], [new(1, 0), new(2, 0)], [], Outlet, "全体", ReleaseText.AssessmentLine, true, []);

    private static Release Apply(Release? r, Outcome<ReleaseEntry[]> decided, Actor by, DateTimeOffset at)
    {
        decided.Refusal.ShouldBeNull();
        foreach (var e in decided.Value) r = Release.Apply(r, e, new Stamp(1, at, by.Person, by.Name));
        return r!;
    }

    private static (CaseWalk Walk, Release Release) Drafted(Grade grade = Grade.Ordinary)
    {
        var walk = Completed();
        if (grade != Grade.Ordinary) walk.Graded(grade);
        var r = Apply(null, Approving.Submit(null, new("r"), Text(), View(walk.Case), Drafter), Drafter, walk.Now);
        r = Apply(r, Approving.Sign(r, ApprovalSteps.SecrecyReview, r.Current.Hash, "可", View(walk.Case), By(Role.SecrecyReviewer)), By(Role.SecrecyReviewer), walk.Now);
        walk.After(TimeSpan.FromMinutes(10));
        return (walk, r);
    }

    [Fact, Clause("R27"), Clause("R34")]
    public void A_draft_taken_back_is_signed_sent_back_and_published_no_more_and_can_still_be_read()
    {
        var (walk, r) = Drafted();
        var back = Apply(r, Approving.Withdraw(r, r.Current.Hash, "办公室核稿只有起草人一人能签", By(Role.Clerk)), By(Role.Clerk), walk.Now);
        var hash = back.Current.Hash;
        Approving.Sign(back, ApprovalSteps.PrincipalLeader, hash, "", View(walk.Case), By(Role.PrincipalLeader)).Refusal!.Code.ShouldBe("release.withdrawn");
        Approving.Return(back, ApprovalSteps.PrincipalLeader, hash, "改", View(walk.Case), By(Role.PrincipalLeader)).Refusal!.Code.ShouldBe("release.withdrawn");
        Approving.Publish(back, hash, Outlet, "/answers/r", null, View(walk.Case), By(Role.Spokesperson)).Refusal!.Code.ShouldBe("release.withdrawn");
        Approving.Submit(back, new("r"), Text("三盏路灯均已修好。"), View(walk.Case), Drafter).Refusal!.Code.ShouldBe("release.withdrawn");
        Approving.Withdraw(back, back.Current.Hash, "再撤", Drafter).Refusal!.Code.ShouldBe("release.withdrawn");
        OffScreen.Paper(back, ApprovalSteps.PrincipalLeader, back.Current.Code, "同意", By(Role.PrincipalLeader), walk.Now, "scan", View(walk.Case), By(Role.Clerk), walk.Now)
            .Refusal!.Code.ShouldBe("release.withdrawn");
        (back.GoesRound, back.Current.Text.Title, back.Signatures.Count).ShouldBe((false, "关于路灯的答复", 1));
        back.Withdrawn!.ShouldBe(new("办公室核稿只有起草人一人能签", By(Role.Clerk).Person, By(Role.Clerk).Name, walk.Now));
        // Another draft begins anew.
        Approving.Submit(null, new("s"), Text(), View(walk.Case), By(Role.Spokesperson)).Ok.ShouldBeTrue();
    }

    [Fact, Clause("R34"), Clause("R42")]
    public void Its_drafter_or_the_clerk_takes_it_back_with_a_reason_and_nobody_what_was_published()
    {
        var (walk, r) = Drafted();
        foreach (var other in (Role[])[Role.SectionHead, Role.PrincipalLeader, Role.Spokesperson, Role.SystemAdministrator])
        {
            Approving.Withdraw(r, r.Current.Hash, "不要了", By(other)).Refusal!.Code.ShouldBe("not-your-post", other.ToString());
        }
        Approving.Withdraw(r, r.Current.Hash, " ", Drafter).Refusal!.Clause.ShouldBe("R34");
        Approving.Withdraw(r, "older", "另写", Drafter).Refusal!.Code.ShouldBe("release.changed");
        Approving.Withdraw(r, r.Current.Hash, "另写", Drafter).Ok.ShouldBeTrue();
        var sentBack = Apply(r, Approving.Return(r, ApprovalSteps.PrincipalLeader, r.Current.Hash, "改", View(walk.Case), By(Role.PrincipalLeader)), By(Role.PrincipalLeader), walk.Now);
        Approving.Withdraw(sentBack, sentBack.Current.Hash, "另写", Drafter).Ok.ShouldBeTrue();
        var published = Release.Apply(r, new ReleasePublished(r.Current.Hash, Outlet, "/answers/r"), new Stamp(9, walk.Now, new("spokesperson"), "任声"));
        foreach (var who in (Actor[])[Drafter, By(Role.Clerk)])
        {
            var refusal = Approving.Withdraw(published, published.Current.Hash, "不要了", who).Refusal!;
            (refusal.Code, refusal.Clause).ShouldBe(("release.published", "R42"));
        }
    }

    [Fact, Clause("R34")]
    public void A_body_s_decision_on_a_draft_taken_back_is_owed_no_longer_but_one_on_another_draft_is()
    {
        var (walk, r) = Drafted(Grade.Major);
        var clerk = By(Role.Clerk);
        r = Apply(r, OffScreen.Request(r, "city-office", r.Current.Hash, ReportMode.Fax, walk.Now, "值班员", "1", "doc", walk.Now.AddHours(8), View(walk.Case), clerk, walk.Now), clerk, walk.Now);
        walk.Do(clerk, (c, d) => Answering.Requested(c, d, "city-office", walk.Now));
        walk.Open("R34:outside").ShouldHaveSingleItem();
        walk.Do(clerk, (c, d) => Answering.Withdrawn(c, d, [r.OutsideRequests[0] with { SentAt = walk.Now.AddHours(-1) }])).Open("R34:outside").ShouldHaveSingleItem();
        walk.Do(clerk, (c, d) => Answering.Withdrawn(c, d, r.OutsideRequests)).Open("R34:outside").ShouldBeEmpty();
    }

    [Theory, BothEngines, Clause("R34")]
    public async Task What_was_taken_back_stands_in_the_ledger_with_its_reason_and_replays_from_it(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddSingleton<PolicyVersions>().AddSingleton<People>().AddSingleton<Blobs>()
            .AddSingleton<ReadTopic>((_, _, _) => Task.FromResult<TopicFacts?>(null)).AddHandle().AddRespond());
        var (cases, releases) = (test.Get<Cases>(), test.Get<Releases>());
        var id = (await cases.Open(test.By(Role.Clerk), new OpenCase("某楼漏水", new Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value.Id;
        foreach (var role in (Role[])[Role.PrincipalLeader, Role.PartySecretary]) (await releases.ApproveStanding(test.By(role), role, Ct)).Ok.ShouldBeTrue();
        var text = new ReleaseText(AnswerKind.HandlingOpinion, "已收到", "漏水", [new(Part.Plain, Policy.Default.StandingLine.Text)], [], [], Outlet, "全体", ReleaseText.StandingLine, false, []);
        var r = (await releases.Submit(test.By(Role.Clerk), id, text, null, Ct)).Value;
        (await releases.Withdraw(test.By(Role.SectionOfficer), r.Id, r.Current.Hash, "无人能签", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        var back = (await releases.Withdraw(test.By(Role.Clerk), r.Id, r.Current.Hash, "无人能签", Ct)).Value;
        back.Withdrawn!.Reason.ShouldBe("无人能签");
        (await releases.Of(test.Office, id, Ct)).ShouldHaveSingleItem().Current.Text.Plain.ShouldBe(r.Current.Text.Plain);
        Releases.Bytes((await releases.Replay(test.Office, r.Id, Ct))!).ShouldBe(Releases.Bytes((await releases.Find(test.Office, r.Id, Ct))!));
        (await test.Ledger.Read(test.Office, r.Id.Subject, 0, Ct).Select(e => e.Act).ToListAsync(Ct)).ShouldBe(["releases.submit", "releases.withdraw.refused", "releases.withdraw"]);
        (await cases.Find(test.Office, id, Ct))!.Answers.ShouldBeEmpty();
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }
}
