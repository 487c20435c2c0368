namespace Huiying.Assess.Grouping;

/// <summary>Finds the topic a post resembles most, by an inverted index from a topic's rarest terms to the topics awake; what fell asleep is asked when none of these fits.</summary>
internal sealed class Nearest(GroupingMethod method)
{
    private const int PostingsKept = 256;

    private readonly Asleep asleep = new(method);
    private readonly Postings postings = new(PostingsKept);
    private readonly Dictionary<long, int> slots = [];
    private readonly List<LiveTopic> topics = [];
    private readonly PriorityQueue<int, (float Weight, int Slot)> chosen = new();
    private readonly List<int> candidates = [];
    private readonly List<LiveTopic> alike = [];
    private float[] partial = new float[1024];
    private int[] touched = new int[1024];
    private int reached;
    private float[] order = new float[512];
    private Term[] keys = new Term[512];
    private ulong[] ids = new ulong[512];
    private float[] weights = new float[512];

    /// <summary>Topics awake.</summary>
    public int Count => topics.Count;

    /// <summary>Topics asleep that can wake.</summary>
    public int Sleeping => asleep.Count;

    /// <summary>The nearest topic with its likeness, and the likeness a post needs to join.</summary>
    /// <param name="post">The post's terms.</param>
    /// <param name="ticks">Its time, 0 when unknown.</param>
    /// <param name="usual">Days for which topics of this stream are usually quiet before their next post.</param>
    public (LiveTopic? Topic, double Likeness, double Needed) Find(ReadOnlySpan<Term> post, long ticks, double usual)
    {
        Touch(post);
        Choose();
        Lay(post);
        // One more than shown: the nearest itself is no background.
        Span<double> likest = stackalloc double[method.Rivals + 1];
        var n = 0;
        LiveTopic? best = null;
        foreach (var slot in candidates)
        {
            var topic = topics[slot];
            if (topic.Posts == 0 || topic.DaysFrom(ticks) > method.QuietDays) continue;
            var likeness = topic.Dot(ids.AsSpan(0, post.Length), weights.AsSpan(0, post.Length)) / topic.Posts;
            if (likeness <= 0) continue;
            if (n == 0 || likeness > likest[0] || likeness == likest[0] && topic.Number < best!.Number) best = topic;
            if (n == likest.Length && likeness <= likest[n - 1]) continue;
            var at = n < likest.Length ? n++ : n - 1;
            for (; at > 0 && likest[at - 1] < likeness; at--) likest[at] = likest[at - 1];
            likest[at] = likeness;
        }
        foreach (var slot in touched.AsSpan(0, reached)) partial[slot] = 0;
        var background = 0.0;
        for (var i = 1; i < n; i++) background += likest[i];
        var needed = method.Least + method.Contrast * background / method.Rivals;
        if (best?.DaysFrom(ticks) is > 0 and var quiet) needed *= Math.Pow(1 + quiet / usual, method.QuietPower);
        return (best, n > 0 ? likest[0] : 0, Math.Min(method.Same, needed));
    }

    /// <summary>
    /// The same for a brief post: the topic in which its words are likeliest against elsewhere. Its likeness and the likeness it needs are shares of the
    /// most evidence it could give.
    /// </summary>
    public (LiveTopic? Topic, double Likeness, double Needed) Likeliest(ReadOnlySpan<Term> post, long ticks)
    {
        Touch(post);
        Choose();
        LiveTopic? best = null;
        double most = 0, second = 0, whole = 0;
        foreach (var slot in candidates)
        {
            var topic = topics[slot];
            if (topic.Posts == 0 || topic.DaysFrom(ticks) > method.QuietDays) continue;
            var evidence = topic.Evidence(post, method.OwnWords, method.MoreWords) + method.Popular * Math.Log(topic.Posts);
            if (best is null || evidence > most || evidence == most && topic.Number < best.Number) (second, most, best) = (most, evidence, topic);
            else if (evidence > second) second = evidence;
        }
        foreach (var slot in touched.AsSpan(0, reached)) partial[slot] = 0;
        foreach (var term in post) whole += term.Count * Math.Log(1 + term.Rare * method.OwnWords);
        if (whole <= 0) return (null, 0, 1);
        var needed = method.Evidence + method.EvidenceShare * whole + method.EvidenceRival * second;
        return (best, most / whole, needed / whole);
    }

    /// <summary>
    /// The topic asleep that a post belongs to, by the measure and the threshold of the topics awake; null when there is none. Only its strongest terms are left, so it
    /// is less like than it was awake, never more.
    /// </summary>
    public (LiveTopic Topic, double Likeness)? FindAsleep(ReadOnlySpan<Term> post, long ticks, bool brief, double needed)
    {
        if (asleep.Count == 0) return null;
        double whole = 0;
        if (brief) foreach (var term in post) whole += term.Count * Math.Log(1 + term.Rare * method.OwnWords);
        if (brief && whole <= 0) return null;
        (LiveTopic Topic, double Likeness)? best = null;
        Lay(post);
        asleep.Alike(Keys(post), alike);
        foreach (var topic in alike)
        {
            if (topic.Posts == 0 || topic.DaysFrom(ticks) > method.QuietDays) continue;
            var likeness = brief ? (topic.Evidence(post, method.OwnWords, method.MoreWords) + method.Popular * Math.Log(topic.Posts)) / whole : topic.Dot(ids.AsSpan(0, post.Length), weights.AsSpan(0, post.Length)) / topic.Posts;
            if (likeness > needed && !(best?.Likeness >= likeness)) best = (topic, likeness);
        }
        return best;
    }

    /// <summary>A new topic; when too many are awake the tenth that was quiet longest falls asleep first.</summary>
    public LiveTopic Open(long number)
    {
        var topic = new LiveTopic(number);
        Put(topic);
        return topic;
    }

    /// <summary>The topic with that number: awake, woken, or opened anew when it is unknown or forgotten.</summary>
    public LiveTopic Awaken(long number)
    {
        if (slots.TryGetValue(number, out var slot)) return topics[slot];
        if (asleep.Wake(number) is not { } woken) return Open(number);
        var at = Put(woken);
        foreach (var id in woken.Ids) postings.Add(id, at);
        return woken;
    }

    /// <summary>Adds a post to a topic.</summary>
    public void Join(LiveTopic topic, ReadOnlySpan<Term> post, long ticks, long turn)
    {
        var slot = slots[topic.Number];
        foreach (var term in Keys(post))
        {
            if (topic.Of(term.Id) == 0) postings.Add(term.Id, slot);
        }
        topic.Join(post, ticks, turn, method.TopicTerms);
    }

    /// <summary>Takes a post out of a topic, awake or asleep.</summary>
    public void Leave(long number, ReadOnlySpan<Term> post)
    {
        if (slots.TryGetValue(number, out var slot)) topics[slot].Leave(post);
        else asleep.Leave(number, post);
    }

    public void Write(BinaryWriter to)
    {
        to.Write(topics.Count);
        foreach (var topic in topics) topic.Write(to);
        postings.Write(to);
        asleep.Write(to);
    }

    public void Read(BinaryReader from)
    {
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var topic = LiveTopic.Read(from);
            slots.Add(topic.Number, topics.Count);
            topics.Add(topic);
        }
        var room = Math.Max(partial.Length, topics.Count * 2);
        (partial, touched) = (new float[room], new int[room]);
        postings.Read(from);
        asleep.Read(from);
    }

    private int Put(LiveTopic topic)
    {
        if (topics.Count >= method.Awake) Sleep();
        slots.Add(topic.Number, topics.Count);
        topics.Add(topic);
        if (partial.Length < topics.Count) (partial, touched) = (new float[partial.Length * 2], new int[partial.Length * 2]);
        return topics.Count - 1;
    }

    private void Touch(ReadOnlySpan<Term> post)
    {
        reached = 0;
        foreach (var term in Keys(post))
        {
            foreach (var slot in postings.Latest(term.Id))
            {
                ref var weight = ref partial[slot];
                if (weight == 0) touched[reached++] = slot;
                weight += term.Weight;
            }
        }
    }

    /// <summary>Ids and weights of a post side by side: it is held against many topics.</summary>
    private void Lay(ReadOnlySpan<Term> post)
    {
        if (ids.Length < post.Length) (ids, weights) = (new ulong[post.Length * 2], new float[post.Length * 2]);
        for (var i = 0; i < post.Length; i++) (ids[i], weights[i]) = (post[i].Id, post[i].Weight);
    }

    /// <summary>The topics touched by the heaviest terms together; among equals the older slots.</summary>
    private void Choose()
    {
        candidates.Clear();
        if (reached <= method.Compared)
        {
            candidates.AddRange(touched.AsSpan(0, reached));
            return;
        }
        // The least chosen so far is kept at hand: nearly every slot fails against it and never meets the queue.
        var least = float.MaxValue;
        foreach (var slot in touched.AsSpan(0, reached))
        {
            var weight = partial[slot];
            if (chosen.Count < method.Compared) chosen.Enqueue(slot, (weight, -slot));
            else if (weight < least || weight == least && !Older(slot)) continue;
            else chosen.DequeueEnqueue(slot, (weight, -slot));
            least = chosen.TryPeek(out _, out var rank) ? rank.Weight : least;
        }
        while (chosen.TryDequeue(out var slot, out _)) candidates.Add(slot);

        bool Older(int slot) => chosen.TryPeek(out _, out var rank) && -slot > rank.Slot;
    }

    /// <summary>The heaviest terms of a post.</summary>
    private ReadOnlySpan<Term> Keys(ReadOnlySpan<Term> post)
    {
        if (post.Length <= method.Keys) return post;
        if (keys.Length < post.Length) (keys, order) = (new Term[post.Length * 2], new float[post.Length * 2]);
        for (var i = 0; i < post.Length; i++) (keys[i], order[i]) = (post[i], -post[i].Weight);
        Array.Sort(order, keys, 0, post.Length);
        return keys.AsSpan(0, method.Keys);
    }

    private void Sleep()
    {
        var left = topics.OrderByDescending(t => t.Turn).Take(topics.Count - topics.Count / 10).OrderBy(t => t.Number).ToList();
        var moved = new int[topics.Count];
        Array.Fill(moved, -1);
        for (var i = 0; i < left.Count; i++) moved[slots[left[i].Number]] = i;
        foreach (var topic in topics.Where((_, slot) => moved[slot] < 0).OrderBy(t => t.Turn).ThenBy(t => t.Number)) asleep.Keep(topic);
        topics.Clear();
        topics.AddRange(left);
        slots.Clear();
        for (var i = 0; i < topics.Count; i++) slots.Add(topics[i].Number, i);
        postings.Move(moved);
    }
}
