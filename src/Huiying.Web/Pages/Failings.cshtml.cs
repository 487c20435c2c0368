using Huiying.Handle;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>迟漏谎瞒 of the office, as the record has them; there is nothing here to hide or to edit (R40–R43).</summary>
[AnyPost]
internal sealed class FailingsModel(FaultLines faults) : OfficePage
{
    public IReadOnlyList<FaultLine> Lines { get; private set; } = [];

    public static string Meaning(FaultKind kind) => kind switch
    {
        FaultKind.Late => "已经履行或仍在履行，但晚于时限。",
        FaultKind.Missed => "应当报告、到期没有报告；话题到期没有答复。",
        FaultKind.False => "报告的数字与数据不一致，或者报出的事实后来有变化。",
        _ => "决定或企图不报，或者降低等级。",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var found = await faults.Of(Actor, ct);
        if (found.Refusal is { } no) return await Refuse(no, () => Task.FromResult<IActionResult>(Page()));
        Lines = found.Value;
        return Page();
    }
}
