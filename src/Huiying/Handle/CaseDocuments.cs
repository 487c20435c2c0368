using System.Globalization;
using Huiying.Assess;
using Huiying.Documents;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>A document of a case, kept in the store under its hash.</summary>
public sealed record CaseDocument(string Zh, string En, string Hash);

/// <summary>The case's documents, filled from what the system already knows (R20): nothing is typed twice.</summary>
public static class CaseDocuments
{
    /// <summary>Media type of what <see cref="Docx"/> writes.</summary>
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>The documents a case has so far.</summary>
    public static IReadOnlyList<CaseDocument> Of(Case c) =>
    [
        .. c.BriefHash is { } brief ? [new CaseDocument("舆情研判材料", "Assessment brief", brief)] : Array.Empty<CaseDocument>(),
        .. c.MinutesHash is { } minutes ? [new CaseDocument("研判会议纪要", "Minutes of the assessment", minutes)] : Array.Empty<CaseDocument>(),
        .. c.Reports.Where(r => r.DocumentHash.Length > 0).Select(r => new CaseDocument($"报{r.Body}的情况报告", $"Report to {r.Body}", r.DocumentHash)),
        .. c.UpReports.Select(r => new CaseDocument($"情况报告（{r.Zh}）", $"Situation report {r.Number}", r.DocumentHash)),
        .. c.Sendings.Where(x => x.What.SheetHash.Length > 0).Select(x => new CaseDocument(
            $"报{x.What.Name}的{(x.What.Mode == ReportMode.Telephone ? "电话记录单" : "传真封面")}",
            $"{(x.What.Mode == ReportMode.Telephone ? "Telephone record" : "Fax cover")}, {x.What.Name}", x.What.SheetHash)),
        .. c.Referrals.Select(r => new CaseDocument(Referring.Title(r), $"Letter {r.What.Number} to {r.What.Name}", r.What.DocumentHash)),
        .. c.Referrals.Where(r => r.Withdrawn is { DocumentHash.Length: > 0 }).Select(r => new CaseDocument($"撤回{Referring.Title(r)}", $"Withdrawal of letter {r.What.Number}", r.Withdrawn!.DocumentHash)),
        .. c.EarlierSummaries.Select(e => new CaseDocument("总结评估报告（原签发）", "Summary report, as signed before", e.DocumentHash)),
        .. c.Summary is { } s ? [new CaseDocument(s.Corrects is null ? "总结评估报告" : "总结评估报告（更正）", s.Corrects is null ? "Summary report" : "Corrected summary report", s.DocumentHash)] : Array.Empty<CaseDocument>(),
    ];

    /// <summary>What heads every document of the office.</summary>
    public static Letterhead Head(Office office, Rulebook rules) => new(office.Name, rules.Policy.Zone, rules.Policy.DocumentSymbol, office.Contact);

    /// <summary>研判材料 (R20).</summary>
    public static OfficialDocument Brief(Case c, TopicFacts? facts, Office office, Deciding d) => new AssessmentBrief
    {
        Office = Head(office, d.Rules),
        Event = c.Number,
        Subject = c.Title,
        Issue = d.Number,
        AsOf = d.Now,
        DiscoveredAt = c.DiscoveredAt,
        Channel = Channel(c.Intake.Channel),
        Posts = facts?.Posts,
        Voices = facts?.Voices,
        VoicesAtMost = facts?.VoicesAtMost ?? false,
        Sources = Sources(facts),
        Mentions = Mentions(facts),
        // A demand stands among the demands, with what was found of it; nothing is said twice.
        Claims = [.. Claims(c).Where((_, i) => c.Claims[i].Kind != ClaimKind.Demand)],
        Demands = [.. c.Claims.Where(x => x.Kind == ClaimKind.Demand).Select(x => $"{x.Text}（{Word(x.Current?.Finding)}{(x.Current is { Fact.Length: > 0 } v ? $"：{v.Fact.TrimEnd('。')}" : "")}）")],
        Set = c.Grades.Count > 0 ? (c.Grades[^1].Value, c.Grades[^1].ByName, c.Grades[^1].At) : null,
        SuggestedGrade = facts?.Suggested,
        SuggestedCategory = SuggestedCategory.Of(c).Category,
        Rules = [.. (facts?.Rules ?? []).Select(r => new RuleFinding(r.Zh, r.Fired))],
    }.Compose();

    /// <summary>会议纪要 of the Party group's assessment (R22).</summary>
    public static OfficialDocument Minutes(Case c, Assessment a, Office office, Deciding d) => new Minutes
    {
        Office = Head(office, d.Rules),
        Body = d.Rules.PartyGroup,
        Subject = c.Title,
        HeldAt = a.HeldAt,
        Number = d.Number,
        Mode = a.Mode,
        Event = c.Number,
        Present = a.Present,
        Absent = a.Absent,
        Recorder = d.Actor.Name,
        Opinions = [("研判意见", a.Opinions)],
        Grade = a.Grade,
        Category = a.Category,
        Plan = a.Plan,
        Reporting = a.Reporting,
        Decisions = [$"定级理由：{a.GradeReason}", $"分类依据：{a.CategoryBasis}", .. a.Preparations.Select(p => $"应对准备：{p}"), $"对外口径：{a.Line}"],
    }.Compose();

    /// <summary>情况报告 to an outside body (R26). Whatever is not yet known is left out (S14).</summary>
    public static OfficialDocument Report(Case c, TopicFacts? facts, string body, Office office, Deciding d) => new SituationReport
    {
        Office = Head(office, d.Rules),
        Stage = c.AssessedAt is null ? ReportStage.First : ReportStage.Handling,
        Number = d.Number,
        Event = c.Number,
        Subject = c.Title,
        At = d.Now,
        Recipients = [body],
        ReceivedAt = c.DiscoveredAt,
        Source = Channel(c.Intake.Channel),
        Grade = c.AssessedAt is null ? null : c.Grade,
        Category = c.AssessedAt is null ? null : c.Category,
        Facts = c.Claims.Count == 0 ? null : string.Join("；", c.Claims.Select(x => x.Text)),
        Trend = facts is null ? null : $"截至报告时累计{facts.Posts}条，近24小时新增{facts.LastDay(d.Now)}条",
        Sources = Sources(facts),
        Claims = Claims(c),
        Measures = [.. c.Measures.Select(m => new MeasureTaken(m.Text, null, m.DueAt, m.DoneAt is null ? "办理中" : "已完成"))],
        Handling = c.Result ?? c.Recorded?.Plan,
    }.Compose();

    /// <summary>商请函 to one body: verified facts, notice, harm and pages with their hashes, nothing on whoever wrote them (R72, R74–R76, S07).</summary>
    public static OfficialDocument Letter(Case c, ReferralDrafted letter, Office office, Deciding d) => new ReferralLetter
    {
        Office = Head(office, d.Rules),
        Recipient = letter.Name,
        Event = c.Number,
        Subject = c.Title,
        At = d.Now,
        Number = Sequence(letter.Number),
        Facts = [.. Claims(c).Where(x => x.Finding != Word(Finding.Unclear))],
        Notice = c.Notices.Count == 0 ? null : new(c.Notices[0].What.Title, c.Notices[0].What.At, c.Notices[0].What.Link),
        SpreadAfter = letter.SpreadAfter,
        Harm = letter.Harm,
        LegalBasis = letter.LegalBasis,
        Request = letter.Request,
        Evidence = [.. letter.Pages.Select(p => new EvidencePage(p.Url, p.CapturedAt, p.TextHash))],
    }.Compose();

    /// <summary>撤回函 for a letter that went out (R42).</summary>
    public static OfficialDocument Withdrawal(Case c, Referral r, string reason, Office office, Deciding d) => new WithdrawalLetter
    {
        Office = Head(office, d.Rules),
        Recipient = r.What.Name,
        Event = c.Number,
        Subject = c.Title,
        At = d.Now,
        Number = d.Number,
        Withdraws = (d.Rules.Policy.DocumentSymbol is { Length: > 0 } symbol ? symbol : "") + "函" + r.What.Number,
        WithdrawsOf = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(r.At, d.Rules.Policy.Zone).DateTime),
        Facts = [.. Claims(c).Where(x => x.Finding != Word(Finding.Unclear))],
        Reason = reason,
    }.Compose();

    /// <summary>The n of 〔year〕n号.</summary>
    private static int? Sequence(string number) => int.TryParse(number[(number.IndexOf('〕', StringComparison.Ordinal) + 1)..].TrimEnd('号'), CultureInfo.InvariantCulture, out var n) ? n : null;

    /// <summary>The topic's hours as charts take them.</summary>
    public static IReadOnlyList<HourCount> Mentions(TopicFacts? facts) => [.. (facts?.Hours ?? []).Select(h => new HourCount(h.Hour, h.Count))];

    /// <summary>The topic's spread as tables take it.</summary>
    public static IReadOnlyList<SourceFigures> Sources(TopicFacts? facts) =>
        [.. (facts?.Sources ?? []).Select(s => new SourceFigures(s.Shown, s.Posts, s.Views, s.Replies, null, s.Link))];

    /// <summary>A finding in the office's words.</summary>
    public static string Word(Finding? finding) => finding switch
    {
        Finding.True => "属实",
        Finding.PartlyTrue => "部分属实",
        Finding.False => "不属实",
        _ => "待核",
    };

    /// <summary>A channel in the office's words.</summary>
    public static string Channel(IntakeChannel channel) => channel switch
    {
        IntakeChannel.Web => "网上巡查",
        IntakeChannel.Telephone => "电话",
        IntakeChannel.Fax => "传真",
        IntakeChannel.Hotline => "热线转办",
        IntakeChannel.Petition => "信访",
        IntakeChannel.SectionReport => "科室报告",
        IntakeChannel.SuperiorOrder => "上级交办",
        _ => "来访",
    };

    /// <summary>What was found about each claim, as tables take it.</summary>
    public static IReadOnlyList<ClaimFinding> Claims(Case c) => [.. c.Claims.Select(x => new ClaimFinding(
        x.Text, Word(x.Current?.Finding), x.Current is { } v ? string.Join("；", new[] { v.Fact, v.TruePart is { } t ? $"属实部分：{t}" : "", v.Evidence }.Where(s => s.Length > 0)) : null,
        x.Current?.ByName, x.Current?.At))];
}
