using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Assess;

public sealed class TopicAnswerTests
{
    private const string Water = "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R41")]
    public async Task A_topic_above_the_ordinary_floor_owes_an_answer_within_four_working_hours(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var id = await Topic(test, views: 20_000);
        var line = (await test.Get<Topics>().List(test.By(Role.Clerk), TopicFilter.Unanswered, ct: Ct)).Value.ShouldHaveSingleItem();
        // Monday 09:00 in Shanghai + 4 working hours = 14:30, the lunch break left out.
        line.DueAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 6, 30, 0, TimeSpan.Zero));
        await using var store = test.Open();
        var duty = (await Topics.Owed(store, Ct)).ShouldHaveSingleItem();
        (duty.Topic, duty.From, duty.Grade).ShouldBe((id, test.Time.GetUtcNow(), Grade.Ordinary));
        duty.Derivation.Count.ShouldBeGreaterThan(1);
        (await Acts(test, id)).ShouldBe(["topics.assess"]);
    }

    [Theory, BothEngines, Clause("R41")]
    public async Task From_major_up_the_answer_is_due_in_thirty_minutes_and_a_rising_grade_shortens_the_clock(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var id = await Topic(test, views: 20_000);
        test.Time.Advance(TimeSpan.FromMinutes(10));
        await AssessmentTests.Take(test, AssessmentTests.Some(2, Water, counts: new Counts(Replies: 300)));
        await AssessmentTests.Assess(test);
        var page = (await test.Get<Topics>().Open(test.By(Role.Clerk), id, Ct)).Value;
        page.Line.Suggested.ShouldBe(Grade.Major);
        page.Duty!.DueAt.ShouldBe(test.Time.GetUtcNow().AddMinutes(30));
        page.Suggestion.Rules.Where(r => r.Fired).Select(r => r.Id).ShouldBe(["R59:views", "R59:comments", "R59:influence"]);
    }

    [Theory, BothEngines, Clause("R41")]
    public async Task A_quiet_topic_owes_nothing(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var id = await Topic(test, views: 19_999);
        (await test.Get<Topics>().List(test.By(Role.Clerk), TopicFilter.Unanswered, ct: Ct)).Value.ShouldBeEmpty();
        (await test.Get<Topics>().Open(test.By(Role.Clerk), id, Ct)).Value.Duty.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("R41")]
    public async Task No_action_without_a_reason_is_refused_and_with_one_is_an_entry(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var id = await Topic(test, views: 20_000);
        var topics = test.Get<Topics>();
        foreach (var empty in new[] { "", "  ", "\u3000" }) (await topics.Dismiss(test.By(Role.Clerk), id, empty, Ct)).Refusal!.Code.ShouldBe("topic.no-reason");
        (await topics.List(test.By(Role.Clerk), TopicFilter.Unanswered, ct: Ct)).Value.Count.ShouldBe(1);
        (await topics.Dismiss(test.By(Role.SystemAdministrator), id, "x", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await topics.Dismiss(test.By(Role.Clerk), id, " 水厂已公告，今日恢复 ", Ct)).Ok.ShouldBeTrue();
        (await topics.Dismiss(test.By(Role.Clerk), id, "再答一次", Ct)).Refusal!.Code.ShouldBe("topic.answered");
        (await topics.List(test.By(Role.Clerk), TopicFilter.Unanswered, ct: Ct)).Value.ShouldBeEmpty();
        var page = (await topics.Open(test.By(Role.Clerk), id, Ct)).Value;
        page.Answer!.ShouldBe(new AnswerGiven(TopicAnswer.NoAction, "水厂已公告，今日恢复", null, test.Time.GetUtcNow(), test.By(Role.Clerk).Person, test.By(Role.Clerk).Name));
        (await Acts(test, id)).Where(a => a.StartsWith("topics.answer", StringComparison.Ordinal)).ShouldBe(
            ["topics.answer.refused", "topics.answer.refused", "topics.answer.refused", "topics.answer.refused", "topics.answer", "topics.answer.refused"]);
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("R41")]
    public async Task A_case_answers_its_topic_inside_its_own_act(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var id = await Topic(test, views: 20_000);
        var clerk = test.By(Role.Clerk);
        var subject = new Subject("case", "c1");
        (await test.Acts.Run<Done>(clerk, "cases.open", subject, act => Topics.Answered(act, id, TopicAnswer.Opened, ct: Ct), Ct)).Refusal!.Code.ShouldBe("topic.no-case");
        (await test.Acts.Run<Done>(clerk, "cases.open", subject, async act =>
        {
            await Topics.Answered(act, id, TopicAnswer.Opened, caseId: "c1", ct: Ct);
            return Refusal.Invalid("-", "另一处不成立", "something else is wrong");
        }, Ct)).Ok.ShouldBeFalse();
        (await test.Get<Topics>().List(clerk, TopicFilter.Unanswered, ct: Ct)).Value.Count.ShouldBe(1);
        (await test.Acts.Run<Done>(clerk, "cases.open", subject, act => Topics.Answered(act, id, TopicAnswer.Opened, caseId: "c1", ct: Ct), Ct)).Ok.ShouldBeTrue();
        (await test.Get<Topics>().Open(clerk, id, Ct)).Value.Answer!.Case.ShouldBe("c1");
    }

    [Theory, BothEngines, Clause("R41")]
    public async Task After_no_action_only_a_higher_grade_asks_again(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var id = await Topic(test, views: 20_000);
        (await test.Get<Topics>().Dismiss(test.By(Role.Clerk), id, "已公告", Ct)).Ok.ShouldBeTrue();
        await AssessmentTests.Take(test, AssessmentTests.Some(2, Water, counts: new Counts(Views: 500)));
        await AssessmentTests.Assess(test);
        (await test.Get<Topics>().Open(test.By(Role.Clerk), id, Ct)).Value.Duty.ShouldBeNull();
        await AssessmentTests.Take(test, AssessmentTests.Some(3, Water, counts: new Counts(Replies: 300)));
        await AssessmentTests.Assess(test);
        var page = (await test.Get<Topics>().Open(test.By(Role.Clerk), id, Ct)).Value;
        page.Duty!.DueAt.ShouldBe(test.Time.GetUtcNow().AddMinutes(30));
        page.Answer.ShouldBeNull();
    }

    [Theory, BothEngines]
    public async Task The_first_opening_by_a_person_is_the_discovery_and_later_ones_change_nothing(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var id = await Topic(test, views: 1);
        var captured = test.Time.GetUtcNow();
        test.Time.Advance(TimeSpan.FromHours(5));
        var topics = test.Get<Topics>();
        (await topics.Open(Actor.Clock(test.Office), id, Ct)).Value.Line.DiscoveredAt.ShouldBeNull();
        var seen = (await topics.Open(test.By(Role.SectionOfficer), id, Ct)).Value;
        (seen.Line.DiscoveredAt, seen.DiscoveredBy, seen.CapturedAt).ShouldBe((test.Time.GetUtcNow(), Discovery.Opened, captured));
        test.Time.Advance(TimeSpan.FromHours(1));
        (await topics.Open(test.By(Role.Clerk), id, Ct)).Value.Line.DiscoveredAt.ShouldBe(seen.Line.DiscoveredAt);
        (await Acts(test, id)).ShouldBe(["topics.discover"]);
    }

    [Theory, BothEngines, Clause("R60"), Clause("R61")]
    public async Task A_phrase_is_ticked_by_a_person_with_a_reason_and_suggests_anew(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var id = await Topic(test, views: 200_000, replies: 3000);
        var topics = test.Get<Topics>();
        (await topics.Open(test.By(Role.Clerk), id, Ct)).Value.Line.Suggested.ShouldBe(Grade.Major);
        (await topics.Tick(test.By(Role.Clerk), id, ["strong-reaction"], "", Ct)).Refusal!.Clause.ShouldBe("R61");
        (await topics.Tick(test.By(Role.Clerk), id, ["rude"], "x", Ct)).Refusal!.Clause.ShouldBe("R60");
        (await topics.Tick(test.By(Role.AuditAdministrator), id, ["strong-reaction"], "x", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await topics.Tick(test.By(Role.Clerk), id, ["strong-reaction"], "三十余人到水厂反映", Ct)).Ok.ShouldBeTrue();
        (await topics.Open(test.By(Role.Clerk), id, Ct)).Value.Line.Suggested.ShouldBe(Grade.Extraordinary);
    }

    [Fact]
    public async Task Who_holds_no_post_sees_no_topic()
    {
        await using var test = await AssessmentTests.Create(Engine.Sqlite);
        var id = await Topic(test, views: 1);
        var nobody = new Actor(test.Office, new PersonId("nobody"), "无", []);
        (await test.Get<Topics>().List(nobody, ct: Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await test.Get<Topics>().Open(nobody, id, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await test.Get<Topics>().Search(nobody, new("自来水"), ct: Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await test.Get<Topics>().Open(test.By(Role.Clerk), new TopicId("99"), Ct)).Refusal!.Code.ShouldBe("not-found");
    }

    [Theory, BothEngines]
    public async Task The_steps_to_the_right_read_facts(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var id = await Topic(test, views: 20_000);
        var facts = (await test.Get<Topics>().Facts(test.Office, id, Ct))!;
        (facts.Id, facts.Posts, facts.Suggested, facts.VoicesAtMost).ShouldBe((id, 1, Grade.Ordinary, true));
        facts.Sources.ShouldHaveSingleItem().Views.ShouldBe(20_000);
        facts.Rules.Single(r => r.Id == "R59:views").ShouldBe(
            new RuleShown("R59:views", true, Grade.Ordinary, "点击 20,000 次，达到重大参考线 20,000 次。", "fired; views 20000; line 20000"));
        (await test.Get<Topics>().Facts(test.Office, new TopicId("99"), Ct)).ShouldBeNull();
    }

    private static async Task<TopicId> Topic(TestStore test, long views, long? replies = null)
    {
        await AssessmentTests.Take(test, AssessmentTests.Some(1, Water, counts: new Counts(Views: views, Replies: replies)));
        await AssessmentTests.Assess(test);
        return (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.ShouldHaveSingleItem().Id;
    }

    private static async Task<List<string>> Acts(TestStore test, TopicId id)
    {
        var acts = new List<string>();
        await foreach (var entry in test.Ledger.Read(test.Office, id.Subject, ct: Ct)) acts.Add(entry.Act);
        return acts;
    }
}
