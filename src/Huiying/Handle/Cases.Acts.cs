using Huiying.Ground;

namespace Huiying.Handle;

public sealed partial class Cases
{
    /// <summary>Notes a claim, doubt or demand (R18).</summary>
    public Task<Outcome<Case>> Raise(Actor actor, CaseId id, ClaimKind kind, string text, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.raise", (c, d) => Verifying.Raise(c, d, kind, text), ct, seen);

    /// <summary>Records a verification entry (R18).</summary>
    public Task<Outcome<Case>> Verify(
        Actor actor, CaseId id, int claim, Finding finding, string fact, string evidence, string? truePart, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.verify", (c, d) => Verifying.Verify(c, d, claim, finding, fact, evidence, truePart), ct, seen);

    /// <summary>Sends the brief with that hash up (R20).</summary>
    public Task<Outcome<Case>> Submit(Actor actor, CaseId id, string briefHash, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.submit", (c, d) => Assessing.Submit(c, d, briefHash), ct, seen);

    /// <summary>Receipt of the brief by the principal leader or the Party group (R21).</summary>
    public Task<Outcome<Case>> Receive(Actor actor, CaseId id, Recipient by, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.receive", (c, d) => Assessing.Receive(c, d, by), ct, seen);

    /// <summary>Writes down the Party group's assessment (R22).</summary>
    public Task<Outcome<Case>> RecordAssessment(Actor actor, CaseId id, Assessment assessment, string minutesHash, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.record-assessment", (c, d) => Assessing.Record(c, d, assessment, minutesHash), ct, seen);

    /// <summary>The secretary confirms it (R22, R61).</summary>
    public Task<Outcome<Case>> ConfirmAssessment(Actor actor, CaseId id, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.confirm-assessment", Assessing.Confirm, ct, seen);

    /// <summary>交办 again after a return (R08).</summary>
    public Task<Outcome<Case>> Assign(Actor actor, CaseId id, SectionId section, string request, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.assign", (c, d) => Handling.Assign(c, d, section, request), ct, seen);

    /// <summary>签收 (R08).</summary>
    public Task<Outcome<Case>> Sign(Actor actor, CaseId id, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.sign", Handling.Sign, ct, seen);

    /// <summary>退回改派 (R08).</summary>
    public Task<Outcome<Case>> Return(Actor actor, CaseId id, string reason, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.return", (c, d) => Handling.Return(c, d, reason), ct, seen);

    /// <summary>Sets a measure (R33).</summary>
    public Task<Outcome<Case>> SetMeasure(Actor actor, CaseId id, string text, PersonId owner, DateTimeOffset due, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.set-measure", (c, d) => Handling.SetMeasure(c, d, text, owner, due), ct, seen);

    /// <summary>A measure is done (R33).</summary>
    public Task<Outcome<Case>> FinishMeasure(Actor actor, CaseId id, int measure, string evidence, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.finish-measure", (c, d) => Handling.FinishMeasure(c, d, measure, evidence), ct, seen);

    /// <summary>A demand gets its outcome (R10).</summary>
    public Task<Outcome<Case>> Settle(
        Actor actor, CaseId id, int claim, DemandOutcome outcome, string basis, string explanation, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.settle", (c, d) => Handling.Settle(c, d, claim, outcome, basis, explanation), ct, seen);

    /// <summary>能当即回复 (R67).</summary>
    public Task<Outcome<Case>> FlagAtOnce(Actor actor, CaseId id, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.flag-at-once", Handling.FlagAtOnce, ct, seen);

    /// <summary>办结 (R69).</summary>
    public Task<Outcome<Case>> Complete(Actor actor, CaseId id, string result, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.complete", (c, d) => Handling.Complete(c, d, result), ct, seen);

    /// <summary>Records a report to an outside body (R25, R26, S14).</summary>
    public Task<Outcome<Case>> Report(
        Actor actor, CaseId id, string body, ReportMode mode, DateTimeOffset sentAt, string receivedBy, string receipt, string documentHash, string? asMajor,
        CancellationToken ct) =>
        Change(actor, id, "cases.report", (c, d) => Reporting.Report(c, d, body, mode, sentAt, receivedBy, receipt, documentHash, asMajor), ct);
}
