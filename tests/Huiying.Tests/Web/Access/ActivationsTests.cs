using System.Net;
using Huiying.Ground;
using Huiying.Web.Access;

namespace Huiying.Tests.Web.Access;

public sealed class ActivationsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_has_no_password_until_its_person_chooses_one()
    {
        await using var site = await SiteHost.Start();
        var activations = site.Get<Activations>();
        var account = (await activations.Open(site.Store.Office, site.Store.By(Role.Clerk).Person, "安文")).Value;
        account.PasswordHash.ShouldBeNull();
        var code = await activations.Renew(account);
        using var visitor = site.Visitor();
        (await visitor.Send("/activate/" + code, new() { ["password"] = "一句只有我知道的长长的话", ["again"] = "一句只有我知道的长长的话" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.Send("/sign-in", new() { ["name"] = "安文", ["password"] = "一句只有我知道的长长的话" })).Headers.Location!.ToString().ShouldBe("/desk");
    }

    [Fact]
    public async Task A_link_works_once()
    {
        await using var site = await SiteHost.Start();
        var activations = site.Get<Activations>();
        var code = await activations.Renew((await activations.Open(site.Store.Office, site.Store.By(Role.Clerk).Person, "clerk")).Value);
        (await activations.Choose(code, "first choice of words", Ct)).Ok.ShouldBeTrue();
        (await activations.Choose(code, "second choice of words", Ct)).Refusal!.Code.ShouldBe("not-found");
        using var visitor = site.Visitor();
        (await visitor.Open("/activate/" + code)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_link_ends_after_seven_days_and_with_the_next_link()
    {
        await using var site = await SiteHost.Start();
        var activations = site.Get<Activations>();
        var account = (await activations.Open(site.Store.Office, site.Store.By(Role.Clerk).Person, "clerk")).Value;
        var first = await activations.Renew(account);
        var second = await activations.Renew(account);
        (await activations.Find(first, Ct)).ShouldBeNull();
        site.Store.Time.Advance(Activations.Good - TimeSpan.FromSeconds(1));
        (await activations.Find(second, Ct)).ShouldNotBeNull();
        site.Store.Time.Advance(TimeSpan.FromSeconds(1));
        (await activations.Find(second, Ct)).ShouldBeNull();
    }

    [Theory]
    [InlineData("short 11 ch")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    public async Task A_short_or_repeating_password_is_refused_and_the_link_stays_good(string password)
    {
        await using var site = await SiteHost.Start();
        var activations = site.Get<Activations>();
        var code = await activations.Renew((await activations.Open(site.Store.Office, site.Store.By(Role.Clerk).Person, "clerk")).Value);
        (await activations.Choose(code, password, Ct)).Refusal!.Code.ShouldBe("invalid");
        (await activations.Find(code, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_sign_in_name_is_used_once()
    {
        await using var site = await SiteHost.Start();
        var activations = site.Get<Activations>();
        (await activations.Open(site.Store.Office, site.Store.By(Role.Clerk).Person, "same")).Ok.ShouldBeTrue();
        (await activations.Open(site.Store.Office, site.Store.By(Role.SectionHead).Person, "SAME")).Refusal!.Code.ShouldBe("invalid");
    }
}
