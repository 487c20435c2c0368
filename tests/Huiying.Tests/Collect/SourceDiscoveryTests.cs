using System.IO.Compression;
using System.Text;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Collect.Reading;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect;

/// <summary>Any address, pasted into one field.</summary>
public sealed class SourceDiscoveryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Encoding Big5 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("Big5")!;

    [Fact, Clause("R15")]
    public async Task A_home_page_in_gb18030_leads_to_the_feed_it_names_and_to_its_own_list()
    {
        await using var world = await World.Create();
        world.Feed("/news/rss.xml", "/a1.html", "/a2.html", "/a3.html");
        world.Site.Page("/", $"""
            <html><head><meta charset="gb2312"><title>示例县人民政府网</title><link rel="alternate" type="application/rss+xml" href="/news/rss.xml"></head><body>
            <ul class="list">{string.Concat(Enumerable.Range(1, 6).Select(i => $"<li><a href=\"/a{i}.html\">关于第{i}件事的一则消息标题</a><span>2026-03-01</span></li>"))}</ul></body></html>
            """, LocalSite.Gb18030);
        await world.Watch(["第2件事"], []);
        var found = await Found(world, "/");
        found.Ways.Select(w => w.Kind).ShouldBe([SourceKind.Feed, SourceKind.List]);
        (found.Ways[0].Url, found.Ways[0].Name, found.Ways[0].Count).ShouldBe((world.Site.Url("/news/rss.xml"), "示例", 3));
        found.Ways[0].Items.Select(i => (i.Title, i.Address, i.Published)).ShouldContain(("消息 /a1.html", world.Site.Url("/a1.html"), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)));
        (found.Ways[1].Name, found.Ways[1].Items[0].Title).ShouldBe(("示例县人民政府网", "关于第1件事的一则消息标题"));
        found.Ways[1].Items.Where(i => i.Term is not null).Select(i => i.Title).ShouldBe(["关于第2件事的一则消息标题"]);
        (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.ShouldBeEmpty("looking registers nothing");
    }

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public async Task A_feed_is_seen_by_what_it_is_in_whatever_encoding(string encoding)
    {
        await using var world = await World.Create();
        var name = encoding == "utf-16le" ? Encoding.Unicode : encoding == "gb18030" ? LocalSite.Gb18030 : Encoding.UTF8;
        var xml = $"<?xml version=\"1.0\" encoding=\"{encoding}\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>停水通知</title><entry><title>白杨镇停水</title><id>x:1</id><link href=\"/1.html\"/><updated>2026-03-01T08:00:00Z</updated></entry></feed>";
        world.Site.Raw("/f", [.. name.GetPreamble(), .. name.GetBytes(xml)], "text/plain");
        var way = (await Found(world, "/f")).Ways.ShouldHaveSingleItem();
        (way.Kind, way.Name, way.Items[0].Title).ShouldBe((SourceKind.Feed, "停水通知", "白杨镇停水"));
    }

    [Fact]
    public async Task A_board_is_told_from_a_list_by_where_its_links_lead()
    {
        await using var world = await World.Create();
        world.List("/list.html", "/a1.html", "/a2.html", "/a3.html", "/a4.html", "/a5.html");
        world.List("/bbs.html", "/thread-1-1-1.html", "/thread-2-1-1.html", "/thread-3-1-1.html", "/thread-4-1-1.html", "/thread-5-1-1.html");
        (await Found(world, "/list.html")).Ways.ShouldHaveSingleItem().Kind.ShouldBe(SourceKind.List);
        (await Found(world, "/bbs.html")).Ways.ShouldHaveSingleItem().Kind.ShouldBe(SourceKind.Forum);
    }

    [Theory]
    [InlineData("discuz")]
    [InlineData("phpwind")]
    [InlineData("tieba")]
    public async Task A_thread_is_followed_as_a_thread(string software)
    {
        await using var world = await World.Create();
        // The thread was written until the 10th of March.
        world.Test.Time.Advance(TimeSpan.FromDays(9));
        world.Site.Page("/thread-9-1-1.html", ThreadPages.All[software], LocalSite.Gb18030, "text/html; charset=gbk");
        var way = (await Found(world, "/thread-9-1-1.html")).Ways[0];
        (way.Kind, way.Name).ShouldBe((SourceKind.Thread, ThreadPages.Title));
        way.Items.Count.ShouldBe(3);
        way.Items[0].Published.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_article_in_big5_is_one_page()
    {
        await using var world = await World.Create();
        world.Site.Page("/news/1.html", $"""
            <html><head><meta charset="big5"><title>停水通知_示例網</title></head><body><div><a href="/">首頁</a></div><h1>停水通知</h1><div>發佈時間：2026-03-01 08:30</div>
            <div class="content"><p>{string.Concat(Enumerable.Repeat("因管道檢修，三月三日上午停水，請居民提前儲水。", 8))}</p></div></body></html>
            """, Big5);
        var way = (await Found(world, "/news/1.html")).Ways.ShouldHaveSingleItem();
        (way.Kind, way.Items[0].Title).ShouldBe((SourceKind.Page, "停水通知"));
        way.Items[0].Published.ShouldBe(new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.FromHours(8)));
    }

    [Fact]
    public async Task A_sitemap_packed_with_gzip_shows_its_newest_pages_first()
    {
        await using var world = await World.Create();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes($"<urlset><url><loc>{world.Site.Url("/old.html")}</loc><lastmod>2025-01-01</lastmod></url><url><loc>{world.Site.Url("/new.html")}</loc><lastmod>2026-03-01T08:00:00+08:00</lastmod></url></urlset>"), Ct);
        }
        world.Site.Raw("/sitemap.xml.gz", packed.ToArray(), "application/octet-stream");
        var way = (await Found(world, "/sitemap.xml.gz")).Ways.ShouldHaveSingleItem();
        (way.Kind, way.Count).ShouldBe((SourceKind.Sitemap, 2));
        way.Items.Select(i => i.Address).ShouldBe([world.Site.Url("/new.html"), world.Site.Url("/old.html")]);
    }

    [Fact]
    public async Task A_pasted_search_answered_in_json_is_a_search_with_its_words_place_marked()
    {
        await using var world = await World.Create();
        world.Site.Page("/api/search", """
            {"code":0,"filters":["a","b"],"data":{"total":2,"list":[{"docId":7,"title":"<em>低保</em>标准调整","pubDate":"2026-03-01 09:00","pageUrl":"/d/7.html"},{"docId":8,"title":"办理低保要带什么","pubDate":"2026-02-28 09:00","pageUrl":"/d/8.html"}]}}
            """, contentType: "application/json");
        var way = (await Found(world, "/api/search?page=1&keyword=%E4%BD%8E%E4%BF%9D")).Ways.ShouldHaveSingleItem();
        (way.Kind, way.Url).ShouldBe((SourceKind.Search, world.Site.Url("/api/search") + "?page=1&keyword={词}"));
        way.Items.Select(i => (i.Title, i.Address)).ShouldBe([("低保标准调整", world.Site.Url("/d/7.html")), ("办理低保要带什么", world.Site.Url("/d/8.html"))]);
        // Where the link has to be put together, the officer says how, and sees it at once.
        var set = await Found(world, "/api/search?page=1&keyword={词}", new("$.data.list[*]", "title", world.Site.Url("/show") + "?id={docId}", "pubDate"));
        set.Ways[0].Items[0].Address.ShouldBe(world.Site.Url("/show") + "?id=7");
        set.Ways[0].Items[0].Published.ShouldBe(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.FromHours(8)));
    }

    [Fact]
    public async Task Selectors_are_seen_at_work_and_wrong_ones_are_refused_with_what_to_do()
    {
        await using var world = await World.Create();
        world.Site.Page("/p.html", """
            <html><head><title>公示</title></head><body><div class="hot"><a href="/h1.html">热点推荐的一条很长的标题文字</a><a href="/h2.html">热点推荐的又一条很长标题文字</a><a href="/h3.html">热点推荐第三条很长的标题文字</a></div>
            <table class="gs"><tr><td>1</td><td class="t"><a href="/g1.html">查看</a><b>危房改造公示一</b></td><td class="d">2026.03.01</td></tr><tr><td>2</td><td class="t"><a href="/g2.html">查看</a><b>危房改造公示二</b></td><td class="d">2026.02.27</td></tr></table></body></html>
            """);
        var way = (await Found(world, "/p.html", new("table.gs tr", "b", null, ".d"))).Ways.ShouldHaveSingleItem();
        way.Items.Select(i => (i.Title, i.Address, i.Published?.Day)).ShouldBe([("危房改造公示一", world.Site.Url("/g1.html"), 1), ("危房改造公示二", world.Site.Url("/g2.html"), 27)]);
        (await Look(world, "/p.html", new("table.none tr"))).Refusal.ShouldNotBeNull().Code.ShouldBe("source.nothing-picked");
        (await Look(world, "/p.html", new("]]["))).Refusal.ShouldNotBeNull().Zh.ShouldContain("清空");
    }

    [Theory]
    [Clause("S08"), Clause("S15")]
    [InlineData("http://10.1.2.3/list", "source.closed-address")]
    [InlineData("localhost/admin", "source.not-web")]
    [InlineData("https://weibo.com/u/1234567890", "source.person")]
    [InlineData("https://s.example.org/search?q=郑小满", "source.person-search")]
    [InlineData("随便写的几个字", "source.not-web")]
    public async Task What_may_not_be_a_source_is_not_even_looked_at_and_the_refusal_is_recorded(string address, string code)
    {
        await using var world = await World.Create();
        var refusal = (await world.Get<SourceDiscovery>().Look(world.Test.By(Role.Clerk), address, ct: Ct)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        var acts = new List<string>();
        await foreach (var e in world.Test.Ledger.Read(world.Test.Office, ct: Ct)) acts.Add(e.Act);
        acts.ShouldContain("sources.look.refused");
        (await world.Get<SourceDiscovery>().Look(world.Test.By(Role.SectionOfficer), world.Site.Url("/"), ct: Ct)).Refusal!.Code.ShouldBe("not-your-post");
        world.Site.Asked.ShouldBeEmpty();
    }

    [Fact, Clause("S08")]
    public async Task A_short_address_that_leads_to_a_person_and_a_site_that_forbids_are_refused()
    {
        await using var world = await World.Create();
        world.Site.Redirect("/s/abc", "/space-uid-12.html");
        world.Site.Page("/space-uid-12.html", "<html><title>某人的空间</title></html>");
        (await Look(world, "/s/abc")).Refusal.ShouldNotBeNull().Code.ShouldBe("source.person");
        (await Look(world, "/nowhere")).Refusal.ShouldNotBeNull().Zh.ShouldContain("404");
        world.Site.Page("/empty", "<html><body><script>load()</script></body></html>");
        (await Look(world, "/empty")).Refusal.ShouldNotBeNull().Zh.ShouldContain("站点地图");
        await using var other = await World.Create();
        other.Site.Page("/robots.txt", "User-agent: *\nDisallow: /", contentType: "text/plain");
        (await Look(other, "/list.html")).Refusal.ShouldNotBeNull().Code.ShouldBe("source.robots");
    }

    [Fact]
    public void An_address_is_completed_as_people_paste_it()
    {
        SourceDiscovery.Completed(" www.example.org/news ").ShouldBe("https://www.example.org/news");
        SourceDiscovery.Completed("【示例网】停水通知 https://www.example.org/a.html，请看").ShouldBe("https://www.example.org/a.html");
        SourceDiscovery.Completed("ftp://www.example.org/").ShouldBe("ftp://www.example.org/");
    }

    [Fact]
    public async Task A_look_runs_while_its_page_is_asked_again_and_belongs_to_one_person()
    {
        await using var world = await World.Create();
        world.List("/list.html", "/a1.html", "/a2.html", "/a3.html", "/a4.html");
        var gate = new TaskCompletionSource();
        world.Site.Before = path => path == "/list.html" ? gate.Task : Task.CompletedTask;
        var looks = world.Get<Looks>();
        var clerk = world.Test.By(Role.Clerk);
        var id = looks.Begin(clerk, world.Site.Url("/list.html"));
        (await looks.Wait(clerk, id, TimeSpan.Zero, Ct)).ShouldNotBeNull().Result.ShouldBeNull();
        gate.SetResult();
        (await looks.Wait(clerk, id, TimeSpan.FromMinutes(1), Ct)).ShouldNotBeNull().Result!.Value.Value.Ways[0].Kind.ShouldBe(SourceKind.List);
        (await looks.Wait(world.Test.By(Role.PrincipalLeader), id, TimeSpan.Zero, Ct)).ShouldBeNull();
    }

    private static Task<Outcome<Found>> Look(World world, string path, Picks? picks = null) =>
        world.Get<SourceDiscovery>().Look(world.Test.By(Role.Clerk), new Uri(world.Site.Root, "/").AbsoluteUri.TrimEnd('/') + path, picks, ct: Ct);

    private static async Task<Found> Found(World world, string path, Picks? picks = null) => (await Look(world, path, picks)).Value;
}
