using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.Handle;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;
using Microsoft.Playwright;

namespace Huiying.Tests.Browser;

public sealed class PagesInBrowserTests
{
    [Fact]
    public async Task Every_page_of_a_worked_event_fits_both_screens_and_is_accessible()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site).Closed();
        var first = walk.Id;
        using var other = new EventWalk(site);
        await other.Submitted();
        var release = await other.Release();
        using var third = new EventWalk(site);
        await third.Verified();
        await third.Do(Role.Clerk, "assessment", "submit", []);
        await third.Do(Role.PrincipalLeader, "assessment", "receive", new() { ["by"] = "PrincipalLeader" });
        await third.Do(Role.PartySecretary, "assessment", "receive", new() { ["by"] = "PartyGroup" });
        var topic = await Topic(site);
        // A major event in the middle of it all: reports sent and owed, a call to be reviewed, an answer that bodies above must approve.
        using var major = new EventWalk(site) { Grade = "Major" };
        await major.Opened();
        await major.Do(Role.SupervisingLeader, "major", "grade", new() { ["grade"] = "Major", ["reason"] = "人员受伤，影响较大" });
        await major.Do(Role.DutyOfficer, "major", "send", MajorEventTests.Sending(0, MajorWalk.Bodies[0].Id, "Telephone"));
        await MajorEventTests.Reported(major, []);
        await major.Do(Role.SupervisingLeader, "major", "group", new() { ["leader"] = "leader", ["members"] = "安文：报送" });
        await major.Do(Role.SupervisingLeader, "tracking", "name", new() { ["tracker"] = "clerk" });
        await major.Do(Role.SectionOfficer, "records", "call", new() { ["to"] = "110", ["what"] = "有人被困" });
        await major.Do(Role.DutyOfficer, "records", "emergency", new() { ["level"] = "重大", ["basis"] = "主管机关认定" });
        await major.Submitted();
        await MajorEventTests.Signed(site, major, ApprovalSteps.PrincipalLeader);
        var waiting = await major.Release();
        string[] paths =
        [
            "/", $"/answers/{(await walk.Release()).Id}", "/on-time", "/about", "/desk", "/events", "/events/new", $"/events/{other.Id}", $"/events/{third.Id}/claims",
            $"/events/{third.Id}/assessment", $"/events/{other.Id}/assessment", $"/events/{other.Id}/handling", $"/events/{other.Id}/reports", $"/events/{other.Id}/answers",
            $"/events/{other.Id}/answers/{release.Id}", $"/events/{other.Id}/draft", $"/events/{first}/tracking", $"/events/{first}/closing", $"/events/{first}/history",
            $"/events/{major.Id}", $"/events/{major.Id}/major", $"/events/{major.Id}/records", $"/events/{major.Id}/tracking", $"/events/{major.Id}/answers/{waiting.Id}",
            "/topics", "/search", "/patrols", "/sources", "/terms", "/import", "/people", "/policy", "/status", "/statistics", "/statistics?figure=opened",
            $"/events/{other.Id}/major", $"/events/{other.Id}/category", $"/events/{other.Id}/documents", "/papers", "/drills", "/trainings", $"/events/{other.Id}/keeping", "/calendar", "/incoming", "/offices", $"/topics/{topic}", "/search?q=路灯", "/ledger",
        ];
        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await SignIn(page, await site.Account(Role.Clerk));
            foreach (var path in paths)
            {
                // The last page is not the clerk's.
                if (path == "/ledger")
                {
                    await page.Context.ClearCookiesAsync();
                    await SignIn(page, await site.Account(Role.PrincipalLeader));
                }
                var answer = await page.GotoAsync(path);
                answer!.Status.ShouldBe(200, path);
                var name = path.Replace(first, "first", StringComparison.Ordinal).Replace(other.Id, "other", StringComparison.Ordinal).Replace(third.Id, "third", StringComparison.Ordinal)
                    .Replace(major.Id, "major", StringComparison.Ordinal).Replace(waiting.Id.Value, "release", StringComparison.Ordinal)
                    .Replace(release.Id.Value, "release", StringComparison.Ordinal).Replace($"topics/{topic}", "topic", StringComparison.Ordinal).Trim('/').Replace('/', '_').Replace('?', '-');
                await Chromium.Picture(page, name.Length == 0 ? "public" : name.StartsWith("answers", StringComparison.Ordinal) ? "answer" : name);
                if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {path}: wider than the screen");
                problems.AddRange((await Barriers(page)).Select(v => $"{width} {path}: {v}"));
            }
            problems.AddRange(errors);
        }
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_the_browser_shows_is_blocked_by_the_content_security_policy()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        var (page, errors) = await chromium.Open(site.Url);
        await SignIn(page, await site.Account(Role.Clerk));
        foreach (var path in (string[])["/", "/about", "/desk", "/events/new", "/people", "/patrols", "/policy"])
        {
            await page.GotoAsync(path);
            (await page.EvaluateAsync<string>("getComputedStyle(document.body).fontFamily")).ShouldContain("PingFang SC");
        }
        errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_public_site_needs_no_script_and_no_sign_in()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site).Published();
        var (page, errors) = await chromium.Open(site.Url, script: false);
        await page.GotoAsync("/");
        await page.ClickAsync("text=关于白杨村路灯问题的答复");
        (await page.TextContentAsync("article")).ShouldNotBeNull().ShouldContain("三盏路灯恢复照明");
        await page.ClickAsync("text=按时办理情况");
        (await page.TextContentAsync("table")).ShouldNotBeNull().ShouldContain("100%");
        await page.ClickAsync("text=English");
        (await page.TextContentAsync("h1")).ShouldBe("On-time figures");
        errors.ShouldBeEmpty();
    }

    /// <summary>A topic of some imported messages, so that its page has a trend, rules and places to show.</summary>
    private static async Task<TopicId> Topic(SiteHost site)
    {
        var ct = TestContext.Current.CancellationToken;
        var now = site.Store.Time.GetUtcNow();
        var lines = Enumerable.Range(0, 14).Select(i => $$"""
            {"id":"m{{i}}","time":"{{now.AddHours(-2 * i):yyyy-MM-ddTHH:mm:ssZ}}","title":"白杨村村口路灯坏了没人修","body":"村口三盏路灯不亮已有{{i + 60}}天，老人夜里出门不便，第{{i}}次反映，请尽快修好。"}
            """);
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        (await site.Get<Import>().Run(Actor.CommandLine(site.Store.Office), new ImportFile("messages.jsonl"), input, ct: ct)).Value.Rejected.ShouldBeEmpty();
        await site.Get<Assessment>().Run(site.Store.Office, ct: ct);
        return (await site.Get<Topics>().List(site.Store.By(Role.Clerk), ct: ct)).Value.MaxBy(t => t.Posts)!.Id;
    }

    /// <summary>What axe finds against WCAG 2.1 A and AA. The page must have been opened with its content security policy off, for axe's own script.</summary>
    internal static async Task<IEnumerable<string>> Barriers(IPage page)
    {
        var axe = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] },
            // What passed need not be described node by node: that is most of the time a run takes.
            ResultTypes = [ResultType.Violations],
        });
        return axe.Violations.Select(v => $"{v.Id} {v.Help} {string.Join(" | ", v.Nodes.Take(2).Select(n => n.Html))}");
    }

    internal static async Task SignIn(IPage page, string name)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name=name]", name);
        await page.FillAsync("[name=password]", SiteHost.Password);
        await page.ClickAsync("main button");
        new Uri(page.Url).AbsolutePath.ShouldBe("/desk");
    }
}
