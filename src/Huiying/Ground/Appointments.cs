using System.Text.Json.Serialization;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>A post held between two moments, as a page lists it.</summary>
/// <param name="DeputyOf">In whose place; null when held in one's own right.</param>
/// <param name="Until">Null = without an end.</param>
public sealed record Appointment(string Id, PersonId Person, Role Role, SectionId? Section, PersonId? DeputyOf, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>A person was given a post, or deputises in it.</summary>
public sealed record Appointed(Appointment Appointment, string Name, string? InPlaceOf);

/// <summary>Posts ended; deputies of an ended post end with it.</summary>
public sealed record PostsEnded(IReadOnlyList<string> Appointments, DateTimeOffset Until, string Why);

/// <summary>A person came to the office.</summary>
public sealed record PersonAdded(PersonId Person, string Name);

/// <summary>A person left; every post ended.</summary>
public sealed record PersonLeft(PersonId Person, string Name, IReadOnlyList<string> Ended);

/// <summary>A section was made.</summary>
public sealed record SectionAdded(SectionId Section, string Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Appointed))]
[JsonSerializable(typeof(PostsEnded))]
[JsonSerializable(typeof(PersonAdded))]
[JsonSerializable(typeof(PersonLeft))]
[JsonSerializable(typeof(SectionAdded))]
internal sealed partial class AppointmentJson : JsonSerializerContext;

/// <summary>
/// Who holds which post from when until when, and who deputises (AB角, 授权代签). Administrators appoint others, never themselves; whoever holds a post may
/// name their own deputy between two dates.
/// </summary>
public sealed class Appointments(IDbContextFactory<Store> stores, Acts acts, PolicyVersions policies)
{
    /// <summary>Longest a deputy may be named for at once.</summary>
    private const int LongestDeputy = 366;

    /// <summary>Posts that one person at a time holds in their own right.</summary>
    private static readonly Role[] Single = [Role.PrincipalLeader, Role.PartySecretary, Role.SectionHead];

    private static readonly Role[] OfSection = [Role.SectionHead, Role.SectionOfficer];

    private static readonly Refusal Administers =
        Refusal.NotYourPost("S11", "任免由系统管理员或安全管理员办理。", "The system or security administrator appoints.");

    /// <summary>Everyone's posts, ended ones too, in order of their start.</summary>
    public async Task<IReadOnlyList<Appointment>> List(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var rows = await store.Set<AppointmentRow>().AsNoTracking().OrderBy(a => a.From).ThenBy(a => a.Id).ToListAsync(ct);
        return [.. rows.Select(Shown)];
    }

    /// <summary>A new person, without a post and without an account.</summary>
    public Task<Outcome<PersonId>> Join(Actor actor, string name, CancellationToken ct = default)
    {
        var id = Ids.New<PersonId>();
        return acts.Run<PersonId>(actor, "appointments.join", Subject(id), act =>
        {
            if (!Administrator(actor)) return Task.FromResult<Outcome<PersonId>>(Administers);
            if (OfficePlan.NameProblem(name) is { } refusal) return Task.FromResult<Outcome<PersonId>>(refusal);
            act.Store.Add(new PersonRow { Office = actor.Office, Id = id, Name = name.Trim() });
            act.Write(new PersonAdded(id, name.Trim()), AppointmentJson.Default.PersonAdded);
            return Task.FromResult<Outcome<PersonId>>(id);
        }, ct);
    }

    /// <summary>A new section.</summary>
    public Task<Outcome<SectionId>> AddSection(Actor actor, string name, CancellationToken ct = default)
    {
        var id = Ids.New<SectionId>();
        return acts.Run<SectionId>(actor, "appointments.section", new Subject("section", id.Value), async act =>
        {
            if (!Administrator(actor)) return Administers;
            if (OfficePlan.NameProblem(name) is { } refusal) return refusal;
            var trimmed = name.Trim();
            if (await act.Store.Set<SectionRow>().AnyAsync(s => s.Name == trimmed, ct))
            {
                return Refusal.Invalid("-", $"已有科室“{trimmed}”。", $"There is a section \"{trimmed}\" already.");
            }
            act.Store.Add(new SectionRow { Office = actor.Office, Id = id, Name = trimmed });
            act.Write(new SectionAdded(id, trimmed), AppointmentJson.Default.SectionAdded);
            return id;
        }, ct);
    }

    /// <summary>Gives a person a post in their own right.</summary>
    /// <param name="actor">The system or security administrator, and not the person appointed.</param>
    /// <param name="person">Who gets it.</param>
    /// <param name="role">The post.</param>
    /// <param name="section">Needed for heads and officers of sections.</param>
    /// <param name="from">Null = now; never before now.</param>
    /// <param name="until">Null = without an end.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public Task<Outcome<Appointment>> Appoint(
        Actor actor, PersonId person, Role role, SectionId? section = null, DateTimeOffset? from = null, DateTimeOffset? until = null, CancellationToken ct = default) =>
        acts.Run<Appointment>(actor, "appointments.appoint", Subject(person), async act =>
        {
            if (!Administrator(actor)) return Administers;
            if (person == actor.Person) return Self;
            return await Give(act, person, role, section, null, from, until, ct);
        }, ct);

    /// <summary>Names a deputy for a post someone holds in their own right, between two dates.</summary>
    /// <param name="actor">The holder, or the system or security administrator; an administrator never makes a deputy of themselves.</param>
    /// <param name="holder">Who holds the post.</param>
    /// <param name="deputy">Who stands in.</param>
    /// <param name="role">The post.</param>
    /// <param name="section">For heads and officers of sections.</param>
    /// <param name="from">Null = now.</param>
    /// <param name="until">Needed: a deputy has dates.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public Task<Outcome<Appointment>> Deputise(
        Actor actor, PersonId holder, PersonId deputy, Role role, SectionId? section, DateTimeOffset? from, DateTimeOffset until, CancellationToken ct = default) =>
        acts.Run<Appointment>(actor, "appointments.deputise", Subject(deputy), async act =>
        {
            if (actor.Person != holder && !Administrator(actor))
            {
                return Refusal.NotYourPost("S11", "代理由本人或管理员办理。", "The holder or an administrator names the deputy.");
            }
            if (deputy == holder) return Refusal.Invalid("-", "本人不能代理自己的岗位。", "Nobody deputises for themselves.");
            if (deputy == actor.Person) return Self;
            var start = Start(act, from);
            if (until - start > TimeSpan.FromDays(LongestDeputy)) return Refusal.Invalid("-", "代理一次最长一年。", "A deputy is named for a year at most.");
            var held = await act.Store.Set<AppointmentRow>()
                .Where(a => a.Person == holder && a.Role == role && a.DeputyOf == null && a.From <= start && (a.Until == null || a.Until > start)).ToListAsync(ct);
            if (held.FirstOrDefault(a => a.Section == section) is not { } own)
            {
                return new Refusal("deputy.not-held", "-", "被代理人届时不以本人身份担任这一岗位；代理人不能再委托他人。",
                    "The person does not hold that post in their own right then; a deputy cannot name a deputy.");
            }
            if (own.Until < until) return Refusal.Invalid("-", "代理不能超过被代理人的任期。", "A deputy cannot outlast the holder's own term.");
            return await Give(act, deputy, role, section, holder, from, until, ct);
        }, ct);

    /// <summary>Ends a post now, and with it every deputy in it.</summary>
    public Task<Outcome<Done>> End(Actor actor, string appointment, string why, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "appointments.end", new Subject("appointment", appointment), async act =>
        {
            var row = await act.Store.Set<AppointmentRow>().SingleOrDefaultAsync(a => a.Id == appointment, ct);
            if (row is null) return Refusal.NotFound("没有这项任职。", "There is no such appointment.");
            // Whoever named a deputy may end it.
            if (!Administrator(actor) && row.DeputyOf != actor.Person) return Administers;
            if (string.IsNullOrWhiteSpace(why)) return Refusal.Invalid("S11", "请写明免职或结束代理的原因。", "Say why the post ends.");
            if (row.Until <= act.Now) return new Refusal("appointment.ended", "-", "这项任职已经结束。", "This appointment has ended already.");
            var ended = await Close(act, [row], ct);
            if (await LastAdministrator(act, ended, ct) is { } last) return last;
            act.Write(new PostsEnded([.. ended.Select(a => a.Id)], act.Now, why.Trim()), AppointmentJson.Default.PostsEnded);
            return default(Done);
        }, ct);

    /// <summary>A person leaves: every post ends now, also those others hold in their place. The name stays in what was recorded.</summary>
    public Task<Outcome<Done>> Leave(Actor actor, PersonId person, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "appointments.leave", Subject(person), async act =>
        {
            if (!Administrator(actor)) return Administers;
            if (person == actor.Person) return Self;
            var row = await act.Store.Set<PersonRow>().SingleOrDefaultAsync(p => p.Id == person && !p.Left, ct);
            if (row is null) return Refusal.NotFound("没有这个人，或者已经离开。", "There is no such person, or they have left.");
            var held = await act.Store.Set<AppointmentRow>().Where(a => a.Person == person && (a.Until == null || a.Until > act.Now)).ToListAsync(ct);
            var ended = await Close(act, held, ct);
            if (await LastAdministrator(act, ended, ct) is { } last) return last;
            row.Left = true;
            act.Write(new PersonLeft(person, row.Name, [.. ended.Select(a => a.Id)]), AppointmentJson.Default.PersonLeft);
            return default(Done);
        }, ct);

    private static readonly Refusal Self = new("appointment.self", "S11", "不能给自己任免岗位，请由另一位管理员办理。",
        "Nobody appoints themselves; another administrator must.");

    private static bool Administrator(Actor actor) => actor.IsAny(Role.SystemAdministrator, Role.SecurityAdministrator);

    private async Task<Outcome<Appointment>> Give(
        Act act, PersonId person, Role role, SectionId? section, PersonId? inPlaceOf, DateTimeOffset? from, DateTimeOffset? until, CancellationToken ct)
    {
        var start = Start(act, from);
        if (from is { } asked && asked < act.Now.AddDays(-1)) return Refusal.Invalid("S11", "任职不能追溯到过去。", "A post does not begin in the past.");
        if (until <= start) return Refusal.Invalid("-", "结束时间应晚于开始时间。", "The end must be after the start.");
        var who = await act.Store.Set<PersonRow>().SingleOrDefaultAsync(p => p.Id == person && !p.Left, ct);
        if (who is null) return Refusal.NotFound("没有这个人，或者已经离开。", "There is no such person, or they have left.");
        if (OfSection.Contains(role) && section is null) return Refusal.Invalid("-", "科室岗位须写明科室。", "A section's post needs its section.");
        if (section is { } named && !await act.Store.Set<SectionRow>().AnyAsync(s => s.Id == named, ct)) return Refusal.NotFound("没有这个科室。",
            "There is no such section.");

        var policy = await policies.Current(act.Store, ct);
        var during = await act.Store.Set<AppointmentRow>().Where(a => (a.Until == null || a.Until > start) && (until == null || a.From < until)).ToListAsync(ct);
        if (during.Any(a => a.Person == person && a.Role == role && a.Section == section))
        {
            return new Refusal("appointment.overlap", "-", $"{who.Name}在这段时间已任{policy.Called(role)}。", $"{who.Name} holds that post in that time already.");
        }
        var together = during.Where(a => a.Person == person).Select(a => a.Role).Append(role).ToHashSet();
        if (RoleMatrix.Together(who.Name, together, policy) is { } both) return new Refusal(both.Code, both.Clause, both.Zh, both.En);
        if (inPlaceOf is null && Single.Contains(role) && during.FirstOrDefault(a => a.Role == role && a.Section == section && a.DeputyOf == null) is { } present)
        {
            var name = await act.Store.Set<PersonRow>().Where(p => p.Id == present.Person).Select(p => p.Name).SingleAsync(ct);
            return new Refusal("appointment.held", "-", $"{policy.Called(role)}已由{name}担任，请先免去或改为代理。",
                $"{name} holds that post; end it first or name a deputy.");
        }
        var row = new AppointmentRow
        {
            Office = act.Actor.Office,
            Id = Guid.CreateVersion7().ToString("N"),
            Person = person,
            Role = role,
            Section = section,
            DeputyOf = inPlaceOf,
            From = start,
            Until = until is { } u ? Micros.Truncate(u) : null,
        };
        act.Store.Add(row);
        var inPlace = inPlaceOf is { } holder ? await act.Store.Set<PersonRow>().Where(p => p.Id == holder).Select(p => p.Name).SingleAsync(ct) : null;
        act.Write(new Appointed(Shown(row), who.Name, inPlace), AppointmentJson.Default.Appointed);
        return Shown(row);
    }

    /// <summary>A form gives a day: the day that has begun means now.</summary>
    private static DateTimeOffset Start(Act act, DateTimeOffset? from) => from is { } f && f > act.Now ? Micros.Truncate(f) : act.Now;

    private static async Task<List<AppointmentRow>> Close(Act act, List<AppointmentRow> rows, CancellationToken ct)
    {
        var all = new List<AppointmentRow>(rows);
        foreach (var row in rows.Where(r => r.DeputyOf is null))
        {
            all.AddRange((await act.Store.Set<AppointmentRow>()
                .Where(a => a.DeputyOf == row.Person && a.Role == row.Role && (a.Until == null || a.Until > act.Now)).ToListAsync(ct))
                    .Where(a => a.Section == row.Section));
        }
        // One that has not begun ends where it begins, and so is never held.
        foreach (var row in all) row.Until = row.From > act.Now ? row.From : act.Now;
        return all;
    }

    /// <summary>Without a system or security administrator nobody could appoint anyone again.</summary>
    private static async Task<Refusal?> LastAdministrator(Act act, List<AppointmentRow> ended, CancellationToken ct)
    {
        if (!ended.Any(a => a.Role is Role.SystemAdministrator or Role.SecurityAdministrator)) return null;
        var gone = ended.Select(a => a.Id).ToList();
        var left = await act.Store.Set<AppointmentRow>().AnyAsync(a => (a.Role == Role.SystemAdministrator || a.Role == Role.SecurityAdministrator)
            && !gone.Contains(a.Id) && a.DeputyOf == null && a.From <= act.Now && (a.Until == null || a.Until > act.Now), ct);
        return left ? null : new Refusal("appointment.last-administrator", "S11", "这是最后一位能办理任免的管理员，请先任命另一位。",
            "This is the last administrator who can appoint; name another first.");
    }

    private static Appointment Shown(AppointmentRow a) => new(a.Id, a.Person, a.Role, a.Section, a.DeputyOf, a.From, a.Until);

    private static Subject Subject(PersonId person) => new("person", person.Value);
}
