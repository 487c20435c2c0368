using Huiying.Ground;
using Huiying.Ground.Policies;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>
/// 延期: more time for work that one person handed to another, approved before the time is over, only ever later, and never by whoever owes it (R08). The clocks
/// of the regulation itself run as they are: being late is then said and explained (R40).
/// </summary>
internal static class Extending
{
    private static readonly Role[] Approvers = [Role.SupervisingLeader, Role.PrincipalLeader];
    private static readonly Role[] Instructors = [Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader];

    /// <summary>Whether the duty's time may be moved within the office at all, so that a page offers it.</summary>
    public static bool May(Duty duty) => duty is { Open: true, DueAt: not null } && Handed(duty.Rule);

    /// <summary>Approves more time for a measure, feedback on an instruction, the answer to a 督办单 or telling the citizen of a 转办.</summary>
    public static Outcome<CaseEntry[]> Extend(Case c, Deciding d, int duty, DateTimeOffset due, string reason)
    {
        if (c.Duties.FirstOrDefault(x => x.Number == duty) is not { } owed) return Refusal.NotFound("没有这项职责。", "There is no such duty.");
        var given = c.Instructions.FirstOrDefault(i => owed.Rule == Rule(i.What))?.What;
        if (d.Bar(c, "R08", given is null ? Approvers : Instructors) is { } no) return no;
        if (!owed.Open) return No("extension.met", "R08", "该职责已履行，不用延期。", "That duty is met already.");
        if (owed.Rule.StartsWith(Superior.Order, StringComparison.Ordinal))
        {
            return No("extension.superior", "R08", "该时限由上级限定，只能由上级在其来件里延长；需要时请先向上级报告。", "The superior set that time; only the superior extends it.");
        }
        if (!Handed(owed.Rule)) return Fixed(owed);
        if (owed.DueAt is not { } ends) return No("extension.none", "R08", "这项职责没有设时限（应及时办理），不用延期。", "That duty has no time to extend.");
        if (Owes(c, d, owed, given)) return No("extension.own", "R08", "责任人不能批准自己延期。", "Whoever owes it does not extend the own time.");
        if (given?.Person is { } giver && giver != d.Actor.Person && !d.Actor.IsAny(Role.PrincipalLeader, Role.PartySecretary))
        {
            return No("extension.giver", "R08", "批示的时限由批示人本人或第一责任人延长。", "Whoever gave the instruction, or a first responsible person, extends it.");
        }
        if (owed.Late(d.Now)) return No("extension.late", "R08", "已经逾期，延期须在到期前批准；请如实办理并说明迟延原因。", "It is late; an extension is approved before the time is over.");
        if (due <= ends) return Refusal.Invalid("R08", "新的时限须晚于原时限。", "The new time must be later than the old one.");
        if (Missing("R08", (reason, "延期理由", "the reason")) is { } missing) return missing;
        return given is { Person: null }
            ? Do(new DutyExtended(duty, Micros.Truncate(due), reason.Trim(), [$"批示人{given.Leader}同意延期，由批准人登记"], [$"{given.Leader}, who gave the instruction, agreed; entered by who approved it"]))
            : Do(new DutyExtended(duty, Micros.Truncate(due), reason.Trim(), ["新时限由批准人设定"], ["the new time was set by who approved it"]));
    }

    /// <summary>The rule of the duty that an instruction opened.</summary>
    public static string Rule(Instructed what) => $"{Instruction}{what.Instruction}";

    /// <summary>How the rules of duties from an instruction begin.</summary>
    public const string Instruction = "R08:instruction:";

    /// <summary>Handed from one person to another (R08), as against what the regulation owes to the superior or to the public.</summary>
    private static bool Handed(string rule) => Family(rule, "R33:") || Family(rule, Instruction) || Family(rule, $"{Rules.SupervisionAnswer}:") || Family(rule, $"{Rules.Told}:") || Family(rule, "R08:receipt:");

    private static bool Owes(Case c, Deciding d, Duty owed, Instructed? given)
    {
        if (c.Measures.FirstOrDefault(m => owed.Rule == $"R33:{m.Number}") is { } m) return m.Owner == d.Actor.Person;
        var slip = c.Supervisions.FirstOrDefault(s => owed.Rule == $"{Rules.SupervisionAnswer}:{s.What.Order}");
        return (slip?.What.Section ?? given?.Section) is { } section && Ordering.OfSection(d, section);
    }

    private static Refusal Fixed(Duty owed)
    {
        var clause = owed.Rule[..3];
        return owed.Rule == Rules.Suggestion
            ? No("extension.fixed", clause, "建议的答复时限只能在“分类处置”页按复杂事项延长。", "The time to reply to a suggestion is lengthened only as a complex matter, on the category page.")
            : No("extension.fixed", clause, $"“{owed.Zh}”的时限由制度规定，不能延期；到期没有办成的，如实记为逾期并说明原因。",
                $"The time of “{owed.En}” is the regulation's and is not extended; being late is said and explained.");
    }

    private static bool Family(string rule, string family) => rule.StartsWith(family, StringComparison.Ordinal);
}
