using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using static Huiying.Handle.Deciding;

namespace Huiying.Respond;

/// <summary>What an answer means for its case (R05, R67–R69).</summary>
internal static class Answering
{
    /// <summary>Respond's entry in the publishing transaction: meets the answering duties (R67–R69, R34, R78).</summary>
    /// <param name="cites">Verification entries it rests on (R42).</param>
    /// <param name="copies">Bodies that now get a copy (R27).</param>
    /// <param name="corrects">The answer it corrects (R42).</param>
    public static Outcome<CaseEntry[]> Answer(
        Case c, Deciding d, Answered what, IReadOnlyList<int>? cites = null, IReadOnlyList<OutsideBody>? copies = null, string? corrects = null)
    {
        if (c.ClosedAt is not null) return No("case.closed", "R48", "事件已销号。", "The event is closed.");
        var entries = new List<CaseEntry> { what };
        if (cites is { Count: > 0 }) entries.Add(new AnswerCited(what.Release, cites));
        if (corrects is not null)
        {
            entries.Add(new AnswerMended(corrects, what.Release, Withdrawn: false));
            entries.AddRange(Changing.Mended(c, d, corrects, cites ?? [], what.Link));
        }
        entries.AddRange(DutyEntries.Discharge(c, "R68", d.Now, what.Link));
        // The truth, how it is handled, or an answer to doubts is a response, whole or not (R34); that it was received is none (R37).
        if (what.Standing is null)
        {
            entries.AddRange(DutyEntries.Discharge(c, Rules.Response, d.Now, what.Link));
            if (what.Outlet != "direct") entries.AddRange(DutyEntries.Discharge(c, Rules.Information, d.Now, what.Link));
        }
        if (what.Kind == AnswerKind.Result)
        {
            entries.AddRange(DutyEntries.Discharge(c, "R67", d.Now, what.Link));
            entries.AddRange(DutyEntries.Discharge(c, "R69", d.Now, what.Link));
            entries.AddRange(DutyEntries.Discharge(c, Rules.Suggestion, d.Now, what.Link));
        }
        entries.AddRange(Copying.Owe(new(what.Release), copies ?? [], new DutyOpener(c.Duties.Count, d), d));
        return entries.ToArray();
    }

    /// <summary>
    /// A published answer is withdrawn by a release of its own (R42). It answers nobody: while no other response stands, one is owed again within the time
    /// of other responses.
    /// </summary>
    /// <param name="by">The release whose text is the public reason.</param>
    /// <param name="old">The answer withdrawn.</param>
    /// <param name="link">Where the reason stands.</param>
    /// <param name="copies">Bodies that now get a copy (R27).</param>
    public static Outcome<CaseEntry[]> Withdraw(Case c, Deciding d, ReleaseId by, string old, string link, IReadOnlyList<OutsideBody>? copies = null)
    {
        if (c.ClosedAt is not null) return No("case.closed", "R48", "事件已销号。", "The event is closed.");
        var entries = new List<CaseEntry> { new AnswerMended(old, by.Value, Withdrawn: true) };
        entries.AddRange(Changing.Mended(c, d, old, null, link));
        var open = new DutyOpener(c.Duties.Count, d);
        entries.AddRange(Copying.Owe(by, copies ?? [], open, d));
        // Only another result stands for a result; for what was said on the way to it any response does.
        var gone = c.Answers.FirstOrDefault(a => a.What.Release == old && a.What.Standing is null)?.What;
        var others = c.Answers.Any(a => a is { Stands: true, What.Standing: null } && a.What.Release != old && (gone?.Kind != AnswerKind.Result || a.What.Kind == AnswerKind.Result));
        if (gone is not null && !others && !c.Duties.Any(x => x.Open && x.Rule == Rules.Response))
        {
            entries.Add(open.Of(Rules.Response, new(Rules.Response, c.Grade, false, false, null, d.Now), "撤回后重新回应社会关切", "Respond again after the withdrawal"));
        }
        return entries.ToArray();
    }

    /// <summary>
    /// A request for approval went to a body: the duty to get its decision runs with the answer's own clock, or the 48 hours where none is open (R34).
    /// The clock urges when the policy's share of it is gone.
    /// </summary>
    public static Outcome<CaseEntry[]> Requested(Case c, Deciding d, string body, DateTimeOffset sentAt)
    {
        var rule = $"R34:outside:{body}";
        var open = new DutyOpener(c.Duties.Count, d);
        var name = d.Rules.Policy.Bodies.GetValueOrDefault(body, body);
        var due = Due(c, d, sentAt);
        return DutyEntries.Discharge(c, rule, sentAt, "重新请示")
            .Append(open.Set(rule, $"{name}对请示的批复", $"Decision of {name}", sentAt, due,
                ["与所请示的回应同一时限；用去一定比例即催办，未答复不视为同意"], ["the answer's own clock; urged at the policy's share; silence is not consent"])).ToArray();
    }

    /// <summary>The body's decision is in: the duty to get it is met.</summary>
    public static Outcome<CaseEntry[]> Decided(Case c, Deciding d, string body, DateTimeOffset at, string evidence) =>
        DutyEntries.Discharge(c, $"R34:outside:{body}", at, evidence).ToArray();

    /// <summary>
    /// A draft was taken back, or published when its grade no longer asked for them: no body's decision on it is waited for any more. A later request to the
    /// same body, for another draft, stays owed.
    /// </summary>
    public static Outcome<CaseEntry[]> Withdrawn(Case c, Deciding d, IReadOnlyList<OutsideRequested> asked, string why = "文稿已撤回，不再等候批复") =>
        c.Duties.Where(x => x.Open && asked.Any(a => x.Rule == $"R34:outside:{a.Body}" && x.From == a.SentAt))
            .Select(CaseEntry (x) => new DutyDischarged(x.Number, d.Now, why)).ToArray();

    /// <summary>The end of the earliest open clock that the answer meets; the 48 hours from sending where none is open ahead.</summary>
    public static DateTimeOffset Due(Case c, Deciding d, DateTimeOffset sentAt) =>
        c.Duties.Where(x => x.Open && x.DueAt > sentAt && x.Rule is Rules.Response or Rules.Information or Rules.Result or Rules.AtOnce).Min(x => x.DueAt)
        ?? d.Rules.Try(new(Rules.Response, c.Grade, false, false, null, sentAt))?.DueAt ?? sentAt + TimeSpan.FromHours(48);

    /// <summary>The written confirmation of an oral approval is owed (R34).</summary>
    public static Outcome<CaseEntry[]> Spoken(Case c, Deciding d, string release, string step, string stepName, string byName, DateTimeOffset spokenAt) =>
        Do(new DutyOpener(c.Duties.Count, d).Of($"{Rules.OralConfirmation}:{release}:{step}", new(Rules.OralConfirmation, c.Grade, false, false, null, spokenAt),
            $"{byName}补签口头批准（{stepName}）", $"{byName} confirms an oral approval in writing"));

    /// <summary>The oral approval was confirmed in writing.</summary>
    public static Outcome<CaseEntry[]> Written(Case c, Deciding d, string release, string step, string evidence) =>
        DutyEntries.Discharge(c, $"{Rules.OralConfirmation}:{release}:{step}", d.Now, evidence).ToArray();

    /// <summary>The effect of an answer (R05).</summary>
    public static Outcome<CaseEntry[]> Effect(Case c, Deciding d, EffectRecorded e) =>
        d.Bar(c, "R05", Role.Clerk, Role.SectionHead, Role.SectionOfficer) is { } no ? no
        : !c.Answers.Any(a => a.What.Release == e.Release) ? Refusal.NotFound("没有这份回应。", "There is no such answer.")
        : e.QuestionsAnswered < 0 || e.DemandsSettled < 0 ? Refusal.Invalid("R05", "数量不能为负。", "Counts cannot be negative.")
        : e.DemandsSettled > c.Claims.Count(x => x.Kind == ClaimKind.Demand) ? Refusal.Invalid("R05",
            $"解决的诉求（{e.DemandsSettled}项）多于本事件登记的诉求（{c.Claims.Count(x => x.Kind == ClaimKind.Demand)}项）。多出的诉求请先在“核实”页列出。",
            "More demands settled than the event has; list the others first.")
        : Missing("R05", (e.Satisfaction, "满意情况", "satisfaction")) is { } missing ? missing
        : Do(e);
}
