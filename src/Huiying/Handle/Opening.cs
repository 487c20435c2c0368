using Huiying.Ground;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>What an officer gives to open a case (立项).</summary>
/// <param name="Title">What it is about, without names of persons.</param>
/// <param name="Intake">How it came (R16).</param>
/// <param name="Topic">The topic it grew from, if any.</param>
/// <param name="DiscoveredAt">When the topic was discovered; for spoken channels the received time counts.</param>
/// <param name="Beside">Like events that were offered, and why it is opened all the same (S16); null when none were.</param>
/// <param name="Accused">Whom it accuses, when that is known from the first (S09, S16): they never see it.</param>
public sealed record OpenCase(string Title, Intake Intake, string? Topic, DateTimeOffset DiscoveredAt, Accused? Accused = null, Beside? Beside = null);

/// <summary>What was offered as the same matter, and why it is another.</summary>
public sealed record Beside(IReadOnlyList<AlikeCase> Alike, string Reason);

/// <summary>A person of the office, or a section, that a new event accuses.</summary>
public sealed record Accused(Person? Person, SectionId? Section, string Conduct, string Reason);

/// <summary>立项: the case exists, and its first clocks run (R24, R34, R68).</summary>
internal static class Opening
{
    public static Outcome<CaseEntry[]> Open(OpenCase o, CaseId id, string number, Deciding d)
    {
        if (d.Post("R41", Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader) is { } no) return no;
        if (Missing("R09", (o.Title, "事件名称", "the event's title")) is { } missing) return missing;
        if (o.Intake.Channel != IntakeChannel.Web && o.Intake.ReceivedAt is null)
        {
            return Refusal.Invalid("R16", "请填写接收时间。", "Give the time it was received.");
        }
        var start = Micros.Truncate(o.Intake.ReceivedAt ?? o.DiscoveredAt);
        if (start > d.Now) return Refusal.Invalid("R16", "接收或发现时间不能晚于现在。", "It cannot have been received in the future.");
        var intake = o.Intake with
        {
            ReceivedAt = o.Intake.ReceivedAt is { } r ? Micros.Truncate(r) : null,
            EnteredAfterwards = o.Intake.ReceivedAt is { } t && d.Now - t > d.Rules.Policy.Collect.EnteredAfter,
        };
        var opened = new Opened(id, number, o.Title.Trim(), intake, o.Topic, start, d.Rules.Policy.Hash, d.Rules.Calendar.Version.ToString());
        if (o.Beside is { } other && Missing("R09", (other.Reason, "另行立项的理由", "why it is another matter")) is { } unsaid) return unsaid;
        var open = new DutyOpener(0, d);
        CaseEntry[] beside = o.Beside is { Alike.Count: > 0 } b ? [new OpenedBeside([.. b.Alike.Select(a => a.Id)], [.. b.Alike.Select(a => a.Number)], b.Reason.Trim())] : [];
        return Do([
            opened,
            .. beside,
            open.Clocked("R24", $"报{d.Rules.PartyGroup}", "Report to the Party group", start, Grade.Ordinary),
            open.Clocked("R68", "发现当日内回复处理意见", "Publish the handling opinion on the day of discovery", start, Grade.Ordinary),
            open.Clocked("R34:response", "回应社会关切", "Respond", start, Grade.Ordinary)]);
    }
}
