using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Ground.Policies;

public sealed class PolicyValuesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_value_has_its_clause_or_its_source_and_every_clock_says_where_it_is_from()
    {
        var values = PolicyValues.Of(Policy.Default);
        values.Count.ShouldBeGreaterThan(200);
        values.Where(v => v.Clause.Length == 0 && v.Source.Length == 0).Select(v => v.Key).ShouldBeEmpty();
        values.Where(v => v.Section == "rules" && v.Source.Length == 0).Select(v => v.Key).ShouldBeEmpty();
        var phone = values.Single(v => v.Key == "rules.R28:phone.major");
        (phone.Value, phone.Clause, phone.Own).ShouldBe(("30 min", "R28", true));
        phone.Source.ShouldContain("地方规定");
        values.Single(v => v.Key == "reporting.major").Value.ShouldBe("district-committee → district-government ‖ city-office");
        values.Single(v => v.Key == "standing-line.text").Value.ShouldBe("您反映的情况已收到，正在核实，核实后将及时回复。");
        values.Single(v => v.Key == "lights.reminder").Value.ShouldBe("16:30");
    }

    [Fact]
    public void Comparing_names_each_changed_value_old_and_new_and_nothing_else()
    {
        var draft = Policy.Parse("name: 更严\nrules:\n  R17: { all: 10 min } # 本办会议纪要\noutlets:\n  - { id: site, name: 网站, kind: site, publishers: [clerk] }\n").Policy.ShouldNotBeNull();
        var changes = PolicyValues.Compare(Policy.Default, draft);
        changes.Select(c => c.Key).ShouldBe(["name", "rules.R17.all", "outlets.1"], ignoreOrder: true);
        changes.Single(c => c.Key == "rules.R17.all").ShouldBe(new PolicyChange("rules.R17.all", "30 min", "10 min", "本办会议纪要", "R17"));
        PolicyValues.Of(draft).Single(v => v.Key == "rules.R24.ordinary").ShouldSatisfyAllConditions(v => v.Own.ShouldBeFalse(), v => v.Source.ShouldContain("吉林"));
        PolicyValues.Compare(Policy.Default, Policy.Default).ShouldBeEmpty();
    }

    [Theory, BothEngines, Clause("R83")]
    public async Task A_version_scheduled_and_not_yet_in_force_is_taken_back_with_a_reason_and_one_in_force_is_not(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var policies = test.Get<PolicyVersions>();
        var hash = (await policies.Draft(test.By(Role.Clerk), "name: 下月起\n", "page", Ct)).Value.Hash;
        var from = test.Time.GetUtcNow().AddDays(7);
        (await policies.PutInForce(test.By(Role.PrincipalLeader), hash, from, Ct)).Refusal.ShouldBeNull();

        (await policies.TakeBack(test.By(Role.Clerk), hash, "写错了", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await policies.TakeBack(test.By(Role.PartySecretary), hash, " ", Ct)).Refusal!.Clause.ShouldBe("R83");
        (await policies.TakeBack(test.By(Role.PartySecretary), hash, "会上未通过", Ct)).Refusal.ShouldBeNull();
        test.Time.Advance(TimeSpan.FromDays(8));
        (await policies.Current(test.Office, Ct)).Hash.ShouldBe(Policy.Default.Hash);
        (await policies.TakeBack(test.By(Role.PartySecretary), hash, "再撤", Ct)).Refusal!.Code.ShouldBe("policy.not-scheduled");

        (await policies.PutInForce(test.By(Role.PrincipalLeader), hash, ct: Ct)).Refusal.ShouldBeNull();
        (await policies.TakeBack(test.By(Role.PartySecretary), hash, "晚了", Ct)).Refusal!.Code.ShouldBe("policy.not-scheduled");
        (await policies.Current(test.Office, Ct)).Hash.ShouldBe(hash);
        (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).Single(e => e.Act == "policies.take-back").Data.GetProperty("reason").GetString().ShouldBe("会上未通过");
    }
}
