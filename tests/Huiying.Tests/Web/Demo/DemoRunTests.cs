using System.Net;
using System.Text.RegularExpressions;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.Browser;
using Huiying.Tests.House;
using Huiying.Tests.Review;
using Huiying.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Web.Demo;

public sealed partial class DemoRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string folder = Directory.CreateTempSubdirectory("huiying-demo-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_office_hears_the_story_by_itself_and_anyone_can_be_played()
    {
        await using var demo = (await Begin(7)).Value;
        var services = demo.Server.Services;
        var people = await services.GetRequiredService<People>().List(Offices.First, Ct);
        var clerk = (await services.GetRequiredService<People>().Actor(Offices.First, people.First(p => p.Posts.Any(h => h.Role == Role.Clerk)).Id, Ct))!;
        var lines = await Until(services, clerk, l => l.Any(t => t.Suggested >= Grade.Major) && l.Sum(t => t.Posts) > 70);

        // The great matter is suggested as major, for its views and replies; the inquiry stays ordinary.
        var major = lines.First(t => t.Suggested >= Grade.Major);
        major.Title.ShouldContain("水费");
        var page = (await services.GetRequiredService<Topics>().Open(clerk, major.Id, Ct)).Value;
        page.Line.Suggested.ShouldBe(Grade.Major);
        // The provincial paper's own report, read from its own list, fires the rule of the media beside the figures.
        var paper = await Media(services, clerk);
        paper.Suggestion.Rules.Single(r => r.Id == "R59:provincial-media").Figures.Single().Value.ShouldBe(1);
        paper.Line.Suggested.ShouldBe(Grade.Major);
        var inquiry = lines.Where(t => t.Title.Contains('换') && !t.Title.Contains("水费", StringComparison.Ordinal)).MaxBy(t => t.Posts).ShouldNotBeNull();
        inquiry.Suggested.ShouldBe(Grade.Ordinary);
        inquiry.Posts.ShouldBeGreaterThan(4);

        // What is stored: no number, no noise, nothing that names who wrote.
        await using (var store = services.GetRequiredService<IDbContextFactory<Store>>().Open(Offices.First))
        {
            var texts = await store.Set<PostRow>().AsNoTracking().Select(p => p.Title + "\n" + p.Text).ToListAsync(Ct);
            texts.ShouldContain(t => t.Contains("［电话］", StringComparison.Ordinal));
            string.Concat(texts).ShouldNotContain("19900000017");
            string.Concat(texts).ShouldNotContain("三组47号");
            foreach (var noise in Story.Read().All.Where(p => p.About == "noise")) texts.ShouldNotContain(t => t.Contains(noise.Text, StringComparison.Ordinal), noise.Text);
            (await store.Set<PostRow>().CountAsync(p => p.CopyOf != null, Ct)).ShouldBeGreaterThan(0);
            (await store.Set<SourceRow>().AsNoTracking().ToListAsync(Ct)).ShouldAllBe(s => s.Failures == 0);
        }

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true, CookieContainer = new CookieContainer() }) { BaseAddress = demo.Server.Url };
        foreach (var person in people)
        {
            var desk = await Be(http, person.Id);
            desk.ShouldContain($"<b>{person.Name}</b><span class=\"posts\">");
            desk.ShouldContain("aside class=\"demo\"");
        }
        await Be(http, clerk.Person);
        foreach (var path in (string[])["/", "/about", "/on-time", "/demo", "/sign-in", "/desk", "/topics", $"/topics/{major.Id}", "/events", "/sources", "/terms", "/people", "/ledger", "/nowhere"])
        {
            (await (await http.GetAsync(path, Ct)).Content.ReadAsStringAsync(Ct)).ShouldContain("单位、人物和内容全部虚构", Case.Sensitive, path);
        }
        (await http.GetStringAsync("/desk", Ct)).ShouldContain("下一步");
        // An office at work: its standing line is approved, and accounts without passwords are no warning.
        (await services.GetRequiredService<Releases>().StandingUntil(Offices.First, Ct)).ShouldNotBeNull();
        var directory = await http.GetStringAsync("/people", Ct);
        directory.ShouldNotContain("没有可用的账号");
        directory.ShouldContain("演示账号，不设密码");
        (await http.GetStringAsync("/demo?handler=Clock", Ct)).ShouldContain("\"forward\":false");
        (await http.GetStringAsync($"/topics/{major.Id}", Ct)).ShouldContain("青檐在线·");
    }

    [Fact]
    public async Task A_demo_continues_where_it_stopped_and_repeats_nothing()
    {
        DateTimeOffset shown;
        int posts;
        Uri site;
        await using (var demo = (await Begin(3)).Value)
        {
            await Until(demo.Server.Services, await Clerk(demo), l => l.Sum(t => t.Posts) > 10);
            (shown, site, posts) = (demo.Clock.GetUtcNow(), demo.Site.Url, await Posts(demo));
        }
        await using var again = (await Begin(3)).Value;
        again.Clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(shown);
        again.Site.Url.ShouldBe(site);
        (await Posts(again)).ShouldBeGreaterThanOrEqualTo(posts);
        await using var store = again.Server.Services.GetRequiredService<IDbContextFactory<Store>>().Open(Offices.First);
        (await store.Set<SourceRow>().CountAsync(Ct)).ShouldBe(4);
        (await store.Set<TermRow>().CountAsync(Ct)).ShouldBe(3);
    }

    [Fact]
    public async Task A_demo_takes_neither_an_open_address_nor_real_data()
    {
        (await DemoRun.Start(new(folder, "http://0.0.0.0:0", 60, Story.Morning(2)), Ct)).Refusal!.Code.ShouldBe("demo.address");
        (await DemoRun.Start(new(folder, "http://127.0.0.1:0", 9000, Story.Morning(2)), Ct)).Refusal!.Zh.ShouldContain("--speed");
        await File.WriteAllTextAsync(Path.Combine(folder, "huiying.db"), "", Ct);
        (await DemoRun.Start(new(folder, "http://127.0.0.1:0", 60, Story.Morning(2)), Ct)).Refusal!.Code.ShouldBe("demo.folder");
    }

    [Fact]
    public async Task An_ordinary_server_has_no_demo_page_no_switch_and_no_banner()
    {
        await using var site = await SiteHost.Start();
        using var visitor = site.Visitor();
        (await visitor.Open("/demo")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var clerk = await site.SignedIn(Role.Clerk);
        (await clerk.Send("/demo?handler=Be", new() { ["who"] = site.Store.By(Role.PrincipalLeader).Person.Value }, "/desk")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.Read("/desk")).ShouldNotContain("class=\"demo\"");
    }

    [Fact]
    public async Task The_demo_fits_both_screens()
    {
        await using var chromium = await Chromium.Start();
        await using var demo = (await Begin(7)).Value;
        var lines = await Until(demo.Server.Services, await Clerk(demo), l => l.Sum(t => t.Posts) > 35);
        var topic = lines.MaxBy(l => l.Posts)!.Id;
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(demo.Server.Url, width, height, bypass: true);
            await page.GotoAsync("/demo");
            await Chromium.Picture(page, "demo-welcome");
            (await PagesInBrowserTests.Barriers(page)).ShouldBeEmpty();
            await page.ClickAsync(".next button");
            foreach (var (path, name) in ((string, string)[])[("/desk", "desk"), ("/people", "people"), ("/status", "status"), ("/", "public"), ("/topics", "topics"), ($"/topics/{topic}", "topic")])
            {
                await page.GotoAsync(path);
                await Chromium.Picture(page, $"demo-{name}");
                (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")).ShouldBeFalse($"{width} {path}");
                (await PagesInBrowserTests.Barriers(page)).ShouldBeEmpty($"{width} {path}");
            }
            errors.ShouldBeEmpty();
        }
    }

    [Fact, Clause("R55")]
    public async Task Switching_the_person_inside_a_drill_stays_in_the_drill()
    {
        await using var demo = (await Begin(2)).Value;
        var (services, people) = (demo.Server.Services, demo.Server.Services.GetRequiredService<People>());
        var everyone = await people.List(Offices.First, Ct);
        var actors = new Dictionary<Role, Actor>();
        foreach (var role in new[] { Role.Clerk, Role.PrincipalLeader }) actors[role] = (await people.Actor(Offices.First, everyone.First(p => p.Posts.Any(h => h.Role == role)).Id, Ct))!;
        var drill = await DrillWalk.Begun(services.GetRequiredService<Drills>(), people, role => actors[role]);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true, CookieContainer = new CookieContainer() }) { BaseAddress = demo.Server.Url };
        (await Be(http, actors[Role.Clerk].Person)).ShouldNotContain("class=\"drill\"");
        var token = Token().Match(await http.GetStringAsync($"/drills/{drill.Id}", Ct)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token });
        (await (await http.PostAsync($"/drills/{drill.Id}?handler=enter", form, Ct)).Content.ReadAsStringAsync(Ct)).ShouldContain("class=\"drill\"");
        var desk = await Be(http, actors[Role.PrincipalLeader].Person);
        desk.ShouldContain("class=\"drill\"");
        desk.ShouldContain(actors[Role.PrincipalLeader].Name);
    }

    private Task<Outcome<DemoRun>> Begin(int day) => DemoRun.Start(new(folder, "http://127.0.0.1:0", 60, Story.Morning(day)), Ct);

    private static async Task<Actor> Clerk(DemoRun demo)
    {
        var people = demo.Server.Services.GetRequiredService<People>();
        return (await people.Actor(Offices.First, (await people.List(Offices.First, Ct)).First(p => p.Posts.Any(h => h.Role == Role.Clerk)).Id, Ct))!;
    }

    private static async Task<int> Posts(DemoRun demo)
    {
        await using var store = demo.Server.Services.GetRequiredService<IDbContextFactory<Store>>().Open(Offices.First);
        return await store.Set<PostRow>().CountAsync(Ct);
    }

    private static async Task<IReadOnlyList<TopicLine>> Until(IServiceProvider services, Actor clerk, Func<IReadOnlyList<TopicLine>, bool> there)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(Patience);
        while (true)
        {
            var lines = (await services.GetRequiredService<Topics>().List(clerk, TopicFilter.All, 1, 200, ct: limit.Token)).Value;
            if (there(lines)) return lines;
            await Task.Delay(500, limit.Token);
        }
    }

    /// <summary>The topic on which a medium's report fires, once the line has read it.</summary>
    private static async Task<TopicPage> Media(IServiceProvider services, Actor clerk)
    {
        var topics = services.GetRequiredService<Topics>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(Patience);
        while (true)
        {
            foreach (var line in (await topics.List(clerk, TopicFilter.All, 1, 200, ct: Ct)).Value.Where(l => l.Suggested >= Grade.Major))
            {
                if ((await topics.Open(clerk, line.Id, Ct)).Value is { } page && page.Suggestion.Rules.Any(r => r is { Id: "R59:provincial-media", Fired: true })) return page;
            }
            await Task.Delay(500, limit.Token);
        }
    }

    private static async Task<string> Be(HttpClient http, PersonId person)
    {
        var token = Token().Match(await http.GetStringAsync("/demo", Ct)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["who"] = $"{person} /desk", ["__RequestVerificationToken"] = token });
        var answer = await http.PostAsync("/demo?handler=Be", form, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
