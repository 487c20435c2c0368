using Huiying.Ground;

namespace Huiying.Web.Line;

/// <summary>
/// Writes the access log each <see cref="AccessLog.Beat"/>, and once more when the server stops. No turn: the lines wait in this very node's memory, and a turn is taken
/// on any node.
/// </summary>
internal sealed partial class AccessWriter(AccessLog accesses, ILogger<AccessWriter> log) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Task beats = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        beats = Task.Run(Run, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await leaving.CancelAsync();
        await beats;
        await Write();
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await beats;
        leaving.Dispose();
    }

    private async Task Run()
    {
        // The world's time, as the waker's beats: a clock set forward writes no more often.
        using var timer = new PeriodicTimer(AccessLog.Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(leaving.Token)) await Write();
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task Write()
    {
        try
        {
            await accesses.Flush();
        }
        catch (Exception e)
        {
            // The lines wait; a store that is away is told of by everything else too.
            Failed(log, e, accesses.Lost);
        }
    }

    [LoggerMessage(LogLevel.Error, "the access log cannot be written; {Lost} lines found no place so far")]
    private static partial void Failed(ILogger log, Exception e, int lost);
}
