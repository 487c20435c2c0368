using Huiying.Ground;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>What the handling section does: sign for, return, take measures, settle demands, complete (R08, R10, R33, R67, R69).</summary>
internal static class Handling
{
    /// <summary>签收.</summary>
    public static Outcome<CaseEntry[]> Sign(Case c, Deciding d)
    {
        if (Section(c, d, "R08", heads: true) is { } no) return no;
        if (c.Assigned!.SignedAt is not null) return No("assign.signed", "R08", "已签收。", "Already signed for.");
        return new CaseEntry[] { new AssignmentSigned(c.Assigned.Number) }.Concat(DutyEntries.Discharge(c, "R08:sign", d.Now, "承办科室签收")).ToArray();
    }

    /// <summary>退回改派: once per case, with reason; the office then decides (R08).</summary>
    public static Outcome<CaseEntry[]> Return(Case c, Deciding d, string reason)
    {
        if (Section(c, d, "R08", heads: true) is { } no) return no;
        if (Missing("R08", (reason, "退回理由", "why it is returned")) is { } missing) return missing;
        if (c.Assignments.Any(a => a is { Returned: not null, TakenBack: false }))
        {
            return No("assign.returned-once", "R08", "本事件已退回过一次，不能再次退回；如有异议请报办公室决定。", "It was returned once already; the office decides.");
        }
        if (c.CompletedAt is not null) return No("assign.completed", "R08", "已办结，不能退回。", "Handling is already completed.");
        if (d.Now > d.Rules.Due("R08:return", c.Grade, c.Assigned!.At).DueAt)
        {
            return No("assign.return-late", "R08", "已超过退回时限。", "The time for returning it has passed.");
        }
        return new CaseEntry[] { new AssignmentReturned(c.Assigned.Number, reason.Trim()) }
            .Concat(DutyEntries.Discharge(c, "R08:sign", d.Now, "承办科室退回")).ToArray();
    }

    /// <summary>交办: the office assigns again after a return.</summary>
    public static Outcome<CaseEntry[]> Assign(Case c, Deciding d, SectionId section, string request)
    {
        if (d.Bar(c, "R08", Role.Clerk, Role.SupervisingLeader) is { } no) return no;
        if (c.AssessedAt is null) return No("assign.early", "R22", "党组研判确认后才能交办。", "It is assigned after the assessment is confirmed.");
        if (c.Assigned is not null) return No("assign.held", "R09", "已有承办科室。", "A section already handles it.");
        if (Missing("R64", (section.Value ?? "", "承办科室", "the handling section"), (request, "办理要求", "what is asked")) is { } missing) return missing;
        return Do(
            new Assigned(c.Assignments.Count + 1, section, request.Trim()),
            new DutyOpener(c.Duties.Count, d).Clocked("R08:sign", "承办科室签收", "The handling section signs for it", d.Now, c.Grade));
    }

    /// <summary>A measure with owner and due time.</summary>
    public static Outcome<CaseEntry[]> SetMeasure(Case c, Deciding d, string text, PersonId owner, DateTimeOffset due)
    {
        if (Signed(c, d, "R33") is { } no) return no;
        if (Missing("R33", (text, "措施", "the measure"), (owner.Value ?? "", "责任人", "the owner")) is { } missing) return missing;
        if (due <= d.Now) return Refusal.Invalid("R33", "完成时限须晚于现在。", "The due time must lie ahead.");
        if (c.CompletedAt is not null) return No("measure.completed", "R33", "已办结。", "Handling is already completed.");
        var number = c.Measures.Count + 1;
        var open = new DutyOpener(c.Duties.Count, d);
        return new CaseEntry[]
        {
            new MeasureSet(number, text.Trim(), owner, Micros.Truncate(due)),
            open.Set($"R33:{number}", $"措施{number}：{text.Trim()}", $"Measure {number}", d.Now, Micros.Truncate(due)),
        }.Concat(Changing.Reported(c, d, c.Grade, open, "处置措施变化", "a change of measures")).ToArray();
    }

    /// <summary>More time for a measure: <see cref="Extending"/> of its duty (R08).</summary>
    public static Outcome<CaseEntry[]> Extend(Case c, Deciding d, int measure, DateTimeOffset due, string reason)
    {
        if (d.Bar(c, "R08", Role.SupervisingLeader, Role.PrincipalLeader) is { } no) return no;
        if (c.Measures.All(x => x.Number != measure)) return Refusal.NotFound("没有这项措施。", "There is no such measure.");
        return c.Duties.FirstOrDefault(x => x.Open && x.Rule == $"R33:{measure}") is { } owed
            ? Extending.Extend(c, d, owed.Number, due, reason)
            : No("measure.done", "R33", "该措施已完成。", "The measure is already done.");
    }

    /// <summary>The measure is done, with evidence.</summary>
    public static Outcome<CaseEntry[]> FinishMeasure(Case c, Deciding d, int measure, string evidence)
    {
        if (Signed(c, d, "R33") is { } no) return no;
        var m = c.Measures.FirstOrDefault(x => x.Number == measure);
        if (m is null) return Refusal.NotFound("没有这项措施。", "There is no such measure.");
        if (m.DoneAt is not null) return No("measure.done", "R33", "该措施已完成。", "The measure is already done.");
        if (Missing("R33", (evidence, "完成情况和依据", "the evidence")) is { } missing) return missing;
        return new CaseEntry[] { new MeasureDone(measure, evidence.Trim()) }
            .Concat(DutyEntries.Discharge(c, $"R33:{measure}", d.Now, evidence.Trim()))
            .Concat(Changing.Reported(c, d, c.Grade, new DutyOpener(c.Duties.Count, d), "处置措施变化", "a change of measures")).ToArray();
    }

    /// <summary>A demand gets its outcome and legal basis.</summary>
    public static Outcome<CaseEntry[]> Settle(Case c, Deciding d, int claim, DemandOutcome outcome, string basis, string explanation)
    {
        if (Signed(c, d, "R10") is { } no) return no;
        var about = c.Claims.FirstOrDefault(x => x.Number == claim);
        if (about is not { Kind: ClaimKind.Demand }) return Refusal.NotFound("没有这项诉求。", "There is no such demand.");
        if (about.Settled is not null) return No("demand.settled", "R10", "该诉求已有办理结果。", "The demand already has its outcome.");
        if (Missing("R10", (basis, "法律政策依据", "the legal basis"), (explanation, "办理说明", "the explanation")) is { } missing) return missing;
        if (outcome == DemandOutcome.PassedOn && Transferring.Settled(c, claim) is { } unpassed) return unpassed;
        return Do(new DemandSettled(claim, outcome, basis.Trim(), explanation.Trim()));
    }

    /// <summary>能当即回复: two working hours from now (R67).</summary>
    public static Outcome<CaseEntry[]> FlagAtOnce(Case c, Deciding d)
    {
        if (d.Bar(c, "R67", Role.Clerk, Role.SectionHead, Role.SectionOfficer) is { } no) return no;
        if (c.AtOnce) return No("at-once.set", "R67", "已标记为能当即回复。", "Already marked.");
        if (c.HasResult) return No("at-once.answered", "R67", "已回复办理结果。", "The result is already published.");
        return Do(new FlaggedAtOnce(), new DutyOpener(c.Duties.Count, d).Clocked("R67", "能当即回复的当即回复", "Answer at once", d.Now, c.Grade));
    }

    /// <summary>
    /// 办结: every measure and demand must have ended; the result is then owed the same day (R69). Of the section's record and the last measure's evidence the
    /// earlier is the completion, so that a record entered a day later buys no day. The days of tracking begin there too (R46).
    /// </summary>
    public static Outcome<CaseEntry[]> Complete(Case c, Deciding d, string result)
    {
        if (Signed(c, d, "R69") is { } no) return no;
        if (c.CompletedAt is not null) return No("complete.twice", "R69", "已办结。", "Already completed.");
        if (Missing("R69", (result, "办理结果", "the result")) is { } missing) return missing;
        if (c.Measures.FirstOrDefault(m => m.DoneAt is null) is { } m)
        {
            return No("complete.measure", "R33", $"措施{m.Number}尚未完成，请先登记它的完成情况和依据。", $"Measure {m.Number} is not done yet; enter first how it was done.");
        }
        if (c.Claims.FirstOrDefault(x => x.Kind == ClaimKind.Demand && x.Settled is null) is { } demand)
        {
            return No("complete.demand", "R10", $"诉求“{demand.Text}”尚无办理结果和依据。", $"Demand {demand.Number} has no outcome yet.");
        }
        var ended = c.Measures.Max(m => m.DoneAt) ?? d.Now;
        var open = new DutyOpener(c.Duties.Count, d);
        var entries = new List<CaseEntry> { new HandlingCompleted(result.Trim()) };
        // Sent back and completed again, it is owed by the day of the first completion.
        if (!c.HasResult && !c.Duties.Any(x => x.Open && x.Rule == "R69")) entries.Add(open.Clocked("R69", "办结之日内回复处理结果", "Publish the result on the day of completion", ended, c.Grade));
        // The days of tracking are counted from the end of handling: whoever tracked before goes on, now with a clock (R46).
        if (c.Duties.Any(x => x is { Rule: "R46", Open: true, DueAt: null }))
        {
            entries.AddRange(DutyEntries.Discharge(c, "R46", d.Now, "已办结，跟踪期自此起算"));
            entries.Add(open.Clocked("R46", "办结后动态跟踪至平稳", "Track after handling until calm", ended, c.Grade));
        }
        return entries.ToArray();
    }

    private static Refusal? Section(Case c, Deciding d, string clause, bool heads)
    {
        if (d.Bar(c, clause, Role.SectionHead, Role.SectionOfficer) is { } no) return no;
        if (c.Assigned is not { } a) return No("section.none", "R64", "尚未交办科室。", "No section handles it yet.");
        var mine = d.Actor.Is(Role.SectionHead, a.Section) || (!heads && d.Actor.Is(Role.SectionOfficer, a.Section));
        return mine ? null : No("section.other", "R08", heads ? "只能由承办科室负责人办理。" : "只能由承办科室办理。", "Only the handling section may do this.");
    }

    private static Refusal? Signed(Case c, Deciding d, string clause) =>
        Section(c, d, clause, heads: false)
        ?? (c.Assigned!.SignedAt is null ? No("section.unsigned", "R08", "承办科室尚未签收。", "The section has not signed for it yet.") : null);
}
