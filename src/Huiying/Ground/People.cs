using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Ground;

internal sealed class OfficeRow
{
    public required OfficeId Id { get; init; }
    public required string Name { get; set; }
    /// <summary>IANA name of the office's time zone.</summary>
    public required string Zone { get; set; }
    /// <summary>Where the public may ask and complain; shown in the user agent and on answers.</summary>
    public required string Contact { get; set; }
    public OfficeId? Parent { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class SectionRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required SectionId Id { get; init; }
    public required string Name { get; set; }
}

internal sealed class PersonRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PersonId Id { get; init; }
    public required string Name { get; set; }
    public bool Left { get; set; }
}

/// <summary>A post held from a date until a date; for a deputy, in whose place.</summary>
internal sealed class AppointmentRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Id { get; init; }
    public required PersonId Person { get; init; }
    public required Role Role { get; init; }
    public SectionId? Section { get; init; }
    public PersonId? DeputyOf { get; init; }
    public required DateTimeOffset From { get; init; }
    public DateTimeOffset? Until { get; set; }
}

internal sealed class GroundTables : IEntityTypeConfiguration<OfficeRow>, IEntityTypeConfiguration<SectionRow>, IEntityTypeConfiguration<PersonRow>,
    IEntityTypeConfiguration<AppointmentRow>, IEntityTypeConfiguration<LedgerRow>, IEntityTypeConfiguration<LedgerHead>,
    IEntityTypeConfiguration<OfficeBodyRow>
{
    public void Configure(EntityTypeBuilder<OfficeRow> builder) => builder.ToTable("ground_offices").HasKey(o => o.Id);

    public void Configure(EntityTypeBuilder<OfficeBodyRow> builder) => builder.ToTable("ground_office_bodies").HasKey(b => new { b.Office, b.Body });

    public void Configure(EntityTypeBuilder<SectionRow> builder) => builder.ToTable("ground_sections").HasKey(s => new { s.Office, s.Id });

    public void Configure(EntityTypeBuilder<PersonRow> builder) => builder.ToTable("ground_people").HasKey(p => new { p.Office, p.Id });

    public void Configure(EntityTypeBuilder<AppointmentRow> builder)
    {
        builder.ToTable("ground_appointments").HasKey(a => new { a.Office, a.Id });
        builder.HasIndex(a => new { a.Office, a.Person });
    }

    public void Configure(EntityTypeBuilder<LedgerRow> builder)
    {
        builder.ToTable("ground_ledger").HasKey(r => new { r.Office, r.Sequence });
        builder.HasIndex(r => new { r.Office, r.Subject, r.Sequence });
    }

    public void Configure(EntityTypeBuilder<LedgerHead> builder)
    {
        builder.ToTable("ground_ledger_heads").HasKey(h => h.Office);
        builder.Property(h => h.Sequence).IsConcurrencyToken();
    }
}

/// <summary>A section (科室) of the office.</summary>
public sealed record Section(SectionId Id, string Name);

/// <summary>An office as others see it.</summary>
/// <param name="Zone">IANA name of its time zone.</param>
/// <param name="Contact">Where the public may ask and complain.</param>
public sealed record Office(OfficeId Id, string Name, string Zone, string Contact);

/// <summary>A person of the office and the posts held now.</summary>
public sealed record Person(PersonId Id, string Name, IReadOnlyList<HeldPost> Posts);

/// <summary>Who holds which post now.</summary>
public sealed class People(IDbContextFactory<Store> stores, TimeProvider time)
{
    /// <summary>The actor for a signed-in person, with the posts of this moment; null when the person has left or is unknown.</summary>
    public async Task<Actor?> Actor(OfficeId office, PersonId person, CancellationToken ct = default) =>
        (await List(office, ct)).FirstOrDefault(p => p.Id == person) is { } p ? new Actor(office, p.Id, p.Name, p.Posts) : null;

    /// <summary>The office, or null.</summary>
    public static async Task<Office?> Office(Store store, OfficeId office, CancellationToken ct = default) =>
        await store.Set<OfficeRow>().AsNoTracking().SingleOrDefaultAsync(o => o.Id == office, ct) is { } o ? new Office(o.Id, o.Name, o.Zone, o.Contact) : null;

    /// <summary>What a person is called, also one who left; null for who was never here.</summary>
    public static Task<string?> NameOf(Store store, PersonId person, CancellationToken ct = default) =>
        store.Set<PersonRow>().AsNoTracking().Where(p => p.Id == person).Select(p => p.Name).SingleOrDefaultAsync(ct);

    /// <summary>Everyone now in the office, by name.</summary>
    public async Task<IReadOnlyList<Person>> List(OfficeId office, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        await using var store = stores.Open(office);
        var people = await store.Set<PersonRow>().AsNoTracking().Where(p => !p.Left).OrderBy(p => p.Name).ToListAsync(ct);
        var posts = await store.Set<AppointmentRow>().AsNoTracking()
            .Where(a => a.From <= now && (a.Until == null || a.Until > now)).OrderBy(a => a.Id).ToListAsync(ct);
        var byPerson = posts.ToLookup(a => a.Person, a => new HeldPost(a.Role, a.Section, a.DeputyOf));
        return [.. people.Select(p => new Person(p.Id, p.Name, [.. byPerson[p.Id]]))];
    }

    /// <summary>The office's sections, by name.</summary>
    public async Task<IReadOnlyList<Section>> Sections(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<SectionRow>().AsNoTracking().OrderBy(s => s.Name).Select(s => new Section(s.Id, s.Name)).ToListAsync(ct);
    }
}
