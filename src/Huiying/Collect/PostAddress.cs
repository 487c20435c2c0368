using System.Collections.Frozen;

namespace Huiying.Collect;

/// <summary>Tells whether two addresses are the same page: without the fragment, the scheme, a leading www., a default page and parameters that only track.</summary>
internal static class PostAddress
{
    private static readonly FrozenSet<string> Tracking = FrozenSet.ToFrozenSet(
        ["spm", "from", "isappinstalled", "share", "share_token", "share_from", "sharefrom", "nsukey", "wxfid", "fbclid", "gclid", "yclid", "msclkid", "mc_cid", "mc_eid", "_t", "timestamp", "ref", "referer"]);

    private static readonly string[] DefaultPages = ["/index.html", "/index.htm", "/index.shtml", "/index.php", "/index.jsp", "/default.html", "/default.htm", "/default.aspx"];

    /// <summary>The form that is compared; never shown and never fetched.</summary>
    public static string Key(Uri url)
    {
        var host = SourceAddress.HostOf(url);
        if (host.StartsWith("www.", StringComparison.Ordinal)) host = host[4..];
        if (!url.IsDefaultPort) host += $":{url.Port}";
        var path = url.AbsolutePath;
        foreach (var page in DefaultPages)
        {
            if (path.EndsWith(page, StringComparison.OrdinalIgnoreCase)) path = path[..^(page.Length - 1)];
        }
        var query = url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(p => p.Split('=')[0].ToLowerInvariant() is var name && !Tracking.Contains(name) && !name.StartsWith("utm_", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return $"{host}{path}?{string.Join('&', query)}";
    }
}
