namespace Huiying.Ground.Policies;

/// <summary>What a policy may not say though it is well written: values that would break a clause, and names that lead nowhere.</summary>
internal sealed class PolicyChecks(Policy policy, YamlMap root, List<PolicyProblem> problems)
{
    public void Run()
    {
        // A half-read policy would only repeat what is already named.
        if (problems.Count > 0) return;
        Bodies();
        LongerThanMajor();
        Chain();
        Outlets();
        Alerts();
        if (policy.Patrol.PerDay < 1) Add("R14", "每个自然日至少巡查一次。", "at least one patrol each calendar day", "patrol", "per-day");
        if (policy.Collect.FetchDelay < TimeSpan.FromSeconds(1)) Add("S08", "同一网站两次请求至少间隔 1 s。", "at least 1 s between requests to one host",
            "collect", "fetch-delay");
        if (policy.Retention.AccessLogs is { Permanent: false } logs && logs.Years * 12 + logs.Months < 6 && logs.Days < 183)
        {
            Add("S10", "访问日志至少保存 6 个月（网络安全法）。", "access logs are kept at least 6 months (Cybersecurity Law)", "retention", "access-logs");
        }
        foreach (var period in policy.Patrol.SensitivePeriods.Where(p => p.To < p.From))
        {
            Add("R14", $"敏感时期“{period.Name}”的结束日早于开始日。", $"the sensitive period \"{period.Name}\" ends before it begins", "patrol", "sensitive-periods");
        }
    }

    private void Bodies()
    {
        foreach (var (grade, lines) in policy.Reporting)
        {
            foreach (var body in lines.SelectMany(l => l)) Body(body, "reporting", PolicyReader.GradeKey(grade));
            if (lines.Count < 2) Add("R30", "应双重报告：至少两条报告线。", "reporting is dual: at least two lines", "reporting", PolicyReader.GradeKey(grade));
        }
        foreach (var ((grade, category), outside) in policy.Approval.Outside)
        {
            string[] path = ["approval", "outside", PolicyReader.GradeKey(grade), $"{(int)category}"];
            foreach (var body in outside.Approve.Concat(outside.Copy)) Body(body, path);
        }
    }

    private void Body(string body, params string[] path)
    {
        if (policy.Bodies.ContainsKey(body)) return;
        new Place(problems, string.Join('.', path)).Unknown(Line(path), body, policy.Bodies.Keys, "机关", "body");
    }

    private void LongerThanMajor()
    {
        foreach (var rule in policy.Rules.Values)
        {
            if (!rule.Terms.TryGetValue(Grade.Major, out var major)) continue;
            if (!rule.Terms.TryGetValue(Grade.Extraordinary, out var extraordinary))
            {
                Add("R44", $"{rule.Id}：重大有时限，特大也应有。", $"{rule.Id}: what major owes, extraordinary owes too", "rules", rule.Id, "extraordinary");
            }
            else if (Longer(extraordinary, major))
            {
                Add("R44", $"{rule.Id}：特大的时限（{extraordinary.Zh}）不得长于重大（{major.Zh}）。",
                    $"{rule.Id}: extraordinary ({extraordinary.En}) may not be longer than major ({major.En})", "rules", rule.Id, "extraordinary");
            }
        }
    }

    /// <summary>Whether one is surely longer; lengths of different kinds are compared only where the order holds for every start.</summary>
    private static bool Longer(Term a, Term b) => a.Clock is { } x && b.Clock is { } y ? x > y
        : a.Kind == b.Kind ? a.Count > b.Count
        : b.Clock is not null || (a.Kind, b.Kind) is (TermKind.WorkingDays, TermKind.Days) && a.Count >= b.Count;

    private void Chain()
    {
        var chain = policy.Approval.Chain;
        foreach (var twice in chain.GroupBy(s => s.Id).Where(g => g.Count() > 1))
        {
            Add("-", $"审批环节“{twice.Key}”重复。", $"the approval step \"{twice.Key}\" is there twice", "approval", "chain");
        }
        if (chain.Count == 0 || chain[0].Id != ApprovalSteps.Draft) Add("R27", "审批从拟稿（draft）开始。", "the chain begins with \"draft\"", "approval", "chain");
        foreach (var category in Enum.GetValues<Category>())
        {
            Needed("R65", ApprovalSteps.PrincipalLeader, "主要领导签发", category);
            Needed("R62", ApprovalSteps.SecrecyReview, "保密审查", category);
        }
        Needed("S05", ApprovalSteps.LegalReview, "法制审核", Category.Hype);
        Needed("S05", ApprovalSteps.LegalReview, "法制审核", Category.Fabrication);
    }

    private void Needed(string clause, string step, string zh, Category category)
    {
        if (policy.Approval.Chain.Any(s => s.Id == step && s.AppliesTo(category, helpingSections: false))) return;
        Add(clause, $"第 {(int)category} 类的审批缺少“{zh}”（{step}）。", $"the chain for category {(int)category} lacks \"{step}\"", "approval", "chain");
    }

    private void Outlets()
    {
        if (policy.Outlets.All(o => o.Kind != OutletKind.Site)) Add("R66", "至少要有一个网站渠道（kind: site）。", "at least one outlet of kind site", "outlets");
        foreach (var twice in policy.Outlets.GroupBy(o => o.Id).Where(g => g.Count() > 1))
        {
            Add("R66", $"渠道“{twice.Key}”重复。", $"the outlet \"{twice.Key}\" is there twice", "outlets");
        }
        foreach (var role in policy.Outlets.SelectMany(o => o.Publishers).Distinct().Where(r => r is Role.SectionOfficer or Role.SectionHead or Role.SuperiorOfficer
            or Role.SystemAdministrator or Role.SecurityAdministrator or Role.AuditAdministrator))
        {
            Add("R38", $"“{policy.Called(role)}”不得发布。", $"{role} may not publish", "outlets");
        }
    }

    /// <summary>Each rule has the figures its kind looks at; names are its office's to choose.</summary>
    private void Alerts()
    {
        foreach (var twice in policy.Alerts.Rules.GroupBy(r => r.Id).Where(g => g.Count() > 1))
        {
            Add("-", $"预警规则“{twice.Key}”重复。", $"the alert rule \"{twice.Key}\" is there twice", "alerts", "rules");
        }
        foreach (var rule in policy.Alerts.Rules.Where(r => r.Kind switch
        {
            "threshold" => r.AtLeast < 1 || r.Hours is < 1 or > 720,
            "growth" => r.Times <= 1 || r.AtLeast < 1,
            "burst" => r.Burst is < 1 or > 3,
            "term" => r.Hours is < 1 or > 720,
            "media" => r.Media.Length == 0 || r.Hours is < 1 or > 720,
            _ => false,
        }))
        {
            Add("-", $"预警规则“{rule.Id}”缺少数值或数值不对：threshold 要 at-least 和 hours，growth 要 times（大于 1）和 at-least，burst 要 burst（1–3），term 要 hours，media 要 media 和 hours；hours 为 1–720。",
                $"the alert rule \"{rule.Id}\" lacks its figures: threshold wants at-least and hours, growth times (above 1) and at-least, burst wants burst (1–3), term hours, media media and hours; hours 1–720", "alerts", "rules");
        }
    }

    private void Add(string clause, string zh, string en, params string[] path)
    {
        var mark = clause == "-" ? "" : $"（{clause}）";
        problems.Add(new(Line(path), string.Join('.', path), zh + mark, clause == "-" ? en : $"{en} ({clause})"));
    }

    private int Line(IReadOnlyList<string> path)
    {
        YamlNode at = root;
        var line = 1;
        foreach (var key in path)
        {
            if (at is not YamlMap map || map[key] is not { } next) break;
            (line, at) = (map.LineOf(key), next);
        }
        return line;
    }
}
