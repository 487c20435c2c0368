using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Policies;

/// <summary>One version of the policy: what it changes, what it would have made of the past, and from when it is in force (R83).</summary>
[Posts(Role.Clerk, Role.SystemAdministrator, Role.PrincipalLeader, Role.PartySecretary, Role.SupervisingLeader, Role.SupervisionOfficer)]
internal sealed class PolicyVersionModel(PolicyVersions policies, People people, Trials trials, Cases cases, When when) : OfficePage
{
    /// <summary>Rows of a list before the rest is only counted.</summary>
    public const int Shown = 50;

    public PolicyVersion Version { get; private set; } = null!;

    public Policy Policy { get; private set; } = Policy.Default;

    public bool InUse { get; private set; }

    public string DraftedBy { get; private set; } = "";

    public IReadOnlyList<PolicyChange> Changes { get; private set; } = [];

    /// <summary>When it comes into force, while that lies ahead.</summary>
    public DateTimeOffset? Scheduled => Version.InForceFrom is { } from && from > when.Now ? from : null;

    public bool MayBegin => Actor.IsAny(Role.PrincipalLeader, Role.PartySecretary);

    public TrialProgress? Running { get; private set; }

    public bool Failed { get; private set; }

    public TrialResult? Result { get; private set; }

    public DateTimeOffset TriedAt { get; private set; }

    /// <summary>The duties whose time would have been another, by what that means.</summary>
    public IReadOnlyList<(string Title, string None, IReadOnlyList<TrialDuty> Duties)> Groups => Result is not { } r ? [] :
    [
        (T["会变成逾期的：{0} 项，涉及 {1} 件事", r.NewlyLate.Count, r.NewlyLate.Select(d => d.Case).Distinct().Count()], T["没有。"], r.NewlyLate),
        (T["不再逾期的：{0} 项，涉及 {1} 件事", r.NoLongerLate.Count, r.NoLongerLate.Select(d => d.Case).Distinct().Count()], T["没有。"], r.NoLongerLate),
        (T["到期时间会变、逾期与否不变的：{0} 项", r.Changed.Count - r.NewlyLate.Count - r.NoLongerLate.Count], T["没有。"],
            [.. r.Changed.Where(d => d.LateBefore == d.LateAfter)]),
    ];

    /// <summary>Events whose way would have been another, by what that means; an event may stand in both.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<TrialRoute> Routes)> Ways => Result is not { } r ? [] :
    [
        (T["要多经审批的事件：{0} 件", r.MoreApprovals.Count], r.MoreApprovals),
        (T["审批有其他变化的事件：{0} 件", OtherApprovals(r).Count], OtherApprovals(r)),
        (T["报告对象会变的事件：{0} 件", r.OtherReports.Count], r.OtherReports),
    ];

    private static IReadOnlyList<TrialRoute> OtherApprovals(TrialResult r) => [.. r.Routes.Where(x => x.Steps.Any || x.Outside.Any).Except(r.MoreApprovals)];

    /// <summary>What comes and goes, in words.</summary>
    public string Said(TrialRoute r)
    {
        (string Kind, TrialNames Names)[] kinds = [(T["审批环节"], r.Steps), (T["对外请示"], r.Outside), (T["上报"], r.Reports)];
        return string.Join(T["；"], kinds.Where(k => k.Names.Any).Select(k => k.Kind + T["："] + string.Join(T["、"], Words(k.Names))));
    }

    private IEnumerable<string> Words(TrialNames n)
    {
        if (n.Added.Count > 0) yield return T["增加{0}", string.Join(T["、"], n.Added)];
        if (n.Gone.Count > 0) yield return T["减少{0}", string.Join(T["、"], n.Gone)];
        if (n.Reordered) yield return T["顺序改变"];
    }

    public async Task<IActionResult> OnGetAsync(string hash, CancellationToken ct)
    {
        if ((await policies.List(Actor.Office, ct)).FirstOrDefault(v => v.Hash == hash) is not { } version) return NotFound();
        Version = version;
        Policy = await policies.Pinned(Actor.Office, hash, ct);
        var current = await policies.Current(Actor.Office, ct);
        InUse = current.Hash == hash;
        Changes = PolicyValues.Compare(current, Policy);
        DraftedBy = (await people.List(Actor.Office, ct)).FirstOrDefault(p => p.Id == version.DraftedBy)?.Name ?? T["系统"];
        await Tried();
        return Page();
    }

    public async Task<IActionResult> OnPostTrialAsync(string hash, CancellationToken ct)
    {
        if ((await policies.List(Actor.Office, ct)).All(v => v.Hash != hash)) return NotFound();
        await trials.Begin(Actor.Office, hash, ct);
        return LocalRedirect($"/policy/versions/{hash}#trial");
    }

    public async Task<IActionResult> OnPostBeginAsync(string hash, string? from, CancellationToken ct) =>
        await Answer(await policies.PutInForce(Actor, hash, when.Read(from), ct), _ => $"/policy/versions/{hash}",
            when.Read(from) > when.Now ? "已定下启用时间；生效前可以撤回。" : "已启用。", () => OnGetAsync(hash, ct));

    public async Task<IActionResult> OnPostBackAsync(string hash, string? reason, CancellationToken ct) =>
        await Answer(await policies.TakeBack(Actor, hash, reason ?? "", ct), _ => $"/policy/versions/{hash}", "已撤回，不再启用。", () => OnGetAsync(hash, ct));

    private async Task Tried()
    {
        if (trials.Find(Actor.Office, Version.Hash) is not { } trial) return;
        TriedAt = trial.Begun;
        Failed = trial.Task.IsFaulted || trial.Task.IsCanceled;
        if (trial.Task.IsCompletedSuccessfully)
        {
            // What is kept from the reader is not named here either (S09, S16).
            var hidden = await cases.Hidden(Actor, HttpContext.RequestAborted);
            var all = await trial.Task;
            Result = all with
            {
                Changed = [.. all.Changed.Where(d => hidden.All(c => c.Id != d.Case))],
                Routes = [.. all.Routes.Where(r => hidden.All(c => c.Id != r.Case))],
                Grades = [.. all.Grades.Where(g => hidden.All(c => !c.Topics.Contains(g.Topic.Value)))],
            };
        }
        else if (!Failed)
        {
            Running = trial.Come ?? new(0, 0);
            // No script: the browser asks again by itself.
            Response.Headers["Refresh"] = "2";
        }
    }
}
