using Huiying.Ground;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages;
using Huiying.Tests.Web.Pages.Events;
using Microsoft.Playwright;

namespace Huiying.Tests.Browser;

public sealed class SearchInBrowserTests
{
    [Fact]
    public async Task Search_fits_both_screens_is_accessible_and_is_used_with_the_keyboard_alone()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        await SearchPagesTests.Take(site, [.. Enumerable.Range(1, 60).Select(i =>
            $$"""{"id":"{{i}}","time":"2026-0{{1 + i % 2}}-{{1 + i % 27:00}}T08:00:00Z","title":"{{(i % 3 == 0 ? "東街停電" : "西街停水")}}第{{i}}次","body":"第{{i}}次反映：{{(i % 3 == 0 ? "東街今晚又停電，物业没有人接电话" : "西街停水两天了，停水通知也没有")}}，什么时候能好？请尽快答复{{i}}。","url":"https://bbs.example.org/{{i}}"}""")]);
        using var walk = await new EventWalk(site).Submitted();
        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(page, await site.Account(Role.Clerk));
            foreach (var (path, name) in ((string, string)[])[("/search", "empty"), ("/search?q=停水 或 停电", "posts"), ("/search?q=停电&from=2026-01-01&until=2026-01-31&form=Article", "narrowed"), ("/search?q=路灯&kind=Events", "events"),
                ("/search?q=恢复照明&kind=Answers", "answers"), ("/search?q=没有的词", "none"), ("/search?q=停水 （停电", "wrong")])
            {
                await page.GotoAsync(path);
                foreach (var summary in await page.Locator(".finder summary").AllAsync()) if (name is "empty" or "narrowed") await summary.ClickAsync();
                await Chromium.Picture(page, "search-" + name);
                if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
            }
            await page.GotoAsync("/search?q=停水");
            await page.ClickAsync("#save summary");
            await page.FillAsync("#save input[name=name]", $"供水 {width}");
            await page.CheckAsync("#f-alerts");
            await Chromium.Picture(page, "search-save");
            await page.ClickAsync("#save button");
            await Assertions.Expect(page.Locator("#saved h3")).ToHaveTextAsync([.. Chromium.Screens.TakeWhile(s => s.Width != width).Append((Width: width, Height: height)).Select(s => $"供水 {s.Width}").Order(StringComparer.Ordinal)]);
            await Chromium.Picture(page, "search-saved");
            if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} saved: wider than the screen");
            problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} saved: {v}"));
            // From the field: type, Enter, and the answer is a status that is read out; the first hit is a tab away.
            await page.GotoAsync("/search");
            await page.FocusAsync("#f-q");
            await page.Keyboard.TypeAsync("停电");
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator("[role=status].counted")).ToHaveTextAsync("找到 20 条。");
            (await page.Locator("ul.list mark").First.TextContentAsync()).ShouldBe("停電");
            await page.Locator("ul.list h3 a").First.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/posts/*");
            problems.AddRange(errors.Where(e => !e.Contains("422", StringComparison.Ordinal)));
        }
        problems.ShouldBeEmpty();
    }
}
