using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Respond;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>The policy in force, word for word, its versions (R83), and the standing line's approval (R37).</summary>
[AnyPost]
internal sealed class RulesModel(PolicyVersions policies, Releases releases, People people) : OfficePage
{
    public Policy Current { get; private set; } = Policy.Default;

    /// <summary>Every value of the policy in force with its source.</summary>
    public IReadOnlyList<PolicyValue> Values { get; private set; } = [];

    public bool MayDraft => Actor.IsAny(Role.Clerk, Role.SystemAdministrator, Role.PrincipalLeader, Role.PartySecretary);

    /// <summary>Whoever may open a version's own page.</summary>
    public bool MayCompare => MayDraft || Actor.IsAny(Role.SupervisingLeader, Role.SupervisionOfficer);

    public IReadOnlyList<PolicyVersion> Versions { get; private set; } = [];

    /// <summary>The approvals the standing line needs, with who gave them.</summary>
    public IReadOnlyList<(Role Role, PersonId? By, DateTimeOffset? At, DateTimeOffset? Until)> Approvals { get; private set; } = [];

    private IReadOnlyList<Person> everyone = [];

    public string NameOf(PersonId person) => everyone.FirstOrDefault(p => p.Id == person)?.Name ?? T["已离开的人"];

    /// <summary>Who holds the post and is asked to approve.</summary>
    public string Holders(Role role) => string.Join(T["、"], everyone.Where(p => p.Posts.Any(h => h.Role == role)).Select(p => p.Name));

    /// <summary>Until when the standing line is approved; null while it is not.</summary>
    public DateTimeOffset? StandingUntil { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        (Current, Versions) = (await policies.Current(Actor.Office, ct), await policies.List(Actor.Office, ct));
        Values = PolicyValues.Of(Current);
        (Approvals, everyone) = (await releases.StandingApprovals(Actor.Office, ct), await people.List(Actor.Office, ct));
        StandingUntil = await releases.StandingUntil(Actor.Office, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostStandingAsync(Role role, CancellationToken ct) =>
        await Answer(await releases.ApproveStanding(Actor, role, ct), _ => "/policy", "已批准常备口径；主要领导和机关党组书记都批准后生效。", () => OnGetAsync(ct));
}
