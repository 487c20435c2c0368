using System.Text.Json;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>
/// The register of what other offices of this installation reported to this one (来件). It shows exactly what was sent and nothing else of the sender; whatever is
/// done with it is an entry of the own ledger, and its effect on the sender's event an entry of the sender's, in one transaction.
/// </summary>
public sealed partial class Incomings(Acts acts, IDbContextFactory<Store> stores, OfficeTree tree, PolicyVersions policies, Ledger ledger)
{
    /// <summary>Posts that open the register.</summary>
    public static readonly IReadOnlyList<Role> Readers =
    [
        Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SuperiorOfficer, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.PartyMember, Role.SupervisionOfficer,
    ];

    /// <summary>Posts that sign for it and send it back.</summary>
    public static readonly IReadOnlyList<Role> Receivers =
        [Role.DutyOfficer, Role.Clerk, Role.SuperiorOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary];

    /// <summary>Posts that give the sender an order.</summary>
    public static readonly IReadOnlyList<Role> Commanders = [Role.PrincipalLeader, Role.PartySecretary, Role.SupervisingLeader, Role.DutyLeader];

    /// <summary>Posts that decide on a request.</summary>
    public static readonly IReadOnlyList<Role> Approvers = [Role.PrincipalLeader, Role.PartySecretary, Role.SupervisingLeader];

    /// <summary>Everything that came, newest first; what waits before the rest. Refused to whoever holds none of <see cref="Readers"/>.</summary>
    public async Task<Outcome<IReadOnlyList<Incoming>>> List(Actor actor, bool waiting = false, int most = 500, CancellationToken ct = default)
    {
        if (!actor.IsAny([.. Readers])) return NotYours;
        await using var store = stores.Open(actor.Office);
        var rows = await store.Set<IncomingRow>().AsNoTracking().Where(r => r.Waits || !waiting).OrderByDescending(r => r.Waits).ThenByDescending(r => r.ArrivedAt).ThenByDescending(r => r.Id)
            .Take(most).ToListAsync(ct);
        return rows.ConvertAll(State);
    }

    /// <summary>One of them. Not found where it belongs to another office.</summary>
    public async Task<Outcome<Incoming>> Find(Actor actor, IncomingId id, CancellationToken ct = default) =>
        !actor.IsAny([.. Readers]) ? NotYours : await Look(actor.Office, id, ct) is { } found ? found : Gone;

    /// <summary>The state rebuilt from the ledger alone.</summary>
    public async Task<Incoming?> Replay(OfficeId office, IncomingId id, CancellationToken ct = default)
    {
        Incoming? state = null;
        await foreach (var e in ledger.Read(office, id.Subject, 0, ct))
        {
            if (!e.Act.EndsWith(".refused", StringComparison.Ordinal)) state = Incoming.Apply(state, e.As(IncomingJson.Default.IncomingEntry), e.Stamp);
        }
        return state;
    }

    /// <summary>The state as stored bytes, for comparing a cache with its replay.</summary>
    public static byte[] Bytes(Incoming state) => JsonSerializer.SerializeToUtf8Bytes(state, IncomingJson.Default.Incoming);

    /// <summary>签收 (R28): person and time are the receipt in the sender's event.</summary>
    public Task<Outcome<Incoming>> Sign(Actor actor, IncomingId id, CancellationToken ct = default) =>
        Answer(actor, id, "incoming.sign", Receivers, (i, post) => i.Unsigned ? Taken([new IncomingSigned(post)], ReplyKind.Received) : Signed, ct);

    /// <summary>退回 with a reason: the sender has to report again. It counts as received all the same, so that nobody is made late by it. A request is refused instead.</summary>
    public Task<Outcome<Incoming>> Return(Actor actor, IncomingId id, string reason, CancellationToken ct = default) =>
        Answer(actor, id, "incoming.return", Receivers, (i, post) =>
            i.What.Kind is IncomingKind.Request or IncomingKind.Copy
                ? new Refusal("incoming.decide", "R34", "请示不退回，请批复同意或不同意；抄送件只需签收。", "A request is not sent back but decided; a copy is only signed for.")
            : i.Returned is not null ? new Refusal("incoming.returned", "-", "已经退回。", "It was sent back already.")
            : string.IsNullOrWhiteSpace(reason) ? Refusal.Invalid("R28", "请写明退回的理由，下级据此重新报告。", "Say why it goes back; the sender reports again by it.")
            : Taken([new IncomingReturned(post, reason.Trim())], ReplyKind.Returned, text: reason.Trim()), ct);

    /// <summary>批示: an order to the sender, which is a duty in the sender's event until there is feedback (R08).</summary>
    /// <param name="actor">A leader.</param>
    /// <param name="id">What it is about.</param>
    /// <param name="text">What is to be done.</param>
    /// <param name="due">Until when; null for promptly. Not in the past.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public Task<Outcome<Incoming>> Command(Actor actor, IncomingId id, string text, DateTimeOffset? due, CancellationToken ct = default) =>
        Answer(actor, id, "incoming.order", Commanders, (i, post) =>
            string.IsNullOrWhiteSpace(text) ? Refusal.Invalid("R08", "请写明批示内容。", "Say what is ordered.")
            : due <= acts.Clock ? Refusal.Invalid("R08", "办理期限须在现在之后。", "The due time lies ahead.")
            : Taken([new OrderGiven(i.Orders.Count + 1, post, text.Trim(), Truncated(due))], ReplyKind.Ordered, i.Orders.Count + 1, text.Trim(), Truncated(due)), ct);

    /// <summary>More time for an order, by a leader of the office that gave it, before it is late and only ever later (R08). The sender's duty follows.</summary>
    public Task<Outcome<Incoming>> Extend(Actor actor, IncomingId id, int order, DateTimeOffset due, string reason, CancellationToken ct = default) =>
        Answer(actor, id, "incoming.extend", Commanders, (i, post) =>
            i.Orders.FirstOrDefault(o => o.Number == order && o.Feedback is null) is not { } given ? NoOrder
            : given.DueAt is not { } ends ? new Refusal("extension.none", "R08", "这项批示没有限定时间，不用延期。", "The order set no time to extend.")
            : ends < acts.Clock ? new Refusal("extension.late", "R08", "已经逾期，延期须在到期前批准。", "It is late; an extension is approved before the time is over.")
            : due <= ends ? Refusal.Invalid("R08", "新的期限须晚于原期限。", "The new time must be later than the old one.")
            : string.IsNullOrWhiteSpace(reason) ? Refusal.Invalid("R08", "请填写延期理由。", "Give the reason.")
            : Taken([new OrderExtended(order, post, Micros.Truncate(due), reason.Trim())], ReplyKind.Extended, order, reason.Trim(), Micros.Truncate(due)), ct);

    internal static Refusal Gone => Refusal.NotFound("没有这份来件，或者它不是报给本单位的。", "There is no such item, or it was not reported to this office.");

    internal static Refusal NotYours => Refusal.NotYourPost("R29", "来件由办公室、值班人员和领导办理。", "The office's clerk, duty officers and leaders work the register.");

    private static Refusal Signed => new("incoming.signed", "-", "已经签收。", "It is signed for already.");

    private static DateTimeOffset? Truncated(DateTimeOffset? at) => at is { } t ? Micros.Truncate(t) : null;

    /// <summary>What a person does with an item: entries here, and what the sender sees of it.</summary>
    private sealed record Deed(IReadOnlyList<IncomingEntry> Entries, ReplyKind Kind, int Order, string Text, DateTimeOffset? DueAt);

    private static Outcome<Deed> Taken(IReadOnlyList<IncomingEntry> entries, ReplyKind kind, int order = 0, string text = "", DateTimeOffset? due = null) =>
        new Deed(entries, kind, order, text, due);

    private async Task<Outcome<Incoming>> Answer(
        Actor actor, IncomingId id, string name, IReadOnlyList<Role> posts, Func<Incoming, string, Outcome<Deed>> decide, CancellationToken ct)
    {
        var from = (await Look(actor.Office, id, ct))?.What.Source.Office;
        return await acts.Run<Incoming>(actor, name, id.Subject, from, async act =>
        {
            if (await Row(act, id, ct) is not { } row) return Gone;
            var state = State(row);
            if (await Post(act, posts, ct) is not { } post) return NotYours;
            var decided = decide(state, post);
            if (decided.Refusal is { } no) return no;
            var deed = decided.Value;
            state = Save(act, row, state, deed.Entries);
            var reply = await Reply(act, state, deed.Kind, deed.Order, post, deed.Text, deed.DueAt, ct);
            return await Pass(act, state.What.Source, reply, ct) is { } refused ? refused : state;
        }, ct);
    }

    /// <summary>The post in which the actor acts, as the own office calls it; null when it holds none of them.</summary>
    private async Task<string?> Post(Act act, IReadOnlyList<Role> posts, CancellationToken ct)
    {
        foreach (var role in posts) if (act.Actor.Is(role)) return (await policies.Current(act.Store, ct)).Posts[role];
        return null;
    }

    private static async Task<Reply> Reply(Act act, Incoming i, ReplyKind kind, int order, string post, string text, DateTimeOffset? due, CancellationToken ct)
    {
        var own = await People.Office(act.Store, act.Actor.Office, ct) ?? throw new InvalidDataException($"office {act.Actor.Office} is not there");
        return new(kind, i.Id, order, own.Id, own.Name, i.What.Body, post, i.What.Number, text, due);
    }

    /// <summary>Puts the reply where the item came from: the sender's event, or what the sender had received itself.</summary>
    private static async Task<Refusal?> Pass(Act act, IncomingSource source, Reply reply, CancellationToken ct) => await act.Beside(async there =>
    {
        if (source.Incoming is { } item)
        {
            if (await Row(there, item, ct) is not { } row) return Gone;
            var state = State(row);
            if (state.Forwards.FirstOrDefault(f => f.What.Item == reply.Item) is { } forward) Save(there, row, state, [new ForwardReplied(forward.What.Forward, reply)]);
            return null;
        }
        return source.Case is { } id ? (await Cases.Replied(there, id, reply, source.Duty, ct)).Refusal : null;
    });

    internal static Incoming Save(Act act, IncomingRow row, Incoming? state, IReadOnlyList<IncomingEntry> entries)
    {
        foreach (var entry in entries) state = Incoming.Apply(state, entry, act.Write(row.Id.Subject, entry, IncomingJson.Default.IncomingEntry));
        (row.Version, row.Waits, row.State) = (state!.Version, state.Unsigned || state.Undecided || state.Forwards.Any(f => f.Owes || f.Open.Any()), Bytes(state));
        return state;
    }

    private async Task<Incoming?> Look(OfficeId office, IncomingId id, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        return await store.Set<IncomingRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } row ? State(row) : null;
    }

    internal static Task<IncomingRow?> Row(Act act, IncomingId id, CancellationToken ct) => act.Store.Set<IncomingRow>().SingleOrDefaultAsync(r => r.Id == id, ct);

    internal static Incoming State(IncomingRow row) => JsonSerializer.Deserialize(row.State, IncomingJson.Default.Incoming) ?? throw new InvalidDataException($"incoming {row.Id} has no state");
}
