using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Huiying.Tests.Collect;

/// <summary>A site of our own on the loopback address and a free port: real sockets, real headers, pages the test sets.</summary>
internal sealed class LocalSite : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Answer> pages = new(StringComparer.Ordinal);
    private int running;

    private LocalSite(WebApplication app) => this.app = app;

    private sealed record Answer(int Status, string ContentType, byte[] Bytes, string? Location);

    public Uri Root => new(app.Urls.First());

    /// <summary>Paths asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public ConcurrentQueue<string> Agents { get; } = new();

    /// <summary>The queries asked with, as they were sent, without empty ones.</summary>
    public ConcurrentQueue<string> Queries { get; } = new();

    /// <summary>The most requests that were open at one moment.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Runs before an answer is sent.</summary>
    public Func<string, Task>? Before { get; set; }

    /// <summary>Runs when half of an answer is on its way.</summary>
    public Func<string, Task>? Middle { get; set; }

    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static async Task<LocalSite> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var site = new LocalSite(builder.Build());
        site.app.Run(site.Serve);
        await site.app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    public string Url(string path) => new Uri(Root, path).AbsoluteUri;

    public void Page(string path, string html, Encoding? encoding = null, string contentType = "text/html") =>
        pages[path] = new(200, contentType, (encoding ?? Encoding.UTF8).GetBytes(html), null);

    public void Raw(string path, byte[] bytes, string contentType) => pages[path] = new(200, contentType, bytes, null);

    public void Status(string path, int status) => pages[path] = new(status, "text/plain", [], null);

    public void Redirect(string path, string to, int status = 302) => pages[path] = new(status, "text/plain", [], to);

    public byte[] Bytes(string path) => pages[path].Bytes;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Serve(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        Asked.Enqueue(path);
        if (http.Request.QueryString.Value is { Length: > 0 } query) Queries.Enqueue(query);
        Agents.Enqueue(http.Request.Headers.UserAgent.ToString());
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref running));
        try
        {
            if (Before is { } before) await before(path);
            if (!pages.TryGetValue(path, out var answer))
            {
                http.Response.StatusCode = 404;
                return;
            }
            var tag = $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(answer.Bytes))[..16]}\"";
            if (answer.Status == 200 && http.Request.Headers.IfNoneMatch == tag)
            {
                http.Response.StatusCode = 304;
                return;
            }
            http.Response.StatusCode = answer.Status;
            http.Response.ContentType = answer.ContentType;
            if (answer.Location is { } to) http.Response.Headers.Location = to;
            if (answer.Status == 200) http.Response.Headers.ETag = tag;
            if (Middle is { } middle)
            {
                var half = answer.Bytes.Length / 2;
                http.Response.ContentLength = answer.Bytes.Length;
                await http.Response.Body.WriteAsync(answer.Bytes.AsMemory(0, half));
                await http.Response.Body.FlushAsync();
                await middle(path);
                await http.Response.Body.WriteAsync(answer.Bytes.AsMemory(half));
            }
            else await http.Response.Body.WriteAsync(answer.Bytes);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}
