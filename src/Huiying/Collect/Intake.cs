using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>What one arrival is judged by.</summary>
/// <param name="Mask">Replaces personal details (S03); applied before anything else looks at the text.</param>
/// <param name="Why">The reason a masked text is taken, or null when nothing matches (R15).</param>
/// <param name="Terms">Version of the watch terms behind <paramref name="Why"/>.</param>
/// <param name="NotBefore">Older publications are not taken; null takes all.</param>
internal sealed record IntakeRules(Func<string, string> Mask, Func<string, string?> Why, long Terms = 0, DateTimeOffset? NotBefore = null);

/// <summary>What became of an arrival.</summary>
/// <param name="Post">The post stored for it or, for a duplicate, before it.</param>
/// <param name="CopyOf">The earlier post with the same or nearly the same text.</param>
internal readonly record struct Taken(IntakeOutcome Outcome, PostId? Post = null, PostId? CopyOf = null);

/// <summary>
/// Takes arrivals in: masked, matched and hashed first (<see cref="Judge"/>, pure), then stored in the caller's transaction (<see cref="Store"/>).
/// </summary>
public sealed class Intake(Seals seals)
{
    private readonly ConcurrentDictionary<OfficeId, Reposts> reposts = new();

    /// <summary>Shorter texts repeat by chance ("同意", "收到"), so they are never called copies.</summary>
    private const int ShortestCopy = 20;

    /// <summary>A judged arrival: either a certain outcome, or what to store if it is new.</summary>
    internal sealed record Judged(byte[] Key, IntakeOutcome Outcome, long Terms, Arrival? Arrival = null, string Title = "", string Text = "",
        string Why = "", byte[]? TextHash = null, byte[]? CopyKey = null, TextSketch? Sketch = null);

    /// <summary>Masks, matches and hashes one arrival. Raw text ends here.</summary>
    internal static Judged Judge(Arrival arrival, IntakeRules rules)
    {
        var key = Short(arrival.Identity);
        if (arrival.Already is { } already) return new(key, already, rules.Terms);
        var title = Storable(rules.Mask(arrival.Title)).Trim();
        var text = Storable(rules.Mask(arrival.Text)).Trim();
        if (title.Length == 0 && text.Length == 0) return new(key, IntakeOutcome.Unreadable, rules.Terms);
        if (arrival.Published is { } published && published < rules.NotBefore) return new(key, IntakeOutcome.TooOld, rules.Terms);
        var why = rules.Why($"{title}\n{text}") ?? (arrival.Under is { } under ? rules.Why(rules.Mask(under)) : null) ?? arrival.TakenBecause;
        if (why is null) return new(key, IntakeOutcome.Unmatched, rules.Terms);
        var bare = Fold.Bare(text);
        var sketch = bare.Length >= ShortestCopy && Reposts.Concerns(arrival.Kind, arrival.Public) ? TextSketch.Of(text) : null;
        if (bare.Length < ShortestCopy) bare = Fold.Bare(title) + bare;
        return new(key, IntakeOutcome.Stored, rules.Terms, arrival with { Title = "", Text = "", Under = null }, title, text, why,
            SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\n{text}")), bare.Length < ShortestCopy ? null : Short(bare), sketch);
    }

    /// <summary>
    /// Stores the judged arrivals in order, in the caller's open transaction, and tells for each what became of it.
    /// Two nodes never store the same item twice: the intake head is locked first.
    /// </summary>
    internal async Task<IReadOnlyList<Taken>> Store(Store store, IReadOnlyList<Judged> batch, DateTimeOffset now, CancellationToken ct)
    {
        if (batch.Count == 0) return [];
        var last = await Lock(store, ct);
        var seen = await Seen(store, [.. batch.Select(j => j.Key)], ct);
        var copies = await Copies(store, batch, ct);
        var near = await reposts.GetOrAdd(store.Office, _ => new()).Find(store, batch, last, ct);
        var taken = new Taken[batch.Count];
        var rows = new List<PostRow>(batch.Count);
        var met = new Dictionary<byte[], SeenRow>(batch.Count, Bytes.Same);
        var stored = new HashSet<byte[]>(seen.Keys, Bytes.Same);
        var boxes = new List<SealRow>();
        for (var i = 0; i < batch.Count; i++)
        {
            var judged = batch[i];
            if (seen.TryGetValue(judged.Key, out var before) && before.Post is { } known)
            {
                taken[i] = new(IntakeOutcome.Duplicate, known);
                continue;
            }
            if (judged.Arrival is not { } arrival)
            {
                taken[i] = new(judged.Outcome);
                Meet(judged, judged.Outcome, null, before);
                continue;
            }
            var id = new PostId(++last);
            PostId? copyOf = judged.CopyKey is { } copyKey && copies.TryGetValue(copyKey, out var original) ? original : near.CopyOf(judged.Sketch);
            if (copyOf is null && judged.CopyKey is { } fresh) copies[fresh] = id;
            if (copyOf is null) near.Keep(id, judged.Sketch);
            rows.Add(Row(store.Office, id, judged, arrival, copyOf, now));
            if (arrival.Handle is { Length: > 0 } handle)
            {
                boxes.Add(new SealRow { Office = store.Office, Post = id, KeyId = seals.KeyId, Sealed = seals.Seal(handle) });
            }
            taken[i] = new(copyOf is null ? IntakeOutcome.Stored : IntakeOutcome.Copy, id, copyOf);
            Meet(judged, taken[i].Outcome, id, before);
        }
        await Bulk.Insert(store, PostColumns.Posts, rows, ct);
        await Bulk.Insert(store, PostColumns.Seen, [.. met.Values.Where(m => !stored.Contains(m.Key))], ct);
        await Bulk.Upsert(store, PostColumns.Seen, [.. met.Values.Where(m => stored.Contains(m.Key))], ct);
        await Bulk.Insert(store, PostColumns.Seals, boxes, ct);
        await store.Database.ExecuteSqlAsync($"update collect_intake_heads set last = {last} where office = {store.Office.Value}", ct);
        return taken;

        void Meet(Judged judged, IntakeOutcome outcome, PostId? post, SeenRow? before)
        {
            var row = new SeenRow
            {
                Office = store.Office,
                Key = judged.Key,
                Outcome = outcome,
                Post = post,
                Terms = judged.Terms,
                Tries = (before?.Tries ?? 0) + (outcome == IntakeOutcome.Unreadable ? 1 : 0),
                At = now,
            };
            seen[judged.Key] = row;
            met[judged.Key] = row;
        }
    }

    /// <summary>Without what PostgreSQL cannot store as text: NUL, and halves of a character (a JSON feed can hold both).</summary>
    private static string Storable(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal) && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) if (rune.Value != 0) kept.Append(rune);
        return kept.ToString();
    }

    /// <summary>The key an identity is remembered by.</summary>
    internal static byte[] Short(string identity) => SHA256.HashData(Encoding.UTF8.GetBytes(identity))[..16];

    private static PostRow Row(OfficeId office, PostId id, Judged judged, Arrival arrival, PostId? copyOf, DateTimeOffset now) => new()
    {
        Office = office,
        Id = id,
        Source = arrival.Source,
        Kind = arrival.Kind,
        Channel = arrival.Channel,
        Public = arrival.Public,
        Url = arrival.Url?.AbsoluteUri,
        Host = arrival.Url?.IdnHost ?? "",
        Title = judged.Title,
        Text = judged.Text,
        Published = arrival.Published,
        CapturedAt = now,
        ReceivedAt = arrival.ReceivedAt,
        EnteredAfterwards = arrival.EnteredAfterwards,
        Views = arrival.Counts.Views,
        Replies = arrival.Counts.Replies,
        Likes = arrival.Counts.Likes,
        Dislikes = arrival.Counts.Dislikes,
        Reposts = arrival.Counts.Reposts,
        Why = judged.Why,
        TextHash = judged.TextHash!,
        RawHash = arrival.RawHash,
        CopyKey = judged.CopyKey,
        CopyOf = copyOf,
        Headers = arrival.Headers,
        LookAt = Revisits.Of(arrival, now),
    };

    private static async Task<long> Lock(Store store, CancellationToken ct)
    {
        var heads = await store.Database.SqlQuery<long>($"""
            insert into collect_intake_heads (office, last) values ({store.Office.Value}, 0)
            on conflict (office) do update set last = collect_intake_heads.last returning last as "Value"
            """).ToListAsync(ct);
        return heads[0];
    }

    /// <summary>What is remembered of these keys.</summary>
    internal static async Task<Dictionary<byte[], SeenRow>> Seen(Store store, byte[][] keys, CancellationToken ct)
    {
        // Keys as one parameter: a thousand of them would be another statement for each batch size.
        var office = store.Office.Value;
        var rows = await (store.Database.IsNpgsql()
            ? store.Set<SeenRow>().FromSql($"select * from collect_seen where office = {office} and key = any({keys})")
            : store.Set<SeenRow>().FromSql($"select * from collect_seen where office = {office} and key in (select unhex(value) from json_each({Json(keys)}))"))
            .AsNoTracking().ToListAsync(ct);
        return rows.ToDictionary(r => r.Key, Bytes.Same);
    }

    private static string Json(byte[][] keys) => $"[{string.Join(',', keys.Select(k => $"\"{Convert.ToHexString(k)}\""))}]";

    private static async Task<Dictionary<byte[], PostId>> Copies(Store store, IReadOnlyList<Judged> batch, CancellationToken ct)
    {
        var (office, keys) = (store.Office.Value, batch.Where(j => j.CopyKey is not null).Select(j => j.CopyKey!).ToArray());
        var rows = await (store.Database.IsNpgsql()
            ? store.Set<PostRow>().FromSql($"select * from collect_posts where office = {office} and copy_key = any({keys}) and copy_of is null")
            : store.Set<PostRow>().FromSql(
                $"select * from collect_posts where office = {office} and copy_key in (select unhex(value) from json_each({Json(keys)})) and copy_of is null"))
            .Select(p => new { p.CopyKey, p.Id }).ToListAsync(ct);
        var copies = new Dictionary<byte[], PostId>(Bytes.Same);
        foreach (var row in rows.OrderBy(r => r.Id)) copies.TryAdd(row.CopyKey!, row.Id);
        return copies;
    }
}

/// <summary>Compares hashes by content.</summary>
internal sealed class Bytes : IEqualityComparer<byte[]>
{
    public static readonly Bytes Same = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => BitConverter.ToInt32(obj, 0);
}
