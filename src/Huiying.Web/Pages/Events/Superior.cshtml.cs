using Huiying.Handle;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>What superior bodies of this installation did with what this event reported to them (R28–R30); their orders stand with the others (R08).</summary>
[AnyPost]
internal sealed class SuperiorModel : EventPage
{
    public override string Task => "superior";

    /// <summary>What went to a body that is an office here: which, what, when.</summary>
    public IReadOnlyList<(string Name, string What, DateTimeOffset At, Noted<Reply>? Receipt)> SentHere =>
    [
        .. Event.Reports.Where(r => r.Item is not null).Select(r => (r.Body, T["情况报告"], r.SentAt, Event.ReceiptOf(r.Item))),
        .. Event.Sendings.Where(s => s.What.Item is not null)
            .Select(s => (s.What.Name, Event.UpReports.FirstOrDefault(r => r.Number == s.What.Report)?.Zh ?? T["电话报告"], s.What.SentAt, Event.ReceiptOf(s.What.Item))),
    ];

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);
}
