using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Assess;

public sealed class CorrectionsTests
{
    private const string Water = "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？";
    private const string WaterAgain = "早上放出来的自来水还是黄的，有股异味，水厂没人接电话，杨柳街道的居民都在问";
    private const string School = "松林镇中学门口每天早晚堵车，学生过马路很危险，请交警安排人疏导";
    private const string Lamps = "白杨村东头的路灯坏了半个月，晚上黑漆漆的，老人出门摔跤，请尽快修好";
    private const string LampsAgain = "白杨村路灯还没修，报修半个月没有人来，晚上出门太黑";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R20")]
    public async Task Merged_topics_stay_one_for_later_posts_and_come_apart_exactly_when_undone(Engine engine)
    {
        await using var test = await Of(engine, Water, School, WaterAgain);
        var (corrections, clerk) = (test.Get<Corrections>(), test.By(Role.Clerk));
        var (water, school) = (await With(test, Water), await With(test, School));
        var before = await Figures(test);
        (await corrections.Merge(clerk, school, water, "", Ct)).Refusal!.Clause.ShouldBe("R61");
        (await corrections.Merge(clerk, water, water, "同一件事", Ct)).Ok.ShouldBeFalse();
        (await corrections.Merge(test.By(Role.SectionOfficer), school, water, "同一件事", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await corrections.Merge(clerk, school, water, "同一件事", Ct)).Refusal.ShouldBeNull();
        await TopicFiguresTests.Adds(test);

        // The page of the one leads to the other, and a post says who put it there.
        var page = (await test.Get<Topics>().Open(clerk, school, Ct)).Value;
        (page.Line.Id, page.Line.Posts, page.Voices.AtMost).ShouldBe((water, 3, 3));
        (await test.Get<Topics>().PostsOf(clerk, water, ct: Ct)).Value.Single(p => p.Post.Text == School).Why.ShouldContain($"{clerk.Name}随第 {school} 号话题并入，理由：同一件事");
        (await test.Get<Topics>().Search(clerk, new("学生"), ct: Ct)).Value.Posts.ShouldHaveSingleItem().Topic.ShouldBe(water);

        // Another node, which never heard of it in memory, obeys too.
        await using var other = test.Another(s => s.AddCollect().AddAssess());
        await AssessmentTests.Take(test, AssessmentTests.Some(11, School + "，请尽快"), AssessmentTests.Some(12, Water + "请答复"));
        (await other.GetRequiredService<Assessment>().Run(test.Office, 500, Ct)).ShouldBe(2);
        (await List(test)).ShouldHaveSingleItem().Posts.ShouldBe(5);
        await TopicFiguresTests.Adds(test);

        var merge = (await corrections.Of(clerk, water, Ct)).Value.ShouldHaveSingleItem();
        (merge.Kind, merge.Topic, merge.Other, merge.ByName, merge.Reason, merge.Undone).ShouldBe((CorrectionKind.Merge, school, water, clerk.Name, "同一件事", null));
        (await corrections.Undo(clerk, merge.Number, "是两件事", Ct)).Refusal.ShouldBeNull();
        (await corrections.Undo(clerk, merge.Number, "是两件事", Ct)).Refusal!.Code.ShouldBe("correction.undone");
        (await List(test)).Select(l => (l.Id, l.Posts)).ShouldBe([(water, 3), (school, 2)], ignoreOrder: true);
        await TopicFiguresTests.Adds(test);
        (await Figures(test)).Where(f => f.Id == water).Single().First.ShouldBe(before.Single(f => f.Id == water).First);
        await AssessmentTests.Take(test, AssessmentTests.Some(13, School + "，再次反映"));
        await AssessmentTests.Assess(test);
        (await With(test, School + "，再次反映")).ShouldBe(school);
        (await ActsOf(test)).ShouldBe(["topics.merge.refused", "topics.merge.refused", "topics.merge.refused", "topics.merge", "topics.undo", "topics.undo.refused"]);
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("R20")]
    public async Task What_was_split_off_draws_its_own_from_then_on_also_after_a_restart(Engine engine)
    {
        await using var test = await Of(engine, Water, Lamps, WaterAgain, LampsAgain, School);
        var (corrections, clerk) = (test.Get<Corrections>(), test.By(Role.Clerk));
        // A wrong merge that later posts have followed: both matters in one group of the index.
        var (water, lamps) = (await With(test, Water), await With(test, Lamps));
        (await corrections.Move(clerk, lamps, [await Post(test, LampsAgain)], water, "错移", Ct)).Refusal.ShouldBeNull();
        (await corrections.Move(clerk, lamps, [await Post(test, Lamps)], water, "错移", Ct)).Refusal!.Code.ShouldBe("topic.emptied");
        await AssessmentTests.Take(test, AssessmentTests.Some(20, LampsAgain + "，请回复"));
        await AssessmentTests.Assess(test);
        await TopicFiguresTests.Adds(test);

        var wrong = new[] { await Post(test, LampsAgain) };
        (await corrections.Split(clerk, water, [], "路灯是另一件事", Ct)).Ok.ShouldBeFalse();
        (await corrections.Split(clerk, water, [await Post(test, School)], "路灯是另一件事", Ct)).Ok.ShouldBeFalse();
        var made = await corrections.Split(clerk, water, wrong, "路灯是另一件事", Ct);
        made.Refusal.ShouldBeNull();
        await TopicFiguresTests.Adds(test);
        (await test.Get<Topics>().Open(clerk, made.Value, Ct)).Value.Line.Title.ShouldStartWith("白杨村路灯还没修");

        // The node that decides next has everything from the store alone.
        await using var other = test.Another(s => s.AddCollect().AddAssess());
        await AssessmentTests.Take(test, AssessmentTests.Some(21, "白杨村路灯没修，报修半个月了还没有人来修，晚上出门黑"), AssessmentTests.Some(22, WaterAgain + "，请回复"));
        (await other.GetRequiredService<Assessment>().Run(test.Office, 500, Ct)).ShouldBe(2);
        (await With(test, WaterAgain + "，请回复")).ShouldBe(water);
        (await With(test, "白杨村路灯没修，报修半个月了还没有人来修，晚上出门黑")).ShouldNotBe(water);
        await TopicFiguresTests.Adds(test);
        // A new topic gets a number of its own.
        await AssessmentTests.Take(test, AssessmentTests.Some(23, "槐树小区电梯停运三天，物业不接电话，高层老人下不了楼"));
        await AssessmentTests.Assess(test);
        (await List(test)).Select(l => l.Id).ShouldBeUnique();
        await TopicFiguresTests.Adds(test);

        // The node that took part from the beginning goes on as one that begins now: nothing hangs on what is in memory.
        await using var fresh = test.Another(s => s.AddCollect().AddAssess());
        await AssessmentTests.Take(test, AssessmentTests.Some(24, School + "，请看一看"));
        (await fresh.GetRequiredService<Assessment>().Run(test.Office, 500, Ct)).ShouldBe(1);
        (await With(test, School + "，请看一看")).ShouldBe(await With(test, School));

        // Undone, it is part of the old topic again, with what came to it.
        var split = (await corrections.Of(clerk, made.Value, Ct)).Value.First(c => c.Kind == CorrectionKind.Split);
        (await corrections.Undo(clerk, split.Number, "还是一件事", Ct)).Refusal.ShouldBeNull();
        (await test.Get<Topics>().Open(clerk, made.Value, Ct)).Value.Line.Id.ShouldBe(water);
        await TopicFiguresTests.Adds(test);
    }

    [Theory, BothEngines, Clause("R15")]
    public async Task A_moved_post_takes_its_copies_along_and_goes_back_where_it_was(Engine engine)
    {
        await using var test = await Of(engine, Water, WaterAgain, School);
        var (corrections, clerk) = (test.Get<Corrections>(), test.By(Role.Clerk));
        var (water, school) = (await With(test, Water), await With(test, School));
        var post = await Post(test, WaterAgain);
        (await corrections.Move(clerk, water, [post], school, "说的是学校门口的水管", Ct)).Refusal.ShouldBeNull();
        await AssessmentTests.Take(test, AssessmentTests.Some(30, WaterAgain, host: "other.example"));
        await AssessmentTests.Assess(test);
        (await test.Get<Topics>().PostsOf(clerk, school, ct: Ct)).Value.Count(p => p.Post.Text == WaterAgain).ShouldBe(2);
        await TopicFiguresTests.Adds(test);
        var move = (await corrections.Of(clerk, school, Ct)).Value.ShouldHaveSingleItem();
        (await corrections.Undo(clerk, move.Number, "看错了", Ct)).Refusal.ShouldBeNull();
        (await test.Get<Topics>().PostsOf(clerk, water, ct: Ct)).Value.Select(p => p.Post.Id).ShouldContain(post);
        await TopicFiguresTests.Adds(test);
        await AssessmentTests.Take(test, AssessmentTests.Some(31, Lamps));
        await AssessmentTests.Assess(test);
        await TopicFiguresTests.Adds(test);
    }

    [Theory, BothEngines, Clause("R41")]
    public async Task A_mute_has_a_reason_and_an_end_and_never_silences_a_major_rule(Engine engine)
    {
        await using var test = await Of(engine, Water, School);
        var (corrections, topics, clerk) = (test.Get<Corrections>(), test.Get<Topics>(), test.By(Role.Clerk));
        var water = await With(test, Water);
        var now = test.Time.GetUtcNow();
        (await corrections.Mute(clerk, water, now.AddDays(3), " ", Ct)).Ok.ShouldBeFalse();
        (await corrections.Mute(clerk, water, now.AddDays(14).AddMinutes(1), "已公告", Ct)).Ok.ShouldBeFalse();
        (await corrections.Mute(clerk, water, now, "已公告", Ct)).Ok.ShouldBeFalse();
        (await corrections.Mute(clerk, water, now.AddDays(14), "已公告", Ct)).Refusal.ShouldBeNull();
        (await List(test, muted: false)).ShouldHaveSingleItem().Id.ShouldBe(await With(test, School));
        (await topics.Open(clerk, water, Ct)).Value.Muted.ShouldBe(new Muted(now.AddDays(14), "已公告", clerk.Name, false));

        // Twenty thousand views and three hundred comments: major. It is offered and owed as if nobody had muted it.
        await AssessmentTests.Take(test, AssessmentTests.Some(40, Water, counts: new Counts(Views: 20_000, Replies: 300)));
        await AssessmentTests.Assess(test);
        (await List(test, muted: false)).Count.ShouldBe(2);
        (await topics.Open(clerk, water, Ct)).Value.Muted!.Broken.ShouldBeTrue();
        (await topics.List(clerk, TopicFilter.Unanswered, ct: Ct)).Value.ShouldHaveSingleItem().Id.ShouldBe(water);
        (await corrections.Mute(clerk, water, now.AddDays(1), "再静默", Ct)).Refusal!.Code.ShouldBe("topic.major");

        var mute = (await corrections.Of(clerk, water, Ct)).Value.ShouldHaveSingleItem();
        (await corrections.Undo(clerk, mute.Number, "重新关注", Ct)).Refusal.ShouldBeNull();
        (await topics.Open(clerk, water, Ct)).Value.Muted.ShouldBeNull();
        test.Time.Advance(TimeSpan.FromDays(15));
        (await corrections.Mute(clerk, await With(test, School), test.Time.GetUtcNow().AddDays(1), "已安排", Ct)).Ok.ShouldBeTrue();
        test.Time.Advance(TimeSpan.FromDays(2));
        (await List(test, muted: false)).Count.ShouldBe(2);
    }

    [Theory, BothEngines, Clause("R41")]
    public async Task No_merge_loses_a_duty_to_answer(Engine engine)
    {
        await using var test = await Of(engine, Water, School);
        var (corrections, topics, clerk) = (test.Get<Corrections>(), test.Get<Topics>(), test.By(Role.Clerk));
        var (water, school) = (await With(test, Water), await With(test, School));
        await AssessmentTests.Take(test, AssessmentTests.Some(50, Water, counts: new Counts(Views: 20_000)));
        await AssessmentTests.Assess(test);
        var due = (await topics.Open(clerk, water, Ct)).Value.Duty!.DueAt;
        (await topics.Dismiss(clerk, school, "已安排疏导", Ct)).Ok.ShouldBeTrue();
        (await corrections.Merge(clerk, water, school, "同一件事", Ct)).Refusal!.Code.ShouldBe("topic.owes");
        (await corrections.Merge(clerk, school, water, "同一件事", Ct)).Refusal.ShouldBeNull();
        test.Time.Advance(TimeSpan.FromHours(1));
        (await topics.List(clerk, TopicFilter.Unanswered, ct: Ct)).Value.ShouldHaveSingleItem().DueAt.ShouldBe(due);

        // Answered as one, it is not taken apart by undoing; and what an event has taken goes nowhere.
        var merge = (await corrections.Of(clerk, water, Ct)).Value.ShouldHaveSingleItem();
        (await topics.Dismiss(clerk, school, "各自办理", Ct)).Refusal!.Code.ShouldBe("topic.merged");
        (await test.Acts.Run<Done>(clerk, "cases.open", new Subject("case", "c1"), act => Topics.Answered(act, water, TopicAnswer.Opened, caseId: "c1", ct: Ct), Ct)).Ok.ShouldBeTrue();
        (await corrections.Undo(clerk, merge.Number, "是两件事", Ct)).Refusal!.Code.ShouldBe("topic.decided");
        await AssessmentTests.Take(test, AssessmentTests.Some(51, Lamps));
        await AssessmentTests.Assess(test);
        (await corrections.Merge(clerk, water, await With(test, Lamps), "同一件事", Ct)).Refusal!.Code.ShouldBe("topic.in-event");
    }

    [Theory, BothEngines, Clause("R41")]
    public async Task A_duty_taken_over_by_a_merge_goes_back_with_its_own_end(Engine engine)
    {
        await using var test = await Of(engine, Water, School);
        var (corrections, topics, clerk) = (test.Get<Corrections>(), test.Get<Topics>(), test.By(Role.Clerk));
        var (water, school) = (await With(test, Water), await With(test, School));
        await AssessmentTests.Take(test, AssessmentTests.Some(60, Water, counts: new Counts(Views: 20_000)));
        await AssessmentTests.Assess(test);
        var due = (await topics.Open(clerk, water, Ct)).Value.Duty!.DueAt;
        (await corrections.Merge(clerk, water, school, "同一件事", Ct)).Refusal.ShouldBeNull();
        var joined = (await topics.List(clerk, TopicFilter.Unanswered, ct: Ct)).Value.ShouldHaveSingleItem();
        (joined.Id, joined.DueAt).ShouldBe((school, due));
        test.Time.Advance(TimeSpan.FromHours(30));
        (await test.Get<TopicClock>().Due(test.Office, Ct)).ShouldBe([school]);
        (await corrections.Undo(clerk, (await corrections.Of(clerk, school, Ct)).Value.Single().Number, "是两件事", Ct)).Refusal.ShouldBeNull();
        var apart = (await topics.List(clerk, TopicFilter.Unanswered, ct: Ct)).Value.ShouldHaveSingleItem();
        (apart.Id, apart.DueAt).ShouldBe((water, due));
    }

    [Fact, Clause("S16")]
    public async Task What_is_kept_from_somebody_stays_so_whatever_is_corrected()
    {
        await using var test = await Of(Engine.Sqlite, Water, WaterAgain, School);
        var (corrections, topics, clerk) = (test.Get<Corrections>(), test.Get<Topics>(), test.By(Role.Clerk));
        var (water, school) = (await With(test, Water), await With(test, School));
        var officer = test.By(Role.DutyOfficer);
        await test.Acts.Run<Done>(clerk, "x", water.Subject, async act =>
        {
            await Topics.Hide(act, water, [(officer.Person, null)], Ct);
            return default(Done);
        }, Ct);
        var post = await Post(test, WaterAgain);
        (await corrections.Merge(officer, school, water, "同一件事", Ct)).Refusal!.Code.ShouldBe("not-found");
        (await corrections.Of(officer, water, Ct)).Refusal!.Code.ShouldBe("not-found");
        (await corrections.Move(clerk, water, [post], school, "同一件事", Ct)).Refusal!.Code.ShouldBe("topic.recused");
        var made = (await corrections.Split(clerk, water, [post], "另一件事", Ct)).Value;
        (await topics.Open(officer, made, Ct)).Refusal!.Code.ShouldBe("not-found");
        (await corrections.Undo(officer, 1, "x", Ct)).Refusal!.Code.ShouldBe("not-found");
        (await corrections.Merge(clerk, made, school, "同一件事", Ct)).Refusal.ShouldBeNull();
        (await topics.Open(officer, school, Ct)).Refusal!.Code.ShouldBe("not-found");
    }

    /// <summary>An office that has assessed these posts.</summary>
    private static async Task<TestStore> Of(Engine engine, params string[] texts)
    {
        var test = await AssessmentTests.Create(engine);
        for (var i = 0; i < texts.Length; i++)
        {
            await AssessmentTests.Take(test, AssessmentTests.Some(i + 1, texts[i], $"人{i}", counts: new Counts(Views: 10 + i)));
            test.Time.Advance(TimeSpan.FromMinutes(50));
        }
        await AssessmentTests.Assess(test);
        return test;
    }

    private static async Task<PostId> Post(TestStore test, string text) => (await test.Get<Topics>().Search(test.By(Role.Clerk), new(text[..8]), ct: Ct)).Value.Posts.Where(p => p.Post.Text == text).Min(p => p.Post.Id);

    private static async Task<TopicId> With(TestStore test, string text) => (await test.Get<Topics>().Search(test.By(Role.Clerk), new(text[..8]), ct: Ct)).Value.Posts.First(p => p.Post.Text == text).Topic;

    private static async Task<IReadOnlyList<TopicLine>> List(TestStore test, bool muted = true) => (await test.Get<Topics>().List(test.By(Role.Clerk), muted: muted, ct: Ct)).Value;

    private static async Task<List<(TopicId Id, DateTimeOffset First)>> Figures(TestStore test) => [.. (await List(test)).Select(l => (l.Id, l.FirstAt))];

    private static async Task<List<string>> ActsOf(TestStore test)
    {
        var acts = new List<string>();
        await foreach (var entry in test.Ledger.Read(test.Office, ct: Ct)) if (entry.Act.StartsWith("topics.merge", StringComparison.Ordinal) || entry.Act.StartsWith("topics.undo", StringComparison.Ordinal)) acts.Add(entry.Act);
        return acts;
    }
}
