using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>The answers of an event: going round, returned, published, with their effect (R05).</summary>
[AnyPost]
internal sealed class AnswersModel(Releases releases) : EventPage
{
    public override string Task => "answers";

    public IReadOnlyList<Release> Releases { get; private set; } = [];

    /// <summary>The day's reply while it is owed; whatever is published meets it (R68).</summary>
    public Duty? DayReply => Event.Duties.FirstOrDefault(d => d is { Open: true, Rule: Rules.HandlingOpinion });

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostEffectAsync(string id, string? release, int questions, int demands, string? satisfaction, long? seen, CancellationToken ct) =>
        await Done(await releases.Effect(Actor, new CaseId(id), new EffectRecorded(release ?? "", questions, demands, satisfaction ?? ""), ct, seen), id, "已记录效果。", ct);

    protected override async Task More(CancellationToken ct) => Releases = await releases.Of(Actor.Office, Event.Id, ct);
}
