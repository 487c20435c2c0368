using System.Buffers;
using System.Globalization;

namespace Huiying.Collect.Fetching;

/// <summary>What a site's robots.txt says to one agent about one address.</summary>
/// <param name="Allowed">Whether the page may be fetched.</param>
/// <param name="CrawlDelay">The pause the site asks for between requests, or null.</param>
/// <param name="Rule">The line that decided, or null when none applied: shown to the officer.</param>
public sealed record RobotsAnswer(bool Allowed, TimeSpan? CrawlDelay, string? Rule);

/// <summary>
/// The Robots Exclusion Protocol (RFC 9309) with the tolerance for typing errors that large crawlers apply, and Crawl-delay,
/// which the RFC leaves out and many sites use. Never throws; reads at most 512 KiB (the RFC asks for at least 500 KiB).
/// </summary>
public sealed class RobotsTxt
{
    /// <summary>So much is read of a file; the RFC asks for at least 500 KiB (section 2.5).</summary>
    public const int MaxBytes = 512 * 1024;

    private const int MaxLine = 2083 * 8 - 1;

    private readonly List<Group> groups;

    private readonly Dictionary<string, TimeSpan> delays;

    private RobotsTxt(List<Group> groups, Dictionary<string, TimeSpan> delays, List<string> sitemaps) =>
        (this.groups, this.delays, Sitemaps) = (groups, delays, sitemaps);

    /// <summary>Nothing is forbidden: also the meaning of a missing file (RFC 9309 section 2.3.1.3).</summary>
    public static RobotsTxt AllowAll { get; } = new([], [], []);

    /// <summary>Everything is forbidden: the meaning of a server that cannot answer (RFC 9309 section 2.3.1.4).</summary>
    public static RobotsTxt DisallowAll { get; } = Parse("User-agent: *\nDisallow: /"u8);

    /// <summary>Addresses of sitemaps the file names, as written.</summary>
    public IReadOnlyList<string> Sitemaps { get; }

    /// <summary>Reads a file; what is not understood is passed over.</summary>
    public static RobotsTxt Parse(ReadOnlySpan<byte> bytes)
    {
        // Of a longer file the last line is cut: half a path would forbid more than was meant.
        if (bytes.Length > MaxBytes) bytes = bytes[..(bytes[..MaxBytes].LastIndexOfAny((byte)'\r', (byte)'\n') is var end and >= 0 ? end : MaxBytes)];
        // A byte-order mark, also one cut short.
        foreach (var b in (ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) if (bytes.Length > 0 && bytes[0] == b) bytes = bytes[1..];

        List<Group> groups = [];
        List<string> sitemaps = [];
        Group? open = null;
        Dictionary<string, TimeSpan> delays = new(StringComparer.OrdinalIgnoreCase);
        List<string> waiting = [];
        bool rulesSeen = false, delaySeen = false;
        while (bytes.Length > 0)
        {
            var stop = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            var line = stop < 0 ? bytes : bytes[..stop];
            bytes = stop < 0 ? [] : bytes[(stop + 1)..];
            if (line.Length > MaxLine) line = line[..MaxLine];
            if (RobotsLine.Parse(line) is not { } read) continue;
            switch (read.Key)
            {
                case RobotsKey.UserAgent:
                    // A rule closes the list of agents; the next agent line opens another group (section 2.2.1).
                    if (open is null || rulesSeen) groups.Add(open = new Group());
                    if (rulesSeen || delaySeen) waiting = [];
                    (rulesSeen, delaySeen) = (false, false);
                    open.Agents.AddRange(Named(read.Value));
                    waiting.AddRange(Named(read.Value));
                    break;
                case RobotsKey.Allow or RobotsKey.Disallow:
                    rulesSeen = true;
                    if (read.Value.Length > 0) open?.Rules.Add(new RobotsRule(read.Key == RobotsKey.Allow, read.Value));
                    break;
                case RobotsKey.CrawlDelay:
                    // Not in the RFC, so it does not close a group of rules, but it belongs to the agents named just above it.
                    delaySeen = true;
                    if (double.TryParse(read.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 86400)
                        foreach (var agent in waiting) delays.TryAdd(agent, TimeSpan.FromSeconds(seconds));
                    break;
                case RobotsKey.Sitemap:
                    sitemaps.Add(read.Value);
                    break;
            }
        }
        return new(groups, delays, sitemaps);
    }

    /// <summary>Whether the agent may fetch the address.</summary>
    /// <param name="agent">The product token or the whole user-agent line.</param>
    /// <param name="url">The address; one without a scheme is taken as a path.</param>
    public RobotsAnswer For(string agent, string url)
    {
        var token = FirstWord(agent);
        var own = groups.Where(g => token.Length > 0 && g.Agents.Contains(token, StringComparer.OrdinalIgnoreCase)).ToList();
        // Groups for everybody count only when none names the agent (section 2.2.1).
        var used = own.Count > 0 ? own : groups.Where(g => g.Agents.Contains("*")).ToList();
        TimeSpan? delay = delays.TryGetValue(own.Count > 0 ? token : "*", out var asked) ? asked : null;

        var path = RobotsPath.Of(url);
        RobotsRule? best = null;
        foreach (var rule in used.SelectMany(g => g.Rules))
        {
            if (best is not null && (rule.Length < best.Length || rule.Length == best.Length && (best.Allow || !rule.Allow))) continue;
            if (rule.Matches(path)) best = rule;
        }
        return new(best?.Allow ?? true, delay, best?.ToString());
    }

    /// <summary>
    /// The names an agent line means: the word as written, and its product token of letters, underscores and hyphens (section 2.2.1).
    /// Both, because real crawlers carry digits that the grammar has no room for.
    /// </summary>
    private static IEnumerable<string> Named(string value)
    {
        var word = FirstWord(value);
        if (word == "*") return [word];
        var token = word.AsSpan().IndexOfAnyExcept(TokenCharacters) is var end and >= 0 ? word[..end] : word;
        return token.Length > 0 ? [word, token] : [word];
    }

    /// <summary>The product, without its version or a comment behind it.</summary>
    private static string FirstWord(string agent)
    {
        agent = agent.Trim();
        var end = agent.AsSpan().IndexOfAny('/', ' ', '\t');
        return end < 0 ? agent : agent[..end];
    }

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-");

    private sealed class Group
    {
        public List<string> Agents { get; } = [];

        public List<RobotsRule> Rules { get; } = [];
    }
}
