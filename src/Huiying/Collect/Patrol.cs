using System.Text.Json.Serialization;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Collect;

/// <summary>A scheduled patrol: the day and the place in it, for example <c>2026-03-02T0030Z</c> by its beginning.</summary>
[JsonConverter(typeof(TextIdJson<PatrolId>))]
public readonly record struct PatrolId(string Value) : ITextId<PatrolId>
{
    public static PatrolId Of(string value) => new(value);
    public override string ToString() => Value;

    /// <summary>The patrol that begins then.</summary>
    public static PatrolId At(DateTimeOffset from) => new(from.UtcDateTime.ToString("yyyy-MM-dd'T'HHmm'Z'", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>What an officer found on a patrol. "Nothing found" is said, never implied (R14).</summary>
/// <param name="Nothing">未发现: nothing was found. Then no posts are named.</param>
/// <param name="Posts">Posts worth attention.</param>
/// <param name="Note">What was looked at and seen.</param>
public sealed record PatrolFinding(bool Nothing, IReadOnlyList<PostId> Posts, string Note);

/// <summary>What the automatic reading did during a patrol's window.</summary>
/// <param name="Sources">Sources read at least once.</param>
/// <param name="Failed">Of these, sources whose last reading failed.</param>
/// <param name="Stored">Posts stored, copies included.</param>
public sealed record PatrolReadings(int Sources, int Failed, int Stored);

/// <summary>A patrol as scheduled and, if so, held.</summary>
/// <param name="From">From when it may be held.</param>
/// <param name="Until">The end of the scheduled patrol: what was there to see is then discovered (发现), held or not.</param>
/// <param name="MissedAt">When it was found not held in time; stays when it is held late.</param>
public sealed record Patrol(
    PatrolId Id, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset? SignedAt, PersonId? SignedBy, PatrolFinding? Finding, PatrolReadings? Readings,
    DateTimeOffset? MissedAt);

internal sealed class PatrolRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PatrolId Id { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset Until { get; init; }
    public DateTimeOffset? SignedAt { get; set; }
    public PersonId? SignedBy { get; set; }

    /// <summary>JSON of <see cref="PatrolSignedEntry"/>.</summary>
    public string? Signed { get; set; }
    public DateTimeOffset? MissedAt { get; set; }
}

/// <summary>What kind of thing somebody must look at. Stored by name.</summary>
public enum AlertKind
{
    /// <summary>A scheduled patrol was not held (R14).</summary>
    PatrolMissed,

    /// <summary>A source could not be read several times in a row.</summary>
    SourceFailing,

    /// <summary>A page that gave items gives none any more.</summary>
    SourceChanged,

    /// <summary>A source says nothing for longer than it ever did.</summary>
    SourceSilent,

    /// <summary>A site's certificate ends within 14 days.</summary>
    CertificateEnding,
}

/// <summary>Something a person must look at.</summary>
/// <param name="Zh">What happened and what to do.</param>
public sealed record Alert(string Id, AlertKind Kind, Subject Subject, string Zh, DateTimeOffset RaisedAt);

internal sealed class AlertRow : IOfficed
{
    public required OfficeId Office { get; init; }

    /// <summary>Kind and subject: the same thing alerts once.</summary>
    public required string Id { get; init; }
    public required AlertKind Kind { get; init; }
    public required string SubjectKind { get; init; }
    public required string SubjectId { get; init; }
    public required string Zh { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; set; }
    public PersonId? AcknowledgedBy { get; set; }
}

internal sealed class PatrolTables : IEntityTypeConfiguration<PatrolRow>, IEntityTypeConfiguration<AlertRow>
{
    public void Configure(EntityTypeBuilder<PatrolRow> builder)
    {
        builder.ToTable("collect_patrols").HasKey(p => new { p.Office, p.Id });
        builder.HasIndex(p => new { p.Office, p.Until });
    }

    public void Configure(EntityTypeBuilder<AlertRow> builder) => builder.ToTable("collect_alerts").HasKey(a => new { a.Office, a.Id });
}
