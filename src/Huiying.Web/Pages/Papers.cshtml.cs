using Huiying.Ground;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>The office's reports and slips: what waits for a signature, what was signed, and slips that come back.</summary>
[AnyPost]
internal sealed class PapersModel(Papers papers) : OfficePage
{
    public IReadOnlyList<Paper> Waiting { get; private set; } = [];

    public IReadOnlyList<Paper> Signed { get; private set; } = [];

    public bool MayReturn => Actor.IsAny(Role.Clerk, Role.SectionOfficer, Role.SectionHead, Role.SupervisionOfficer);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var hidden = await papers.Hidden(Actor, ct);
        Waiting = [.. (await papers.Waiting(Actor.Office, ct)).Where(p => !hidden(p))];
        Signed = [.. (await papers.List(Actor.Office, ct: ct)).Where(p => p.Signed is not null && !hidden(p))];
        return Page();
    }

    public async Task<IActionResult> OnPostReturnAsync(string? code, string? note, IFormFile? scan, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        if (scan is not null) await scan.CopyToAsync(bytes, ct);
        return await Answer(await papers.Return(Actor, code ?? "", note ?? "", bytes.ToArray(), ct), p => $"/papers/{p.Id}", "已登记签字件。", () => OnGetAsync(ct));
    }
}
