using Huiying.Handle;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>What is claimed, doubted and demanded, and what checking found (R18).</summary>
[AnyPost]
internal sealed class ClaimsModel(Cases cases) : EventPage
{
    public override string Task => "claims";

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostRaiseAsync(string id, ClaimKind kind, string? text, long? seen, CancellationToken ct) =>
        await Done(await cases.Raise(Actor, new CaseId(id), kind, text ?? "", ct, seen), id, "已登记事项。", ct);

    public async Task<IActionResult> OnPostVerifyAsync(string id, int claim, long? seen, CancellationToken ct)
    {
        if (!Enum.TryParse<Finding>(Typed($"finding{claim}"), out var finding))
        {
            Wrong($"finding{claim}", "请选择核实结论。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await cases.Verify(Actor, new CaseId(id), claim, finding, Typed($"fact{claim}"), Typed($"evidence{claim}"), Typed($"truePart{claim}"), ct, seen),
            id, "已登记核实情况。", ct);
    }
}
