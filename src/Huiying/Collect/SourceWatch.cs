using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>
/// Tells of sources that look well and are not: quiet for longer than they ever are, or with a certificate near its end. Each silence and each certificate is
/// told once. Also lets go of what is too old to be judged by.
/// </summary>
public sealed class SourceWatch(IDbContextFactory<Store> stores, CurrentPolicy policies, TimeProvider time)
{
    /// <summary>Readings are kept so long: a patrol can be signed a month late.</summary>
    private static readonly TimeSpan RunsKept = TimeSpan.FromDays(60);

    /// <summary>Looks at the office's sources; harmless at any time. Returns how many alerts were raised.</summary>
    public async Task<int> Look(OfficeId office, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        var today = SourceDays.Of(now, (await policies(office, ct)).Zone);
        await using var store = stores.Open(office);
        var days = await SourceDays.Recent(store, today, ct);
        var rows = await store.Set<SourceRow>().AsNoTracking().Where(s => s.PausedBecause == null).ToListAsync(ct);
        var found = new List<AlertRow>();
        foreach (var row in rows)
        {
            var subject = new Subject("source", row.Id.Value);
            // The moment in the id is what the alert is about, so that the same silence and the same certificate are told once.
            if (Health.SilenceOf(row, days[row.Id], today, now) is { } silence)
            {
                found.Add(Alerts.Row(office, AlertKind.SourceSilent, subject, $"来源“{row.Name}”{silence}", row.LastItemAt ?? row.AddedAt, now));
            }
            if (Health.CertificateOf(row, now) is { } ends)
            {
                found.Add(Alerts.Row(office, AlertKind.CertificateEnding, subject, $"来源“{row.Name}”：{ends}", row.CertificateUntil!.Value, now));
            }
        }
        var ids = found.ConvertAll(f => f.Id);
        var told = await store.Set<AlertRow>().Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(ct);
        var fresh = found.Where(f => !told.Contains(f.Id)).ToList();
        store.AddRange(fresh);
        await store.SaveChangesAsync(ct);
        await store.Set<RunRow>().Where(r => r.EndedAt < now - RunsKept).ExecuteDeleteAsync(ct);
        await store.Set<SourceDayRow>().Where(d => d.Day < today - RunsKept.Days).ExecuteDeleteAsync(ct);
        return fresh.Count;
    }
}
