using Huiying.Collect.Reading;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>New items of the sources by day.</summary>
internal sealed class SourceDays(ILookup<SourceId, (int Ago, int Items)> days, DateTimeOffset now)
{
    /// <summary>Days shown, today included.</summary>
    public const int Shown = 28;

    public static async Task<SourceDays> Read(Store store, DateTimeOffset now, CancellationToken ct)
    {
        var since = now.AddDays(-Shown);
        var runs = await store.Set<RunRow>().AsNoTracking().Where(r => r.EndedAt > since && r.Stored + r.Copies + r.Unmatched > 0)
            .Select(r => new { r.Source, r.EndedAt, Items = r.Stored + r.Copies + r.Unmatched }).ToListAsync(ct);
        return new(runs.ToLookup(r => r.Source, r => (Day(now) - Day(r.EndedAt), r.Items)), now);
    }

    /// <summary>The source with its days.</summary>
    public Source On(Source source, DateTimeOffset addedAt)
    {
        var items = new int[Shown];
        foreach (var (ago, n) in days[source.Id]) if (ago is >= 0 and < Shown) items[^(ago + 1)] += n;
        var known = Math.Min(Day(now) - Day(addedAt), Shown - 1);
        return source with { Health = source.Health with { Days = items, UsualPerDay = known < 3 ? null : items[^(known + 1)..^1].Average() } };
    }

    private static int Day(DateTimeOffset time) => (int)(TimeZoneInfo.ConvertTime(time, ChineseDate.China).Date - DateTime.UnixEpoch).TotalDays;
}
