using System.Net;
using Huiying.Collect.Fetching;

namespace Huiying.Tests.Collect.Fetching;

/// <summary>Fetchers of their own, which share no host's turn with another.</summary>
internal static class Nets
{
    /// <summary>A fetcher in a web of the test's making.</summary>
    public static Fetcher In(FetchPolicy policy, TimeProvider time, HttpMessageHandler web) => new(policy, new HostPaces(time), new HttpMessageInvoker(web), time);
}

/// <summary>A fetcher on the guarded network.</summary>
/// <param name="resolve">Finds a name's addresses; null asks the system.</param>
internal sealed class Wire(FetchPolicy policy, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) : IDisposable
{
    private readonly HostPaces hosts = new(TimeProvider.System);
    private HttpMessageInvoker? http;

    public HostPaces Hosts => hosts;

    public Fetcher Fetcher => new(policy, hosts, http ??= new(GuardedConnection.Handler(policy, hosts, resolve)), TimeProvider.System);

    public void Dispose()
    {
        http?.Dispose();
        hosts.Dispose();
    }
}
