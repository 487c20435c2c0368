using System.Globalization;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Collect;

/// <summary>Patrols as scheduled and held, "nothing found" included (R14).</summary>
[AnyPost]
internal sealed class PatrolsModel(Patrols patrols, Alerts alerts, People people, When when) : OfficePage
{
    /// <summary>How far back patrols are shown, and an unsigned one waits on the desk.</summary>
    public static readonly TimeSpan Back = TimeSpan.FromDays(14);

    private IReadOnlyList<Person> everyone = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Patrol> Patrols { get; private set; } = [];

    public IReadOnlyList<Alert> Alerts { get; private set; } = [];

    /// <summary>The oldest patrol that has begun and is not signed.</summary>
    public Patrol? Due => Patrols.LastOrDefault(p => p.SignedAt is null && p.From <= when.Now);

    /// <summary>What an alert asks for now: the patrol it is about may have been signed since.</summary>
    public string Asks(Alert alert) => alert.Kind == AlertKind.PatrolMissed && Patrols.FirstOrDefault(p => p.Id.Value == alert.Subject.Id) is { SignedAt: { } signed } late
        ? T["应在{0}前完成的网上巡查已于{1}补签。请写明没有按时的原因。", when.Plain(late.Until), when.Plain(signed)] : alert.Zh;

    public bool MaySign => Actor.IsAny(Role.Clerk, Role.DutyOfficer, Role.DutyLeader);

    public string NameOf(PersonId person) => everyone.FirstOrDefault(p => p.Id == person)?.Name ?? T["已离开的人"];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        everyone = await people.List(Actor.Office, ct);
        var listed = await patrols.List(Actor, when.Now - Back, when.Now.AddDays(1), ct);
        var open = await alerts.Open(Actor, ct);
        if ((listed.Refusal ?? open.Refusal) is { } refusal) return await Refuse(refusal, () => Task.FromResult<IActionResult>(Page()));
        (Patrols, Alerts) = ([.. listed.Value.Reverse()], open.Value);
        return Page();
    }

    public async Task<IActionResult> OnPostSignAsync(string id, bool? nothing, string? finding, string? posts, CancellationToken ct)
    {
        var ids = (posts ?? "").Split([' ', '，', ',', '、'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = ids.Select(i => long.TryParse(i, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : (long?)null).ToList();
        if (nothing is null) Wrong("finding", "请选择巡查结果。");
        if (numbers.Contains(null)) Wrong("posts", "信息编号只能是数字。");
        if (!ModelState.IsValid) return await Again(() => OnGetAsync(ct), Response);
        var found = new PatrolFinding(nothing!.Value, [.. numbers.Select(n => new PostId(n!.Value))], finding ?? "");
        return await Answer(await patrols.SignOff(Actor, new PatrolId(id), found, ct), _ => "/patrols", "巡查已签字。", () => OnGetAsync(ct));
    }

    public async Task<IActionResult> OnPostAcknowledgeAsync(string alert, string? note, CancellationToken ct) =>
        await Answer(await alerts.Acknowledge(Actor, alert, note ?? "", ct), _ => "/patrols", "提醒已处理。", () => OnGetAsync(ct));
}
