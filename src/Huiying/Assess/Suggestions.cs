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

    /// <summary>Looks at the topics again after their counts changed. Topics that are not tracked are stored as they are: only what is decided here is still to be saved.</summary>
    public static async Task Renew(Act act, IReadOnlyCollection<TopicRow> topics, Policy policy, SourceMedians sizes, CancellationToken ct)
    {
        var medians = await sizes.Of(act.Store, [.. topics.Where(t => t.Posts >= WorthATrend)], policy, act.Now, ct);
        List<TopicRow> looked = [.. topics.Where(t =>
            t is not { Suggestion: null, Ticks: "", Media: "" } || GradeRules.MayFire(t.Posts, medians.GetValueOrDefault(t.Id), t.Views, t.Replies, policy))];
        var series = await Series(act.Store, looked, ct);
        foreach (var topic in looked)
        {
            if (act.Store.Entry(topic).State == EntityState.Detached) act.Store.Attach(topic);
            var figures = WithTrend(Counted(topic, medians.GetValueOrDefault(topic.Id), policy), series[topic.Id], act.Now);
            var suggestion = GradeRules.Suggest(figures, policy);
            if (topic.Suggested != suggestion.Grade) topic.SuggestedAt = act.Now;
            topic.Suggested = suggestion.Grade;
            // Once kept it is kept anew each time, else it would speak of a grade that is suggested no more.
            if (suggestion.MustBeAnswered || topic.Suggestion is not null)
            {
                topic.Suggestion = JsonSerializer.Serialize(new KeptSuggestion(figures, policy.Hash, suggestion), AssessJson.Default.KeptSuggestion);
            }
            if (!suggestion.MustBeAnswered) continue;
            topic.SuggestedAt ??= act.Now;
            await Owe(act, topic, figures, suggestion, policy, ct);
        }
    }

    /// <summary>The topic's figures now.</summary>
    public static async Task<TopicFigures> Figures(Store store, TopicRow topic, Policy policy, SourceMedians sizes, DateTimeOffset now, CancellationToken ct)
    {
        var medians = topic.Posts < WorthATrend ? [] : await sizes.Of(store, [topic], policy, now, ct);
        return WithTrend(Counted(topic, medians.GetValueOrDefault(topic.Id), policy), (await Series(store, [topic], ct))[topic.Id], now);
    }

    private static TopicFigures Counted(TopicRow topic, double? median, Policy policy) => new()
    {
        Posts = topic.Posts,
        Replies = topic.Replies,
        Views = topic.Views,
        Reposts = topic.Reposts,
        Median90 = median,
        Media = MediaReports.Read(topic.Media),
        // Without words nothing is looked at, which is not the same as nothing found.
        Sharp = policy.Grades.SharpWords.Count == 0 || topic.Posts == 0 ? null : (double)topic.Sharp / topic.Posts,
        // A phrase that the policy lists no more is one no rule asks for.
        Ticks = [.. topic.Ticks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(policy.Grades.Ticks.ContainsKey)],
    };

    private static TopicFigures WithTrend(TopicFigures figures, IEnumerable<HourCount> series, DateTimeOffset now)
    {
        if (figures.Posts < WorthATrend) return figures;
        var trend = Trend.Of([.. series], now);
        return figures with { Growth = trend.Growth, Burst = trend.Burst?.Level };
    }

    /// <summary>Mentions by hour of those of the topics that are large enough to have a trend.</summary>
    private static async Task<ILookup<TopicId, HourCount>> Series(Store store, IReadOnlyCollection<TopicRow> topics, CancellationToken ct)
    {
        var ids = topics.Where(t => t.Posts >= WorthATrend).Select(t => t.Id).ToList();
        var rows = ids.Count == 0 ? [] : await store.Set<TopicHourRow>().AsNoTracking()
            .Where(h => ids.Contains(h.Topic)).Select(h => new { h.Topic, h.Hour, h.Count }).ToListAsync(ct);
        return rows.ToLookup(h => h.Topic, h => new HourCount(h.Hour, h.Count));
    }

    /// <summary>Mentions by hour as stored.</summary>
    public static async Task<List<HourCount>> Series(Store store, TopicId topic, CancellationToken ct) =>
        await store.Set<TopicHourRow>().AsNoTracking().Where(h => h.Topic == topic).Select(h => new HourCount(h.Hour, h.Count)).ToListAsync(ct);

    /// <summary>Starts the duty, or a shorter one when the grade rose; after "no action" only a higher grade asks again.</summary>
    private static async Task Owe(Act act, TopicRow topic, TopicFigures figures, GradeSuggestion suggestion, Policy policy, CancellationToken ct)
    {
        var answered = topic.Answer is not null;
        if (answered && !(topic.Answer == TopicAnswer.NoAction && suggestion.Grade > topic.AnsweredAtGrade)) return;
        if (!answered && topic.DutyGrade >= suggestion.Grade) return;
        var calendar = await CalendarVersions.Current(act.Store, ct);
        var due = Deadlines.Due(new DueRequest(Rules.Topic, suggestion.Grade, false, false, null, act.Now), policy, calendar).Value;
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
        topic.EscalatedAt = null;
        act.Write(topic.Id.Subject,
            new TopicDutyEntry(suggestion.Grade, [.. suggestion.Rules.Where(r => r.Fired && r.Above).Select(r => r.Id)], due.DueAt, due.Zh, due.PolicyHash, figures),
            AssessJson.Default.TopicDutyEntry);
    }
}
