using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Tests.Year;

/// <summary>Which clauses an act breaks: it is to be refused for one of them, and to be done when there is none.</summary>
internal sealed class Verdict
{
    public List<string> Broken { get; } = [];

    public bool Stands => Broken.Count == 0;

    /// <summary>The clause is broken unless the condition holds.</summary>
    public Verdict Needs(bool holds, string clause)
    {
        if (!holds) Broken.Add(clause);
        return this;
    }

    /// <summary>The words must be there.</summary>
    public Verdict Says(string clause, params string?[] words) => Needs(words.All(w => !string.IsNullOrWhiteSpace(w)), clause);

    /// <summary>Does it if nothing is broken.</summary>
    public Verdict Then(Action effect)
    {
        if (Stands) effect();
        return this;
    }
}

/// <summary>Who acts, as far as the regulation cares.</summary>
internal sealed record Who(string Id, Role Role, string? Section)
{
    public bool Is(params Role[] roles) => roles.Contains(Role);
}

/// <summary>A duty as the oracle holds it to be owed.</summary>
internal sealed class Owed(string rule, DateTimeOffset from, DateTimeOffset? due)
{
    public string Rule { get; } = rule;

    public DateTimeOffset From { get; } = from;

    public DateTimeOffset? Due { get; set; } = due;

    public DateTimeOffset? Done { get; set; }

    /// <summary>It went into another event with a merge.</summary>
    public bool Carried { get; set; }

    public bool Open => Done is null && !Carried;

    /// <summary>How much too late it was met, or is at that moment; null while it is not. The last moment is in time.</summary>
    public TimeSpan? Late(DateTimeOffset now) => !Carried && Due is { } due && (Done ?? now) > due ? (Done ?? now) - due : null;

    public override string ToString() => $"{Rule} from {From:u} due {Due:u} done {Done:u}{(Carried ? " carried" : "")}";
}

/// <summary>
/// One event by the regulation alone: what each act needs, what it begins and what it meets. Nothing here asks the product; where the text leaves a reading open,
/// the reading is written beside it.
/// </summary>
internal sealed partial class OracleEvent
{
    public static readonly string[] OrdinaryBodies = ["emergency-body", "city-office"];

    /// <summary>District committee before district government on one line, the city office on the other (R29, R30).</summary>
    public static readonly string[][] MajorLines = [["district-committee", "district-government"], ["city-office"]];

    public static readonly string[] MajorBodies = [.. MajorLines.SelectMany(l => l)];

    public sealed class ClaimKept
    {
        public required ClaimKind Kind { get; init; }
        public required string Text { get; init; }
        public required string By { get; init; }
        public List<(int Number, Finding Finding, string Fact, string By)> Found { get; } = [];
        public bool Settled { get; set; }
        public (int Number, Finding Finding, string Fact, string By)? Current => Found.Count > 0 ? Found[^1] : null;
    }

    public DateTimeOffset Discovered { get; private set; }
    public bool EnteredAfterwards { get; private set; }
    public DateTimeOffset? Closed { get; private set; }
    public bool MergedAway { get; private set; }
    public List<ClaimKept> Claims { get; } = [];
    public List<Owed> Duties { get; } = [];
    public List<(Grade Grade, DateTimeOffset At)> Grades { get; } = [];
    public Category Category { get; private set; } = Category.Inquiry;

    public Grade Grade => Grades.Count > 0 ? Grades[^1].Grade : Grade.Ordinary;

    public Grade Highest => Grades.Count > 0 ? Grades.Max(g => g.Grade) : Grade.Ordinary;

    public bool Owes(string rule) => Duties.Any(d => d.Open && d.Rule == rule);

    public IEnumerable<Owed> Open => Duties.Where(d => d.Open);

    /// <summary>立项 (R09, R16): clocks start at discovery or, for what was told, at the received time, which may not lie ahead.</summary>
    public Verdict Opens(Who who, string title, IntakeChannel channel, DateTimeOffset? received, DateTimeOffset discovered, DateTimeOffset now)
    {
        var start = received ?? discovered;
        return new Verdict().Needs(who.Is(Role.Clerk, Role.DutyOfficer), "R41").Says("R09", title)
            .Needs(channel == IntakeChannel.Web || received is not null, "R16").Needs(start <= now, "R16")
            .Then(() =>
            {
                Discovered = start;
                EnteredAfterwards = received is { } r && now - r > TimeSpan.FromMinutes(30);
                Owe("R24", start, Grade.Ordinary);
                Owe("R68", start);
                Owe("R34:response", start);
            });
    }

    /// <summary>Something people ask, doubt, demand or state (R18).</summary>
    public Verdict Raise(Who who, ClaimKind kind, string text) => Gate("R18", who, Role.Clerk, Role.DutyOfficer, Role.SectionOfficer, Role.SectionHead).Says("R18", text)
        .Needs(Claims.All(c => c.Kind != kind || c.Text != text), "R18")
        .Then(() => Claims.Add(new() { Kind = kind, Text = text, By = who.Id }));

    /// <summary>Checking a claim (R18, R35). A result that says something else than the one before begins corrections of whatever cited it (R42).</summary>
    public Verdict Verify(Who who, int claim, Finding finding, string fact, string evidence, string? truePart, DateTimeOffset now)
    {
        var verdict = Gate("R18", who, Role.Clerk, Role.DutyOfficer, Role.SectionOfficer, Role.SectionHead);
        if (claim < 1 || claim > Claims.Count) return verdict.Needs(false, "-");
        var about = Claims[claim - 1];
        verdict.Needs(about.By != who.Id, "R18");
        if (finding != Finding.Unclear) verdict.Says("R18", fact, evidence);
        if (finding == Finding.PartlyTrue) verdict.Says("R35", truePart);
        return verdict.Then(() =>
        {
            var old = about.Current;
            var number = Claims.Sum(c => c.Found.Count) + 1;
            about.Found.Add((number, finding, fact, who.Id));
            if (old is { } was && was.Finding == finding && was.Fact == fact) return;
            if (old is { } replaced) Replaced(replaced.Number, number, now);
            Changed(now);
        });
    }

    /// <summary>Whatever cites a replaced entry gets a correction or withdrawal duty the same day (R42).</summary>
    private void Replaced(int old, int number, DateTimeOffset now)
    {
        foreach (var r in Reports.Where(r => r.Cites.Contains(old) && Sendings.Any(s => s.Report == r.Number))) Owe($"R42:report:{r.Number}:{number}", now, rule: "R42");
        foreach (var a in Answers.Where(a => a.Stands && a.Cites.Contains(old))) Owe($"R42:answer:{a.Release}:{number}", now, rule: "R42");
        foreach (var l in Letters.Where(l => l.Sent is not null && !l.Withdrawn && l.Cites.Contains(old))) Owe($"R42:referral:{l.Number}:{number}", now, rule: "R42");
    }

    /// <summary>From major up a change of facts goes up within four hours; one report meets however many changes wait (R39).</summary>
    private void Changed(DateTimeOffset now)
    {
        if (Grade != Grade.Ordinary && !Owes("R39:change")) Owe("R39:change", now);
    }

    private Owed Owe(string id, DateTimeOffset from, Grade? grade = null, string? rule = null, bool complex = false, bool emergency = false, DateTimeOffset? since = null)
    {
        var owed = new Owed(id, from, OracleRules.Due(rule ?? id, grade ?? Grade, from, complex, emergency, since));
        Duties.Add(owed);
        return owed;
    }

    /// <summary>"Promptly": owed, and without a clock.</summary>
    private void Promptly(string id, DateTimeOffset from) => Duties.Add(new(id, from, null));

    private void Met(string rule, DateTimeOffset at) => Met(d => d.Rule == rule, at);

    private void Met(Func<Owed, bool> which, DateTimeOffset at)
    {
        foreach (var d in Duties.Where(d => d.Open && which(d)).ToList()) d.Done = at;
    }

    /// <summary>Closed is closed (R48), and an act is for its posts.</summary>
    private Verdict Gate(string clause, Who who, params Role[] roles) => new Verdict().Needs(Closed is null, "R48").Needs(who.Is(roles), clause);
}
