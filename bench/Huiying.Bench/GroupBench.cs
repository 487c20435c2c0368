using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Huiying.Assess.Grouping;

namespace Huiying.Bench;

/// <summary>Grouping alone, in memory and on one thread, in tenths; with the time that collecting garbage takes.</summary>
internal static class GroupBench
{
    public static int Run(string[] args)
    {
        var (posts, file) = (200_000, (string?)null);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--posts") posts = int.Parse(args[++i], CultureInfo.InvariantCulture);
            else file = args[i];
        }
        (string Title, string Body, DateTimeOffset? Time)[] read = [.. (file is null ? MadeUpStream.Lines(posts) : ImportBench.Read(file)).Select(Post)];
        var index = new TopicIndex();
        Console.WriteLine(" part  posts  posts/s of CPU  awake   asleep  collections  pause ms  hash of topics");
        var hash = 0L;
        foreach (var (part, tenth) in read.Chunk((read.Length + 9) / 10).Index())
        {
            var (cpu, pause, collected) = (Environment.CpuUsage.TotalTime, GC.GetTotalPauseDuration(), GC.CollectionCount(0));
            foreach (var (title, body, time) in tenth) hash = hash * 31 + index.Assign(title, body, time).Topic;
            cpu = Environment.CpuUsage.TotalTime - cpu;
            Console.WriteLine(FormattableString.Invariant(
                $"{part + 1,5}  {tenth.Length,5}  {tenth.Length / cpu.TotalSeconds,14:0}  {index.Awake,5}  {index.Asleep,6}  {GC.CollectionCount(0) - collected,11}  {(GC.GetTotalPauseDuration() - pause).TotalMilliseconds,8:0}  {hash:x}"));
        }
        var clock = Stopwatch.StartNew();
        var size = index.Snapshot().Length;
        Console.WriteLine(FormattableString.Invariant($"state: {size / 1024.0 / 1024:0.0} MB, written in {clock.ElapsedMilliseconds} ms; memory {Environment.WorkingSet >> 20} MiB"));
        return 0;
    }

    private static (string Title, string Body, DateTimeOffset? Time) Post(string line)
    {
        using var post = JsonDocument.Parse(line);
        return (Text("title"), Text("body"), post.RootElement.TryGetProperty("time", out var time) && time.TryGetDateTime(out var at) ? new DateTimeOffset(at, TimeSpan.Zero) : null);

        string Text(string name) => post.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }
}
