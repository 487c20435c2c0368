using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>Who may do what in this step.</summary>
internal static class Permit
{
    /// <summary>Registers of sources and watch terms: the office's clerk, or the leaders above.</summary>
    public static Refusal? Curate(Actor actor, string clause) =>
        actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader) ? null
            : Refusal.NotYourPost(clause, "只有办公室人员或领导可以维护信息来源和关注词。", "Only the clerk or a leader keeps the registers of sources and terms.");

    /// <summary>Patrols and entries by hand: the clerk and the duty officers.</summary>
    public static Refusal? Enter(Actor actor, string clause) =>
        actor.IsAny(Role.Clerk, Role.DutyOfficer, Role.DutyLeader) ? null
            : Refusal.NotYourPost(clause, "只有办公室人员或值班人员可以登记。", "Only the clerk or the officers on duty make this entry.");

    /// <summary>Reading registers and logs: anyone who holds a post in the office.</summary>
    public static Refusal? Read(Actor actor) =>
        actor.Posts.Count > 0 || actor.IsClock ? null
            : Refusal.NotYourPost("S11", "只有在本单位任职的人员可以查看。", "Only people holding a post in the office may read this.");

    /// <summary>The list of closed addresses that may be fetched: the system administrator.</summary>
    public static Refusal? Open(Actor actor) =>
        actor.Is(Role.SystemAdministrator) ? null
            : Refusal.NotYourPost("S08", "只有系统管理员可以登记内网地址。", "Only the system administrator lists closed hosts.");
}
