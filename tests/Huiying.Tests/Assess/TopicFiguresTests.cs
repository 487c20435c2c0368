using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Assess;

/// <summary>What is kept of a topic while posts come and officers correct, against a count of its posts made anew.</summary>
public sealed class TopicFiguresTests
{
    private static readonly string[] Matters =
    [
        "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？",
        "松林镇中学门口每天早晚堵车，学生过马路很危险，请交警安排人疏导",
        "白杨村东头的路灯坏了半个月，晚上黑漆漆的，老人出门摔跤，请尽快修好",
        "槐树小区电梯停运三天，物业不接电话，高层老人下不了楼",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R19"), Clause("R20")]
    public async Task Whatever_is_corrected_every_figure_is_that_of_the_topic_s_posts(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var (corrections, clerk) = (test.Get<Corrections>(), test.By(Role.Clerk));
        var random = new Random(20260302);
        await Some(test, random, 24);
        for (var step = 0; step < 18; step++)
        {
            var topics = (await test.Get<Topics>().List(clerk, ct: Ct)).Value;
            var (one, other) = (topics[random.Next(topics.Count)], topics[random.Next(topics.Count)]);
            var posts = (await test.Get<Topics>().PostsOf(clerk, one.Id, ct: Ct)).Value.Select(p => p.Post.Id).ToList();
            var some = posts.Where(_ => random.Next(3) == 0).ToList();
            // A refusal (nothing ticked, the same topic) changes nothing, which the count shows too.
            switch (random.Next(5))
            {
                case 0: await corrections.Merge(clerk, one.Id, other.Id, "同一件事", Ct); break;
                case 1: await corrections.Split(clerk, one.Id, some, "另一件事", Ct); break;
                case 2: await corrections.Move(clerk, one.Id, some, other.Id, "归错了", Ct); break;
                case 3:
                    var done = (await corrections.Of(clerk, one.Id, Ct)).Value.FirstOrDefault(c => c.Undone is null);
                    if (done is not null) await corrections.Undo(clerk, done.Number, "看错了", Ct);
                    break;
                default: await Some(test, random, 5); break;
            }
            await Adds(test);
        }
        await using var store = test.Open();
        (await store.Set<CorrectionRow>().CountAsync(Ct)).ShouldBeGreaterThan(4);
        (await store.Set<TopicRow>().SumAsync(t => t.Sharp, Ct)).ShouldBeGreaterThan(0);
        (await store.Set<TopicRow>().SumAsync(t => t.Copies, Ct)).ShouldBeGreaterThan(0);
    }

    [Theory, BothEngines, Clause("R19")]
    public async Task The_page_says_which_kind_of_source_was_first_and_what_repeats(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var paper = (await test.Get<Sources>().Add(test.By(Role.Clerk), new("柳河晚报", SourceKind.Feed, "https://paper.example/feed", TimeSpan.FromHours(1), Media: MediaLevel.City), Ct)).Value;
        var begun = test.Time.GetUtcNow();
        // The office hears of the paper first, though the forum had it an hour earlier.
        await AssessmentTests.Take(test, AssessmentTests.Some(1, Matters[0], host: "paper.example") with { Source = paper, Kind = PostKind.Article, Published = begun.AddHours(-1) });
        await AssessmentTests.Assess(test);
        test.Time.Advance(TimeSpan.FromMinutes(5));
        await AssessmentTests.Take(test,
            AssessmentTests.Some(2, "昨晚起" + Matters[0] + "整栋楼都在问", host: "forum.example") with { Published = begun.AddHours(-2) },
            AssessmentTests.Some(3, Matters[0], host: "mirror.example") with { Kind = PostKind.Article, Published = begun, Counts = new(Reposts: 7) });
        await AssessmentTests.Assess(test);
        var spread = (await Page(test)).Spread;
        spread.Kinds.ShouldBe([new(SpreadKind.Forum, 1, 0, begun.AddHours(-2)), new(SpreadKind.City, 1, 0, begun.AddHours(-1)), new(SpreadKind.Website, 1, 1, begun)]);
        spread.Sites.Select(s => (s.Where, s.Posts, s.Copies, s.FirstAt)).ShouldBe(
            [("forum.example", 1, 0, begun.AddHours(-2)), ("mirror.example", 1, 1, begun), ("paper.example", 1, 0, begun.AddHours(-1))], ignoreOrder: true);
        (spread.AllSites, spread.Copies, (await Page(test)).Counts.Reposts).ShouldBe((3, 1, 7));
    }

    [Theory, BothEngines, Clause("R60"), Clause("R03")]
    public async Task Sharp_words_are_counted_for_the_topic_and_raise_nothing_alone(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        await AssessmentTests.Take(test,
            AssessmentTests.Some(1, Matters[0] + "真是岂有此理，忍無可忍！"), AssessmentTests.Some(2, Matters[0] + "忍无可忍，忍无可忍"), AssessmentTests.Some(3, Matters[0]), AssessmentTests.Some(4, Matters[0] + "请帮忙问问"));
        await AssessmentTests.Assess(test);
        var page = await Page(test);
        page.Sharp!.Posts.ShouldBe(2);
        page.Sharp.Words.ShouldBe([("忍无可忍", 2), ("岂有此理", 1)]);
        var rule = page.Suggestion.Rules.Single(r => r.Id == "R60:sharp");
        (rule.Fired, rule.Figures.First(f => f.Name == "sharp").Value).ShouldBe((false, 0.5));
        page.Suggestion.MustBeAnswered.ShouldBeFalse();
        // What is gone from its page stays counted (R49).
        await using (var store = test.Open()) await store.Set<PostRow>().Where(p => p.Id == new PostId(1)).ExecuteUpdateAsync(p => p.SetProperty(x => x.VanishedAt, test.Time.GetUtcNow()), Ct);
        (await Page(test)).Sharp!.Posts.ShouldBe(2);
        (await test.Get<Topics>().Vanished(test.By(Role.Clerk), [page.Line.Id], ct: Ct)).Value.ShouldHaveSingleItem().Post.Id.ShouldBe(new PostId(1));
    }

    [Fact, Clause("S15")]
    public void A_person_s_name_among_the_sharp_words_is_not_looked_for()
    {
        var words = new SharpWords(["张建国", "岂有此理"]);
        words.In("", "张建国说岂有此理").ShouldBe("岂有此理");
        new SharpWords(["张建国"]).In("", "张建国").ShouldBe("");
        // None of the shipped words is taken for a name.
        var shipped = Policy.Default.Grades.SharpWords;
        shipped.Count.ShouldBeGreaterThan(30);
        new SharpWords(shipped).In("", string.Join('，', shipped)).Split(' ').ShouldBe(shipped);
    }

    /// <summary>Each topic people see has exactly the figures of its posts, counted here anew.</summary>
    internal static async Task Adds(TestStore test)
    {
        await using var store = test.Open();
        var rows = await store.Set<AssessedRow>().AsNoTracking().ToListAsync(Ct);
        var posts = (await Posts.Read(store, [.. rows.Select(r => r.Post)], Ct)).ToDictionary(p => p.Id);
        foreach (var topic in await store.Set<TopicRow>().AsNoTracking().Where(t => t.MergedInto == null).ToListAsync(Ct))
        {
            List<Post> own = [.. rows.Where(r => r.Topic == topic.Id).Select(r => posts[r.Post])];
            (topic.Posts, topic.Views ?? 0, topic.FirstAt, topic.LastAt).ShouldBe((own.Count, own.Sum(p => p.Counts.Views ?? 0), own.Min(p => p.At), own.Max(p => p.At)), $"topic {topic.Id}");
            own.ShouldContain(p => p.Id == topic.FirstPost);
            var hours = await store.Set<TopicHourRow>().AsNoTracking().Where(h => h.Topic == topic.Id).ToListAsync(Ct);
            hours.Select(h => (h.Hour, h.Count)).ShouldBe(own.GroupBy(p => Huiying.Assess.Trends.Trend.HourOf(p.At)).Select(g => (g.Key, g.Count())), ignoreOrder: true);
            var sources = await store.Set<TopicSourceRow>().AsNoTracking().Where(s => s.Topic == topic.Id).ToListAsync(Ct);
            sources.Select(s => (s.Where, s.Kind, s.Count, s.Copies, s.FirstAt)).ShouldBe(
                own.GroupBy(p => (p.Host, Kind: p.Kind == PostKind.Thread ? SpreadKind.Forum : SpreadKind.Website))
                    .Select(g => (g.Key.Host, g.Key.Kind, g.Count(), g.Count(p => p.CopyOf is not null), g.Min(p => p.At))), ignoreOrder: true, $"topic {topic.Id}");
            List<(Post Post, string Word)> sharp = [.. own.SelectMany(p => Policy.Default.Grades.SharpWords.Where(w => p.Text.Contains(w, StringComparison.Ordinal)).Select(w => (p, w)))];
            (topic.Copies, topic.Sharp).ShouldBe((own.Count(p => p.CopyOf is not null), sharp.Select(s => s.Post.Id).Distinct().Count()), $"topic {topic.Id}");
            var words = await store.Set<TopicSharpRow>().AsNoTracking().Where(w => w.Topic == topic.Id).ToListAsync(Ct);
            words.Select(w => (w.Word, w.Count)).ShouldBe(sharp.GroupBy(s => s.Word).Select(g => (g.Key, g.Count())), ignoreOrder: true);
        }
    }

    private static int number;

    /// <summary>Posts on few sites at odd times, some of them copies, some sharp.</summary>
    private static async Task Some(TestStore test, Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var n = Interlocked.Increment(ref number);
            var text = random.Next(4) == 0 ? Matters[random.Next(Matters.Length)] : $"{Matters[random.Next(Matters.Length)]}已经反映第{n}次了{(random.Next(2) == 0 ? "，岂有此理，太黑心" : "")}";
            await AssessmentTests.Take(test, AssessmentTests.Some(n, text, $"人{n}", random.Next(2) == 0 ? "forum.example" : "news.example", new Counts(Views: random.Next(50))) with
            {
                Kind = random.Next(2) == 0 ? PostKind.Thread : PostKind.Article,
                Published = test.Time.GetUtcNow().AddMinutes(-random.Next(5000)),
            });
            test.Time.Advance(TimeSpan.FromMinutes(20));
        }
        await AssessmentTests.Assess(test);
    }

    private static async Task<TopicPage> Page(TestStore test) =>
        (await test.Get<Topics>().Open(test.By(Role.Clerk), (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.Single().Id, Ct)).Value;
}
