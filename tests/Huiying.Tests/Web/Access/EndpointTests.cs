using System.Net;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace Huiying.Tests.Web.Access;

public sealed class EndpointTests
{
    [Fact]
    public async Task Every_endpoint_names_a_post_or_the_public()
    {
        await using var site = await SiteHost.Start();
        var endpoints = site.Get<EndpointDataSource>().Endpoints;
        endpoints.Count.ShouldBeGreaterThan(8);
        endpoints.Where(e => e.Metadata.GetMetadata<AllowPublicAttribute>() is null && e.Metadata.GetMetadata<PostsAttribute>() is not { Named.Count: > 0 })
            .Select(e => e.DisplayName).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_endpoint_that_takes_a_form_is_a_page_that_checks_its_token()
    {
        await using var site = await SiteHost.Start();
        foreach (var endpoint in site.Get<EndpointDataSource>().Endpoints.Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is null))
        {
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
            methods.ShouldNotBeNull(endpoint.DisplayName);
            methods.ShouldBeSubsetOf(["GET", "HEAD"], endpoint.DisplayName);
        }
    }

    [Fact]
    public async Task An_endpoint_that_names_nothing_is_refused_even_to_an_administrator()
    {
        await using var site = await SiteHost.Start(more: app => app.MapGet("/forgotten", () => "secret"));
        using var administrator = await site.SignedIn(Role.SystemAdministrator);
        using var visitor = site.Visitor();
        (await administrator.Open("/forgotten")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.Open("/forgotten")).Headers.Location!.ToString().ShouldContain("/sign-in");
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_is_not_found()
    {
        await using var site = await SiteHost.Start();
        using var visitor = site.Visitor();
        var answer = await visitor.Open("/nowhere");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("没有这一页");
    }

    [Fact]
    public async Task A_signed_in_attempt_without_the_post_is_in_the_ledger()
    {
        await using var site = await SiteHost.Start(more: app => app.MapGet("/only-audit", () => "books").WithMetadata(new PostsAttribute(Role.AuditAdministrator)));
        using var clerk = await site.SignedIn(Role.Clerk);
        var before = (await site.Store.Ledger.Verify(site.Store.Office, TestContext.Current.CancellationToken)).Entries;
        var answer = await clerk.Open("/only-audit?name=secret");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("已记入台账");
        var after = await site.Store.Ledger.Verify(site.Store.Office, TestContext.Current.CancellationToken);
        (after.Entries, after.BrokenAt).ShouldBe((before + 1, null));
    }

    [Fact]
    public async Task An_anonymous_attempt_is_sent_to_sign_in_and_is_not_in_the_ledger()
    {
        await using var site = await SiteHost.Start();
        using var visitor = site.Visitor();
        var before = (await site.Store.Ledger.Verify(site.Store.Office, TestContext.Current.CancellationToken)).Entries;
        var answer = await visitor.Open("/desk");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.PathAndQuery.ShouldBe("/sign-in?back=%2Fdesk");
        (await site.Store.Ledger.Verify(site.Store.Office, TestContext.Current.CancellationToken)).Entries.ShouldBe(before);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        foreach (var path in (string[])["/sign-in", "/sign-out", "/activate/none"])
        {
            (await clerk.Post(path, new() { ["name"] = "x" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
        (await clerk.Open("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
