using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using Huiying.Collect.Reading;

namespace Huiying.Tests.Collect.Reading;

public sealed class ThreadReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(8));

    private static ForumThread Read(string html) => ThreadReader.Read(html, new Uri("http://forum.example/thread-55-1-1.html"), Now);

    private static string Time(DateTimeOffset? time) => time?.ToOffset(TimeSpan.FromHours(8)).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-";

    public static TheoryData<string> Kinds => [.. ThreadPages.All.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void The_floors_are_read_with_their_times_and_nothing_but_what_was_written(string kind)
    {
        var thread = Read(ThreadPages.All[kind]);
        thread.Posts.Select(p => p.Text).ShouldBe([ThreadPages.First, ThreadPages.Second, ThreadPages.Third]);
        thread.Posts.Select(p => Time(p.Published)).ShouldBe(["03-08 20:15", "03-09 08:01", "03-10 07:30"]);
        thread.Posts.Select(p => p.Floor).ShouldBe(kind == "tieba" ? [1, 2, 4] : [1, 2, 3]);
        thread.Title.ShouldBe(ThreadPages.Title);
        Time(thread.Published).ShouldBe("03-08 20:15");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Two_posts_of_one_hand_have_one_handle(string kind)
    {
        var handles = Read(ThreadPages.All[kind]).Posts.Select(p => p.Handle).ToArray();
        if (kind is "rows" or "plain") return; // no name marks who wrote
        handles.ShouldBe(["灯下客", "过路风", "灯下客"]);
        foreach (var post in Read(ThreadPages.All[kind]).Posts) post.ToString().ShouldNotContain(post.Handle!);
    }

    [Theory]
    [InlineData("discuz", 12345, 56)]
    [InlineData("phpwind", 12000, 56)]
    [InlineData("tianya", 12345, 56)]
    [InlineData("tieba", null, 56)]
    [InlineData("vbulletin", null, null)]
    [InlineData("phpbb", null, null)]
    [InlineData("nodebb", 1200, 56)]
    [InlineData("rows", null, null)]
    [InlineData("topic", 12345, 56)]
    [InlineData("plain", 12345, 56)]
    [InlineData("xenforo", null, null)]
    [InlineData("mobile", 12345, 56)]
    [InlineData("group", null, null)]
    [InlineData("smf", 12345, null)]
    [InlineData("discuz7", 12345, 56)]
    public void Views_and_replies_are_read_where_the_page_says_them(string kind, int? views, int? replies)
    {
        var thread = Read(ThreadPages.All[kind]);
        (thread.Views, thread.Replies, thread.Reposts).ShouldBe((views, replies, null));
    }

    [Theory]
    [InlineData("查看: 1234|回复: 56", 1234, 56)]
    [InlineData("浏览 1.2万 跟帖 3千", 12_000, 3_000)]
    [InlineData("人气：１２３ 评论（4）", 123, 4)]
    [InlineData("1,234次浏览 · 5条评论", 1_234, 5)]
    [InlineData("点击数：0 回帖数：0", 0, 0)]
    [InlineData("Views: 12k Replies: 7", 12_000, 7)]
    [InlineData("阅读 3亿 回复 2楼", 300_000_000, null)]
    [InlineData("回复 2026-03-05", null, null)]
    public void Counts_are_read_as_they_are_written(string line, int? views, int? replies)
    {
        var thread = Read(ThreadPages.All["vbulletin"].Replace("<ol", $"<div>{line}</div><ol", StringComparison.Ordinal));
        (thread.Views, thread.Replies).ShouldBe((views, replies));
    }

    [Fact]
    public void A_thread_nobody_answered_has_one_floor()
    {
        var html = ThreadPages.All["discuz"];
        var at = html.IndexOf("<div id=\"post_902\"", StringComparison.Ordinal);
        var thread = Read(html[..at] + "</div></body></html>");
        thread.Posts.Single().Text.ShouldBe(ThreadPages.First);
        (thread.Posts[0].Floor, Time(thread.Published), thread.Views).ShouldBe((1, "03-08 20:15", 12345));
    }

    [Fact]
    public void A_later_page_keeps_its_numbers_and_does_not_say_when_the_thread_began()
    {
        var thread = Read(ThreadPages.All["tieba"].Replace("\"post_no\":", "\"post_no\":3", StringComparison.Ordinal));
        thread.Posts.Select(p => p.Floor).ShouldBe([31, 32, 34]);
        thread.Published.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_page_that_breaks_off_keeps_what_came_before(string kind)
    {
        var html = ThreadPages.All[kind];
        var cut = html[..html.IndexOf(ThreadPages.Third, StringComparison.Ordinal)];
        var posts = Read(cut).Posts;
        posts.Count.ShouldBeGreaterThanOrEqualTo(2);
        (posts[0].Text, posts[1].Text).ShouldBe((ThreadPages.First, ThreadPages.Second));
    }

    [Fact]
    public void The_next_page_is_known() => Read(ThreadPages.All["discuz"]).Next.ShouldBe("thread-55-2-1.html");

    [Fact]
    public void Nothing_that_arrives_makes_it_throw()
    {
        Gen.Byte.Array[0, 400].Sample(bytes => Read(TextDecoding.Decode(bytes, null, DocumentKind.Html).Text).ShouldNotBeNull());
        string[] pages = [.. ThreadPages.All.Values];
        Gen.Select(Gen.Int[0, pages.Length - 1], Gen.Int[0, 6_000], Gen.Int[0, 300], Gen.String[0, 20]).Sample((page, at, gone, put) =>
        {
            var html = pages[page];
            at = Math.Min(at, html.Length);
            var thread = Read(html.Remove(at, Math.Min(gone, html.Length - at)).Insert(at, put));
            thread.Posts.Select(p => p.Floor).ShouldBeUnique();
        }, iter: 400);
    }

    [Fact]
    public void A_page_of_fifty_megabytes_takes_bounded_time()
    {
        var post = "<div class=post><span class=date>2026-03-08 20:15</span><div class=content>路灯坏了。</div></div>";
        var many = new StringBuilder(50_000_000);
        while (many.Length < 50_000_000) many.Append(post);
        var clock = Stopwatch.StartNew();
        Read(many.ToString()).Posts.Count.ShouldBe(2_000);
        Read(new string('<', 50_000_000)).Posts.ShouldBeEmpty();
        Read(string.Concat(Enumerable.Repeat("<div>2026-03-08 20:15<div>", 400_000))).ShouldNotBeNull();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }
}
