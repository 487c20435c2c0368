using Huiying.Assess.Alerting;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Opinion;

/// <summary>The alerts nobody has seen yet, and the record of all: which rule, with which figures, who was told and when, who looked (R41).</summary>
[AnyPost]
internal sealed class AlertsModel(AlertRecord record) : OfficePage
{
    private const int AtOnce = 50;

    public IReadOnlyList<RaisedAlert> Open { get; private set; } = [];

    public IReadOnlyList<RaisedAlert> Past { get; private set; } = [];

    /// <summary>Where the record goes on.</summary>
    public string? Older { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? before, CancellationToken ct)
    {
        if (before is null) Open = (await record.Open(Actor, ct)).Value;
        var (past, older) = (await record.Past(Actor, before, AtOnce, ct)).Value;
        (Past, Older) = (past, older);
        return Page();
    }
}
