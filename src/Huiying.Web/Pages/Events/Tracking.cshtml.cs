using Huiying.Assess;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Track;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>Who tracks, what is seen, and calm (R45–R49).</summary>
[AnyPost]
internal sealed class TrackingModel(Tracking tracking, Cases cases, When when) : EventPage
{
    public override string Task => "tracking";

    /// <summary>The topics' figures; null for an event without a topic.</summary>
    public TopicFacts? Facts { get; private set; }

    /// <summary>The standard of calm against them (R49).</summary>
    public (int New, double Under, bool Met)? Standard => Facts is { } facts ? Tracking.Calm(facts, Policy, when.Now) : null;

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostNameAsync(string id, string? tracker, string? handOver, long? seen, CancellationToken ct) =>
        await Done(await tracking.Name(Actor, new CaseId(id), new PersonId(tracker ?? ""), handOver, ct, seen), id, "已指定跟踪人。", ct);

    public async Task<IActionResult> OnPostLeaveAsync(string id, string? successor, string? left, long? seen, CancellationToken ct) =>
        await Done(await tracking.Leave(Actor, new CaseId(id), string.IsNullOrEmpty(successor) ? null : new PersonId(successor), left ?? "", ct, seen), id, "已交接。", ct);

    public async Task<IActionResult> OnPostObserveAsync(string id, string? text, long? seen, CancellationToken ct) =>
        await Done(await tracking.Observe(Actor, new CaseId(id), text ?? "", ct, seen), id, "已记录。", ct);

    public async Task<IActionResult> OnPostCalmAsync(string id, string? reason, string? explained, long? seen, CancellationToken ct) =>
        await Done(await tracking.SetCalm(Actor, new CaseId(id), reason ?? "", ct, seen, explained), id, "已认定平稳，接下来写总结评估报告。", ct);

    /// <summary>Whether the actor decides what a threshold proposed (R47).</summary>
    public bool MayDecide => Event.ClosedAt is null && Actor.IsAny(Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader);

    public async Task<IActionResult> OnPostProposalAsync(string id, int proposal, long? seen, CancellationToken ct)
    {
        var accepted = Typed($"accept{proposal}") == "true";
        var measure = when.Read(Typed($"due{proposal}")) is { } due ? new ProposedMeasure(Typed($"measure{proposal}"), new PersonId(Typed($"owner{proposal}")), due) : null;
        return await Done(await tracking.Answer(Actor, new CaseId(id), proposal, accepted, Typed($"reason{proposal}"), measure, ct, seen), id, "建议已答复。", ct);
    }

    protected override async Task More(CancellationToken ct) => Facts = await cases.Topic(Actor.Office, Event.Id, ct);
}
