using Huiying.Collect;
using Huiying.Collect.Reading;

namespace Huiying.Tests.Collect;

public sealed class LongArticlesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task An_article_on_three_pages_is_one_post()
    {
        await using var world = await World.Create();
        world.Feed("/rss.xml", "/a/5.html");
        Paged(world, "/a/5.html", World.Long(1), "5_2.html");
        Paged(world, "/a/5_2.html", World.Long(2), "/a/5_3.html");
        Paged(world, "/a/5_3.html", World.Long(3), "6.html");
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Poll())!.Counts.ShouldBe(new IntakeCounts(Stored: 1));
        (await world.Posts()).Single().Text.ShouldBe($"{World.Long(1)}\n{World.Long(2)}\n{World.Long(3)}");
        world.Site.Asked.ShouldNotContain("/a/6.html");
    }

    [Fact]
    public async Task A_missing_page_loses_nothing_of_those_before_and_endless_pages_end()
    {
        await using var world = await World.Create();
        world.Feed("/rss.xml", "/a/5.html", "/b/5.html");
        Paged(world, "/a/5.html", World.Long(1), "5_2.html");
        world.Site.Status("/a/5_2.html", 500);
        Paged(world, "/b/5.html", World.Long(100), "5_2.html");
        for (var n = 2; n < 40; n++) Paged(world, $"/b/5_{n}.html", World.Long(100 + n), $"5_{n + 1}.html");
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Poll())!.Counts.ShouldBe(new IntakeCounts(Stored: 2));
        var texts = (await world.Posts()).Select(p => p.Text).ToList();
        texts[0].ShouldBe(World.Long(1));
        texts[1].Split('\n').Length.ShouldBe(1 + LongArticles.MostFurther);
    }

    [Theory]
    [InlineData("http://a.example/n/7.html", "7_2.html", "下一页", "http://a.example/n/7_2.html")]
    [InlineData("http://a.example/n/7.html", "7_1.html", "下页", "http://a.example/n/7_1.html")]
    [InlineData("http://a.example/n/7_2.html", "7_3.html#top", "[下一页]", "http://a.example/n/7_3.html")]
    [InlineData("http://a.example/n/7.html?p=1&id=3", "?id=3&p=2", "Next", "http://a.example/n/7.html?id=3&p=2")]
    [InlineData("http://a.example/story/7", "/story/7/2", "›", "http://a.example/story/7/2")]
    [InlineData("http://a.example/n/7.html", "8.html", "下一页", null)]
    [InlineData("http://a.example/n/7.html", "7_2.html", "下一篇", null)]
    [InlineData("http://a.example/n/7_3.html", "7_2.html", "下一页", null)]
    [InlineData("http://a.example/n/7.html", "http://b.example/n/7_2.html", "下一页", null)]
    [InlineData("http://a.example/n/7.html", "javascript:next(2)", "下一页", null)]
    public void The_next_page_of_the_same_article_is_found_and_nothing_else(string url, string href, string text, string? next) =>
        PageReader.Read($"<html><body><p>{World.Long(1)}</p><div class=pages><a href='{href}'>{text}</a></div></body></html>", new Uri(url), Now).Next.ShouldBe(next);

    private static void Paged(World world, string path, string text, string next) => world.Site.Page(path, $"""
        <html><head><title>水渠清淤纪实_示例网</title></head><body><div class="nav"><a href="/">首页</a></div><h1>水渠清淤纪实</h1>
        <div class="info">发布时间：2026-03-01 08:30 来源：示例网</div><div class="content"><p>{text}</p></div>
        <div class="pages"><a href="5.html">1</a> <a href="{next}">下一页</a></div><div class="foot">版权所有</div></body></html>
        """);
}
