using Huiying.Assess.Grades;
using Huiying.Assess.Trends;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>
/// What some posts add to a topic. The assessment, a merge, a split and a move count by it alike, so that figures can be taken away and put elsewhere exactly:
/// what a post was counted for (its kind of place, its sharp words) stands in its row, whatever the policy or the source says later.
/// </summary>
internal sealed class TopicTally
{
    private readonly Dictionary<DateTimeOffset, int> hours = [];
    private readonly Dictionary<(string Where, SpreadKind Kind), TopicSourceRow> sources = [];
    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);
    private int posts;
    private int copies;
    private int sharp;
    private Counts counts;
    private string media = "";
    private (DateTimeOffset First, DateTimeOffset Last)? span;

    /// <summary>Of some posts.</summary>
    public static async Task<TopicTally> Of(Store store, IEnumerable<(AssessedRow Row, Post Post)> posts, CancellationToken ct)
    {
        var tally = new TopicTally();
        var levels = await Collect.Sources.Media(store, ct);
        foreach (var (row, post) in posts) tally.Add(row, post, levels);
        return tally;
    }

    /// <summary>Of a whole topic as it was counted.</summary>
    public static async Task<TopicTally> Of(Store store, TopicRow topic, CancellationToken ct)
    {
        var tally = new TopicTally
        {
            posts = topic.Posts,
            copies = topic.Copies,
            sharp = topic.Sharp,
            counts = new(topic.Views, topic.Replies, topic.Likes, null, topic.Reposts),
            media = topic.Media,
            span = (topic.FirstAt, topic.LastAt),
        };
        foreach (var h in await store.Set<TopicHourRow>().AsNoTracking().Where(h => h.Topic == topic.Id).ToListAsync(ct)) tally.hours[h.Hour] = h.Count;
        foreach (var s in await store.Set<TopicSourceRow>().AsNoTracking().Where(s => s.Topic == topic.Id).ToListAsync(ct)) tally.sources[(s.Where, s.Kind)] = s;
        foreach (var w in await store.Set<TopicSharpRow>().AsNoTracking().Where(w => w.Topic == topic.Id).ToListAsync(ct)) tally.words[w.Word] = w.Count;
        return tally;
    }

    /// <summary>Counts a post.</summary>
    public void Add(AssessedRow row, Post post, IReadOnlyDictionary<SourceId, MediaLevel> levels)
    {
        posts++;
        var copy = post.CopyOf is null ? 0 : 1;
        copies += copy;
        counts = new(Assessment.Sum(counts.Views, post.Counts.Views), Assessment.Sum(counts.Replies, post.Counts.Replies), Assessment.Sum(counts.Likes, post.Counts.Likes), null, Assessment.Sum(counts.Reposts, post.Counts.Reposts));
        if (post.Source is { } from && levels.TryGetValue(from, out var level)) media = MediaReports.Add(media, MediaReports.Of(level, post));
        var hour = Trend.HourOf(post.At);
        hours[hour] = hours.GetValueOrDefault(hour) + 1;
        span = span is var (first, last) ? (post.At < first ? post.At : first, post.At > last ? post.At : last) : (post.At, post.At);
        var where = Assessment.Where(post.Host, post.Channel);
        if (!sources.TryGetValue((where, row.Kind), out var source))
        {
            sources[(where, row.Kind)] = source = new() { Office = row.Office, Topic = default, Where = where, Kind = row.Kind, Link = post.Url };
        }
        source.Count++;
        source.Copies += copy;
        source.FirstAt = post.At < source.FirstAt ? post.At : source.FirstAt;
        (source.Views, source.Replies) = (Assessment.Sum(source.Views, post.Counts.Views), Assessment.Sum(source.Replies, post.Counts.Replies));
        if (row.Sharp.Length == 0) return;
        sharp++;
        foreach (var word in row.Sharp.Split(' ')) words[word] = words.GetValueOrDefault(word) + 1;
    }

    /// <summary>Adds it to a topic, and to what is stored of it.</summary>
    public Task AddTo(Store store, TopicRow topic, CancellationToken ct)
    {
        AddTo(topic);
        return Put(store, new() { [topic.Id] = this }, 1, ct);
    }

    /// <summary>Adds it to a topic's own row; <see cref="Put"/> puts the rest.</summary>
    public void AddTo(TopicRow topic)
    {
        Change(topic, 1);
        if (span is not var (first, last)) return;
        topic.FirstAt = first < topic.FirstAt ? first : topic.FirstAt;
        topic.LastAt = last > topic.LastAt ? last : topic.LastAt;
    }

    /// <summary>Takes it away from a topic whose remaining posts are <paramref name="left"/>.</summary>
    public async Task TakeFrom(Store store, TopicRow topic, IReadOnlyDictionary<PostId, SpreadKind> left, CancellationToken ct)
    {
        Change(topic, -1);
        await Put(store, new() { [topic.Id] = this }, -1, ct);
        await store.Set<TopicHourRow>().Where(h => h.Topic == topic.Id && h.Count <= 0).ExecuteDeleteAsync(ct);
        await store.Set<TopicSourceRow>().Where(s => s.Topic == topic.Id && s.Count <= 0).ExecuteDeleteAsync(ct);
        await store.Set<TopicSharpRow>().Where(s => s.Topic == topic.Id && s.Count <= 0).ExecuteDeleteAsync(ct);
        // Only what stood first somewhere can have moved a first time, and what stood at an end of the span the span.
        var standing = await store.Set<TopicSourceRow>().AsNoTracking().Where(s => s.Topic == topic.Id).Select(s => new { s.Where, s.Kind, s.FirstAt }).ToListAsync(ct);
        var moved = standing.Where(s => sources.TryGetValue((s.Where, s.Kind), out var gone) && gone.FirstAt <= s.FirstAt).Select(s => (s.Where, s.Kind)).ToHashSet();
        if (moved.Count == 0 && !(span is var (first, last) && (first <= topic.FirstAt || last >= topic.LastAt))) return;
        var firsts = new Dictionary<(string Where, SpreadKind Kind), DateTimeOffset>();
        (DateTimeOffset From, DateTimeOffset To)? whole = null;
        await foreach (var (post, at, host, channel) in Posts.Places(store, left.Keys, ct))
        {
            whole = whole is var (from, to) ? (at < from ? at : from, at > to ? at : to) : (at, at);
            var key = (Assessment.Where(host, channel), left[post]);
            if (moved.Contains(key) && !(firsts.TryGetValue(key, out var known) && known <= at)) firsts[key] = at;
        }
        foreach (var ((where, kind), at) in firsts)
        {
            await store.Set<TopicSourceRow>().Where(s => s.Topic == topic.Id && s.Where == where && s.Kind == kind).ExecuteUpdateAsync(s => s.SetProperty(x => x.FirstAt, at), ct);
        }
        if (whole is var (begin, end)) (topic.FirstAt, topic.LastAt) = (begin, end);
    }

    /// <summary>Puts hours, places and words of several topics at once, or takes them away (<paramref name="sign"/> −1).</summary>
    public static async Task Put(Store store, Dictionary<TopicId, TopicTally> tallies, int sign, CancellationToken ct)
    {
        await Bulk.Upsert(store, AssessColumns.Hours,
            [.. tallies.SelectMany(t => t.Value.hours.Select(h => new TopicHourRow { Office = store.Office, Topic = t.Key, Hour = h.Key, Count = sign * h.Value }))], ct);
        await Bulk.Upsert(store, AssessColumns.Sources, [.. tallies.SelectMany(t => t.Value.sources.Values.Select(s => new TopicSourceRow
        {
            Office = store.Office,
            Topic = t.Key,
            Where = s.Where,
            Kind = s.Kind,
            Link = s.Link,
            Count = sign * s.Count,
            Copies = sign * s.Copies,
            FirstAt = sign > 0 ? s.FirstAt : DateTimeOffset.MaxValue,
            Views = sign * s.Views,
            Replies = sign * s.Replies,
        }))], ct);
        await Bulk.Upsert(store, AssessColumns.Sharp,
            [.. tallies.SelectMany(t => t.Value.words.Select(w => new TopicSharpRow { Office = store.Office, Topic = t.Key, Word = w.Key, Count = sign * w.Value }))], ct);
    }

    private void Change(TopicRow topic, int sign)
    {
        topic.Posts += sign * posts;
        topic.Copies += sign * copies;
        topic.Sharp += sign * sharp;
        topic.Views = Assessment.Sum(topic.Views, sign * counts.Views);
        topic.Replies = Assessment.Sum(topic.Replies, sign * counts.Replies);
        topic.Likes = Assessment.Sum(topic.Likes, sign * counts.Likes);
        topic.Reposts = Assessment.Sum(topic.Reposts, sign * counts.Reposts);
        topic.Media = MediaReports.Add(topic.Media, media, sign);
    }
}
