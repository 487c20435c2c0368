using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Web.Pages;

/// <summary>The form as typed.</summary>
internal sealed record SetupForm(string? Name, string? Contact, string? Zone, string? Sections, string? People)
{
    private const string ShippedZone = "Asia/Shanghai";

    public IReadOnlyList<string> SectionNames() =>
        [.. (Sections ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The shipped policy in the zone typed; null for the shipped zone.</summary>
    public string? PolicyText() => Zone?.Trim() is { Length: > 0 } zone && zone != ShippedZone
        ? Policy.DefaultText.Replace(ShippedZone, zone, StringComparison.Ordinal)
        : null;

    public OfficePlan Plan(IReadOnlyList<RosterLine> people) => new(
        Name ?? "", Contact ?? "",
        [.. SectionNames().Select(s => new SectionPlan(s, s))],
        [.. people.Select(p => new PersonPlan(p.SignInName, p.Name,
            [.. p.Posts.Select(r => new PostPlan(r, r is Role.SectionHead or Role.SectionOfficer or Role.SupervisingLeader ? p.Section : null))]))],
        PolicyText());
}
