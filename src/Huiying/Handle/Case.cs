using Huiying.Ground;
using Huiying.Ground.Calendars;

namespace Huiying.Handle;

/// <summary>A claim with its verification entries, newest last, and, for a demand, how it ended.</summary>
public sealed record Claim(int Number, ClaimKind Kind, string Text, PersonId RaisedBy, IReadOnlyList<Verification> Verifications, DemandSettled? Settled)
{
    /// <summary>The entry that holds now, or null while nobody has checked.</summary>
    public Verification? Current => Verifications.Count > 0 ? Verifications[^1] : null;
}

/// <summary>A verification entry with who made it and when (R18).</summary>
public sealed record Verification(int Number, int Claim, Finding Finding, string Fact, string Evidence, string? TruePart, PersonId By, string ByName, DateTimeOffset At);

/// <summary>A grade or category someone set: person, time, reason (R61, R63).</summary>
public sealed record Setting<T>(T Value, string Reason, PersonId By, string ByName, DateTimeOffset At);

/// <summary>An assignment to a section (R08).</summary>
/// <param name="TakenBack">Taken back because the event accuses the section (S16), not returned by it.</param>
public sealed record Assignment(int Number, SectionId Section, string Request, DateTimeOffset At, DateTimeOffset? SignedAt, PersonId? SignedBy, string? Returned, bool TakenBack = false);

/// <summary>A measure (R33); done when <see cref="DoneAt"/> is set.</summary>
public sealed record Measure(int Number, string Text, PersonId Owner, DateTimeOffset DueAt, DateTimeOffset? DoneAt, string? Evidence);

/// <summary>Who was told about a duty's clock, and when (R04).</summary>
public sealed record Notice(NoticeLevel Level, IReadOnlyList<PersonId> To, DateTimeOffset At);

/// <summary>A duty with its clock. Lateness is computed, never stored (R40).</summary>
/// <param name="CarriedTo">Number of the event it went into with a merge (R09); null while it belongs here.</param>
/// <param name="Clock">What was asked of the rules; null for a time that no rule gave.</param>
/// <param name="WeekendsOnly">True while a year on the way was counted by weekends alone.</param>
/// <param name="OpenedAt">When it was entered; null in states from before it was kept.</param>
public sealed record Duty(
    int Number, string Rule, string Zh, string En, DateTimeOffset From, DateTimeOffset? DueAt, IReadOnlyList<string> Derivation,
    IReadOnlyList<string> DerivationEn, DateTimeOffset? DischargedAt, string? Evidence, IReadOnlyList<Notice> Notices,
    string? CarriedTo = null, DueRequest? Clock = null, bool? WeekendsOnly = null, DateTimeOffset? OpenedAt = null)
{
    /// <summary>Whether it is still owed.</summary>
    public bool Open => DischargedAt is null && CarriedTo is null;

    /// <summary>
    /// Whether it was met late or is late at <paramref name="now"/>: after <see cref="DueAt"/>, not at it. One carried into another event is judged there.
    /// </summary>
    public bool Late(DateTimeOffset now) => CarriedTo is null && DueAt is { } due && (DischargedAt ?? now) > due;
}

/// <summary>A published answer as the case knows it (R05).</summary>
/// <param name="MendedBy">The release that corrected or withdrew it (R42); null while it stands.</param>
/// <param name="Withdrawn">Whether that one withdrew it.</param>
public sealed record Answer(Answered What, DateTimeOffset At, EffectRecorded? Effect, string? MendedBy = null, bool Withdrawn = false)
{
    /// <summary>Whether it is what the office says: neither corrected nor withdrawn.</summary>
    public bool Stands => MendedBy is null;
}

/// <summary>An observation with its time (R46).</summary>
public sealed record Observation(string Text, bool Automatic, Figures? Figures, string ByName, DateTimeOffset At);

/// <summary>Where a case stands, in the regulation's order. Computed from facts, never set.</summary>
public enum Stage { Verifying, Reporting, Assessing, Handling, Answering, Tracking, Summarising, Closing, Closed }

/// <summary>The state of one event: a fold of its entries. Immutable.</summary>
public sealed partial record Case
{
    public required CaseId Id { get; init; }

    /// <summary>〔year〕n号 within the office, without gaps (R09).</summary>
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required Intake Intake { get; init; }

    /// <summary>The topic it came from, if any.</summary>
    public string? Topic { get; init; }

    /// <summary>Topics merged into it, also by way of other events (R09).</summary>
    public IReadOnlyList<string> MergedTopics { get; init; } = [];

    /// <summary>Events merged into it.</summary>
    public IReadOnlyList<CaseMerged> Merged { get; init; } = [];

    /// <summary>Like events that were offered when it was opened by hand, and why it was opened all the same (S16); null when there were none.</summary>
    public Noted<OpenedBeside>? Beside { get; init; }

    /// <summary>The event it went into, when it ended that way.</summary>
    public MergedInto? MergedInto { get; init; }

    /// <summary>Discovery or awareness: where its clocks start.</summary>
    public required DateTimeOffset DiscoveredAt { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required PersonId OpenedBy { get; init; }

    /// <summary>The policy it began with (R83).</summary>
    public required string PolicyHash { get; init; }
    public required string Calendar { get; init; }
    public IReadOnlyList<Claim> Claims { get; init; } = [];
    public string? BriefHash { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? ReceivedByPrincipalAt { get; init; }

    /// <summary>Who signed for the principal leader's; null in states from before it was kept.</summary>
    public string? ReceivedByPrincipalName { get; init; }
    public DateTimeOffset? ReceivedByPartyGroupAt { get; init; }

    /// <summary>Who signed for the Party group's; null in states from before it was kept.</summary>
    public string? ReceivedByPartyGroupName { get; init; }

    /// <summary>Receipts whose time was typed, each with who entered it and when (R24).</summary>
    public IReadOnlyList<Noted<Received>> TypedReceipts { get => field ?? []; init; } = [];
    public Assessment? Recorded { get; init; }
    public string? MinutesHash { get; init; }
    public DateTimeOffset? AssessedAt { get; init; }
    public IReadOnlyList<Setting<Grade>> Grades { get; init; } = [];
    public IReadOnlyList<Setting<Category>> Categories { get; init; } = [];
    public IReadOnlyList<Assignment> Assignments { get; init; } = [];
    public IReadOnlyList<Measure> Measures { get; init; } = [];
    public DateTimeOffset? CompletedAt { get; init; }
    public string? Result { get; init; }
    public bool AtOnce { get; init; }
    public IReadOnlyList<Duty> Duties { get; init; } = [];
    public IReadOnlyList<ReportedOutside> Reports { get; init; } = [];
    public IReadOnlyList<Answer> Answers { get; init; } = [];
    public PersonId? Tracker { get; init; }
    public DateTimeOffset? TrackedSince { get; init; }
    public IReadOnlyList<Observation> Observations { get; init; } = [];
    public DateTimeOffset? CalmAt { get; init; }
    public DateTimeOffset? ReboundedAt { get; init; }
    public SummaryFiled? Summary { get; init; }
    public DateTimeOffset? SummaryAt { get; init; }

    /// <summary>Summaries signed earlier: corrected since, or followed by a rebound (R42, R48).</summary>
    public IReadOnlyList<SummaryFiled> EarlierSummaries { get => field ?? []; init; } = [];
    public IReadOnlyList<SummaryReceived> SummaryReceipts { get; init; } = [];
    public Closed? Ending { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Sequence of the last entry folded in.</summary>
    public required long Version { get; init; }

    /// <summary>All its topics: the one it grew from and those merged into it.</summary>
    public IReadOnlyList<string> Topics => Topic is null ? MergedTopics : [Topic, .. MergedTopics];

    /// <summary>The grade that holds; ordinary until a person has decided (R57, R61).</summary>
    public Grade Grade => Grades.Count > 0 ? Grades[^1].Value : Grade.Ordinary;

    /// <summary>The category that holds; doubt is the first (S06).</summary>
    public Category Category => Categories.Count > 0 ? Categories[^1].Value : Category.Inquiry;

    /// <summary>Whether a result was published and stands (R69).</summary>
    public bool HasResult => Answers.Any(a => a is { Stands: true, What.Kind: AnswerKind.Result });

    /// <summary>The assignment that is neither returned nor replaced, if any.</summary>
    public Assignment? Assigned => Assignments.Count > 0 && Assignments[^1].Returned is null ? Assignments[^1] : null;

    /// <summary>The verification entry of that number.</summary>
    public Verification? Verification(int number) =>
        Claims.SelectMany(c => c.Verifications).FirstOrDefault(v => v.Number == number);

    /// <summary>Whether that entry still holds: it is the newest on its claim.</summary>
    public bool Holds(int verification) => Claims.Any(c => c.Current?.Number == verification);

    /// <summary>Where the case stands now.</summary>
    public Stage Stage =>
        ClosedAt is not null ? Stage.Closed
        : SubmittedAt is null ? Stage.Verifying
        : ReceivedByPrincipalAt is null || ReceivedByPartyGroupAt is null ? Stage.Reporting
        : AssessedAt is null ? Stage.Assessing
        : CompletedAt is null ? Stage.Handling
        : !HasResult ? Stage.Answering
        : CalmAt is null ? Stage.Tracking
        : Summary is null ? Stage.Summarising
        : Stage.Closing;
}
