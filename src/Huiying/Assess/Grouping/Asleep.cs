namespace Huiying.Assess.Grouping;

/// <summary>
/// What is kept of topics asleep: their strongest terms, so that they wake when they are mentioned again. Only a post that fits no topic awake is held against them.
/// Memory is bounded here too: beyond <see cref="GroupingMethod.Asleep"/> the tenth that was quiet longest is forgotten.
/// </summary>
internal sealed class Asleep(GroupingMethod method)
{
    /// <summary>Of a term so many topics, those that fell asleep last.</summary>
    private const int PostingsKept = 64;

    private readonly Dictionary<long, LiveTopic> topics = [];
    private readonly Dictionary<ulong, List<long>> postings = [];
    private readonly Dictionary<long, float> touched = [];

    /// <summary>Topics asleep.</summary>
    public int Count => topics.Count;

    /// <summary>Takes in a topic that falls asleep.</summary>
    public void Keep(LiveTopic topic)
    {
        if (topics.Count >= method.Asleep) Forget();
        topic.Shrink(method.AsleepTerms);
        topics[topic.Number] = topic;
        foreach (var id in topic.Ids)
        {
            if (!postings.TryGetValue(id, out var list)) postings[id] = list = new(1);
            if (list.Count >= 2 * PostingsKept) list.RemoveRange(0, PostingsKept);
            list.Add(topic.Number);
        }
    }

    /// <summary>The topic leaves its sleep; null when it does not sleep here.</summary>
    public LiveTopic? Wake(long number)
    {
        if (!topics.Remove(number, out var topic)) return null;
        foreach (var id in topic.Ids)
        {
            if (!postings.TryGetValue(id, out var list)) continue;
            list.Remove(number);
            if (list.Count == 0) postings.Remove(id);
        }
        return topic;
    }

    /// <summary>Takes a post out of a topic asleep, as far as its terms are kept.</summary>
    public void Leave(long number, ReadOnlySpan<Term> post)
    {
        if (topics.TryGetValue(number, out var topic)) topic.Leave(post);
    }

    /// <summary>The topics asleep that share most of a post's heaviest terms, the likest first; the list is overwritten by the next call.</summary>
    public List<LiveTopic> Alike(ReadOnlySpan<Term> heaviest)
    {
        var alike = new List<LiveTopic>();
        if (topics.Count == 0) return alike;
        touched.Clear();
        foreach (var term in heaviest)
        {
            if (!postings.TryGetValue(term.Id, out var list)) continue;
            for (var i = Math.Max(0, list.Count - PostingsKept); i < list.Count; i++) touched[list[i]] = touched.GetValueOrDefault(list[i]) + term.Weight;
        }
        if (touched.Count == 0) return alike;
        foreach (var (number, _) in touched.OrderByDescending(t => t.Value).ThenBy(t => t.Key).Take(method.Compared / 4))
        {
            // A term that was taken out of it still leads to it.
            if (topics.TryGetValue(number, out var topic)) alike.Add(topic);
        }
        return alike;
    }

    public void Write(BinaryWriter to)
    {
        to.Write(topics.Count);
        foreach (var topic in topics.Values.OrderBy(t => t.Number)) topic.Write(to);
        to.Write(postings.Count);
        foreach (var (id, list) in postings.OrderBy(p => p.Key))
        {
            to.Write(id);
            to.Write7BitEncodedInt(list.Count);
            foreach (var number in list) to.Write7BitEncodedInt64(number);
        }
    }

    public void Read(BinaryReader from)
    {
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var topic = LiveTopic.Read(from);
            topics.Add(topic.Number, topic);
        }
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var id = from.ReadUInt64();
            var list = new List<long>();
            for (var k = from.Read7BitEncodedInt(); k > 0; k--) list.Add(from.Read7BitEncodedInt64());
            postings.Add(id, list);
        }
    }

    private void Forget()
    {
        foreach (var number in topics.Values.OrderBy(t => t.Turn).ThenBy(t => t.Number).Take(Math.Max(1, topics.Count / 10)).Select(t => t.Number).ToList()) topics.Remove(number);
        foreach (var (id, list) in postings.ToArray())
        {
            list.RemoveAll(number => !topics.ContainsKey(number));
            if (list.Count == 0) postings.Remove(id);
        }
    }
}
