using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>One early sign: its reviews, the event it became, its end with the problem's outcome (R11).</summary>
[AnyPost]
internal sealed class SignModel(Signs signs, People people) : OfficePage
{
    public Sign Sign { get; private set; } = null!;

    public string Section { get; private set; } = "";

    public string Owner { get; private set; } = "";

    public bool May => Signs.May(Sign, Actor);

    public bool MayConvert => Actor.IsAny(Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader);

    /// <summary>Outcomes that fit: an event's own once it became one.</summary>
    public IReadOnlyList<Choice> Outcomes => [new("", T["请选择"]), .. Enum.GetValues<SignOutcome>().Where(o => (o == SignOutcome.Event) == (Sign.Event is not null)).Select(o => new Choice(o.ToString(), T[SignsModel.Name(o)]))];

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct)
    {
        if (await signs.Find(Actor, new SignId(id), ct) is not { } sign) return NotFound();
        Sign = sign;
        Section = (await people.Sections(Actor.Office, ct)).FirstOrDefault(s => s.Id == sign.What.Section)?.Name ?? "";
        Owner = (await people.List(Actor.Office, ct)).FirstOrDefault(p => p.Id == sign.What.Owner)?.Name ?? T["已离开的人"];
        return Page();
    }

    public async Task<IActionResult> OnPostReviewAsync(string id, string? finding, string? next, long? seen, CancellationToken ct)
    {
        if (SignsModel.Day(next) is not { } day)
        {
            Wrong("next", "请选择复查日期。");
            return await Again(() => OnGetAsync(id, ct), Response);
        }
        return await Done(await signs.Review(Actor, new(id), finding ?? "", day, ct, seen), id, "已登记复查。", ct);
    }

    public async Task<IActionResult> OnPostCloseAsync(string id, SignOutcome? outcome, string? result, long? seen, CancellationToken ct)
    {
        if (outcome is null)
        {
            Wrong("outcome", "请选择问题的结果。");
            return await Again(() => OnGetAsync(id, ct), Response);
        }
        return await Done(await signs.Close(Actor, new(id), outcome.Value, result ?? "", ct, seen), id, "苗头已销号。", ct);
    }

    public async Task<IActionResult> OnPostConvertAsync(string id, long? seen, CancellationToken ct) =>
        await Answer(await signs.Convert(Actor, new(id), ct, seen), c => $"/events/{c.Id}", "已转为事件。", () => OnGetAsync(id, ct));

    private Task<IActionResult> Done(Outcome<Sign> outcome, string id, string said, CancellationToken ct)
    {
        if (outcome.Refusal is { Code: "case.changed" }) ModelState.Remove("seen");
        return Answer(outcome, _ => $"/signs/{id}", said, () => OnGetAsync(id, ct));
    }
}
