using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Huiying.Web.Demo;

/// <summary>
/// The made-up county's site on a loopback port of its own, as it stands at the story's present moment: robots.txt, a feed, a news list with articles in GB18030,
/// a forum. It answers conditional requests and knows nothing of the office; the product reads it as it reads any site.
/// </summary>
internal sealed class StorySite : IAsyncDisposable
{
    private static readonly Encoding Gb18030 = MakeGb18030();

    private readonly WebApplication app;

    private StorySite(WebApplication app) => this.app = app;

    /// <summary>Its first page.</summary>
    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts the site.</summary>
    /// <param name="story">What it tells.</param>
    /// <param name="clock">The story's time.</param>
    /// <param name="port">Where; 0 takes a free port.</param>
    /// <returns>Null when the port is taken.</returns>
    public static async Task<StorySite?> Start(Story story, TimeProvider clock, int port, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        Map(app, story, clock);
        // The empty builder leaves this to us, and without it nothing mapped is run.
        app.UseEndpoints(_ => { });
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            return null;
        }
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static void Map(IEndpointRouteBuilder app, Story story, TimeProvider clock)
    {
        DateTimeOffset Now() => clock.GetUtcNow();
        Task Html(HttpContext http, string? page) => Answer(http, page, "text/html; charset=utf-8", Encoding.UTF8);
        Task Chinese(HttpContext http, string? page) => Answer(http, page, "text/html", Gb18030);
        app.MapGet("/", http => Html(http, StoryPages.Home()));
        app.MapGet("/robots.txt", http => Answer(http, "User-agent: *\nDisallow: /admin/\n", "text/plain; charset=utf-8", Encoding.UTF8));
        app.MapGet("/feed.xml", http => Answer(http, StoryPages.Feed(story.Of("feed", Now()), Root(http)), "application/rss+xml; charset=utf-8", Encoding.UTF8));
        foreach (var (path, name) in new[] { ("news", "云槐资讯"), ("paper", "澜北晚讯") })
        {
            app.MapGet($"/{path}/", http => Chinese(http, StoryPages.NewsList(name, path, story.Of(path, Now()))));
            app.MapGet($"/{path}/{{id:int}}.html", http => Chinese(http, Found(story.Of(path, Now()), Id(http)) is { } a ? StoryPages.Article(a.Post, a.At) : null));
        }
        app.MapGet("/letters/{id:int}.html", http => Html(http, Found(story.Of("feed", Now()), Id(http)) is { } a ? StoryPages.Letter(a.Post, a.At) : null));
        app.MapGet("/forum/", http => Html(http, StoryPages.Board(story.Threads(Now()))));
        app.MapGet("/forum/thread-{id:int}-{page:int}-1.html", http => Html(http,
            story.Threads(Now()).FirstOrDefault(t => t.First.Id == Id(http)) is { } thread
                ? StoryPages.Thread(thread, int.Parse((string)http.Request.RouteValues["page"]!, CultureInfo.InvariantCulture)) : null));
    }

    private static (StoryPost Post, DateTimeOffset At)? Found(IReadOnlyList<(StoryPost Post, DateTimeOffset At)> posts, int id) =>
        posts.Where(p => p.Post.Id == id).Select(p => ((StoryPost, DateTimeOffset)?)p).FirstOrDefault();

    private static int Id(HttpContext http) => int.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);

    private static string Root(HttpContext http) => $"http://{http.Request.Host}";

    private static async Task Answer(HttpContext http, string? page, string type, Encoding encoding)
    {
        var answer = http.Response;
        if (page is null) answer.StatusCode = StatusCodes.Status404NotFound;
        var bytes = encoding.GetBytes(page ?? StoryPages.Missing(type.Contains("utf-8", StringComparison.Ordinal) ? "utf-8" : "gb18030"));
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..20]}\"";
        (answer.ContentType, answer.Headers.CacheControl) = (type, "no-cache");
        if (page is not null)
        {
            answer.Headers.ETag = tag;
            if (http.Request.Headers.IfNoneMatch.Contains(tag))
            {
                answer.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        answer.ContentLength = bytes.Length;
        await answer.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static Encoding MakeGb18030()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("gb18030");
    }
}
