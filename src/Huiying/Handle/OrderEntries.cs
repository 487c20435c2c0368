using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>Entries of urging, supervising, leaders' instructions, passing on, interviews and secret items; the rule about names is the same.</summary>
[JsonDerivedType(typeof(DutyUrged), "duty-urged")]
[JsonDerivedType(typeof(Supervised), "supervised")]
[JsonDerivedType(typeof(SupervisionAnswered), "supervision-answered")]
[JsonDerivedType(typeof(Instructed), "instructed")]
[JsonDerivedType(typeof(InstructionAnswered), "instruction-answered")]
[JsonDerivedType(typeof(MatterPassedOn), "matter-passed-on")]
[JsonDerivedType(typeof(PassingReceived), "passing-received")]
[JsonDerivedType(typeof(PassingTold), "passing-told")]
[JsonDerivedType(typeof(HelpGiven), "help-given")]
[JsonDerivedType(typeof(HandlingReviewed), "handling-reviewed")]
[JsonDerivedType(typeof(Interviewed), "interviewed")]
[JsonDerivedType(typeof(TrackingProposed), "tracking-proposed")]
[JsonDerivedType(typeof(ProposalAnswered), "proposal-answered")]
[JsonDerivedType(typeof(FaultFound), "fault-found")]
[JsonDerivedType(typeof(SecretRegistered), "secret-registered")]
public abstract partial record CaseEntry;

/// <summary>催办: somebody was reminded of a duty before it was late (R08). It moves no time.</summary>
/// <param name="Whom">Who was urged.</param>
/// <param name="How">By telephone, in person, in writing.</param>
public sealed record DutyUrged(int Duty, string Whom, string How) : CaseEntry;

/// <summary>督办: late duties were taken up with the section by a 督办单, which asks for an answer by its own time (R08).</summary>
/// <param name="Number">督办〔year〕n号, as the slip bears it.</param>
/// <param name="Duties">The late duties.</param>
/// <param name="Section">Who owes the answer.</param>
/// <param name="Paper">The slip among the office's papers.</param>
public sealed record Supervised(int Order, string Number, IReadOnlyList<int> Duties, SectionId Section, string Request, string Paper) : CaseEntry;

/// <summary>The section's answer to a 督办单: why it was late, and what was done (R08).</summary>
public sealed record SupervisionAnswered(int Order, string Why, string Done) : CaseEntry;

/// <summary>领导批示: what a leader ordered, in the leader's words (R08).</summary>
/// <param name="Leader">Name and post, as it is quoted.</param>
/// <param name="Person">The account, when the leader is one of this office.</param>
/// <param name="GivenAt">When it was given; not after the entry.</param>
/// <param name="DueAt">Until when feedback is owed.</param>
/// <param name="Duty">The duty it is about; null for the matter as a whole.</param>
/// <param name="Section">The section that carries it out; null for the office.</param>
public sealed record Instructed(int Instruction, string Leader, PersonId? Person, string Text, DateTimeOffset GivenAt, DateTimeOffset DueAt, int? Duty, SectionId? Section) : CaseEntry;

/// <summary>Feedback on an instruction (R08).</summary>
public sealed record InstructionAnswered(int Instruction, string Text) : CaseEntry;

/// <summary>转办: the matter, or one claim of it, belongs to another body and was passed there (R08).</summary>
/// <param name="Claim">The claim passed on; null for the whole matter.</param>
/// <param name="Body">The competent body's name.</param>
/// <param name="Why">Why it is that body's.</param>
/// <param name="SentAt">When it went; not after the entry.</param>
/// <param name="How">The channel.</param>
public sealed record MatterPassedOn(int Passing, int? Claim, string Body, string Why, DateTimeOffset SentAt, string How) : CaseEntry;

/// <summary>The other body's receipt (R08).</summary>
public sealed record PassingReceived(int Passing, string ReceivedBy, string Receipt, DateTimeOffset At) : CaseEntry;

/// <summary>The citizen was told where the matter went (R08).</summary>
/// <param name="How">The channel, without any personal detail.</param>
/// <param name="Evidence">What shows it.</param>
public sealed record PassingTold(int Passing, DateTimeOffset At, string How, string Evidence) : CaseEntry;

/// <summary>协办: a helping section's part, said by its own people (R08).</summary>
public sealed record HelpGiven(SectionId Section, string Text) : CaseEntry;

/// <summary>审核: somebody other than who completed it looked at the result: agreed, or back to the section (R08).</summary>
public sealed record HandlingReviewed(bool Agreed, string Opinion) : CaseEntry;

/// <summary>A press conference or one interview (R37).</summary>
public enum InterviewKind { Interview, Conference }

/// <summary>One question with what was answered to it (R37).</summary>
public sealed record QuestionAnswered(string Question, string Answer);

/// <summary>What was asked and what the spokesperson said, with the approved line the answers come from (R37).</summary>
/// <param name="Spokesperson">Holder of that post then.</param>
/// <param name="Media">Who asked: media, not persons.</param>
/// <param name="Line">Id of the published answer that was cited; empty for the line of the confirmed assessment.</param>
/// <param name="LineText">The line as it stood.</param>
public sealed record Interviewed(
    int Interview, InterviewKind Kind, DateTimeOffset HeldAt, PersonId Spokesperson, string SpokespersonName, string Media, string Line, string LineText,
    IReadOnlyList<QuestionAnswered> Questions) : CaseEntry;

/// <summary>What a threshold proposes while an event is tracked (R47).</summary>
public enum ProposalKind { Measure, Regrade }

/// <summary>A threshold of the policy was reached: a measure or another grade is proposed to people, who must answer (R47, R61).</summary>
/// <param name="Rule">The threshold's key in the policy.</param>
/// <param name="Grade">The grade proposed; null for a measure.</param>
/// <param name="Figures">The figures then.</param>
public sealed record TrackingProposed(int Proposal, ProposalKind Kind, string Rule, Grade? Grade, string Zh, string En, Figures Figures) : CaseEntry;

/// <summary>A person's answer to a proposal: acted on, or refused with the reason (R47).</summary>
/// <param name="Measure">The measure it led to.</param>
public sealed record ProposalAnswered(int Proposal, bool Accepted, string Reason, int? Measure) : CaseEntry;

/// <summary>迟漏谎瞒 (R40–R43). Stored by name.</summary>
public enum FaultKind
{
    /// <summary>迟报: reported, or done, after its time.</summary>
    Late,

    /// <summary>漏报: owed, past its time and not done.</summary>
    Missed,

    /// <summary>谎报: figures or facts that the data do not bear out, or that changed and are not yet corrected.</summary>
    False,

    /// <summary>瞒报: somebody decided or tried not to report.</summary>
    Concealed,
}

/// <summary>The clock found one (R40–R43). An entry of its own, once for each; nobody can take it back, and a correction stands beside it.</summary>
/// <param name="Key">What it is about, unique within the event.</param>
public sealed record FaultFound(FaultKind Kind, string Key, string Zh, string En) : CaseEntry;

/// <summary>How secret an item is (S17). Stored by name.</summary>
public enum SecretLevel { Secret, Confidential, TopSecret }

/// <summary>A secret item exists outside this system: number, level and 机要 receipt, and nothing else (S17).</summary>
public sealed record SecretRegistered(string ItemNumber, SecretLevel Level, string Receipt) : CaseEntry;
