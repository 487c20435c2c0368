using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Handle;

public sealed class IncomingsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<(TestStore Test, Neighbours Others)> Create(Engine engine)
    {
        var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle().AddRespond());
        return (test, await Neighbours.Make(test.Services));
    }

    [Theory, BothEngines, Clause("R28"), Clause("R30")]
    public async Task A_report_arrives_at_once_with_its_own_bytes_and_the_signature_there_is_the_receipt_here(Engine engine)
    {
        var (test, others) = await Create(engine);
        await using var _ = test;
        var c = await Graded(test);
        c = await Sent(test, await Issued(test, c), "district-committee");
        var sent = test.Time.GetUtcNow();
        c.Duties.Single(d => d.Rule == "R28:written:district-committee").Open.ShouldBeTrue();
        var duty = await others.By(Neighbours.District, Role.DutyOfficer);
        var item = (await test.Get<Incomings>().List(duty, ct: Ct)).Value.ShouldHaveSingleItem();
        (item.What.Number, item.What.From, item.What.What, item.Unsigned).ShouldBe(("〔2026〕1号", "白杨县民生服务办公室", "首报", true));
        var blobs = test.Get<Blobs>();
        (await blobs.Read(Neighbours.District, item.What.DocumentHash, Ct))!.Bytes.ShouldBe((await blobs.Read(TestOffice.Id, c.UpReports[0].DocumentHash, Ct))!.Bytes);

        test.Time.Advance(TimeSpan.FromMinutes(95));
        (await test.Get<Incomings>().Sign(await others.By(Neighbours.District, Role.SectionOfficer), item.Id, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await test.Get<Incomings>().Sign(duty, item.Id, Ct)).Ok.ShouldBeTrue();
        (await test.Get<Incomings>().Sign(duty, item.Id, Ct)).Refusal!.Code.ShouldBe("incoming.signed");
        c = await Read(test, c.Id);
        var met = c.Duties.Single(d => d.Rule == "R28:written:district-committee");
        (met.DischargedAt, met.Late(test.Time.GetUtcNow())).ShouldBe((sent, false));
        var receipt = c.Sendings.Single().What;
        (receipt.ReceivedBy, receipt.Receipt).ShouldBe(($"青石区舆情办 {duty.Name}（值班员）", "来件〔2026〕1号"));
        c.SuperiorReplies.Single().At.ShouldBe(test.Time.GetUtcNow());
        await Whole(test, c.Id);
    }

    [Theory, BothEngines, Clause("R28"), Clause("R40")]
    public async Task What_is_sent_back_was_received_and_is_to_be_reported_again(Engine engine)
    {
        var (test, others) = await Create(engine);
        await using var _ = test;
        var c = await Sent(test, await Issued(test, await Graded(test)), "district-committee");
        var duty = await others.By(Neighbours.District, Role.DutyOfficer);
        var item = (await test.Get<Incomings>().List(duty, ct: Ct)).Value.Single();
        (await test.Get<Incomings>().Return(duty, item.Id, " ", Ct)).Refusal!.Clause.ShouldBe("R28");
        (await test.Get<Incomings>().Return(duty, item.Id, "地点不清", Ct)).Ok.ShouldBeTrue();
        c = await Read(test, c.Id);
        c.Duties.Single(d => d.Rule == "R28:written:district-committee").Open.ShouldBeFalse();
        var again = c.Duties.Single(d => d.Rule == "R28:again:district-committee");
        (again.Open, again.Zh).ShouldBe((true, "青石区舆情办退回，须重新报告：地点不清"));
        test.Time.Advance(TimeSpan.FromMinutes(3));
        c = await Sent(test, await Issued(test, c), "district-committee");
        c.Duties.Single(d => d.Rule == again.Rule).Open.ShouldBeTrue();
        (await test.Get<Incomings>().Sign(duty, (await test.Get<Incomings>().List(duty, waiting: true, ct: Ct)).Value.Single().Id, Ct)).Ok.ShouldBeTrue();
        (await Read(test, c.Id)).Duties.Single(d => d.Rule == again.Rule).Open.ShouldBeFalse();
        await Whole(test, c.Id);
    }

    [Theory, BothEngines, Clause("R08")]
    public async Task An_order_is_a_duty_here_until_its_feedback_is_there(Engine engine)
    {
        var (test, others) = await Create(engine);
        await using var _ = test;
        var c = await Sent(test, await Issued(test, await Graded(test)), "district-committee");
        var incoming = test.Get<Incomings>();
        var leader = await others.By(Neighbours.District, Role.PrincipalLeader);
        var item = (await incoming.List(leader, ct: Ct)).Value.Single();
        var due = test.Time.GetUtcNow().AddHours(6);
        (await incoming.Command(await others.By(Neighbours.District, Role.Clerk), item.Id, "速查", due, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await incoming.Command(leader, item.Id, "速查", test.Time.GetUtcNow(), Ct)).Refusal!.Clause.ShouldBe("R08");
        (await incoming.Command(leader, item.Id, "当日到场，晚上报结果", due, Ct)).Ok.ShouldBeTrue();
        c = await Read(test, c.Id);
        var duty = c.Duties.Single(d => d.Rule.StartsWith("R08:superior:", StringComparison.Ordinal));
        (duty.Open, duty.DueAt, duty.Derivation[0]).ShouldBe((true, due, "青石区舆情办批示限定"));
        var cases = test.Get<Cases>();
        (await cases.AnswerOrder(test.By(Role.LegalReviewer), c.Id, item.Id, 1, "已到场", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await cases.AnswerOrder(test.By(Role.Clerk), c.Id, item.Id, 2, "已到场", Ct)).Refusal!.Code.ShouldBe("not-found");
        (await cases.AnswerOrder(test.By(Role.Clerk), c.Id, item.Id, 1, "", Ct)).Refusal!.Clause.ShouldBe("R08");
        (await cases.AnswerOrder(test.By(Role.Clerk), c.Id, item.Id, 1, "已到场处置", Ct)).Ok.ShouldBeTrue();
        (await Read(test, c.Id)).Duties.Single(d => d.Rule == duty.Rule).Open.ShouldBeFalse();
        var order = (await incoming.Find(leader, item.Id, Ct)).Value.Orders.Single();
        (order.Feedback!.What.Text, order.Feedback.ByName).ShouldBe(("已到场处置", "白杨县民生服务办公室 安文"));
        await Whole(test, c.Id);
    }

    [Theory, BothEngines, Clause("R29"), Clause("R30")]
    public async Task Level_by_level_holds_across_offices_and_what_is_sent_on_comes_back_the_same_way(Engine engine)
    {
        var (test, others) = await Create(engine);
        await using var _ = test;
        var c = await Sent(test, await Issued(test, await Graded(test)), "district-committee");
        var incoming = test.Get<Incomings>();
        var clerk = await others.By(Neighbours.District, Role.Clerk);
        var item = (await incoming.List(clerk, ct: Ct)).Value.Single();
        (await incoming.Forward(clerk, item.Id, "police", "", null, Ct)).Refusal!.Code.ShouldBe("incoming.outside");
        // The government stands above the committee on the district's first line: passing it over goes through and owes its reason.
        var skipped = (await incoming.Forward(clerk, item.Id, "district-government", "", null, Ct)).Value;
        skipped.Forwards.Single().Owes.ShouldBeTrue();
        (await incoming.Explain(clerk, item.Id, 1, "", Ct)).Refusal!.Clause.ShouldBe("R29");
        (await incoming.Explain(clerk, item.Id, 1, "合署办公", Ct)).Value.Forwards.Single().Owes.ShouldBeFalse();
        (await incoming.Forward(clerk, item.Id, "city-office", "请阅示", null, Ct)).Value.Forwards[1].Owes.ShouldBeFalse();

        var city = await others.By(Neighbours.City, Role.PrincipalLeader);
        var there = (await incoming.List(city, ct: Ct)).Value.Single(i => i.What.Body == "city-office");
        (there.What.From, there.What.Via.Single(), there.What.DocumentHash).ShouldBe(("青石区舆情办", "白杨县民生服务办公室", item.What.DocumentHash));
        var before = Cases.Bytes(await Read(test, c.Id));
        (await incoming.Sign(city, there.Id, Ct)).Ok.ShouldBeTrue();
        (await incoming.Command(city, there.Id, "由区里督办", null, Ct)).Ok.ShouldBeTrue();
        // The office that reported sees nothing of what its superior's superior told the superior.
        Cases.Bytes(await Read(test, c.Id)).ShouldBe(before);
        var back = (await incoming.Find(clerk, item.Id, Ct)).Value.Forwards[1];
        back.Replies.Select(r => r.What.Kind).ShouldBe([ReplyKind.Received, ReplyKind.Ordered]);
        (await incoming.AnswerOrder(clerk, item.Id, 2, 1, "已列督办", Ct)).Value.Forwards[1].Open.ShouldBeEmpty();
        (await incoming.Find(city, there.Id, Ct)).Value.Orders.Single().Feedback!.What.Text.ShouldBe("已列督办");
        await Whole(test, c.Id);
    }

    [Theory, BothEngines, Clause("S14")]
    public async Task Nothing_blocks_a_report_to_an_office_where_nobody_is_left(Engine engine)
    {
        var (test, others) = await Create(engine);
        await using var _ = test;
        var everyone = await test.Get<People>().List(Neighbours.District, Ct);
        await using (var store = test.Stores.Open(Neighbours.District))
        {
            foreach (var row in store.Set<PersonRow>()) row.Left = true;
            await store.SaveChangesAsync(Ct);
        }
        (await test.Get<People>().List(Neighbours.District, Ct)).ShouldBeEmpty();
        var c = await Sent(test, await Issued(test, await Graded(test)), "district-committee");
        c.Sendings.Single().What.Item.ShouldNotBeNull();
        // By telephone with a name and a number it counts at once, wherever the body works.
        c = (await test.Get<MajorEvents>().Send(test.By(Role.DutyOfficer), c.Id,
            new UpSending(0, "district-committee", ReportMode.Telephone, test.Time.GetUtcNow(), "值班室", "0400-1", "已记录"), Ct)).Value;
        c.Duties.Single(d => d.Rule == "R28:phone:district-committee").Open.ShouldBeFalse();
        await using var read = test.Stores.Open(Neighbours.District);
        read.Set<IncomingRow>().Count().ShouldBe(2);
        everyone.Count.ShouldBe(12);
    }

    [Theory, BothEngines, Clause("R26"), Clause("R29")]
    public async Task An_ordinary_report_arrives_too_and_only_the_office_it_was_sent_to_sees_it(Engine engine)
    {
        var (test, others) = await Create(engine);
        await using var _ = test;
        var c = await Opened(test);
        c = (await test.Get<Cases>().Report(test.By(Role.Clerk), c.Id, "city-office", ReportMode.System, test.Time.GetUtcNow().AddDays(-1), "无人", "无", "涉及面广", Ct)).Value;
        (c.Reports.Single().SentAt, c.Reports.Single().ReceivedBy).ShouldBe((test.Time.GetUtcNow(), ""));
        var incoming = test.Get<Incomings>();
        var item = (await incoming.List(await others.By(Neighbours.City, Role.Clerk), ct: Ct)).Value.Single();
        foreach (var office in new[] { Neighbours.District, Neighbours.Sibling, TestOffice.Id })
        {
            var clerk = await others.By(office, Role.Clerk);
            (await incoming.List(clerk, ct: Ct)).Value.ShouldBeEmpty();
            (await incoming.Find(clerk, item.Id, Ct)).Refusal!.Code.ShouldBe("not-found");
            (await incoming.Sign(clerk, item.Id, Ct)).Refusal!.Code.ShouldBe("not-found");
            (await test.Get<Blobs>().Read(Neighbours.Sibling, item.What.DocumentHash, Ct)).ShouldBeNull();
        }
        (await test.Get<Cases>().Find(Neighbours.City, c.Id, Ct)).ShouldBeNull();
        (await test.Get<Cases>().Change(await others.By(Neighbours.City, Role.PrincipalLeader), c.Id, "cases.raise", (_, _) => Array.Empty<CaseEntry>(), Ct)).Refusal!.Code.ShouldBe("not-found");
        (await incoming.Sign(await others.By(Neighbours.City, Role.Clerk), item.Id, Ct)).Ok.ShouldBeTrue();
        (await Read(test, c.Id)).Reports.Single().Receipt.ShouldBe("来件〔2026〕1号");
        await Whole(test, c.Id);
    }

    [Theory, BothEngines, Clause("R04"), Clause("R08")]
    public async Task What_came_is_signed_for_by_its_time_and_near_it_and_past_it_the_policys_chain_is_told(Engine engine)
    {
        var (test, others) = await Create(engine);
        await using var _ = test;
        var c = await Sent(test, await Issued(test, await Graded(test)), "district-committee");
        var (incoming, clock) = (test.Get<Incomings>(), test.Get<IncomingClock>());
        var clerk = await others.By(Neighbours.District, Role.Clerk);
        var arrived = test.Time.GetUtcNow();
        var item = (await incoming.List(clerk, ct: Ct)).Value.Single();
        var sign = item.Duties().ShouldHaveSingleItem();
        (sign.Rule, sign.From, sign.DueAt, sign.Open).ShouldBe(("R08:sign", arrived, arrived.AddHours(2), true));
        await clock.Look(Neighbours.District, Ct);
        (await incoming.Find(clerk, item.Id, Ct)).Value.Notices.ShouldBeEmpty();

        test.Time.Advance(TimeSpan.FromMinutes(91));
        await clock.Look(Neighbours.District, Ct);
        await clock.Look(Neighbours.District, Ct);
        var near = (await incoming.Find(clerk, item.Id, Ct)).Value.Notices.ShouldHaveSingleItem().What;
        var (leader, head) = (await others.By(Neighbours.District, Role.SupervisingLeader), await others.By(Neighbours.District, Role.PrincipalLeader));
        near.Level.ShouldBe(NoticeLevel.Near);
        near.To.ShouldContain(leader.Person);
        near.To.ShouldContain(clerk.Person);
        near.To.ShouldNotContain(head.Person);
        (await clock.ToldTo(leader, Ct)).ShouldHaveSingleItem().Duty.Rule.ShouldBe("R08:sign");
        (await clock.ToldTo(head, Ct)).ShouldBeEmpty();

        test.Time.Advance(TimeSpan.FromMinutes(30));
        await clock.Look(Neighbours.District, Ct);
        (await clock.ToldTo(head, Ct)).ShouldHaveSingleItem().Duty.Late(test.Time.GetUtcNow()).ShouldBeTrue();
        (await incoming.Sign(clerk, item.Id, Ct)).Ok.ShouldBeTrue();
        var signed = (await incoming.Find(clerk, item.Id, Ct)).Value.Duties().Single();
        (signed.Open, signed.Late(test.Time.GetUtcNow())).ShouldBe((false, true));
        (await clock.ToldTo(head, Ct)).ShouldBeEmpty();
        await Whole(test, c.Id);
    }

    [Theory, BothEngines, Clause("R08")]
    public async Task Only_the_superior_extends_its_order_before_it_is_late_and_the_duty_here_follows(Engine engine)
    {
        var (test, others) = await Create(engine);
        await using var _ = test;
        var c = await Sent(test, await Issued(test, await Graded(test)), "district-committee");
        var incoming = test.Get<Incomings>();
        var leader = await others.By(Neighbours.District, Role.PrincipalLeader);
        var item = (await incoming.List(leader, ct: Ct)).Value.Single();
        var due = test.Time.GetUtcNow().AddHours(6);
        (await incoming.Command(leader, item.Id, "晚上报结果", due, Ct)).Ok.ShouldBeTrue();
        (await incoming.Command(leader, item.Id, "及时报情况", null, Ct)).Ok.ShouldBeTrue();
        c = await Read(test, c.Id);
        var duty = c.Duties.First(d => d.Rule.StartsWith("R08:superior:", StringComparison.Ordinal));
        (await test.Get<Orders>().Extend(test.By(Role.PrincipalLeader), c.Id, duty.Number, due.AddHours(2), "人手不够", Ct)).Refusal!.Code.ShouldBe("extension.superior");
        (await incoming.Extend(await others.By(Neighbours.District, Role.Clerk), item.Id, 1, due.AddHours(2), "路远", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await incoming.Extend(leader, item.Id, 1, due, "路远", Ct)).Refusal!.Clause.ShouldBe("R08");
        (await incoming.Extend(leader, item.Id, 2, due, "路远", Ct)).Refusal!.Code.ShouldBe("extension.none");
        (await incoming.Extend(leader, item.Id, 1, due.AddHours(2), "路远", Ct)).Value.Orders[0].DueAt.ShouldBe(due.AddHours(2));
        (await Read(test, c.Id)).Duties.Single(d => d.Number == duty.Number).DueAt.ShouldBe(due.AddHours(2));
        test.Time.Advance(TimeSpan.FromHours(9));
        (await incoming.Extend(leader, item.Id, 1, due.AddHours(20), "路远", Ct)).Refusal!.Code.ShouldBe("extension.late");
        await Whole(test, c.Id);
    }

    /// <summary>Both sides' caches are what their ledgers say, and both chains hold.</summary>
    private static async Task Whole(TestStore test, CaseId id)
    {
        Cases.Bytes((await test.Get<Cases>().Replay(TestOffice.Id, id, Ct))!).ShouldBe(Cases.Bytes(await Read(test, id)));
        foreach (var office in new[] { Neighbours.District, Neighbours.City })
        {
            await using var store = test.Stores.Open(office);
            foreach (var row in store.Set<IncomingRow>().ToList())
            {
                Incomings.Bytes((await test.Get<Incomings>().Replay(office, row.Id, Ct))!).ShouldBe(row.State);
            }
        }
        foreach (var office in await test.Get<Offices>().List(Ct)) (await test.Ledger.Verify(office.Id, Ct)).BrokenAt.ShouldBeNull(office.Name);
    }

    private static async Task<Case> Read(TestStore test, CaseId id) => (await test.Get<Cases>().Find(TestOffice.Id, id, Ct))!;

    private static async Task<Case> Opened(TestStore test) =>
        (await test.Get<Cases>().Open(test.By(Role.Clerk), new OpenCase("白杨村路灯不亮", new Huiying.Handle.Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value;

    private static async Task<Case> Graded(TestStore test) =>
        (await test.Get<MajorEvents>().SetGrade(test.By(Role.PrincipalLeader), (await Opened(test)).Id, Grade.Major, "人员受伤", Ct)).Value;

    private static async Task<Case> Issued(TestStore test, Case c) => (await test.Get<MajorEvents>().Issue(test.By(Role.Clerk), c.Id, new UpText("现场有人受伤"), Ct)).Value;

    private static async Task<Case> Sent(TestStore test, Case c, string body) =>
        (await test.Get<MajorEvents>().Send(test.By(Role.Clerk), c.Id, new UpSending(c.UpReports.Count, body, ReportMode.System, test.Time.GetUtcNow()), Ct)).Value;
}
