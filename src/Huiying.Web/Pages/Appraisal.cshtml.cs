using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>One assessment before release: its exact text, its approvals, whether it may be released, and the events that use its line (R01).</summary>
[AnyPost]
internal sealed class AppraisalModel(Appraisals appraisals, Plans plans, Cases cases) : AppraisalPage
{
    public Appraisal Appraisal { get; private set; } = null!;

    public IReadOnlyList<(RequiredStep Step, AppraisalSignature? Signed)> Steps { get; private set; } = [];

    /// <summary>Open events its prepared line may go to.</summary>
    public IReadOnlyList<Choice> Events { get; private set; } = [];

    public override AppraisalText? Form => Appraisal.Current.Text;

    /// <summary>The step that waits for this person, if one does.</summary>
    public RequiredStep? Mine => Appraisal.Returned is null && Appraisal.Cleared is null && Steps.FirstOrDefault(s => s.Signed is null).Step is { } next
        && next.Fits(Actor) && Appraisal.Versions.All(v => v.By != Actor.Person) ? next : null;

    public bool MayClear => Appraisal is { Cleared: null, Returned: null } && Actor.IsAny(Role.Clerk, Role.Spokesperson, Role.SupervisingLeader, Role.PrincipalLeader);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct)
    {
        if (await appraisals.Find(Actor.Office, new AppraisalId(id), ct) is not { } found) return NotFound();
        Appraisal = found;
        Steps = await appraisals.Steps(Actor.Office, found, ct);
        Library = await plans.List(Actor.Office, ct);
        if (found.Cleared is not null) Events = [new("", T["请选择"]), .. (await cases.List(Actor, ct: ct)).Select(c => new Choice(c.Id.Value, $"{c.Number} {c.Title}"))];
        return Page();
    }

    public async Task<IActionResult> OnPostWriteAsync(
        string id, string? title, string? text, string? risks, RiskGrade grade, string? line, string? contingency, string? plan, string? explanation, long? seen, CancellationToken ct) =>
        await Done(await appraisals.Write(Actor, new(id), Read(title, text, risks, grade, line, contingency, plan, explanation), ct, seen), id, "新版本已送审，原审批作废。", ct);

    public async Task<IActionResult> OnPostSignAsync(string id, string? step, string? hash, string? opinion, CancellationToken ct) =>
        await Done(await appraisals.Sign(Actor, new(id), step ?? "", hash ?? "", opinion ?? "", ct), id, "已签署。", ct);

    public async Task<IActionResult> OnPostReturnAsync(string id, string? step, string? hash, string? reason, CancellationToken ct) =>
        await Done(await appraisals.Return(Actor, new(id), step ?? "", hash ?? "", reason ?? "", ct), id, "已退回。", ct);

    public async Task<IActionResult> OnPostClearAsync(string id, string? hash, CancellationToken ct) =>
        await Done(await appraisals.Clear(Actor, new(id), hash ?? "", ct), id, "已确认可以发布。", ct);

    public async Task<IActionResult> OnPostUseAsync(string id, string? of, CancellationToken ct) =>
        await Answer(await appraisals.Use(Actor, new(id), new CaseId(of ?? ""), ct), c => $"/events/{c.Id}/assessment", "口径已引用到本事件。", () => OnGetAsync(id, ct));

    private Task<IActionResult> Done(Outcome<Appraisal> outcome, string id, string said, CancellationToken ct)
    {
        if (outcome.Refusal is { Code: "case.changed" }) ModelState.Remove("seen");
        return Answer(outcome, _ => $"/appraisals/{id}", said, () => OnGetAsync(id, ct));
    }
}
