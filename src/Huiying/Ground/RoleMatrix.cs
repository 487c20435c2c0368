using Huiying.Ground.Policies;

namespace Huiying.Ground;

/// <summary>Something the office cannot do with its people as they stand.</summary>
/// <param name="Code">For example <c>matrix.vacant</c>.</param>
/// <param name="Clause">The regulation id behind it.</param>
/// <param name="Zh">Who or what is missing, and how to mend it.</param>
/// <param name="En">The same in English.</param>
public sealed record MatrixProblem(string Code, string Clause, string Zh, string En);

/// <summary>
/// Whether every act that needs someone has someone, though nobody may be two things at once: drafter and approver, author and verifier, auditor and
/// anything else. One person may hold several posts, so a handful of people can be enough. Pure.
/// </summary>
public static class RoleMatrix
{
    /// <summary>Posts every office must fill, with the clause that needs them.</summary>
    public static readonly IReadOnlyList<(Role Role, string Clause)> Needed =
    [
        (Role.Clerk, "R14"), (Role.SupervisingLeader, "R23"), (Role.PrincipalLeader, "R79"), (Role.PartySecretary, "R79"), (Role.SecrecyReviewer, "R62"),
        (Role.LegalReviewer, "S05"), (Role.DutyOfficer, "R06"), (Role.DutyLeader, "R06"), (Role.SupervisionOfficer, "R08"),
        (Role.SystemAdministrator, "S11"), (Role.SecurityAdministrator, "S11"), (Role.AuditAdministrator, "S11"),
    ];

    private static readonly Role[] Administrators = [Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator];

    /// <summary>Everything that is missing; empty when the office can work.</summary>
    public static IReadOnlyList<MatrixProblem> Check(IReadOnlyList<Person> people, IReadOnlyList<Section> sections, Policy policy)
    {
        var problems = new List<MatrixProblem>();
        foreach (var (role, clause) in Needed.Where(n => !people.Any(p => Holds(p, n.Role))))
        {
            var alone = role == Role.AuditAdministrator;
            problems.Add(new("matrix.vacant", clause,
                $"“{policy.Called(role)}”空缺：请指定一人，{(alone ? "其不得兼任其他岗位" : "可以由其他岗位的人兼任")}。",
                $"No one is {role}: name someone{(alone ? " who holds no other post" : ", who may hold another post too")}."));
        }
        problems.AddRange(people.Select(p => Together(p.Name, [.. p.Posts.Select(h => h.Role)], policy)).OfType<MatrixProblem>());
        if (sections.Count == 0) problems.Add(new("matrix.no-section", "R64", "还没有科室：至少建立一个，事项要交科室承办。",
            "There is no section: make at least one; matters are assigned to sections."));
        foreach (var section in sections) Line(people, section, policy, problems);
        if (people.Count(p => p.Posts.Any(h => h.Role is Role.Clerk or Role.SectionOfficer or Role.SectionHead or Role.DutyOfficer)) < 2)
        {
            problems.Add(new("matrix.verifier", "R18", "核实人不能是事实的拟写人：办公室、科室和值班员中至少要有两个人。",
                "Whoever verifies a fact did not write it: the office, the sections and the duty officers need at least two people."));
        }
        foreach (var outlet in policy.Outlets.Where(o => !people.Any(p => o.Publishers.Any(r => Holds(p, r)))))
        {
            var posts = string.Join("、", outlet.Publishers.Select(r => policy.Called(r)));
            problems.Add(new("matrix.publisher", "R38", $"没有人可以在“{outlet.Name}”发布：请指定{posts}之一。",
                $"No one may publish on \"{outlet.Id}\": name one of {string.Join(", ", outlet.Publishers)}."));
        }
        if (OnlyOne(people, Role.DutyOfficer, Role.DutyLeader) is { } both)
        {
            problems.Add(new("matrix.duty", "R06", $"值班员和带班领导只有{both.Name}一人：请另指定一人担任其一。",
                $"{both.Name} alone is duty officer and duty leader: name another for one of them."));
        }
        return problems;
    }

    /// <summary>What forbids one person these posts together, whoever else there is; null when nothing does.</summary>
    public static MatrixProblem? Together(string name, IReadOnlyCollection<Role> roles, Policy policy)
    {
        if (roles.Contains(Role.AuditAdministrator) && roles.Any(r => r != Role.AuditAdministrator))
        {
            return new("matrix.auditor", "S11", $"{name}任{policy.Called(Role.AuditAdministrator)}，不得兼任其他岗位：请免去其他岗位，或另指定审计管理员。",
                $"{name} is the audit administrator and may hold nothing else: end the other posts or name another auditor.");
        }
        return Administrators.Count(roles.Contains) > 1
            ? new("matrix.administrators", "S11", $"{name}兼任两个管理员：系统、安全、审计管理员应由三个人分别担任。",
                $"{name} holds two administrators' posts: system, security and audit need three people.")
            : null;
    }

    /// <summary>Whether an answer of that section can pass the whole chain with a drafter who signs none of it.</summary>
    private static void Line(IReadOnlyList<Person> people, Section section, Policy policy, List<MatrixProblem> problems)
    {
        if (!people.Any(p => Holds(p, Role.SectionHead, section.Id)))
        {
            problems.Add(new("matrix.section-head", "R80", $"“{section.Name}”没有{policy.Called(Role.SectionHead)}：请指定一人，可以由其他科室负责人兼任。",
                $"The section \"{section.Name}\" has no head: name one, who may head another section too."));
            return;
        }
        var chain = policy.Approval.Chain;
        var steps = chain.Where(s => s.Id != ApprovalSteps.Draft && Enum.GetValues<Category>().Any(c => s.AppliesTo(c, helpingSections: false))).ToList();
        // A step without anyone at all is named above, by its post.
        var signed = steps.Where(s => people.Any(p => Signs(p, s))).ToList();
        var drafters = people.Where(p => Signs(p, chain[0])).ToList();
        if (drafters.Count == 0)
        {
            problems.Add(new("matrix.drafter", "R27", $"“{section.Name}”没有人拟稿：请指定{policy.Called(Role.SectionOfficer)}。",
                $"No one drafts for \"{section.Name}\": name a section officer."));
            return;
        }
        var (drafter, blocked) = drafters
            .Select(d => (Drafter: d, Blocked: signed.Where(s => !people.Any(p => p.Id != d.Id && Signs(p, s))).ToList()))
            .MinBy(d => d.Blocked.Count);
        foreach (var step in blocked)
        {
            problems.Add(new("matrix.drafter-approver", "R27",
                $"“{section.Name}”的稿件走不通：拟稿人不能审批，而“{step.Name}”只有{drafter.Name}一人。请为该科室另指定拟稿人，或为该环节另指定一人。",
                $"An answer of \"{section.Name}\" cannot pass: a drafter may not approve, and \"{step.Id}\" has only {drafter.Name}. Name another drafter for the section or another person for the step."));
        }

        bool Signs(Person p, ApprovalStep step) =>
            step.By.Any(r => r is Role.SectionHead or Role.SectionOfficer ? Holds(p, r, section.Id) : Holds(p, r));
    }

    private static Person? OnlyOne(IReadOnlyList<Person> people, Role a, Role b)
    {
        var first = people.Where(p => Holds(p, a)).ToList();
        var second = people.Where(p => Holds(p, b)).ToList();
        return first is [var x] && second is [var y] && x.Id == y.Id ? x : null;
    }

    private static bool Holds(Person p, Role role) => p.Posts.Any(h => h.Role == role);

    private static bool Holds(Person p, Role role, SectionId section) => p.Posts.Any(h => h.Role == role && h.Section == section);
}
