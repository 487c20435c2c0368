using Huiying.Assess;
using Huiying.Assess.Hot;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Assess.Hot;

public sealed class HotBoardTests
{
    private const string Water = "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？";
    private const string WaterAgain = "早上放出来的自来水还是黄的，有股异味，水厂没人接电话，杨柳街道的居民都在问";
    private const string School = "松林镇中学门口每天早晚堵车，学生过马路很危险，请交警安排人疏导";
    private const string SchoolAgain = "松林镇中学门口放学时又堵车了，学生过马路险象环生，什么时候有交警来疏导？";
    private const string Lamps = "白杨村东头的路灯坏了半个月，晚上黑漆漆的，老人出门摔跤，请尽快修好";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R20")]
    public async Task Hot_issues_are_computed_ahead_with_their_figures_and_their_moment(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var (board, clerk) = (test.Get<HotBoard>(), test.By(Role.Clerk));
        (await board.Renew(test.Office, Ct)).ShouldBe(0, "nothing was ever assessed");
        (await board.Show(clerk, HotSpan.Today, ct: Ct)).Value.ShouldBeNull();

        // Yesterday one post on the water, today three by two voices; the school twice; a lamp that nobody else wrote about.
        await AssessmentTests.Take(test, AssessmentTests.Some(1, Water, "甲"));
        await AssessmentTests.Assess(test);
        test.Time.Advance(TimeSpan.FromDays(1));
        await AssessmentTests.Take(test,
            AssessmentTests.Some(2, WaterAgain, "乙", counts: new(Likes: 30, Replies: 4)), AssessmentTests.Some(3, Water + "请答复", "丙"), AssessmentTests.Some(4, Water + "再问一次", "丙"),
            AssessmentTests.Some(5, School, "丁"), AssessmentTests.Some(6, SchoolAgain, "戊"), AssessmentTests.Some(7, Lamps, "己"));
        await AssessmentTests.Assess(test);
        test.Time.Advance(TimeSpan.FromHours(1));
        (await board.Renew(test.Office, Ct)).ShouldBe(3);
        (await board.Renew(test.Office, Ct)).ShouldBe(0, "nothing came since");

        var today = (await board.Show(clerk, HotSpan.Today, ct: Ct)).Value!;
        (today.At, today.Posts, today.Bounded).ShouldBe((test.Time.GetUtcNow(), 6, false));
        today.Issues.Select(i => i.Mentions).ShouldBe([3, 2]);
        var water = today.Issues[0];
        (water.Reactions, water.Before, water.Growth, water.VoicesAtMost).ShouldBe((34, 1, 2.0, 3));
        water.Words.ShouldContain("自来水");
        var topic = water.Topics.ShouldHaveSingleItem();
        topic.ShouldBe(new HotTopic(topic.Id, (await test.Get<Topics>().Open(clerk, topic.Id, Ct)).Value.Line.Title, 3));
        water.Posts.ShouldBe([new(2), new(4)]);
        (await board.Show(clerk, HotSpan.Week, ct: Ct)).Value!.Issues[0].Mentions.ShouldBe(4);
        (await board.Show(clerk, HotSpan.Today, 1, Ct)).Value!.Issues.ShouldHaveSingleItem();

        // It is kept: another process, which computed nothing, shows the same.
        await using var other = test.Another(s => s.AddCollect().AddAssess());
        (await other.GetService(typeof(HotBoard)).ShouldBeOfType<HotBoard>().Show(clerk, HotSpan.Today, ct: Ct)).Value!.Issues.Count.ShouldBe(2);

        // A day later the day has its own; posts that come are seen at the next look, not at once.
        await AssessmentTests.Take(test, AssessmentTests.Some(8, Lamps + "请派人", "庚"));
        await AssessmentTests.Assess(test);
        (await board.Renew(test.Office, Ct)).ShouldBe(0);
        test.Time.Advance(TimeSpan.FromMinutes(10));
        (await board.Renew(test.Office, Ct)).ShouldBe(1);
        (await board.Show(clerk, HotSpan.Today, ct: Ct)).Value!.Issues.Count.ShouldBe(3);
        test.Time.Advance(TimeSpan.FromDays(1));
        (await board.Renew(test.Office, Ct)).ShouldBe(3);
        (await board.Show(clerk, HotSpan.Today, ct: Ct)).Value!.Issues.ShouldBeEmpty();
    }

    [Theory, BothEngines, Clause("S09"), Clause("S16")]
    public async Task Whom_a_topic_is_kept_from_is_not_shown_its_hot_issue_and_merged_or_muted_topics_follow(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var (board, clerk, officer) = (test.Get<HotBoard>(), test.By(Role.Clerk), test.By(Role.DutyOfficer));
        await AssessmentTests.Take(test, AssessmentTests.Some(1, Water), AssessmentTests.Some(2, WaterAgain), AssessmentTests.Some(3, School), AssessmentTests.Some(4, SchoolAgain), AssessmentTests.Some(5, Lamps));
        await AssessmentTests.Assess(test);
        await board.Renew(test.Office, Ct);
        var issues = (await board.Show(clerk, HotSpan.Week, ct: Ct)).Value!.Issues;
        issues.Count.ShouldBe(2);
        var (water, school) = (issues.Single(i => i.Words.Contains("自来水")).Topics[0].Id, issues.Single(i => !i.Words.Contains("自来水")).Topics[0].Id);
        await test.Acts.Run<Done>(clerk, "x", water.Subject, async act =>
        {
            await Topics.Hide(act, water, [(officer.Person, null)], Ct);
            return default(Done);
        }, Ct);
        (await board.Show(officer, HotSpan.Week, ct: Ct)).Value!.Issues.ShouldHaveSingleItem().Topics[0].Id.ShouldBe(school);
        (await board.Show(clerk, HotSpan.Week, ct: Ct)).Value!.Issues.Count.ShouldBe(2);
        (await test.Get<Corrections>().Mute(clerk, school, test.Time.GetUtcNow().AddDays(1), "已公告", Ct)).Refusal.ShouldBeNull();
        (await board.Show(clerk, HotSpan.Week, ct: Ct)).Value!.Issues.ShouldHaveSingleItem().Topics[0].Id.ShouldBe(water);
        (await test.Get<Corrections>().Undo(clerk, 1, "不静默了", Ct)).Refusal.ShouldBeNull();
        // Once it is part of what is kept from the officer, so is its issue, though it was computed before.
        (await test.Get<Corrections>().Merge(clerk, school, water, "同一件事", Ct)).Refusal.ShouldBeNull();
        (await board.Show(officer, HotSpan.Week, ct: Ct)).Value!.Issues.ShouldBeEmpty();
        (await board.Show(clerk, HotSpan.Week, ct: Ct)).Value!.Issues.ShouldAllBe(i => i.Topics.Single().Id == water);
        (await board.Show(clerk with { Posts = [] }, HotSpan.Week, ct: Ct)).Refusal!.Clause.ShouldBe("S11");
    }

    [Theory, BothEngines]
    public async Task Of_more_posts_than_are_read_the_figures_are_of_all_and_the_list_says_so(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        const int flood = HotBoard.Most + 300;
        for (var from = 0; from < flood; from += 500)
        {
            await AssessmentTests.Take(test, [.. Enumerable.Range(from, Math.Min(500, flood - from)).Select(i => AssessmentTests.Some(i + 1, $"{i}栋{Water}", counts: new(Likes: 1)))]);
        }
        await AssessmentTests.Take(test, AssessmentTests.Some(9001, School), AssessmentTests.Some(9002, SchoolAgain), AssessmentTests.Some(9003, Lamps));
        while (await AssessmentTests.Assess(test) > 0) { }
        await test.Get<HotBoard>().Renew(test.Office, Ct);
        var today = (await test.Get<HotBoard>().Show(test.By(Role.Clerk), HotSpan.Today, ct: Ct)).Value!;
        (today.Posts, today.Bounded).ShouldBe((flood + 3, true));
        today.Looked.ShouldBeLessThan(HotSample.MostOfTopic + 10);
        var water = today.Issues[0];
        (water.Mentions, water.Reactions, water.Topics[0].Posts).ShouldBe((flood, flood, flood));
        today.Issues.Select(i => i.Mentions).ShouldBe([flood, 2]);
    }

    [Theory, BothEngines, Clause("S10")]
    public async Task What_is_destroyed_is_not_hot_any_more(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        await AssessmentTests.Take(test, AssessmentTests.Some(1, Water), AssessmentTests.Some(2, WaterAgain));
        await AssessmentTests.Assess(test);
        await test.Get<HotBoard>().Renew(test.Office, Ct);
        var topic = (await test.Get<HotBoard>().Show(test.By(Role.Clerk), HotSpan.Month, ct: Ct)).Value!.Issues.ShouldHaveSingleItem().Topics[0].Id;
        await test.Acts.Run<int>(test.By(Role.Clerk), "x", topic.Subject, async act => await Retention.PurgeEvent(act, [topic], Ct), Ct);
        (await test.Get<HotBoard>().Show(test.By(Role.Clerk), HotSpan.Month, ct: Ct)).Value.ShouldBeNull();
        await test.Get<HotBoard>().Renew(test.Office, Ct);
        (await test.Get<HotBoard>().Show(test.By(Role.Clerk), HotSpan.Month, ct: Ct)).Value!.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void Too_many_posts_are_read_evenly_topic_by_topic()
    {
        var topics = new Dictionary<TopicId, List<PostFigures>>
        {
            [new("1")] = [.. Enumerable.Range(1, 900).Select(i => new PostFigures(new(i), default, 0))],
            [new("2")] = [.. Enumerable.Range(1000, 3).Select(i => new PostFigures(new(i), default, 0))],
            [new("3")] = [new(new(2000), default, 0)],
            [new("4")] = [new(new(2001), default, 0)],
        };
        var chosen = HotSample.Of(topics, 20);
        chosen.Count.ShouldBe(20);
        // Both ends of the large topic, the small one whole, the newest single ones with what room is left.
        foreach (var id in new[] { 1, 900, 1000, 1001, 1002, 2001 }) chosen.ShouldContain(new PostId(id));
        // Of one topic never so many that they drown the rest.
        HotSample.Of(topics, 905).Count.ShouldBe(HotSample.MostOfTopic + 3 + 2);
        HotSample.Of(topics, 3).ShouldBe([new(1), new(900), new(2001)], ignoreOrder: true);
    }

    [Theory, BothEngines]
    public async Task Posts_since_a_moment_are_found_whatever_numbers_are_missing(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        for (var day = 0; day < 12; day++)
        {
            await AssessmentTests.Take(test, [.. Enumerable.Range(0, 3).Select(i => AssessmentTests.Some(day * 3 + i, $"第{day}天第{i}条{School}"))]);
            test.Time.Advance(TimeSpan.FromDays(1));
        }
        await using var store = test.Open();
        await store.Set<PostRow>().Where(p => p.Id == new PostId(5) || p.Id == new PostId(18) || p.Id == new PostId(19)).ExecuteDeleteAsync(Ct);
        var begun = test.Time.GetUtcNow().AddDays(-12);
        for (var half = -1; half < 26; half++)
        {
            var at = begun.AddHours(12 * half + 6);
            var first = await Posts.FirstSince(store, at, Ct);
            var expected = await store.Set<PostRow>().Where(p => p.CapturedAt >= at).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(Ct);
            (await store.Set<PostRow>().Where(p => p.Id >= first).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(Ct)).ShouldBe(expected, $"{at}");
        }
    }
}
