using Huiying.Ground;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;
using Microsoft.Playwright;

namespace Huiying.Tests.Browser;

public sealed class TypingInBrowserTests
{
    [Fact]
    public async Task Typed_text_survives_a_lost_connection_and_a_closed_window_and_is_gone_when_sent()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site).Opened();
        var name = await site.Account(Role.Clerk);
        var (page, _) = await chromium.Open(site.Url);
        await PagesInBrowserTests.SignIn(page, name);
        await page.GotoAsync($"/events/{walk.Id}/claims");
        var status = page.Locator("#typing");
        await page.FillAsync("textarea[name=text]", "路灯坏了");
        await Said(status, "已自动保存");

        await page.Context.SetOfflineAsync(true);
        await page.FillAsync("textarea[name=text]", "路灯坏了三个月无人修");
        await Said(status, "未保存，正在重试");
        await Chromium.Picture(page, "typing-lost");
        await page.Context.SetOfflineAsync(false);
        await Said(status, "已自动保存");
        await page.CloseAsync();

        var (again, errors) = await chromium.Open(site.Url);
        await PagesInBrowserTests.SignIn(again, name);
        await again.GotoAsync($"/events/{walk.Id}/claims");
        await again.Locator(".restored").WaitForAsync();
        (await again.InputValueAsync("textarea[name=text]")).ShouldBe("路灯坏了三个月无人修");
        await Chromium.Picture(again, "typing-restored");
        await again.ClickAsync("form:has(textarea[name=text]) button[type=submit]");
        (await again.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("已登记事项");
        (await again.InputValueAsync("textarea[name=text]")).ShouldBeEmpty();

        await again.FillAsync("textarea[name=text]", "不要的文字");
        await Said(again.Locator("#typing"), "已自动保存");
        await again.ReloadAsync();
        await again.ClickAsync(".restored button");
        await again.Locator(".restored").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await again.ReloadAsync();
        (await again.InputValueAsync("textarea[name=text]")).ShouldBeEmpty();
        errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_sent_while_the_connection_is_away_waits_and_is_sent_whole_when_it_is_back()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site).Opened();
        var (page, _) = await chromium.Open(site.Url);
        await PagesInBrowserTests.SignIn(page, await site.Account(Role.Clerk));
        await page.GotoAsync($"/events/{walk.Id}/claims");
        await page.Context.SetOfflineAsync(true);
        await page.FillAsync("textarea[name=text]", "路灯坏了三个月，离线时写完");
        await page.ClickAsync("form:has(textarea[name=text]) button[type=submit]");
        await Said(page.Locator("#typing"), "恢复后自动提交");
        (await page.InputValueAsync("textarea[name=text]")).ShouldBe("路灯坏了三个月，离线时写完");
        await page.Context.SetOfflineAsync(false);
        await page.Locator(".note.done").WaitForAsync();
        (await walk.Case()).Claims.ShouldHaveSingleItem().Text.ShouldBe("路灯坏了三个月，离线时写完");
    }

    [Fact]
    public async Task The_main_job_is_done_with_the_keyboard_alone()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        var (page, errors) = await chromium.Open(site.Url);
        await page.GotoAsync("/sign-in");
        await Type(page, "登录名", await site.Account(Role.Clerk));
        await Type(page, "密码", SiteHost.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/desk");

        // Open an event, list what is asked, then another person checks it.
        await Follow(page, "事件");
        await Follow(page, "人工立项");
        await Type(page, "事件名称", "白杨村路灯不亮");
        await Reach(page, "e.type === 'radio'", "公开");
        await page.Keyboard.PressAsync("Space");
        await Press(page, "立项");
        await page.WaitForURLAsync(u => u.Contains("/events/", StringComparison.Ordinal) && !u.EndsWith("/new", StringComparison.Ordinal));
        var address = new Uri(page.Url).AbsolutePath;
        await Follow(page, "核实");
        await Type(page, "事项", "路灯坏了三个月无人修");
        await Press(page, "登记");
        await page.Locator(".note.done").WaitForAsync();

        var (other, _) = await chromium.Open(site.Url);
        await PagesInBrowserTests.SignIn(other, await site.Account(Role.DutyOfficer));
        await other.GotoAsync(address + "/claims");
        await Reach(other, "e.matches('select')", "核实结论");
        await other.Keyboard.PressAsync("ArrowDown");
        await Type(other, "核实情况", "村口三盏路灯不亮，原因是线路老化。");
        await Type(other, "依据材料", "现场查看记录");
        await Press(other, "登记核实情况");
        await other.Locator(".note.done").WaitForAsync();

        await Follow(page, "研判");
        await Press(page, "报送研判材料");
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("待两方签收");
        errors.ShouldBeEmpty();
    }

    private static async Task Said(ILocator status, string sentence) => await Assertions.Expect(status).ToContainTextAsync(sentence, new() { Timeout = 10_000 });

    /// <summary>Tabs until the element that fits has the focus; a page where it cannot be reached fails.</summary>
    private static async Task Reach(IPage page, string script, string what)
    {
        for (var i = 0; i < 120; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>($"(() => {{ const e = document.activeElement; return {script}; }})()")) return;
        }
        Assert.Fail($"{page.Url}: the keyboard does not reach {what}");
    }

    private static async Task Type(IPage page, string label, string text)
    {
        await Reach(page, $"!!e.labels && [...e.labels].some(l => l.textContent.replace('（选填）', '').trim() === '{label}')", label);
        await page.Keyboard.InsertTextAsync(text);
    }

    private static async Task Follow(IPage page, string link)
    {
        await Reach(page, $"e.matches('a') && e.textContent.trim() === '{link}'", link);
        var before = page.Url;
        await page.Keyboard.PressAsync("Enter");
        // The page before is loaded too: only its address tells that it is gone.
        await page.WaitForURLAsync(u => u != before);
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
    }

    private static async Task Press(IPage page, string button)
    {
        await Reach(page, $"e.matches('button') && e.textContent.trim() === '{button}'", button);
        await page.Keyboard.PressAsync("Enter");
    }
}
