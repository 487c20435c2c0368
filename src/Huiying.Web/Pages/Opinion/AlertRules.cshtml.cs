using Huiying.Assess.Alerting;
using Huiying.Ground.Policies;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Opinion;

/// <summary>The alert rules that run, and a new one (S15).</summary>
[AnyPost]
internal sealed class AlertRulesModel(AlertRules rules, PolicyVersions policies) : AlertRuleForm
{
    public IReadOnlyList<AlertRule> Rules { get; private set; } = [];

    public Policy Policy { get; private set; } = null!;

    /// <summary>Words of the policy's list that would single out a person, which nothing looks for.</summary>
    public IReadOnlyList<string> Ignored { get; private set; } = [];

    public bool MaySet => AlertRules.MaySet(Actor);

    public async Task<IActionResult> OnGetAsync(RuleKind? kind, CancellationToken ct)
    {
        Policy = await policies.Current(Actor.Office, ct);
        Rules = (await rules.List(Actor, ct)).Value;
        Ignored = AlertRules.Ignored(Policy);
        if (kind is { } chosen && AlertNames.Settable.Contains(chosen)) Draft = Begin(chosen);
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(RuleKind kind, [FromForm] AlertRuleFields fields, CancellationToken ct)
    {
        if (!HalfQuiet(fields)) return await Answer(await rules.Add(Actor, Read(kind, fields), ct), _ => "/alerts/rules", "已保存预警规则，马上开始运行。", () => OnGetAsync(kind, ct));
        Wrong("from", "免扰时段的开始和结束都要填。");
        return await Again(() => OnGetAsync(kind, ct), Response);
    }
}
