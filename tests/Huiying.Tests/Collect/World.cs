using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Collect;

/// <summary>A store, a site on the loopback address that the administrator listed, and a policy without pauses.</summary>
internal sealed class World(TestStore test, LocalSite site) : IAsyncDisposable
{
    public const string Host = "127.0.0.1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestStore Test => test;

    public LocalSite Site => site;

    public static async Task<World> Create(Engine engine = Engine.Sqlite, Action<IServiceCollection>? more = null)
    {
        var world = new World(await TestStore.Create(engine, services => { Services(services); more?.Invoke(services); }), await LocalSite.Start());
        (await world.Get<Sources>().ListHost(world.Test.By(Role.SystemAdministrator), Host, "测试站点", Ct)).Ok.ShouldBeTrue();
        return world;
    }

    public static void Services(IServiceCollection services) => services
        .AddSingleton<CurrentPolicy>((_, _) => new(Policy.Default with { Collect = Policy.Default.Collect with { FetchDelay = TimeSpan.Zero } }))
        .AddCollect();

    public static string Long(int n) => $"这是第{n}条消息的正文，说的是第{n}个村子里第{n}条路的路灯坏了很久没有人来修理，晚上出门的老人和孩子看不清路面，希望有关部门能够早日安排人员前来维修。";

    public T Get<T>() where T : notnull => test.Get<T>();

    /// <summary>Reads the most overdue source of the site; null when none is due.</summary>
    public Task<PollReport?> Poll() => Poll(Get<Poller>());

    public async Task<PollReport?> Poll(Poller poller, CancellationToken? ct = null) => (await poller.Visit(Host, [test.Office], 1, ct ?? Ct)).SingleOrDefault();

    public async Task<SourceId> Add(SourceKind kind, string path, bool takeAll = false)
    {
        return (await Get<Sources>().Add(test.By(Role.Clerk), new("示例栏目", kind, site.Url(path), TimeSpan.FromHours(1), takeAll), Ct)).Value;
    }

    public async Task Watch(string[] all, string[] any) => (await Get<WatchTerms>().Add(test.By(Role.Clerk), new(all, any, []), Ct)).Refusal.ShouldBeNull();

    /// <summary>Makes every source due again; with a change, without the validators that would answer "not modified".</summary>
    public async Task Due(bool change)
    {
        foreach (var s in (await Get<Sources>().List(test.By(Role.Clerk), Ct)).Value)
        {
            if (change) (await Get<Sources>().Change(test.By(Role.Clerk), s.Id, new(s.Name, s.Kind, s.Url, s.Every, s.TakeAll), Ct)).Ok.ShouldBeTrue();
        }
    }

    public async Task<IReadOnlyList<Post>> Posts()
    {
        await using var store = test.Open();
        return await Huiying.Collect.Posts.Unassessed(store, 1000, Ct);
    }

    public void List(string path, params string[] articles) => site.Page(path, $"""
        <html><head><meta charset="gb2312"><title>要闻 - 示例网</title></head><body><div class="nav"><a href="/">首页</a><a href="/about">关于我们</a></div>
        <ul class="list">{string.Concat(articles.Select((a, i) => $"<li><a href=\"{a}\">关于第{i + 1}件事的一则消息标题</a><span>2026-03-0{i % 2 + 1}</span></li>\n"))}</ul>
        <div class="foot"><a href="/contact">联系我们</a></div></body></html>
        """, LocalSite.Gb18030);

    public void Feed(string path, params string[] articles) => site.Page(path, $"""
        <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>示例</title><link>{site.Root}</link>
        {string.Concat(articles.Select(a => $"<item><title>消息 {a}</title><link>{site.Url(a)}</link><pubDate>Sun, 01 Mar 2026 08:00:00 +0800</pubDate></item>"))}
        </channel></rss>
        """, contentType: "application/rss+xml");

    public void Article(string path, string title, string text) => site.Page(path, $"""
        <html><head><meta charset="gb2312"><title>{title}_示例网</title></head><body><div class="nav"><a href="/">首页</a></div>
        <h1>{title}</h1><div class="info">发布时间：2026-03-01 08:30 来源：示例网</div><div class="content"><p>{text}</p></div>
        <div class="foot">版权所有</div></body></html>
        """, LocalSite.Gb18030);

    public async ValueTask DisposeAsync()
    {
        await test.DisposeAsync();
        await site.DisposeAsync();
    }
}
