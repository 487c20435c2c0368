using System.Text.Json.Serialization;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Ground;

/// <summary>What a drill's office has beside what every office has.</summary>
internal sealed class DrillOfficeRow : IOfficed
{
    public required OfficeId Office { get; init; }

    /// <summary>The office whose drill it is.</summary>
    public required OfficeId Of { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset BegunAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class DrillOfficeTable : IEntityTypeConfiguration<DrillOfficeRow>
{
    public void Configure(EntityTypeBuilder<DrillOfficeRow> builder) => builder.ToTable("ground_drills").HasKey(d => d.Office);
}

/// <summary>Who plays which post in a drill.</summary>
public sealed record DrillPart(Role Role, SectionId? Section, PersonId Person);

/// <summary>A drill's office (R55).</summary>
/// <param name="Id">Its own id; begins with <see cref="OfficeId.DrillPrefix"/>.</param>
/// <param name="Of">The office whose drill it is.</param>
/// <param name="EndedAt">Null while it runs.</param>
public sealed record DrillOffice(OfficeId Id, OfficeId Of, string Title, DateTimeOffset BegunAt, DateTimeOffset? EndedAt);

/// <summary>The first entry of a drill's ledger.</summary>
public sealed record DrillOpened(OfficeId Of, string Title, IReadOnlyList<DrillPart> Cast, string PolicyHash);

/// <summary>The last entry of a drill's ledger.</summary>
public sealed record DrillClosed(DateTimeOffset BegunAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DrillOpened))]
[JsonSerializable(typeof(DrillClosed))]
internal sealed partial class DrillOfficeJson : JsonSerializerContext;

/// <summary>
/// A drill is an office of its own in the same store (R55): rows, ledger, numbers, topics and figures are apart because offices are, and no public page ever asks
/// for it. The people taking part are in it under their own ids, with the posts they play.
/// </summary>
public sealed class DrillOffices(IDbContextFactory<Store> stores, Acts acts)
{
    /// <summary>Stands in the name of every drill's office, and so at the head of every document made there. No real office may be called so.</summary>
    public const string Mark = "（演练）";

    /// <summary>A drill that is over is only read.</summary>
    public static readonly Refusal Ended = new("drill.ended", "R55", "这次演练已经结束，只能查看；请返回正式工作。", "This drill is over and only read now; go back to the real work.");

    /// <summary>Nothing passes between a drill and another office.</summary>
    public static readonly Refusal Apart = new("drill.apart", "R55", "演练与其他单位互不往来：演练中的报送只在演练内登记为模拟。", "Nothing passes between a drill and another office: what a drill reports is noted inside the drill only.");

    /// <summary>What is never done inside a drill.</summary>
    public static Refusal NotHere(string zh, string en) => new("drill.not-here", "R55", $"演练中不能{zh}，请返回正式工作后再办。", $"In a drill one does not {en}; go back to the real work.");

    /// <summary>The drill with that office; null before it is furnished.</summary>
    public async Task<DrillOffice?> Find(OfficeId drill, CancellationToken ct = default)
    {
        if (!drill.IsDrill) return null;
        await using var store = stores.Open(drill);
        return await store.Set<DrillOfficeRow>().AsNoTracking().SingleOrDefaultAsync(ct) is { } d ? new(d.Office, d.Of, d.Title, d.BegunAt, d.EndedAt) : null;
    }

    /// <summary>
    /// Makes the drill's office: the sections, policy and calendar of the office whose drill it is, and the people of the cast in the posts they play.
    /// Harmless twice.
    /// </summary>
    public async Task<Outcome<Done>> Furnish(OfficeId drill, OfficeId of, string title, IReadOnlyList<DrillPart> cast, CancellationToken ct = default)
    {
        if (!drill.IsDrill || of.IsDrill) throw new ArgumentException("a drill is of an office, and its own id says so", nameof(drill));
        await using var real = stores.Open(of);
        var office = await real.Set<OfficeRow>().AsNoTracking().SingleAsync(o => o.Id == of, ct);
        var sections = await real.Set<SectionRow>().AsNoTracking().ToListAsync(ct);
        var names = await real.Set<PersonRow>().AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var calendar = await real.Set<CalendarRow>().AsNoTracking().OrderByDescending(c => c.ImportedAt).ThenBy(c => c.Hash).FirstOrDefaultAsync(ct);
        var hash = await PolicyVersions.CurrentHash(real, acts.Clock, ct);
        var policy = hash is null ? Policy.Default : await PolicyVersions.Pinned(real, hash, ct);
        return await acts.Run<Done>(Actor.Clock(drill), "drills.open", Subject.Of(drill), async act =>
        {
            if (await act.Store.Set<OfficeRow>().AnyAsync(o => o.Id == drill, ct)) return default(Done);
            act.Store.Add(new OfficeRow { Id = drill, Name = office.Name + Mark, Zone = office.Zone, Contact = office.Contact, CreatedAt = act.Now });
            act.Store.Add(new DrillOfficeRow { Office = drill, Of = of, Title = title, BegunAt = act.Now });
            foreach (var s in sections) act.Store.Add(new SectionRow { Office = drill, Id = s.Id, Name = s.Name });
            foreach (var person in cast.Select(c => c.Person).Distinct()) act.Store.Add(new PersonRow { Office = drill, Id = person, Name = names[person] });
            foreach (var part in cast)
            {
                act.Store.Add(new AppointmentRow
                {
                    Office = drill,
                    Id = Guid.CreateVersion7().ToString("N"),
                    Person = part.Person,
                    Role = part.Role,
                    Section = part.Section,
                    From = act.Now,
                });
            }
            act.Write(new DrillOpened(of, title, cast, policy.Hash), DrillOfficeJson.Default.DrillOpened);
            PolicyVersions.Begin(act, policy);
            if (calendar is null) CalendarVersions.Begin(act);
            else CalendarVersions.Begin(act, WorkCalendar.Parse(calendar.Text).Value, calendar.Text, []);
            return default(Done);
        }, ct);
    }

    /// <summary>Ends the drill by its ledger's last entry; nothing is added afterwards. Harmless twice.</summary>
    public async Task<Outcome<Done>> End(Actor actor, OfficeId drill, CancellationToken ct = default)
    {
        var ended = await acts.Run<Done>(actor with { Office = drill }, "drills.close", Subject.Of(drill), async act =>
        {
            if (await act.Store.Set<DrillOfficeRow>().SingleOrDefaultAsync(ct) is not { } row) return Refusal.NotFound("演练还没有开始。", "The drill has not begun.");
            row.EndedAt = act.Now;
            act.Write(new DrillClosed(row.BegunAt), DrillOfficeJson.Default.DrillClosed);
            return default(Done);
        }, ct);
        return ended.Refusal == Ended ? default(Done) : ended;
    }

    /// <summary>Whether it is a drill's office and the drill is over.</summary>
    public static async Task<bool> Over(Store store, OfficeId office, CancellationToken ct = default) =>
        office.IsDrill && await store.Set<DrillOfficeRow>().AnyAsync(d => d.EndedAt != null, ct);

    /// <summary>The office where the people of this one have their accounts: for a drill, the office whose drill it is.</summary>
    internal static async Task<OfficeId> Home(Store store, OfficeId office, CancellationToken ct) =>
        office.IsDrill && await store.Set<DrillOfficeRow>().AsNoTracking().SingleOrDefaultAsync(ct) is { } drill ? drill.Of : office;
}
