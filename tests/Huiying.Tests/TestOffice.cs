using Huiying.Ground;

namespace Huiying.Tests;

/// <summary>A made-up county office: three sections and, for each post, a person; the section posts exist in two sections.</summary>
internal static class TestOffice
{
    public static readonly OfficeId Id = new("office");

    /// <summary>综合科.</summary>
    public static readonly SectionId General = new("general");

    /// <summary>业务科: what cases are handed to unless a test says otherwise.</summary>
    public static readonly SectionId Business = new("business");

    private static readonly (SectionId Id, string Name)[] Sections = [(General, "综合科"), (Business, "业务科")];

    private static readonly (string Id, string Name, Role Role, SectionId? Section)[] Staff =
    [
        ("clerk", "安文", Role.Clerk, null),
        ("officer", "白小路", Role.SectionOfficer, Business),
        ("head", "曹正", Role.SectionHead, Business),
        ("general-officer", "邓舟", Role.SectionOfficer, General),
        ("general-head", "方启明", Role.SectionHead, General),
        ("leader", "高岭", Role.SupervisingLeader, null),
        ("principal", "何树", Role.PrincipalLeader, null),
        ("secretary", "江平", Role.PartySecretary, null),
        ("member", "孔青", Role.PartyMember, null),
        ("secrecy", "林守一", Role.SecrecyReviewer, null),
        ("legal", "马法言", Role.LegalReviewer, null),
        ("duty", "牛夜", Role.DutyOfficer, null),
        ("duty-leader", "潘晨", Role.DutyLeader, null),
        ("supervision", "秦督", Role.SupervisionOfficer, null),
        ("spokesperson", "任声", Role.Spokesperson, null),
        ("superior", "沈上", Role.SuperiorOfficer, null),
        ("system", "唐系", Role.SystemAdministrator, null),
        ("security", "万安", Role.SecurityAdministrator, null),
        ("audit", "薛审", Role.AuditAdministrator, null),
    ];

    /// <summary>The first person listed with the post, in the section when one is named.</summary>
    public static Actor Actor(Role role, SectionId? section = null)
    {
        var p = Staff.First(s => s.Role == role && (section is null || s.Section == section));
        return new Actor(Id, new PersonId(p.Id), p.Name, [new HeldPost(p.Role, p.Section)]);
    }

    /// <summary>Writes the office, its sections, people and appointments.</summary>
    public static async Task Furnish(TestStore test, CancellationToken ct)
    {
        await using var store = test.Open();
        var now = test.Time.GetUtcNow();
        store.Add(new OfficeRow { Id = Id, Name = "白杨县民生服务办公室", Zone = "Asia/Shanghai", Contact = "0400-0000000", CreatedAt = now });
        foreach (var (id, name) in Sections) store.Add(new SectionRow { Office = Id, Id = id, Name = name });
        foreach (var (id, name, role, section) in Staff)
        {
            store.Add(new PersonRow { Office = Id, Id = new PersonId(id), Name = name });
            store.Add(new AppointmentRow { Office = Id, Id = id, Person = new PersonId(id), Role = role, Section = section, From = now });
        }
        await store.SaveChangesAsync(ct);
    }
}
