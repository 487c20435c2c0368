using Huiying.Assess.Alerting;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Assess.Alerting;

public sealed class AlertRulesTests
{
    private static readonly AlertRuleText Rule = new("供水信息较多", RuleKind.Threshold, AlertLevel.Notice, [Role.Clerk], AtLeast: 10, Hours: 24, Scope: ["供水", "杨柳街道"]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task The_policy_s_rules_run_without_any_set_up_and_one_that_is_changed_is_the_office_s_own(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var (rules, clerk) = (test.Get<AlertRules>(), test.By(Role.Clerk));
        var given = (await rules.List(clerk, Ct)).Value;
        given.Select(r => r.Text.Kind).Distinct().Order().ShouldBe(Enum.GetValues<RuleKind>().Except([RuleKind.SavedSearch]));
        given.ShouldAllBe(r => r.Runs && r.FromPolicy);
        (await rules.Change(clerk, "many", given[0].Text with { AtLeast = 50 }, seen: 0, Ct)).Refusal.ShouldBeNull();
        (await rules.Change(clerk, "many", given[0].Text with { AtLeast = 60 }, seen: 0, Ct)).Refusal!.Code.ShouldBe("case.changed");
        (await rules.Pause(clerk, "silence", "", Ct)).Refusal!.Clause.ShouldBe("R41");
        (await rules.Pause(clerk, "silence", "网站统一维护", Ct)).Refusal.ShouldBeNull();
        (await rules.End(clerk, "growth", "用不上", Ct)).Refusal.ShouldBeNull();
        (await rules.Resume(clerk, "growth", "又要用", Ct)).Refusal!.Code.ShouldBe("alert.rule-ended");
        var own = (await rules.Add(clerk, Rule, Ct)).Value;
        var now = (await rules.List(clerk, Ct)).Value;
        now.Select(r => r.Id).ShouldBe([.. given.Select(g => g.Id), own]);
        (now[0].Text.AtLeast, now[0].FromPolicy, now[0].ByName).ShouldBe((50, false, "安文"));
        (now.Single(r => r.Id == "silence").Paused, now.Single(r => r.Id == "growth").Ended).ShouldBe(("网站统一维护", "用不上"));
        (await rules.Resume(clerk, "silence", "维护结束", Ct)).Refusal.ShouldBeNull();
        (await rules.List(clerk, Ct)).Value.Single(r => r.Id == "silence").Runs.ShouldBeTrue();
    }

    [Theory, Clause("S15")]
    [InlineData("张三丰")]
    [InlineData("13912345678")]
    [InlineData("微信号 abcd1234")]
    [InlineData("110101199001011234")]
    [InlineData("投诉人安文")]
    public async Task A_rule_that_singles_out_a_person_is_refused_wherever_the_person_stands(string person)
    {
        await using var test = await AssessmentTests.Create(Engine.Sqlite);
        var (rules, clerk) = (test.Get<AlertRules>(), test.By(Role.Clerk));
        var term = new AlertRuleText("出现词语", RuleKind.Term, AlertLevel.Notice, [Role.Clerk], Hours: 72);
        foreach (var rule in new[] { Rule with { Scope = ["供水", person] }, term with { Terms = [person] }, Rule with { Name = person } })
        {
            (await rules.Add(clerk, rule, Ct)).Refusal!.Clause.ShouldBe("S15");
        }
        (await rules.Change(clerk, "terms", term with { Terms = [person] }, 0, Ct)).Refusal!.Clause.ShouldBe("S15");
        (await rules.List(clerk, Ct)).Value.ShouldAllBe(r => r.FromPolicy);
        // The refusal is entered without the words.
        (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).ShouldAllBe(e => !e.Data.GetRawText().Contains(person, StringComparison.Ordinal));
    }

    [Fact, Clause("S15")]
    public async Task A_person_on_the_policy_s_list_of_terms_is_never_looked_for()
    {
        await using var test = await AssessmentTests.Create(Engine.Sqlite);
        var versions = test.Get<PolicyVersions>();
        var draft = (await versions.Draft(test.By(Role.Clerk), "name: 本办\nalerts:\n  terms: [塌方, 张三丰]\n", "page", Ct)).Value;
        (await versions.PutInForce(test.By(Role.PrincipalLeader), draft.Hash, ct: Ct)).Refusal.ShouldBeNull();
        await AssessmentTests.Take(test, AssessmentTests.Some(1, "张三丰昨天又在街道办门口反映水费的问题，请尽快答复"));
        await AssessmentTests.Assess(test);
        (await test.Get<AlertWatch>().Look(test.Office, Ct)).ShouldBe(0);
        await AssessmentTests.Take(test, AssessmentTests.Some(2, "杨柳街道北山塌方，道路中断，请尽快抢修"));
        await AssessmentTests.Assess(test);
        (await test.Get<AlertWatch>().Look(test.Office, Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task A_rule_is_set_by_whose_post_it_is_and_needs_its_figures_and_somebody_to_tell()
    {
        await using var test = await AssessmentTests.Create(Engine.Sqlite);
        var (rules, clerk) = (test.Get<AlertRules>(), test.By(Role.Clerk));
        (await rules.Add(test.By(Role.SectionOfficer), Rule, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await rules.End(test.By(Role.DutyOfficer), "many", "不要", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        foreach (var wrong in new[]
        {
            Rule with { AtLeast = 0 }, Rule with { Hours = 0 }, Rule with { Tell = [] }, Rule with { Tell = [Role.AuditAdministrator] }, Rule with { Name = "" }, Rule with { Scope = ["水"] },
            Rule with { Scope = ["/水.*/"] }, Rule with { Quiet = new(new(7, 0), new(7, 0)) }, Rule with { Kind = RuleKind.Growth, Times = 1 }, Rule with { Kind = RuleKind.Burst, Burst = 4 },
            Rule with { Kind = RuleKind.Media }, Rule with { Kind = RuleKind.SavedSearch },
        })
        {
            (await rules.Add(clerk, wrong, Ct)).Refusal!.Code.ShouldBe("invalid", wrong.ToString());
        }
        (await rules.Change(clerk, "none", Rule, 0, Ct)).Refusal!.Code.ShouldBe("not-found");
    }

    [Fact]
    public async Task A_paused_rule_and_one_whose_scope_a_topic_does_not_name_raise_nothing()
    {
        await using var test = await AssessmentTests.Create(Engine.Sqlite);
        var (rules, clerk, watch) = (test.Get<AlertRules>(), test.By(Role.Clerk), test.Get<AlertWatch>());
        var id = (await rules.Add(clerk, Rule with { AtLeast = 2 }, Ct)).Value;
        await AssessmentTests.Take(test, [.. Enumerable.Range(1, 3).Select(n => AssessmentTests.Some(n, "松林镇中学门口每天早晚堵车，学生过马路很危险"))]);
        await AssessmentTests.Assess(test);
        (await watch.Look(test.Office, Ct)).ShouldBe(0);
        (await rules.Pause(clerk, id, "先看看", Ct)).Refusal.ShouldBeNull();
        await AssessmentTests.Take(test, [.. Enumerable.Range(10, 3).Select(n => AssessmentTests.Some(n, "楊柳街道自來水發黃有異味，什麼時候能恢復？"))]);
        await AssessmentTests.Assess(test);
        (await watch.Look(test.Office, Ct)).ShouldBe(0);
        (await rules.Resume(clerk, id, "要用", Ct)).Refusal.ShouldBeNull();
        await AssessmentTests.Take(test, AssessmentTests.Some(20, "楊柳街道自來水發黃有異味，什麼時候能恢復？"));
        await AssessmentTests.Assess(test);
        (await watch.Look(test.Office, Ct)).ShouldBe(1);
    }

    [Theory]
    [InlineData("- { id: a, name: 甲, kind: threshold, level: notice, at-least: 3, tell: [clerk] }")]
    [InlineData("- { id: a, name: 甲, kind: growth, level: notice, times: 1, at-least: 3, tell: [clerk] }")]
    [InlineData("- { id: a, name: 甲, kind: burst, level: notice, burst: 5, tell: [clerk] }")]
    [InlineData("- { id: a, name: 甲, kind: media, level: notice, hours: 24, tell: [clerk] }")]
    [InlineData("- { id: a, name: 甲, kind: silence, level: grave, tell: [clerk] }")]
    [InlineData("- { id: a, name: 甲, kind: silence, level: notice, tell: [clerk], quiet: \"22-7\" }")]
    [InlineData("- { id: a, name: 甲, kind: silence, level: notice, tell: [clerk] }\n    - { id: a, name: 乙, kind: silence, level: notice, tell: [clerk] }")]
    public void A_policy_s_rule_without_the_figures_of_its_kind_is_refused(string rule) =>
        Policy.Parse($"name: 本办\nalerts:\n  rules:\n    {rule}\n").Problems.ShouldNotBeEmpty();
}
