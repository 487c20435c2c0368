using System.Net;
using System.Net.Sockets;

namespace Huiying.Collect.Fetching;

/// <summary>
/// Whether an address is one of the public internet. Everything that is special-purpose by the IANA registries (RFC 6890 and its successors) is
/// not, also when it is wrapped into IPv6 by mapping, translation or tunnel: the wrapped address decides as well.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Special4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
        "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        // A platform's own metadata and virtual services, outside the registered ranges.
        "100.100.100.200/32", "168.63.129.16/32");

    /// <summary>Only 2000::/3 is handed out to the public (RFC 4291 section 2.4); these parts of it are not ordinary hosts.</summary>
    private static readonly IPNetwork[] Special6 = Networks(
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated6 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return !Array.Exists(Special4, n => n.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.ScopeId != 0 && address.IsIPv6LinkLocal) return false;
        if (address.IsIPv4MappedToIPv6) return Is(address.MapToIPv4());
        // RFC 6052: the well-known prefix carries an IPv4 address in its last four octets.
        if (Translated6.Contains(address)) return Is(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        return Global6.Contains(address) && !Array.Exists(Special6, n => n.Contains(address));
    }

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(n => IPNetwork.Parse(n))];
}
