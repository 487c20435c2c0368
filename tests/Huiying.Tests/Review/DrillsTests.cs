using Huiying.Assess;
using Huiying.Collect;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.Documents;
using Huiying.Tests.House;
using Huiying.Track;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Review;

public sealed class DrillsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal static Task<TestStore> Create(Engine engine = Engine.Sqlite) => TestStore.Create(engine, s => s
        .AddSingleton<CurrentPolicy>(sp => async (office, ct) => await sp.GetRequiredService<PolicyVersions>().Current(office, ct))
        .AddCollect().AddAssess().AddHandle().AddRespond().AddTrack().AddReview());

    private static Actor In(Drill drill, Role role, SectionId? section = null) => TestOffice.Actor(role, section) with { Office = drill.Id };

    [Theory, BothEngines, Clause("R55")]
    public async Task A_drill_is_planned_begun_by_a_leader_gets_its_posts_in_time_and_ends_as_a_record(Engine engine)
    {
        await using var test = await Create(engine);
        var (drills, people) = (test.Get<Drills>(), test.Get<People>());
        var plan = await DrillWalk.Planned(drills, people, test.By(Role.Clerk));
        (await drills.Begin(test.By(Role.Clerk), plan.Id, Ct)).Refusal!.Clause.ShouldBe("R55");
        (await drills.End(test.By(Role.Clerk), plan.Id, new("尚未开始", []), Ct)).Refusal!.Code.ShouldBe("drill.not-running");
        (await drills.Begin(test.By(Role.SupervisingLeader), plan.Id, Ct)).Refusal.ShouldBeNull();

        // Two hours of script in two hours: one post at once, one after an hour, one at the end. Their telephone numbers are masked.
        var posts = test.Get<Posts>();
        (await posts.Waiting(plan.Id, Ct)).ShouldBe(1);
        test.Time.Advance(TimeSpan.FromMinutes(61));
        (await drills.Due(test.Office, Ct)).ShouldBe([plan.Id]);
        await drills.Go(test.Office, plan.Id, Ct);
        await drills.Go(test.Office, plan.Id, Ct);
        (await posts.Waiting(plan.Id, Ct)).ShouldBe(2);
        test.Time.Advance(TimeSpan.FromHours(1));
        await drills.Go(test.Office, plan.Id, Ct);
        await test.Get<Huiying.Assess.Assessment>().Run(plan.Id, ct: Ct);
        var topic = (await test.Get<Topics>().List(In(plan, Role.Clerk), ct: Ct)).Value.ShouldHaveSingleItem();
        topic.Posts.ShouldBe(3);
        var shown = (await test.Get<Topics>().PostsOf(In(plan, Role.Clerk), topic.Id, ct: Ct)).Value;
        shown.ShouldAllBe(p => !p.Post.Text.Contains("13800000000", StringComparison.Ordinal) && p.Post.Host == "bbs.example.org.drill.invalid");
        (await drills.Due(test.Office, Ct)).ShouldBeEmpty();

        // Nothing of it is in the office itself: no post, no topic, no event, no figure, and not one entry but the drill's own.
        (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.ShouldBeEmpty();
        var opened = await test.Get<Cases>().Open(In(plan, Role.Clerk), new("松林镇水质", new Huiying.Handle.Intake(IntakeChannel.Web, true), topic.Id.Value, test.Time.GetUtcNow()), Ct);
        opened.Refusal.ShouldBeNull();
        (await test.Get<Cases>().List(test.Office, closedToo: true, Ct)).ShouldBeEmpty();
        (await test.Get<Statistics>().Of(test.By(Role.Clerk), DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddYears(-1), Ct)).Value.SelectMany(g => g.Figures).ShouldAllBe(f => f.Value == 0);
        (await test.Get<OnTime>().Of(test.Office, Ct)).ShouldAllBe(f => f.Met + f.Late + f.Running == 0);
        (await test.Get<Huiying.Review.Sheets>().Take(test.By(Role.Clerk), "events", "csv", new(2026, 1, 1), new(2026, 12, 31), Ct)).Value.Rows.ShouldBeEmpty();
        (await test.Get<Huiying.Review.Sheets>().Take(In(plan, Role.Clerk), "events", "csv", new(2026, 1, 1), new(2026, 12, 31), Ct)).Value.Name.ShouldStartWith("【演练】");
        (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).ShouldAllBe(e => e.Act.StartsWith("drills.", StringComparison.Ordinal) || e.Act == "sheets.export");

        // The end wants findings and lessons with somebody who answers for them.
        (await drills.End(test.By(Role.Clerk), plan.Id, new(" ", []), Ct)).Refusal!.Clause.ShouldBe("R55");
        (await drills.End(test.By(Role.Clerk), plan.Id, new("首报慢", [("练习电话首报", new PersonId("nobody"), new(2026, 4, 1))]), Ct)).Refusal!.Clause.ShouldBe("R54");
        var ended = (await drills.End(test.By(Role.Clerk), plan.Id, new("首报慢了十分钟", [("每月练一次电话首报", new PersonId("duty"), new(2026, 4, 1))]), Ct)).Value;
        ended.Ended!.Figures.ShouldBe(new(3, 1, 0, ended.Ended.Figures.Met, ended.Ended.Figures.Late, ended.Ended.Figures.Refused));
        ended.Ended.People.Single(p => p.Person.Value == "clerk").Acts.ShouldBeGreaterThan(0);
        ended.Ended.LedgerHead.ShouldBe((await test.Ledger.Tip(plan.Id, Ct)).Hash);
        (await drills.FinishLesson(test.By(Role.SectionOfficer), plan.Id, 1, "已练", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await drills.FinishLesson(test.By(Role.DutyOfficer), plan.Id, 1, "四月已练一次", Ct)).Refusal.ShouldBeNull();
        Drills.Bytes((await drills.Find(test.Office, plan.Id, Ct))!).ShouldBe(Drills.Bytes((await drills.Replay(test.Office, plan.Id, Ct))!));

        // It is over for good: no act, no post, no import adds anything, and the head that was written down still is the head.
        (await test.Get<Cases>().Raise(In(plan, Role.Clerk), opened.Value.Id, ClaimKind.Doubt, "为何发黄", Ct)).Refusal.ShouldBe(DrillOffices.Ended);
        (await test.Get<Replays>().Give(plan.Id, 3, [new(0, "", "再来", "一条")], Ct)).Refusal.ShouldBe(DrillOffices.Ended);
        await using var more = DrillWalk.Script();
        (await test.Get<Import>().Run(In(plan, Role.Clerk), new("再.csv"), more, ct: Ct)).Refusal.ShouldBe(DrillOffices.Ended);
        (await posts.Waiting(plan.Id, Ct)).ShouldBe(0);
        (await test.Ledger.Tip(plan.Id, Ct)).ShouldBe((ended.Ended.LedgerEntries, ended.Ended.LedgerHead));
        (await test.Ledger.Verify(plan.Id, Ct)).BrokenAt.ShouldBeNull();
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
        (await test.Get<Offices>().Working(Ct)).Select(o => o.Id).ShouldBe([test.Office]);
    }

    [Fact, Clause("R55")]
    public async Task A_past_event_is_played_again_and_its_own_topic_does_not_grow()
    {
        await using var test = await Create();
        await using (var file = DrillWalk.Script(4)) (await test.Get<Import>().Run(Actor.CommandLine(test.Office), new("留言.csv"), file, ct: Ct)).Refusal.ShouldBeNull();
        await test.Get<Huiying.Assess.Assessment>().Run(test.Office, ct: Ct);
        var topic = (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value[0];
        var past = (await test.Get<Cases>().Open(test.By(Role.Clerk), new("旧事", new Huiying.Handle.Intake(IntakeChannel.Web, true), topic.Id.Value, test.Time.GetUtcNow()), Ct)).Value;
        var drills = test.Get<Drills>();
        var cast = DrillWalk.Cast(await test.Get<People>().List(test.Office, Ct));
        var plan = (await drills.Plan(test.By(Role.DutyLeader), new("重演旧事", "练习研判", past.Id, 60, cast), null, null, ct: Ct)).Value;
        plan.Plan.From.ShouldBe(past.Number);
        (await drills.Begin(test.By(Role.PrincipalLeader), plan.Id, Ct)).Refusal.ShouldBeNull();
        test.Time.Advance(TimeSpan.FromHours(1));
        await drills.Go(test.Office, plan.Id, Ct);
        await test.Get<Huiying.Assess.Assessment>().Run(plan.Id, ct: Ct);
        await test.Get<Huiying.Assess.Assessment>().Run(test.Office, ct: Ct);
        (await test.Get<Topics>().List(In(plan, Role.Clerk), ct: Ct)).Value.Sum(t => t.Posts).ShouldBe(topic.Posts);
        (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.Sum(t => t.Posts).ShouldBe(4);
        // No text of a post is in the ledger: the script is a file that the entry names by its hash.
        await foreach (var e in test.Ledger.Read(test.Office, Drill.Of(plan.Id), ct: Ct)) e.Data.GetRawText().ShouldNotContain("发黄");
    }

    [Fact, Clause("R55")]
    public async Task A_cast_that_could_not_work_is_refused_with_the_post_that_is_missing_and_no_drill_is_planned_inside_a_drill()
    {
        await using var test = await Create();
        var drills = test.Get<Drills>();
        var cast = DrillWalk.Cast(await test.Get<People>().List(test.Office, Ct));
        async Task<Refusal?> Try(Actor by, DrillPlan plan)
        {
            await using var script = DrillWalk.Script();
            return (await drills.Plan(by, plan, script, "a.csv", ct: Ct)).Refusal;
        }
        (await Try(test.By(Role.Clerk), new("演练", "练", null, 60, [.. cast.Where(c => c.Role != Role.SecrecyReviewer)])))!.Zh.ShouldContain("保密审查员");
        (await Try(test.By(Role.Clerk), new("演练", "练", null, 60, [.. cast.Where(c => c.Role != Role.SecrecyReviewer), new(Role.SecrecyReviewer, null, new PersonId("member"))]))).ShouldBeNull();
        (await Try(test.By(Role.Clerk), new("演练", "练", null, 60, [.. cast, new(Role.Clerk, null, new PersonId("stranger"))])))!.Code.ShouldBe("not-found");
        (await Try(test.By(Role.SectionOfficer), new("演练", "练", null, 60, cast)))!.Code.ShouldBe("not-your-post");
        var begun = await DrillWalk.Begun(drills, test.Get<People>(), r => test.By(r));
        (await Try(In(begun, Role.Clerk), new("套中套", "练", null, 60, cast)))!.Clause.ShouldBe("R55");
        (await test.Get<Trainings>().Record(In(begun, Role.Clerk), new("课", "人", new(2026, 3, 1), 1, [(new PersonId("clerk"), "")]), Ct)).Refusal!.Clause.ShouldBe("R55");
        (await test.Get<Sources>().Add(In(begun, Role.Clerk), new("某站", SourceKind.Feed, "https://example.org/feed", TimeSpan.FromMinutes(10)), Ct)).Refusal!.Code.ShouldBe("drill.not-here");
        (await test.Get<Replays>().Give(test.Office, 0, [new(0, "", "标题", "内容")], Ct)).Refusal!.Code.ShouldBe("drill.only");
        (await drills.Plan(test.By(Role.Clerk), new("改", "练", null, 60, cast), DrillWalk.Script(), "a.csv", begun.Id, Ct)).Refusal!.Code.ShouldBe("drill.begun");
    }

    [Theory, Clause("R55")]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_document_that_a_drill_makes_is_marked_and_none_of_a_real_office(string kind)
    {
        var real = Samples.All[kind];
        real.Drill.ShouldBeFalse();
        var drill = Samples.InDrill(kind);
        drill.Drill.ShouldBeTrue();
        PrintedPage.Read(Docx.Write(drill)).OfType<PrintedLine>().ShouldContain(l => l.Text == OfficialDocument.DrillLine);
        PrintedPage.Read(Docx.Write(real)).OfType<PrintedLine>().ShouldNotContain(l => l.Text == OfficialDocument.DrillLine);
    }

    public static TheoryData<string> Kinds => [.. Samples.Kinds.Keys];

    [Theory, BothEngines, Clause("R55")]
    public async Task A_training_is_recorded_exported_and_a_wrong_one_annulled_but_never_gone(Engine engine)
    {
        await using var test = await Create(engine);
        var trainings = test.Get<Trainings>();
        var text = new TrainingText("网络舆情首报", "区委党校", new(2026, 3, 1), 3.5, [(new PersonId("duty"), "合格"), (new PersonId("clerk"), "=1+1")]);
        (await trainings.Record(test.By(Role.SectionOfficer), text, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await trainings.Record(test.By(Role.Clerk), text with { On = new(2026, 3, 3) }, Ct)).Refusal!.Clause.ShouldBe("R55");
        (await trainings.Record(test.By(Role.Clerk), text with { Hours = 0 }, Ct)).Refusal!.Clause.ShouldBe("R55");
        (await trainings.Record(test.By(Role.Clerk), text with { People = [] }, Ct)).Refusal!.Clause.ShouldBe("R55");
        (await trainings.Record(test.By(Role.Clerk), text, Ct)).Refusal.ShouldBeNull();
        var kept = (await trainings.List(test.Office, ct: Ct)).ShouldHaveSingleItem();
        (await trainings.Annul(test.By(Role.Clerk), kept.What.Training, " ", Ct)).Refusal!.Clause.ShouldBe("R55");
        (await trainings.Annul(test.By(Role.Clerk), kept.What.Training, "学时写错", Ct)).Refusal.ShouldBeNull();
        (await trainings.Annul(test.By(Role.Clerk), kept.What.Training, "再作废", Ct)).Refusal!.Code.ShouldBe("training.annulled");

        var begun = await DrillWalk.Begun(test.Get<Drills>(), test.Get<People>(), r => test.By(r));
        test.Time.Advance(TimeSpan.FromMinutes(90));
        (await test.Get<Drills>().End(test.By(Role.Clerk), begun.Id, new("都按时", []), Ct)).Refusal.ShouldBeNull();
        var sheet = (await test.Get<Huiying.Review.Sheets>().Take(test.By(Role.Clerk), "trainings", "csv", new(2026, 1, 1), new(2026, 12, 31), Ct)).Value;
        sheet.Header.ShouldBe(Trainings.Columns);
        sheet.Rows.Count(r => (string?)r[2] == "培训" && ((string?)r[7])!.StartsWith("作废", StringComparison.Ordinal)).ShouldBe(2);
        sheet.Rows.Single(r => (string?)r[2] == "演练" && (string?)r[1] == "安文")[5].ShouldBe(1.5);
        using var csv = new MemoryStream();
        await SheetWriter.Write(csv, SheetFormat.Csv, sheet.Name, sheet.Header, sheet.Rows.ToAsyncEnumerable(), Ct);
        System.Text.Encoding.UTF8.GetString(csv.ToArray()).ShouldNotContain(",=1+1");
        var exported = (await test.Get<Huiying.Review.Sheets>().Take(test.By(Role.Clerk), "drills", "xlsx", new(2026, 1, 1), new(2026, 12, 31), Ct)).Value;
        exported.Rows.ShouldHaveSingleItem()[0].ShouldBe("夜间首报演练");
        (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).Count(e => e.Act == "sheets.export").ShouldBe(2);
    }
}
