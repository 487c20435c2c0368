using System.Net;
using System.Security.Cryptography;
using Huiying.Collect.Fetching;
using Huiying.Tests.House;
using Microsoft.Extensions.Time.Testing;
using static Huiying.Tests.Collect.Fetching.Nets;

namespace Huiying.Tests.Collect.Fetching;

public sealed class FetcherTests
{
    private static readonly CollectorAgent Agent = new("洮北区某办公室", "https://office.example/about");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static FetchPolicy Policy => new() { Agent = Agent, MinimumDelay = TimeSpan.Zero };

    private async Task<(FetchResult Result, Web Web)> Fetch(string url, FetchPolicy? policy, params (string Url, Func<HttpRequestMessage, HttpResponseMessage> Page)[] pages)
    {
        var web = new Web(pages.ToDictionary(p => p.Url, p => p.Page));
        var fetcher = Nets.In(policy ?? Policy, time, web);
        return (await fetcher.Fetch(new(url), Cancel), web);
    }

    [Fact]
    [Clause("S08")]
    public async Task Every_request_names_the_office_and_a_contact_and_carries_nothing_else_of_an_identity()
    {
        var (_, web) = await Fetch("https://a.example/1", null, ("https://a.example/1", _ => Text("x")));

        web.Asked.Count.ShouldBe(2);
        foreach (var request in web.Asked)
        {
            var agent = string.Join(' ', request.Headers.GetValues("User-Agent"));
            agent.ShouldStartWith("HuiyingBot/1.0 (");
            Uri.UnescapeDataString(agent).ShouldContain("洮北区某办公室");
            agent.ShouldContain("https://office.example/about");
            agent.ShouldNotContain("Mozilla");
            request.Headers.Contains("Cookie").ShouldBeFalse();
            request.Headers.Contains("Authorization").ShouldBeFalse();
            request.Headers.Contains("Referer").ShouldBeFalse();
        }
    }

    [Fact]
    [Clause("S08")]
    public void A_collector_without_office_or_contact_cannot_be_made()
    {
        Should.Throw<ArgumentException>(() => Nets.In(Policy with { Agent = new("", "https://office.example/") }, time, new Web([])));
        Should.Throw<ArgumentException>(() => Nets.In(Policy with { Agent = new("某办", " ") }, time, new Web([])));
    }

    [Fact]
    [Clause("S08")]
    public async Task A_page_robots_txt_forbids_is_never_asked_for()
    {
        var (result, web) = await Fetch("https://a.example/private/1", null,
            ("https://a.example/robots.txt", _ => Text("User-agent: *\nDisallow: /private")), ("https://a.example/private/1", _ => Text("x")));

        result.ShouldBeOfType<FetchResult.RefusedByRobots>().Rule.ShouldBe("Disallow: /private");
        web.Urls.ShouldBe(["https://a.example/robots.txt"]);
    }

    [Theory]
    [Clause("S08")]
    [InlineData(404, true)]
    [InlineData(403, true)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    [InlineData(429, false)]
    public async Task A_missing_robots_txt_allows_and_a_failing_server_forbids(int status, bool allowed)
    {
        var (result, web) = await Fetch("https://a.example/1", null,
            ("https://a.example/robots.txt", _ => new HttpResponseMessage((HttpStatusCode)status)), ("https://a.example/1", _ => Text("x")));

        (result is FetchResult.Fetched).ShouldBe(allowed);
        web.Urls.Contains("https://a.example/1").ShouldBe(allowed);
    }

    [Fact]
    [Clause("S08")]
    public async Task A_page_that_asks_for_a_login_is_given_up_with_a_reason()
    {
        var (result, web) = await Fetch("https://a.example/1", null, ("https://a.example/1", _ => new HttpResponseMessage(HttpStatusCode.Unauthorized)));

        result.ShouldBeOfType<FetchResult.HttpError>().Zh.ShouldContain("登录");
        web.Asked.Count.ShouldBe(2);
    }

    [Fact]
    [Clause("S08")]
    public async Task A_redirect_into_a_site_that_forbids_us_ends_there()
    {
        var (result, web) = await Fetch("https://a.example/1", null,
            ("https://a.example/1", _ => To("https://b.example/2")), ("https://b.example/robots.txt", _ => Text("User-agent: HuiyingBot\nDisallow: /")),
            ("https://b.example/2", _ => Text("x")));

        result.ShouldBeOfType<FetchResult.RefusedByRobots>();
        web.Urls.ShouldNotContain("https://b.example/2");
    }

    [Fact]
    public async Task Robots_txt_is_asked_for_once_and_again_when_it_has_aged()
    {
        var web = new Web(new() { ["https://a.example/1"] = _ => Text("x") });
        var fetcher = Nets.In(Policy, time, web);
        await fetcher.Fetch(new("https://a.example/1"), Cancel);
        await fetcher.Fetch(new("https://a.example/1"), Cancel);
        web.Urls.Count(u => u.EndsWith("/robots.txt")).ShouldBe(1);

        time.Advance(TimeSpan.FromHours(13));
        await fetcher.Fetch(new("https://a.example/1"), Cancel);

        web.Urls.Count(u => u.EndsWith("/robots.txt")).ShouldBe(2);
    }

    [Fact]
    [Clause("R17")]
    public async Task The_hash_is_of_the_very_bytes_and_the_headers_are_kept_but_no_cookie()
    {
        byte[] bytes = [0xC4, 0xE3, 0xBA, 0xC3, 0x00, 0xFF];
        var (result, _) = await Fetch("https://a.example/1", null, ("https://a.example/1", _ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };
            response.Headers.TryAddWithoutValidation("ETag", "\"v1\"");
            response.Headers.TryAddWithoutValidation("Set-Cookie", "s=1");
            response.Content.Headers.TryAddWithoutValidation("Content-Type", "text/html; charset=gb2312");
            return response;
        }
        ));

        var page = result.ShouldBeOfType<FetchResult.Fetched>();
        page.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        page.Bytes.ToArray().ShouldBe(bytes);
        (page.ETag, page.ContentType, page.At).ShouldBe(("\"v1\"", "text/html; charset=gb2312", time.GetUtcNow()));
        page.Headers.ShouldContain(h => h.Key == "ETag");
        page.Headers.ShouldNotContain(h => h.Key == "Set-Cookie");
    }

    [Fact]
    public async Task Only_what_changed_is_asked_for()
    {
        var web = new Web(new()
        {
            ["https://a.example/feed"] = r => new HttpResponseMessage(
                r.Headers.IfNoneMatch.ToString() == "W/\"7\"" && r.Headers.IfModifiedSince is { Year: 2026 } ? HttpStatusCode.NotModified : HttpStatusCode.OK),
        });
        var fetcher = Nets.In(Policy, time, web);

        (await fetcher.Fetch(new("https://a.example/feed", "W/\"7\"", "Mon, 02 Mar 2026 00:00:00 GMT"), Cancel)).ShouldBeOfType<FetchResult.NotModified>();
        (await fetcher.Fetch(new("https://a.example/feed", "not a tag\r\nX: y", "never"), Cancel)).ShouldBeOfType<FetchResult.Fetched>();
    }

    [Fact]
    public async Task Between_two_requests_to_one_host_lies_the_pause_the_site_asks_for()
    {
        var web = new Web(new()
        {
            ["https://a.example/robots.txt"] = _ => Text("User-agent: *\nCrawl-delay: 5"),
            ["https://a.example/1"] = _ => Text("x"),
        });
        var fetcher = Nets.In(Policy with { MinimumDelay = TimeSpan.FromSeconds(2) }, time, web);

        var first = fetcher.Fetch(new("https://a.example/1"), Cancel);
        first.IsCompleted.ShouldBeFalse("robots.txt was asked for a moment ago");
        time.Advance(TimeSpan.FromSeconds(2));
        (await first).ShouldBeOfType<FetchResult.Fetched>();

        var second = fetcher.Fetch(new("https://a.example/1"), Cancel);
        time.Advance(TimeSpan.FromSeconds(4.9));
        second.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));
        (await second).ShouldBeOfType<FetchResult.Fetched>();
    }

    [Fact]
    public async Task A_host_that_asks_for_time_gets_it_without_being_asked_again()
    {
        var web = new Web(new()
        {
            ["https://a.example/1"] = _ =>
            {
                var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
                response.Headers.TryAddWithoutValidation("Retry-After", "600");
                return response;
            },
        });
        var fetcher = Nets.In(Policy, time, web);

        (await fetcher.Fetch(new("https://a.example/1"), Cancel)).ShouldBeOfType<FetchResult.HttpError>().RetryAfter.ShouldBe(time.GetUtcNow().AddMinutes(10));
        (await fetcher.Fetch(new("https://a.example/1"), Cancel)).ShouldBeOfType<FetchResult.Postponed>().Until.ShouldBe(time.GetUtcNow().AddMinutes(10));
        web.Asked.Count.ShouldBe(2);

        time.Advance(TimeSpan.FromMinutes(10));
        (await fetcher.Fetch(new("https://a.example/1"), Cancel)).ShouldBeOfType<FetchResult.HttpError>();
    }

    [Theory]
    [InlineData("http://127.0.0.1/admin")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::1]/")]
    [InlineData("//10.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://b.example/x")]
    [InlineData("data:text/html,x")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://b.example:22/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://user:pw@b.example/")]
    public async Task A_redirect_to_anything_but_a_public_page_is_not_followed(string location)
    {
        var (result, web) = await Fetch("https://a.example/1", null, ("https://a.example/1", _ => To(location)));

        result.ShouldBeOfType<FetchResult.RefusedAddress>().Zh.ShouldNotBeEmpty();
        web.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_circle_of_redirects_is_left_after_the_limit()
    {
        var (result, web) = await Fetch("https://a.example/1", Policy with { MostRedirects = 3 },
            ("https://a.example/1", _ => To("/2")), ("https://a.example/2", _ => To("/1")));

        result.ShouldBeOfType<FetchResult.TooManyRedirects>();
        web.Asked.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(HttpStatusCode.MovedPermanently, "https://a.example/new")]
    [InlineData(HttpStatusCode.Found, null)]
    public async Task A_permanent_move_is_told_to_the_office(HttpStatusCode status, string? moved)
    {
        var (result, _) = await Fetch("https://a.example/old", null, ("https://a.example/old", _ => To("new#x", status)), ("https://a.example/new", _ => Text("x")));

        result.ShouldBeOfType<FetchResult.Fetched>().MovedTo.ShouldBe(moved);
        result.Url.ShouldBe("https://a.example/new");
    }

    [Fact]
    public async Task One_host_is_asked_one_thing_at_a_time()
    {
        var busy = 0;
        var most = 0;
        var fetcher = Nets.In(Policy, TimeProvider.System, new Slow(async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref busy));
            await Task.Delay(20, Cancel);
            Interlocked.Decrement(ref busy);
        }));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => fetcher.Fetch(new($"https://a.example/{i}"), Cancel)));

        most.ShouldBe(1);
    }
}
