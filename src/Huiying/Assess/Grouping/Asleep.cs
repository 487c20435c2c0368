namespace Huiying.Assess.Grouping;

/// <summary>
/// What is kept of topics asleep: their strongest terms, so that they wake when they are mentioned again. Only a post that fits no topic awake is held against them.
/// Memory is bounded here too: beyond <see cref="GroupingMethod.Asleep"/> the tenth that was quiet longest is forgotten.
/// </summary>
internal sealed class Asleep(GroupingMethod method)
{
    /// <summary>Of a term so many topics, those that fell asleep last.</summary>
    private const int PostingsKept = 64;

    /// <summary>Slots of topics by their numbers. A slot is taken once: a term may still lead to a topic that woke, and must not lead to another.</summary>
    private readonly Dictionary<long, int> slots = [];
    private readonly List<(long Number, LiveTopic? Topic)> topics = [];
    private readonly Postings postings = new(PostingsKept);
    private readonly List<int> touched = [];
    private readonly List<(float Weight, int Slot)> likest = [];
    private float[] partial = new float[1024];

    /// <summary>Topics asleep.</summary>
    public int Count => slots.Count;

    /// <summary>Takes in a topic that falls asleep.</summary>
    public void Keep(LiveTopic topic)
    {
        if (Count >= method.Asleep) Forget();
        topic.Shrink(method.AsleepTerms);
        var slot = Put(topic.Number, topic);
        foreach (var id in topic.Ids) postings.Add(id, slot);
    }

    /// <summary>The topic leaves its sleep; null when it does not sleep here.</summary>
    public LiveTopic? Wake(long number)
    {
        if (!slots.Remove(number, out var slot)) return null;
        var topic = topics[slot].Topic!;
        topics[slot] = (number, null);
        foreach (var id in topic.Ids) postings.Remove(id, slot);
        return topic;
    }

    /// <summary>Takes a post out of a topic asleep, as far as its terms are kept.</summary>
    public void Leave(long number, ReadOnlySpan<Term> post)
    {
        if (slots.TryGetValue(number, out var slot)) topics[slot].Topic!.Leave(post);
    }

    /// <summary>The topics asleep that share most of a post's heaviest terms, the likest first, among equals the older; the list is overwritten by the next call.</summary>
    public void Alike(ReadOnlySpan<Term> heaviest, List<LiveTopic> alike)
    {
        alike.Clear();
        if (Count == 0) return;
        touched.Clear();
        foreach (var term in heaviest)
        {
            foreach (var slot in postings.Latest(term.Id))
            {
                if (partial[slot] == 0) touched.Add(slot);
                partial[slot] += term.Weight;
            }
        }
        likest.Clear();
        var most = method.Compared / 4;
        foreach (var slot in touched)
        {
            var weight = partial[slot];
            partial[slot] = 0;
            if (likest.Count == most && !Likelier(weight, slot, likest[^1])) continue;
            if (likest.Count == most) likest.RemoveAt(most - 1);
            var at = likest.Count;
            while (at > 0 && Likelier(weight, slot, likest[at - 1])) at--;
            likest.Insert(at, (weight, slot));
        }
        // A term that was taken out of a topic still leads to it, awake or not.
        foreach (var (_, slot) in likest) if (topics[slot].Topic is { } topic) alike.Add(topic);

        bool Likelier(float weight, int slot, (float Weight, int Slot) than) =>
            weight > than.Weight || weight == than.Weight && topics[slot].Number < topics[than.Slot].Number;
    }

    public void Write(BinaryWriter to)
    {
        to.Write(topics.Count);
        foreach (var (number, topic) in topics)
        {
            to.Write(topic is not null);
            if (topic is null) to.Write(number);
            else topic.Write(to);
        }
        postings.Write(to);
    }

    public void Read(BinaryReader from)
    {
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var topic = from.ReadBoolean() ? LiveTopic.Read(from) : null;
            Put(topic?.Number ?? from.ReadInt64(), topic);
        }
        postings.Read(from);
    }

    private int Put(long number, LiveTopic? topic)
    {
        var slot = topics.Count;
        topics.Add((number, topic));
        if (topic is not null) slots[number] = slot;
        if (partial.Length < topics.Count) Array.Resize(ref partial, partial.Length * 2);
        return slot;
    }

    private void Forget()
    {
        (long Turn, long Number)[] oldest = [.. topics.Where(t => t.Topic is not null).Select(t => (t.Topic!.Turn, t.Number))];
        Array.Sort(oldest);
        foreach (var (_, number) in oldest.AsSpan(0, Math.Max(1, oldest.Length / 10)))
        {
            slots.Remove(number, out var slot);
            topics[slot] = (number, null);
        }
        var moved = new int[topics.Count];
        var kept = 0;
        for (var slot = 0; slot < moved.Length; slot++)
        {
            var (number, topic) = topics[slot];
            moved[slot] = topic is null ? -1 : kept;
            if (topic is null) continue;
            slots[number] = kept;
            topics[kept++] = (number, topic);
        }
        topics.RemoveRange(kept, topics.Count - kept);
        postings.Move(moved);
    }
}
