using System.Collections.Concurrent;
using Huiying.Collect.Fetching;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>
/// The office's fetcher: it names the office and its contact in every request and may reach the closed hosts an administrator listed (S08).
/// A change of any of these makes a new one. Offices that may reach the same hosts share their connections, and all share the hosts' turns.
/// </summary>
public sealed class Fetchers(IDbContextFactory<Store> stores, CurrentPolicy policies, HostPaces hosts, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<OfficeId, (string Key, Fetcher Fetcher)> open = new();
    private readonly ConcurrentDictionary<string, Lazy<HttpMessageInvoker>> networks = new(StringComparer.Ordinal);

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
        if (open.TryGetValue(office, out var known) && known.Key == key) return known.Fetcher;
        var policy = new FetchPolicy { Agent = agent, MinimumDelay = delay, AllowedHosts = listed.ToHashSet(StringComparer.Ordinal) };
        // A connection to a closed host is only ever used again by who may reach the same hosts.
        var network = networks.GetOrAdd(string.Join('\n', listed), _ => new(() => new HttpMessageInvoker(GuardedConnection.Handler(policy, hosts)))).Value;
        var made = new Fetcher(policy, hosts, network, time);
        open[office] = (key, made);
        return made;
    }

    public void Dispose()
    {
        foreach (var network in networks.Values) if (network.IsValueCreated) network.Value.Dispose();
    }
}
