using Huiying.Assess;
using Huiying.Documents;
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

    /// <summary>The brief as it would go up now, to be read before it does; nothing is recorded (R20).</summary>
    public async Task<Outcome<OfficialDocument>> Brief(Actor actor, CaseId id, CancellationToken ct = default)
    {
        var facts = await Topic(actor.Office, id, ct);
        await using var store = stores.Open(actor.Office);
        if (await Look(store, id, ct) is not { } look || look.Case.Hides(actor)) return Refusal.NotFound("没有这个事件。", "There is no such event.");
        var office = await People.Office(store, actor.Office, ct) ?? throw new InvalidDataException($"office {actor.Office} is not there");
        return CaseDocuments.Brief(look.Case, facts, office, new Deciding(actor, acts.Clock, look.Rules));
    }

    /// <summary>Makes the brief from what is known and sends it up (R20).</summary>
    public Task<Outcome<Case>> Submit(Actor actor, CaseId id, CancellationToken ct, long? seen = null) =>
        With(actor, id, "cases.submit", (c, facts, office, d) => CaseDocuments.Brief(c, facts, office, d), Assessing.Submit, ct, seen, DocumentNumbers.Brief);

    /// <summary>Receipt of the brief by the principal leader or the Party group (R21); one given on paper or by telephone with its own time and how (R24).</summary>
    public Task<Outcome<Case>> Receive(Actor actor, CaseId id, Recipient by, CancellationToken ct, long? seen = null, DateTimeOffset? at = null, string? how = null) =>
        Change(actor, id, "cases.receive", (c, d) => Assessing.Receive(c, d, by, at, how), ct, seen);

    /// <summary>Writes down the Party group's assessment, with its minutes as a document (R22).</summary>
    public Task<Outcome<Case>> RecordAssessment(Actor actor, CaseId id, Assessment assessment, CancellationToken ct, long? seen = null) =>
        With(actor, id, "cases.record-assessment", (c, _, office, d) => CaseDocuments.Minutes(c, assessment, office, d),
            (c, d, minutes) => Assessing.Record(c, d, assessment, minutes), ct, seen, DocumentNumbers.Minutes);

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

    /// <summary>More time for a measure, approved before it is late (R08).</summary>
    public Task<Outcome<Case>> Extend(Actor actor, CaseId id, int measure, DateTimeOffset due, string reason, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.extend", (c, d) => Handling.Extend(c, d, measure, due, reason), ct, seen);

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

    /// <summary>Nothing of the event is destroyed until the hold is lifted (S10).</summary>
    public Task<Outcome<Case>> Hold(Actor actor, CaseId id, string reason, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.hold", (c, d) => Filing.Hold(c, d, reason), ct, seen);

    /// <summary>The hold ends (S10).</summary>
    public Task<Outcome<Case>> Lift(Actor actor, CaseId id, string reason, CancellationToken ct, long? seen = null) =>
        Change(actor, id, "cases.lift-hold", (c, d) => Filing.Lift(c, d, reason), ct, seen);

    /// <summary>Makes the report to an outside body and records that it went (R25, R26, S14).</summary>
    public async Task<Outcome<Case>> Report(
        Actor actor, CaseId id, string body, ReportMode mode, DateTimeOffset sentAt, string receivedBy, string receipt, string? asMajor, CancellationToken ct)
    {
        var here = await tree.Here(actor.Office, body, ct);
        var item = here is null ? (IncomingId?)null : Ids.New<IncomingId>();
        return await With(actor, id, "cases.report",
            (c, facts, office, d) => CaseDocuments.Report(c, facts, d.Rules.OutsideBodies.FirstOrDefault(b => b.Id == body)?.Name ?? body, office, d),
            (c, d, document) => Reporting.Report(c, d, body, mode, sentAt, receivedBy, receipt, document, asMajor, item), ct, numbered: DocumentNumbers.Report,
            beside: here, then: item is not { } to ? null : (act, c) => Delivering.Report(act, c, c.Reports.First(r => r.Item == to), body, ct));
    }

    /// <summary>An act that makes a document: its bytes are kept in the same transaction as the entry that names their hash, empty when none is made.</summary>
    /// <param name="numbered">The kind whose next number the document gets; null for one without a number.</param>
    /// <param name="beside">The office of this installation that it reaches in the same transaction; null for none.</param>
    /// <param name="then">What is put there, from the event as it now stands.</param>
    public async Task<Outcome<Case>> With(
        Actor actor, CaseId id, string name, Func<Case, TopicFacts?, Office, Deciding, OfficialDocument?> compose,
        Func<Case, Deciding, string, Outcome<CaseEntry[]>> decide, CancellationToken ct, long? seen = null, string? numbered = null,
        OfficeId? beside = null, Func<Act, Case, Task>? then = null)
    {
        var facts = await Topic(actor.Office, id, ct);
        return await acts.Run<Case>(actor, name, id.Subject, beside, async act =>
        {
            if (await Look(act.Store, id, ct) is not { } look || look.Case.Hides(actor)) return Refusal.NotFound("没有这个事件。", "There is no such event.");
            var office = await People.Office(act.Store, actor.Office, ct) ?? throw new InvalidDataException($"office {actor.Office} is not there");
            var d = new Deciding(actor, act.Now, look.Rules);
            var document = compose(look.Case, facts, office, d);
            // Only a document that is made takes a number, or there would be a gap.
            if (document is not null && numbered is not null)
            {
                document = compose(look.Case, facts, office, d with { Number = await Number(act, numbered, look.Rules.Policy.Zone, ct) });
            }
            var hash = document is null ? "" : await Blobs.Keep(act, Docx.Write(document), CaseDocuments.Docx, ct);
            var changed = await Change(act, id, (c, d) => decide(c, d, hash), ct, seen);
            if (changed.Ok && then is not null) await then(act, changed.Value);
            return changed;
        }, ct);
    }
}
