using Huiying.Assess.Alerting;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Opinion;

/// <summary>One alert: why, who was told, who looked; whoever was told acknowledges it here.</summary>
[AnyPost]
internal sealed class AlertModel(AlertRecord record) : OfficePage
{
    public RaisedAlert Alert { get; private set; } = null!;

    public bool MaySee => AlertRecord.MayAcknowledge(Alert, Actor);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct)
    {
        var found = await record.Find(Actor, id, ct);
        if (!found.Ok) return NotFound();
        Alert = found.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostSeeAsync(string id, string? note, CancellationToken ct) =>
        await Answer(await record.Acknowledge(Actor, id, note, ct), _ => "/alerts", "已签阅。", () => OnGetAsync(id, ct));
}
