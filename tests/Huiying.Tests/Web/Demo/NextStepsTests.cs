using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
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

    [Fact, Clause("R61")]
    public async Task When_the_rules_suggest_a_higher_grade_a_leader_is_asked_to_grade_it_before_anything_else()
    {
        await using var site = await SiteHost.Start();
        var ct = TestContext.Current.CancellationToken;
        var now = site.Store.Time.GetUtcNow();
        var lines = Enumerable.Range(0, 12).Select(i => $$"""
            {"id":"m{{i}}","time":"{{now.AddHours(-i):yyyy-MM-ddTHH:mm:ssZ}}","title":"白杨村路灯不亮","body":"村口三盏路灯不亮已有{{i + 60}}天，第{{i}}次反映。","views":30000,"comments":900}
            """);
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        (await site.Get<Import>().Run(Actor.CommandLine(site.Store.Office), new ImportFile("posts.jsonl"), input, ct: ct)).Value.Rejected.ShouldBeEmpty();
        await site.Get<Huiying.Assess.Assessment>().Run(site.Store.Office, ct: ct);
        var topic = (await site.Get<Topics>().List(site.Store.By(Role.Clerk), ct: ct)).Value.MaxBy(t => t.Posts)!.Id;
        using var walk = await new EventWalk(site) { Topic = topic.Value }.Opened();
        (await (await walk.By(Role.SupervisingLeader)).Read("/desk")).ShouldContain("由领导定级");
        var step = (await Find(site)).ShouldHaveSingleItem();
        step.Address.ShouldBe($"/events/{walk.Id}/major");
        await walk.Do(Role.SupervisingLeader, "major", "grade", new() { ["grade"] = "Major", ["reason"] = "达到参考线" });
        (await (await walk.By(Role.SupervisingLeader)).Read("/desk")).ShouldNotContain("由领导定级");
        (await Find(site)).ShouldHaveSingleItem().Act.ShouldBe("向两条线报告");
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
