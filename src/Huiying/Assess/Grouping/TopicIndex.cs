using System.IO.Compression;
using System.Text;
using Huiying.Assess.Words;

namespace Huiying.Assess.Grouping;

/// <summary>Where a post went, and why.</summary>
/// <param name="Topic">The topic's number in this index, from 1.</param>
/// <param name="IsNew">Whether the post opened it.</param>
/// <param name="Likeness">Likeness to the nearest topic, 0–1, whether joined or not.</param>
/// <param name="Needed">The likeness that was needed.</param>
/// <param name="Shared">Words that speak most for it, the strongest first; of a new topic its own strongest words.</param>
public sealed record TopicMatch(long Topic, bool IsNew, double Likeness, double Needed, IReadOnlyList<string> Shared);

/// <summary>
/// Groups posts as they come: each goes at once, and for good, to the topic it resembles most on the average over that topic's posts, if the
/// likeness stands out from the likeness to other topics; else it opens a topic. Memory is bounded: topics long quiet fall asleep and take no
/// more. The same posts in the same order give the same topics. Not thread-safe.
/// </summary>
public sealed class TopicIndex
{
    private readonly GroupingMethod method;
    private readonly TermCounts counts = new();
    private readonly PostTerms reader;
    private readonly Nearest nearest;
    private long topics;
    private long turn;

    /// <summary>An empty index over the built-in word list.</summary>
    public TopicIndex() : this(GroupingMethod.Current) { }

    internal TopicIndex(GroupingMethod method)
    {
        this.method = method;
        reader = new PostTerms(new Segmenter(WordList.BuiltIn), counts, method);
        nearest = new Nearest(method);
    }

    /// <summary>Method and word list; a snapshot of another version is not restored.</summary>
    public string Version => method.Version;

    /// <summary>Posts taken in.</summary>
    public long Posts => turn;

    /// <summary>Topics opened so far, asleep or awake.</summary>
    public long Topics => topics;

    /// <summary>Topics awake.</summary>
    public int Awake => nearest.Count;

    /// <summary>Gives a post its topic.</summary>
    /// <param name="title">May be empty.</param>
    /// <param name="body">May be empty; only its beginning is read.</param>
    /// <param name="time">The post's own time if known.</param>
    public TopicMatch Assign(ReadOnlySpan<char> title, ReadOnlySpan<char> body, DateTimeOffset? time)
    {
        var terms = reader.Read(title, body);
        var ticks = time?.UtcTicks ?? 0;
        var (best, likeness, needed) = nearest.Find(terms, ticks);
        var isNew = best is null || likeness <= needed;
        var topic = isNew ? nearest.Open(++topics) : best!;
        var shared = Strongest(terms, isNew ? null : topic);
        nearest.Join(topic, terms, ticks, ++turn);
        return new(topic.Number, isNew, likeness, needed, shared);
    }

    /// <summary>
    /// Folds in a post whose topic is already decided, by an earlier run or by a person. After the same posts with the same topics the index is
    /// the same, whoever decided.
    /// </summary>
    public void Learn(ReadOnlySpan<char> title, ReadOnlySpan<char> body, DateTimeOffset? time, long topic)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(topic, 1);
        var terms = reader.Read(title, body);
        topics = Math.Max(topics, topic);
        nearest.Join(nearest.Awaken(topic), terms, time?.UtcTicks ?? 0, ++turn);
    }

    /// <summary>The whole state, compressed.</summary>
    public byte[] Snapshot()
    {
        using var bytes = new MemoryStream();
        using (var to = new BinaryWriter(new BrotliStream(bytes, CompressionLevel.Fastest), Encoding.UTF8))
        {
            to.Write(method.Version);
            to.Write(topics);
            to.Write(turn);
            counts.Write(to);
            nearest.Write(to);
        }
        return bytes.ToArray();
    }

    /// <summary>The index as it was at a snapshot; null when another method or word list made it, and everything must be folded again.</summary>
    public static TopicIndex? Restore(byte[] snapshot)
    {
        using var from = new BinaryReader(new BrotliStream(new MemoryStream(snapshot), CompressionMode.Decompress), Encoding.UTF8);
        var index = new TopicIndex();
        if (from.ReadString() != index.Version) return null;
        index.topics = from.ReadInt64();
        index.turn = from.ReadInt64();
        index.counts.Read(from);
        index.nearest.Read(from);
        return index;
    }

    private string[] Strongest(ReadOnlySpan<Term> terms, LiveTopic? topic)
    {
        const int most = 5;
        Span<(float Weight, int At)> best = stackalloc (float, int)[most];
        var n = 0;
        for (var i = 0; i < terms.Length; i++)
        {
            var weight = terms[i].Weight * (topic?.Of(terms[i].Id) ?? 1);
            if (weight <= 0 || n == most && weight <= best[n - 1].Weight) continue;
            var at = n < most ? n++ : n - 1;
            for (; at > 0 && best[at - 1].Weight < weight; at--) best[at] = best[at - 1];
            best[at] = (weight, i);
        }
        var words = new string[n];
        for (var i = 0; i < n; i++) words[i] = reader.Text(terms[best[i].At]);
        return words;
    }
}
