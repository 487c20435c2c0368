namespace Huiying.Collect.Reading;

/// <summary>A post on the page: the blocks from <paramref name="First"/> up to but without <paramref name="End"/>.</summary>
/// <param name="Holder">The element around them; null when a post is a run of neighbours (a row with its head, a row with its text).</param>
/// <param name="Time">Null when it bears none.</param>
internal sealed record PostBox(Box? Holder, int First, int End, PostTime? Time);

/// <summary>Finds the posts: of all times that share a shape, those around which most text stands.</summary>
internal static class PostBoxes
{
    private const double Enough = 300;

    public static List<PostBox> Of(PageBlocks page, PostParts parts, List<PostTime> times)
    {
        var weight = new double[page.Blocks.Count + 1];
        for (var i = 0; i < page.Blocks.Count; i++) weight[i + 1] = weight[i] + (page.Blocks[i].Length * (1 - page.Blocks[i].LinkShare));
        (List<PostBox> Posts, double Score) best = ([], 0);
        foreach (var group in times.GroupBy(t => t.Shape))
        {
            List<PostTime> members = [.. group.DistinctBy(t => t.Box).OrderBy(t => t.Box.Index)];
            var posts = members.Count == 1 ? Single(page, parts, members[0]) : Several(page, members, weight);
            double score = posts.Sum(p => (20 + Math.Min(Enough, weight[p.End] - weight[p.First])) * p.Time!.Worth);
            // Lists of other threads bear times too; what is named a post is one.
            if (posts.Count > 0 && posts.Count(p => p.Holder is { } h && PostParts.IsNamedPost(h)) * 2 >= posts.Count) score *= 1.5;
            if (score > best.Score) best = (posts, score);
        }
        return WithTimeless(page, best.Posts);
    }

    /// <summary>One time alone marks a post only where the page calls the element around it one.</summary>
    private static List<PostBox> Single(PageBlocks page, PostParts parts, PostTime time)
    {
        for (var at = time.Box; at.Parent > 0; at = page.Boxes[at.Parent])
        {
            if (PostParts.IsNamedPost(at) && HasContent(page, parts, at)) return [new(at, at.FirstBlock, at.EndBlock, time)];
        }
        return [];
    }

    private static bool HasContent(PageBlocks page, PostParts parts, Box holder)
    {
        for (var i = holder.FirstBlock; i < holder.EndBlock; i++) if (parts.Of(page.Blocks[i].Box, holder).HasFlag(PostPart.Content)) return true;
        return false;
    }

    private static List<PostBox> Several(PageBlocks page, List<PostTime> members, double[] weight)
    {
        var held = new Dictionary<int, int>();
        foreach (var member in members)
        {
            for (var at = member.Box.Index; at >= 0; at = page.Boxes[at].Parent) held[at] = held.GetValueOrDefault(at) + 1;
        }
        List<(Box Holder, PostTime Time)> holders = [];
        foreach (var member in members)
        {
            if (held[member.Box.Index] > 1) continue; // it stands around others of its kind
            var holder = member.Box;
            while (holder.Parent > 0 && held[holder.Parent] == 1) holder = page.Boxes[holder.Parent];
            holders.Add((holder, member));
        }
        if (holders.Count == 0) return [];
        double own = holders.Sum(h => Math.Min(Enough, weight[h.Holder.EndBlock] - weight[h.Holder.FirstBlock]));
        if (holders.Any(h => h.Holder.Parent != holders[0].Holder.Parent)) return Whole();
        var parent = page.Boxes[Math.Max(0, holders[0].Holder.Parent)];
        var last = End(page, parent, holders[^1].Holder);
        List<PostBox> runs = [.. holders.Select((h, i) => new PostBox(null, h.Holder.FirstBlock, i + 1 < holders.Count ? holders[i + 1].Holder.FirstBlock : last, h.Time))];
        return runs.Sum(r => Math.Min(Enough, weight[r.End] - weight[r.First])) > own * 1.8 ? runs : Whole();

        List<PostBox> Whole() => [.. holders.Select(h => new PostBox(h.Holder, h.Holder.FirstBlock, h.Holder.EndBlock, h.Time))];
    }

    /// <summary>The last run ends after the neighbour that follows its head, so that what stands below the thread is not taken into it.</summary>
    private static int End(PageBlocks page, Box parent, Box head)
    {
        var next = head.End;
        return next < parent.End && page.Boxes[next].Parent == parent.Index ? page.Boxes[next].EndBlock : parent.EndBlock;
    }

    /// <summary>With the neighbours that look the same and bear no time that could be read.</summary>
    private static List<PostBox> WithTimeless(PageBlocks page, List<PostBox> posts)
    {
        if (posts.Count < 2 || posts.Any(p => p.Holder is null)) return posts;
        var looks = posts.Select(p => (p.Holder!.Parent, p.Holder.Element.LocalName, Classes: PostTime.Classes(p.Holder.Element))).Where(l => l.Classes.Length > 0).ToHashSet();
        if (looks.Count == 0) return posts;
        var known = posts.Select(p => p.Holder!.Index).ToHashSet();
        var (from, to) = (posts[0].Holder!.Index, posts[^1].Holder!.Index);
        for (var i = from; i <= to; i++)
        {
            var box = page.Boxes[i];
            if (known.Contains(i) || box.EndBlock == box.FirstBlock || !looks.Contains((box.Parent, box.Element.LocalName, PostTime.Classes(box.Element)))) continue;
            if (known.Any(k => k > box.Index && k < box.End)) continue;
            posts.Add(new(box, box.FirstBlock, box.EndBlock, null));
        }
        return [.. posts.OrderBy(p => p.First)];
    }
}
