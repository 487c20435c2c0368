using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Ground.Calendars;

/// <summary>A calendar text an office has used; never changed or removed, since derivations name it.</summary>
internal sealed class CalendarRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Hash { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset ImportedAt { get; init; }
}

internal sealed class CalendarTable : IEntityTypeConfiguration<CalendarRow>
{
    public void Configure(EntityTypeBuilder<CalendarRow> builder) => builder.ToTable("ground_calendars").HasKey(c => new { c.Office, c.Hash });
}

/// <summary>A calendar was taken into use.</summary>
/// <param name="Years">The years it holds.</param>
/// <param name="Added">Those that were not known before: open duties counted by weekends alone in them are derived again.</param>
public sealed record CalendarImported(string Name, string Hash, IReadOnlyList<int> Years, IReadOnlyList<int> Added);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CalendarImported))]
internal sealed partial class CalendarJson : JsonSerializerContext;

/// <summary>The calendars of an office; the last one imported counts.</summary>
public sealed class CalendarVersions(IDbContextFactory<Store> stores, Acts acts)
{
    private static readonly ConcurrentDictionary<string, WorkCalendar> Read = new();

    /// <summary>The calendar in use, in the zone of China; <see cref="Deadlines"/> puts it in the policy's zone. The shipped one while the office has none.</summary>
    public async Task<WorkCalendar> Current(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await Current(store, ct);
    }

    /// <summary>The same in an open context.</summary>
    public static async Task<WorkCalendar> Current(Store store, CancellationToken ct)
    {
        var hash = await store.Set<CalendarRow>().OrderByDescending(c => c.ImportedAt).ThenBy(c => c.Hash).Select(c => c.Hash).FirstOrDefaultAsync(ct);
        return hash is null ? WorkCalendar.Shipped : await Pinned(store, hash, ct);
    }

    /// <summary>The calendar a derivation named.</summary>
    /// <exception cref="InvalidDataException">The office never had it.</exception>
    public static async Task<WorkCalendar> Pinned(Store store, string hash, CancellationToken ct)
    {
        // A calendar is its text, so one reading serves every office.
        if (Read.TryGetValue(hash, out var known)) return known;
        if (hash == WorkCalendar.Shipped.Version.Hash) return WorkCalendar.Shipped;
        var text = await store.Set<CalendarRow>().Where(c => c.Hash == hash).Select(c => c.Text).SingleOrDefaultAsync(ct)
            ?? throw new InvalidDataException($"calendar {hash} is named but not kept");
        return Read[hash] = WorkCalendar.Parse(text).Value;
    }

    /// <summary>
    /// Takes a calendar into use, usually the shipped one with a new year added. Refused when the text is wrong or lacks a year known now.
    /// </summary>
    public Task<Outcome<CalendarImported>> Import(Actor actor, string text, CancellationToken ct = default) =>
        acts.Run<CalendarImported>(actor, "calendars.import", new Subject("calendar", Policy.HashOf(text)), async act =>
        {
            if (!actor.IsAny(Role.Clerk, Role.SystemAdministrator))
            {
                return Refusal.NotYourPost("R40", "工作日历由办公室或系统管理员导入。", "The office or the system administrator imports a calendar.");
            }
            var parsed = WorkCalendar.Parse(text);
            if (parsed.Refusal is { } refusal) return refusal;
            var calendar = parsed.Value;
            var current = await Current(act.Store, ct);
            if (current.Years.Except(calendar.Years).ToList() is { Count: > 0 } lost)
            {
                return Refusal.Invalid("R40", $"新日历缺少现有的 {string.Join("、", lost)} 年。",
                    $"The new calendar lacks the year(s) {string.Join(", ", lost)} known now.");
            }
            if (await act.Store.Set<CalendarRow>().AnyAsync(c => c.Hash == calendar.Version.Hash, ct))
            {
                return new Refusal("calendar.known", "R40", "这份日历已经导入过。", "This calendar has been imported already.");
            }
            return Begin(act, calendar, text, current.Years);
        }, ct);

    /// <summary>
    /// Takes the calendar in use with one more year, as the State Council's notice for it says; a year already known is replaced by what the later notice says.
    /// Refused as <see cref="Import"/>, and when a line is no date.
    /// </summary>
    /// <param name="actor">The office or the system administrator.</param>
    /// <param name="year">The year with its days.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public async Task<Outcome<CalendarImported>> ImportYear(Actor actor, CalendarYear year, CancellationToken ct = default)
    {
        string text;
        await using (var store = stores.Open(actor.Office))
        {
            text = await store.Set<CalendarRow>().OrderByDescending(c => c.ImportedAt).ThenBy(c => c.Hash).Select(c => c.Text).FirstOrDefaultAsync(ct) ?? WorkCalendar.ShippedText;
        }
        var added = year.AddTo(text);
        return added.Refusal is { } refusal ? refusal : await Import(actor, added.Value, ct);
    }

    /// <summary>The office's first calendar, inside the act that makes the office.</summary>
    public static CalendarImported Begin(Act act) => Begin(act, WorkCalendar.Shipped, WorkCalendar.ShippedText, []);

    internal static CalendarImported Begin(Act act, WorkCalendar calendar, string text, IReadOnlyList<int> known)
    {
        act.Store.Add(new CalendarRow { Office = act.Actor.Office, Hash = calendar.Version.Hash, Text = text, ImportedAt = act.Now });
        var entry = new CalendarImported(calendar.Version.Name, calendar.Version.Hash, calendar.Years, [.. calendar.Years.Except(known)]);
        act.Write(new Subject("calendar", calendar.Version.Hash), entry, CalendarJson.Default.CalendarImported);
        return entry;
    }
}
