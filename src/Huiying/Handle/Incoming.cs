using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Handle;

/// <summary>An order to the sender and what came back.</summary>
public sealed record Order(int Number, string Post, string Text, DateTimeOffset? DueAt, string ByName, DateTimeOffset At, Noted<OrderAnswered>? Feedback);

/// <summary>One sending to the next level and what that level did with it.</summary>
/// <param name="Reason">Why a level was passed over, given then or afterwards.</param>
public sealed record Forward(
    IncomingForwarded What, string ByName, DateTimeOffset At, string? Reason, IReadOnlyList<Noted<Reply>> Replies, IReadOnlyList<Noted<ForwardAnswered>> Answers)
{
    /// <summary>Whether the reason for passing over a level is still owed (R29).</summary>
    public bool Owes => What.Owed is not null && Reason is null;

    /// <summary>Until when an order of the next level is to be carried out, as it was last extended; null when it set no time.</summary>
    public DateTimeOffset? DueAt(int order) => Replies.LastOrDefault(r => r.What.Order == order && r.What.Kind is ReplyKind.Ordered or ReplyKind.Extended)?.What.DueAt;

    /// <summary>The next level's orders that have no feedback yet.</summary>
    public IEnumerable<Noted<Reply>> Open => Replies.Where(r => r.What.Kind == ReplyKind.Ordered && Answers.All(a => a.What.Order != r.What.Order));
}

/// <summary>Something that another office of the installation reported to this one (来件): a fold of its entries. Immutable.</summary>
public sealed partial record Incoming
{
    public required Arrived What { get; init; }
    public required DateTimeOffset At { get; init; }
    public Noted<IncomingSigned>? Receipt { get; init; }
    public Noted<IncomingReturned>? Returned { get; init; }
    public IReadOnlyList<Order> Orders { get; init; } = [];
    public Noted<IncomingDecided>? Decision { get; init; }
    public IReadOnlyList<Forward> Forwards { get; init; } = [];

    /// <summary>Until when it is to be signed for; null in states from before it had a clock.</summary>
    public IncomingClocked? Clock { get; init; }

    /// <summary>Who was told about which of its duties.</summary>
    public IReadOnlyList<Noted<IncomingNoticed>> Notices { get => field ?? []; init; } = [];
    public required long Version { get; init; }

    /// <summary>Its number here.</summary>
    public IncomingId Id => What.Id;

    /// <summary>Whether someone has to sign for it or send it back.</summary>
    public bool Unsigned => Receipt is null && Returned is null;

    /// <summary>Whether a request waits for its decision. Silence is never consent (R34).</summary>
    public bool Undecided => What.Kind == IncomingKind.Request && Decision is null;

    /// <summary>The state after an entry.</summary>
    /// <exception cref="InvalidOperationException">The entry cannot follow.</exception>
    public static Incoming Apply(Incoming? state, IncomingEntry entry, Stamp stamp)
    {
        if (entry is Arrived a)
        {
            return state is null ? new Incoming { What = a, At = stamp.At, Version = stamp.Sequence } : throw new InvalidOperationException($"{a.Id} arrived twice");
        }
        if (state is null) throw new InvalidOperationException($"{entry.GetType().Name} before it arrived");
        var next = entry switch
        {
            IncomingSigned e => state with { Receipt = state.Receipt ?? new(e, stamp.Name, stamp.At) },
            IncomingReturned e => state with { Returned = new(e, stamp.Name, stamp.At) },
            OrderGiven e => state with { Orders = [.. state.Orders, new(e.Order, e.Post, e.Text, e.DueAt, stamp.Name, stamp.At, null)] },
            OrderExtended e => state with { Orders = [.. state.Orders.Select(o => o.Number == e.Order ? o with { DueAt = e.DueAt } : o)] },
            IncomingClocked e => state with { Clock = state.Clock ?? e },
            IncomingNoticed e => state with { Notices = [.. state.Notices, new(e, stamp.Name, stamp.At)] },
            OrderAnswered e => state with { Orders = [.. state.Orders.Select(o => o.Number == e.Order ? o with { Feedback = new(e, stamp.Name, stamp.At) } : o)] },
            IncomingDecided e => state with { Decision = new(e, stamp.Name, stamp.At) },
            IncomingForwarded e => state with { Forwards = [.. state.Forwards, new(e, stamp.Name, stamp.At, e.Skip, [], [])] },
            ForwardReplied e => state.With(e.Forward, f => f with { Replies = [.. f.Replies, new(e.Reply, stamp.Name, stamp.At)] }),
            ForwardAnswered e => state.With(e.Forward, f => f with { Answers = [.. f.Answers, new(e, stamp.Name, stamp.At)] }),
            ForwardExplained e => state.With(e.Forward, f => f with { Reason = e.Reason }),
            _ => throw new InvalidOperationException($"no fold for {entry.GetType().Name}"),
        };
        return next with { Version = stamp.Sequence };
    }

    private Incoming With(int forward, Func<Forward, Forward> to) => this with { Forwards = [.. Forwards.Select(f => f.What.Forward == forward ? to(f) : f)] };
}

internal sealed class IncomingRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required IncomingId Id { get; init; }
    public required DateTimeOffset ArrivedAt { get; init; }
    public long Version { get; set; }

    /// <summary>Whether something of it waits for the office: a copy out of the state for the desk.</summary>
    public bool Waits { get; set; }
    public byte[] State { get; set; } = [];
}

internal sealed class IncomingTable : IEntityTypeConfiguration<IncomingRow>
{
    public void Configure(EntityTypeBuilder<IncomingRow> builder)
    {
        builder.ToTable("handle_incoming").HasKey(r => new { r.Office, r.Id });
        builder.HasIndex(r => new { r.Office, r.ArrivedAt });
        builder.Property(r => r.Version).IsConcurrencyToken();
    }
}
