using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Huiying.Collect.Fetching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Huiying.Tests.Collect.Fetching;

/// <summary>The real handler against a real server on the loopback address, which the policy exempts by host and port.</summary>
public sealed class FetcherOnTheWireTests : IAsyncLifetime
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 20_000).Select(n => $"{n:x4}水"));

    private WebApplication server = null!;
    private string home = "";
    private int asked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FetchPolicy Policy(bool exempt = true) => new()
    {
        Agent = new("Test office", "mailto:web@office.example"),
        MinimumDelay = TimeSpan.Zero,
        Timeout = TimeSpan.FromSeconds(3),
        MostBytes = 200_000,
        AllowedHosts = exempt ? new HashSet<string> { new Uri(home).Authority } : new HashSet<string>(),
    };

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Use((context, next) =>
        {
            Interlocked.Increment(ref asked);
            return next(context);
        });
        server.MapGet("/page", (HttpContext c) =>
        {
            c.Response.Headers.SetCookie = "session=1";
            return Results.Text($"cookies {c.Request.Cookies.Count}");
        });
        server.MapGet("/endless", async (HttpContext c) =>
        {
            var block = new byte[64 * 1024];
            while (!c.RequestAborted.IsCancellationRequested) await c.Response.Body.WriteAsync(block, c.RequestAborted);
        });
        server.MapGet("/stall", async (HttpContext c) =>
        {
            await c.Response.WriteAsync("beginning", c.RequestAborted);
            await c.Response.Body.FlushAsync(c.RequestAborted);
            await Task.Delay(Timeout.Infinite, c.RequestAborted);
        });
        server.MapGet("/bomb/{coding}", async (HttpContext c, string coding) =>
        {
            c.Response.Headers.ContentEncoding = coding == "bare-deflate" ? "deflate" : coding;
            await using Stream packed = Packing(coding, c.Response.Body);
            var zeros = new byte[64 * 1024];
            for (var i = 0; i < 1000; i++) await packed.WriteAsync(zeros, c.RequestAborted);
        });
        server.MapGet("/packed/{coding}", async (HttpContext c, string coding) =>
        {
            c.Response.Headers.ContentEncoding = coding == "bare-deflate" ? "deflate" : coding;
            await using Stream packed = Packing(coding, c.Response.Body);
            await packed.WriteAsync(Encoding.UTF8.GetBytes(Long), c.RequestAborted);
        });
        server.MapGet("/broken/{coding}", (HttpContext c, string coding) =>
        {
            c.Response.Headers.ContentEncoding = coding == "bare-deflate" ? "deflate" : coding;
            return Results.Bytes("not packed at all, whatever the header says"u8.ToArray());
        });
        server.MapGet("/short/{coding}", (HttpContext c, string coding) =>
        {
            c.Response.Headers.ContentEncoding = coding == "bare-deflate" ? "deflate" : coding;
            using var packed = new MemoryStream();
            using (Stream stream = Packing(coding, packed))
                stream.Write(Encoding.UTF8.GetBytes(Long));
            return Results.Bytes(packed.ToArray()[..1000]);
        });
        server.MapGet("/inside", () => Results.Redirect("http://127.0.0.1:9/admin"));
        server.MapGet("/loop", () => Results.Redirect("/loop"));
        server.MapGet("/cut", async (HttpContext c) =>
        {
            c.Response.ContentLength = 1000;
            await c.Response.WriteAsync("only this", c.RequestAborted);
            await c.Response.Body.FlushAsync(c.RequestAborted);
            c.Abort();
        });
        await server.StartAsync(Cancel);
        home = server.Urls.Single();
    }

    private static Stream Packing(string coding, Stream into) => coding switch
    {
        "br" => new BrotliStream(into, CompressionLevel.Fastest, leaveOpen: true),
        "deflate" => new ZLibStream(into, CompressionLevel.Fastest, leaveOpen: true),
        "bare-deflate" => new DeflateStream(into, CompressionLevel.Fastest, leaveOpen: true),
        _ => new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true),
    };

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<FetchResult> Fetch(string path)
    {
        using var wire = new Wire(Policy());
        var fetcher = wire.Fetcher;
        return await fetcher.Fetch(new(home + path), Cancel);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("bare-deflate")]
    public async Task A_packed_page_is_unpacked_whole(string coding) =>
        Encoding.UTF8.GetString((await Fetch("/packed/" + coding)).ShouldBeOfType<FetchResult.Fetched>().Bytes.Span).ShouldBe(Long);

    [Fact]
    public async Task A_cookie_is_never_given_back()
    {
        using var wire = new Wire(Policy());
        var fetcher = wire.Fetcher;
        await fetcher.Fetch(new(home + "/page"), Cancel);

        var second = await fetcher.Fetch(new(home + "/page"), Cancel);

        Encoding.UTF8.GetString(second.ShouldBeOfType<FetchResult.Fetched>().Bytes.Span).ShouldBe("cookies 0");
    }

    [Theory]
    [InlineData("/endless")]
    [InlineData("/bomb/gzip")]
    [InlineData("/bomb/br")]
    [InlineData("/bomb/deflate")]
    public async Task A_body_without_end_is_left_at_the_limit(string path) => (await Fetch(path)).ShouldBeOfType<FetchResult.TooLarge>();

    [Fact]
    public async Task A_server_that_stalls_is_left_at_the_deadline() => (await Fetch("/stall")).ShouldBeOfType<FetchResult.TimedOut>();

    [Theory]
    [InlineData("/broken/gzip")]
    [InlineData("/broken/br")]
    [InlineData("/broken/deflate")]
    [InlineData("/short/deflate")]
    [InlineData("/broken/zstd")]
    [InlineData("/short/gzip")]
    [InlineData("/short/br")]
    public async Task A_body_that_cannot_be_unpacked_is_named_broken(string path) => (await Fetch(path)).ShouldBeOfType<FetchResult.Failed>().Why.ShouldBe(Trouble.Damaged);

    [Fact]
    public async Task A_body_that_breaks_off_is_not_taken_for_a_page() => (await Fetch("/cut")).ShouldBeOfType<FetchResult.Failed>().Why.ShouldBe(Trouble.CutOff);

    [Fact]
    public async Task A_redirect_to_another_port_of_the_same_machine_is_refused() => (await Fetch("/inside")).ShouldBeOfType<FetchResult.RefusedAddress>();

    [Fact]
    public async Task A_redirect_loop_ends() => (await Fetch("/loop")).ShouldBeOfType<FetchResult.TooManyRedirects>();

    [Fact]
    public async Task A_closed_port_is_unreachable()
    {
        using var wire = new Wire(Policy() with { AllowedHosts = new HashSet<string> { "127.0.0.1" } });
        var fetcher = wire.Fetcher;

        (await fetcher.Fetch(new("http://127.0.0.1:9/"), Cancel)).ShouldBeOfType<FetchResult.Failed>().Why.ShouldBe(Trouble.Refused);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_refused_when_the_connection_is_made_and_nothing_reaches_the_server()
    {
        // The text check is bypassed on purpose: what is left is the check of the resolved address.
        using var hosts = new HostPaces(TimeProvider.System);
        using var bare = new HttpMessageInvoker(GuardedConnection.Handler(Policy(exempt: false), hosts));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost:{new Uri(home).Port}/page");

        var thrown = await Should.ThrowAsync<HttpRequestException>(() => bare.SendAsync(request, Cancel));

        thrown.InnerException.ShouldBeOfType<RefusedAddressException>();
        asked.ShouldBe(0);
    }

    [Fact]
    public async Task Without_the_exemption_the_loopback_address_is_never_asked()
    {
        using var wire = new Wire(Policy(exempt: false));
        var fetcher = wire.Fetcher;

        (await fetcher.Fetch(new(home + "/page"), Cancel)).ShouldBeOfType<FetchResult.RefusedAddress>();
        asked.ShouldBe(0);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.8")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:192.168.1.1")]
    [InlineData("2606:4700::1111", "fd00::1")]
    public async Task A_public_name_that_resolves_inside_is_refused(params string[] addresses)
    {
        using var wire = new Wire(Policy(exempt: false), (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));

        (await wire.Fetcher.Fetch(new("http://news.example/"), Cancel)).ShouldBeOfType<FetchResult.RefusedAddress>();
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_the_connection_goes_to_what_was_checked()
    {
        var port = new Uri(home).Port;
        List<IPAddress[]> answers = [[IPAddress.Loopback], [IPAddress.Parse("127.0.0.99")]];
        var asked = 0;
        using var wire = new Wire(Policy() with { AllowedHosts = new HashSet<string> { "news.example" } }, (_, _) => Task.FromResult(answers[Math.Min(asked++, 1)]));

        (await wire.Fetcher.Fetch(new($"http://news.example:{port}/page"), Cancel)).ShouldBeOfType<FetchResult.Fetched>();
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_name_is_told_from_a_closed_port()
    {
        using var wire = new Wire(Policy(), (_, _) => throw new SocketException((int)SocketError.HostNotFound));

        (await wire.Fetcher.Fetch(new("http://nowhere.example/"), Cancel)).ShouldBeOfType<FetchResult.Failed>().Why.ShouldBe(Trouble.NameUnknown);
    }

    [Theory]
    [InlineData("site.example", 30, "受信任")]
    [InlineData("site.example", -1, "过期")]
    [InlineData("other.example", 30, "不是发给这个主机名的")]
    public async Task A_certificate_that_cannot_be_trusted_says_why_and_its_end_is_known(string name, int days, string why)
    {
        var until = TimeProvider.System.GetUtcNow().AddDays(days);
        await using var server = new HostileServer(80, (_, _, _) => Task.CompletedTask, HostileServer.SelfSigned(name, until));
        using var wire = new Wire(Policy() with { AllowedHosts = new HashSet<string> { "site.example" } }, (_, _) => Task.FromResult<IPAddress[]>([server.At.Address]));

        var failed = (await wire.Fetcher.Fetch(new($"https://site.example:{server.At.Port}/"), Cancel)).ShouldBeOfType<FetchResult.Failed>();

        failed.Why.ShouldBe(Trouble.Certificate);
        failed.Zh.ShouldContain(why);
        wire.Hosts.Certificate("site.example").ShouldNotBeNull().Until.ShouldBe(until, TimeSpan.FromSeconds(2));
    }
}
