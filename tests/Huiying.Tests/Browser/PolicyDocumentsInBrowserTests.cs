using Huiying.Assess.District;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Browser;

public sealed class PolicyDocumentsInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R20")]
    public async Task Documents_and_words_fit_both_screens_are_accessible_and_a_passage_is_quoted_behind_what_was_typed()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site).Assessed();
        using var clerk = await site.SignedIn(Role.Clerk);
        var empty = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(page, await site.Account(Role.Clerk));
            await page.GotoAsync("/documents");
            await Chromium.Picture(page, "documents-empty");
            empty.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} empty: {v}"));
            empty.AddRange(errors);
        }
        empty.ShouldBeEmpty();
        var document = await PolicyDocumentPagesTests.Uploaded(clerk);
        await DistrictWordPagesTests.Stream(site);
        (await site.Get<DistrictWords>().Look(site.Store.By(Role.Clerk), 14, Ct)).Value.ShouldBe(2);
        (await site.Get<DistrictWords>().Add(site.Store.By(Role.Clerk), [new("松涛苑", DistrictWordKind.Estate), new("北关新屯", DistrictWordKind.Village), new("春泥巷", DistrictWordKind.Road)], DistrictWordOrigin.Typed, Ct)).Refusal.ShouldBeNull();

        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(page, await site.Account(Role.Clerk));
            (await page.GotoAsync("/words"))!.Status.ShouldBe(200);
            await Chromium.Picture(page, "words");
            if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} words: wider than the screen");
            problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} words: {v}"));
            (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(page, await site.Account(Role.SectionOfficer));
            foreach (var (path, name) in ((string, string)[])[("/documents", "documents-list"), (document, "document"), ($"/events/{walk.Id}/draft", "draft-passages")])
            {
                (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                await Chromium.Picture(page, name);
                if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
            }
            await page.FillAsync("#f-text0", $"经现场查看，路灯确实不亮（{width}）。");
            await page.ClickAsync("#passages button >> nth=0");
            await page.WaitForURLAsync("**/draft#f-text1");
            (await page.InputValueAsync("#f-text0")).ShouldBe($"经现场查看，路灯确实不亮（{width}）。");
            (await page.InputValueAsync("#f-text1")).ShouldStartWith("《白杨县城乡路灯管理办法》（白政发〔2025〕8号）第");
            await Chromium.Picture(page, "draft-quoted");
            await site.Get<Releases>().SaveDraft(site.Store.By(Role.SectionOfficer), new CaseId(walk.Id), (await site.Get<Releases>().Draft(site.Store.By(Role.SectionOfficer), new CaseId(walk.Id), Ct))! with { Body = [] }, Ct);
            problems.AddRange(errors);
        }

        // What was quoted lapses: the draft says so.
        var releases = site.Get<Releases>();
        await releases.SaveDraft(site.Store.By(Role.SectionOfficer), new CaseId(walk.Id), (await releases.Draft(site.Store.By(Role.SectionOfficer), new CaseId(walk.Id), Ct))! with
        {
            Body = [new(Part.Plain, "《白杨县城乡路灯管理办法》（白政发〔2025〕8号）第三条规定：“第三条　接到路灯不亮的报修后，维修单位应当在四十八小时内修好；因线路老化需要更换的，不超过十日，并在村口公告。”")],
        }, Ct);
        (await clerk.Send($"{document}?handler=withdraw", new() { ["reason"] = "县里已印发新办法" }, document)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(page, await site.Account(Role.SectionOfficer));
            await page.GotoAsync($"/events/{walk.Id}/draft");
            (await page.InnerTextAsync("#lapsed")).ShouldContain("停用：县里已印发新办法");
            await Chromium.Picture(page, "draft-lapsed");
            if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} lapsed: wider than the screen");
            problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} lapsed: {v}"));
            problems.AddRange(errors);
        }
        problems.ShouldBeEmpty();
    }
}
