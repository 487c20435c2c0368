using Huiying.Assess.Alerting;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Opinion;

/// <summary>One alert rule: changed, paused, resumed or ended by whose post it is.</summary>
[AnyPost]
internal sealed class AlertRuleModel(AlertRules rules, PolicyVersions policies) : AlertRuleForm
{
    public AlertRule Rule { get; private set; } = null!;

    public Policy Policy { get; private set; } = null!;

    public bool MaySet => AlertRules.MaySet(Actor);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct)
    {
        Policy = await policies.Current(Actor.Office, ct);
        if ((await rules.List(Actor, ct)).Value.FirstOrDefault(r => r.Id == id) is not { } rule) return NotFound();
        (Rule, Draft) = (rule, rule.Text);
        return Page();
    }

    public async Task<IActionResult> OnPostChangeAsync(string id, [FromForm] AlertRuleFields fields, long? seen, CancellationToken ct)
    {
        var show = () => OnGetAsync(id, ct);
        if (HalfQuiet(fields))
        {
            Wrong("from", "免扰时段的开始和结束都要填。");
            return await Again(show, Response);
        }
        if ((await rules.List(Actor, ct)).Value.FirstOrDefault(r => r.Id == id) is not { } rule) return NotFound();
        var changed = await rules.Change(Actor, id, Read(rule.Text.Kind, fields), seen ?? -1, ct);
        if (changed.Refusal is { Code: "case.changed" }) ModelState.Remove("seen");
        return await Answer(changed, _ => "/alerts/rules", "已保存改动。", show);
    }

    public async Task<IActionResult> OnPostPauseAsync(string id, string? reason, CancellationToken ct) => await Done(await rules.Pause(Actor, id, reason ?? "", ct), id, "规则已暂停。", ct);

    public async Task<IActionResult> OnPostResumeAsync(string id, string? reason, CancellationToken ct) => await Done(await rules.Resume(Actor, id, reason ?? "", ct), id, "规则已恢复。", ct);

    public async Task<IActionResult> OnPostEndAsync(string id, string? why, CancellationToken ct) => await Done(await rules.End(Actor, id, why ?? "", ct), id, "规则已终止。", ct);

    private Task<IActionResult> Done(Outcome<Done> outcome, string id, string said, CancellationToken ct) => Answer(outcome, _ => "/alerts/rules", said, () => OnGetAsync(id, ct));
}
