using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Huiying.Assess;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

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

    private static async Task Take(TestStore test, params Arrival[] arrivals)
    {
        await AssessmentTests.Take(test, arrivals);
        await test.Get<Assessment>().Run(test.Office, 500, Ct);
    }

    private static async Task<IEnumerable<long>> Ids(TestStore test, PostQuery query) =>
        (await test.Get<Topics>().Search(test.By(Role.Clerk), query, ct: Ct)).Value.Posts.Select(p => p.Post.Id.Value);
}
