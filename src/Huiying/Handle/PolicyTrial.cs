using System.Text.Json;
using Huiying.Assess;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>What a draft would have made of one duty.</summary>
/// <param name="Before">Its due time as it is; null when the policy gave none.</param>
/// <param name="After">Its due time under the draft; null when the draft gives none.</param>
/// <param name="LateBefore">Whether it was or is late.</param>
/// <param name="LateAfter">Whether it would have been.</param>
public sealed record TrialDuty(
    CaseId Case, string Number, string Title, string Rule, string Zh, string En, DateTimeOffset? Before, DateTimeOffset? After, bool LateBefore, bool LateAfter);

/// <summary>What comes and what goes between two lists of names.</summary>
/// <param name="Reordered">The same names in another order.</param>
public sealed record TrialNames(IReadOnlyList<string> Added, IReadOnlyList<string> Gone, bool Reordered)
{
    /// <summary>Whether anything differs.</summary>
    public bool Any => Added.Count + Gone.Count > 0 || Reordered;

    internal static TrialNames Of(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var (added, gone) = (after.Except(before).ToList(), before.Except(after).ToList());
        return new(added, gone, added.Count + gone.Count == 0 && !before.SequenceEqual(after));
    }
}

/// <summary>What a draft would have made of one event's way: its reports upward, the steps of its answers' approval, and the bodies outside that approve.</summary>
public sealed record TrialRoute(CaseId Case, string Number, string Title, TrialNames Reports, TrialNames Steps, TrialNames Outside)
{
    /// <summary>Whether anything of it would have been otherwise.</summary>
    public bool Any => Reports.Any || Steps.Any || Outside.Any;
}

/// <summary>What a draft would have made of the past.</summary>
/// <param name="Events">Events looked at.</param>
/// <param name="Duties">Duties whose clock a rule gives, and so the draft too.</param>
/// <param name="Others">Duties with a time that a person set or that follows from another, which no draft changes.</param>
/// <param name="Changed">Those whose due time would have been another, worst first.</param>
/// <param name="Grades">Topics for which another grade would be suggested.</param>
/// <param name="Routes">Events that would have been reported, approved or asked about otherwise.</param>
public sealed record TrialResult(
    int Events, int Duties, int Others, IReadOnlyList<TrialDuty> Changed, IReadOnlyList<TrialGrade> Grades, IReadOnlyList<TrialRoute> Routes)
{
    /// <summary>Events whose answers would have needed more signatures here, or more approvals outside.</summary>
    public IReadOnlyList<TrialRoute> MoreApprovals => [.. Routes.Where(r => r.Steps.Added.Count + r.Outside.Added.Count > r.Steps.Gone.Count + r.Outside.Gone.Count)];

    /// <summary>Events that would have been reported to other bodies, or in another order.</summary>
    public IReadOnlyList<TrialRoute> OtherReports => [.. Routes.Where(r => r.Reports.Any)];

    /// <summary>In time as it was, late under the draft.</summary>
    public IReadOnlyList<TrialDuty> NewlyLate => [.. Changed.Where(d => d is { LateBefore: false, LateAfter: true })];

    /// <summary>Late as it was, in time under the draft.</summary>
    public IReadOnlyList<TrialDuty> NoLongerLate => [.. Changed.Where(d => d is { LateBefore: true, LateAfter: false })];
}

/// <summary>How far a trial has come.</summary>
public sealed record TrialProgress(int Done, int Of);

/// <summary>
/// Runs a draft over the office's past and changes nothing: for each duty whose clock a rule gave, what it was asked is asked of the draft, and the moment it was
/// met, or now, is held against the answer. Whether the people would have acted otherwise is not guessed.
/// </summary>
public sealed class PolicyTrial(IDbContextFactory<Store> stores, GradeTrial grades, TimeProvider time)
{
    private const int Batch = 100;

    /// <summary>The trial of a version the office has. Reads only.</summary>
    /// <param name="office">The office.</param>
    /// <param name="hash">The draft.</param>
    /// <param name="progress">Told after each hundred events.</param>
    /// <param name="ct">Ends it between two.</param>
    public async Task<TrialResult> Run(OfficeId office, string hash, IProgress<TrialProgress>? progress = null, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        await using var store = stores.Open(office);
        var draft = await PolicyVersions.Pinned(store, hash, ct);
        var rules = new Rulebook(draft, (await CalendarVersions.Current(store, ct)).In(draft.Zone));
        var ids = await store.Set<CaseRow>().AsNoTracking().OrderBy(c => c.OpenedAt).ThenBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
        var (duties, others) = (0, 0);
        var changed = new List<TrialDuty>();
        var routes = new List<TrialRoute>();
        for (var at = 0; at < ids.Count; at += Batch)
        {
            var these = ids.Skip(at).Take(Batch).ToList();
            foreach (var row in await store.Set<CaseRow>().AsNoTracking().Where(c => these.Contains(c.Id)).OrderBy(c => c.OpenedAt).ThenBy(c => c.Id).ToListAsync(ct))
            {
                var c = JsonSerializer.Deserialize(row.State, HandleJson.Default.Case)!;
                if (c.MergedInto is null && Rerouted(c, await PolicyVersions.Pinned(store, c.PolicyHash, ct), draft) is { Any: true } route) routes.Add(route);
                foreach (var duty in c.Duties.Where(d => d.CarriedTo is null))
                {
                    if (Retry(c, duty, rules, now) is not { } tried) others++;
                    else
                    {
                        duties++;
                        if (tried.Before != tried.After) changed.Add(tried);
                    }
                }
            }
            progress?.Report(new(Math.Min(at + Batch, ids.Count), ids.Count));
        }
        return new(ids.Count, duties, others,
            [.. changed.OrderByDescending(d => d.LateAfter && !d.LateBefore).ThenByDescending(d => d.LateBefore && !d.LateAfter).ThenBy(d => d.Before)],
            await grades.Run(office, draft, ct), routes);
    }

    /// <summary>The event's way under the draft beside the one it had, at its highest grade and in its category. The draft's own names are used for what it adds.</summary>
    internal static TrialRoute Rerouted(Case c, Policy had, Policy draft)
    {
        var helped = (c.Recorded?.Helpers ?? []).Any(h => h != c.Assigned?.Section);
        return new(c.Id, c.Number, c.Title,
            TrialNames.Of(Reports(had), Reports(draft)), TrialNames.Of(Steps(had), Steps(draft)), TrialNames.Of(Outside(had), Outside(draft)));

        IReadOnlyList<string> Reports(Policy p) => [.. p.Reporting[c.Highest].SelectMany(l => l).Distinct().Select(b => Name(p, b))];
        IReadOnlyList<string> Steps(Policy p) => [.. p.Approval.Chain.Where(s => s.Id != ApprovalSteps.Draft && s.AppliesTo(c.Category, helped)).Select(s => Own(s, p))];
        IReadOnlyList<string> Outside(Policy p) => p.Approval.Outside.TryGetValue((c.Grade, c.Category), out var asked) ? [.. asked.Approve.Select(b => Name(p, b))] : [];
        // A step or body that is only called otherwise is the same one.
        string Name(Policy p, string body) => p == draft && had.Bodies.TryGetValue(body, out var known) ? known : p.Bodies.GetValueOrDefault(body, body);
        string Own(ApprovalStep step, Policy p) => p == draft && had.Approval.Chain.FirstOrDefault(s => s.Id == step.Id) is { } same ? same.Name : step.Name;
    }

    /// <summary>The duty under the draft; null when no rule gave its time.</summary>
    internal static TrialDuty? Retry(Case c, Duty duty, Rulebook draft, DateTimeOffset now)
    {
        if (duty.Clock is not { } clock) return null;
        var after = draft.Try(clock)?.DueAt;
        var met = duty.DischargedAt ?? (c.ClosedAt is { } closed && closed < now ? closed : now);
        return new(c.Id, c.Number, c.Title, duty.Rule, duty.Zh, duty.En, duty.DueAt, after, duty.DueAt < met, after < met);
    }
}
