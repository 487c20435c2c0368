using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Handle;

/// <summary>延期 of work that was handed out, and what no one may extend (R08). The story is made up.</summary>
public sealed class ExtendingTests
{
    private static readonly Actor Head = By(Role.SectionHead, TestOffice.Business);
    private static readonly Actor Clerk = By(Role.Clerk);
    private static readonly Actor Leader = By(Role.SupervisingLeader);
    private static readonly Actor Principal = By(Role.PrincipalLeader);

    [Fact, Clause("R08")]
    public void Feedback_on_an_instruction_gets_more_time_from_whoever_gave_it_or_a_first_responsible_person_before_it_is_late()
    {
        var walk = Signed();
        var due = walk.Now.AddDays(1);
        walk.Do(Principal, (c, d) => Ordering.Instruct(c, d, "江平", Principal.Person, "限明日修好", d.Now, due, null, TestOffice.Business));
        var owed = walk.Duty("R08:instruction:1");
        Refusal? Try(Actor by, DateTimeOffset until, string why = "缺材料") => walk.Try(by, (c, d) => Extending.Extend(c, d, owed.Number, until, why));
        Try(Clerk, due.AddDays(1))!.Code.ShouldBe("not-your-post");
        Try(Leader, due.AddDays(1))!.Code.ShouldBe("extension.giver", "a leader below does not move what the principal leader set");
        Try(Principal, due)!.Clause.ShouldBe("R08");
        Try(Principal, due.AddDays(1), " ")!.Clause.ShouldBe("R08");
        Try(Principal, due.AddDays(1)).ShouldBeNull();
        var later = walk.Duty("R08:instruction:1");
        (later.DueAt, later.Derivation[0]).ShouldBe((due.AddDays(1), owed.Derivation[0]), "the first derivation stays before the new one");
        later.Derivation.ShouldContain($"经{Principal.Name}批准延期：缺材料");
        walk.Case.AllDirectives().Single().Owed.DueAt.ShouldBe(due.AddDays(1));
        walk.After(TimeSpan.FromDays(3));
        Try(Principal, walk.Now.AddDays(1))!.Code.ShouldBe("extension.late");
        walk.Do(Head, (c, d) => Ordering.Feedback(c, d, 1, "三盏已换"));
        Try(Principal, walk.Now.AddDays(1))!.Code.ShouldBe("extension.met");
    }

    [Fact, Clause("R08")]
    public void An_instruction_that_was_written_down_for_a_leader_outside_says_so_when_it_is_extended()
    {
        var walk = Signed();
        walk.Do(Clerk, (c, d) => Ordering.Instruct(c, d, "示例区领导", null, "请核实", d.Now, d.Now.AddDays(1), null, null));
        walk.Do(Leader, (c, d) => Extending.Extend(c, d, walk.Duty("R08:instruction:1").Number, d.Now.AddDays(2), "电话请示后同意"));
        walk.Duty("R08:instruction:1").Derivation.ShouldContain("批示人示例区领导同意延期，由批准人登记");
    }

    [Fact, Clause("R08")]
    public void The_answer_to_a_slip_and_telling_the_citizen_are_extended_too_but_not_by_the_section_that_owes_it()
    {
        var walk = Assessed();
        walk.Now = walk.Duty("R08:sign").DueAt!.Value.AddMinutes(1);
        walk.Do(Clerk, (c, d) => Ordering.Supervise(c, d, "督办〔2026〕1号", "立即签收", "p"));
        var slip = walk.Duty("R08:supervision:1");
        var own = Leader with { Posts = [.. Leader.Posts, new(Role.SectionHead, TestOffice.Business)] };
        walk.Try(own, (c, d) => Extending.Extend(c, d, slip.Number, slip.DueAt!.Value.AddDays(1), "人在外地"))!.Code.ShouldBe("extension.own");
        walk.Do(Leader, (c, d) => Extending.Extend(c, d, slip.Number, slip.DueAt!.Value.AddDays(1), "人在外地"));
        walk.Duty("R08:supervision:1").DueAt.ShouldBe(slip.DueAt!.Value.AddDays(1));
        walk.Do(Clerk, (c, d) => Transferring.Pass(c, d, null, "示例供电所", "线路属其维护", d.Now, "函"));
        var (told, receipt) = (walk.Duty("R08:told:1"), walk.Duty("R08:receipt:1"));
        walk.Do(Principal, (c, d) => Extending.Extend(c, d, told.Number, told.DueAt!.Value.AddHours(12), "反映人电话不通"));
        walk.Duty("R08:told:1").DueAt.ShouldBe(told.DueAt!.Value.AddHours(12));
        walk.Try(Principal, (c, d) => Extending.Extend(c, d, receipt.Number, d.Now.AddDays(1), "等回执"))!.Code.ShouldBe("extension.none");
    }

    [Theory, Clause("R08")]
    [InlineData("R24", "R24")]
    [InlineData("R68", "R68")]
    [InlineData("R34:response", "R34")]
    [InlineData("R08:sign", "R08")]
    public void The_clocks_of_the_regulation_itself_are_extended_by_nobody(string rule, string clause)
    {
        var walk = rule == "R08:sign" ? Assessed() : Opened();
        var owed = walk.Duty(rule);
        var no = walk.Try(Principal, (c, d) => Extending.Extend(c, d, owed.Number, owed.DueAt!.Value.AddDays(1), "忙不过来")).ShouldNotBeNull();
        (no.Code, no.Clause).ShouldBe(("extension.fixed", clause));
        walk.Duty(rule).DueAt.ShouldBe(owed.DueAt);
        Extending.May(owed).ShouldBeFalse("no page offers it");
    }
}
