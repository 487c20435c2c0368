using Huiying.Ground;
using Huiying.Ground.Policies;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>From the brief to the Party group's decision (R20–R23, R56, R61, R63, R64).</summary>
internal static class Assessing
{
    /// <summary>Sends the brief up; refused while no claim has a verification entry, of which 待核 is a valid one (R18).</summary>
    public static Outcome<CaseEntry[]> Submit(Case c, Deciding d, string briefHash) =>
        d.Bar(c, "R18", Role.Clerk, Role.DutyOfficer) is { } no ? no
        : c.SubmittedAt is not null ? No("assess.submitted", "R20", "研判材料已报送。", "The brief has already gone up.")
        : !c.Claims.Any(x => x.Current is not null)
            ? No("assess.no-verification", "R18", "尚无核实记录，不能提交研判；“待核”也可作为核实记录。", "No verification entry yet; “unclear” is a valid one.")
        : Do(new SubmittedForAssessment(briefHash));

    /// <summary>
    /// One of the two separate receipts (R21); the Party group's also meets R24. One given on paper or by telephone may carry its own time, with how it was given: after
    /// the sending and not in the future; the entry keeps its own time beside it.
    /// </summary>
    public static Outcome<CaseEntry[]> Receive(Case c, Deciding d, Recipient by, DateTimeOffset? at = null, string? how = null)
    {
        var role = by == Recipient.PrincipalLeader ? Role.PrincipalLeader : Role.PartySecretary;
        if (d.Bar(c, "R21", by == Recipient.PartyGroup ? [Role.PartySecretary, Role.PartyMember] : [role]) is { } no) return no;
        if (c.SubmittedAt is not { } sent) return No("receive.nothing", "R21", "研判材料尚未报送。", "The brief has not gone up yet.");
        // An event merged into this one later brings its own report to the Party group, which signs for that one too.
        var brought = by == Recipient.PartyGroup && c.Duties.Any(x => x.Rule == "R24" && x.Open);
        if ((by == Recipient.PrincipalLeader ? c.ReceivedByPrincipalAt : c.ReceivedByPartyGroupAt) is not null && !brought)
        {
            return No("receive.twice", "R21", "已签收。", "Already received.");
        }
        if (at is null)
        {
            CaseEntry[] now = [new Received(by)];
            return by == Recipient.PartyGroup ? [.. now, .. DutyEntries.Discharge(c, "R24", d.Now, "党组签收研判材料")] : now;
        }
        if (at > d.Now) return Refusal.Invalid("R24", "签收时间不能晚于现在。", "It cannot have been received in the future.");
        // Minutes are what people type: the minute of the sending means the sending.
        if (at.Value.AddMinutes(1) <= sent) return Refusal.Invalid("R24", "签收时间不能早于报送时间。", "It cannot have been received before it was sent.");
        if (Missing("R24", (how ?? "", "怎样签收、为什么补登", "how it was received and why it is entered afterwards")) is { } missing) return missing;
        var received = Micros.Truncate(at < sent ? sent : at.Value);
        CaseEntry[] typed = [new Received(by, received, how!.Trim())];
        return by == Recipient.PartyGroup ? [.. typed, .. DutyEntries.Discharge(c, "R24", received, $"党组签收研判材料（{how.Trim()}）")] : typed;
    }

    /// <summary>Writes the assessment down; refused without both receipts (R21) or with any of its parts empty.</summary>
    public static Outcome<CaseEntry[]> Record(Case c, Deciding d, Assessment a, string minutesHash)
    {
        if (d.Bar(c, "R22", Role.Clerk) is { } no) return no;
        if (c.AssessedAt is not null) return No("assess.done", "R22", "党组研判已确认。", "The assessment has already been confirmed.");
        if (c.ReceivedByPrincipalAt is null || c.ReceivedByPartyGroupAt is null)
        {
            return No("assess.receipts", "R21", "须主要领导和机关党组分别签收后才能研判。", "Both receipts are needed: the principal leader's and the Party group's.");
        }
        if (Incomplete(a) is { } missing) return missing;
        if (a.HeldAt > d.Now) return Refusal.Invalid("R22", "研判时间不能晚于现在。", "The assessment cannot lie in the future.");
        if (a.Category is Category.Hype or Category.Fabrication)
        {
            return No("assess.category", "S05", "第二、三类须两人逐项举证另行认定；存疑按第一类办理。",
                "Categories 2 and 3 are set separately, by two persons with evidence per element; doubt means category 1.");
        }
        return Do(new AssessmentRecorded(a, minutesHash));
    }

    /// <summary>The Party group's secretary confirms: grade, category and the handling section hold from here, and their duties begin.</summary>
    public static Outcome<CaseEntry[]> Confirm(Case c, Deciding d)
    {
        if (d.Bar(c, "R22", Role.PartySecretary) is { } no) return no;
        if (c.Recorded is not { } a) return No("assess.no-record", "R22", "还没有研判记录。", "There is no assessment record yet.");
        if (c.AssessedAt is not null) return No("assess.done", "R22", "党组研判已确认。", "The assessment has already been confirmed.");
        var open = new DutyOpener(c.Duties.Count, d);
        var entries = new List<CaseEntry>
        {
            new AssessmentConfirmed(),
            new GradeSet(a.Grade, a.GradeReason),
            new CategorySet(a.Category, a.CategoryBasis),
            new Assigned(c.Assignments.Count + 1, a.HandlingSection, a.Plan),
        };
        entries.Add(open.Clocked("R08:sign", "承办科室签收", "The handling section signs for it", d.Now, a.Grade));
        // From major up the reports of R28 take the place of an ordinary event's; what a first responsible person decided not to report is not owed (R43).
        foreach (var body in a.Grade == Grade.Ordinary && c.Highest == Grade.Ordinary && c.NotToReport is null ? d.Rules.OutsideBodies : [])
        {
            entries.Add(open.Prompt($"R26:{body.Id}", $"将调查处置情况报{body.Name}", $"Report investigation and handling to {body.Name}", d.Now));
        }
        entries.AddRange(Grading.Moved(c, d, a.Grade, open, byGroup: true));
        entries.AddRange(Categorising.Begun(c, d, a.Category, open));
        entries.AddRange(DutyEntries.Discharge(c, Rules.Confirm, d.Now, "党组研判确认"));
        return entries.ToArray();
    }

    private static Refusal? Incomplete(Assessment a) =>
        Missing("R22", (a.Agenda, "议题", "the agenda"), (a.Opinions, "意见", "the opinions"), (a.Plan, "处置安排", "the plan"),
            (a.Reporting, "报告安排", "the reporting"))
        ?? (a.Present.Count == 0 ? Refusal.Invalid("R22", "请填写出席人员。", "List who was present.") : null)
        ?? Missing("R61", (a.GradeReason, "定级理由", "the reason for the grade"))
        ?? Missing("R56", (a.Factors.Nature, "事件性质", "nature"), (a.Factors.Influence, "影响力", "influence"), (a.Factors.Media, "媒体关注度", "media attention"),
            (a.Factors.Trend, "发展态势", "trend"), (a.Factors.Other, "其他因素", "other factors"))
        ?? Missing("R63", (a.CategoryBasis, "分类依据", "the basis of the category"))
        ?? Missing("R64", (a.HandlingSection.Value ?? "", "承办科室", "the handling section"))
        ?? Missing("R80", (a.SectionConcerned.Value ?? "", "涉事科室", "the section concerned"))
        ?? Missing("R23", (a.Lead.Value ?? "", "牵头领导", "the lead"))
        ?? (a.Helpers.Count == 0 ? Refusal.Invalid("R23", "请指定配合科室。", "Name the helping sections.") : null)
        ?? (a.Preparations.Count == 0 || a.Preparations.Any(string.IsNullOrWhiteSpace)
            ? Refusal.Invalid("R23", "请列明应对处置准备事项。", "List the preparation tasks.") : null)
        ?? Missing("R37", (a.Line, "口径", "the line to take"));
}
