using Huiying.Ground;
using Huiying.Tests.Web.Pages.Events;
using Huiying.Web.Pages;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Http;

namespace Huiying.Tests.Web.Demo;

public sealed class NextStepsTests
{
    [Theory]
    [InlineData("opened", "claims", Role.Clerk)]
    [InlineData("verified", "assessment", Role.Clerk)]
    [InlineData("assessed", "handling", Role.SectionHead)]
    [InlineData("submitted", "answers/", Role.SectionHead)]
    [InlineData("approved", "answers/", Role.Spokesperson)]
    [InlineData("published", "answers", Role.Clerk)]
    public async Task The_next_step_of_an_event_names_who_does_it_and_where(string stage, string task, Role role)
    {
        await using var site = await SiteHost.Start();
        using var walk = new EventWalk(site);
        await (stage switch
        {
            "opened" => walk.Opened(),
            "verified" => walk.Verified(),
            "assessed" => walk.Assessed(),
            "submitted" => walk.Submitted(),
            "approved" => walk.Approved(),
            _ => walk.Published(),
        });
        var step = (await Find(site)).ShouldHaveSingleItem();
        step.Address.ShouldStartWith($"/events/{walk.Id}/{task}");
        step.Person.Posts.ShouldContain(p => p.Role == role, $"{step.Person.Name} {step.Act}");
    }

    [Fact]
    public async Task Who_listed_a_claim_is_not_sent_to_verify_it()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Opened();
        await walk.Do(Role.Clerk, "claims", "raise", new() { ["kind"] = "Inquiry", ["text"] = "登记什么时候截止" });
        (await Find(site)).ShouldHaveSingleItem().Person.Posts.ShouldNotContain(p => p.Role == Role.Clerk);
    }

    [Fact]
    public async Task The_result_is_drafted_by_the_section_s_officer_so_that_its_head_may_sign()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Completed();
        var step = (await Find(site)).ShouldHaveSingleItem();
        step.Person.Posts.ShouldContain(p => p.Role == Role.SectionOfficer, $"{step.Person.Name} {step.Act}");
    }

    [Fact]
    public async Task A_closed_event_asks_for_nothing_more()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Closed();
        (await Find(site)).ShouldBeEmpty();
    }

    private static Task<IReadOnlyList<NextStep>> Find(SiteHost site) =>
        site.Get<NextSteps>().Find(site.Store.Office, new Text(new HttpContextAccessor()), TestContext.Current.CancellationToken);
}
