using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Handle;

public sealed class AssessingTests
{
    [Fact, Clause("R18")]
    public void An_event_without_a_verification_entry_cannot_be_submitted_and_unclear_is_an_entry()
    {
        var walk = Opened().Do(By(Role.Clerk), (c, d) => Verifying.Raise(c, d, ClaimKind.Inquiry, "何时修路灯"));
        walk.Try(By(Role.Clerk), (c, d) => Assessing.Submit(c, d, "b"))!.Code.ShouldBe("assess.no-verification");
        walk.Do(By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, 1, Finding.Unclear, "", "", null))
            .Do(By(Role.Clerk), (c, d) => Assessing.Submit(c, d, "b"));
        walk.Case.Stage.ShouldBe(Stage.Reporting);
    }

    [Fact, Clause("R18")]
    public void Whoever_wrote_a_claim_down_cannot_verify_it()
    {
        var walk = Opened().Do(By(Role.Clerk), (c, d) => Verifying.Raise(c, d, ClaimKind.Doubt, "是否属实"));
        walk.Try(By(Role.Clerk), (c, d) => Verifying.Verify(c, d, 1, Finding.True, "属实", "照片", null))!.Code.ShouldBe("verify.own-claim");
    }

    [Theory, Clause("R35")]
    [InlineData(null)]
    [InlineData(" ")]
    public void Partly_true_must_say_which_part_is(string? part)
    {
        var walk = Opened().Do(By(Role.Clerk), (c, d) => Verifying.Raise(c, d, ClaimKind.Statement, "全部停电"));
        walk.Try(By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, 1, Finding.PartlyTrue, "部分停电", "记录", part))!.Clause.ShouldBe("R35");
    }

    [Theory, Clause("R21")]
    [InlineData(Recipient.PrincipalLeader, Role.PrincipalLeader)]
    [InlineData(Recipient.PartyGroup, Role.PartySecretary)]
    public void One_receipt_alone_does_not_advance_the_event(Recipient only, Role by)
    {
        var walk = Verified().Do(By(Role.Clerk), (c, d) => Assessing.Submit(c, d, "b")).Do(By(by), (c, d) => Assessing.Receive(c, d, only));
        walk.Try(By(Role.Clerk), (c, d) => Assessing.Record(c, d, walk.Assessment(), "m"))!.Code.ShouldBe("assess.receipts");
    }

    [Fact, Clause("R21")]
    public void Receipts_stay_two_even_when_one_person_holds_both_posts()
    {
        var both = new Actor(TestOffice.Id, new PersonId("x"), "何树", [new HeldPost(Role.PrincipalLeader), new HeldPost(Role.PartySecretary)]);
        var walk = Verified().Do(By(Role.Clerk), (c, d) => Assessing.Submit(c, d, "b")).Do(both, (c, d) => Assessing.Receive(c, d, Recipient.PrincipalLeader));
        walk.Case.ReceivedByPartyGroupAt.ShouldBeNull();
        walk.Do(both, (c, d) => Assessing.Receive(c, d, Recipient.PartyGroup)).Case.Stage.ShouldBe(Stage.Assessing);
    }

    [Fact, Clause("R24"), Clause("R40")]
    public void The_party_groups_receipt_meets_its_duty_and_lateness_is_computed_from_the_stamps()
    {
        var walk = Verified().Do(By(Role.Clerk), (c, d) => Assessing.Submit(c, d, "b")).After(TimeSpan.FromHours(4));
        var due = walk.Duty("R24").DueAt!.Value;
        due.ShouldBe(walk.Case.DiscoveredAt + TimeSpan.FromHours(3));
        walk.Duty("R24").Late(due).ShouldBeFalse();
        walk.Do(By(Role.PartySecretary), (c, d) => Assessing.Receive(c, d, Recipient.PartyGroup));
        walk.Duty("R24").Open.ShouldBeFalse();
        walk.Duty("R24").Late(walk.Now).ShouldBeTrue();
    }

    [Fact, Clause("R24"), Clause("R21")]
    public void A_receipt_on_paper_is_entered_with_its_own_time_after_the_sending_never_ahead_and_beside_the_entrys_own()
    {
        var walk = Verified().Do(By(Role.Clerk), (c, d) => Assessing.Submit(c, d, "b"));
        var (sent, secretary) = (walk.Now, By(Role.PartySecretary));
        walk.After(TimeSpan.FromHours(5));
        Refusal? Try(DateTimeOffset at, string? how = "外出，电话签收，回来补登") => walk.Try(secretary, (c, d) => Assessing.Receive(c, d, Recipient.PartyGroup, at, how));
        Try(walk.Now.AddMinutes(1))!.Clause.ShouldBe("R24");
        Try(sent.AddMinutes(-1))!.Clause.ShouldBe("R24");
        Try(sent.AddHours(1), " ")!.Clause.ShouldBe("R24");
        walk.Duty("R24").Open.ShouldBeTrue();
        Try(sent.AddHours(1)).ShouldBeNull();
        (walk.Case.ReceivedByPartyGroupAt, walk.Duty("R24").DischargedAt).ShouldBe((sent.AddHours(1), sent.AddHours(1)));
        walk.Duty("R24").Late(walk.Now).ShouldBeFalse("it was received in time, however late it was entered");
        var typed = walk.Case.TypedReceipts.ShouldHaveSingleItem();
        (typed.What.At, typed.At, typed.What.How).ShouldBe((sent.AddHours(1), walk.Now, "外出，电话签收，回来补登"));
        Try(sent.AddHours(2))!.Code.ShouldBe("receive.twice", "a stamped time is moved by nobody");
    }

    public static TheoryData<string, Func<Assessment, Assessment>> Incomplete => new()
    {
        { "R22", a => a with { Agenda = "" } },
        { "R22", a => a with { Present = [] } },
        { "R22", a => a with { Plan = " " } },
        { "R61", a => a with { GradeReason = "" } },
        { "R56", a => a with { Factors = a.Factors with { Media = "" } } },
        { "R56", a => a with { Factors = a.Factors with { Other = "" } } },
        { "R63", a => a with { CategoryBasis = "" } },
        { "R64", a => a with { HandlingSection = new("") } },
        { "R80", a => a with { SectionConcerned = new("") } },
        { "R23", a => a with { Lead = new("") } },
        { "R23", a => a with { Helpers = [] } },
        { "R23", a => a with { Preparations = [""] } },
        { "R37", a => a with { Line = "" } },
        { "S05", a => a with { Category = Category.Fabrication } },
        { "S05", a => a with { Category = Category.Hype } },
    };

    [Theory, MemberData(nameof(Incomplete))]
    [Clause("R22"), Clause("R23"), Clause("R56"), Clause("R61"), Clause("R63"), Clause("R64"), Clause("R80"), Clause("S05")]
    public void An_assessment_with_a_part_missing_is_refused_by_its_clause(string clause, Func<Assessment, Assessment> without)
    {
        var walk = Received();
        walk.Try(By(Role.Clerk), (c, d) => Assessing.Record(c, d, without(walk.Assessment()), "m"))!.Clause.ShouldBe(clause);
    }

    [Fact, Clause("R22"), Clause("R57"), Clause("R61")]
    public void A_record_decides_nothing_until_the_secretary_confirms_it_and_then_names_who_and_why()
    {
        var walk = Received();
        walk.Do(By(Role.Clerk), (c, d) => Assessing.Record(c, d, walk.Assessment(), "m"));
        walk.Case.Grades.ShouldBeEmpty();
        walk.Try(By(Role.Clerk), Assessing.Confirm)!.Code.ShouldBe("not-your-post");
        walk.Do(By(Role.PartySecretary), Assessing.Confirm);
        walk.Case.Grades.Single().ShouldSatisfyAllConditions(
            g => g.Value.ShouldBe(Grade.Ordinary), g => g.By.ShouldBe(new PersonId("secretary")), g => g.Reason.ShouldBe("影响面小"), g => g.At.ShouldBe(walk.Now));
        Enum.GetValues<Grade>().Length.ShouldBe(3);
    }

    [Fact, Clause("S06")]
    public void Until_someone_decides_the_category_is_the_first() => Opened().Case.Category.ShouldBe(Category.Inquiry);

    [Fact, Clause("R26"), Clause("R08")]
    public void Confirming_opens_two_outside_reports_and_the_sections_sign_for()
    {
        var walk = Assessed();
        walk.Case.Duties.Count(d => d.Rule.StartsWith("R26:", StringComparison.Ordinal) && d.Open).ShouldBe(2);
        walk.Duty("R08:sign").DueAt.ShouldNotBeNull();
    }
}
