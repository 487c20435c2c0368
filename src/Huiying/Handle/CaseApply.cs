using Huiying.Ground;

namespace Huiying.Handle;

public sealed partial record Case
{
    /// <summary>
    /// The state after an entry. Pure and total over entries that the acts of this step write; the first entry must be <see cref="Opened"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The entry cannot follow: the ledger was not written by these acts.</exception>
    public static Case Apply(Case? state, CaseEntry entry, Stamp stamp)
    {
        if (entry is Opened o)
        {
            return state is null
                ? new Case
                {
                    Id = o.Id,
                    Number = o.Number,
                    Title = o.Title,
                    Intake = o.Intake,
                    Topic = o.Topic,
                    DiscoveredAt = o.DiscoveredAt,
                    OpenedAt = stamp.At,
                    OpenedBy = stamp.Person,
                    PolicyHash = o.PolicyHash,
                    Calendar = o.Calendar,
                    Version = stamp.Sequence,
                }
                : throw new InvalidOperationException($"case {o.Id} opened twice");
        }
        if (state is null) throw new InvalidOperationException($"{entry.GetType().Name} before the case was opened");
        return state.With(entry, stamp) with { Version = stamp.Sequence };
    }

    private Case With(CaseEntry entry, Stamp stamp) => entry switch
    {
        ClaimRaised e => this with { Claims = [.. Claims, new Claim(e.Claim, e.Kind, e.Text, stamp.Person, [], null)] },
        Verified e => this with { Claims = Change(Claims, c => c.Number == e.Claim, c => c with { Verifications = [.. c.Verifications, Entry(e, stamp)] }) },
        SubmittedForAssessment e => this with { BriefHash = e.BriefHash, SubmittedAt = stamp.At },
        Received { By: Recipient.PrincipalLeader } e => this with
        {
            ReceivedByPrincipalAt = ReceivedByPrincipalAt ?? e.At ?? stamp.At,
            ReceivedByPrincipalName = ReceivedByPrincipalName ?? stamp.Name,
            TypedReceipts = Typed(e, stamp),
        },
        Received e => this with
        {
            ReceivedByPartyGroupAt = ReceivedByPartyGroupAt ?? e.At ?? stamp.At,
            ReceivedByPartyGroupName = ReceivedByPartyGroupName ?? stamp.Name,
            TypedReceipts = Typed(e, stamp),
        },
        AssessmentRecorded e => this with { Recorded = e.Assessment, MinutesHash = e.MinutesHash },
        AssessmentConfirmed => this with { AssessedAt = stamp.At },
        GradeSet e => this with { Grades = [.. Grades, new(e.Grade, e.Reason, stamp.Person, stamp.Name, stamp.At)] },
        CategorySet e => this with { Categories = [.. Categories, new(e.Category, e.Basis, stamp.Person, stamp.Name, stamp.At)] },
        Assigned e => this with { Assignments = [.. Assignments, new(e.Assignment, e.Section, e.Request, stamp.At, null, null, null)] },
        AssignmentSigned e => this with
        {
            Assignments = Change(Assignments, a => a.Number == e.Assignment, a => a with { SignedAt = stamp.At, SignedBy = stamp.Person }),
        },
        AssignmentReturned e => this with { Assignments = Change(Assignments, a => a.Number == e.Assignment, a => a with { Returned = e.Reason }) },
        MeasureSet e => this with { Measures = [.. Measures, new(e.Measure, e.Text, e.Owner, e.DueAt, null, null)] },
        MeasureDone e => this with
        {
            Measures = Change(Measures, m => m.Number == e.Measure, m => m with { DoneAt = stamp.At, Evidence = e.Evidence }),
        },
        HandlingCompleted e => this with { CompletedAt = stamp.At, CompletedBy = stamp.Person, Result = e.Result },
        DemandSettled e => this with { Claims = Change(Claims, c => c.Number == e.Claim, c => c with { Settled = e }) },
        FlaggedAtOnce => this with { AtOnce = true },
        DutyOpened e => this with { Duties = [.. Duties, new(e.Duty, e.Rule, e.Zh, e.En, e.From, e.DueAt, e.Derivation, e.DerivationEn, null, null, [], null, e.Clock, e.WeekendsOnly, stamp.At)] },
        DutyDischarged e => this with
        {
            Duties = Change(Duties, d => d.Number == e.Duty && d.Open, d => d with { DischargedAt = e.At, Evidence = e.Evidence }),
        },
        DutyNoticed e => this with { Duties = Change(Duties, d => d.Number == e.Duty, d => d with { Notices = [.. d.Notices, new(e.Level, e.To, stamp.At)] }) },
        DutyRederived e => this with
        {
            Duties = Change(Duties, d => d.Number == e.Duty && d.Open, d => d with { DueAt = e.DueAt, Derivation = e.Derivation, DerivationEn = e.DerivationEn, WeekendsOnly = e.WeekendsOnly }),
        },
        ReportedOutside e => this with { Reports = [.. Reports, e] },
        Answered e => this with { Answers = [.. Answers, new(e, stamp.At, null)] },
        EffectRecorded e => this with { Answers = Change(Answers, a => a.What.Release == e.Release, a => a with { Effect = e }) },
        TrackerNamed e => this with { Tracker = e.Tracker, TrackedSince = TrackedSince ?? stamp.At, HandOvers = HandedOver(e.HandOver, stamp) },
        Observed e => this with { Observations = [.. Observations, new(e.Text, e.Automatic, e.Figures, stamp.Name, stamp.At)] },
        CalmSet => this with { CalmAt = stamp.At },
        Rebounded => this with { ReboundedAt = stamp.At, CalmAt = null, EarlierSummaries = Earlier, Summary = null, SummaryAt = null, SummaryReceipts = [] },
        SummaryFiled e => this with { EarlierSummaries = Earlier, Summary = e, SummaryAt = stamp.At, SummaryReceipts = [] },
        SummaryReceived e => this with { SummaryReceipts = [.. SummaryReceipts, e] },
        Closed e => this with { Ending = e, ClosedAt = stamp.At },
        Reopened => this with { Ending = null, ClosedAt = null, CalmAt = null, EarlierSummaries = Earlier, Summary = null, SummaryAt = null, SummaryReceipts = [] },
        TopicMerged e => this with { MergedTopics = [.. MergedTopics, e.Topic] },
        CaseMerged e => this with { Merged = [.. Merged, e], MergedTopics = [.. MergedTopics, .. e.Topics] },
        ClaimMerged e => this with { Claims = [.. Claims, e.What] },
        MergedInto e => this with { MergedInto = e, ClosedAt = stamp.At },
        DutyCarried e => this with { Duties = Change(Duties, d => d.Number == e.Duty && d.Open, d => d with { CarriedTo = e.Number }) },
        OpenedBeside e => this with { Beside = new(e, stamp.Name, stamp.At) },
        _ => WithMajor(entry, stamp) ?? WithReferral(entry, stamp) ?? WithOrder(entry, stamp) ?? WithSuperior(entry, stamp) ?? WithCapture(entry, stamp) ?? WithFile(entry, stamp) ?? WithNaming(entry, stamp) ?? throw new InvalidOperationException($"no fold for {entry.GetType().Name}"),
    };

    private IReadOnlyList<SummaryFiled> Earlier => Summary is { } signed ? [.. EarlierSummaries, signed] : EarlierSummaries;

    private IReadOnlyList<Noted<Received>> Typed(Received e, Stamp stamp) => e.At is null ? TypedReceipts : [.. TypedReceipts, new(e, stamp.Name, stamp.At)];

    private static Verification Entry(Verified e, Stamp stamp) =>
        new(e.Verification, e.Claim, e.Finding, e.Fact, e.Evidence, e.TruePart, stamp.Person, stamp.Name, stamp.At);

    private static IReadOnlyList<T> Change<T>(IReadOnlyList<T> list, Func<T, bool> which, Func<T, T> to) =>
        [.. list.Select(x => which(x) ? to(x) : x)];
}
