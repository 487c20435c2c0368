using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>Plan, working group, sudden event, and what is written down beside: late reasons, attempts to stop a report (R31, R32, R34, R40, R43, S13).</summary>
internal static class Commanding
{
    private static readonly Role[] Command =
        [Role.PrincipalLeader, Role.SupervisingLeader, Role.PartySecretary, Role.DutyLeader, Role.Clerk];

    /// <summary>Starts a plan; its words are frozen into the event (R31).</summary>
    public static Outcome<CaseEntry[]> Activate(Case c, Deciding d, Plan plan) =>
        d.Bar(c, "R31", Command) is { } no ? no
        : c.Plans.Any(p => p.What.Plan == plan.Id.Value && p.What.Version == plan.Version) ? No("plan.active", "R31", "该预案已启动。", "The plan is already active.")
        : new CaseEntry[] { new PlanActivated(plan.Id.Value, plan.Name, plan.Version, plan.Text) }
            .Concat(DutyEntries.Discharge(c, Rules.Plan, d.Now, $"{plan.Name}（第{plan.Version}版）")).ToArray();

    /// <summary>Forms the working group (R32). An extraordinary event's is led by the head of office (R44).</summary>
    public static Outcome<CaseEntry[]> Form(Case c, Deciding d, Person? leader, IReadOnlyList<GroupMember> members)
    {
        if (d.Bar(c, "R32", Command) is { } no) return no;
        if (leader is null) return Refusal.Invalid("R32", "请指定组长。", "Name the leader.");
        if (members.Count == 0 || members.Any(m => string.IsNullOrWhiteSpace(m.Duty) || string.IsNullOrWhiteSpace(m.Person.Value)))
        {
            return Refusal.Invalid("R32", "请列明成员及其职责。", "List the members and what each does.");
        }
        var head = leader.Posts.Any(p => p.Role == Role.PrincipalLeader);
        if (c.Grade == Grade.Extraordinary && !head) return No("group.head", "R44", "特大舆情由主要领导任组长。", "The head of office commands an extraordinary event.");
        return new CaseEntry[] { new GroupFormed(c.Groups.Count + 1, leader.Id, head, members) }
            .Concat(DutyEntries.Discharge(c, Rules.WorkingGroup, d.Now, $"组长：{leader.Name}")).ToArray();
    }

    /// <summary>Ends the group; from major grade up only after the final report (R32).</summary>
    public static Outcome<CaseEntry[]> End(Case c, Deciding d, string reason) =>
        d.Bar(c, "R32", Command) is { } no ? no
        : c.Group is not { } group ? No("group.none", "R32", "没有正在工作的专班。", "No working group is at work.")
        : Missing("R32", (reason, "结束说明", "why it ends")) is { } missing ? missing
        : c.Grade != Grade.Ordinary && !c.HasFinal ? No("group.needed", "R32", "重大以上舆情在终报之前须有专班。", "From major up the group works until the final report.")
        : Do(new GroupEnded(group.What.Group, reason.Trim()));

    /// <summary>
    /// The event touches a sudden event: authoritative information and a conference are owed from awareness (R34). Refused for a sudden event below 重大: the five
    /// and the twenty-four hours do not bind there.
    /// </summary>
    public static Outcome<CaseEntry[]> MarkEmergency(Case c, Deciding d, string level, string reason)
    {
        if (d.Bar(c, "R34", [.. Command, Role.DutyOfficer]) is { } no) return no;
        if (c.Emergency is not null) return No("emergency.marked", "R34", "已标明涉及突发事件。", "It is already marked.");
        if (Missing("R34", (level, "突发事件级别", "the level"), (reason, "依据", "the basis")) is { } missing) return missing;
        if (!level.Contains("重大", StringComparison.Ordinal) && !level.Contains("特大", StringComparison.Ordinal))
        {
            return No("emergency.level", "R34", "只有涉及重大、特别重大突发事件的，才适用5小时、24小时时限；较大、一般突发事件不必标明，按原时限办理。",
                "Only a major or extraordinary sudden event binds to the 5 and 24 hours; below that leave it unmarked.");
        }
        var open = new DutyOpener(c.Duties.Count, d);
        return Do(
            new EmergencyMarked(level.Trim(), reason.Trim()),
            open.Of(Rules.Information, new(Rules.Information, c.Grade, false, true, null, c.DiscoveredAt), "发布权威信息", "Publish authoritative information"),
            open.Of(Rules.Conference, new(Rules.Conference, c.Grade, false, true, null, c.DiscoveredAt), "举行新闻发布会", "Hold a press conference"));
    }

    /// <summary>The conference was held, by the office or by the superior (R34).</summary>
    public static Outcome<CaseEntry[]> HoldConference(Case c, Deciding d, DateTimeOffset heldAt, string heldBy, string evidence) =>
        d.Bar(c, "R34", [.. Command, Role.Spokesperson]) is { } no ? no
        : !c.Duties.Any(x => x.Rule == Rules.Conference && x.Open) ? No("conference.nothing", "R34", "没有待举行的新闻发布会。", "No conference is owed.")
        : heldAt > d.Now ? Refusal.Invalid("R34", "举行时间不能晚于现在。", "It cannot lie in the future.")
        : Missing("R34", (heldBy, "举行单位", "who held it"), (evidence, "依据", "the evidence")) is { } missing ? missing
        : new CaseEntry[] { new ConferenceHeld(Micros.Truncate(heldAt), heldBy.Trim(), evidence.Trim()) }
            .Concat(DutyEntries.Discharge(c, Rules.Conference, Micros.Truncate(heldAt), $"{heldBy.Trim()}，{evidence.Trim()}")).ToArray();

    /// <summary>不予上报: for an event that was never more than ordinary, by a first responsible person, with reason (R43).</summary>
    public static Outcome<CaseEntry[]> NotToReport(Case c, Deciding d, string reason)
    {
        if (d.Bar(c, "R43", [.. d.Rules.Policy.FirstResponsible]) is { } no) return no;
        if (c.FirstNamed) return ToSuperior("R43", d.Rules.Superior(c.Grade).Name);
        if (c.Highest != Grade.Ordinary) return No("report.not-to-be-stopped", "R43", "重大以上舆情不得不报。", "From major up nothing may go unreported.");
        if (c.NotToReport is not null) return No("report.not-reported", "R43", "已决定不予上报。", "That is already decided.");
        if (Missing("R43", (reason, "不予上报的理由", "the reason")) is { } missing) return missing;
        return Unreported(c, d, reason.Trim()).ToArray();
    }

    /// <summary>The entries of a decision not to report.</summary>
    internal static IEnumerable<CaseEntry> Unreported(Case c, Deciding d, string reason) => new CaseEntry[] { new NotReported(reason) }
        .Concat(c.Duties.Where(x => x.Open && x.Rule.StartsWith("R26:", StringComparison.Ordinal)).Select(x => new DutyDischarged(x.Number, d.Now, $"不予上报：{reason}")));

    /// <summary>A first responsible person is named: the superior body decides (S09).</summary>
    internal static Refusal ToSuperior(string clause, string body) =>
        No("naming.to-superior", clause, $"第一责任人在本事件中须回避，此事由{body}决定；请在“回避”页向其请示，或登记其决定。", "A first responsible person is named: the superior body decides; ask it, or enter its decision, on the page “Recusal”.");

    /// <summary>Writes down that someone tried to stop a report (R43). Anyone may, at any time.</summary>
    public static Outcome<CaseEntry[]> Stopped(Case c, Deciding d, string who, string what) =>
        !d.Actor.SignedIn ? Refusal.NotYourPost("-", "请先登录。", "Sign in first.")
        : Missing("R43", (what, "情况", "what happened")) is { } missing ? missing
        : Do(new StopAttempted(who.Trim(), what.Trim()));

    /// <summary>Says why a duty was late (R40). No time changes.</summary>
    public static Outcome<CaseEntry[]> ExplainLate(Case c, Deciding d, int duty, string reason) =>
        !d.Actor.SignedIn ? Refusal.NotYourPost("-", "请先登录。", "Sign in first.")
        : c.Duties.FirstOrDefault(x => x.Number == duty) is not { } owed ? Refusal.NotFound("没有这项职责。", "There is no such duty.")
        : !owed.Late(d.Now) ? No("late.not", "R40", "该职责没有迟延。", "That duty is not late.")
        : Missing("R40", (reason, "迟延原因", "the reason")) is { } missing ? missing
        : Do(new LateExplained(duty, reason.Trim()));

    /// <summary>Danger to life: passed to rescue at once by anyone, without any gate (S13). A second person looks at it within a day.</summary>
    public static Outcome<CaseEntry[]> Call(Case c, Deciding d, string to, string what, DateTimeOffset calledAt)
    {
        if (!d.Actor.SignedIn) return Refusal.NotYourPost("-", "请先登录。", "Sign in first.");
        if (calledAt > d.Now) return Refusal.Invalid("S13", "转办时间不能晚于现在。", "It cannot lie in the future.");
        var number = c.EmergencyCalls.Count + 1;
        return Do(
            new EmergencyCalled(number, to.Trim(), what.Trim(), Micros.Truncate(calledAt)),
            new DutyOpener(c.Duties.Count, d).Of($"S13:review:{number}", new DueRequest(Rules.EmergencyReview, c.Grade, false, false, null, calledAt),
                "第二人复核紧急转办", "A second person reviews the emergency call"));
    }

    /// <summary>The second person's review (S13).</summary>
    public static Outcome<CaseEntry[]> Review(Case c, Deciding d, int call, string opinion) =>
        d.Post("S13", [.. Command, Role.DutyOfficer]) is { } no ? no
        : c.EmergencyCalls.FirstOrDefault(x => x.What.Call == call) is not { } made ? Refusal.NotFound("没有这次紧急转办。", "There is no such call.")
        : made.Review is not null ? No("emergency.reviewed", "S13", "已复核。", "Already reviewed.")
        : made.By == d.Actor.Person ? No("emergency.own", "S13", "转办人不能自己复核。", "Whoever called may not review it.")
        : Missing("S13", (opinion, "复核意见", "the opinion")) is { } missing ? missing
        : new CaseEntry[] { new EmergencyReviewed(call, opinion.Trim()) }.Concat(DutyEntries.Discharge(c, $"S13:review:{call}", d.Now, opinion.Trim())).ToArray();
}
