using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>What is written down beside the line: danger to life, sudden events, late reasons, attempts to stop a report, what is not reported (R34, R40, R43, S13).</summary>
[AnyPost]
internal sealed class RecordsModel(MajorEvents major, Orders orders, When when) : EventPage
{
    public override string Task => "records";

    /// <summary>Duties that were or are late, with the reason once someone gave one (R40).</summary>
    public IReadOnlyList<(Duty Duty, TimeSpan By, string? Reason)> Late => Event.Late(when.Now);

    /// <summary>Whether the press conference is still owed (R34).</summary>
    public Duty? Conference => Event.Duties.FirstOrDefault(d => d is { Open: true, Rule: "R34:conference" });

    /// <summary>How many questions one form takes; a longer interview is written down in parts.</summary>
    public const int Questions = 4;

    public IReadOnlyList<Choice> Spokespersons => Asked(Everyone.Where(p => p.Posts.Any(h => h.Role == Role.Spokesperson)).Select(p => new Choice(p.Id.Value, p.Name)));

    /// <summary>Approved lines the answers may come from (R37).</summary>
    public IReadOnlyList<Choice> ApprovedLines =>
    [
        .. Event is { AssessedAt: not null, Recorded.Line.Length: > 0 } ? [new Choice("", T["党组研判确认的口径"])] : Array.Empty<Choice>(),
        .. Event.Answers.Where(a => a.Stands).Select(a => new Choice(a.What.Release, T["{0} 发布的回应", when.Plain(a.At)])),
    ];

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    // What S13 and R43 write down takes no version: whatever others changed meanwhile, it is true and stays.

    public async Task<IActionResult> OnPostCallAsync(string id, string? to, string? what, string? calledAt, CancellationToken ct) =>
        await Done(await major.Call(Actor, new(id), to ?? "", what ?? "", when.Happened(calledAt) ?? when.Now, ct), id, "已记下紧急转办，请另一人按时复核。", ct);

    public async Task<IActionResult> OnPostReviewAsync(string id, int call, CancellationToken ct) =>
        await Done(await major.Review(Actor, new(id), call, Typed($"review{call}"), ct), id, "已复核。", ct);

    public async Task<IActionResult> OnPostEmergencyAsync(string id, string? level, string? basis, long? seen, CancellationToken ct) =>
        await Done(await major.MarkEmergency(Actor, new(id), level ?? "", basis ?? "", ct, seen), id, "已标明涉及突发事件。", ct);

    public async Task<IActionResult> OnPostConferenceAsync(string id, string? heldAt, string? heldBy, string? evidence, long? seen, CancellationToken ct)
    {
        if (when.Happened(heldAt) is not { } at)
        {
            Wrong("heldAt", "请填写举行时间。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await major.HoldConference(Actor, new(id), at, heldBy ?? "", evidence ?? "", ct, seen), id, "已登记新闻发布会。", ct);
    }

    public async Task<IActionResult> OnPostLateAsync(string id, int duty, CancellationToken ct) =>
        await Done(await major.ExplainLate(Actor, new(id), duty, Typed($"late{duty}"), ct), id, "已说明迟延原因。", ct);

    public async Task<IActionResult> OnPostStoppedAsync(string id, string? who, string? attempt, CancellationToken ct) =>
        await Done(await major.Stopped(Actor, new(id), who ?? "", attempt ?? "", ct), id, "已记下，不可删改。", ct);

    public async Task<IActionResult> OnPostNotReportAsync(string id, string? why, long? seen, CancellationToken ct) =>
        await Done(await major.NotToReport(Actor, new(id), why ?? "", ct, seen), id, "已决定不予上报。", ct);

    public async Task<IActionResult> OnPostInterviewAsync(string id, InterviewKind interview, string? spokenAt, string? spokesperson, string? media, string? line, long? seen, CancellationToken ct)
    {
        if (when.Happened(spokenAt) is not { } at)
        {
            Wrong("spokenAt", "请填写时间。");
            return await Again(() => Load(id, ct), Response);
        }
        var asked = Enumerable.Range(0, Questions).Select(i => new QuestionAnswered(Typed($"ask{i}"), Typed($"reply{i}"))).Where(q => q.Question.Length + q.Answer.Length > 0).ToList();
        return await Done(await orders.Interview(Actor, new(id), interview, at, new PersonId(spokesperson ?? ""), media ?? "", line ?? "", asked, ct, seen), id, "已登记采访和发布会。", ct);
    }
}
