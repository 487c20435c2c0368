using Huiying.Ground;
using Huiying.Web.Pages;

namespace Huiying.Web.Texts;

/// <summary>A made-up office for the setup page to show.</summary>
internal static class SampleOffice
{
    /// <summary>Twelve made-up people with whom a county office works.</summary>
    public static readonly IReadOnlyList<(string Name, string SignIn, Role[] Posts, int? Section)> Example =
    [
        ("何树", "heshu", [Role.PrincipalLeader, Role.PartyMember], null),
        ("江平", "jiangping", [Role.PartySecretary], null),
        ("高岭", "gaoling", [Role.SupervisingLeader, Role.PartyMember, Role.DutyLeader], null),
        ("安文", "anwen", [Role.Clerk, Role.DutyOfficer], null),
        ("任声", "rensheng", [Role.Spokesperson, Role.SecrecyReviewer], null),
        ("马言", "mayan", [Role.LegalReviewer, Role.SupervisionOfficer], null),
        ("方明", "fangming", [Role.SectionHead], 0),
        ("邓舟", "dengzhou", [Role.SectionOfficer], 0),
        ("曹正", "caozheng", [Role.SectionHead], 1),
        ("白露", "bailu", [Role.SectionOfficer, Role.SystemAdministrator], 1),
        ("万安", "wanan", [Role.SecurityAdministrator], null),
        ("薛审", "xueshen", [Role.AuditAdministrator], null),
    ];

    /// <summary>The example as it would be typed, for sections of these names.</summary>
    public static string Text(params IReadOnlyList<string> sections) => string.Join('\n', Example.Select(e =>
        $"{e.Name}，{e.SignIn}，{string.Join('、', e.Posts.Select(Names.Of))}" + (e.Section is { } s ? $"，{sections[s]}" : "")));
}
