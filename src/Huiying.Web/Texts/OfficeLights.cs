using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Web.Texts;

/// <summary>When clocks turn yellow in the reader's office, read once for a page.</summary>
internal sealed class OfficeLights(PolicyVersions policies)
{
    private LightPolicy? known;

    public async Task<LightPolicy> Of(OfficeId office, CancellationToken ct) => known ??= (await policies.Current(office, ct)).Lights;
}
