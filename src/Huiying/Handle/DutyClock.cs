using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>An open duty that somebody was told about, with the last notice.</summary>
public sealed record ToldDuty(CaseId Case, string Number, string Title, Duty Duty, Notice Notice);

/// <summary>
/// Duties near their end or past it are told to the people the policy names (R04). Work derived from state: a row whose next notice is due.
/// </summary>
public sealed class DutyClock(IDbContextFactory<Store> stores, Cases cases, People people, DutyRoster roster, TimeProvider time)
{
    /// <summary>Cases with something to tell now, and when to look next.</summary>
    public async Task<(IReadOnlyList<CaseId> Cases, DateTimeOffset? Next)> Due(OfficeId office, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var store = stores.Open(office);
        var due = await store.Set<DutyRow>().AsNoTracking().Where(d => d.NextNoticeAt <= now).Select(d => d.Case).Distinct().ToListAsync(ct);
        var next = await store.Set<DutyRow>().AsNoTracking().Where(d => d.NextNoticeAt > now).MinAsync(d => d.NextNoticeAt, ct);
        return (due, next);
    }

    /// <summary>Tells what is due for one case. Doing it twice tells nobody twice.</summary>
    public async Task Tell(OfficeId office, CaseId id, CancellationToken ct)
    {
        var everyone = await people.List(office, ct);
        var night = await roster.AtNight(office, time.GetUtcNow(), ct);
        await cases.Change(Actor.Clock(office), id, "duties.notice", (c, d) => Notices(c, d, everyone, night), ct);
    }

    /// <summary>What a person was told and is still owed, the most urgent first: how a notice reaches whoever is not to do it but to see to it.</summary>
    public async Task<IReadOnlyList<ToldDuty>> ToldTo(Actor actor, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        var open = await store.Set<DutyRow>().AsNoTracking().Where(d => d.DischargedAt == null && d.DueAt != null).Select(d => d.Case).Distinct().ToListAsync(ct);
        var told = new List<ToldDuty>();
        foreach (var id in open)
        {
            if (await cases.Find(actor, id, ct) is not { } c) continue;
            told.AddRange(from duty in c.Duties
                          where duty.Open
                          let notice = duty.Notices.LastOrDefault(n => n.To.Contains(actor.Person))
                          where notice is not null
                          select new ToldDuty(c.Id, c.Number, c.Title, duty, notice));
        }
        return [.. told.OrderBy(t => t.Duty.DueAt)];
    }

    /// <param name="night">Who is on duty while the office is closed: told beside the others (R06).</param>
    internal static Outcome<CaseEntry[]> Notices(Case c, Deciding d, IReadOnlyList<Person> everyone, IReadOnlyList<PersonId>? night = null)
    {
        var policy = d.Rules.Policy;
        var entries = new List<CaseEntry>();
        // Whom the event accuses is told nothing of it; their successor is (S09, S16).
        everyone = [.. everyone.Where(p => !c.Hides(p)).Select(p => p with { Posts = c.Acting(new Actor(d.Actor.Office, p.Id, p.Name, p.Posts)).Posts })];
        foreach (var duty in c.Duties)
        {
            if (Level(duty, d.Rules) is not { } next || next.At > d.Now) continue;
            // Past the due time the near notice has no more use: one overdue notice says it.
            var level = duty.DueAt < d.Now ? NoticeLevel.Overdue : next.Level;
            var told = Above(level, policy, everyone).Concat(InCharge(c, duty, everyone)).Concat(night ?? []).Where(p => !c.Names(p)).Distinct().OrderBy(p => p.Value, StringComparer.Ordinal).ToList();
            entries.Add(new DutyNoticed(duty.Number, level, told));
        }
        return entries.ToArray();
    }

    /// <summary>Whom the policy's chain names at that level. A step that nobody holds does not end it: the first responsible persons are told instead (R04, R79).</summary>
    internal static IReadOnlyList<PersonId> Above(NoticeLevel level, Policy policy, IReadOnlyList<Person> everyone)
    {
        var chain = level switch
        {
            NoticeLevel.Near => policy.Escalation.NearDue,
            NoticeLevel.Overdue => policy.Escalation.Overdue,
            _ => [],
        };
        List<PersonId> above = [.. Holding(everyone, chain)];
        if (above.Count == 0 && chain.Count > 0) above.AddRange(Holding(everyone, policy.FirstResponsible));
        return above;
    }

    internal static async Task Copy(Act act, Case state, Rulebook rules, CancellationToken ct)
    {
        var rows = act.Store.Set<DutyRow>();
        await rows.Where(d => d.Case == state.Id).LoadAsync(ct);
        var known = rows.Local.Where(d => d.Case == state.Id).ToDictionary(d => d.Number);
        foreach (var duty in state.Duties)
        {
            if (!known.TryGetValue(duty.Number, out var row))
            {
                row = new DutyRow { Office = act.Actor.Office, Case = state.Id, Number = duty.Number, Rule = duty.Rule, DueAt = duty.DueAt };
                rows.Add(row);
            }
            row.DueAt = duty.DueAt;
            row.DischargedAt = duty.DischargedAt;
            row.WeekendsOnly = duty.Open && duty.WeekendsOnly == true;
            row.NextNoticeAt = Level(duty, rules)?.At;
        }
    }

    /// <summary>
    /// The next notice a duty needs: near its end, at the reminder of the last working day, then once it is late; null when everything is told or nothing is owed.
    /// </summary>
    internal static (NoticeLevel Level, DateTimeOffset At)? Level(Duty duty, Rulebook rules)
    {
        if (!duty.Open || duty.DueAt is not { } due || duty.Notices.Any(n => n.Level == NoticeLevel.Overdue)) return null;
        var late = due + TimeSpan.FromMicroseconds(1);
        var outside = duty.Rule.StartsWith("R34:outside:", StringComparison.Ordinal);
        // The reminder is for one's own people: an outside body is urged once.
        var reminder = outside ? null : Lights.Warnings(duty.From, due, rules.Policy, rules.Calendar).Where(w => w.Kind == WarningKind.Reminder)
            .Select(w => (DateTimeOffset?)w.At).FirstOrDefault();
        // Whoever was told at that time or after needs no reminder.
        var remind = reminder is { } r && !duty.Notices.Any(n => n.Level == NoticeLevel.Reminder || n.At >= r) ? reminder : null;
        if (duty.Notices.Any(n => n.Level != NoticeLevel.Reminder)) return remind is { } at ? (NoticeLevel.Reminder, at) : (NoticeLevel.Overdue, late);
        // An outside body is urged when the policy's share of its time is gone (R34).
        var near = outside
            ? Micros.Truncate(duty.From + (due - duty.From) * rules.Policy.Approval.OutsideUrgeAt)
            : Lights.YellowFrom(duty.From, due, rules.Policy.Lights);
        return remind < near ? (NoticeLevel.Reminder, remind.Value) : (NoticeLevel.Near, near < late ? near : late);
    }

    internal static IEnumerable<PersonId> Holding(IReadOnlyList<Person> everyone, IReadOnlyList<Role> roles) =>
        everyone.Where(p => p.Posts.Any(h => roles.Contains(h.Role))).Select(p => p.Id);

    private static IEnumerable<PersonId> InCharge(Case c, Duty duty, IReadOnlyList<Person> everyone) => duty.Rule switch
    {
        "R46" when c.Tracker is { } tracker => [tracker],
        _ when duty.Rule.StartsWith("R33:", StringComparison.Ordinal) =>
            c.Measures.Where(m => duty.Rule == $"R33:{m.Number}").Select(m => m.Owner),
        _ when duty.Rule.StartsWith(Recusing.Successor + ":", StringComparison.Ordinal) =>
            everyone.Where(p => p.Posts.Any(h => h.Role is Role.PartySecretary or Role.PartyMember)).Select(p => p.Id),
        _ when c.Assigned is { } a && duty.Rule is "R08:sign" or "R69" or "R67" =>
            everyone.Where(p => p.Posts.Any(h => h.Role == Role.SectionHead && h.Section == c.Assigned?.Section)).Select(p => p.Id),
        _ when duty.Rule.StartsWith(Rules.SupervisionAnswer, StringComparison.Ordinal) || duty.Rule.StartsWith(Extending.Instruction, StringComparison.Ordinal)
            || duty.Rule.StartsWith(Superior.Order, StringComparison.Ordinal) =>
            everyone.Where(p => p.Posts.Any(h => h.Role == Role.Clerk || h.Role == Role.SectionHead && h.Section == c.Assigned?.Section)).Select(p => p.Id),
        _ => everyone.Where(p => p.Posts.Any(h => h.Role == Role.Clerk)).Select(p => p.Id),
    };
}
