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

/// <summary>Import → mask → store → group → search index, as the command does it, on an empty store; in up to ten parts that are timed apart.</summary>
internal static class ImportBench
{
    private const int LeastPart = 2000;

    /// <summary>The office whose posts they are.</summary>
    public static readonly OfficeId Office = new("bench");

    public static async Task<int> Run(string[] args)
    {
        string? file = null, postgres = null;
        var (posts, warm, stream, search) = (50_000, 0, false, false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--posts") posts = int.Parse(args[++i], CultureInfo.InvariantCulture);
            else if (args[i] == "--warm") warm = int.Parse(args[++i], CultureInfo.InvariantCulture);
            else if (args[i] == "--stream") stream = true;
            else if (args[i] == "--search") search = true;
            else if (args[i] == "--store") postgres = args[++i];
            else file = args[i];
        }
        // A server that has run for a while has its code compiled; a store of its own takes these.
        if (warm > 0 && await Once([.. MadeUpPosts.Lines(warm)], null, false, TextWriter.Null) is > 0 and var failed) return failed;
        string[] lines = stream ? [.. MadeUpStream.Lines(posts)] : file is null ? [.. MadeUpPosts.Lines(posts)] : [.. Read(file)];
        return await Once(lines, postgres, search, Console.Out);
    }

    private static async Task<int> Once(string[] lines, string? postgres, bool search, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("huiying-bench-").FullName;
        try
        {
            await using var services = new ServiceCollection().AddLogging().AddStore(folder, postgres).AddCollect().AddAssess().BuildServiceProvider();
            if (!await Fill(services, lines, output)) return 1;
            await using var look = services.GetRequiredService<IDbContextFactory<Store>>().Open(Office);
            var topics = await look.Set<TopicRow>().CountAsync();
            var largest = await look.Set<TopicRow>().MaxAsync(t => t.Posts);
            await output.WriteLineAsync(FormattableString.Invariant($"{lines.Length} posts, {lines.Average(l => l.Length):0} characters a line, {topics} topics, the largest {largest}"));
            await First(folder, postgres, lines, output);
            if (search) await SearchBench.Run(services, Office, output);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Makes an empty store and puts the posts through it; false, with a word on the console, when the store cannot be made.</summary>
    public static async Task<bool> Fill(ServiceProvider services, string[] lines, TextWriter output)
    {
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        if ((await StoreSetup.Prepare(stores)).Refusal is { } refusal)
        {
            Console.Error.WriteLine(refusal.En);
            return false;
        }
        await using (var store = stores.Open(Office))
        {
            store.Add(new OfficeRow { Id = Office, Name = "bench", Zone = "Asia/Shanghai", Contact = "-", CreatedAt = TimeProvider.System.GetUtcNow() });
            await store.SaveChangesAsync();
        }
        await Tenths(services, lines, output);
        return true;
    }

    /// <summary>What the first posts wait for after a start: the sketches of the latest texts are read from the store again.</summary>
    private static async Task First(string folder, string? postgres, string[] lines, TextWriter output)
    {
        await using var services = new ServiceCollection().AddLogging().AddStore(folder, postgres).AddCollect().AddAssess().BuildServiceProvider();
        var import = services.GetRequiredService<Import>();
        foreach (var which in (string[])["first", "next"])
        {
            using var input = new MemoryStream(Encoding.UTF8.GetBytes(lines[^1].Replace("\"id\":\"", $"\"id\":\"{which}", StringComparison.Ordinal)));
            var clock = Stopwatch.StartNew();
            await import.Run(Actor.CommandLine(Office), new ImportFile($"{which}.jsonl"), input);
            await output.WriteLineAsync(FormattableString.Invariant($"{which} post after a start: {clock.Elapsed.TotalMilliseconds:0} ms"));
        }
    }

    private static async Task Tenths(ServiceProvider services, string[] lines, TextWriter output)
    {
        var import = services.GetRequiredService<Import>();
        var assessment = services.GetRequiredService<Assessment>();
        // Fewer parts of a small file: a part has costs of its own.
        var size = Math.Max(LeastPart, (lines.Length + 9) / 10);
        await output.WriteLineAsync(" part  posts  import/s  assess/s  both/s  per CPU second");
        var (all, cpuAll) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var (part, chunk) in lines.Chunk(size).Index())
        {
            using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', chunk)));
            var cpu = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            var imported = await import.Run(Actor.CommandLine(Office), new ImportFile("bench.jsonl"), input);
            var importing = clock.Elapsed;
            var assessed = 0;
            for (var n = 1; n > 0; assessed += n) n = await assessment.Run(Office, Assessment.AtOnce);
            var whole = clock.Elapsed;
            cpu = Environment.CpuUsage.TotalTime - cpu;
            (all, cpuAll) = (all + whole, cpuAll + cpu);
            var counts = imported.Value.Counts;
            if (counts.Stored + counts.Copies != assessed) throw new InvalidOperationException($"{counts.Stored + counts.Copies} stored, {assessed} assessed");
            await output.WriteLineAsync(FormattableString.Invariant(
                $"{part + 1,5}  {chunk.Length,5}  {chunk.Length / importing.TotalSeconds,8:0}  {assessed / (whole - importing).TotalSeconds,8:0}  {chunk.Length / whole.TotalSeconds,6:0}  {chunk.Length / cpu.TotalSeconds,14:0}"));
        }
        await output.WriteLineAsync(FormattableString.Invariant($"  all  {lines.Length,5}                      {lines.Length / all.TotalSeconds,6:0}  {lines.Length / cpuAll.TotalSeconds,14:0}"));
    }

    internal static IEnumerable<string> Read(string file)
    {
        using var source = File.OpenRead(file);
        using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(source, CompressionMode.Decompress) : source;
        using var reader = new StreamReader(plain);
        while (reader.ReadLine() is { } line) if (line.Length > 0) yield return line;
    }
}
