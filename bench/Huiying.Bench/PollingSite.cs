using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Huiying.Bench;

/// <summary>
/// The site that <see cref="PollingBench"/> reads, in a process of its own: one server on many loopback addresses, each of them a host. It keeps the log that
/// is judged: when each request to a host began and ended.
/// </summary>
internal static class PollingSite
{
    private const int Items = 10;

    private static readonly Log[] Logs = new Log[256 * 256];
    private static readonly ConcurrentDictionary<string, int> Asked = new(StringComparer.Ordinal);

    private sealed class Log
    {
        public readonly Lock Gate = new();
        public int Open;
        public long Last = long.MinValue;
    }

    private static long requests, atOnce, tooSoon;
    private static double least = double.MaxValue;

    /// <summary>The address of a host.</summary>
    public static IPAddress Address(int host) => new([127, 77, (byte)(host / 250), (byte)(host % 250 + 1)]);

    public static async Task<int> Run(string[] args)
    {
        var hosts = int.Parse(args[0], CultureInfo.InvariantCulture);
        var delay = double.Parse(args[1], CultureInfo.InvariantCulture);
        for (var i = 0; i < Logs.Length; i++) Logs[i] = new Log();
        var port = FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(o =>
        {
            for (var h = 0; h < hosts; h++) o.Listen(Address(h), port);
        });
        await using var app = builder.Build();
        app.Run(context => Serve(context, delay));
        await app.StartAsync();
        Console.WriteLine($"port {port}");
        // Each line asks for the log so far; the end of the input ends the site.
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Read(ref requests)} {Interlocked.Read(ref atOnce)} {Interlocked.Read(ref tooSoon)} {least:0.0000}"));
        }
        return 0;
    }

    private static async Task Serve(HttpContext context, double delay)
    {
        var address = context.Connection.LocalIpAddress!.MapToIPv4().GetAddressBytes();
        var log = Logs[address[2] * 256 + address[3]];
        var now = Stopwatch.GetTimestamp();
        lock (log.Gate)
        {
            if (++log.Open > 1) Interlocked.Increment(ref atOnce);
            if (log.Last != long.MinValue)
            {
                var apart = Stopwatch.GetElapsedTime(log.Last, now).TotalSeconds;
                if (apart < delay) Interlocked.Increment(ref tooSoon);
                if (apart < least) least = apart;
            }
            log.Last = now;
        }
        Interlocked.Increment(ref requests);
        try
        {
            await Answer(context);
        }
        finally
        {
            lock (log.Gate) log.Open--;
        }
    }

    /// <summary>A feed of ten items; each fifth time it is asked for it has another one.</summary>
    private static async Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/robots.txt")
        {
            await context.Response.WriteAsync("User-agent: *\nDisallow: /private\n");
            return;
        }
        var feed = int.Parse(path.AsSpan(path.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);
        var times = Asked.AddOrUpdate($"{context.Connection.LocalIpAddress}{path}", 0, (_, n) => n + 1);
        var version = (times + feed % 5) / 5;
        var tag = $"\"{version}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = "application/rss+xml; charset=utf-8";
        await context.Response.WriteAsync(Feed(context.Request.Host.Value!, feed, version));
    }

    private static string Feed(string host, int feed, int version)
    {
        var text = new StringBuilder("""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>示例</title>""");
        for (var i = version + Items; i > version; i--)
        {
            text.Append(CultureInfo.InvariantCulture, $"<item><title>{host} {feed} 号栏目第 {i} 条消息</title><link>http://{host}/{feed}/{i}</link>");
            text.Append(CultureInfo.InvariantCulture, $"<content:encoded><![CDATA[<p>{MadeUpPosts.Text(feed * 1000 + i)}</p>]]></content:encoded></item>");
        }
        return text.Append("</channel></rss>").ToString();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
