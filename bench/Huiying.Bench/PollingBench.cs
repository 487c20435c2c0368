using System.Diagnostics;
using System.Globalization;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Web.Line;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Huiying.Bench;

/// <summary>
/// How many sources are read in a second, politely: the waker, the silo, the poller, the fetcher and the store as the server runs them, against
/// <see cref="PollingSite"/>. Every source is due all the time, so that only the pause and the machine limit it.
/// </summary>
internal static class PollingBench
{
    private static int seconds = 60, sources = 10_000, hosts = 200;
    private static double delay = 0.5;

    public static async Task<int> Run(string[] args)
    {
        string? postgres = null;
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--seconds": seconds = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                case "--sources": sources = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                case "--hosts": hosts = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                case "--delay": delay = double.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                case "--store": postgres = args[i + 1]; break;
                default:
                    Console.Error.WriteLine($"unknown option {args[i]}");
                    return 2;
            }
        }
        var folder = Directory.CreateTempSubdirectory("huiying-bench-").FullName;
        using var site = Process.Start(new ProcessStartInfo("dotnet",
            [typeof(PollingBench).Assembly.Location, "polling-site", $"{hosts}", delay.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var port = int.Parse((await site.StandardOutput.ReadLineAsync())!.Split(' ')[1], CultureInfo.InvariantCulture);
            return await Measure(folder, postgres, site, port);
        }
        finally
        {
            site.StandardInput.Close();
            if (!site.WaitForExit(5000)) site.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> Measure(string folder, string? postgres, Process site, int port)
    {
        var policy = Policy.Default with { Collect = Policy.Default.Collect with { FetchDelay = TimeSpan.FromSeconds(delay) } };
        await using var services = new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.Warning)).AddStore(folder, postgres)
            .AddSingleton<CurrentPolicy>((_, _) => new(policy)).AddCollect().BuildServiceProvider();
        await Furnish(services, port);

        using var life = new Life();
        var turn = new Huiying.Web.Line.Turns.PollTurn(services.GetRequiredService<Offices>(), services.GetRequiredService<Poller>());
        await using var silo = new LineSilo([turn], NullLoggerFactory.Instance, life);
        using var waker = new Waker([turn], silo, life, TimeProvider.System, services.GetRequiredService<ILogger<Waker>>());
        using var self = Process.GetCurrentProcess();
        var clock = Stopwatch.StartNew();
        await waker.StartAsync(CancellationToken.None);
        var (requests, cpu) = (0L, self.TotalProcessorTime);
        string[] log = [];
        for (var part = 1; part * 10 <= seconds; part++)
        {
            await Task.Delay(TimeSpan.FromSeconds(part * 10) - clock.Elapsed);
            await site.StandardInput.WriteLineAsync();
            log = (await site.StandardOutput.ReadLineAsync())!.Split(' ');
            self.Refresh();
            site.Refresh();
            var all = long.Parse(log[0], CultureInfo.InvariantCulture);
            Console.WriteLine(FormattableString.Invariant(
                $"{clock.Elapsed.TotalSeconds:0} s: {(all - requests) / 10.0:0} fetches/s; CPU {(self.TotalProcessorTime - cpu).TotalSeconds / 10:0.00} cores; {self.WorkingSet64 / 1048576} MiB"));
            (requests, cpu) = (all, self.TotalProcessorTime);
        }
        var took = clock.Elapsed.TotalSeconds;
        life.StopApplication();
        await waker.StopAsync(CancellationToken.None);
        self.Refresh();
        await using var store = services.GetRequiredService<IDbContextFactory<Store>>().Open(Offices.First);
        var readings = await store.Set<RunRow>().CountAsync();
        var good = await store.Set<RunRow>().CountAsync(r => r.Outcome == PollOutcome.Collected || r.Outcome == PollOutcome.NothingNew || r.Outcome == PollOutcome.NotModified);
        var posts = await store.Set<PostRow>().CountAsync();
        Console.WriteLine(FormattableString.Invariant(
            $"{requests} requests in {took:0.0} s = {requests / took:0} fetches/s; {readings} readings kept, {good} without trouble, {posts} posts; most memory {self.PeakWorkingSet64 / 1048576} MiB"));
        Console.WriteLine($"the site's log: {log[1]} requests while another to the host was open, {log[2]} less than {delay} s after the one before (least {log[3]} s)");
        return log[1] == "0" && log[2] == "0" ? 0 : 1;
    }

    private static async Task Furnish(IServiceProvider services, int port)
    {
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        if ((await StoreSetup.Prepare(stores)).Refusal is { } refusal) throw new InvalidOperationException(refusal.En);
        await using var store = stores.Open(Offices.First);
        var now = TimeProvider.System.GetUtcNow();
        store.Add(new OfficeRow { Id = Offices.First, Name = "示例办公室", Zone = "Asia/Shanghai", Contact = "https://office.example/", CreatedAt = now });
        for (var h = 0; h < hosts; h++)
        {
            store.Add(new ListedHostRow { Office = Offices.First, Host = $"{PollingSite.Address(h)}", Reason = "bench", By = new PersonId("bench"), At = now });
        }
        for (var s = 0; s < sources; s++)
        {
            store.Add(new SourceRow
            {
                Office = Offices.First,
                Id = Ids.New<SourceId>(),
                Name = $"{s}",
                Kind = SourceKind.Feed,
                Url = $"http://{PollingSite.Address(s % hosts)}:{port}/{s / hosts}",
                Host = $"{PollingSite.Address(s % hosts)}",
                EverySeconds = 1,
                AddedAt = now,
                NextDueAt = now,
            });
        }
        await store.SaveChangesAsync();
        // One item in ten concerns the office.
        var phrases = new TermPhrases([], ["路灯", "物业费", "校车"], []);
        store.Add(new TermRow
        {
            Office = Offices.First,
            Id = Ids.New<TermId>(),
            Phrases = System.Text.Json.JsonSerializer.Serialize(phrases, CollectJson.Default.TermPhrases),
            State = TermState.Active,
            AddedBy = new PersonId("bench"),
            AddedAt = now,
            Version = 1,
        });
        await store.SaveChangesAsync();
    }

    private sealed class Life : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => stopping.Token;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }
}
