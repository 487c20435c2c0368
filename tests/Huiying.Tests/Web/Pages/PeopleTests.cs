using System.Net;
using System.Text.RegularExpressions;
using Huiying.Ground;

namespace Huiying.Tests.Web.Pages;

public sealed partial class PeopleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_adds_a_person_who_then_chooses_a_password_and_works_once_appointed()
    {
        await using var site = await SiteHost.Start();
        using var system = await site.SignedIn(Role.SystemAdministrator);
        var joined = await system.Send("/people?handler=join", new() { ["name"] = "新来", ["signInName"] = "xinlai" }, page: "/people");
        var html = await joined.Content.ReadAsStringAsync(Ct);
        var link = Activation().Match(html).Value;
        using var person = site.Visitor();
        (await person.Send(link, new() { ["password"] = SiteHost.Password, ["again"] = SiteHost.Password })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await person.Send("/sign-in", new() { ["name"] = "xinlai", ["password"] = SiteHost.Password });
        (await person.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var id = Choice().Match(html).Groups[1].Value;
        var appointed = await system.Send("/people?handler=appoint", new() { ["person"] = id, ["role"] = nameof(Role.DutyOfficer) }, page: "/people");
        appointed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await person.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_makes_a_link_and_the_attempt_is_in_the_ledger()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var before = await site.Store.Ledger.Head(site.Store.Office, Ct);
        var answer = await clerk.Send("/people?handler=renew", new() { ["whose"] = "system" }, page: "/people");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldNotContain("/activate/");
        (await site.Store.Ledger.Head(site.Store.Office, Ct)).ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_new_link_lets_a_person_choose_anew_and_the_ledger_never_holds_it()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        using var security = await site.SignedIn(Role.SecurityAdministrator);
        var answer = await security.Send("/people?handler=renew", new() { ["whose"] = "clerk" }, page: "/people");
        var link = Activation().Match(await answer.Content.ReadAsStringAsync(Ct)).Value;
        (await clerk.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await clerk.Send(link, new() { ["password"] = "另一句只有我自己才知道的话", ["again"] = "另一句只有我自己才知道的话" });
        (await clerk.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await foreach (var entry in site.Store.Ledger.Read(site.Store.Office, ct: Ct)) entry.Data.GetRawText().ShouldNotContain(link.Split('/')[^1]);
    }

    [GeneratedRegex("/activate/[A-Z0-9]+")]
    private static partial Regex Activation();

    [GeneratedRegex("<option value=\"([^\"]+)\"[^>]*>新来</option>")]
    private static partial Regex Choice();
}
