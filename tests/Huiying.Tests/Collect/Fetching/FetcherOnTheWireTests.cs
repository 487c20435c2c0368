using System.IO.Compression;
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
            c.Response.Headers.ContentEncoding = coding;
            await using Stream packed = coding == "br" ? new BrotliStream(c.Response.Body, CompressionLevel.Fastest) : new GZipStream(c.Response.Body, CompressionLevel.Fastest);
            var zeros = new byte[64 * 1024];
            for (var i = 0; i < 1000; i++) await packed.WriteAsync(zeros, c.RequestAborted);
        });
        server.MapGet("/packed/{coding}", async (HttpContext c, string coding) =>
        {
            c.Response.Headers.ContentEncoding = coding;
            await using Stream packed = coding == "br" ? new BrotliStream(c.Response.Body, CompressionLevel.Fastest) : new GZipStream(c.Response.Body, CompressionLevel.Fastest);
            await packed.WriteAsync(Encoding.UTF8.GetBytes(Long), c.RequestAborted);
        });
        server.MapGet("/broken/{coding}", (HttpContext c, string coding) =>
        {
            c.Response.Headers.ContentEncoding = coding;
            return Results.Bytes("not packed at all, whatever the header says"u8.ToArray());
        });
        server.MapGet("/short/{coding}", (HttpContext c, string coding) =>
        {
            c.Response.Headers.ContentEncoding = coding;
            using var packed = new MemoryStream();
            using (Stream stream = coding == "br" ? new BrotliStream(packed, CompressionLevel.Fastest) : new GZipStream(packed, CompressionLevel.Fastest))
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

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<FetchResult> Fetch(string path)
    {
        using var fetcher = new Fetcher(Policy(), TimeProvider.System);
        return await fetcher.Fetch(new(home + path), Cancel);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_packed_page_is_unpacked_whole(string coding) =>
        Encoding.UTF8.GetString((await Fetch("/packed/" + coding)).ShouldBeOfType<FetchResult.Fetched>().Bytes.Span).ShouldBe(Long);

    [Fact]
    public async Task A_cookie_is_never_given_back()
    {
        using var fetcher = new Fetcher(Policy(), TimeProvider.System);
        await fetcher.Fetch(new(home + "/page"), Cancel);

        var second = await fetcher.Fetch(new(home + "/page"), Cancel);

        Encoding.UTF8.GetString(second.ShouldBeOfType<FetchResult.Fetched>().Bytes.Span).ShouldBe("cookies 0");
    }

    [Theory]
    [InlineData("/endless")]
    [InlineData("/bomb/gzip")]
    [InlineData("/bomb/br")]
    public async Task A_body_without_end_is_left_at_the_limit(string path) => (await Fetch(path)).ShouldBeOfType<FetchResult.TooLarge>();

    [Fact]
    public async Task A_server_that_stalls_is_left_at_the_deadline() => (await Fetch("/stall")).ShouldBeOfType<FetchResult.TimedOut>();

    [Theory]
    [InlineData("/broken/gzip")]
    [InlineData("/broken/br")]
    [InlineData("/broken/deflate")]
    [InlineData("/broken/zstd")]
    [InlineData("/short/gzip")]
    [InlineData("/short/br")]
    public async Task A_body_that_cannot_be_unpacked_is_named_broken(string path) => (await Fetch(path)).ShouldBeOfType<FetchResult.Broken>();

    [Fact]
    public async Task A_body_that_breaks_off_is_not_taken_for_a_page() => (await Fetch("/cut")).ShouldBeOfType<FetchResult.Unreachable>();

    [Fact]
    public async Task A_redirect_to_another_port_of_the_same_machine_is_refused() => (await Fetch("/inside")).ShouldBeOfType<FetchResult.RefusedAddress>();

    [Fact]
    public async Task A_redirect_loop_ends() => (await Fetch("/loop")).ShouldBeOfType<FetchResult.TooManyRedirects>();

    [Fact]
    public async Task A_closed_port_is_unreachable()
    {
        using var fetcher = new Fetcher(Policy() with { AllowedHosts = new HashSet<string> { "127.0.0.1" } }, TimeProvider.System);

        (await fetcher.Fetch(new("http://127.0.0.1:9/"), Cancel)).ShouldBeOfType<FetchResult.Unreachable>().Zh.ShouldContain("无法连接");
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_refused_when_the_connection_is_made_and_nothing_reaches_the_server()
    {
        // The text check is bypassed on purpose: what is left is the check of the resolved address.
        using var bare = new HttpMessageInvoker(GuardedConnection.Handler(Policy(exempt: false)));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost:{new Uri(home).Port}/page");

        var thrown = await Should.ThrowAsync<HttpRequestException>(() => bare.SendAsync(request, Cancel));

        thrown.InnerException.ShouldBeOfType<RefusedAddressException>();
        asked.ShouldBe(0);
    }

    [Fact]
    public async Task Without_the_exemption_the_loopback_address_is_never_asked()
    {
        using var fetcher = new Fetcher(Policy(exempt: false), TimeProvider.System);

        (await fetcher.Fetch(new(home + "/page"), Cancel)).ShouldBeOfType<FetchResult.RefusedAddress>();
        asked.ShouldBe(0);
    }
}
