using System.Text;

namespace Huiying.Collect.Fetching;

/// <summary>Addresses and patterns brought to the one form in which RFC 9309 section 2.2.2 compares them.</summary>
internal static class RobotsPath
{
    /// <summary>Path and query of an address, without scheme, host and fragment; <c>/</c> when there is none.</summary>
    public static string Of(string url)
    {
        var scheme = url.IndexOf("//", StringComparison.Ordinal);
        var query = url.IndexOfAny(['?', '#', ';']);
        var rest = url;
        if (scheme >= 0 && (query < 0 || scheme < query) && (scheme == 0 || url[scheme - 1] == ':'))
        {
            var host = url[(scheme + 2)..];
            var end = host.IndexOfAny(['/', '?', '#', ';']);
            rest = end < 0 ? "" : host[end..];
        }
        var fragment = rest.IndexOf('#', StringComparison.Ordinal);
        if (fragment >= 0) rest = rest[..fragment];
        if (!rest.StartsWith('/')) rest = "/" + rest;
        return Normalise(Bytes(rest));
    }

    /// <summary>
    /// Octets above 0x7F as upper-case escapes, escapes of unreserved characters undone, hexadecimal digits in upper case.
    /// Octets stand as characters U+0000–U+00FF.
    /// </summary>
    public static string Normalise(string octets)
    {
        if (!octets.AsSpan().ContainsAnyExceptInRange('!', '~') && !octets.Contains('%', StringComparison.Ordinal)) return octets;
        var text = new StringBuilder(octets.Length + 16);
        for (var i = 0; i < octets.Length; i++)
        {
            var c = octets[i];
            if (c == '%' && i + 2 < octets.Length && char.IsAsciiHexDigit(octets[i + 1]) && char.IsAsciiHexDigit(octets[i + 2]))
            {
                var value = (char)Convert.FromHexString(octets.AsSpan(i + 1, 2))[0];
                if (char.IsAsciiLetterOrDigit(value) || value is '-' or '.' or '_' or '~') text.Append(value);
                else text.Append('%').Append(octets.AsSpan(i + 1, 2).ToString().ToUpperInvariant());
                i += 2;
            }
            else if (c >= 0x80) text.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else text.Append(c);
        }
        return text.ToString();
    }

    private static string Bytes(string text) => System.Text.Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
