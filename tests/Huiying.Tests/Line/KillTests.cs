// long: one run told whole, from the kills to the judgement of what they left.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Track;
using Huiying.Web.Demo;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Line;

/// <summary>
/// The demo's program, killed without warning again and again while it collects, assesses, tells and takes acts. What was acknowledged must be there once, what was not
/// must be there whole or not at all, and the ledger must verify.
/// </summary>
public sealed partial class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = Needed.Long ? 500 : 50;
    private static readonly OfficeId Office = Offices.First;
    private readonly string folder = Directory.CreateTempSubdirectory("huiying-kill-").FullName;
    private readonly int port = FreePort();
    private readonly List<string> acknowledged = [];
    private readonly ConcurrentQueue<string> said = [];
    private string? eventPage;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact, Clause("R04"), Clause("R41"), Clause("R46")]
    public async Task Killed_at_random_moments_nothing_is_lost_or_doubled_and_the_ledger_verifies()
    {
        var seed = Needed.Long ? Environment.TickCount : 7;
        output.WriteLine($"seed {seed}, {Kills} kills");
        var random = new Random(seed);
        var answered = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            // Slow enough that the story lasts for all the kills: each one moves its clock on by what was promised.
            using var program = Start(speed: Needed.Long ? 60 : 600);
            try
            {
                // One in five dies while it is still starting.
                if (random.Next(5) == 0) await Task.Delay(random.Next(50, 1500), Ct);
                else if (await Answers(program) is { } start)
                {
                    answered++;
                    // As long as the start took at most: on a busy machine the officer's first page takes longer too.
                    await Act(program, random.NextDouble() * start);
                }
            }
            finally
            {
                program.Kill(entireProcessTree: true);
                await program.WaitForExitAsync(Ct);
            }
        }
        answered.ShouldBeGreaterThan(Kills / 2);
        acknowledged.Count.ShouldBeGreaterThan(Kills / 2);

        // To the end of the story, then slowly: a reading has a share of its lease, which at full speed is too little for a long thread on a busy machine.
        await Run(speed: 2000, StoryIsTold);
        await Run(speed: 60, AllIsTaken);
        output.WriteLine($"{answered} after it answered, {acknowledged.Count} acts acknowledged");
        await Judge();
    }

    private async Task Judge()
    {
        await using var services = Services();
        (await services.GetRequiredService<Ledger>().Verify(Office, Ct)).BrokenAt.ShouldBeNull();
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        await using var store = stores.Open(Office);

        // Every post of the story that concerns the office is there, once.
        var posts = await store.Set<PostRow>().AsNoTracking().ToListAsync(Ct);
        posts.GroupBy(p => p.Url).Where(g => g.Count() > 1).Select(g => $"{g.Key} ×{g.Count()}").ShouldBeEmpty();
        foreach (var line in Story.Read().All.Where(p => p is { About: not "noise", Gone: null, In: "feed" or "news" }))
        {
            posts.ShouldContain(p => Ends(p, line), $"{line.In} {line.Id}");
        }
        foreach (var thread in Story.Read().Threads(Story.Begin.AddDays(Story.Days)).Where(t => t.First.About != "noise"))
        {
            posts.Count(p => Of(p, thread.First)).ShouldBe(thread.Floors.Count, thread.First.Title);
        }

        // Each was assessed once, and the topics add up.
        posts.ShouldAllBe(p => p.AssessedAt != null);
        var assessed = await store.Set<AssessedRow>().AsNoTracking().ToListAsync(Ct);
        assessed.Select(a => a.Post).Order().ShouldBe(posts.Select(p => p.Id).Order());
        (await store.Set<TopicRow>().SumAsync(t => t.Posts, Ct)).ShouldBe(posts.Count);
        (await store.Set<TopicHourRow>().SumAsync(h => h.Count, Ct)).ShouldBe(posts.Count);
        assessed.Select(a => a.Sequence).Order().ShouldBe(Enumerable.Range(1, assessed.Count).Select(n => (long)n));

        // What was acknowledged to an officer stands there once, what was not at most once.
        var cases = services.GetRequiredService<Cases>();
        var all = new List<Case>();
        foreach (var line in await cases.List(Office, closedToo: true, Ct)) all.Add((await cases.Find(Office, line.Id, Ct))!);
        var claims = all.SelectMany(c => c.Claims).Select(c => c.Text).ToList();
        acknowledged.Except(claims).ShouldBeEmpty("acknowledged and lost");
        claims.GroupBy(c => c).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty("doubled");
        all.Select(c => c.Number).Distinct().Count().ShouldBe(all.Count);

        // The clocks told what fell due, once for each level, and replay rebuilds every case.
        var now = await store.Set<LedgerHead>().Select(h => h.At).SingleAsync(Ct);
        foreach (var c in all)
        {
            Cases.Bytes((await cases.Replay(Office, c.Id, Ct))!).ShouldBe(Cases.Bytes(c));
            foreach (var duty in c.Duties)
            {
                duty.Notices.GroupBy(n => n.Level).ShouldAllBe(g => g.Count() == 1 || duty.Rule == "R46", $"{c.Number} {duty.Rule}");
                if (duty.Late(now - TimeSpan.FromHours(12)) && duty.Open) duty.Notices.ShouldContain(n => n.Level == NoticeLevel.Overdue, $"{c.Number} {duty.Rule}");
            }
        }
        all.SelectMany(c => c.Duties).ShouldContain(d => d.Notices.Count > 0);
    }

    private static bool Ends(PostRow post, StoryPost line) =>
        post.Url!.EndsWith($"/{(line.In == "feed" ? "letters" : "news")}/{line.Id.ToString(CultureInfo.InvariantCulture)}.html", StringComparison.Ordinal);

    private async Task Run(int speed, Func<Task<bool>> until)
    {
        using var program = Start(speed);
        try
        {
            (await Answers(program)).ShouldNotBeNull();
            await Until(until, TimeSpan.FromMinutes(4));
        }
        finally
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync(Ct);
        }
    }

    private async Task<bool> StoryIsTold()
    {
        await using var services = Services();
        await using var store = services.GetRequiredService<IDbContextFactory<Store>>().Open(Office);
        // A thread is looked at again the later, the longer it was quiet: its last floor is read up to a few hours after the end.
        var end = Story.Begin.AddDays(Story.Days).AddHours(6);
        return await store.Set<SourceRow>().AllAsync(s => s.LastSuccessAt > end, Ct);
    }

    /// <summary>Whether every post that concerns the office is there, as often as it was written, and all are assessed. That each is there once is judged afterwards.</summary>
    private async Task<bool> AllIsTaken()
    {
        await using var services = Services();
        await using var store = services.GetRequiredService<IDbContextFactory<Store>>().Open(Office);
        var posts = await store.Set<PostRow>().AsNoTracking().ToListAsync(Ct);
        var story = Story.Read();
        return posts.All(p => p.AssessedAt is not null)
            && story.All.Where(p => p is { About: not "noise", Gone: null, In: "feed" or "news" }).All(line => posts.Any(p => Ends(p, line)))
            && story.Threads(Story.Begin.AddDays(Story.Days)).Where(t => t.First.About != "noise").All(t => posts.Count(p => Of(p, t.First)) >= t.Floors.Count);
    }

    private static bool Of(PostRow post, StoryPost first) => post.Url!.Contains($"/thread-{first.Id}-", StringComparison.Ordinal);

    private ServiceProvider Services() => new ServiceCollection().AddLogging().AddStore(folder).AddCollect().AddAssess().AddHandle().AddRespond().AddTrack().AddReview()
        .BuildServiceProvider();

    private Process Start(int speed)
    {
        var program = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "huiying"),
            ["demo", "--data", folder, "--day", "10", "--urls", $"http://127.0.0.1:{port}", "--speed", speed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        program.OutputDataReceived += Keep;
        program.ErrorDataReceived += Keep;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        return program;

        void Keep(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is { } text) said.Enqueue(text);
            while (said.Count > 40) said.TryDequeue(out _);
        }
    }

    /// <summary>Waits until it answers: how long that took, or null.</summary>
    private async Task<TimeSpan?> Answers(Process program)
    {
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(60))
        {
            program.HasExited.ShouldBeFalse($"the program refused to start again:\n{string.Join('\n', said)}");
            try
            {
                if ((await http.GetAsync("/demo", Ct)).StatusCode == HttpStatusCode.OK) return clock.Elapsed;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(50, Ct);
        }
        return null;
    }

    /// <summary>A clerk opens an event and writes down one matter after the other until the time is over; the kill comes in the middle of one.</summary>
    private async Task Act(Process program, TimeSpan time)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var acts = Write(ending.Token);
        await Task.Delay(time, Ct);
        program.Kill(entireProcessTree: true);
        await ending.CancelAsync();
        await acts;
    }

    private async Task Write(CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new(), AllowAutoRedirect = false }) { BaseAddress = new($"http://127.0.0.1:{port}") };
        try
        {
            var clerk = Clerk().Match(await http.GetStringAsync("/demo", ct)).Groups[1].Value;
            clerk.ShouldNotBeEmpty();
            // The pages answer before the demo's people have their accounts: nobody can be played until then.
            while ((await Send("/demo?handler=Be", "/demo", new() { ["who"] = WebUtility.HtmlDecode(clerk) })).StatusCode != HttpStatusCode.Redirect) await Task.Delay(50, ct);
            if (eventPage is null)
            {
                var opened = await Send("/events/new", "/events/new", new()
                {
                    ["title"] = "村民来电反映水费问题",
                    ["channel"] = "Telephone",
                    ["open"] = "false",
                    ["same"] = "another",
                    ["because"] = "另一户的水费",
                    ["receivedAt"] = TimeZoneInfo.ConvertTime(await Now(ct), TimeSpan8).AddMinutes(-10).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
                });
                opened.StatusCode.ShouldBe(HttpStatusCode.Redirect, await opened.Content.ReadAsStringAsync(ct));
                eventPage = opened.Headers.Location!.OriginalString;
            }
            while (true)
            {
                var text = $"村民询问{Guid.NewGuid():N}";
                var answer = await Send(eventPage + "/claims?handler=raise", eventPage + "/claims", new() { ["kind"] = "Inquiry", ["text"] = text });
                if (answer.StatusCode == HttpStatusCode.Redirect) acknowledged.Add(text);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The kill came.
        }

        async Task<HttpResponseMessage> Send(string to, string page, Dictionary<string, string> fields)
        {
            var html = await http.GetStringAsync(page, ct);
            fields["__RequestVerificationToken"] = Token().Match(html).Groups[1].Value;
            if (Seen().Match(html) is { Success: true } seen) fields["seen"] = seen.Groups[1].Value;
            using var form = new FormUrlEncodedContent(fields);
            return await http.PostAsync(to, form, ct);
        }
    }

    private static TimeZoneInfo TimeSpan8 => TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>The demo's own present, from the ledger's last entry: never after it.</summary>
    private async Task<DateTimeOffset> Now(CancellationToken ct)
    {
        await using var services = Services();
        await using var store = services.GetRequiredService<IDbContextFactory<Store>>().Open(Office);
        return await store.Set<LedgerHead>().Select(h => h.At).SingleAsync(ct);
    }

    private static async Task Until(Func<Task<bool>> done, TimeSpan longest)
    {
        var clock = Stopwatch.StartNew();
        while (!await done())
        {
            clock.Elapsed.ShouldBeLessThan(longest, "the story does not come to its end");
            await Task.Delay(500, Ct);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("name=\"who\" value=\"([^\"]+)\"><b>[^<]*</b> <small>[^<]*(?:办公室|经办)")]
    private static partial Regex Clerk();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"seen\" value=\"([0-9]+)\"")]
    private static partial Regex Seen();
}
