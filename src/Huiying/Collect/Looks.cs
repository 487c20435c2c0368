using System.Collections.Concurrent;
using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>A look at an address, under way or done.</summary>
/// <param name="Fetched">Pages fetched so far.</param>
/// <param name="Result">What came of it; null while it is under way.</param>
public sealed record Look(string Typed, Picks? Picks, int Fetched, Outcome<Found>? Result);

/// <summary>
/// Looks that run while their page is asked again: a polite look waits seconds between two requests, and no page keeps a person waiting blindly. They live in
/// memory only and for a few minutes; who looks too late looks again.
/// </summary>
public sealed class Looks(SourceDiscovery discovery, TimeProvider time) : IDisposable
{
    /// <summary>A look that takes longer is given up.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>How long what was found is kept for its page.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, Running> all = new(StringComparer.Ordinal);

    /// <summary>Begins a look; an earlier one of the same person that is still under way ends.</summary>
    /// <returns>Its id, for <see cref="Wait"/>.</returns>
    public string Begin(Actor actor, string typed, Picks? picks = null)
    {
        var now = time.GetUtcNow();
        foreach (var (old, other) in all)
        {
            if (other.Owner == (actor.Office, actor.Person) && !other.Task.IsCompleted) other.Stop();
            if (now - other.At > Kept && other.Task.IsCompleted && all.TryRemove(old, out _)) other.Dispose();
        }
        var id = Guid.CreateVersion7(now).ToString("N");
        all[id] = new Running(actor, typed, picks, now, discovery, new CancellationTokenSource(Longest, time));
        return id;
    }

    /// <summary>The look as it stands, at once when it is done and after <paramref name="most"/> at the latest; null when it is not the person's or no longer kept.</summary>
    public async Task<Look?> Wait(Actor actor, string id, TimeSpan most, CancellationToken ct = default)
    {
        if (!all.TryGetValue(id, out var look) || look.Owner != (actor.Office, actor.Person)) return null;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(look.Task, Task.Delay(most, time, enough.Token));
        await enough.CancelAsync();
        return new(look.Typed, look.Picks, look.Fetched, look.Task.IsCompleted ? await look.Task : (Outcome<Found>?)null);
    }

    public void Dispose()
    {
        foreach (var look in all.Values) look.Dispose();
    }

    private sealed class Running : IProgress<int>, IDisposable
    {
        private readonly CancellationTokenSource stop;
        private int fetched;

        public Running(Actor actor, string typed, Picks? picks, DateTimeOffset at, SourceDiscovery discovery, CancellationTokenSource stop)
        {
            (Owner, Typed, Picks, At, this.stop) = ((actor.Office, actor.Person), typed, picks, at, stop);
            Task = Run(discovery, actor, stop.Token);
        }

        public (OfficeId, PersonId) Owner { get; }

        public string Typed { get; }

        public Picks? Picks { get; }

        public DateTimeOffset At { get; }

        public int Fetched => Volatile.Read(ref fetched);

        public Task<Outcome<Found>> Task { get; }

        public void Report(int value) => Volatile.Write(ref fetched, value);

        public void Stop() => stop.Cancel();

        public void Dispose()
        {
            stop.Cancel();
            stop.Dispose();
        }

        private async Task<Outcome<Found>> Run(SourceDiscovery discovery, Actor actor, CancellationToken ct)
        {
            try
            {
                return await discovery.Look(actor, Typed, Picks, this, ct);
            }
            catch (OperationCanceledException)
            {
                return new Refusal("source.unread", "R15", "网站太慢，没有在规定时间内看完。请稍后再试，或换用该站的订阅源地址。", "The site is too slow to be looked at. Try again later, or give its feed.");
            }
        }
    }
}
