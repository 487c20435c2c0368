using System.Collections.Concurrent;

namespace Huiying.Collect.Fetching;

/// <summary>What this process knows of the hosts it asks, the same for every office: whose turn it is, and what their robots.txt said.</summary>
public sealed class HostPaces(TimeProvider time) : IDisposable
{
    /// <summary>Rules of so many sites are kept; then those that are out of date are let go.</summary>
    private const int MostSites = 4096;

    private readonly ConcurrentDictionary<string, HostPace> hosts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SiteRules> sites = new(StringComparer.Ordinal);

    /// <summary>How long the host is still left alone by this process.</summary>
    internal TimeSpan Rest(string host) => hosts.TryGetValue(host, out var pace) ? pace.Rest : TimeSpan.Zero;

    /// <summary>The certificate met when a connection to the host was last made; null without one.</summary>
    internal Certificate? Certificate(string host) => hosts.TryGetValue(host, out var pace) ? pace.Certificate : null;

    internal HostPace Of(string host) => hosts.GetOrAdd(host, _ => new HostPace(time));

    internal HostPace Of(Uri target) => Of(Name(target));

    /// <summary>The host as it is known by: lower case, ASCII, without port.</summary>
    internal static string Name(Uri target) => target.IdnHost.TrimEnd('.').ToLowerInvariant();

    /// <summary>One site for each scheme and port; they share the host's turn but not its rules.</summary>
    internal SiteRules Site(Uri target)
    {
        if (sites.Count > MostSites)
        {
            var now = time.GetUtcNow();
            foreach (var (key, old) in sites) if (old.Known is not { } known || known.Until <= now) sites.TryRemove(key, out _);
        }
        return sites.GetOrAdd(target.GetLeftPart(UriPartial.Authority).ToLowerInvariant(), _ => new SiteRules());
    }

    public void Dispose()
    {
        foreach (var host in hosts.Values) host.Dispose();
    }
}

/// <summary>A site's robots.txt as it was last found. It is asked for by one caller at a time.</summary>
internal sealed class SiteRules
{
    public SemaphoreSlim Asking { get; } = new(1);

    /// <summary>The rules, or why nothing may be asked for, and since and until when that holds.</summary>
    public KnownRules? Known { get; set; }
}

internal sealed record KnownRules(RobotsTxt? Rules, FetchResult? Failure, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>Before it was found, the clock was set back: nobody knows how old it is.</summary>
    public bool Holds(DateTimeOffset now) => now >= Since && now < Until;
}
