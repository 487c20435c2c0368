// long: every sort of query and filter against one reading of all texts, on both engines.
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Huiying.Assess;
using Huiying.Assess.Search;
using Huiying.Assess.Words;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Assess.Search;

public sealed class PostSearchTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The same queries on either engine give what a reading of every folded text gives.</summary>
    [Theory, BothEngines]
    public async Task Either_engine_finds_what_a_reading_of_every_text_finds(Engine engine)
    {
        await using var test = await Create(engine);
        var texts = Some(SearchQueryTests.Texts(), 120);
        await Take(test, [.. texts.Select((t, i) => Some(i + 1, t))]);
        await using var store = test.Open();
        var posts = (await Posts.Read(store, await store.Set<AssessedRow>().Select(a => a.Post).ToListAsync(Ct), Ct)).OrderByDescending(p => p.Id).ToList();
        posts.Count.ShouldBeGreaterThan(80);
        var (asked, found) = (0, 0);
        foreach (var written in Some(SearchQueryTests.Queries(), 400))
        {
            if (SearchQuery.Read(written) is not { Ok: true, Value: var query }) continue;
            var expected = posts.Where(p => query.Matches([Fold.Text(p.Title), Fold.Text(p.Text)])).Select(p => p.Id).ToList();
            var page = (await test.Get<Topics>().Search(test.By(Role.Clerk), new(written), limit: 200, ct: Ct)).Value;
            page.Posts.Select(p => p.Post.Id).ShouldBe(expected, written);
            page.Facets.Counted.ShouldBe(expected.Count);
            (asked, found) = (asked + 1, found + expected.Count);
        }
        asked.ShouldBeGreaterThan(60);
        found.ShouldBeGreaterThan(500);
    }

    [Theory, BothEngines]
    public async Task Pages_follow_each_other_without_a_gap(Engine engine)
    {
        await using var test = await Create(engine);
        await Take(test, [.. Enumerable.Range(1, 65).Select(i => Some(i, $"第{i}次反映：东街{(i % 2 == 0 ? "停水" : "停电")}"))]);
        var all = new List<long>();
        PostId? before = null;
        do
        {
            var page = (await test.Get<Topics>().Search(test.By(Role.Clerk), new("停水"), before, 10, Ct)).Value;
            all.AddRange(page.Posts.Select(p => p.Post.Id.Value));
            page.Facets.Counted.ShouldBe(32);
            page.Facets.Complete.ShouldBeTrue();
            page.Unfinished.ShouldBeFalse();
            before = page.Next;
        }
        while (before is not null);
        all.ShouldBe(Enumerable.Range(1, 65).Where(i => i % 2 == 0).Select(i => (long)i).Reverse());
    }

    /// <summary>A common character is found in the texts, a rare one by the index; the pages say the same as a reading of every text.</summary>
    [Theory, BothEngines]
    public async Task A_single_character_is_found_by_whatever_way_and_counted_where_the_index_knows_it(Engine engine)
    {
        await using var test = await Create(engine);
        string Text(int i) => $"第{i}次反映：东街{(i % 3 == 0 ? "停水" : "路灯不亮")}{(i % 100 == 7 ? "，鑫源小区" : "")}{(i < 40 ? "，垃圾没人运" : "")}";
        await Bulk(test, 2600, Text);
        foreach (var (query, character, complete) in new[] { ("水", '水', false), ("鑫", '鑫', true), ("圾", '圾', true), ("水 鑫", '鑫', true), ("鑫 非 水", '鑫', true) })
        {
            var all = new List<long>();
            PostId? before = null;
            FoundPosts page;
            do
            {
                page = (await test.Get<Topics>().Search(test.By(Role.Clerk), new(query), before, 50, Ct)).Value;
                all.AddRange(page.Posts.Select(p => p.Post.Id.Value));
                page.Facets.Complete.ShouldBe(complete, query);
                before = page.Next;
            }
            while (before is not null);
            var read = SearchQuery.Read(query).Value;
            var expected = Enumerable.Range(1, 2600).Reverse().Where(i => read.Matches([Fold.Text(Text(i))])).Select(i => (long)i).ToList();
            expected.Count.ShouldBeGreaterThan(2, query);
            all.ShouldBe(expected, query);
            if (complete) page.Facets.Counted.ShouldBe(expected.Count, query);
            expected.All(i => Text((int)i).Contains(character)).ShouldBeTrue(query);
        }
    }

    [Theory, BothEngines]
    public async Task More_than_ten_thousand_are_counted_up_to_ten_thousand_and_it_is_said(Engine engine)
    {
        await using var test = await Create(engine);
        await Bulk(test, Topics.MostCounted + 30, i => i % 2000 == 0 ? "东街停电" : $"东街停水第{i}次");
        var page = (await test.Get<Topics>().Search(test.By(Role.Clerk), new("停水"), ct: Ct)).Value;
        (page.Facets.Counted, page.Facets.Complete, page.Posts.Count, page.Unfinished).ShouldBe((Topics.MostCounted, false, 50, false));
        page.Facets.Kinds.ShouldBe([new("Thread", Topics.MostCounted)]);
        page = (await test.Get<Topics>().Search(test.By(Role.Clerk), new("停电"), ct: Ct)).Value;
        (page.Facets.Counted, page.Facets.Complete, page.Next).ShouldBe((5, true, null));
        page = (await test.Get<Topics>().Search(test.By(Role.Clerk), new("停水 非 东街"), ct: Ct)).Value;
        (page.Facets.Counted, page.Facets.Complete).ShouldBe((0, true));
        // The last page ends with the first post.
        page = (await test.Get<Topics>().Search(test.By(Role.Clerk), new("停水"), new PostId(20), 50, Ct)).Value;
        (page.Posts.Count, page.Posts[^1].Post.Id.Value, page.Next).ShouldBe((19, 1, null));
    }

    /// <summary>What is kept in memory of posts and topics is as old as the store at each search, also when another process changed it.</summary>
    [Theory, BothEngines, Clause("R49"), Clause("S10")]
    public async Task Corrections_vanished_pages_decisions_and_purged_posts_count_at_the_next_search_whoever_made_them(Engine engine)
    {
        await using var test = await Create(engine);
        await using var other = test.Another(s => s.AddCollect().AddAssess());
        await Take(test, Some(1, "东街停水，自来水发黄有异味"), Some(2, "东街停水，自来水发黄有异味，孩子不敢喝"), Some(3, "松林中学门口停车堵路，学生过马路危险"));
        var clerk = test.By(Role.Clerk);
        async Task<FoundPosts> Find(PostQuery query) => (await test.Get<Topics>().Search(clerk, query, ct: Ct)).Value;
        var first = await Find(new("停水 或 停车"));
        first.Facets.Topics.Values.ShouldBe([2, 1], ignoreOrder: true);
        var (water, school) = (first.Posts.Single(p => p.Post.Id.Value == 1).Topic, first.Posts.Single(p => p.Post.Id.Value == 3).Topic);

        var made = (await other.GetRequiredService<Corrections>().Split(clerk, water, [new PostId(2)], "另一件事", Ct)).Value;
        (await Find(new("停水"))).Facets.Topics.ShouldBe(new Dictionary<TopicId, int> { [water] = 1, [made] = 1 }, ignoreOrder: true);
        (await Find(new("停水", Topics: [made]))).Posts.Select(p => p.Post.Id.Value).ShouldBe([2]);
        var number = (await other.GetRequiredService<Corrections>().Of(clerk, water, Ct)).Value.Single().Number;
        (await other.GetRequiredService<Corrections>().Undo(clerk, number, "还是一件事", Ct)).Refusal.ShouldBeNull();
        (await Find(new("停水"))).Facets.Topics.ShouldBe(new Dictionary<TopicId, int> { [water] = 2 }, ignoreOrder: true);
        (await other.GetRequiredService<Corrections>().Merge(clerk, school, water, "都在东街", Ct)).Refusal.ShouldBeNull();
        (await Find(new("停水 或 停车"))).Facets.Topics.ShouldBe(new Dictionary<TopicId, int> { [water] = 3 }, ignoreOrder: true);

        (await Find(new("停水"))).Facets.States.ShouldBe([new("Plain", 2)]);
        async Task Gone(int post, DateTimeOffset? at)
        {
            await using var store = test.Open();
            await store.Set<PostRow>().Where(p => p.Id == new PostId(post)).ExecuteUpdateAsync(p => p.SetProperty(x => x.VanishedAt, at), Ct);
        }
        await Gone(1, test.Time.GetUtcNow());
        (await Find(new("停水"))).Facets.States.ShouldBe([new("Plain", 2), new("Vanished", 1)]);
        await Gone(2, test.Time.GetUtcNow());
        await Gone(1, null);
        (await Find(new("停水", State: PostState.Vanished))).Posts.Select(p => p.Post.Id.Value).ShouldBe([2]);
        await Gone(2, null);
        (await Find(new("停水"))).Facets.States.ShouldBe([new("Plain", 2)]);

        (await other.GetRequiredService<Topics>().Dismiss(clerk, water, "已答复过", Ct)).Refusal.ShouldBeNull();
        (await Find(new("停水"))).Facets.States.ShouldBe([new("Dismissed", 2)]);
        test.Time.Advance(TimeSpan.FromDays(4000));
        (await other.GetRequiredService<Retention>().Purge(test.Office, new HashSet<TopicId>(), Ct)).ShouldBe(3);
        (await Find(new("停水"))).Facets.Counted.ShouldBe(0);
        (await Find(new(State: PostState.Dismissed))).Facets.Counted.ShouldBe(0);
        (await Find(new(Grade: Grade.Ordinary))).Facets.Counted.ShouldBe(0);
        (await Find(new(Kind: PostKind.Thread))).Facets.Counted.ShouldBe(0);
    }

    [Theory, BothEngines]
    public async Task Filters_and_counts_agree(Engine engine)
    {
        await using var test = await Create(engine);
        var source = (await test.Get<Sources>().Add(test.By(Role.Clerk), new("柳河论坛", SourceKind.Forum, "https://forum.example/", TimeSpan.FromHours(1)), Ct)).Value;
        await Take(test,
            // 23:30 on the last of February in Shanghai, and 00:30 on the first of March.
            Some(1, "东街停水，甲") with { Published = new(2026, 2, 28, 15, 30, 0, TimeSpan.Zero), Source = source },
            Some(2, "东街停水，乙乙乙") with { Published = new(2026, 2, 28, 16, 30, 0, TimeSpan.Zero), Kind = PostKind.Article },
            Some(3, "西街停电，路灯也不亮") with { Published = new(2025, 7, 1, 4, 0, 0, TimeSpan.Zero), Source = source },
            Some(4, "南街停水，什么时候来") with { Published = new(1965, 7, 1, 4, 0, 0, TimeSpan.Zero), Kind = PostKind.Message });

        (await Ids(test, new("停水", From: new(2026, 2, 28), Until: new(2026, 2, 28)))).ShouldBe([1]);
        (await Ids(test, new("停水", From: new(2026, 3, 1)))).ShouldBe([2]);
        (await Ids(test, new("停水", Until: new(2026, 2, 28)))).ShouldBe([4, 1]);
        (await Ids(test, new(From: new(2025, 1, 1), Until: new(2026, 2, 28)))).ShouldBe([3, 1]);
        (await Ids(test, new(Source: source))).ShouldBe([3, 1]);
        (await Ids(test, new("停水", Source: source))).ShouldBe([1]);
        (await Ids(test, new("停水", Kind: PostKind.Article))).ShouldBe([2]);
        (await Ids(test, new("水", Kind: PostKind.Message, Source: source))).ShouldBeEmpty();

        var page = (await test.Get<Topics>().Search(test.By(Role.Clerk), new("停"), ct: Ct)).Value;
        page.Facets.Kinds.ShouldBe([new("Thread", 2), new("Article", 1), new("Message", 1)]);
        page.Facets.Sources.ShouldBe([new(source.Value, 2)]);
        page.Facets.Times.ShouldBe([new("2026-03", 1), new("2026-02", 1), new("2025-07", 1), new("1970-01", 1)]);
        page.Facets.Grades.ShouldBe([new("Ordinary", 4)]);
        page.Posts.Single(p => p.Post.Id.Value == 1).From.ShouldBe("柳河论坛");
        var topic = page.Posts.Single(p => p.Post.Id.Value == 3).Topic;
        (await Ids(test, new("停", Topics: [topic]))).ShouldBe([3]);
        (await Ids(test, new(Topics: [topic], From: new(2026, 1, 1)))).ShouldBeEmpty();
        (await Ids(test, new("停", State: PostState.Taken))).ShouldBeEmpty();
        (await test.Get<Topics>().Dismiss(test.By(Role.Clerk), topic, "路灯已修好", Ct)).Refusal.ShouldBeNull();
        (await Ids(test, new("停", State: PostState.Dismissed))).ShouldBe([3]);
        (await Ids(test, new(Grade: Grade.Major))).ShouldBeEmpty();
        (await Ids(test, new("停", Grade: Grade.Ordinary))).ShouldBe([4, 3, 2, 1]);
    }

    [Theory, BothEngines, Clause("S16"), Clause("S09")]
    public async Task A_topic_that_is_kept_from_somebody_is_in_no_result_and_no_count(Engine engine)
    {
        await using var test = await Create(engine);
        await Take(test, Some(1, "东街停水，物业经理不管"), Some(2, "松林中学门口停水又堵车，交警在哪里"));
        var clerk = test.By(Role.Clerk);
        var hidden = (await test.Get<Topics>().Search(clerk, new("物业"), ct: Ct)).Value.Posts.Single().Topic;
        (await test.Acts.Run<Done>(clerk, "topics.hide", hidden.Subject, async act =>
        {
            await Topics.Hide(act, hidden, [(test.By(Role.Clerk).Person, null)], Ct);
            return default(Done);
        }, Ct)).Ok.ShouldBeTrue();
        foreach (var query in (PostQuery[])[new("停水"), new("停"), new("停水 或 物业"), new(Topics: [hidden]), new(Grade: Grade.Ordinary), new(Kind: PostKind.Thread)])
        {
            var page = (await test.Get<Topics>().Search(clerk, query, ct: Ct)).Value;
            page.Posts.ShouldAllBe(p => p.Topic != hidden);
            page.Facets.Topics.Keys.ShouldNotContain(hidden);
            page.Facets.Counted.ShouldBe(page.Posts.Count);
            page.Facets.Kinds.Sum(k => k.Count).ShouldBe(page.Posts.Count);
        }
        (await test.Get<Topics>().Search(test.By(Role.PrincipalLeader), new("停水"), ct: Ct)).Value.Posts.Count.ShouldBe(2);
    }

    [Theory, BothEngines, Clause("S15")]
    public async Task Nobody_is_found_by_a_number_or_a_handle(Engine engine)
    {
        await using var test = await Create(engine);
        foreach (var query in (string[])["13912345678", "停水 139 1234 5678", "220802199001011234", "@柳河小张", "停水 微信号：abcd1234"])
        {
            (await test.Get<Topics>().Search(test.By(Role.Clerk), new(query), ct: Ct)).Refusal.ShouldNotBeNull(query).Code.ShouldBe("search.person");
        }
        (await test.Get<Topics>().Search(test.By(Role.Clerk), new("12345 热线"), ct: Ct)).Refusal.ShouldBeNull();
    }

    /// <summary>The same ones at every run.</summary>
    private static IEnumerable<string> Some(Gen<string> gen, uint count)
    {
        var random = new PCG(7, 20261126);
        for (var i = 0u; i < count; i++) if (gen.Generate(random, null, out _) is var text && text.Trim().Length > 0) yield return text;
    }

    private static Task<TestStore> Create(Engine engine) => TestStore.Create(engine, s => s.AddCollect().AddAssess());

    internal static Arrival Some(int n, string text) => new()
    {
        Source = null,
        Kind = PostKind.Thread,
        Channel = Channel.Web,
        Public = true,
        Url = new Uri($"https://forum.example/thread{n}"),
        Identity = $"https://forum.example/thread{n}",
        Title = "",
        Text = text,
        RawHash = SHA256.HashData(Encoding.UTF8.GetBytes(text)),
    };

    /// <summary>Posts as intake and assessment leave them, each a topic of its own, without the work of grouping: numbered from 1.</summary>
    private static async Task Bulk(TestStore test, int count, Func<int, string> text)
    {
        await Take(test, Some(1, text(1)));
        await using var store = test.Open();
        await using var transaction = await store.Database.BeginTransactionAsync(Ct);
        var head = await store.Set<AssessHead>().SingleAsync(Ct);
        var (post, assessed, topic) = (await store.Set<PostRow>().AsNoTracking().SingleAsync(Ct), await store.Set<AssessedRow>().AsNoTracking().SingleAsync(Ct), await store.Set<TopicRow>().AsNoTracking().SingleAsync(Ct));
        List<int> more = [.. Enumerable.Range(2, count - 1)];
        await Huiying.Ground.Bulk.Insert(store, PostColumns.Posts, more.ConvertAll(i => new PostRow
        {
            Office = test.Office,
            Id = new(i),
            Kind = post.Kind,
            Channel = post.Channel,
            Public = true,
            Host = post.Host,
            Title = "",
            Text = text(i),
            CapturedAt = post.CapturedAt,
            Why = post.Why,
            TextHash = post.TextHash,
            RawHash = post.RawHash,
        }), Ct);
        await Huiying.Ground.Bulk.Insert(store, AssessColumns.Posts, more.ConvertAll(i => new AssessedRow
        {
            Office = test.Office,
            Post = new(i),
            Sequence = i,
            Topic = TopicMemory.Id(i),
            Grouped = TopicMemory.Id(i),
            OpenedTopic = true,
            Likeness = 0,
            Needed = 0,
            Shared = "",
            Copied = false,
            Kind = assessed.Kind,
            Sharp = "",
        }), Ct);
        await Huiying.Ground.Bulk.Insert(store, AssessColumns.Topics, more.ConvertAll(i => new TopicRow
        {
            Office = test.Office,
            Id = TopicMemory.Id(i),
            Title = text(i),
            FirstPost = new(i),
            FirstAt = topic.FirstAt,
            LastAt = topic.LastAt,
            CreatedAt = topic.CreatedAt,
            Posts = 1,
        }), Ct);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var shown = post.Shown();
        await SearchIndex.Add(store, head, more.ConvertAll(i => (new PostId(i), new SearchTokens().Of("", text(i)) + PostFilters.Tokens(shown, zone))), Ct);
        head.Sequence = count;
        await store.SaveChangesAsync(Ct);
        await store.Set<PostRow>().ExecuteUpdateAsync(p => p.SetProperty(x => x.AssessedAt, test.Time.GetUtcNow()), Ct);
        await transaction.CommitAsync(Ct);
    }

    private static async Task Take(TestStore test, params Arrival[] arrivals)
    {
        await AssessmentTests.Take(test, arrivals);
        await test.Get<Assessment>().Run(test.Office, 500, Ct);
    }

    private static async Task<IEnumerable<long>> Ids(TestStore test, PostQuery query) =>
        (await test.Get<Topics>().Search(test.By(Role.Clerk), query, ct: Ct)).Value.Posts.Select(p => p.Post.Id.Value);
}
