using Huiying.Assess.Trends;
using Huiying.Collect;

namespace Huiying.Assess.Alerting;

/// <summary>What the rules look at of one topic at one moment: stored figures only, so that the same figures give the same alerts for ever.</summary>
/// <param name="Hours">Mentions by hour as far back as the rules look, in any order; the first hour is there also without any.</param>
/// <param name="Terms">For each sensitive term when the newest post that holds it was written, of the posts that came since the last look; a copy says what its original said.</param>
/// <param name="Media">Own critical reports by level of medium.</param>
/// <param name="LastAt">The newest post.</param>
/// <param name="Text">Title and first post, folded: what a rule's scope is asked of.</param>
/// <param name="Major">Whether a grade rule of major or above fires.</param>
/// <param name="Muted">Whether an officer muted it now.</param>
internal sealed record TopicSigns(
    IReadOnlyList<HourCount> Hours, IReadOnlyDictionary<string, DateTimeOffset> Terms, IReadOnlyDictionary<MediaLevel, int> Media, DateTimeOffset LastAt, string Text, bool Major, bool Muted);

/// <summary>An alert that was raised before about the same matter.</summary>
internal readonly record struct RaisedBefore(TopicId Topic, AlertLevel Level, DateTimeOffset At);
