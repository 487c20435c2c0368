using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Ground;

/// <summary>What someone has typed into a field of a page and not sent yet. No record of the office's acts; only that person ever sees it.</summary>
internal sealed class TypedRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PersonId Person { get; init; }

    /// <summary>The page's path.</summary>
    public required string Page { get; init; }

    /// <summary>The form's handler and the field's name, with a slash between.</summary>
    public required string Field { get; init; }
    public required string Text { get; set; }
    public required DateTimeOffset At { get; set; }
}

internal sealed class TypedTable : IEntityTypeConfiguration<TypedRow>
{
    public void Configure(EntityTypeBuilder<TypedRow> builder)
    {
        builder.ToTable("ground_typed").HasKey(t => new { t.Office, t.Person, t.Page, t.Field });
        builder.HasIndex(t => t.At);
    }
}

/// <summary>
/// Keeps what is being typed, so that a lost connection or a closed window loses nothing. Each person's own; gone when the form is sent or the person
/// discards it, and after <see cref="Kept"/> in any case.
/// </summary>
public sealed class Typing(IDbContextFactory<Store> stores, TimeProvider time)
{
    /// <summary>How long it is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <summary>Most characters of one field.</summary>
    public const int Longest = 20_000;

    /// <summary>Most fields one person has on all pages: enough for real work, and no store for anything else.</summary>
    public const int Most = 500;

    private const int LongestName = 200;

    /// <summary>What the actor has typed on a page, by field.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Of(Actor actor, string page, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        return await Own(store, actor, page).AsNoTracking().ToDictionaryAsync(t => t.Field, t => t.Text, ct);
    }

    /// <summary>All that the actor has typed and not sent: each page with its fields, and when the last of them was typed; the latest first.</summary>
    public async Task<IReadOnlyList<(string Page, DateTimeOffset At, IReadOnlyDictionary<string, string> Fields)>> All(Actor actor, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        var rows = await store.Set<TypedRow>().AsNoTracking().Where(t => t.Person == actor.Person).OrderBy(t => t.Field).ToListAsync(ct);
        return [.. rows.GroupBy(t => t.Page).Select(g => (g.Key, g.Max(t => t.At), (IReadOnlyDictionary<string, string>)g.ToDictionary(t => t.Field, t => t.Text))).OrderByDescending(g => g.Item2)];
    }

    /// <summary>Keeps fields of a page as they stand now; an empty one is forgotten. Refused when a text is too long or there are too many.</summary>
    public async Task<Outcome<Done>> Keep(Actor actor, string page, IReadOnlyDictionary<string, string> fields, CancellationToken ct = default)
    {
        if (page.Length > LongestName || fields.Any(f => f.Key.Length > LongestName || f.Value.Length > Longest))
        {
            return Refusal.Invalid("-", "文字太长，不能自动保存。", "The text is too long to be kept.");
        }
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(actor, page, fields, ct);
            }
            catch (DbUpdateException) when (attempt < 3)
            {
                // Another window of the same person was faster: look again.
            }
        }
    }

    /// <summary>Forgets fields of a page: they were sent or discarded.</summary>
    public async Task Forget(Actor actor, string page, IReadOnlyCollection<string> fields, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        await Own(store, actor, page).Where(t => fields.Contains(t.Field)).ExecuteDeleteAsync(ct);
    }

    /// <summary>Forgets what is older than <see cref="Kept"/> in an office.</summary>
    /// <returns>How many fields.</returns>
    public async Task<int> Purge(OfficeId office, CancellationToken ct = default)
    {
        var before = time.GetUtcNow() - Kept;
        await using var store = stores.Open(office);
        return await store.Set<TypedRow>().Where(t => t.At < before).ExecuteDeleteAsync(ct);
    }

    private async Task<Outcome<Done>> Once(Actor actor, string page, IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        await using var store = stores.Open(actor.Office);
        var known = await Own(store, actor, page).ToDictionaryAsync(t => t.Field, ct);
        var others = await store.Set<TypedRow>().CountAsync(t => t.Person == actor.Person && t.Page != page, ct);
        var now = Micros.Truncate(time.GetUtcNow());
        foreach (var (field, text) in fields)
        {
            if (text.Length == 0)
            {
                if (known.Remove(field, out var gone)) store.Remove(gone);
            }
            else if (known.TryGetValue(field, out var row)) (row.Text, row.At) = (text, now);
            else store.Add(known[field] = new TypedRow { Office = actor.Office, Person = actor.Person, Page = page, Field = field, Text = text, At = now });
        }
        if (others + known.Count > Most) return Refusal.Invalid("-", "未提交的内容太多，请先提交或丢弃一些。", "There is too much unsent text; send or discard some first.");
        await store.SaveChangesAsync(ct);
        return default(Done);
    }

    private static IQueryable<TypedRow> Own(Store store, Actor actor, string page) =>
        store.Set<TypedRow>().Where(t => t.Person == actor.Person && t.Page == page);
}
