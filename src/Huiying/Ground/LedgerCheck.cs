namespace Huiying.Ground;

/// <summary>Follows a chain entry by entry, whether the bytes come from the store or from an export. Pure: it needs nothing but what it is given.</summary>
/// <param name="anchors">What was written down of this office's ledger on earlier days.</param>
/// <param name="from">Where to go on: the last entry that was found to fit, whose anchors were compared then; null to begin at the first.</param>
/// <param name="seen">The furthest head this process found whole: the chain must hold it still.</param>
internal sealed class LedgerCheck(IEnumerable<LedgerAnchor>? anchors = null, VerifiedPrefix? from = null, VerifiedPrefix? seen = null)
{
    private readonly Queue<LedgerAnchor> waiting = new((anchors ?? []).Where(a => from is null || a.Entry > from.Entries).OrderBy(a => a.Entry).ThenBy(a => a.Day));
    private byte[] hash = from?.Hash ?? Chain.Start.ToArray();
    private int held;
    private LedgerAnchor? last;
    private LedgerAnchor? unfit;
    private LedgerSeen? lost;

    /// <summary>Entries that fitted so far.</summary>
    public long Entries { get; private set; } = from?.Entries ?? 0;

    /// <summary>The hash of the last entry that fitted.</summary>
    public byte[] Hash => hash;

    /// <summary>What does not fit in the next entry, or null when it does.</summary>
    /// <param name="sequence">Its place as kept beside the bytes.</param>
    /// <param name="body">Its exact bytes.</param>
    /// <param name="kept">Its hash as kept beside the bytes.</param>
    public string? Next(long sequence, ReadOnlySpan<byte> body, ReadOnlySpan<byte> kept)
    {
        if (sequence != Entries + 1) return "sequence";
        var head = Chain.Head(body);
        if (head.Kind is not { } kind) return "hash kind";
        var next = Chain.Next(hash, body, kind);
        if (!kept.SequenceEqual(next)) return "hash";
        if (head.Sequence != sequence) return "seq";
        while (waiting.TryPeek(out var anchor) && anchor.Entry <= sequence)
        {
            waiting.Dequeue();
            if (anchor.Entry != sequence || anchor.Hash != Convert.ToHexStringLower(next))
            {
                unfit = anchor;
                return "anchor";
            }
            (last, held) = (anchor, held + 1);
        }
        if (sequence == seen?.Entries && !next.AsSpan().SequenceEqual(seen.Hash))
        {
            lost = new(seen.Entries, seen.At);
            return "rewritten";
        }
        (hash, Entries) = (next, sequence);
        return null;
    }

    /// <summary>The verdict when the place after the last fitting entry is broken.</summary>
    public LedgerVerdict Broken(string why) => new(Entries + 1, Entries + 1, why, held, unfit, last, lost);

    /// <summary>The verdict at the end: what was said to be the last must be, and no day may have seen more than there is.</summary>
    public LedgerVerdict End(long entries, ReadOnlySpan<byte> head)
    {
        if (entries != Entries || !head.SequenceEqual(hash)) return new(Entries, Entries + 1, "head", held, null, last);
        var cut = seen?.Entries > Entries ? new LedgerSeen(seen.Entries, seen.At) : null;
        return waiting.TryPeek(out var beyond) ? new(Entries, Entries + 1, "anchor", held, beyond, last, cut)
            : cut is not null ? new(Entries, Entries + 1, "cut", held, null, last, cut)
            : new(Entries, null, null, held, null, last);
    }
}
