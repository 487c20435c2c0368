using System.Text.Json.Serialization;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>The first entry of an office: what it began with.</summary>
public sealed record OfficeCreated(
    string Name, string Zone, string Contact, IReadOnlyList<SectionAdded> Sections, IReadOnlyList<PersonAdded> People, IReadOnlyList<Appointment> Appointments,
    string PolicyHash, string CalendarHash);

/// <summary>How far setup has come. It is derived from the tables, so a setup that was broken off goes on where it stopped.</summary>
/// <param name="Office">Null: nothing is there yet; make the office.</param>
/// <param name="WithoutAccount">People who cannot sign in yet, the system administrators first.</param>
/// <param name="Done">The office is there and at least one system administrator can sign in.</param>
public sealed record SetupState(Office? Office, IReadOnlyList<Person> WithoutAccount, bool Done);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OfficeCreated))]
internal sealed partial class OfficeJson : JsonSerializerContext;

/// <summary>Makes and shows offices.</summary>
public sealed class Offices(IDbContextFactory<Store> stores, Acts acts, People people, Vacancies vacancies)
{
    /// <summary>The office that setup makes. Its id is known beforehand, so that two setups at once meet in one row and only one wins.</summary>
    public static readonly OfficeId First = new("office");

    /// <summary>The office; null when there is none with that id.</summary>
    public async Task<Office?> Find(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await People.Office(store, office, ct);
    }

    /// <summary>All offices, the oldest first; none before setup.</summary>
    public async Task<IReadOnlyList<Office>> List(CancellationToken ct = default)
    {
        await using var store = stores.CreateDbContext();
        return await store.Set<OfficeRow>().AsNoTracking().OrderBy(o => o.CreatedAt).ThenBy(o => o.Id)
            .Select(o => new Office(o.Id, o.Name, o.Zone, o.Contact)).ToListAsync(ct);
    }

    /// <summary>How far setup has come.</summary>
    public async Task<SetupState> State(CancellationToken ct = default)
    {
        var office = await Find(First, ct);
        if (office is null) return new(null, [], false);
        var everyone = await people.List(First, ct);
        var living = await vacancies.Living(First, ct);
        var without = everyone.Where(p => !living.Contains(p.Id)).OrderBy(p => p.Posts.All(h => h.Role != Role.SystemAdministrator))
            .ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
        return new(office, without, everyone.Any(p => living.Contains(p.Id) && p.Posts.Any(h => h.Role == Role.SystemAdministrator)));
    }

    /// <summary>
    /// Makes the first office with sections, people, posts, calendar and policy in one act; its entry is the office's first. Accounts are made afterwards,
    /// one by one. Refused when an office is there, or when the plan or the policy has problems.
    /// </summary>
    /// <returns>The people made, in the plan's order.</returns>
    public async Task<Outcome<IReadOnlyList<PersonId>>> Create(OfficePlan plan, CancellationToken ct = default)
    {
        var read = plan.Policy();
        if (read.Refusal is { } wrong) return wrong;
        var policy = read.Value;
        if (plan.Problems(policy) is { Count: > 0 } problems)
        {
            return new Refusal("office.unworkable", problems[0].Clause,
                string.Join("", problems.Select(p => p.Zh)), string.Join(" ", problems.Select(p => p.En)));
        }
        // Nobody is there yet to act: the one-time link stands for whoever holds the machine.
        var setup = new Actor(First, new PersonId("setup"), "首次设置", [], SignedIn: false);
        return await acts.Run<IReadOnlyList<PersonId>>(setup, "offices.create", Subject.Of(First), async act =>
        {
            if (await act.Store.Set<OfficeRow>().AnyAsync(ct)) return new Refusal("office.exists", "-", "单位已经建立。", "The office has been made already.");
            return Fill(act, plan, policy);
        }, ct);
    }

    private static List<PersonId> Fill(Act act, OfficePlan plan, Policy policy)
    {
        act.HashWith(policy.LedgerHash);
        act.Store.Add(new OfficeRow { Id = First, Name = plan.Name.Trim(), Zone = policy.Zone.Id, Contact = plan.Contact.Trim(), CreatedAt = act.Now });
        var sections = new Dictionary<string, SectionAdded>(StringComparer.Ordinal);
        foreach (var s in plan.Sections)
        {
            var made = sections[s.Key] = new SectionAdded(Ids.New<SectionId>(), s.Name.Trim());
            act.Store.Add(new SectionRow { Office = First, Id = made.Section, Name = made.Name });
        }
        var people = new List<PersonAdded>();
        var posts = new List<Appointment>();
        foreach (var p in plan.People)
        {
            var made = new PersonAdded(Ids.New<PersonId>(), p.Name.Trim());
            people.Add(made);
            act.Store.Add(new PersonRow { Office = First, Id = made.Person, Name = made.Name });
            foreach (var post in p.Posts)
            {
                var row = new AppointmentRow
                {
                    Office = First,
                    Id = Guid.CreateVersion7().ToString("N"),
                    Person = made.Person,
                    Role = post.Role,
                    Section = post.Section is { } key ? sections[key].Section : null,
                    From = act.Now,
                };
                act.Store.Add(row);
                posts.Add(new(row.Id, row.Person, row.Role, row.Section, null, row.From, null));
            }
        }
        act.Write(new OfficeCreated(plan.Name.Trim(), policy.Zone.Id, plan.Contact.Trim(), [.. sections.Values], people, posts, policy.Hash, WorkCalendar.Shipped.Version.Hash),
            OfficeJson.Default.OfficeCreated);
        PolicyVersions.Begin(act, policy);
        CalendarVersions.Begin(act);
        return [.. people.Select(p => p.Person)];
    }
}
