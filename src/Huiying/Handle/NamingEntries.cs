using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>Entries about who keeps out of an event because it accuses them (S09, S16), an end with publicity only (R13), and where it came from (R01, R11).</summary>
[JsonDerivedType(typeof(PersonNamed), "person-named")]
[JsonDerivedType(typeof(NamingLifted), "naming-lifted")]
[JsonDerivedType(typeof(SuccessorNamed), "successor-named")]
[JsonDerivedType(typeof(SuperiorAsked), "superior-asked")]
[JsonDerivedType(typeof(SuperiorRuled), "superior-ruled")]
[JsonDerivedType(typeof(AssignmentTakenBack), "assignment-taken-back")]
[JsonDerivedType(typeof(PublicityOnly), "publicity-only")]
[JsonDerivedType(typeof(SignNoted), "sign-noted")]
[JsonDerivedType(typeof(LinePrepared), "line-prepared")]
public abstract partial record CaseEntry;

/// <summary>The event alleges personal misconduct of someone in the office (S09), or accuses a section (S16). Criticism of the office's work is neither.</summary>
/// <param name="Person">Who is named; null when a section is.</param>
/// <param name="Section">The section accused; null when a person is named.</param>
/// <param name="Conduct">What the person or section is said to have done.</param>
/// <param name="Reason">Why that is personal misconduct and no criticism of the office's work.</param>
/// <param name="First">Whether a first responsible person (R79) is named: approvals and R43 decisions then pass to the superior body.</param>
public sealed record PersonNamed(int Naming, PersonId? Person, SectionId? Section, string Conduct, string Reason, bool First) : CaseEntry;

/// <summary>It turned out that nobody is accused; the naming stays to be read.</summary>
public sealed record NamingLifted(int Naming, string Reason) : CaseEntry;

/// <summary>Who acts in the place of someone named, by the Party group's delegation or, where nobody of it is left, the superior body's (S09).</summary>
/// <param name="Posts">The posts that pass to the successor for this event.</param>
/// <param name="Body">The superior body, when it decided.</param>
/// <param name="Ruling">How its decision came; null for the Party group's.</param>
public sealed record SuccessorNamed(PersonId InPlaceOf, PersonId Successor, IReadOnlyList<HeldPost> Posts, string Reason, string? Body, Receipt? Ruling) : CaseEntry;

/// <summary>How a superior's decision reached the office.</summary>
/// <param name="By">Who decided there.</param>
/// <param name="Number">Document number, telephone number or note.</param>
/// <param name="ScanHash">The scanned decision; empty for one by telephone.</param>
public sealed record Receipt(ReportMode Mode, DateTimeOffset At, string By, string Number, string ScanHash);

/// <summary>What passes to the superior body when a first responsible person is named (S09).</summary>
public enum SuperiorMatter
{
    /// <summary>不予上报 (R43).</summary>
    NotToReport,

    /// <summary>降级 (R43).</summary>
    LowerGrade,

    /// <summary>A letter's signature (R72).</summary>
    Letter,

    /// <summary>Closing with a lawful reason (R02).</summary>
    LawfulReason,

    /// <summary>Lifting the naming of a first responsible person.</summary>
    Lifting,

    /// <summary>Who takes the place of somebody named, where nobody of the Party group is left.</summary>
    Succession,
}

/// <summary>
/// The superior body that is an office of this installation was asked (S09). Its own officer answers in its register; nobody here enters the answer for it.
/// </summary>
/// <param name="Item">What it is in the superior's register.</param>
/// <param name="Body">Key of the body asked; <paramref name="Name"/> its name.</param>
/// <param name="Text">What is asked, as the superior reads it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Naming">The naming to be lifted; 0 for the other matters.</param>
/// <param name="Successor">Who is proposed, and for whom; null for the other matters.</param>
public sealed record SuperiorAsked(IncomingId Item, SuperiorMatter Matter, string Body, string Name, string Text, string Reason, int Naming, SuccessorNamed? Successor) : CaseEntry;

/// <summary>The superior body decided in the place of a named first responsible person (S09, R43).</summary>
public sealed record SuperiorRuled(SuperiorMatter Matter, string Body, bool Agreed, string Text, Receipt Ruling) : CaseEntry
{
    /// <summary>The question it answers, where the superior works in this installation; null for a decision that was entered.</summary>
    public IncomingId? Item { get; init; }
}

/// <summary>An assignment is taken back because the event accuses the section (S16); that is no return by the section.</summary>
public sealed record AssignmentTakenBack(int Assignment, string Reason) : CaseEntry;

/// <summary>Why the event ends with publicity only: nothing was done offline (R13).</summary>
public sealed record PublicityOnly(string Reason) : CaseEntry;

/// <summary>The line prepared before the information was released, for the event that came of it (R01).</summary>
/// <param name="Appraisal">The assessment.</param>
/// <param name="VersionHash">The text that was approved.</param>
public sealed record LinePrepared(string Appraisal, string Title, string Line, string VersionHash) : CaseEntry;

/// <summary>The event grew from an early sign (R11).</summary>
public sealed record SignNoted(string Sign, string Title) : CaseEntry;
