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
/// likeness stands out from the likeness to other topics (a brief post in letters: to the topic its words speak for); else it opens a topic.
/// Memory is bounded: when too many are awake those quiet longest fall asleep, and wake when they are mentioned again. The same posts in the same order give the same topics. Not thread-safe.
/// </summary>
public sealed class TopicIndex
{
    private readonly GroupingMethod method;
    private readonly TermCounts counts = new();
    private readonly PostTerms reader;
    private readonly TermWeights weights;
    private readonly Nearest nearest;
    private long topics;
    private readonly List<Part> shared = [];
    private long turn;
    private double quiet;

    private readonly record struct Part(int From, int To, float Weight);

    /// <summary>An empty index over the built-in word list.</summary>
    public TopicIndex() : this(GroupingMethod.Current) { }

    internal TopicIndex(GroupingMethod method)
    {
        this.method = method;
        reader = new PostTerms(new Segmenter(WordList.BuiltIn), method);
        weights = new TermWeights(counts, method);
        nearest = new Nearest(method);
        quiet = method.QuietUsual;
    }

    /// <summary>Method and word list; a snapshot of another version is not restored.</summary>
    public string Version => method.Version;

    /// <summary>Posts taken in.</summary>
    public long Posts => turn;

    /// <summary>Topics opened so far, asleep or awake.</summary>
    public long Topics => topics;

    /// <summary>Topics awake.</summary>
    public int Awake => nearest.Count;

    /// <summary>Topics asleep that can wake.</summary>
    public int Asleep => nearest.Sleeping;

    /// <summary>Gives a post its topic.</summary>
    /// <param name="title">May be empty.</param>
    /// <param name="body">May be empty; only its beginning is read.</param>
    /// <param name="time">The post's own time if known.</param>
    public TopicMatch Assign(ReadOnlySpan<char> title, ReadOnlySpan<char> body, DateTimeOffset? time) => Assign(reader.Read(title, body), time);

    /// <summary>The same for a post read before, by the same method.</summary>
    internal TopicMatch Assign(PostWords post, DateTimeOffset? time)
    {
        var terms = weights.Weigh(post);
        var ticks = time?.UtcTicks ?? 0;
        var brief = post.Lettered && terms.Length < method.Brief;
        var (best, likeness, needed) = brief ? nearest.Likeliest(terms, ticks) : nearest.Find(terms, ticks, Math.Max(quiet, method.QuietUsual));
        var isNew = best is null || likeness <= needed || !Says(terms, best, brief, likeness - needed);
        if (isNew && nearest.FindAsleep(terms, ticks, brief, needed) is var (woken, again) && Says(terms, woken, brief, again - needed))
        {
            (best, likeness, isNew) = (woken, again, false);
        }
        if (isNew) Share(terms, null);
        var topic = isNew ? nearest.Open(++topics) : nearest.Awaken(best!.Number);
        var shared = Strongest(post.Text);
        Fold(post, terms, topic, ticks);
        return new(topic.Number, isNew, Math.Min(1, likeness), Math.Min(1, needed), shared);
    }

    /// <summary>
    /// Folds in a post whose topic is already decided, by an earlier run or by a person. After the same posts with the same topics the index is
    /// the same, whoever decided.
    /// </summary>
    public void Learn(ReadOnlySpan<char> title, ReadOnlySpan<char> body, DateTimeOffset? time, long topic) => Learn(reader.Read(title, body), time, topic);

    /// <summary>The same for a post read before, by the same method.</summary>
    internal void Learn(PostWords post, DateTimeOffset? time, long topic)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(topic, 1);
        var terms = weights.Weigh(post);
        topics = Math.Max(topics, topic);
        Fold(post, terms, nearest.Awaken(topic), time?.UtcTicks ?? 0);
    }

    private void Fold(PostWords post, ReadOnlySpan<Term> terms, LiveTopic topic, long ticks)
    {
        if (topic.Posts < method.Telling)
        {
            weights.Count(post);
            if (ticks != 0 && topic.Times.To != 0) quiet += (topic.DaysFrom(ticks) - quiet) / method.QuietWindow;
        }
        nearest.Join(topic, terms, ticks, ++turn);
    }

    /// <summary>
    /// Takes a post folded in before out of one topic and puts it into another, as a person decided: from now on what resembles it goes there. Its terms
    /// are not counted again.
    /// </summary>
    public void Move(ReadOnlySpan<char> title, ReadOnlySpan<char> body, DateTimeOffset? time, long from, long to) => Move(reader.Read(title, body), time, from, to);

    /// <summary>The same for a post read before, by the same method and the words it was folded in with.</summary>
    internal void Move(PostWords post, DateTimeOffset? time, long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, 1);
        var terms = weights.Weigh(post);
        topics = Math.Max(topics, to);
        nearest.Leave(from, terms);
        nearest.Join(nearest.Awaken(to), terms, time?.UtcTicks ?? 0, turn);
    }

    /// <summary>The whole state, compressed.</summary>
    public byte[] Snapshot()
    {
        using var bytes = new MemoryStream();
        using (var to = new BinaryWriter(new BufferedStream(new BrotliStream(bytes, CompressionLevel.Fastest), 1 << 16), Encoding.UTF8))
        {
            to.Write(method.Version);
            to.Write(topics);
            to.Write(turn);
            to.Write(quiet);
            counts.Write(to);
            nearest.Write(to);
        }
        return bytes.ToArray();
    }

    /// <summary>The index as it was at a snapshot; null when another method or word list made it, and everything must be folded again.</summary>
    public static TopicIndex? Restore(byte[] snapshot) => Restore(snapshot, GroupingMethod.Current);

    internal static TopicIndex? Restore(byte[] snapshot, GroupingMethod method)
    {
        using var from = new BinaryReader(new BufferedStream(new BrotliStream(new MemoryStream(snapshot), CompressionMode.Decompress), 1 << 16), Encoding.UTF8);
        var index = new TopicIndex(method);
        if (from.ReadString() != index.Version) return null;
        index.topics = from.ReadInt64();
        index.turn = from.ReadInt64();
        index.quiet = from.ReadDouble();
        index.counts.Read(from);
        index.nearest.Read(from);
        return index;
    }

    /// <summary>What a post and a topic have in common, by its place in the post; of a new topic the post's own terms.</summary>
    private void Share(ReadOnlySpan<Term> terms, LiveTopic? topic)
    {
        shared.Clear();
        if (topic is null)
        {
            foreach (var term in terms) shared.Add(new(term.Start, term.Start + term.Length, term.Weight));
        }
        else
        {
            var ids = topic.Ids;
            var sums = topic.Sums;
            for (int i = 0, j = 0; i < terms.Length && j < ids.Length;)
            {
                if (terms[i].Id == ids[j]) shared.Add(new(terms[i].Start, terms[i].Start + terms[i].Length, terms[i++].Weight * sums[j++]));
                else if (terms[i].Id < ids[j]) i++;
                else j++;
            }
        }
        shared.Sort(static (a, b) => a.From != b.From ? a.From - b.From : a.To - b.To);
    }

    /// <summary>Whether what a post and a topic have in common, which it leaves at hand, is more than a name; a title with nothing but a name needs <paramref name="more"/> likeness than is asked of others.</summary>
    private bool Says(ReadOnlySpan<Term> terms, LiveTopic topic, bool brief, double more)
    {
        Share(terms, topic);
        return terms.Length >= method.Enough ? Elsewhere() >= method.Elsewhere : brief || more >= method.NameAlone || Elsewhere() > 0;
    }

    /// <summary>The share of what is in common that is not in the strongest stretch of neighbouring words.</summary>
    private double Elsewhere()
    {
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
    private string[] Strongest(string text)
    {
        const int considered = 8, shown = 5, longest = 12;
        if (shared.Count > considered)
        {
            Span<float> heaviest = stackalloc float[considered];
            heaviest.Clear();
            foreach (var part in shared)
            {
                if (part.Weight <= heaviest[^1]) continue;
                var at = considered - 1;
                for (; at > 0 && heaviest[at - 1] < part.Weight; at--) heaviest[at] = heaviest[at - 1];
                heaviest[at] = part.Weight;
            }
            var least = heaviest[^1];
            shared.RemoveAll(part => part.Weight < least);
        }
        var stretches = new List<Part>(considered);
        foreach (var (from, to, weight) in shared)
        {
            // Overlapping parts of a name the word list lacks are shown as the one name they are.
            if (stretches.Count > 0 && stretches[^1] is var last && from < last.To && to - last.From <= longest)
            {
                stretches[^1] = new(last.From, Math.Max(last.To, to), last.Weight + weight);
            }
            else stretches.Add(new(from, to, weight));
        }
        return [.. stretches.OrderByDescending(s => s.Weight).ThenBy(s => s.From).Take(shown).Select(s => text[s.From..s.To]).Distinct()];
    }
}
