namespace Huiying.Assess.Hot;

/// <summary>Posts taken for one matter: the sums of their terms, and the name they share.</summary>
internal sealed class HotGroup
{
    /// <summary>A name is shared when coverage (share of the group's posts that have it) × purity (share of the posts that have it which are in the group) reaches this.</summary>
    private const double Concrete = 0.45;

    /// <summary>And when it makes so much of what the posts have in common; a formula of address is in every post and makes little.</summary>
    private const double Telling = 0.02;

    /// <summary>A post less like the others than this part of the least likeness is no part of the matter.</summary>
    private const double Stray = 0.8;

    private readonly HotWords[] read;
    private readonly HotTerms terms;
    private readonly Dictionary<ulong, (double Weight, int Count)> sums = [];

    public HotGroup(IEnumerable<int> members, HotWords[] read, HotTerms terms)
    {
        (this.read, this.terms) = (read, terms);
        foreach (var m in members) Add(m);
    }

    /// <summary>The posts, by their place in the span.</summary>
    public HashSet<int> Members { get; } = [];

    /// <summary>
    /// Looks once more at each group of three or more as a whole: a post that is hardly like the others and lacks their name leaves; a post of a
    /// much smaller group that has the name and is like enough to the whole joins.
    /// </summary>
    public static void Settle(List<HotGroup> groups, HotWords[] read, Func<int, IReadOnlyCollection<int>, bool> near)
    {
        var alone = new List<HotGroup>();
        foreach (var group in groups.Where(g => g.Members.Count > 2).ToList())
        {
            var names = group.Naming();
            foreach (var stray in group.Members.Order().Where(m => group.Likeness(m) < HotIssues.Least * Stray && !read[m].Terms.Any(t => names.Contains(t.Id))).ToList())
            {
                group.Remove(stray);
                alone.Add(new([stray], read, group.terms));
            }
        }
        groups.AddRange(alone);
        var large = groups.Where(g => g.Members.Count > 2).Select(g => (Group: g, Names: g.Naming())).Where(g => g.Names.Count > 0).ToList();
        foreach (var small in groups.ToList())
        {
            var size = small.Members.Count;
            foreach (var m in small.Members.Order().ToList())
            {
                var best = large.Where(l => l.Group != small && (size <= 2 || l.Group.Members.Count >= size * 4) && read[m].Terms.Any(t => l.Names.Contains(t.Id)))
                    .Select(l => (l.Group, Likeness: l.Group.Likeness(m)))
                    .Where(l => l.Likeness >= HotIssues.Least && near(m, l.Group.Members)).OrderByDescending(l => l.Likeness).FirstOrDefault();
                if (best.Group is null) continue;
                small.Remove(m);
                best.Group.Add(m);
            }
        }
    }

    /// <summary>The post most like the others.</summary>
    public int Typical() => Members.Order().MaxBy(m => read[m].Terms.Sum(t => t.Weight * sums[t.Id].Weight));

    /// <summary>Words at least half of the posts have, the strongest first.</summary>
    public IReadOnlyList<string> Words()
    {
        var typical = Typical();
        return [.. read[typical].Terms.Where(t => t.Length > 1 && sums[t.Id].Count * 2 >= Members.Count).OrderByDescending(t => sums[t.Id].Weight).ThenBy(t => t.Start)
            .Select(t => read[typical].Text.Substring(t.Start, t.Length)).Distinct().Take(6)];
    }

    /// <summary>The fittest name in a post, with the fitting words that overlap it: parts of a name the word list lacks are shown as the one name they are.</summary>
    public string? Name(int post)
    {
        const int longest = 12;
        var text = read[post].Text;
        var names = Naming();
        var fitting = read[post].Terms.Where(t => Fit(t.Id) >= Concrete).ToList();
        var best = fitting.Where(t => t.Names && t.Length > 1 && names.Contains(t.Id)).OrderByDescending(t => Fit(t.Id) * sums[t.Id].Weight).ThenBy(t => t.Start).FirstOrDefault();
        if (best.Length == 0) return null;
        var (from, to) = (best.Start, best.Start + best.Length);
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var term in fitting.Where(t => t.Names))
            {
                var (begin, end) = (Math.Min(from, term.Start), Math.Max(to, term.Start + term.Length));
                if (term.Start >= to || term.Start + term.Length <= from || end - begin > longest || end - begin == to - from) continue;
                (from, to, grown) = (begin, end, true);
            }
        }
        return text[from..to];
    }

    private void Add(int post)
    {
        Members.Add(post);
        foreach (var term in read[post].Terms)
        {
            var (weight, count) = sums.GetValueOrDefault(term.Id);
            sums[term.Id] = (weight + term.Weight, count + 1);
        }
    }

    private void Remove(int post)
    {
        Members.Remove(post);
        foreach (var term in read[post].Terms)
        {
            var (weight, count) = sums[term.Id];
            sums[term.Id] = (weight - term.Weight, count - 1);
        }
    }

    /// <summary>Average likeness of a post to the others.</summary>
    private double Likeness(int post)
    {
        var member = Members.Contains(post);
        var others = Members.Count - (member ? 1 : 0);
        return others == 0 ? 0 : (read[post].Terms.Sum(t => t.Weight * sums.GetValueOrDefault(t.Id).Weight) - (member ? 1 : 0)) / others;
    }

    private double Fit(ulong term) => sums.GetValueOrDefault(term) is { Count: > 1 } s ? (double)s.Count / Members.Count * s.Count / terms.Posts(term) : 0;

    /// <summary>Terms that are a name the posts share.</summary>
    private HashSet<ulong> Naming()
    {
        var whole = sums.Values.Sum(s => s.Weight * s.Weight);
        return [.. Members.SelectMany(m => read[m].Terms).Where(t => t.Names && t.Length > 1 && Fit(t.Id) >= Concrete && sums[t.Id].Weight * sums[t.Id].Weight >= Telling * whole).Select(t => t.Id)];
    }
}
