using System.Text.RegularExpressions;
using Huiying.Ground.Policies;

namespace Huiying.Ground;

/// <summary>A section of an office to be made; <paramref name="Key"/> names it inside the plan.</summary>
public sealed record SectionPlan(string Key, string Name);

/// <summary>A post of a person to be made; <paramref name="Section"/> is a section's key.</summary>
public sealed record PostPlan(Role Role, string? Section = null);

/// <summary>A person to be made; <paramref name="Key"/> names them inside the plan.</summary>
public sealed record PersonPlan(string Key, string Name, IReadOnlyList<PostPlan> Posts);

/// <summary>What setup asks: the office, its sections, its people with their posts, and the policy to begin with.</summary>
/// <param name="Contact">Where the public may ask and complain; shown in the user agent and on answers.</param>
/// <param name="PolicyText">Null = the shipped policy.</param>
public sealed partial record OfficePlan(string Name, string Contact, IReadOnlyList<SectionPlan> Sections, IReadOnlyList<PersonPlan> People, string? PolicyText = null)
{
    /// <summary>The policy of the plan, or what is wrong with its text.</summary>
    public Outcome<Policy> Policy()
    {
        if (PolicyText is null) return Policies.Policy.Default;
        var read = Policies.Policy.Parse(PolicyText);
        return read.Policy is { } policy ? policy : PolicyVersions.Wrong(read.Problems);
    }

    /// <summary>Everything wrong with the plan: names and keys first, then whether the people suffice (<see cref="RoleMatrix"/>). For the setup page.</summary>
    public IReadOnlyList<MatrixProblem> Problems(Policy policy)
    {
        var problems = new List<MatrixProblem>();
        void Add(string zh, string en) => problems.Add(new("plan.invalid", "-", zh, en));
        void Named(string name, string whatZh, string whatEn)
        {
            if (NameProblem(name) is { } refusal) Add($"{whatZh}：{refusal.Zh}", $"{whatEn}: {refusal.En}");
        }
        Named(Name, "单位名称", "the office's name");
        if (Name.Contains(DrillOffices.Mark, StringComparison.Ordinal)) Add($"单位名称不能带“{DrillOffices.Mark}”，这是演练的标记。", "The office's name may not bear the mark of drills.");
        if (string.IsNullOrWhiteSpace(Contact) || Contact.Length > 200) Add("请写明对外联系方式。", "Give a contact for the public.");
        foreach (var section in Sections) Named(section.Name, "科室", "a section");
        foreach (var person in People) Named(person.Name, "人员", "a person");
        foreach (var twice in Sections.GroupBy(s => s.Key).Where(g => g.Count() > 1).Select(g => g.Key)
            .Concat(People.GroupBy(p => p.Key).Where(g => g.Count() > 1).Select(g => g.Key)))
        {
            Add($"编号“{twice}”重复。", $"The key \"{twice}\" is there twice.");
        }
        foreach (var name in Sections.GroupBy(s => s.Name.Trim()).Where(g => g.Count() > 1).Select(g => g.Key)) Add($"科室“{name}”重复。",
            $"The section \"{name}\" is there twice.");
        foreach (var (person, post) in People.SelectMany(p => p.Posts.Select(post => (p, post))))
        {
            if (post.Section is null ? post.Role is Role.SectionHead or Role.SectionOfficer : Sections.All(s => s.Key != post.Section))
            {
                Add($"{person.Name}的岗位“{policy.Called(post.Role)}”没有写明科室。", $"{person.Name}'s post {post.Role} names no section of the office.");
            }
        }
        foreach (var person in People.Where(p => p.Posts.Distinct().Count() != p.Posts.Count)) Add($"{person.Name}的同一岗位写了两次。",
            $"{person.Name} has a post twice.");
        if (problems.Count > 0) return problems;
        var people = People.Select(p => new Person(new PersonId(p.Key), p.Name,
            [.. p.Posts.Select(post => new HeldPost(post.Role, post.Section is { } s ? new SectionId(s) : null))])).ToList();
        return RoleMatrix.Check(people, [.. Sections.Select(s => new Section(new SectionId(s.Key), s.Name))], policy);
    }

    /// <summary>A name is 1–60 characters on one line.</summary>
    public static Refusal? NameProblem(string name) =>
        name.Trim() is { Length: > 0 and <= 60 } trimmed && !Unprintable().IsMatch(trimmed) ? null
            : Refusal.Invalid("-", "名称应为 1–60 个字，不含换行。", "A name has 1–60 characters on one line.");

    [GeneratedRegex(@"[\p{Cc}\p{Zl}\p{Zp}]", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Unprintable();
}
