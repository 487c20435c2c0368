using System.Net;
using Huiying.Collect.Fetching;
using Huiying.Tests.House;
using Microsoft.Extensions.Time.Testing;
using static Huiying.Tests.Collect.Fetching.Nets;

namespace Huiying.Tests.Collect.Fetching;

/// <summary>How a fetcher keeps to what sites ask for, whatever the clock does.</summary>
public sealed class PolitenessTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static FetchPolicy Policy => new() { Agent = new("某办", "https://office.example/about"), MinimumDelay = TimeSpan.Zero };

    [Fact]
    public async Task Two_offices_share_the_turn_of_a_host_and_what_its_robots_txt_said()
    {
        var most = 0;
        var busy = 0;
        using var hosts = new HostPaces(TimeProvider.System);
        var web = new Slow(async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref busy));
            await Task.Delay(20, Cancel);
            Interlocked.Decrement(ref busy);
        });
        using var network = new HttpMessageInvoker(web);
        var offices = new[] { "甲办", "乙办" }.Select(n => new Fetcher(Policy with { Agent = new(n, "https://office.example/") }, hosts, network, TimeProvider.System)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => offices[i % 2].Fetch(new($"https://a.example/{i}"), Cancel)));

        most.ShouldBe(1);
        web.Asked.Count(a => a.EndsWith("/robots.txt")).ShouldBe(1);
    }

    [Theory]
    [InlineData("max-age=60", 10)]
    [InlineData("max-age=7200", 120)]
    [InlineData("max-age=9999999", 24 * 60)]
    [InlineData("no-cache", 12 * 60)]
    public async Task Robots_txt_is_believed_as_long_as_it_says_within_a_day(string cache, int minutes)
    {
        var web = new Web(new()
        {
            ["https://a.example/robots.txt"] = _ =>
            {
                var response = Text("");
                response.Headers.TryAddWithoutValidation("Cache-Control", cache);
                return response;
            },
        });
        var fetcher = Nets.In(Policy, time, web);
        await fetcher.Fetch(new("https://a.example/1"), Cancel);
        time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        await fetcher.Fetch(new("https://a.example/1"), Cancel);
        web.Urls.Count(u => u.EndsWith("/robots.txt")).ShouldBe(1);

        time.Advance(TimeSpan.FromSeconds(1));
        await fetcher.Fetch(new("https://a.example/1"), Cancel);
        web.Urls.Count(u => u.EndsWith("/robots.txt")).ShouldBe(2);
    }

    [Fact, Clause("S08")]
    public async Task A_robots_txt_that_begins_to_forbid_is_obeyed_once_the_old_one_has_aged()
    {
        var robots = "";
        var web = new Web(new() { ["https://a.example/robots.txt"] = _ => Text(robots), ["https://a.example/1"] = _ => Text("x") });
        var fetcher = Nets.In(Policy, time, web);
        (await fetcher.Fetch(new("https://a.example/1"), Cancel)).ShouldBeOfType<FetchResult.Fetched>();
        robots = "User-agent: *\nDisallow: /";
        time.Advance(TimeSpan.FromHours(12));

        (await fetcher.Fetch(new("https://a.example/1"), Cancel)).ShouldBeOfType<FetchResult.RefusedByRobots>();
    }

    [Theory, Clause("S08")]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public async Task A_robots_txt_is_followed_over_five_redirects_and_no_more(int redirects, bool allowed)
    {
        var pages = new Dictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> { ["https://a.example/1"] = _ => Text("x") };
        for (var i = 0; i < redirects; i++)
        {
            var next = $"https://r{i}.example/robots.txt";
            pages[i == 0 ? "https://a.example/robots.txt" : $"https://r{i - 1}.example/robots.txt"] = _ => To(next);
        }
        pages[$"https://r{redirects - 1}.example/robots.txt"] = _ => Text("User-agent: *\nDisallow: /");

        var result = await Nets.In(Policy, time, new Web(pages)).Fetch(new("https://a.example/1"), Cancel);

        (result is FetchResult.Fetched).ShouldBe(allowed);
    }

    [Fact, Clause("S08")]
    public async Task Of_a_very_long_robots_txt_the_first_512_KiB_hold_and_no_half_line()
    {
        const string Rule = "User-agent: *\nDisallow: /private\n";
        var filler = string.Concat(Enumerable.Repeat($"# {new string('x', 61)}\n", 8 * 1024 - 1));
        var cut = Rule + filler + new string('\n', 512 * 1024 - Rule.Length - filler.Length - 11) + "Disallow: /news/old\nDisallow: /late\n" + filler;
        cut.IndexOf("Disallow: /news", StringComparison.Ordinal).ShouldBe(512 * 1024 - 11, "the cut falls behind the first slash");
        var web = new Web(new()
        {
            ["https://a.example/robots.txt"] = _ => Text(cut),
            ["https://a.example/1"] = _ => Text("x"),
            ["https://a.example/late"] = _ => Text("x"),
            ["https://a.example/private"] = _ => Text("x"),
        });
        var fetcher = Nets.In(Policy, time, web);

        (await fetcher.Fetch(new("https://a.example/1"), Cancel)).ShouldBeOfType<FetchResult.Fetched>();
        (await fetcher.Fetch(new("https://a.example/late"), Cancel)).ShouldBeOfType<FetchResult.Fetched>();
        (await fetcher.Fetch(new("https://a.example/private"), Cancel)).ShouldBeOfType<FetchResult.RefusedByRobots>();
    }

    [Fact]
    public async Task A_time_to_come_back_is_counted_by_the_servers_own_clock()
    {
        var result = await Nets.In(Policy, time, new Web(new()
        {
            ["https://a.example/1"] = _ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            // Its clock is a year behind.
            response.Headers.TryAddWithoutValidation("Date", "Sun, 02 Mar 2025 00:00:00 GMT");
            response.Headers.TryAddWithoutValidation("Retry-After", "Sun, 02 Mar 2025 00:20:00 GMT");
            return response;
        }
        })).Fetch(new("https://a.example/1"), Cancel);

        result.ShouldBeOfType<FetchResult.HttpError>().RetryAfter.ShouldBe(time.GetUtcNow().AddMinutes(20));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_neither_shuts_a_host_out_nor_shortens_its_pause()
    {
        var clock = new SettableClock(time);
        var fetcher = Nets.In(Policy with { MinimumDelay = TimeSpan.FromSeconds(2) }, clock, new Web(new() { ["https://a.example/1"] = _ => Text("x") }));
        var first = fetcher.Fetch(new("https://a.example/1"), Cancel);
        time.Advance(TimeSpan.FromSeconds(2));
        (await first).ShouldBeOfType<FetchResult.Fetched>();

        clock.Off = TimeSpan.FromDays(-400);
        var second = fetcher.Fetch(new("https://a.example/2"), Cancel);
        second.IsCompleted.ShouldBeFalse();
        // Nobody knows how old the rules are now: they are asked for again.
        time.Advance(TimeSpan.FromSeconds(2));
        time.Advance(TimeSpan.FromSeconds(2));
        (await second.WaitAsync(TimeSpan.FromSeconds(10), Cancel)).ShouldBeOfType<FetchResult.HttpError>().Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_site_that_wants_its_cookie_back_is_told_from_an_endless_redirect()
    {
        var result = await Nets.In(Policy, time, new Web(new()
        {
            ["https://a.example/1"] = _ =>
        {
            var response = To("/1");
            response.Headers.TryAddWithoutValidation("Set-Cookie", "seen=1");
            return response;
        }
        })).Fetch(new("https://a.example/1"), Cancel);

        result.ShouldBeOfType<FetchResult.CookieWall>().Zh.ShouldContain("Cookie");
    }

    /// <summary>A clock whose time of day can be set while its timers go on.</summary>
    private sealed class SettableClock(TimeProvider inner) : TimeProvider
    {
        public TimeSpan Off { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Off;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
    }
}
