using System.Diagnostics;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Collect;
using Huiying.Tests.House;
using Huiying.Web;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Turn = Huiying.Web.Line.Turn;

namespace Huiying.Tests.Line;

/// <summary>The program, killed without warning while a site has its request: before the answer and in the middle of one.</summary>
public sealed class FetchKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Articles = 4;
    private readonly string folder = Directory.CreateTempSubdirectory("huiying-fetch-kill-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact, Clause("R15"), Clause("R20")]
    public async Task Killed_in_the_middle_of_a_fetch_it_reads_the_source_again_and_every_article_is_there_once()
    {
        await using var site = await LocalSite.Start();
        string[] pages = [.. Enumerable.Range(1, Articles).Select(i => $"/art/{i}.html")];
        site.Page("/robots.txt", "User-agent: *\nAllow: /\n", contentType: "text/plain");
        site.Page("/rss.xml", $"""
            <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>示例</title><link>{site.Root}</link>
            {string.Concat(pages.Select(a => $"<item><title>消息 {a}</title><link>{site.Url(a)}</link><pubDate>{TimeProvider.System.GetUtcNow().AddHours(-2):r}</pubDate></item>"))}
            </channel></rss>
            """, contentType: "application/rss+xml");
        for (var i = 1; i <= Articles; i++) site.Page(pages[i - 1], $"<html><head><title>第{i}件事_示例网</title></head><body><h1>第{i}件事</h1><div class='content'><p>{World.Long(i)}</p></div></body></html>");
        await Furnish(site);

        foreach (var (path, half) in new[] { ("/robots.txt", false), ("/rss.xml", true), (pages[0], false), (pages[1], true), (pages[^1], true) })
        {
            using var program = Start();
            var killed = new TaskCompletionSource();
            async Task Kill(string asked)
            {
                if (asked != path || killed.Task.IsCompleted) return;
                program.Kill(entireProcessTree: true);
                await program.WaitForExitAsync(CancellationToken.None);
                killed.TrySetResult();
            }
            (site.Before, site.Middle) = (half ? null : Kill, half ? Kill : null);
            try
            {
                await killed.Task.WaitAsync(TimeSpan.FromMinutes(2), Ct);
            }
            finally
            {
                if (!program.HasExited) program.Kill(entireProcessTree: true);
            }
            output.WriteLine($"killed at {path}, {(half ? "half of the answer sent" : "before the answer")}");
        }
        (site.Before, site.Middle) = (null, null);
        using (var program = Start())
        {
            try
            {
                var clock = Stopwatch.StartNew();
                while (await Taken() < Articles)
                {
                    program.HasExited.ShouldBeFalse();
                    clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2), "the articles do not come");
                    await Task.Delay(200, Ct);
                }
            }
            finally
            {
                program.Kill(entireProcessTree: true);
                await program.WaitForExitAsync(Ct);
            }
        }
        await Judge(pages, site);
    }

    private async Task Judge(string[] pages, LocalSite site)
    {
        await using var services = new ServiceCollection().AddLogging().AddStore(folder).AddCollect().AddAssess().BuildServiceProvider();
        await using var store = services.GetRequiredService<IDbContextFactory<Store>>().Open(Offices.First);
        var posts = await store.Set<PostRow>().AsNoTracking().ToListAsync(Ct);
        posts.Select(p => p.Url).Order().ShouldBe(pages.Select(site.Url).Order());
        posts.ShouldAllBe(p => p.Text.StartsWith("这是第", StringComparison.Ordinal) && p.Text.EndsWith('。'));
        var source = await store.Set<SourceRow>().SingleAsync(Ct);
        source.LastSuccessAt.ShouldNotBeNull();
        (await services.GetRequiredService<Ledger>().Verify(Offices.First, Ct)).BrokenAt.ShouldBeNull();
    }

    private async Task<int> Taken()
    {
        await using var services = new ServiceCollection().AddLogging().AddStore(folder).AddCollect().BuildServiceProvider();
        await using var store = services.GetRequiredService<IDbContextFactory<Store>>().Open(Offices.First);
        return await store.Set<PostRow>().CountAsync(p => p.AssessedAt != null, Ct);
    }

    /// <summary>An office with one source, made by a server that does no work.</summary>
    private async Task Furnish(LocalSite site)
    {
        await using var server = (await Server.Start(new(folder, "http://127.0.0.1:0")
        {
            Instead = services =>
            {
                foreach (var turn in services.Where(s => s.ServiceType == typeof(Turn)).ToList()) services.Remove(turn);
            },
        }, Ct)).Value;
        var people = Enum.GetValues<Role>().Select((r, i) => new PersonPlan($"p{i}", $"岗{i}", [new PostPlan(r, r is Role.SectionHead or Role.SectionOfficer ? "b" : null)])).ToList();
        (await server.Services.GetRequiredService<Offices>().Create(new OfficePlan("白杨县民生服务办公室", "0400-0000000", [new("b", "业务科")], people), Ct)).Refusal.ShouldBeNull();
        var sources = server.Services.GetRequiredService<Sources>();
        (await sources.ListHost(await By(Role.SystemAdministrator), "127.0.0.1", "测试站点", Ct)).Refusal.ShouldBeNull();
        (await sources.Add(await By(Role.Clerk), new("示例栏目", SourceKind.Feed, site.Url("/rss.xml"), TimeSpan.FromMinutes(10), TakeAll: true), Ct)).Refusal.ShouldBeNull();

        async Task<Actor> By(Role role)
        {
            var person = (await server.Services.GetRequiredService<People>().List(Offices.First, Ct)).Single(p => p.Posts.Any(h => h.Role == role));
            return new(Offices.First, person.Id, person.Name, person.Posts);
        }
    }

    private Process Start()
    {
        var program = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "huiying"), ["--data", folder, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return program;
    }
}
