using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>An open duty of an item that somebody was told about, with the last notice.</summary>
public sealed record ToldIncoming(Incoming Item, Duty Duty, DateTimeOffset At);

public sealed partial record Incoming
{
    /// <summary>The duty to sign for it.</summary>
    public const string SignDuty = Rules.Sign;

    /// <summary>The duty to decide on a request, by the time the sender asked for.</summary>
    public const string DecideDuty = "R34:decide";

    /// <summary>
    /// What the office owes for it, with its clocks: the signature (R08), the decision on a request (R34), and feedback on the next level's orders. Derived; what was
    /// stored is when each clock ends and by which rule. What has no time has no duty here, and waits on the desk all the same.
    /// </summary>
    public IReadOnlyList<Duty> Duties()
    {
        var all = new List<Duty>();
        if (Clock is { } k) Add(k.Rule, $"签收来件{What.Number}", $"Sign for {What.Number}", k.From, k.DueAt, k.Derivation, k.DerivationEn, Receipt?.At ?? Returned?.At);
        if (What is { Kind: IncomingKind.Request, DueAt: { } wanted })
        {
            Add(DecideDuty, $"批复{What.From}的请示", $"Decide on the request of {What.From}", At, wanted, ["来文单位请求的批复时限"], ["the time the sender asked for"], Decision?.At);
        }
        foreach (var f in Forwards)
        {
            foreach (var order in f.Replies.Where(r => r.What.Kind == ReplyKind.Ordered))
            {
                if (f.DueAt(order.What.Order) is not { } until) continue;
                Add($"{Superior.Ordered(f.What.Item, order.What.Order)}", $"落实{order.What.Name}批示并反馈：{order.What.Text}", $"Carry out the order of {order.What.Name} and give feedback",
                    order.At, until, [$"{order.What.Name}批示限定"], [$"set by the order of {order.What.Name}"], f.Answers.FirstOrDefault(a => a.What.Order == order.What.Order)?.At);
            }
        }
        return all;

        void Add(string rule, string zh, string en, DateTimeOffset from, DateTimeOffset due, IReadOnlyList<string> how, IReadOnlyList<string> howEn, DateTimeOffset? met) =>
            all.Add(new(all.Count + 1, rule, zh, en, from, due, how, howEn, met, null,
                // A later time begins anew: who was told of the earlier one is told again.
                [.. Notices.Where(n => n.What.Duty == Told(rule, due)).Select(n => new Notice(n.What.Level, n.What.To, n.At))]));
    }

    /// <summary>What a notice names: the duty with its time, so that an extended one is told of again.</summary>
    internal static string Told(string rule, DateTimeOffset due) => $"{rule}@{due.UtcDateTime:yyyy-MM-ddTHH:mm:ss}";
}

public sealed partial class Incomings
{
    /// <summary>When what came at that instant is to be signed for; null where the office's policy sets no time.</summary>
    internal static IncomingClocked? Clocked(Rulebook rules, DateTimeOffset from) =>
        rules.Try(new DueRequest(Rules.Sign, Grade.Ordinary, Complex: false, Emergency: false, Since: null, from)) is { } due ? new(Incoming.SignDuty, from, due.DueAt, ["收到来件即起算，与签收交办事项同一时限", .. due.Zh], ["from its arrival, within the time for signing an assignment", .. due.En]) : null;

    /// <summary>The rules in force in the office whose store it is.</summary>
    internal static async Task<Rulebook> Book(Store store, DateTimeOffset at, CancellationToken ct)
    {
        var policy = await PolicyVersions.InForce(store, at, ct);
        return new(policy, (await CalendarVersions.Current(store, ct)).In(policy.Zone));
    }
}

/// <summary>
/// What came from other offices and waits is told to the people the policy names when its time comes near or is over, as every duty is (R04). Derived from state:
/// looking twice tells nobody twice.
/// </summary>
public sealed class IncomingClock(IDbContextFactory<Store> stores, Acts acts, People people, DutyRoster roster, TimeProvider time)
{
    private static readonly Role[] Office = [Role.Clerk, Role.SuperiorOfficer];

    /// <summary>One look at all that waits. What came before items had a clock gets one, from when it came.</summary>
    public async Task Look(OfficeId office, CancellationToken ct)
    {
        List<Incoming> waiting;
        Rulebook rules;
        var now = time.GetUtcNow();
        await using (var store = stores.Open(office))
        {
            waiting = (await store.Set<IncomingRow>().AsNoTracking().Where(r => r.Waits).ToListAsync(ct)).ConvertAll(Incomings.State);
            rules = await Incomings.Book(store, now, ct);
        }
        if (waiting.All(i => Due(i, rules, now).Count == 0)) return;
        var everyone = await people.List(office, ct);
        var night = await roster.AtNight(office, now, ct);
        foreach (var id in waiting.Where(i => Due(i, rules, now).Count > 0).Select(i => i.Id))
        {
            await acts.Run<Done>(Actor.Clock(office), "incoming.notice", id.Subject, async act =>
            {
                if (await Incomings.Row(act, id, ct) is not { } row) return default(Done);
                var state = Incomings.State(row);
                var book = await Incomings.Book(act.Store, act.Now, ct);
                // One may make the next due: a clock that had none, or the reminder of the day before the end.
                for (var due = Due(state, book, act.Now); due.Count > 0; due = Due(state, book, act.Now))
                {
                    foreach (var entry in due) state = Incomings.Save(act, row, state, [entry is IncomingNoticed n ? n with { To = [.. To(n, book.Policy, everyone, night)] } : entry]);
                }
                return default(Done);
            }, ct);
        }
    }

    /// <summary>What the actor was told and is still owed, the most urgent first.</summary>
    public async Task<IReadOnlyList<ToldIncoming>> ToldTo(Actor actor, CancellationToken ct = default)
    {
        if (!actor.IsAny([.. Incomings.Readers])) return [];
        await using var store = stores.Open(actor.Office);
        var waiting = (await store.Set<IncomingRow>().AsNoTracking().Where(r => r.Waits).ToListAsync(ct)).ConvertAll(Incomings.State);
        return
        [
            .. from item in waiting
               from duty in item.Duties()
               where duty.Open
               let told = duty.Notices.LastOrDefault(n => n.To.Contains(actor.Person))
               where told is not null
               orderby duty.DueAt
               select new ToldIncoming(item, duty, told.At),
        ];
    }

    /// <summary>Every duty of what came from other offices whose time passed before it was met or is over now, met since or not (R40).</summary>
    public async Task<IReadOnlyList<(Incoming Item, Duty Duty)>> Late(OfficeId office, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        await using var store = stores.Open(office);
        var all = (await store.Set<IncomingRow>().AsNoTracking().ToListAsync(ct)).ConvertAll(Incomings.State);
        return [.. from item in all from duty in item.Duties() where duty.Late(now) select (item, duty)];
    }

    private static IReadOnlyList<IncomingEntry> Due(Incoming item, Rulebook rules, DateTimeOffset now)
    {
        if (item is { Clock: null, Unsigned: true } && Incomings.Clocked(rules, item.At) is { } clocked) return [clocked];
        return
        [
            .. from duty in item.Duties()
               let next = DutyClock.Level(duty, rules)
               where next is not null && next.Value.At <= now
               select new IncomingNoticed(Incoming.Told(duty.Rule, duty.DueAt!.Value), duty.DueAt < now ? NoticeLevel.Overdue : next.Value.Level, []),
        ];
    }

    private static IEnumerable<PersonId> To(IncomingNoticed notice, Policy policy, IReadOnlyList<Person> everyone, IReadOnlyList<PersonId> night) =>
        DutyClock.Above(notice.Level, policy, everyone)
            .Concat(DutyClock.Holding(everyone, notice.Duty.StartsWith(Incoming.DecideDuty, StringComparison.Ordinal) ? Incomings.Approvers : Office))
            .Concat(night).Distinct().OrderBy(p => p.Value, StringComparer.Ordinal);
}
