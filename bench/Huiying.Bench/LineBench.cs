using System.Diagnostics;
using Huiying.Web.Line;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Huiying.Bench;

/// <summary>What the in-process silo costs: time to start, memory, time for one call (docs/adr/0007).</summary>
internal static class LineBench
{
    private const int Calls = 50_000;

    public static async Task<int> Run(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine("usage: Huiying.Bench line");
            return 2;
        }
        for (var run = 1; run <= 5; run++)
        {
            var before = Memory();
            await using var silo = new LineSilo([new Nothing()], NullLoggerFactory.Instance, new Life());
            var start = Stopwatch.StartNew();
            await silo.Start(CancellationToken.None);
            var holder = silo.Grains.GetGrain<ITurnHolder>("nothing/one");
            await holder.Take();
            var started = start.Elapsed;
            var taken = Memory() - before;

            var oneByOne = Stopwatch.StartNew();
            for (var i = 0; i < Calls; i++) await holder.Take();
            var each = oneByOne.Elapsed.TotalMicroseconds / Calls;

            var together = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, 32).Select(async k =>
            {
                var mine = silo.Grains.GetGrain<ITurnHolder>($"nothing/{k}");
                for (var i = 0; i < Calls / 32; i++) await mine.Take();
            }));
            Console.WriteLine(FormattableString.Invariant(
                $"run {run}: first call answered after {started.TotalMilliseconds:0} ms; {taken / 1048576.0:0.0} MiB more in use; one call {each:0.0} µs; 32 grains at once {Calls / together.Elapsed.TotalSeconds:0} calls/s"));
            await silo.Stop(CancellationToken.None);
        }
        return 0;
    }

    private static long Memory()
    {
        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        Process.GetCurrentProcess().Refresh();
        return Process.GetCurrentProcess().WorkingSet64;
    }

    private sealed class Nothing : Turn
    {
        public override string Name => "nothing";

        public override Task<IReadOnlyList<string>> Due(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

        public override Task Take(string key, CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class Life : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
