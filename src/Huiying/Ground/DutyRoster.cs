using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>
/// The duty roster: who is on duty and who leads, day by day, with telephone, hand-over signed by both, and a log (R06). What falls due outside the office
/// hours is told to whoever is on duty; a day without anyone alerts.
/// </summary>
public sealed class DutyRoster(IDbContextFactory<Store> stores, Acts acts, People people, PolicyVersions policies)
{
    /// <summary>How far ahead the roster must be planned.</summary>
    public const int Ahead = 7;

    private static readonly Role[] Planners = [Role.Clerk, Role.DutyLeader, Role.SupervisingLeader];

    /// <summary>Who may plan it.</summary>
    public static bool MayPlan(Actor actor) => actor.IsAny(Planners);

    /// <summary>Days as planned, in order, both ends included.</summary>
    public async Task<IReadOnlyList<Shift>> List(OfficeId office, DateOnly from, DateOnly until, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return [.. (await store.Set<ShiftRow>().AsNoTracking().Where(s => s.Day >= from && s.Day <= until && s.Officer != null).OrderBy(s => s.Day).ToListAsync(ct)).Select(Shown)];
    }

    /// <summary>The log of a span of days, newest first.</summary>
    public async Task<IReadOnlyList<DutyLogLine>> Log(OfficeId office, DateOnly from, DateOnly until, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return [.. (await store.Set<DutyLogRow>().AsNoTracking().Where(l => l.Day >= from && l.Day <= until).OrderByDescending(l => l.At).ThenByDescending(l => l.Id).ToListAsync(ct))
            .Select(l => new DutyLogLine(l.Id, l.Day, l.By, l.ByName, l.At, l.Text))];
    }

    /// <summary>The day of duty that holds the instant: before the office opens it is still yesterday's.</summary>
    public static DateOnly DayOf(DateTimeOffset at, Policy policy)
    {
        var local = TimeZoneInfo.ConvertTime(at, policy.Zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        return TimeOnly.FromDateTime(local.DateTime) < Opens(policy) ? day.AddDays(-1) : day;
    }

    /// <summary>Whether the office is closed then: a day off, or outside the hours of a working day.</summary>
    public static bool Closed(DateTimeOffset at, WorkCalendar calendar, Policy policy) => calendar.NextOpening(at, policy.WorkingHours) > at;

    /// <summary>Who is on duty at that time, officer and leader; empty when nobody is planned.</summary>
    public async Task<IReadOnlyList<PersonId>> OnDuty(OfficeId office, DateTimeOffset at, CancellationToken ct = default)
    {
        var day = DayOf(at, await policies.Current(office, ct));
        await using var store = stores.Open(office);
        return await store.Set<ShiftRow>().AsNoTracking().SingleOrDefaultAsync(s => s.Day == day && s.Officer != null, ct) is { } s ? [s.Officer!.Value, s.Leader!.Value] : [];
    }

    /// <summary>
    /// Who a notice goes to outside the office hours, beside those who are always told: the roster, or, when nobody is planned, everyone who holds a duty post, so
    /// that no notice of the night is lost (R04, R06). Empty in office hours.
    /// </summary>
    public async Task<IReadOnlyList<PersonId>> AtNight(OfficeId office, DateTimeOffset at, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var policy = await policies.Current(store, ct);
        if (!Closed(at, (await CalendarVersions.Current(store, ct)).In(policy.Zone), policy)) return [];
        var on = await OnDuty(office, at, ct);
        return on.Count > 0 ? on : [.. (await people.List(office, ct)).Where(p => p.Posts.Any(h => h.Role is Role.DutyOfficer or Role.DutyLeader)).Select(p => p.Id)];
    }

    /// <summary>Plans days, or plans days anew that have not begun.</summary>
    public async Task<Outcome<Done>> Plan(Actor actor, IReadOnlyList<ShiftPlan> days, CancellationToken ct)
    {
        var everyone = await people.List(actor.Office, ct);
        return await acts.Run<Done>(actor, "roster.plan", Subject.Of(actor.Office), async act =>
        {
            if (!MayPlan(actor)) return Refusal.NotYourPost("R06", "值班表由办公室经办人、带班领导或分管领导安排。", "The clerk, a duty leader or the supervising leader plans the roster.");
            if (days.Count == 0) return Refusal.Invalid("R06", "请至少安排一天。", "Plan at least one day.");
            var today = DayOf(act.Now, await policies.Current(act.Store, ct));
            foreach (var plan in days)
            {
                if (Wrong(plan, today, everyone) is { } wrong) return wrong;
                var row = await act.Store.Set<ShiftRow>().SingleOrDefaultAsync(s => s.Day == plan.Day, ct);
                if (row is null) act.Store.Add(row = new ShiftRow { Office = actor.Office, Day = plan.Day });
                if (row.OutAt is not null) return new Refusal("roster.signed", "R06", $"{plan.Day:M月d日}的值班已经交接，不能再改。", $"The duty of {plan.Day:yyyy-MM-dd} was handed over already.");
                (row.Officer, row.Leader, row.Telephone) = (plan.Officer, plan.Leader, plan.Telephone.Trim());
            }
            act.Write(new ShiftsPlanned(days), ShiftJson.Default.ShiftsPlanned);
            return default(Done);
        }, ct);
    }

    /// <summary>The officer of the day signs what is handed over; nobody signs for another.</summary>
    public Task<Outcome<Done>> HandOver(Actor actor, DateOnly day, string text, CancellationToken ct) => acts.Run<Done>(actor, "roster.hand-over", Subject.Of(actor.Office), async act =>
    {
        if (await Row(act, day, ct) is not { } row) return None;
        if (row.Officer != actor.Person) return new Refusal("roster.not-yours", "R06", "交班由当天的值班员本人签字。", "The officer of that day signs in person.");
        if (row.OutAt is not null) return new Refusal("roster.handed-over", "R06", "已交班。", "It is handed over already.");
        if (day > DayOf(act.Now, await policies.Current(act.Store, ct))) return new Refusal("roster.early", "R06", "值班还没有开始，不能交班。", "That duty has not begun.");
        if (string.IsNullOrWhiteSpace(text)) return Refusal.Invalid("R06", "请写明交接事项；没有的写“无”。", "Say what is handed over; write \"nothing\" when there is none.");
        (row.OutBy, row.OutName, row.OutAt, row.OutText) = (actor.Person, actor.Name, act.Now, text.Trim());
        act.Write(new ShiftHandedOver(day, text.Trim()), ShiftJson.Default.ShiftHandedOver);
        return default(Done);
    }, ct);

    /// <summary>The officer of the next day takes over and signs: another person, after the first signature.</summary>
    public Task<Outcome<Done>> TakeOver(Actor actor, DateOnly day, string text, CancellationToken ct) => acts.Run<Done>(actor, "roster.take-over", Subject.Of(actor.Office), async act =>
    {
        if (await Row(act, day, ct) is not { } row) return None;
        if (row.OutAt is null) return new Refusal("roster.not-handed-over", "R06", "交班人还没有签字，不能接班。", "The outgoing officer has not signed yet.");
        if (row.InAt is not null) return new Refusal("roster.taken-over", "R06", "已接班。", "It is taken over already.");
        if (row.OutBy == actor.Person) return new Refusal("roster.own", "R06", "交班人和接班人须是两个人。", "Two persons hand over and take over.");
        if (await Row(act, day.AddDays(1), ct) is { } next ? next.Officer != actor.Person : !actor.Is(Role.DutyOfficer))
        {
            return new Refusal("roster.not-yours", "R06", "接班由次日的值班员本人签字。", "The officer of the next day signs in person.");
        }
        (row.InBy, row.InName, row.InAt, row.InText) = (actor.Person, actor.Name, act.Now, text.Trim());
        act.Write(new ShiftTakenOver(day, text.Trim()), ShiftJson.Default.ShiftTakenOver);
        return default(Done);
    }, ct);

    /// <summary>A line of the log, by whoever is on duty; a note that belongs to nobody's duty is refused.</summary>
    public Task<Outcome<Done>> Write(Actor actor, string text, CancellationToken ct) => acts.Run<Done>(actor, "roster.log", Subject.Of(actor.Office), async act =>
    {
        var day = DayOf(act.Now, await policies.Current(act.Store, ct));
        if (await Row(act, day, ct) is not { } row) return None;
        if (row.Officer != actor.Person && row.Leader != actor.Person) return new Refusal("roster.not-yours", "R06", "值班日志由当班的值班员或带班领导填写。", "Whoever is on duty writes the log.");
        if (string.IsNullOrWhiteSpace(text)) return Refusal.Invalid("R06", "请填写值班情况。", "Say what happened.");
        act.Store.Add(new DutyLogRow { Office = actor.Office, Id = Guid.CreateVersion7().ToString("N"), Day = day, By = actor.Person, ByName = actor.Name, At = act.Now, Text = text.Trim() });
        act.Write(new DutyLogged(day, text.Trim()), ShiftJson.Default.DutyLogged);
        return default(Done);
    }, ct);

    /// <summary>Days from today on that nobody is fit for: not planned, or planned for somebody who left or lost the post.</summary>
    public async Task<IReadOnlyList<RosterGap>> Gaps(OfficeId office, CancellationToken ct = default)
    {
        var today = DayOf(acts.Clock, await policies.Current(office, ct));
        var planned = (await List(office, today, today.AddDays(Ahead - 1), ct)).ToDictionary(s => s.Day);
        var everyone = await people.List(office, ct);
        return [.. Enumerable.Range(0, Ahead).Select(i => today.AddDays(i)).Select(day => Gap(day, planned.GetValueOrDefault(day), everyone)).OfType<RosterGap>()];
    }

    /// <summary>Enters today's gap, once, and names who is told (R06).</summary>
    public async Task FindGap(OfficeId office, CancellationToken ct)
    {
        var today = DayOf(acts.Clock, await policies.Current(office, ct));
        if ((await Gaps(office, ct)).FirstOrDefault(g => g.Day == today) is not { } gap) return;
        await using (var look = stores.Open(office)) if (await look.Set<ShiftRow>().AnyAsync(s => s.Day == today && s.GapAt != null, ct)) return;
        var everyone = await people.List(office, ct);
        await acts.Run<Done>(Actor.Clock(office), "roster.gap", Subject.Of(office), async act =>
        {
            var row = await act.Store.Set<ShiftRow>().SingleOrDefaultAsync(s => s.Day == today, ct);
            if (row is null) act.Store.Add(row = new ShiftRow { Office = office, Day = today });
            if (row.GapAt is not null) return default(Done);
            row.GapAt = act.Now;
            act.Write(new RosterGapFound(today, gap.Zh, [.. everyone.Where(p => p.Posts.Any(h => Planners.Contains(h.Role))).Select(p => p.Id)]), ShiftJson.Default.RosterGapFound);
            return default(Done);
        }, ct);
    }

    private static RosterGap? Gap(DateOnly day, Shift? shift, IReadOnlyList<Person> everyone) =>
        shift is null ? new(day, $"{day:M月d日}没有安排值班", $"nobody is planned for {day:yyyy-MM-dd}")
        : !Holds(everyone, shift.Officer, Role.DutyOfficer) ? new(day, $"{day:M月d日}的值班员已不在岗", $"the officer of {day:yyyy-MM-dd} no longer holds the post")
        : !Holds(everyone, shift.Leader, Role.DutyLeader) ? new(day, $"{day:M月d日}的带班领导已不在岗", $"the leader of {day:yyyy-MM-dd} no longer holds the post")
        : null;

    private static Refusal? Wrong(ShiftPlan plan, DateOnly today, IReadOnlyList<Person> everyone) =>
        plan.Day < today ? new Refusal("roster.past", "R06", $"{plan.Day:M月d日}已经过去，不能再安排。", $"{plan.Day:yyyy-MM-dd} is past.")
        : !Holds(everyone, plan.Officer, Role.DutyOfficer) ? new Refusal("roster.officer", "R06", $"{plan.Day:M月d日}：值班员须任“值班员”岗位，请先任命。", $"{plan.Day:yyyy-MM-dd}: the officer must hold the post of duty officer.")
        : !Holds(everyone, plan.Leader, Role.DutyLeader) ? new Refusal("roster.leader", "R06", $"{plan.Day:M月d日}：带班领导须任“带班领导”岗位，请先任命。", $"{plan.Day:yyyy-MM-dd}: the leader must hold the post of duty leader.")
        : plan.Officer == plan.Leader ? new Refusal("roster.one", "R06", $"{plan.Day:M月d日}：值班员和带班领导须是两个人。", $"{plan.Day:yyyy-MM-dd}: officer and leader are two persons.")
        : string.IsNullOrWhiteSpace(plan.Telephone) ? Refusal.Invalid("R06", $"{plan.Day:M月d日}：请填写值班电话。", $"{plan.Day:yyyy-MM-dd}: give the telephone.")
        : null;

    private static bool Holds(IReadOnlyList<Person> everyone, PersonId person, Role role) => everyone.Any(p => p.Id == person && p.Posts.Any(h => h.Role == role));

    private static Task<ShiftRow?> Row(Act act, DateOnly day, CancellationToken ct) => act.Store.Set<ShiftRow>().SingleOrDefaultAsync(s => s.Day == day && s.Officer != null, ct);

    private static TimeOnly Opens(Policy policy) => policy.WorkingHours[0].Opens;

    private static Refusal None => new("roster.none", "R06", "这一天没有安排值班，请先排值班表。", "Nobody is planned for that day; plan the roster first.");

    private static Shift Shown(ShiftRow s) => new(s.Day, s.Officer!.Value, s.Leader!.Value, s.Telephone,
        s.OutAt is { } o ? new(s.OutBy!.Value, s.OutName!, o, s.OutText!) : null, s.InAt is { } i ? new(s.InBy!.Value, s.InName!, i, s.InText ?? "") : null);
}
