using System.Diagnostics;
using System.Text;
using Huiying.Assess;
using Huiying.Assess.Alerting;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Huiying.Web;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Turn = Huiying.Web.Line.Turn;

namespace Huiying.Tests.Line;

/// <summary>The program, killed without warning while it raises and tells alerts, of rules and of saved searches.</summary>
public sealed class AlertKillTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Matters of one wave: more alerts than are told in one act, with those of the waves before.</summary>
    private const int Matters = 120;

    private static readonly string[] Words = ["路灯", "自来水", "工地", "垃圾", "暖气", "公交", "学位", "电梯", "下水道", "停车"];
    private readonly string folder = Directory.CreateTempSubdirectory("huiying-alert-kill-").FullName;

    private ServiceProvider? reading;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        reading?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact, Clause("R04"), Clause("R41")]
    public async Task Killed_while_it_raises_and_tells_alerts_nobody_is_told_twice_and_nobody_is_missed()
    {
        var clerk = await Furnish();
        // Each wave's kill comes as soon as something of it is there: raised and not told, told in part, the first of several saved searches.
        (string When, Func<Store, Task<int>> Count)[] kills =
        [
            ("an alert was raised", store => store.Set<RaisedRow>().CountAsync(Ct)),
            ("an alert was told", store => store.Set<RaisedRow>().CountAsync(a => a.ToldAt != null, Ct)),
            ("a saved search alerted", store => store.Set<RaisedRow>().CountAsync(a => a.Kind == RuleKind.SavedSearch, Ct)),
        ];
        foreach (var (wave, (when, count)) in kills.Index())
        {
            await Come(clerk, wave);
            var before = await Read(count);
            await Run(async () => await Read(count) > before);
            output.WriteLine($"killed when {when}: {await Read(s => s.Set<RaisedRow>().CountAsync(Ct))} raised, {await Read(s => s.Set<RaisedRow>().CountAsync(a => a.ToldAt != null, Ct))} told");
        }
        await Run(Done);
        await Judge(clerk);
    }

    /// <summary>Whether nothing is left to raise, and all that was raised is told or kept back for the night.</summary>
    private Task<bool> Done() => Read(async store =>
    {
        var now = TimeProvider.System.GetUtcNow();
        return await store.Set<PostRow>().AllAsync(p => p.AssessedAt != null, Ct)
            && await store.Set<AlertHead>().Select(h => h.Sequence).SingleOrDefaultAsync(Ct) == await store.Set<AssessHead>().Select(h => h.Sequence).SingleOrDefaultAsync(Ct)
            && await store.Set<RaisedRow>().CountAsync(a => a.Kind == RuleKind.SavedSearch, Ct) == 3 * Words.Length && !await store.Set<RaisedRow>().AnyAsync(a => a.ToldAt == null && a.TellAt <= now, Ct);
    });

    private async Task Judge(Actor clerk)
    {
        await using var services = Services();
        await using var store = services.GetRequiredService<IDbContextFactory<Store>>().Open(Offices.First);
        var ledger = services.GetRequiredService<Ledger>();
        (await ledger.Verify(Offices.First, Ct)).BrokenAt.ShouldBeNull();
        var raised = await store.Set<RaisedRow>().AsNoTracking().ToListAsync(Ct);
        var topics = await store.Set<TopicRow>().AsNoTracking().Where(t => t.Posts >= 3).Select(t => t.Id).ToListAsync(Ct);
        topics.Count.ShouldBeGreaterThan(2 * Matters, "the posts are matters of their own");
        topics.Where(t => raised.All(a => a.Topic != t)).ShouldBeEmpty("no alert was raised");
        raised.Where(a => a.Topic is not null).GroupBy(a => (a.Topic, a.Level)).Where(g => g.Skip(1).Any()).Select(g => g.Key).ShouldBeEmpty("raised twice");

        var searches = (await services.GetRequiredService<SavedSearches>().List(clerk, Ct)).Value;
        searches.Length.ShouldBe(3 * Words.Length);
        raised.Where(a => a.Kind == RuleKind.SavedSearch).Select(a => a.Behind).Order().ShouldBe(searches.Select(s => $"search:{s.Id}").Order());

        // To be told is an entry: one for each alert, of the people the row names.
        var told = new List<AlertWasTold>();
        foreach (var row in raised)
        {
            await foreach (var e in ledger.Read(Offices.First, AlertTelling.AboutOf(row), 0, Ct)) if (e.Act == "alerts.tell") told.Add(e.As(AlertJson.Default.AlertWasTold));
        }
        told.DistinctBy(t => (t.Alert, t.Up)).Select(t => t.Alert).Order().ShouldBe(raised.Where(a => a.ToldAt != null).Select(a => a.Id).Order());
        (await Entries(store)).ShouldBe(raised.Count(a => a.ToldAt != null), "told twice");
        raised.Where(a => a.Kind != RuleKind.SavedSearch || a.ToldAt != null).ShouldAllBe(a => AlertTelling.Told(a.Told).Any(t => t.Id == clerk.Person));
        raised.Count(a => a.ToldAt != null).ShouldBeGreaterThan(2 * Matters);
    }

    private static Task<int> Entries(Store store) => store.Set<LedgerRow>().CountAsync(e => e.Act == "alerts.tell", Ct);

    /// <summary>Posts on matters of the wave's own, three on each, and searches that find some of them.</summary>
    private async Task Come(Actor clerk, int wave)
    {
        await using var services = Services();
        var town = (string[])["松林镇", "青石镇", "河东镇"];
        foreach (var word in Words)
        {
            (await services.GetRequiredService<SavedSearches>().Save(clerk, $"{town[wave]}{word}", new($"{town[wave]} {word}"), true, Ct)).Refusal.ShouldBeNull();
        }
        var time = TimeProvider.System.GetUtcNow().AddHours(-1);
        var lines = from i in Enumerable.Range(0, Matters)
                    from n in Enumerable.Range(0, 3)
                    let own = MadeUp(wave * Matters + i)
                    select $$"""{"id":"w{{wave}}m{{i}}n{{n}}","time":"{{time:yyyy-MM-ddTHH:mm:ssZ}}","title":"","body":"{{town[wave]}}{{own}}，{{Words[i % Words.Length]}}的事{{own}}一直没有人管（第{{n}}位）"}""";
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        (await services.GetRequiredService<Import>().Run(Actor.CommandLine(Offices.First), new ImportFile("wave.jsonl"), input, ct: Ct)).Value.Rejected.ShouldBeEmpty();
    }

    /// <summary>Eight characters that no other matter has together.</summary>
    private static string MadeUp(int matter)
    {
        var random = new Random(matter);
        return string.Concat(Enumerable.Range(0, 8).Select(_ => (char)('\u4e00' + random.Next(12_000))));
    }

    /// <summary>Starts the program and kills it as soon as it has done what is waited for.</summary>
    private async Task Run(Func<Task<bool>> until)
    {
        using var program = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "huiying"), ["--data", folder, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        try
        {
            var clock = Stopwatch.StartNew();
            while (!await until())
            {
                program.HasExited.ShouldBeFalse("the program does not go on");
                clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2), "the alerts do not come");
                await Task.Delay(5, Ct);
            }
        }
        finally
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task<T> Read<T>(Func<Store, Task<T>> read)
    {
        reading ??= Services();
        await using var store = reading.GetRequiredService<IDbContextFactory<Store>>().Open(Offices.First);
        return await read(store);
    }

    private ServiceProvider Services() => new ServiceCollection().AddLogging().AddStore(folder).AddCollect().AddAssess().BuildServiceProvider();

    /// <summary>An office with a rule that never waits for the morning, made by a server that does no work.</summary>
    private async Task<Actor> Furnish()
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
        var person = (await server.Services.GetRequiredService<People>().List(Offices.First, Ct)).Single(p => p.Posts.Any(h => h.Role == Role.Clerk));
        var clerk = new Actor(Offices.First, person.Id, person.Name, person.Posts);
        (await server.Services.GetRequiredService<AlertRules>().Add(clerk, new("三条就看", RuleKind.Threshold, AlertLevel.Notice, [Role.Clerk], AtLeast: 3, Hours: 24), Ct)).Refusal.ShouldBeNull();
        return clerk;
    }
}
