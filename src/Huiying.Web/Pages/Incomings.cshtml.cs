using Huiying.Handle;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>What other offices of the installation reported to this one, what waits first.</summary>
[IncomingPosts]
internal sealed class IncomingsModel(Incomings incoming) : OfficePage
{
    public IReadOnlyList<Incoming> Items { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var listed = await incoming.List(Actor, ct: ct);
        if (listed.Refusal is { } no) return await Refuse(no, () => Task.FromResult<IActionResult>(Page()));
        Items = listed.Value;
        return Page();
    }
}
