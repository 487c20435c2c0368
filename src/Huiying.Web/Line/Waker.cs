using System.Collections.Concurrent;

namespace Huiying.Web.Line;

/// <summary>
/// One on each node: every beat it reads what is due and calls the grains that hold it. It keeps nothing that matters; a grain that failed
/// rests a while, and what is still due then is called again.
/// </summary>
internal sealed partial class Waker(IEnumerable<Turn> turns, LineSilo silo, IHostApplicationLifetime life, TimeProvider time, ILogger<Waker> log)
    : IHostedService, IDisposable
{
    /// <summary>How often due work is looked for.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>How long a key rests after its grain failed (the world failing is the step's own outcome; this is a defect or a store that is away).</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private const int AtOnce = 32;

    private const int WaitingAtOnce = 512;

    private readonly ConcurrentDictionary<string, Task> called = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> resting = [];
    private readonly SemaphoreSlim places = new(AtOnce);
    private readonly SemaphoreSlim waitingPlaces = new(WaitingAtOnce);
    private readonly CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStopping);
    private Task beats = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await silo.Start(cancellationToken);
        beats = Task.Run(Run, CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await leaving.CancelAsync();
        await beats;
        await Task.WhenAll(called.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await silo.Stop(cancellationToken);
    }

    /// <summary>One beat, waiting for everything it and earlier beats called: what a test steps by. Returns the number of grains it called.</summary>
    internal async Task<int> Once(CancellationToken ct)
    {
        var calls = await Look(ct);
        await Task.WhenAll(called.Values).WaitAsync(ct);
        return calls;
    }

    public void Dispose()
    {
        leaving.Dispose();
        places.Dispose();
        waitingPlaces.Dispose();
    }

    private async Task Run()
    {
        // Beats keep the world's time: a clock that is set forward or runs faster must not make the node look more often.
        using var timer = new PeriodicTimer(Beat);
        try
        {
            do await Look(leaving.Token);
            while (await timer.WaitForNextTickAsync(leaving.Token));
        }
        catch (Exception) when (leaving.IsCancellationRequested)
        {
            // The node is leaving; what is due stays due.
        }
    }

    private async Task<int> Look(CancellationToken ct)
    {
        var calls = 0;
        foreach (var turn in turns)
        {
            try
            {
                foreach (var key in await turn.Due(ct))
                {
                    if (Call(TurnGrain.Key(turn, key), turn.Waits ? waitingPlaces : places)) calls++;
                }
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                DueFailed(log, e, turn.Name);
            }
        }
        return calls;
    }

    private bool Call(string grain, SemaphoreSlim among)
    {
        if (resting.TryGetValue(grain, out var until) && time.GetUtcNow() < until) return false;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!called.TryAdd(grain, begun.Task)) return false;
        _ = Finish();
        return true;

        async Task Finish()
        {
            try
            {
                await Take(grain, among);
            }
            finally
            {
                called.TryRemove(grain, out _);
                begun.SetResult();
            }
        }
    }

    private async Task Take(string grain, SemaphoreSlim among)
    {
        try
        {
            await among.WaitAsync(leaving.Token);
            try
            {
                await silo.Grains.GetGrain<ITurnHolder>(grain).Take();
                resting.TryRemove(grain, out _);
            }
            finally
            {
                among.Release();
            }
        }
        catch (Exception e) when (!leaving.IsCancellationRequested)
        {
            resting[grain] = time.GetUtcNow() + Rest;
            TakeFailed(log, e, grain);
        }
        catch (Exception) when (leaving.IsCancellationRequested)
        {
            // The node is leaving; what is due stays due.
        }
    }

    [LoggerMessage(LogLevel.Error, "what is due for {Turn} cannot be read")]
    private static partial void DueFailed(ILogger log, Exception e, string turn);

    [LoggerMessage(LogLevel.Error, "{Grain} failed and rests")]
    private static partial void TakeFailed(ILogger log, Exception e, string grain);
}
