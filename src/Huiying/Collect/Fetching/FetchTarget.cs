using System.Globalization;
using System.Net;

namespace Huiying.Collect.Fetching;

/// <summary>
/// Decides from the text of an address alone whether it may be fetched at all. The resolved address is checked again when the connection is made
/// (<see cref="GuardedConnection"/>), since a name may mean another address a moment later.
/// </summary>
internal static class FetchTarget
{
    /// <summary>Why the address is refused, in Chinese, or null when it may be tried.</summary>
    /// <param name="allowedHosts">Hosts an administrator listed: they may be private and use any port.</param>
    public static string? Refuse(string url, IReadOnlySet<string> allowedHosts, out Uri? target)
    {
        target = null;
        if (url.Length is 0 or > 8192 || url.AsSpan().ContainsAnyInRange('\0', ' ') || url.Contains('\\', StringComparison.Ordinal))
            return "地址含有空白、控制字符或反斜线，或过长。请填写完整的网页地址。";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || !url.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase))
            return "只采集 http 和 https 的公开网页。请改用这样的地址。";
        if (HasDisguise(Authority(url))) return "主机名中有全角数字、带圈字符等易混淆的写法。请改用普通字符。";
        if (uri.UserInfo.Length > 0 || uri.Authority.Contains('@', StringComparison.Ordinal) || Authority(url).Contains('@', StringComparison.Ordinal))
            return "地址里带有用户名或密码。只采集无需登录的公开网页，请删去这一部分。";
        var host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (host.Length == 0 || uri.HostNameType == UriHostNameType.Unknown || Authority(url).AsSpan().ContainsAny('%', '*'))
            return "地址中的主机名不合规。请核对拼写。";
        target = uri;
        if (allowedHosts.Contains(host) || allowedHosts.Contains($"{host}:{uri.Port}")) return null;

        if (uri.Port is not (80 or 443 or 8000 or 8080 or 8081 or 8088 or 8443 or 8888))
            return $"端口 {uri.Port} 不是网页常用端口。确需采集时，请管理员把该主机列入允许名单。";
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
            return !IsPlainNotation(Authority(url)) ? "地址用数字的特殊写法表示主机。请改用主机名。" : PublicAddress.Is(address) ? null : Private;
        if (IsNumberLike(host)) return "地址用数字的特殊写法表示主机。请改用主机名。";
        if (!host.Contains('.', StringComparison.Ordinal) || IsLocalName(host)) return Private;
        return null;
    }

    /// <summary>The sentence for an address that is not public.</summary>
    public const string Private = "该地址属于本机或内部网络，不予采集。如果确是要采集的网站，请管理员把该主机列入允许名单。";

    private static string Authority(string url)
    {
        var rest = url.AsSpan(url.IndexOf("//", StringComparison.Ordinal) + 2);
        var end = rest.IndexOfAny('/', '?', '#');
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    /// <summary>Four decimal numbers without leading zeros, or IPv6 in brackets: octal, hexadecimal and shortened forms read differently in different programs.</summary>
    private static bool IsPlainNotation(string authority)
    {
        if (authority.StartsWith('[')) return true;
        var host = authority.Split(':')[0];
        var parts = host.Split('.');
        return parts.Length == 4 && Array.TrueForAll(parts, p => p.Length is > 0 and <= 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0'));
    }

    /// <summary>WHATWG URL 3.5: a host whose last label is a number is an address, whatever else it looks like.</summary>
    private static bool IsNumberLike(string host)
    {
        var last = host[(host.LastIndexOf('.') + 1)..];
        return last.Length > 0 && (last.All(char.IsAsciiDigit) || last.StartsWith("0x", StringComparison.Ordinal));
    }

    /// <summary>Names that never lie on the public internet (RFC 6761, RFC 6762, RFC 8375 and the rest of .arpa, .internal by ICANN's resolution of 2024, .lan by custom).</summary>
    private static bool IsLocalName(string host) =>
        host == "localhost" || Local.Any(ending => host.EndsWith(ending, StringComparison.Ordinal));

    private static readonly string[] Local = [".localhost", ".local", ".localdomain", ".internal", ".lan", ".arpa"];

    /// <summary>Full-width digits, circled letters and ideographic dots are turned into ASCII by some programs and not by others.</summary>
    private static bool HasDisguise(string authority) => authority.Any(c => !char.IsAscii(c) && !char.IsLetter(c) && char.GetUnicodeCategory(c) is not
        (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark) || c is >= '\uFF01' and <= '\uFF5E');
}
