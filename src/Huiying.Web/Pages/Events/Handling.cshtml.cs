using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>What the handling section does: sign for, measures, demands, completion (R08, R10, R33, R69).</summary>
[AnyPost]
internal sealed class HandlingModel(Cases cases, Orders orders, SectionRouting routing, When when) : EventPage
{
    public override string Task => "handling";

    /// <summary>Whether the actor's section has signed for the event and still works on it.</summary>
    public bool Mine => Event is { ClosedAt: null, Assigned: { SignedAt: not null } a } && (Actor.Is(Role.SectionHead, a.Section) || Actor.Is(Role.SectionOfficer, a.Section));

    /// <summary>Whether the actor may look at the result that waits for its review (R08).</summary>
    public bool MayReview => Event is { ClosedAt: null, CompletedAt: not null, HandlingAgreed: false } && Event.CompletedBy != Actor.Person && Actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader);

    /// <summary>The helping section whose part the actor may enter; null when none is the actor's.</summary>
    public SectionId? Helping => Event is { ClosedAt: null, Recorded.Helpers: { Count: > 0 } helpers } && helpers.Where(h => Actor.Is(Role.SectionHead, h) || Actor.Is(Role.SectionOfficer, h)).Select(h => (SectionId?)h).FirstOrDefault() is { } h ? h : null;

    /// <summary>Sections that may handle it; null when it is assigned.</summary>
    public SectionsShown? Sections { get; private set; }

    protected override async Task More(CancellationToken ct)
    {
        if (Event is { Assigned: null, ClosedAt: null, Assignments.Count: > 0 }) Sections = new(await routing.Suggest(Actor, Event, ct), SectionName);
    }

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostSignAsync(string id, long? seen, CancellationToken ct) =>
        await Done(await cases.Sign(Actor, new CaseId(id), ct, seen), id, "已签收。", ct);

    public async Task<IActionResult> OnPostReturnAsync(string id, string? reason, long? seen, CancellationToken ct) =>
        await Done(await cases.Return(Actor, new CaseId(id), reason ?? "", ct, seen), id, "已退回，由办公室改派。", ct);

    public async Task<IActionResult> OnPostAssignAsync(string id, string? section, string? request, long? seen, CancellationToken ct) =>
        await Done(await cases.Assign(Actor, new CaseId(id), new SectionId(section ?? ""), request ?? "", ct, seen), id, "已交办。", ct);

    public async Task<IActionResult> OnPostMeasureAsync(string id, string? text, string? owner, string? due, long? seen, CancellationToken ct)
    {
        if (when.Read(due) is not { } at)
        {
            Wrong("due", "请填写完成时限。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await cases.SetMeasure(Actor, new CaseId(id), text ?? "", new PersonId(owner ?? ""), at, ct, seen), id, "已添加措施。", ct);
    }

    public async Task<IActionResult> OnPostFinishAsync(string id, int measure, long? seen, CancellationToken ct) =>
        await Done(await cases.FinishMeasure(Actor, new CaseId(id), measure, Typed($"evidence{measure}"), ct, seen), id, "措施已完成。", ct);

    public async Task<IActionResult> OnPostExtendAsync(string id, int measure, long? seen, CancellationToken ct)
    {
        if (when.Read(Typed($"until{measure}")) is not { } at)
        {
            Wrong($"until{measure}", "请填写新的时限。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await cases.Extend(Actor, new CaseId(id), measure, at, Typed($"more{measure}"), ct, seen), id, "已批准延期。", ct);
    }

    public async Task<IActionResult> OnPostSettleAsync(string id, int claim, long? seen, CancellationToken ct)
    {
        if (!Enum.TryParse<DemandOutcome>(Typed($"outcome{claim}"), out var outcome)) return BadRequest();
        return await Done(await cases.Settle(Actor, new CaseId(id), claim, outcome, Typed($"basis{claim}"), Typed($"explanation{claim}"), ct, seen), id, "已登记诉求办理结果。", ct);
    }

    public async Task<IActionResult> OnPostAtOnceAsync(string id, long? seen, CancellationToken ct) =>
        await Done(await cases.FlagAtOnce(Actor, new CaseId(id), ct, seen), id, "已标记，两个工作小时内回复。", ct);

    public async Task<IActionResult> OnPostCompleteAsync(string id, string? result, long? seen, CancellationToken ct) =>
        await Done(await cases.Complete(Actor, new CaseId(id), result ?? "", ct, seen), id, "已办结，今天须公开回复处理结果。", ct);

    public async Task<IActionResult> OnPostAuditAsync(string id, string? agreed, string? opinion, long? seen, CancellationToken ct) =>
        await Done(await orders.Review(Actor, new CaseId(id), agreed == "true", opinion ?? "", ct, seen), id, agreed == "true" ? "办理结果已审核。" : "已退回科室重新办理。", ct);

    public async Task<IActionResult> OnPostHelpAsync(string id, string? helper, string? helped, long? seen, CancellationToken ct) =>
        await Done(await orders.Help(Actor, new CaseId(id), new SectionId(helper ?? ""), helped ?? "", ct, seen), id, "已登记协办情况。", ct);
}
