namespace Huiying.Assess.Grouping;

/// <summary>
/// In how many posts a term occurred, in a table of fixed size: two terms may share a counter, which makes both look a little more common.
/// Once <see cref="Window"/> posts are counted everything is halved, so that what is common follows the present.
/// </summary>
internal sealed class TermCounts
{
    private const int Size = 1 << 19;
    private const int Window = 100_000;
    private readonly ushort[] counts = new ushort[Size];

    /// <summary>Posts counted.</summary>
    public int Posts { get; private set; }

    /// <summary>Posts in which the term occurred.</summary>
    public int this[ulong term] => counts[(int)(term & (Size - 1))];

    /// <summary>Counts one more post with the term; call once per distinct term.</summary>
    public void Add(ulong term)
    {
        ref var count = ref counts[(int)(term & (Size - 1))];
        if (count < ushort.MaxValue) count++;
    }

    /// <summary>Counts the post itself.</summary>
    public void AddPost()
    {
        if (++Posts < Window) return;
        Posts /= 2;
        for (var i = 0; i < counts.Length; i++) counts[i] /= 2;
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Posts);
        var used = counts.Count(c => c > 0);
        to.Write(used);
        var last = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0) continue;
            to.Write7BitEncodedInt(i - last);
            to.Write7BitEncodedInt(counts[i]);
            last = i;
        }
    }

    public void Read(BinaryReader from)
    {
        Posts = from.ReadInt32();
        var at = 0;
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            at += from.Read7BitEncodedInt();
            counts[at] = checked((ushort)from.Read7BitEncodedInt());
        }
    }
}
