using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Browser;

public sealed class PolicyInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Policy_calendar_ledger_and_told_clocks_fit_both_screens_and_are_accessible()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site).Opened();
        await walk.Do(Role.PrincipalLeader, "major", "grade", new() { ["grade"] = "Major", ["reason"] = "人员受伤，影响较大" });
        await site.Get<LedgerAnchors>().Write(site.Store.Office, Ct);
        var text = Policy.DefaultText.Replace("ordinary: 3 h }", "ordinary: 10 min }", StringComparison.Ordinal).Replace("major: 30 min, extraordinary: 15 min }", "major: 45 min, extraordinary: 15 min }", StringComparison.Ordinal)
            .Replace("name: 默认制度参数（建议值）", "name: 第二版", StringComparison.Ordinal);
        var hash = (await site.Get<PolicyVersions>().Draft(site.Store.By(Role.Clerk), text, "page", Ct)).Value.Hash;
        site.Store.Time.Advance(TimeSpan.FromMinutes(15));
        foreach (var id in (await site.Get<DutyClock>().Due(site.Store.Office, Ct)).Cases) await site.Get<DutyClock>().Tell(site.Store.Office, id, Ct);

        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(page, await site.Account(Role.PrincipalLeader));
            await page.GotoAsync($"/policy/versions/{hash}");
            await page.Locator("#trial button").ClickAsync();
            await page.GetByText("会变成逾期的").WaitForAsync();
            foreach (var (path, name) in ((string, string)[])[("/policy", "policy"), ("/policy/draft", "policy-draft"), ($"/policy/versions/{hash}", "policy-version"), ("/calendar", "calendar"),
                ("/ledger", "ledger"), ("/desk", "desk-told"), ($"/events/{walk.Id}", "event-duties")])
            {
                (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                if (name == "policy") await page.EvaluateAsync("document.querySelectorAll('details').forEach((d, i) => d.open = i < 10)");
                await Chromium.Picture(page, "rules-" + name);
                if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
            }
            problems.AddRange(errors);
        }
        problems.ShouldBeEmpty();
    }
}
