using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>A late duty in the office's late ledger (R40).</summary>
public sealed record LateLine(CaseId Case, string CaseNumber, string Title, Duty Duty, TimeSpan By, string? Reason);

/// <summary>What an event needs from major grade up, and what is written down beside it (R22, R28–R34, R39–R44, S13, S14).</summary>
public sealed class MajorEvents(Cases cases, Plans plans, People people, OfficeTree tree, TimeProvider time)
{
    /// <summary>A leader sets the grade at once, with reason; from major up its duties begin (R22, R28, R43, R61).</summary>
    public Task<Outcome<Case>> SetGrade(Actor actor, CaseId id, Grade grade, string reason, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "major.set-grade", (c, d) => Grading.Set(c, d, grade, reason), ct, seen);

    /// <summary>The Party group confirms it afterwards (R22).</summary>
    public Task<Outcome<Case>> ConfirmGrade(Actor actor, CaseId id, string opinion, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "major.confirm-grade", (c, d) => Grading.Confirm(c, d, opinion), ct, seen);

    /// <summary>Signs a report upward, with as little as is known; nothing blocks it (R28, R39, R42, S14). The document is made in the same act.</summary>
    public async Task<Outcome<Case>> Issue(Actor actor, CaseId id, UpText text, CancellationToken ct)
    {
        var facts = await cases.Topic(actor.Office, id, ct);
        return await cases.With(actor, id, "major.issue", (c, f, office, d) => UpDocuments.Report(c, f, text, office, d),
            (c, d, hash) => Upward.Issue(c, d, text, facts?.Posts, hash, CaseFigures.Check(UpDocuments.Texts(text), c, facts)), ct, numbered: DocumentNumbers.Report);
    }

    /// <summary>Records that a report went to a body or was told by telephone (R28–R30, S14); a telephone record or fax cover is made. A body that is an office of this installation has it at once.</summary>
    public async Task<Outcome<Case>> Send(Actor actor, CaseId id, UpSending sending, CancellationToken ct)
    {
        var here = await tree.Here(actor.Office, sending.Body, ct);
        if (here is not null) sending = sending with { Item = Ids.New<IncomingId>() };
        return await cases.With(actor, id, "major.send", (c, _, office, d) => UpDocuments.Sheet(c, sending, office, d), (c, d, hash) => Upward.Send(c, d, sending, hash), ct,
            numbered: sending.Mode switch { ReportMode.Telephone => DocumentNumbers.Call, ReportMode.Fax => DocumentNumbers.Fax, _ => null },
            beside: here, then: sending.Item is not { } item ? null : (act, c) => Delivering.Sending(act, c, c.Sendings.First(s => s.What.Item == item).What, ct));
    }

    /// <summary>Gives a reason that a report upward left owing (R29, R42).</summary>
    public Task<Outcome<Case>> Explain(Actor actor, CaseId id, int duty, string reason, CancellationToken ct) =>
        cases.Change(actor, id, "major.explain", (c, d) => Upward.Explain(c, d, duty, reason), ct);

    /// <summary>Bodies a report has not reached yet: one unsent is incomplete (R30).</summary>
    public async Task<IReadOnlyList<OutsideBody>> Unsent(Actor actor, CaseId id, int report, CancellationToken ct = default)
    {
        IReadOnlyList<OutsideBody> unsent = [];
        await cases.Probe(actor, id, (c, d) => unsent = c.UpReports.Any(r => r.Number == report) ? Upward.Unsent(c, d.Rules, report) : [], ct);
        return unsent;
    }

    /// <summary>Starts a plan, with the words it has now (R31).</summary>
    public async Task<Outcome<Case>> ActivatePlan(Actor actor, CaseId id, PlanId plan, CancellationToken ct, long? seen = null)
    {
        var found = await plans.Find(actor.Office, plan, ct);
        return await cases.Change(actor, id, "major.activate-plan",
            (c, d) => found is null ? Refusal.NotFound("没有这个预案。", "There is no such plan.") : Commanding.Activate(c, d, found), ct, seen);
    }

    /// <summary>Forms the working group (R32, R44).</summary>
    public async Task<Outcome<Case>> FormGroup(Actor actor, CaseId id, PersonId leader, IReadOnlyList<GroupMember> members, CancellationToken ct, long? seen = null)
    {
        var everyone = await people.List(actor.Office, ct);
        return await cases.Change(actor, id, "major.form-group", (c, d) =>
            members.Any(m => everyone.All(p => p.Id != m.Person))
                ? Refusal.NotFound("成员不在本单位人员中。", "A member is not one of the office's people.")
                : Commanding.Form(c, d, everyone.FirstOrDefault(p => p.Id == leader), members), ct, seen);
    }

    /// <summary>Ends the working group (R32).</summary>
    public Task<Outcome<Case>> EndGroup(Actor actor, CaseId id, string reason, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "major.end-group", (c, d) => Commanding.End(c, d, reason), ct, seen);

    /// <summary>The event touches a sudden event (R34).</summary>
    public Task<Outcome<Case>> MarkEmergency(Actor actor, CaseId id, string level, string reason, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "major.mark-emergency", (c, d) => Commanding.MarkEmergency(c, d, level, reason), ct, seen);

    /// <summary>The press conference was held (R34).</summary>
    public Task<Outcome<Case>> HoldConference(Actor actor, CaseId id, DateTimeOffset heldAt, string heldBy, string evidence, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "major.hold-conference", (c, d) => Commanding.HoldConference(c, d, heldAt, heldBy, evidence), ct, seen);

    /// <summary>不予上报: ordinary events only (R43).</summary>
    public Task<Outcome<Case>> NotToReport(Actor actor, CaseId id, string reason, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "major.not-to-report", (c, d) => Commanding.NotToReport(c, d, reason), ct, seen);

    /// <summary>Writes down that someone tried to stop a report (R43).</summary>
    public Task<Outcome<Case>> Stopped(Actor actor, CaseId id, string who, string what, CancellationToken ct) =>
        cases.Change(actor, id, "major.stop-attempted", (c, d) => Commanding.Stopped(c, d, who, what), ct);

    /// <summary>Says why a duty was late; the times stay (R40).</summary>
    public Task<Outcome<Case>> ExplainLate(Actor actor, CaseId id, int duty, string reason, CancellationToken ct) =>
        cases.Change(actor, id, "major.explain-late", (c, d) => Commanding.ExplainLate(c, d, duty, reason), ct);

    /// <summary>Danger to life was passed to rescue at once (S13).</summary>
    public Task<Outcome<Case>> Call(Actor actor, CaseId id, string to, string what, DateTimeOffset calledAt, CancellationToken ct) =>
        cases.Change(actor, id, "major.call", (c, d) => Commanding.Call(c, d, to, what, calledAt), ct);

    /// <summary>A second person reviews the call (S13).</summary>
    public Task<Outcome<Case>> Review(Actor actor, CaseId id, int call, string opinion, CancellationToken ct) =>
        cases.Change(actor, id, "major.review-call", (c, d) => Commanding.Review(c, d, call, opinion), ct);

    /// <summary>The office's late ledger, latest due first (R40): computed from stamped times, with the reason where someone gave one.</summary>
    public async Task<IReadOnlyList<LateLine>> LateLedger(OfficeId office, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        var lines = new List<LateLine>();
        foreach (var line in await cases.List(office, closedToo: true, ct))
        {
            if (await cases.Find(office, line.Id, ct) is not { } c) continue;
            lines.AddRange(c.Late(now).Select(l => new LateLine(c.Id, c.Number, c.Title, l.Duty, l.By, l.Reason)));
        }
        return [.. lines.OrderByDescending(l => l.Duty.DueAt)];
    }
}
