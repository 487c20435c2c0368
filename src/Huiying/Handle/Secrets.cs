using Huiying.Ground;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>What an officer gives to register a secret item: nothing of what it says (S17).</summary>
public sealed record SecretItem(string Number, SecretLevel Level, string Receipt, DateTimeOffset ReceivedAt);

/// <summary>A secret item is registered by number, level and 机要 receipt only; its duties run, and are met by receipts (S17).</summary>
internal static class Secrets
{
    /// <summary>The level's word.</summary>
    public static string Name(SecretLevel level) => level switch { SecretLevel.TopSecret => "绝密", SecretLevel.Confidential => "机密", _ => "秘密" };

    /// <summary>Registers one; the clocks run from its receipt.</summary>
    public static Outcome<CaseEntry[]> Register(SecretItem item, CaseId id, string number, Deciding d)
    {
        if (Missing("S17", (item.Number, "涉密件编号", "the item's number"), (item.Receipt, "机要回执号", "the 机要 receipt")) is { } missing) return missing;
        if (item.Number.Trim().Length > 40 || item.Receipt.Trim().Length > 40)
        {
            return Refusal.Invalid("S17", "编号和回执号各不超过 40 字；内容不得录入。", "Number and receipt have at most 40 characters; what it says is not entered.");
        }
        var opened = Opening.Open(new OpenCase($"涉密件 {item.Number.Trim()}（{Name(item.Level)}）", new Intake(IntakeChannel.SuperiorOrder, false, item.ReceivedAt), null, item.ReceivedAt), id, number, d);
        return opened.Refusal is { } no ? no : opened.Value.Append(new SecretRegistered(item.Number.Trim(), item.Level, item.Receipt.Trim())).ToArray();
    }

    /// <summary>A duty was met through the 机要 channel: its receipt alone says so.</summary>
    public static Outcome<CaseEntry[]> Meet(Case c, Deciding d, int duty, DateTimeOffset at, string receipt)
    {
        if (d.Bar(c, "S17", Role.Clerk, Role.DutyOfficer) is { } no) return no;
        if (c.Secret is null) return No("secret.not", "S17", "这不是涉密件登记，请按一般程序办理。", "This is no secret item.");
        if (c.Duties.FirstOrDefault(x => x.Number == duty && x.Open) is not { } owed) return Refusal.NotFound("没有这项未履行的职责。", "There is no such open duty.");
        if (at > d.Now || at < c.DiscoveredAt) return Refusal.Invalid("S17", "时间须在收到之后、现在之前。", "It lies between the receipt and now.");
        if (Missing("S17", (receipt, "机要回执号", "the 机要 receipt")) is { } missing) return missing;
        return receipt.Trim().Length > 40 ? Refusal.Invalid("S17", "只填机要回执号，内容不得录入。", "Only the receipt's number is entered.")
            : Do(new DutyDischarged(owed.Number, Micros.Truncate(at), receipt.Trim()));
    }

    /// <summary>Closes it once every duty is met: not public by Article 14, by a first responsible person (R02).</summary>
    public static Outcome<CaseEntry[]> Close(Case c, Deciding d, string receipt)
    {
        if (d.Bar(c, "R02", [.. d.Rules.Policy.FirstResponsible]) is { } no) return no;
        if (c.Secret is null) return No("secret.not", "S17", "这不是涉密件登记，请按一般程序销号。", "This is no secret item.");
        if (c.Duties.FirstOrDefault(x => x.Open) is { } owed) return No("close.duty", "R41", $"尚有未履行的职责：{owed.Zh}。", $"A duty is unmet: {owed.En}.");
        return Missing("S17", (receipt, "机要回执号", "the 机要 receipt")) is { } missing ? missing : Do(new Closed(Ending.LawfulReason, receipt.Trim(), "14"));
    }

    /// <summary>Refuses everything else that would write about a secret item: its text has no place here (S17).</summary>
    public static Refusal? Guard(Case c, IReadOnlyList<CaseEntry> entries) =>
        c.Secret is null || entries.All(e => e is DutyOpened or DutyDischarged or DutyNoticed or Closed or FaultFound or GradeSet or LateExplained or StopAttempted or EmergencyCalled or EmergencyReviewed) ? null
        : No("secret.content", "S17", "涉密件的内容不得录入本系统：请走机要渠道办理，这里只登记回执号。", "What a secret item says is not entered here: use the 机要 channel and enter its receipts.");
}
