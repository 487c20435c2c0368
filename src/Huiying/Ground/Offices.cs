using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>The first entry of an office: what it began with.</summary>
public sealed record OfficeCreated(
    string Name, string Zone, string Contact, IReadOnlyList<SectionAdded> Sections, IReadOnlyList<PersonAdded> People, IReadOnlyList<Appointment> Appointments,
    string PolicyHash, string CalendarHash)
{
    /// <summary>The office above it in this installation; null for one that stands at the top.</summary>
    public OfficeId? Parent { get; init; }
}

/// <summary>Another office was made in this installation, by whoever administers it or the office above.</summary>
public sealed record OfficeAdded(OfficeId Added, string Name, OfficeId? Parent);

/// <summary>How far setup has come. It is derived from the tables, so a setup that was broken off goes on where it stopped.</summary>
/// <param name="Office">Null: nothing is there yet; make the office.</param>
/// <param name="WithoutAccount">People who cannot sign in yet, the system administrators first.</param>
/// <param name="Done">The office is there and at least one system administrator can sign in.</param>
public sealed record SetupState(Office? Office, IReadOnlyList<Person> WithoutAccount, bool Done);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OfficeCreated))]
[JsonSerializable(typeof(OfficeAdded))]
internal sealed partial class OfficeJson : JsonSerializerContext;

/// <summary>Makes and shows offices.</summary>
public sealed partial class Offices(IDbContextFactory<Store> stores, Acts acts, People people, Vacancies vacancies)
{
    /// <summary>The office that setup makes. Its id is known beforehand, so that two setups at once meet in one row and only one wins.</summary>
    public static readonly OfficeId First = new("office");

    /// <summary>Below it stand the public pages of every office but the first.</summary>
    public const string PublicPages = "/at";

    /// <summary>What the addresses of the office's public pages begin with: nothing for the first office.</summary>
    public static string PublicPath(OfficeId office) => office == First ? "" : $"{PublicPages}/{office}";

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

    /// <summary>Offices at work: all but drills that have ended (R55). What runs by itself runs for these.</summary>
    public async Task<IReadOnlyList<Office>> Working(CancellationToken ct = default)
    {
        var all = await List(ct);
        if (!all.Any(o => o.Id.IsDrill)) return all;
        await using var store = stores.CreateDbContext();
        var over = await store.Set<DrillOfficeRow>().IgnoreQueryFilters(["office"]).AsNoTracking().Where(d => d.EndedAt != null).Select(d => d.Office).ToListAsync(ct);
        return [.. all.Where(o => !over.Contains(o.Id))];
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
        var read = Workable(plan);
        if (read.Refusal is { } wrong) return wrong;
        var policy = read.Value;
        // Nobody is there yet to act: the one-time link stands for whoever holds the machine.
        var setup = new Actor(First, new PersonId("setup"), "首次设置", [], SignedIn: false);
        return await acts.Run<IReadOnlyList<PersonId>>(setup, "offices.create", Subject.Of(First), async act =>
        {
            if (await act.Store.Set<OfficeRow>().AnyAsync(ct)) return new Refusal("office.exists", "-", "单位已经建立。", "The office has been made already.");
            return Fill(act, null, plan, policy);
        }, ct);
    }

    /// <summary>
    /// Makes a further office with sections, people, posts, calendar and policy; accounts are made afterwards. The system administrator of the installation (of
    /// its first office) may, and that of the office above. Its own ledger begins with it, and the administrator's office keeps that it was made, in one transaction.
    /// </summary>
    /// <param name="actor">Who makes it.</param>
    /// <param name="id">Its short name, part of its public address: 2–20 small letters, digits and hyphens, beginning with a letter. It never changes.</param>
    /// <param name="parent">The office above; null for one at the top, which only the installation's administrator makes.</param>
    /// <param name="plan">As for setup.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <returns>The people made, in the plan's order.</returns>
    public async Task<Outcome<IReadOnlyList<PersonId>>> Add(Actor actor, OfficeId id, OfficeId? parent, OfficePlan plan, CancellationToken ct = default)
    {
        var read = Workable(plan);
        return await acts.Run<IReadOnlyList<PersonId>>(actor, "offices.add", Subject.Of(actor.Office), ShortName().IsMatch(id.Value) ? id : null, async act =>
        {
            if (!OfficeTree.Administers(actor, parent)) return OfficeTree.NotYours;
            if (!ShortName().IsMatch(id.Value))
            {
                return Refusal.Invalid("-", "单位短名用 2–20 个小写英文字母、数字或连字符，以字母开头，用作公开网址的一部分。",
                    "The short name has 2–20 small letters, digits or hyphens and begins with a letter; it is part of the public address.");
            }
            if (read.Refusal is { } wrong) return wrong;
            var known = await act.Store.Set<OfficeRow>().ToListAsync(ct);
            if (known.Any(o => o.Id == id)) return new Refusal("office.exists", "-", $"短名“{id}”已有单位使用，请换一个。", $"The short name '{id}' is taken; choose another.");
            if (parent is { } above && known.All(o => o.Id != above)) return Refusal.NotFound("没有这个上级单位。", "There is no such superior office.");
            var people = await act.Beside(there => Task.FromResult(Fill(there, parent, plan, read.Value)));
            act.Write(new OfficeAdded(id, plan.Name.Trim(), parent), OfficeJson.Default.OfficeAdded);
            return people;
        }, ct);
    }

    private static Outcome<Policy> Workable(OfficePlan plan)
    {
        var read = plan.Policy();
        if (read.Refusal is null && plan.Problems(read.Value) is { Count: > 0 } problems)
        {
            return new Refusal("office.unworkable", problems[0].Clause,
                string.Join("", problems.Select(p => p.Zh)), string.Join(" ", problems.Select(p => p.En)));
        }
        return read;
    }

    private static List<PersonId> Fill(Act act, OfficeId? parent, OfficePlan plan, Policy policy)
    {
        var office = act.Actor.Office;
        act.HashWith(policy.LedgerHash);
        act.Store.Add(new OfficeRow { Id = office, Parent = parent, Name = plan.Name.Trim(), Zone = policy.Zone.Id, Contact = plan.Contact.Trim(), CreatedAt = act.Now });
        var sections = new Dictionary<string, SectionAdded>(StringComparer.Ordinal);
        foreach (var s in plan.Sections)
        {
            var made = sections[s.Key] = new SectionAdded(Ids.New<SectionId>(), s.Name.Trim());
            act.Store.Add(new SectionRow { Office = office, Id = made.Section, Name = made.Name });
        }
        var people = new List<PersonAdded>();
        var posts = new List<Appointment>();
        foreach (var p in plan.People)
        {
            var made = new PersonAdded(Ids.New<PersonId>(), p.Name.Trim());
            people.Add(made);
            act.Store.Add(new PersonRow { Office = office, Id = made.Person, Name = made.Name });
            foreach (var post in p.Posts)
            {
                var row = new AppointmentRow
                {
                    Office = office,
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
        act.Write(Subject.Of(office), new OfficeCreated(plan.Name.Trim(), policy.Zone.Id, plan.Contact.Trim(), [.. sections.Values], people, posts, policy.Hash, WorkCalendar.Shipped.Version.Hash) { Parent = parent },
            OfficeJson.Default.OfficeCreated);
        PolicyVersions.Begin(act, policy);
        CalendarVersions.Begin(act);
        return [.. people.Select(p => p.Person)];
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,19}$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex ShortName();
}
