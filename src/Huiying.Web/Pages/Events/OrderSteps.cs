using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;

namespace Huiying.Web.Pages.Events;

/// <summary>What orders, passing on, review and proposals leave to be done (R08, R47, S17).</summary>
internal static class OrderSteps
{
    private static readonly Role[] Office = [Role.Clerk, Role.DutyOfficer];
    private static readonly Role[] OfSection = [Role.SectionHead, Role.SectionOfficer];
    private static readonly Role[] Leaders = [Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader];

    /// <summary>What stands before the line: leaders' words and what figures propose.</summary>
    public static IEnumerable<Step> First(Case c)
    {
        foreach (var p in c.Proposals.Where(p => p.Answer is null))
        {
            yield return new("答复跟踪建议：{0}", Leaders, "tracking", Name: p.What.Zh, Due: Due(c, $"{Rules.Proposal}:{p.What.Proposal}"));
        }
        foreach (var step in Directives(c)) yield return step;
        foreach (var s in c.Supervisions.Where(s => s.Answer is null))
        {
            yield return new("答复{0}", OfSection, "orders", Section: s.What.Section, Name: s.What.Number, Due: Due(c, $"{Rules.SupervisionAnswer}:{s.What.Order}"));
        }
        if (c is { CompletedAt: not null, HandlingAgreed: false })
        {
            yield return new("审核办理结果", [Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader], "handling", Not: c.CompletedBy is { } by ? [by] : null);
        }
        foreach (var p in c.Passings)
        {
            if (p.Told is null) yield return new("告知反映人已转{0}", Office, "orders", Name: p.What.Body, Due: Due(c, $"{Rules.Told}:{p.What.Passing}"));
            if (p.Receipt is null) yield return new("取得{0}的转办回执", Office, "orders", Name: p.What.Body);
        }
    }

    /// <summary>Orders that wait for feedback, whoever gave them (R08). A superior's reaches an event that was closed meanwhile, too.</summary>
    public static IEnumerable<Step> Directives(Case c) =>
        from d in c.AllDirectives()
        where d.Answer is null
        select new Step("反馈{0}批示的办理情况", d.Order is null ? [Role.Clerk, .. OfSection] : [.. Office, .. OfSection], "orders", Section: d.Own is { } own ? own.Section ?? c.Assigned?.Section : null,
            Name: d.Leader, Not: d.Own?.Person is { } leader ? [leader] : null, Due: d.Owed.DueAt);

    /// <summary>Late duties that no 督办单 names yet (R08).</summary>
    public static IEnumerable<Step> Last(Case c, DateTimeOffset now)
    {
        if (c.Assigned is null) yield break;
        var late = c.Duties.Where(d => d.Open && d.Late(now) && !c.Supervisions.Any(s => s.What.Duties.Contains(d.Number))).ToList();
        if (late.Count > 0) yield return new("对逾期职责发督办单：{0}", [Role.SupervisionOfficer], "documents", Name: late[0].Zh);
    }

    /// <summary>A secret item has duties and receipts, and nothing else (S17).</summary>
    public static IEnumerable<Step> Secret(Case c)
    {
        foreach (var d in c.Duties.Where(d => d.Open)) yield return new("凭机要回执登记履行：{0}", Office, "orders", Name: d.Zh, Due: d.DueAt);
        if (c.Duties.All(d => !d.Open)) yield return new("涉密件销号", [Role.PrincipalLeader, Role.PartySecretary], "orders");
    }

    private static DateTimeOffset? Due(Case c, string rule) => c.Duties.FirstOrDefault(d => d.Open && d.Rule == rule)?.DueAt;
}
