using Huiying.Assess;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Handle;
using static Huiying.Handle.Deciding;

namespace Huiying.Track;

/// <summary>A measure taken because of a proposal.</summary>
public sealed record ProposedMeasure(string Text, PersonId Owner, DateTimeOffset DueAt);

/// <summary>Thresholds propose, people decide: each proposal is answered, by acting on it or by a reason (R47, R61).</summary>
internal static class Proposing
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private static readonly Role[] Deciders = [Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader];

    /// <summary>What the figures propose now, with the duty to answer. Nothing twice while it waits, nor within a day of its answer.</summary>
    public static IEnumerable<CaseEntry> Of(Case c, TopicFacts facts, Figures figures, Deciding d)
    {
        var (policy, number, open) = (d.Rules.Policy.Proposals, c.Proposals.Count, new DutyOpener(c.Duties.Count, d));
        var before = facts.Hours.Where(h => h.Hour > d.Now - 2 * Day && h.Hour <= d.Now - Day).Sum(h => h.Count);
        if (figures.LastDay >= policy.AtLeast && figures.LastDay >= policy.Growth * before && Fresh(c, d, "growth"))
        {
            foreach (var e in Propose(new(++number, ProposalKind.Measure, "growth", null,
                $"近24小时新增{figures.LastDay}条，前24小时{before}条，达到{policy.Growth:0.##}倍：建议采取措施", $"{figures.LastDay} new mentions in 24 hours after {before} in the 24 hours before: take a measure", figures))) yield return e;
        }
        if (facts.Suggested > c.Grade && Fresh(c, d, "grade", facts.Suggested))
        {
            foreach (var e in Propose(new(++number, ProposalKind.Regrade, "grade", facts.Suggested,
                $"规则建议{Words.Of(facts.Suggested)}，现为{Words.Of(c.Grade)}：建议调整等级", $"the rules suggest {Words.En(facts.Suggested)}, it is {Words.En(c.Grade)}: set another grade", figures))) yield return e;
        }
        if (policy.Overdue && c.Duties.Any(x => x.Rule == Rules.Tracking && x.Open && x.Late(d.Now)) && !c.Proposals.Any(p => p.What.Rule == "overdue" && p.At > (c.ReboundedAt ?? DateTimeOffset.MinValue)))
        {
            foreach (var e in Propose(new(++number, ProposalKind.Measure, "overdue", null, "跟踪期已满仍未平稳：建议采取措施", "the tracking time is over without calm: take a measure", figures))) yield return e;
        }

        CaseEntry[] Propose(TrackingProposed p) =>
        [
            p, open.Of($"{Rules.Proposal}:{p.Proposal}", new DueRequest(Rules.Proposal, c.Grade, false, false, null, d.Now), $"答复跟踪建议：{p.Zh}", $"Answer the proposal: {p.En}"),
        ];
    }

    /// <summary>Answers one. A measure is taken in the same act; a grade must have been set since; a refusal gives its reason.</summary>
    public static Outcome<CaseEntry[]> Answer(Case c, Deciding d, int proposal, bool accepted, string reason, ProposedMeasure? measure)
    {
        if (d.Bar(c, "R47", Deciders) is { } no) return no;
        if (c.Proposals.FirstOrDefault(p => p.What.Proposal == proposal) is not { } made) return Refusal.NotFound("没有这项建议。", "There is no such proposal.");
        if (made.Answer is not null) return No("proposal.answered", "R47", "这项建议已答复。", "It is answered already.");
        var entries = new List<CaseEntry>();
        int? number = null;
        if (accepted && made.What.Kind == ProposalKind.Measure)
        {
            if (measure is null || Missing("R47", (measure.Text, "采取的措施", "the measure"), (measure.Owner.Value ?? "", "责任人", "the owner")) is not null)
            {
                return Refusal.Invalid("R47", "采纳建议须写明采取的措施、责任人和完成时限；不采纳请写明理由。", "Accepting takes a measure with owner and due time; otherwise say why not.");
            }
            if (measure.DueAt <= d.Now) return Refusal.Invalid("R33", "完成时限须晚于现在。", "The due time must lie ahead.");
            number = c.Measures.Count + 1;
            var due = Micros.Truncate(measure.DueAt);
            entries.Add(new MeasureSet(number.Value, measure.Text.Trim(), measure.Owner, due));
            var open = new DutyOpener(c.Duties.Count, d);
            entries.Add(open.Set($"R33:{number}", $"措施{number}：{measure.Text.Trim()}", $"Measure {number}", d.Now, due));
            // A measure is a change that goes up, whoever proposed it (R39).
            entries.AddRange(Changing.Reported(c, d, c.Grade, open, "处置措施变化", "a change of measures"));
        }
        else if (accepted && !c.Grades.Any(g => g.Value >= made.What.Grade && g.At >= made.At))
        {
            return No("proposal.not-graded", "R47", "采纳调整等级的建议，请先在“重大事项”页定级，再回到这里答复。", "To accept another grade, set it first on the page 重大事项, then answer here.");
        }
        else if (!accepted && Missing("R47", (reason, "不采纳的理由", "why it is not accepted")) is { } missing) return missing;
        entries.Insert(0, new ProposalAnswered(proposal, accepted, reason.Trim(), number));
        entries.AddRange(DutyEntries.Discharge(c, $"{Rules.Proposal}:{proposal}", d.Now, accepted ? "已采纳" : $"不采纳：{reason.Trim()}"));
        return entries.ToArray();
    }

    private static bool Fresh(Case c, Deciding d, string rule, Grade? grade = null) =>
        c.Proposals.Where(p => p.What.Rule == rule && (grade is null || p.What.Grade >= grade)).All(p => p.Answer is { } a && d.Now - a.At >= Day);
}
