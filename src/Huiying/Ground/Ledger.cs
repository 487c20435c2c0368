using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>What an entry is about: a kind such as <c>case</c> and the identifier of the thing.</summary>
public readonly record struct Subject(string Kind, string Id)
{
    public override string ToString() => $"{Kind}:{Id}";

    /// <summary>The office itself.</summary>
    public static Subject Of(OfficeId office) => new("office", office.Value);
}

/// <summary>When and by whom an entry was made: what a fold may know beside the entry itself.</summary>
/// <param name="Sequence">Place in the office's ledger, from 1 without gaps.</param>
/// <param name="At">Ledger time (UTC): the later of the clock and the previous entry.</param>
/// <param name="Person">Who acted.</param>
/// <param name="Name">The name at that time.</param>
public sealed record Stamp(long Sequence, DateTimeOffset At, PersonId Person, string Name);

/// <summary>One entry as read back.</summary>
/// <param name="Act">The face and act, for example <c>cases.open</c>.</param>
/// <param name="Data">The entry's own JSON, exactly as stored.</param>
public sealed record LedgerEntry(Stamp Stamp, string Act, Subject Subject, JsonElement Data)
{
    /// <summary>The data as the step's own entry type.</summary>
    public T As<T>(JsonTypeInfo<T> json) => Data.Deserialize(json) ?? throw new InvalidDataException($"entry {Stamp.Sequence} is null");
}

/// <summary>What checking a ledger found.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="BrokenAt">The first sequence that does not fit, or null when the chain holds.</param>
/// <param name="Why">What does not fit there.</param>
/// <param name="Anchors">How many days' anchors were compared and fitted.</param>
/// <param name="Unfit">The first anchor that does not fit: everything up to its entry was as it says on its day, and is not now.</param>
/// <param name="LastFit">The last anchor that fitted: what does not fit came after it.</param>
/// <param name="Seen">What this very process had found whole and no longer finds: the ledger was rewritten or cut back while the server ran.</param>
public sealed record LedgerVerdict(long Entries, long? BrokenAt, string? Why, int Anchors = 0, LedgerAnchor? Unfit = null, LedgerAnchor? LastFit = null, LedgerSeen? Seen = null);

/// <summary>A head that was found whole: so many entries, then.</summary>
/// <param name="Entries">How many entries there were.</param>
/// <param name="At">When (UTC).</param>
public sealed record LedgerSeen(long Entries, DateTimeOffset At);

/// <summary>How a ledger stands, without recomputing what was recomputed before.</summary>
/// <param name="Verdict">What was found; its entries count from the first.</param>
/// <param name="WholeAt">When the whole chain was last recomputed.</param>
/// <param name="Since">How many entries came after that look and were recomputed now; 0 when all were.</param>
public sealed record LedgerStanding(LedgerVerdict Verdict, DateTimeOffset WholeAt, long Since);

/// <summary>A beginning of a ledger that was found whole.</summary>
/// <param name="Entries">How many entries.</param>
/// <param name="Hash">The hash of the last of them, which stands for all before.</param>
/// <param name="WholeAt">When the whole chain was recomputed from its first entry.</param>
/// <param name="At">When it was found.</param>
internal sealed record VerifiedPrefix(long Entries, byte[] Hash, DateTimeOffset WholeAt, DateTimeOffset At);

internal sealed class LedgerRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Act { get; init; }
    public required string Subject { get; init; }
    public required byte[] Body { get; init; }
    public required byte[] Hash { get; init; }
}

/// <summary>The last entry of an office's ledger; locking this row puts the office's acts in one order.</summary>
internal sealed class LedgerHead : IOfficed
{
    public required OfficeId Office { get; init; }
    public long Sequence { get; set; }
    public DateTimeOffset At { get; set; }
    public byte[] Hash { get; set; } = Chain.Start.ToArray();

    /// <summary>What the next entry is chained with.</summary>
    public HashKind Hashing { get; set; }
}

/// <summary>Reads and verifies the office's ledger. Only <see cref="Act"/> writes it.</summary>
public sealed class Ledger(IDbContextFactory<Store> stores, TimeProvider time)
{
    /// <summary>How far each office's ledger was found whole by this process; it never leaves its memory, so that nobody can write it.</summary>
    private readonly ConcurrentDictionary<OfficeId, VerifiedPrefix> verified = [];

    /// <summary>
    /// The furthest head that was ever found whole. A chain only grows: one that does not hold it any more was rewritten or cut back, however well its own hashes fit,
    /// and stays so for every later look (R43).
    /// </summary>
    private readonly ConcurrentDictionary<OfficeId, VerifiedPrefix> furthest = [];

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The stored bytes of an entry: version 1 of the format, chained with SHA-256, or version 2, which names its hash. The bytes are kept; they are never
    /// written again from the parsed form.
    /// </summary>
    internal static byte[] Body<T>(OfficeId office, Stamp stamp, string act, Subject subject, Actor actor, T data, JsonTypeInfo<T> json, HashKind hash = HashKind.Sha256)
    {
        using var buffer = new MemoryStream();
        using (var w = new Utf8JsonWriter(buffer, Readable))
        {
            w.WriteStartObject();
            w.WriteNumber("v", hash == HashKind.Sha256 ? 1 : 2);
            if (hash != HashKind.Sha256) w.WriteString("hash", Chain.Name(hash));
            w.WriteString("office", office.Value);
            w.WriteNumber("seq", stamp.Sequence);
            w.WriteString("at", Micros.Text(stamp.At));
            w.WriteString("act", act);
            w.WriteString("subject", subject.ToString());
            w.WriteStartObject("by");
            w.WriteString("id", actor.Person.Value);
            w.WriteString("name", actor.Name);
            w.WriteStartArray("posts");
            foreach (var p in actor.Posts) w.WriteStringValue(p.DeputyOf is { } d ? $"{p.Role} for {d}" : p.Role.ToString());
            w.WriteEndArray();
            w.WriteEndObject();
            w.WritePropertyName("data");
            JsonSerializer.Serialize(w, data, json);
            w.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>The office's entries in order, from <paramref name="after"/> on; of one subject when asked.</summary>
    public async IAsyncEnumerable<LedgerEntry> Read(OfficeId office, Subject? subject = null, long after = 0,
        [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var rows = store.Set<LedgerRow>().AsNoTracking().Where(r => r.Sequence > after);
        if (subject is { } s)
        {
            var text = s.ToString();
            rows = rows.Where(r => r.Subject == text);
        }
        await foreach (var row in rows.OrderBy(r => r.Sequence).AsAsyncEnumerable().WithCancellation(ct)) yield return Parse(row);
    }

    /// <summary>When the office's first entry was made; null before it.</summary>
    public async Task<DateTimeOffset?> Began(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<LedgerRow>().AsNoTracking().Where(r => r.Sequence == 1).Select(r => (DateTimeOffset?)r.At).SingleOrDefaultAsync(ct);
    }

    /// <summary>The sequence of the office's last entry; 0 before the first.</summary>
    public async Task<long> Head(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<LedgerHead>().AsNoTracking().Select(h => h.Sequence).SingleOrDefaultAsync(ct);
    }

    /// <summary>The office's last entry: its sequence and its hash in lower-case hexadecimal.</summary>
    public async Task<(long Sequence, string Hash)> Tip(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<LedgerHead>().AsNoTracking().SingleOrDefaultAsync(ct) is { } head
            ? (head.Sequence, Convert.ToHexStringLower(head.Hash)) : (0, Convert.ToHexStringLower(Chain.Start.Span));
    }

    /// <summary>Recomputes the whole chain and compares each entry's columns with its bytes, and the last with the head.</summary>
    public Task<LedgerVerdict> Verify(OfficeId office, CancellationToken ct = default) => Verify(office, [], ct);

    /// <summary>Recomputes the whole chain and compares each entry's columns with its bytes, the last with the head, and each day's anchor with its entry.</summary>
    public Task<LedgerVerdict> Verify(OfficeId office, IEnumerable<LedgerAnchor> anchors, CancellationToken ct = default) => Verify(office, anchors, null, ct);

    /// <summary>
    /// What a look at the ledger costs nothing to know: the whole chain once, and then only the entries that came since. Where the entry it stopped at, or an anchor there,
    /// is no longer what it was, nothing of the earlier look is trusted and the whole chain is recomputed; that it fits in itself does not make it the same chain, so the verdict says
    /// that it was rewritten or cut back (<see cref="LedgerVerdict.Seen"/>). An entry changed before that place shows at the next whole
    /// verification, which the line does daily.
    /// </summary>
    public async Task<LedgerStanding> Standing(OfficeId office, IEnumerable<LedgerAnchor> anchors, CancellationToken ct = default)
    {
        List<LedgerAnchor> own = [.. anchors.Where(a => a.Office == office.Value)];
        var from = verified.GetValueOrDefault(office) is { } known && await Fits(office, known, own, ct) ? known : null;
        var verdict = await Verify(office, own, from, ct);
        return new(verdict, verified.GetValueOrDefault(office)?.WholeAt ?? Micros.Truncate(time.GetUtcNow()), from is null ? 0 : verdict.Entries - from.Entries);
    }

    /// <summary>Whether the entry that a look stopped at, and the anchors of it, still are what they were.</summary>
    private async Task<bool> Fits(OfficeId office, VerifiedPrefix known, List<LedgerAnchor> anchors, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        return await store.Set<LedgerRow>().AsNoTracking().Where(r => r.Sequence == known.Entries).Select(r => r.Hash).SingleOrDefaultAsync(ct) is { } kept
            && kept.AsSpan().SequenceEqual(known.Hash)
            && anchors.Where(a => a.Entry == known.Entries).All(a => a.Hash == Convert.ToHexStringLower(known.Hash));
    }

    private async Task<LedgerVerdict> Verify(OfficeId office, IEnumerable<LedgerAnchor> anchors, VerifiedPrefix? from, CancellationToken ct)
    {
        var check = new LedgerCheck(anchors.Where(a => a.Office == office.Value), from, furthest.GetValueOrDefault(office));
        var begun = Micros.Truncate(time.GetUtcNow());
        var verdict = await Follow(office, check, ct);
        if (verdict.BrokenAt is null && check.Entries > 0)
        {
            var found = verified[office] = new(check.Entries, check.Hash, from?.WholeAt ?? begun, begun);
            furthest.AddOrUpdate(office, found, (_, known) => known.Entries > found.Entries ? known : found);
        }
        else
        {
            verified.TryRemove(office, out _);
        }
        return verdict;
    }

    private async Task<LedgerVerdict> Follow(OfficeId office, LedgerCheck check, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        for (var last = check.Entries; ;)
        {
            var before = last;
            await foreach (var row in store.Set<LedgerRow>().AsNoTracking().Where(r => r.Sequence > before).OrderBy(r => r.Sequence).AsAsyncEnumerable().WithCancellation(ct))
            {
                if (check.Next(row.Sequence, row.Body, row.Hash) is { } why) return check.Broken(why);
                if (Mismatch(row, office) is { } other) return new(row.Sequence, row.Sequence, other);
                last = row.Sequence;
            }
            var head = await store.Set<LedgerHead>().AsNoTracking().SingleOrDefaultAsync(ct);
            // Acts go on while the chain is read: what came since is read too. A tail that was cut off does not come.
            if (head is null) return check.End(0, Chain.Start.Span);
            if (head.Sequence <= last || last == before) return check.End(head.Sequence, head.Hash);
        }
    }

    private static string? Mismatch(LedgerRow row, OfficeId office)
    {
        try
        {
            using var doc = JsonDocument.Parse(row.Body);
            var r = doc.RootElement;
            return r.GetProperty("office").GetString() != office.Value ? "office"
                : r.GetProperty("at").GetString() != Micros.Text(row.At) ? "at"
                : r.GetProperty("act").GetString() != row.Act ? "act"
                : r.GetProperty("subject").GetString() != row.Subject ? "subject" : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "body";
        }
    }

    internal static LedgerEntry Parse(LedgerRow row)
    {
        var root = JsonDocument.Parse(row.Body).RootElement;
        var by = root.GetProperty("by");
        var colon = row.Subject.IndexOf(':', StringComparison.Ordinal);
        return new(
            new Stamp(row.Sequence, row.At, new PersonId(by.GetProperty("id").GetString()!), by.GetProperty("name").GetString()!),
            row.Act,
            new Subject(row.Subject[..colon], row.Subject[(colon + 1)..]),
            root.GetProperty("data"));
    }
}
