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
    private readonly ConcurrentDictionary<OfficeId, ((long, long, long) Mark, IReadOnlyDictionary<int, (Grade Grade, PostState State)> Topics)> offices = new();

    /// <summary>The noted topics of the store's office, as <see cref="PostBoard.Number(TopicId)"/> names them; all others are ordinary and nothing is asked of them.</summary>
    public async Task<IReadOnlyDictionary<int, (Grade Grade, PostState State)>> Read(Store store, CancellationToken ct)
    {
        // Read first: what is read after it may be newer than this says, never older.
        var mark = await Mark(store, ct);
        if (offices.TryGetValue(store.Office, out var known) && known.Mark == mark) return known.Topics;
        var topics = (await store.Set<TopicRow>().AsNoTracking().Where(t => t.Suggested != Grade.Ordinary || t.Answer != null || t.DutyDueAt != null)
            .Select(t => new { t.Id, t.Suggested, t.Answer, Owed = t.DutyDueAt != null }).ToListAsync(ct))
            .ToDictionary(t => PostBoard.Number(t.Id), t => (t.Suggested, t.Answer switch { TopicAnswer.NoAction => PostState.Dismissed, not null => PostState.Taken, null => t.Owed ? PostState.Unanswered : PostState.Plain }));
        offices[store.Office] = (mark, topics);
        return topics;
    }

    /// <summary>Another one whenever a topic becomes noted or stops being it, or is another now: how many, and what they are, by number and by number squared.</summary>
    private static async Task<(long, long, long)> Mark(Store store, CancellationToken ct)
    {
        var mark = await store.Database.SqlQuery<Sums>($"""
            select count(*) as "Count", cast(coalesce(sum(n * s), 0) as bigint) as "Sum", cast(coalesce(sum(n * n * s), 0) as bigint) as "Squares"
            from (select cast(id as bigint) as n, (case suggested when 'Ordinary' then 1 when 'Major' then 2 else 3 end) * 10
                + case answer when 'NoAction' then 1 when 'Opened' then 2 when 'Merged' then 3 else case when duty_due_at is null then 4 else 5 end end as s
                from assess_topics where office = {store.Office.Value} and (suggested <> 'Ordinary' or answer is not null or duty_due_at is not null)) as noted
            """).SingleAsync(ct);
        return (mark.Count, mark.Sum, mark.Squares);
    }

    private sealed record Sums(long Count, long Sum, long Squares);
}
