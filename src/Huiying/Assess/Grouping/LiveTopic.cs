using System.Runtime.InteropServices;

namespace Huiying.Assess.Grouping;

/// <summary>What the index knows of a topic that is awake: how many posts, when, and the sums of their terms. No text, no voices.</summary>
internal sealed class LiveTopic(long number)
{
    private ulong[] ids = [];
    private float[] sums = [];
    private float[] counts = [];

    /// <summary>The topic's number.</summary>
    public long Number => number;

    /// <summary>Posts that joined.</summary>
    public int Posts { get; private set; }

    /// <summary>Turn of the index at the last join: what was quiet longest sleeps first.</summary>
    public long Turn { get; private set; }

    /// <summary>Earliest and latest time of its posts, in UTC ticks; 0 when none had a time.</summary>
    public (long From, long To) Times { get; private set; }

    /// <summary>Words of its posts, saturated.</summary>
    public double Words { get; private set; }

    /// <summary>The summed terms, by id.</summary>
    public ReadOnlySpan<ulong> Ids => ids;

    /// <summary>The sums, beside <see cref="Ids"/>.</summary>
    public ReadOnlySpan<float> Sums => sums;

    /// <summary>Inner product of a post's terms, given by ids and weights, with the topic's sum.</summary>
    public double Dot(ReadOnlySpan<ulong> post, ReadOnlySpan<float> weights)
    {
        var sum = 0.0;
        ReadOnlySpan<ulong> mine = ids;
        for (int i = 0, j = 0; i < post.Length && j < mine.Length;)
        {
            var (a, b) = (post[i], mine[j]);
            if (a == b) sum += weights[i] * sums[j];
            // Steps without a jump: which of the two is greater cannot be foretold.
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }
        return sum;
    }

    /// <summary>How much likelier a post's words are in this topic than elsewhere: the sum of logarithms of odds.</summary>
    /// <param name="post">The post's terms.</param>
    /// <param name="own">Odds that a word of the topic is one of its own.</param>
    /// <param name="more">Words added to the topic's.</param>
    public double Evidence(ReadOnlySpan<Term> post, double own, double more)
    {
        var sum = 0.0;
        var scale = own / (Words + more);
        for (int i = 0, j = 0; i < post.Length && j < ids.Length;)
        {
            if (post[i].Id == ids[j])
            {
                sum += post[i].Count * Math.Log(1 + post[i].Rare * counts[j] * scale);
                i++;
                j++;
            }
            else if (post[i].Id < ids[j]) i++;
            else j++;
        }
        return sum;
    }

    /// <summary>The topic's sum for a term, 0 when absent.</summary>
    public float Of(ulong term) => Array.BinarySearch(ids, term) is >= 0 and var at ? sums[at] : 0;

    /// <summary>Days between a time and the topic's span of times; 0 inside it or when either is unknown.</summary>
    public double DaysFrom(long ticks) =>
        ticks == 0 || Times.To == 0 ? 0
        : ticks > Times.To ? (double)(ticks - Times.To) / TimeSpan.TicksPerDay
        : ticks < Times.From ? (double)(Times.From - ticks) / TimeSpan.TicksPerDay : 0;

    /// <summary>Adds a post.</summary>
    public void Join(ReadOnlySpan<Term> post, long ticks, long turn, int most)
    {
        var size = ids.Length + post.Length - Common(post);
        if (size == ids.Length) Add(post);
        else Merge(post, size, most);
        foreach (var term in post) Words += term.Count;
        Posts++;
        Turn = turn;
        if (ticks != 0) Times = Times.To == 0 ? (ticks, ticks) : (Math.Min(Times.From, ticks), Math.Max(Times.To, ticks));
    }

    /// <summary>How many of a post's terms the topic has.</summary>
    private int Common(ReadOnlySpan<Term> post)
    {
        var common = 0;
        for (int i = 0, j = 0; i < post.Length && j < ids.Length;)
        {
            if (post[i].Id == ids[j])
            {
                common++;
                i++;
                j++;
            }
            else if (post[i].Id < ids[j]) i++;
            else j++;
        }
        return common;
    }

    /// <summary>Adds a post whose terms are all there.</summary>
    private void Add(ReadOnlySpan<Term> post)
    {
        var j = 0;
        foreach (var term in post)
        {
            while (ids[j] != term.Id) j++;
            sums[j] += term.Weight;
            counts[j] += term.Count;
        }
    }

    private void Merge(ReadOnlySpan<Term> post, int size, int most)
    {
        var (newIds, newSums, newCounts) = (new ulong[size], new float[size], new float[size]);
        for (int i = 0, j = 0, n = 0; n < size; n++)
        {
            if (j == ids.Length || i < post.Length && post[i].Id < ids[j])
            {
                (newIds[n], newSums[n], newCounts[n]) = (post[i].Id, post[i].Weight, post[i].Count);
                i++;
            }
            else
            {
                (newIds[n], newSums[n], newCounts[n]) = (ids[j], sums[j], counts[j]);
                if (i < post.Length && post[i].Id == ids[j])
                {
                    newSums[n] += post[i].Weight;
                    newCounts[n] += post[i++].Count;
                }
                j++;
            }
        }
        if (size > most)
        {
            size = Strongest(newIds, newSums, newCounts, size, most);
            Array.Resize(ref newIds, size);
            Array.Resize(ref newSums, size);
            Array.Resize(ref newCounts, size);
        }
        (ids, sums, counts) = (newIds, newSums, newCounts);
    }

    /// <summary>Keeps only the strongest terms.</summary>
    public void Shrink(int most)
    {
        if (ids.Length <= most) return;
        var n = Strongest(ids, sums, counts, ids.Length, most);
        (ids, sums, counts) = (ids[..n], sums[..n], counts[..n]);
    }

    /// <summary>Takes a post out again. It is weighed as of now, so its terms are taken away as far as they are there.</summary>
    public void Leave(ReadOnlySpan<Term> post)
    {
        if (Posts == 0) return;
        Posts--;
        for (int i = 0, j = 0; i < post.Length && j < ids.Length;)
        {
            if (post[i].Id == ids[j])
            {
                sums[j] = Math.Max(0, sums[j] - post[i].Weight);
                counts[j] = Math.Max(0, counts[j] - post[i].Count);
                i++;
                j++;
            }
            else if (post[i].Id < ids[j]) i++;
            else j++;
        }
        var kept = Enumerable.Range(0, ids.Length).Where(j => Posts > 0 && sums[j] > 0).ToArray();
        (ids, sums, counts) = ([.. kept.Select(j => ids[j])], [.. kept.Select(j => sums[j])], [.. kept.Select(j => counts[j])]);
        foreach (var term in post) Words -= term.Count;
        Words = Posts == 0 ? 0 : Math.Max(0, Words);
    }

    /// <summary>Keeps the terms with the greatest sums; among equals the lower ids.</summary>
    private static int Strongest(ulong[] ids, float[] sums, float[] counts, int n, int most)
    {
        var sorted = sums.AsSpan(0, n).ToArray();
        Array.Sort(sorted);
        var least = sorted[n - most];
        var above = 0;
        for (var i = 0; i < n; i++) if (sums[i] > least) above++;
        var equals = most - above;
        var kept = 0;
        for (var i = 0; i < n; i++)
        {
            if (sums[i] < least || sums[i] == least && equals-- <= 0) continue;
            (ids[kept], sums[kept], counts[kept]) = (ids[i], sums[i], counts[i]);
            kept++;
        }
        return kept;
    }

    public void Write(BinaryWriter to)
    {
        to.Write(number);
        to.Write(Posts);
        to.Write(Turn);
        to.Write(Times.From);
        to.Write(Times.To);
        to.Write(Words);
        to.Write(ids.Length);
        to.Write((ReadOnlySpan<byte>)MemoryMarshal.AsBytes(ids.AsSpan()));
        to.Write((ReadOnlySpan<byte>)MemoryMarshal.AsBytes(sums.AsSpan()));
        to.Write((ReadOnlySpan<byte>)MemoryMarshal.AsBytes(counts.AsSpan()));
    }

    public static LiveTopic Read(BinaryReader from)
    {
        var topic = new LiveTopic(from.ReadInt64())
        {
            Posts = from.ReadInt32(),
            Turn = from.ReadInt64(),
            Times = (from.ReadInt64(), from.ReadInt64()),
            Words = from.ReadDouble(),
        };
        var n = from.ReadInt32();
        topic.ids = new ulong[n];
        topic.sums = new float[n];
        topic.counts = new float[n];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(topic.ids.AsSpan()));
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(topic.sums.AsSpan()));
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(topic.counts.AsSpan()));
        return topic;
    }
}
