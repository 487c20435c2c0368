using Huiying.Ground;
using Huiying.Ground.Policies;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>Who keeps out of an event that accuses them, and who takes their place (S09, S16). Pure.</summary>
internal static partial class Recusing
{
    /// <summary>The duty to name who takes the place of someone named.</summary>
    public const string Successor = "S09";

    private static readonly Role[] Namers =
    [
        Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SectionHead, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.PartyMember,
        Role.LegalReviewer, Role.SupervisionOfficer,
    ];

    private static readonly Role[] Group = [Role.PartySecretary, Role.PartyMember];

    /// <summary>
    /// Names a person of the office for alleged personal misconduct, or a section that is accused. From that moment the event is not theirs to see; what they held in it
    /// is taken back or waits for a successor.
    /// </summary>
    /// <param name="who">The person; null for a section.</param>
    public static Outcome<CaseEntry[]> Name(Case c, Deciding d, Person? who, SectionId? section, string conduct, string reason)
    {
        if (d.Bar(c, "S09", Namers) is { } no) return no;
        if (who is null == section is null) return Refusal.Invalid("S09", "请选择一名被反映的人，或者一个被反映的科室。", "Choose one person, or one section.");
        if (Missing("S09", (conduct, "反映的具体行为", "what is alleged"), (reason, "为什么属于个人行为（或针对该科室的举报），而不是对单位工作的批评", "why it is no criticism of the office's work")) is { } missing)
        {
            return missing;
        }
        if (who is { } p && c.Names(p.Id) || section is { } s && c.Names(s)) return No("naming.twice", "S09", "已登记回避。", "It is recorded already.");
        var first = who?.Posts.Any(h => h.DeputyOf is null && d.Rules.Policy.FirstResponsible.Contains(h.Role)) == true;
        var entries = new List<CaseEntry> { new PersonNamed(c.Namings.Count + 1, who?.Id, section, conduct.Trim(), reason.Trim(), first) };
        var open = new DutyOpener(c.Duties.Count, d);
        if (section is { } accused && c.Assigned is { } held && held.Section == accused)
        {
            entries.Add(new AssignmentTakenBack(held.Number, "事项反映该科室，收回另行交办"));
            entries.AddRange(DutyEntries.Discharge(c, "R08:sign", d.Now, "事项反映该科室，收回另行交办"));
        }
        // What the section was asked to answer is nobody's to answer now: whoever gets the matter is asked anew.
        foreach (var slip in c.Supervisions.Where(s => s.Answer is null && s.What.Section == section))
        {
            entries.AddRange(DutyEntries.Discharge(c, $"{Rules.SupervisionAnswer}:{slip.What.Order}", d.Now, "事项反映该科室，督办随交办收回"));
        }
        if (who is { } named)
        {
            if (c.Tracker == named.Id) entries.Add(new TrackerGone(named.Id, "应当回避", "原跟踪人应当回避，由接替人从头了解。"));
            entries.Add(open.Prompt($"{Successor}:{named.Id}", "党组指定回避人的接替人", "The Party group names who takes the named person's place", d.Now));
        }
        return entries.ToArray();
    }

    /// <summary>Lifts a naming: by the Party group, not by whoever recorded it; for a first responsible person only with the superior body's word in the reason.</summary>
    public static Outcome<CaseEntry[]> Lift(Case c, Deciding d, int naming, string reason, Receipt? ruling)
    {
        if (d.Bar(c, "S09", ruling is null ? Group : [Role.Clerk, .. Group]) is { } no) return no;
        if (c.Namings.FirstOrDefault(n => n.What.Naming == naming) is not { Holds: true } held) return Refusal.NotFound("没有这项回避。", "There is no such naming.");
        if (held.By == d.Actor.Person) return No("naming.own", "S09", "登记人不能自己解除，请由党组的另一人办理。", "Whoever recorded it does not lift it.");
        if (Missing("S09", (reason, "解除的理由", "the reason")) is { } missing) return missing;
        if (held.What.First && (ruling is null || Incomplete(ruling, d) is not null))
        {
            return No("naming.superior", "S09", "第一责任人的回避只能由上级机关解除，请登记上级机关的决定：方式、时间、决定人、文号和扫描件。", "Only the superior body lifts it for a first responsible person.");
        }
        var person = held.What.Person;
        return new CaseEntry[] { new NamingLifted(naming, ruling is { } r ? $"{reason.Trim()}（{r.By}，{r.Number}）" : reason.Trim()) }
            .Concat(person is { } p ? DutyEntries.Discharge(c, $"{Successor}:{p}", d.Now, reason.Trim()) : []).ToArray();
    }

    /// <summary>
    /// Names the successor: the Party group's delegate; where nobody of the group is left, the superior body's, with how its decision came. Approvals of a named first
    /// responsible person never pass to a delegate.
    /// </summary>
    /// <param name="everyone">Everyone now in the office.</param>
    /// <param name="ruling">The superior body's decision, when it names the successor.</param>
    public static Outcome<CaseEntry[]> Succeed(Case c, Deciding d, PersonId inPlaceOf, PersonId successor, string reason, IReadOnlyList<Person> everyone, Receipt? ruling)
    {
        if (d.Bar(c, "S09", ruling is null ? Group : [Role.Clerk, Role.DutyOfficer, .. Group]) is { } no) return no;
        var proposed = Proposed(c, inPlaceOf, successor, reason, everyone);
        if (proposed.Refusal is { } wrong) return wrong;
        if (ruling is null && successor == d.Actor.Person) return No("naming.self", "S09", "不能指定自己接替，请由党组另一人指定。", "Nobody names themselves.");
        if (ruling is not null)
        {
            if (everyone.Any(p => !c.Hides(p) && p.Posts.Any(h => Group.Contains(h.Role)))) return GroupFirst;
            if (Incomplete(ruling, d) is { } incomplete) return incomplete;
        }
        return new CaseEntry[] { proposed.Value with { Body = ruling is null ? null : d.Rules.Superior(c.Grade).Name, Ruling = ruling } }
            .Concat(DutyEntries.Discharge(c, $"{Successor}:{inPlaceOf}", d.Now, $"由{everyone.First(p => p.Id == successor).Name}接替")).ToArray();
    }

    /// <summary>What the superior body decided in the place of a named first responsible person; a decision not to report takes effect here (R43).</summary>
    public static Outcome<CaseEntry[]> Rule(Case c, Deciding d, SuperiorMatter matter, bool agreed, string text, Receipt ruling)
    {
        if (d.Bar(c, "S09", Role.Clerk, Role.DutyOfficer) is { } no) return no;
        if (!c.FirstNamed) return No("ruling.none", "S09", "没有第一责任人须回避，请由本单位按程序决定。", "No first responsible person is named; the office decides itself.");
        if (Missing("S09", (text, "决定内容", "what was decided")) is { } missing) return missing;
        if (Incomplete(ruling, d) is { } incomplete) return incomplete;
        var entries = new List<CaseEntry> { new SuperiorRuled(matter, d.Rules.Superior(c.Grade).Name, agreed, text.Trim(), ruling) };
        if (matter == SuperiorMatter.NotToReport && agreed)
        {
            if (c.Highest != Grade.Ordinary) return NotStopped;
            entries.AddRange(Commanding.Unreported(c, d, $"{d.Rules.Superior(c.Grade).Name}决定：{text.Trim()}"));
        }
        return entries.ToArray();
    }

    /// <summary>Refuses entries that would put somebody named, or an accused section, to work on the event (S09, S16), by whatever act.</summary>
    public static Refusal? Check(Case c, IReadOnlyList<CaseEntry> entries)
    {
        if (!c.Namings.Any(n => n.Holds)) return null;
        foreach (var e in entries)
        {
            (IEnumerable<PersonId> people, IEnumerable<SectionId> sections) = e switch
            {
                AssessmentRecorded { Assessment: var a } => ((IEnumerable<PersonId>)[a.Lead], (IEnumerable<SectionId>)[a.HandlingSection, .. a.Helpers]),
                Assigned a => ([], [a.Section]),
                MeasureSet m => ([m.Owner], []),
                TrackerNamed t => ([t.Tracker], []),
                GroupFormed g => ([g.Leader, .. g.Members.Select(m => m.Person)], []),
                Supervised s => ([], [s.Section]),
                Instructed i => (i.Person is { } leader ? [leader] : [], i.Section is { } section ? [section] : []),
                HelpGiven h => ([], [h.Section]),
                Interviewed i => ([i.Spokesperson], []),
                _ => ([], []),
            };
            if (people.Any(c.Names)) return NamedPerson;
            if (sections.Any(c.Names)) return AccusedSection;
        }
        return null;
    }

    /// <summary>
    /// Refuses words that hand the matter, or a say in it, to somebody named or to an accused section: a leader, a body or whoever is urged is typed by name, not chosen
    /// (S09, S16).
    /// </summary>
    /// <param name="typed">What was typed in the place of a person, a section or a body.</param>
    public static Refusal? Typed(Case c, string typed, IReadOnlyList<Person> everyone, IReadOnlyList<Section> sections) =>
        everyone.Any(p => c.Names(p.Id) && typed.Contains(p.Name, StringComparison.Ordinal)) ? NamedPerson
        : sections.Any(s => c.Names(s.Id) && typed.Contains(s.Name, StringComparison.Ordinal)) ? AccusedSection : null;

    private static readonly Refusal NamedPerson = No("naming.person", "S09", "事项反映此人的个人行为，此人应当回避，不能办理本事件，请另行指定。", "The event names that person, who keeps out of it; choose another.");

    private static readonly Refusal AccusedSection = No("naming.section", "S16", "事项反映该科室，不能交该科室办理，请另行指定。", "The event accuses that section; choose another.");

    private static Refusal? Incomplete(Receipt r, Deciding d) =>
        Missing("S09", (r.By, "上级机关的决定人", "who decided"), (r.Number, "文号、电话号码或回执", "the receipt"))
        ?? (r.At > d.Now ? Refusal.Invalid("S09", "决定时间不能晚于现在。", "It cannot lie in the future.") : null)
        ?? (r.Mode != ReportMode.Telephone && r.ScanHash.Length == 0 ? Refusal.Invalid("S09", "请上传上级机关决定的扫描件。", "Take in the scanned decision.") : null);
}
