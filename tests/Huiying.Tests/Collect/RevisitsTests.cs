using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect;

/// <summary>Articles that were taken are looked at again, so that one which vanished is marked and counted as before (R49).</summary>
public sealed class RevisitsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R49")]
    public async Task An_article_that_is_gone_stays_in_every_count_marked_as_vanished_and_is_unmarked_when_it_is_back(Engine engine)
    {
        await using var world = await World.Create(engine, s => s.AddAssess());
        world.Feed("/rss.xml", "/art/1.html", "/art/2.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        world.Article("/art/2.html", "第二篇", World.Long(2));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(2);
        await world.Get<Assessment>().Run(world.Test.Office, ct: Ct);
        var topics = world.Get<Topics>();
        var clerk = world.Test.By(Role.Clerk);
        var lines = (await topics.List(clerk, ct: Ct)).Value;
        async Task<(int Posts, int Vanished)> Figures()
        {
            var facts = await Task.WhenAll(lines.Select(l => topics.Facts(world.Test.Office, l.Id, Ct)));
            return (facts.Sum(f => f!.Posts), facts.Sum(f => f!.Vanished));
        }
        // What is away or walled off is not gone; the list itself may be unchanged or gone.
        foreach (var (status, gone, days) in new[] { (500, 0, 2), (403, 0, 2), (404, 1, 4), (410, 1, 8) })
        {
            world.Site.Status("/art/1.html", status);
            world.Test.Time.Advance(TimeSpan.FromDays(days));
            if (status == 410) world.Site.Status("/rss.xml", 404);
            await world.Poll();
            (await Figures()).ShouldBe((2, gone), $"{status}");
        }
        var marked = (await topics.Vanished(clerk, [.. lines.Select(l => l.Id)], ct: Ct)).Value.ShouldHaveSingleItem();
        (marked.Post.Title, marked.Post.Text.Contains("第1条消息", StringComparison.Ordinal)).ShouldBe(("消息 /art/1.html", true));
        world.Article("/art/1.html", "第一篇", World.Long(1));
        world.Test.Time.Advance(TimeSpan.FromDays(16));
        await world.Poll();
        (await Figures()).ShouldBe((2, 0), "it is there again");
    }

    [Theory, BothEngines, Clause("R20")]
    public async Task What_an_article_says_of_its_readers_is_read_again_kept_as_a_series_and_counted_by_its_topic(Engine engine)
    {
        await using var world = await World.Create(engine, s => s.AddAssess());
        void Show(string figures) => world.Site.Page("/art/1.html",
            $"<html><head><title>第一篇_示例网</title></head><body><h1>第一篇</h1><div class='info'>2026-03-01 08:30 来源：示例网 {figures}</div><div class='content'><p>{World.Long(1)}</p></div></body></html>");
        world.Feed("/rss.xml", "/art/1.html");
        Show("浏览 100 转发 3");
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(1);
        await world.Get<Assessment>().Run(world.Test.Office, ct: Ct);
        var captured = world.Test.Time.GetUtcNow();
        foreach (var (figures, hours) in new[] { ("浏览 100 转发 3", 1), ("浏览 900 转发 40", 2), ("", 4), ("浏览 850 转发 41", 8) })
        {
            Show(figures);
            world.Test.Time.Advance(TimeSpan.FromHours(hours));
            world.Site.Asked.Clear();
            (await world.Poll()).ShouldNotBeNull($"{hours}");
            world.Site.Asked.ShouldContain("/art/1.html", $"{hours}");
            await world.Get<Assessment>().Run(world.Test.Office, ct: Ct);
        }
        var clerk = world.Test.By(Role.Clerk);
        var topic = (await world.Get<Topics>().Open(clerk, (await world.Get<Topics>().List(clerk, ct: Ct)).Value.ShouldHaveSingleItem().Id, Ct)).Value;
        var post = topic.Representative.ShouldHaveSingleItem().Post;
        (post.Counts.Views, post.Counts.Reposts).ShouldBe((850, 41));
        var series = (await world.Get<Posts>().Series(clerk, [post.Id], Ct)).Value;
        series.Select(c => (c.Views, c.Reposts)).ShouldBe([(100, 3), (900, 40), (850, 41)]);
        (series[0].At - captured).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(5));
        await using var store = world.Test.Open();
        var row = (await store.FindAsync<TopicRow>([world.Test.Office, topic.Line.Id], Ct))!;
        (row.Posts, row.Views, row.Reposts).ShouldBe((1, 850, 41));
    }

    [Fact]
    public async Task An_article_is_looked_at_a_day_later_and_then_at_twice_the_distance_for_two_months()
    {
        await using var world = await World.Create();
        world.Feed("/rss.xml", "/art/1.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        await world.Poll();
        var looks = new List<int>();
        for (var day = 1; day <= 150; day++)
        {
            world.Site.Asked.Clear();
            world.Test.Time.Advance(TimeSpan.FromDays(1));
            await world.Poll();
            if (world.Site.Asked.Contains("/art/1.html")) looks.Add(day);
        }
        looks.ShouldBe([1, 2, 4, 8, 16, 32, 64]);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_asked_for_one_page_and_the_others_wait()
    {
        await using var world = await World.Create();
        string[] pages = [.. Enumerable.Range(1, 30).Select(i => $"/art/{i}.html")];
        world.Feed("/rss.xml", pages);
        for (var i = 1; i <= 30; i++) world.Article($"/art/{i}.html", $"第{i}篇", World.Long(i));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(30);
        world.Test.Time.Advance(TimeSpan.FromDays(1));
        world.Site.Asked.Clear();
        await world.Poll();
        world.Site.Asked.Count(a => a.StartsWith("/art/", StringComparison.Ordinal)).ShouldBe(10, "so many in one reading");
        foreach (var page in pages) world.Site.Status(page, 503);
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        world.Site.Asked.Clear();
        await world.Poll();
        world.Site.Asked.Count(a => a.StartsWith("/art/", StringComparison.Ordinal)).ShouldBe(1, "it asks to wait");
    }
}
