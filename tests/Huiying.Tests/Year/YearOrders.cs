using Huiying.Ground;
using Huiying.Handle;
using Huiying.Track;

namespace Huiying.Tests.Year;

/// <summary>What is handed out beside the section's own work, and the answers to what thresholds propose: the same words to the product and to the oracle.</summary>
internal sealed class YearOrders(YearOffice office, YearStory story)
{
    private static readonly Role[] Leaders = [Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => office.Now;

    private Orders Orders => office.Get<Orders>();

    private static Who Of(Actor a) => YearOffice.Of(a);

    private string Words(string words, bool err) => err && story.Chance(30) ? story.Any(["", " ", "\u3000"]) : words;

    public Task<bool> Instruct(Live e, bool err = false)
    {
        var own = story.Chance(60);
        var by = story.By(own ? story.Any(Leaders) : story.Any([Role.Clerk, Role.DutyOfficer]), err: err);
        var (leader, text, given, due) = (own ? "" : Words("示例区领导", err), Words("限期办好", err), err && story.Chance(20) ? Now.AddMinutes(5) : Now.AddMinutes(-1), err && story.Chance(20) ? Now : Now.AddHours(4 + office.Random.Next(60)));
        var section = story.Chance(50) ? e.Model.Handler : null;
        return office.Act(e, "instruct", () => Orders.Instruct(by, e.Id, leader, text, given, due, null, section is null ? null : new SectionId(section), Ct),
            () => e.Model.Instruct(Of(by), leader, text, given, due, section, Now));
    }

    public Task<bool> Feedback(Live e, int order, bool err = false)
    {
        var given = order >= 1 && order <= e.Model.Instructions.Count ? e.Model.Instructions[order - 1] : null;
        var by = given?.Section is { } section && story.Chance(60) ? story.By(story.Any([Role.SectionHead, Role.SectionOfficer]), err && story.Chance(50) ? "general" : section, err) : story.By(err ? story.Any([Role.SupervisingLeader, Role.Clerk, Role.DutyOfficer]) : Role.Clerk, err: err);
        var text = Words("已办好", err);
        return office.Act(e, $"feedback {order}", () => Orders.Feedback(by, e.Id, order, text, Ct), () => e.Model.Feedback(Of(by), order, text, Now));
    }

    public async Task<bool> Extend(Live e, Owed owed, bool err = false)
    {
        var by = story.By(err ? story.Any(Leaders) : Role.PrincipalLeader, err: err);
        var (due, reason) = ((owed.Due ?? Now).AddHours(err && story.Chance(40) ? 0 : 1 + office.Random.Next(40)), Words("缺件", err));
        var number = (await office.Cases.Find(office.Office, e.Id, Ct))!.Duties.First(d => d.Rule == owed.Rule && d.From == owed.From && d.Open == owed.Open).Number;
        return await office.Act(e, $"extend {owed.Rule}", () => Orders.Extend(by, e.Id, number, due, reason, Ct), () => e.Model.ExtendHanded(Of(by), owed, due, reason, Now));
    }

    public Task<bool> Supervise(Live e, bool err = false)
    {
        var by = story.By(story.Any([Role.SupervisionOfficer, Role.Clerk]), err: err);
        return office.Act(e, "slip", () => office.Cases.Change(by, e.Id, "orders.supervise", (c, d) => Ordering.Supervise(c, d, "督办〔2026〕1号", "请说明原因", "paper"), Ct), () => e.Model.Supervise(Of(by), Now));
    }

    public Task<bool> AnswerSlip(Live e, int slip, bool err = false)
    {
        var section = slip >= 1 && slip <= e.Model.Slips.Count ? e.Model.Slips[slip - 1].Section : "business";
        var (by, why, done) = (story.By(story.Any([Role.SectionHead, Role.SectionOfficer]), err && story.Chance(30) ? "general" : section, err), Words("下乡未归", err), Words("已补办", err));
        return office.Act(e, $"answer slip {slip}", () => Orders.AnswerSupervision(by, e.Id, slip, why, done, Ct), () => e.Model.AnswerSlip(Of(by), slip, why, done, Now));
    }

    public Task<bool> Pass(Live e, bool err = false)
    {
        var (by, body, why, sent) = (story.By(story.Any([Role.Clerk, Role.DutyOfficer]), err: err), Words("示例供电所", err), Words("属其职责", err), err && story.Chance(30) ? Now.AddMinutes(9) : Now.AddMinutes(-office.Random.Next(20)));
        return office.Act(e, "pass on", () => Orders.PassOn(by, e.Id, null, body, why, sent, "函", Ct), () => e.Model.Pass(Of(by), body, why, sent, "函", Now));
    }

    public Task<bool> Received(Live e, int passing, bool err = false)
    {
        var (by, at, receipt) = (story.By(Role.Clerk, err: err), At(e, passing, err), Words("收 7", err));
        return office.Act(e, $"receipt {passing}", () => Orders.Receipt(by, e.Id, passing, "收文员", receipt, at, Ct), () => e.Model.PassReceived(Of(by), passing, "收文员", receipt, at, Now));
    }

    public Task<bool> Told(Live e, int passing, bool err = false)
    {
        var (by, at, how) = (story.By(story.Any([Role.Clerk, Role.DutyOfficer]), err: err), At(e, passing, err), Words("回电", err));
        return office.Act(e, $"told {passing}", () => Orders.Told(by, e.Id, passing, at, how, "通话记录", Ct), () => e.Model.PassTold(Of(by), passing, how, "通话记录", at, Now));
    }

    public async Task<bool> AnswerProposal(Live e, int proposal, bool err = false)
    {
        var made = proposal >= 1 && proposal <= e.Model.Proposed47.Count ? e.Model.Proposed47[proposal - 1] : null;
        var accepted = story.Chance(50);
        if (!err && accepted && made?.Grade is { } grade && e.Model.Grade < grade) await story.SetGrade(e, grade);
        var by = story.By(story.Any([Role.SupervisingLeader, Role.PrincipalLeader]), err: err);
        var (text, owner, due, reason) = (Words("加密巡查", err), "officer", err && story.Chance(30) ? Now : Now.AddHours(8 + office.Random.Next(60)), accepted ? "" : Words("已在办", err));
        return await office.Act(e, $"proposal {proposal} {(accepted ? "accepted" : "refused")}",
            () => office.Tracking.Answer(by, e.Id, proposal, accepted, reason, new ProposedMeasure(text, new(owner), due), Ct),
            () => e.Model.AnswerProposal(Of(by), proposal, accepted, reason, (text, owner, due), Now));
    }

    private DateTimeOffset At(Live e, int passing, bool err)
    {
        var sent = passing >= 1 && passing <= e.Model.Passed.Count ? e.Model.Passed[passing - 1].Sent : Now;
        return err && story.Chance(40) ? (story.Chance(50) ? sent.AddMinutes(-3) : Now.AddMinutes(3)) : sent.AddMinutes(Math.Min(10, (Now - sent).TotalMinutes));
    }
}
