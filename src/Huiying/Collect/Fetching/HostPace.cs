namespace Huiying.Collect.Fetching;

/// <summary>One host's turn: one request at a time and a pause after each.</summary>
internal sealed class HostPace(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Lock gate = new();
    private DateTimeOffset notBefore;

    /// <summary>What the host's robots.txt said when last asked, and until when that holds.</summary>
    public (RobotsTxt? Rules, FetchResult? Failure, DateTimeOffset Until) Robots { get; set; }

    /// <summary>When the host may next be asked.</summary>
    public DateTimeOffset NotBefore
    {
        get { lock (gate) return notBefore; }
    }

    /// <summary>The host itself asks for more time.</summary>
    public void Push(DateTimeOffset until)
    {
        lock (gate) if (until > notBefore) notBefore = until;
    }

    /// <summary>Waits for the turn; the caller gives it back with <see cref="Leave"/>. False when it would take longer than allowed.</summary>
    public async Task<bool> Enter(TimeSpan longest, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            while (NotBefore - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                if (wait > longest)
                {
                    turn.Release();
                    return false;
                }
                await Task.Delay(wait, time, cancellation);
            }
            return true;
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    /// <summary>The pause starts when the answer has been read, so a slow server gets a longer rest than a fast one.</summary>
    public void Leave(TimeSpan pause)
    {
        Push(time.GetUtcNow() + pause);
        turn.Release();
    }

    public void Dispose() => turn.Dispose();
}
