using System.Net;
using Huiying.Ground;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace Huiying.Tests.Web.Pages;

public sealed class PagesTests
{
    private static readonly string[] Empty = ["/", "/on-time", "/about", "/desk", "/events", "/events?closed=true", "/events/new", "/topics", "/topics?unanswered=true",
        "/calendar", "/policy/draft", "/search", "/search?q=危房", "/search?q=危房&kind=Events&grade=Major", "/search?kind=Papers&state=draft", "/patrols", "/sources", "/terms", "/import", "/sources/new", "/entries/new", "/people", "/policy", "/ledger", "/access-log", "/status", "/statistics", "/papers", "/signs", "/appraisals", "/drills", "/trainings", "/examples", "/incoming", "/offices", "/roster", "/failings", "/events/secret", "/documents", "/words", "/alerts", "/alerts/rules", "/alerts/rules?kind=Term"];

    [Fact]
    public async Task Every_page_of_a_new_office_opens_for_whoever_may_open_it()
    {
        await using var site = await SiteHost.Start();
        var listed = site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText).Where(p => !p.Contains('{', StringComparison.Ordinal) && p is not ("/sign-in" or "/sign-out" or "//" or "/typed"));
        listed.Except(Empty).ShouldBeEmpty();
        using var clerk = await site.SignedIn(Role.Clerk);
        using var principal = await site.SignedIn(Role.PrincipalLeader);
        using var auditor = await site.SignedIn(Role.AuditAdministrator);
        foreach (var path in Empty)
        {
            var answer = await (path switch { "/ledger" => principal, "/access-log" => auditor, _ => clerk }).Open(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
    }

    [Fact]
    public async Task Every_page_opens_in_English_too()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        await clerk.Open("/language/en");
        foreach (var path in Empty.Where(p => p is not ("/ledger" or "/access-log"))) (await clerk.Read(path)).ShouldContain("<html lang=\"en\">", Case.Sensitive, path);
    }

    [Theory]
    [InlineData("/events/none")]
    [InlineData("/events/none/claims")]
    [InlineData("/events/none/answers/none")]
    [InlineData("/events/none/documents/none")]
    [InlineData("/events/none/documents")]
    [InlineData("/events/none/keeping")]
    [InlineData("/drills/none")]
    [InlineData("/papers/none/document/print")]
    [InlineData("/incoming/none")]
    [InlineData("/incoming/none/document")]
    [InlineData("/events/none/superior")]
    [InlineData("/at/none/")]
    [InlineData("/sheets/people.csv")]
    [InlineData("/topics/999")]
    [InlineData("/policy/versions/none")]
    [InlineData("/topics/none")]
    [InlineData("/topics/none/correct")]
    [InlineData("/posts/999")]
    [InlineData("/alerts/none")]
    [InlineData("/alerts/rules/none")]
    [InlineData("/posts/999/files/1")]
    [InlineData("/answers/none")]
    [InlineData("/documents/none")]
    [InlineData("/documents/none/1/file")]
    public async Task What_does_not_exist_is_not_found(string path)
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        (await clerk.Open(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_auditor_sees_the_ledger_and_opens_no_event()
    {
        await using var site = await SiteHost.Start();
        using var audit = await site.SignedIn(Role.AuditAdministrator);
        (await audit.Open("/ledger")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await audit.Open("/incoming")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await audit.Open("/events/new")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
