using System.Collections.Concurrent;
using Huiying.Collect.Fetching;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>
/// The office's fetcher: it names the office and its contact in every request and may reach the closed hosts an administrator listed (S08).
/// A change of any of these makes a new one.
/// </summary>
public sealed class Fetchers(IDbContextFactory<Store> stores, CurrentPolicy policies, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<OfficeId, (string Key, Fetcher Fetcher)> open = new();
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>The fetcher, or null while the office has no name or contact: nobody collects anonymously.</summary>
    internal async Task<Fetcher?> For(OfficeId office, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        if (await People.Office(store, office, ct) is not { } who) return null;
        var agent = new CollectorAgent(who.Name, who.Contact);
        if (!agent.IsComplete) return null;
        var listed = await store.Set<ListedHostRow>().AsNoTracking().OrderBy(h => h.Host).Select(h => h.Host).ToListAsync(ct);
        var delay = (await policies(office, ct)).Collect.FetchDelay;
        var key = string.Join('\n', [agent.Header, delay.ToString(), .. listed]);
        await gate.WaitAsync(ct);
        try
        {
            if (open.TryGetValue(office, out var known) && known.Key == key) return known.Fetcher;
            var made = new Fetcher(new FetchPolicy { Agent = agent, MinimumDelay = delay, AllowedHosts = listed.ToHashSet(StringComparer.Ordinal) }, time);
            // The one before may still be reading; it is let go with its last request.
            open[office] = (key, made);
            return made;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        foreach (var (_, fetcher) in open.Values) fetcher.Dispose();
        gate.Dispose();
    }
}
