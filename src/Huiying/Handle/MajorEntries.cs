using System.Text.Json.Serialization;
using Huiying.Documents;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>Entries of what an event owes from major grade up, and of corrections; the rule about names is the same.</summary>
[JsonDerivedType(typeof(GradeConfirmed), "grade-confirmed")]
[JsonDerivedType(typeof(ReportIssued), "report-issued")]
[JsonDerivedType(typeof(ReportSent), "report-sent")]
[JsonDerivedType(typeof(PlanActivated), "plan-activated")]
[JsonDerivedType(typeof(GroupFormed), "group-formed")]
[JsonDerivedType(typeof(GroupEnded), "group-ended")]
[JsonDerivedType(typeof(EmergencyMarked), "emergency-marked")]
[JsonDerivedType(typeof(ConferenceHeld), "conference-held")]
[JsonDerivedType(typeof(NotReported), "not-reported")]
[JsonDerivedType(typeof(StopAttempted), "stop-attempted")]
[JsonDerivedType(typeof(LateExplained), "late-explained")]
[JsonDerivedType(typeof(AnswerCited), "answer-cited")]
[JsonDerivedType(typeof(AnswerMended), "answer-mended")]
[JsonDerivedType(typeof(TrackerLeft), "tracker-left")]
[JsonDerivedType(typeof(TrackerGone), "tracker-gone")]
[JsonDerivedType(typeof(EmergencyCalled), "emergency-called")]
[JsonDerivedType(typeof(EmergencyReviewed), "emergency-reviewed")]
public abstract partial record CaseEntry;

/// <summary>The Party group confirmed afterwards a grade that a leader had set at once (R22, 先处置后补议).</summary>
public sealed record GradeConfirmed(Grade Grade, string Opinion) : CaseEntry;

/// <summary>What a person writes into a report upward; every field may be empty (R28, S14). What the system knows is added by the document.</summary>
/// <param name="Posts">A figure the person gives for posts so far; compared with the data (R42). Null: the data's own figure is used.</param>
/// <param name="Final">Asked for as 终报. While a measure is unsettled it goes as the next 续报 instead (R33).</param>
/// <param name="Corrects">The report this one corrects (R42).</param>
/// <param name="Mismatch">Why a figure differs from the data.</param>
public sealed record UpText(
    string? Facts = null, string? Loss = null, string? Trend = null, string? InCharge = null, string? Handling = null, string? Next = null,
    string? Advice = null, int? Posts = null, bool Final = false, int? Corrects = null, string? Mismatch = null);

/// <summary>A report upward was signed. It is never changed; a correction links to it (R42).</summary>
/// <param name="Report">Number within the case, from 1, all stages together.</param>
/// <param name="Stage">首报, 续报, 终报 or 更正.</param>
/// <param name="Sequence">For 续报: 1…n without gaps (R39).</param>
/// <param name="DataPosts">Posts so far in the data when it was signed; null without a topic.</param>
/// <param name="Cites">Verification entries it rests on.</param>
/// <param name="DocumentHash">The document as signed.</param>
public sealed record ReportIssued(
    int Report, ReportStage Stage, int? Sequence, UpText Text, int? DataPosts, IReadOnlyList<int> Cites, string DocumentHash) : CaseEntry;

/// <summary>A report went to a body, or was told by telephone (R28–R30).</summary>
/// <param name="Report">The report sent; 0 for what was only told by telephone.</param>
/// <param name="Body">Key of the body in the pinned policy.</param>
/// <param name="Name">The body's name then.</param>
/// <param name="SentAt">Typed with evidence; not after the entry.</param>
/// <param name="ReceivedBy">Name of the recipient; may be unknown.</param>
/// <param name="Receipt">Telephone or fax number, or receipt number.</param>
/// <param name="Note">What was said or answered.</param>
/// <param name="Skip">Why a level below was passed over (R29).</param>
/// <param name="AsMajor">Why it went before the assessment, by whoever holds the event to be major (S14).</param>
/// <param name="SheetHash">电话记录单 or 传真封面; empty when there is none.</param>
public sealed record ReportSent(
    int Report, string Body, string Name, ReportMode Mode, DateTimeOffset SentAt, string ReceivedBy, string Receipt, string Note, string? Skip,
    string? AsMajor, string SheetHash) : CaseEntry
{
    /// <summary>What it is in the register of a body that is an office of this installation; null for one outside.</summary>
    public IncomingId? Item { get; init; }
}

/// <summary>A contingency plan is in force for the event, with the words it had then (R31).</summary>
public sealed record PlanActivated(string Plan, string Name, int Version, string Text) : CaseEntry;

/// <summary>A member of the working group and what the member does (R32).</summary>
public sealed record GroupMember(PersonId Person, string Duty);

/// <summary>专班: leader, members with duties (R32). It replaces one that was running.</summary>
/// <param name="LedByHead">Whether the head of office leads it, as an extraordinary event needs (R44).</param>
public sealed record GroupFormed(int Group, PersonId Leader, bool LedByHead, IReadOnlyList<GroupMember> Members) : CaseEntry;

/// <summary>The working group has ended (R32).</summary>
public sealed record GroupEnded(int Group, string Reason) : CaseEntry;

/// <summary>The event touches a major or extraordinary sudden event (R34).</summary>
/// <param name="Level">Its level, as the competent body named it.</param>
public sealed record EmergencyMarked(string Level, string Reason) : CaseEntry;

/// <summary>The press conference, the office's or the superior's (R34).</summary>
public sealed record ConferenceHeld(DateTimeOffset HeldAt, string HeldBy, string Evidence) : CaseEntry;

/// <summary>不予上报: an ordinary event only, by a first responsible person (R43). Listed in the monthly report.</summary>
public sealed record NotReported(string Reason) : CaseEntry;

/// <summary>Someone tried to stop a report (R43). It changes nothing and stays.</summary>
public sealed record StopAttempted(string Who, string What) : CaseEntry;

/// <summary>Why a duty was late (R40); the times stay as they are.</summary>
public sealed record LateExplained(int Duty, string Reason) : CaseEntry;

/// <summary>The verification entries that a published answer rests on (R42).</summary>
public sealed record AnswerCited(string Release, IReadOnlyList<int> Verifications) : CaseEntry;

/// <summary>A published answer was corrected or withdrawn by a later release (R42). Its own entry and text stay.</summary>
/// <param name="Release">The answer.</param>
/// <param name="By">The release that says so, published by the same approvals.</param>
/// <param name="Withdrawn">Withdrawn, not corrected.</param>
public sealed record AnswerMended(string Release, string By, bool Withdrawn) : CaseEntry;

/// <summary>The tracker left without a successor: below major grade only (R45).</summary>
public sealed record TrackerLeft(string HandOver) : CaseEntry;

/// <summary>The clock found the tracker gone without a hand-over: tracking is vacant (R45).</summary>
/// <param name="Tracker">Who tracked.</param>
/// <param name="Reason">Left, without a post, account closed, or away with a deputy in every post.</param>
/// <param name="HandOver">What the record itself tells whoever is named next.</param>
public sealed record TrackerGone(PersonId Tracker, string Reason, string HandOver) : CaseEntry;

/// <summary>Danger to life was passed to rescue at once, only with what rescue needs (S13).</summary>
public sealed record EmergencyCalled(int Call, string To, string What, DateTimeOffset CalledAt) : CaseEntry;

/// <summary>The second person's look at an emergency call, within 24 hours (S13).</summary>
public sealed record EmergencyReviewed(int Call, string Opinion) : CaseEntry;
