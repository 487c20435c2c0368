using System.Diagnostics;
using System.Globalization;
using Huiying.Assess;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Bench;

/// <summary>How long a page of search results takes on a store that holds many posts: mixed queries, words taken from the posts themselves, each asked again once warm.</summary>
internal static class SearchBench
{
    private const int OfEach = 40;

    /// <summary>Searches a store that is kept in a folder; one that is not there yet is filled first, the whole way in.</summary>
    public static async Task<int> Run(string[] args)
    {
        if (args is not [var folder, .. var rest] || rest is not ([] or ["--posts", _])) return 2;
        var posts = rest is [_, var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1_000_000;
        Directory.CreateDirectory(folder);
        var filled = File.Exists(Path.Combine(folder, "huiying.db"));
        await using var services = new ServiceCollection().AddLogging().AddStore(folder).AddCollect().AddAssess().BuildServiceProvider();
        if (!filled && !await ImportBench.Fill(services, [.. MadeUpStream.Lines(posts)], Console.Out)) return 1;
        await Run(services, ImportBench.Office, Console.Out);
        return 0;
    }

    /// <summary>Asks and prints percentiles for each sort of query and for all together.</summary>
    public static async Task Run(ServiceProvider services, OfficeId office, TextWriter output)
    {
        var topics = services.GetRequiredService<Topics>();
        var texts = await Texts(services, office, output);
        var actor = new Actor(office, new PersonId("bench"), "bench", [new HeldPost(Role.Clerk)]);
        var random = new Random(9);
        string Piece(int length)
        {
            while (true)
            {
                var text = texts[random.Next(texts.Count)];
                var at = random.Next(Math.Max(1, text.Length - length));
                if (text.Length >= length && text.AsSpan(at, length).ContainsAnyExceptInRange('\u4e00', '\u9fff') is false) return text.Substring(at, length);
            }
        }
        (string Kind, Func<PostQuery> Make)[] kinds =
        [
            ("two characters", () => new(Piece(2))),
            ("four characters", () => new(Piece(4))),
            ("phrase of six", () => new($"“{Piece(6)}”")),
            ("two words", () => new($"{Piece(2)} {Piece(2)}")),
            ("one or the other", () => new($"{Piece(2)} 或 {Piece(2)}")),
            ("one without the other", () => new($"{Piece(2)} 非 {Piece(2)}")),
            ("one character", () => new(Piece(1))),
            ("word within a month", () => new(Piece(2), new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 10))),
            ("word with a grade", () => new(Piece(2), Grade: Grade.Ordinary)),
            ("nothing to find", () => new("鑫龘饕餮")),
        ];
        var start = Stopwatch.StartNew();
        await topics.Search(actor, new("起停"));
        await output.WriteLineAsync(FormattableString.Invariant($"first search after a start: {start.Elapsed.TotalMilliseconds:0} ms"));
        var (all, cpuAll) = (new List<double>(), new List<double>());
        await output.WriteLineAsync("search, ms                 p50     p90     p99    most   CPU: p50   p90     p99");
        foreach (var (kind, make) in kinds)
        {
            var (times, cpu) = (new List<double>(), new List<double>());
            PostQuery[] queries = [.. Enumerable.Range(0, OfEach).Select(_ => make())];
            for (var turn = 0; turn < 2; turn++)
            {
                foreach (var query in queries)
                {
                    var before = Environment.CpuUsage.TotalTime;
                    var clock = Stopwatch.StartNew();
                    var found = await topics.Search(actor, query);
                    if (found.Refusal is { } no && turn == 0) await output.WriteLineAsync($"refused: {query.Text}: {no.En}");
                    if (turn == 0 || !found.Ok) continue;
                    times.Add(clock.Elapsed.TotalMilliseconds);
                    cpu.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
                }
            }
            all.AddRange(times);
            cpuAll.AddRange(cpu);
            await output.WriteLineAsync(Line(kind, times, cpu));
        }
        await output.WriteLineAsync(Line($"all {all.Count}", all, cpuAll));
    }

    /// <summary>Texts of stored posts, spread over all of them.</summary>
    private static async Task<IReadOnlyList<string>> Texts(ServiceProvider services, OfficeId office, TextWriter output)
    {
        await using var store = services.GetRequiredService<IDbContextFactory<Store>>().Open(office);
        var (count, last) = (await store.Set<PostRow>().CountAsync(), (await store.Set<PostRow>().MaxAsync(p => p.Id)).Value);
        await output.WriteLineAsync(FormattableString.Invariant($"{count} posts, {await store.Set<TopicRow>().CountAsync()} topics"));
        return [.. (await Posts.Read(store, [.. Enumerable.Range(0, 1000).Select(i => new PostId(1 + last * i / 1000))])).Select(p => p.Text)];
    }

    private static string Line(string name, List<double> times, List<double> cpu)
    {
        times.Sort();
        cpu.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{name,-22} {At(times, .5),7:F1} {At(times, .9),7:F1} {At(times, .99),7:F1} {At(times, 1),7:F1}   {At(cpu, .5),8:F1} {At(cpu, .9),7:F1} {At(cpu, .99),7:F1}");
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];
}
