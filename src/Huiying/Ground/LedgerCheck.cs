using System.Text.Json;

namespace Huiying.Ground;

/// <summary>Follows a chain entry by entry, whether the bytes come from the store or from an export. Pure: it needs nothing but what it is given.</summary>
internal sealed class LedgerCheck
{
    private byte[] hash = Chain.Start.ToArray();

    /// <summary>Entries that fitted so far.</summary>
    public long Entries { get; private set; }

    /// <summary>What does not fit in the next entry, or null when it does.</summary>
    /// <param name="sequence">Its place as kept beside the bytes.</param>
    /// <param name="body">Its exact bytes.</param>
    /// <param name="kept">Its hash as kept beside the bytes.</param>
    public string? Next(long sequence, ReadOnlySpan<byte> body, ReadOnlySpan<byte> kept)
    {
        if (sequence != Entries + 1) return "sequence";
        var next = Chain.Next(hash, body);
        if (!kept.SequenceEqual(next)) return "hash";
        if (Sequence(body) != sequence) return "seq";
        (hash, Entries) = (next, sequence);
        return null;
    }

    /// <summary>The verdict when the place after the last fitting entry is broken.</summary>
    public LedgerVerdict Broken(string why) => new(Entries + 1, Entries + 1, why);

    /// <summary>The verdict at the end: what was said to be the last must be.</summary>
    public LedgerVerdict End(long entries, ReadOnlySpan<byte> head) =>
        entries == Entries && head.SequenceEqual(hash) ? new(Entries, null, null) : new(Entries, Entries + 1, "head");

    private static long? Sequence(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("seq"u8))
                {
                    return reader.Read() && reader.TryGetInt64(out var n) ? n : null;
                }
            }
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
