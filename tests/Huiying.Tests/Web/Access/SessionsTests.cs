using System.Net;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Web.Access;

public sealed class SessionsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_fifth_wrong_password_locks_the_account_even_for_the_right_one()
    {
        await using var site = await SiteHost.Start();
        var name = await site.Account(Role.Clerk);
        using var visitor = site.Visitor();
        for (var i = 0; i < Sessions.Tries; i++)
        {
            (await visitor.Send("/sign-in", new() { ["name"] = name, ["password"] = "not the password" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }
        (await visitor.Send("/sign-in", new() { ["name"] = name, ["password"] = SiteHost.Password })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await visitor.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Four_wrong_passwords_do_not_lock()
    {
        await using var site = await SiteHost.Start();
        var name = await site.Account(Role.Clerk);
        using var visitor = site.Visitor();
        for (var i = 1; i < Sessions.Tries; i++) await visitor.Send("/sign-in", new() { ["name"] = name, ["password"] = "not the password" });
        (await visitor.Send("/sign-in", new() { ["name"] = name, ["password"] = SiteHost.Password })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_session_ends_after_thirty_idle_minutes()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        site.Store.Time.Advance(TimeSpan.FromMinutes(29));
        (await clerk.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Store.Time.Advance(TimeSpan.FromMinutes(29));
        (await clerk.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Store.Time.Advance(TimeSpan.FromMinutes(31));
        (await clerk.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_busy_session_ends_after_twelve_hours()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        for (var passed = TimeSpan.FromMinutes(20); passed < Sessions.Longest; passed += TimeSpan.FromMinutes(20))
        {
            site.Store.Time.Advance(TimeSpan.FromMinutes(20));
            (await clerk.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK, passed.ToString());
        }
        site.Store.Time.Advance(TimeSpan.FromMinutes(20));
        (await clerk.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_changed_security_stamp_ends_the_session_at_the_next_request()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            await users.UpdateSecurityStampAsync((await users.FindByIdAsync("clerk"))!);
        }
        (await clerk.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_post_that_ended_opens_nothing_at_the_next_request()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        await using (var store = site.Store.Open())
        {
            var now = site.Store.Time.GetUtcNow();
            await store.Set<AppointmentRow>().Where(a => a.Person == new PersonId("clerk")).ExecuteUpdateAsync(s => s.SetProperty(a => a.Until, now), Ct);
        }
        (await clerk.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_person_who_left_is_signed_out_at_the_next_request()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        await using (var store = site.Store.Open())
        {
            await store.Set<PersonRow>().Where(p => p.Id == new PersonId("clerk")).ExecuteUpdateAsync(s => s.SetProperty(p => p.Left, true), Ct);
        }
        (await clerk.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_script_and_of_other_sites()
    {
        await using var site = await SiteHost.Start(https: true);
        var name = await site.Account(Role.Clerk);
        using var visitor = site.Visitor();
        await visitor.Open("/desk");
        var cookie = Sessions.CookieName("session", https: true);
        cookie.ShouldStartWith("__Host-");
        Sessions.CookieName("session", https: false).ShouldNotStartWith("__Host-");
        await using var plain = await SiteHost.Start();
        await plain.Account(Role.Clerk);
        using var second = plain.Visitor();
        var answer = await second.Send("/sign-in", new() { ["name"] = name, ["password"] = SiteHost.Password });
        var set = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("huiying-session=", StringComparison.Ordinal)).ToLowerInvariant();
        set.ShouldContain("httponly");
        set.ShouldContain("samesite=lax");
        set.ShouldNotContain("expires=");
    }

    [Fact]
    public async Task Signing_in_never_leads_to_another_site()
    {
        await using var site = await SiteHost.Start();
        var name = await site.Account(Role.Clerk);
        foreach (var back in (string[])["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
        {
            using var visitor = site.Visitor();
            var answer = await visitor.Send("/sign-in", new() { ["name"] = name, ["password"] = SiteHost.Password, ["back"] = back });
            answer.Headers.Location!.ToString().ShouldBe("/desk");
            (await visitor.Open("/language/en?back=" + Uri.EscapeDataString(back))).Headers.Location!.ToString().ShouldBe("/");
        }
    }
}
