using Huiying.Ground;

namespace Huiying.Tests.Ground;

/// <summary>Made-up offices as setup would describe them.</summary>
internal static class OfficePlans
{
    /// <summary>Twelve people, two sections: a usual county office.</summary>
    public static OfficePlan Twelve { get; } = new("青禾县民生服务办公室", "0400-0000001",
        [new("a", "综合科"), new("b", "帮扶科")],
        [
            P("principal", "何树", Role.PrincipalLeader, Role.PartyMember),
            P("secretary", "江平", Role.PartySecretary),
            P("leader", "高岭", Role.SupervisingLeader, Role.PartyMember, Role.DutyLeader),
            P("clerk", "安文", Role.Clerk, Role.DutyOfficer),
            P("spokes", "任声", Role.Spokesperson, Role.SecrecyReviewer),
            P("legal", "马法言", Role.LegalReviewer, Role.SupervisionOfficer),
            new("head-a", "方启明", [new(Role.SectionHead, "a")]),
            new("officer-a", "邓舟", [new(Role.SectionOfficer, "a")]),
            new("head-b", "曹正", [new(Role.SectionHead, "b")]),
            new("officer-b", "白小路", [new(Role.SectionOfficer, "b"), new(Role.SystemAdministrator)]),
            P("security", "万安", Role.SecurityAdministrator),
            P("audit", "薛审", Role.AuditAdministrator),
        ]);

    /// <summary>Five people do everything: one section, and only the auditor holds one post.</summary>
    public static OfficePlan Five { get; } = new("小石镇服务站", "0400-0000002",
        [new("a", "综合科")],
        [
            P("principal", "何树", Role.PrincipalLeader, Role.PartySecretary, Role.SupervisingLeader, Role.DutyLeader),
            new("head", "方启明", [new(Role.SectionHead, "a"), new(Role.SecrecyReviewer), new(Role.SecurityAdministrator)]),
            new("officer", "邓舟", [new(Role.SectionOfficer, "a"), new(Role.SystemAdministrator), new(Role.SupervisionOfficer)]),
            P("clerk", "安文", Role.Clerk, Role.DutyOfficer, Role.LegalReviewer),
            P("audit", "薛审", Role.AuditAdministrator),
        ]);

    /// <summary>The plan with a person's posts replaced.</summary>
    public static OfficePlan With(this OfficePlan plan, string key, params PostPlan[] posts) =>
        plan with { People = [.. plan.People.Select(p => p.Key == key ? p with { Posts = posts } : p)] };

    /// <summary>The plan without a person.</summary>
    public static OfficePlan Without(this OfficePlan plan, string key) => plan with { People = [.. plan.People.Where(p => p.Key != key)] };

    private static PersonPlan P(string key, string name, params Role[] roles) => new(key, name, [.. roles.Select(r => new PostPlan(r))]);
}
