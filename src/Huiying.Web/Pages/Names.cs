using Huiying.Ground;

namespace Huiying.Web.Pages;

/// <summary>Chinese names of the regulation's terms, as the sentences of the product.</summary>
internal static class Names
{
    public static string Of(Role role) => role switch
    {
        Role.Clerk => "办公室经办人",
        Role.SectionOfficer => "科室人员",
        Role.SectionHead => "科室负责人",
        Role.SupervisingLeader => "分管领导",
        Role.PrincipalLeader => "主要领导",
        Role.PartySecretary => "党组书记",
        Role.PartyMember => "党组成员",
        Role.SecrecyReviewer => "保密审查员",
        Role.LegalReviewer => "法制审核员",
        Role.DutyOfficer => "值班员",
        Role.DutyLeader => "带班领导",
        Role.SupervisionOfficer => "督查员",
        Role.Spokesperson => "新闻发言人",
        Role.SuperiorOfficer => "上级机关人员",
        Role.SystemAdministrator => "系统管理员",
        Role.SecurityAdministrator => "安全管理员",
        Role.AuditAdministrator => "审计管理员",
        _ => role.ToString(),
    };

    public static string Of(Grade grade) => grade switch { Grade.Ordinary => "一般", Grade.Major => "重大", Grade.Extraordinary => "特大", _ => grade.ToString() };

    public static string Of(Category category) => category switch
    {
        Category.Inquiry => "第一类　询问、置疑、诉求",
        Category.Hype => "第二类　恶意传播或炒作",
        Category.Fabrication => "第三类　捏造、歪曲、诽谤",
        Category.Suggestion => "第四类　积极建议",
        _ => category.ToString(),
    };
}
