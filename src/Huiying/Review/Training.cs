using System.Text.Json.Serialization;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Review;

/// <summary>Who was trained and with what result.</summary>
public sealed record Trained(PersonId Person, string Name, string Result);

/// <summary>A training was held (R55).</summary>
/// <param name="Training">Its id.</param>
/// <param name="Title">What was taught.</param>
/// <param name="By">Who taught it, or where.</param>
/// <param name="On">The day.</param>
/// <param name="Hours">How many hours for each; halves count.</param>
/// <param name="People">Who took part.</param>
public sealed record TrainingHeld(string Training, string Title, string By, DateOnly On, double Hours, IReadOnlyList<Trained> People);

/// <summary>A record was wrong: it stays and no longer counts.</summary>
public sealed record TrainingAnnulled(string Reason);

/// <summary>A training as a page lists it.</summary>
/// <param name="Annulled">Why it no longer counts; null while it does.</param>
public sealed record Training(TrainingHeld What, string RecordedByName, DateTimeOffset RecordedAt, string? Annulled);

internal sealed class TrainingRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Id { get; init; }
    public required DateOnly On { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string RecordedByName { get; init; }

    /// <summary>The entry's own JSON.</summary>
    public required string What { get; init; }
    public string? Annulled { get; set; }
}

internal sealed class TrainingTable : IEntityTypeConfiguration<TrainingRow>
{
    public void Configure(EntityTypeBuilder<TrainingRow> builder)
    {
        builder.ToTable("review_trainings").HasKey(t => new { t.Office, t.Id });
        builder.HasIndex(t => new { t.Office, t.On });
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrainingHeld))]
[JsonSerializable(typeof(TrainingAnnulled))]
internal sealed partial class TrainingJson : JsonSerializerContext;
