using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages;
using Huiying.Web.Access;
using Microsoft.Playwright;

namespace Huiying.Tests.Browser;

public sealed class FirstRunTests
{
    private const string Password = "只有我自己知道的一句话啊";

    [Fact]
    public async Task From_the_setup_link_to_the_work_desk_without_script()
    {
        await using var site = await SiteHost.Start(office: false);
        await using var chromium = await Chromium.Start();
        var (page, errors) = await chromium.Open(site.Url, script: false);
        await page.GotoAsync("/desk");
        (await page.TextContentAsync("h1")).ShouldBe("尚未设置");
        await Chromium.Picture(page, "not-set-up");
        errors.Clear();

        await page.GotoAsync("/setup/" + site.Get<SetupLink>().Renew());
        await Chromium.Picture(page, "setup");
        foreach (var (field, value) in SetupTests.Filled) await page.FillAsync($"[name={field}]", value);
        await page.ClickAsync("text=先检查岗位");
        (await page.TextContentAsync(".note.done")).ShouldNotBeNull().ShouldContain("岗位搭配可行");
        await Chromium.Picture(page, "setup-checked");
        await page.ClickAsync("button >> text=建立单位");
        (await page.TextContentAsync("h1")).ShouldBe("单位已建立");
        await Chromium.Picture(page, "setup-done");

        await page.ClickAsync("tr:has-text('anwen') a");
        await page.FillAsync("[name=password]", Password);
        await page.FillAsync("[name=again]", Password);
        await Chromium.Picture(page, "activate");
        await page.ClickAsync("main button");
        await page.FillAsync("[name=name]", "anwen");
        await page.FillAsync("[name=password]", Password);
        await Chromium.Picture(page, "sign-in");
        await page.ClickAsync("main button");
        new Uri(page.Url).AbsolutePath.ShouldBe("/desk");
        (await page.TextContentAsync("header.top")).ShouldNotBeNull().ShouldContain("安文");
        errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_in_the_browser_too()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        var name = await site.Account(Huiying.Ground.Role.Clerk);
        var (page, _) = await chromium.Open(site.Url);
        await page.GotoAsync("/sign-in");
        for (var i = 0; i <= Sessions.Tries; i++)
        {
            await page.FillAsync("[name=name]", name);
            await page.FillAsync("[name=password]", i < Sessions.Tries ? "不对的密码不对的密码" : SiteHost.Password);
            await page.ClickAsync("main button");
            (await page.TextContentAsync("[role=alert]")).ShouldNotBeNull().ShouldContain("锁定");
        }
        await Chromium.Picture(page, "locked");
    }

    [Fact]
    public async Task The_keyboard_reaches_the_content_first_and_every_field_has_its_label()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        var (page, _) = await chromium.Open(site.Url);
        await page.GotoAsync("/sign-in");
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("跳到正文");
        (await page.GetByLabel("登录名").CountAsync()).ShouldBe(1);
        (await page.GetByLabel("密码").CountAsync()).ShouldBe(1);
        (await page.GetByRole(AriaRole.Main).CountAsync()).ShouldBe(1);
    }
}
