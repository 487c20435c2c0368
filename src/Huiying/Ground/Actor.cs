namespace Huiying.Ground;

/// <summary>The posts of the regulation (Art. 2–4 and "Who may not be two things at once"). Stored by name.</summary>
public enum Role
{
    /// <summary>办公室: the office's clerk.</summary>
    Clerk,

    /// <summary>科室人员.</summary>
    SectionOfficer,

    /// <summary>科室负责人.</summary>
    SectionHead,

    /// <summary>分管领导.</summary>
    SupervisingLeader,

    /// <summary>主要领导 (主任): first responsible person.</summary>
    PrincipalLeader,

    /// <summary>机关党组书记: first responsible person.</summary>
    PartySecretary,

    /// <summary>党组成员.</summary>
    PartyMember,

    /// <summary>保密审查员.</summary>
    SecrecyReviewer,

    /// <summary>法制审核.</summary>
    LegalReviewer,

    /// <summary>值班员.</summary>
    DutyOfficer,

    /// <summary>带班领导.</summary>
    DutyLeader,

    /// <summary>督查员.</summary>
    SupervisionOfficer,

    /// <summary>新闻发言人.</summary>
    Spokesperson,

    /// <summary>上级机关人员.</summary>
    SuperiorOfficer,

    /// <summary>系统管理员.</summary>
    SystemAdministrator,

    /// <summary>安全管理员.</summary>
    SecurityAdministrator,

    /// <summary>审计管理员: reads everything that is recorded, does nothing else.</summary>
    AuditAdministrator,
}

/// <summary>A post someone holds now, or deputises for (AB角, 授权代签) between dates.</summary>
public sealed record HeldPost(Role Role, SectionId? Section = null, PersonId? DeputyOf = null);

/// <summary>Who acts. Every step's face takes one first and refuses by itself.</summary>
/// <param name="Office">The office whose rows the actor sees.</param>
/// <param name="Person">The person, or the name of the part of the program for <see cref="Clock"/>.</param>
/// <param name="Name">The name as the ledger shows it.</param>
/// <param name="Posts">Posts held at the moment of the act.</param>
/// <param name="SignedIn">A living account: only its refusals are entries of the ledger.</param>
public sealed record Actor(OfficeId Office, PersonId Person, string Name, IReadOnlyList<HeldPost> Posts, bool SignedIn = true)
{
    /// <summary>The program itself doing what is due; it holds no post, so nothing a person must decide can be done in its name.</summary>
    public static Actor Clock(OfficeId office) => new(office, new PersonId("clock"), "系统时钟", [], SignedIn: false);

    /// <summary>Whoever uses the command line at the machine itself, which nobody can who may not read the store's files anyway.</summary>
    public static Actor CommandLine(OfficeId office) => new(office, new PersonId("command-line"), "命令行", [], SignedIn: false);

    /// <summary>Whether this is the command line at the machine itself.</summary>
    public bool IsCommandLine => Person.Value == "command-line";

    /// <summary>Whether this is the program and not a person.</summary>
    public bool IsClock => Person.Value == "clock";

    /// <summary>Whether the actor holds the post, in any section.</summary>
    public bool Is(Role role) => Posts.Any(p => p.Role == role);

    /// <summary>Whether the actor holds any of the posts.</summary>
    public bool IsAny(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles) if (Is(role)) return true;
        return false;
    }

    /// <summary>Whether the actor holds the post in that section.</summary>
    public bool Is(Role role, SectionId section) => Posts.Any(p => p.Role == role && p.Section == section);

    /// <summary>The person in whose place the actor holds the post, when the post is held only as a deputy.</summary>
    public PersonId? InPlaceOf(Role role) =>
        Posts.Any(p => p.Role == role && p.DeputyOf is null) ? null : Posts.FirstOrDefault(p => p.Role == role)?.DeputyOf;
}
