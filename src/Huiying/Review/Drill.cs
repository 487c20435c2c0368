using System.Text.Json.Serialization;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Review;

/// <summary>One thing that happened to a drill, in the ledger of the office whose drill it is (R55).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DrillPlanned), "drill-planned")]
[JsonDerivedType(typeof(DrillDropped), "drill-dropped")]
[JsonDerivedType(typeof(DrillBegun), "drill-begun")]
[JsonDerivedType(typeof(DrillEnded), "drill-ended")]
[JsonDerivedType(typeof(DrillLessonDone), "drill-lesson-done")]
public abstract record DrillEntry;

/// <summary>A drill was planned, or its plan changed before it began.</summary>
/// <param name="Drill">Its id, and the id of the office it will run in.</param>
/// <param name="Goal">What is to be practised.</param>
/// <param name="From">Where its posts come from: the number of a past event, or the name of a file.</param>
/// <param name="ScriptHash">SHA-256 of the script, which is kept as a file: no post's text is in the ledger.</param>
/// <param name="Posts">How many posts it has.</param>
/// <param name="WithinMinutes">The script is shortened to this when it is longer.</param>
/// <param name="Cast">Who plays which post.</param>
public sealed record DrillPlanned(
    OfficeId Drill, string Title, string Goal, string From, string ScriptHash, int Posts, int WithinMinutes, IReadOnlyList<DrillPart> Cast) : DrillEntry;

/// <summary>A plan was given up before it began.</summary>
public sealed record DrillDropped(string Reason) : DrillEntry;

/// <summary>A leader began it.</summary>
public sealed record DrillBegun : DrillEntry;

/// <summary>Something to improve, with who and until when (R54).</summary>
public sealed record DrillLesson(int Number, string Text, PersonId Owner, string OwnerName, DateOnly Due);

/// <summary>Who took part, in which posts, and how many entries they made.</summary>
public sealed record DrillPerson(PersonId Person, string Name, IReadOnlyList<Role> Posts, int Acts);

/// <summary>What the drill's own records show; apart from every figure of the office.</summary>
/// <param name="Posts">Posts that arrived.</param>
/// <param name="Events">Events opened.</param>
/// <param name="Answers">Answers published inside the drill.</param>
/// <param name="Met">Duties met in time.</param>
/// <param name="Late">Duties late.</param>
/// <param name="Refused">Acts that were refused.</param>
public sealed record DrillFigures(int Posts, int Events, int Answers, int Met, int Late, int Refused);

/// <summary>It ended, with what was found.</summary>
/// <param name="Minutes">How long it took.</param>
/// <param name="LedgerEntries">Entries of the drill's own ledger.</param>
/// <param name="LedgerHead">Its last hash: whatever is changed in it later shows.</param>
public sealed record DrillEnded(
    string Findings, IReadOnlyList<DrillLesson> Lessons, IReadOnlyList<DrillPerson> People, DrillFigures Figures, int Minutes, long LedgerEntries, string LedgerHead) : DrillEntry;

/// <summary>A lesson was put into effect.</summary>
public sealed record DrillLessonDone(int Lesson, string Evidence) : DrillEntry;

/// <summary>The state of one drill: a fold of its entries.</summary>
public sealed record Drill
{
    public required DrillPlanned Plan { get; init; }
    public required DateTimeOffset PlannedAt { get; init; }
    public required string PlannedByName { get; init; }
    public DrillDropped? Dropped { get; init; }
    public DateTimeOffset? BegunAt { get; init; }
    public string? BegunByName { get; init; }
    public DrillEnded? Ended { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? EndedByName { get; init; }
    public IReadOnlyList<DrillLessonDone> Done { get; init; } = [];

    /// <summary>Sequence of the last entry folded in.</summary>
    public required long Version { get; init; }

    /// <summary>Its id, and its office's.</summary>
    public OfficeId Id => Plan.Drill;

    /// <summary>How the ledger names it.</summary>
    public Subject Subject => Of(Id);

    /// <summary>Whether people act in it now.</summary>
    public bool Running => BegunAt is not null && EndedAt is null;

    /// <summary>Whether its plan may still change.</summary>
    public bool IsPlan => BegunAt is null && Dropped is null;

    /// <summary>How the ledger names a drill.</summary>
    public static Subject Of(OfficeId drill) => new("drill", drill.Value);

    /// <summary>Adds an entry.</summary>
    public static Drill Apply(Drill? state, DrillEntry entry, Stamp stamp) => (state, entry) switch
    {
        (null, DrillPlanned e) => new Drill { Plan = e, PlannedAt = stamp.At, PlannedByName = stamp.Name, Version = stamp.Sequence },
        ({ } s, DrillPlanned e) => s with { Plan = e, PlannedAt = stamp.At, PlannedByName = stamp.Name, Version = stamp.Sequence },
        ({ } s, DrillDropped e) => s with { Dropped = e, Version = stamp.Sequence },
        ({ } s, DrillBegun) => s with { BegunAt = stamp.At, BegunByName = stamp.Name, Version = stamp.Sequence },
        ({ } s, DrillEnded e) => s with { Ended = e, EndedAt = stamp.At, EndedByName = stamp.Name, Version = stamp.Sequence },
        ({ } s, DrillLessonDone e) => s with { Done = [.. s.Done, e], Version = stamp.Sequence },
        _ => throw new InvalidOperationException($"no fold for {entry.GetType().Name}"),
    };
}

/// <summary>The folded state, a cache that the ledger rebuilds, and how far the script has come.</summary>
internal sealed class DrillRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Id { get; init; }
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>When the next post is due; null while it does not run and once all have arrived.</summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>How many posts have arrived.</summary>
    public int Given { get; set; }
    public long Version { get; set; }
    public byte[] State { get; set; } = [];
}

internal sealed class DrillTable : IEntityTypeConfiguration<DrillRow>
{
    public void Configure(EntityTypeBuilder<DrillRow> builder)
    {
        builder.ToTable("review_drills").HasKey(d => new { d.Office, d.Id });
        builder.HasIndex(d => new { d.Office, d.NextAt });
        builder.Property(d => d.Version).IsConcurrencyToken();
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DrillEntry))]
[JsonSerializable(typeof(Drill))]
[JsonSerializable(typeof(List<ReplayPost>))]
internal sealed partial class DrillJson : JsonSerializerContext;
