using System.Globalization;

namespace Huiying.Assess.Hot;

/// <summary>
/// The hottest issues of a span of time, looked at as a whole (grouping as posts come cannot look ahead). Posts are joined by average likeness
/// (<see cref="AverageLinkage"/>); two posts are alike only if they share more than one name. An issue is concrete when its posts share a name
/// that other posts hardly use; concrete issues come first. Heat is one for each post and a fifth of the logarithm of its reactions; the fewer
/// days it took, the more, up to a quarter. Pure; the same posts give the same issues, whatever their order among equal times.
/// </summary>
public static class HotIssues
{
    /// <summary>Average likeness from which two groups are one matter.</summary>
    internal const double Least = 0.12;

    /// <summary>Pairs less alike than this are not looked at.</summary>
    private const double Faint = 0.02;

    /// <summary>Of the likeness so much must come from elsewhere than the strongest name.</summary>
    private const double Elsewhere = 0.3;

    /// <summary>Days of silence after which the same words are another matter.</summary>
    private const double QuietDays = 92;

    /// <summary>The issues of two or more posts, the hottest first.</summary>
    public static IReadOnlyList<HotIssue> Of(IEnumerable<HotPost> posts, int top)
    {
        HotPost[] all = [.. posts.OrderBy(p => p.At?.UtcTicks ?? 0).ThenBy(p => p.Id, StringComparer.Ordinal)];
        var terms = new HotTerms();
        var read = terms.Read(all);
        var spans = Array.ConvertAll(all, p => (From: p.At, To: p.At));
        var linkage = new AverageLinkage(all.Length, (a, b) => Gap(spans[a], spans[b]) <= QuietDays);
        foreach (var (a, b, likeness) in Alike(read)) linkage.Add(a, b, likeness);
        var of = linkage.Join(Least, (a, b) => spans[a] = (Earlier(spans[a].From, spans[b].From), Later(spans[a].To, spans[b].To)));
        var groups = Enumerable.Range(0, all.Length).GroupBy(i => of[i]).Select(g => new HotGroup(g, read, terms)).ToList();
        HotGroup.Settle(groups, read, (i, members) => members.Min(m => Gap((all[i].At, all[i].At), (all[m].At, all[m].At))) <= QuietDays);
        return
        [
            .. groups.Where(g => g.Members.Count > 1).Select(g => Issue(g, all, read))
                .OrderByDescending(i => i.Name is not null).ThenByDescending(i => i.Heat).ThenBy(i => i.Posts[0].Id, StringComparer.Ordinal)
                .Take(top),
        ];
    }

    /// <summary>One for each post and a fifth of the logarithm of its reactions; the fewer days it took, the more, up to a quarter.</summary>
    internal static double Heat(IEnumerable<long> reactions, double days) =>
        Math.Round(reactions.Sum(r => 1 + 0.2 * Math.Log(1 + Math.Max(0, r))) * (1 + 0.25 * 30 / (30 + days)), 2);

    /// <summary>All pairs that share a term which is not everywhere, with their likeness.</summary>
    private static IEnumerable<(int A, int B, double Likeness)> Alike(HotWords[] read)
    {
        var everywhere = read.Length / 20 + 20;
        var postings = new Dictionary<ulong, List<(int Post, float Weight)>>();
        var sums = new Dictionary<int, double>();
        for (var i = 0; i < read.Length; i++)
        {
            sums.Clear();
            foreach (var term in read[i].Terms)
            {
                if (!postings.TryGetValue(term.Id, out var list)) postings.Add(term.Id, list = []);
                if (list.Count <= everywhere) foreach (var (post, weight) in list) sums[post] = sums.GetValueOrDefault(post) + term.Weight * weight;
                list.Add((i, term.Weight));
            }
            foreach (var (j, sum) in sums)
            {
                if (sum > Faint && BesideName(read[i].Terms, read[j].Terms) >= Elsewhere) yield return (j, i, sum);
            }
        }
    }

    /// <summary>The share of what two posts have in common that is outside their strongest stretch.</summary>
    private static double BesideName(HotTerm[] a, HotTerm[] b)
    {
        const int nameLength = 8;
        var shared = new List<(int From, int To, float Weight)>();
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i].Id == b[j].Id) shared.Add((a[i].Start, a[i].Start + a[i].Length, a[i++].Weight * b[j++].Weight));
            else if (a[i].Id < b[j].Id) i++;
            else j++;
        }
        shared.Sort(static (x, y) => x.From != y.From ? x.From - y.From : x.To - y.To);
        double whole = 0, stretch = 0, strongest = 0;
        int begin = 0, end = -1;
        foreach (var (from, to, weight) in shared)
        {
            var on = from <= end && to - begin <= nameLength;
            if (!on) begin = from;
            stretch = on ? stretch + weight : weight;
            strongest = Math.Max(strongest, stretch);
            whole += weight;
            end = Math.Max(end, to);
        }
        return whole > 0 ? 1 - strongest / whole : 0;
    }

    private static HotIssue Issue(HotGroup group, HotPost[] all, HotWords[] read)
    {
        var typical = group.Typical();
        HotPost[] posts = [.. group.Members.Order().Select(m => all[m])];
        var from = posts.Min(p => p.At);
        var to = posts.Max(p => p.At);
        var days = from is { } f && to is { } t ? (t - f).TotalDays : 0;
        var heat = Heat(posts.Select(p => p.Reactions), days);
        var name = group.Name(typical);
        return new(Title(all[typical]), name, from, to, heat, posts, group.Words(), [.. Reasons(posts, name, from, to)]);
    }

    private static string Title(HotPost post)
    {
        var text = (post.Title.Length > 0 ? post.Title : post.Body).Split('\n')[0].Trim();
        return text.Length > 40 ? text[..40] + "…" : text;
    }

    private static IEnumerable<string> Reasons(HotPost[] posts, string? name, DateTimeOffset? from, DateTimeOffset? to)
    {
        yield return $"提及 {posts.Length} 次";
        if (posts.All(p => p.Voice is not null)) yield return $"不同发言者 {posts.Select(p => p.Voice).Distinct(StringComparer.Ordinal).Count()} 个";
        if (posts.Sum(p => p.Reactions) is > 0 and var reactions) yield return $"点赞、转发、评论等互动 {reactions} 次";
        if (from is { } f && to is { } t)
        {
            yield return $"持续 {Math.Floor((t - f).TotalDays) + 1:0} 天";
            var last = posts.Count(p => p.At > t.AddDays(-7));
            var before = posts.Count(p => p.At > t.AddDays(-14) && p.At <= t.AddDays(-7));
            if (last + before >= 3) yield return $"最后 7 天 {last} 次，之前 7 天 {before} 次";
        }
        yield return name is null ? "没有共同的地点或名称，属于一类问题" : string.Create(CultureInfo.InvariantCulture, $"共同指向“{name}”");
    }

    private static double Gap((DateTimeOffset? From, DateTimeOffset? To) a, (DateTimeOffset? From, DateTimeOffset? To) b) =>
        a.From > b.To ? (a.From - b.To).Value.TotalDays : b.From > a.To ? (b.From - a.To).Value.TotalDays : 0;

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;
}
