using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Alerting;

/// <summary>An alert as it stands in the record.</summary>
/// <param name="Topic">The topic people see now: of one that went into another, that other.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Link">The page that shows it.</param>
/// <param name="Kept">Why it was kept back, until <paramref name="TellAt"/>; null when it was not.</param>
/// <param name="Told">Who was told, at <paramref name="ToldAt"/>.</param>
/// <param name="AnswerBy">Until when somebody looks before it goes further up.</param>
/// <param name="Up">Who was told then, at <paramref name="UpAt"/>.</param>
/// <param name="Opened">Who looked first, and when.</param>
/// <param name="Seen">Who said that they had seen it, and when; null while nobody has.</param>
public sealed record RaisedAlert(string Id, RuleKind Kind, AlertLevel Level, TopicId? Topic, string Title, string Link, IReadOnlyList<RuleFired> Fired, DateTimeOffset RaisedAt,
    string? Kept, DateTimeOffset TellAt, DateTimeOffset? ToldAt, IReadOnlyList<ToldPerson> Told, DateTimeOffset? AnswerBy, DateTimeOffset? UpAt, IReadOnlyList<ToldPerson> Up,
    (DateTimeOffset At, string By)? Opened, (DateTimeOffset At, string By)? Seen, string? Note)
{
    /// <summary>Whether it waits for this person: told, and nobody has seen it yet.</summary>
    public bool Waits(PersonId person) => Seen is null && Told.Concat(Up).Any(t => t.Id == person);
}

/// <summary>
/// The record of alerts: what was raised, with its figures then, who was told and when, who looked. Whoever is kept from a topic sees none of its alerts (S09, S16).
/// </summary>
public sealed class AlertRecord(Acts acts, IDbContextFactory<Store> stores, Patrols patrols)
{
    /// <summary>Alerts nobody has acknowledged yet, those kept back too, the gravest first. Refused for who holds no post.</summary>
    public Task<Outcome<IReadOnlyList<RaisedAlert>>> Open(Actor actor, CancellationToken ct = default) =>
        Read(actor, a => a.Where(x => x.SeenAt == null).OrderByDescending(x => x.Level).ThenBy(x => x.Id).Take(500), ct);

    /// <summary>Alerts somebody has acknowledged, the newest first, before one when it is named; with the last read when there may be more. Refused for who holds no post.</summary>
    public async Task<Outcome<(IReadOnlyList<RaisedAlert> Alerts, string? Last)>> Past(Actor actor, string? before, int limit, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        string? last;
        await using (var store = stores.Open(actor.Office))
        {
            // What is kept from the actor must not end the list early.
            last = await Newest(store.Set<RaisedRow>().Where(x => x.SeenAt != null), before).Skip(limit - 1).Select(x => x.Id).FirstOrDefaultAsync(ct);
        }
        return ((await Read(actor, a => Newest(a.Where(x => x.SeenAt != null), before).Take(limit), ct)).Value, last);
    }

    private static IQueryable<RaisedRow> Newest(IQueryable<RaisedRow> alerts, string? before) =>
        (before is null ? alerts : alerts.Where(x => string.Compare(x.Id, before) < 0)).OrderByDescending(x => x.Id);

    /// <summary>All alerts, the newest first. Refused for who holds no post.</summary>
    public Task<Outcome<IReadOnlyList<RaisedAlert>>> List(Actor actor, int limit = 100, CancellationToken ct = default) =>
        Read(actor, a => Newest(a, null).Take(limit), ct);

    /// <summary>The alerts of a topic people see, those of all that went into it included, the newest first.</summary>
    public async Task<Outcome<IReadOnlyList<RaisedAlert>>> Of(Actor actor, TopicId topic, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        var under = (await Clusters.Read(store, ct)).Under(topic);
        return await Read(actor, a => a.Where(x => x.Topic != null && under.Contains(x.Topic.Value)).OrderByDescending(x => x.Id), ct);
    }

    /// <summary>One alert. The first person it was told to who opens it is entered with the time. Refused for who holds no post, and as unknown for who is kept from its topic.</summary>
    public async Task<Outcome<RaisedAlert>> Find(Actor actor, string id, CancellationToken ct = default)
    {
        var found = await Read(actor, a => a.Where(x => x.Id == id), ct);
        if (found.Refusal is { } no) return no;
        if (found.Value is not [var alert]) return Unknown;
        if (alert.Opened is not null || !alert.Told.Concat(alert.Up).Any(t => t.Id == actor.Person)) return alert;
        await acts.Run<Done>(actor, "alerts.open", alert.Topic?.Subject ?? new Subject("alert", id), async act =>
        {
            var row = await act.Store.Set<RaisedRow>().SingleAsync(a => a.Id == id, ct);
            if (row.OpenedAt is not null) return default(Done);
            (row.OpenedAt, row.OpenedByName) = (act.Now, actor.Name);
            act.Write(new AlertSeen(id, null), AlertJson.Default.AlertSeen);
            return default(Done);
        }, ct);
        return (await Read(actor, a => a.Where(x => x.Id == id), ct)).Value[0];
    }

    /// <summary>
    /// Says that an alert was seen: from then it goes no further up, and the topic counts as discovered (发现) at that time if nothing was before. By whoever was told, or who may
    /// decide on topics; a source's silence needs a note, because it ends the alert of the source too.
    /// </summary>
    public async Task<Outcome<Done>> Acknowledge(Actor actor, string id, string? note, CancellationToken ct = default)
    {
        var found = await Read(actor, a => a.Where(x => x.Id == id), ct);
        if (found.Refusal is { } no) return no;
        if (found.Value is not [var alert]) return Unknown;
        var patrol = await Patrolled(actor, alert.Topic, ct);
        return await acts.Run<Done>(actor, "alerts.see", alert.Topic?.Subject ?? new Subject("alert", id), async act =>
        {
            if (!MayAcknowledge(alert, actor))
            {
                return Refusal.NotYourPost("R41", "由收到预警的人、办公室、值班人员或领导签阅。", "Whoever was told, the clerk, those on duty or a leader acknowledges an alert.");
            }
            var row = await act.Store.Set<RaisedRow>().SingleAsync(a => a.Id == id, ct);
            if (row.SeenAt is not null) return new Refusal("alert.seen", "R41", $"这条预警已由{row.SeenByName}签阅。", "This alert is acknowledged already.");
            if (alert.Kind == RuleKind.Silence)
            {
                if (string.IsNullOrWhiteSpace(note)) return Refusal.Invalid("R14", "请写明原因和处理情况，例如“栏目已迁移，已登记新地址”。", "Say why the source is silent and what is done about it.");
                await Collect.Alerts.Acknowledged(act, row.Behind!, ct);
            }
            (row.SeenAt, row.SeenByName, row.Note) = (act.Now, actor.Name, string.IsNullOrWhiteSpace(note) ? null : note.Trim());
            act.Write(new AlertSeen(id, row.Note), AlertJson.Default.AlertSeen);
            if (alert.Topic is not { } topic) return default(Done);
            return patrol < act.Now ? await Topics.Discovered(act, topic, Discovery.Patrol, patrol, ct) : await Topics.Discovered(act, topic, Discovery.Alert, ct: ct);
        }, ct);
    }

    /// <summary>Whether it is this person's to acknowledge: told of it, or one who decides on topics.</summary>
    public static bool MayAcknowledge(RaisedAlert alert, Actor actor) => alert.Told.Concat(alert.Up).Any(t => t.Id == actor.Person) || Topics.MayDecide(actor) is null;

    /// <summary>The end of the first scheduled patrol after the topic came, held or not: the earliest of the moments is the discovery.</summary>
    private async Task<DateTimeOffset?> Patrolled(Actor actor, TopicId? topic, CancellationToken ct)
    {
        await using var store = stores.Open(actor.Office);
        var created = topic is { } id ? await store.Set<TopicRow>().AsNoTracking().Where(t => t.Id == id).Select(t => (DateTimeOffset?)t.CreatedAt).SingleOrDefaultAsync(ct) : null;
        return created is { } at ? await patrols.EndAfter(actor.Office, at, ct) : null;
    }

    private async Task<Outcome<IReadOnlyList<RaisedAlert>>> Read(Actor actor, Func<IQueryable<RaisedRow>, IQueryable<RaisedRow>> which, CancellationToken ct)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var rows = await which(store.Set<RaisedRow>().AsNoTracking()).ToListAsync(ct);
        if (rows.Count == 0) return Array.Empty<RaisedAlert>();
        var clusters = await Clusters.Read(store, ct);
        var hidden = (await Topics.Hidden(store, actor, ct)).ToHashSet();
        var topics = rows.Where(r => r.Topic is not null).Select(r => clusters.Root(r.Topic!.Value)).Distinct().ToList();
        var titles = await store.Set<TopicRow>().AsNoTracking().Where(t => topics.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Title, ct);
        var shown = new List<RaisedAlert>();
        foreach (var row in rows)
        {
            var what = AlertTelling.What(row);
            var about = row.Topic is { } own ? [.. clusters.Chain(own), .. what.Topics ?? []] : what.Topics ?? [];
            if (about.Any(hidden.Contains) || row.Kind == RuleKind.SavedSearch && what.Tell.Count == 0 && what.Owner != actor.Person) continue;
            var topic = row.Topic is { } t ? clusters.Root(t) : (TopicId?)null;
            shown.Add(new(row.Id, row.Kind, row.Level, topic, topic is { } shownTopic ? titles[shownTopic] : what.Title ?? "", topic is { } linked ? $"/topics/{linked}" : what.Link ?? "", what.Fired, row.RaisedAt,
                row.Kept, row.TellAt, row.ToldAt, AlertTelling.Told(row.Told), row.AnswerBy, row.UpAt, AlertTelling.Told(row.Up),
                row is { OpenedAt: { } opened, OpenedByName: { } opener } ? (opened, opener) : null, row is { SeenAt: { } seen, SeenByName: { } seer } ? (seen, seer) : null, row.Note));
        }
        return shown;
    }

    private static Refusal Unknown => Refusal.NotFound("没有这条预警。", "There is no such alert.");
}
