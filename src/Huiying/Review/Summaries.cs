using Huiying.Assess;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Review;

/// <summary>What a person writes into the summary; the rest is data (R51, R54).</summary>
/// <param name="Improvements">Lessons with owner and due day (R54).</param>
/// <param name="Recipients">Departments it goes to (R53).</param>
/// <param name="Mismatch">Why a number in the text is not the data's (R42); null while none is.</param>
/// <param name="Publicity">Why the event ends with publicity only, when nothing was done offline (R13).</param>
public sealed record SummaryText(
    string Overview, string Cause, string Spread, string Result, string Experience, string Problems, IReadOnlyList<Improvement> Improvements,
    IReadOnlyList<string> Recipients, string? Mismatch = null, string? Publicity = null);

/// <summary>The summary report and the end of a case (R50–R54, R02).</summary>
public sealed class Summaries(Cases cases)
{
    /// <summary>A first text drafted from the data: nothing the system knows is typed again (R52). Cause, experience and problems are a person's.</summary>
    public async Task<SummaryText?> Draft(OfficeId office, CaseId id, CancellationToken ct = default)
    {
        if (await cases.Find(office, id, ct) is not { } c) return null;
        var facts = await cases.Topic(office, id, ct);
        var spread = facts is null ? "" : $"首条出现于{facts.FirstWhere ?? "网上"}，共{facts.Posts}条，分布在{facts.Sources.Count}个网站或渠道，单日最高{facts.PeakDay()}条。";
        // R53: whoever received the earlier reports.
        var recipients = c.Reports.Select(r => r.Body).Concat(c.Sendings.Select(s => s.What.Name)).Distinct().ToList();
        return new(c.Title, "", spread, c.Result ?? "", "", "", [], recipients);
    }

    /// <summary>Signs the report and sends it; refused while one of the five parts is empty (R51) or a number in the text is not the data's and nobody said why (R42).</summary>
    public Task<Outcome<Case>> Sign(Actor actor, CaseId id, SummaryText text, CancellationToken ct, long? seen = null) =>
        Filed(actor, id, "summaries.sign", text, null, (c, d, hash, wrong) => Closing.File(c, d, hash, text.Recipients, text.Improvements, wrong, text.Mismatch, text.Publicity), seen, ct);

    /// <summary>Corrects the signed report by another one that names it (R42); the signed one stays.</summary>
    public Task<Outcome<Case>> Correct(Actor actor, CaseId id, SummaryText text, string reason, CancellationToken ct, long? seen = null) =>
        Filed(actor, id, "summaries.correct", text, "原总结评估报告", (c, d, hash, wrong) => Closing.Correct(c, d, hash, text.Recipients, reason, text.Improvements, wrong, text.Mismatch, text.Publicity), seen, ct);

    private async Task<Outcome<Case>> Filed(
        Actor actor, CaseId id, string name, SummaryText text, string? corrects,
        Func<Case, Deciding, string, IReadOnlyList<FigureMismatch>, Outcome<CaseEntry[]>> decide, long? seen, CancellationToken ct)
    {
        var report = new SummaryReport
        {
            Office = new("", TimeZoneInfo.Utc),
            Event = "",
            Subject = "",
            At = default,
            Cause = text.Cause,
            Spread = text.Spread,
            Result = text.Result,
            Experience = text.Experience,
            Problems = text.Problems,
            Corrects = corrects,
        };
        var empty = report.EmptyParts;
        var known = await cases.Topic(actor.Office, id, ct);
        return await cases.With(actor, id, name, (c, facts, office, d) => Compose(report, text, c, facts, office, d),
            (c, d, hash) => empty.Count > 0
                ? Refusal.Invalid("R51", $"总结评估的五个部分不能空缺：{string.Join("、", empty)}。", "None of the five parts may be empty.")
                : decide(c, d, hash, CaseFigures.Check(Texts(text), c, known, d.Now)), ct, seen, DocumentNumbers.Report);
    }

    /// <summary>What a person typed, by its places in the document.</summary>
    private static IEnumerable<(string Field, string? Text)> Texts(SummaryText t) =>
        [("概况", t.Overview), ("舆情发生原因", t.Cause), ("传播特点", t.Spread), ("处理结果", t.Result), ("处置经验", t.Experience), ("存在问题", t.Problems)];

    /// <summary>A recipient's receipt (R53).</summary>
    public Task<Outcome<Case>> Acknowledge(Actor actor, CaseId id, string recipient, string receipt, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "summaries.acknowledge", (c, d) => Closing.Acknowledge(c, d, recipient, receipt), ct, seen);

    /// <summary>What still stands in the way of closing.</summary>
    public async Task<IReadOnlyList<Refusal>> Open(Actor actor, CaseId id, Ending ending, string? article, CancellationToken ct = default)
    {
        IReadOnlyList<Refusal> open = [];
        var probe = await cases.Probe(actor, id, (c, d) => open = Closing.Open(c, d, ending, article), ct);
        return probe.Refusal is { } no ? [no] : open;
    }

    /// <summary>销号 (R02, R10, R41).</summary>
    public Task<Outcome<Case>> Close(Actor actor, CaseId id, Ending ending, string note, string? article, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "summaries.close", (c, d) => Closing.Close(c, d, ending, note, article), ct, seen);

    /// <summary>Reopens a closed case (R48).</summary>
    public Task<Outcome<Case>> Reopen(Actor actor, CaseId id, string reason, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "summaries.reopen", (c, d) => Closing.Reopen(c, d, reason), ct, seen);

    private static OfficialDocument Compose(SummaryReport report, SummaryText text, Case c, TopicFacts? facts, Office office, Deciding d) => (report with
    {
        Office = CaseDocuments.Head(office, d.Rules),
        Event = c.Number,
        Subject = c.Title,
        At = d.Now,
        Recipients = text.Recipients,
        Number = d.Number,
        Signer = d.Actor.Name,
        Grade = c.Grade,
        Category = c.Category,
        DiscoveredAt = c.DiscoveredAt,
        RespondedAt = c.Answers.Count > 0 ? c.Answers[0].At : null,
        CalmAt = c.CalmAt,
        Overview = text.Overview,
        Result = Solved(report.Result ?? "", c, text.Publicity),
        PartNames = d.Rules.Policy.SummaryParts,
        Timeline = Timeline(c, d.Rules.PartyGroup),
        Sources = CaseDocuments.Sources(facts),
        Mentions = CaseDocuments.Mentions(facts),
        Improvements = text.Improvements,
    }).Compose();

    /// <summary>The result, and what was or was not done offline for it (R13).</summary>
    private static string Solved(string result, Case c, string? publicity)
    {
        var why = c.SolvedOffline ? null : string.IsNullOrWhiteSpace(publicity) ? c.Publicity?.What.Reason : publicity.Trim();
        return c.SolvedOffline ? $"{result} 落实的措施：{string.Join("；", c.Measures.Where(m => m.DoneAt is not null).Select(m => m.Text))}。"
            : why is null ? result : $"{result} 没有采取线下措施的理由：{why}";
    }

    /// <summary>The event's course from its own stamps (R52).</summary>
    internal static IReadOnlyList<TimelineEntry> Timeline(Case c, string partyGroup = "机关党组")
    {
        var all = new List<(DateTimeOffset? At, string What)>
        {
            (c.DiscoveredAt, $"发现（{CaseDocuments.Channel(c.Intake.Channel)}）"),
            (c.OpenedAt, "立项"),
            (c.SubmittedAt, "报送研判材料"),
            (c.ReceivedByPrincipalAt, "主要领导签收"),
            (c.ReceivedByPartyGroupAt, $"{partyGroup}签收"),
            (c.AssessedAt, "党组研判确认"),
            (c.Assigned?.SignedAt, "承办科室签收"),
            (c.CompletedAt, "办结"),
            (c.ReboundedAt, "舆情反弹"),
            (c.CalmAt, "认定平稳"),
        };
        all.AddRange(c.Reports.Select(r => ((DateTimeOffset?)r.SentAt, $"报{r.Body}")));
        all.AddRange(c.Sendings.Select(s => ((DateTimeOffset?)s.What.SentAt, $"{(c.UpReports.FirstOrDefault(r => r.Number == s.What.Report)?.Zh ?? "电话报告")}报{s.What.Name}")));
        all.AddRange(c.Grades.Select(g => ((DateTimeOffset?)g.At, $"定为{Words.Of(g.Value)}舆情")));
        all.AddRange(c.Plans.Select(p => ((DateTimeOffset?)p.At, $"启动预案：{p.What.Name}")));
        all.AddRange(c.Groups.Select(g => ((DateTimeOffset?)g.From, "组建专班")));
        all.AddRange(c.Answers.Select(a => ((DateTimeOffset?)a.At, a.What.Kind == AnswerKind.Result ? "发布处理结果" : "发布处理意见")));
        return [.. all.Where(x => x.At is not null).OrderBy(x => x.At).Select(x => new TimelineEntry(x.At!.Value, x.What))];
    }
}
