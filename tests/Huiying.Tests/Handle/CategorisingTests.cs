using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using static Huiying.Tests.Handle.CaseWalk;
using static Huiying.Tests.Handle.ReferralWalk;

namespace Huiying.Tests.Handle;

public sealed class CategorisingTests
{
    [Fact, Clause("S05"), Clause("R63")]
    public void Categories_two_and_three_need_two_persons_of_whom_one_stands_outside_the_chain()
    {
        var walk = Disputed();
        walk.Try(Clerk, (c, d) => Categorising.Set(c, d, Category.Fabrication, "有证据"))!.Clause.ShouldBe("S05");
        walk.Do(Clerk, (c, d) => Categorising.Propose(c, d, Category.Fabrication, Invented));
        walk.Case.Category.ShouldBe(Category.Inquiry);
        walk.Try(Clerk, (c, d) => Categorising.Review(c, d, 1, true, "同意", _ => Clerk))!.Code.ShouldBe("category.own");
        foreach (var inside in new[] { By(Role.SupervisingLeader), By(Role.PrincipalLeader), By(Role.SectionHead, TestOffice.Business) })
        {
            walk.Try(inside, (c, d) => Categorising.Review(c, d, 1, true, "同意", _ => Clerk))!.Code.ShouldBe("category.both-inside");
        }
        walk.Do(By(Role.SupervisionOfficer), (c, d) => Categorising.Review(c, d, 1, true, "逐项核对", _ => Clerk));
        walk.Case.Category.ShouldBe(Category.Fabrication);
        walk.Case.Elements.ShouldHaveSingleItem().Claim.ShouldBe(3);
        walk.Case.Categories[^1].Reason.ShouldContain("捏造事实");
    }

    [Fact, Clause("S05")]
    public void A_helping_section_and_whoever_checked_a_claim_are_inside_and_an_unknown_first_person_counts_as_inside()
    {
        var walk = Disputed().Do(Clerk, (c, d) => Categorising.Propose(c, d, Category.Fabrication, Invented));
        walk.Try(By(Role.SectionHead, TestOffice.General), (c, d) => Categorising.Review(c, d, 1, true, "同意", _ => Clerk))!.Code.ShouldBe("category.both-inside");
        walk.Try(By(Role.PartySecretary), (c, d) => Categorising.Review(c, d, 1, true, "同意", _ => null))!.Code.ShouldBe("category.both-inside");
        walk.Do(By(Role.PrincipalLeader), (c, d) => Categorising.Review(c, d, 1, false, "证据不足", _ => Clerk));
        walk.Case.Category.ShouldBe(Category.Inquiry);
        // The legal reviewer may be the first of the two as well.
        walk.Do(Legal, (c, d) => Categorising.Propose(c, d, Category.Fabrication, Invented))
            .Do(By(Role.PrincipalLeader), (c, d) => Categorising.Review(c, d, 2, true, "同意", _ => Legal));
        walk.Case.Category.ShouldBe(Category.Fabrication);
    }

    [Fact, Clause("S06"), Clause("R03"), Clause("R73")]
    public void Without_evidence_for_each_element_or_with_sharp_words_alone_it_stays_the_first_category()
    {
        var walk = Disputed();
        walk.Try(Clerk, (c, d) => Categorising.Propose(c, d, Category.Hype, []))!.Clause.ShouldBe("R73");
        foreach (var nothing in new[] { "", "语气恶劣", "阅读量超过20万次，评论很多", "媒体报道，热度大", "属重大舆情" })
        {
            walk.Try(Clerk, (c, d) => Categorising.Propose(c, d, Category.Hype, [new(Element.Hype, nothing)]))!.Clause.ShouldBe("R71", nothing);
        }
        // An element of the other category, the same twice, a claim that is true or unknown.
        walk.Try(Clerk, (c, d) => Categorising.Propose(c, d, Category.Hype, Invented))!.Clause.ShouldBe("R73");
        walk.Try(Clerk, (c, d) => Categorising.Propose(c, d, Category.Hype, [Spread[0], Spread[0]]))!.Clause.ShouldBe("R73");
        foreach (var element in Categorising.Of(Category.Fabrication).Where(Categorising.NeedsFalseClaim))
        {
            foreach (var claim in new int?[] { null, 1, 9 })
            {
                walk.Try(Clerk, (c, d) => Categorising.Propose(c, d, Category.Fabrication, [new(element, "所传文件的文号在收文登记中不存在", claim)]))!.Code.ShouldBe("category.not-false");
            }
        }
        walk.Case.Category.ShouldBe(Category.Inquiry);
        walk.Do(Clerk, (c, d) => Categorising.Propose(c, d, Category.Fabrication, [new(Element.Incitement, "发帖号召周六上午到办公楼前堵门")]));
    }

    [Fact, Clause("S05")]
    public void What_was_verified_otherwise_before_the_second_person_looks_is_not_agreed_to()
    {
        var walk = Disputed().Do(Clerk, (c, d) => Categorising.Propose(c, d, Category.Fabrication, Invented))
            .Do(By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, 3, Finding.Unclear, "收文登记缺一页，待查", "收文登记", null));
        walk.Try(Legal, (c, d) => Categorising.Review(c, d, 1, true, "同意", _ => Clerk))!.Code.ShouldBe("category.not-false");
    }

    [Fact, Clause("R77"), Clause("R78")]
    public void A_suggestion_is_decided_answered_in_its_own_time_and_its_outcome_is_made_public()
    {
        var walk = Received();
        walk.Do(Clerk, (c, d) => Assessing.Record(c, d, walk.Assessment() with { Category = Category.Suggestion }, "minutes")).Do(By(Role.PartySecretary), Assessing.Confirm);
        var due = walk.Duty("R78").DueAt!.Value;
        due.ShouldBe(new DateTimeOffset(2026, 3, 11, 16, 0, 0, TimeSpan.Zero));
        walk.Try(Clerk, (c, d) => Categorising.Decide(c, d, Adoption.Partly, "先改两条"))!.Code.ShouldBe("not-your-post");
        walk.Try(By(Role.SupervisingLeader), (c, d) => Categorising.Complex(c, d, " "))!.Clause.ShouldBe("R78");
        walk.Do(By(Role.SupervisingLeader), (c, d) => Categorising.Complex(c, d, "须会商两个部门"));
        walk.Duty("R78").DueAt!.Value.ShouldBe(new DateTimeOffset(2026, 3, 23, 16, 0, 0, TimeSpan.Zero));
        walk.Duty("R78").Derivation.ShouldContain(l => l.Contains("须会商两个部门", StringComparison.Ordinal));
        walk.Try(By(Role.SupervisingLeader), (c, d) => Categorising.Complex(c, d, "再延"))!.Code.ShouldBe("extension.none");

        var deciding = new Deciding(Clerk, walk.Now, Rules);
        Closing.Open(walk.Case, deciding, Ending.PublicResponse, null).ShouldContain(r => r.Clause == "R77");
        walk.Do(By(Role.SectionHead, TestOffice.Business), (c, d) => Categorising.Decide(c, d, Adoption.Partly, "先改两条"));
        Closing.Open(walk.Case, deciding, Ending.PublicResponse, null).ShouldNotContain(r => r.Clause == "R77");
        Closing.Open(walk.Case, deciding, Ending.DirectReply, null).ShouldContain(r => r.Clause == "R77");
        walk.Answered().Duty("R78").Open.ShouldBeFalse();
    }

    [Fact, Clause("R78")]
    public void A_late_suggestion_gets_no_more_time()
    {
        var walk = Assessed().Do(Clerk, (c, d) => Categorising.Set(c, d, Category.Suggestion, "提出改进办法")).After(TimeSpan.FromDays(30));
        walk.Try(By(Role.SupervisingLeader), (c, d) => Categorising.Complex(c, d, "须会商"))!.Code.ShouldBe("extension.late");
    }

    [Fact, Clause("R08")]
    public void A_measure_gets_more_time_only_before_it_is_late_by_a_leader_who_does_not_own_it_and_only_ever_later()
    {
        var head = By(Role.SectionHead, TestOffice.Business);
        var leader = By(Role.SupervisingLeader);
        var walk = Signed().Do(head, (c, d) => Handling.SetMeasure(c, d, "更换灯泡", new PersonId("officer"), d.Now.AddDays(1)))
            .Do(head, (c, d) => Handling.SetMeasure(c, d, "协调电力部门", leader.Person, d.Now.AddDays(1)));
        var due = walk.Now.AddDays(1);
        walk.Try(head, (c, d) => Handling.Extend(c, d, 1, due.AddDays(1), "缺材料"))!.Code.ShouldBe("not-your-post");
        walk.Try(leader, (c, d) => Handling.Extend(c, d, 1, due, "缺材料"))!.Clause.ShouldBe("R08");
        walk.Try(leader, (c, d) => Handling.Extend(c, d, 1, due.AddDays(1), " "))!.Clause.ShouldBe("R08");
        walk.Try(leader, (c, d) => Handling.Extend(c, d, 2, due.AddDays(1), "等答复"))!.Code.ShouldBe("extension.own");
        walk.Do(leader, (c, d) => Handling.Extend(c, d, 1, due.AddDays(2), "缺材料"));
        walk.Duty("R33:1").DueAt.ShouldBe(due.AddDays(2));
        walk.Case.Measures[0].DueAt.ShouldBe(due.AddDays(2));
        walk.Case.Measures[1].DueAt.ShouldBe(due);
        walk.After(TimeSpan.FromDays(4)).Try(leader, (c, d) => Handling.Extend(c, d, 1, walk.Now.AddDays(9), "缺材料"))!.Code.ShouldBe("extension.late");
    }
}
