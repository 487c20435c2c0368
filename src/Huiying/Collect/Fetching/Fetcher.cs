using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Huiying.Collect.Fetching;

/// <summary>
/// Fetches public pages politely (S08, R17): names the office, obeys robots.txt on every hop, asks one host one thing at a time, asks only for what
/// changed, follows redirects itself and checks each, and stops at limits of size and time. Never throws for what the world does.
/// </summary>
public sealed class Fetcher : IDisposable
{
    private readonly FetchPolicy policy;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker http;
    private readonly ConcurrentDictionary<string, HostPace> hosts = new(StringComparer.Ordinal);

    /// <summary>A fetcher on the guarded network.</summary>
    /// <exception cref="ArgumentException">The agent names no office or no contact.</exception>
    public Fetcher(FetchPolicy policy, TimeProvider time) : this(policy, time, GuardedConnection.Handler(policy))
    {
    }

    /// <summary>A fetcher on another handler, which it disposes; the text of every address is checked all the same.</summary>
    internal Fetcher(FetchPolicy policy, TimeProvider time, HttpMessageHandler handler)
    {
        if (!policy.Agent.IsComplete) throw new ArgumentException("The collector's agent must name the office and a contact (S08).", nameof(policy));
        (this.policy, this.time, http) = (policy, time, new HttpMessageInvoker(handler));
    }

    /// <summary>Fetches one address.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<FetchResult> Fetch(FetchRequest request, CancellationToken cancellation)
    {
        var url = request.Url;
        var permanent = true;
        for (var hop = 0; hop <= policy.MostRedirects; hop++)
        {
            if (FetchTarget.Refuse(url, policy.AllowedHosts, out var target) is { } reason) return new FetchResult.RefusedAddress(url, reason);
            var host = Host(target!);
            var (rules, failure) = await Robots(target!, host, cancellation);
            if (failure is not null) return failure;
            var answer = rules!.For(CollectorAgent.Product, target!.AbsoluteUri);
            if (!answer.Allowed) return new FetchResult.RefusedByRobots(url, answer.Rule);

            var pause = answer.CrawlDelay is { } asked && asked > policy.MinimumDelay ? asked : policy.MinimumDelay;
            var (result, next, moved) = await Once(target, host, pause, hop == 0 ? request : null, cancellation);
            if (next is null) return result is FetchResult.Fetched fetched && hop > 0 && permanent ? fetched with { MovedTo = url } : result!;
            (url, permanent) = (next, permanent && moved);
        }
        return new FetchResult.TooManyRedirects(url, policy.MostRedirects);
    }

    public void Dispose()
    {
        http.Dispose();
        foreach (var host in hosts.Values) host.Dispose();
    }

    private HostPace Host(Uri target) => hosts.GetOrAdd(target.IdnHost.ToLowerInvariant(), _ => new HostPace(time));

    /// <summary>The rules in force for a site (RFC 9309 section 2.3.1), or why it must not be asked now.</summary>
    private async Task<(RobotsTxt? Rules, FetchResult? Failure)> Robots(Uri target, HostPace host, CancellationToken cancellation)
    {
        // One site per scheme and port; they share the host's turn but not its rules.
        var site = hosts.GetOrAdd(target.GetLeftPart(UriPartial.Authority).ToLowerInvariant() + "/robots.txt", _ => new HostPace(time));
        if (site.Robots is var known && known.Until > time.GetUtcNow()) return (known.Rules, known.Failure);

        var url = target.GetLeftPart(UriPartial.Authority) + "/robots.txt";
        FetchResult? result = null;
        for (var hop = 0; hop <= 5; hop++)
        {
            if (FetchTarget.Refuse(url, policy.AllowedHosts, out var at) is { } reason)
            {
                result = hop == 0 ? new FetchResult.RefusedAddress(url, reason) : new FetchResult.HttpError(url, 404, null);
                break;
            }
            (result, var next, _) = await Once(at!, hop == 0 ? host : Host(at!), policy.MinimumDelay, null, cancellation);
            if (next is null) break;
            url = next;
        }
        var (rules, failure, age) = result switch
        {
            FetchResult.Postponed => (null, result, TimeSpan.Zero),
            FetchResult.Fetched f => (RobotsTxt.Parse(f.Bytes.Span), (FetchResult?)null, policy.RobotsAge),
            // "Unavailable" means no rules; being told to slow down is not that.
            null or FetchResult.TooManyRedirects or FetchResult.HttpError { Status: < 500 and not 429 } => (RobotsTxt.AllowAll, null, policy.RobotsAge),
            FetchResult.RefusedAddress => (null, result, policy.RobotsRetry),
            FetchResult.Unreachable or FetchResult.TimedOut => (null, result, policy.RobotsRetry),
            _ => (null, new FetchResult.RefusedByRobots(target.AbsoluteUri, null), policy.RobotsRetry),
        };
        site.Robots = (rules, failure, time.GetUtcNow() + age);
        return (rules, failure);
    }

    /// <summary>One request. A redirect gives the next address and whether it is permanent; anything else gives the result.</summary>
    private async Task<(FetchResult? Result, string? Next, bool Permanent)> Once(
        Uri target, HostPace host, TimeSpan pause, FetchRequest? validators, CancellationToken cancellation)
    {
        var url = target.AbsoluteUri;
        if (!await host.Enter(policy.LongestWait, cancellation)) return (new FetchResult.Postponed(url, host.NotBefore), null, false);
        using var deadline = new CancellationTokenSource(policy.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var message = Message(target, validators);
            using var response = await http.SendAsync(message, both.Token);
            var status = (int)response.StatusCode;
            if (status is 301 or 302 or 303 or 307 or 308 && Location(response, target) is { } next) return (null, next, status is 301 or 308);
            if (status == 304 && validators is { } v && (v.ETag ?? v.LastModified) is not null) return (new FetchResult.NotModified(url, time.GetUtcNow()), null, false);
            if (status is not (200 or 203 or 204)) return (Error(response, url, host), null, false);
            var bytes = await FetchBody.Read(response.Content, policy.MostBytes, both.Token);
            return (bytes is null ? new FetchResult.TooLarge(url, policy.MostBytes) : Page(response, url, bytes), null, false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (new FetchResult.TimedOut(url, policy.Timeout), null, false);
        }
        catch (InvalidDataException)
        {
            return (new FetchResult.Broken(url), null, false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            for (var inner = e; inner is not null; inner = inner.InnerException)
                if (inner is RefusedAddressException) return (new FetchResult.RefusedAddress(url, FetchTarget.Private), null, false);
            return (new FetchResult.Unreachable(url, Detail(e)), null, false);
        }
        finally
        {
            host.Leave(pause);
        }
    }

    private HttpRequestMessage Message(Uri target, FetchRequest? validators)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, target) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher };
        var headers = message.Headers;
        headers.TryAddWithoutValidation("User-Agent", policy.Agent.Header);
        headers.TryAddWithoutValidation("Accept", "application/atom+xml, application/rss+xml, application/feed+json, text/html, application/xml;q=0.9, */*;q=0.5");
        headers.TryAddWithoutValidation("Accept-Language", "zh-CN, zh;q=0.9, *;q=0.5");
        headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        // Validators are another server's text: one that is no header value is left out.
        if (validators?.ETag is { } tag && EntityTagHeaderValue.TryParse(tag, out var parsed)) headers.IfNoneMatch.Add(parsed);
        if (validators?.LastModified is { } since && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            headers.IfModifiedSince = date;
        return message;
    }

    private static string? Location(HttpResponseMessage response, Uri target)
    {
        if (!response.Headers.TryGetValues("Location", out var values)) return null;
        var next = Reading.WebAddress.Resolve(target.AbsoluteUri, values.First());
        return next?.Split('#')[0];
    }

    private FetchResult.HttpError Error(HttpResponseMessage response, string url, HostPace host)
    {
        DateTimeOffset? until = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => time.GetUtcNow() + delta,
            { Date: { } date } => date,
            _ => null,
        };
        // A day at most: a server cannot switch a source off for good by accident.
        if (until > time.GetUtcNow().AddDays(1)) until = time.GetUtcNow().AddDays(1);
        if ((int)response.StatusCode is 429 or 503 && until is { } later) host.Push(later);
        return new(url, (int)response.StatusCode, until);
    }

    private FetchResult.Fetched Page(HttpResponseMessage response, string url, byte[] bytes)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(h => !h.Key.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            .SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v)));
        return new(url, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)), time.GetUtcNow(), First("Content-Type"), First("ETag"), First("Last-Modified"),
            [.. headers], null);

        string? First(string name) =>
            response.Headers.TryGetValues(name, out var own) || response.Content.Headers.TryGetValues(name, out own) ? own.First() : null;
    }

    private static string Detail(Exception e) => e is HttpRequestException { HttpRequestError: var error } ? error switch
    {
        HttpRequestError.NameResolutionError => "主机名无法解析",
        HttpRequestError.ConnectionError => "连接被拒绝",
        HttpRequestError.SecureConnectionError => "安全连接失败，证书可能无效",
        _ => "连接中断",
    } : "连接中断";
}
