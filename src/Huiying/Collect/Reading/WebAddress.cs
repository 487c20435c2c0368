using System.Buffers;
using System.Globalization;
using System.Text;

namespace Huiying.Collect.Reading;

/// <summary>
/// Joins a base and a reference as browsers do (WHATWG URL, section 4.4, the parts that matter for links): backslashes, stray white space,
/// missing or doubled slashes, dot segments. <see cref="Uri"/> refuses or changes many real links.
/// </summary>
public static class WebAddress
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" <>^|\\%#");

    /// <summary>Longer addresses are refused.</summary>
    private const int Longest = 8192;

    /// <summary>The absolute address; a reference that needs a base and has none stays as it is; null when it is no address.</summary>
    public static string? Resolve(string? baseUrl, string reference)
    {
        if (reference.Length > Longest) return null;
        // Nearly all references of a feed: nothing to repair, nothing to escape.
        if (IsPlain(reference)) return reference;
        if (reference is ['/', not ('/' or '\\'), ..] && baseUrl is not null && IsPlain(baseUrl) && IsPlainPath(reference)) return string.Concat(baseUrl.AsSpan(0, baseUrl.IndexOf('/', 8)), reference);
        var text = Clean(reference);
        if (SchemeOf(text) is { } scheme)
        {
            var rest = text[(scheme.Length + 1)..];
            if (!IsSpecial(scheme)) return text;
            // "http:page" means a page beside the base when that has the same scheme.
            if (rest is ['/' or '\\', '/' or '\\', ..] || baseUrl is null || SchemeOf(Clean(baseUrl)) != scheme)
                return Absolute(scheme, rest.TrimStart('/', '\\'));
            text = rest;
        }
        if (baseUrl is null || baseUrl.Length > Longest) return text;
        var from = Clean(baseUrl);
        if (SchemeOf(from) is not { } own) return text;
        if (!IsSpecial(own)) return text.Length == 0 ? from : text.StartsWith('#') ? from.Split('#')[0] + text : null;

        var parsed = Split(from[(own.Length + 1)..].TrimStart('/', '\\'));
        if (Authority(own, parsed.Authority) is not { } authority) return null;
        if (text is ['/' or '\\', '/' or '\\', ..]) return Absolute(own, text.TrimStart('/', '\\'));
        var target = Split("x" + (text is ['/' or '\\' or '?' or '#', ..] ? text : "/" + text));
        string path, query;
        if (text.Length == 0 || text[0] == '#') (path, query) = (parsed.Path, parsed.Query);
        else if (text[0] == '?') (path, query) = (parsed.Path, target.Query);
        else if (text[0] is '/' or '\\') (path, query) = (target.Path, target.Query);
        else
        {
            var folder = parsed.Path.Replace('\\', '/');
            path = (folder.Length == 0 ? "/" : folder[..(folder.LastIndexOf('/') + 1)]) + (target.Path.Length > 0 ? target.Path[1..] : "");
            query = target.Query;
        }
        return $"{own}://{authority}{Path(path)}{Escape(query, "\"<>'")}{Escape(target.Fragment, "\"<>`")}";
    }

    /// <summary>An absolute address of a lower-case host without a port, and a path that stays as it is.</summary>
    private static bool IsPlain(string url)
    {
        var start = url.StartsWith("https://", StringComparison.Ordinal) ? 8 : url.StartsWith("http://", StringComparison.Ordinal) ? 7 : 0;
        if (start == 0) return false;
        var slash = url.AsSpan(start).IndexOf('/');
        return slash > 1 && !url.AsSpan(start, slash).ContainsAnyExcept(PlainHost) && IsPlainPath(url.AsSpan(start + slash));
    }

    private static bool IsPlainPath(ReadOnlySpan<char> path) => !path.ContainsAnyExcept(PlainRest) && path.IndexOf("/.") < 0;

    private static readonly SearchValues<char> PlainHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");
    private static readonly SearchValues<char> PlainRest = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/?=&._~:,;+*@!-");

    private static string? Absolute(string scheme, string rest)
    {
        var parts = Split(rest);
        return Authority(scheme, parts.Authority) is { } authority
            ? $"{scheme}://{authority}{Path(parts.Path)}{Escape(parts.Query, "\"<>'")}{Escape(parts.Fragment, "\"<>`")}"
            : null;
    }

    private static (string Authority, string Path, string Query, string Fragment) Split(string rest)
    {
        var hash = rest.IndexOf('#', StringComparison.Ordinal);
        var fragment = hash < 0 ? "" : rest[hash..];
        if (hash >= 0) rest = rest[..hash];
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var query = mark < 0 ? "" : rest[mark..];
        if (mark >= 0) rest = rest[..mark];
        var slash = rest.AsSpan().IndexOfAny('/', '\\');
        return slash < 0 ? (rest, "", query, fragment) : (rest[..slash], rest[slash..], query, fragment);
    }

    /// <summary>Host in lower case, the default port left out; null when there is no host or a forbidden character in it.</summary>
    private static string? Authority(string scheme, string authority)
    {
        var at = authority.LastIndexOf('@');
        var user = at < 0 ? "" : authority[..(at + 1)];
        var host = authority[(at + 1)..].ToLowerInvariant();
        var colon = host.LastIndexOf(':');
        if (colon >= 0 && host.IndexOf(']', StringComparison.Ordinal) < colon)
        {
            var port = host[(colon + 1)..];
            if (port.Length > 0 && (!port.All(char.IsAsciiDigit) || !int.TryParse(port, out var number) || number > 65535)) return null;
            host = host[..colon] + (port.Length == 0 || scheme == "http" && port == "80" || scheme == "https" && port == "443" ? "" : ":" + port.TrimStart('0').PadLeft(1, '0'));
        }
        if (host.Length == 0 || host[0] == ':' || host.AsSpan().IndexOfAny(Forbidden) >= 0) return null;
        try
        {
            return user + (Ascii.IsValid(host) ? host : new IdnMapping().GetAscii(host));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Path(string path)
    {
        List<string> kept = [];
        var segments = path.Replace('\\', '/').Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            switch (segments[i].Replace("%2e", ".", StringComparison.OrdinalIgnoreCase))
            {
                case "..":
                    if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
                    if (last) kept.Add("");
                    break;
                case ".":
                    if (last) kept.Add("");
                    break;
                default:
                    kept.Add(segments[i]);
                    break;
            }
        }
        return "/" + Escape(string.Join('/', kept), "\"<>`{}");
    }

    private static string Escape(string text, string also)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('!', '~') && text.AsSpan().IndexOfAny(also) < 0) return text;
        var escaped = new StringBuilder(text.Length + 16);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is > ' ' and < 0x7F && !also.Contains((char)rune.Value)) escaped.Append((char)rune.Value);
            else
            {
                foreach (var b in bytes[..rune.EncodeToUtf8(bytes)]) escaped.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }
        return escaped.ToString();
    }

    /// <summary>White space and control characters around an address, and tabs and line ends inside it, are no part of it.</summary>
    private static string Clean(string text)
    {
        var span = text.AsSpan();
        int from = 0, to = span.Length;
        while (from < to && span[from] <= ' ') from++;
        while (to > from && span[to - 1] <= ' ') to--;
        text = text[from..to];
        return text.AsSpan().IndexOfAny("\t\r\n") < 0 ? text : string.Concat(text.Where(c => c is not ('\t' or '\r' or '\n')));
    }

    private static string? SchemeOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetter(text[0])) return null;
        for (var i = 1; i < colon; i++) if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '-' or '.')) return null;
        return text[..colon].ToLowerInvariant();
    }

    private static bool IsSpecial(string scheme) => scheme is "http" or "https" or "ftp" or "ws" or "wss";
}
