using System.Collections.Concurrent;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Search;

/// <summary>
/// The topics of which a search says something: that are not ordinary, that somebody decided on, or that owe an answer. They are few beside all there are, have an index of their own, and are
/// kept in memory; whether anything changed is asked of that index before each search.
/// </summary>
internal sealed class NotedTopics
{
    private readonly ConcurrentDictionary<OfficeId, (SearchMarks Marks, Dictionary<int, (Grade Grade, PostState State)> Topics)> offices = new();

    /// <summary>The noted topics of the store's office, as <see cref="PostBoard.Number(TopicId)"/> names them; all others are ordinary and nothing is asked of them.</summary>
    /// <param name="now">Read before: what is read after it may be newer than it says, never older.</param>
    public async Task<Dictionary<int, (Grade Grade, PostState State)>> Read(Store store, SearchMarks now, CancellationToken ct)
    {
        if (offices.TryGetValue(store.Office, out var known) && known.Marks.SameTopics(now)) return known.Topics;
        var topics = (await store.Set<TopicRow>().AsNoTracking().Where(t => t.Suggested != Grade.Ordinary || t.Answer != null || t.DutyDueAt != null)
            .Select(t => new { t.Id, t.Suggested, t.Answer, Owed = t.DutyDueAt != null }).ToListAsync(ct))
            .ToDictionary(t => PostBoard.Number(t.Id), t => (t.Suggested, t.Answer switch { TopicAnswer.NoAction => PostState.Dismissed, not null => PostState.Taken, null => t.Owed ? PostState.Unanswered : PostState.Plain }));
        offices[store.Office] = (now, topics);
        return topics;
    }
}

/// <summary>What says whether anything changed of all that searches keep in memory: asked once before each.</summary>
/// <param name="Last">The last assessed post.</param>
/// <param name="Corrections">How many corrections officers made, and <paramref name="Undone"/> how many of them they took back.</param>
/// <param name="Topics">How many topics are noted; with <paramref name="TopicSum"/> and <paramref name="TopicSquares"/>, by their numbers and what they are, another whenever one of them is.</param>
internal sealed record SearchMarks(long Last, long Corrections, long Undone, long Topics, long TopicSum, long TopicSquares)
{
    public bool SameTopics(SearchMarks other) => (Topics, TopicSum, TopicSquares) == (other.Topics, other.TopicSum, other.TopicSquares);

    /// <summary>As they are now.</summary>
    public static Task<SearchMarks> Read(Store store, CancellationToken ct)
    {
        var office = store.Office.Value;
        return store.Database.SqlQuery<SearchMarks>($"""
            select (select coalesce(max(post), 0) from assess_posts where office = {office}) as last,
                (select count(*) from assess_corrections where office = {office}) as corrections, (select count(*) from assess_corrections where office = {office} and undone_at is not null) as undone,
                count(*) as topics, cast(coalesce(sum(n * s), 0) as bigint) as topic_sum, cast(coalesce(sum(n * n % 1000003 * s), 0) as bigint) as topic_squares
            from (select cast(id as bigint) as n, (case suggested when 'Ordinary' then 1 when 'Major' then 2 else 3 end) * 10
                + case answer when 'NoAction' then 1 when 'Opened' then 2 when 'Merged' then 3 else case when duty_due_at is null then 4 else 5 end end as s
                from assess_topics where office = {office} and (suggested <> 'Ordinary' or answer is not null or duty_due_at is not null)) as noted
            """).SingleAsync(ct);
    }
}
