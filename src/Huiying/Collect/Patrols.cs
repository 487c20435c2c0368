using System.Text.Json;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>
/// Patrols (R14): when the office looks, who looked and what was found, "nothing found" included. The machine's reading is attached; only a
/// person holds a patrol. One that was not held in time alerts and stays visible.
/// </summary>
public sealed class Patrols(Acts acts, IDbContextFactory<Store> stores, CurrentPolicy policies, TimeProvider time)
{
    /// <summary>A program that stood still longer than this records the gap's last days only.</summary>
    private const int MostDaysBack = 31;

    /// <summary>
    /// Schedules the patrols of today and of days that passed meanwhile; what stands is not changed. The clock calls it; calling it again does nothing.
    /// </summary>
    /// <param name="majorOpen">Whether an event is major or above, which asks for more patrols a day.</param>
    public async Task Plan(OfficeId office, bool majorOpen, CancellationToken ct = default)
    {
        var policy = await policies(office, ct);
        var now = time.GetUtcNow();
        var today = PatrolDay.Of(policy, now);
        await using var store = stores.Open(office);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var last = await store.Set<PatrolRow>().MaxAsync(p => (DateTimeOffset?)p.Until, ct);
        var day = last is { } l ? PatrolDay.Of(policy, l) : today;
        if (day < today.AddDays(-MostDaysBack)) day = today.AddDays(-MostDaysBack);
        for (; day <= today; day = day.AddDays(1))
        {
            var windows = PatrolDay.Windows(policy, day, majorOpen && day == today);
            var begins = windows[0].From;
            var ends = windows[^1].Until;
            var known = await store.Set<PatrolRow>().AsNoTracking().Where(p => p.Until > begins && p.From < ends).ToListAsync(ct);
            foreach (var (from, until) in windows)
            {
                // A day that has patrols already only gains ones that can still be held whole; a first day only ones not yet over.
                if (known.Exists(k => k.From == from)) continue;
                if (known.Count > 0 ? from < now : last is null && until <= now) continue;
                store.Add(new PatrolRow { Office = office, Id = PatrolId.At(from), From = from, Until = until });
            }
        }
        try
        {
            await store.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Another node planned the same day at the same moment.
        }
    }

    /// <summary>The end of the next scheduled patrol at or after the moment: what was capturable then counts as discovered (发现) at that end, held or not.</summary>
    public async Task<DateTimeOffset> EndAfter(OfficeId office, DateTimeOffset at, CancellationToken ct = default)
    {
        await using (var store = stores.Open(office))
        {
            var planned = await store.Set<PatrolRow>().AsNoTracking().Where(p => p.Until >= at).OrderBy(p => p.Until).Select(p => (DateTimeOffset?)p.Until).FirstOrDefaultAsync(ct);
            if (planned is { } until) return until;
        }
        var policy = await policies(office, ct);
        for (var day = PatrolDay.Of(policy, at); ; day = day.AddDays(1))
        {
            foreach (var (_, until) in PatrolDay.Windows(policy, day, majorOpen: false)) if (until >= at) return until;
        }
    }

    /// <summary>
    /// Signs a patrol off. Refused: not the clerk's or duty officers' post; before it begins; twice; neither "nothing found" nor a finding; both.
    /// Late is accepted and stays marked as missed.
    /// </summary>
    public Task<Outcome<Done>> SignOff(Actor actor, PatrolId id, PatrolFinding finding, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "patrols.sign-off", SubjectOf(id), async act =>
        {
            if (Permit.Enter(actor, "R14") is { } no) return no;
            var row = await act.Store.Set<PatrolRow>().SingleOrDefaultAsync(p => p.Id == id, ct);
            if (row is null) return Refusal.NotFound("没有这次巡查。", "There is no such patrol.");
            if (row.SignedAt is not null) return new Refusal("patrol.signed", "R14", "这次巡查已经签字，不能更改。", "The patrol is signed already and cannot be changed.");
            if (act.Now < row.From) return new Refusal("patrol.early", "R14", "这次巡查还没有开始。", "The patrol has not begun yet.");
            if (finding.Nothing && finding.Posts.Count > 0) return Refusal.Invalid("R14", "选了“未发现”就不能再列出信息。", "“Nothing found” names no posts.");
            if (!finding.Nothing && finding.Posts.Count == 0 && string.IsNullOrWhiteSpace(finding.Note))
            {
                return Refusal.Invalid("R14", "请列出发现的信息或写明情况；没有发现的，请选“未发现”。", "Name what was found or describe it; otherwise say “nothing found”.");
            }
            var named = await act.Store.Set<PostRow>().CountAsync(p => finding.Posts.Contains(p.Id), ct);
            if (named != finding.Posts.Distinct().Count()) return Refusal.NotFound("列出的信息中有不存在的编号。", "A named post does not exist.");
            var readings = await Readings(act.Store, row.From, act.Now, ct);
            var entry = new PatrolSignedEntry(finding with { Note = finding.Note.Trim() }, readings, Late: act.Now > row.Until);
            (row.SignedAt, row.SignedBy, row.Signed) = (act.Now, actor.Person, JsonSerializer.Serialize(entry, CollectJson.Default.PatrolSignedEntry));
            act.Write(entry, CollectJson.Default.PatrolSignedEntry);
            return default(Done);
        }, ct);

    /// <summary>Marks patrols that ended without being held, with an alert and an entry each. Returns how many were new.</summary>
    public async Task<int> FindMissed(OfficeId office, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        await using (var store = stores.Open(office))
        {
            if (!await store.Set<PatrolRow>().AnyAsync(p => p.Until <= now && p.SignedAt == null && p.MissedAt == null, ct)) return 0;
        }
        var policy = await policies(office, ct);
        var found = await acts.Run<int>(Actor.Clock(office), "patrols.missed", Subject.Of(office), async act =>
        {
            var rows = await act.Store.Set<PatrolRow>().Where(p => p.Until <= now && p.SignedAt == null && p.MissedAt == null).OrderBy(p => p.Until).ToListAsync(ct);
            foreach (var row in rows)
            {
                row.MissedAt = act.Now;
                var local = TimeZoneInfo.ConvertTime(row.Until, policy.Zone);
                Alerts.Raise(act, AlertKind.PatrolMissed, SubjectOf(row.Id),
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"应在{local.Month}月{local.Day}日{local:HH\\:mm}前完成的网上巡查没有签字。请立即补查并签字，写明原因。"));
                act.Write(SubjectOf(row.Id), new PatrolMissedEntry(row.From, row.Until), CollectJson.Default.PatrolMissedEntry);
            }
            return rows.Count;
        }, ct);
        return found.Value;
    }

    /// <summary>The patrols that began in the period, in order.</summary>
    public async Task<Outcome<Patrol[]>> List(Actor actor, DateTimeOffset from, DateTimeOffset to, CancellationToken ct = default)
    {
        if (Permit.Read(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var rows = await store.Set<PatrolRow>().AsNoTracking().Where(p => p.From >= from && p.From < to).OrderBy(p => p.From).ToListAsync(ct);
        return rows.Select(Shown).ToArray();
    }

    private static Subject SubjectOf(PatrolId id) => new("patrol", id.Value);

    private static Patrol Shown(PatrolRow row)
    {
        var signed = row.Signed is { } json ? JsonSerializer.Deserialize(json, CollectJson.Default.PatrolSignedEntry) : null;
        return new(row.Id, row.From, row.Until, row.SignedAt, row.SignedBy, signed?.Finding, signed?.Readings, row.MissedAt);
    }

    private static async Task<PatrolReadings> Readings(Store store, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var runs = await store.Set<RunRow>().AsNoTracking().Where(r => r.EndedAt >= from && r.EndedAt <= until).OrderBy(r => r.Id).ToListAsync(ct);
        var last = runs.GroupBy(r => r.Source).Select(g => g.Last()).ToList();
        return new(last.Count, last.Count(r => !Health.IsSuccess(r.Outcome)), runs.Sum(r => r.Stored + r.Copies));
    }
}

/// <summary>The office's policy in force.</summary>
public delegate ValueTask<Policy> CurrentPolicy(OfficeId office, CancellationToken ct);
