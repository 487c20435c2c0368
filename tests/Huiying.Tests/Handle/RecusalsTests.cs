using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;

namespace Huiying.Tests.Handle;

/// <summary>Whoever an event accuses keeps out of it, on the faces. The pages are in RecusalPagesTests.</summary>
public sealed class RecusalsTests
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7 决定"u8];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal static Task<TestStore> Create(Engine engine) => SignsTests.Create(engine);

    private static async Task<CaseId> Opened(TestStore test, Accused? accused = null) => (await test.Get<Cases>().Open(
        test.By(Role.Clerk), new("反映工作人员收受礼品", new Huiying.Handle.Intake(IntakeChannel.Visit, false, test.Time.GetUtcNow()), null, test.Time.GetUtcNow(), accused), Ct)).Value.Id;

    internal static async Task<CaseId> Naming(TestStore test, string person)
    {
        var id = await Opened(test);
        (await test.Get<Recusals>().Name(test.By(Role.Clerk), id, new(person), null, "登记时收受礼品", "反映的是个人收礼，不是单位办事慢", Ct)).Refusal.ShouldBeNull();
        return id;
    }

    internal static SuperiorWord Word(TestStore test, ReportMode mode = ReportMode.Paper) => new(mode, test.Time.GetUtcNow(), "值班领导", "批 12 号", mode == ReportMode.Telephone ? default : Pdf, mode == ReportMode.Telephone ? "" : "application/pdf");

    private static Huiying.Handle.Assessment Assessment(TestStore test, string lead = "leader", SectionId? handling = null, SectionId? helper = null) => new(
        Huiying.Documents.AssessmentMode.Meeting, test.Time.GetUtcNow(), "研判", ["江平"], [], "同意", Grade.Ordinary, "影响面小", new("作风", "小", "无", "平稳", "无"), Category.Inquiry, "反映问题",
        new(lead), handling ?? TestOffice.Business, TestOffice.Business, [helper ?? TestOffice.General], ["查清事实"], "查清并答复", "报上级", "正在核查");

    private static async Task Received(TestStore test, CaseId id)
    {
        var cases = test.Get<Cases>();
        (await cases.Raise(test.By(Role.Clerk), id, ClaimKind.Doubt, "是否收受礼品", Ct)).Refusal.ShouldBeNull();
        (await cases.Verify(test.By(Role.DutyOfficer), id, 1, Finding.Unclear, "正在核查", "谈话记录", null, Ct)).Refusal.ShouldBeNull();
        (await cases.Submit(test.By(Role.Clerk), id, Ct)).Refusal.ShouldBeNull();
        (await cases.Receive(test.By(Role.PrincipalLeader), id, Recipient.PrincipalLeader, Ct)).Refusal.ShouldBeNull();
        (await cases.Receive(test.By(Role.PartySecretary), id, Recipient.PartyGroup, Ct)).Refusal.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("S09")]
    public async Task Naming_needs_the_alleged_conduct_and_why_it_is_no_criticism_of_the_office(Engine engine)
    {
        await using var test = await Create(engine);
        var (recusals, id) = (test.Get<Recusals>(), await Opened(test));
        (await recusals.Name(test.By(Role.Clerk), id, new("head"), null, "收受礼品", " ", Ct)).Refusal!.Clause.ShouldBe("S09");
        (await recusals.Name(test.By(Role.Clerk), id, new("head"), null, "", "个人行为", Ct)).Refusal!.Clause.ShouldBe("S09");
        (await recusals.Name(test.By(Role.Clerk), id, null, null, "办事慢", "单位办事慢", Ct)).Refusal!.Code.ShouldBe("invalid", "nobody is named by criticism of the office");
        (await recusals.Name(test.By(Role.Clerk), id, new("stranger"), null, "收受礼品", "个人行为", Ct)).Refusal!.Code.ShouldBe("invalid");
        (await recusals.Name(test.By(Role.SystemAdministrator), id, new("head"), null, "收受礼品", "个人行为", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        var named = (await recusals.Name(test.By(Role.Clerk), id, new("head"), null, "收受礼品", "个人行为", Ct)).Value.Namings.ShouldHaveSingleItem();
        named.What.ShouldBe(new PersonNamed(1, new("head"), null, "收受礼品", "个人行为", First: false));
        (await recusals.Name(test.By(Role.Clerk), id, new("head"), null, "收受礼品", "个人行为", Ct)).Refusal!.Code.ShouldBe("naming.twice");
        var state = (await test.Get<Cases>().Find(test.Office, id, Ct))!;
        Cases.Bytes((await test.Get<Cases>().Replay(test.Office, id, Ct))!).ShouldBe(Cases.Bytes(state));
    }

    [Theory, BothEngines, Clause("S09")]
    public async Task Whoever_is_named_can_neither_read_nor_do_anything_of_it_and_nobody_can_put_them_to_work_on_it(Engine engine)
    {
        await using var test = await Create(engine);
        var (cases, id) = (test.Get<Cases>(), await Naming(test, "head"));
        var head = test.By(Role.SectionHead, TestOffice.Business);
        (await cases.Find(head, id, Ct)).ShouldBeNull();
        (await cases.List(head, closedToo: true, Ct)).ShouldBeEmpty();
        (await cases.Find(test.By(Role.SectionOfficer), id, Ct)).ShouldNotBeNull("the section is not accused");
        foreach (var act in new Func<Actor, Task<Refusal?>>[]
        {
            async a => (await cases.Raise(a, id, ClaimKind.Doubt, "问", Ct)).Refusal,
            async a => (await cases.Brief(a, id, Ct)).Refusal,
            async a => (await cases.Submit(a, id, Ct)).Refusal,
            async a => (await test.Get<MajorEvents>().Stopped(a, id, "", "有人阻止", Ct)).Refusal,
            async a => (await test.Get<Papers>().Begin(a, id, new("概况"), Ct)).Refusal,
            async a => (await test.Get<Recusals>().Lift(a, id, 1, "没有此事", null, Ct)).Refusal,
        }) (await act(head with { Posts = [.. head.Posts, new(Role.Clerk), new(Role.PartyMember)] }))!.Code.ShouldBe("not-found");
        await Received(test, id);
        (await cases.RecordAssessment(test.By(Role.Clerk), id, Assessment(test, lead: "head"), Ct)).Refusal!.Code.ShouldBe("naming.person");
        (await cases.RecordAssessment(test.By(Role.Clerk), id, Assessment(test), Ct)).Refusal.ShouldBeNull();
        (await cases.ConfirmAssessment(test.By(Role.PartySecretary), id, Ct)).Refusal.ShouldBeNull();

        // The section works on with the Party group's delegate in its head's place.
        var officer = test.By(Role.SectionOfficer);
        (await cases.Sign(officer, id, Ct)).Refusal!.Code.ShouldBe("section.other");
        var recusals = test.Get<Recusals>();
        (await recusals.Succeed(test.By(Role.Clerk), id, new("head"), new("general-head"), "党组纪要 3 号", null, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await recusals.Succeed(test.By(Role.PartySecretary), id, new("head"), new("head"), "党组纪要 3 号", null, Ct)).Refusal!.Code.ShouldBe("naming.successor-named");
        (await recusals.Succeed(test.By(Role.PartySecretary), id, new("head"), new("secretary"), "党组纪要 3 号", null, Ct)).Refusal!.Code.ShouldBe("naming.self");
        (await recusals.Succeed(test.By(Role.Clerk), id, new("head"), new("general-head"), "批 12 号", Word(test), Ct)).Refusal!.Code.ShouldBe("naming.group-first");
        var state = (await recusals.Succeed(test.By(Role.PartySecretary), id, new("head"), new("general-head"), "党组纪要 3 号", null, Ct)).Value;
        state.Duties.ShouldNotContain(d => d.Open && d.Rule.StartsWith("S09:", StringComparison.Ordinal));
        var delegated = test.By(Role.SectionHead, TestOffice.General);
        (await cases.Sign(delegated, id, Ct)).Refusal.ShouldBeNull();
        (await cases.SetMeasure(officer, id, "退回礼品", new("head"), test.Time.GetUtcNow().AddDays(1), Ct)).Refusal!.Code.ShouldBe("naming.person");
        state = (await cases.SetMeasure(officer, id, "退回礼品", new("officer"), test.Time.GetUtcNow().AddDays(1), Ct)).Value;
        state.Acting(delegated).InPlaceOf(Role.SectionHead).ShouldBeNull("a head of the other section too");
        state.Acting(delegated).Posts.ShouldContain(p => p.Role == Role.SectionHead && p.Section == TestOffice.Business && p.DeputyOf == new PersonId("head"));
    }

    [Theory, BothEngines, Clause("S09")]
    public async Task A_notice_never_goes_to_whoever_is_named(Engine engine)
    {
        await using var test = await Create(engine);
        var id = await Naming(test, "leader");
        test.Time.Advance(TimeSpan.FromDays(3));
        await test.Get<DutyClock>().Tell(test.Office, id, Ct);
        var told = (await test.Get<Cases>().Find(test.Office, id, Ct))!.Duties.SelectMany(d => d.Notices).SelectMany(n => n.To).ToList();
        told.ShouldContain(new PersonId("principal"));
        told.ShouldNotContain(new PersonId("leader"));
    }

    [Theory, BothEngines, Clause("S09"), Clause("R43")]
    public async Task With_a_first_responsible_person_named_the_superior_decides_by_word_with_receipt(Engine engine)
    {
        await using var test = await Create(engine);
        var (recusals, major, id) = (test.Get<Recusals>(), test.Get<MajorEvents>(), await Naming(test, "principal"));
        var state = (await test.Get<Cases>().Find(test.Office, id, Ct))!;
        state.FirstNamed.ShouldBeTrue();
        (await major.NotToReport(test.By(Role.PartySecretary), id, "影响小", Ct)).Refusal!.Code.ShouldBe("naming.to-superior", "the other first responsible person does not decide either");
        (await recusals.Rule(test.By(Role.SupervisingLeader), id, SuperiorMatter.NotToReport, true, "同意", Word(test), Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await recusals.Rule(test.By(Role.Clerk), id, SuperiorMatter.NotToReport, true, "同意", Word(test) with { Scan = default }, Ct)).Refusal!.Code.ShouldBe("invalid", "paper without its scan");
        (await recusals.Rule(test.By(Role.Clerk), id, SuperiorMatter.NotToReport, true, "同意", Word(test) with { Number = "" }, Ct)).Refusal!.Code.ShouldBe("invalid");
        (await recusals.Rule(test.By(Role.Clerk), id, SuperiorMatter.NotToReport, true, "同意", Word(test) with { At = test.Time.GetUtcNow().AddHours(1) }, Ct)).Refusal!.Code.ShouldBe("invalid");
        (await recusals.Rule(test.By(Role.Clerk), id, SuperiorMatter.NotToReport, false, "应当上报", Word(test, ReportMode.Telephone), Ct)).Value.NotToReport.ShouldBeNull();
        state = (await recusals.Rule(test.By(Role.Clerk), id, SuperiorMatter.NotToReport, true, "可不上报", Word(test), Ct)).Value;
        state.NotToReport!.What.Reason.ShouldContain("可不上报");
        state.Rulings.Count.ShouldBe(2);

        // Raising stays anyone's; lowering is the superior's.
        (await major.SetGrade(test.By(Role.SupervisingLeader), id, Grade.Major, "传播很广", Ct)).Refusal.ShouldBeNull();
        (await major.SetGrade(test.By(Role.PartySecretary), id, Grade.Ordinary, "已平息", Ct)).Refusal!.Code.ShouldBe("naming.to-superior");
        (await recusals.Rule(test.By(Role.Clerk), id, SuperiorMatter.LowerGrade, true, "可降级", Word(test), Ct)).Refusal.ShouldBeNull();
        (await major.SetGrade(test.By(Role.PartySecretary), id, Grade.Ordinary, "已平息", Ct)).Refusal.ShouldBeNull();

        // Only the superior lifts it.
        (await recusals.Lift(test.By(Role.PartySecretary), id, 1, "查无此事", null, Ct)).Refusal!.Code.ShouldBe("naming.superior");
        (await recusals.Lift(test.By(Role.Clerk), id, 1, "查无此事", Word(test), Ct)).Refusal!.Code.ShouldBe("naming.own");
        (await recusals.Lift(test.By(Role.PartySecretary), id, 1, "查无此事", Word(test), Ct)).Value.FirstNamed.ShouldBeFalse();
        (await test.Get<Cases>().Find(test.By(Role.PrincipalLeader), id, Ct)).ShouldNotBeNull();
    }

    [Theory, BothEngines, Clause("S09")]
    public async Task With_nobody_left_in_the_Party_group_the_superior_names_the_successor(Engine engine)
    {
        await using var test = await Create(engine);
        var (recusals, id) = (test.Get<Recusals>(), await Naming(test, "secretary"));
        (await recusals.Succeed(test.By(Role.Clerk), id, new("secretary"), new("leader"), "批 12 号", Word(test), Ct)).Refusal!.Code.ShouldBe("naming.group-first");
        (await recusals.Name(test.By(Role.Clerk), id, new("member"), null, "一同收受礼品", "个人行为", Ct)).Refusal.ShouldBeNull();
        (await recusals.Succeed(test.By(Role.Clerk), id, new("secretary"), new("leader"), "批 12 号", Word(test) with { Scan = default }, Ct)).Refusal!.Code.ShouldBe("invalid");
        var state = (await recusals.Succeed(test.By(Role.Clerk), id, new("secretary"), new("leader"), "批 12 号", Word(test), Ct)).Value;
        var given = state.Successors.ShouldHaveSingleItem().What;
        given.Body.ShouldNotBeNull();
        given.Ruling!.ScanHash.Length.ShouldBe(64);
        state.Acting(test.By(Role.SupervisingLeader)).Is(Role.PartySecretary).ShouldBeTrue();
        state.Acting(test.By(Role.Clerk)).Is(Role.PartySecretary).ShouldBeFalse();
    }

    [Theory, BothEngines, Clause("S16")]
    public async Task An_accused_section_never_gets_the_matter_and_none_of_its_people_see_it(Engine engine)
    {
        await using var test = await Create(engine);
        var cases = test.Get<Cases>();
        var id = await Opened(test, new(null, TestOffice.Business, "登记时故意刁难", "举报该科室多次刁难，不是批评单位的制度"));
        foreach (var role in new[] { Role.SectionHead, Role.SectionOfficer })
        {
            (await cases.Find(test.By(role, TestOffice.Business), id, Ct)).ShouldBeNull();
            (await cases.Find(test.By(role, TestOffice.General), id, Ct)).ShouldNotBeNull();
        }
        await Received(test, id);
        (await cases.RecordAssessment(test.By(Role.Clerk), id, Assessment(test), Ct)).Refusal!.Code.ShouldBe("naming.section");
        (await cases.RecordAssessment(test.By(Role.Clerk), id, Assessment(test, handling: TestOffice.General, helper: TestOffice.Business), Ct)).Refusal!.Clause.ShouldBe("S16");

        // Named after it was handed over: the matter is taken back, and that is no return by the section.
        var other = await Opened(test);
        await Received(test, other);
        (await cases.RecordAssessment(test.By(Role.Clerk), other, Assessment(test), Ct)).Refusal.ShouldBeNull();
        (await cases.ConfirmAssessment(test.By(Role.PartySecretary), other, Ct)).Refusal.ShouldBeNull();
        var state = (await test.Get<Recusals>().Name(test.By(Role.Clerk), other, null, TestOffice.Business, "登记时故意刁难", "举报该科室", Ct)).Value;
        state.Assigned.ShouldBeNull();
        state.Duties.ShouldNotContain(d => d.Open && d.Rule == "R08:sign");
        (await cases.Assign(test.By(Role.Clerk), other, TestOffice.Business, "再办", Ct)).Refusal!.Code.ShouldBe("naming.section");
        (await cases.Assign(test.By(Role.Clerk), other, TestOffice.General, "查清", Ct)).Refusal.ShouldBeNull();
        (await cases.Return(test.By(Role.SectionHead, TestOffice.General), other, "不属本科室", Ct)).Refusal.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("S16"), Clause("S09")]
    public async Task A_merge_keeps_the_surviving_event_from_whom_the_merged_one_accuses(Engine engine)
    {
        await using var test = await Create(engine);
        var (cases, from, into) = (test.Get<Cases>(), await Naming(test, "head"), await Opened(test));
        (await cases.Merge(test.By(Role.Clerk), from, into, "同一件事", Ct)).Refusal.ShouldBeNull();
        (await cases.Find(test.By(Role.SectionHead), into, Ct)).ShouldBeNull();
        Cases.Bytes((await cases.Replay(test.Office, into, Ct))!).ShouldBe(Cases.Bytes((await cases.Find(test.Office, into, Ct))!));
    }

    [Theory, BothEngines, Clause("S09"), Clause("S12")]
    public async Task Figures_and_the_ledger_show_the_named_nothing_of_it_but_no_figure_gets_smaller(Engine engine)
    {
        await using var test = await Create(engine);
        var id = await Naming(test, "leader");
        var (from, until) = (test.Time.GetUtcNow().AddDays(-1), test.Time.GetUtcNow().AddDays(9));
        async Task<StatisticsFigure> Opened(Actor actor) => (await test.Get<Statistics>().Of(actor, from, until, Ct)).Value[0].Figures[0];
        var (theirs, all) = (await Opened(test.By(Role.SupervisingLeader)), await Opened(test.By(Role.PrincipalLeader)));
        theirs.Value.ShouldBe(all.Value);
        theirs.Of.ShouldBeEmpty();
        all.Of.ShouldHaveSingleItem();
        async Task<int> Entries(Actor actor) => await test.Get<LedgerReading>().Read(actor, ct: Ct).CountAsync(e => e.Subject == id.Subject, Ct);
        (await Entries(test.By(Role.PrincipalLeader))).ShouldBeGreaterThan(3);
        (await Entries(test.By(Role.SupervisingLeader))).ShouldBe(0);
        var day = new DateOnly(2026, 3, 2);
        (await test.Get<Sheets>().Take(test.By(Role.SupervisingLeader), "events", "csv", day, day, Ct)).Value.Rows.ShouldBeEmpty();
        (await test.Get<Sheets>().Take(test.By(Role.PrincipalLeader), "events", "csv", day, day, Ct)).Value.Rows.ShouldHaveSingleItem();
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("S09"), Clause("S16"), Clause("R08")]
    public async Task No_order_hands_the_matter_or_a_say_in_it_to_whom_it_accuses(Engine engine)
    {
        await using var test = await Create(engine);
        var (orders, id) = (test.Get<Orders>(), await Naming(test, "leader"));
        (await test.Get<Recusals>().Name(test.By(Role.Clerk), id, null, TestOffice.Business, "登记时故意刁难", "举报该科室", Ct)).Refusal.ShouldBeNull();
        var (clerk, now, due) = (test.By(Role.Clerk), test.Time.GetUtcNow(), test.Time.GetUtcNow().AddDays(1));
        // 批示: in the name of the named leader, or carried out by the accused section.
        (await orders.Instruct(clerk, id, "高岭副主任", "查清", now, due, null, null, Ct)).Refusal!.Code.ShouldBe("naming.person");
        (await orders.Instruct(test.By(Role.PrincipalLeader), id, "", "查清", now, due, null, TestOffice.Business, Ct)).Refusal!.Code.ShouldBe("naming.section");
        // 转办 and 催办: typed by name.
        (await orders.PassOn(clerk, id, null, "业务科", "属其职责", now, "书面", Ct)).Refusal!.Code.ShouldBe("naming.section");
        var duty = (await test.Get<Cases>().Find(test.Office, id, Ct))!.Duties.First(d => d.Open && !d.Late(now)).Number;
        (await orders.Urge(clerk, id, duty, "业务科", "电话", Ct)).Refusal!.Code.ShouldBe("naming.section");
        (await orders.Urge(clerk, id, duty, "高岭", "电话", Ct)).Refusal!.Code.ShouldBe("naming.person");
        // The same acts reach everybody else.
        (await orders.Instruct(test.By(Role.PrincipalLeader), id, "", "查清", now, due, null, TestOffice.General, Ct)).Refusal.ShouldBeNull();
        (await orders.PassOn(clerk, id, null, "县水务局", "属其职责", now, "书面", Ct)).Refusal.ShouldBeNull();
        (await orders.Urge(clerk, id, duty, "综合科", "电话", Ct)).Refusal.ShouldBeNull();
        (await orders.Interview(test.By(Role.Spokesperson), id, InterviewKind.Interview, now, new("leader"), "县报", "", [new("问", "答")], Ct)).Refusal.ShouldNotBeNull();
    }

    [Fact, Clause("S16"), Clause("R08")]
    public void What_an_accused_section_was_asked_to_answer_is_taken_back_and_no_slip_or_help_reaches_it()
    {
        var walk = CaseWalk.Signed().After(TimeSpan.FromDays(9));
        walk.Do(TestOffice.Actor(Role.SupervisionOfficer), (c, d) => Ordering.Supervise(c, d, "督办〔2026〕1号", "说明", "paper"));
        walk.Case.Duties.ShouldContain(d => d.Open && d.Zh.Contains("督办〔2026〕1号", StringComparison.Ordinal));
        walk.Do(TestOffice.Actor(Role.Clerk), (c, d) => Recusing.Name(c, d, null, TestOffice.Business, "故意刁难", "举报该科室"));
        walk.Case.Duties.ShouldNotContain(d => d.Open && d.Zh.Contains("督办〔2026〕1号", StringComparison.Ordinal));
        foreach (var entry in new CaseEntry[]
        {
            new Supervised(2, "督办〔2026〕2号", [1], TestOffice.Business, "说明", "paper"), new HelpGiven(TestOffice.Business, "协办"),
            new Instructed(1, "何树", null, "查清", walk.Now, walk.Now, null, TestOffice.Business),
        }) Recusing.Check(walk.Case, [entry])!.Code.ShouldBe("naming.section", entry.GetType().Name);
        Recusing.Check(walk.Case, [new HelpGiven(TestOffice.General, "协办")]).ShouldBeNull();
    }

    [Theory, BothEngines, Clause("S09")]
    public async Task The_superior_that_decides_is_the_office_above_where_it_works_in_this_installation(Engine engine)
    {
        await using var test = await Create(engine);
        var id = await Naming(test, "principal");
        async Task<string> Decider() => (await test.Get<MajorEvents>().NotToReport(test.By(Role.PartySecretary), id, "影响小", Ct)).Refusal!.Zh;
        var outside = await Decider();
        outside.ShouldNotContain("青石区舆情办");
        await Neighbours.Make(test.Services);
        (await Decider()).ShouldContain("青石区舆情办");
        (await test.Get<Recusals>().Here(test.Office, id, Ct))!.Name.ShouldBe("青石区舆情办");
        (await test.Get<OfficeTree>().Place(test.By(Role.SystemAdministrator), test.Office, null, Ct)).Refusal.ShouldBeNull();
        (await Decider()).ShouldBe(outside);
    }
}
