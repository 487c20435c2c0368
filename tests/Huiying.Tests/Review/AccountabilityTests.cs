using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using Microsoft.Extensions.DependencyInjection;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Review;

/// <summary>Accountability by the ledger's facts, and 迟漏谎瞒. The story is made up.</summary>
public sealed class AccountabilityTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<TestStore> Create(Engine engine) => TestStore.Create(engine, s => s
        .AddSingleton<CurrentPolicy>(sp => async (office, ct) => await sp.GetRequiredService<PolicyVersions>().Current(office, ct))
        .AddCollect().AddAssess().AddHandle().AddRespond().AddReview());

    private static async Task<CaseId> Opened(TestStore test) =>
        (await test.Get<Cases>().Open(test.By(Role.Clerk), new("路灯不亮", new Huiying.Handle.Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct)).Value.Id;

    [Theory, BothEngines, Clause("R81"), Clause("R40")]
    public async Task Each_trigger_is_a_fact_with_its_ledger_entry_and_nothing_is_weighed(Engine engine)
    {
        await using var test = await Create(engine);
        var id = await Opened(test);
        var accountability = test.Get<Accountability>();
        (await accountability.View(test.By(Role.SupervisionOfficer), id, Ct)).Value.Facts.ShouldBeEmpty("nothing has happened, so there is no fact");
        (await test.Get<Cases>().Complete(test.By(Role.Clerk), id, "完", Ct)).Ok.ShouldBeFalse();
        (await test.Get<MajorEvents>().SetGrade(test.By(Role.PrincipalLeader), id, Grade.Major, "人员受伤", Ct)).Refusal.ShouldBeNull();
        test.Time.Advance(TimeSpan.FromDays(2));
        var facts = (await accountability.View(test.By(Role.SupervisionOfficer), id, Ct)).Value.Facts;
        facts.ShouldContain(f => f.Trigger == Trigger.DutyNotDone && f.Zh.Contains("R24", StringComparison.Ordinal));
        facts.ShouldContain(f => f.Trigger == Trigger.RuleNotFollowed && f.Zh.Contains("安文的操作被拒绝", StringComparison.Ordinal));
        facts.ShouldContain(f => f.Trigger == Trigger.SeriousEffect && f.Zh.Contains("重大", StringComparison.Ordinal));
        facts.ShouldNotContain(f => f.Trigger == Trigger.OutOfControl);
        var entries = await test.Ledger.Read(test.Office, ct: Ct).ToDictionaryAsync(e => e.Stamp.Sequence, cancellationToken: Ct);
        facts.ShouldAllBe(f => entries[f.Sequence].Stamp.At == f.At && entries[f.Sequence].Subject == id.Subject);
        // The system sets out; it holds no word of judgement.
        typeof(LedgerFact).GetProperties().Select(p => p.Name).ShouldBe(["Trigger", "Sequence", "At", "Zh", "En"]);
    }

    [Theory, BothEngines, Clause("R82"), Clause("S11")]
    public async Task A_decision_is_for_few_and_every_view_of_it_is_an_entry(Engine engine)
    {
        await using var test = await Create(engine);
        var id = await Opened(test);
        var accountability = test.Get<Accountability>();
        var supervision = test.By(Role.SupervisionOfficer);
        var day = new DateOnly(2026, 3, 1);
        (await accountability.Record(test.By(Role.Clerk), id, "示例纪委", "示纪〔2026〕1号", day, "诫勉", Ct)).Refusal!.Clause.ShouldBe("R82");
        (await accountability.Record(supervision, id, "示例纪委", "", day, "诫勉", Ct)).Refusal!.Clause.ShouldBe("R82");
        (await accountability.Record(supervision, id, "示例纪委", "示纪〔2026〕1号", new(2027, 1, 1), "诫勉", Ct)).Refusal!.Clause.ShouldBe("R82");
        var decision = (await accountability.Record(supervision, id, "示例纪委", "示纪〔2026〕1号", day, "给予诫勉谈话", Ct)).Value;
        foreach (var role in Enum.GetValues<Role>().Where(r => r is not (Role.PartySecretary or Role.PrincipalLeader or Role.SupervisionOfficer or Role.SuperiorOfficer)))
        {
            (await accountability.View(test.By(role), id, Ct)).Refusal!.Clause.ShouldBe("R82", role.ToString());
        }
        (await accountability.View(test.By(Role.PrincipalLeader), id, Ct)).Value.Decisions.ShouldHaveSingleItem().Text.ShouldBe("给予诫勉谈话");
        var entries = await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct);
        var viewed = entries.Where(e => e.Act == "accountability.view").ShouldHaveSingleItem();
        viewed.Stamp.Name.ShouldBe("何树");
        viewed.Data.GetProperty("decisions").EnumerateArray().Single().GetString().ShouldBe(decision.Id);
        entries.Count(e => e.Act == "accountability.view.refused").ShouldBe(Enum.GetValues<Role>().Length - 4);
        // More people read the ledger than may read the decision.
        entries.ShouldNotContain(e => e.Data.GetRawText().Contains("诫勉谈话", StringComparison.Ordinal));
        (await test.Get<Cases>().Replay(test.Office, id, Ct)).ShouldNotBeNull("a look is no part of the event");
    }

    [Fact, Clause("R40"), Clause("R41"), Clause("R42"), Clause("R43")]
    public void Late_missed_false_and_concealed_each_have_a_detector()
    {
        var walk = CaseWalk.Opened();
        Faults.Of(walk.Case, walk.Now).ShouldBeEmpty();
        walk.After(TimeSpan.FromHours(4));
        Faults.Of(walk.Case, walk.Now).ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Kind.ShouldBe(FaultKind.Missed), f => f.Zh.ShouldContain("报机关党组"));
        walk.Do(By(Role.Clerk), (c, d) => DutyEntries.Discharge(c, "R24", d.Now, "已报").ToArray());
        Faults.Of(walk.Case, walk.Now).ShouldHaveSingleItem().Kind.ShouldBe(FaultKind.Late);

        walk.Graded().Do(By(Role.Clerk), (c, d) => Upward.Issue(c, d, new UpText(Posts: 5, Mismatch: "另计"), 9, "doc"));
        Faults.Of(walk.Case, walk.Now).ShouldContain(f => f.Kind == FaultKind.False && f.Zh.Contains("数据为9", StringComparison.Ordinal));
        walk.Do(By(Role.PrincipalLeader), (c, d) => Grading.Set(c, d, Grade.Ordinary, "影响变小"));
        walk.Do(By(Role.SectionOfficer), (c, d) => Commanding.Stopped(c, d, "某人", "要求先不报"));
        Faults.Of(walk.Case, walk.Now).Count(f => f.Kind == FaultKind.Concealed).ShouldBe(2);
        CaseWalk.Opened().Do(By(Role.PrincipalLeader), (c, d) => Commanding.NotToReport(c, d, "已向市里口头说明")).Case.NotToReport.ShouldNotBeNull();
    }

    [Theory, BothEngines, Clause("R40"), Clause("R43"), Clause("S12")]
    public async Task Each_is_entered_once_shown_to_every_post_and_stays_when_it_is_mended(Engine engine)
    {
        await using var test = await Create(engine);
        var id = await Opened(test);
        test.Time.Advance(TimeSpan.FromHours(4));
        var (orders, lines) = (test.Get<Orders>(), test.Get<FaultLines>());
        await orders.FindFaults(test.Office, test.Time.GetUtcNow(), Ct);
        await orders.FindFaults(test.Office, test.Time.GetUtcNow(), Ct);
        var c = (await test.Get<Cases>().Find(test.Office, id, Ct))!;
        c.Faults.ShouldHaveSingleItem().What.Key.ShouldBe("missed:1");
        foreach (var role in Enum.GetValues<Role>())
        {
            (await lines.Of(test.By(role), Ct)).Value.ShouldContain(l => l.Kind == FaultKind.Missed && l.FoundAt != null, role.ToString());
        }
        // Reported after all: it is late from here, and that it was missed stays.
        (await test.Get<Cases>().Change(test.By(Role.Clerk), id, "test.discharge", (x, d) => DutyEntries.Discharge(x, "R24", d.Now, "已报").ToArray(), Ct)).Refusal.ShouldBeNull();
        await orders.FindFaults(test.Office, test.Time.GetUtcNow(), Ct);
        (await lines.Of(test.By(Role.Clerk), Ct)).Value.Select(l => l.Kind).ShouldBe([FaultKind.Late, FaultKind.Missed], ignoreOrder: true);
        Cases.Bytes((await test.Get<Cases>().Replay(test.Office, id, Ct))!).ShouldBe(Cases.Bytes((await test.Get<Cases>().Find(test.Office, id, Ct))!));
    }
}
