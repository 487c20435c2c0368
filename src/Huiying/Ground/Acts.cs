using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>One act of one actor while its transaction is open.</summary>
public sealed class Act
{
    private readonly LedgerHead head;
    private readonly Act? beside;

    internal Act(Store store, Actor actor, string name, Subject subject, LedgerHead head, DateTimeOffset now, Act? beside = null) =>
        (Store, Actor, Name, Subject, this.head, Now, this.beside) = (store, actor, name, subject, head, now, beside);

    /// <summary>The open context, filtered to the actor's office.</summary>
    public Store Store { get; }

    /// <summary>Who acts.</summary>
    public Actor Actor { get; }

    /// <summary>The act's name in the ledger.</summary>
    public string Name { get; }

    /// <summary>What it is about.</summary>
    public Subject Subject { get; }

    /// <summary>Ledger time of every entry of this act: never before the previous entry.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>What the next entry is chained with.</summary>
    internal HashKind Hashing => head.Hashing;

    /// <summary>Chains the entries from the next one on with another hash.</summary>
    internal void HashWith(HashKind kind) => head.Hashing = kind;

    /// <summary>Entries written so far.</summary>
    internal int Written { get; private set; }

    /// <summary>Appends an entry about the act's own subject. It is saved with everything else the act changed, or not at all.</summary>
    public Stamp Write<T>(T entry, JsonTypeInfo<T> json) => Write(Subject, entry, json);

    /// <summary>
    /// What the act does in the other office of its transaction: there the store shows that office's rows, entries go into that office's ledger, and the actor's
    /// name carries the own office's. Both offices' entries are saved together or not at all.
    /// </summary>
    /// <exception cref="InvalidOperationException">The act was not run with another office beside it.</exception>
    public async Task<T> Beside<T>(Func<Act, Task<T>> there)
    {
        var other = beside ?? throw new InvalidOperationException($"{Name} runs in one office only");
        Store.Office = other.Actor.Office;
        try
        {
            return await there(other);
        }
        finally
        {
            Store.Office = Actor.Office;
        }
    }

    /// <summary>Appends an entry about another subject.</summary>
    public Stamp Write<T>(Subject subject, T entry, JsonTypeInfo<T> json)
    {
        var stamp = new Stamp(head.Sequence + 1, Now, Actor.Person, Actor.Name);
        var body = Ledger.Body(Actor.Office, stamp, Name, subject, Actor, entry, json, head.Hashing);
        var hash = Chain.Next(head.Hash, body, head.Hashing);
        Store.Add(new LedgerRow
        {
            Office = Actor.Office,
            Sequence = stamp.Sequence,
            At = Now,
            Act = Name,
            Subject = subject.ToString(),
            Body = body,
            Hash = hash,
        });
        (head.Sequence, head.At, head.Hash) = (stamp.Sequence, Now, hash);
        Written++;
        return stamp;
    }
}

/// <summary>A refused act, as the ledger keeps it.</summary>
public sealed record RefusedEntry(string Code, string Clause, string Zh);

/// <summary>The clock was found behind the ledger.</summary>
/// <param name="Clock">What the clock said.</param>
public sealed record ClockJumpEntry(DateTimeOffset Clock);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RefusedEntry))]
[JsonSerializable(typeof(ClockJumpEntry))]
internal sealed partial class ActsJson : JsonSerializerContext;

/// <summary>
/// Runs acts: one context, one transaction, one place in the office's order. The entry and what it changed are saved together;
/// a refusal rolls everything back and is then itself recorded for signed-in people.
/// </summary>
public sealed class Acts(IDbContextFactory<Store> stores, TimeProvider time)
{
    private const int Tries = 4;

    /// <summary>What the clock says now, as the store would keep it.</summary>
    public DateTimeOffset Clock => Micros.Truncate(time.GetUtcNow());

    /// <summary>Runs <paramref name="body"/> inside the office's order of acts. It may run again after a lost race, so it must keep its effects in the store.</summary>
    /// <param name="actor">Who acts.</param>
    /// <param name="name">The act's name in the ledger.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="body">Decides, changes rows through <see cref="Act.Store"/> and writes entries; a refusal undoes it all.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public Task<Outcome<T>> Run<T>(Actor actor, string name, Subject subject, Func<Act, Task<Outcome<T>>> body, CancellationToken ct) =>
        Run(actor, name, subject, null, body, ct);

    /// <inheritdoc cref="Run{T}(Actor, string, Subject, Func{Act, Task{Outcome{T}}}, CancellationToken)"/>
    /// <param name="beside">Another office whose ledger the act writes in the same transaction (<see cref="Act.Beside"/>); null for none. Both heads are taken in the order of their ids, so that two such acts never wait for each other.</param>
    public async Task<Outcome<T>> Run<T>(Actor actor, string name, Subject subject, OfficeId? beside, Func<Act, Task<Outcome<T>>> body, CancellationToken ct)
    {
        // Nothing ever passes between a drill and another office, in whichever direction (R55): one place for every act there is or will be.
        if (beside is { } crossed && crossed != actor.Office && (crossed.IsDrill || actor.Office.IsDrill)) return DrillOffices.Apart;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await Once(actor, name, subject, beside, body, ct);
                // Nothing is added to the ledger of a drill that is over: its last hash stands in the office's own.
                if (outcome.Refusal is { } refusal && actor.SignedIn && refusal.Code != DrillOffices.Ended.Code)
                {
                    await Once<Done>(actor, name, subject, null, act =>
                    {
                        act.Write(new RefusedEntry(refusal.Code, refusal.Clause, refusal.Zh), ActsJson.Default.RefusedEntry);
                        return Task.FromResult<Outcome<Done>>(default(Done));
                    }, ct, refused: true);
                }
                return outcome;
            }
            catch (DbUpdateException) when (attempt < Tries && !ct.IsCancellationRequested)
            {
                // Another node took the sequence or changed the row: look again at the new state.
            }
        }
    }

    private async Task<Outcome<T>> Once<T>(
        Actor actor, string name, Subject subject, OfficeId? beside, Func<Act, Task<Outcome<T>>> body, CancellationToken ct, bool refused = false)
    {
        await using var store = stores.Open(actor.Office);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var heads = new Dictionary<OfficeId, LedgerHead>();
        OfficeId[] offices = beside is { } other && other != actor.Office ? [actor.Office, other] : [actor.Office];
        foreach (var office in offices.OrderBy(o => o.Value, StringComparer.Ordinal)) heads[office] = await Lock(store, office, ct);
        if (await DrillOffices.Over(store, actor.Office, ct))
        {
            await transaction.RollbackAsync(ct);
            return DrillOffices.Ended;
        }
        var clock = Clock;
        var last = heads.Values.Max(h => h.At);
        var now = clock >= last ? clock : last;
        var called = refused ? name + ".refused" : name;
        Act? there = null;
        if (offices.Length > 1)
        {
            var own = await People.Office(store, actor.Office, ct);
            var guest = actor with { Office = offices[1], Name = own is null ? actor.Name : $"{own.Name} {actor.Name}" };
            there = new Act(store, guest, called, Subject.Of(offices[1]), heads[offices[1]], now);
        }
        var act = new Act(store, actor, called, subject, heads[actor.Office], now, there);
        if (last - clock > TimeSpan.FromSeconds(2))
        {
            act.Write(Subject.Of(actor.Office), new ClockJumpEntry(clock), ActsJson.Default.ClockJumpEntry);
        }
        var outcome = await body(act);
        if (!outcome.Ok)
        {
            await transaction.RollbackAsync(ct);
            return outcome;
        }
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    private static async Task<LedgerHead> Lock(Store store, OfficeId office, CancellationToken ct)
    {
        var own = store.Office;
        store.Office = office;
        // SQLite: the transaction began IMMEDIATE and is already alone. PostgreSQL: the head row is the office's turn.
        var head = store.Database.IsNpgsql()
            ? await store.Set<LedgerHead>().FromSql($"select * from ground_ledger_heads where office = {office.Value} for update").SingleOrDefaultAsync(ct)
            : await store.Set<LedgerHead>().SingleOrDefaultAsync(ct);
        if (head is null)
        {
            head = new LedgerHead { Office = office, At = DateTimeOffset.UnixEpoch };
            store.Add(head);
        }
        store.Office = own;
        return head;
    }
}
