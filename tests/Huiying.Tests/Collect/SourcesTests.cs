using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect;

public sealed class SourcesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R15")]
    public async Task A_registered_source_is_due_at_once_and_stands_in_the_ledger(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var id = (await test.Get<Sources>().Add(test.By(Role.Clerk), Draft("https://www.example.org/news/rss.xml"), Ct)).Value;
        var source = (await test.Get<Sources>().List(test.By(Role.Clerk), Ct)).Value.ShouldHaveSingleItem();
        (source.Id, source.Host, source.NextDueAt, source.Health.Zh).ShouldBe((id, "www.example.org", test.Time.GetUtcNow(), "尚未采集，等待第一次巡查。"));
        var entries = new List<LedgerEntry>();
        await foreach (var e in test.Ledger.Read(test.Office, ct: Ct)) entries.Add(e);
        entries.ShouldHaveSingleItem().As(CollectJson.Default.SourceEntry).Url.ShouldBe("https://www.example.org/news/rss.xml");
        (await test.Get<Sources>().Add(test.By(Role.Clerk), Draft("https://www.example.org/news/rss.xml"), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("source.known");
    }

    [Theory]
    [Clause("S15")]
    [InlineData("https://weibo.com/u/1234567890")]
    [InlineData("https://m.weibo.cn/u/1234567890")]
    [InlineData("https://weibo.com/somebody")]
    [InlineData("https://weibo.com/n/某人")]
    [InlineData("https://www.zhihu.com/people/some-body/posts")]
    [InlineData("https://space.bilibili.com/12345")]
    [InlineData("https://tieba.baidu.com/home/main?un=x")]
    [InlineData("https://www.douyin.com/user/MS4wLjABAAAA")]
    [InlineData("https://www.xiaohongshu.com/user/profile/5f")]
    [InlineData("https://bbs.example.org/home.php?mod=space&uid=12")]
    [InlineData("https://bbs.example.org/space-uid-12.html")]
    [InlineData("https://someone.blog.163.com/")]
    [InlineData("https://someone.wordpress.com/feed")]
    [InlineData("https://blog.csdn.net/someone")]
    [InlineData("https://user.qzone.qq.com/12345")]
    [InlineData("https://rss.example.org/weibo/user/12345")]
    [InlineData("https://rss.example.org/weibo/n/somebody")]
    [InlineData("https://x.com/someone")]
    [InlineData("https://medium.com/@someone")]
    [InlineData("https://www.jianshu.com/u/abc")]
    public async Task A_personal_home_page_is_refused(string url) => await Refused(url, "source.person", "S15");

    [Theory]
    [Clause("S15")]
    [InlineData("https://s.example.org/weibo?q=郑小满", "source.person-search")]
    [InlineData("https://s.example.org/search?keyword=%E9%83%91%E5%B0%8F%E6%BB%A1", "source.person-search")]
    [InlineData("https://s.example.org/search?q=13900000000", "source.person-search")]
    [InlineData("https://t.me/joinchat/abc", "source.closed-group")]
    [InlineData("https://qm.qq.com/q/abc", "source.closed-group")]
    public async Task A_search_for_a_person_and_a_chat_group_are_refused(string url, string code) => await Refused(url, code, "S15");

    [Theory]
    [Clause("S08")]
    [InlineData("ftp://www.example.org/a", "source.not-web")]
    [InlineData("file:///etc/passwd", "source.not-web")]
    [InlineData("www.example.org", "source.not-web")]
    [InlineData("https://name:word@www.example.org/", "source.sign-in")]
    [InlineData("https://www.example.org/login?next=/list", "source.sign-in")]
    [InlineData("https://passport.example.org/list", "source.sign-in")]
    [InlineData("http://127.0.0.1/", "source.closed-address")]
    [InlineData("http://2130706433/", "source.closed-address")]
    [InlineData("http://[::ffff:10.0.0.1]/", "source.closed-address")]
    [InlineData("http://192.168.1.1:8080/rss", "source.closed-address")]
    [InlineData("http://169.254.169.254/", "source.closed-address")]
    [InlineData("http://localhost:5000/", "source.closed-address")]
    [InlineData("http://intranet/", "source.closed-address")]
    public async Task Only_public_pages_can_be_sources(string url, string code) => await Refused(url, code, "S08");

    [Theory]
    [InlineData("https://www.example.org/news/list.html")]
    [InlineData("https://bbs.example.org/forum.php?mod=forumdisplay&fid=2")]
    [InlineData("https://bbs.example.org/forum-2-1.html")]
    [InlineData("https://tieba.baidu.com/f?kw=白城")]
    [InlineData("https://liuyan.example.org/threads/list?fid=539")]
    [InlineData("https://s.example.org/search?q=危房改造")]
    [InlineData("https://www.example.org/art/2026/3/2/art_1_20260302.html?id=20260302")]
    public async Task Pages_of_bodies_media_and_forums_are_taken(string url)
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        (await test.Get<Sources>().Add(test.By(Role.Clerk), Draft(url), Ct)).Refusal.ShouldBeNull();
    }

    [Theory, BothEngines, Clause("S08")]
    public async Task A_closed_host_is_a_source_only_after_the_system_administrator_listed_it(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var sources = test.Get<Sources>();
        (await sources.ListHost(test.By(Role.Clerk), "192.168.1.1", "本单位内网站点", Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
        (await sources.ListHost(test.By(Role.SystemAdministrator), "192.168.1.1", " ", Ct)).Ok.ShouldBeFalse();
        (await sources.ListHost(test.By(Role.SystemAdministrator), "192.168.1.1", "本单位内网站点", Ct)).Ok.ShouldBeTrue();
        (await sources.Add(test.By(Role.Clerk), Draft("http://192.168.1.1:8080/rss"), Ct)).Refusal.ShouldBeNull();
        (await sources.Add(test.By(Role.Clerk), Draft("http://192.168.1.2/rss"), Ct)).Refusal.ShouldNotBeNull();
        (await sources.Hosts(test.By(Role.AuditAdministrator), Ct)).Value.ShouldHaveSingleItem().Host.ShouldBe("192.168.1.1");
        (await sources.UnlistHost(test.By(Role.SystemAdministrator), "192.168.1.1", "站点已停用", Ct)).Ok.ShouldBeTrue();
        (await sources.Add(test.By(Role.Clerk), Draft("http://192.168.1.1/other"), Ct)).Refusal.ShouldNotBeNull();
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Theory, BothEngines]
    public async Task A_source_is_changed_paused_and_resumed_with_reasons(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var sources = test.Get<Sources>();
        var clerk = test.By(Role.Clerk);
        var id = (await sources.Add(clerk, Draft("https://www.example.org/rss"), Ct)).Value;
        (await sources.Pause(clerk, id, " ", Ct)).Ok.ShouldBeFalse();
        (await sources.Pause(clerk, id, "栏目改版", Ct)).Ok.ShouldBeTrue();
        (await sources.List(clerk, Ct)).Value[0].Health.Zh.ShouldContain("栏目改版");
        (await sources.Resume(clerk, id, Ct)).Ok.ShouldBeTrue();
        (await sources.Change(clerk, id, Draft("https://news.example.org/list") with { Kind = SourceKind.List, Every = TimeSpan.FromHours(2) }, Ct)).Ok.ShouldBeTrue();
        (await sources.Change(clerk, id, Draft("https://weibo.com/u/1234567890"), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("source.person");
        var source = (await sources.List(clerk, Ct)).Value[0];
        (source.Host, source.Kind, source.Every, source.PausedBecause).ShouldBe(("news.example.org", SourceKind.List, TimeSpan.FromHours(2), null));
        (await sources.Add(test.By(Role.SectionOfficer), Draft("https://a.example.org/rss"), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
        (await sources.Add(clerk, Draft("https://a.example.org/rss") with { Every = TimeSpan.FromMinutes(9) }, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("invalid");
    }

    private static SourceDraft Draft(string url) => new("示例栏目", SourceKind.Feed, url, TimeSpan.FromHours(1));

    private static async Task Refused(string url, string code, string clause)
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var refusal = (await test.Get<Sources>().Add(test.By(Role.Clerk), Draft(url), Ct)).Refusal.ShouldNotBeNull();
        (refusal.Code, refusal.Clause).ShouldBe((code, clause));
        (await test.Get<Sources>().List(test.By(Role.Clerk), Ct)).Value.ShouldBeEmpty();
    }
}
