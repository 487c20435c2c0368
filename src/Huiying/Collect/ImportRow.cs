using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Collect;

/// <summary>A file that was imported, finished or not.</summary>
internal sealed class ImportRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>SHA-256 of the file as it came; empty when it was not read to its end.</summary>
    public required string FileHash { get; init; }

    /// <summary>JSON of <see cref="ImportedEntry"/>.</summary>
    public required string Entry { get; init; }
}

internal sealed class ImportTables : IEntityTypeConfiguration<ImportRow>
{
    public void Configure(EntityTypeBuilder<ImportRow> builder) => builder.ToTable("collect_imports").HasKey(i => new { i.Office, i.Id });
}
