using System.Net;
using System.Net.Sockets;

namespace Huiying.Collect.Fetching;

/// <summary>
/// Opens connections to public addresses only. The name is resolved here and the connection made to the very addresses that were checked, so a name
/// that changes its meaning between check and use (DNS rebinding) gains nothing.
/// </summary>
internal static class GuardedConnection
{
    /// <summary>A handler that follows no redirect, keeps no cookie, uses no proxy and no credential.</summary>
    public static SocketsHttpHandler Handler(FetchPolicy policy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        Credentials = null,
        PreAuthenticate = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = policy.Timeout,
        MaxResponseHeadersLength = 64,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        MaxResponseDrainSize = 64 * 1024,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        MaxConnectionsPerServer = 2,
        ConnectCallback = (context, cancellation) => Connect(context.DnsEndPoint, policy.AllowedHosts, cancellation),
    };

    private static async ValueTask<Stream> Connect(DnsEndPoint target, IReadOnlySet<string> allowedHosts, CancellationToken cancellation)
    {
        var host = target.Host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        var exempt = allowedHosts.Contains(host) || allowedHosts.Contains($"{host}:{target.Port}");
        // One private address among several is reason enough: which one would be used is the attacker's choice.
        if (!exempt && addresses.FirstOrDefault(a => !PublicAddress.Is(a)) is not null) throw new RefusedAddressException();
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The name leads to an address that is not public. Crosses the HTTP handler, which knows exceptions only.</summary>
internal sealed class RefusedAddressException() : IOException("The name leads to an address that is not public.");
