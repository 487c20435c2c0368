using Huiying.Assess.Passages;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>The office's policy documents, to draft answers from.</summary>
[AnyPost]
[RequestSizeLimit(PolicyDocumentForm.LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = PolicyDocumentForm.LargestForm)]
internal sealed class PolicyDocumentsModel(PolicyDocuments documents) : OfficePage
{
    public IReadOnlyList<PolicyDocumentVersion> All { get; private set; } = [];

    public bool MayKeep => PolicyDocuments.MayKeep(Actor);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await documents.List(Actor, ct) is { Ok: true } listed) All = listed.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(IFormFile? file, CancellationToken ct) =>
        await Answer(await documents.Add(Actor, PolicyDocumentForm.Read(this), await PolicyDocumentForm.Bytes(file, ct) ?? default, ct), d => $"/documents/{d.Document}",
            "文件已收入，请核对下面的文字和条款号。", () => OnGetAsync(ct));
}
