using Huiying.Ground;
using Huiying.Handle;
using static Huiying.Handle.Deciding;

namespace Huiying.Respond;

/// <summary>What an answer means for its case (R05, R67–R69).</summary>
internal static class Answering
{
    /// <summary>Respond's entry in the publishing transaction: meets the answering duties (R67–R69, R34).</summary>
    public static Outcome<CaseEntry[]> Answer(Case c, Deciding d, Answered what)
    {
        if (c.ClosedAt is not null) return No("case.closed", "R48", "事件已销号。", "The event is closed.");
        var entries = new List<CaseEntry> { what };
        entries.AddRange(DutyEntries.Discharge(c, "R68", d.Now, what.Link));
        if (what.Kind == AnswerKind.Result)
        {
            entries.AddRange(DutyEntries.Discharge(c, "R67", d.Now, what.Link));
            entries.AddRange(DutyEntries.Discharge(c, "R69", d.Now, what.Link));
            entries.AddRange(DutyEntries.Discharge(c, "R34:response", d.Now, what.Link));
        }
        return entries.ToArray();
    }

    /// <summary>The effect of an answer (R05).</summary>
    public static Outcome<CaseEntry[]> Effect(Case c, Deciding d, EffectRecorded e) =>
        d.Bar(c, "R05", Role.Clerk, Role.SectionHead, Role.SectionOfficer) is { } no ? no
        : !c.Answers.Any(a => a.What.Release == e.Release) ? Refusal.NotFound("没有这份回应。", "There is no such answer.")
        : e.QuestionsAnswered < 0 || e.DemandsSettled < 0 ? Refusal.Invalid("R05", "数量不能为负。", "Counts cannot be negative.")
        : Missing("R05", (e.Satisfaction, "满意情况", "satisfaction")) is { } missing ? missing
        : Do(e);
}
