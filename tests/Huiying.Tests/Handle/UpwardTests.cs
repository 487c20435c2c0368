using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Huiying.Track;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Handle;

public sealed class UpwardTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact, Clause("R28")]
    public void A_telephone_report_counts_at_its_call_time_only_with_name_number_and_note()
    {
        var walk = Opened().Graded().After(TimeSpan.FromMinutes(50));
        var body = MajorWalk.Bodies[0];
        var call = new UpSending(0, body.Id, ReportMode.Telephone, walk.Now.AddMinutes(-25));
        foreach (var partial in new[] { call, call with { ReceivedBy = "值班员", Receipt = "0400-1" }, call with { Receipt = "0400-1", Note = "已记录" }, call with { ReceivedBy = "值班员", Note = "已记录" } })
        {
            walk.Do(By(Role.DutyOfficer), (c, d) => Upward.Send(c, d, partial, "")).Duty($"R28:phone:{body.Id}").Open.ShouldBeTrue();
        }
        walk.Do(By(Role.DutyOfficer), (c, d) => Upward.Send(c, d, call with { ReceivedBy = "值班员", Receipt = "0400-1", Note = "已记录" }, ""));
        var duty = walk.Duty($"R28:phone:{body.Id}");
        duty.DischargedAt.ShouldBe(walk.Now.AddMinutes(-25));
        duty.Late(walk.Now).ShouldBeFalse();
        walk.Duty($"R28:written:{body.Id}").Open.ShouldBeTrue();
    }

    [Fact, Clause("R39"), Clause("R33")]
    public void A_final_report_has_facts_handling_the_present_state_and_the_aftermath_from_what_the_event_knows()
    {
        var walk = Completed().Graded().After(Minute).Issued().SentUp(new UpText(Final: true));
        var document = UpDocuments.Report(walk.Case, null, new UpText(Final: true), new Office(TestOffice.Id, "白杨县民生服务办公室", "Asia/Shanghai", "0400-0000000"), new Deciding(By(Role.Clerk), walk.Now, Rules));
        document.Title.ShouldEndWith("（终报）");
        var text = string.Join("\n", document.Body.Select(b => b.ToString()));
        foreach (var part in new[] { "基本情况", "处置情况", "目前状况", "善后情况", "事项已办结", "群众诉求1项，已办理1项" }) text.ShouldContain(part);
        // What somebody wrote stands instead.
        string.Join("\n", UpDocuments.Report(walk.Case, null, new UpText(Final: true, Next: "照明全部恢复"), new Office(TestOffice.Id, "白杨县民生服务办公室", "Asia/Shanghai", ""), new Deciding(By(Role.Clerk), walk.Now, Rules)).Body.Select(b => b.ToString()))
            .ShouldSatisfyAllConditions(t => t.ShouldContain("照明全部恢复"), t => t.ShouldNotContain("事项已办结"));
    }

    [Fact, Clause("R28"), Clause("S14")]
    public void A_first_report_with_nothing_filled_in_is_accepted_and_meets_its_duties_when_sent()
    {
        var walk = Opened().Graded().After(Minute).Issued();
        walk.Case.UpReports.Single().Stage.ShouldBe(ReportStage.First);
        walk.Sent(1, [.. MajorWalk.Bodies]).Open("R28:written").ShouldBeEmpty();
        walk.Open("R28:phone").Count.ShouldBe(3);
    }

    [Fact, Clause("R29")]
    public void Passing_over_a_level_goes_through_but_owes_its_reason()
    {
        var line = Rules.Lines(Grade.Major).First(l => l.Count > 1);
        var walk = Opened().Graded().Issued().Sent(1, line[1]);
        var owed = walk.Open("R29").Single();
        walk.Open("R28:written").ShouldNotContain(d => d.Rule.EndsWith(line[1].Id, StringComparison.Ordinal));
        walk.Try(By(Role.Clerk), (c, d) => Upward.Explain(c, d, owed.Number, " "))!.Clause.ShouldBe("R29");
        walk.Do(By(Role.Clerk), (c, d) => Upward.Explain(c, d, owed.Number, "线路中断")).Open("R29").ShouldBeEmpty();
        var reasoned = Opened().Graded().Issued();
        reasoned.Do(By(Role.Clerk), (c, d) => Upward.Send(c, d, new UpSending(1, line[1].Id, ReportMode.Paper, d.Now, "收发室", "1", Skip: "险情紧急"), "")).Open("R29").ShouldBeEmpty();
        Opened().Graded().Issued().Sent(1, line[0], line[1]).Open("R29").ShouldBeEmpty();
    }

    [Fact, Clause("R30")]
    public void With_one_body_unsent_a_report_is_incomplete_and_meets_no_progress_duty()
    {
        var walk = Opened().Graded().SentUp().After(TimeSpan.FromHours(24)).Issued();
        walk.Sent(2, MajorWalk.Bodies[0], MajorWalk.Bodies[1]);
        Upward.Unsent(walk.Case, Rules, 2).ShouldBe([MajorWalk.Bodies[2]]);
        var owed = walk.Open("R39").Single();
        walk.Sent(2, MajorWalk.Bodies[2]);
        walk.Case.Duties[owed.Number - 1].Open.ShouldBeFalse();
        Upward.Unsent(walk.Case, Rules, 2).ShouldBeEmpty();
    }

    [Fact, Clause("R39")]
    public void Progress_reports_are_numbered_without_gaps_and_one_is_owed_each_day_while_major()
    {
        var walk = Opened().Graded().SentUp();
        var due = new List<DateTimeOffset>();
        for (var day = 0; day < 4; day++)
        {
            due.Add(walk.Open("R39").Single().DueAt!.Value);
            walk.After(TimeSpan.FromHours(24)).SentUp();
        }
        due.ShouldBe(Enumerable.Range(3, 4).Select(d => new DateTimeOffset(2026, 3, d, 16, 0, 0, TimeSpan.Zero)));
        walk.Case.UpReports.Where(r => r.Stage == ReportStage.Progress).Select(r => r.Sequence).ShouldBe([1, 2, 3, 4]);
        // A second report on one day does not meet tomorrow's.
        var tomorrow = walk.Open("R39").Single();
        walk.After(TimeSpan.FromHours(1)).SentUp().Open("R39").Single().Number.ShouldBe(tomorrow.Number);
        walk.SentUp(new UpText(Final: true)).Open("R39").ShouldBeEmpty();
    }

    [Fact, Clause("R39"), Clause("R44")]
    public void An_extraordinary_event_reports_every_four_hours_on_its_first_day_and_every_day()
    {
        var walk = Opened().Graded(Grade.Extraordinary).SentUp();
        walk.Duty("R39").DueAt.ShouldBe(walk.Now.AddHours(4));
        walk.Duty("R39:daily").DueAt.ShouldBe(new DateTimeOffset(2026, 3, 3, 16, 0, 0, TimeSpan.Zero));
        for (var i = 0; i < 6; i++) walk.After(TimeSpan.FromHours(4)).SentUp();
        // 24 hours after the grade the day's report is enough.
        walk.Duty("R39").DueAt.ShouldBe(new DateTimeOffset(2026, 3, 4, 16, 0, 0, TimeSpan.Zero));
    }

    [Fact, Clause("R39")]
    public void A_change_of_facts_without_a_progress_report_in_four_hours_alerts_and_only_a_report_signed_after_it_meets_it()
    {
        var walk = Opened().Do(By(Role.Clerk), (c, d) => Verifying.Raise(c, d, ClaimKind.Doubt, "伤者人数")).Graded().Issued();
        walk.After(Minute).Do(By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, 1, Finding.True, "两人受伤", "医院名单", null));
        var duty = walk.Duty("R39:change");
        duty.DueAt.ShouldBe(walk.Now.AddHours(4));
        walk.After(Minute).Sent(1, [.. MajorWalk.Bodies]).Duty("R39:change").Open.ShouldBeTrue();
        walk.After(TimeSpan.FromHours(4));
        DutyClock.Notices(walk.Case, new Deciding(Actor.Clock(TestOffice.Id), walk.Now, Rules), []).Value.OfType<DutyNoticed>()
            .ShouldContain(n => n.Duty == duty.Number && n.Level == NoticeLevel.Overdue);
        walk.SentUp().Duty("R39:change").Open.ShouldBeFalse();
        Verified().Case.Duties.ShouldNotContain(d => d.Rule == "R39:change");
    }

    [Fact, Clause("R33"), Clause("S14")]
    public void A_final_report_with_a_measure_unsettled_is_not_stopped_but_goes_as_the_next_progress_report()
    {
        var head = By(Role.SectionHead, TestOffice.Business);
        var walk = Signed().Do(head, (c, d) => Handling.SetMeasure(c, d, "抢修", new("officer"), d.Now.AddDays(1))).Graded().SentUp();
        walk.SentUp(new UpText(Final: true)).Case.UpReports[^1].Zh.ShouldBe("续报1");
        walk.Case.HasFinal.ShouldBeFalse();
        walk.Do(head, (c, d) => Handling.FinishMeasure(c, d, 1, "照片")).SentUp(new UpText(Final: true)).Case.HasFinal.ShouldBeTrue();
    }

    [Fact, Clause("R40")]
    public void Lateness_follows_from_the_times_alone_and_a_reason_changes_none_of_them()
    {
        var walk = Opened().Graded();
        walk.Case.Late(walk.Now).ShouldBeEmpty();
        walk.Try(By(Role.Clerk), (c, d) => Commanding.ExplainLate(c, d, walk.Duty("R31").Number, "忙"))!.Code.ShouldBe("late.not");
        walk.After(TimeSpan.FromMinutes(75)).SentUp();
        var duty = walk.Duty($"R28:written:{MajorWalk.Bodies[0].Id}");
        var late = walk.Case.Late(walk.Now).Single(l => l.Duty.Number == duty.Number);
        late.By.ShouldBe(TimeSpan.FromMinutes(15));
        walk.Do(By(Role.Clerk), (c, d) => Commanding.ExplainLate(c, d, duty.Number, "线路中断")).Duty(duty.Rule).ShouldBe(duty);
        walk.Case.Late(walk.Now).Single(l => l.Duty.Number == duty.Number).Reason.ShouldBe("线路中断");
    }

    [Fact, Clause("R42"), Clause("S14")]
    public void A_number_in_the_words_of_a_report_that_is_not_the_datas_leaves_a_reason_owing_and_never_stops_the_report()
    {
        var text = new UpText(Facts: "群众提出诉求5项", Trend: "平稳");
        var walk = Opened().Do(By(Role.Clerk), (c, d) => Verifying.Raise(c, d, ClaimKind.Demand, "请修好")).Graded();
        Outcome<CaseEntry[]> Issue(Huiying.Handle.Case c, Deciding d, UpText t) => Upward.Issue(c, d, t, null, "doc", CaseFigures.Check(UpDocuments.Texts(t), c, null));
        walk.Do(By(Role.Clerk), (c, d) => Issue(c, d, text));
        walk.Case.UpReports.ShouldHaveSingleItem();
        walk.Duty("R42:reason:1").Zh.ShouldContain("“基本情况”写“诉求5项”，数据中诉求为1");
        walk.Do(By(Role.Clerk), (c, d) => Issue(c, d, text with { Mismatch = "口头另提四项" })).Case.Duties.Count(x => x.Rule.StartsWith("R42:reason", StringComparison.Ordinal)).ShouldBe(1);
        walk.Do(By(Role.Clerk), (c, d) => Issue(c, d, text with { Facts = "群众提出诉求1项" })).Case.Duties.Count(x => x.Rule.StartsWith("R42:reason", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact, Clause("R42")]
    public void A_signed_report_stays_as_it_was_and_a_correction_links_to_it()
    {
        var walk = Opened().Graded().SentUp(new UpText("原文"));
        var signed = walk.Case.UpReports[0];
        walk.Try(By(Role.Clerk), (c, d) => Upward.Issue(c, d, new UpText(Corrects: 9), null, "x"))!.Code.ShouldBe("not-found");
        walk.SentUp(new UpText("改文", Corrects: 1));
        walk.Case.UpReports[0].ShouldBe(signed);
        walk.Case.UpReports[1].Stage.ShouldBe(ReportStage.Correction);
        walk.Case.UpReports[1].Text.Corrects.ShouldBe(1);
    }

    [Fact, Clause("R42")]
    public void A_figure_that_differs_from_the_data_needs_a_reason()
    {
        var walk = Opened().Graded().Issued(new UpText(Posts: 40), 52);
        var owed = walk.Open("R42:reason").Single();
        walk.Case.UpReports[0].Differs.ShouldBeTrue();
        walk.Do(By(Role.Clerk), (c, d) => Upward.Explain(c, d, owed.Number, "截至中午的数")).Open("R42:reason").ShouldBeEmpty();
        walk.Issued(new UpText(Posts: 40, Mismatch: "截至中午"), 52).Issued(new UpText(Posts: 52), 52).Issued(new UpText(), 52).Open("R42:reason").ShouldBeEmpty();
    }

    [Fact, Clause("R42")]
    public void When_a_verification_changes_every_report_and_answer_that_cited_it_is_to_be_corrected_the_same_day()
    {
        var walk = Completed().Graded().SentUp();
        walk.Do(By(Role.Spokesperson), (c, d) => Answering.Answer(c, d, new Answered("r1", AnswerKind.Result, "h", "website", "/a", "全体", [1]), [1]));
        // The same finding again, better shown, changes nothing.
        walk.Do(By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, 1, Finding.True, "三盏路灯不亮", "测量记录", null)).Open("R42").ShouldBeEmpty();
        var again = Completed().Graded().SentUp();
        again.Do(By(Role.Spokesperson), (c, d) => Answering.Answer(c, d, new Answered("r1", AnswerKind.Result, "h", "website", "/a", "全体", [1]), [1]));
        again.After(Minute).Do(By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, 1, Finding.PartlyTrue, "两盏不亮", "测量记录", "两盏"));
        again.Open("R42:report").Single().DueAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero));
        again.Open("R42:answer").Single().DueAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero));
        again.SentUp().Open("R42:report").Count.ShouldBe(1);
        again.SentUp(new UpText("更正", Corrects: 1)).Open("R42:report").ShouldBeEmpty();
        again.Do(By(Role.Spokesperson), (c, d) => Answering.Answer(c, d, new Answered("r2", AnswerKind.Result, "h2", "website", "/b", "全体", [1]), [3])).Open("R42:answer").Count.ShouldBe(1);
        // An answer beside it mends nothing, nor does a correction that still rests on the old entry.
        again.Do(By(Role.Spokesperson), (c, d) => Answering.Answer(c, d, new Answered("r3", AnswerKind.Result, "h3", "website", "/c", "全体", [1]), [1], corrects: "r1")).Open("R42:answer").Count.ShouldBe(1);
        again.Do(By(Role.Spokesperson), (c, d) => Answering.Answer(c, d, new Answered("r4", AnswerKind.Result, "h4", "website", "/d", "全体", [1]), [3], corrects: "r1")).Open("R42:answer").ShouldBeEmpty();
    }

    /// <summary>Random states, reached by random acts of random people; then everybody tries to report, with random gaps in what they know.</summary>
    [Fact, Clause("S14"), Clause("R25"), Clause("R28")]
    public void Nothing_ever_refuses_a_report_upward_by_a_signed_in_person()
    {
        var reports = 0;
        for (var seed = 0; seed < 1500; seed++)
        {
            var random = new Random(seed);
            var walk = new CaseWalk[] { Opened(), Verified(), Received(), Assessed(), Signed(), Completed() }[random.Next(6)];
            for (var i = 0; i < 12; i++)
            {
                walk.After(TimeSpan.FromMinutes(random.Next(600)));
                Stir(walk, random);
                var actor = By(Enum.GetValues<Role>()[random.Next(Enum.GetValues<Role>().Length)]);
                string Maybe(string s) => random.Next(2) == 0 ? s : "";
                var text = new UpText(Maybe("事实"), Final: random.Next(3) == 0, Posts: random.Next(3) == 0 ? random.Next(9) : null,
                    Corrects: walk.Case.UpReports.Count > 0 && random.Next(3) == 0 ? random.Next(walk.Case.UpReports.Count) + 1 : null);
                var why = $"seed {seed}, {actor.Posts[0].Role}";
                walk.Try(actor, (c, d) => Upward.Issue(c, d, text, random.Next(9), "doc")).ShouldBeNull(why);
                var keys = Rules.Policy.Bodies.Keys.ToList();
                var sending = new UpSending(random.Next(walk.Case.UpReports.Count + 1), keys[random.Next(keys.Count)], (ReportMode)random.Next(4),
                    walk.Now.AddMinutes(-random.Next(5000)), Maybe("值班员"), Maybe("1"), Maybe("记录"), AsMajor: "判断属重大以上");
                walk.Try(actor, (c, d) => Upward.Send(c, d, sending, Maybe("sheet"))).ShouldBeNull(why);
                if (walk.Case.Highest > Grade.Ordinary || walk.Case.AssessedAt is not null)
                {
                    walk.Try(actor, (c, d) => Upward.Send(c, d, sending with { AsMajor = null }, "")).ShouldBeNull(why);
                }
                walk.Try(actor, (c, d) => Reporting.Report(c, d, Rules.OutsideBodies[0].Id, ReportMode.System, d.Now, Maybe("值班员"), Maybe("1"), "doc", "判断属重大")).ShouldBeNull(why);
                reports++;
            }
            var progress = walk.Case.UpReports.Where(r => r.Stage == ReportStage.Progress).Select(r => r.Sequence!.Value).ToList();
            progress.ShouldBe(Enumerable.Range(1, progress.Count), $"seed {seed}");
        }
        reports.ShouldBe(18_000);
        // Nonsense is not a report.
        var w = Opened().Graded();
        w.Try(By(Role.Clerk), (c, d) => Upward.Send(c, d, new UpSending(0, "nowhere", ReportMode.Fax, d.Now), ""))!.Code.ShouldBe("not-found");
        w.Try(By(Role.Clerk), (c, d) => Upward.Send(c, d, new UpSending(0, MajorWalk.Bodies[0].Id, ReportMode.Fax, d.Now.AddMinutes(1)), ""))!.Clause.ShouldBe("R28");
        w.Try(Actor.Clock(TestOffice.Id), (c, d) => Upward.Issue(c, d, new UpText(), null, "")).ShouldNotBeNull();
    }

    private static void Stir(CaseWalk walk, Random random)
    {
        var any = By(Enum.GetValues<Role>()[random.Next(Enum.GetValues<Role>().Length)]);
        switch (random.Next(9))
        {
            case 0 or 1: walk.Try(By(Role.PrincipalLeader), (c, d) => Grading.Set(c, d, (Grade)random.Next(3), "理由")); break;
            case 2: walk.Try(By(Role.Clerk), (c, d) => Verifying.Raise(c, d, ClaimKind.Doubt, $"事项{random.Next(9)}")); break;
            case 3 when walk.Case.Claims.Count > 0:
                walk.Try(By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, random.Next(c.Claims.Count) + 1, (Finding)random.Next(4), $"情况{random.Next(3)}", "依据", "部分")); break;
            case 4: walk.Try(By(Role.PartySecretary), (c, d) => Commanding.NotToReport(c, d, "理由")); break;
            case 5: walk.Try(any, (c, d) => Commanding.Stopped(c, d, "某人", "要求不报")); break;
            case 6: walk.Try(By(Role.SupervisingLeader), (c, d) => Following.Track(c, d, new("clerk"), "交接")); break;
            case 7: walk.Do(By(Role.Clerk), (_, _) => new CaseEntry[] { new Closed(Ending.PublicResponse, "完", null) }); break;
            default: walk.Try(any, (c, d) => Commanding.MarkEmergency(c, d, "重大", "通报")); break;
        }
    }
}
