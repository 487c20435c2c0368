using System.Security.Cryptography;
using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Assess;

public sealed class AssessmentTests
{
    private const string Water = "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？";
    private const string WaterAgain = "早上放出来的自来水还是黄的，有股异味，水厂没人接电话，杨柳街道的居民都在问";
    private const string School = "松林镇中学门口每天早晚堵车，学生过马路很危险，请交警安排人疏导";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R20"), Clause("R15")]
    public async Task Posts_form_topics_and_each_says_why_it_is_there(Engine engine)
    {
        await using var test = await Create(engine);
        await Take(test, Some(1, Water), Some(2, School), Some(3, WaterAgain));
        (await Assess(test)).ShouldBe(3);

        var lines = (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value;
        lines.Select(l => l.Posts).Order().ShouldBe([1, 2]);
        var page = (await test.Get<Topics>().Open(test.By(Role.Clerk), lines.Single(l => l.Posts == 2).Id, Ct)).Value;
        page.Line.Title.ShouldBe("杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？");
        page.KeyPhrases.ShouldContain("自来水");
        page.Representative.Select(p => p.Post.Text).ShouldBe([Water, WaterAgain]);
        page.Representative[0].Why.ShouldStartWith("收集：含“水”；归入：首帖");
        page.Representative[1].Why.ShouldContain("自来水");
        page.Spread.Sites.Select(s => (s.Where, s.Posts)).ShouldBe([("forum.example", 2)]);
        page.Trend.Series.Sum(h => h.Count).ShouldBe(2);
        page.Suggestion.Rules.Count.ShouldBeGreaterThan(15);
    }

    [Theory, BothEngines, Clause("R15"), Clause("R19")]
    public async Task People_read_the_source_s_name_and_figures_stay_by_host(Engine engine)
    {
        await using var test = await Create(engine);
        var source = (await test.Get<Sources>().Add(test.By(Role.Clerk), new("柳河论坛·民声", SourceKind.Forum, "https://forum.example/", TimeSpan.FromHours(1)), Ct)).Value;
        await Take(test, Some(1, Water) with { Source = source }, Some(2, WaterAgain));
        await Assess(test);
        var line = (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.ShouldHaveSingleItem();
        var page = (await test.Get<Topics>().Open(test.By(Role.Clerk), line.Id, Ct)).Value;
        page.Spread.Sites.Select(s => (s.Where, s.Shown, s.Posts)).ShouldBe([("forum.example", "柳河论坛·民声", 2)]);
        page.Representative.Select(p => p.From).ShouldBe(["柳河论坛·民声", null]);
        // Several sources of one site: what their names have alike.
        (await test.Get<Sources>().Add(test.By(Role.Clerk), new("柳河论坛·闲谈", SourceKind.Forum, "https://forum.example/talk/", TimeSpan.FromHours(1)), Ct)).Ok.ShouldBeTrue();
        (await test.Get<Topics>().Facts(test.Office, line.Id, Ct))!.Sources.ShouldHaveSingleItem().Shown.ShouldBe("柳河论坛");
        (await test.Get<Topics>().Facts(test.Office, line.Id, Ct))!.FirstWhere.ShouldBe("柳河论坛·民声");
    }

    [Theory, BothEngines]
    public async Task Every_post_is_assessed_once_and_the_mark_stands_with_the_topic(Engine engine)
    {
        await using var test = await Create(engine);
        await Take(test, [.. Enumerable.Range(1, 25).Select(i => Some(i, $"第{i}号楼{Water}"))]);
        (await test.Get<Assessment>().Run(test.Office, 10, Ct)).ShouldBe(10);
        (await test.Get<Posts>().Waiting(test.Office, Ct)).ShouldBe(15);
        (await Assess(test)).ShouldBe(15);
        (await Assess(test)).ShouldBe(0);
        await using var store = test.Open();
        (await store.Set<AssessedRow>().Select(a => a.Sequence).OrderBy(s => s).ToListAsync(Ct)).ShouldBe(Enumerable.Range(1, 25).Select(i => (long)i));
        (await store.Set<TopicRow>().SumAsync(t => t.Posts, Ct)).ShouldBe(25);
        (await store.Set<TopicHourRow>().SumAsync(t => t.Count, Ct)).ShouldBe(25);
    }

    [Theory, BothEngines]
    public async Task A_restart_or_a_second_node_gives_the_same_topics(Engine engine)
    {
        await using var test = await Create(engine);
        await using var other = test.Another(s => s.AddCollect().AddAssess());
        var texts = Enumerable.Range(0, 60).Select(i => $"{(i % 3 == 0 ? Water : i % 3 == 1 ? WaterAgain : School)}第{i}次反映").ToArray();
        for (var i = 0; i < texts.Length; i += 20)
        {
            await Take(test, [.. texts[i..(i + 20)].Select((t, k) => Some(i + k, t))]);
            // The nodes take turns: each finds that the other has moved the head.
            (await (i % 40 == 0 ? test.Get<Assessment>() : other.GetRequiredService<Assessment>()).Run(test.Office, 500, Ct)).ShouldBe(20);
        }
        var index = new Huiying.Assess.Grouping.TopicIndex();
        await using var store = test.Open();
        var posts = await Posts.Read(store, [.. Enumerable.Range(1, 60).Select(i => new PostId(i))], Ct);
        var expected = posts.Select(p => index.Assign(p.Title, p.Text, p.At).Topic).ToList();
        (await store.Set<AssessedRow>().OrderBy(a => a.Sequence).Select(a => a.Topic).ToListAsync(Ct)).Select(t => long.Parse(t.Value)).ShouldBe(expected);
    }

    [Theory, BothEngines]
    public async Task Two_nodes_at_once_assess_no_post_twice(Engine engine)
    {
        await using var test = await Create(engine);
        await using var other = test.Another(s => s.AddCollect().AddAssess());
        await Take(test, [.. Enumerable.Range(1, 80).Select(i => Some(i, $"{i}栋{(i % 2 == 0 ? Water : School)}"))]);
        await Task.WhenAll(new[] { test.Get<Assessment>(), other.GetRequiredService<Assessment>() }.Select(a => Task.Run(async () =>
        {
            while (await a.Run(test.Office, 7, Ct) > 0) { }
        }, Ct)));
        await using var store = test.Open();
        (await store.Set<AssessedRow>().CountAsync(Ct)).ShouldBe(80);
        (await store.Set<TopicRow>().SumAsync(t => t.Posts, Ct)).ShouldBe(80);
        (await store.Set<AssessHead>().SingleAsync(Ct)).Sequence.ShouldBe(80);
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Theory, BothEngines]
    public async Task Two_characters_find_every_post_that_has_them(Engine engine)
    {
        await using var test = await Create(engine);
        await Take(test, Some(1, "洮北区自来水厂停水"), Some(2, "北区公交改线"), Some(3, School));
        await Assess(test);
        (await Found(test, "洮北")).ShouldBe([1]);
        (await Found(test, "北区")).ShouldBe([2, 1]);
        (await Found(test, "学生过马路")).ShouldBe([3]);
        (await Found(test, "厂")).ShouldBe([1]);
        (await Found(test, "停水 公交")).ShouldBeEmpty();
        (await test.Get<Topics>().Search(test.By(Role.Clerk), new("\"' OR * ; -- ）"), ct: Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("search.query");
        (await Found(test, "")).ShouldBeEmpty();
    }

    [Theory, BothEngines, Clause("S15")]
    public async Task An_address_finds_nothing(Engine engine)
    {
        await using var test = await Create(engine);
        await Take(test, Some(1, Water));
        await Assess(test);
        foreach (var part in new[] { "forum", "example", "thread1", "https" }) (await Found(test, part)).ShouldBeEmpty();
    }

    [Theory, BothEngines, Clause("S02")]
    public async Task Voices_are_counted_within_a_window_and_nothing_of_them_stays(Engine engine)
    {
        await using var test = await Create(engine);
        await Take(test, Some(1, Water, "甲"), Some(2, Water, "甲"), Some(3, Water, "乙"), Some(4, WaterAgain, null));
        await Assess(test);
        var id = (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.Single().Id;
        (await Voices(test, id)).ShouldBe(new VoiceCount(2, 1));
        await using (var store = test.Open())
        {
            var hashes = await store.Set<VoiceRow>().Select(v => v.Voice).ToListAsync(Ct);
            hashes.Count.ShouldBe(2);
            hashes.ShouldNotContain(Convert.ToHexStringLower(SHA256.HashData("甲"u8)));
        }
        test.Time.Advance(TimeSpan.FromDays(8));
        await Assess(test);
        (await Voices(test, id)).ShouldBe(new VoiceCount(2, 1));
        await using (var store = test.Open())
        {
            (await store.Set<VoiceRow>().CountAsync(Ct)).ShouldBe(0);
            (await store.Set<VoiceWindowRow>().CountAsync(Ct)).ShouldBe(0);
        }
        // The same voice in the next window counts again: nobody can tell that it is the same.
        await Take(test, Some(5, Water, "甲"));
        await Assess(test);
        (await Voices(test, id)).ShouldBe(new VoiceCount(3, 1));
    }

    [Theory, BothEngines, Clause("S02")]
    public async Task The_same_voice_in_two_topics_leaves_nothing_in_common(Engine engine)
    {
        await using var test = await Create(engine);
        await Take(test, Some(1, Water, "甲"), Some(2, School, "甲"));
        await Assess(test);
        await using var store = test.Open();
        (await store.Set<VoiceRow>().Select(v => v.Voice).ToListAsync(Ct)).Distinct().Count().ShouldBe(2);
    }

    [Theory, BothEngines]
    public async Task A_copy_elsewhere_joins_the_topic_of_its_original_and_counts_as_spread(Engine engine)
    {
        await using var test = await Create(engine);
        await Take(test, Some(1, Water));
        await Assess(test);
        test.Time.Advance(TimeSpan.FromDays(200));
        await Take(test, Some(2, Water, null, "news.example"));
        await Assess(test);
        var page = (await test.Get<Topics>().Open(test.By(Role.Clerk), (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.Single().Id, Ct)).Value;
        page.Spread.Sites.Select(s => s.Where).ShouldBe(["forum.example", "news.example"], ignoreOrder: true);
        (await test.Get<Topics>().PostsOf(test.By(Role.Clerk), page.Line.Id, ct: Ct)).Value[^1].Why.ShouldContain("与第 1 号帖文相同");
    }

    [Fact, Clause("S01")]
    public void No_way_leads_from_a_person_to_posts()
    {
        var words = new[] { "author", "handle", "user", "profile", "sender", "uid" };
        var columns = typeof(TopicRow).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith("Huiying.Assess", StringComparison.Ordinal) == true)
            .SelectMany(t => t.GetProperties().Select(p => $"{t.Name}.{p.Name}").Concat(t.GetMethods().SelectMany(m => m.GetParameters()).Select(p => $"{t.Name}({p.Name})")));
        columns.Where(c => words.Any(w => c.Contains(w, StringComparison.OrdinalIgnoreCase)) && !c.EndsWith("(handles)", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    internal static Task<TestStore> Create(Engine engine) => TestStore.Create(engine, s => s.AddCollect().AddAssess());

    internal static Task<int> Assess(TestStore test) => test.Get<Assessment>().Run(test.Office, 500, Ct);

    internal static Arrival Some(int n, string text, string? handle = null, string host = "forum.example", Counts counts = default) => new()
    {
        Kind = PostKind.Thread,
        Channel = Channel.Web,
        Public = true,
        Url = new Uri($"https://{host}/thread{n}"),
        Identity = $"https://{host}/thread{n}",
        Title = "",
        Text = text,
        RawHash = SHA256.HashData(Encoding.UTF8.GetBytes(text)),
        Handle = handle,
        Counts = counts,
    };

    internal static async Task Take(TestStore test, params Arrival[] arrivals)
    {
        await using var store = test.Open();
        await using var transaction = await store.Database.BeginTransactionAsync(Ct);
        await test.Get<Intake>().Store(store, [.. arrivals.Select(a => Intake.Judge(a, new IntakeRules(t => t, _ => "含“水”")))], test.Time.GetUtcNow(), Ct);
        await transaction.CommitAsync(Ct);
    }

    private static async Task<IEnumerable<int>> Found(TestStore test, string query) =>
        (await test.Get<Topics>().Search(test.By(Role.Clerk), new(query), ct: Ct)).Value.Posts.Select(p => (int)p.Post.Id.Value);

    private static async Task<VoiceCount> Voices(TestStore test, TopicId id) => (await test.Get<Topics>().Open(test.By(Role.Clerk), id, Ct)).Value.Voices;
}
