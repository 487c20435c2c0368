using System.Globalization;
using Huiying.Assess.Passages;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>One policy document: its text by paragraph, its versions, and how it is replaced or withdrawn.</summary>
[AnyPost]
[RequestSizeLimit(PolicyDocumentForm.LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = PolicyDocumentForm.LargestForm)]
internal sealed class PolicyDocumentModel(PolicyDocuments documents) : OfficePage
{
    /// <summary>All versions, the newest first.</summary>
    public IReadOnlyList<PolicyDocumentVersion> All { get; private set; } = [];

    /// <summary>The version that is read.</summary>
    public PolicyDocumentVersion Shown { get; private set; } = null!;

    public IReadOnlyList<PolicyParagraph> Paragraphs { get; private set; } = [];

    public bool MayKeep => PolicyDocuments.MayKeep(Actor);

    /// <summary>Whether the form to replace it was just sent.</summary>
    public bool Replacing => HttpMethods.IsPost(Request.Method) && Typed("seen").Length > 0;

    public async Task<IActionResult> OnGetAsync(string id, int? version, CancellationToken ct)
    {
        var all = await documents.Versions(Actor, new PolicyDocumentId(id), ct);
        if (!all.Ok || all.Value.FirstOrDefault(v => version is null || v.Version == version) is not { } shown) return NotFound();
        var text = await documents.Paragraphs(Actor, shown.Document, shown.Version, ct);
        if (!text.Ok) return NotFound();
        (All, Shown, Paragraphs) = (all.Value, shown, text.Value);
        return Page();
    }

    public async Task<IActionResult> OnPostReplaceAsync(string id, string? seen, IFormFile? file, CancellationToken ct) =>
        await Answer(await documents.Replace(Actor, new PolicyDocumentId(id), int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
            PolicyDocumentForm.Read(this), await PolicyDocumentForm.Bytes(file, ct), ct), d => $"/documents/{d.Document}", "已更新，旧版留作记录。", () => OnGetAsync(id, null, ct));

    public async Task<IActionResult> OnPostWithdrawAsync(string id, string? reason, CancellationToken ct) =>
        await Answer(await documents.Withdraw(Actor, new PolicyDocumentId(id), reason ?? "", ct), _ => $"/documents/{id}", "已停用，文字仍可查阅。", () => OnGetAsync(id, null, ct));
}
