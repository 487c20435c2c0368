using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Browser;

public sealed class OfficesInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R29")]
    public async Task What_comes_from_other_offices_and_the_tree_fit_both_screens_and_are_accessible()
    {
        await using var site = await SiteHost.Start();
        var others = await Neighbours.Make(site.Services);
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site) { Grade = "Major" }.Opened();
        await walk.Do(Role.SupervisingLeader, "major", "grade", new() { ["grade"] = "Major", ["reason"] = "人员受伤，影响较大" });
        await walk.Do(Role.Clerk, "major", "issue", new() { ["facts"] = "现场有人受伤。" });
        foreach (var body in (string[])["district-committee", "city-office"]) await walk.Do(Role.Clerk, "major", "send", new() { ["report"] = "1", ["body"] = body, ["mode"] = "System" });
        var incoming = site.Get<Incomings>();
        var leader = await others.By(Neighbours.District, Role.PrincipalLeader);
        var item = (await incoming.List(leader, ct: Ct)).Value.Single();
        (await incoming.Sign(leader, item.Id, Ct)).Refusal.ShouldBeNull();
        (await incoming.Command(leader, item.Id, "今晚派人到场，晚八点前报结果", site.Store.Time.GetUtcNow().AddHours(8), Ct)).Refusal.ShouldBeNull();
        (await incoming.Forward(leader, item.Id, "district-government", "请阅示", null, Ct)).Refusal.ShouldBeNull();
        await walk.Approved();
        var release = await walk.Release();
        await walk.Do(Role.Clerk, "answers/" + release.Id, "ask", new() { ["body"] = "district-committee", ["hash"] = release.Current.Hash, ["mode-district-committee"] = "System", ["sentAt-district-committee"] = "2026-03-02T09:00" });
        var request = (await incoming.List(leader, ct: Ct)).Value.Single(i => i.Undecided);
        (await OfficesPagesTests.Person(site, others, Neighbours.District, Role.PrincipalLeader)).Dispose();

        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            foreach (var (who, pages) in ((string, (string, string)[])[])
            [
                ($"{Neighbours.District}-{leader.Person}", [("/desk", "desk"), ("/incoming", "list"), ($"/incoming/{item.Id}", "report"), ($"/incoming/{request.Id}", "request"), ("/at/district/", "public")]),
                (await site.Account(Role.Clerk), [($"/events/{walk.Id}/superior", "superior"), ($"/events/{walk.Id}/major", "major"), ($"/events/{walk.Id}/answers/{release.Id}", "release")]),
                (await site.Account(Role.SystemAdministrator), [("/offices", "tree")]),
            ])
            {
                var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
                await PagesInBrowserTests.SignIn(page, who);
                foreach (var (path, name) in pages)
                {
                    (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                    await Chromium.Picture(page, "offices-" + name);
                    if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                    problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
                }
                problems.AddRange(errors);
            }
        }
        problems.ShouldBeEmpty();
    }
}
