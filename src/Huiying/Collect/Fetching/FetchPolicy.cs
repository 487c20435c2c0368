using System.Globalization;
using System.Text;

namespace Huiying.Collect.Fetching;

/// <summary>How politely and how far the collector fetches: values of the office's policy.</summary>
public sealed record FetchPolicy
{
    /// <summary>Who asks: the office and where to complain (S08).</summary>
    public required CollectorAgent Agent { get; init; }

    /// <summary>The least pause between two requests to one host; a longer Crawl-delay wins.</summary>
    public TimeSpan MinimumDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest a caller is kept waiting for a host's turn before <see cref="FetchResult.Postponed"/> is answered.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For one request with its whole body; each redirect is a request.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most bytes of a body, packed or unpacked.</summary>
    public int MostBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>The most redirects that are followed.</summary>
    public int MostRedirects { get; init; } = 5;

    /// <summary>The most redirects of a robots.txt (RFC 9309 section 2.3.1.2: at least five).</summary>
    public const int MostRobotsRedirects = 5;

    /// <summary>The longest a robots.txt is believed, whatever it says of itself (RFC 9309 section 2.4).</summary>
    public static readonly TimeSpan MostRobotsAge = TimeSpan.FromHours(24);

    /// <summary>How long a robots.txt is believed that does not say it itself.</summary>
    public TimeSpan RobotsAge { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long a site whose robots.txt cannot be read is left alone.</summary>
    public TimeSpan RobotsRetry { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Hosts, or host:port, in lower case, that an administrator listed: they may be private and use any port.</summary>
    public IReadOnlySet<string> AllowedHosts { get; init; } = new HashSet<string>();
}

/// <summary>The name the collector gives itself, the same for every page, never that of a browser (S08).</summary>
/// <param name="Office">The office's name.</param>
/// <param name="Contact">An address of a page or mailbox where a site's owner reaches the office.</param>
public sealed record CollectorAgent(string Office, string Contact)
{
    /// <summary>The product token robots.txt is asked with (RFC 9309 section 2.2.1).</summary>
    public const string Product = "HuiyingBot";

    /// <summary>The User-Agent header (RFC 9110 section 10.1.5); characters outside ASCII as UTF-8 escapes.</summary>
    public string Header => $"{Product}/1.0 ({Comment(Office)}; +{Comment(Contact)})";

    /// <summary>Neither can be left out: an anonymous collector is refused when it is made.</summary>
    public bool IsComplete => !string.IsNullOrWhiteSpace(Office) && !string.IsNullOrWhiteSpace(Contact);

    private static string Comment(string text)
    {
        var escaped = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text.Trim()))
        {
            if (b is >= 0x20 and < 0x7F && b is not ((byte)'(' or (byte)')' or (byte)'\\' or (byte)'%')) escaped.Append((char)b);
            else escaped.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
        return escaped.ToString();
    }
}
