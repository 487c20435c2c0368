using System.Security.Cryptography;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Collect;

public sealed class PollerTests
{
    private const string Host = World.Host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R14"), Clause("R15"), Clause("R17"), Clause("S03")]
    public async Task A_list_page_and_its_articles_in_GB18030_become_masked_posts_with_reason_and_hashes(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.List("/list.html", "/art/1.html", "/art/2.html", "/art/3.html");
        world.Article("/art/1.html", "白杨县危房改造补贴何时发放", "白杨县的危房改造补贴去年秋天就登记了，到现在还没有发放，请有关部门给个答复。联系电话13912345678，家住白杨县的群众都在等。");
        world.Article("/art/2.html", "白杨县冬季旅游节开幕在即", "白杨县的冬季旅游节将在下个月的第一个周末开幕，届时将有冰雕、雪橇和各种民俗表演等待着各地来的游客们前来观看。");
        world.Article("/art/3.html", "低保金为何迟迟没有到账", "我们村里有几户人家的低保金这个月到现在也没有到账，村民们很着急，到底是什么原因造成的，请负责的同志给解释一下。");
        await world.Watch(["白杨县"], ["危房改造", "低保"]);
        await world.Watch(["低保金"], []);
        var source = await world.Add(SourceKind.List, "/list.html");

        var report = (await world.Poll()).ShouldNotBeNull();
        (report.Outcome, report.Counts).ShouldBe((PollOutcome.Collected, new IntakeCounts(Stored: 2, Unmatched: 1)));
        var posts = await world.Posts();
        posts.Select(p => p.Why).ShouldBe(["关注词：白杨县＋（危房改造／低保）", "关注词：低保金"]);
        var post = posts[0];
        (post.Source, post.Host, post.Channel, post.Public, post.Url, post.Title).ShouldBe(
            (source, Host, Channel.Web, true, world.Site.Url("/art/1.html"), "白杨县危房改造补贴何时发放"));
        post.Text.ShouldContain("补贴去年秋天就登记了");
        post.Text.ShouldContain("［电话］");
        post.Text.ShouldNotContain("13912345678");
        post.RawHash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(world.Site.Bytes("/art/1.html"))));
        post.TextHash.ShouldBe(Post.HashOf(post.Title, post.Text));
        await using var store = world.Test.Open();
        (await store.Set<PostRow>().FirstAsync(Ct)).Headers.ShouldNotBeNull().ShouldContain("ETag:");
        var listed = (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.Single();
        (listed.NextDueAt, listed.Health.Zh, listed.Health.Failures).ShouldBe((world.Test.Time.GetUtcNow().AddHours(1), "采集正常，有新内容。", 0));
    }

    [Theory, BothEngines]
    public async Task What_has_not_changed_is_not_fetched_again_and_only_new_items_are(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.Feed("/rss.xml", "/art/1.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(1);
        (await world.Posts())[0].Why.ShouldBe("来源全收：示例栏目");
        (await world.Poll()).ShouldBeNull("not due yet");

        world.Test.Time.Advance(TimeSpan.FromHours(1));
        (await world.Poll())!.Outcome.ShouldBe(PollOutcome.NotModified);
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        world.Feed("/rss.xml", "/art/2.html", "/art/1.html");
        world.Article("/art/2.html", "第二篇", World.Long(2));
        world.Site.Asked.Clear();
        var third = (await world.Poll()).ShouldNotBeNull();
        (third.Outcome, third.Counts).ShouldBe((PollOutcome.Collected, new IntakeCounts(Stored: 1)));
        world.Site.Asked.Where(p => p != "/robots.txt").ShouldBe(["/rss.xml", "/art/2.html"]);
        await using var store = world.Test.Open();
        (await store.Set<RunRow>().OrderBy(r => r.Id).Select(r => r.Outcome).ToListAsync(Ct)).ShouldBe([PollOutcome.Collected, PollOutcome.NotModified, PollOutcome.Collected]);
    }

    [Fact, Clause("R15")]
    public async Task What_no_term_matched_is_looked_at_again_when_the_terms_change()
    {
        await using var world = await World.Create();
        world.List("/list.html", "/art/1.html", "/art/2.html", "/art/3.html");
        for (var i = 1; i <= 3; i++) world.Article($"/art/{i}.html", $"关于第{i}件事的一则消息", World.Long(i));
        await world.Watch(["甲乙丙"], []);
        await world.Add(SourceKind.List, "/list.html");
        (await world.Poll())!.Counts.ShouldBe(new IntakeCounts(Unmatched: 3));
        await world.Due(change: true);
        (await world.Poll())!.Counts.Total.ShouldBe(0, "nothing new, the same terms");
        await world.Watch(["第2条"], []);
        await world.Due(change: true);
        (await world.Poll())!.Counts.ShouldBe(new IntakeCounts(Stored: 1, Unmatched: 2));
    }

    [Fact, Clause("S08")]
    public async Task Robots_txt_is_obeyed_for_the_source_and_for_each_page()
    {
        await using var world = await World.Create();
        world.Site.Page("/robots.txt", "User-agent: *\nDisallow: /art/2\n", contentType: "text/plain");
        world.List("/list.html", "/art/1.html", "/art/2.html", "/art/3.html");
        for (var i = 1; i <= 3; i++) world.Article($"/art/{i}.html", $"关于第{i}件事的一则消息", World.Long(i));
        await world.Add(SourceKind.List, "/list.html", takeAll: true);
        (await world.Poll())!.Counts.ShouldBe(new IntakeCounts(Stored: 2, Refused: 1));
        world.Site.Asked.ShouldNotContain("/art/2.html");

        await using var other = await World.Create();
        other.Site.Page("/robots.txt", "User-agent: *\nDisallow: /\n", contentType: "text/plain");
        other.List("/list.html", "/art/1.html", "/art/2.html", "/art/3.html");
        await other.Add(SourceKind.List, "/list.html", takeAll: true);
        (await other.Poll())!.Outcome.ShouldBe(PollOutcome.RobotsForbid);
        other.Site.Asked.ShouldBe(["/robots.txt"]);
        (await other.Get<Sources>().List(other.Test.By(Role.Clerk), Ct)).Value.Single().Health.Zh.ShouldContain("robots.txt 不允许");
    }

    [Fact, Clause("S08")]
    public async Task Every_request_names_the_office_and_its_contact()
    {
        await using var world = await World.Create();
        world.Feed("/rss.xml", "/art/1.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        await world.Poll();
        world.Site.Agents.Count.ShouldBeGreaterThan(2);
        world.Site.Agents.ShouldAllBe(a => a.Contains("0400-0000000") && Uri.UnescapeDataString(a).Contains("白杨县民生服务办公室"));
    }

    [Fact, Clause("S08")]
    public async Task A_loopback_host_is_asked_nothing_once_the_administrator_took_it_off_the_list()
    {
        await using var world = await World.Create();
        world.Feed("/rss.xml", "/art/1.html");
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Get<Sources>().UnlistHost(world.Test.By(Role.SystemAdministrator), Host, "停用", Ct)).Ok.ShouldBeTrue();
        (await world.Poll())!.Outcome.ShouldBe(PollOutcome.ClosedAddress);
        world.Site.Asked.ShouldBeEmpty();
    }

    [Fact, Clause("S08")]
    public async Task A_source_or_page_behind_a_sign_in_is_not_read()
    {
        await using var world = await World.Create();
        world.Site.Redirect("/list.html", "/login?next=/list.html");
        world.Site.Page("/login", "<html><title>登录</title><form>用户名 密码</form></html>");
        await world.Add(SourceKind.List, "/list.html", takeAll: true);
        (await world.Poll())!.Outcome.ShouldBe(PollOutcome.SignIn);
        (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.Single().Health.Zh.ShouldContain("只采集公开页面");

        await using var other = await World.Create();
        other.List("/list.html", "/art/1.html", "/art/2.html", "/art/3.html");
        other.Article("/art/1.html", "关于第1件事的一则消息", World.Long(1));
        other.Site.Status("/art/2.html", 403);
        other.Site.Redirect("/art/3.html", "/login");
        other.Site.Page("/login", $"<html><title>登录</title><p>{World.Long(9)}</p></html>");
        await other.Add(SourceKind.List, "/list.html", takeAll: true);
        (await other.Poll())!.Counts.ShouldBe(new IntakeCounts(Stored: 1, Refused: 2));
    }

    [Theory, BothEngines, Clause("S08")]
    public async Task However_many_nodes_read_one_host_has_one_request_at_a_time_and_each_item_is_stored_once(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var another = world.Test.Another(World.Services);
        world.Site.Before = _ => Task.Delay(20, Ct);
        for (var s = 0; s < 3; s++)
        {
            world.Feed($"/rss{s}.xml", $"/art/{s}.html", "/art/shared.html");
            world.Article($"/art/{s}.html", $"第{s}篇", World.Long(s));
            await world.Add(SourceKind.Feed, $"/rss{s}.xml", takeAll: true);
        }
        world.Article("/art/shared.html", "共同的一篇", World.Long(100));
        var pollers = new[] { world.Get<Poller>(), another.GetRequiredService<Poller>() };
        var reports = new List<PollReport>();
        for (var round = 0; round < 12 && reports.Count < 3; round++)
        {
            var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => world.Poll(pollers[n % 2])));
            reports.AddRange(both.OfType<PollReport>());
        }
        reports.Select(r => r.Source).Distinct().Count().ShouldBe(3);
        world.Site.MostAtOnce.ShouldBe(1);
        (await world.Posts()).Select(p => p.Url).ShouldBe(
            new[] { "/art/0.html", "/art/1.html", "/art/2.html", "/art/shared.html" }.Select(world.Site.Url), ignoreOrder: true);
    }

    [Theory, BothEngines]
    public async Task A_reading_that_outlived_its_lease_stores_nothing(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var another = world.Test.Another(World.Services);
        world.Feed("/rss.xml", "/art/1.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        PollReport? faster = null;
        var first = true;
        world.Site.Before = async path =>
        {
            if (path != "/art/1.html" || !first) return;
            first = false;
            // As if the lease had run out while the page was slow.
            await using var store = world.Test.Open();
            await store.Set<TurnRow>().ExecuteUpdateAsync(t => t.SetProperty(x => x.Until, world.Test.Time.GetUtcNow()), Ct);
            faster = await world.Poll(another.GetRequiredService<Poller>());
        };
        var slower = (await world.Poll()).ShouldNotBeNull();
        faster.ShouldNotBeNull().Counts.Stored.ShouldBe(1);
        (slower.Lost, slower.Counts.Total).ShouldBe((true, 0));
        (await world.Posts()).Count.ShouldBe(1);
        await using var store = world.Test.Open();
        (await store.Set<RunRow>().CountAsync(Ct)).ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task A_reading_that_is_called_off_leaves_the_source_due_and_the_host_free(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.Feed("/rss.xml", "/art/1.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        using var off = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        world.Site.Before = async path =>
        {
            if (path == "/art/1.html") await off.CancelAsync();
        };
        await Should.ThrowAsync<OperationCanceledException>(() => world.Poll(world.Get<Poller>(), off.Token));
        world.Site.Before = null;
        (await world.Posts()).ShouldBeEmpty();
        (await world.Get<Poller>().DueHosts([world.Test.Office], Ct)).ShouldBe([Host]);
        (await world.Poll())!.Counts.Stored.ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task A_host_whose_reader_was_killed_is_free_again_when_its_lease_ends(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.Feed("/rss.xml", "/art/1.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        await using (var store = world.Test.Open()) (await Turns.Take(store, Host, world.Test.Time.GetUtcNow(), Ct)).ShouldNotBeNull();
        (await world.Poll()).ShouldBeNull("the lease of the process that is gone still runs");
        (await world.Get<Poller>().DueHosts([world.Test.Office], Ct)).ShouldBeEmpty();
        world.Test.Time.Advance(Turns.Lease);
        (await world.Get<Poller>().DueHosts([world.Test.Office], Ct)).ShouldBe([Host]);
        (await world.Poll())!.Counts.Stored.ShouldBe(1);
    }

    [Fact]
    public async Task Failures_back_off_are_told_in_words_and_alert_at_the_fifth()
    {
        await using var world = await World.Create();
        world.Site.Status("/rss.xml", 500);
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        for (var i = 1; i <= 5; i++)
        {
            (await world.Poll())!.Outcome.ShouldBe(PollOutcome.SiteError);
            var source = (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.Single();
            source.Health.Failures.ShouldBe(i);
            world.Test.Time.Advance(source.NextDueAt - world.Test.Time.GetUtcNow());
        }
        var alert = (await world.Get<Alerts>().Open(world.Test.By(Role.Clerk), Ct)).Value.ShouldHaveSingleItem();
        alert.Kind.ShouldBe(AlertKind.SourceFailing);
        alert.Zh.ShouldContain("500");
        world.Feed("/rss.xml", "/art/1.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        (await world.Poll())!.Outcome.ShouldBe(PollOutcome.Collected);
        (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.Single().Health.Failures.ShouldBe(0);
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_is_tried_three_times_and_then_left_alone()
    {
        await using var world = await World.Create();
        world.Feed("/rss.xml", "/art/gone.html");
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        for (var i = 0; i < 4; i++)
        {
            (await world.Poll())!.Counts.Unreadable.ShouldBe(i < 3 ? 1 : 0);
            await world.Due(change: true);
        }
        world.Site.Asked.Count(p => p == "/art/gone.html").ShouldBe(3);
    }

    [Fact]
    public async Task What_was_published_before_the_retention_of_untaken_posts_is_not_taken()
    {
        await using var world = await World.Create();
        world.Feed("/rss.xml", "/art/1.html");
        world.Site.Page("/art/1.html", $"<html><body><h1>旧闻一则</h1><div>发布时间：2025-11-01 08:30</div><div><p>{World.Long(1)}</p></div></body></html>");
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Poll())!.Counts.ShouldBe(new IntakeCounts(TooOld: 1));
        (await world.Posts()).ShouldBeEmpty();
    }
}
