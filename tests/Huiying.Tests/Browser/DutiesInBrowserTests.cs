using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Review;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Browser;

public sealed class DutiesInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R08"), Clause("R24"), Clause("R55"), Clause("S16")]
    public async Task Like_events_typed_receipts_extensions_superior_orders_and_a_drills_work_fit_both_screens_and_are_accessible()
    {
        await using var site = await SiteHost.Start();
        var others = await Neighbours.Make(site.Services);
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site) { Grade = "Major" }.Opened();
        await walk.Do(Role.SupervisingLeader, "major", "grade", new() { ["grade"] = "Major", ["reason"] = "人员受伤，影响较大" });
        await walk.Do(Role.Clerk, "major", "issue", new() { ["facts"] = "现场有人受伤。" });
        await walk.Do(Role.Clerk, "major", "send", new() { ["report"] = "1", ["body"] = "district-committee", ["mode"] = "System" });
        var incoming = site.Get<Incomings>();
        var leader = await others.By(Neighbours.District, Role.PrincipalLeader);
        var item = (await incoming.List(leader, ct: Ct)).Value.Single();
        (await incoming.Command(leader, item.Id, "今晚派人到场，晚八点前报结果", site.Store.Time.GetUtcNow().AddHours(11), Ct)).Refusal.ShouldBeNull();
        await walk.Verified();
        await walk.Do(Role.Clerk, "assessment", "submit", []);
        var now = site.Store.Time.GetUtcNow();
        (await site.Get<Orders>().Instruct(site.Store.By(Role.PrincipalLeader), new(walk.Id), "", "限三日内回访，结果报我。", now, now.AddDays(3), null, null, Ct)).Refusal.ShouldBeNull();
        await DrillWalk.Begun(site.Get<Drills>(), site.Get<People>(), r => site.Store.By(r));
        site.Store.Time.Advance(TimeSpan.FromMinutes(100));
        (await site.Get<Cases>().Receive(site.Store.By(Role.PrincipalLeader), new(walk.Id), Recipient.PrincipalLeader, Ct, at: now.AddMinutes(30), how: "外出，电话签收，回机关后补登")).Refusal.ShouldBeNull();
        await site.Get<IncomingClock>().Look(Neighbours.District, Ct);
        (await OfficesPagesTests.Person(site, others, Neighbours.District, Role.PrincipalLeader)).Dispose();

        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            foreach (var (who, pages) in ((string, (string, string)[])[])
            [
                (await site.Account(Role.Clerk), [("/desk", "desk-drill"), ("/events/new", "alike")]),
                (await site.Account(Role.PrincipalLeader), [($"/events/{walk.Id}/orders", "orders"), ($"/events/{walk.Id}/assessment", "receipt-typed")]),
                (await site.Account(Role.PartySecretary), [($"/events/{walk.Id}/assessment", "receipt")]),
                ($"{Neighbours.District}-{leader.Person}", [("/desk", "desk-incoming"), ($"/incoming/{item.Id}", "incoming")]),
            ])
            {
                var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
                await PagesInBrowserTests.SignIn(page, who);
                foreach (var (path, name) in pages)
                {
                    (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                    if (name == "alike")
                    {
                        await page.FillAsync("[name=title]", "白杨村路灯又坏了");
                        await page.CheckAsync("#public-no");
                        await page.ClickAsync("main form.form button[type=submit]");
                        await page.Locator("#f-same").WaitForAsync();
                        // The page that says so is answered with 422, which the browser's console notes.
                        errors.RemoveAll(e => e.Contains("422", StringComparison.Ordinal));
                    }
                    await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
                    await Chromium.Picture(page, "duties-" + name);
                    if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                    problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
                }
                problems.AddRange(errors);
            }
        }
        problems.ShouldBeEmpty();
    }
}
