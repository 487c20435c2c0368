using System.Text;

namespace Huiying.Collect.Fetching;

/// <summary>The records of robots.txt that mean something to us.</summary>
internal enum RobotsKey
{
    UserAgent,
    Allow,
    Disallow,
    CrawlDelay,
    Sitemap,
}

/// <summary>One understood line: key and value.</summary>
internal readonly record struct RobotsLine(RobotsKey Key, string Value)
{
    /// <summary>Splits <c>key: value # comment</c>; null for anything else. Bytes stand as characters U+0000–U+00FF.</summary>
    public static RobotsLine? Parse(ReadOnlySpan<byte> line)
    {
        var comment = line.IndexOf((byte)'#');
        var text = Encoding.Latin1.GetString(comment < 0 ? line : line[..comment]).Trim(' ', '\t', '\0', '\v', '\f');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        string name, value;
        if (colon >= 0) (name, value) = (text[..colon], text[(colon + 1)..]);
        else
        {
            // A forgotten colon is forgiven when exactly two words stand there.
            var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 2) return null;
            (name, value) = (words[0], words[1]);
        }
        return KeyOf(name.Trim()) is { } key ? new(key, value.Trim(' ', '\t')) : null;
    }

    /// <summary>Names by their beginning, capitals ignored, with the misspellings that site owners are known to make.</summary>
    private static RobotsKey? KeyOf(string name)
    {
        if (Begins("user-agent", "useragent", "user agent")) return RobotsKey.UserAgent;
        if (Begins("allow")) return RobotsKey.Allow;
        if (Begins("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw")) return RobotsKey.Disallow;
        if (Begins("crawl-delay", "crawldelay", "crawl delay")) return RobotsKey.CrawlDelay;
        if (Begins("sitemap", "site-map")) return RobotsKey.Sitemap;
        return null;

        bool Begins(params ReadOnlySpan<string> names)
        {
            foreach (var n in names) if (name.StartsWith(n, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }
    }
}
