using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Huiying.Collect.Fetching;

/// <summary>
/// Fetches public pages politely (S08, R17): names the office, obeys robots.txt on every hop, asks one host one thing at a time, asks only for what
/// changed, follows redirects itself and checks each, and stops at limits of size and time. Never throws for what the world does.
/// </summary>
public sealed class Fetcher
{
    private readonly FetchPolicy policy;
    private readonly HostPaces hosts;
    private readonly HttpMessageInvoker http;
    private readonly TimeProvider time;
    private Func<string, Task<bool>>? mayAsk;

    /// <summary>How long a host is left whose turn another reader has.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    /// <summary>A fetcher.</summary>
    /// <param name="policy">How politely and how far.</param>
    /// <param name="hosts">Whose turn it is at each host; one for the whole process.</param>
    /// <param name="http">The guarded network, which its owner disposes; the text of every address is checked before it is asked.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">The agent names no office or no contact.</exception>
    internal Fetcher(FetchPolicy policy, HostPaces hosts, HttpMessageInvoker http, TimeProvider time)
    {
        if (!policy.Agent.IsComplete) throw new ArgumentException("The collector's agent must name the office and a contact (S08).", nameof(policy));
        (this.policy, this.hosts, this.http, this.time) = (policy, hosts, http, time);
    }

    /// <summary>The same fetcher for a reader who holds some hosts' turns: any other host, also one that a redirect leads to, is asked only if its turn can be had.</summary>
    internal Fetcher Under(Func<string, Task<bool>> mayAsk) => new(policy, hosts, http, time) { mayAsk = mayAsk };

    /// <summary>Fetches one address.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<FetchResult> Fetch(FetchRequest request, CancellationToken cancellation)
    {
        var url = request.Url;
        var permanent = true;
        var been = new HashSet<string>(StringComparer.Ordinal);
        for (var hop = 0; hop <= policy.MostRedirects; hop++)
        {
            if (FetchTarget.Refuse(url, policy.AllowedHosts, out var target) is { } reason) return new FetchResult.RefusedAddress(url, reason);
            if (mayAsk is not null && !await mayAsk(HostPaces.Name(target!))) return new FetchResult.Postponed(url, time.GetUtcNow() + Soon);
            been.Add(url);
            var host = hosts.Of(target!);
            var (rules, failure) = await Robots(target!, cancellation);
            if (failure is not null) return failure;
            var answer = rules!.For(CollectorAgent.Product, target!.AbsoluteUri);
            if (!answer.Allowed) return new FetchResult.RefusedByRobots(url, answer.Rule);

            var pause = answer.CrawlDelay is { } asked && asked > policy.MinimumDelay ? asked : policy.MinimumDelay;
            var got = await Once(target, host, pause, hop == 0 ? request : null, policy.MostBytes, beginning: false, cancellation);
            if (got.Next is not { } next) return got.Result is FetchResult.Fetched fetched && hop > 0 && permanent ? fetched with { MovedTo = url } : got.Result!;
            if (got.SetsCookie && been.Contains(next)) return new FetchResult.CookieWall(url);
            (url, permanent) = (next, permanent && got.Permanent);
        }
        return new FetchResult.TooManyRedirects(url, policy.MostRedirects);
    }

    /// <summary>The rules in force for a site (RFC 9309 section 2.3.1), or why it must not be asked now.</summary>
    private async Task<(RobotsTxt? Rules, FetchResult? Failure)> Robots(Uri target, CancellationToken cancellation)
    {
        var site = hosts.Site(target);
        if (site.Known is { } known && known.Holds(time.GetUtcNow())) return (known.Rules, known.Failure);
        await site.Asking.WaitAsync(cancellation);
        try
        {
            if (site.Known is { } meanwhile && meanwhile.Holds(time.GetUtcNow())) return (meanwhile.Rules, meanwhile.Failure);
            var (result, rules, failure) = await AskRobots(target, cancellation);
            var now = time.GetUtcNow();
            // What one office may not reach, or has no time for, says nothing to another.
            if (result is FetchResult.Postponed or FetchResult.RefusedAddress) return (rules, failure);
            site.Known = new(rules, failure, now, now + (failure is null ? Age(result) : policy.RobotsRetry));
            return (rules, failure);
        }
        finally
        {
            site.Asking.Release();
        }
    }

    private async Task<(FetchResult? Result, RobotsTxt? Rules, FetchResult? Failure)> AskRobots(Uri target, CancellationToken cancellation)
    {
        var url = target.GetLeftPart(UriPartial.Authority) + "/robots.txt";
        FetchResult? result = null;
        for (var hop = 0; hop <= FetchPolicy.MostRobotsRedirects; hop++)
        {
            if (FetchTarget.Refuse(url, policy.AllowedHosts, out var at) is { } reason)
            {
                result = hop == 0 ? new FetchResult.RefusedAddress(url, reason) : new FetchResult.HttpError(url, 404, null);
                break;
            }
            var got = await Once(at!, hosts.Of(at!), policy.MinimumDelay, null, RobotsTxt.MaxBytes, beginning: true, cancellation);
            result = got.Result;
            if (got.Next is not { } next) break;
            url = next;
        }
        return result switch
        {
            FetchResult.Postponed or FetchResult.RefusedAddress => (result, null, result),
            FetchResult.Fetched f => (result, RobotsTxt.Parse(f.Bytes.Span), null),
            // "Unavailable" means no rules; being told to slow down is not that. Null: redirected too often (section 2.3.1.2).
            null or FetchResult.HttpError { Status: < 500 and not 429 } => (result, RobotsTxt.AllowAll, null),
            FetchResult.Failed or FetchResult.TimedOut => (result, null, result),
            _ => (result, null, new FetchResult.RefusedByRobots(target.AbsoluteUri, null)),
        };
    }

    /// <summary>How long the file is believed: as it says itself (RFC 9309 section 2.4), within bounds.</summary>
    private TimeSpan Age(FetchResult? robots)
    {
        if (robots is not FetchResult.Fetched { FreshFor: { } said }) return policy.RobotsAge;
        return said < policy.RobotsRetry ? policy.RobotsRetry : said > FetchPolicy.MostRobotsAge ? FetchPolicy.MostRobotsAge : said;
    }

    /// <summary>What one request gave: a result, or the next address of a redirect.</summary>
    private readonly record struct Got(FetchResult? Result, string? Next = null, bool Permanent = false, bool SetsCookie = false);

    private async Task<Got> Once(
        Uri target, HostPace host, TimeSpan pause, FetchRequest? validators, int most, bool beginning, CancellationToken cancellation)
    {
        var url = target.AbsoluteUri;
        if (!await host.Enter(policy.LongestWait, cancellation)) return new(new FetchResult.Postponed(url, time.GetUtcNow() + host.Rest));
        using var deadline = new CancellationTokenSource(policy.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var message = Message(target, validators);
            using var response = await http.SendAsync(message, both.Token);
            var status = (int)response.StatusCode;
            if (status is 301 or 302 or 303 or 307 or 308 && Location(response, target) is { } next)
                return new(null, next, status is 301 or 308, response.Headers.Contains("Set-Cookie"));
            if (status == 304 && validators is { } v && (v.ETag ?? v.LastModified) is not null) return new(new FetchResult.NotModified(url, time.GetUtcNow(), Freshness(response)));
            if (status is not (200 or 203 or 204)) return new(Error(response, url, host));
            var bytes = await FetchBody.Read(response.Content, most, beginning, both.Token);
            return new(bytes is null ? new FetchResult.TooLarge(url, most) : Page(response, url, bytes));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(new FetchResult.TimedOut(url, policy.Timeout));
        }
        catch (InvalidDataException)
        {
            return new(new FetchResult.Failed(url, Trouble.Damaged));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            for (var inner = e; inner is not null; inner = inner.InnerException)
                if (inner is RefusedAddressException) return new(new FetchResult.RefusedAddress(url, FetchTarget.Private));
            return new(new FetchResult.Failed(url, Why(e), host.Certificate?.Fault));
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
        headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
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
        var now = time.GetUtcNow();
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            // By the server's own clock, where it tells it: a wrong clock on either side must not make an hour of a minute.
            { Date: { } date } => date - (response.Headers.Date ?? now),
            _ => null,
        };
        // A day at most: a server cannot switch a source off for good by accident.
        if (wait > TimeSpan.FromDays(1)) wait = TimeSpan.FromDays(1);
        if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
        if ((int)response.StatusCode is 429 or 503 && wait is { } later) host.Push(later);
        return new(url, (int)response.StatusCode, now + wait);
    }

    private FetchResult.Fetched Page(HttpResponseMessage response, string url, byte[] bytes)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(h => !h.Key.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            .SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v)));
        return new(url, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)), time.GetUtcNow(), First("Content-Type"), First("ETag"), First("Last-Modified"),
            [.. headers], null)
        { FreshFor = Freshness(response) };

        string? First(string name) =>
            response.Headers.TryGetValues(name, out var own) || response.Content.Headers.TryGetValues(name, out own) ? own.First() : null;
    }

    /// <summary>How long the server says the answer stays as it is (RFC 9111 section 4.2.1); null when it says nothing.</summary>
    private static TimeSpan? Freshness(HttpResponseMessage response)
    {
        var said = response.Headers.CacheControl;
        if (said is { NoCache: true } or { NoStore: true }) return null;
        if (said?.MaxAge is { } age) return age - (response.Headers.Age ?? TimeSpan.Zero);
        return response.Content.Headers.Expires is { } ends && response.Headers.Date is { } date && ends > date ? ends - date : null;
    }

    private static Trouble Why(Exception e) => e is HttpIOException { HttpRequestError: var read } ? Why(read) : e is HttpRequestException { HttpRequestError: var asked } ? Why(asked) : Trouble.CutOff;

    private static Trouble Why(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => Trouble.NameUnknown,
        HttpRequestError.ConnectionError => Trouble.Refused,
        HttpRequestError.SecureConnectionError => Trouble.Certificate,
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => Trouble.NotHttp,
        _ => Trouble.CutOff,
    };
}
