using System.Text;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect;

/// <summary>Each kind of source from the site to the stored post.</summary>
public sealed class SourceKindsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R15")]
    public async Task A_sites_search_is_asked_with_each_watch_term_in_the_sites_own_encoding(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.Site.Page("/s", """
            [{"subject":"低保发放","url":"/d1.html","time":"2026-03-01 09:00"},{"subject":"天气","url":"/d2.html","time":"2026-03-01 09:00"}]
            """, contentType: "application/json");
        world.Article("/d1.html", "低保发放", "本月低保金已经发放。" + World.Long(1));
        world.Article("/d2.html", "天气", World.Long(2));
        await world.Watch(["低保"], []);
        await world.Watch([], ["危房", "/停水.{0,4}天/"]);
        (await Add(world, SourceKind.Search, "/s?q={词:gbk}&n=20")).Refusal.ShouldBeNull();
        var report = (await world.Poll()).ShouldNotBeNull();
        (report.Outcome, report.Counts).ShouldBe((PollOutcome.Collected, new IntakeCounts(Stored: 1, Unmatched: 1)));
        var post = (await world.Posts()).ShouldHaveSingleItem();
        (post.Title, post.Why, post.Url).ShouldBe(("低保发放", "关注词：低保", world.Site.Url("/d1.html")));
        // 低保 and 危房 in GBK; the expression cannot be asked for.
        world.Site.Queries.ShouldBe(["?q=%B5%CD%B1%A3&n=20", "?q=%CE%A3%B7%BF&n=20"], ignoreOrder: true);
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        (await world.Poll())!.Outcome.ShouldBe(PollOutcome.NothingNew);
    }

    [Fact]
    public async Task A_search_without_its_words_place_and_one_for_a_person_are_refused()
    {
        await using var world = await World.Create();
        (await Add(world, SourceKind.Search, "/s?q=低保")).Refusal.ShouldNotBeNull().Zh.ShouldContain("{词}");
        (await Add(world, SourceKind.Search, "/s?q={词}&author=王小满")).Refusal.ShouldNotBeNull().Code.ShouldBe("source.person");
    }

    [Theory, BothEngines]
    public async Task One_page_is_taken_again_only_when_its_text_is_another(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.Article("/notice.html", "停水公告", "三月三日停水。" + World.Long(1));
        (await Add(world, SourceKind.Page, "/notice.html", takeAll: true)).Refusal.ShouldBeNull();
        Taken(await world.Poll()).ShouldBe(1);
        // Another byte of the page, the same text.
        world.Site.Page("/notice.html", Encoding.UTF8.GetString(Encoding.Convert(LocalSite.Gb18030, Encoding.UTF8, world.Site.Bytes("/notice.html"))).Replace("版权所有", "版权所有 访问量 7", StringComparison.Ordinal), LocalSite.Gb18030);
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        Taken(await world.Poll()).ShouldBe(0);
        world.Article("/notice.html", "停水公告", "三月四日停水，时间有变。" + World.Long(2));
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        Taken(await world.Poll()).ShouldBe(1);
        (await world.Posts()).Select(p => p.Text[..7]).ShouldBe(["三月三日停水。", "三月四日停水，"]);
    }

    [Theory, BothEngines, Clause("R15")]
    public async Task A_thread_is_followed_floor_by_floor(Engine engine)
    {
        await using var world = await World.Create(engine);
        Thread(world, 1);
        (await Add(world, SourceKind.Thread, "/thread-7-1-1.html", takeAll: true)).Refusal.ShouldBeNull();
        Taken(await world.Poll()).ShouldBe(1);
        Thread(world, 3);
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        Taken(await world.Poll()).ShouldBe(2);
        (await world.Posts()).Select(p => p.Kind).ShouldAllBe(k => k == PostKind.Thread);
    }

    [Theory, BothEngines]
    public async Task Of_a_sitemap_only_what_is_new_is_fetched_through_its_index_too(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.Site.Page("/sitemap.xml", $"<sitemapindex><sitemap><loc>{world.Site.Url("/old.xml")}</loc><lastmod>2020-01-01</lastmod></sitemap><sitemap><loc>{world.Site.Url("/dated.xml")}</loc><lastmod>2026-03-01</lastmod></sitemap><sitemap><loc>{world.Site.Url("/undated.xml")}</loc></sitemap></sitemapindex>", contentType: "application/xml");
        world.Site.Page("/old.xml", "<urlset/>", contentType: "application/xml");
        world.Site.Page("/dated.xml", $"<urlset><url><loc>{world.Site.Url("/ancient.html")}</loc><lastmod>2025-01-01</lastmod></url><url><loc>{world.Site.Url("/a1.html")}</loc><lastmod>2026-03-01</lastmod></url></urlset>", contentType: "application/xml");
        world.Site.Page("/undated.xml", $"<urlset><url><loc>{world.Site.Url("/b1.html")}</loc></url></urlset>", contentType: "application/xml");
        foreach (var (path, n) in new[] { ("/a1.html", 1), ("/b1.html", 2), ("/b2.html", 3), ("/ancient.html", 4) }) world.Article(path, $"第{n}件事", World.Long(n));
        (await Add(world, SourceKind.Sitemap, "/sitemap.xml", takeAll: true)).Refusal.ShouldBeNull();
        // A map without dates does not say what is new: what stands there at first is only remembered.
        (await world.Poll())!.Counts.ShouldBe(new IntakeCounts(Stored: 1, TooOld: 1));
        world.Site.Page("/undated.xml", $"<urlset><url><loc>{world.Site.Url("/b1.html")}</loc></url><url><loc>{world.Site.Url("/b2.html")}</loc></url></urlset>", contentType: "application/xml");
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        Taken(await world.Poll()).ShouldBe(1);
        (await world.Posts()).Select(p => p.Title).ShouldBe(["第1件事", "第3件事"]);
        world.Site.Asked.ShouldNotContain("/ancient.html");
        world.Site.Asked.ShouldNotContain("/b1.html");
    }

    [Fact]
    public async Task A_list_is_read_on_to_its_next_page_when_everything_on_the_first_is_new()
    {
        await using var world = await World.Create();
        List("/list.html", "/list_2.html", 1);
        List("/list_2.html", null, 4);
        for (var i = 1; i <= 12; i++) world.Article($"/a{i}.html", $"第{i}件事", World.Long(i));
        (await Add(world, SourceKind.List, "/list.html", takeAll: true)).Refusal.ShouldBeNull();
        Taken(await world.Poll()).ShouldBe(3);
        world.Site.Asked.ShouldNotContain("/list_2.html", "at the first reading everything is new");
        List("/list.html", "/list_2.html", 7);
        List("/list_2.html", "/list_3.html", 10);
        List("/list_3.html", "/list_4.html", 1);
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        Taken(await world.Poll()).ShouldBe(6);
        world.Site.Asked.ShouldNotContain("/list_4.html");

        void List(string path, string? next, int from) => world.Site.Page(path, $"""
            <html><head><meta charset="gb2312"><title>要闻</title></head><body><ul class="list">{string.Concat(Enumerable.Range(from, 3).Select(i => $"<li><a href=\"/a{i}.html\">关于第{i}件事的一则消息标题</a><span>2026-03-01</span></li>"))}</ul>
            <div class="page">{(next is null ? "" : $"<a href=\"{next}\">下一页 &gt;</a>")}</div></body></html>
            """, LocalSite.Gb18030);
    }

    [Fact]
    public async Task Selectors_that_pick_nothing_any_more_are_said_and_not_silently_passed_over()
    {
        await using var world = await World.Create();
        world.List("/list.html", "/a1.html", "/a2.html", "/a3.html");
        foreach (var i in new[] { 1, 2, 3 }) world.Article($"/a{i}.html", $"第{i}件事", World.Long(i));
        var draft = new SourceDraft("示例栏目", SourceKind.List, world.Site.Url("/list.html"), TimeSpan.FromHours(1), TakeAll: true, Picks: new("ul.list > li", "a", "a", "span"), Folder: "县内网站");
        (await world.Get<Sources>().Add(world.Test.By(Role.Clerk), draft, Ct)).Refusal.ShouldBeNull();
        Taken(await world.Poll()).ShouldBe(3);
        world.Site.Page("/list.html", "<html><body><ol class=\"new\"><li><a href=\"/a4.html\">改版以后的一则消息标题</a></li></ol></body></html>");
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        (await world.Poll())!.Outcome.ShouldBe(PollOutcome.NothingPicked);
        var source = (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.ShouldHaveSingleItem();
        (source.Folder, source.Picks).ShouldBe(("县内网站", draft.Picks));
        source.Health.Zh.ShouldContain("选择器");
        (await world.Get<Sources>().Add(world.Test.By(Role.Clerk), draft with { Url = world.Site.Url("/other.html"), Picks = new("]]") }, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("invalid");
    }

    [Theory, BothEngines, Clause("R16"), Clause("S03")]
    public async Task A_pasted_page_is_taken_once_masked_and_without_a_source(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.Article("/n.html", "路灯", "联系电话13900000000。" + World.Long(1));
        var pasted = world.Get<Pasted>();
        var id = (await pasted.Take(world.Test.By(Role.DutyOfficer), world.Site.Url("/n.html"), Ct)).Value;
        var post = (await world.Get<Posts>().Read(world.Test.By(Role.Clerk), [id], Ct)).Value.ShouldHaveSingleItem();
        (post.Title, post.Channel, post.Public, post.Source, post.Why).ShouldBe(("路灯", Channel.Web, true, null, "人工登记：粘贴网址"));
        post.Text.ShouldNotContain("13900000000");
        (await pasted.Take(world.Test.By(Role.Clerk), world.Site.Url("/n.html"), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("entry.known");
        (await pasted.Take(world.Test.By(Role.Clerk), "https://weibo.com/u/1234567890", Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("source.person");
        (await pasted.Take(world.Test.By(Role.SectionOfficer), world.Site.Url("/n.html"), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
        (await world.Test.Ledger.Verify(world.Test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    /// <summary>What was stored; texts so alike may count as copies.</summary>
    private static int Taken(PollReport? report) => report!.Counts.Stored + report.Counts.Copies;

    private static Task<Outcome<SourceId>> Add(World world, SourceKind kind, string path, bool takeAll = false) =>
        world.Get<Sources>().Add(world.Test.By(Role.Clerk), new("示例栏目", kind, new Uri(world.Site.Root, "/").AbsoluteUri.TrimEnd('/') + path, TimeSpan.FromHours(1), takeAll), Ct);

    private static void Thread(World world, int floors) => world.Site.Page("/thread-7-1-1.html", $"""
        <html><head><title>路灯坏了 - 示例论坛</title></head><body><div id="postlist"><div>查看: 9|回复: {floors - 1}</div><h1><span id="thread_subject">路灯坏了</span></h1>
        {string.Concat(Enumerable.Range(1, floors).Select(i => $"""<div id="post_{i}"><div class="authi"><a href="/space-uid-{i}.html" class="xw1">某{i}</a></div><strong>{i}#</strong><em id="authorposton{i}">发表于 2026-3-1 08:0{i}:00</em><table><tr><td class="t_f" id="postmessage_{i}">{World.Long(i)}</td></tr></table></div>"""))}
        </div></body></html>
        """, LocalSite.Gb18030, "text/html; charset=gbk");
}
