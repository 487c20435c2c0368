using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Ground;

public sealed class RoleMatrixTests
{
    [Fact]
    public void A_county_office_of_twelve_is_workable() => OfficePlans.Twelve.Problems(Policy.Default).ShouldBeEmpty();

    [Fact]
    public void Five_people_are_enough() => OfficePlans.Five.Problems(Policy.Default).ShouldBeEmpty();

    [Theory]
    [InlineData("principal", "主任", "PrincipalLeader"), InlineData("secretary", "机关党组书记", "PartySecretary"), InlineData("legal", "法制审核员", "LegalReviewer")]
    [InlineData("audit", "审计管理员", "AuditAdministrator"), InlineData("security", "安全管理员", "SecurityAdministrator"), InlineData("spokes", "保密审查员", "SecrecyReviewer")]
    public void A_post_nobody_holds_is_named_with_how_to_mend_it(string gone, string zh, string en) =>
        Problems(OfficePlans.Twelve.Without(gone)).ShouldContain(p => p.Code == "matrix.vacant" && p.Zh.Contains(zh) && p.Zh.Contains("请指定") && p.En.Contains(en));

    [Fact]
    public void Whoever_alone_drafts_cannot_also_be_the_only_approver()
    {
        // The officer of section b is gone; its head and the clerk can draft. The head's own review, then, has nobody; with the clerk drafting, the office check has nobody.
        var problem = Problems(OfficePlans.Twelve.With("officer-b", new PostPlan(Role.SystemAdministrator))).ShouldHaveSingleItem();
        problem.Code.ShouldBe("matrix.drafter-approver");
        problem.Clause.ShouldBe("R27");
        problem.Zh.ShouldContain("帮扶科");
        problem.En.ShouldContain("Name another drafter");
    }

    [Fact]
    public void A_second_clerk_lets_a_section_without_officers_work() =>
        Problems(OfficePlans.Twelve.With("officer-b", new PostPlan(Role.SystemAdministrator), new PostPlan(Role.Clerk))).ShouldBeEmpty();

    [Fact]
    public void A_section_without_a_head_is_named() =>
        Problems(OfficePlans.Twelve.Without("head-b")).ShouldHaveSingleItem().Zh.ShouldContain("帮扶科");

    [Theory]
    [InlineData(Role.Clerk), InlineData(Role.PartyMember), InlineData(Role.SystemAdministrator), InlineData(Role.DutyOfficer)]
    public void The_auditor_holds_nothing_else(Role other) =>
        Problems(OfficePlans.Twelve.With("audit", new PostPlan(Role.AuditAdministrator), new PostPlan(other)))
            .ShouldContain(p => p.Code == "matrix.auditor" && p.Zh.Contains("薛审"));

    [Fact]
    public void The_three_administrators_are_three_people() =>
        Problems(OfficePlans.Twelve.With("security", new PostPlan(Role.SecurityAdministrator), new PostPlan(Role.SystemAdministrator)))
            .ShouldContain(p => p.Code == "matrix.administrators" && p.Zh.Contains("万安"));

    [Fact]
    public void One_person_cannot_verify_what_only_they_write()
    {
        var alone = OfficePlans.Five.With("officer", new PostPlan(Role.SystemAdministrator), new PostPlan(Role.SupervisionOfficer))
            .With("head", new PostPlan(Role.SecrecyReviewer), new PostPlan(Role.SecurityAdministrator));
        Problems(alone).ShouldContain(p => p.Code == "matrix.verifier");
    }

    [Fact]
    public void Duty_officer_and_duty_leader_are_two_people() =>
        Problems(OfficePlans.Twelve.With("clerk", new PostPlan(Role.Clerk)).With("leader", new PostPlan(Role.SupervisingLeader), new PostPlan(Role.DutyLeader), new PostPlan(Role.DutyOfficer)))
            .ShouldHaveSingleItem().Code.ShouldBe("matrix.duty");

    [Fact, Clause("R38")]
    public void An_outlet_nobody_may_publish_on_is_named()
    {
        var policy = Policy.Parse("outlets:\n  - { id: website, name: 机关网站, kind: site, publishers: [spokesperson] }\n").Policy.ShouldNotBeNull();
        OfficePlans.Five.Problems(policy).ShouldHaveSingleItem().Code.ShouldBe("matrix.publisher");
    }

    [Fact]
    public void An_office_without_anyone_hears_of_every_post_at_once()
    {
        var problems = Problems(new OfficePlan("空", "无", [], []));
        problems.Count(p => p.Code == "matrix.vacant").ShouldBe(RoleMatrix.Needed.Count);
        problems.ShouldContain(p => p.Code == "matrix.no-section");
        problems.ShouldAllBe(p => p.Zh.Length > 0 && p.En.Length > 0);
    }

    [Fact]
    public void Every_single_post_taken_from_the_smallest_office_is_noticed()
    {
        foreach (var person in OfficePlans.Five.People)
        {
            foreach (var post in person.Posts)
            {
                Problems(OfficePlans.Five.With(person.Key, [.. person.Posts.Where(p => p != post)])).ShouldNotBeEmpty($"{person.Key} {post}");
            }
        }
    }

    [Theory]
    [InlineData("section-head", "没有写明科室"), InlineData("name", "1–60"), InlineData("twice", "重复")]
    public void A_plan_with_a_slip_says_where(string slip, string zh)
    {
        var plan = slip switch
        {
            "section-head" => OfficePlans.Five.With("head", new PostPlan(Role.SectionHead)),
            "name" => OfficePlans.Five with { Name = "一\n二" },
            _ => OfficePlans.Five with { Sections = [new("a", "综合科"), new("a", "业务科")] },
        };
        Problems(plan).ShouldContain(p => p.Zh.Contains(zh));
    }

    private static IReadOnlyList<MatrixProblem> Problems(OfficePlan plan) => plan.Problems(Policy.Default);
}
