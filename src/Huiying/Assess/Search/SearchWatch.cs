using System.Globalization;
using Huiying.Assess.Alerting;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Search;

/// <summary>
/// Looks at saved searches whose owner wants to be told of new posts: those assessed since the last look. One alert for each search and day; what quiet hours keep back is told when they end. The alert and how far
/// was looked are one commit, so a crash neither loses an alert nor repeats it.
/// </summary>
public sealed class SearchWatch(IDbContextFactory<Store> stores, Acts acts, Topics topics, People people, PolicyVersions policies)
{
    private static readonly QuietHours Night = new(new(22, 0), new(7, 0));

    /// <summary>Whether a search has posts it was not looked at for, and may alert today.</summary>
    public async Task<bool> Due(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return (await Waiting(store, ct)).Count > 0;
    }

    /// <summary>Looks at all that are due.</summary>
    /// <returns>How many alerts were raised.</returns>
    public async Task<int> Look(OfficeId office, CancellationToken ct = default)
    {
        var raised = 0;
        var everyone = await people.List(office, ct);
        await using var look = stores.Open(office);
        var policy = await policies.Current(look, ct);
        var last = await Last(look, ct);
        foreach (var row in await Waiting(look, ct))
        {
            var search = row.Shown();
            // Whoever left is told nothing; the search stays the office's.
            var owner = everyone.FirstOrDefault(p => p.Id == row.Owner);
            // Not beyond what is marked as looked at below: a post assessed meanwhile would be told again at the next look.
            var found = owner is null ? [] : await topics.Since(look, new Actor(office, owner.Id, owner.Name, owner.Posts), search.Query, new PostId(row.Looked), new PostId(last), ct);
            if (found.Count == 0)
            {
                await look.Set<SavedSearchRow>().Where(s => s.Id == row.Id && s.Looked < last).ExecuteUpdateAsync(s => s.SetProperty(x => x.Looked, last), ct);
                continue;
            }
            var done = await acts.Run<bool>(Actor.Clock(office), "searches.alert", search.Id.Subject, async act =>
            {
                if (await act.Store.Set<SavedSearchRow>().SingleOrDefaultAsync(s => s.Id == row.Id && s.Alerts && s.Looked == row.Looked, ct) is not { } now) return false;
                var at = TimeZoneInfo.ConvertTime(found.Max(f => f.At), policy.Zone);
                var many = found.Count < Topics.MostRead ? found.Count.ToString(CultureInfo.InvariantCulture) : $"{Topics.MostRead}+";
                var id = await AlertRaising.Raise(act, new SearchFound(search.Id.Value, search.Name, AlertLevel.Notice,
                    string.Create(CultureInfo.InvariantCulture, $"新增 {many} 条，最近一条 {at:M月d日 H:mm}"), string.Create(CultureInfo.InvariantCulture, $"{many} new, the latest {at:yyyy-MM-dd H:mm}"),
                    [.. found.Select(f => f.Topic).Distinct()], row.Owner, [], $"/search?saved={search.Id}", Night), policy, ct);
                // While the last alert is open everything that comes is behind its link.
                (now.Looked, now.AlertedAt) = (last, id is null ? now.AlertedAt : act.Now);
                return id is not null;
            }, ct);
            if (done is { Ok: true, Value: true }) raised++;
        }
        return raised;
    }

    private async Task<List<SavedSearchRow>> Waiting(Store store, CancellationToken ct)
    {
        var rows = await store.Set<SavedSearchRow>().AsNoTracking().Where(s => s.Alerts).OrderBy(s => s.Id).ToListAsync(ct);
        if (rows.Count == 0) return rows;
        var last = await Last(store, ct);
        var zone = (await policies.Current(store, ct)).Zone;
        var today = Ground.Words.Day(acts.Clock, zone);
        return [.. rows.Where(s => s.Looked < last && !(s.AlertedAt is { } at && Ground.Words.Day(at, zone) == today))];
    }

    private static async Task<long> Last(Store store, CancellationToken ct) => (await store.Set<AssessedRow>().MaxAsync(a => (PostId?)a.Post, ct))?.Value ?? 0;
}
