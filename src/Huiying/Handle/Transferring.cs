using Huiying.Ground;
using Huiying.Ground.Policies;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>转办: what is another body's goes there with a receipt, and the citizen is told where it went (R08, R10).</summary>
internal static class Transferring
{
    private static readonly Role[] Office = [Role.Clerk, Role.DutyOfficer, Role.SectionHead];

    /// <summary>The matter, or one claim of it, was passed to the competent body; a receipt and telling the citizen are owed from here.</summary>
    public static Outcome<CaseEntry[]> Pass(Case c, Deciding d, int? claim, string body, string why, DateTimeOffset sentAt, string how)
    {
        if (d.Bar(c, "R08", Office) is { } no) return no;
        if (claim is { } n && c.Claims.All(x => x.Number != n)) return Refusal.NotFound("没有这个核实事项。", "There is no such claim.");
        if (sentAt > d.Now) return Refusal.Invalid("R08", "转办时间不能晚于现在。", "It cannot have been passed on in the future.");
        if (Missing("R08", (body, "转往单位", "the body"), (why, "转办理由", "why it is theirs"), (how, "转办方式", "how it went")) is { } missing) return missing;
        var number = c.Passings.Count + 1;
        var open = new DutyOpener(c.Duties.Count, d);
        return Do(
            new MatterPassedOn(number, claim, body.Trim(), why.Trim(), Micros.Truncate(sentAt), how.Trim()),
            open.Prompt($"R08:receipt:{number}", $"取得{body.Trim()}的转办回执", $"Get the receipt of {body.Trim()}", d.Now),
            open.Of($"{Rules.Told}:{number}", Grading.At(Rules.Told, c.Grade, Micros.Truncate(sentAt)), $"告知反映人已转{body.Trim()}", $"Tell who asked that it went to {body.Trim()}"));
    }

    /// <summary>The body's receipt.</summary>
    public static Outcome<CaseEntry[]> Receive(Case c, Deciding d, int passing, string receivedBy, string receipt, DateTimeOffset at)
    {
        if (d.Bar(c, "R08", Office) is { } no) return no;
        if (c.Passings.FirstOrDefault(p => p.What.Passing == passing) is not { } passed) return Refusal.NotFound("没有这次转办。", "There is no such passing on.");
        if (passed.Receipt is not null) return No("passing.received", "R08", "已登记回执。", "The receipt is entered already.");
        if (at > d.Now || at < passed.What.SentAt) return Refusal.Invalid("R08", "签收时间须在转办之后、现在之前。", "It was received between the sending and now.");
        return Missing("R08", (receivedBy, "接收人", "who received it"), (receipt, "回执", "the receipt")) is { } missing ? missing
            : new CaseEntry[] { new PassingReceived(passing, receivedBy.Trim(), receipt.Trim(), Micros.Truncate(at)) }
                .Concat(DutyEntries.Discharge(c, $"R08:receipt:{passing}", Micros.Truncate(at), $"{receivedBy.Trim()}，{receipt.Trim()}")).ToArray();
    }

    /// <summary>The citizen was told. Contact details stay in the contact store: only the channel and what shows it are written here (S03).</summary>
    public static Outcome<CaseEntry[]> Tell(Case c, Deciding d, int passing, DateTimeOffset at, string how, string evidence)
    {
        if (d.Bar(c, "R08", Office) is { } no) return no;
        if (c.Passings.FirstOrDefault(p => p.What.Passing == passing) is not { } passed) return Refusal.NotFound("没有这次转办。", "There is no such passing on.");
        if (passed.Told is not null) return No("passing.told", "R08", "已告知反映人。", "It is entered already.");
        if (at > d.Now || at < passed.What.SentAt) return Refusal.Invalid("R08", "告知时间须在转办之后、现在之前。", "It was told between the passing on and now.");
        return Missing("R08", (how, "告知方式", "how"), (evidence, "依据", "what shows it")) is { } missing ? missing
            : new CaseEntry[] { new PassingTold(passing, Micros.Truncate(at), how.Trim(), evidence.Trim()) }
                .Concat(DutyEntries.Discharge(c, $"{Rules.Told}:{passing}", Micros.Truncate(at), $"{how.Trim()}，{evidence.Trim()}")).ToArray();
    }

    /// <summary>Whether a demand may end as passed on: it went to a body that gave a receipt, and the citizen knows (R08, R10).</summary>
    public static Refusal? Settled(Case c, int claim) => c.Passings.Any(p => (p.What.Claim is null || p.What.Claim == claim) && p is { Receipt: not null, Told: not null }) ? null
        : No("demand.not-passed-on", "R08", "登记“已转有关单位”前，须先在“批示督办”页登记转办、对方回执，并告知反映人转到了哪里。",
            "Before it ends as passed on, enter the passing on, the body's receipt and that the citizen was told where it went.");
}
