using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Respond;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>One answer on its way: the exact text, who signed it, and its publication (R34, R38, R65, R66).</summary>
[AnyPost]
internal sealed class ReleaseModel(Releases releases) : EventPage
{
    private string key = "";

    public override string Task => "answers";

    public Release Release { get; private set; } = null!;

    public IReadOnlyList<(RequiredStep Step, Signature? Signed)> Steps { get; private set; } = [];

    private Outlet? Outlet => Policy.Outlets.FirstOrDefault(o => o.Id == Release.Current.Text.Outlet);

    /// <summary>Whether every step has signed the version that is going round.</summary>
    public bool Approved => Steps.All(s => s.Signed is not null);

    /// <summary>Whether it is the actor's turn at the step: the steps before have signed, or the text is urgent.</summary>
    public bool MaySign(RequiredStep step) => step.Fits(Actor) && Release.Versions.All(v => v.Drafter != Actor.Person)
        && Steps.Any(s => s.Step == step && s.Signed is null)
        && (Release.Current.Text.Urgent || Steps.TakeWhile(s => s.Step != step).All(s => s.Signed is not null));

    /// <summary>Whether the actor is the outlet's publisher.</summary>
    public bool MayPublish => (Outlet?.Publishers ?? [Role.Clerk]).Any(Actor.Is);

    /// <summary>Whether it is posted by hand elsewhere and logged with its link.</summary>
    public bool ByHand => Outlet is { Kind: not OutletKind.Site };

    public string OutletName(string id) => Policy.Outlets.FirstOrDefault(o => o.Id == id)?.Name ?? T["直接答复提问人"];

    public Task<IActionResult> OnGetAsync(string id, string release, CancellationToken ct) => Show(id, release, ct);

    public Task<IActionResult> OnPostSignAsync(string id, string release, string? step, string? hash, string? opinion, CancellationToken ct) =>
        Mapped(id, release, releases.Sign(Actor, new ReleaseId(release), step ?? "", hash ?? "", opinion ?? "", ct), "已签署。", ct);

    public Task<IActionResult> OnPostReturnAsync(string id, string release, string? step, string? hash, string? opinion, CancellationToken ct) =>
        Mapped(id, release, releases.Return(Actor, new ReleaseId(release), step ?? "", hash ?? "", opinion ?? "", ct), "已退回修改。", ct);

    public Task<IActionResult> OnPostPublishAsync(string id, string release, string? hash, string? outlet, string? link, string? posted, CancellationToken ct) =>
        Mapped(id, release, releases.Publish(Actor, new ReleaseId(release), hash ?? "", outlet ?? "", link, posted, ct), "已发布，公开页上已能看到。", ct);

    protected override async Task More(CancellationToken ct)
    {
        if (await releases.Find(Actor.Office, new ReleaseId(key), ct) is not { } found || found.Case != Event.Id) return;
        Release = found;
        Steps = await releases.Steps(Actor.Office, found, ct);
    }

    private async Task<IActionResult> Mapped(string id, string release, Task<Outcome<Release>> act, string said, CancellationToken ct) =>
        await Answer(await act, _ => $"/events/{id}/answers/{release}", said, () => Show(id, release, ct));

    private async Task<IActionResult> Show(string id, string release, CancellationToken ct)
    {
        key = release;
        var page = await Load(id, ct);
        return Release is null ? NotFound() : page;
    }
}
