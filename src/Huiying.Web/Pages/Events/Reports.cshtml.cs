using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>Reports to bodies outside the office: time, mode, receipt (R26, S14).</summary>
[AnyPost]
internal sealed class ReportsModel(Cases cases, When when) : EventPage
{
    public override string Task => "reports";

    public IReadOnlyList<Choice> Bodies =>
        [.. Policy.Reporting[Grade.Ordinary].SelectMany(l => l).Distinct().Select(k => new Choice(k, Policy.Bodies.GetValueOrDefault(k, k)))];

    /// <summary>Bodies that still wait for a report with its receipt (R26).</summary>
    public IReadOnlyList<Choice> Owed => [.. Bodies.Where(b => Event.Duties.Any(d => d.Open && d.Rule == "R26:" + b.Value))];

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostReportAsync(
        string id, string? body, ReportMode mode, string? sentAt, string? receivedBy, string? receipt, string? asMajor, CancellationToken ct)
    {
        if (when.Read(sentAt) is not { } at)
        {
            Wrong("sentAt", "请填写报送时间。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await cases.Report(Actor, new CaseId(id), body ?? "", mode, at, receivedBy ?? "", receipt ?? "", asMajor, ct), id, "已登记报告。", ct);
    }
}
