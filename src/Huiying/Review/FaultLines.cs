using Huiying.Assess;
using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Review;

/// <summary>One of 迟漏谎瞒 with where it is and whether the clock has entered it already.</summary>
/// <param name="Case">The event; null for a topic that no event took and for what another office reported.</param>
/// <param name="Address">Its page.</param>
/// <param name="FoundAt">The ledger time of its entry; null until the next look of the clock.</param>
public sealed record FaultLine(FaultKind Kind, CaseId? Case, string About, string Address, string Zh, string En, DateTimeOffset? FoundAt);

/// <summary>
/// 迟漏谎瞒 of an office (R40–R43): computed each time from every event, closed and merged ones too, from unanswered topics and from what other offices reported. There is
/// no filter by post and nothing to switch off.
/// </summary>
public sealed class FaultLines(Cases cases, Topics topics, IncomingClock incoming, TimeProvider time)
{
    /// <summary>All of them, newest events first. Anyone who holds a post sees all.</summary>
    public async Task<Outcome<IReadOnlyList<FaultLine>>> Of(Actor actor, CancellationToken ct = default)
    {
        if (actor.Posts.Count == 0) return Refusal.NotYourPost("S11", "只有在本单位任职的人员可以查看。", "Only people holding a post in the office see it.");
        var now = time.GetUtcNow();
        var lines = new List<FaultLine>();
        foreach (var line in await cases.List(actor, closedToo: true, ct))
        {
            if (await cases.Find(actor, line.Id, ct) is not { } c) continue;
            // What was entered stays listed, whatever became of it since: a duty met late was missed before.
            var computed = Faults.Of(c, now);
            lines.AddRange(computed.Concat(c.Faults.Select(f => f.What).Where(f => computed.All(x => x.Key != f.Key)))
                .Select(f => new FaultLine(f.Kind, c.Id, $"{c.Number} {c.Title}", $"/events/{c.Id}", f.Zh, f.En, c.Faults.FirstOrDefault(x => x.What.Key == f.Key)?.At)));
        }
        var unanswered = await topics.List(actor, TopicFilter.Unanswered, ct: ct);
        if (unanswered.Ok)
        {
            lines.AddRange(unanswered.Value.Where(t => t.DueAt < now).Select(t =>
                new FaultLine(FaultKind.Missed, null, t.Title, $"/topics/{t.Id}", "话题到期没有答复（立项、并入或不予处理）", "A topic was not answered in time", t.DueAt)));
        }
        // The notice that its time was over is its entry in the ledger.
        lines.AddRange((await incoming.Late(actor.Office, ct)).Select(l => new FaultLine(FaultKind.Late, null, $"{l.Item.What.From} {l.Item.What.Title}", $"/incoming/{l.Item.Id}",
            $"{l.Duty.Zh}：晚于时限", $"{l.Duty.En}: later than its time", l.Duty.Notices.LastOrDefault(n => n.Level == NoticeLevel.Overdue)?.At)));
        return lines;
    }
}
