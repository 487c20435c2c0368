using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Tests.Year;

/// <summary>Reports upward (R25, R26, R28–R30, R39, R42, S13, S14): nobody is refused for a post, a field or a step; only a time ahead, and an ordinary event before its assessment.</summary>
internal sealed partial class OracleEvent
{
    public sealed record Report(int Number, string Stage, int? Sequence, int? Corrects, IReadOnlyList<int> Cites, DateTimeOffset At);

    public sealed record Sent(int Report, string Body, ReportMode Mode, DateTimeOffset At, bool Counts)
    {
        public bool Written => Report > 0 && Mode != ReportMode.Telephone;
    }

    public List<Report> Reports { get; } = [];
    public List<Sent> Sendings { get; } = [];
    public List<(string By, bool Reviewed)> Calls { get; } = [];

    /// <summary>Before the assessment an ordinary event goes nowhere outside, unless somebody holds it to be major and says why (R25, S14).</summary>
    private bool TooEarly(string? asMajor) => !Assessed && Highest == Grade.Ordinary && string.IsNullOrWhiteSpace(asMajor);

    /// <summary>The two outside reports of an ordinary event: time, mode and receipt (R26).</summary>
    public Verdict ReportOutside(string body, DateTimeOffset at, string receivedBy, string receipt, string? asMajor, DateTimeOffset now) =>
        new Verdict().Needs(OrdinaryBodies.Contains(body), "-").Needs(at <= now, "R26").Needs(!TooEarly(asMajor), "R25").Then(() =>
        {
            if (receivedBy.Length > 0 && receipt.Length > 0 && Duties.FirstOrDefault(d => d.Open && d.Rule == $"R26:{body}") is { } owed) owed.Done = at;
        });

    /// <summary>首报, then 续报 1…n without gaps, 终报 once every measure is settled (R33, R39), and 更正 (R42).</summary>
    public Verdict Issue(bool final, int? corrects, int? posts, int? data, string? mismatch, DateTimeOffset now) =>
        new Verdict().Needs(corrects is null || Reports.Any(r => r.Number == corrects), "-").Then(() =>
        {
            var (stage, sequence) = corrects is not null ? ("correction", (int?)null)
                : Reports.All(r => r.Stage != "first") ? ("first", null)
                : final && Measures.All(m => m.Done is not null) ? ("final", null)
                : ("progress", Reports.Count(r => r.Stage == "progress") + 1);
            Reports.Add(new(Reports.Count + 1, stage, sequence, corrects, [.. Claims.Select(c => c.Current?.Number).OfType<int>()], now));
            if (posts is not null && data is not null && posts != data && string.IsNullOrWhiteSpace(mismatch)) Promptly($"R42:reason:{Reports.Count}", now);
        });

    /// <summary>It counts at its own time, by voice or fax only with the recipient's name, number and a note. Passing over a level needs a reason (R28, R29).</summary>
    public Verdict Send(int report, string body, ReportMode mode, DateTimeOffset at, string receivedBy, string receipt, string note, string? skip, string? asMajor, DateTimeOffset now)
    {
        var verdict = new Verdict().Needs(report == 0 || Reports.Any(r => r.Number == report), "-").Needs(at <= now, "R28").Needs(!TooEarly(asMajor), "R25");
        if (!verdict.Stands) return verdict;
        var counts = receivedBy.Length > 0 && receipt.Length > 0 && (mode is not (ReportMode.Telephone or ReportMode.Fax) || note.Length > 0);
        var sent = new Sent(report, body, mode, at, counts);
        var line = Highest == Grade.Ordinary ? null : MajorLines.FirstOrDefault(l => l.Contains(body));
        var below = line?.TakeWhile(b => b != body).Where(b => !Sendings.Any(s => s.Body == b && s.Written == sent.Written && s.Report == report)) ?? [];
        if (skip is null && below.Any() && !Owes($"R29:{body}")) Promptly($"R29:{body}", now);
        var missing = sent.Written ? Unreached(report) : [];
        Sendings.Add(sent);
        if (!counts) return verdict;
        if (sent.Written) Met($"R28:written:{body}", at);
        else if (mode == ReportMode.Telephone) Met($"R28:phone:{body}", at);
        // One unsent is incomplete (R30): it has gone up when it has reached the last of them.
        if (sent.Written && missing.Count == 1 && missing[0] == body) Arrived(Reports[report - 1]);
        return verdict;
    }

    /// <summary>Bodies a written report has not reached; a correction goes to whoever got what it corrects (R30, R42).</summary>
    public IReadOnlyList<string> Unreached(int report)
    {
        var owed = Reports[report - 1].Corrects is { } old ? Sendings.Where(s => s.Report == old).Select(s => s.Body).Distinct()
            : Highest == Grade.Ordinary ? OrdinaryBodies : MajorBodies;
        return [.. owed.Where(b => !Sendings.Any(s => s.Report == report && s.Body == b && s.Counts && s.Written))];
    }

    private void Arrived(Report report)
    {
        var at = Sendings.Where(s => s.Report == report.Number && s.Counts && s.Written).Max(s => s.At);
        if (report.Corrects is { } old)
        {
            Met(d => d.Rule.StartsWith($"R42:report:{old}:", StringComparison.Ordinal) && report.At >= d.From, at);
            return;
        }
        // What was signed before a change does not report it.
        Met(d => (d.Rule is "R39:change" or "R43") && report.At >= d.From, at);
        var met = Duties.Where(d => d.Open && (d.Rule is "R39" or "R39:daily") && (report.Stage != "progress" || at >= d.From)).ToList();
        foreach (var d in met) d.Done = at;
        if (report.Stage == "final" || Grade == Grade.Ordinary) return;
        if (met.Any(d => d.Rule == "R39"))
        {
            var since = Grades[^1].At;
            // Today's report is in: the day's clock starts again with tomorrow, the four hours at once.
            var four = Grade == Grade.Extraordinary && at - since < TimeSpan.FromHours(24);
            Owe("R39", four ? at : OracleCalendar.DayEnd(at, 0), since: since, rule: four ? "R39" : "R39:daily");
        }
        if (Grade == Grade.Extraordinary && met.Any(d => d.Rule == "R39:daily")) Owe("R39:daily", OracleCalendar.DayEnd(at, 0));
    }

    /// <summary>The reason that a report left owing (R29, R42).</summary>
    public Verdict Explain(Owed duty, string reason, DateTimeOffset now) =>
        new Verdict().Needs(duty.Open, "-").Says(duty.Rule[..3], reason).Then(() => duty.Done = now);

    /// <summary>Why it was late: times stay (R40).</summary>
    public static Verdict ExplainLate(Owed duty, string reason, DateTimeOffset now) => new Verdict().Needs(duty.Late(now) is not null, "R40").Says("R40", reason);

    /// <summary>Danger to life goes to rescue at once, by anyone, also for a closed event; a second person looks within a day (S13).</summary>
    public Verdict Call(Who who, DateTimeOffset at, DateTimeOffset now) => new Verdict().Needs(at <= now, "S13").Then(() =>
    {
        Calls.Add((who.Id, false));
        Owe($"S13:review:{Calls.Count}", at, rule: "S13:review");
    });

    public Verdict ReviewCall(Who who, int call, string opinion, DateTimeOffset now)
    {
        var v = new Verdict().Needs(who.Is([.. Leaders, Role.Clerk, Role.DutyOfficer, Role.DutyLeader]), "S13");
        if (call < 1 || call > Calls.Count) return v.Needs(false, "-");
        return v.Needs(!Calls[call - 1].Reviewed && Calls[call - 1].By != who.Id, "S13").Says("S13", opinion).Then(() =>
        {
            Calls[call - 1] = (Calls[call - 1].By, true);
            Met($"S13:review:{call}", now);
        });
    }
}
