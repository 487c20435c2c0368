using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Collect;

/// <summary>How many new items a source brought on a day.</summary>
internal sealed class SourceDayRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required SourceId Source { get; init; }

    /// <summary>The day in the office's zone, as <see cref="DateOnly.DayNumber"/>.</summary>
    public required int Day { get; init; }
    public required int Items { get; set; }
}

/// <summary>The items of each source by day: its habit.</summary>
internal static class SourceDays
{
    /// <summary>So many days are shown and judged by.</summary>
    public const int Shown = 28;

    /// <summary>The day of a moment in a zone.</summary>
    public static int Of(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime).DayNumber;

    /// <summary>Adds to a day's count, inside the caller's transaction.</summary>
    public static Task Add(Store store, SourceId source, int day, int items, CancellationToken ct) => store.Database.ExecuteSqlAsync($"""
        insert into collect_source_days (office, source, day, items) values ({store.Office.Value}, {source.Value}, {day}, {items})
        on conflict (office, source, day) do update set items = collect_source_days.items + excluded.items
        """, ct);

    /// <summary>The days shown of every source of the office.</summary>
    public static async Task<ILookup<SourceId, SourceDayRow>> Recent(Store store, int today, CancellationToken ct) =>
        (await store.Set<SourceDayRow>().AsNoTracking().Where(d => d.Day > today - Shown).ToListAsync(ct)).ToLookup(d => d.Source);
}

internal sealed class SourceDayTable : IEntityTypeConfiguration<SourceDayRow>
{
    public void Configure(EntityTypeBuilder<SourceDayRow> builder)
    {
        builder.ToTable("collect_source_days").HasKey(d => new { d.Office, d.Source, d.Day });
        builder.HasIndex(d => new { d.Office, d.Day });
    }
}
