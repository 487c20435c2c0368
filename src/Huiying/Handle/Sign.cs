using System.Text.Json.Serialization;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Handle;

/// <summary>An early sign's identifier.</summary>
[JsonConverter(typeof(TextIdJson<SignId>))]
public readonly record struct SignId(string Value) : ITextId<SignId>
{
    public static SignId Of(string value) => new(value);

    /// <summary>How the ledger names it.</summary>
    public Subject Subject => new("sign", Value);

    public override string ToString() => Value;
}

/// <summary>What became of the problem behind an early sign (R11).</summary>
public enum SignOutcome
{
    /// <summary>问题已解决.</summary>
    Solved,

    /// <summary>查无此问题.</summary>
    NoProblem,

    /// <summary>转为事件，事件已销号.</summary>
    Event,
}

/// <summary>One thing that happened to an early sign (苗头).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(SignRegistered), "registered")]
[JsonDerivedType(typeof(SignReviewed), "reviewed")]
[JsonDerivedType(typeof(SignOverdue), "overdue")]
[JsonDerivedType(typeof(SignConverted), "converted")]
[JsonDerivedType(typeof(SignClosed), "closed")]
public abstract record SignEntry;

/// <summary>It was registered: what, where from, which section it concerns, who looks after it and until when it is looked at again.</summary>
public sealed record SignRegistered(SignId Sign, string Number, string What, string From, SectionId Section, PersonId Owner, DateTimeOffset ReviewAt) : SignEntry;

/// <summary>Somebody looked again.</summary>
public sealed record SignReviewed(string Finding, DateTimeOffset ReviewAt) : SignEntry;

/// <summary>The review was not held in time, and these people were told (R04).</summary>
public sealed record SignOverdue(DateTimeOffset ReviewAt, IReadOnlyList<PersonId> To) : SignEntry;

/// <summary>It became an event.</summary>
public sealed record SignConverted(CaseId Case, string Number) : SignEntry;

/// <summary>It ended with the problem's outcome.</summary>
public sealed record SignClosed(SignOutcome Outcome, string Text) : SignEntry;

/// <summary>The state of an early sign: a fold of its entries.</summary>
public sealed record Sign
{
    public required SignRegistered What { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Until when it is to be looked at again: late after it.</summary>
    public required DateTimeOffset ReviewAt { get; init; }
    public IReadOnlyList<Noted<SignReviewed>> Reviews { get; init; } = [];
    public IReadOnlyList<Noted<SignOverdue>> Alerts { get; init; } = [];
    public SignConverted? Event { get; init; }
    public Noted<SignClosed>? Ended { get; init; }
    public required long Version { get; init; }

    public SignId Id => What.Sign;

    /// <summary>Whether a review is owed: neither an event now nor ended.</summary>
    public bool Watched => Event is null && Ended is null;

    /// <summary>Whether its review is late at that moment.</summary>
    public bool Late(DateTimeOffset now) => Watched && now > ReviewAt;

    /// <summary>The state after an entry.</summary>
    /// <exception cref="InvalidOperationException">The entry cannot follow.</exception>
    public static Sign Apply(Sign? state, SignEntry entry, Stamp stamp)
    {
        if (entry is SignRegistered r)
        {
            return state is null ? new Sign { What = r, ByName = stamp.Name, At = stamp.At, ReviewAt = r.ReviewAt, Version = stamp.Sequence }
                : throw new InvalidOperationException($"sign {r.Sign} registered twice");
        }
        if (state is null) throw new InvalidOperationException($"{entry.GetType().Name} before the sign was registered");
        return entry switch
        {
            SignReviewed e => state with { Reviews = [.. state.Reviews, new(e, stamp.Name, stamp.At)], ReviewAt = e.ReviewAt, Version = stamp.Sequence },
            SignOverdue e => state with { Alerts = [.. state.Alerts, new(e, stamp.Name, stamp.At)], Version = stamp.Sequence },
            SignConverted e => state with { Event = e, Version = stamp.Sequence },
            SignClosed e => state with { Ended = new(e, stamp.Name, stamp.At), Version = stamp.Sequence },
            _ => throw new InvalidOperationException($"no fold for {entry.GetType().Name}"),
        };
    }
}

internal sealed class SignRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required SignId Id { get; init; }
    public CaseId? Case { get; set; }

    /// <summary>When the clock has to alert; null when it has, or nothing is watched.</summary>
    public DateTimeOffset? AlertAt { get; set; }
    public long Version { get; set; }
    public byte[] State { get; set; } = [];
}

internal sealed class SignTable : IEntityTypeConfiguration<SignRow>
{
    public void Configure(EntityTypeBuilder<SignRow> builder)
    {
        builder.ToTable("handle_signs").HasKey(s => new { s.Office, s.Id });
        builder.HasIndex(s => new { s.Office, s.AlertAt });
        builder.Property(s => s.Version).IsConcurrencyToken();
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SignEntry))]
[JsonSerializable(typeof(Sign))]
internal sealed partial class SignJson : JsonSerializerContext;
