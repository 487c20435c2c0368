using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Collect.Fetching;
using static Huiying.Tests.Collect.Fetching.HostileServer;

namespace Huiying.Tests.Collect;

/// <summary>Whatever a site does, it ends with its own reason and nobody else waits for it.</summary>
public sealed class HostileSitesTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n";

    private static readonly string[] Filler = ["x-filler: ", new string('f', 1000), "\r\n"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Each way to be bad, and how the reading must end.</summary>
    private static readonly (PollOutcome Ends, string Way, Func<Stream, Socket, CancellationToken, Task> Answer)[] Ways =
    [
        (PollOutcome.Timeout, "takes the question and says nothing", (_, _, ct) => Task.Delay(Timeout.Infinite, ct)),
        (PollOutcome.Timeout, "sends a byte now and then", async (stream, _, ct) =>
        {
            await Send(stream, $"{Head}Content-Length: 100000\r\n\r\n");
            for (; ; await Task.Delay(50, ct)) await Send(stream, "<");
        }),
        (PollOutcome.Timeout, "says for ever that it is at work", async (stream, _, ct) =>
        {
            for (; ; await Task.Delay(1, ct)) await Send(stream, "HTTP/1.1 102 Processing\r\n\r\n");
        }),
        (PollOutcome.CutOff, "resets the connection", async (stream, socket, _) =>
        {
            await Send(stream, Head);
            socket.LingerState = new(true, 0);
            socket.Close();
        }),
        (PollOutcome.CutOff, "sends less than it promised", async (stream, socket, _) =>
        {
            await Send(stream, $"{Head}Content-Length: 1000\r\n\r\n<?xml");
            socket.Shutdown(SocketShutdown.Both);
        }),
        (PollOutcome.Unreadable, "sends more than it promised", (stream, _, _) => Send(stream, $"{Head}Content-Length: 20\r\n\r\n<?xml version=\"1.0\"?><rss><channel></channel></rss>")),
        (PollOutcome.TooLarge, "never stops", async (stream, _, ct) =>
        {
            await Send(stream, $"{Head}Transfer-Encoding: chunked\r\n\r\n");
            for (; ; ct.ThrowIfCancellationRequested()) await Send(stream, $"10000\r\n{new string('x', 0x10000)}\r\n");
        }),
        (PollOutcome.TooLarge, "sends a bomb", async (stream, _, _) =>
        {
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) for (var i = 0; i < 1600; i++) gzip.Write(new byte[64 * 1024]);
            await Send(stream, $"{Head}Content-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
            await stream.WriteAsync(packed.ToArray());
        }),
        (PollOutcome.TooManyRedirects, "sends on and on", (stream, _, _) => Send(stream, $"HTTP/1.1 302 Found\r\nLocation: /{Guid.NewGuid():N}\r\nContent-Length: 0\r\n\r\n")),
        (PollOutcome.CookieWall, "wants its cookie back first", (stream, _, _) => Send(stream, "HTTP/1.1 302 Found\r\nSet-Cookie: seen=1\r\nLocation: /feed\r\nContent-Length: 0\r\n\r\n")),
        (PollOutcome.TooManyItems, "names a hundred thousand items", async (stream, _, _) =>
        {
            var feed = new StringBuilder("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>x</title>");
            for (var i = 0; i < 100_000; i++) feed.Append("<item><guid>").Append(i).Append("</guid><title>第").Append(i).Append("件</title></item>");
            var bytes = Encoding.UTF8.GetBytes(feed.Append("</channel></rss>").ToString());
            await Send(stream, $"{Head}Content-Length: {bytes.Length}\r\n\r\n");
            await stream.WriteAsync(bytes);
        }),
        (PollOutcome.PageForFeed, "sends a page as XML", (stream, _, _) => Send(stream, "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: 60\r\n\r\n<!DOCTYPE html><html><body><p>News<br>today</p></body></html>"[..])),
        (PollOutcome.NotHttp, "has a head without end", async (stream, _, ct) =>
        {
            await Send(stream, Head);
            for (; ; ct.ThrowIfCancellationRequested()) await Send(stream, string.Concat(Filler));
        }),
        (PollOutcome.NotHttp, "speaks something else", (stream, _, _) => Send(stream, "SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n")),
        (PollOutcome.Damaged, "says it is packed and is not", (stream, _, _) => Send(stream, $"{Head}Content-Encoding: br\r\nContent-Length: 12\r\n\r\n<rss></rss>  ")),
    ];

    [Fact]
    public async Task Each_ends_with_its_own_reason_and_a_good_site_is_read_at_once_meanwhile()
    {
        await using var world = await World.Create();
        var servers = new List<HostileServer>();
        try
        {
            for (var i = 0; i < Ways.Length; i++) servers.Add(new HostileServer((byte)(20 + i), Ways[i].Answer));
            var tls = new HostileServer(60, (_, _, _) => Task.CompletedTask, SelfSigned("other.example", TimeProvider.System.GetUtcNow().AddDays(100)));
            servers.Add(tls);
            servers.Add(new(61, (_, _, _) => Task.CompletedTask, robots: "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"));
            var expected = Ways.Select(w => (w.Ends, w.Way)).Append((PollOutcome.Certificate, "has a certificate nobody signed")).Append((PollOutcome.RobotsAway, "cannot give its robots.txt")).ToList();
            var names = new Dictionary<SourceId, int>();
            for (var i = 0; i < servers.Count; i++)
            {
                (await world.Get<Sources>().ListHost(world.Test.By(Role.SystemAdministrator), servers[i].Host, "测试站点", Ct)).Ok.ShouldBeTrue();
                names[(await world.Get<Sources>().Add(world.Test.By(Role.Clerk), new(expected[i].Item2, SourceKind.Feed, servers[i].Url, TimeSpan.FromHours(1), true), Ct)).Value] = i;
            }
            world.Feed("/rss.xml", "/art/1.html");
            world.Article("/art/1.html", "第一篇", World.Long(1));
            await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);

            var bad = servers.Select(s => world.Get<Poller>().Visit(s.Host, [world.Test.Office], 1, Ct)).ToList();
            await Task.WhenAll(servers.Take(3).Select(s => s.Asked)).WaitAsync(TimeSpan.FromSeconds(30), Ct);
            var clock = Stopwatch.StartNew();
            (await world.Poll())!.Counts.Stored.ShouldBe(1);
            var good = clock.Elapsed;
            bad.Take(3).ShouldAllBe(b => !b.IsCompleted, "the stalling ones still stall");
            TestContext.Current.SendDiagnosticMessage("the good site was read in {0} ms", good.TotalMilliseconds);
            good.ShouldBeLessThan(TimeSpan.FromSeconds(20), "the machine may be busy; the stalling sites would hold it for ever");

            // All that ends by itself has ended; only then does the test's clock reach the deadline.
            await Task.WhenAll(bad.Skip(3)).WaitAsync(TimeSpan.FromSeconds(60), Ct);
            world.Test.Time.Advance(TimeSpan.FromSeconds(31));
            var reports = await Task.WhenAll(bad).WaitAsync(TimeSpan.FromSeconds(60), Ct);

            for (var i = 0; i < reports.Length; i++) reports[i].ShouldHaveSingleItem().Outcome.ShouldBe(expected[i].Item1, expected[i].Item2);
            reports[10][0].Counts.Total.ShouldBe(SourceReader.MostItems);
            var listed = (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.Where(s => names.ContainsKey(s.Id)).ToList();
            foreach (var source in listed)
            {
                source.Health.Zh.ShouldBe(Huiying.Collect.Health.Sentence(expected[names[source.Id]].Item1, source.Health.LastOutcome == PollOutcome.SiteError ? 500 : null));
                source.Health.Zh.ShouldMatch("请|重试", "it says what to do");
                if (expected[names[source.Id]].Item1 != PollOutcome.TooManyItems) source.Health.Failures.ShouldBe(1);
            }
        }
        finally
        {
            foreach (var server in servers) await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Pages_on_a_host_that_stalls_are_put_off_and_those_on_others_are_read()
    {
        await using var world = await World.Create();
        await using var bad = new HostileServer(70, (_, _, ct) => Task.Delay(Timeout.Infinite, ct));
        (await world.Get<Sources>().ListHost(world.Test.By(Role.SystemAdministrator), bad.Host, "测试站点", Ct)).Ok.ShouldBeTrue();
        var root = $"http://{bad.At}";
        world.Site.Page("/rss.xml", $"""
            <?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>甲</title><link>{root}/1</link></item><item><title>乙</title><link>{root}/2</link></item>
            <item><title>丙</title><link>{world.Site.Url("/3")}</link></item></channel></rss>
            """, contentType: "application/rss+xml");
        world.Article("/3", "第三篇", World.Long(3));
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        var reading = world.Poll();
        await bad.Asked.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        world.Test.Time.Advance(TimeSpan.FromSeconds(31));
        (await reading.WaitAsync(TimeSpan.FromSeconds(30), Ct))!.Counts.ShouldBe(new IntakeCounts(Stored: 1, Unreadable: 1));
        var due = (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.Single().NextDueAt;
        (due - world.Test.Time.GetUtcNow()).ShouldBe(TimeSpan.FromMinutes(30), "not at once: the list would be asked for again and again");
    }

    [Fact]
    public async Task A_page_whose_site_asks_for_an_hour_is_tried_after_the_hour()
    {
        await using var world = await World.Create();
        await using var busy = new HostileServer(71, (stream, _, _) => Send(stream, "HTTP/1.1 503 Busy\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n"));
        (await world.Get<Sources>().ListHost(world.Test.By(Role.SystemAdministrator), busy.Host, "测试站点", Ct)).Ok.ShouldBeTrue();
        world.Site.Page("/rss.xml", $"""<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>甲</title><link>http://{busy.At}/1</link></item></channel></rss>""", contentType: "application/rss+xml");
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Poll())!.Counts.Total.ShouldBe(0);
        (await world.Get<Sources>().List(world.Test.By(Role.Clerk), Ct)).Value.Single().NextDueAt.ShouldBe(world.Test.Time.GetUtcNow().AddHours(1));
    }
}
