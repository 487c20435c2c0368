using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Collect;

/// <summary>A host's turn, and when its sources are read again.</summary>
public sealed class VisitTests
{
    private const string Host = World.Host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("S08")]
    public async Task Two_offices_never_ask_one_host_at_once_and_both_get_their_posts(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var another = world.Test.Another(World.Services);
        var other = new OfficeId("neighbour");
        await using (var store = world.Test.Stores.Open(other))
        {
            store.Add(new OfficeRow { Id = other, Name = "邻县办公室", Zone = "Asia/Shanghai", Contact = "https://neighbour.example/", CreatedAt = world.Test.Time.GetUtcNow() });
            store.Add(new ListedHostRow { Office = other, Host = Host, Reason = "测试站点", By = new PersonId("x"), At = world.Test.Time.GetUtcNow() });
            store.Add(new SourceRow
            {
                Office = other,
                Id = new SourceId("theirs"),
                Name = "他们的",
                Kind = SourceKind.Feed,
                Url = world.Site.Url("/rss.xml"),
                Host = Host,
                EverySeconds = 3600,
                TakeAll = true,
                AddedAt = world.Test.Time.GetUtcNow(),
                NextDueAt = world.Test.Time.GetUtcNow(),
            });
            await store.SaveChangesAsync(Ct);
        }
        world.Site.Before = _ => Task.Delay(20, Ct);
        world.Feed("/rss.xml", "/art/1.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);

        OfficeId[] both = [world.Test.Office, other];
        (await world.Get<Poller>().DueHosts(both, Ct)).ShouldBe([Host]);
        var visits = await Task.WhenAll(world.Get<Poller>().Visit(Host, both, ct: Ct), another.GetRequiredService<Poller>().Visit(Host, both, ct: Ct));

        visits.Select(v => v.Count).ShouldBe([2, 0], ignoreOrder: true);
        world.Site.MostAtOnce.ShouldBe(1);
        world.Site.Asked.Count(p => p == "/robots.txt").ShouldBe(1);
        world.Site.Agents.Select(Uri.UnescapeDataString).Count(a => a.Contains("邻县办公室")).ShouldBe(2, "each names itself");
        foreach (var office in both)
        {
            await using var store = world.Test.Stores.Open(office);
            (await store.Set<PostRow>().CountAsync(Ct)).ShouldBe(1);
        }
    }

    [Theory, BothEngines, Clause("S08")]
    public async Task A_hosts_rest_outlives_the_process(Engine engine)
    {
        await using var world = await World.Create(engine, s => s.AddSingleton<CurrentPolicy>((_, _) => new(Policy.Default)));
        world.Site.Status("/rss.xml", 503);
        world.Site.Page("/robots.txt", "User-agent: *\nCrawl-delay: 90\n", contentType: "text/plain");
        await world.Add(SourceKind.Feed, "/rss.xml");
        await world.Add(SourceKind.Feed, "/other.xml");
        var visit = world.Poll();
        while (!visit.IsCompleted)
        {
            world.Test.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Ct);
        }
        await visit;
        await using var restarted = world.Test.Another(World.Services);
        (await restarted.GetRequiredService<Poller>().DueHosts([world.Test.Office], Ct)).ShouldBeEmpty();
        (await world.Poll(restarted.GetRequiredService<Poller>())).ShouldBeNull();
        world.Test.Time.Advance(TimeSpan.FromSeconds(91));
        (await restarted.GetRequiredService<Poller>().DueHosts([world.Test.Office], Ct)).ShouldBe([Host]);
    }

    [Fact]
    public async Task A_move_for_good_is_remembered_told_and_forgotten_when_the_new_address_fails()
    {
        await using var world = await World.Create();
        world.Site.Redirect("/old.xml", "/new.xml", 301);
        world.Feed("/new.xml", "/art/1.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        await world.Add(SourceKind.Feed, "/old.xml", takeAll: true);
        (await world.Poll())!.Outcome.ShouldBe(PollOutcome.Collected);
        var source = await Single();
        (source.Url, source.Health.MovedTo).ShouldBe((world.Site.Url("/old.xml"), world.Site.Url("/new.xml")), "the register is the office's; the site only says where it is");
        source.Health.Warnings.ShouldHaveSingleItem().ShouldContain("永久迁到");

        world.Site.Asked.Clear();
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        (await world.Poll())!.Outcome.ShouldBe(PollOutcome.NotModified);
        world.Site.Asked.ShouldBe(["/new.xml"]);

        world.Site.Status("/new.xml", 404);
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        (await world.Poll())!.Outcome.ShouldBe(PollOutcome.NotThere);
        (await Single()).Health.MovedTo.ShouldBeNull();

        async Task<Huiying.Collect.Source> Single() => (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.Single();
    }

    [Fact]
    public async Task A_list_that_gave_items_and_gives_none_any_more_alerts_at_the_second_time()
    {
        await using var world = await World.Create();
        world.List("/list.html", "/art/1.html", "/art/2.html", "/art/3.html");
        for (var i = 1; i <= 3; i++) world.Article($"/art/{i}.html", $"关于第{i}件事的一则消息", World.Long(i));
        await world.Add(SourceKind.List, "/list.html", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(3);
        world.Site.Page("/list.html", "<html><body><div id=app></div></body></html>");
        for (var time = 1; time <= 3; time++)
        {
            world.Test.Time.Advance(TimeSpan.FromDays(1));
            (await world.Poll())!.Outcome.ShouldBe(PollOutcome.LayoutChanged);
            var alerts = (await world.Get<Alerts>().Open(world.Test.By(Role.Clerk), Ct)).Value;
            if (time == 1) alerts.ShouldBeEmpty();
            else alerts.ShouldHaveSingleItem().ShouldSatisfyAllConditions(a => a.Kind.ShouldBe(AlertKind.SourceChanged), a => a.Zh.ShouldContain("改版"));
        }
    }

    [Theory, BothEngines]
    public async Task After_the_clock_was_set_back_sources_are_read_again_within_their_interval(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.Feed("/rss.xml", "/art/1.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(1);
        // As if all this had been done while the clock was a year ahead.
        var ahead = TimeSpan.FromDays(365);
        await using (var store = world.Test.Open())
        {
            foreach (var source in await store.Set<SourceRow>().ToListAsync(Ct)) source.NextDueAt += ahead;
            foreach (var turn in await store.Set<TurnRow>().ToListAsync(Ct)) turn.Until += ahead;
            await store.SaveChangesAsync(Ct);
            await store.Set<RunRow>().ExecuteUpdateAsync(r => r.SetProperty(x => x.EndedAt, world.Test.Time.GetUtcNow() + ahead), Ct);
        }
        await using var restarted = world.Test.Another(World.Services);
        var poller = restarted.GetRequiredService<Poller>();
        (await poller.DueHosts([world.Test.Office], Ct)).ShouldBeEmpty();
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        (await poller.DueHosts([world.Test.Office], Ct)).ShouldBe([Host]);
        (await world.Poll(poller)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_lively_source_is_read_more_often_than_asked_and_its_items_are_counted_by_day()
    {
        await using var world = await World.Create();
        var at = world.Test.Time.GetUtcNow();
        world.Site.Page("/rss.xml", $"""
            <?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
            {string.Concat(Enumerable.Range(1, 8).Select(n => $"<item><title>第{n}件</title><guid>{n}</guid><pubDate>{at.AddMinutes(-30 * n):R}</pubDate><description>{World.Long(n)}{World.Long(n)}{World.Long(n)}</description></item>"))}
            </channel></rss>
            """, contentType: "application/rss+xml");
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(8);
        var source = (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.Single();
        (source.NextDueAt - at, source.Health.UsualGap, source.Health.Days[^1]).ShouldBe((TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), 8));
    }

    [Theory, BothEngines, Clause("S08")]
    public async Task Pages_on_a_host_that_somebody_else_reads_are_left_for_later(Engine engine)
    {
        await using var world = await World.Create(engine);
        const string Other = "localhost";
        (await world.Get<Sources>().ListHost(world.Test.By(Role.SystemAdministrator), Other, "测试站点", Ct)).Ok.ShouldBeTrue();
        world.Site.Page("/rss.xml", $"""<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>甲</title><link>http://{Other}:{world.Site.Root.Port}/1</link></item></channel></rss>""", contentType: "application/rss+xml");
        world.Article("/1", "第一篇", World.Long(1));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        await using var store = world.Test.Open();
        var held = (await Turns.Take(store, Other, world.Test.Time.GetUtcNow(), Ct)).ShouldNotBeNull();
        (await world.Poll())!.Counts.Total.ShouldBe(0);
        world.Site.Asked.ShouldNotContain("/1");
        (await world.Poll()).ShouldBeNull("the list itself is not asked for again at once");

        await Turns.Give(store, held, world.Test.Time.GetUtcNow(), Ct);
        world.Test.Time.Advance(TimeSpan.FromMinutes(1));
        (await world.Poll())!.Counts.Stored.ShouldBe(1);
        (await store.Set<TurnRow>().AsNoTracking().SingleAsync(t => t.Host == Other, Ct)).Until.ShouldBe(world.Test.Time.GetUtcNow(), "given back");
    }

    [Theory, BothEngines, Clause("S08")]
    public async Task What_a_dead_process_held_is_given_back_after_a_pause_and_a_host_at_rest_rests_on(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.Feed("/rss.xml", "/art/1.html");
        world.Article("/art/1.html", "第一篇", World.Long(1));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        await using var store = world.Test.Open();
        var now = world.Test.Time.GetUtcNow();
        var dead = (await Turns.Take(store, Host, now, Ct)).ShouldNotBeNull();
        await Turns.Renew(store, dead, now, Ct);
        await Turns.Give(store, (await Turns.Take(store, "resting.example", now, Ct)).ShouldNotBeNull(), now.AddHours(5), Ct);
        await using var next = world.Test.Another(s =>
        {
            World.Services(s);
            s.AddSingleton<CurrentPolicy>((_, _) => new(Policy.Default));
        });
        var poller = next.GetRequiredService<Poller>();
        (await world.Poll()).ShouldBeNull("the turn is held");

        (await poller.TakeOver(Ct)).ShouldBe(1);
        (await store.Set<TurnRow>().AsNoTracking().ToDictionaryAsync(t => t.Host, t => t.Until, Ct)).ShouldBe(
            new Dictionary<string, DateTimeOffset> { [Host] = now.AddSeconds(2), ["resting.example"] = now.AddHours(5) }, ignoreOrder: true);
        (await world.Poll()).ShouldBeNull("the host has its pause first");
        world.Test.Time.Advance(TimeSpan.FromSeconds(2));
        (await world.Poll())!.Counts.Stored.ShouldBe(1);
        (await poller.TakeOver(Ct)).ShouldBe(0, "a turn that was given back is nobody's");
        (await Turns.Renew(store, dead, now, Ct)).ShouldBeFalse("whoever held it stores nothing any more");
    }

    [Fact, Clause("S08")]
    public async Task A_site_that_wants_a_minute_and_a_half_between_requests_gets_it_and_is_read_whole_all_the_same()
    {
        await using var world = await World.Create();
        world.Site.Page("/robots.txt", "User-agent: *\nCrawl-delay: 90\n", contentType: "text/plain");
        world.Feed("/rss.xml", "/art/1.html", "/art/2.html");
        for (var i = 1; i <= 2; i++) world.Article($"/art/{i}.html", $"关于第{i}件事的一则消息", World.Long(i));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        var asked = new List<TimeSpan>();
        var begun = world.Test.Time.GetUtcNow();
        world.Site.Before = path =>
        {
            if (path != "/robots.txt") asked.Add(world.Test.Time.GetUtcNow() - begun);
            return Task.CompletedTask;
        };
        var visit = world.Poll();
        while (!visit.IsCompleted)
        {
            world.Test.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Ct);
        }
        (await visit)!.Counts.Stored.ShouldBe(2);
        asked.Zip(asked.Skip(1), (a, b) => b - a).ShouldAllBe(gap => gap >= TimeSpan.FromSeconds(90));
    }

    [Fact, Clause("S08")]
    public async Task A_host_that_asked_for_an_hour_is_left_to_rest_and_none_of_its_sources_counts_as_failed_for_it()
    {
        await using var world = await World.Create();
        world.Site.Page("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n", contentType: "text/plain");
        world.Feed("/a.xml");
        world.Feed("/b.xml");
        await world.Add(SourceKind.Feed, "/a.xml", takeAll: true);
        await world.Add(SourceKind.Feed, "/b.xml", takeAll: true);
        (await world.Get<Poller>().Visit(Host, [world.Test.Office], ct: Ct)).ShouldHaveSingleItem().Outcome.ShouldBe(PollOutcome.NothingNew);
        world.Test.Time.Advance(TimeSpan.FromMinutes(59));
        (await world.Get<Poller>().DueHosts([world.Test.Office], Ct)).ShouldBeEmpty();
        world.Test.Time.Advance(TimeSpan.FromMinutes(1));
        (await world.Get<Poller>().Visit(Host, [world.Test.Office], ct: Ct)).ShouldHaveSingleItem().Outcome.ShouldBe(PollOutcome.NothingNew);
        (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.ShouldAllBe(s => s.Health.Failures == 0);
    }

    [Theory, BothEngines]
    public async Task What_no_store_can_keep_is_left_out_of_a_text_and_the_rest_kept(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.Site.Page("/feed.json", $$"""{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","title":"路灯\u0000坏了","content_text":"{{World.Long(1)}}\u0000😀"}]}""", contentType: "application/feed+json");
        await world.Add(SourceKind.Feed, "/feed.json", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(1);
        var post = (await world.Posts()).ShouldHaveSingleItem();
        (post.Title, post.Text[^2..]).ShouldBe(("路灯坏了", "😀"));
    }
}
