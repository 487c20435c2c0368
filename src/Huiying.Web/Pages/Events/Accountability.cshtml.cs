using System.Globalization;
using Huiying.Ground;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>The triggers of accountability, each with the ledger's facts, and what the competent body decided; every view is an entry (R81, R82).</summary>
[Posts(Role.PartySecretary, Role.PrincipalLeader, Role.SupervisionOfficer, Role.SuperiorOfficer)]
internal sealed class AccountabilityModel(Accountability accountability) : EventPage
{
    public override string Task => "accountability";

    public IReadOnlyList<LedgerFact> Facts { get; private set; } = [];

    public IReadOnlyList<AccountabilityDecision> Decisions { get; private set; } = [];

    public bool MayRecord => Accountability.MayRecord(Actor);

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    // A decision is the competent body's and stands, whatever others entered meanwhile: it takes no version.
    public async Task<IActionResult> OnPostDecisionAsync(string id, string? body, string? document, string? decidedOn, string? decision, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(decidedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Wrong("decidedOn", "请填写决定日期。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await accountability.Record(Actor, new(id), body ?? "", document ?? "", day, decision ?? "", ct), id, "追责决定已登记，每次查看都记入台账。", ct);
    }

    protected override async Task More(CancellationToken ct)
    {
        // Whoever may open the page may read it, so the only refusal left is one that the page's own address has answered.
        if (await accountability.View(Actor, Event.Id, ct) is { Ok: true } seen) (Facts, Decisions) = seen.Value;
    }
}
