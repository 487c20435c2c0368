using Huiying.Ground;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>Reports to outside bodies (R25, R26).</summary>
internal static class Reporting
{
    /// <summary>
    /// Records that a report went out. Anyone signed in may, with as little as is known: nothing blocks a report upward (S14).
    /// Without a receipt the duty stays open. Ordinary events go after the assessment (R25); whoever holds one to be major says why and sends it at once.
    /// </summary>
    public static Outcome<CaseEntry[]> Report(
        Case c, Deciding d, string bodyId, ReportMode mode, DateTimeOffset sentAt, string receivedBy, string receipt, string documentHash, string? asMajor,
        IncomingId? item = null)
    {
        if (!d.Actor.SignedIn) return Refusal.NotYourPost("-", "请先登录。", "Sign in first.");
        var body = d.Rules.OutsideBodies.FirstOrDefault(b => b.Id == bodyId);
        if (body is null) return Refusal.NotFound("制度中没有这个报告对象。", "The policy names no such body.");
        // What the system delivers has its time and its receipt from there; nothing is typed.
        if (item is not null && mode == ReportMode.System) (sentAt, receivedBy, receipt) = (d.Now, "", "");
        if (sentAt > d.Now) return Refusal.Invalid("R26", "报送时间不能晚于现在。", "It cannot have been sent in the future.");
        var early = c.AssessedAt is null && c.Highest == Grade.Ordinary;
        if (early && string.IsNullOrWhiteSpace(asMajor))
        {
            return No("report.before-assessment", "R25", "一般舆情须经党组研判后再对外报告；认为属重大以上的，请写明理由，可立即报告。",
                "An ordinary event is assessed first; if you hold it to be major, give the reason and it goes at once.");
        }
        var duty = c.Duties.FirstOrDefault(x => x.Rule == $"R26:{bodyId}" && x.Open);
        var entry = new ReportedOutside(
            duty?.Number ?? 0, body.Name, mode, Micros.Truncate(sentAt), receivedBy.Trim(), receipt.Trim(), documentHash, early ? asMajor!.Trim() : null)
        { Item = item };
        if (entry.ReceivedBy.Length == 0 || entry.Receipt.Length == 0) return Do(entry);
        var evidence = $"{entry.ReceivedBy}，{entry.Receipt}";
        return new CaseEntry[] { entry }.Concat(DutyEntries.Discharge(c, $"R26:{bodyId}", entry.SentAt, evidence))
            .Concat(DutyEntries.Discharge(c, Superior.Again(bodyId), entry.SentAt, evidence)).ToArray();
    }
}
