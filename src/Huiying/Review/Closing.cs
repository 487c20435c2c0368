using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using static Huiying.Handle.Deciding;

namespace Huiying.Review;

/// <summary>Summary, its receipts, and the closing gates (R02, R05, R10, R41, R49–R53).</summary>
internal static class Closing
{
    /// <summary>The summary report is signed and sent (R50, R51, R53). A number that is not the data's needs a reason first (R42).</summary>
    public static Outcome<CaseEntry[]> File(
        Case c, Deciding d, string documentHash, IReadOnlyList<string> recipients, IReadOnlyList<Improvement>? improvements = null,
        IReadOnlyList<FigureMismatch>? mismatches = null, string? mismatch = null, string? publicity = null)
    {
        if (d.Bar(c, "R51", Role.SupervisingLeader, Role.PrincipalLeader) is { } no) return no;
        if (c.CalmAt is null) return No("summary.early", "R50", "认定平稳后才能总结。", "The summary follows calm.");
        if (c.Summary is not null) return No("summary.filed", "R42", "总结已签发；如需更改请出更正报告。", "It is already signed; a change is a correction.");
        if (recipients.Count == 0) return Refusal.Invalid("R53", "请指定报送部门。", "Name the recipients.");
        if (Contradicts(mismatches ?? [], mismatch) is { } refused) return refused;
        if (!c.SolvedOffline && c.Publicity is null && Given(publicity) is null)
        {
            return No("summary.publicity", "R13", "本事件没有完成任何线下措施，只有发布和答复：请写明为什么不需要解决实际问题，或者先落实措施。",
                "Nothing was done offline, only published: say why nothing had to be solved, or solve it first.");
        }
        return Only(c, publicity).Append(new SummaryFiled(documentHash, recipients, improvements, Mismatch: Given(mismatch))).Concat(DutyEntries.Discharge(c, "R50", d.Now, documentHash)).ToArray();
    }

    /// <summary>A signed summary is corrected by another that names it; it stays as it was, and whoever received it receives the correction (R42, R53).</summary>
    public static Outcome<CaseEntry[]> Correct(
        Case c, Deciding d, string documentHash, IReadOnlyList<string> recipients, string reason, IReadOnlyList<Improvement> improvements,
        IReadOnlyList<FigureMismatch> mismatches, string? mismatch, string? publicity = null) =>
        d.Bar(c, "R42", Role.SupervisingLeader, Role.PrincipalLeader) is { } no ? no
        : c.Summary is not { } signed ? No("summary.not-filed", "R42", "总结尚未签发，直接修改即可。", "It is not signed yet; change it as it is.")
        : Missing("R42", (reason, "更正的理由", "why it is corrected")) is { } missing ? missing
        : Contradicts(mismatches, mismatch) is { } refused ? refused
        : Only(c, publicity).Append(new SummaryFiled(documentHash, [.. signed.Recipients.Union(recipients)], improvements, signed.DocumentHash, reason.Trim(), Given(mismatch))).ToArray();

    /// <summary>The reason for publicity only, while nothing was done offline (R13): it stands in the summary's text and here.</summary>
    private static IEnumerable<CaseEntry> Only(Case c, string? publicity) => !c.SolvedOffline && Given(publicity) is { } why && c.Publicity?.What.Reason != why ? [new PublicityOnly(why)] : [];

    /// <summary>Refuses a text whose numbers are not the data's, each named with its place, until someone says why (R42).</summary>
    internal static Refusal? Contradicts(IReadOnlyList<FigureMismatch> mismatches, string? reason) => mismatches.Count == 0 || Given(reason) is not null ? null
        : No("report.figures", "R42", $"文中数字与数据不一致：{string.Join("；", mismatches.Select(m => m.Zh))}。请改正，或写明不一致的原因。",
            $"Figures in the text are not the data's: {string.Join("; ", mismatches.Select(m => m.En))}. Mend them, or say why they differ.");

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>A recipient's receipt for the summary (R53).</summary>
    public static Outcome<CaseEntry[]> Acknowledge(Case c, Deciding d, string recipient, string receipt) =>
        d.Bar(c, "R53", Role.Clerk) is { } no ? no
        : c.Summary?.Recipients.Contains(recipient) != true ? Refusal.NotFound("总结未报送该部门。", "The summary did not go there.")
        : c.SummaryReceipts.Any(r => r.Recipient == recipient) ? No("summary.received", "R53", "该部门已签收。", "Already acknowledged.")
        : Missing("R53", (receipt, "回执", "the receipt")) is { } missing ? missing
        : Do(new SummaryReceived(recipient, receipt.Trim()));

    /// <summary>What still stands between the case and closing; empty when it may close.</summary>
    public static IReadOnlyList<Refusal> Open(Case c, Deciding d, Ending ending, string? article)
    {
        var open = new List<Refusal>();
        foreach (var x in c.Claims.Where(x => x.Kind == ClaimKind.Demand && x.Settled is null))
        {
            open.Add(No("close.demand", "R10", $"诉求“{x.Text}”尚无办理结果和依据。", $"Demand {x.Number} has no outcome."));
        }
        foreach (var x in c.Duties.Where(x => x.Open))
        {
            open.Add(No("close.duty", "R41", $"尚有未履行的职责：{x.Zh}。", $"A duty is unmet: {x.En} ({x.Rule})."));
        }
        if (c.CompletedAt is not null && !c.HandlingAgreed) open.Add(No("close.review", "R08", "办理结果还没有经过审核，请先在“办理”页审核。", "The result of the handling was not reviewed yet."));
        if (c.Highest != Grade.Ordinary && !c.HasFinal) open.Add(No("close.final", "R39", "重大以上舆情须报出终报后才能销号。", "From major up the final report comes before closing."));
        if (c.Group is not null) open.Add(No("close.group", "R32", "专班尚未结束。", "The working group has not ended."));
        if (c.Tracker is null && c.Grade != Grade.Ordinary) open.Add(No("close.tracker", "R45", "重大以上舆情的跟踪人不得空缺。", "From major up tracking may not be vacant."));
        var results = c.Answers.Where(a => a is { Stands: true, What.Kind: AnswerKind.Result }).ToList();
        var fits = ending switch
        {
            Ending.PublicResponse => results.Any(a => a.What.Outlet != "direct"),
            Ending.DirectReply => c.Grade == Grade.Ordinary && results.Any(a => a.What.Outlet == "direct"),
            _ => c.Grade == Grade.Ordinary && Lawful.Articles.ContainsKey(article ?? ""),
        };
        if (!fits)
        {
            open.Add(No("close.no-response", "R02", "须有公开回应、直接答复，或法定不公开理由（引用条款并经第一责任人批准）；重大以上只能公开回应。",
                "It needs a public response, a direct reply, or a lawful reason with its article; from major up only a public response."));
        }
        if (!c.SolvedOffline && c.Publicity is null)
        {
            open.Add(No("close.publicity", "R13", "本事件没有完成任何线下措施，只有发布和答复：请在总结（已签发的，出更正报告）里写明为什么不需要解决实际问题。",
                "Nothing was done offline, only published: say in the summary (or its correction) why nothing had to be solved."));
        }
        if (c.Category == Category.Suggestion && (c.Suggestion is null || ending != Ending.PublicResponse))
        {
            open.Add(No("close.suggestion", "R77", "建议须登记采纳情况并公开后才能销号。", "A suggestion closes once its outcome is decided and made public."));
        }
        if (ending == Ending.LawfulReason && c.FirstNamed)
        {
            if (c.Ruled(SuperiorMatter.LawfulReason) is null)
            {
                open.Add(No("close.lawful-superior", "S09", "第一责任人在本事件中须回避，以法定理由不予公开须由上级机关批准；请把决定登记在“回避”页。", "A first responsible person is named: the superior body approves the lawful reason."));
            }
        }
        else if (ending == Ending.LawfulReason && !d.Actor.IsAny(Role.PrincipalLeader, Role.PartySecretary))
        {
            open.Add(No("close.lawful-approval", "R02", "以法定理由不予公开的，须由第一责任人批准销号。", "Only the first responsible person closes with a lawful reason."));
        }
        if (c.Answers.Any(a => a is { Stands: true, Effect: null })) open.Add(No("close.effect", "R05", "每份回应须记录效果。", "Each answer needs its effect recorded."));
        if (c.CalmAt is null) open.Add(No("close.calm", "R49", "尚未认定平稳。", "Calm is not set."));
        if (c.Summary is null) open.Add(No("close.summary", "R50", "尚未签发总结评估报告。", "The summary report is not signed."));
        else if (c.Summary.Recipients.Except(c.SummaryReceipts.Select(r => r.Recipient)).ToList() is { Count: > 0 } waiting)
        {
            open.Add(No("close.receipt", "R53", $"{string.Join("、", waiting)}尚未签收总结评估报告。", $"No receipt from {string.Join(", ", waiting)} for the summary."));
        }
        return open;
    }

    /// <summary>销号.</summary>
    public static Outcome<CaseEntry[]> Close(Case c, Deciding d, Ending ending, string note, string? article)
    {
        if (d.Bar(c, "R02", Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary) is { } no) return no;
        if (Missing("R02", (note, "销号说明", "the closing note")) is { } missing) return missing;
        return Open(c, d, ending, article) is [var first, ..] ? first : Do(new Closed(ending, note.Trim(), ending == Ending.LawfulReason ? article : null));
    }

    /// <summary>Reopens a closed case; its history stays (R48).</summary>
    public static Outcome<CaseEntry[]> Reopen(Case c, Deciding d, string reason) =>
        d.Post("R48", Role.Clerk, Role.DutyOfficer, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary) is { } no ? no
        : c.MergedInto is { } into ? No("reopen.merged", "R09", $"本事件已并入{into.Number}，请在该事件办理。", $"This event went into {into.Number}; go on there.")
        : c.ClosedAt is null ? No("reopen.open", "R48", "事件未销号。", "The event is not closed.")
        : Missing("R48", (reason, "重新启动的理由", "the reason")) is { } missing ? missing
        : Do(new Reopened(reason.Trim()), new DutyOpener(c.Duties.Count, d).Clocked("R46", "重新启动后动态跟踪至平稳", "Track until calm", d.Now, c.Grade));
}
