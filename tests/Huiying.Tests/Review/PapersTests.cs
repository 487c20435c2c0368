using DocumentFormat.OpenXml.Packaging;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Track;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Review;

public sealed class PapersTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<TestStore> Create(Engine engine) => TestStore.Create(engine, s => s
        .AddSingleton<CurrentPolicy>(sp => async (office, ct) => await sp.GetRequiredService<PolicyVersions>().Current(office, ct))
        .AddCollect().AddAssess().AddHandle().AddRespond().AddTrack().AddReview());

    /// <summary>An event with a section at work on it, by the acts themselves.</summary>
    private static async Task<CaseId> Assigned(TestStore test, string title = "路灯不亮")
    {
        var cases = test.Get<Cases>();
        var id = (await cases.Open(test.By(Role.Clerk), new(title, new Huiying.Handle.Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value.Id;
        (await cases.Raise(test.By(Role.Clerk), id, ClaimKind.Demand, "尽快修好", Ct)).Refusal.ShouldBeNull();
        (await cases.Verify(test.By(Role.SectionOfficer), id, 1, Finding.True, "三盏不亮", "照片", null, Ct)).Refusal.ShouldBeNull();
        (await cases.Submit(test.By(Role.Clerk), id, Ct)).Refusal.ShouldBeNull();
        (await cases.Receive(test.By(Role.PrincipalLeader), id, Recipient.PrincipalLeader, Ct)).Refusal.ShouldBeNull();
        (await cases.Receive(test.By(Role.PartySecretary), id, Recipient.PartyGroup, Ct)).Refusal.ShouldBeNull();
        var assessment = new Huiying.Handle.Assessment(
            AssessmentMode.Meeting, test.Time.GetUtcNow(), "研判", ["江平"], [], "同意", Grade.Ordinary, "影响面小", new("民生", "小", "无", "平稳", "无"), Category.Inquiry, "提出诉求",
            new("leader"), TestOffice.Business, TestOffice.Business, [TestOffice.General], ["备好记录"], "由业务科维修", "报上级", "限期修好");
        (await cases.RecordAssessment(test.By(Role.Clerk), id, assessment, Ct)).Refusal.ShouldBeNull();
        (await cases.ConfirmAssessment(test.By(Role.PartySecretary), id, Ct)).Refusal.ShouldBeNull();
        return id;
    }

    private static string Text(byte[] docx)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
        return package.MainDocumentPart!.Document!.Body!.InnerText;
    }

    private static async Task<string> Text(TestStore test, Paper paper) => Text((await test.Get<Blobs>().Read(test.Office, paper.Signed!.DocumentHash, Ct))!.Bytes);

    [Theory, BothEngines, Clause("R06"), Clause("R42")]
    public async Task Reports_come_by_themselves_once_and_are_signed_by_a_leader_who_did_not_write_them(Engine engine)
    {
        await using var test = await Create(engine);
        await Assigned(test);
        var papers = test.Get<Papers>();
        (await papers.Plan(test.Office, Ct)).ShouldBe(0, "no day has ended");
        test.Time.Advance(TimeSpan.FromDays(1));
        // Two nodes at once make it once.
        (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => papers.Plan(test.Office, Ct))))).Sum().ShouldBe(1);
        var draft = (await papers.Waiting(test.Office, Ct)).ShouldHaveSingleItem();
        (draft.Kind, draft.From, draft.Number, draft.Writer).ShouldBe((PaperKind.Daily, new DateOnly(2026, 3, 2), null, null));

        var preview = (await papers.Preview(test.By(Role.Clerk), draft.Id, Ct)).Value;
        Text(preview.Docx).ShouldContain("2026年3月2日，新增帖文0条，立项1件，销号0件，期末在办1件");
        (await papers.Sign(test.By(Role.Clerk), draft.Id, null, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await papers.Write(test.By(Role.SupervisingLeader), draft.Id, new("当日集中反映路灯"), Ct)).Refusal.ShouldBeNull();
        (await papers.Sign(test.By(Role.SupervisingLeader), draft.Id, null, Ct)).Refusal!.Code.ShouldBe("paper.own");
        var signed = (await papers.Sign(test.By(Role.PrincipalLeader), draft.Id, null, Ct)).Value;
        (signed.Number, signed.SignedByName).ShouldBe(("2026年第1期", test.By(Role.PrincipalLeader).Name));
        (await Text(test, signed)).ShouldContain("2026年第1期");
        (await papers.Write(test.By(Role.SupervisingLeader), draft.Id, new("改"), Ct)).Refusal!.Clause.ShouldBe("R42");
        (await papers.Sign(test.By(Role.PrincipalLeader), draft.Id, null, Ct)).Refusal!.Code.ShouldBe("paper.signed");
        Papers.Bytes((await papers.Replay(test.Office, draft.Id, Ct))!).ShouldBe(Papers.Bytes((await papers.Find(test.Office, draft.Id, Ct))!));
        (await papers.Waiting(test.Office, Ct)).ShouldBeEmpty();
        (await papers.Plan(test.Office, Ct)).ShouldBe(0);
    }

    [Theory, BothEngines, Clause("R06"), Clause("R19")]
    public async Task A_report_has_the_hot_issues_of_its_days_the_topics_by_grade_and_what_is_late(Engine engine)
    {
        await using var test = await Create(engine);
        await Assigned(test);
        const string water = "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？";
        await Assess.AssessmentTests.Take(test, [.. Enumerable.Range(1, 4).Select(i => Assess.AssessmentTests.Some(i, $"{i}栋{water}", $"人{i}", counts: new Huiying.Collect.Counts(Views: 20_000)))]);
        await Assess.AssessmentTests.Take(test, Assess.AssessmentTests.Some(9, "松林镇中学门口每天早晚堵车，学生过马路很危险"));
        await Assess.AssessmentTests.Assess(test);
        test.Time.Advance(TimeSpan.FromDays(1));
        // The next day's post is no part of the day before.
        await Assess.AssessmentTests.Take(test, Assess.AssessmentTests.Some(10, "5栋" + water));
        await Assess.AssessmentTests.Assess(test);
        var papers = test.Get<Papers>();
        await papers.Plan(test.Office, Ct);
        await using (var store = test.Open()) (await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(store.Set<Huiying.Assess.Hot.HotRow>(), Ct)).ShouldBe(1, "computed before anybody opens the draft");
        var text = Text((await papers.Preview(test.By(Role.Clerk), (await papers.Waiting(test.Office, Ct))[0].Id, Ct)).Value.Docx);
        text.ShouldMatch("热点问题.*1.*自来水发黄有异味.*4新出现4未立项");
        text.ShouldNotContain("松林镇中学");
        text.ShouldMatch("话题按建议等级.*一般21");
        text.ShouldContain("期末在办1件（其中1件有逾期职责）");
        text.ShouldContain("热点按2026年3月3日 09:00的数据计算。");
    }

    [Fact, Clause("R42")]
    public async Task A_number_that_is_not_the_datas_is_refused_with_its_place_until_someone_says_why()
    {
        await using var test = await Create(Engine.Sqlite);
        await Assigned(test);
        test.Time.Advance(TimeSpan.FromDays(1));
        var papers = test.Get<Papers>();
        await papers.Plan(test.Office, Ct);
        var id = (await papers.Waiting(test.Office, Ct))[0].Id;
        (await papers.Write(test.By(Role.Clerk), id, new("当日立项3件", "总体平稳"), Ct)).Refusal.ShouldBeNull();
        (await papers.Preview(test.By(Role.Clerk), id, Ct)).Value.Wrong.ShouldHaveSingleItem().Found.ShouldBe("立项3件");
        var refused = (await papers.Sign(test.By(Role.PrincipalLeader), id, " ", Ct)).Refusal!;
        (refused.Code, refused.Clause).ShouldBe(("report.figures", "R42"));
        refused.Zh.ShouldContain("“总体情况”写“立项3件”，数据中立项为1");
        (await papers.Find(test.Office, id, Ct))!.Signed.ShouldBeNull();
        var signed = (await papers.Sign(test.By(Role.PrincipalLeader), id, "两件在纸质登记簿，次日补录", Ct)).Value;
        (signed.Signed!.Mismatch, signed.Signed.Number).ShouldBe(("两件在纸质登记簿，次日补录", 1), "the refusal left no gap");
    }

    [Fact, Clause("R42")]
    public async Task A_signed_report_is_corrected_by_another_that_names_it_and_stays_as_it_was()
    {
        await using var test = await Create(Engine.Sqlite);
        await Assigned(test);
        test.Time.Advance(TimeSpan.FromDays(1));
        var papers = test.Get<Papers>();
        await papers.Plan(test.Office, Ct);
        var id = (await papers.Waiting(test.Office, Ct))[0].Id;
        (await papers.Correct(test.By(Role.Clerk), id, "写错", Ct)).Refusal!.Code.ShouldBe("paper.not-signed");
        var first = (await papers.Sign(test.By(Role.PrincipalLeader), id, null, Ct)).Value;
        (await papers.Correct(test.By(Role.Clerk), id, "", Ct)).Refusal!.Code.ShouldBe("invalid");
        var draft = (await papers.Correct(test.By(Role.Clerk), id, "补充说明", Ct)).Value;
        (await papers.Correct(test.By(Role.Clerk), id, "再来", Ct)).Refusal!.Code.ShouldBe("paper.correcting");
        (await papers.Write(test.By(Role.Clerk), draft.Id, new("补充说明路灯事项"), Ct)).Refusal.ShouldBeNull();
        var second = (await papers.Sign(test.By(Role.PrincipalLeader), draft.Id, null, Ct)).Value;
        (second.Corrects, second.Number).ShouldBe((id, "2026年第2期"));
        (await Text(test, second)).ShouldContain("更正：2026年第1期中的情况有更正");
        var old = (await papers.Find(test.Office, id, Ct))!;
        (old.CorrectedBy, old.Signed!.DocumentHash).ShouldBe((second.Id, first.Signed!.DocumentHash));
        (await papers.Correct(test.By(Role.Clerk), id, "又写错", Ct)).Refusal!.Code.ShouldBe("paper.corrected");
    }

    [Fact, Clause("R43")]
    public async Task The_monthly_report_lists_what_was_not_to_be_reported_and_the_others_do_not()
    {
        await using var test = await Create(Engine.Sqlite);
        var id = await Assigned(test, "长椅损坏");
        (await test.Get<MajorEvents>().NotToReport(test.By(Role.PrincipalLeader), id, "影响限于一处，当日修复", Ct)).Refusal.ShouldBeNull();
        test.Time.Advance(TimeSpan.FromDays(31));
        var papers = test.Get<Papers>();
        await papers.Plan(test.Office, Ct);
        var waiting = await papers.Waiting(test.Office, Ct);
        waiting.GroupBy(p => p.Kind).ToDictionary(g => g.Key, g => g.Count()).ShouldBe(new Dictionary<PaperKind, int> { [PaperKind.Daily] = 7, [PaperKind.Weekly] = 4, [PaperKind.Monthly] = 1 }, ignoreOrder: true);
        var monthly = (await papers.Sign(test.By(Role.PrincipalLeader), waiting.Single(p => p.Kind == PaperKind.Monthly).Id, null, Ct)).Value;
        (await Text(test, monthly)).ShouldContain("长椅损坏影响限于一处，当日修复何树");
        // S12: what is late stands in it as it is.
        (await Text(test, monthly)).ShouldContain("逾期职责");
        var weekly = (await papers.Sign(test.By(Role.PrincipalLeader), waiting.First(p => p.Kind == PaperKind.Weekly).Id, null, Ct)).Value;
        weekly.Number.ShouldBe("2026年第1期", "each kind is numbered for itself");
        (await Text(test, weekly)).ShouldNotContain("不予上报");
    }

    [Theory, BothEngines, Clause("R08")]
    public async Task Slips_are_numbered_without_gaps_when_two_hand_them_out_at_once_and_come_back_by_their_code(Engine engine)
    {
        await using var test = await Create(engine);
        var id = await Assigned(test);
        var papers = test.Get<Papers>();
        (await papers.Issue(test.By(Role.Clerk), PaperKind.Supervision, id, new(), Ct)).Refusal!.Code.ShouldBe("paper.nothing-late");
        (await papers.Issue(test.By(Role.SectionOfficer), PaperKind.Assignment, id, new(), Ct)).Refusal!.Code.ShouldBe("not-your-post");
        var slips = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => papers.Issue(test.By(i % 2 == 0 ? Role.Clerk : Role.SupervisingLeader), PaperKind.Assignment, id, new("立即到场"), Ct))));
        slips.Select(s => s.Value.Number!).Order().ShouldBe(Enumerable.Range(1, 6).Select(n => $"交办〔2026〕{n}号"));
        slips.Select(s => s.Value.Signed!.Code).Distinct().Count().ShouldBe(6);
        var slip = slips[0].Value;
        var text = await Text(test, slip);
        foreach (var part in (string[])[slip.Number!, slip.Signed!.Code!, "立即到场", "业务科", "R08:sign"]) text.ShouldContain(part);
        var scan = Web.Pages.Events.MajorEventTests.Png;
        (await papers.Return(test.By(Role.Clerk), "00000000", "", scan, Ct)).Refusal!.Code.ShouldBe("paper.no-code");
        (await papers.Return(test.By(Role.Clerk), slip.Signed.Code!, "", "text"u8.ToArray(), Ct)).Refusal!.Code.ShouldBe("invalid");
        var returned = (await papers.Return(test.By(Role.SectionOfficer), " " + slip.Signed.Code!.ToLowerInvariant(), "已签收", scan, Ct)).Value;
        (returned.Id, returned.Returned.ShouldHaveSingleItem().Note).ShouldBe((slip.Id, "已签收"));

        test.Time.Advance(TimeSpan.FromDays(2));
        var urged = (await papers.Issue(test.By(Role.SupervisionOfficer), PaperKind.Supervision, id, new(), Ct)).Value;
        urged.Number.ShouldBe("督办〔2026〕1号");
        (await Text(test, urged)).ShouldContain("已超期");
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_special_report_needs_its_parts_and_a_summary_of_at_most_two_hundred_characters()
    {
        await using var test = await Create(Engine.Sqlite);
        var id = await Assigned(test);
        var papers = test.Get<Papers>();
        (await papers.Begin(test.By(Role.AuditAdministrator), id, new(), Ct)).Refusal!.Code.ShouldBe("not-your-post");
        var draft = (await papers.Begin(test.By(Role.Clerk), id, new("摘要", "判断", "建议"), Ct)).Value;
        (await papers.Sign(test.By(Role.PrincipalLeader), draft.Id, null, Ct)).Refusal!.Zh.ShouldContain("主要观点");
        (await papers.Write(test.By(Role.Clerk), draft.Id, new(new string('长', 201), "判断", "建议", "", "批评报修无人应答"), Ct)).Refusal.ShouldBeNull();
        (await papers.Sign(test.By(Role.PrincipalLeader), draft.Id, null, Ct)).Refusal!.Zh.ShouldContain("200字，现有201字");
        (await papers.Write(test.By(Role.Clerk), draft.Id, new("路灯不亮；风险：夜间出行不安全", "判断", "尽快修好\n公开时间", "", "批评报修无人应答"), Ct, draft.Version)).Refusal!.Code.ShouldBe("case.changed");
        (await papers.Write(test.By(Role.Clerk), draft.Id, new("路灯不亮；风险：夜间出行不安全", "判断", "尽快修好\n公开时间", "", "批评报修无人应答"), Ct)).Refusal.ShouldBeNull();
        var text = await Text(test, (await papers.Sign(test.By(Role.PrincipalLeader), draft.Id, null, Ct)).Value);
        foreach (var part in (string[])["批评报修无人应答", "2.公开时间", "三盏不亮", "党组研判确认"]) text.ShouldContain(part);
    }

    [Fact, Clause("R07"), Clause("S11")]
    public async Task Tables_hold_what_the_office_has_each_export_is_an_entry_and_no_cell_is_a_formula()
    {
        await using var test = await Create(Engine.Sqlite);
        await Assigned(test, "=HYPERLINK(\"http://board.example\")路灯");
        await Assigned(test);
        var sheets = test.Get<Sheets>();
        var (from, until) = (new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31));
        var events = (await sheets.Take(test.By(Role.Clerk), "events", "csv", from, until, Ct)).Value;
        events.Rows.Select(r => r[0]).ShouldBe((await test.Get<Cases>().List(test.Office, closedToo: true, Ct)).Select(c => (object?)c.Number), ignoreOrder: true);
        (await sheets.Take(test.By(Role.Clerk), "events", "csv", new(2026, 4, 1), new(2026, 4, 30), Ct)).Value.Rows.ShouldBeEmpty();
        using var csv = new MemoryStream();
        await SheetWriter.Write(csv, SheetFormat.Csv, events.Name, events.Header, events.Rows.ToAsyncEnumerable(), Ct);
        var text = System.Text.Encoding.UTF8.GetString(csv.ToArray());
        text.ShouldContain("'=HYPERLINK");
        text.ShouldNotContain(",=");
        var duties = (await sheets.Take(test.By(Role.Clerk), "duties", "xlsx", from, until, Ct)).Value;
        var all = await Task.WhenAll((await test.Get<Cases>().List(test.Office, closedToo: true, Ct)).Select(c => test.Get<Cases>().Find(test.Office, c.Id, Ct)));
        duties.Rows.Count.ShouldBe(all.Sum(c => c!.Duties.Count));
        (await sheets.Take(test.By(Role.Clerk), "figures", "xlsx", from, until, Ct)).Value.Rows.ShouldContain(r => (string)r[1]! == "立项" && (int)r[2]! == 2);
        (await sheets.Take(test.By(Role.Clerk), "ledger", "xlsx", from, until, Ct)).Refusal!.Clause.ShouldBe("S11");
        var ledger = (await sheets.Take(test.By(Role.AuditAdministrator), "ledger", "xlsx", from, until, Ct)).Value;
        ledger.Rows.Count(r => (string)r[2]! == "sheets.export").ShouldBe(4, "the exports before this one");
        (await test.Ledger.Read(test.Office, ct: Ct).Where(e => e.Act == "sheets.export").CountAsync(Ct)).ShouldBe(5);
        (await sheets.Take(test.By(Role.Clerk), "people", "xlsx", from, until, Ct)).Refusal!.Code.ShouldBe("not-found");
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-02", 0, 0, 0)]
    [InlineData("2026-03-02", "2026-03-03", 1, 0, 0)]
    [InlineData("2026-03-02", "2026-03-08", 6, 0, 0)]
    [InlineData("2026-03-02", "2026-03-09", 7, 1, 0)]
    [InlineData("2026-03-02", "2026-04-01", 7, 4, 1)]
    [InlineData("2025-12-31", "2026-01-01", 1, 0, 1)]
    [InlineData("2020-01-01", "2026-03-02", 7, 4, 12)]
    public void Each_day_week_from_monday_and_month_that_has_ended_gets_one(string begin, string today, int days, int weeks, int months)
    {
        var spans = Periods.Ended(DateOnly.Parse(begin, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        spans.CountBy(s => s.Kind).ToDictionary().ShouldBe(new Dictionary<PaperKind, int> { [PaperKind.Daily] = days, [PaperKind.Weekly] = weeks, [PaperKind.Monthly] = months }
            .Where(x => x.Value > 0).ToDictionary(), ignoreOrder: true);
        spans.Where(s => s.Kind == PaperKind.Weekly).ShouldAllBe(s => s.From.DayOfWeek == DayOfWeek.Monday && s.Until.DayOfWeek == DayOfWeek.Sunday);
    }
}
