using Huiying.Assess;
using Huiying.Ground;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>
/// 并入 (R09, R41): a topic goes into an event, or one event into another. Both histories stay, and nothing owed is lost: every open duty of the merged
/// event goes on in the surviving one with the clock it had.
/// </summary>
internal static class Merging
{
    private static readonly Role[] Deciders =
        [Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary];

    /// <summary>A topic belongs to this event from here; tracking and figures take it in.</summary>
    public static Outcome<CaseEntry[]> TakeTopic(Case c, Deciding d, TopicFacts topic) =>
        Ready(c, d) is { } no ? no
        : c.Topics.Contains(topic.Id.Value) ? No("merge.topic-twice", "R09", "该话题已在本事件中。", "The topic is already in this event.")
        : Do(new TopicMerged(topic.Id.Value, topic.Title, topic.Posts, topic.DiscoveredAt));

    /// <summary>
    /// What the surviving event takes over: topics, claims with their verifications, and the open duties. Where it owes the same with no later time, one
    /// performance meets both and no second duty begins; otherwise the duty goes on with its own clock, however much of the kind was met before.
    /// </summary>
    public static Outcome<CaseEntry[]> Take(Case into, Case from, Deciding d)
    {
        if (Ready(into, d) is { } no) return no;
        var entries = new List<CaseEntry> { new CaseMerged(from.Id, from.Number, from.Title, from.DiscoveredAt, [.. from.Topics.Except(into.Topics)]) };
        var claim = into.Claims.Count;
        var verification = into.Claims.Sum(x => x.Verifications.Count);
        foreach (var c in from.Claims)
        {
            claim++;
            entries.Add(new ClaimMerged(claim, from.Number, c with
            {
                Number = claim,
                Verifications = [.. c.Verifications.Select(v => v with { Number = ++verification, Claim = claim })],
                Settled = c.Settled is { } s ? s with { Claim = claim } : null,
            }));
        }
        // Whom the merged event accuses keeps out of this one too (S09, S16).
        var naming = into.Namings.Count;
        entries.AddRange(from.Namings.Where(n => n.Holds && !(n.What.Person is { } p && into.Names(p)) && !(n.What.Section is { } s && into.Names(s)))
            .Select(n => n.What with { Naming = ++naming }));
        var duty = into.Duties.Count;
        entries.AddRange(from.Duties.Where(x => x.Open && !Covered(x, into)).Select(x => new DutyOpened(
            ++duty, x.Rule, x.Zh, x.En, x.From, x.DueAt, [.. x.Derivation, $"原属事件{from.Number}，并入后时限不变"],
            [.. x.DerivationEn, $"of event {from.Number}; unchanged by the merge"],
            // Asked again, it must be asked of the same rules.
            from.PolicyHash == into.PolicyHash ? x.Clock : null, from.PolicyHash == into.PolicyHash ? x.WeekendsOnly : null)));
        return entries.ToArray();
    }

    /// <summary>
    /// The merged event ends here. Refused once it was assessed, completed or answered: then its section, measures and answers stand on their own, and the
    /// other event is merged into this one instead.
    /// </summary>
    public static Outcome<CaseEntry[]> Leave(Case from, Case into, Deciding d, string reason)
    {
        if (d.Bar(from, "R09", Deciders) is { } no) return no;
        if (from.Id == into.Id) return No("merge.self", "R09", "不能并入自己。", "An event cannot be merged into itself.");
        if (Missing("R09", (reason, "并入理由", "why it is merged")) is { } missing) return missing;
        if (from.AssessedAt is not null || from.Answers.Count > 0)
        {
            return No("merge.under-way", "R09", "本事件已研判交办或已公开回应，不能并入别的事件；请把另一件并入本事件。",
                "This event is assessed or answered already; merge the other one into it instead.");
        }
        if (from.Highest > into.Highest || from.UpReports.Count > 0)
        {
            return No("merge.grade", "R43", "本事件等级更高或已向上报告，不能并入别的事件；请把另一件并入本事件。",
                "This event has the higher grade or has been reported upward; merge the other one into it instead.");
        }
        // What only this event can finish is finished here: the other one has neither the order nor the call.
        if (from.EmergencyCalls.Any(x => x.Review is null)) return No("merge.emergency", "S13", "本事件有紧急转办待复核，请先复核再并入。", "An emergency call waits for its review here: review it first.");
        if (from.Instructions.Any(i => i.Answer is null) || from.OpenOrders.Any() || from.Passings.Any(p => p.Receipt is null || p.Told is null)
            || from.Proposals.Any(p => p.Answer is null) || from.Secret is not null)
        {
            return No("merge.orders", "R08", "本事件有批示未反馈、转办未办完或跟踪建议未答复，请先办完再并入；涉密件不能并入。",
                "An order waits for feedback, a matter passed on is not finished or a proposal is not answered here: finish it first. A secret item is never merged.");
        }
        return new CaseEntry[] { new MergedInto(into.Id, into.Number, reason.Trim()) }
            .Concat(from.Duties.Where(x => x.Open).Select(x => new DutyCarried(x.Number, into.Id, into.Number))).ToArray();
    }

    private static bool Covered(Duty owed, Case into) =>
        into.Duties.Any(x => x.Open && x.Rule == owed.Rule && (x.DueAt ?? DateTimeOffset.MaxValue) <= (owed.DueAt ?? DateTimeOffset.MaxValue));

    private static Refusal? Ready(Case c, Deciding d) =>
        d.Bar(c, "R09", Deciders)
        ?? (c.CalmAt is not null
            ? No("merge.calm", "R48", "该事件已认定平稳，不能再并入；请另行立项，或按反弹重新跟踪。", "That event is calm; open another, or take it up again as a rebound.")
            : null);
}
