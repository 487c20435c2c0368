using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Respond;

/// <summary>
/// Copies to bodies outside the office (R27): the policy's table names for each grade and category who gets one. The published text goes, with time, mode
/// and receipt; the duty is open until there is one.
/// </summary>
public static class Copying
{
    /// <summary>How the rules of these duties begin; body and release follow.</summary>
    public const string Family = "R27:copy:";

    /// <summary>The rule of one of these duties.</summary>
    public static string Rule(string body, ReleaseId release) => $"{Family}{body}:{release}";

    /// <summary>Keys of the bodies that a published release goes to, met or not; empty before publication.</summary>
    public static IReadOnlyList<string> Owed(Case c, ReleaseId release) =>
        [.. c.Duties.Where(d => d.Rule.StartsWith(Family, StringComparison.Ordinal)).Select(d => d.Rule.Split(':')).Where(p => p[3] == release.Value).Select(p => p[2]).Distinct()];

    /// <summary>Bodies that get a copy of this text, as the grade and category stand; none for the standing line, which says nothing of the matter.</summary>
    internal static IReadOnlyList<OutsideBody> Bodies(ReleaseText text, GateView view) =>
        text.Line != ReleaseText.StandingLine && view.Policy.Approval.Outside.TryGetValue((view.Case.Grade, view.Case.Category), out var outside)
            ? [.. outside.Copy.Select(k => new OutsideBody(k, view.Policy.Bodies.GetValueOrDefault(k, k)))] : [];

    /// <summary>The duties that publication begins.</summary>
    internal static IEnumerable<CaseEntry> Owe(ReleaseId release, IReadOnlyList<OutsideBody> bodies, DutyOpener open, Deciding d) =>
        bodies.Select(b => open.Prompt(Rule(b.Id, release), $"将已发布的回应抄送{b.Name}", $"Send a copy of the published answer to {b.Name}", d.Now));

    /// <summary>
    /// Records that the published text went to a body. Anyone signed in may, with as little as is known: it goes upward (S14). Refused before publication,
    /// and for a body the policy does not name for it.
    /// </summary>
    internal static Outcome<ReleaseEntry[]> Send(
        Release r, string body, ReportMode mode, DateTimeOffset sentAt, string receivedBy, string receipt, string documentHash, GateView view, Deciding d)
    {
        if (!d.Actor.SignedIn) return Refusal.NotYourPost("-", "请先登录。", "Sign in first.");
        if (r.Published is not { } published) return new Refusal("copy.unpublished", "R27", "发布后才能抄送。", "A copy follows publication.");
        if (!Owed(view.Case, r.Id).Contains(body)) return Refusal.NotFound("该回应不须抄送此机关。", "That body gets no copy of this answer.");
        if (sentAt > d.Now || sentAt < OffScreen.Minute(r.Current.At)) return Refusal.Invalid("R27", "时间须在本版文稿形成之后、现在之前。", "The time lies between this version and now.");
        return new ReleaseEntry[] { new CopySent(body, published.Hash, mode, Micros.Truncate(sentAt), receivedBy.Trim(), receipt.Trim(), documentHash) };
    }

    /// <summary>What that is to the case: the duty is met once the recipient and the receipt are known.</summary>
    internal static Outcome<CaseEntry[]> Sent(Case c, ReleaseId release, string body, DateTimeOffset sentAt, string receivedBy, string receipt) =>
        string.IsNullOrWhiteSpace(receivedBy) || string.IsNullOrWhiteSpace(receipt) ? Array.Empty<CaseEntry>()
            : DutyEntries.Discharge(c, Rule(body, release), Micros.Truncate(sentAt), $"{receivedBy.Trim()}，{receipt.Trim()}").ToArray();
}
