using System.Globalization;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>The summary report with its five parts, its receipts, and closing (R02, R50–R54).</summary>
[AnyPost]
internal sealed class ClosingModel(Summaries summaries) : EventPage
{
    private static readonly char[] Between = [',', '，', '\t'];

    public override string Task => "closing";

    /// <summary>The report as drafted from the data; null before calm and after closing.</summary>
    public SummaryText? Draft { get; private set; }

    /// <summary>What stands between the event and closing with a public response.</summary>
    public IReadOnlyList<Refusal> Gates { get; private set; } = [];

    public IReadOnlyList<Choice> Articles =>
        [new("", T["无"]), .. Lawful.Articles.Select(a => new Choice(a.Key, T["第 {0} 条", a.Key] + " " + (T.IsEnglish ? a.Value.En : a.Value.Zh)))];

    /// <summary>Whether nothing was done offline: ending with publicity only needs its reason (R13).</summary>
    public bool PublicityOnly => !Event.SolvedOffline;

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostSummaryAsync(
        string id, string? overview, string? cause, string? spread, string? result, string? experience, string? problems, string? improvements, string? recipients, string? mismatch, string? publicity,
        long? seen, CancellationToken ct) => await Signed(id, new(overview ?? "", cause ?? "", spread ?? "", result ?? "", experience ?? "", problems ?? "", [], Lines(recipients), mismatch, publicity), improvements,
            text => summaries.Sign(Actor, new CaseId(id), text, ct, seen), "总结评估报告已签发。", ct);

    /// <summary>A signed summary is corrected by another (R42).</summary>
    public async Task<IActionResult> OnPostCorrectAsync(
        string id, string? overview, string? cause, string? spread, string? result, string? experience, string? problems, string? improvements, string? recipients, string? mismatch, string? publicity,
        string? correction, long? seen, CancellationToken ct) => await Signed(id, new(overview ?? "", cause ?? "", spread ?? "", result ?? "", experience ?? "", problems ?? "", [], Lines(recipients), mismatch, publicity), improvements,
            text => summaries.Correct(Actor, new CaseId(id), text, correction ?? "", ct, seen), "更正报告已签发。", ct);

    private async Task<IActionResult> Signed(string id, SummaryText text, string? improvements, Func<SummaryText, Task<Outcome<Case>>> sign, string said, CancellationToken ct)
    {
        if (Lines(improvements).Select(l => l.Split(Between, StringSplitOptions.TrimEntries)).Any(c => c.Length > 2 && Due(c[2]) is null))
        {
            Wrong("improvements", "完成日期请写成 2026-12-31 的样子。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await sign(text with { Improvements = [.. Lines(improvements).Select(Read)] }), id, said, ct);
    }

    public async Task<IActionResult> OnPostAcknowledgeAsync(string id, string? recipient, string? row, long? seen, CancellationToken ct) =>
        await Done(await summaries.Acknowledge(Actor, new CaseId(id), recipient ?? "", Typed("receipt" + row), ct, seen), id, "已登记签收。", ct);

    public async Task<IActionResult> OnPostCloseAsync(string id, Ending ending, string? note, string? article, long? seen, CancellationToken ct) =>
        await Done(await summaries.Close(Actor, new CaseId(id), ending, note ?? "", string.IsNullOrEmpty(article) ? null : article, ct, seen), id, "事件已销号。", ct);

    public async Task<IActionResult> OnPostReopenAsync(string id, string? why, long? seen, CancellationToken ct) =>
        await Done(await summaries.Reopen(Actor, new CaseId(id), why ?? "", ct, seen), id, "事件已重新启动。", ct);

    protected override async Task More(CancellationToken ct)
    {
        if (Event is { CalmAt: not null, ClosedAt: null }) Draft = await summaries.Draft(Actor.Office, Event.Id, ct);
        if (Event.ClosedAt is null) Gates = await summaries.Open(Actor, Event.Id, Ending.PublicResponse, null, ct);
    }

    private static Improvement Read(string line)
    {
        var cells = line.Split(Between, StringSplitOptions.TrimEntries);
        return new(cells[0], cells.Length > 1 ? cells[1] : null, cells.Length > 2 ? Due(cells[2]) : null);
    }

    private static DateOnly? Due(string typed) => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) ? due : null;
}
