using Huiying.Assess;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Handle;

public sealed class PlansTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R12")]
    public async Task The_library_keeps_every_version_and_an_event_keeps_the_words_its_plan_had_when_it_was_activated(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddSingleton<PolicyVersions>().AddSingleton<People>()
            .AddSingleton<ReadTopic>((_, _, _) => Task.FromResult<TopicFacts?>(null)).AddHandle());
        var (plans, major) = (test.Get<Plans>(), test.Get<MajorEvents>());
        (await plans.Keep(test.By(Role.SectionOfficer), null, "停水应急预案", "一、值守。", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await plans.Keep(test.By(Role.Clerk), null, "停水应急预案", " ", Ct)).Refusal!.Clause.ShouldBe("R31");
        var first = (await plans.Keep(test.By(Role.Clerk), null, "停水应急预案", "一、值守。", Ct)).Value;
        var id = (await test.Get<Cases>().Open(test.By(Role.Clerk), new("停水", new Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value.Id;
        (await major.ActivatePlan(test.By(Role.DutyLeader), id, first.Id, Ct)).Refusal.ShouldBeNull();

        // The plan goes on; the event's own words stay, and the newer version can be activated beside them.
        var second = (await plans.Keep(test.By(Role.Clerk), first.Id, "停水应急预案", "一、值守。二、送水。", Ct)).Value;
        second.Version.ShouldBe(2);
        (await plans.List(test.Office, Ct)).ShouldBe([second]);
        (await test.Get<Cases>().Find(test.Office, id, Ct))!.Plans.Single().What.ShouldBe(new PlanActivated(first.Id.Value, "停水应急预案", 1, "一、值守。"));
        (await major.ActivatePlan(test.By(Role.DutyLeader), id, first.Id, Ct)).Value.Plans.Select(p => p.What.Version).ShouldBe([1, 2]);
        (await major.ActivatePlan(test.By(Role.DutyLeader), id, first.Id, Ct)).Refusal!.Code.ShouldBe("plan.active");
        (await plans.Keep(test.By(Role.Clerk), new("none"), "无", "无", Ct)).Refusal!.Code.ShouldBe("not-found");
        // Both versions, word for word, are in the ledger.
        var kept = await test.Ledger.Read(test.Office, new Subject("plan", first.Id.Value), 0, Ct).Where(e => e.Act == "plans.keep").ToListAsync(Ct);
        kept.Select(e => e.Data.GetProperty("text").GetString()).ShouldBe(["一、值守。", "一、值守。二、送水。"]);
    }
}
