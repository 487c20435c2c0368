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

public sealed class OffScreenTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 1, 2, 3];
    private static readonly Actor Leader = By(Role.PrincipalLeader);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static ReleaseText Text(string body = "三盏路灯已修好。") => new(
        AnswerKind.Result, "关于路灯的答复", "路灯为何不亮", [new(Part.Facts, body, 1)], [new(1, 0), new(2, 0)], [], Outlet, "全体", ReleaseText.AssessmentLine, true, []);

    private static string Outlet => Policy.Default.Outlets.First(o => o.Kind == OutletKind.Site).Id;

    private static GateView View(Case c) => new(c, Policy.Default, false, "");

    private static Release Apply(Release? r, Outcome<ReleaseEntry[]> decided, Actor by, DateTimeOffset at)
    {
        decided.Refusal.ShouldBeNull();
        foreach (var e in decided.Value) r = Release.Apply(r, e, new Stamp(1, at, by.Person, by.Name));
        return r!;
    }

    private static (CaseWalk Walk, Release Release) Drafted(Grade grade = Grade.Ordinary, bool reviewed = true)
    {
        var walk = Completed();
        if (grade != Grade.Ordinary) walk.Graded(grade);
        var drafter = By(Role.SectionOfficer);
        var r = Apply(null, Approving.Submit(null, new("r"), Text(), View(walk.Case), drafter), drafter, walk.Now);
        if (reviewed) r = Apply(r, Approving.Sign(r, ApprovalSteps.SecrecyReview, r.Current.Hash, "可", View(walk.Case), By(Role.SecrecyReviewer)), By(Role.SecrecyReviewer), walk.Now);
        walk.After(TimeSpan.FromMinutes(10));
        return (walk, r);
    }

    private static Outcome<ReleaseEntry[]> Paper(CaseWalk walk, Release r, string code, Actor approver, Actor by, string scan = "scan", string step = ApprovalSteps.PrincipalLeader) =>
        OffScreen.Paper(r, step, code, "同意", approver, walk.Now, scan, View(walk.Case), by, walk.Now);

    private static Outcome<ReleaseEntry[]> Oral(CaseWalk walk, Release r, Actor approver, Actor by, string step = ApprovalSteps.PrincipalLeader) =>
        OffScreen.Oral(r, step, r.Current.Code, "同意", approver, walk.Now, "电话", View(walk.Case), by, walk.Now);

    [Fact, Clause("R34")]
    public void An_edit_makes_a_new_code_and_voids_the_old_sheet()
    {
        var (walk, r) = Drafted();
        var old = r.Current.Code;
        Paper(walk, r, old.ToLowerInvariant().Insert(4, "-"), Leader, By(Role.Clerk)).Ok.ShouldBeTrue();
        r = Apply(r, Approving.Submit(r, new("r"), Text("三盏路灯均已修好。"), View(walk.Case), By(Role.SectionOfficer)), By(Role.SectionOfficer), walk.Now);
        r = Apply(r, Approving.Sign(r, ApprovalSteps.SecrecyReview, r.Current.Hash, "可", View(walk.Case), By(Role.SecrecyReviewer)), By(Role.SecrecyReviewer), walk.Now);
        r.Current.Code.ShouldNotBe(old);
        r.Current.Code.Length.ShouldBe(8);
        Paper(walk, r, old, Leader, By(Role.Clerk)).Refusal!.Code.ShouldBe("paper.code");
        Paper(walk, r, r.Current.Code, Leader, By(Role.Clerk)).Ok.ShouldBeTrue();
    }

    [Fact, Clause("R34"), Clause("R62"), Clause("R65")]
    public void A_sheet_is_taken_in_with_its_scan_by_another_than_the_drafter_from_one_whose_post_fits_after_the_secrecy_review()
    {
        var (walk, r) = Drafted();
        var code = r.Current.Code;
        Paper(walk, r, code, Leader, By(Role.SectionOfficer)).Refusal!.Code.ShouldBe("record.own");
        Paper(walk, r, code, By(Role.SectionHead), By(Role.Clerk)).Refusal!.Code.ShouldBe("not-your-post");
        Paper(walk, r, code, Leader, By(Role.AuditAdministrator)).Refusal!.Code.ShouldBe("not-your-post");
        Paper(walk, r, code, Leader, By(Role.Clerk), scan: "").Refusal!.Clause.ShouldBe("R34");
        var (before, unreviewed) = Drafted(reviewed: false);
        Paper(before, unreviewed, unreviewed.Current.Code, Leader, By(Role.Clerk)).Refusal!.Clause.ShouldBe("R62");
    }

    [Fact, Clause("R34")]
    public void A_word_is_recorded_by_another_than_the_drafter_and_confirmed_in_writing_by_the_end_of_the_next_working_day()
    {
        var (walk, r) = Drafted();
        Oral(walk, r, Leader, By(Role.SectionOfficer)).Refusal!.Code.ShouldBe("record.own");
        Oral(walk, r, Leader, Leader).Refusal!.Code.ShouldBe("not-your-post");
        Oral(walk, r, By(Role.Clerk), By(Role.DutyOfficer), ApprovalSteps.OfficeCheck).Refusal!.Code.ShouldBe("oral.step");
        r = Apply(r, Oral(walk, r, Leader, By(Role.DutyOfficer)), By(Role.DutyOfficer), walk.Now);
        r.Valid.Single(s => s.Step == ApprovalSteps.PrincipalLeader).By.ShouldBe(Leader.Person);
        walk.Do(By(Role.DutyOfficer), (c, d) => Answering.Spoken(c, d, "r", ApprovalSteps.PrincipalLeader, "签发", Leader.Name, walk.Now));
        walk.Open("R34:confirm").Single().DueAt.ShouldBe(new DateTimeOffset(2026, 3, 3, 16, 0, 0, TimeSpan.Zero));
        OffScreen.Confirm(r, ApprovalSteps.PrincipalLeader, r.Current.Hash, "", "", By(Role.DutyOfficer)).Refusal!.Clause.ShouldBe("R34");
        OffScreen.Confirm(r, ApprovalSteps.PrincipalLeader, r.Current.Hash, "ABCD1234", "scan", By(Role.DutyOfficer)).Refusal!.Code.ShouldBe("paper.code");
        OffScreen.Confirm(r, ApprovalSteps.PrincipalLeader, r.Current.Hash, r.Current.Code, "scan", By(Role.SectionOfficer)).Refusal!.Code.ShouldBe("record.own");
        r = Apply(r, OffScreen.Confirm(r, ApprovalSteps.PrincipalLeader, r.Current.Hash, "", "", Leader), Leader, walk.Now);
        r.Signatures[^1].ConfirmedAt.ShouldBe(walk.Now);
        walk.Do(Leader, (c, d) => Answering.Written(c, d, "r", ApprovalSteps.PrincipalLeader, "补签")).Open("R34:confirm").ShouldBeEmpty();
    }

    [Fact, Clause("R27"), Clause("R34"), Clause("R62")]
    public void A_body_outside_is_asked_after_the_secrecy_review_urged_at_half_its_time_and_its_silence_is_no_consent()
    {
        var (walk, r) = Drafted(Grade.Major);
        Outcome<ReleaseEntry[]> Ask(Release x, string body = "city-office") =>
            OffScreen.Request(x, body, x.Current.Hash, ReportMode.Fax, walk.Now, "值班员", "1", "doc", walk.Now.AddHours(8), View(walk.Case), By(Role.Clerk), walk.Now);
        Outcome<ReleaseEntry[]> Decide(Release x, bool yes, Actor by, string text = "") =>
            OffScreen.Decide(x, "city-office", x.Current.Hash, yes, text, "某处长", walk.Now, "函〔2026〕1号", View(walk.Case), by, walk.Now);
        var (_, unreviewed) = Drafted(Grade.Major, reviewed: false);
        Ask(unreviewed).Refusal!.Clause.ShouldBe("R62");
        Ask(r, "police").Refusal!.Code.ShouldBe("not-found");
        Decide(r, true, By(Role.Clerk)).Refusal!.Code.ShouldBe("outside.no-request");
        r = Apply(r, Ask(r), By(Role.Clerk), walk.Now);
        walk.Do(By(Role.Clerk), (c, d) => Answering.Requested(c, d, "city-office", walk.Now));
        var duty = walk.Open("R34:outside").Single();
        var clock = new Deciding(Actor.Clock(TestOffice.Id), duty.From + (duty.DueAt!.Value - duty.From) * 0.49, CaseWalk.Rules);
        DutyClock.Notices(walk.Case, clock, []).Value.OfType<DutyNoticed>().ShouldNotContain(n => n.Duty == duty.Number);
        clock = clock with { Now = duty.From + (duty.DueAt.Value - duty.From) * 0.5 };
        DutyClock.Notices(walk.Case, clock, []).Value.OfType<DutyNoticed>().Single(n => n.Duty == duty.Number).Level.ShouldBe(NoticeLevel.Near);
        walk.Now = duty.DueAt.Value.AddDays(3);
        r.OutsideApprovals.ShouldBeEmpty();
        Decide(r, true, By(Role.SectionOfficer)).Refusal!.Code.ShouldBe("not-your-post");
        Decide(r, false, By(Role.Clerk)).Refusal!.Clause.ShouldBe("R34");
        Apply(r, Decide(r, false, By(Role.Clerk), "再核"), By(Role.Clerk), walk.Now).Returned!.Reason.ShouldBe("再核");
        Apply(r, Decide(r, true, By(Role.Clerk)), By(Role.Clerk), walk.Now).OutsideApprovals.Single().Hash.ShouldBe(r.Current.Hash);
    }

    [Fact, Clause("R27"), Clause("R34")]
    public void A_body_of_this_installation_decides_itself_on_exactly_the_version_it_was_asked_about()
    {
        var (walk, r) = Drafted(Grade.Major);
        var item = new IncomingId("i");
        var asked = OffScreen.Request(r, "city-office", r.Current.Hash, ReportMode.System, walk.Now, "", "", "doc", walk.Now.AddHours(8), View(walk.Case), By(Role.Clerk), walk.Now);
        r = Apply(r, asked.Value.Select(e => e is OutsideRequested o ? o with { Item = item } : e).ToArray(), By(Role.Clerk), walk.Now);
        Outcome<ReleaseEntry[]> Decided(Release x, string hash, bool yes = true, IncomingId? of = null) => OffScreen.DecideHere(x, of ?? item, hash, yes, "再核", "某办 某人", "来件", View(walk.Case), walk.Now);
        OffScreen.Decide(r, "city-office", r.Current.Hash, true, "", "某处长", walk.Now, "函〔2026〕1号", View(walk.Case), By(Role.Clerk), walk.Now).Refusal!.Code.ShouldBe("outside.here");
        Decided(r, r.Current.Hash, of: new("another")).Refusal!.Code.ShouldBe("outside.no-request");
        Decided(r, new string('0', 64)).Refusal!.Code.ShouldBe("release.changed");
        var approved = Apply(r, Decided(r, r.Current.Hash), By(Role.Clerk), walk.Now);
        approved.OutsideApprovals.Single().ShouldBe(new("city-office", r.Current.Hash, walk.Now, "某办 某人，来件"));
        Decided(approved, r.Current.Hash).Refusal!.Code.ShouldBe("outside.decided");
        Apply(r, Decided(r, r.Current.Hash, yes: false), By(Role.Clerk), walk.Now).Returned!.Reason.ShouldBe("再核");
        // A word is changed: the request lies there for a text that is no longer going round.
        var old = r.Current.Hash;
        r = Apply(r, Approving.Submit(r, new("r"), Text("三盏路灯均已修好。"), View(walk.Case), By(Role.SectionOfficer)), By(Role.SectionOfficer), walk.Now);
        Decided(r, old).Refusal!.Code.ShouldBe("release.changed");
        Decided(r, r.Current.Hash).Refusal!.Code.ShouldBe("outside.no-request");
    }

    [Fact, Clause("R34")]
    public void The_minutes_from_awareness_to_approval_to_publication_are_figures_of_the_times()
    {
        var (walk, r) = Drafted();
        RequiredStep[] steps = [new(ApprovalSteps.SecrecyReview, "", [], null), new(ApprovalSteps.PrincipalLeader, "", [], null)];
        r.Minutes(walk.Case.DiscoveredAt, steps, []).ShouldBe(new(null, null, null));
        r = Apply(r, Oral(walk, r, Leader, By(Role.DutyOfficer)), By(Role.DutyOfficer), walk.Now);
        r = Release.Apply(r, new ReleasePublished(r.Current.Hash, Outlet, "/a"), new Stamp(9, walk.Now.AddMinutes(7), new("spokesperson"), "任声"));
        r.Minutes(walk.Case.DiscoveredAt, steps, []).ShouldBe(new(10, 7, 17));
        r.Minutes(walk.Case.DiscoveredAt, steps, ["city-office"]).ShouldBe(new(null, null, 17));
    }

    [Theory, BothEngines, Clause("R34"), Clause("R28")]
    public async Task Paper_word_and_outside_approval_are_kept_with_their_documents_and_replay_from_the_ledger(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddSingleton<PolicyVersions>().AddSingleton<People>().AddSingleton<Blobs>()
            .AddSingleton<ReadTopic>((_, _, _) => Task.FromResult<TopicFacts?>(null)).AddHandle().AddRespond());
        var (cases, releases, major, blobs) = (test.Get<Cases>(), test.Get<Releases>(), test.Get<MajorEvents>(), test.Get<Blobs>());
        var clerk = test.By(Role.Clerk);
        var id = (await cases.Open(clerk, new OpenCase("某楼漏水", new Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value.Id;
        (await major.SetGrade(test.By(Role.PrincipalLeader), id, Grade.Major, "影响大", Ct)).Ok.ShouldBeTrue();
        var body = MajorWalk.Bodies[0].Id;
        (await major.Send(clerk, id, new UpSending(0, body, ReportMode.Telephone, test.Time.GetUtcNow(), "值班员", "0400-1", "已记录"), Ct)).Ok.ShouldBeTrue();
        var c = (await major.Issue(clerk, id, new UpText(), Ct)).Value;
        (await major.Send(clerk, id, new UpSending(1, body, ReportMode.Fax, test.Time.GetUtcNow()), Ct)).Ok.ShouldBeTrue();
        (await major.Unsent(clerk, id, 1, Ct)).Count.ShouldBe(3);
        var plan = (await test.Get<Plans>().Keep(clerk, null, "防汛预案", "一、值守。", Ct)).Value;
        (await test.Get<Plans>().Keep(clerk, plan.Id, "防汛预案", "二、值守。", Ct)).Value.Version.ShouldBe(2);
        (await major.ActivatePlan(clerk, id, plan.Id, Ct)).Value.Plans.Single().What.Text.ShouldBe("二、值守。");
        (await major.FormGroup(clerk, id, new("leader"), [new(new("nobody"), "无")], Ct)).Refusal!.Code.ShouldBe("not-found");
        (await major.FormGroup(clerk, id, new("leader"), [new(new("clerk"), "报送")], Ct)).Ok.ShouldBeTrue();
        // An answer in the standing line needs no assessment and no outside body, but its check may come on paper.
        (await releases.ApproveStanding(test.By(Role.PrincipalLeader), Role.PrincipalLeader, Ct)).Ok.ShouldBeTrue();
        (await releases.ApproveStanding(test.By(Role.PartySecretary), Role.PartySecretary, Ct)).Ok.ShouldBeTrue();
        var text = new ReleaseText(AnswerKind.HandlingOpinion, "已收到", "漏水", [new(Part.Plain, Policy.Default.StandingLine.Text)], [], [], Outlet, "全体", ReleaseText.StandingLine, false, []);
        var r = (await releases.Submit(test.By(Role.SectionOfficer), id, text, null, Ct)).Value;
        r = (await releases.Print(test.By(Role.SectionOfficer), r.Id, r.Current.Hash, Ct)).Value;
        (await blobs.Read(test.Office, r.Sheets.Single().DocumentHash, Ct))!.Type.ShouldBe(CaseDocuments.Docx);
        test.Time.Advance(TimeSpan.FromMinutes(3));
        var duty = test.By(Role.DutyOfficer);
        (await releases.Paper(duty, r.Id, ApprovalSteps.OfficeCheck, r.Current.Code, "可", new("clerk"), test.Time.GetUtcNow(), new byte[] { 1, 2 }, Ct)).Refusal!.Clause.ShouldBe("R34");
        r = (await releases.Paper(duty, r.Id, ApprovalSteps.OfficeCheck, r.Current.Code, "可", new("clerk"), test.Time.GetUtcNow(), Png, Ct)).Value;
        (await blobs.Read(test.Office, r.Signatures.Single().Evidence!, Ct))!.Bytes.ShouldBe(Png);
        (await releases.Publish(test.By(Role.Spokesperson), r.Id, r.Current.Hash, Outlet, null, null, Ct)).Ok.ShouldBeTrue();
        foreach (var hash in CaseDocuments.Of((await cases.Find(test.Office, id, Ct))!).Select(d => d.Hash)) (await blobs.Read(test.Office, hash, Ct)).ShouldNotBeNull();
        CaseDocuments.Of((await cases.Find(test.Office, id, Ct))!).Count.ShouldBe(3);
        Cases.Bytes((await cases.Replay(test.Office, id, Ct))!).ShouldBe(Cases.Bytes((await cases.Find(test.Office, id, Ct))!));
        Releases.Bytes((await releases.Replay(test.Office, r.Id, Ct))!).ShouldBe(Releases.Bytes((await releases.Find(test.Office, r.Id, Ct))!));
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
        test.Time.Advance(TimeSpan.FromHours(3));
        (await major.LateLedger(test.Office, Ct)).ShouldContain(l => l.Duty.Rule == "R28:written:" + body && l.Reason == null);
    }
}
