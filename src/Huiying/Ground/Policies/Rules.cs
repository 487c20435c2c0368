namespace Huiying.Ground.Policies;

/// <summary>Ids of the rules that carry a clock; their values are in <see cref="Policy.Rules"/>.</summary>
public static class Rules
{
    /// <summary>签收 an assignment.</summary>
    public const string Sign = "R08:sign";

    /// <summary>退回改派 an assignment.</summary>
    public const string SendBack = "R08:return";

    /// <summary>Answer a 督办单.</summary>
    public const string SupervisionAnswer = "R08:supervision";

    /// <summary>Tell the citizen where a matter was passed on to.</summary>
    public const string Told = "R08:told";

    /// <summary>Capture a lead after discovery.</summary>
    public const string Capture = "R17";

    /// <summary>The Party group's confirmation after the principal leader's decision.</summary>
    public const string Confirm = "R22:confirm";

    /// <summary>Report an ordinary event to the Party group.</summary>
    public const string PartyGroup = "R24";

    /// <summary>Telephone report.</summary>
    public const string Phone = "R28:phone";

    /// <summary>Written report.</summary>
    public const string Written = "R28:written";

    /// <summary>Start the contingency plan.</summary>
    public const string Plan = "R31";

    /// <summary>Form the working group.</summary>
    public const string WorkingGroup = "R32";

    /// <summary>Authoritative information on a sudden event.</summary>
    public const string Information = "R34:information";

    /// <summary>Press conference on a sudden event.</summary>
    public const string Conference = "R34:conference";

    /// <summary>Other responses.</summary>
    public const string Response = "R34:response";

    /// <summary>Written confirmation of an oral approval.</summary>
    public const string OralConfirmation = "R34:confirm";

    /// <summary>The next progress report.</summary>
    public const string Progress = "R39";

    /// <summary>The day's progress report, beside <see cref="Progress"/>: an extraordinary event owes both (R44).</summary>
    public const string DailyProgress = "R39:daily";

    /// <summary>A progress report after a change of facts.</summary>
    public const string Change = "R39:change";

    /// <summary>Answer a topic's suggestion.</summary>
    public const string Topic = "R41";

    /// <summary>Correct or withdraw what cites a changed verification.</summary>
    public const string Correction = "R42";

    /// <summary>Tracking after handling.</summary>
    public const string Tracking = "R46";

    /// <summary>The next tracking entry.</summary>
    public const string Observation = "R46:observation";

    /// <summary>Answer what a threshold proposes while an event is tracked.</summary>
    public const string Proposal = "R47";

    /// <summary>The summary report after calm.</summary>
    public const string Summary = "R50";

    /// <summary>Answer at once.</summary>
    public const string AtOnce = "R67";

    /// <summary>Handling opinion on the day of discovery.</summary>
    public const string HandlingOpinion = "R68";

    /// <summary>Result on the day of completion.</summary>
    public const string Result = "R69";

    /// <summary>Urge an outstanding reply to a referral.</summary>
    public const string ReferralReply = "R72";

    /// <summary>Reply to a suggestion (category 4).</summary>
    public const string Suggestion = "R78";

    /// <summary>Second person's review of an emergency call.</summary>
    public const string EmergencyReview = "S13:review";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Sign, SendBack, SupervisionAnswer, Told, Capture, Confirm, PartyGroup, Phone, Written, Plan, WorkingGroup, Information, Conference, Response,
        OralConfirmation, Progress, DailyProgress, Change, Topic, Correction, Tracking, Observation, Proposal, Summary, AtOnce,
        HandlingOpinion, Result, ReferralReply, Suggestion, EmergencyReview,
    ];
}
