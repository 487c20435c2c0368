using System.Text.Json;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Collect;

internal sealed class SourceRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required SourceId Id { get; init; }
    public required string Name { get; set; }
    public required SourceKind Kind { get; set; }
    public required string Url { get; set; }
    public required string Host { get; set; }
    public required int EverySeconds { get; set; }
    public bool TakeAll { get; set; }
    public MediaLevel Media { get; set; }

    /// <summary>JSON of <see cref="Collect.Picks"/>; null when nothing is set.</summary>
    public string? Picking { get; set; }

    /// <summary>The group it is shown in.</summary>
    public string? Folder { get; set; }
    public string? PausedBecause { get; set; }
    public required DateTimeOffset AddedAt { get; init; }
    public required DateTimeOffset NextDueAt { get; set; }

    /// <summary>Validators of the last full answer, for the conditional request (RFC 9110 section 13.1).</summary>
    public string? Etag { get; set; }
    public string? LastModified { get; set; }

    /// <summary>Where the registered address moved for good; read instead of it.</summary>
    public string? MovedTo { get; set; }

    /// <summary>When the certificate met last ends.</summary>
    public DateTimeOffset? CertificateUntil { get; set; }

    /// <summary>As <see cref="Rhythm.Kept"/>.</summary>
    public string? Beats { get; set; }
    public DateTimeOffset? LastSuccessAt { get; set; }
    public DateTimeOffset? LastItemAt { get; set; }
    public PollOutcome? LastOutcome { get; set; }
    public int? LastStatus { get; set; }
    public int Failures { get; set; }

    public TimeSpan Every => TimeSpan.FromSeconds(EverySeconds);

    public Picks? Picks => Picking is null ? null : JsonSerializer.Deserialize(Picking, CollectJson.Default.Picks);

    /// <summary>The address that is read.</summary>
    public string Asked => MovedTo ?? Url;

    public Source Shown(IEnumerable<SourceDayRow> days, int today, DateTimeOffset now) =>
        new(Id, Name, Kind, Url, Host, Every, TakeAll, PausedBecause, NextDueAt, Health.Of(this, days, today, now), Media, Picks, Folder);
}

/// <summary>
/// The turn to ask one host: held with a lease by whoever reads its sources now. Politeness is by host and not by office, so claims are: this row alone of the
/// step belongs to no office.
/// </summary>
internal sealed class TurnRow
{
    public required string Host { get; init; }

    /// <summary>Grows with every claim; a commit with an older epoch comes too late.</summary>
    public long Epoch { get; set; }

    /// <summary>End of the lease or, given back, of the host's rest.</summary>
    public DateTimeOffset Until { get; set; }

    /// <summary>Whether somebody took it and has not given it back.</summary>
    public bool Held { get; set; }
}

/// <summary>One reading of one source.</summary>
internal sealed class RunRow : IOfficed
{
    public required OfficeId Office { get; init; }

    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }
    public required SourceId Source { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
    public required PollOutcome Outcome { get; init; }
    public int? Status { get; init; }
    public int Stored { get; init; }
    public int Copies { get; init; }
    public int Duplicates { get; init; }
    public int Unmatched { get; init; }
    public int TooOld { get; init; }
    public int Unreadable { get; init; }
    public int Refused { get; init; }
}

internal sealed class ListedHostRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Host { get; init; }
    public required string Reason { get; set; }
    public required PersonId By { get; set; }
    public required DateTimeOffset At { get; set; }
}

internal sealed class SourceTables : IEntityTypeConfiguration<SourceRow>, IEntityTypeConfiguration<TurnRow>, IEntityTypeConfiguration<RunRow>,
    IEntityTypeConfiguration<ListedHostRow>
{
    public void Configure(EntityTypeBuilder<SourceRow> builder)
    {
        builder.ToTable("collect_sources").HasKey(s => new { s.Office, s.Id });
        builder.HasIndex(s => new { s.NextDueAt, s.Host });
        builder.HasIndex(s => new { s.Host, s.NextDueAt });
        builder.HasIndex(s => new { s.Office, s.Url }).IsUnique();
        builder.Ignore(s => s.Every).Ignore(s => s.Asked).Ignore(s => s.Picks);
    }

    public void Configure(EntityTypeBuilder<TurnRow> builder) => builder.ToTable("collect_turns").HasKey(t => t.Host);

    public void Configure(EntityTypeBuilder<RunRow> builder)
    {
        builder.ToTable("collect_runs").HasKey(r => new { r.Office, r.Id });
        builder.HasIndex(r => new { r.Office, r.EndedAt });
    }

    public void Configure(EntityTypeBuilder<ListedHostRow> builder) => builder.ToTable("collect_hosts").HasKey(h => new { h.Office, h.Host });
}
