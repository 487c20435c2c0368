using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>What somebody must look at, until somebody did.</summary>
public sealed class Alerts(Acts acts, IDbContextFactory<Store> stores)
{
    /// <summary>Alerts nobody has acknowledged, oldest first.</summary>
    public async Task<Outcome<Alert[]>> Open(Actor actor, CancellationToken ct = default)
    {
        if (Permit.Read(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var rows = await store.Set<AlertRow>().AsNoTracking().Where(a => a.AcknowledgedAt == null).OrderBy(a => a.RaisedAt).ThenBy(a => a.Id).ToListAsync(ct);
        return rows.Select(r => new Alert(r.Id, r.Kind, new Subject(r.SubjectKind, r.SubjectId), r.Zh, r.RaisedAt)).ToArray();
    }

    /// <summary>Says that the alert was seen and what is done about it. Refused without a note.</summary>
    public Task<Outcome<Done>> Acknowledge(Actor actor, string id, string note, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "alerts.acknowledge", new Subject("alert", id), async act =>
        {
            if (Permit.Enter(actor, "R14") is { } no) return no;
            if (string.IsNullOrWhiteSpace(note)) return Refusal.Invalid("R14", "请写明原因和处理情况。", "Say why and what is done about it.");
            if (!await Acknowledged(act, id, ct)) return Refusal.NotFound("没有这条待处理的提醒。", "There is no such open alert.");
            act.Write(new ReasonEntry(note.Trim()), CollectJson.Default.ReasonEntry);
            return default(Done);
        }, ct);

    /// <summary>Marks an alert as seen inside the caller's act, which enters why; false when it is not open.</summary>
    public static async Task<bool> Acknowledged(Act act, string id, CancellationToken ct = default)
    {
        if (await act.Store.Set<AlertRow>().SingleOrDefaultAsync(a => a.Id == id && a.AcknowledgedAt == null, ct) is not { } row) return false;
        (row.AcknowledgedAt, row.AcknowledgedBy) = (act.Now, act.Actor.Person);
        return true;
    }

    /// <summary>Sources that fell silent, for the alert rules: the alerts nobody has acknowledged, and when and by whom those of the ids were that somebody has.</summary>
    public static async Task<(IReadOnlyList<Alert> Open, IReadOnlyDictionary<string, (DateTimeOffset At, PersonId By)> Seen)> Silent(
        Store store, IReadOnlyCollection<string> ids, CancellationToken ct = default)
    {
        var rows = await store.Set<AlertRow>().AsNoTracking().Where(a => a.Kind == AlertKind.SourceSilent && (a.AcknowledgedAt == null || ids.Contains(a.Id))).OrderBy(a => a.RaisedAt).ThenBy(a => a.Id).ToListAsync(ct);
        return ([.. rows.Where(r => r.AcknowledgedAt is null).Select(r => new Alert(r.Id, r.Kind, new Subject(r.SubjectKind, r.SubjectId), r.Zh, r.RaisedAt))],
            rows.Where(r => r.AcknowledgedAt is not null).ToDictionary(r => r.Id, r => (r.AcknowledgedAt!.Value, r.AcknowledgedBy!.Value)));
    }

    /// <summary>Raises an alert inside an act; <paramref name="zh"/> never holds post text.</summary>
    internal static void Raise(Act act, AlertKind kind, Subject subject, string zh) => act.Store.Add(Row(act.Actor.Office, kind, subject, zh, act.Now));

    /// <summary>The row to store; the same thing at the same moment alerts once.</summary>
    internal static AlertRow Row(OfficeId office, AlertKind kind, Subject subject, string zh, DateTimeOffset now) => Row(office, kind, subject, zh, now, now);

    /// <param name="about">The moment that tells this alert from the next of its kind.</param>
    internal static AlertRow Row(OfficeId office, AlertKind kind, Subject subject, string zh, DateTimeOffset about, DateTimeOffset now) => new()
    {
        Office = office,
        Id = $"{kind}:{subject}:{Micros.From(about)}",
        Kind = kind,
        SubjectKind = subject.Kind,
        SubjectId = subject.Id,
        Zh = zh,
        RaisedAt = now,
    };
}
