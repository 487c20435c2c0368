using Huiying.Assess.Alerting;
using Huiying.Ground;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages;

namespace Huiying.Tests.Browser;

public sealed class AlertsInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pages_fit_both_screens_and_are_accessible()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        var clerk = site.Store.By(Role.Clerk);
        var rules = site.Get<AlertRules>();
        (await rules.Add(clerk, new("供水信息较多", RuleKind.Threshold, AlertLevel.Urgent, [Role.Clerk, Role.SupervisingLeader], AtLeast: 4, Hours: 24, Scope: ["自来水", "杨柳街道"]), Ct)).Refusal.ShouldBeNull();
        (await rules.Pause(clerk, "silence", "县政府网站统一维护到月底", Ct)).Refusal.ShouldBeNull();
        (await rules.End(clerk, "growth", "与“突增”重复", Ct)).Refusal.ShouldBeNull();
        await AlertPagesTests.Rise(site, 1, from: 100, text: "红星小区三号楼外墙昨夜坍塌一角，没有人受困，请尽快排查其他楼栋并公布结果");
        (await site.Get<AlertRecord>().Acknowledge(clerk, (await site.Get<AlertRecord>().List(clerk, ct: Ct)).Value.Single().Id, "已请住建局到场，业务科跟进", Ct)).Refusal.ShouldBeNull();
        await AlertPagesTests.Rise(site, 4);
        site.Store.Time.Advance(TimeSpan.FromHours(1));
        await AlertPagesTests.Rise(site, 0);
        var alert = (await site.Get<AlertRecord>().Open(clerk, Ct)).Value.ShouldHaveSingleItem();
        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(page, await site.Account(Role.Clerk));
            foreach (var (path, name) in ((string, string)[])[("/alerts", "record"), ($"/alerts/{alert.Id}", "one"), ("/alerts/rules", "rules"), ("/alerts/rules?kind=Media", "new-media"), ("/alerts/rules?kind=Term", "new-term"),
                ("/alerts/rules/burst", "rule"), ("/desk", "desk"), ($"/topics/{alert.Topic}", "topic")])
            {
                (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                await Chromium.Picture(page, "alerts-" + name);
                if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
            }
            problems.AddRange(errors);
        }
        problems.ShouldBeEmpty();
    }
}
