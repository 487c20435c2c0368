using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.Assess;
using Huiying.Tests.House;
using Huiying.Track;
using Microsoft.Extensions.DependencyInjection;
using Case = Huiying.Handle.Case;
using Intake = Huiying.Handle.Intake;

namespace Huiying.Tests.Handle;

public sealed class MergingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R41"), Clause("R09")]
    public async Task A_topic_merged_into_an_event_is_answered_and_its_figures_count_there(Engine engine)
    {
        await using var test = await Create(engine);
        await AssessmentTests.Take(test, AssessmentTests.Some(1, "杨柳街道自来水发黄有异味，水厂说在换滤料", counts: new Counts(Views: 20_000)),
            AssessmentTests.Some(2, "松林镇中学门口每天早晚堵车，学生过马路很危险", counts: new Counts(Views: 30_000)));
        await AssessmentTests.Assess(test);
        var (cases, topics, clerk) = (test.Get<Cases>(), test.Get<Topics>(), test.By(Role.Clerk));
        var lines = (await topics.List(clerk, TopicFilter.Unanswered, ct: Ct)).Value;
        var c = (await cases.Open(clerk, new OpenCase("自来水发黄", new Intake(IntakeChannel.Web, true), lines[0].Id.Value, test.Time.GetUtcNow()), Ct)).Value;

        (await cases.MergeTopic(test.By(Role.AuditAdministrator), lines[1].Id, c.Id, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await topics.List(clerk, TopicFilter.Unanswered, ct: Ct)).Value.Count.ShouldBe(1);
        var merged = (await cases.MergeTopic(clerk, lines[1].Id, c.Id, Ct)).Value;
        merged.Topics.ShouldBe([lines[0].Id.Value, lines[1].Id.Value]);
        (await topics.List(clerk, TopicFilter.Unanswered, ct: Ct)).Value.ShouldBeEmpty();
        var answer = (await topics.Open(clerk, lines[1].Id, Ct)).Value.Answer!;
        (answer.Answer, answer.Case).ShouldBe((TopicAnswer.Merged, c.Id.Value));
        (await cases.Topic(test.Office, c.Id, Ct))!.Posts.ShouldBe(2);
        (await cases.MergeTopic(clerk, lines[1].Id, c.Id, Ct)).Refusal!.Code.ShouldBe("merge.topic-twice");
        (await cases.MergeTopic(clerk, lines[1].Id, new CaseId("none"), Ct)).Refusal!.Code.ShouldBe("not-found");
        Cases.Bytes((await cases.Replay(test.Office, c.Id, Ct))!).ShouldBe(Cases.Bytes((await cases.Find(test.Office, c.Id, Ct))!));
    }

    [Theory, BothEngines, Clause("R09"), Clause("R41")]
    public async Task A_merged_event_keeps_its_history_and_everything_it_owed_goes_on_with_its_own_clock(Engine engine)
    {
        await using var test = await Create(engine);
        var cases = test.Get<Cases>();
        var earlier = await Opened(test, "路灯不亮");
        (await cases.Raise(test.By(Role.Clerk), earlier, ClaimKind.Doubt, "坏了三个月", Ct)).Ok.ShouldBeTrue();
        (await cases.Verify(test.By(Role.SectionOfficer), earlier, 1, Finding.True, "三盏不亮", "现场照片", null, Ct)).Ok.ShouldBeTrue();
        test.Time.Advance(TimeSpan.FromHours(1));
        var later = await Opened(test, "村口没有路灯");
        var before = (await cases.Find(test.Office, earlier, Ct))!;

        (await cases.Merge(test.By(Role.Clerk), earlier, later, " ", Ct)).Refusal!.Code.ShouldBe("invalid");
        (await cases.Merge(test.By(Role.Clerk), earlier, earlier, "同一件事", Ct)).Refusal!.Code.ShouldBe("merge.self");
        (await cases.Merge(test.By(Role.SectionOfficer), earlier, later, "同一件事", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        var survivor = (await cases.Merge(test.By(Role.Clerk), earlier, later, "同一件事", Ct)).Value;

        foreach (var owed in before.Duties.Where(d => d.Open))
        {
            survivor.Duties.ShouldContain(d => d.Open && d.Rule == owed.Rule && d.DueAt <= owed.DueAt, owed.Rule);
        }
        survivor.Duties.Single(d => d.Rule == "R24" && d.From == before.DiscoveredAt).DueAt.ShouldBe(before.Duties.Single(d => d.Rule == "R24").DueAt);
        survivor.Duties.Count(d => d.Rule == "R68").ShouldBe(1, "both are due at the same midnight: one answer meets both");
        var claim = survivor.Claims.ShouldHaveSingleItem();
        (claim.Text, claim.RaisedBy, claim.Current!.Fact).ShouldBe(("坏了三个月", test.By(Role.Clerk).Person, "三盏不亮"));

        var ended = (await cases.Find(test.Office, earlier, Ct))!;
        (ended.Stage, ended.MergedInto!.Number, ended.Duties.Any(d => d.Open)).ShouldBe((Stage.Closed, survivor.Number, false));
        ended.Duties.ShouldAllBe(d => d.CarriedTo == survivor.Number && !d.Late(test.Time.GetUtcNow().AddDays(9)));
        (await test.Get<OnTime>().Of(test.Office, Ct)).Single(f => f.Rule == "R68").Running.ShouldBe(1);
        (await cases.History(test.Office, earlier, Ct).ToListAsync(Ct)).Count.ShouldBeGreaterThan(6);
        (await test.Get<Summaries>().Reopen(test.By(Role.Clerk), earlier, "再看", Ct)).Refusal!.Code.ShouldBe("reopen.merged");
        foreach (var id in (CaseId[])[earlier, later])
        {
            Cases.Bytes((await cases.Replay(test.Office, id, Ct))!).ShouldBe(Cases.Bytes((await cases.Find(test.Office, id, Ct))!));
        }
        test.Time.Advance(TimeSpan.FromHours(6));
        (await test.Get<DutyClock>().Due(test.Office, Ct)).Cases.ShouldBe([later]);
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Fact, Clause("R09")]
    public void An_event_that_is_assessed_survives_and_the_Party_group_signs_for_what_was_merged_later()
    {
        var assessed = CaseWalk.Assessed();
        var other = CaseWalk.Opened();
        other.After(TimeSpan.FromHours(1));
        Try(assessed.Case, Other(other.Case), assessed).ShouldNotBeNull().Code.ShouldBe("merge.under-way");

        assessed.After(TimeSpan.FromHours(1));
        assessed.Do(CaseWalk.By(Role.Clerk), (c, d) => Merging.Take(c, Other(other.Case), d));
        assessed.Case.Duties.Where(d => d.Open).Select(d => d.Rule).ShouldContain("R24");
        assessed.Do(CaseWalk.By(Role.PartySecretary), (c, d) => Assessing.Receive(c, d, Recipient.PartyGroup));
        assessed.Case.Duties.ShouldAllBe(d => d.Rule != "R24" || !d.Open);
        assessed.Try(CaseWalk.By(Role.PartySecretary), (c, d) => Assessing.Receive(c, d, Recipient.PartyGroup)).ShouldNotBeNull().Code.ShouldBe("receive.twice");
    }

    private static Refusal? Try(Case from, Case into, CaseWalk walk) =>
        Merging.Leave(from, into, new Deciding(CaseWalk.By(Role.Clerk), walk.Now, CaseWalk.Rules), "同一件事").Refusal;

    private static Case Other(Case c) => c with { Id = new CaseId("other"), Number = "〔2026〕2号" };

    private static async Task<CaseId> Opened(TestStore test, string title) =>
        (await test.Get<Cases>().Open(test.By(Role.Clerk), new OpenCase(title, new Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value.Id;

    private static Task<TestStore> Create(Engine engine) =>
        TestStore.Create(engine, s => s.AddCollect().AddAssess().AddSingleton<People>().AddHandle().AddTrack().AddReview());
}
