using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Bench;

/// <summary>Import → mask → store → group → search index, as the command does it, on an empty store; each tenth of the posts is timed apart.</summary>
internal static class ImportBench
{
    private static readonly OfficeId Office = new("bench");

    public static async Task<int> Run(string[] args)
    {
        string? file = null, postgres = null;
        var posts = 50_000;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--posts") posts = int.Parse(args[++i], CultureInfo.InvariantCulture);
            else if (args[i] == "--store") postgres = args[++i];
            else file = args[i];
        }
        string[] lines = file is null ? [.. MadeUpPosts.Lines(posts)] : [.. Read(file)];
        var folder = Directory.CreateTempSubdirectory("huiying-bench-").FullName;
        try
        {
            await using var services = new ServiceCollection().AddLogging().AddStore(folder, postgres).AddCollect().AddAssess().BuildServiceProvider();
            var stores = services.GetRequiredService<IDbContextFactory<Store>>();
            if ((await StoreSetup.Prepare(stores)).Refusal is { } refusal)
            {
                Console.Error.WriteLine(refusal.En);
                return 1;
            }
            await using (var store = stores.Open(Office))
            {
                store.Add(new OfficeRow { Id = Office, Name = "bench", Zone = "Asia/Shanghai", Contact = "-", CreatedAt = TimeProvider.System.GetUtcNow() });
                await store.SaveChangesAsync();
            }
            await Tenths(services, lines);
            await using var look = stores.Open(Office);
            var topics = await look.Set<TopicRow>().CountAsync();
            var largest = await look.Set<TopicRow>().MaxAsync(t => t.Posts);
            Console.WriteLine(FormattableString.Invariant($"{lines.Length} posts, {lines.Average(l => l.Length):0} characters a line, {topics} topics, the largest {largest}"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Tenths(ServiceProvider services, string[] lines)
    {
        var import = services.GetRequiredService<Import>();
        var assessment = services.GetRequiredService<Assessment>();
        var size = (lines.Length + 9) / 10;
        Console.WriteLine("tenth  posts  import/s  assess/s  both/s  per CPU second");
        var (all, cpuAll) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var (tenth, chunk) in lines.Chunk(size).Index())
        {
            using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', chunk)));
            var cpu = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            var imported = await import.Run(Actor.CommandLine(Office), new ImportFile("bench.jsonl"), input);
            var importing = clock.Elapsed;
            var assessed = 0;
            for (var n = 1; n > 0; assessed += n) n = await assessment.Run(Office, 1000);
            var whole = clock.Elapsed;
            cpu = Environment.CpuUsage.TotalTime - cpu;
            (all, cpuAll) = (all + whole, cpuAll + cpu);
            var counts = imported.Value.Counts;
            if (counts.Stored + counts.Copies != assessed) throw new InvalidOperationException($"{counts.Stored + counts.Copies} stored, {assessed} assessed");
            Console.WriteLine(FormattableString.Invariant(
                $"{tenth + 1,5}  {chunk.Length,5}  {chunk.Length / importing.TotalSeconds,8:0}  {assessed / (whole - importing).TotalSeconds,8:0}  {chunk.Length / whole.TotalSeconds,6:0}  {chunk.Length / cpu.TotalSeconds,14:0}"));
        }
        Console.WriteLine(FormattableString.Invariant($"  all  {lines.Length,5}                      {lines.Length / all.TotalSeconds,6:0}  {lines.Length / cpuAll.TotalSeconds,14:0}"));
    }

    private static IEnumerable<string> Read(string file)
    {
        using var source = File.OpenRead(file);
        using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(source, CompressionMode.Decompress) : source;
        using var reader = new StreamReader(plain);
        while (reader.ReadLine() is { } line) if (line.Length > 0) yield return line;
    }
}
