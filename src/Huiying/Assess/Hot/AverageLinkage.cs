namespace Huiying.Assess.Hot;

/// <summary>
/// Joins the two likest groups again and again, likeness being the average over all pairs across the two (UPGMA), until none is likely enough.
/// Pairs that are not named count as unlike. The result does not depend on the order in which pairs are named.
/// </summary>
internal sealed class AverageLinkage(int count, Func<int, int, bool> mayJoin)
{
    private readonly Dictionary<int, double>[] sums = [.. Enumerable.Range(0, count).Select(_ => new Dictionary<int, double>())];
    private readonly int[] sizes = [.. Enumerable.Repeat(1, count)];
    private readonly int[] into = [.. Enumerable.Range(0, count)];
    private readonly PriorityQueue<(int A, int B, int Sizes), (double Unlikeness, int A, int B)> queue = new();

    /// <summary>Names a pair with its likeness.</summary>
    public void Add(int a, int b, double likeness) => sums[a][b] = sums[b][a] = likeness;

    /// <summary>Which group each item ends in: the lowest item of the group. <paramref name="joined"/> hears of every union, the kept group first.</summary>
    public int[] Join(double least, Action<int, int> joined)
    {
        for (var a = 0; a < sums.Length; a++) foreach (var b in sums[a].Keys) if (a < b) Offer(a, b, least);
        while (queue.TryDequeue(out var pair, out _))
        {
            var (a, b, before) = pair;
            if (into[a] != a || into[b] != b || sizes[a] + sizes[b] != before || !mayJoin(a, b)) continue;
            into[b] = a;
            joined(a, b);
            sizes[a] += sizes[b];
            sums[a].Remove(b);
            foreach (var (c, sum) in sums[b])
            {
                if (c == a) continue;
                sums[c].Remove(b);
                sums[a][c] = sums[c][a] = sums[a].GetValueOrDefault(c) + sum;
            }
            sums[b].Clear();
            foreach (var c in sums[a].Keys) Offer(Math.Min(a, c), Math.Max(a, c), least);
        }
        for (var i = 0; i < into.Length; i++) into[i] = into[into[i]];
        return into;
    }

    private void Offer(int a, int b, double least)
    {
        var average = sums[a][b] / ((double)sizes[a] * sizes[b]);
        if (average >= least) queue.Enqueue((a, b, sizes[a] + sizes[b]), (-average, a, b));
    }
}
