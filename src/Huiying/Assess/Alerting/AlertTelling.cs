using System.Text.Json;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Alerting;

/// <summary>
/// Tells of alerts: those whose time has come, all in one act, and those nobody has seen in time to the people above. To be told is to find it on the desk, with an entry of
/// who was told and when (R04, R06). Each is told once, whoever looks and however often.
/// </summary>
public sealed class AlertTelling(IDbContextFactory<Store> stores, Acts acts, People people, DutyRoster roster, PolicyVersions policies)
{
    /// <summary>Alerts told in one act.</summary>
    private const int AtOnce = 200;

    /// <summary>Whether there is anything to tell now.</summary>
    public async Task<bool> Due(OfficeId office, CancellationToken ct = default)
    {
        var now = acts.Clock;
        await using var store = stores.Open(office);
        return await Untold(store, now).AnyAsync(ct) || await Unseen(store, now).AnyAsync(ct);
    }

    /// <summary>Tells of everything that is due.</summary>
    public async Task Tell(OfficeId office, CancellationToken ct = default)
    {
        while (await Due(office, ct))
        {
            // Read before the act begins: SQLite would wait for itself.
            var everyone = await people.List(office, ct);
            var duty = new Duty(await roster.OnDuty(office, acts.Clock, ct), await roster.AtNight(office, acts.Clock, ct));
            await acts.Run<Done>(Actor.Clock(office), "alerts.tell", Subject.Of(office), async act =>
            {
                var policy = await policies.Current(act.Store, ct);
                var calendar = await CalendarVersions.Current(act.Store, ct);
                var clusters = await Clusters.Read(act.Store, ct);
                foreach (var row in await Untold(act.Store, act.Now).OrderByDescending(a => a.Level).ThenBy(a => a.Id).Take(AtOnce).ToListAsync(ct))
                {
                    var what = What(row);
                    var to = await Persons(act.Store, row, what, clusters, what.Tell, everyone, duty, policy, ct);
                    (row.ToldAt, row.Told) = (act.Now, JsonSerializer.Serialize(to, AlertJson.Default.IReadOnlyListToldPerson));
                    var grade = row.Level == AlertLevel.Urgent ? Grade.Major : Grade.Ordinary;
                    // What only one person asked to be told of goes to nobody else; nor does anything when the office took that time away.
                    row.AnswerBy = what.Tell.Count > 0 && Deadlines.Due(new DueRequest(Rules.Topic, grade, false, false, null, act.Now), policy, calendar) is { Ok: true } due ? due.Value.DueAt : null;
                    Enter(act, row, to, up: false);
                }
                foreach (var row in await Unseen(act.Store, act.Now).OrderByDescending(a => a.Level).ThenBy(a => a.Id).Take(AtOnce).ToListAsync(ct))
                {
                    var told = Told(row.Told).Select(t => t.Id).ToHashSet();
                    var to = await Persons(act.Store, row, What(row), clusters, policy.Escalation.UnansweredTopic, everyone, duty, policy, ct);
                    // Who knew of it already is no step up: then it goes to those who are told of what is overdue.
                    if (to.All(t => told.Contains(t.Id))) to = await Persons(act.Store, row, What(row), clusters, policy.Escalation.Overdue, everyone, duty, policy, ct);
                    (row.UpAt, row.Up) = (act.Now, JsonSerializer.Serialize(to, AlertJson.Default.IReadOnlyListToldPerson));
                    Enter(act, row, to, up: true);
                }
                return default(Done);
            }, ct);
        }
    }

    /// <summary>Who is on duty by the roster, and who is told beside the others while the office is closed.</summary>
    private sealed record Duty(IReadOnlyList<PersonId> On, IReadOnlyList<PersonId> Night)
    {
        /// <summary>Of those who hold a duty post the roster's are told, or all while nobody is planned.</summary>
        public bool Fits(PersonId person, Role role) => role is not (Role.DutyOfficer or Role.DutyLeader) || On.Count == 0 || On.Contains(person);
    }

    private static void Enter(Act act, RaisedRow row, IReadOnlyList<ToldPerson> to, bool up) =>
        act.Write(AboutOf(row), new AlertWasTold(row.Id, row.Level, [.. to.Select(t => t.Id)], [.. to.Select(t => t.Name)], row.AnswerBy, up), AlertJson.Default.AlertWasTold);

    /// <summary>What the alert's entries are about: the topic, the source or the saved search.</summary>
    internal static Subject AboutOf(RaisedRow row) => row.Topic is { } topic ? topic.Subject : new Subject("alert", row.Id);

    /// <summary>Who was told, as the row keeps it.</summary>
    internal static IReadOnlyList<ToldPerson> Told(string? stored) => stored is null ? [] : JsonSerializer.Deserialize(stored, AlertJson.Default.IReadOnlyListToldPerson)!;

    internal static AlertTold What(RaisedRow row) => JsonSerializer.Deserialize(row.What, AlertJson.Default.AlertTold)!;

    /// <summary>
    /// Who holds the posts now (of the duty posts: whom the roster names) and is not kept from what the alert is about, those on duty too while the office is closed, and the saved search's owner. When nobody is left the first
    /// responsible persons are told (R79).
    /// </summary>
    private static async Task<IReadOnlyList<ToldPerson>> Persons(
        Store store, RaisedRow row, AlertTold what, Clusters clusters, IReadOnlyList<Role> posts, IReadOnlyList<Person> everyone, Duty duty, Policy policy, CancellationToken ct)
    {
        List<TopicId> about = [.. what.Topics ?? []];
        if (row.Topic is { } topic) about.AddRange(clusters.Chain(topic));
        var kept = about.Count == 0 ? [] : (await store.Set<HiddenTopicRow>().AsNoTracking().Where(h => about.Contains(h.Topic)).Select(h => h.From).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        List<Person> may = [.. everyone.Where(p => !kept.Contains(Topics.Of(p.Id)) && !p.Posts.Any(h => h.Section is { } s && kept.Contains(Topics.Of(s))))];
        List<Person> to = [.. may.Where(p => p.Id == what.Owner || p.Posts.Any(h => posts.Contains(h.Role) && duty.Fits(p.Id, h.Role)) || posts.Count > 0 && duty.Night.Contains(p.Id))];
        if (to.Count == 0 && posts.Count > 0) to = [.. may.Where(p => p.Posts.Any(h => policy.FirstResponsible.Contains(h.Role)))];
        return [.. to.Select(p => new ToldPerson(p.Id, p.Name)).OrderBy(p => p.Id.Value, StringComparer.Ordinal)];
    }

    private static IQueryable<RaisedRow> Untold(Store store, DateTimeOffset now) => store.Set<RaisedRow>().Where(a => a.ToldAt == null && a.SeenAt == null && a.TellAt <= now);

    private static IQueryable<RaisedRow> Unseen(Store store, DateTimeOffset now) => store.Set<RaisedRow>().Where(a => a.SeenAt == null && a.UpAt == null && a.AnswerBy < now);
}
