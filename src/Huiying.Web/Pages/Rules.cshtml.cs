using Huiying.Ground.Policies;
using Huiying.Web.Access;

namespace Huiying.Web.Pages;

/// <summary>The policy in force, word for word, and its versions (R83).</summary>
[AnyPost]
internal sealed class RulesModel(PolicyVersions policies) : OfficePage
{
    public Policy Current { get; private set; } = Policy.Default;

    public IReadOnlyList<PolicyVersion> Versions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) =>
        (Current, Versions) = (await policies.Current(Actor.Office, ct), await policies.List(Actor.Office, ct));
}
