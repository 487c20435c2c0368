using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;
using Microsoft.Playwright;
using UglyToad.PdfPig;

namespace Huiying.Tests.Browser;

public sealed class PapersInBrowserTests
{
    private const double Mm = 72 / 25.4;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R08")]
    public async Task Reports_and_slips_fit_both_screens_are_accessible_and_a_slip_prints_right_on_a4()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site).Assessed();
        var papers = site.Get<Papers>();
        (await papers.Issue(site.Store.By(Role.Clerk), PaperKind.Assignment, new(walk.Id), new("立即到场查看，当日提出处理意见", "请业务科办理。（何树）"), Ct)).Refusal.ShouldBeNull();
        (await papers.Begin(site.Store.By(Role.Clerk), new(walk.Id), new("白杨村路灯不亮；风险：夜间出行不安全", "诉求正当", "尽快修好", "热线一件", "批评报修无人应答"), Ct)).Refusal.ShouldBeNull();
        site.Store.Time.Advance(TimeSpan.FromDays(1));
        await papers.Plan(site.Store.Office, Ct);
        var daily = (await papers.Waiting(site.Store.Office, Ct)).Single(p => p.Kind == PaperKind.Daily);
        (await papers.Write(site.Store.By(Role.Clerk), daily.Id, new("当日立项4件"), Ct)).Refusal.ShouldBeNull();
        var slip = (await papers.List(site.Store.Office, new CaseId(walk.Id), ct: Ct)).Single(p => p.IsSlip);

        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(page, await site.Account(Role.SupervisingLeader));
            foreach (var (path, name) in ((string, string)[])[("/papers", "papers"), ($"/papers/{daily.Id}", "paper-draft"), ($"/papers/{slip.Id}", "paper-slip"),
                ($"/events/{walk.Id}/documents", "documents"), ("/statistics", "statistics"), ("/ledger", "ledger"), ($"/papers/{slip.Id}/document/print", "print")])
            {
                (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                await Chromium.Picture(page, "papers-" + name);
                if (name != "print" && await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
            }
            await site.Get<AccessLog>().Flush(Ct);
            var (auditor, noted) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(auditor, await site.Account(Role.AuditAdministrator));
            await auditor.GotoAsync("/access-log");
            await auditor.ClickAsync("td summary >> nth=0");
            await Chromium.Picture(auditor, "papers-access-log");
            if (await auditor.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} access-log: wider than the screen");
            problems.AddRange((await PagesInBrowserTests.Barriers(auditor)).Select(v => $"{width} access-log: {v}"));
            problems.AddRange(noted);
            problems.AddRange(errors);
            if (width > 1000)
            {
                var bytes = await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true });
                using var pdf = PdfDocument.Open(bytes);
                var sheet = pdf.GetPages().ShouldHaveSingleItem();
                // GB/T 9704-2012, 5.1: A4, 37 mm above and 28 mm left of the type area, which is 156 mm wide; the title 22 pt, text 16 pt.
                (sheet.Width / Mm).ShouldBe(210, 0.6);
                (sheet.Height / Mm).ShouldBe(297, 0.6);
                var letters = sheet.Letters.Where(l => !string.IsNullOrWhiteSpace(l.Value)).ToList();
                (letters.Min(l => l.StartBaseLine.X) / Mm).ShouldBe(28, 1);
                (letters.Max(l => l.EndBaseLine.X) / Mm).ShouldBeLessThan(28 + 156 + 0.5);
                ((sheet.Height - letters.Max(l => l.BoundingBox.Top)) / Mm).ShouldBeInRange(37, 41);
                letters.First(l => l.Value == "舆").PointSize.ShouldBe(22, 0.3);
                string.Concat(letters.Select(l => l.Value)).ShouldNotContain("Ctrl");
            }
        }
        problems.ShouldBeEmpty();
    }
}
