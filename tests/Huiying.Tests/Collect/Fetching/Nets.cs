using System.Net;
using Huiying.Collect.Fetching;

namespace Huiying.Tests.Collect.Fetching;

/// <summary>Fetchers of their own, which share no host's turn with another.</summary>
internal static class Nets
{
    /// <summary>A fetcher in a web of the test's making.</summary>
    public static Fetcher In(FetchPolicy policy, TimeProvider time, HttpMessageHandler web) => new(policy, new HostPaces(time), new HttpMessageInvoker(web), time);

    public static HttpResponseMessage Text(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text) };

    public static HttpResponseMessage To(string location, HttpStatusCode status = HttpStatusCode.Found)
    {
        var response = new HttpResponseMessage(status);
        response.Headers.TryAddWithoutValidation("Location", location);
        return response;
    }
}

/// <summary>A web in memory: answers by address, and remembers what was asked.</summary>
internal sealed class Web(Dictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> pages) : HttpMessageHandler
{
    public List<HttpRequestMessage> Asked { get; } = [];

    public IEnumerable<string> Urls => Asked.Select(a => a.RequestUri!.AbsoluteUri);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (Asked) Asked.Add(request);
        return Task.FromResult(pages.TryGetValue(request.RequestUri!.AbsoluteUri, out var page) ? page(request) : new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}

/// <summary>A web of empty pages that take their time.</summary>
internal sealed class Slow(Func<Task> during) : HttpMessageHandler
{
    public List<string> Asked { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (Asked) Asked.Add(request.RequestUri!.AbsoluteUri);
        await during();
        return new(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
    }
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
