using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Tests.House;
using Assessment = Huiying.Assess.Assessment;

namespace Huiying.Tests.Handle;

public sealed class PolicyTrialTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R83")]
    public async Task A_draft_tried_on_the_past_names_what_would_have_been_late_and_what_no_longer_and_changes_nothing(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle());
        var quick = await Event(test, "两小时报的", TimeSpan.FromHours(2));
        var slow = await Event(test, "三小时差五分报的", TimeSpan.FromMinutes(175));
        var late = await Event(test, "五小时报的", TimeSpan.FromHours(5));
        var before = Cases.Bytes((await test.Get<Cases>().Find(test.Office, slow, Ct))!);
        var entries = await test.Ledger.Head(test.Office, Ct);

        var stricter = await Tried(test, "rules:\n  R24: { ordinary: 150 min }\n");
        stricter.Events.ShouldBe(3);
        stricter.NewlyLate.Select(d => (d.Case, d.Rule)).ShouldBe([(slow, "R24")]);
        stricter.NoLongerLate.ShouldBeEmpty();
        stricter.Changed.Select(d => d.Case).ShouldBe([slow, quick, late], ignoreOrder: true);
        stricter.NewlyLate[0].After.ShouldBe(stricter.NewlyLate[0].Before - TimeSpan.FromMinutes(30));

        var milder = await Tried(test, "rules:\n  R24: { ordinary: 6 h }\n");
        (milder.NewlyLate.Count, milder.NoLongerLate.Select(d => d.Case).Single()).ShouldBe((0, late));
        (await Tried(test, "name: 只改名\n")).Changed.ShouldBeEmpty();
        // A clock that is taken away is shown as gone, and what was late under it is not late any more.
        (await Tried(test, "rules:\n  R24: { ordinary: none }\n")).Changed.ShouldAllBe(d => d.After == null && !d.LateAfter);

        Cases.Bytes((await test.Get<Cases>().Find(test.Office, slow, Ct))!).ShouldBe(before);
        // Nothing but the drafts themselves is in the ledger.
        (await test.Ledger.Read(test.Office, after: entries, ct: Ct).ToListAsync(Ct)).ShouldAllBe(e => e.Act == "policies.draft");
    }

    [Theory, BothEngines, Clause("R83"), Clause("R29"), Clause("R65")]
    public async Task A_draft_with_another_step_body_or_line_names_the_events_whose_way_would_have_been_another(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle());
        var ordinary = await Event(test, "平常的一件", TimeSpan.FromHours(1));
        var major = await Event(test, "重大的一件", TimeSpan.FromHours(1));
        (await test.Get<MajorEvents>().SetGrade(test.By(Role.PrincipalLeader), major, Grade.Major, "人员受伤", Ct)).Refusal.ShouldBeNull();

        // The legal review for every category: one more signature for each event here.
        var legal = await Tried(test, Policy.DefaultText.Replace("by: [legal-reviewer], categories: [2, 3] }", "by: [legal-reviewer] }", StringComparison.Ordinal));
        legal.MoreApprovals.Select(r => r.Case).ShouldBe([ordinary, major], ignoreOrder: true);
        legal.MoreApprovals.ShouldAllBe(r => r.Steps.Added.Single() == "法制审核" && r.Steps.Gone.Count == 0 && !r.Outside.Any && !r.Reports.Any);

        // Outside approval where the leader's word was enough: only the ordinary inquiry.
        var outside = await Tried(test, Policy.DefaultText.Replace("1: { approve: [], copy: [emergency-body, city-office] }", "1: { approve: [city-office], copy: [emergency-body] }", StringComparison.Ordinal));
        outside.MoreApprovals.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Case.ShouldBe(ordinary), r => r.Outside.Added.ShouldBe(["示例市主管部门"]));

        // One body less on the major line: only the major event, and no more approvals.
        var lines = await Tried(test, Policy.DefaultText.Replace("major: [[district-committee, district-government], [city-office]] ", "major: [[district-committee], [city-office]] ", StringComparison.Ordinal));
        lines.MoreApprovals.ShouldBeEmpty();
        lines.OtherReports.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Case.ShouldBe(major), r => r.Reports.Gone.ShouldBe(["示例区政府"]));
        // Another name is not another way.
        (await Tried(test, Policy.DefaultText.Replace("示例市主管部门", "云川市主管部门", StringComparison.Ordinal).Replace("name: 会签", "name: 相关科室会签", StringComparison.Ordinal))).Routes.ShouldBeEmpty();
    }

    [Fact, Clause("R61")]
    public async Task Other_anchors_show_for_which_topics_another_grade_would_be_suggested()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect().AddAssess().AddHandle());
        for (var i = 0; i < 3; i++)
        {
            using var input = new MemoryStream(Encoding.UTF8.GetBytes(
                $$"""{"id":"w{{i}}","time":"2026-03-02T00:30:00Z","body":"杨柳街道自来水发黄有异味，第{{i}}次反映，盼尽快恢复","views":9000,"comments":200}"""));
            (await test.Get<Import>().Run(Actor.CommandLine(test.Office), new ImportFile($"{i}.jsonl"), input, ct: Ct)).Value.Rejected.ShouldBeEmpty();
            await test.Get<Assessment>().Run(test.Office, ct: Ct);
        }
        var changed = (await Tried(test, "grades:\n  major: { at-least: 2, times-median: 10, views: 50000, comments: 3000 }\n")).Grades;
        changed.Select(g => (g.Before, g.After)).ShouldBe([(Grade.Major, Grade.Ordinary)]);
        (await Tried(test, "name: 只改名\n")).Grades.ShouldBeEmpty();
    }

    [Fact]
    public async Task Progress_is_told_on_the_way()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect().AddAssess().AddHandle());
        for (var i = 0; i < 3; i++) await Event(test, $"第{i}件", TimeSpan.FromHours(1));
        var told = new Told();
        await Tried(test, "name: 试\n", told);
        told.Last.ShouldBe(new TrialProgress(3, 3));
    }

    private static async Task<TrialResult> Tried(TestStore test, string text, IProgress<TrialProgress>? progress = null)
    {
        var draft = await test.Get<PolicyVersions>().Draft(test.By(Role.Clerk), text, "page", Ct);
        draft.Refusal.ShouldBeNull();
        return await test.Get<PolicyTrial>().Run(test.Office, draft.Value.Hash, progress, Ct);
    }

    /// <summary>An event that was reported to the Party group so long after discovery; the other duties are met at once.</summary>
    private static async Task<CaseId> Event(TestStore test, string title, TimeSpan reported)
    {
        var cases = test.Get<Cases>();
        var opened = (await cases.Open(test.By(Role.Clerk), new OpenCase(title, new(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value;
        test.Time.Advance(reported);
        (await cases.Change(Actor.Clock(test.Office), opened.Id, "test.met", (c, d) => c.Duties.Select(x => (CaseEntry)new DutyDischarged(x.Number, d.Now, "已报")).ToArray(), Ct)).Refusal.ShouldBeNull();
        return opened.Id;
    }

    private sealed class Told : IProgress<TrialProgress>
    {
        public TrialProgress? Last { get; private set; }

        public void Report(TrialProgress value) => Last = value;
    }
}
