using Huiying.Assess;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;

namespace Huiying.Track;

/// <summary>Tracking after the answer: who looks, what is seen, calm and rebound (R45–R49).</summary>
public sealed class Tracking(Cases cases, People people, Vacancies vacancies, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Names who tracks; a change needs a hand-over record. Refused for somebody who could not go on (R45).</summary>
    public async Task<Outcome<Case>> Name(Actor actor, CaseId id, PersonId tracker, string? handOver, CancellationToken ct, long? seen = null)
    {
        var gone = string.IsNullOrEmpty(tracker.Value) ? null : await Gone(actor.Office, tracker, ct);
        return await cases.Change(actor, id, "tracking.name", (c, d) => gone is null ? Following.Track(c, d, tracker, handOver) : Absent(gone), ct, seen);
    }

    /// <summary>The tracker leaves; from major grade up only with a successor (R45).</summary>
    public async Task<Outcome<Case>> Leave(Actor actor, CaseId id, PersonId? successor, string handOver, CancellationToken ct, long? seen = null)
    {
        var gone = successor is { } s ? await Gone(actor.Office, s, ct) : null;
        return await cases.Change(actor, id, "tracking.leave", (c, d) => gone is null ? Following.Leave(c, d, successor, handOver) : Absent(gone), ct, seen);
    }

    /// <summary>
    /// One look at every open event: where the named tracker has left, holds no post, has a closed account or is away, tracking is vacant and from major
    /// grade up a successor is owed at once (R45). Looking twice enters nothing twice.
    /// </summary>
    public async Task Relieve(OfficeId office, CancellationToken ct)
    {
        var everyone = await people.List(office, ct);
        var closed = await vacancies.Closed(office, ct);
        foreach (var line in await cases.List(office, ct: ct))
        {
            // Most events have someone: only a vacant one is worth an act.
            if (await cases.Find(office, line.Id, ct) is not { } found || found.Tracker is null && found.Grade == Grade.Ordinary
                || found.Tracker is { } named && Absence.Of(named, everyone, closed) is null) continue;
            await cases.Change(Actor.Clock(office), line.Id, "tracking.vacant",
                (c, d) => Following.Vacated(c, d, c.Tracker is { } tracker ? Absence.Of(tracker, everyone, closed) : null, everyone), ct);
        }
    }

    /// <summary>The tracker writes what is seen; the topic's figures are added by the program (R46).</summary>
    public async Task<Outcome<Case>> Observe(Actor actor, CaseId id, string text, CancellationToken ct, long? seen = null)
    {
        var figures = await Figures(actor.Office, id, ct);
        return await cases.Change(actor, id, "tracking.observe", (c, d) => Following.Observe(c, d, text, automatic: false, figures), ct, seen);
    }

    /// <summary>A person sets calm; whether the policy's figures agree is recorded beside it (R49).</summary>
    /// <param name="explained">Why posts vanished, where they are more than the policy lets pass.</param>
    public async Task<Outcome<Case>> SetCalm(Actor actor, CaseId id, string reason, CancellationToken ct, long? seen = null, string? explained = null)
    {
        var facts = await Facts(actor.Office, id, ct);
        return await cases.Change(actor, id, "tracking.calm", (c, d) => Following.Calm(c, d, reason, Quiet(facts, d), facts, explained), ct, seen);
    }

    /// <summary>Answers what a threshold proposed: accepted and acted on, or refused with the reason (R47).</summary>
    public Task<Outcome<Case>> Answer(Actor actor, CaseId id, int proposal, bool accepted, string reason, ProposedMeasure? measure, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "tracking.answer", (c, d) => Proposing.Answer(c, d, proposal, accepted, reason, measure), ct, seen);

    /// <summary>Whether new mentions stayed under the policy's share of the peak for the policy's time. Without a topic nothing speaks against it.</summary>
    public static bool Quiet(TopicFacts? facts, Deciding d) => facts is null || Calm(facts, d.Rules.Policy, d.Now).Met;

    /// <summary>The standard of calm against a topic's figures: new mentions in the policy's time, the number they must stay under, and whether they do (R49).</summary>
    public static (int New, double Under, bool Met) Calm(TopicFacts facts, Policy policy, DateTimeOffset now)
    {
        var (since, under) = (facts.Since(now - policy.Calm.QuietFor), Math.Max(1, policy.Calm.BelowPeak * facts.PeakDay()));
        return (since, under, since < under);
    }

    /// <summary>Whether calm needs a written explanation of vanished posts (R49).</summary>
    public static bool Unexplained(TopicFacts facts, Policy policy) => Following.Unexplained(facts, policy);

    /// <summary>Cases the clock looks at: those with a topic, closed ones too.</summary>
    public Task<IReadOnlyList<CaseId>> Due(OfficeId office, CancellationToken ct) => cases.Followed(office, ct);

    /// <summary>One look by the clock: a daily observation with figures, the alert when the tracker was silent for 24 hours, and the rebound alert.</summary>
    public async Task Look(OfficeId office, CaseId id, CancellationToken ct)
    {
        if (await Facts(office, id, ct) is not { } facts) return;
        await cases.Change(Actor.Clock(office), id, "tracking.look", (c, d) => Seen(c, facts, d), ct);
    }

    /// <summary>What a look at this moment enters; empty when there is nothing new to say.</summary>
    internal static CaseEntry[] Seen(Case c, TopicFacts facts, Deciding d)
    {
        var figures = new Figures(facts.Posts, facts.LastDay(d.Now), facts.PeakDay());
        if (c.CalmAt is { } calm)
        {
            var since = facts.Hours.Where(h => h.Hour >= calm && h.Hour > d.Now - Day).Sum(h => h.Count);
            var alert = Math.Max(1, Math.Ceiling(d.Rules.Policy.ReboundAbovePeak * figures.PeakDay));
            return since < alert ? [] : Following.Rebound(c, d, figures, $"平稳后24小时内新增{since}条，达到预警比例（峰值{figures.PeakDay}条）").Value;
        }
        if (c.Tracker is not { } tracker || c.ClosedAt is not null) return [];
        var entries = new List<CaseEntry>();
        if (d.Now - Last(c, automatic: true) >= Every(d, c))
        {
            entries.Add(new Observed($"累计{figures.Posts}条，近24小时新增{figures.LastDay}条，峰值{figures.PeakDay}条", Automatic: true, figures));
        }
        if (d.Now - Last(c, automatic: false) >= Every(d, c) && c.Duties.LastOrDefault(x => x.Rule == "R46" && x.Open) is { } duty
            && duty.Notices.All(n => d.Now - n.At >= Every(d, c)))
        {
            entries.Add(new DutyNoticed(duty.Number, NoticeLevel.Near, [tracker]));
        }
        // Proposals number their duties from the case's own, so they come last.
        entries.AddRange(Proposing.Of(c, facts, figures, d));
        return [.. entries];
    }

    /// <summary>How often the policy wants an observation (R46).</summary>
    private static TimeSpan Every(Deciding d, Case c) => d.Rules.Policy.Rules[Rules.Observation].Terms.GetValueOrDefault(c.Grade).Clock is { Ticks: > 0 } often ? often : Day;

    private static DateTimeOffset Last(Case c, bool automatic) =>
        c.Observations.Where(o => o.Automatic == automatic).Select(o => o.At).DefaultIfEmpty(c.TrackedSince!.Value).Max();

    private static Refusal Absent(string why) => new("track.absent", "R45", $"此人{why}，不能担任跟踪人。", "That person has left, holds no post, cannot sign in or is away, and cannot track.");

    private async Task<string?> Gone(OfficeId office, PersonId person, CancellationToken ct) =>
        Absence.Of(person, await people.List(office, ct), await vacancies.Closed(office, ct));

    private Task<TopicFacts?> Facts(OfficeId office, CaseId id, CancellationToken ct) => cases.Topic(office, id, ct);

    private async Task<Figures?> Figures(OfficeId office, CaseId id, CancellationToken ct) =>
        await Facts(office, id, ct) is { } f ? new Figures(f.Posts, f.LastDay(time.GetUtcNow()), f.PeakDay()) : null;
}
