using System.Collections.Concurrent;
using System.Globalization;
using Huiying.Assess.District;
using Huiying.Assess.Grouping;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>
/// The topic index of each office, held in memory between runs. It is a fold over the office's assessed posts with the topics they were given:
/// what is missing is folded from the last snapshot on, so a restart, another node or a failed commit changes no topic.
/// </summary>
internal sealed class TopicMemory
{
    private const int Chunk = 500;

    /// <summary>Posts between two snapshots: what a start may have to fold again.</summary>
    public const int Between = 10_000;

    /// <summary>The same while many posts wait: the state of a hundred thousand topics is 40 MB, and writing it each time would cost a fifth of the way in.</summary>
    public const int BetweenWhileMany = 50_000;

    private readonly ConcurrentDictionary<OfficeId, (long Sequence, TopicIndex Index)> held = new();

    /// <summary>
    /// The index after <paramref name="sequence"/> posts. It is handed out once: whoever takes it gives it back with <see cref="Put"/> after the
    /// commit, and otherwise it is lost and folded anew.
    /// </summary>
    public async Task<TopicIndex> Take(Store store, long sequence, CancellationToken ct)
    {
        if (held.TryRemove(store.Office, out var kept) && kept.Sequence == sequence) return kept.Index;
        var (index, at) = await Restored(store, sequence, ct);
        var words = at < sequence ? await WordsInTime.Read(store, ct) : null;
        while (at < sequence)
        {
            var from = at;
            var rows = await store.Set<AssessedRow>().AsNoTracking()
                .Where(a => a.Sequence > from && a.Sequence <= sequence).OrderBy(a => a.Sequence).Take(Chunk).ToListAsync(ct);
            if (rows.Count == 0) throw new InvalidOperationException($"assessed posts after {at} are missing, {sequence} were counted");
            var posts = (await Posts.Read(store, [.. rows.Select(r => r.Post)], ct)).ToDictionary(p => p.Id);
            foreach (var row in rows)
            {
                // A purged post leaves its topic; its words are in the snapshots made while it stood.
                if (posts.TryGetValue(row.Post, out var post)) index.Learn(words!.Reader(row.Sequence).Read(post.Title, post.Text), post.At, Number(row.Grouped));
                else index.Learn("", "", null, Number(row.Grouped));
            }
            at = rows[^1].Sequence;
        }
        return index;
    }

    /// <summary>Gives the index back, after so many posts.</summary>
    public void Put(OfficeId office, long sequence, TopicIndex index) => held[office] = (sequence, index);

    /// <summary>
    /// Lets the index learn what officers decided since: each post leaves the group it was in for the one it belongs to. The caller keeps a snapshot in the
    /// same transaction, so that nobody has to fold it again.
    /// </summary>
    /// <returns>Whether there was anything to learn.</returns>
    public static async Task<bool> Relearn(Store store, TopicIndex index, CancellationToken ct)
    {
        // Ordered here: asked to order, SQLite walks every assessed post by sequence instead of the few that wait.
        var rows = (await store.Set<AssessedRow>().Where(a => a.Regroup != null).ToListAsync(ct)).OrderBy(a => a.Sequence).ToList();
        if (rows.Count == 0) return false;
        var posts = (await Posts.Read(store, [.. rows.Select(r => r.Post)], ct)).ToDictionary(p => p.Id);
        var words = await WordsInTime.Read(store, ct);
        foreach (var row in rows)
        {
            if (posts.TryGetValue(row.Post, out var post)) index.Move(words.Reader(row.Sequence).Read(post.Title, post.Text), post.At, Number(row.Grouped), Number(row.Regroup!.Value));
            (row.Grouped, row.Regroup) = (row.Regroup!.Value, null);
        }
        return true;
    }

    /// <summary>Keeps a snapshot when enough posts have come since the last, more of them while others wait (<paramref name="many"/>), or when it must be (<paramref name="now"/>); the two newest stay.</summary>
    public static async Task Keep(Store store, long after, TopicIndex index, bool many, bool now, CancellationToken ct)
    {
        var kept = await store.Set<SnapshotRow>().OrderByDescending(s => s.Sequence).Select(s => new { s.Sequence, s.Version }).ToListAsync(ct);
        var last = kept.Find(s => s.Version == index.Version)?.Sequence ?? 0;
        if (!now && after - last < (many ? BetweenWhileMany : Between)) return;
        store.Add(new SnapshotRow { Office = store.Office, Sequence = after, Version = index.Version, State = index.Snapshot() });
        var old = kept.Skip(1).Select(s => s.Sequence).ToList();
        if (old.Count > 0) await store.Set<SnapshotRow>().Where(s => old.Contains(s.Sequence)).ExecuteDeleteAsync(ct);
    }

    /// <summary>The index counts topics from 1; the store keeps the number as text.</summary>
    public static long Number(TopicId topic) => long.Parse(topic.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The same the other way.</summary>
    public static TopicId Id(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    private static async Task<(TopicIndex Index, long Sequence)> Restored(Store store, long sequence, CancellationToken ct)
    {
        var fresh = new TopicIndex();
        var row = await store.Set<SnapshotRow>().AsNoTracking().Where(s => s.Sequence <= sequence && s.Version == fresh.Version)
            .OrderByDescending(s => s.Sequence).FirstOrDefaultAsync(ct);
        return row is not null && TopicIndex.Restore(row.State) is { } index ? (index, row.Sequence) : (fresh, 0);
    }
}
