using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>A grade set by a leader at once, its confirmation afterwards, and what a change of grade begins (R22, R28, R31, R32, R39, R43–R45, R61).</summary>
internal static class Grading
{
    private static readonly Role[] AtOnce = [Role.PrincipalLeader, Role.SupervisingLeader, Role.DutyLeader, Role.PartySecretary];

    /// <summary>A leader sets the grade, before or after the assessment. Lowering it is for the first responsible persons only, and cancels nothing (R43).</summary>
    public static Outcome<CaseEntry[]> Set(Case c, Deciding d, Grade grade, string reason)
    {
        if (d.Bar(c, "R61", AtOnce) is { } no) return no;
        if (Missing("R61", (reason, "定级理由", "the reason for the grade")) is { } missing) return missing;
        if (grade == c.Grade) return No("grade.same", "R61", "等级没有变化。", "The grade is the same.");
        if (grade < c.Grade && d.Post("R43", Role.PrincipalLeader, Role.PartySecretary) is { } lower) return lower;
        if (grade < c.Grade && c.FirstNamed && c.Ruled(SuperiorMatter.LowerGrade) is null) return Commanding.ToSuperior("R43", d.Rules.Superior(c.Grade).Name);
        var open = new DutyOpener(c.Duties.Count, d);
        return new CaseEntry[] { new GradeSet(grade, reason.Trim()) }.Concat(Moved(c, d, grade, open, byGroup: false)).ToArray();
    }

    /// <summary>The Party group's secretary confirms afterwards what a leader decided (R22).</summary>
    public static Outcome<CaseEntry[]> Confirm(Case c, Deciding d, string opinion) =>
        d.Bar(c, "R22", Role.PartySecretary) is { } no ? no
        : !c.Duties.Any(x => x.Rule == Rules.Confirm && x.Open) ? No("grade.nothing", "R22", "没有待补议确认的定级。", "No grade waits for confirmation.")
        : Missing("R22", (opinion, "补议意见", "the group's opinion")) is { } missing ? missing
        : new CaseEntry[] { new GradeConfirmed(c.Grade, opinion.Trim()) }.Concat(DutyEntries.Discharge(c, Rules.Confirm, d.Now, opinion.Trim())).ToArray();

    /// <summary>What a grade begins: upward every duty of the new grade, downward a report of it; duties begun before stay.</summary>
    public static IReadOnlyList<CaseEntry> Moved(Case c, Deciding d, Grade to, DutyOpener open, bool byGroup)
    {
        var entries = new List<CaseEntry>();
        if (to > c.Grade) Raised(c, d, to, open, byGroup, entries);
        else if (to < c.Grade)
        {
            entries.Add(open.Of("R43", new(Rules.Change, c.Grade, false, false, null, d.Now), "降级情况以续报上报", "Report the lower grade upward"));
        }
        return entries;
    }

    private static void Raised(Case c, Deciding d, Grade to, DutyOpener open, bool byGroup, List<CaseEntry> entries)
    {
        Report(c, d, to, open, entries);
        if (!Owed(c, Rules.Plan) && c.Plans.Count == 0) entries.Add(open.Of(Rules.Plan, At(Rules.Plan, to, d.Now), "启动应急预案", "Start the contingency plan"));
        if (!Owed(c, Rules.WorkingGroup) && (c.Group is not { } group || to == Grade.Extraordinary && !group.What.LedByHead))
        {
            entries.Add(open.Of(Rules.WorkingGroup, At(Rules.WorkingGroup, to, d.Now),
                to == Grade.Extraordinary ? "组建专班，由主要领导任组长" : "组建专班",
                to == Grade.Extraordinary ? "Form the working group, led by the head of office" : "Form the working group"));
        }
        if (!byGroup && !Owed(c, Rules.Confirm))
        {
            entries.Add(open.Of(Rules.Confirm, At(Rules.Confirm, to, d.Now), $"{d.Rules.PartyGroup}补议确认", "The Party group confirms afterwards"));
        }
        if (c.Tracker is null && !Owed(c, "R45")) entries.Add(open.Prompt("R45", "指定跟踪人", "Name who tracks it", d.Now));
        Progress(c, d, to, open, entries);
    }

    /// <summary>Telephone and written report to each body of each line (R28, R30). What a body already has is not owed again: the change is reported instead.</summary>
    private static void Report(Case c, Deciding d, Grade to, DutyOpener open, List<CaseEntry> entries)
    {
        // The first grade anyone sets counts from awareness; a later rise from the moment it was known.
        var first = c.Grades.Count == 0;
        var from = first ? c.DiscoveredAt : d.Now;
        (string, string)? note = first ? null : ($"由{Words.Of(c.Grade)}升为{Words.Of(to)}：以定级时间为知悉该等级的时间", $"raised from {Words.En(c.Grade)}: known at the time it was set");
        foreach (var body in d.Rules.Bodies(to))
        {
            foreach (var (clock, written, zh, en) in new[]
            {
                (Rules.Phone, false, $"电话报告{body.Name}", $"Report to {body.Name} by telephone"),
                (Rules.Written, true, $"书面报告{body.Name}", $"Report to {body.Name} in writing"),
            })
            {
                var rule = $"{clock}:{body.Id}";
                var had = c.Sendings.Any(s => s.Counts && s.Written == written && s.What.Body == body.Id);
                // A stricter grade opens its own, shorter clock beside one that is already running.
                if (!had && !(Owed(c, rule) && to <= c.Highest)) entries.Add(open.Of(rule, At(clock, to, from), zh, en, note));
            }
        }
        // Once something has gone up, the new grade itself is a change to report.
        if (c.UpReports.Count > 0) entries.AddRange(Changing.Reported(c, d, to, open, "等级变化", "a change of grade"));
    }

    /// <summary>
    /// Progress reports are owed from the end of the first report's own time (R39). An extraordinary event owes its hours and the day's report (R44).
    /// </summary>
    private static void Progress(Case c, Deciding d, Grade to, DutyOpener open, List<CaseEntry> entries)
    {
        var since = c.Grades.Count == 0 ? c.DiscoveredAt : d.Now;
        var first = d.Rules.Try(At(Rules.Written, to, since))?.DueAt ?? d.Now;
        var from = c.UpReports.Count > 0 || first < d.Now ? d.Now : first;
        if (!Owed(c, Rules.Progress) || to > c.Highest)
        {
            entries.Add(open.Of(Rules.Progress, new(Rules.Progress, to, false, false, d.Now, from), "续报", "Progress report"));
        }
        if (to == Grade.Extraordinary && !Owed(c, Rules.DailyProgress))
        {
            entries.Add(open.Of(Rules.DailyProgress, At(Rules.DailyProgress, to, from), "每日续报", "The day's progress report"));
        }
    }

    private static bool Owed(Case c, string rule) => c.Duties.Any(x => x.Rule == rule && x.Open);

    internal static DueRequest At(string rule, Grade grade, DateTimeOffset from) => new(rule, grade, false, false, null, from);
}
