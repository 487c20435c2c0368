using System.Runtime.InteropServices;

namespace Huiying.Collect;

/// <summary>
/// Finds what a text is a copy or near copy of, as texts come. Only texts that are no copies are kept, the latest <c>most</c> of them, so that a chain of small
/// changes never leads from one story to another. Memory is bounded: about 1.2 KB for each text kept. Not for several threads at once.
/// </summary>
/// <typeparam name="T">What a text is named by.</typeparam>
public sealed class NearCopies<T>
    where T : notnull
{
    /// <summary>Hashes a text is found by, its smallest.</summary>
    private const int Keys = 16;

    /// <summary>Texts looked at for one hash; a stretch that more texts share is a set phrase.</summary>
    private const int MostSteps = 64;

    /// <summary>
    /// Texts compared whole, those that share the most of the hashes they are found by: a copy shares several, whoever shares but one among hundreds uses the same set phrase.
    /// </summary>
    private const int MostCompared = 64;

    private readonly int most;
    private readonly Dictionary<long, int> met = [];
    private T[] names;
    private TextSketch[] sketches;

    // Entry n (counted from 1) is key (n-1) % Keys of text (n-1) / Keys. The entries of a bucket are chained from the latest back; once a chain
    // leads to an entry that was written over, all the rest of it was too.
    private uint[] keys;
    private long[] earlier;
    private long[] latest;

    /// <param name="most">Texts kept; the earliest gives way to a new one.</param>
    public NearCopies(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        this.most = most;
        var room = Math.Min(most, 256);
        (names, sketches) = (new T[room], new TextSketch[room]);
        (keys, earlier, latest) = (new uint[room * Keys], new long[room * Keys], new long[Buckets(room)]);
    }

    /// <summary>Texts kept so far, also those that gave way.</summary>
    public long Kept { get; private set; }

    /// <summary>Entries walked to find candidates, over all texts looked for so far: what the bounds are tested by.</summary>
    internal long Walked { get; private set; }

    /// <summary>Texts compared whole, likewise.</summary>
    internal long Compared { get; private set; }

    /// <summary>The kept text that this one is the nearest copy of; false when it is a copy of none.</summary>
    public bool TryFind(TextSketch sketch, out T of)
    {
        met.Clear();
        foreach (var key in KeysOf(sketch))
        {
            var steps = 0;
            for (var entry = latest[Bucket(key)]; entry > Oldest && steps < MostSteps; entry = earlier[Place(entry)])
            {
                if (keys[Place(entry)] != key) continue;
                (steps, Walked) = (steps + 1, Walked + 1);
                CollectionsMarshal.GetValueRefOrAddDefault(met, (entry - 1) / Keys, out _)++;
            }
        }
        (double Share, long Text) best = (0, 0);
        var least = LeastShared();
        foreach (var (text, shared) in met)
        {
            if (shared < least) continue;
            Compared++;
            var share = sketch.CopyOf(sketches[text % sketches.Length]);
            if (share > best.Share || share == best.Share && text < best.Text) best = (share, text);
        }
        of = best.Share > 0 ? names[best.Text % names.Length] : default!;
        return best.Share > 0;
    }

    /// <summary>How many hashes a text must share to be compared: one, unless too many do.</summary>
    private int LeastShared()
    {
        if (met.Count <= MostCompared) return 1;
        Span<int> sharing = stackalloc int[Keys + 1];
        foreach (var shared in met.Values) sharing[Math.Min(shared, Keys)]++;
        var (least, compared) = (Keys, sharing[Keys]);
        while (least > 1 && compared + sharing[least - 1] <= MostCompared) compared += sharing[--least];
        return least;
    }

    /// <summary>Keeps a text that is a copy of none.</summary>
    public void Keep(T name, TextSketch sketch)
    {
        if (sketch.Stretches == 0) return;
        if (Kept == names.Length && names.Length < most) Grow();
        var text = Kept++;
        (names[text % names.Length], sketches[text % sketches.Length]) = (name, sketch);
        Link(text, sketch);
    }

    private long Oldest => Math.Max(0, Kept - names.Length) * Keys;

    private static ReadOnlySpan<uint> KeysOf(TextSketch sketch) =>
        sketch.IsShort ? new[] { (uint)sketch.Whole } : sketch.Marks[..Math.Min(Keys, sketch.Marks.Length)];

    private void Link(long text, TextSketch sketch)
    {
        var entry = text * Keys + 1;
        foreach (var key in KeysOf(sketch))
        {
            keys[Place(entry)] = key;
            earlier[Place(entry)] = latest[Bucket(key)];
            latest[Bucket(key)] = entry++;
        }
    }

    /// <summary>Nothing was written over before the arrays have their full length, so what was kept stays where it is.</summary>
    private void Grow()
    {
        var room = (int)Math.Min(most, names.Length * 2L);
        Array.Resize(ref names, room);
        Array.Resize(ref sketches, room);
        (keys, earlier, latest) = (new uint[room * Keys], new long[room * Keys], new long[Buckets(room)]);
        for (var text = 0L; text < Kept; text++) Link(text, sketches[text]);
    }

    private static int Buckets(int room) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)room * Keys);

    /// <summary>A text's smallest hashes are all small: they are spread over the buckets first.</summary>
    private long Bucket(uint key) => (key * 0x9E3779B1u) & (uint)(latest.Length - 1);

    private long Place(long entry) => (entry - 1) % keys.Length;
}
