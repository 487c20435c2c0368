// long: every act of the year with its words in one place: both the sensible and the erring officers take from it.
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using AssessmentMode = Huiying.Documents.AssessmentMode;

namespace Huiying.Tests.Year;

/// <summary>Each act once: the same words to the product and to the oracle. The year is made up.</summary>
internal sealed class YearStory(YearOffice office, PlanId plan)
{
    public static readonly Role[] Bystanders = [Role.AuditAdministrator, Role.SystemAdministrator, Role.SecurityAdministrator];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Random Random => office.Random;

    private DateTimeOffset Now => office.Now;

    /// <summary>Nobody errs, forgets or changes their mind.</summary>
    public bool Steady { get; init; }

    public bool Chance(int percent) => Steady ? percent >= 50 : Random.Next(100) < percent;

    public T Any<T>(IReadOnlyList<T> from) => from[Random.Next(from.Count)];

    /// <summary>Any of them; the first where nobody changes their mind.</summary>
    public T First<T>(IReadOnlyList<T> from) => Steady ? from[0] : Any(from);

    /// <summary>The person for an act; an erring one now and then.</summary>
    public Actor By(Role role, string? section = null, bool err = false) => err && Chance(35) ? office.By(Any(Bystanders)) : office.By(role, section);

    private static Who Of(Actor a) => YearOffice.Of(a);

    /// <summary>The words, or none when the officer errs.</summary>
    private string Words(string words, bool err) => err && Chance(30) ? Any(["", " ", "\u3000"]) : words;

    private DateTimeOffset Past(bool err, int minutes = 5) => err && Chance(30) ? Now.AddMinutes(1 + Random.Next(30)) : Now.AddMinutes(-Random.Next(minutes));

    public async Task<bool> Open(Live e, bool err)
    {
        var channel = e.Topic is not null ? IntakeChannel.Web : Any([IntakeChannel.Web, IntakeChannel.Telephone, IntakeChannel.Hotline, IntakeChannel.SuperiorOrder, IntakeChannel.Petition]);
        DateTimeOffset? received = channel == IntakeChannel.Web ? null : err && Chance(50) ? (Chance(50) ? null : Now.AddMinutes(20)) : Now.AddMinutes(-Random.Next(120));
        var discovered = channel == IntakeChannel.Web && e.Topic is null ? Now.AddMinutes(-Random.Next(90)) : Now;
        if (e.Topic is not null) discovered = e.PostedAt;
        var by = By(Any([Role.Clerk, Role.DutyOfficer]), err: err);
        var title = Words($"第{e.Number}件事", err);
        return await office.Act(e, "open", async () =>
        {
            var done = await office.Cases.Open(by, new OpenCase(title, new Intake(channel, channel == IntakeChannel.Web, received), e.Topic?.Value, discovered), Ct);
            if (done.Ok)
            {
                e.Id = done.Value.Id;
                done.Value.Intake.EnteredAfterwards.ShouldBe(received is { } r && Now - r > TimeSpan.FromMinutes(30));
            }
            return done;
        }, () => e.Model.Opens(Of(by), title, channel, received, discovered, Now));
    }

    public Task<bool> Raise(Live e, ClaimKind kind, string text, bool err = false)
    {
        var (by, words) = (By(Any([Role.Clerk, Role.DutyOfficer]), err: err), Words(text, err));
        return office.Act(e, $"raise {kind}", () => office.Cases.Raise(by, e.Id, kind, words, Ct), () => e.Model.Raise(Of(by), kind, words));
    }

    public Task<bool> Verify(Live e, int claim, Finding finding, bool err = false)
    {
        var by = err && Chance(30) ? office.By(Role.Clerk) : By(Role.SectionOfficer, "business", err);
        var (fact, evidence, part) = (Words($"经查{Any(["甲", "乙"])}情况", err), Words("登记簿", err), finding == Finding.PartlyTrue && !(err && Chance(40)) ? "甲情况" : null);
        return office.Act(e, $"verify {claim} {finding}", () => office.Cases.Verify(by, e.Id, claim, finding, fact, evidence, part, Ct), () => e.Model.Verify(Of(by), claim, finding, fact, evidence, part, Now));
    }

    public Task<bool> Submit(Live e, bool err = false)
    {
        var by = By(Role.Clerk, err: err);
        return office.Act(e, "submit", () => office.Cases.Submit(by, e.Id, Ct), () => e.Model.Submit(Of(by)));
    }

    public Task<bool> Receive(Live e, Recipient who, bool err = false)
    {
        var by = err && Chance(40) ? office.By(Role.Clerk) : By(who == Recipient.PrincipalLeader ? Role.PrincipalLeader : Any([Role.PartySecretary, Role.PartyMember]), err: err);
        return office.Act(e, $"receive {who}", () => office.Cases.Receive(by, e.Id, who, Ct), () => e.Model.Receive(Of(by), who, Now));
    }

    public Task<bool> Record(Live e, bool err = false)
    {
        // The group may find a lower grade than the leader who acted at once, or a higher one.
        var grade = e.Model.Grades.Count > 0 && Chance(85) ? e.Model.Grade : e.Grade;
        var a = new Assessment(AssessmentMode.Meeting, Past(err, 30), "研判", ["江平", "孔青"], [], "同意", grade, "影响面", new("民生", "小", "无", "平稳", "无"),
            e.Category == Category.Suggestion && Chance(60) ? Category.Suggestion : Category.Inquiry, "所反映的事项", new("leader"), TestOffice.Business, TestOffice.Business, [TestOffice.General], ["备好材料"],
            "由业务科办理并答复", "按规定报告", "如实说明");
        if (err)
        {
            a = Random.Next(12) switch
            {
                0 => a with { Agenda = "" },
                1 => a with { GradeReason = " " },
                2 => a with { Factors = a.Factors with { Media = "" } },
                3 => a with { CategoryBasis = "" },
                4 => a with { Helpers = [] },
                5 => a with { Line = "" },
                6 => a with { Present = [] },
                7 => a with { Category = Category.Fabrication },
                8 => a with { Preparations = [] },
                9 => a with { HandlingSection = new("") },
                10 => a with { SectionConcerned = new("") },
                _ => a with { Lead = new("") },
            };
        }
        var by = By(Role.Clerk, err: err);
        return office.Act(e, $"record {a.Grade} {a.Category}", () => office.Cases.RecordAssessment(by, e.Id, a, Ct), () => e.Model.Record(Of(by), a, Now));
    }

    public Task<bool> Confirm(Live e, bool err = false)
    {
        var by = err && Chance(40) ? office.By(Role.PrincipalLeader) : By(Role.PartySecretary, err: err);
        return office.Act(e, "confirm", () => office.Cases.ConfirmAssessment(by, e.Id, Ct), () => e.Model.Confirm(Of(by), Now));
    }

    public Task<bool> SetGrade(Live e, Grade grade, bool err = false)
    {
        var by = err && Chance(40) ? office.By(Role.SupervisingLeader) : By(Role.PrincipalLeader, err: err);
        var reason = Words("情况变化", err);
        return office.Act(e, $"grade {grade} by {by.Person}", () => office.Major.SetGrade(by, e.Id, grade, reason, Ct), () => e.Model.SetGrade(Of(by), grade, reason, Now));
    }

    public Task<bool> ConfirmGrade(Live e, bool err = false)
    {
        var (by, opinion) = (err && Chance(40) ? office.By(Role.PrincipalLeader) : By(Role.PartySecretary, err: err), Words("同意", err));
        return office.Act(e, "confirm grade", () => office.Major.ConfirmGrade(by, e.Id, opinion, Ct), () => e.Model.ConfirmGrade(Of(by), opinion, Now));
    }

    /// <summary>A report upward: anyone may, with as little as there is.</summary>
    public async Task<bool> Issue(Live e, bool final = false, int? corrects = null, bool err = false)
    {
        var by = err ? office.By(Any(Bystanders)) : By(Any([Role.Clerk, Role.DutyOfficer]));
        var data = e.Topic is null ? null : (await office.Cases.Topic(office.Office, e.Id, Ct))?.Posts;
        var posts = data is { } n && Chance(30) ? (Chance(50) ? n : n + 1) : (int?)null;
        var why = posts is not null && Chance(40) ? "另有未收集到的" : null;
        return await office.Act(e, $"issue final={final} corrects={corrects}", () => office.Major.Issue(by, e.Id, new UpText(Facts: Chance(50) ? "情况如前" : null, Posts: posts, Final: final, Corrects: corrects, Mismatch: why), Ct),
            () => e.Model.Issue(final, corrects, posts, data, why, Now));
    }

    public Task<bool> Send(Live e, int report, string body, bool phone = false, bool err = false)
    {
        var by = err ? office.By(Any(Bystanders)) : By(Any([Role.Clerk, Role.DutyOfficer]));
        var mode = phone ? ReportMode.Telephone : Any([ReportMode.Fax, ReportMode.Paper, ReportMode.System]);
        var (to, receipt, note) = Chance(8) ? ("", "", "") : ("值班员", "收12", Chance(90) ? "已记下" : "");
        var (at, skip, major) = (Past(err), Chance(30) ? "经电话同意" : null, Chance(50) ? "情况紧急" : null);
        return office.Act(e, $"send {report} to {body} by {mode}", () => office.Major.Send(by, e.Id, new UpSending(report, body, mode, at, to, receipt, note, skip, major), Ct),
            () => e.Model.Send(report, body, mode, at, to, receipt, note, skip, major, Now));
    }

    /// <summary>An ordinary event's report outside.</summary>
    public Task<bool> Report(Live e, string body, bool err = false)
    {
        var by = err ? office.By(Any(Bystanders)) : By(Role.Clerk);
        var (to, receipt, major, at) = (Chance(90) ? "值班员" : "", Chance(90) ? "收7" : "", err && Chance(50) ? "疑为重大" : null, Past(err));
        return office.Act(e, $"report to {body}", () => office.Cases.Report(by, e.Id, body, ReportMode.Paper, at, to, receipt, major, Ct), () => e.Model.ReportOutside(body, at, to, receipt, major, Now));
    }

    public async Task<bool> Explain(Live e, Owed duty, bool err = false)
    {
        var number = (await Found(e)).Duties.FirstOrDefault(d => d.Rule == duty.Rule && d.From == duty.From && d.Open)?.Number ?? 99;
        var reason = Words("线路不通", err);
        return await office.Act(e, $"explain {duty.Rule}", () => office.Major.Explain(By(Role.Clerk), e.Id, number, reason, Ct), () => e.Model.Explain(duty, reason, Now));
    }

    public async Task<bool> ExplainLate(Live e, Owed duty, bool err = false)
    {
        var number = (await Found(e)).Duties.First(d => d.Rule == duty.Rule && d.From == duty.From && d.DueAt == duty.Due && d.DischargedAt == duty.Done && d.CarriedTo is not null == duty.Carried).Number;
        var reason = Words("人手不足", err);
        return await office.Act(e, $"explain late {duty.Rule}", () => office.Major.ExplainLate(By(Any(Bystanders)), e.Id, number, reason, Ct), () => OracleEvent.ExplainLate(duty, reason, Now));
    }

    public Task<bool> ActivatePlan(Live e, bool err = false)
    {
        var by = By(Role.SupervisingLeader, err: err);
        return office.Act(e, "plan", () => office.Major.ActivatePlan(by, e.Id, plan, Ct), () => e.Model.ActivatePlan(Of(by), Now));
    }

    public Task<bool> FormGroup(Live e, bool err = false)
    {
        var (by, head, duty) = (By(Role.Clerk, err: err), !(err && Chance(40)), Words("起草", err));
        var leader = office.By(head ? Role.PrincipalLeader : Role.SupervisingLeader).Person;
        return office.Act(e, "group", () => office.Major.FormGroup(by, e.Id, leader, [new(new("officer"), duty)], Ct), () => e.Model.FormGroup(Of(by), head, duty.Trim().Length > 0, Now));
    }

    public Task<bool> EndGroup(Live e, bool err = false)
    {
        var (by, reason) = (By(Role.PrincipalLeader, err: err), Words("任务完成", err));
        return office.Act(e, "end group", () => office.Major.EndGroup(by, e.Id, reason, Ct), () => e.Model.EndGroup(Of(by), reason));
    }

    public Task<bool> MarkSudden(Live e, bool err = false)
    {
        var (by, reason, level) = (By(Role.SupervisingLeader, err: err), Words("主管部门通报", err), err ? Any(["重大", "特别重大", "较大", "一般", ""]) : Any(["重大", "特别重大"]));
        return office.Act(e, $"sudden {level}", () => office.Major.MarkEmergency(by, e.Id, level, reason, Ct), () => e.Model.MarkSudden(Of(by), level, reason));
    }

    public Task<bool> HoldConference(Live e, bool err = false)
    {
        var (by, at, evidence) = (By(Role.Spokesperson, err: err), Past(err, 60), Words("实录", err));
        return office.Act(e, "conference", () => office.Major.HoldConference(by, e.Id, at, "上级机关", evidence, Ct), () => e.Model.HoldConference(Of(by), at, "上级机关", evidence, Now));
    }

    public Task<bool> NotToReport(Live e, bool err = false)
    {
        var (by, reason) = (err && Chance(50) ? office.By(Role.SupervisingLeader) : By(Any([Role.PrincipalLeader, Role.PartySecretary]), err: err), Words("已在同级解决", err));
        return office.Act(e, "not to report", () => office.Major.NotToReport(by, e.Id, reason, Ct), () => e.Model.NotToReport(Of(by), reason, Now));
    }

    public Task<bool> Call(Live e, bool err = false)
    {
        var (by, at) = (By(Any([Role.SectionOfficer, Role.AuditAdministrator, Role.DutyOfficer])), Past(err));
        return office.Act(e, "call 120", () => office.Major.Call(by, e.Id, "120", "有人需要救助", at, Ct), () => e.Model.Call(Of(by), at, Now));
    }

    public Task<bool> ReviewCall(Live e, int call, bool err = false)
    {
        var (by, opinion) = (err && Chance(50) ? office.By(Any([Role.DutyOfficer, Role.SectionOfficer])) : By(Role.SupervisingLeader, err: err), Words("妥当", err));
        return office.Act(e, $"review call {call}", () => office.Major.Review(by, e.Id, call, opinion, Ct), () => e.Model.ReviewCall(Of(by), call, opinion, Now));
    }

    public Task<bool> Sign(Live e, bool err = false)
    {
        var by = err && Chance(50) ? office.By(Role.SectionOfficer, e.Model.Handler ?? "business") : By(Role.SectionHead, err && Chance(50) ? "general" : e.Model.Handler ?? "business", err);
        return office.Act(e, "sign for", () => office.Cases.Sign(by, e.Id, Ct), () => e.Model.Sign(Of(by), Now));
    }

    public Task<bool> Return(Live e, bool err = false)
    {
        var (by, reason) = (By(Role.SectionHead, e.Model.Handler ?? "business", err), Words("不属本科", err));
        return office.Act(e, "return", () => office.Cases.Return(by, e.Id, reason, Ct), () => e.Model.Return(Of(by), reason, Now));
    }

    public Task<bool> Assign(Live e, bool err = false)
    {
        var (by, section, words) = (By(Role.Clerk, err: err), Any(["business", "general"]), Words("请办理", err));
        return office.Act(e, $"assign {section}", () => office.Cases.Assign(by, e.Id, new(section), words, Ct), () => e.Model.Assign(Of(by), section, words, Now));
    }

    /// <summary>Somebody of the handling section; an erring one of the other.</summary>
    private Actor Handler(Live e, bool err) => By(Any([Role.SectionHead, Role.SectionOfficer]), err && Chance(40) ? (e.Model.Handler == "general" ? "business" : "general") : e.Model.Handler ?? "business", err);

    public Task<bool> SetMeasure(Live e, bool err = false)
    {
        var (by, due, text) = (Handler(e, err), err && Chance(40) ? Now : Now.AddHours(1 + Random.Next(100)), Words("检修", err));
        return office.Act(e, "set measure", () => office.Cases.SetMeasure(by, e.Id, text, new("officer"), due, Ct), () => e.Model.SetMeasure(Of(by), text, "officer", due, Now));
    }

    public Task<bool> Extend(Live e, int measure, bool err = false)
    {
        var owed = e.Model.Duties.FirstOrDefault(d => d.Rule == $"R33:{measure}");
        var (by, due, reason) = (By(Any([Role.SupervisingLeader, Role.PrincipalLeader]), err: err), (owed?.Due ?? Now).AddHours(err && Chance(40) ? 0 : 1 + Random.Next(48)), Words("缺件", err));
        return office.Act(e, $"extend {measure}", () => office.Cases.Extend(by, e.Id, measure, due, reason, Ct), () => e.Model.Extend(Of(by), measure, due, reason, Now));
    }

    public Task<bool> FinishMeasure(Live e, int measure, bool err = false)
    {
        var (by, evidence) = (Handler(e, err), Words("照片", err));
        return office.Act(e, $"finish measure {measure}", () => office.Cases.FinishMeasure(by, e.Id, measure, evidence, Ct), () => e.Model.FinishMeasure(Of(by), measure, evidence, Now));
    }

    public Task<bool> Settle(Live e, int claim, bool err = false)
    {
        var (by, basis) = (Handler(e, err), Words("管理办法", err));
        return office.Act(e, $"settle {claim}", () => office.Cases.Settle(by, e.Id, claim, Any([DemandOutcome.Met, DemandOutcome.PartlyMet, DemandOutcome.NotMet]), basis, "已说明", Ct), () => e.Model.Settle(Of(by), claim, basis, "已说明"));
    }

    public Task<bool> FlagAtOnce(Live e, bool err = false)
    {
        var by = Handler(e, err);
        return office.Act(e, "flag at once", () => office.Cases.FlagAtOnce(by, e.Id, Ct), () => e.Model.FlagAtOnce(Of(by), Now));
    }

    public Task<bool> Complete(Live e, bool err = false)
    {
        var (by, result) = (Handler(e, err), Words("已办好", err));
        return office.Act(e, "complete", () => office.Cases.Complete(by, e.Id, result, Ct), () => e.Model.Complete(Of(by), result, Now));
    }

    public Task<bool> Agree(Live e, bool err = false)
    {
        var (by, opinion, agrees) = (By(Any([Role.SupervisingLeader, Role.PrincipalLeader]), err: err), Words("同意", err), Chance(92));
        return office.Act(e, $"review the handling {agrees}", () => office.Get<Orders>().Review(by, e.Id, agrees, opinion, Ct), () => e.Model.Agree(Of(by), agrees, opinion));
    }

    /// <summary>What the figures proposed is answered by a reason (R47). Returns whether there was any.</summary>
    public async Task<bool> Answered(Live e)
    {
        var waiting = (await Found(e)).Proposals.FirstOrDefault(p => p.Answer is null);
        if (waiting is null) return false;
        (await office.Tracking.Answer(office.By(Role.SupervisingLeader), e.Id, waiting.What.Proposal, false, "现有措施已够", null, Ct)).Ok.ShouldBeTrue();
        return true;
    }

    public Task<bool> Track(Live e, bool err = false)
    {
        var (by, who, left) = (By(Any([Role.Clerk, Role.SupervisingLeader]), err: err), Any(["officer", "clerk", "duty"]), err && Chance(50) ? null : "已交接");
        return office.Act(e, $"track {who}", () => office.Tracking.Name(by, e.Id, new(who), left, Ct), () => e.Model.Track(Of(by), who, left, Now));
    }

    public Task<bool> Leave(Live e, bool err = false)
    {
        var (by, next, left) = (By(Role.Clerk, err: err), Chance(50) ? "member" : null, Words("无异常", err));
        return office.Act(e, $"leave to {next}", () => office.Tracking.Leave(by, e.Id, next is null ? null : new PersonId(next), left, Ct), () => e.Model.Leave(Of(by), next, left));
    }

    public Task<bool> Observe(Live e, bool err = false)
    {
        var by = err ? office.By(Role.PrincipalLeader) : e.Model.Tracker switch { "officer" => office.By(Role.SectionOfficer, "business"), "duty" => office.By(Role.DutyOfficer), "member" => office.By(Role.PartyMember), _ => office.By(Role.Clerk) };
        return office.Act(e, "observe", () => office.Tracking.Observe(by, e.Id, "平稳", Ct), () => e.Model.Observe(Of(by), "平稳"));
    }

    public Task<bool> SetCalm(Live e, bool err = false)
    {
        var (by, reason) = (By(Any([Role.SupervisingLeader, Role.PrincipalLeader]), err: err), Words("多日无新增", err));
        return office.Act(e, "calm", () => office.Tracking.SetCalm(by, e.Id, reason, Ct), () => e.Model.SetCalm(Of(by), reason, Now));
    }

    public Task<bool> SignSummary(Live e, bool err = false)
    {
        var (by, cause, to) = (By(Any([Role.SupervisingLeader, Role.PrincipalLeader]), err: err), Words("设施老化", err), err && Chance(30) ? Array.Empty<string>() : ["甲单位", "乙单位"]);
        var why = err && Chance(40) ? null : "只是询问，没有需要线下解决的问题";
        return office.Act(e, "summary", () => office.Summaries.Sign(by, e.Id, new SummaryText("概况", cause, "本地", "已办好", "早说", "巡查不够", [], to, Publicity: why), Ct),
            () => e.Model.SignSummary(Of(by), cause.Trim().Length > 0, to, why, Now));
    }

    public Task<bool> CorrectSummary(Live e, bool err = false)
    {
        var (by, reason) = (By(Role.SupervisingLeader, err: err), Words("补充", err));
        return office.Act(e, "correct summary", () => office.Summaries.Correct(by, e.Id, new SummaryText("概况", "设施老化", "本地", "已办好", "早说", "巡查不够", [], ["丙单位"]), reason, Ct), () => e.Model.CorrectSummary(Of(by), ["丙单位"], reason));
    }

    public Task<bool> Acknowledge(Live e, string from, bool err = false)
    {
        var (by, receipt) = (By(Role.Clerk, err: err), Words("收3", err));
        return office.Act(e, $"acknowledge {from}", () => office.Summaries.Acknowledge(by, e.Id, from, receipt, Ct), () => e.Model.Acknowledge(Of(by), from, receipt));
    }

    public async Task<bool> Close(Live e, Ending ending, bool err = false)
    {
        var (by, note) = (By(Any([Role.Clerk, Role.PrincipalLeader, Role.SupervisingLeader]), err: err), Words("办完", err));
        var article = ending == Ending.LawfulReason ? Any(["14", "15", "16", "99"]) : null;
        return await office.Act(e, $"close {ending}", () => office.Summaries.Close(by, e.Id, ending, note, article, Ct), () => e.Model.Close(Of(by), ending, note, article, Now));
    }

    public Task<bool> Reopen(Live e, bool err = false)
    {
        var (by, reason) = (By(Role.Clerk, err: err), Words("又有反映", err));
        return office.Act(e, "reopen", () => office.Summaries.Reopen(by, e.Id, reason, Ct), () => e.Model.Reopen(Of(by), reason, Now));
    }

    public async Task<bool> Merge(Live e, Live into, bool err = false)
    {
        var (by, reason) = (By(Role.Clerk, err: err), Words("同一件事", err));
        if (!await office.Act(e, $"merge into {into.Number}", async () =>
            {
                var done = await office.Cases.Merge(by, e.Id, into.Id, reason, Ct);
                return done.Ok ? (await office.Cases.Find(office.Office, e.Id, Ct))! : done;
            }, () => e.Model.MergeInto(into.Model, Of(by), reason, Now))) return false;
        await office.Compare(into, $"taking event {e.Number}");
        return true;
    }

    private async Task<Huiying.Handle.Case> Found(Live e) => (await office.Cases.Find(office.Office, e.Id, Ct))!;
}
