using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Ground;

/// <summary>One day of duty, from the opening of the office hours to the same time on the next day (R06).</summary>
/// <param name="Day">The day it begins.</param>
/// <param name="Officer">值班员.</param>
/// <param name="Leader">带班领导.</param>
/// <param name="Telephone">Where they are reached.</param>
/// <param name="HandedOver">The outgoing officer's signature with what is handed over; null before it.</param>
/// <param name="TakenOver">The signature of the one who takes over; null before it.</param>
public sealed record Shift(DateOnly Day, PersonId Officer, PersonId Leader, string Telephone, Signed? HandedOver, Signed? TakenOver)
{
    /// <summary>Whether both have signed (交接班).</summary>
    public bool Complete => HandedOver is not null && TakenOver is not null;
}

/// <summary>A signature: who, when, and the words above it.</summary>
public sealed record Signed(PersonId By, string Name, DateTimeOffset At, string Text);

/// <summary>A line of the duty log (值班日志). It is added, never changed.</summary>
public sealed record DutyLogLine(string Id, DateOnly Day, PersonId By, string ByName, DateTimeOffset At, string Text);

/// <summary>A day nobody is on duty, and why.</summary>
public sealed record RosterGap(DateOnly Day, string Zh, string En);

/// <summary>A day as it is planned.</summary>
public sealed record ShiftPlan(DateOnly Day, PersonId Officer, PersonId Leader, string Telephone);

/// <summary>Days were planned, or planned anew.</summary>
public sealed record ShiftsPlanned(IReadOnlyList<ShiftPlan> Days);

/// <summary>The outgoing officer signed.</summary>
public sealed record ShiftHandedOver(DateOnly Day, string Text);

/// <summary>Whoever takes over signed.</summary>
public sealed record ShiftTakenOver(DateOnly Day, string Text);

/// <summary>A line of the log was written.</summary>
public sealed record DutyLogged(DateOnly Day, string Text);

/// <summary>The clock found a day without anyone on duty.</summary>
/// <param name="To">Who was told.</param>
public sealed record RosterGapFound(DateOnly Day, string Why, IReadOnlyList<PersonId> To);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ShiftsPlanned))]
[JsonSerializable(typeof(ShiftHandedOver))]
[JsonSerializable(typeof(ShiftTakenOver))]
[JsonSerializable(typeof(DutyLogged))]
[JsonSerializable(typeof(RosterGapFound))]
internal sealed partial class ShiftJson : JsonSerializerContext;

internal sealed class ShiftRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>Null: only a gap was found that day.</summary>
    public PersonId? Officer { get; set; }
    public PersonId? Leader { get; set; }
    public string Telephone { get; set; } = "";
    public PersonId? OutBy { get; set; }
    public string? OutName { get; set; }
    public DateTimeOffset? OutAt { get; set; }
    public string? OutText { get; set; }
    public PersonId? InBy { get; set; }
    public string? InName { get; set; }
    public DateTimeOffset? InAt { get; set; }
    public string? InText { get; set; }

    /// <summary>When the clock told of the gap.</summary>
    public DateTimeOffset? GapAt { get; set; }
}

internal sealed class DutyLogRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Id { get; init; }
    public required DateOnly Day { get; init; }
    public required PersonId By { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Text { get; init; }
}

internal sealed class ShiftTables : IEntityTypeConfiguration<ShiftRow>, IEntityTypeConfiguration<DutyLogRow>
{
    public void Configure(EntityTypeBuilder<ShiftRow> builder) => builder.ToTable("ground_shifts").HasKey(s => new { s.Office, s.Day });

    public void Configure(EntityTypeBuilder<DutyLogRow> builder)
    {
        builder.ToTable("ground_duty_log").HasKey(l => new { l.Office, l.Id });
        builder.HasIndex(l => new { l.Office, l.Day });
    }
}
