using Huiying.Assess.Grades;
using Huiying.Assess.Trends;
using Huiying.Collect;
using Huiying.Ground;

namespace Huiying.Assess;

/// <summary>Which of the moments the regulation names was the discovery (发现). Stored by name.</summary>
public enum Discovery
{
    /// <summary>A person opened the topic.</summary>
    Opened,

    /// <summary>An alert about it was acknowledged.</summary>
    Alert,

    /// <summary>The next scheduled patrol ended, held or not.</summary>
    Patrol,
}

/// <summary>The duty to answer a topic (R41).</summary>
/// <param name="Grade">The grade suggested when the clock was set.</param>
/// <param name="DueAt">The last moment in time; late is after it.</param>
/// <param name="Derivation">How it came about, one step a line.</param>
/// <param name="EscalatedAt">When it went to the people the policy names, unanswered past its time; null before.</param>
public sealed record TopicDuty(
    TopicId Topic, string Title, Grade Grade, DateTimeOffset From, DateTimeOffset DueAt, IReadOnlyList<string> Derivation, DateTimeOffset? EscalatedAt);

/// <summary>An answer given.</summary>
public sealed record AnswerGiven(TopicAnswer Answer, string? Reason, string? Case, DateTimeOffset At, PersonId By, string ByName);

/// <summary>A topic as a list shows it.</summary>
/// <param name="MutedUntil">When its mute ends, or ended.</param>
public sealed record TopicLine(
    TopicId Id, string Title, int Posts, DateTimeOffset FirstAt, DateTimeOffset LastAt, Grade Suggested, DateTimeOffset? DueAt, TopicAnswer? Answer,
    DateTimeOffset? DiscoveredAt, DateTimeOffset? MutedUntil = null);

/// <summary>Distinct voices, only ever as numbers (S02).</summary>
/// <param name="Counted">Counted within each window, so a voice in two windows counts twice.</param>
/// <param name="Unknown">Posts whose voice is not known: each may be one more.</param>
public sealed record VoiceCount(int Counted, int Unknown)
{
    /// <summary>What the number of voices cannot exceed.</summary>
    public int AtMost => Counted + Unknown;
}

/// <summary>A post in a topic, and why it was taken and why it is here (R15).</summary>
/// <param name="From">The name of the source it was read from; null for one that came another way.</param>
public sealed record PostInTopic(Post Post, TopicId Topic, string Why, string? From = null);

/// <summary>A topic whole.</summary>
/// <param name="KeyPhrases">What its posts have in common, the most frequent first.</param>
/// <param name="Representative">Its first post and those most like the rest.</param>
/// <param name="Counts">Sums over its posts; null where no post said.</param>
/// <param name="Suggestion">All rules with their figures (R58–R60); a person decides (R61).</param>
/// <param name="Spread">Where and when it appeared.</param>
/// <param name="Sharp">Sharp wording; null when the policy names no words.</param>
/// <param name="CapturedAt">When its first post was captured; shown beside discovery.</param>
public sealed record TopicPage(
    TopicLine Line,
    IReadOnlyList<string> KeyPhrases,
    IReadOnlyList<PostInTopic> Representative,
    Counts Counts,
    VoiceCount Voices,
    TrendFigures Trend,
    TopicSpread Spread,
    SharpFigures? Sharp,
    GradeSuggestion Suggestion,
    IReadOnlyList<string> Ticks,
    DateTimeOffset CapturedAt,
    Discovery? DiscoveredBy,
    TopicDuty? Duty,
    AnswerGiven? Answer,
    Muted? Muted = null);

/// <summary>Topics of a span with one suggested grade.</summary>
/// <param name="Unanswered">How many of them must be answered and are not (R41).</param>
public sealed record TopicsOfGrade(Grade Grade, int Topics, int Unanswered);

/// <summary>What an office heard in a span: posts per hour over all topics, and how many topics had which suggested grade. Figures only.</summary>
public sealed record OfficeVolume(IReadOnlyList<Mentions> Hours, IReadOnlyList<TopicsOfGrade> Topics)
{
    /// <summary>All posts of the span.</summary>
    public int Posts => Hours.Sum(h => h.Count);
}
