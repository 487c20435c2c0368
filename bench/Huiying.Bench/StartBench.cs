using System.Diagnostics;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Bench;

/// <summary>How long after its start the program answers the first page: on an empty data folder, and on one with an office and 5,000 posts.</summary>
internal static class StartBench
{
    private const int Runs = 5;
    private const int Posts = 5000;

    public static async Task<int> Run(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine("usage: Huiying.Bench start");
            return 2;
        }
        // A new folder's first page is that of the setup link, an office's is its public site.
        await Measure("empty folder", "/setup/", _ => Task.CompletedTask);
        await Measure($"office, {Posts} posts", "http://", Furnish);
        return 0;
    }

    private static async Task Measure(string name, string page, Func<string, Task> furnish)
    {
        var (walls, cpus) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            var folder = Directory.CreateTempSubdirectory("huiying-bench-").FullName;
            try
            {
                await furnish(folder);
                var (wall, cpu) = await Once(folder, page);
                walls.Add(wall);
                cpus.Add(cpu);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        walls.Sort();
        cpus.Sort();
        Console.WriteLine(FormattableString.Invariant(
            $"{name}: first page after {walls[0]:0.00} / {walls[Runs / 2]:0.00} / {walls[^1]:0.00} s (least, median, most of {Runs}), CPU {cpus[Runs / 2]:0.00} s"));
    }

    /// <summary>Starts the program as people do, waits for its address and asks for the first page.</summary>
    private static async Task<(double Wall, double Cpu)> Once(string folder, string first)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var clock = Stopwatch.StartNew();
        using var program = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "huiying.dll"), "--data", folder, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        })!;
        try
        {
            string line;
            do line = await program.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException("the program ended without an address");
            while (!line.Contains(first, StringComparison.Ordinal));
            using var http = new HttpClient();
            using var page = await http.GetAsync(new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..]), limit.Token);
            page.EnsureSuccessStatusCode();
            await page.Content.ReadAsByteArrayAsync(limit.Token);
            var wall = clock.Elapsed.TotalSeconds;
            program.Refresh();
            return (wall, program.TotalProcessorTime.TotalSeconds);
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task Furnish(string folder)
    {
        await using var services = new ServiceCollection().AddLogging().AddStore(folder).AddCollect().AddAssess().BuildServiceProvider();
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        if ((await StoreSetup.Prepare(stores)).Refusal is { } refusal) throw new InvalidOperationException(refusal.En);
        await using (var store = stores.Open(Offices.First))
        {
            store.Add(new OfficeRow { Id = Offices.First, Name = "bench", Zone = "Asia/Shanghai", Contact = "-", CreatedAt = TimeProvider.System.GetUtcNow() });
            await store.SaveChangesAsync();
        }
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', MadeUpPosts.Lines(Posts))));
        await services.GetRequiredService<Import>().Run(Actor.CommandLine(Offices.First), new ImportFile("bench.jsonl"), input);
        while (await services.GetRequiredService<Assessment>().Run(Offices.First, Assessment.AtOnce) > 0) { }
    }
}
