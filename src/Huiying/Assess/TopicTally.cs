using Huiying.Assess.Grades;
using Huiying.Assess.Trends;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>What some posts add to a topic: the same figures the assessment counts, so that they can be taken away and put elsewhere exactly.</summary>
internal sealed class TopicTally
{
    private readonly Dictionary<DateTimeOffset, int> hours = [];
    private readonly Dictionary<string, TopicSourceRow> sources = [];
    private int posts;
    private Counts counts;
    private string media = "";
    private (DateTimeOffset First, DateTimeOffset Last)? span;

    /// <summary>Of some posts.</summary>
    public static async Task<TopicTally> Of(Store store, IReadOnlyList<Post> posts, CancellationToken ct)
    {
        var tally = new TopicTally();
        var levels = await Collect.Sources.Media(store, ct);
        foreach (var post in posts)
        {
            tally.posts++;
            tally.counts = new(Assessment.Sum(tally.counts.Views, post.Counts.Views), Assessment.Sum(tally.counts.Replies, post.Counts.Replies), Assessment.Sum(tally.counts.Likes, post.Counts.Likes), null, Assessment.Sum(tally.counts.Reposts, post.Counts.Reposts));
            if (post.Source is { } from && levels.TryGetValue(from, out var level)) tally.media = MediaReports.Add(tally.media, MediaReports.Of(level, post));
            var hour = Trend.HourOf(post.At);
            tally.hours[hour] = tally.hours.GetValueOrDefault(hour) + 1;
            tally.span = tally.span is var (first, last) ? (post.At < first ? post.At : first, post.At > last ? post.At : last) : (post.At, post.At);
            tally.Put(store.Office, Assessment.Where(post), 1, post.Counts.Views, post.Counts.Replies, post.Url);
        }
        return tally;
    }

    /// <summary>Of a whole topic as it was counted.</summary>
    public static async Task<TopicTally> Of(Store store, TopicRow topic, CancellationToken ct)
    {
        var tally = new TopicTally { posts = topic.Posts, counts = new(topic.Views, topic.Replies, topic.Likes, null, topic.Reposts), media = topic.Media, span = (topic.FirstAt, topic.LastAt) };
        foreach (var h in await store.Set<TopicHourRow>().AsNoTracking().Where(h => h.Topic == topic.Id).ToListAsync(ct)) tally.hours[h.Hour] = h.Count;
        foreach (var s in await store.Set<TopicSourceRow>().AsNoTracking().Where(s => s.Topic == topic.Id).ToListAsync(ct)) tally.Put(store.Office, s.Where, s.Count, s.Views, s.Replies, s.Link);
        return tally;
    }

    /// <summary>Adds it to a topic.</summary>
    public async Task AddTo(Store store, TopicRow topic, CancellationToken ct)
    {
        await Apply(store, topic, 1, ct);
        if (span is not var (first, last)) return;
        topic.FirstAt = first < topic.FirstAt ? first : topic.FirstAt;
        topic.LastAt = last > topic.LastAt ? last : topic.LastAt;
    }

    /// <summary>Takes it away from a topic whose remaining posts are <paramref name="left"/>.</summary>
    public async Task TakeFrom(Store store, TopicRow topic, IReadOnlyCollection<PostId> left, CancellationToken ct)
    {
        await Apply(store, topic, -1, ct);
        await store.Set<TopicHourRow>().Where(h => h.Topic == topic.Id && h.Count <= 0).ExecuteDeleteAsync(ct);
        await store.Set<TopicSourceRow>().Where(s => s.Topic == topic.Id && s.Count <= 0).ExecuteDeleteAsync(ct);
        // Only what stood at an end of the span can have moved it.
        if (span is var (first, last) && (first <= topic.FirstAt || last >= topic.LastAt) && await Collect.Posts.Span(store, left, ct) is var (from, to)) (topic.FirstAt, topic.LastAt) = (from, to);
    }

    private async Task Apply(Store store, TopicRow topic, int sign, CancellationToken ct)
    {
        topic.Posts += sign * posts;
        topic.Views = Assessment.Sum(topic.Views, sign * counts.Views);
        topic.Replies = Assessment.Sum(topic.Replies, sign * counts.Replies);
        topic.Likes = Assessment.Sum(topic.Likes, sign * counts.Likes);
        topic.Reposts = Assessment.Sum(topic.Reposts, sign * counts.Reposts);
        topic.Media = MediaReports.Add(topic.Media, media, sign);
        await Bulk.Upsert(store, AssessColumns.Hours, [.. hours.Select(h => new TopicHourRow { Office = store.Office, Topic = topic.Id, Hour = h.Key, Count = sign * h.Value })], ct);
        await Bulk.Upsert(store, AssessColumns.Sources, [.. sources.Values.Select(s => new TopicSourceRow
        {
            Office = store.Office, Topic = topic.Id, Where = s.Where, Link = s.Link, Count = sign * s.Count, Views = sign * s.Views, Replies = sign * s.Replies,
        })], ct);
    }

    private void Put(OfficeId office, string where, int count, long? views, long? replies, string? link)
    {
        if (!sources.TryGetValue(where, out var source)) sources[where] = source = new() { Office = office, Topic = default, Where = where, Link = link };
        source.Count += count;
        (source.Views, source.Replies) = (Assessment.Sum(source.Views, views), Assessment.Sum(source.Replies, replies));
    }
}
