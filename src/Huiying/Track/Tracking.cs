using Huiying.Assess;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;

namespace Huiying.Track;

/// <summary>Tracking after the answer: who looks, what is seen, calm and rebound (R45–R49).</summary>
public sealed class Tracking(Cases cases, People people, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Names who tracks; a change needs a hand-over record (R45).</summary>
    public Task<Outcome<Case>> Name(Actor actor, CaseId id, PersonId tracker, string? handOver, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "tracking.name", (c, d) => Following.Track(c, d, tracker, handOver), ct, seen);

    /// <summary>The tracker leaves; from major grade up only with a successor (R45).</summary>
    public async Task<Outcome<Case>> Leave(Actor actor, CaseId id, PersonId? successor, string handOver, CancellationToken ct, long? seen = null)
    {
        var known = successor is not { } s || await people.Actor(actor.Office, s, ct) is not null;
        return await cases.Change(actor, id, "tracking.leave",
            (c, d) => known ? Following.Leave(c, d, successor, handOver) : Refusal.NotFound("接替人不在本单位人员中。", "The successor is not one of the office's people."), ct, seen);
    }

    /// <summary>Open events from major grade up whose tracker is missing or no longer holds a post: tracking is vacant (R45).</summary>
    public async Task<IReadOnlyList<CaseLine>> Vacant(OfficeId office, CancellationToken ct = default)
    {
        var here = (await people.List(office, ct)).Where(p => p.Posts.Count > 0).Select(p => p.Id).ToHashSet();
        var vacant = new List<CaseLine>();
        foreach (var line in (await cases.List(office, ct: ct)).Where(l => l.Grade != Grade.Ordinary))
        {
            if ((await cases.Find(office, line.Id, ct))?.Tracker is not { } tracker || !here.Contains(tracker)) vacant.Add(line);
        }
        return vacant;
    }

    /// <summary>The tracker writes what is seen; the topic's figures are added by the program (R46).</summary>
    public async Task<Outcome<Case>> Observe(Actor actor, CaseId id, string text, CancellationToken ct, long? seen = null)
    {
        var figures = await Figures(actor.Office, id, ct);
        return await cases.Change(actor, id, "tracking.observe", (c, d) => Following.Observe(c, d, text, automatic: false, figures), ct, seen);
    }

    /// <summary>A person sets calm; whether the policy's figures agree is recorded beside it (R49).</summary>
    public async Task<Outcome<Case>> SetCalm(Actor actor, CaseId id, string reason, CancellationToken ct, long? seen = null)
    {
        var facts = await Facts(actor.Office, id, ct);
        return await cases.Change(actor, id, "tracking.calm", (c, d) => Following.Calm(c, d, reason, Quiet(facts, d)), ct, seen);
    }

    /// <summary>Whether new mentions stayed under the policy's share of the peak for the policy's time. Without a topic nothing speaks against it.</summary>
    public static bool Quiet(TopicFacts? facts, Deciding d) => facts is null || Calm(facts, d.Rules.Policy, d.Now).Met;

    /// <summary>The standard of calm against a topic's figures: new mentions in the policy's time, the number they must stay under, and whether they do (R49).</summary>
    public static (int New, double Under, bool Met) Calm(TopicFacts facts, Policy policy, DateTimeOffset now)
    {
        var (since, under) = (facts.Since(now - policy.Calm.QuietFor), Math.Max(1, policy.Calm.BelowPeak * facts.PeakDay()));
        return (since, under, since < under);
    }

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
        if (d.Now - Last(c, automatic: true) >= Day)
        {
            entries.Add(new Observed($"累计{figures.Posts}条，近24小时新增{figures.LastDay}条，峰值{figures.PeakDay}条", Automatic: true, figures));
        }
        if (d.Now - Last(c, automatic: false) >= Day && c.Duties.LastOrDefault(x => x.Rule == "R46" && x.Open) is { } duty
            && duty.Notices.All(n => d.Now - n.At >= Day))
        {
            entries.Add(new DutyNoticed(duty.Number, NoticeLevel.Near, [tracker]));
        }
        return [.. entries];
    }

    private static DateTimeOffset Last(Case c, bool automatic) =>
        c.Observations.Where(o => o.Automatic == automatic).Select(o => o.At).DefaultIfEmpty(c.TrackedSince!.Value).Max();

    private Task<TopicFacts?> Facts(OfficeId office, CaseId id, CancellationToken ct) => cases.Topic(office, id, ct);

    private async Task<Figures?> Figures(OfficeId office, CaseId id, CancellationToken ct) =>
        await Facts(office, id, ct) is { } f ? new Figures(f.Posts, f.LastDay(time.GetUtcNow()), f.PeakDay()) : null;
}
