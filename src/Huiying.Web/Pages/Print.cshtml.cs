using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>A slip on A4 from the browser: the very text that was kept, laid out by a style sheet for paper.</summary>
[AnyPost]
internal sealed class PrintModel(Papers papers, Cases cases, Releases releases, Blobs blobs) : OfficePage
{
    public IReadOnlyList<PrintedBlock> Blocks { get; private set; } = [];

    /// <param name="id">A paper, or an event when a hash is given.</param>
    /// <param name="hash">A document of the event.</param>
    /// <param name="release">The answer it belongs to.</param>
    /// <param name="ct">Cancels reading.</param>
    public async Task<IActionResult> OnGetAsync(string id, string? hash, string? release, CancellationToken ct)
    {
        if (await Kept(id, hash, release, ct) is not { } kept || await blobs.Read(Actor.Office, kept, ct) is not { Type: CaseDocuments.Docx } blob) return NotFound();
        Blocks = PrintedPage.Read(blob.Bytes);
        ViewData["Title"] = T["打印"];
        return Page();
    }

    private async Task<string?> Kept(string id, string? hash, string? release, CancellationToken ct)
    {
        if (hash is null) return (await papers.Find(Actor, new PaperId(id), ct))?.Signed?.DocumentHash;
        if (await cases.Find(Actor, new CaseId(id), ct) is not { } found) return null;
        if (release is null) return CaseDocuments.Of(found).FirstOrDefault(d => d.Hash == hash)?.Hash;
        return await releases.Find(Actor.Office, new ReleaseId(release), ct) is { } r && r.Case == found.Id ? r.Documents.FirstOrDefault(d => d.Hash == hash)?.Hash : null;
    }
}
