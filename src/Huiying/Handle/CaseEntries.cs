// long: every entry of a case in one place, since together they are the case's stored format.
using System.Text.Json.Serialization;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Calendars;

namespace Huiying.Handle;

/// <summary>
/// What can happen to a case. An entry is the transition: it is written to the ledger and folded by <see cref="Case.Apply"/>.
/// Names and meanings never change; a later version of an entry is a new entry beside the old one.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(ClaimRaised), "claim-raised")]
[JsonDerivedType(typeof(Verified), "verified")]
[JsonDerivedType(typeof(SubmittedForAssessment), "submitted")]
[JsonDerivedType(typeof(Received), "received")]
[JsonDerivedType(typeof(AssessmentRecorded), "assessment-recorded")]
[JsonDerivedType(typeof(AssessmentConfirmed), "assessment-confirmed")]
[JsonDerivedType(typeof(GradeSet), "grade-set")]
[JsonDerivedType(typeof(CategorySet), "category-set")]
[JsonDerivedType(typeof(Assigned), "assigned")]
[JsonDerivedType(typeof(AssignmentSigned), "assignment-signed")]
[JsonDerivedType(typeof(AssignmentReturned), "assignment-returned")]
[JsonDerivedType(typeof(MeasureSet), "measure-set")]
[JsonDerivedType(typeof(MeasureDone), "measure-done")]
[JsonDerivedType(typeof(HandlingCompleted), "completed")]
[JsonDerivedType(typeof(DemandSettled), "demand-settled")]
[JsonDerivedType(typeof(FlaggedAtOnce), "flagged-at-once")]
[JsonDerivedType(typeof(DutyOpened), "duty-opened")]
[JsonDerivedType(typeof(DutyDischarged), "duty-discharged")]
[JsonDerivedType(typeof(DutyNoticed), "duty-noticed")]
[JsonDerivedType(typeof(DutyRederived), "duty-rederived")]
[JsonDerivedType(typeof(ReportedOutside), "reported-outside")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(EffectRecorded), "effect-recorded")]
[JsonDerivedType(typeof(TrackerNamed), "tracker-named")]
[JsonDerivedType(typeof(Observed), "observed")]
[JsonDerivedType(typeof(CalmSet), "calm-set")]
[JsonDerivedType(typeof(Rebounded), "rebounded")]
[JsonDerivedType(typeof(SummaryFiled), "summary-filed")]
[JsonDerivedType(typeof(SummaryReceived), "summary-received")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(Reopened), "reopened")]
[JsonDerivedType(typeof(TopicMerged), "topic-merged")]
[JsonDerivedType(typeof(CaseMerged), "case-merged")]
[JsonDerivedType(typeof(ClaimMerged), "claim-merged")]
[JsonDerivedType(typeof(MergedInto), "merged-into")]
[JsonDerivedType(typeof(DutyCarried), "duty-carried")]
[JsonDerivedType(typeof(OpenedBeside), "opened-beside")]
public abstract partial record CaseEntry;

/// <summary>How a matter reached the office (R16).</summary>
public enum IntakeChannel { Web, Telephone, Fax, Hotline, Petition, SectionReport, SuperiorOrder, Visit }

/// <summary>The channel and publicness every case records (R16), and for spoken channels the typed time (awareness).</summary>
/// <param name="Channel">How it came.</param>
/// <param name="Public">Whether it stands on the public web.</param>
/// <param name="ReceivedAt">When the call, letter or order was received; null for the web.</param>
/// <param name="CallerSeal">Digest of caller and number, opened only through the contact store (S03); null for the web.</param>
/// <param name="EnteredAfterwards">补录: typed more than 30 minutes after it was received.</param>
public sealed record Intake(
    IntakeChannel Channel, bool Public, DateTimeOffset? ReceivedAt = null, string? CallerSeal = null, bool EnteredAfterwards = false);

/// <summary>The case exists. Policy and calendar are pinned (R83).</summary>
/// <param name="DiscoveredAt">Discovery (发现) or, for spoken channels, awareness (知悉): where clocks start.</param>
public sealed record Opened(
    CaseId Id, string Number, string Title, Intake Intake, string? Topic, DateTimeOffset DiscoveredAt, string PolicyHash, string Calendar) : CaseEntry;

/// <summary>What a matter asks, doubts, demands or states (R64).</summary>
public enum ClaimKind { Inquiry, Doubt, Demand, Statement }

/// <summary>Something people say or ask that needs checking and an answer.</summary>
public sealed record ClaimRaised(int Claim, ClaimKind Kind, string Text) : CaseEntry;

/// <summary>The outcome of checking a claim (R18).</summary>
public enum Finding { True, PartlyTrue, False, Unclear }

/// <summary>One verification entry (R18). A later one on the same claim replaces it.</summary>
/// <param name="Fact">What was found, in one or two sentences; a response may cite it.</param>
/// <param name="Evidence">What shows it: document, site visit, register.</param>
/// <param name="TruePart">For <see cref="Finding.PartlyTrue"/>: which part is true (R35).</param>
public sealed record Verified(int Verification, int Claim, Finding Finding, string Fact, string Evidence, string? TruePart) : CaseEntry;

/// <summary>The brief (研判材料) went up for assessment (R20).</summary>
public sealed record SubmittedForAssessment(string BriefHash) : CaseEntry;

/// <summary>Who must receive the brief, separately (R21).</summary>
public enum Recipient { PrincipalLeader, PartyGroup }

/// <summary>One of the two receipts (R21).</summary>
/// <param name="At">When it was received on paper or by telephone, typed afterwards; null when the entry's own time is it (R24).</param>
/// <param name="How">How it was received then, and why it is entered later.</param>
public sealed record Received(Recipient By, DateTimeOffset? At = null, string? How = null) : CaseEntry;

/// <summary>The five factors of Art. 3 (R56), each answered in words.</summary>
public sealed record Factors(string Nature, string Influence, string Media, string Trend, string Other);

/// <summary>The Party group's assessment as recorded (R22, R23, R56, R61, R63, R64, R80).</summary>
public sealed record Assessment(
    AssessmentMode Mode, DateTimeOffset HeldAt, string Agenda, IReadOnlyList<string> Present, IReadOnlyList<string> Absent, string Opinions,
    Grade Grade, string GradeReason, Factors Factors, Category Category, string CategoryBasis,
    PersonId Lead, SectionId HandlingSection, SectionId SectionConcerned, IReadOnlyList<SectionId> Helpers,
    IReadOnlyList<string> Preparations, string Plan, string Reporting, string Line);

/// <summary>The clerk has written the record; it decides nothing until it is confirmed.</summary>
public sealed record AssessmentRecorded(Assessment Assessment, string MinutesHash) : CaseEntry;

/// <summary>The Party group's secretary has confirmed the record: grade and category hold from here.</summary>
public sealed record AssessmentConfirmed : CaseEntry;

/// <summary>A person set the grade, with reason (R61).</summary>
public sealed record GradeSet(Grade Grade, string Reason) : CaseEntry;

/// <summary>A person set the category, with basis (R63).</summary>
public sealed record CategorySet(Category Category, string Basis) : CaseEntry;

/// <summary>交办: the matter goes to a section (R08).</summary>
public sealed record Assigned(int Assignment, SectionId Section, string Request) : CaseEntry;

/// <summary>签收.</summary>
public sealed record AssignmentSigned(int Assignment) : CaseEntry;

/// <summary>退回改派: once, with reason; the office then decides (R08).</summary>
public sealed record AssignmentReturned(int Assignment, string Reason) : CaseEntry;

/// <summary>A measure with owner and due time (R33).</summary>
public sealed record MeasureSet(int Measure, string Text, PersonId Owner, DateTimeOffset DueAt) : CaseEntry;

/// <summary>The measure is done, with evidence (R33).</summary>
public sealed record MeasureDone(int Measure, string Evidence) : CaseEntry;

/// <summary>办结: the section's completion record. The clock of R69 runs from here.</summary>
public sealed record HandlingCompleted(string Result) : CaseEntry;

/// <summary>How a demand ended (R10).</summary>
public enum DemandOutcome { Met, PartlyMet, NotMet, PassedOn }

/// <summary>A demand has its outcome and legal basis (R10).</summary>
public sealed record DemandSettled(int Claim, DemandOutcome Outcome, string LegalBasis, string Explanation) : CaseEntry;

/// <summary>The section says it can be answered at once (R67).</summary>
public sealed record FlaggedAtOnce : CaseEntry;

/// <summary>A duty exists, with its clock and how that was derived (R04, R41).</summary>
/// <param name="Duty">Number within the case.</param>
/// <param name="Rule">Rule id, such as <c>R68</c> or <c>R26:city</c>.</param>
/// <param name="Zh">What is owed.</param>
/// <param name="En">The same in English.</param>
/// <param name="From">Where its clock starts.</param>
/// <param name="DueAt">Late after this instant; null when the regulation says only "promptly".</param>
/// <param name="Derivation">How <paramref name="DueAt"/> follows, line by line.</param>
/// <param name="DerivationEn">The same in English.</param>
/// <param name="Clock">What was asked of the rules, so that it can be asked again of a new calendar or a draft policy; null for a time that no rule gave.</param>
/// <param name="WeekendsOnly">True when a year without a notice was counted by weekends alone: derived again when that year is imported.</param>
public sealed record DutyOpened(
    int Duty, string Rule, string Zh, string En, DateTimeOffset From, DateTimeOffset? DueAt, IReadOnlyList<string> Derivation,
    IReadOnlyList<string> DerivationEn, DueRequest? Clock = null, bool? WeekendsOnly = null) : CaseEntry;

/// <summary>The duty's year is known now: its due time was counted again with the imported calendar. Nothing else of it changes.</summary>
public sealed record DutyRederived(
    int Duty, DateTimeOffset DueAt, IReadOnlyList<string> Derivation, IReadOnlyList<string> DerivationEn, bool? WeekendsOnly = null) : CaseEntry;

/// <summary>The duty is met. <paramref name="At"/> may be typed with evidence, never changed after (R24, R40).</summary>
public sealed record DutyDischarged(int Duty, DateTimeOffset At, string Evidence) : CaseEntry;

/// <summary>How far a duty's clock has run when people are told.</summary>
public enum NoticeLevel { Near, Overdue, Reminder }

/// <summary>The clock told the people concerned (R04). It never changes what is owed.</summary>
public sealed record DutyNoticed(int Duty, NoticeLevel Level, IReadOnlyList<PersonId> To) : CaseEntry;

/// <summary>How a report went out.</summary>
public enum ReportMode { System, Paper, Fax, Telephone }

/// <summary>A report to an outside body (R26): time, mode, receipt.</summary>
/// <param name="Duty">The duty it meets.</param>
/// <param name="Body">The body, as the pinned policy names it.</param>
/// <param name="Mode">How it went.</param>
/// <param name="SentAt">Typed with evidence; not after the entry.</param>
/// <param name="ReceivedBy">Name of the recipient.</param>
/// <param name="Receipt">Receipt number, telephone number or note.</param>
/// <param name="DocumentHash">The report as sent.</param>
/// <param name="AsMajor">Why it went before the assessment (S14: nothing blocks a report upward); null in the ordinary order.</param>
public sealed record ReportedOutside(
    int Duty, string Body, ReportMode Mode, DateTimeOffset SentAt, string ReceivedBy, string Receipt, string DocumentHash, string? AsMajor) : CaseEntry
{
    /// <summary>What it is in the register of a body that is an office of this installation; null for one outside.</summary>
    public IncomingId? Item { get; init; }
}

/// <summary>What a published answer is to the case.</summary>
public enum AnswerKind
{
    /// <summary>处理意见: the same-day handling opinion (R68).</summary>
    HandlingOpinion,

    /// <summary>处理结果: the result (R67, R69).</summary>
    Result,
}

/// <summary>An approved answer was published; written by Respond in the publishing transaction (R05, R27).</summary>
/// <param name="Standing">True for the standing line, which says only that it was received: it meets R68 and nothing else (R37); null for every other text.</param>
public sealed record Answered(
    string Release, AnswerKind Kind, string VersionHash, string Outlet, string Link, string Scope, IReadOnlyList<int> Claims, bool? Standing = null) : CaseEntry;

/// <summary>The effect of an answer (R05): never fewer posts, always questions, demands and satisfaction.</summary>
public sealed record EffectRecorded(string Release, int QuestionsAnswered, int DemandsSettled, string Satisfaction) : CaseEntry;

/// <summary>A named person tracks (R45), with the hand-over of the one before.</summary>
public sealed record TrackerNamed(PersonId Tracker, string? HandOver) : CaseEntry;

/// <summary>Figures of the topic at an observation.</summary>
/// <param name="Posts">All posts so far, vanished ones included.</param>
/// <param name="LastDay">New mentions in the last 24 hours.</param>
/// <param name="PeakDay">The largest number of mentions in any calendar day.</param>
public sealed record Figures(int Posts, int LastDay, int PeakDay);

/// <summary>One look at how the matter stands (R46).</summary>
public sealed record Observed(string Text, bool Automatic, Figures? Figures) : CaseEntry;

/// <summary>A person found the matter eliminated or calm (R49).</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="CriteriaMet">Whether the policy's figures agreed; a person may decide otherwise, with the reason.</param>
/// <param name="Vanished">How many posts were gone from where they stood (R49).</param>
/// <param name="Explained">Why, when they were more than the policy lets pass without a word.</param>
public sealed record CalmSet(string Reason, bool CriteriaMet, int Vanished = 0, string? Explained = null) : CaseEntry;

/// <summary>Mentions rose again after calm or completion (R48).</summary>
public sealed record Rebounded(Figures Figures, string Text) : CaseEntry;

/// <summary>The summary report is signed (R50, R51) and sent to its recipients (R53).</summary>
/// <param name="Improvements">Lessons with owner and due day (R54); null in entries from before they were kept.</param>
/// <param name="Corrects">Hash of the signed report this one corrects, which stays as it was (R42); null for a first one.</param>
/// <param name="Reason">Why it is corrected.</param>
/// <param name="Mismatch">Why a figure in its text differs from the data (R42).</param>
public sealed record SummaryFiled(
    string DocumentHash, IReadOnlyList<string> Recipients, IReadOnlyList<Improvement>? Improvements = null, string? Corrects = null, string? Reason = null, string? Mismatch = null) : CaseEntry;

/// <summary>A recipient acknowledged the summary (R53).</summary>
public sealed record SummaryReceived(string Recipient, string Receipt) : CaseEntry;

/// <summary>How a case ends (R02).</summary>
public enum Ending
{
    /// <summary>A public response stands.</summary>
    PublicResponse,

    /// <summary>An approved direct reply to the person who asked.</summary>
    DirectReply,

    /// <summary>Neither, for a reason in the closed list of the law, approved by the first responsible person.</summary>
    LawfulReason,
}

/// <summary>销号: the case is closed.</summary>
public sealed record Closed(Ending Ending, string Note, string? Article) : CaseEntry;

/// <summary>The case lives again; its history stays (R48).</summary>
public sealed record Reopened(string Reason) : CaseEntry;

/// <summary>并入: a topic belongs to this event from here (R09, R41).</summary>
/// <param name="Posts">Its posts at that time.</param>
/// <param name="DiscoveredAt">When it was discovered.</param>
public sealed record TopicMerged(string Topic, string Title, int Posts, DateTimeOffset DiscoveredAt) : CaseEntry;

/// <summary>Another event was merged into this one (R09); its claims and open duties follow as entries of their own.</summary>
/// <param name="From">The event that ended; its history stays under its own number.</param>
/// <param name="Topics">Topics this event did not have.</param>
public sealed record CaseMerged(CaseId From, string Number, string Title, DateTimeOffset DiscoveredAt, IReadOnlyList<string> Topics) : CaseEntry;

/// <summary>A claim of the merged event with who raised it and everything verified about it, under this event's numbers.</summary>
public sealed record ClaimMerged(int Claim, string From, Claim What) : CaseEntry;

/// <summary>This event ended by going into another (R09).</summary>
public sealed record MergedInto(CaseId Into, string Number, string Reason) : CaseEntry;

/// <summary>A duty is owed no longer here but in the event this one went into: there as a duty with the same clock, or met by one that is due no later.</summary>
public sealed record DutyCarried(int Duty, CaseId Into, string Number) : CaseEntry;

/// <summary>Events with like words stood there when this one was opened by hand, and a person opened it all the same (R09, S16).</summary>
/// <param name="Alike">The events that were offered.</param>
/// <param name="Numbers">Their numbers.</param>
/// <param name="Reason">Why it is another matter.</param>
public sealed record OpenedBeside(IReadOnlyList<CaseId> Alike, IReadOnlyList<string> Numbers, string Reason) : CaseEntry;
