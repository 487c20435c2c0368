using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Browser;

public sealed class PreventionInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Early_signs_assessments_and_recusals_fit_both_screens_and_are_accessible()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site).Opened();
        var sign = (await site.Get<Signs>().Register(site.Store.By(Role.Clerk), "公益性岗位月底集中到期", "走访", TestOffice.Business, new("officer"), new(2026, 3, 2), Ct)).Value;
        var text = new AppraisalText("续签办法", "三月起可以续签一次。", [AppraisalTrigger.WideReaching], "可能被理解为取消", RiskGrade.Medium, "岗位没有取消", "当日答复", null, "");
        var appraisal = (await site.Get<Appraisals>().Write(site.Store.By(Role.SectionOfficer), null, text, Ct)).Value;
        (await site.Get<Recusals>().Name(site.Store.By(Role.DutyOfficer), new(walk.Id), new("principal"), null, "接受宴请", "反映个人行为", Ct)).Refusal.ShouldBeNull();
        site.Store.Time.Advance(TimeSpan.FromDays(1));
        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(page, await site.Account(Role.Clerk));
            foreach (var (path, name) in ((string, string)[])[("/signs", "signs"), ($"/signs/{sign.Id}", "sign"), ("/appraisals", "appraisals"), ($"/appraisals/{appraisal.Id}", "appraisal"),
                ($"/events/{walk.Id}/recusal", "recusal"), ("/events/new", "new")])
            {
                (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                await Chromium.Picture(page, "prevention-" + name);
                if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
            }
            problems.AddRange(errors);
        }
        problems.ShouldBeEmpty();
    }
}
