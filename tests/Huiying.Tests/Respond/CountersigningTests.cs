using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Respond;

/// <summary>会签: the helping sections sign the very same text side by side (R08).</summary>
public sealed class CountersigningTests
{
    private static readonly SectionId Legal = new("legal");
    private static readonly SectionId Finance = new("finance");

    [Fact, Clause("R08"), Clause("R34")]
    public void Several_sections_sign_in_any_order_each_the_text_as_it_stands_and_the_office_waits_for_all_of_them()
    {
        var walk = Received();
        walk.Do(By(Role.Clerk), (c, d) => Assessing.Record(c, d, walk.Assessment() with { Helpers = [TestOffice.General, Legal, Finance] }, "minutes")).Do(By(Role.PartySecretary), Assessing.Confirm)
            .Do(By(Role.SectionHead, TestOffice.Business), Handling.Sign)
            .Do(By(Role.SectionOfficer, TestOffice.Business), (c, d) => Handling.Settle(c, d, 2, DemandOutcome.Met, "养护办法", "已修好"))
            .Do(By(Role.SectionHead, TestOffice.Business), (c, d) => Handling.Complete(c, d, "三盏路灯已修好"));
        var view = new GateView(walk.Case, Policy.Default, false, "");
        var text = new ReleaseText(AnswerKind.Result, "关于路灯的答复", "路灯为何不亮", [new(Part.Facts, "三盏路灯已修好。", 1)], [new(1, 0), new(2, 0)], [],
            Policy.Default.Outlets.First(o => o.Kind == OutletKind.Site).Id, "全体", ReleaseText.AssessmentLine, false, []);
        var drafter = By(Role.SectionOfficer, TestOffice.Business);
        Release r = null!;
        void Take(Outcome<ReleaseEntry[]> decided, Actor by)
        {
            decided.Refusal.ShouldBeNull();
            foreach (var e in decided.Value) r = Release.Apply(r, e, new Stamp(1, walk.Now, by.Person, by.Name));
        }
        Outcome<ReleaseEntry[]> Sign(string step, Actor by) => Approving.Sign(r, step, r.Current.Hash, "同意", view, by);
        Take(Approving.Submit(null, new("r"), text, view, drafter), drafter);
        Sign("countersign:finance", Of(Finance)).Refusal!.Code.ShouldBe("sign.order", "the own section's head comes first");
        Take(Sign(ApprovalSteps.SectionHead, By(Role.SectionHead, TestOffice.Business)), By(Role.SectionHead, TestOffice.Business));
        Take(Sign("countersign:finance", Of(Finance)), Of(Finance));
        Sign("countersign:legal", Of(Finance)).Refusal!.Code.ShouldBe("not-your-post");
        Sign(ApprovalSteps.OfficeCheck, By(Role.Clerk)).Refusal!.Code.ShouldBe("sign.order");
        walk.After(TimeSpan.FromMinutes(7));
        Take(Sign("countersign:legal", Of(Legal)), Of(Legal));
        Take(Sign("countersign:general", Of(TestOffice.General)), Of(TestOffice.General));
        Sign(ApprovalSteps.OfficeCheck, By(Role.Clerk)).Ok.ShouldBeTrue();
        var signed = r.Valid.Where(s => s.Step.StartsWith("countersign:", StringComparison.Ordinal)).ToList();
        signed.Count.ShouldBe(3);
        signed.ShouldAllBe(s => s.Hash == r.Current.Hash);
        signed.Select(s => s.At).Distinct().Count().ShouldBe(2, "each with its own time");
        // One changed word, and nobody has signed.
        Take(Approving.Submit(r, new("r"), text with { Title = "关于路灯的回复" }, view, drafter), drafter);
        r.Valid.ShouldBeEmpty();

        static Actor Of(SectionId section) => new(TestOffice.Id, new($"head-{section}"), $"{section}", [new HeldPost(Role.SectionHead, section)]);
    }
}
