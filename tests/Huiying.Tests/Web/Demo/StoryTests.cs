using System.Net;
using System.Text.RegularExpressions;
using Huiying.Collect.Masking;
using Huiying.Collect.Reading;
using Huiying.Web.Demo;
using Microsoft.Extensions.Time.Testing;

namespace Huiying.Tests.Web.Demo;

public sealed partial class StoryTests
{
    /// <summary>The only number of the story; nobody has it.</summary>
    private const string InventedPhone = "19900000017";

    /// <summary>Real provinces, media and platforms: none may be met.</summary>
    private static readonly string[] Real =
    [
        "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州",
        "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港", "澳门", "新华", "人民日报", "央视", "中新", "澎湃", "微博", "微信", "抖音", "快手", "头条", "腾讯", "阿里", "百度", "知乎", "天涯", "贴吧",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Its_file_keeps_its_own_rules()
    {
        var story = Story.Read();
        story.All.Count.ShouldBeInRange(120, 200);
        foreach (var post in story.All)
        {
            var text = $"{post.Title} {post.Text}";
            post.About.ShouldBeOneOf("ask", "idea", "major", "noise");
            Story.Moment(post.At).ShouldBeInRange(Story.Begin, Story.Begin.AddDays(Story.Days));
            Digits().Matches(text).Select(m => m.Value).ShouldBeSubsetOf([InventedPhone]);
            text.ShouldNotContain("@");
            text.ShouldNotContain("http");
            Real.Where(r => text.Contains(r, StringComparison.Ordinal)).ShouldBeEmpty(text);
            post.By.ShouldNotBeNullOrWhiteSpace();
            if (post.In == "forum" && post.Title is null) story.All.ShouldContain(p => p.In == "forum" && p.Id == post.Id && p.Title != null, text);
            else post.Title.ShouldNotBeNullOrWhiteSpace();
        }
        story.All.Select(p => p.Text).Distinct().Count().ShouldBeGreaterThanOrEqualTo(story.All.Count - 2);
        // A letter is as whole as it is told: nothing is cut by the reader.
        story.All.Where(p => p.Title is not null).GroupBy(p => (p.In, p.Id)).ShouldAllBe(g => g.Count() == 1);
        story.All.Count(p => p.Gone is not null).ShouldBe(2);
        story.All.Single(p => p.Level == "provincial").By.ShouldBe("澜北晚讯");
    }

    [Fact]
    public void Views_and_replies_grow_and_never_fall()
    {
        var story = Story.Read();
        (long Views, long Replies) before = (0, 0);
        for (var hour = 0; hour < 24 * 11; hour++)
        {
            if (story.Threads(Story.Morning(4).AddHours(hour)).SingleOrDefault(t => t.First.Id == 201) is not { } thread) continue;
            thread.Views.ShouldBeGreaterThanOrEqualTo(before.Views);
            thread.Replies.ShouldBeGreaterThanOrEqualTo(before.Replies);
            before = (thread.Views, thread.Replies);
        }
        before.Views.ShouldBeGreaterThan(30_000);
        before.Replies.ShouldBeGreaterThan(400);
    }

    [Fact]
    public async Task The_products_own_readers_read_its_site()
    {
        var time = new FakeTimeProvider(Story.Morning(7));
        var story = Story.Read();
        await using var site = (await StorySite.Start(story, time, 0, Ct)).ShouldNotBeNull();
        using var http = new HttpClient { BaseAddress = site.Url };

        var feed = FeedReader.Read(await http.GetByteArrayAsync("/feed.xml", Ct), "application/rss+xml; charset=utf-8", site.Url.AbsoluteUri).Value;
        feed.Items.Count.ShouldBe(13);
        feed.Items[0].Published.ShouldBe(Story.Moment("6 14:20"));
        feed.Items[0].Content.ShouldNotBeNull().ShouldContain("为什么要押身份证");

        var list = await http.GetAsync("/news/", Ct);
        list.Content.Headers.ContentType!.ToString().ShouldBe("text/html");
        var bytes = await list.Content.ReadAsByteArrayAsync(Ct);
        var decoded = TextDecoding.Decode(bytes, "text/html", DocumentKind.Html);
        var rows = ListReader.Read(decoded.Text, new Uri(site.Url, "/news/"), time.GetUtcNow());
        rows.Count.ShouldBe(4);
        // The provincial paper has a list of its own: what a portal passes on is no report of a medium.
        var paper = ListReader.Read(TextDecoding.Decode(await http.GetByteArrayAsync("/paper/", Ct), "text/html", DocumentKind.Html).Text, new Uri(site.Url, "/paper/"), time.GetUtcNow());
        paper.ShouldHaveSingleItem().Title.ShouldBe("澜北晚讯：换表惠民缘何换来水费翻番");
        var article = PageReader.Read(TextDecoding.Decode(await http.GetByteArrayAsync(paper[0].Link, Ct), "text/html", DocumentKind.Html).Text, new Uri(paper[0].Link), time.GetUtcNow());
        article.Published.ShouldBe(Story.Moment("6 08:30"));
        article.Text.ShouldContain("惠民工程不能只算换了多少只表");

        var board = ListReader.Read(await http.GetStringAsync("/forum/", Ct), new Uri(site.Url, "/forum/"), time.GetUtcNow());
        board.Count.ShouldBe(story.Threads(time.GetUtcNow()).Count);
        var link = board.Single(b => b.Title.StartsWith("换了新水表，水费翻了三倍", StringComparison.Ordinal)).Link;
        var thread = ThreadReader.Read(await http.GetStringAsync(link, Ct), new Uri(link), time.GetUtcNow());
        thread.Views.ShouldNotBeNull().ShouldBeGreaterThan(20_000);
        thread.Replies.ShouldNotBeNull().ShouldBeGreaterThan(300);
        thread.Posts.Count.ShouldBe(StoryPages.Floors);
        thread.Posts[0].Published.ShouldBe(Story.Moment("4 07:40"));
        thread.Posts[2].Text.ShouldBe("同问。我把总闸关了一晚上，早上看智能水表还走了字。");
        thread.Posts[2].Handle.ShouldNotBeNullOrEmpty();
        thread.Next.ShouldNotBeNull();
    }

    [Fact]
    public async Task Its_site_answers_what_changed_says_that_it_is_made_up_and_loses_what_vanished()
    {
        var time = new FakeTimeProvider(Story.Morning(6));
        await using var site = (await StorySite.Start(Story.Read(), time, 0, Ct)).ShouldNotBeNull();
        using var http = new HttpClient { BaseAddress = site.Url };
        var first = await http.GetAsync("/news/", Ct);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/news/");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        (await http.SendAsync(again, Ct)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await http.GetStringAsync("/forum/thread-205-1-1.html", Ct)).ShouldContain(Story.Fictitious);
        time.Advance(TimeSpan.FromDays(1));
        (await http.GetAsync("/forum/thread-205-1-1.html", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetStringAsync("/robots.txt", Ct)).ShouldContain("Disallow: /admin/");
    }

    [Fact]
    public void What_is_private_in_it_is_what_masking_finds()
    {
        var story = Story.Read();
        var found = story.All.Where(p => Mask.Apply(p.Text).Text != p.Text).ToList();
        found.ShouldHaveSingleItem().Id.ShouldBe(204);
    }

    [GeneratedRegex("[0-9][0-9-]{4,}")]
    private static partial Regex Digits();
}
