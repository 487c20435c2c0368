namespace Huiying.Ground.Policies;

/// <summary>Reads a whole policy: every key once, by name, with its line.</summary>
/// <param name="text">The file.</param>
/// <param name="baseText">The text that gave missing keys their values when this one was stored; null = only the shipped one.</param>
/// <param name="tolerant">A stored policy: what today's checks would refuse is passed over.</param>
internal sealed class PolicyReader(string text, string? baseText, bool tolerant)
{
    private static readonly Lazy<YamlMap> ShippedMap = new(() =>
        PolicyYaml.Read(Policy.DefaultText, []) ?? throw new InvalidDataException("policies/default.yaml is no YAML map"));

    private readonly List<PolicyProblem> problems = [];

    public PolicyReading Read()
    {
        var root = PolicyYaml.Read(text, problems);
        if (root is null) return new(null, problems);
        List<YamlMap> bases = [];
        if (baseText is not null && PolicyYaml.Read(baseText, []) is { } earlier) bases.Add(earlier);
        // The shipped text is not laid under itself: what it lacks is a defect, not a default.
        if (text != Policy.DefaultText) bases.Add(ShippedMap.Value);
        var top = new PolicySection(new(problems, ""), root, bases, 1);
        var policy = Build(top);
        top.Close();
        if (!tolerant) new PolicyChecks(policy, root, problems).Run();
        var ordered = problems.OrderBy(p => p.Line).ThenBy(p => p.Key, StringComparer.Ordinal).ToList();
        return new(ordered.Count == 0 || tolerant ? policy : null, ordered);
    }

    private Policy Build(PolicySection top)
    {
        top.Get("policy", Policies.Read.OneOf("1"));
        var summary = In(top, "summary", s => (Parts: Parts(s, "cause", "spread", "result", "experience", "problems"), Length: s.Int("special-length")));
        return new()
        {
            Text = text,
            Hash = Policy.HashOf(text),
            BaseText = baseText ?? Policy.DefaultText,
            Name = top.Text("name"),
            Zone = top.Get<TimeZoneInfo>("zone", Policies.Read.Zone),
            DocumentSymbol = top.GetOr("document-symbol", Policies.Read.Symbol, ""),
            LedgerHash = Chain.Named(top.GetOr("ledger-hash", Policies.Read.OneOf("sha-256", "sm3"), "sha-256")) ?? HashKind.Sha256,
            WorkingHours = top.Get<IReadOnlyList<WorkingSpan>>("working-hours", Policies.Read.Hours),
            Bodies = top.Names("bodies"),
            Posts = In(top, "posts", s => Policies.Read.RoleNames.ToDictionary(r => r.Value, r => s.Text(r.Key))),
            FirstResponsible = top.Roles("first-responsible"),
            Rules = In(top, "rules", s => Policies.Rules.All.ToDictionary(id => id, id => In(s, id, r => Rule(id, r)), StringComparer.Ordinal)),
            Lights = In(top, "lights", s => new LightPolicy(s.Duration("short-under"), s.Share("short-yellow-left"), s.Duration("long-yellow-before"),
                s.Get<TimeOnly>("reminder", Policies.Read.TimeOfDay))),
            Escalation = In(top, "escalation", s => new EscalationPolicy(s.Roles("near-due"), s.Roles("overdue"), s.Roles("unanswered-topic"))),
            Patrol = In(top, "patrol", s => new PatrolPolicy(s.Int("per-day"), s.Int("per-day-major"), s.Elements("sensitive-periods", p =>
                new SensitivePeriod(p.Text("name"), p.Get<DateOnly>("from", Policies.Read.Date), p.Get<DateOnly>("to", Policies.Read.Date), p.Int("per-day"))))),
            Collect = In(top, "collect", s => new CollectPolicy(s.Duration("fetch-delay"), s.Duration("entered-after"), s.Duration("leader-watch"))),
            Grades = In(top, "grades", s => new GradePolicy(s.Int("median-days"), In(s, "major", Anchor), In(s, "extraordinary", Anchor), s.Names("ticks"),
                s.Since<double>("sharp-share", Policies.Read.Share, 0.5), s.Since<IReadOnlyList<string>>("sharp-words", Policies.Read.WordList, []))),
            Media = In(top, "media", s => new MediaPolicy(Medium(s, "central"), Medium(s, "provincial"), Medium(s, "city"), Medium(s, "other"))),
            Alerts = In(top, "alerts", s => new AlertPolicy(s.Get<IReadOnlyList<string>>("terms", Policies.Read.Strings), s.Elements("rules", OneAlert))),
            HotShown = In(top, "hot", s => s.Int("shown")),
            Reporting = In(top, "reporting", s => ByGrade(g => s.Get<IReadOnlyList<IReadOnlyList<string>>>(g, Policies.Read.Lines))),
            Approval = In(top, "approval", Approval),
            Outlets = top.Elements("outlets", OneOutlet),
            StandingLine = In(top, "standing-line", s => new StandingLine(s.Text("text"), s.Duration("valid"))),
            ResponseParts = In(top, "response", s => Parts(s, "event", "facts", "done", "next", "contact")),
            Calm = In(top, "calm", s => new CalmPolicy(s.Duration("quiet-for"), s.Share("below-peak"), s.Share("vanished-explained"))),
            Proposals = In(top, "proposals", s => new ProposalPolicy(s.Get<double>("growth", Policies.Read.Factor), s.Int("at-least"), s.GetOr<bool>("overdue", Policies.Read.Flag, true))),
            ReboundAbovePeak = In(top, "rebound", s => s.Share("above-peak")),
            SummaryParts = summary.Parts,
            SpecialLength = summary.Length,
            Retention = In(top, "retention", s => new RetentionPolicy(s.Get<Period>("untaken-posts", Policies.Read.Kept), s.Get<Period>("event-posts", Policies.Read.Kept),
                In(s, "events", e => ByGrade(g => e.Get<Period>(g, Policies.Read.Kept))), s.Get<Period>("access-logs", Policies.Read.Kept),
                s.Get<string>("archive", Policies.Read.OneOf("yearly", "none")))),
        };
    }

    private static T In<T>(PolicySection parent, string key, Func<PolicySection, T> read)
    {
        var section = parent.Child(key);
        var value = read(section);
        section.Close();
        return value;
    }

    private static Dictionary<Grade, T> ByGrade<T>(Func<string, T> read) =>
        Enum.GetValues<Grade>().ToDictionary(g => g, g => read(GradeKey(g)));

    internal static string GradeKey(Grade grade) => grade switch
    {
        Grade.Ordinary => "ordinary",
        Grade.Major => "major",
        _ => "extraordinary",
    };

    private static PolicyRule Rule(string id, PolicySection s)
    {
        var terms = new Dictionary<Grade, Term>();
        var early = new Dictionary<Grade, Term>();
        var earlier = s.Child("early");
        foreach (var grade in Enum.GetValues<Grade>())
        {
            if (s.Get<Term?>(Policies.Read.Term, null, optional: true, GradeKey(grade), "all") is { } term) terms[grade] = term;
            if (earlier.Get<Term?>(Policies.Read.Term, null, optional: true, GradeKey(grade)) is { } first) early[grade] = first;
        }
        earlier.Close();
        var earlyFor = s.GetOr<TimeSpan>("early-for", Policies.Read.Duration, default);
        return new(id, s.Text("name"), s.Text("starts"), terms, s.GetOr<Term?>("complex", Policies.Read.Term, null),
            s.GetOr("only", Policies.Read.OneOf("emergency", "none"), "none") == "emergency", early, earlyFor == default ? null : earlyFor);
    }

    private static GradeAnchor Anchor(PolicySection s) => new(
        s.Int("at-least"), s.Get<double>("times-median", Policies.Read.Factor), s.Get<long>("views", Policies.Read.Count), s.Get<long>("comments", Policies.Read.Count),
        s.GetOr<bool>("needs-tick", Policies.Read.Flag, false));

    private static Grade? Medium(PolicySection s, string key) => s.Get<Grade?>(key, Policies.Read.Grade);

    private static AlertDefault OneAlert(PolicySection s) => new(
        s.Text("id"), s.Text("name"), s.Get("kind", Policies.Read.OneOf("threshold", "growth", "burst", "term", "media", "silence")), s.Get("level", Policies.Read.OneOf("notice", "warning", "urgent")),
        (int)s.GetOr<long>("at-least", Policies.Read.Count, 0), (int)s.GetOr<long>("hours", Policies.Read.Count, 0), s.GetOr<double>("times", Policies.Read.Factor, 0), (int)s.GetOr<long>("burst", Policies.Read.Count, 0),
        s.GetOr("media", Policies.Read.OneOf("central", "provincial", "city", "other"), ""), s.Roles("tell"), s.GetOr<(TimeOnly, TimeOnly)?>("quiet", Policies.Read.Quiet, null), s.GetOr<bool>("rest-days", Policies.Read.Flag, false));

    private static ApprovalPolicy Approval(PolicySection s) => new(
        s.Get("urgent", Policies.Read.OneOf("parallel", "in-order")) == "parallel",
        s.Elements("chain", e => new ApprovalStep(
            e.Get("step", Policies.Read.OneOf([.. ApprovalSteps.All])), e.Text("name"), e.Roles("by"),
            e.GetOr("when", Policies.Read.OneOf("always", "helping-sections"), "always") == "always" ? StepWhen.Always : StepWhen.HelpingSections,
            e.GetOr<IReadOnlyList<Category>>("categories", Policies.Read.Categories, []))),
        s.Share("outside-urge-at"),
        In(s, "outside", Outside));

    private static Dictionary<(Grade, Category), OutsideApproval> Outside(PolicySection s)
    {
        var table = new Dictionary<(Grade, Category), OutsideApproval>();
        foreach (var grade in Enum.GetValues<Grade>())
        {
            In(s, GradeKey(grade), row =>
            {
                foreach (var category in Enum.GetValues<Category>())
                {
                    table[(grade, category)] = In(row, $"{(int)category}", cell => new OutsideApproval(
                        cell.Get<IReadOnlyList<string>>("approve", Policies.Read.Strings), cell.Get<IReadOnlyList<string>>("copy", Policies.Read.Strings)));
                }
                return true;
            });
        }
        return table;
    }

    private static Outlet OneOutlet(PolicySection s) => new(s.Text("id"), s.Text("name"), s.Get("kind", Policies.Read.OneOf("site", "account",
        "thread")) switch
    {
        "account" => OutletKind.Account,
        "thread" => OutletKind.Thread,
        _ => OutletKind.Site,
    }, s.Roles("publishers"));

    private static OrderedDictionary<string, string> Parts(PolicySection s, params ReadOnlySpan<string> keys)
    {
        var parts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var names = s.Child("parts");
        foreach (var key in keys) parts[key] = names.Text(key);
        names.Close();
        return parts;
    }
}
