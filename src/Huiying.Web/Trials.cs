using System.Collections.Concurrent;
using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Web;

/// <summary>
/// Trials of draft policies while they run and after. A trial changes nothing, so a node that ends loses nothing: whoever still wants it begins it again.
/// </summary>
internal sealed class Trials(PolicyTrial trial, IHostApplicationLifetime life, TimeProvider time)
{
    private const int Kept = 50;

    /// <summary>How long a request waits for the end before it shows how far the trial has come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(OfficeId Office, string Hash), Running> all = [];

    /// <summary>A trial with how far it has come.</summary>
    internal sealed class Running(DateTimeOffset begun) : IProgress<TrialProgress>
    {
        /// <summary>When it was begun; what happened since is not in it.</summary>
        public DateTimeOffset Begun { get; } = begun;

        public TrialProgress? Come { get; private set; }

        public Task<TrialResult> Task { get; set; } = null!;

        public void Report(TrialProgress value) => Come = value;
    }

    /// <summary>The trial of that version, running or done; null when none was begun on this node.</summary>
    public Running? Find(OfficeId office, string hash) => all.GetValueOrDefault((office, hash));

    /// <summary>Begins the trial anew, unless it is running, and waits a moment for its end.</summary>
    public async Task Begin(OfficeId office, string hash, CancellationToken ct)
    {
        foreach (var old in all.Where(a => a.Value.Task.IsCompleted).OrderByDescending(a => a.Value.Begun).Skip(Kept)) all.TryRemove(old.Key, out _);
        if (Find(office, hash) is not { Task.IsCompleted: false } running)
        {
            running = new(time.GetUtcNow());
            var progress = running;
            running.Task = Task.Run(() => trial.Run(office, hash, progress, life.ApplicationStopping), CancellationToken.None);
            all[(office, hash)] = running;
        }
        await Task.WhenAny(running.Task, Task.Delay(Patience, ct));
    }
}
