using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Huiying.Web.Access;

/// <summary>
/// The one-time link of the first run. Only the token's hash is kept, in memory; it ends with the first office, after two hours, or with the program,
/// and it opens only on the machine itself.
/// </summary>
internal sealed class SetupLink(FirstOffice office, TimeProvider time)
{
    /// <summary>How long a link stays good; starting the program again makes a new one.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromHours(2);

    private readonly Lock gate = new();
    private byte[]? hash;
    private DateTimeOffset until;

    /// <summary>Makes a new token; every earlier one is void.</summary>
    public string Renew()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        lock (gate) (hash, until) = (Hash(token), time.GetUtcNow() + Good);
        return token;
    }

    /// <summary>Whether the request may set the product up with this token.</summary>
    public async Task<bool> Opens(HttpContext http, string token)
    {
        if (!IsThisMachine(http) || await office.Id(http.RequestAborted) is not null) return false;
        lock (gate)
        {
            return hash is not null && time.GetUtcNow() < until && CryptographicOperations.FixedTimeEquals(hash, Hash(token));
        }
    }

    /// <summary>The office exists: the link has done its work.</summary>
    public void Spend()
    {
        lock (gate) hash = null;
    }

    /// <summary>A request made on this machine by its own name, not handed on by a proxy and not by a name that was pointed here (DNS rebinding).</summary>
    private static bool IsThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded")
        && http.Request.Host.Host is var host
        && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
