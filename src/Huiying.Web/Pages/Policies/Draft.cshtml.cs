using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Policies;

/// <summary>A new draft of the policy, begun from a version's own words (R83).</summary>
[Posts(Role.Clerk, Role.SystemAdministrator, Role.PrincipalLeader, Role.PartySecretary)]
internal sealed class DraftPolicyModel(PolicyVersions policies) : OfficePage
{
    public string Source { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Source = (await policies.Current(Actor.Office, ct)).Text;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? text, CancellationToken ct) =>
        // A browser sends lines ended as on paper; the text's hash must not depend on which.
        await Answer(await policies.Draft(Actor, (text ?? "").ReplaceLineEndings("\n"), "page", ct), v => $"/policy/versions/{v.Hash}", "已存为草案。请对照、试算，再请第一责任人启用。", () => OnGetAsync(ct));
}
