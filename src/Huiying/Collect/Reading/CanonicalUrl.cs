using System.Text;

namespace Huiying.Collect.Reading;

/// <summary>
/// One form for the many addresses of one page, for finding duplicates only: never fetched, never shown. Secure and plain, www and mobile hosts, share and
/// campaign parameters, session numbers, default ports and files, the order of parameters and the fragment make no difference.
/// </summary>
public static class CanonicalUrl
{
    /// <summary>Parameters that say how a reader came, not what is read.</summary>
    private static readonly HashSet<string> Tracking = new(
        ["fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid", "_ga", "_gl", "bd_vid", "hmsr", "hmpl", "hmcu", "hmkw", "hmci",
            "spm", "scm", "spm_id_from", "vd_source", "share_source", "share_medium", "share_from", "share_token", "share_plat", "share_session_id", "share_tag", "share_id", "sharer_sharetime",
            "sharer_shareid", "sharer_shareinfo", "sharer_shareinfo_first", "shareuid", "wxshare_count", "isappinstalled", "nsukey", "mpshare", "scene", "srcid", "weibo_id", "tt_from", "app_platform",
            "feature", "ncid", "cmpid", "phpsessid", "jsessionid", "aspsessionid", "_t", "_r", "timestamp", "nonce"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Values of <c>from</c> that messengers add; another value may choose the page.</summary>
    private static readonly HashSet<string> MessengerFrom = new(
        ["singlemessage", "timeline", "groupmessage", "message", "qq", "wechat", "weixin", "weibo", "timeline2", "singlemessage2", "mobile", "app", "share"], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] HostPrefixes = ["www.", "m.", "wap.", "mobile.", "3g.", "touch.", "h5."];

    private static readonly string[] DefaultFiles = ["index.html", "index.htm", "index.shtml", "index.php", "index.asp", "index.aspx", "index.jsp", "default.html", "default.htm", "default.aspx"];

    /// <summary>The canonical form, or null when the text is no absolute http(s) address.</summary>
    public static string? Of(string url)
    {
        if (WebAddress.Resolve(null, url) is not { } absolute) return null;
        var scheme = absolute.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || absolute[..scheme] is not ("http" or "https")) return null;
        var rest = absolute[(scheme + 3)..];
        var fragment = "";
        if (rest.IndexOf('#', StringComparison.Ordinal) is var hash and >= 0)
        {
            // A page that lives behind the fragment is another page.
            if (rest.AsSpan(hash).StartsWith("#!") || rest.AsSpan(hash).StartsWith("#/")) fragment = rest[hash..];
            rest = rest[..hash];
        }
        var query = "";
        if (rest.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0) (rest, query) = (rest[..mark], rest[(mark + 1)..]);
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return "https://" + Host(rest[..slash]) + Path(rest[slash..]) + Query(query) + fragment;
    }

    private static string Host(string authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..].TrimEnd('.');
        // The other scheme's default port, since the scheme is made one.
        if (host.EndsWith(":80", StringComparison.Ordinal)) host = host[..^3];
        else if (host.EndsWith(":443", StringComparison.Ordinal)) host = host[..^4];
        foreach (var prefix in HostPrefixes)
            if (host.StartsWith(prefix, StringComparison.Ordinal) && host.IndexOf('.', prefix.Length) > 0) return host[prefix.Length..];
        return host;
    }

    private static string Path(string path)
    {
        path = Unescape(path);
        if (path.IndexOf(";jsessionid=", StringComparison.OrdinalIgnoreCase) is var session and >= 0) path = path[..session];
        var file = path[(path.LastIndexOf('/') + 1)..];
        if (DefaultFiles.Contains(file, StringComparer.OrdinalIgnoreCase)) path = path[..^file.Length];
        return path.Length > 1 ? path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/" : path;
    }

    private static string Query(string query)
    {
        var kept = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Unescape).Where(p => !IsTracking(p)).Order(StringComparer.Ordinal).ToList();
        return kept.Count == 0 ? "" : "?" + string.Join('&', kept);
    }

    private static bool IsTracking(string parameter)
    {
        var equals = parameter.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? parameter : parameter[..equals];
        return Tracking.Contains(name) || name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("pk_", StringComparison.OrdinalIgnoreCase)
            || name.Equals("from", StringComparison.OrdinalIgnoreCase) && (equals < 0 || MessengerFrom.Contains(parameter[(equals + 1)..]));
    }

    /// <summary>RFC 3986 section 6.2.2: escapes of unreserved characters undone, the others in upper case.</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%' || i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                result.Append(text[i]);
                continue;
            }
            var c = (char)Convert.FromHexString(text.AsSpan(i + 1, 2))[0];
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~') result.Append(c);
            else result.Append('%').Append(text.AsSpan(i + 1, 2).ToString().ToUpperInvariant());
            i += 2;
        }
        return result.ToString();
    }
}
