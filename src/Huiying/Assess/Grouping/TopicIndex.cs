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
    private readonly List<(int From, int To, float Weight)> shared = [];
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
        var isNew = best is null || likeness <= needed || terms.Length >= method.Enough && Elsewhere(terms, best) < method.Elsewhere;
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

    /// <summary>The share of what a post and a topic have in common that is not in the strongest stretch of neighbouring words.</summary>
    private double Elsewhere(ReadOnlySpan<Term> terms, LiveTopic topic)
    {
        shared.Clear();
        foreach (var term in terms)
        {
            if (topic.Of(term.Id) is > 0 and var sum) shared.Add((term.Start, term.Start + term.Length, term.Weight * sum));
        }
        shared.Sort();
        double whole = 0, stretch = 0, strongest = 0;
        int begin = 0, end = -1;
        foreach (var (from, to, weight) in shared)
        {
            // A name is short: a whole title without a comma is not one stretch.
            var on = from <= end && to - begin <= method.NameLength;
            if (!on) begin = from;
            stretch = on ? stretch + weight : weight;
            strongest = Math.Max(strongest, stretch);
            whole += weight;
            end = Math.Max(end, to);
        }
        return whole > 0 ? 1 - strongest / whole : 0;
    }

    /// <summary>The stretches of the post that carry most of the likeness (of a new topic: of the post), the strongest first.</summary>
    private string[] Strongest(ReadOnlySpan<Term> terms, LiveTopic? topic)
    {
        const int considered = 8, shown = 5, longest = 12;
        shared.Clear();
        foreach (var term in terms)
        {
            var weight = term.Weight * (topic?.Of(term.Id) ?? 1);
            if (weight > 0) shared.Add((term.Start, term.Start + term.Length, weight));
        }
        shared.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.From.CompareTo(b.From));
        if (shared.Count > considered) shared.RemoveRange(considered, shared.Count - considered);
        shared.Sort();
        var stretches = new List<(int From, int To, float Weight)>(considered);
        foreach (var (from, to, weight) in shared)
        {
            // Overlapping parts of a name the word list lacks are shown as the one name they are.
            if (stretches.Count > 0 && stretches[^1] is var last && from < last.To && to - last.From <= longest)
            {
                stretches[^1] = (last.From, Math.Max(last.To, to), last.Weight + weight);
            }
            else stretches.Add((from, to, weight));
        }
        return [.. stretches.OrderByDescending(s => s.Weight).ThenBy(s => s.From).Take(shown).Select(s => reader.Text(s.From, s.To)).Distinct()];
    }
}
