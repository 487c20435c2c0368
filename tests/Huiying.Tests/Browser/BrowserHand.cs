using Huiying.Ground;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;
using Microsoft.Playwright;

namespace Huiying.Tests.Browser;

/// <summary>Fills forms in Chromium as people do: each person in a browser of their own, each field by what it is, each form by its button.</summary>
internal sealed class BrowserHand(SiteHost site, Chromium chromium) : IFormHand
{
    private readonly Dictionary<(Role, SectionId?), IPage> people = [];

    /// <summary>What the browsers complained of: script errors, blocked content.</summary>
    public List<string> Errors { get; } = [];

    public async Task<string> Fill(Role role, SectionId? section, string page, string handler, Dictionary<string, string> fields)
    {
        var screen = await By(role, section);
        await screen.GotoAsync(page);
        var form = await Form(screen, handler, fields);
        foreach (var (name, value) in fields) await Enter(form, name, value);
        var own = form.Locator($"button[formaction*='handler={handler}' i]");
        var button = handler.Length > 0 && await own.CountAsync() > 0 ? own.First : form.Locator("button[type=submit]").First;
        await Unfold(button);
        await button.ClickAsync();
        var said = screen.Locator("main .note.done, main [role=alert]").First;
        await said.WaitForAsync();
        if (await screen.Locator("main [role=alert]").CountAsync() > 0 && await screen.Locator("main .note.done").CountAsync() == 0)
        {
            Assert.Fail($"{role} {page} {handler}: {await said.InnerTextAsync()}");
        }
        return new Uri(screen.Url).AbsolutePath;
    }

    public async Task<IPage> By(Role role, SectionId? section = null)
    {
        if (people.TryGetValue((role, section), out var known)) return known;
        var (page, errors) = await chromium.Open(site.Url);
        page.Close += (_, _) => Errors.AddRange(errors);
        await PagesInBrowserTests.SignIn(page, await site.Account(role, section));
        return people[(role, section)] = page;
    }

    /// <summary>Closes every window and gathers what they complained of.</summary>
    public async Task Leave()
    {
        foreach (var page in people.Values) await page.CloseAsync();
    }

    /// <summary>Of the forms of a handler the one whose fixed fields are those asked for: the claim, the step, the recipient.</summary>
    private static async Task<ILocator> Form(IPage screen, string handler, Dictionary<string, string> fields)
    {
        var forms = screen.Locator(handler.Length == 0 ? "main form.form" : $"main form[action*='handler={handler}' i], main form:has(button[formaction*='handler={handler}' i])");
        for (var i = 0; i < await forms.CountAsync(); i++)
        {
            var form = forms.Nth(i);
            var fits = true;
            foreach (var (name, value) in fields)
            {
                var fixedField = form.Locator($"input[type=hidden][name='{name}']");
                if (await fixedField.CountAsync() > 0) fits &= await fixedField.First.InputValueAsync() == value;
                else fits &= await form.Locator($"[name='{name}']").CountAsync() > 0;
            }
            if (fits) return form;
        }
        Assert.Fail($"{screen.Url}: no form for {handler} with {string.Join(", ", fields.Keys)}");
        return forms;
    }

    private static async Task Enter(ILocator form, string name, string value)
    {
        var field = form.Locator($"[name='{name}']:not([type=hidden])");
        if (await field.CountAsync() == 0) return;
        await Unfold(field.First);
        switch (await field.First.EvaluateAsync<string>("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()"))
        {
            case "select":
                await field.First.SelectOptionAsync(value);
                break;
            case "file":
                await field.First.SetInputFilesAsync(new FilePayload { Name = value, MimeType = "image/png", Buffer = MajorEventTests.Png });
                break;
            case "radio" or "checkbox":
                await form.Locator($"[name='{name}'][value='{value}']").CheckAsync();
                break;
            default:
                await field.First.FillAsync(value);
                break;
        }
    }

    /// <summary>Opens what is folded away around it, by its summary as a person would.</summary>
    private static async Task Unfold(ILocator inside)
    {
        var folded = inside.Locator("xpath=ancestor::details[not(@open)]");
        while (await folded.CountAsync() > 0) await folded.First.Locator("xpath=summary").ClickAsync();
    }
}
