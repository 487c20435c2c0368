using Huiying.Ground;
using Huiying.Respond;

namespace Huiying.Tests.Year;

/// <summary>
/// What an office does beside its events, by the regulation alone: the assessment before policy information is released (preamble, R01), the duty roster with its signed
/// hand-over (R06), training and drills (R55) with their lessons (R54). None of these has a due time in the defaults' table, so it is order, hands and words that are judged here.
/// </summary>
internal sealed class OracleOffice(IReadOnlyList<string> officers, IReadOnlyList<string> leaders)
{
    /// <summary>Who prepares, office by office: the reading of "the office" where the text names no post.</summary>
    private static readonly Role[] Planners = [Role.Clerk, Role.SupervisionOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader];

    /// <summary>One day of duty: from the opening of the office to the next.</summary>
    public sealed class DayKept
    {
        /// <summary>As it was planned and planned anew: the last counts, and for a notice the one that stood then.</summary>
        public List<(DateTimeOffset At, string Officer, string Leader)> Plans { get; } = [];
        public string Officer => Plans[^1].Officer;
        public string Leader => Plans[^1].Leader;
        public (string By, DateTimeOffset At)? Out { get; set; }
        public (string By, DateTimeOffset At)? In { get; set; }
    }

    public SortedDictionary<DateOnly, DayKept> Days { get; } = [];

    /// <summary>Days the clock found nobody planned for.</summary>
    public List<DateOnly> Gaps { get; } = [];

    public int Log { get; private set; }

    /// <summary>Before 08:30 it is still yesterday's duty.</summary>
    public static DateOnly DutyDay(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)) is var wall && wall.TimeOfDay < TimeSpan.FromHours(8.5) ? OracleCalendar.Day(at).AddDays(-1) : OracleCalendar.Day(at);

    /// <summary>值班员, 带班领导 and telephone (R06): two persons who hold those posts, for days that are not over, unless the day was handed over.</summary>
    public Verdict Plan(Who who, IReadOnlyList<(DateOnly Day, string Officer, string Leader, string Telephone)> days, DateTimeOffset now)
    {
        var v = new Verdict().Needs(who.Is(Role.Clerk, Role.DutyLeader, Role.SupervisingLeader), "R06").Needs(days.Count > 0, "R06");
        foreach (var d in days)
        {
            v.Needs(d.Day >= DutyDay(now), "R06").Needs(officers.Contains(d.Officer), "R06").Needs(leaders.Contains(d.Leader), "R06").Needs(d.Officer != d.Leader, "R06").Says("R06", d.Telephone)
                .Needs(Days.GetValueOrDefault(d.Day)?.Out is null, "R06");
        }
        return v.Then(() =>
        {
            foreach (var d in days)
            {
                if (!Days.ContainsKey(d.Day)) Days[d.Day] = new();
                Days[d.Day].Plans.Add((now, d.Officer, d.Leader));
            }
        });
    }

    /// <summary>交班: by that day's officer in person, once, for a duty that has begun.</summary>
    public Verdict HandOver(Who who, DateOnly day, string text, DateTimeOffset now) => new Verdict().Needs(Days.ContainsKey(day), "R06").Needs(Days.GetValueOrDefault(day)?.Officer == who.Id, "R06")
        .Needs(Days.GetValueOrDefault(day)?.Out is null, "R06").Needs(day <= DutyDay(now), "R06").Says("R06", text).Then(() => Days[day].Out = (who.Id, now));

    /// <summary>接班: by the next day's officer, another person, after the first signature.</summary>
    public Verdict TakeOver(Who who, DateOnly day, DateTimeOffset now)
    {
        var kept = Days.GetValueOrDefault(day);
        return new Verdict().Needs(kept?.Out is not null, "R06").Needs(kept?.In is null, "R06").Needs(kept?.Out?.By != who.Id, "R06")
            .Needs(Days.TryGetValue(day.AddDays(1), out var next) ? next.Officer == who.Id : who.Is(Role.DutyOfficer), "R06").Then(() => kept!.In = (who.Id, now));
    }

    /// <summary>值班日志: by whoever is on duty.</summary>
    public Verdict Write(Who who, string text, DateTimeOffset now) => new Verdict().Needs(Days.GetValueOrDefault(DutyDay(now)) is { } on && (on.Officer == who.Id || on.Leader == who.Id), "R06").Says("R06", text).Then(() => Log++);

    /// <summary>The clock looks: a day without anyone alerts, once.</summary>
    public void Looked(DateTimeOffset now)
    {
        if (DutyDay(now) is var day && !Days.ContainsKey(day) && !Gaps.Contains(day)) Gaps.Add(day);
    }

    /// <summary>Whom a notice of the night reaches: the roster as it stood then, or everybody with a duty post. Nobody in office hours.</summary>
    public IReadOnlyList<string> AtNight(DateTimeOffset at) => OracleCalendar.OfTheRepository.Open(at) ? []
        : Days.GetValueOrDefault(DutyDay(at))?.Plans.LastOrDefault(p => p.At <= at) is { Officer: not null } on ? [on.Officer, on.Leader] : [.. officers, .. leaders];

    /// <summary>An assessment before release.</summary>
    public sealed class Assessed
    {
        public required AppraisalText Text { get; set; }
        public HashSet<string> Writers { get; } = [];
        public HashSet<string> Signed { get; } = [];
        public bool Returned { get; set; }
        public bool Cleared { get; set; }

        /// <summary>Wide-reaching, closely watched or specialised: then the whole chain approves it, but for the draft, the countersigning and what belongs to an event's category.</summary>
        public IReadOnlyList<(string Step, Role Role)> Chain => Text.Triggers.Count == 0 ? [] :
        [
            ("section-head", Role.SectionHead), ("office-check", Role.Clerk), ("secrecy-review", Role.SecrecyReviewer), ("supervising-leader", Role.SupervisingLeader), ("principal-leader", Role.PrincipalLeader),
        ];

        public (string Step, Role Role)? Next => Chain.Where(s => !Signed.Contains(s.Step)).Select(s => ((string, Role)?)s).FirstOrDefault();
    }

    /// <summary>Text, risks, line and contingency are there; another version voids every approval.</summary>
    /// <param name="begin">Keeps a first one.</param>
    public static Verdict Assess(Who who, Assessed? a, AppraisalText text, bool planKnown, Action<Assessed> begin) => new Verdict()
        .Needs(who.Is(Role.Clerk, Role.SectionOfficer, Role.SectionHead, Role.Spokesperson), "R01").Says("R01", text.Title, text.Text, text.Risks, text.Line, text.Contingency)
        .Needs(planKnown, "-").Needs(a is null || a.Returned || a.Text != text, "R01").Then(() =>
        {
            if (a is null) begin(a = new() { Text = text });
            a.Text = text;
            a.Writers.Add(who.Id);
            a.Signed.Clear();
            (a.Returned, a.Cleared) = (false, false);
        });

    private static Verdict Turn(Who who, Assessed a, string step, bool current)
    {
        var v = new Verdict().Needs(current, "R01").Needs(!a.Returned, "R01");
        if (a.Chain.All(s => s.Step != step)) return v.Needs(false, "-");
        return v.Needs(who.Is(a.Chain.First(s => s.Step == step).Role), "R01").Needs(!a.Writers.Contains(who.Id), "R01").Needs(a.Next?.Step == step, "R01");
    }

    /// <summary>Drafter is not approver; each step in its turn, for exactly this text.</summary>
    public static Verdict Approve(Who who, Assessed a, string step, bool current) => Turn(who, a, step, current).Then(() => a.Signed.Add(step));

    public static Verdict SendBack(Who who, Assessed a, string step, bool current, string reason) => Turn(who, a, step, current).Says("R01", reason).Then(() => a.Returned = true);

    /// <summary>"May be released": never with a trigger before the assessment is approved and the explanation attached.</summary>
    public static Verdict Clear(Who who, Assessed a, bool current) => new Verdict().Needs(who.Is(Role.Clerk, Role.Spokesperson, Role.SupervisingLeader, Role.PrincipalLeader), "R01").Needs(current, "R01")
        .Needs(!a.Returned, "R01").Needs(!a.Cleared, "R01").Needs(a.Next is null, "R01").Needs(a.Text.Triggers.Count == 0 || !string.IsNullOrWhiteSpace(a.Text.Explanation), "R01").Then(() => a.Cleared = true);

    /// <summary>A training that was held (R55).</summary>
    public sealed class Taught
    {
        public bool Annulled { get; set; }
    }

    public static Verdict Train(Who who, string title, string by, DateOnly? on, double hours, int people, DateTimeOffset now, Action<Taught> begin) => new Verdict()
        .Needs(who.Is(Role.Clerk, Role.SupervisionOfficer, Role.SupervisingLeader, Role.PrincipalLeader), "R55").Says("R55", title, by).Needs(on is { } day && day <= OracleCalendar.Day(now), "R55")
        .Needs(hours is >= 0.5 and <= 200, "R55").Needs(people > 0, "R55").Then(() => begin(new()));

    /// <summary>A wrong record is annulled, never gone.</summary>
    public static Verdict Annul(Who who, Taught t, string reason) => new Verdict().Needs(who.Is(Role.Clerk, Role.SupervisionOfficer, Role.SupervisingLeader, Role.PrincipalLeader), "R55").Says("R55", reason)
        .Needs(!t.Annulled, "R55").Then(() => t.Annulled = true);

    /// <summary>A drill: planned, begun, ended or given up.</summary>
    public sealed class Exercise
    {
        public bool Begun { get; set; }
        public bool Over { get; set; }
        public bool Dropped { get; set; }
        public HashSet<int> LessonsDone { get; } = [];
        public int Lessons { get; set; }

        public bool IsPlan => !Begun && !Dropped;
    }

    /// <summary>Title, goal and a cast with whom an office can work.</summary>
    public static Verdict PlanDrill(Who who, Exercise? d, string title, string goal, int minutes, bool castWorks, Action<Exercise> begin) => new Verdict().Needs(who.Is(Planners), "R55").Says("R55", title, goal)
        .Needs(minutes is >= 10 and <= 7 * 24 * 60, "R55").Needs(castWorks, "R55").Needs(d is null || d.IsPlan, "R55").Then(() =>
        {
            if (d is null) begin(new());
        });

    public static Verdict Drop(Who who, Exercise d, string reason) => new Verdict().Needs(who.Is(Planners), "R55").Needs(d.IsPlan, "R55").Says("R55", reason).Then(() => d.Dropped = true);

    /// <summary>By a leader's word only.</summary>
    public static Verdict Begin(Who who, Exercise d) => new Verdict().Needs(who.Is(Role.SupervisingLeader, Role.PrincipalLeader), "R55").Needs(d.IsPlan, "R55").Then(() => d.Begun = true);

    /// <summary>With what was found; each lesson has an owner and a day (R54).</summary>
    public static Verdict End(Who who, Exercise d, string findings, int lessons, bool lessonsWhole) => new Verdict().Needs(who.Is(Planners), "R55").Needs(d is { Begun: true, Over: false }, "R55").Says("R55", findings)
        .Needs(lessonsWhole, "R54").Then(() => (d.Over, d.Lessons) = (true, lessons));

    /// <summary>Put into effect by its owner or whoever prepares drills, once, with what shows it.</summary>
    public static Verdict Finish(Who who, Exercise d, int lesson, string owner, string evidence)
    {
        var v = new Verdict().Needs(d.Over && lesson >= 1 && lesson <= d.Lessons, "-");
        return v.Stands ? v.Needs(who.Id == owner || who.Is(Planners), "R55").Needs(!d.LessonsDone.Contains(lesson), "R54").Says("R54", evidence).Says("R55", evidence).Then(() => d.LessonsDone.Add(lesson)) : v;
    }
}
