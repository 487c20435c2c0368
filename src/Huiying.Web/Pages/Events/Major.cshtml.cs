using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>What an event owes from major grade up: grade, reports upward on every line, plan and working group (R22, R28–R32, R39, R43, S14).</summary>
[AnyPost]
internal sealed class MajorModel(MajorEvents major, Plans plans, When when) : EventPage
{
    public override string Task => "major";

    /// <summary>The office's plans, newest version each.</summary>
    public IReadOnlyList<Plan> Known { get; private set; } = [];

    /// <summary>For each signed report the bodies it has not reached with a receipt (R30).</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<OutsideBody>> Unsent { get; private set; } = new Dictionary<int, IReadOnlyList<OutsideBody>>();

    /// <summary>Reasons that a report upward left owing (R29, R42).</summary>
    public IReadOnlyList<Duty> Reasons =>
        [.. Event.Duties.Where(d => d.Open && (d.Rule.StartsWith("R29:", StringComparison.Ordinal) || d.Rule.StartsWith("R42:reason:", StringComparison.Ordinal)))];

    public bool Confirmable => Event.Duties.Any(d => d is { Open: true, Rule: "R22:confirm" });

    public IReadOnlyList<Choice> Bodies =>
        [.. Policy.Reporting[Event.Highest == Grade.Ordinary ? Grade.Major : Event.Highest].SelectMany(l => l).Distinct().Select(k => new Choice(k, Policy.Bodies.GetValueOrDefault(k, k)))];

    public IReadOnlyList<Choice> Reports => [new("0", T["电话报告"]), .. Event.UpReports.Select(r => new Choice($"{r.Number}", r.Zh))];

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostGradeAsync(string id, Grade grade, string? reason, CancellationToken ct) =>
        await Done(await major.SetGrade(Actor, new(id), grade, reason ?? "", ct), id, "已定级。", ct);

    public async Task<IActionResult> OnPostConfirmAsync(string id, string? opinion, CancellationToken ct) =>
        await Done(await major.ConfirmGrade(Actor, new(id), opinion ?? "", ct), id, "已补议确认。", ct);

    public async Task<IActionResult> OnPostIssueAsync(string id, string? facts, string? loss, string? next, int? posts, string? mismatch, bool final, int? corrects, CancellationToken ct) =>
        await Done(await major.Issue(Actor, new(id), new UpText(Given(facts), Given(loss), Next: Given(next), Posts: posts, Final: final, Corrects: corrects, Mismatch: Given(mismatch)), ct), id, "报告已签发，请逐一报送。", ct);

    public async Task<IActionResult> OnPostSendAsync(
        string id, int report, string? body, ReportMode mode, string? sentAt, string? receivedBy, string? receipt, string? note, string? skip, string? asMajor, CancellationToken ct)
    {
        // No time given is the time now: a report upward is never sent back for a field (S14).
        var at = when.Read(sentAt) ?? when.Now;
        var sending = new UpSending(report, body ?? "", mode, at, receivedBy ?? "", receipt ?? "", note ?? "", skip, asMajor);
        return await Done(await major.Send(Actor, new(id), sending, ct), id, "已登记报告。", ct);
    }

    public async Task<IActionResult> OnPostExplainAsync(string id, int duty, CancellationToken ct) =>
        await Done(await major.Explain(Actor, new(id), duty, Typed($"why{duty}") ?? "", ct), id, "已补充理由。", ct);

    public async Task<IActionResult> OnPostPlanAsync(string id, string? plan, CancellationToken ct) =>
        await Done(await major.ActivatePlan(Actor, new(id), new(plan ?? ""), ct), id, "预案已启动。", ct);

    public async Task<IActionResult> OnPostKeepAsync(string id, string? name, string? text, CancellationToken ct) =>
        await Done(await plans.Keep(Actor, null, name ?? "", text ?? "", ct), id, "预案已入库。", ct);

    public async Task<IActionResult> OnPostGroupAsync(string id, string? leader, string? members, CancellationToken ct)
    {
        var everyone = await HttpContext.RequestServices.GetRequiredService<People>().List(Actor.Office, ct);
        var read = Lines(members).Select(l => l.Split([':', '：'], 2, StringSplitOptions.TrimEntries))
            .Select(p => new GroupMember(everyone.FirstOrDefault(e => e.Name == p[0])?.Id ?? new(""), p.Length > 1 ? p[1] : "")).ToList();
        return await Done(await major.FormGroup(Actor, new(id), new(leader ?? ""), read, ct), id, "专班已组建。", ct);
    }

    public async Task<IActionResult> OnPostEndAsync(string id, string? ended, CancellationToken ct) =>
        await Done(await major.EndGroup(Actor, new(id), ended ?? "", ct), id, "专班已结束。", ct);

    protected override async System.Threading.Tasks.Task More(CancellationToken ct)
    {
        Known = await plans.List(Actor.Office, ct);
        var unsent = new Dictionary<int, IReadOnlyList<OutsideBody>>();
        foreach (var r in Event.UpReports) unsent[r.Number] = await major.Unsent(Actor, Event.Id, r.Number, ct);
        Unsent = unsent;
    }

    private static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
