namespace Huiying.Ground.Policies;

/// <summary>One stretch of office hours, in the office's zone.</summary>
public sealed record WorkingSpan(TimeOnly Opens, TimeOnly Closes);

/// <summary>A rule's clock as the policy gives it.</summary>
/// <param name="Id">As in <see cref="Rules"/>, for example <c>R28:phone</c>.</param>
/// <param name="Name">What the duty is called.</param>
/// <param name="Starts">What starts the clock, in words.</param>
/// <param name="Terms">The value for each grade that has one.</param>
/// <param name="Complex">The value for a complex matter; null = the same as otherwise.</param>
/// <param name="EmergencyOnly">Only for an event marked as touching a sudden event.</param>
/// <param name="Early">The value while the grade is younger than <see cref="EarlyFor"/>.</param>
/// <param name="EarlyFor">How long "early" lasts from the moment the grade was set.</param>
public sealed record PolicyRule(
    string Id, string Name, string Starts, IReadOnlyDictionary<Grade, Term> Terms, Term? Complex, bool EmergencyOnly,
    IReadOnlyDictionary<Grade, Term> Early, TimeSpan? EarlyFor);

/// <summary>When a light turns yellow, and the reminder of the last working day.</summary>
/// <param name="ShortUnder">Clocks shorter than this are short.</param>
/// <param name="ShortYellowLeft">Share of a short clock left when it turns yellow, 0–1.</param>
/// <param name="LongYellowBefore">How long before its end a longer clock turns yellow.</param>
/// <param name="Reminder">Time of day of the reminder on the last working day.</param>
public sealed record LightPolicy(TimeSpan ShortUnder, double ShortYellowLeft, TimeSpan LongYellowBefore, TimeOnly Reminder);

/// <summary>Who is told beside the person in charge (R04).</summary>
public sealed record EscalationPolicy(IReadOnlyList<Role> NearDue, IReadOnlyList<Role> Overdue, IReadOnlyList<Role> UnansweredTopic);

/// <summary>A sensitive period (敏感时期) with its own patrol frequency; both dates inclusive.</summary>
public sealed record SensitivePeriod(string Name, DateOnly From, DateOnly To, int PerDay);

/// <summary>How many patrols a calendar day must see.</summary>
public sealed record PatrolPolicy(int PerDay, int PerDayMajor, IReadOnlyList<SensitivePeriod> SensitivePeriods)
{
    /// <summary>Patrols due on that day.</summary>
    public int On(DateOnly day, bool majorOpen)
    {
        var least = majorOpen ? Math.Max(PerDay, PerDayMajor) : PerDay;
        return SensitivePeriods.Where(p => p.From <= day && day <= p.To).Select(p => p.PerDay).Append(least).Max();
    }
}

/// <summary>Politeness and intake.</summary>
/// <param name="FetchDelay">Pause between two requests to one host.</param>
/// <param name="EnteredAfter">A received time older than this when entered is marked 补录.</param>
/// <param name="LeaderWatch">How long a watch term naming one of the office's own leaders lives (S15).</param>
public sealed record CollectPolicy(TimeSpan FetchDelay, TimeSpan EnteredAfter, TimeSpan LeaderWatch);

/// <summary>Numeric anchors of a grade: how many of them must hold.</summary>
/// <param name="NeedsTick">Also one qualitative phrase ticked by a person.</param>
public sealed record GradeAnchor(int AtLeast, double TimesMedian, long Views, long Comments, bool NeedsTick);

/// <summary>What suggests a grade (R58–R61); people decide.</summary>
/// <param name="Ticks">Qualitative phrases of Art. 3 by key.</param>
/// <param name="SharpShare">Share (0–1) of posts in sharp words at which they count beside a very large number of posts.</param>
/// <param name="SharpWords">Words that make a post sharp; none: sharpness is not looked at.</param>
public sealed record GradePolicy(
    int MedianDays, GradeAnchor Major, GradeAnchor Extraordinary, IReadOnlyDictionary<string, string> Ticks, double SharpShare, IReadOnlyList<string> SharpWords);

/// <summary>Least grade that own critical reporting by a medium of that level proposes; null = none.</summary>
public sealed record MediaPolicy(Grade? Central, Grade? Provincial, Grade? City, Grade? Other);

/// <summary>When an approval step applies.</summary>
public enum StepWhen
{
    /// <summary>Always.</summary>
    Always,

    /// <summary>When other sections help.</summary>
    HelpingSections,
}

/// <summary>A step of the approval chain.</summary>
/// <param name="Id">One of <see cref="ApprovalSteps"/>.</param>
/// <param name="By">Posts that may sign it.</param>
/// <param name="Categories">Categories it applies to; empty = all.</param>
public sealed record ApprovalStep(string Id, string Name, IReadOnlyList<Role> By, StepWhen When, IReadOnlyList<Category> Categories)
{
    /// <summary>Whether the step is needed for that category.</summary>
    public bool AppliesTo(Category category, bool helpingSections) =>
        (Categories.Count == 0 || Categories.Contains(category)) && (When == StepWhen.Always || helpingSections);
}

/// <summary>Names of the approval chain's steps.</summary>
public static class ApprovalSteps
{
    public const string Draft = "draft", SectionHead = "section-head", Countersign = "countersign", OfficeCheck = "office-check",
        SecrecyReview = "secrecy-review", LegalReview = "legal-review", SupervisingLeader = "supervising-leader", PrincipalLeader = "principal-leader";

    /// <summary>All, in the default order.</summary>
    public static readonly IReadOnlyList<string> All =
        [Draft, SectionHead, Countersign, OfficeCheck, SecrecyReview, LegalReview, SupervisingLeader, PrincipalLeader];
}

/// <summary>Bodies that must approve before an answer, and bodies that get a copy; keys of <see cref="Policy.Bodies"/>.</summary>
public sealed record OutsideApproval(IReadOnlyList<string> Approve, IReadOnlyList<string> Copy);

/// <summary>The approval chain and the outside-approval table.</summary>
/// <param name="UrgentInParallel">Urgent answers pass the steps side by side.</param>
/// <param name="Chain">In order, the draft first.</param>
/// <param name="OutsideUrgeAt">Share of the clock gone when an outside body is urged, 0–1.</param>
public sealed record ApprovalPolicy(
    bool UrgentInParallel, IReadOnlyList<ApprovalStep> Chain, double OutsideUrgeAt,
    IReadOnlyDictionary<(Grade Grade, Category Category), OutsideApproval> Outside);

/// <summary>What an outlet is.</summary>
public enum OutletKind
{
    /// <summary>The office's own site.</summary>
    Site,

    /// <summary>The office's registered account elsewhere; posted by hand (R38).</summary>
    Account,

    /// <summary>A real-name official reply in the original thread; posted by hand (R38).</summary>
    Thread,
}

/// <summary>An outlet and the posts that may publish there, with approval (R38).</summary>
public sealed record Outlet(string Id, string Name, OutletKind Kind, IReadOnlyList<Role> Publishers);

/// <summary>The standing line (常备口径) and how long one approval of it lasts.</summary>
public sealed record StandingLine(string Text, TimeSpan Valid);

/// <summary>When calm may be proposed; a person confirms. Shares 0–1.</summary>
public sealed record CalmPolicy(TimeSpan QuietFor, double BelowPeak, double VanishedExplained);

/// <summary>When a tracked event makes the program propose something (R47).</summary>
/// <param name="Growth">New mentions of 24 hours as a multiple of those of the 24 hours before.</param>
/// <param name="AtLeast">And no fewer than this.</param>
/// <param name="Overdue">Whether the end of the tracking time without calm proposes a measure too.</param>
public sealed record ProposalPolicy(double Growth, int AtLeast, bool Overdue);

/// <summary>How long things are kept (S10).</summary>
public sealed record RetentionPolicy(Period UntakenPosts, Period EventPosts, IReadOnlyDictionary<Grade, Period> Events, Period AccessLogs, string Archive);

/// <summary>What alerts people while the office has set nothing else.</summary>
/// <param name="Terms">The sensitive terms; words for matters, never for persons (S15).</param>
/// <param name="Rules">The rules the office begins with.</param>
public sealed record AlertPolicy(IReadOnlyList<string> Terms, IReadOnlyList<AlertDefault> Rules);

/// <summary>An alert rule the policy gives. A figure its kind does not use is 0.</summary>
/// <param name="Kind"><c>threshold</c>, <c>growth</c>, <c>burst</c>, <c>term</c>, <c>media</c> or <c>silence</c>.</param>
/// <param name="Level"><c>notice</c>, <c>warning</c> or <c>urgent</c>.</param>
/// <param name="AtLeast">Mentions.</param>
/// <param name="Hours">The hours looked back.</param>
/// <param name="Times">The last day's mentions as a multiple of those of the day before.</param>
/// <param name="Burst">The burst's level, 1–3.</param>
/// <param name="Media"><c>central</c>, <c>provincial</c>, <c>city</c> or <c>other</c>: the least level of a medium; empty for another kind.</param>
/// <param name="Tell">Posts whose holders are told.</param>
/// <param name="Quiet">From and until when it is kept back, in the office's zone; null for never.</param>
/// <param name="RestDays">Whether it is kept back on days off too.</param>
public sealed record AlertDefault(string Id, string Name, string Kind, string Level, int AtLeast, int Hours, double Times, int Burst, string Media,
    IReadOnlyList<Role> Tell, (TimeOnly From, TimeOnly Until)? Quiet, bool RestDays);
