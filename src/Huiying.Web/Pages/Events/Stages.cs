using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;

namespace Huiying.Web.Pages.Events;

/// <summary>What an event waits for next.</summary>
/// <param name="Chinese">The sentence.</param>
/// <param name="Posts">Who does it; empty for the named person.</param>
/// <param name="Task">Where it is done.</param>
/// <param name="Person">The one person who does it, if only one may.</param>
/// <param name="Section">The section whose head or officer does it.</param>
internal sealed record Step(string Chinese, IReadOnlyList<Role> Posts, string Task, PersonId? Person = null, SectionId? Section = null)
{
    /// <summary>Whether the actor may take the step.</summary>
    public bool Waits(Actor actor) => Person is { } named ? actor.Person == named
        : Section is { } section ? Posts.Any(r => r is Role.SectionHead or Role.SectionOfficer ? actor.Is(r, section) : actor.Is(r))
        : Posts.Any(actor.Is);
}

/// <summary>The line of an event in the regulation's order, and its next steps. Derived from state, never stored.</summary>
internal static class Stages
{
    private static readonly Role[] Workers = [Role.Clerk, Role.DutyOfficer, Role.SectionOfficer, Role.SectionHead];
    private static readonly Role[] OfSection = [Role.SectionHead, Role.SectionOfficer];

    public static string Name(Stage stage) => stage switch
    {
        Stage.Verifying => "核实",
        Stage.Reporting => "报送",
        Stage.Assessing => "研判",
        Stage.Handling => "办理",
        Stage.Answering => "回应",
        Stage.Tracking => "跟踪",
        Stage.Summarising => "总结",
        Stage.Closing => "销号",
        _ => "已销号",
    };

    /// <summary>What the event waits for now, first things first.</summary>
    public static IEnumerable<Step> Next(Case c, IReadOnlyList<Release> releases)
    {
        if (c.ClosedAt is not null) yield break;
        if (c.Claims.Count == 0) yield return new("列出要核实和答复的事项", Workers, "claims");
        else if (c.Claims.Any(x => x.Current is null)) yield return new("核实事项并登记依据", Workers, "claims");
        if (c.SubmittedAt is null && c.Claims.Any(x => x.Current is not null)) yield return new("报送研判材料", [Role.Clerk, Role.DutyOfficer], "assessment");
        if (c.SubmittedAt is not null && c.ReceivedByPrincipalAt is null) yield return new("主要领导签收研判材料", [Role.PrincipalLeader], "assessment");
        if (c.SubmittedAt is not null && c.ReceivedByPartyGroupAt is null) yield return new("机关党组签收研判材料", [Role.PartySecretary, Role.PartyMember], "assessment");
        if (c is { ReceivedByPrincipalAt: not null, ReceivedByPartyGroupAt: not null, Recorded: null }) yield return new("记录党组研判", [Role.Clerk], "assessment");
        if (c is { Recorded: not null, AssessedAt: null }) yield return new("确认党组研判", [Role.PartySecretary], "assessment");
        foreach (var step in Working(c)) yield return step;
        foreach (var release in releases.Where(r => r is { Published: null, Returned: not null })) yield return new("按退回意见修改回应稿", [], "answers", release.Current.Drafter);
        foreach (var step in Following(c)) yield return step;
    }

    private static IEnumerable<Step> Working(Case c)
    {
        if (c is { AssessedAt: not null, Assigned: null }) yield return new("重新交办", [Role.Clerk, Role.SupervisingLeader], "handling");
        if (c.Assigned is { } assigned)
        {
            if (assigned.SignedAt is null) yield return new("签收交办事项", [Role.SectionHead], "handling", Section: assigned.Section);
            else if (c.CompletedAt is null) yield return new("办理并登记结果", OfSection, "handling", Section: assigned.Section);
            else if (!c.Answers.Any(a => a.What.Kind == AnswerKind.Result)) yield return new("起草并送审处理结果", OfSection, "answers", Section: assigned.Section);
        }
        if (c.Duties.Any(d => d.Open && d.Rule.StartsWith("R26:", StringComparison.Ordinal))) yield return new("向上级报告调查处置情况", [Role.Clerk], "reports");
        if (c.Duties.Any(d => d.Open && d.Rule.StartsWith("R28:", StringComparison.Ordinal))) yield return new("向两条线报告", [Role.Clerk, Role.DutyOfficer, Role.DutyLeader], "major");
        if (c.Duties.Any(d => d is { Open: true, Rule: "R22:confirm" })) yield return new("党组补议确认等级", [Role.PartySecretary], "major");
        if (c.Duties.Any(d => d is { Open: true, Rule: "R31" or "R32" })) yield return new("启动预案、组建专班", [Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader], "major");
        if (c.Duties.Any(d => d is { Open: true, Rule: "R39:change" or "R43" })) yield return new("变化情况以续报上报", [Role.Clerk, Role.DutyOfficer], "major");
        if (c.Duties.Any(d => d is { Open: true, Rule: "R68" })) yield return new("当日回复处理意见", [Role.Clerk, Role.Spokesperson], "answers");
    }

    private static IEnumerable<Step> Following(Case c)
    {
        if (c.Answers.Any(a => a.Effect is null)) yield return new("记录回应效果", [Role.Clerk, .. OfSection], "answers");
        if (c.Answers.Count > 0 && c.Tracker is null) yield return new("指定跟踪人", [Role.SupervisingLeader, Role.Clerk], "tracking");
        if (c is { Tracker: { } tracker, CalmAt: null }) yield return new("跟踪并记录，平稳后认定", [], "tracking", tracker);
        if (c is { CalmAt: not null, Summary: null }) yield return new("签发总结评估报告", [Role.SupervisingLeader, Role.PrincipalLeader], "closing");
        if (c.Summary is { } summary)
        {
            if (summary.Recipients.Except(c.SummaryReceipts.Select(r => r.Recipient)).Any()) yield return new("登记总结评估报告的签收", [Role.Clerk], "closing");
            else yield return new("销号", [Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary], "closing");
        }
    }
}
