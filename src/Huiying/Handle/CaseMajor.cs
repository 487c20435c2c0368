using Huiying.Documents;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>A signed report upward (R28, R39, R42).</summary>
public sealed record UpReport(
    int Number, ReportStage Stage, int? Sequence, UpText Text, int? DataPosts, IReadOnlyList<int> Cites, string DocumentHash, PersonId By, string ByName,
    DateTimeOffset At)
{
    /// <summary>首报, 续报3, 终报, 更正报告.</summary>
    public string Zh => Stage switch
    {
        ReportStage.First => "首报",
        ReportStage.Final => "终报",
        ReportStage.Correction => "更正报告",
        _ => $"续报{Sequence}",
    };

    /// <summary>Whether the person's figure differs from the data's (R42).</summary>
    public bool Differs => Text.Posts is { } given && DataPosts is { } data && given != data;
}

/// <summary>A report on its way to a body, with who entered it.</summary>
public sealed record Sending(ReportSent What, PersonId By, string ByName, DateTimeOffset EnteredAt)
{
    /// <summary>
    /// Whether it counts at its own time: by telephone or fax only with the recipient's name, number and a note; otherwise with name and receipt (R28).
    /// </summary>
    public bool Counts => Given(What.ReceivedBy) && Given(What.Receipt) && (What.Mode is not (ReportMode.Telephone or ReportMode.Fax) || Given(What.Note));

    /// <summary>Whether it was a written report.</summary>
    public bool Written => What.Report > 0 && What.Mode != ReportMode.Telephone;

    private static bool Given(string s) => !string.IsNullOrWhiteSpace(s);
}

/// <summary>The plan in force, its words frozen (R31).</summary>
public sealed record ActivePlan(PlanActivated What, string ByName, DateTimeOffset At);

/// <summary>A working group from its start to its end (R32).</summary>
public sealed record WorkingGroup(GroupFormed What, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>An emergency call and its review (S13).</summary>
public sealed record EmergencyCall(EmergencyCalled What, PersonId By, DateTimeOffset At, EmergencyReviewed? Review);

/// <summary>What one tracker leaves to the next (R45).</summary>
/// <param name="From">Who tracked before.</param>
/// <param name="ByName">Who wrote it down; the program when the tracker was gone.</param>
public sealed record HandOver(PersonId? From, string Text, string ByName, DateTimeOffset At);

/// <summary>Something a person entered, with when and who.</summary>
public sealed record Noted<T>(T What, string ByName, DateTimeOffset At);

public sealed partial record Case
{
    // States stored before these existed lack them: what is missing reads as empty.
    public IReadOnlyList<UpReport> UpReports { get => field ?? []; init; } = [];
    public IReadOnlyList<Sending> Sendings { get => field ?? []; init; } = [];
    public IReadOnlyList<ActivePlan> Plans { get => field ?? []; init; } = [];
    public IReadOnlyList<WorkingGroup> Groups { get => field ?? []; init; } = [];
    public IReadOnlyList<Noted<GradeConfirmed>> GradeConfirmations { get => field ?? []; init; } = [];
    public IReadOnlyList<Noted<StopAttempted>> StopAttempts { get => field ?? []; init; } = [];
    public IReadOnlyList<Noted<LateExplained>> LateReasons { get => field ?? []; init; } = [];
    public IReadOnlyList<AnswerCited> Cited { get => field ?? []; init; } = [];
    public IReadOnlyList<EmergencyCall> EmergencyCalls { get => field ?? []; init; } = [];
    public IReadOnlyList<HandOver> HandOvers { get => field ?? []; init; } = [];
    public Noted<EmergencyMarked>? Emergency { get; init; }
    public Noted<ConferenceHeld>? Conference { get; init; }
    public Noted<NotReported>? NotToReport { get; init; }

    /// <summary>The highest grade ever set: what was begun under it stays owed (R43).</summary>
    public Grade Highest => Grades.Count > 0 ? Grades.Max(g => g.Value) : Grade.Ordinary;

    /// <summary>Whether the final report (终报) was signed.</summary>
    public bool HasFinal => UpReports.Any(r => r.Stage == ReportStage.Final);

    /// <summary>The working group now at work, if any (R32).</summary>
    public WorkingGroup? Group => Groups.Count > 0 && Groups[^1].Until is null ? Groups[^1] : null;

    /// <summary>Duties that were met late or are late, with the reason once someone gave one (R40). Computed; there is nothing to edit.</summary>
    public IReadOnlyList<(Duty Duty, TimeSpan By, string? Reason)> Late(DateTimeOffset now) =>
        [.. Duties.Where(d => d.Late(now)).Select(d => (d, (d.DischargedAt ?? now) - d.DueAt!.Value, LateReasons.LastOrDefault(r => r.What.Duty == d.Number)?.What.Reason))];

    private Case? WithMajor(CaseEntry entry, Stamp stamp) => entry switch
    {
        GradeConfirmed e => this with { GradeConfirmations = [.. GradeConfirmations, new(e, stamp.Name, stamp.At)] },
        ReportIssued e => this with
        {
            UpReports = [.. UpReports, new(e.Report, e.Stage, e.Sequence, e.Text, e.DataPosts, e.Cites, e.DocumentHash, stamp.Person, stamp.Name, stamp.At)],
        },
        ReportSent e => this with { Sendings = [.. Sendings, new(e, stamp.Person, stamp.Name, stamp.At)] },
        PlanActivated e => this with { Plans = [.. Plans, new(e, stamp.Name, stamp.At)] },
        GroupFormed e => this with { Groups = [.. Change(Groups, g => g.Until is null, g => g with { Until = stamp.At }), new(e, stamp.At, null)] },
        GroupEnded e => this with { Groups = Change(Groups, g => g.What.Group == e.Group && g.Until is null, g => g with { Until = stamp.At }) },
        EmergencyMarked e => this with { Emergency = new(e, stamp.Name, stamp.At) },
        ConferenceHeld e => this with { Conference = new(e, stamp.Name, stamp.At) },
        NotReported e => this with { NotToReport = new(e, stamp.Name, stamp.At) },
        StopAttempted e => this with { StopAttempts = [.. StopAttempts, new(e, stamp.Name, stamp.At)] },
        LateExplained e => this with { LateReasons = [.. LateReasons, new(e, stamp.Name, stamp.At)] },
        AnswerCited e => this with { Cited = [.. Cited, e] },
        AnswerMended e => this with { Answers = Change(Answers, a => a.What.Release == e.Release, a => a with { MendedBy = e.By, Withdrawn = e.Withdrawn }) },
        TrackerLeft e => this with { Tracker = null, HandOvers = HandedOver(e.HandOver, stamp) },
        TrackerGone e => this with { Tracker = null, HandOvers = HandedOver(e.HandOver, stamp) },
        EmergencyCalled e => this with { EmergencyCalls = [.. EmergencyCalls, new(e, stamp.Person, stamp.At, null)] },
        EmergencyReviewed e => this with { EmergencyCalls = Change(EmergencyCalls, x => x.What.Call == e.Call, x => x with { Review = e }) },
        _ => null,
    };

    private IReadOnlyList<HandOver> HandedOver(string? text, Stamp stamp) => text is null ? HandOvers : [.. HandOvers, new(Tracker, text, stamp.Name, stamp.At)];
}
