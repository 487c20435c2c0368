using Huiying.Assess;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>The brief, its two receipts, and the Party group's assessment (R20–R23).</summary>
[AnyPost]
internal sealed class AssessmentModel(Cases cases, When when, SectionRouting routing) : EventPage
{
    public override string Task => "assessment";

    public TopicFacts? Facts { get; private set; }

    /// <summary>The brief as it would go up now; null once it has.</summary>
    public OfficialDocument? Brief { get; private set; }

    /// <summary>Who may lead: the office's leaders and the members of its Party group.</summary>
    public IEnumerable<Choice> LeaderChoices => Everyone
        .Where(p => p.Posts.Any(h => h.Role is Role.SupervisingLeader or Role.PrincipalLeader or Role.PartySecretary or Role.PartyMember))
        .Select(p => new Choice(p.Id.Value, p.Name));

    /// <summary>Receipts that the actor may still give, each once.</summary>
    public IEnumerable<Recipient> Receivable
    {
        get
        {
            if (Event.SubmittedAt is null || Event.ClosedAt is not null) yield break;
            if (Event.ReceivedByPrincipalAt is null && Actor.Is(Role.PrincipalLeader)) yield return Recipient.PrincipalLeader;
            if ((Event.ReceivedByPartyGroupAt is null || Event.Duties.Any(d => d is { Open: true, Rule: "R24" })) && Actor.IsAny(Role.PartySecretary, Role.PartyMember)) yield return Recipient.PartyGroup;
        }
    }

    /// <summary>Whether the page answers a form, whose values then stand before what is recorded.</summary>
    public bool Posted => HttpMethods.IsPost(Request.Method);

    /// <summary>One a line, as the form takes them.</summary>
    public static string? Rows(IReadOnlyList<string>? items) => items is null ? null : string.Join('\n', items);

    /// <summary>The five aspects a grade must weigh, by name (R56).</summary>
    public static IEnumerable<(string What, string Found)> Aspects(Factors f) =>
        [("事件性质", f.Nature), ("影响力", f.Influence), ("媒体关注度", f.Media), ("发展态势", f.Trend), ("其他因素", f.Other)];

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostSubmitAsync(string id, long? seen, CancellationToken ct) =>
        await Done(await cases.Submit(Actor, new CaseId(id), ct, seen), id, "研判材料已报送，待两方签收。", ct);

    public async Task<IActionResult> OnPostReceiveAsync(string id, Recipient by, long? seen, CancellationToken ct) =>
        await Done(await cases.Receive(Actor, new CaseId(id), by, ct, seen), id, "已签收。", ct);

    /// <summary>Signed on paper or by telephone earlier: the time is typed with how (R24).</summary>
    public async Task<IActionResult> OnPostReceivedAsync(string id, Recipient by, long? seen, CancellationToken ct)
    {
        if (when.Happened(Typed($"received{by}")) is not { } at)
        {
            Wrong($"received{by}", "请填写签收时间。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await cases.Receive(Actor, new CaseId(id), by, ct, seen, at, Typed($"how{by}")), id, "已补登签收，签收时间和登记时间分别留存。", ct);
    }

    public async Task<IActionResult> OnPostConfirmAsync(string id, long? seen, CancellationToken ct) =>
        await Done(await cases.ConfirmAssessment(Actor, new CaseId(id), ct, seen), id, "已确认，等级、类别和承办科室即时生效，已交办。", ct);

    public async Task<IActionResult> OnPostRecordAsync(string id, [FromForm] AssessmentForm form, long? seen, CancellationToken ct)
    {
        if (when.Read(form.HeldAt) is not { } heldAt)
        {
            Wrong("heldAt", "请填写研判时间。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await cases.RecordAssessment(Actor, new CaseId(id), form.Read(heldAt), ct, seen), id, "研判记录已保存，待党组书记确认。", ct);
    }

    /// <summary>Whether the actor may record what the Party group found.</summary>
    public bool MayRecord => Event is { ReceivedByPrincipalAt: not null, ReceivedByPartyGroupAt: not null, AssessedAt: null } && Actor.Is(Role.Clerk);

    /// <summary>Sections that may handle it; null when nobody is asked.</summary>
    public SectionsShown? Sections { get; private set; }

    /// <summary>The first or the fourth category, from the event's words (S05, S06).</summary>
    public SuggestedCategory CategorySuggested => SuggestedCategory.Of(Event);

    protected override async Task More(CancellationToken ct)
    {
        if (MayRecord) Sections = new(await routing.Suggest(Actor, Event, ct), SectionName);
        Facts = await cases.Topic(Actor.Office, Event.Id, ct);
        if (Event is { SubmittedAt: null, ClosedAt: null } && await cases.Brief(Actor, Event.Id, ct) is { Refusal: null } made) Brief = made.Value;
    }
}

/// <summary>The assessment as typed.</summary>
internal sealed record AssessmentForm(
    AssessmentMode Mode, string? HeldAt, string? Agenda, string? Present, string? Absent, string? Opinions, Grade Grade, string? GradeReason, Category Category,
    string? CategoryBasis, string? Nature, string? Influence, string? Media, string? Trend, string? Other, string? Lead, string? Handling, string? Concerned,
    string[]? Helpers, string? Preparations, string? Plan, string? Reporting, string? Line)
{
    public Huiying.Handle.Assessment Read(DateTimeOffset heldAt) => new(
        Mode, heldAt, Agenda ?? "", Lines(Present), Lines(Absent), Opinions ?? "", Grade, GradeReason ?? "",
        new Factors(Nature ?? "", Influence ?? "", Media ?? "", Trend ?? "", Other ?? ""), Category, CategoryBasis ?? "",
        new PersonId(Lead ?? ""), new SectionId(Handling ?? ""), new SectionId(Concerned ?? ""), [.. (Helpers ?? []).Select(h => new SectionId(h))],
        Lines(Preparations), Plan ?? "", Reporting ?? "", Line ?? "");

    private static string[] Lines(string? typed) => (typed ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
