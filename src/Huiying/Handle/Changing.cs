using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Handle;

/// <summary>What follows when facts change: a progress report from major grade up (R39), and corrections of whatever cited them (R42).</summary>
public static class Changing
{
    /// <summary>The duty to report a change within its time, once however many changes wait.</summary>
    public static IEnumerable<CaseEntry> Reported(Case c, Deciding d, Grade grade, DutyOpener open, string zh, string en) =>
        grade == Grade.Ordinary || c.Duties.Any(x => x.Rule == Rules.Change && x.Open)
            ? []
            : [open.Of(Rules.Change, Grading.At(Rules.Change, grade, d.Now), $"{zh}，以续报上报", $"Report {en} upward")];

    /// <summary>
    /// What a verification entry begins. If it says something else than the entry it replaces, every report, answer and letter that cited
    /// that one is to be corrected or withdrawn the same day.
    /// </summary>
    public static IEnumerable<CaseEntry> Verified(Case c, Deciding d, Claim about, Verified now, DutyOpener open)
    {
        var old = about.Current;
        if (old is not null && old.Finding == now.Finding && old.Fact == now.Fact && old.TruePart == now.TruePart) yield break;
        if (old is not null)
        {
            foreach (var report in c.UpReports.Where(r => r.Cites.Contains(old.Number) && c.Sendings.Any(s => s.What.Report == r.Number)))
            {
                yield return Correct(c, d, open, $"R42:report:{report.Number}:{now.Verification}", $"更正{report.Zh}：“{about.Text}”的核实情况已变化", $"Correct report {report.Number}");
            }
            foreach (var release in c.Answers.Where(a => a.Stands).Select(a => a.What).Where(a => Cites(c, a, about.Number, old.Number)).Select(a => a.Release).Distinct())
            {
                yield return Correct(c, d, open, $"R42:answer:{release}:{now.Verification}", $"更正或撤回已发布的回应：“{about.Text}”的核实情况已变化", "Correct or withdraw the published answer");
            }
            foreach (var r in c.Referrals.Where(r => r is { Sent: not null, Withdrawn: null } && r.What.Cites.Contains(old.Number)))
            {
                yield return Referring.Withdrawal(c, d, open, r, $"{now.Verification}", $"“{about.Text}”的核实情况已变化");
            }
        }
        foreach (var e in Reported(c, d, c.Grade, open, old is null ? $"新核实“{about.Text}”" : $"“{about.Text}”的核实情况变化", old is null ? $"a new verification (claim {about.Number})" : $"a changed verification (claim {about.Number})")) yield return e;
    }

    /// <summary>
    /// Meets the duties to mend an answer (R42): it was withdrawn, or corrected by a text that no longer rests on what was replaced. An answer that does not
    /// name the one it corrects meets none: the old text would go on saying what is wrong.
    /// </summary>
    /// <param name="release">The answer that was corrected or withdrawn.</param>
    /// <param name="cites">Verification entries the correction rests on; null for a withdrawal.</param>
    public static IEnumerable<CaseEntry> Mended(Case c, Deciding d, string release, IReadOnlyList<int>? cites, string evidence)
    {
        foreach (var duty in c.Duties.Where(x => x.Open && x.Rule.StartsWith($"R42:answer:{release}:", StringComparison.Ordinal)))
        {
            var number = int.Parse(duty.Rule.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
            var entries = c.Claims.FirstOrDefault(x => x.Verifications.Any(v => v.Number == number))?.Verifications.Select(v => v.Number).ToList() ?? [];
            if (cites is null || !cites.Any(v => v < number && entries.Contains(v))) yield return new DutyDischarged(duty.Number, d.Now, evidence);
        }
    }

    private static DutyOpened Correct(Case c, Deciding d, DutyOpener open, string rule, string zh, string en) =>
        open.Of(rule, Grading.At(Rules.Correction, c.Grade, d.Now), zh, en);

    /// <summary>By the entries it cited; an answer from before those were recorded, by its claims.</summary>
    private static bool Cites(Case c, Answered answer, int claim, int verification) =>
        c.Cited.LastOrDefault(x => x.Release == answer.Release) is { } cited ? cited.Verifications.Contains(verification) : answer.Claims.Contains(claim);
}
