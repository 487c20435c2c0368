using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Collect;
using Huiying.Tests.House;
using Huiying.Tests.Web.Pages;
using Microsoft.Playwright;

namespace Huiying.Tests.Browser;

/// <summary>Sources, terms, imports and entries as a clerk uses them.</summary>
public sealed class SourcesInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R15")]
    public async Task An_address_is_pasted_confirmed_and_its_posts_appear_without_script_and_by_keyboard()
    {
        await using var local = await LocalSite.Start();
        await using var site = await SourcePagesTests.Start();
        await using var chromium = await Chromium.Start();
        SourcePagesTests.List(local);
        (await site.Get<WatchTerms>().Add(site.Store.By(Role.Clerk), new(["路灯"], [], []), Ct)).Refusal.ShouldBeNull();
        var (page, errors) = await chromium.Open(site.Url, script: false);
        await PagesInBrowserTests.SignIn(page, await site.Account(Role.Clerk));
        await page.GotoAsync("/sources");
        await page.FocusAsync("input[type=text][name=address]");
        await page.Keyboard.TypeAsync(local.Url("/list.html"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("text=会采到这些");
        (await page.Locator("main ul.list > li").CountAsync()).ShouldBe(4);
        await page.FillAsync("[name=name]", "县政府网·通知公告");
        await page.FocusAsync("form[action*='handler=add' i] button[type=submit]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("text=已登记，即将第一次采集。");
        (await site.Get<Poller>().Visit(World.Host, [site.Store.Office], 1, Ct)).Single().Counts.ShouldSatisfyAllConditions(c => (c.Stored + c.Copies).ShouldBe(4));
        await site.Get<Assessment>().Run(site.Store.Office, ct: Ct);
        await page.GotoAsync("/search?q=路灯");
        await page.ClickAsync("main a[href='/posts/1']");
        (await page.TextContentAsync("main")).ShouldNotBeNull().ShouldContain("关注词：路灯");
        (await page.Locator("main mark").CountAsync()).ShouldBeGreaterThan(0);
        errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pages_fit_both_screens_and_are_accessible_in_every_state()
    {
        await using var local = await LocalSite.Start();
        await using var site = await SourcePagesTests.Start();
        await using var chromium = await Chromium.Start();
        SourcePagesTests.List(local);
        local.Page("/bbs.html", $"""
            <html><head><title>百姓茶座 - 示例论坛</title></head><body><ul>{string.Concat(Enumerable.Range(1, 5).Select(i => $"<li><a href=\"/thread-{i}-1-1.html\">第{i}个话题的一个标题写在这里</a><em>2026-3-1</em></li>"))}</ul></body></html>
            """);
        var clerk = site.Store.By(Role.Clerk);
        (await site.Get<WatchTerms>().SetPlaces(clerk, ["白杨村", "东林路", "清溪镇"], Ct)).Refusal.ShouldBeNull();
        (await site.Get<WatchTerms>().Add(clerk, new(["路灯"], ["不亮", "/坏了.{0,4}天/"], ["招聘"], Local: true), Ct)).Refusal.ShouldBeNull();
        var sources = site.Get<Sources>();
        await Add("县政府网·通知公告", SourceKind.List, "/list.html", "县内网站", takeAll: true);
        await Add("县医院·招标公告", SourceKind.List, "/gone.html", "县内网站");
        await Add("示例论坛·百姓茶座", SourceKind.Forum, "/bbs.html", "论坛");
        for (var day = 0; day < 6; day++)
        {
            await site.Get<Poller>().Visit(World.Host, [site.Store.Office], 3, Ct);
            site.Store.Time.Advance(TimeSpan.FromDays(1));
        }
        (await site.Get<Entries>().Enter(clerk, new(Channel.Petition, false, "反映路灯", "白杨村村口路灯不亮，夜里出门不便。", site.Store.Time.GetUtcNow(), Files: [new("来信.pdf", Encoding.ASCII.GetBytes("%PDF-1.4 x"))]), Ct)).Refusal.ShouldBeNull();
        var last = (await site.Get<Posts>().Read(clerk, [.. Enumerable.Range(1, 20).Select(i => new PostId(i))], Ct)).Value[^1].Id;
        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(page, await site.Account(Role.Clerk));
            await Seen(page, "/sources", "register");
            await page.FillAsync("input[type=text][name=address]", local.Url("/bbs.html"));
            await page.ClickAsync("text=看看能采到什么");
            await page.WaitForSelectorAsync("text=会采到这些");
            await Check(page, "preview");
            // Opened, whether or not it was: what somebody picked before is shown open.
            await page.EvalOnSelectorAsync("details:has([name=items])", "d => d.open = true");
            await page.FillAsync("[name=items]", "ul > li");
            await page.ClickAsync("text=再看一次");
            // The page before has the words too; only the answer has what was typed as its value.
            await page.WaitForSelectorAsync("[name=items][value='ul > li']", new() { State = WaitForSelectorState.Attached });
            await page.WaitForSelectorAsync("text=会采到这些");
            await Check(page, "picks");
            await page.FillAsync("input[type=text][name=address]", "http://192.168.1.9/");
            await page.ClickAsync("text=看看能采到什么");
            await page.WaitForSelectorAsync("[role=alert]");
            await Check(page, "refused");
            await page.GotoAsync("/terms");
            await page.FillAsync("[name=all]", "路灯");
            await page.FillAsync("[name=sample]", "东林路的路灯坏了半个月没人修");
            await page.ClickAsync("text=先试一试");
            await page.WaitForSelectorAsync("text=试的结果");
            await Check(page, "trial");
            await page.GotoAsync("/import");
            await page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "热线.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("批次,诉求要点,办件日,当事群众姓名,所述\n1,路灯不亮,2026-03-01 09:30,某甲,村口三盏路灯不亮已有三十天。\n") });
            await page.Locator("main form.form button[type=submit]").ClickAsync();
            await page.WaitForSelectorAsync("text=各列是什么");
            await Check(page, "columns");
            await Seen(page, "/entries/new", "entry");
            await Seen(page, $"/posts/{last}", "post");
            // The browser itself reports the refused page's status.
            problems.AddRange(errors.Where(e => !e.Contains("422", StringComparison.Ordinal)));
        }
        problems.ShouldBeEmpty();

        async Task Add(string name, SourceKind kind, string path, string folder, bool takeAll = false) =>
            (await sources.Add(clerk, new(name, kind, local.Url(path), TimeSpan.FromHours(1), takeAll, Folder: folder), Ct)).Refusal.ShouldBeNull();

        async Task Seen(IPage page, string path, string name)
        {
            (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
            await Check(page, name);
        }

        async Task Check(IPage page, string name)
        {
            await Chromium.Picture(page, "collect-" + name);
            var width = page.ViewportSize!.Width;
            if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
            problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
        }
    }
}
