using Huiying.Handle;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>Every document of an event; special reports and slips begin here (R08).</summary>
[AnyPost]
internal sealed class DocumentsModel(Papers papers) : EventPage
{
    public override string Task => "documents";

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    /// <summary>The slips the actor may hand out.</summary>
    public IReadOnlyList<Choice> Slips => Choices<PaperKind>(PaperNames.Of,
        [.. new[] { PaperKind.Assignment, PaperKind.Supervision }.Where(k => Huiying.Review.Papers.MayIssue(Actor, k))]);

    /// <summary>Whether a document is a slip of one page, printed from the browser too.</summary>
    public bool IsSlip(CaseDocument document) => Event.Sendings.Any(s => s.What.SheetHash == document.Hash);

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostSpecialAsync(string id, string? overview, string? spread, string? opinions, string? outlook, string? advice, long? seen, CancellationToken ct) =>
        await Done(await papers.Begin(Actor, new CaseId(id), new(overview ?? "", outlook ?? "", advice ?? "", spread ?? "", opinions ?? ""), ct, seen), id, "专报已起草，等待签发。", ct);

    public async Task<IActionResult> OnPostSlipAsync(string id, PaperKind slip, string? request, string? instruction, long? seen, CancellationToken ct) =>
        await Done(await papers.Issue(Actor, slip is PaperKind.Supervision ? slip : PaperKind.Assignment, new CaseId(id), new(request ?? "", instruction ?? ""), ct, seen), id, "单子已开出，可以打印。", ct);

    protected override async Task More(CancellationToken ct) => Papers = await papers.List(Actor.Office, Event.Id, ct: ct);
}
