using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>Risk assessments before policy information is released (R01), the latest first.</summary>
[AnyPost]
internal sealed class AppraisalsModel(Appraisals appraisals, Plans plans) : AppraisalPage
{
    public IReadOnlyList<Appraisal> All { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        All = await appraisals.List(Actor.Office, ct);
        Library = await plans.List(Actor.Office, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        string? title, string? text, string? risks, RiskGrade grade, string? line, string? contingency, string? plan, string? explanation, CancellationToken ct) =>
        await Answer(await appraisals.Write(Actor, null, Read(title, text, risks, grade, line, contingency, plan, explanation), ct), a => $"/appraisals/{a.Id}", "已填写评估。", () => OnGetAsync(ct));
}

/// <summary>What both pages of the assessments share: the form's fields.</summary>
internal abstract class AppraisalPage : OfficePage
{
    /// <summary>The contingency plans that may be linked.</summary>
    public IReadOnlyList<Plan> Library { get; protected set; } = [];

    /// <summary>The text shown in the form; null for a new one.</summary>
    public virtual AppraisalText? Form => null;

    public bool MayWrite => Appraising.MayWrite(Actor);

    public IReadOnlyList<Choice> PlanChoices => [new("", T["无"]), .. Library.Select(p => new Choice(p.Id.Value, T["{0}（第 {1} 版）", p.Name, p.Version]))];

    public IReadOnlyList<Choice> Grades => [.. Enum.GetValues<RiskGrade>().Select(g => new Choice(g.ToString(), T[Name(g)]))];

    public bool Ticked(AppraisalTrigger trigger) => HttpMethods.IsPost(Request.Method) && Request.HasFormContentType ? Typed($"on-{trigger}") == "true" : Form?.Triggers.Contains(trigger) == true;

    public static string Name(AppraisalTrigger trigger) => trigger switch { AppraisalTrigger.WideReaching => "涉及面广", AppraisalTrigger.CloselyWatched => "社会关注度高", _ => "专业性较强" };

    public static string Name(RiskGrade grade) => grade switch { RiskGrade.Low => "低风险", RiskGrade.Medium => "中风险", _ => "高风险" };

    protected AppraisalText Read(string? title, string? text, string? risks, RiskGrade grade, string? line, string? contingency, string? plan, string? explanation) => new(
        title ?? "", text ?? "", [.. Enum.GetValues<AppraisalTrigger>().Where(t => Typed($"on-{t}") == "true")], risks ?? "", grade, line ?? "", contingency ?? "",
        string.IsNullOrEmpty(plan) ? null : plan, explanation ?? "");
}
