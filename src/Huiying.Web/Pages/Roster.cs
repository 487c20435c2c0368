using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>A person as typed on the setup page.</summary>
/// <param name="Section">The section's name, for posts that belong to one.</param>
internal sealed record RosterLine(string Name, string SignInName, IReadOnlyList<Role> Posts, string? Section);

/// <summary>Reads the pasted list of people: one a line, columns apart by tab, comma or full-width comma, posts apart by 、 or /.</summary>
internal static class Roster
{
    private static readonly char[] Columns = ['\t', ',', '，'];
    private static readonly char[] Between = ['、', '/', '+', ';', '；'];

    /// <summary>The people, and one sentence for each line that cannot be read.</summary>
    public static (IReadOnlyList<RosterLine> People, IReadOnlyList<string> Problems) Read(string? text, IReadOnlyCollection<string> sections, Text t)
    {
        var people = new List<RosterLine>();
        var problems = new List<string>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (line, number) in (text ?? "").Split('\n').Select((l, i) => (l.Trim(), i + 1)))
        {
            if (line.Length == 0) continue;
            var cells = line.Split(Columns, StringSplitOptions.TrimEntries);
            if (cells is not [{ Length: > 0 } name, { Length: > 0 } signIn, { Length: > 0 } posts, ..])
            {
                problems.Add(t["第 {0} 行：要有姓名、登录名、岗位三项。", number]);
                continue;
            }
            var section = cells.Length > 3 && cells[3].Length > 0 ? cells[3] : null;
            var held = posts.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(p => (Text: p, Role: Post(p))).ToList();
            var problem =
                held.FirstOrDefault(h => h.Role is null).Text is { } unknown ? t["第 {0} 行：没有“{1}”这个岗位。", number, unknown]
                : section is not null && !sections.Contains(section) ? t["第 {0} 行：科室“{1}”不在上面的科室名单里。", number, section]
                : section is null && held.Any(h => h.Role is Role.SectionHead or Role.SectionOfficer) ? t["第 {0} 行：科室负责人和科室人员要写科室。", number]
                : !names.Add(signIn) ? t["第 {0} 行：登录名“{1}”重复。", number, signIn]
                : null;
            if (problem is not null) problems.Add(problem);
            else people.Add(new(name, signIn, [.. held.Select(h => h.Role!.Value).Distinct()], section));
        }
        return (people, problems);
    }

    /// <summary>A post by the name on these pages, by the title in the shipped policy, or in English.</summary>
    private static Role? Post(string name) =>
        Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(r => Names.Of(r!.Value) == name || Policy.Default.Posts[r.Value] == name
            || Text.English.GetValueOrDefault(Names.Of(r.Value)) is { } english && english.Equals(name, StringComparison.OrdinalIgnoreCase));
}
