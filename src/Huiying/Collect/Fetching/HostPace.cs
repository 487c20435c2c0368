namespace Huiying.Collect.Fetching;

/// <summary>
/// One host's turn: one request at a time and a pause after each. The pause is measured by a clock that nobody sets, so that a jump of the time of day
/// neither shortens it nor shuts the host out.
/// </summary>
internal sealed class HostPace(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Lock gate = new();
    private readonly long began = time.GetTimestamp();
    private TimeSpan rest;

    /// <summary>How long the host is still left alone.</summary>
    public TimeSpan Rest
    {
        get { lock (gate) return rest - time.GetElapsedTime(began) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero; }
    }

    /// <summary>The certificate met when a connection was last made; null without one.</summary>
    public Certificate? Certificate { get; set; }

    /// <summary>The host is left alone for at least so long from now.</summary>
    public void Push(TimeSpan wait)
    {
        lock (gate) if (time.GetElapsedTime(began) + wait is var until && until > rest) rest = until;
    }

    /// <summary>Waits for the turn; the caller gives it back with <see cref="Leave"/>. False when it would take longer than allowed.</summary>
    public async Task<bool> Enter(TimeSpan longest, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            while (Rest is var wait && wait > TimeSpan.Zero)
            {
                if (wait > longest)
                {
                    turn.Release();
                    return false;
                }
                // A timer counts whole milliseconds and may ring early.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellation);
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
        Push(pause);
        turn.Release();
    }

    public void Dispose() => turn.Dispose();
}

/// <summary>A certificate as a connection showed it.</summary>
/// <param name="Until">When it ends.</param>
/// <param name="Fault">Why it is not trusted, for the officer; null when it is.</param>
internal sealed record Certificate(DateTimeOffset Until, string? Fault);
