using System.Collections.Concurrent;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>
/// The median size of a source's topics, against which a topic of it is large (R58). Counted anew each time while the source has few topics; with
/// <see cref="Many"/> it is remembered for <see cref="Remembered"/>, in which so few more come that it hardly moves, and counting hundreds of thousands for each batch of
/// posts or each opening of a page would be most of the work. A suggestion keeps the figure it was made with.
/// </summary>
public sealed class SourceMedians
{
    /// <summary>Topics of a source needed for a median.</summary>
    private const int LeastTopics = 20;

    /// <summary>Topics from which a median is remembered.</summary>
    internal const int Many = 2000;

    /// <summary>How long, by the product's clock.</summary>
    internal static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(OfficeId Office, string Source, int Days), (double Median, DateTimeOffset At)> remembered = new();

    /// <summary>
    /// For each topic the median size of the topics of the source that carries most of it, among those begun in the policy's days; none
    /// under 20 of them.
    /// </summary>
    internal async Task<Dictionary<TopicId, double?>> Of(
        Store store, IReadOnlyCollection<TopicRow> topics, Policy policy, DateTimeOffset now, CancellationToken ct)
    {
        var medians = new Dictionary<TopicId, double?>();
        if (topics.Count == 0) return medians;
        var ids = topics.Select(t => t.Id).ToList();
        var carried = await store.Set<TopicSourceRow>().AsNoTracking().Where(s => ids.Contains(s.Topic)).Select(s => new { s.Topic, s.Where, s.Count }).ToListAsync(ct);
        var bySource = new Dictionary<string, double?>();
        foreach (var topic in carried.GroupBy(s => s.Topic))
        {
            var main = topic.GroupBy(s => s.Where).OrderByDescending(w => w.Sum(s => s.Count)).ThenBy(w => w.Key, StringComparer.Ordinal).First().Key;
            if (!bySource.TryGetValue(main, out var median)) bySource[main] = median = await Median(store, main, policy.Grades.MedianDays, now, ct);
            medians[topic.Key] = median;
        }
        return medians;
    }

    private async Task<double?> Median(Store store, string source, int days, DateTimeOffset now, CancellationToken ct)
    {
        var key = (store.Office, source, days);
        // A clock that was set back makes what was remembered worthless.
        if (remembered.TryGetValue(key, out var kept) && now >= kept.At && now < kept.At + Remembered) return kept.Median;
        var begun = now.AddDays(-days);
        var sizes = await (from s in store.Set<TopicSourceRow>().AsNoTracking()
                           join t in store.Set<TopicRow>().AsNoTracking() on s.Topic equals t.Id
                           where s.Where == source && t.CreatedAt >= begun && t.MergedInto == null
                           group s by s.Topic into of
                           select new { Size = of.Sum(s => s.Count) } into sized
                           group sized by sized.Size into same
                           orderby same.Key
                           select new { Size = same.Key, Topics = same.Count() }).ToListAsync(ct);
        var count = sizes.Sum(s => s.Topics);
        if (count < LeastTopics) return null;
        var median = (At((count - 1) / 2) + At(count / 2)) / 2.0;
        if (count >= Many) remembered[key] = (median, now);
        return median;

        int At(int place) => sizes.First(s => (place -= s.Topics) < 0).Size;
    }
}
