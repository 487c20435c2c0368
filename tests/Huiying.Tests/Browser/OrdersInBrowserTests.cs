using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Browser;

public sealed class OrdersInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R06"), Clause("R08"), Clause("R81"), Clause("S17")]
    public async Task Orders_roster_accountability_faults_and_secret_items_fit_both_screens_and_are_accessible()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site).Completed();
        var (orders, now, id) = (site.Get<Orders>(), site.Store.Time.GetUtcNow(), new CaseId(walk.Id));
        (await orders.Instruct(site.Store.By(Role.PrincipalLeader), id, "", "限三日内回访，结果报我。", now, now.AddDays(3), null, TestOffice.Business, Ct)).Refusal.ShouldBeNull();
        (await orders.Instruct(site.Store.By(Role.Clerk), id, "示例区领导（副区长）", "请核实后答复群众。", now, now.AddDays(1), null, null, Ct)).Refusal.ShouldBeNull();
        (await orders.PassOn(site.Store.By(Role.Clerk), id, 1, "示例供电所", "线路属其维护", now, "函", Ct)).Refusal.ShouldBeNull();
        (await orders.Interview(site.Store.By(Role.Spokesperson), id, InterviewKind.Interview, now, site.Store.By(Role.Spokesperson).Person, "示例日报", "", [new("何时修好？", "今天已修好。")], Ct)).Refusal.ShouldBeNull();
        (await site.Get<DutyRoster>().Plan(site.Store.By(Role.Clerk), [.. Enumerable.Range(0, 5).Select(i => new ShiftPlan(new DateOnly(2026, 3, 2 + i), new("duty"), new("duty-leader"), "0400-1234567"))], Ct)).Refusal.ShouldBeNull();
        (await site.Get<DutyRoster>().Write(site.Store.By(Role.DutyOfficer), "上午来电一件，已转业务科。", Ct)).Refusal.ShouldBeNull();
        var secret = (await site.Get<Cases>().Register(site.Store.By(Role.Clerk), new("机〔2026〕3号", SecretLevel.Confidential, "机要 77", now), Ct)).Value.Id;
        site.Store.Time.Advance(TimeSpan.FromDays(2));
        (await site.Get<Papers>().Issue(site.Store.By(Role.SupervisionOfficer), PaperKind.Supervision, id, new("说明原因，明日前办完"), Ct)).Refusal.ShouldBeNull();
        (await site.Get<Accountability>().Record(site.Store.By(Role.SupervisionOfficer), id, "示例纪委", "示纪〔2026〕1号", new(2026, 3, 3), "对承办科室予以提醒。", Ct)).Refusal.ShouldBeNull();
        await orders.FindFaults(site.Store.Office, site.Store.Time.GetUtcNow(), Ct);

        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            foreach (var (role, pages) in new (Role, (string, string)[])[]
            {
                (Role.Clerk, [($"/events/{walk.Id}/orders", "orders"), ($"/events/{walk.Id}/records", "records"), ($"/events/{walk.Id}/handling", "handling"), ("/roster", "roster"),
                    ("/failings", "failings"), ("/events/secret", "secret"), ($"/events/{secret}/orders", "secret-item"), ("/desk", "desk"), ("/events", "events")]),
                (Role.PrincipalLeader, [($"/events/{walk.Id}/accountability", "accountability"), ($"/events/{walk.Id}/tracking", "tracking")]),
            })
            {
                var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
                await PagesInBrowserTests.SignIn(page, await site.Account(role));
                foreach (var (path, name) in pages)
                {
                    (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                    await Chromium.Picture(page, "orders-" + name);
                    if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                    problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
                }
                problems.AddRange(errors);
            }
        }
        problems.ShouldBeEmpty();
    }
}
