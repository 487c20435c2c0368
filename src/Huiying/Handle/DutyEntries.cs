using Huiying.Ground;
using Huiying.Ground.Calendars;

namespace Huiying.Handle;

/// <summary>Discharging duties by rule.</summary>
public static class DutyEntries
{
    /// <summary>Entries that meet every open duty of a rule.</summary>
    public static IEnumerable<CaseEntry> Discharge(Case c, string rule, DateTimeOffset at, string evidence) =>
        c.Duties.Where(x => x.Rule == rule && x.Open).Select(x => new DutyDischarged(x.Number, at, evidence));
}

/// <summary>Numbers and derives the duties that one decision opens.</summary>
public sealed class DutyOpener(int duties, Deciding d)
{
    private int last = duties;

    /// <summary>A duty with the clock its rule has in the pinned policy.</summary>
    public DutyOpened Clocked(string rule, string zh, string en, DateTimeOffset from, Grade grade)
    {
        var due = d.Rules.Due(rule, grade, from);
        return new(++last, rule, zh, en, from, due.DueAt, due.Zh, due.En, new(rule, grade, false, false, null, from), due.WeekendsOnly ? true : null);
    }

    /// <summary>
    /// A duty whose clock is another rule's, such as one report of <c>R28:phone</c> per body. Where the policy gives no clock it is owed promptly.
    /// </summary>
    /// <param name="rule">The duty's own id.</param>
    /// <param name="clock">What to compute.</param>
    /// <param name="zh">What is owed.</param>
    /// <param name="en">The same in English.</param>
    /// <param name="note">Why the clock starts where it does, when that needs saying.</param>
    public DutyOpened Of(string rule, DueRequest clock, string zh, string en, (string Zh, string En)? note = null)
    {
        if (d.Rules.Try(clock) is not { } due) return Prompt(rule, zh, en, clock.From);
        var (lines, linesEn) = note is { } n ? ((IReadOnlyList<string>)[n.Zh, .. due.Zh], (IReadOnlyList<string>)[n.En, .. due.En]) : (due.Zh, due.En);
        return new(++last, rule, zh, en, clock.From, due.DueAt, lines, linesEn, clock, due.WeekendsOnly ? true : null);
    }

    /// <summary>A duty for which the regulation says only "promptly" (及时).</summary>
    public DutyOpened Prompt(string rule, string zh, string en, DateTimeOffset from) =>
        new(++last, rule, zh, en, from, null, ["规定未设时限：及时办理"], ["the regulation sets no time: promptly"]);

    /// <summary>A duty with a time that a person set.</summary>
    public DutyOpened Set(string rule, string zh, string en, DateTimeOffset from, DateTimeOffset due) =>
        Set(rule, zh, en, from, due, ["由交办人设定时限"], ["set by the person who gave it"]);

    /// <summary>A duty with a time that follows from something else, as the derivation says.</summary>
    public DutyOpened Set(
        string rule, string zh, string en, DateTimeOffset from, DateTimeOffset due, IReadOnlyList<string> derivation, IReadOnlyList<string> derivationEn) =>
        new(++last, rule, zh, en, from, due, derivation, derivationEn);
}
