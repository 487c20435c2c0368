using Huiying.Documents;
using Huiying.Ground;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>One report or slip: its text, its signature, its correction (R42).</summary>
[AnyPost]
internal sealed class PaperModel(Papers papers) : OfficePage
{
    public Paper Paper { get; private set; } = null!;

    /// <summary>Numbers in the draft's text that are not the data's.</summary>
    public IReadOnlyList<FigureMismatch> Mismatches { get; private set; } = [];

    public bool MayWrite => Papers.MayWrite(Actor) || Papers.MaySign(Actor);

    /// <summary>Whoever wrote it does not sign it.</summary>
    public bool MaySign => Papers.MaySign(Actor) && Paper.Writer != Actor.Person;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct)
    {
        if (await papers.Find(Actor, new PaperId(id), ct) is not { } paper) return NotFound();
        Paper = paper;
        if (paper.Signed is null && await papers.Preview(Actor, paper.Id, ct) is { Ok: true } preview) Mismatches = preview.Value.Wrong;
        return Page();
    }

    public async Task<IActionResult> OnPostWriteAsync(
        string id, string? overview, string? outlook, string? advice, string? spread, string? opinions, long? seen, CancellationToken ct) =>
        await Done(await papers.Write(Actor, new PaperId(id), new(overview ?? "", outlook ?? "", advice ?? "", spread ?? "", opinions ?? ""), ct, seen), id, "已保存。", ct);

    public async Task<IActionResult> OnPostSignAsync(string id, string? mismatch, long? seen, CancellationToken ct) =>
        await Done(await papers.Sign(Actor, new PaperId(id), mismatch, ct, seen), id, "已签发。", ct);

    public async Task<IActionResult> OnPostCorrectAsync(string id, string? why, CancellationToken ct) =>
        await Done(await papers.Correct(Actor, new PaperId(id), why ?? "", ct), id, "更正稿已起草，请修改后送签。", ct);

    private Task<IActionResult> Done(Outcome<Paper> outcome, string id, string said, CancellationToken ct)
    {
        if (outcome.Refusal is { Code: "case.changed" }) ModelState.Remove("seen");
        return Answer(outcome, p => $"/papers/{p.Id}", said, () => OnGetAsync(id, ct));
    }
}
