using System.Text.Json;
using Huiying.Assess.Grades;
using Huiying.Assess.Trends;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>The machine's suggestion for a topic, and the duty to answer it (R41).</summary>
internal static class Suggestions
{
    /// <summary>Topics smaller than this have no trend and cannot reach a multiple of a median of one or more.</summary>
    private const int WorthATrend = 10;

    /// <summary>Topics of a source needed for a median.</summary>
    private const int LeastTopics = 20;

    /// <summary>Looks at the topics again after their counts changed.</summary>
    public static async Task Renew(Act act, IReadOnlyCollection<TopicRow> topics, Policy policy, CancellationToken ct)
    {
        foreach (var topic in topics)
        {
            if (topic is { Suggestion: null, Ticks: "" } && topic.Posts < WorthATrend && !GradeRules.MayFire(topic.Views, topic.Replies, policy)) continue;
            var figures = await Figures(act.Store, topic, policy, act.Now, ct);
            var suggestion = GradeRules.Suggest(figures, policy);
            if (topic.Suggested != suggestion.Grade) topic.SuggestedAt = act.Now;
            topic.Suggested = suggestion.Grade;
            if (!suggestion.MustBeAnswered) continue;
            topic.Suggestion = JsonSerializer.Serialize(suggestion, AssessJson.Default.GradeSuggestion);
            topic.SuggestedAt ??= act.Now;
            Owe(act, topic, suggestion, policy);
        }
    }

    /// <summary>The topic's figures now.</summary>
    public static async Task<TopicFigures> Figures(Store store, TopicRow topic, Policy policy, DateTimeOffset now, CancellationToken ct)
    {
        var figures = new TopicFigures
        {
            Posts = topic.Posts,
            Replies = topic.Replies,
            Views = topic.Views,
            Reposts = topic.Reposts,
            Ticks = topic.Ticks.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        };
        if (topic.Posts < WorthATrend) return figures;
        var trend = Trend.Of(await Series(store, topic.Id, ct), now);
        return figures with { Growth = trend.Growth, Burst = trend.Burst?.Level, Median90 = await Median(store, topic, policy, now, ct) };
    }

    /// <summary>Mentions by hour as stored.</summary>
    public static async Task<List<HourCount>> Series(Store store, TopicId topic, CancellationToken ct) =>
        await store.Set<TopicHourRow>().AsNoTracking().Where(h => h.Topic == topic).Select(h => new HourCount(h.Hour, h.Count)).ToListAsync(ct);

    /// <summary>
    /// The median size of the topics of the source that carries most of this one, among topics begun in the policy's days; null under
    /// <see cref="LeastTopics"/> of them.
    /// </summary>
    private static async Task<double?> Median(Store store, TopicRow topic, Policy policy, DateTimeOffset now, CancellationToken ct)
    {
        var main = await store.Set<TopicSourceRow>().AsNoTracking().Where(s => s.Topic == topic.Id).OrderByDescending(s => s.Count).ThenBy(s => s.Where)
            .Select(s => s.Where).FirstAsync(ct);
        var begun = now.AddDays(-policy.Grades.MedianDays);
        var sizes = await (from s in store.Set<TopicSourceRow>().AsNoTracking()
                           join t in store.Set<TopicRow>().AsNoTracking() on s.Topic equals t.Id
                           where s.Where == main && t.Id != topic.Id && t.CreatedAt >= begun
                           orderby s.Count
                           select s.Count).ToListAsync(ct);
        if (sizes.Count < LeastTopics) return null;
        var middle = sizes.Count / 2;
        return sizes.Count % 2 == 1 ? sizes[middle] : (sizes[middle - 1] + sizes[middle]) / 2.0;
    }

    /// <summary>Starts the duty, or a shorter one when the grade rose; after "no action" only a higher grade asks again.</summary>
    private static void Owe(Act act, TopicRow topic, GradeSuggestion suggestion, Policy policy)
    {
        var answered = topic.Answer is not null;
        if (answered && !(topic.Answer == TopicAnswer.NoAction && suggestion.Grade > topic.AnsweredAtGrade)) return;
        if (!answered && topic.DutyGrade >= suggestion.Grade) return;
        var due = Deadlines.Due(new DueRequest(Rules.Topic, suggestion.Grade, false, false, null, act.Now), policy, WorkCalendar.Shipped).Value;
        var earlier = !answered && topic.DutyDueAt <= due.DueAt;
        if (answered)
        {
            (topic.Answer, topic.AnswerReason, topic.AnswerCase, topic.AnsweredAtGrade) = (null, null, null, null);
            (topic.AnsweredAt, topic.AnsweredBy, topic.AnsweredByName) = (null, null, null);
        }
        topic.DutyGrade = suggestion.Grade;
        if (earlier) return;
        topic.DutyFrom = act.Now;
        topic.DutyDueAt = due.DueAt;
        topic.DutyDerivation = string.Join('\n', due.Zh);
        topic.DutyPolicy = due.PolicyHash;
        act.Write(topic.Id.Subject,
            new TopicDutyEntry(suggestion.Grade, [.. suggestion.Rules.Where(r => r.Fired && r.Above).Select(r => r.Id)], due.DueAt, due.Zh, due.PolicyHash),
            AssessJson.Default.TopicDutyEntry);
    }
}
