using Huiying.Assess;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Microsoft.Extensions.DependencyInjection;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Handle;

/// <summary>Urging, supervising, instructions, helping, review and passing on. The story is made up.</summary>
public sealed class OrderingTests
{
    private static readonly Actor Head = By(Role.SectionHead, TestOffice.Business);
    private static readonly Actor Clerk = By(Role.Clerk);
    private static readonly Actor Supervisor = By(Role.SupervisionOfficer);

    [Fact, Clause("R08")]
    public void Before_its_time_a_duty_is_urged_and_after_it_only_a_slip_will_do()
    {
        var walk = Assessed();
        var sign = walk.Duty("R08:sign");
        walk.Try(Head, (c, d) => Ordering.Urge(c, d, sign.Number, "业务科", "电话"))!.Code.ShouldBe("not-your-post");
        walk.Try(Supervisor, (c, d) => Ordering.Urge(c, d, sign.Number, " ", "电话"))!.Clause.ShouldBe("R08");
        walk.Try(Supervisor, (c, d) => Ordering.Supervise(c, d, "督办〔2026〕1号", "", "p"))!.Code.ShouldBe("supervise.nothing-late");
        walk.Do(Supervisor, (c, d) => Ordering.Urge(c, d, sign.Number, "业务科", "电话"));
        walk.Case.Urgings.ShouldHaveSingleItem().What.Whom.ShouldBe("业务科");
        walk.Duty("R08:sign").DueAt.ShouldBe(sign.DueAt, "urging moves no time");

        walk.Now = sign.DueAt!.Value.AddMinutes(1);
        walk.Try(Supervisor, (c, d) => Ordering.Urge(c, d, sign.Number, "业务科", "电话"))!.Code.ShouldBe("urge.late");
        walk.Do(Supervisor, (c, d) => Ordering.Supervise(c, d, "督办〔2026〕1号", "立即签收", "p"));
        var slip = walk.Case.Supervisions.ShouldHaveSingleItem();
        slip.What.Duties.ShouldContain(sign.Number);
        var owed = walk.Duty("R08:supervision:1");
        owed.DueAt.ShouldBe(new DateTimeOffset(2026, 3, 3, 16, 0, 0, TimeSpan.Zero), "the next working day");
        walk.Try(By(Role.SectionHead, TestOffice.General), (c, d) => Ordering.AnswerSupervision(c, d, 1, "忙", "已签"))!.Code.ShouldBe("section.other");
        walk.Try(Head, (c, d) => Ordering.AnswerSupervision(c, d, 1, "", "已签"))!.Clause.ShouldBe("R08");
        walk.Do(Head, (c, d) => Ordering.AnswerSupervision(c, d, 1, "下乡未归", "已签收并派人"));
        walk.Duty("R08:supervision:1").Open.ShouldBeFalse();
        walk.Try(Head, (c, d) => Ordering.AnswerSupervision(c, d, 1, "下乡", "已签"))!.Code.ShouldBe("supervise.answered");
        walk.Case.Late(walk.Now).ShouldContain(l => l.Duty.Rule == "R08:sign", "an answer hides no lateness");
    }

    [Fact, Clause("R08")]
    public void An_instruction_owes_feedback_by_its_time_and_never_from_the_leader_who_gave_it()
    {
        var walk = Signed();
        var (leader, due) = (By(Role.SupervisingLeader), walk.Now.AddDays(1));
        walk.Try(Head, (c, d) => Ordering.Instruct(c, d, "高岭", null, "限明日修好", d.Now, due, null, TestOffice.Business))!.Code.ShouldBe("not-your-post");
        walk.Try(leader, (c, d) => Ordering.Instruct(c, d, "高岭", leader.Person, "限明日修好", d.Now, d.Now, null, null))!.Clause.ShouldBe("R08");
        walk.Try(Clerk, (c, d) => Ordering.Instruct(c, d, "高岭", null, "限明日修好", d.Now.AddHours(1), due, null, null))!.Clause.ShouldBe("R08");
        walk.Do(leader, (c, d) => Ordering.Instruct(c, d, "高岭", leader.Person, "限明日修好", d.Now, due, c.Duties[0].Number, TestOffice.Business));
        walk.Duty("R08:instruction:1").DueAt.ShouldBe(due);
        walk.Try(leader, (c, d) => Ordering.Feedback(c, d, 1, "已修好"))!.Code.ShouldBe("instruction.own");
        walk.Try(By(Role.SectionHead, TestOffice.General), (c, d) => Ordering.Feedback(c, d, 1, "已修好"))!.Code.ShouldBe("section.other");
        Closing.Open(walk.Case, new Deciding(Clerk, walk.Now, Rules), Ending.PublicResponse, null).ShouldContain(r => r.Zh.Contains("高岭批示", StringComparison.Ordinal));
        walk.Do(Head, (c, d) => Ordering.Feedback(c, d, 1, "三盏已换"));
        walk.Case.Instructions[0].Answer!.What.Text.ShouldBe("三盏已换");
        walk.Duty("R08:instruction:1").Open.ShouldBeFalse();
        walk.Try(Head, (c, d) => Ordering.Feedback(c, d, 1, "再报"))!.Code.ShouldBe("instruction.answered");
    }

    [Fact, Clause("R08"), Clause("R69")]
    public void A_completion_is_reviewed_by_another_and_sent_back_it_starts_no_new_clock()
    {
        var walk = Signed()
            .Do(Head, (c, d) => Handling.Settle(c, d, 2, DemandOutcome.Met, "养护办法", "已修好"))
            .Do(Head, (c, d) => Handling.Complete(c, d, "已修好"));
        var both = Clerk with { Person = Head.Person };
        walk.Try(both, (c, d) => Ordering.Review(c, d, true, "好"))!.Code.ShouldBe("review.own");
        walk.Try(Head, (c, d) => Ordering.Review(c, d, true, "好"))!.Code.ShouldBe("not-your-post");
        walk.Try(Clerk, (c, d) => Ordering.Review(c, d, true, ""))!.Clause.ShouldBe("R08");
        Closing.Open(walk.Case, new Deciding(Clerk, walk.Now, Rules), Ending.PublicResponse, null).ShouldContain(r => r.Code == "close.review");
        var owed = walk.Duty("R69");
        walk.Do(Clerk, (c, d) => Ordering.Review(c, d, false, "第三盏还不亮"));
        walk.Case.CompletedAt.ShouldBeNull();
        walk.After(TimeSpan.FromDays(1)).Do(Head, (c, d) => Handling.Complete(c, d, "三盏都亮了"));
        walk.Case.Duties.Count(x => x.Rule == "R69").ShouldBe(1);
        walk.Duty("R69").DueAt.ShouldBe(owed.DueAt);
        walk.Duty("R69").Late(walk.Now).ShouldBeTrue();
        walk.Do(Clerk, (c, d) => Ordering.Review(c, d, true, "现场看过")).Case.HandlingAgreed.ShouldBeTrue();
        Closing.Open(walk.Case, new Deciding(Clerk, walk.Now, Rules), Ending.PublicResponse, null).ShouldNotContain(r => r.Code == "close.review");
    }

    [Fact, Clause("R08"), Clause("R42")]
    public void A_result_that_is_public_is_corrected_and_no_longer_sent_back()
    {
        var walk = Signed()
            .Do(Head, (c, d) => Handling.Settle(c, d, 2, DemandOutcome.Met, "养护办法", "已修好"))
            .Do(Head, (c, d) => Handling.Complete(c, d, "已修好")).Answered();
        walk.Try(Clerk, (c, d) => Ordering.Review(c, d, false, "不对"))!.Code.ShouldBe("review.published");
    }

    [Fact, Clause("R08"), Clause("R23")]
    public void Only_a_section_named_as_helper_enters_what_it_did()
    {
        var walk = Assessed();
        walk.Try(Head, (c, d) => Ordering.Help(c, d, TestOffice.Business, "提供图纸"))!.Code.ShouldBe("help.none");
        walk.Try(Head, (c, d) => Ordering.Help(c, d, TestOffice.General, "提供图纸"))!.Code.ShouldBe("section.other");
        walk.Do(By(Role.SectionOfficer, TestOffice.General), (c, d) => Ordering.Help(c, d, TestOffice.General, "提供图纸"));
        walk.Case.Help.ShouldHaveSingleItem().What.Text.ShouldBe("提供图纸");
    }

    [Fact, Clause("R08"), Clause("R10")]
    public void A_matter_of_another_body_goes_there_with_a_receipt_and_the_citizen_is_told_the_same_day()
    {
        var walk = Signed();
        walk.Try(Head, (c, d) => Handling.Settle(c, d, 2, DemandOutcome.PassedOn, "职责规定", "属供电所"))!.Code.ShouldBe("demand.not-passed-on");
        walk.Try(Clerk, (c, d) => Transferring.Pass(c, d, 9, "示例供电所", "线路属其维护", d.Now, "函"))!.Code.ShouldBe("not-found");
        walk.Try(Clerk, (c, d) => Transferring.Pass(c, d, 2, "示例供电所", "", d.Now, "函"))!.Clause.ShouldBe("R08");
        walk.Do(Clerk, (c, d) => Transferring.Pass(c, d, 2, "示例供电所", "线路属其维护", d.Now, "函"));
        walk.Duty("R08:told:1").DueAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero));
        walk.After(TimeSpan.FromMinutes(10));
        walk.Try(Clerk, (c, d) => Transferring.Receive(c, d, 1, "收文员", "", d.Now))!.Clause.ShouldBe("R08");
        walk.Try(Clerk, (c, d) => Transferring.Tell(c, d, 1, d.Now.AddHours(-1), "回电", "通话记录"))!.Clause.ShouldBe("R08");
        walk.Do(Clerk, (c, d) => Transferring.Receive(c, d, 1, "收文员", "收 31", d.Now));
        walk.Try(Head, (c, d) => Handling.Settle(c, d, 2, DemandOutcome.PassedOn, "职责规定", "属供电所"))!.Code.ShouldBe("demand.not-passed-on", "the citizen does not know yet");
        walk.Do(Clerk, (c, d) => Transferring.Tell(c, d, 1, d.Now, "回电", "通话记录"));
        walk.Case.Duties.ShouldNotContain(x => x.Open && (x.Rule.StartsWith("R08:told", StringComparison.Ordinal) || x.Rule.StartsWith("R08:receipt", StringComparison.Ordinal)));
        walk.Do(Head, (c, d) => Handling.Settle(c, d, 2, DemandOutcome.PassedOn, "职责规定", "属供电所"));
        walk.Case.Claims[1].Settled!.Outcome.ShouldBe(DemandOutcome.PassedOn);
    }

    [Fact, Clause("R08"), Clause("R09")]
    public void An_event_with_an_instruction_that_waits_for_feedback_goes_into_no_other()
    {
        var (walk, other) = (CaseWalk.Opened(), CaseWalk.Opened());
        var into = other.Case with { Id = new CaseId("other") };
        walk.Do(Clerk, (c, d) => Ordering.Instruct(c, d, "示例区领导", null, "请核实", d.Now, d.Now.AddDays(1), null, null));
        walk.Try(Clerk, (c, d) => Merging.Leave(c, into, d, "同一件事"))!.Code.ShouldBe("merge.orders");
        walk.Do(Clerk, (c, d) => Ordering.Feedback(c, d, 1, "已核实")).Do(Clerk, (c, d) => Merging.Leave(c, into, d, "同一件事"));
    }

    [Fact, Clause("R37"), Clause("R38")]
    public void Only_the_spokesperson_answers_the_press_and_only_from_an_approved_line()
    {
        Person Who(Role role) => new(By(role).Person, By(role).Name, [new HeldPost(role)]);
        QuestionAnswered[] asked = [new("何时修好？", "今天已修好。")];
        Received().Try(Clerk, (c, d) => Interviewing.Log(c, d, InterviewKind.Interview, d.Now, Who(Role.Spokesperson), "示例日报", "", asked))!.Code.ShouldBe("interview.no-line");
        var walk = Completed().Answered();
        walk.Try(Clerk, (c, d) => Interviewing.Log(c, d, InterviewKind.Interview, d.Now, Who(Role.SectionHead), "示例日报", "", asked))!.Code.ShouldBe("interview.spokesperson");
        walk.Try(Head, (c, d) => Interviewing.Log(c, d, InterviewKind.Interview, d.Now, Who(Role.Spokesperson), "示例日报", "", asked))!.Code.ShouldBe("not-your-post");
        walk.Try(Clerk, (c, d) => Interviewing.Log(c, d, InterviewKind.Interview, d.Now, Who(Role.Spokesperson), "示例日报", "", [new("何时修好？", " ")]))!.Clause.ShouldBe("R37");
        walk.Try(Clerk, (c, d) => Interviewing.Log(c, d, InterviewKind.Interview, d.Now, Who(Role.Spokesperson), "示例日报", "never", asked))!.Code.ShouldBe("interview.no-line");
        walk.Do(Clerk, (c, d) => Interviewing.Log(c, d, InterviewKind.Conference, d.Now, Who(Role.Spokesperson), "示例日报", "", asked));
        walk.Case.Interviews.ShouldHaveSingleItem().What.LineText.ShouldBe("承认问题，限期修好");
        var release = walk.Case.Answers[0].What.Release;
        walk.Do(Clerk, (c, d) => Interviewing.Log(c, d, InterviewKind.Interview, d.Now, Who(Role.Spokesperson), "示例日报", release, asked));
        walk.Do(Clerk, (_, _) => new CaseEntry[] { new AnswerMended(release, "r2", true) });
        walk.Try(Clerk, (c, d) => Interviewing.Log(c, d, InterviewKind.Interview, d.Now, Who(Role.Spokesperson), "示例日报", release, asked))!.Code.ShouldBe("interview.no-line", "what was withdrawn is no line");
    }

    [Fact, Clause("S17")]
    public void A_secret_item_is_a_number_a_level_and_a_receipt_and_its_duties_are_met_by_receipts()
    {
        var walk = new CaseWalk();
        walk.Try(Clerk, (_, d) => Secrets.Register(new("机〔2026〕3号", SecretLevel.Confidential, "", d.Now), new CaseId("s"), "〔2026〕2号", d))!.Clause.ShouldBe("S17");
        walk.Try(Clerk, (_, d) => Secrets.Register(new(new string('长', 41), SecretLevel.Secret, "机1", d.Now), new CaseId("s"), "〔2026〕2号", d))!.Clause.ShouldBe("S17");
        walk.Do(Clerk, (_, d) => Secrets.Register(new("机〔2026〕3号", SecretLevel.Confidential, "机要 77", d.Now), new CaseId("s"), "〔2026〕2号", d));
        walk.Case.Duties.Select(x => x.Rule).ShouldBe(["R24", "R68", "R34:response"], "its duties run like any event's");
        Secrets.Guard(walk.Case, [new ClaimRaised(1, ClaimKind.Statement, "内容")])!.Code.ShouldBe("secret.content");
        walk.Try(By(Role.PrincipalLeader), (c, d) => Secrets.Close(c, d, "机要 80"))!.Code.ShouldBe("close.duty");
        walk.Try(Head, (c, d) => Secrets.Meet(c, d, 1, d.Now, "机要 78"))!.Code.ShouldBe("not-your-post");
        walk.Try(Clerk, (c, d) => Secrets.Meet(c, d, 1, d.Now, ""))!.Clause.ShouldBe("S17");
        foreach (var n in new[] { 1, 2, 3 }) walk.Do(Clerk, (c, d) => Secrets.Meet(c, d, n, d.Now, $"机要 7{n}"));
        walk.Try(Clerk, (c, d) => Secrets.Close(c, d, "机要 80"))!.Code.ShouldBe("not-your-post");
        walk.Do(By(Role.PrincipalLeader), (c, d) => Secrets.Close(c, d, "机要 80"));
        walk.Case.Ending!.Article.ShouldBe("14");
    }

    [Theory, BothEngines, Clause("S17")]
    public async Task Nothing_a_secret_item_says_can_be_entered_by_any_act(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddSingleton<ReadTopic>((_, _, _) => Task.FromResult<TopicFacts?>(null)).AddHandle());
        var ct = TestContext.Current.CancellationToken;
        var cases = test.Get<Cases>();
        var item = (await cases.Register(test.By(Role.Clerk), new("机〔2026〕3号", SecretLevel.TopSecret, "机要 77", test.Time.GetUtcNow()), ct)).Value;
        (await cases.Raise(test.By(Role.Clerk), item.Id, ClaimKind.Statement, "内容", ct)).Refusal!.Code.ShouldBe("secret.content");
        (await test.Get<Orders>().PassOn(test.By(Role.Clerk), item.Id, null, "示例机关", "内容", test.Time.GetUtcNow(), "函", ct)).Refusal!.Code.ShouldBe("secret.content");
        (await cases.Find(test.Office, item.Id, ct))!.Claims.ShouldBeEmpty();
        Cases.Bytes((await cases.Replay(test.Office, item.Id, ct))!).ShouldBe(Cases.Bytes((await cases.Find(test.Office, item.Id, ct))!));
    }
}
