using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>A report on its way, as a person enters it. Whatever is not known may stay empty (S14).</summary>
/// <param name="Report">Which signed report; 0 when it was only told by telephone.</param>
/// <param name="Body">The body's key in the policy.</param>
/// <param name="SentAt">When the call or sending was; never in the future.</param>
/// <param name="Skip">Why a level below was passed over (R29).</param>
/// <param name="AsMajor">Why it goes before the assessment of an ordinary event (R25, S14).</param>
public sealed record UpSending(
    int Report, string Body, ReportMode Mode, DateTimeOffset SentAt, string ReceivedBy = "", string Receipt = "", string Note = "", string? Skip = null,
    string? AsMajor = null)
{
    /// <summary>What it will be in the register of a body that is an office of this installation; null for one outside.</summary>
    public IncomingId? Item { get; init; }

    /// <summary>Whether the system itself delivers it: then its time is the clock's and its receipt the recipient's own.</summary>
    public bool Delivered => Item is not null && Mode == ReportMode.System;
}

/// <summary>
/// Reports upward from major grade up (R28–R30, R33, R39, R42). Nothing here asks for a post, a field or an earlier step: whatever else is owed because of
/// the report, such as the reason for passing over a level, becomes a duty beside it (S14).
/// </summary>
internal static class Upward
{
    /// <summary>Which report the next one is: the first, then 续报 1…n without gaps, 终报 once every measure is settled (R33), or a correction (R42).</summary>
    public static (ReportStage Stage, int? Sequence) Next(Case c, UpText text)
    {
        if (text.Corrects is not null) return (ReportStage.Correction, null);
        if (!c.UpReports.Any(r => r.Stage == ReportStage.First)) return (ReportStage.First, null);
        if (text.Final && c.Measures.All(m => m.DoneAt is not null)) return (ReportStage.Final, null);
        return (ReportStage.Progress, c.UpReports.Count(r => r.Stage == ReportStage.Progress) + 1);
    }

    /// <summary>Signs a report as it is (R42). A figure that differs from the data without a reason leaves a duty to give one.</summary>
    public static Outcome<CaseEntry[]> Issue(Case c, Deciding d, UpText text, int? dataPosts, string documentHash, IReadOnlyList<FigureMismatch>? mismatches = null)
    {
        if (!d.Actor.SignedIn) return Refusal.NotYourPost("-", "请先登录。", "Sign in first.");
        if (text.Corrects is { } old && c.UpReports.All(r => r.Number != old)) return Refusal.NotFound("没有要更正的这份报告。", "There is no such report to correct.");
        var (stage, sequence) = Next(c, text);
        var number = c.UpReports.Count + 1;
        var cites = c.Claims.Select(x => x.Current).OfType<Verification>().Select(v => v.Number).ToList();
        var entry = new ReportIssued(number, stage, sequence, text, dataPosts, cites, documentHash);
        var differs = (mismatches ?? []).Select(m => m.Zh).ToList();
        if (text.Posts is { } given && dataPosts is { } data && given != data) differs.Insert(0, $"帖文数写{given}，数据为{data}");
        return differs.Count > 0 && string.IsNullOrWhiteSpace(text.Mismatch)
            ? Do(entry, new DutyOpener(c.Duties.Count, d).Prompt($"R42:reason:{number}",
                $"说明第{number}份报告的数字与数据不一致的原因：{string.Join("；", differs)}", $"Say why report {number} differs from the data", d.Now))
            : Do(entry);
    }

    /// <summary>Records that a report went, or was told. It meets its duties at its own time once the recipient, number and (by voice) a note are known.</summary>
    public static Outcome<CaseEntry[]> Send(Case c, Deciding d, UpSending s, string sheetHash)
    {
        if (!d.Actor.SignedIn) return Refusal.NotYourPost("-", "请先登录。", "Sign in first.");
        if (d.Rules.Find(s.Body) is not { } body) return Refusal.NotFound("制度中没有这个报告对象。", "The policy names no such body.");
        if (s.Report != 0 && c.UpReports.All(r => r.Number != s.Report)) return Refusal.NotFound("没有这份报告。", "There is no such report.");
        // What the system delivers has its time and its receipt from there; nothing is typed.
        if (s.Delivered) s = s with { SentAt = d.Now, ReceivedBy = "", Receipt = "" };
        if (s.SentAt > d.Now) return Refusal.Invalid("R28", "报告时间不能晚于现在。", "It cannot have been reported in the future.");
        var early = c.AssessedAt is null && c.Highest == Grade.Ordinary;
        if (early && string.IsNullOrWhiteSpace(s.AsMajor))
        {
            return No("report.before-assessment", "R25", "一般舆情须经党组研判后再对外报告；认为属重大以上的，请写明理由，可立即报告。",
                "An ordinary event is assessed first; if you hold it to be major, give the reason and it goes at once.");
        }
        var entry = new ReportSent(s.Report, body.Id, body.Name, s.Mode, Micros.Truncate(s.SentAt), s.ReceivedBy.Trim(), s.Receipt.Trim(), s.Note.Trim(),
            string.IsNullOrWhiteSpace(s.Skip) ? null : s.Skip.Trim(), early ? s.AsMajor!.Trim() : null, sheetHash)
        { Item = s.Item };
        var sending = new Sending(entry, d.Actor.Person, d.Actor.Name, d.Now);
        var open = new DutyOpener(c.Duties.Count, d);
        var entries = new List<CaseEntry> { entry };
        if (entry.Skip is null && Skipped(c, d, sending) is { } below && !c.Duties.Any(x => x.Rule == $"R29:{body.Id}" && x.Open))
        {
            entries.Add(open.Prompt($"R29:{body.Id}", $"说明未经{below.Name}直接报{body.Name}的理由", $"Say why {below.Name} was passed over", d.Now));
        }
        Counted(c, d, sending, open, entries);
        return entries.ToArray();
    }

    /// <summary>What a sending meets once it counts: nothing before its recipient and receipt are known.</summary>
    public static void Counted(Case c, Deciding d, Sending sending, DutyOpener open, List<CaseEntry> entries)
    {
        if (!sending.Counts) return;
        var entry = sending.What;
        var body = d.Rules.Find(entry.Body) ?? new OutsideBody(entry.Body, entry.Name);
        var evidence = string.Join("，", new[] { entry.ReceivedBy, entry.Receipt, entry.Note }.Where(x => x.Length > 0));
        if (sending.Written)
        {
            entries.AddRange(DutyEntries.Discharge(c, $"{Rules.Written}:{body.Id}", entry.SentAt, evidence));
            // What was sent back is met only by what was sent after that.
            entries.AddRange(c.Duties.Where(x => x.Open && x.Rule == Superior.Again(body.Id) && entry.SentAt >= x.From).Select(x => new DutyDischarged(x.Number, entry.SentAt, evidence)));
        }
        else if (entry.Mode == ReportMode.Telephone) entries.AddRange(DutyEntries.Discharge(c, $"{Rules.Phone}:{body.Id}", entry.SentAt, evidence));
        if (sending.Written && Unsent(c, d.Rules, entry.Report).SequenceEqual([body])) Completed(c, d, sending, open, entries);
    }

    /// <summary>Bodies that a report has not reached with a receipt. One unsent is incomplete (R30). A correction goes to whoever got the report it corrects.</summary>
    public static IReadOnlyList<OutsideBody> Unsent(Case c, Rulebook rules, int report)
    {
        var r = c.UpReports.First(x => x.Number == report);
        var owed = r.Text.Corrects is { } old
            ? c.Sendings.Where(s => s.What.Report == old).Select(s => new OutsideBody(s.What.Body, s.What.Name)).Distinct()
            : rules.Bodies(c.Highest);
        return [.. owed.Where(b => !c.Sendings.Any(s => s.What.Report == report && s.Counts && s.Written && s.What.Body == b.Id))];
    }

    /// <summary>Gives the reason that a report upward left owing: a level passed over (R29), a figure that differs (R42).</summary>
    public static Outcome<CaseEntry[]> Explain(Case c, Deciding d, int duty, string reason)
    {
        if (!d.Actor.SignedIn) return Refusal.NotYourPost("-", "请先登录。", "Sign in first.");
        var owed = c.Duties.FirstOrDefault(x => x.Number == duty && x.Open && (Is(x, "R29:") || Is(x, "R42:reason:")));
        if (owed is null) return Refusal.NotFound("没有待补充的理由。", "No reason is owed there.");
        return Missing(owed.Rule[..3], (reason, "理由", "the reason")) is { } missing ? missing : Do(new DutyDischarged(duty, d.Now, reason.Trim()));

        static bool Is(Duty x, string rule) => x.Rule.StartsWith(rule, StringComparison.Ordinal);
    }

    /// <summary>The nearest level below on the body's line that has no such report yet (R29).</summary>
    private static OutsideBody? Skipped(Case c, Deciding d, Sending s)
    {
        var line = d.Rules.Lines(c.Highest).FirstOrDefault(l => l.Any(b => b.Id == s.What.Body));
        return line?.TakeWhile(b => b.Id != s.What.Body).LastOrDefault(b => !c.Sendings.Any(x => x.What.Body == b.Id && x.Written == s.Written && x.What.Report == s.What.Report));
    }

    /// <summary>The report has reached everyone: it meets what it can meet, and the next progress report is owed.</summary>
    private static void Completed(Case c, Deciding d, Sending last, DutyOpener open, List<CaseEntry> entries)
    {
        var report = c.UpReports.First(r => r.Number == last.What.Report);
        var sent = c.Sendings.Where(s => s.What.Report == report.Number && s.Counts && s.Written).Append(last).Max(s => s.What.SentAt);
        if (report.Text.Corrects is { } corrected)
        {
            var rule = $"R42:report:{corrected}:";
            entries.AddRange(c.Duties.Where(x => x.Open && x.Rule.StartsWith(rule, StringComparison.Ordinal) && report.At >= x.From)
                .Select(x => new DutyDischarged(x.Number, sent, report.Zh)));
            return;
        }
        // A change is reported only by what was signed after it.
        entries.AddRange(c.Duties.Where(x => x.Open && x.Rule is Rules.Change or "R43" && report.At >= x.From).Select(x => new DutyDischarged(x.Number, sent, report.Zh)));
        // A progress report meets the duty that has begun, not tomorrow's; the first and the last report meet whatever is open.
        var met = c.Duties.Where(x => x.Open && x.Rule is Rules.Progress or Rules.DailyProgress && (report.Stage != ReportStage.Progress || sent >= x.From)).ToList();
        entries.AddRange(met.Select(x => new DutyDischarged(x.Number, sent, report.Zh)));
        if (report.Stage == ReportStage.Final || c.Grade == Grade.Ordinary) return;
        if (met.Any(x => x.Rule == Rules.Progress)) entries.Add(Renewed(c, d, Rules.Progress, sent, open));
        if (c.Grade == Grade.Extraordinary && met.Any(x => x.Rule == Rules.DailyProgress)) entries.Add(Renewed(c, d, Rules.DailyProgress, sent, open));
    }

    /// <summary>From the last report on; a clock that ends with the day has been met for today, so it starts again with the next.</summary>
    private static DutyOpened Renewed(Case c, Deciding d, string rule, DateTimeOffset sent, DutyOpener open)
    {
        var request = new DueRequest(rule, c.Grade, false, false, c.Grades[^1].At, sent);
        if (d.Rules.Try(request) is { Term: { Kind: TermKind.Days, Count: 0 } } today) request = request with { From = today.DueAt };
        return open.Of(rule, request, rule == Rules.Progress ? "续报" : "每日续报", rule == Rules.Progress ? "Progress report" : "The day's progress report");
    }
}
