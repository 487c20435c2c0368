using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Tests.Year;

/// <summary>From the brief to the Party group's decision, and the grade (R18–R32, R43–R45, R61).</summary>
internal sealed partial class OracleEvent
{
    private static readonly Role[] Leaders = [Role.PrincipalLeader, Role.SupervisingLeader, Role.PartySecretary];

    public bool Submitted { get; private set; }
    public bool ByPrincipal { get; private set; }
    public bool ByGroup { get; private set; }
    public Assessment? Recorded { get; private set; }
    public bool Assessed { get; private set; }
    public bool PlanActive { get; private set; }
    public bool NotReported { get; private set; }

    /// <summary>The working group at work: led by the head of office or not; null while there is none.</summary>
    public bool? GroupByHead { get; private set; }
    public bool Sudden { get; private set; }

    public Verdict Submit(Who who) => Gate("R18", who, Role.Clerk, Role.DutyOfficer).Needs(!Submitted, "R20").Needs(Claims.Any(c => c.Found.Count > 0), "R18").Then(() => Submitted = true);

    /// <summary>Two separate receipts (R21); the Party group's is also the report to it (R24).</summary>
    public Verdict Receive(Who who, Recipient by, DateTimeOffset now)
    {
        var verdict = by == Recipient.PrincipalLeader ? Gate("R21", who, Role.PrincipalLeader) : Gate("R21", who, Role.PartySecretary, Role.PartyMember);
        // What a merged event brought along is signed for as well.
        var again = by == Recipient.PrincipalLeader ? ByPrincipal : ByGroup && !Owes("R24");
        return verdict.Needs(Submitted, "R21").Needs(!again, "R21").Then(() =>
        {
            if (by == Recipient.PrincipalLeader) ByPrincipal = true;
            else
            {
                ByGroup = true;
                Met("R24", now);
            }
        });
    }

    /// <summary>The record needs both receipts, all its parts, and sets neither category 2 nor 3 (R21–R23, R56, R61, R63, R64, R80, S05).</summary>
    public Verdict Record(Who who, Assessment a, DateTimeOffset now) => Gate("R22", who, Role.Clerk).Needs(!Assessed, "R22").Needs(ByPrincipal && ByGroup, "R21")
        .Says("R22", a.Agenda, a.Opinions, a.Plan, a.Reporting).Needs(a.Present.Count > 0, "R22").Needs(a.HeldAt <= now, "R22")
        .Says("R61", a.GradeReason).Says("R56", a.Factors.Nature, a.Factors.Influence, a.Factors.Media, a.Factors.Trend, a.Factors.Other).Says("R63", a.CategoryBasis)
        .Says("R64", a.HandlingSection.Value).Says("R80", a.SectionConcerned.Value).Says("R23", a.Lead.Value).Needs(a.Helpers.Count > 0 && a.Preparations.Count > 0, "R23").Says("R37", a.Line)
        .Needs(a.Category is Category.Inquiry or Category.Suggestion, "S05")
        .Then(() => Recorded = a);

    /// <summary>The decision holds once the secretary confirms it. An ordinary event's two outside reports begin (R26), unless it was decided not to report it (R43).</summary>
    public Verdict Confirm(Who who, DateTimeOffset now) => Gate("R22", who, Role.PartySecretary).Needs(Recorded is not null, "R22").Needs(!Assessed, "R22").Then(() =>
    {
        var a = Recorded!;
        Assessed = true;
        Handler = a.HandlingSection.Value;
        AssignedAt = now;
        Owe("R08:sign", now, a.Grade);
        if (a.Grade == Grade.Ordinary && Highest == Grade.Ordinary && !NotReported) foreach (var body in OrdinaryBodies) Promptly($"R26:{body}", now);
        Moves(a.Grade, now, group: true);
        Grades.Add((a.Grade, now));
        Categorised(a.Category);
        Met("R22:confirm", now);
    });

    /// <summary>先处置后补议: a leader sets it at once; lowering it is the first responsible persons' (R22, R43, R61).</summary>
    public Verdict SetGrade(Who who, Grade grade, string reason, DateTimeOffset now) => Gate("R61", who, Leaders).Says("R61", reason).Needs(grade != Grade, "R61")
        .Needs(grade >= Grade || who.Is(Role.PrincipalLeader, Role.PartySecretary), "R43")
        .Then(() =>
        {
            Moves(grade, now, group: false);
            Grades.Add((grade, now));
        });

    public Verdict ConfirmGrade(Who who, string opinion, DateTimeOffset now) =>
        Gate("R22", who, Role.PartySecretary).Needs(Owes("R22:confirm"), "R22").Says("R22", opinion).Then(() => Met("R22:confirm", now));

    private void Moves(Grade to, DateTimeOffset now, bool group)
    {
        if (to > Grade) Rises(to, now, group);
        // Downwards from major up: told upward as a progress report, and nothing begun is cancelled (R43).
        if (to < Grade) Owe("R43", now, rule: "R39:change");
    }

    private void Rises(Grade to, DateTimeOffset now, bool group)
    {
        // The clock runs from awareness (R28). Of a grade it rises to later, the office is aware when somebody finds it so.
        var first = Grades.Count == 0;
        var aware = first ? Discovered : now;
        foreach (var body in MajorBodies)
        {
            foreach (var (rule, written) in new[] { ("R28:phone", false), ("R28:written", true) })
            {
                var told = Sendings.Any(s => s.Body == body && s.Counts && s.Written == written);
                // R44: an extraordinary event's shorter clock stands beside a longer one already running.
                if (!told && !(Owes($"{rule}:{body}") && to <= Highest)) Owe($"{rule}:{body}", aware, to, rule);
            }
        }
        if (Reports.Count > 0 && !Owes("R39:change")) Owe("R39:change", now, to);
        if (!PlanActive && !Owes("R31")) Owe("R31", now, to);
        if (!Owes("R32") && (GroupByHead is null || to == Grade.Extraordinary && GroupByHead == false)) Owe("R32", now, to);
        if (!group && !Owes("R22:confirm")) Owe("R22:confirm", now, to);
        if (Tracker is null && !Owes("R45")) Promptly("R45", now);
        // The next report is counted from the last one; before there is one, from when it is due (R39).
        var report = OracleRules.Due("R28:written", to, aware)!.Value;
        var from = Reports.Count > 0 || report < now ? now : report;
        if (!Owes("R39") || to > Highest) Owe("R39", from, to, since: now);
        // At least daily while major or above, beside the four hours (R39, R44).
        if (to == Grade.Extraordinary && !Owes("R39:daily")) Owe("R39:daily", from, to);
    }

    public Verdict ActivatePlan(Who who, DateTimeOffset now) => Gate("R31", who, [.. Leaders, Role.Clerk]).Needs(!PlanActive, "R31").Then(() =>
    {
        PlanActive = true;
        Met("R31", now);
    });

    public Verdict FormGroup(Who who, bool ledByHead, bool dutiesNamed, DateTimeOffset now) => Gate("R32", who, [.. Leaders, Role.Clerk]).Needs(dutiesNamed, "R32")
        .Needs(Grade != Grade.Extraordinary || ledByHead, "R44").Then(() =>
        {
            GroupByHead = ledByHead;
            Met("R32", now);
        });

    public Verdict EndGroup(Who who, string reason) => Gate("R32", who, [.. Leaders, Role.Clerk]).Needs(GroupByHead is not null, "R32").Says("R32", reason)
        .Needs(Grade == Grade.Ordinary || Reports.Any(r => r.Stage == "final"), "R32").Then(() => GroupByHead = null);

    /// <summary>Only a major or extraordinary sudden event (重大、特别重大) binds to the five and the twenty-four hours, both from awareness (R34).</summary>
    public Verdict MarkSudden(Who who, string level, string reason) => Gate("R34", who, [.. Leaders, Role.Clerk]).Needs(!Sudden, "R34").Says("R34", reason)
        .Needs(level is "重大" or "特别重大", "R34").Then(() =>
    {
        Sudden = true;
        Owe("R34:information", Discovered, emergency: true);
        Owe("R34:conference", Discovered, emergency: true);
    });

    public Verdict HoldConference(Who who, DateTimeOffset at, string by, string evidence, DateTimeOffset now) => Gate("R34", who, [.. Leaders, Role.Spokesperson])
        .Needs(Owes("R34:conference"), "R34").Needs(at <= now, "R34").Says("R34", by, evidence).Then(() => Met("R34:conference", at));

    /// <summary>Ordinary only, by the first responsible person (R43).</summary>
    public Verdict NotToReport(Who who, string reason, DateTimeOffset now) => Gate("R43", who, Role.PrincipalLeader, Role.PartySecretary).Needs(Highest == Grade.Ordinary, "R43")
        .Needs(!NotReported, "R43").Says("R43", reason).Then(() =>
        {
            NotReported = true;
            Met(d => d.Rule.StartsWith("R26:", StringComparison.Ordinal), now);
        });
}
