using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Huiying.Collect.Fetching;

/// <summary>
/// Opens connections to public addresses only. The name is resolved here and the connection made to the very addresses that were checked, so a name
/// that changes its meaning between check and use (DNS rebinding) gains nothing.
/// </summary>
internal static class GuardedConnection
{
    /// <summary>A handler that follows no redirect, keeps no cookie, uses no proxy and no credential.</summary>
    /// <param name="hosts">Is told the certificates that are met.</param>
    /// <param name="resolve">Finds a name's addresses; null asks the system.</param>
    public static SocketsHttpHandler Handler(FetchPolicy policy, HostPaces hosts, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) => new()
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
        MaxConnectionsPerServer = 1,
        SslOptions =
        {
            RemoteCertificateValidationCallback = (sender, certificate, chain, errors) => Trust(hosts, (SslStream)sender, certificate, chain, errors),
            // A chain could name any address to fetch its missing links or its revocations from: that would be a request behind the guard's back.
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
        },
        ConnectCallback = (context, cancellation) => Connect(context.DnsEndPoint, policy.AllowedHosts, resolve ?? Dns.GetHostAddressesAsync, cancellation),
    };

    private static async ValueTask<Stream> Connect(
        DnsEndPoint target, IReadOnlySet<string> allowedHosts, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken cancellation)
    {
        var host = target.Host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellation);
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

    /// <summary>The platform's verdict stands; it is only remembered with the certificate's end.</summary>
    private static bool Trust(HostPaces hosts, SslStream connection, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 shown)
        {
            var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
            hosts.Of(connection.TargetHostName.TrimEnd('.').ToLowerInvariant()).Certificate = new(new DateTimeOffset(shown.NotAfter.ToUniversalTime()), Fault(errors, status));
        }
        return errors == SslPolicyErrors.None;
    }

    private static string? Fault(SslPolicyErrors errors, X509ChainStatusFlags chain) =>
        errors == SslPolicyErrors.None ? null
        : chain.HasFlag(X509ChainStatusFlags.NotTimeValid) ? "证书已过期或尚未生效"
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "证书不是发给这个主机名的"
        : "证书不是由受信任的机构签发的，或缺少中间证书";
}

/// <summary>The name leads to an address that is not public. Crosses the HTTP handler, which knows exceptions only.</summary>
internal sealed class RefusedAddressException() : IOException("The name leads to an address that is not public.");
