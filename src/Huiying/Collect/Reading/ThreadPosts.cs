using System.Globalization;
using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>Turns the posts found into floors: what was written, its number, and the opening post where it is built otherwise than the replies.</summary>
internal static partial class ThreadPosts
{
    private const int MostFloor = 1_000_000;

    public static List<ThreadPost> Of(PageBlocks page, PostParts parts, List<PostBox> found, List<PostTime> times, int title)
    {
        var texts = new PostText(page, parts);
        found = Joined(texts, found);
        // The head of the page may bear a time of the same shape and nothing that was written.
        var headline = title >= 0 ? page.Blocks[title].Text : "";
        if (found.Count > 1 && !texts.IsNamed(found[0]) && texts.Of(found[0]) is var over && (over.Length == 0 || over == headline)) found.RemoveAt(0);
        if (found.Count > 1) found = [.. found.Where(p => texts.IsNamed(p) || texts.Of(p).Length > 0 || Label(page, parts, p) is not null)];
        if (found.Count == 0) return [];
        var labels = found.Select(p => Label(page, parts, p)).ToList();
        List<ThreadPost> posts = [.. found.Select(p => new ThreadPost(0, p.Time?.Read.Time, texts.Of(p)) { Handle = PostAuthor.Of(page, parts, texts, p) })];
        var opening = Opening(page, parts, texts, found[0], times, title, labels[0]);
        // Where the opening post is not counted, 1楼 is the first reply.
        var shift = (opening is not null || (labels.Count > 1 && labels[0] is null)) && labels.FirstOrDefault(l => l is not null) == 1 && (opening is not null || labels[1] == 1) ? 1 : 0;
        var floors = Floors([.. labels.Select(l => l + shift)], opening is null ? 1 : 2);
        posts = [.. posts.Select((p, i) => p with { Floor = floors[i], Numbered = labels[i] is not null })];
        if (opening is not null && !floors.Contains(1)) posts.Insert(0, opening);
        return posts;
    }

    /// <summary>A time without a text over a text without a time is one post: the head of the thread and its opening.</summary>
    private static List<PostBox> Joined(PostText texts, List<PostBox> found)
    {
        List<PostBox> joined = [];
        for (var i = 0; i < found.Count; i++)
        {
            if (i + 1 < found.Count && found[i].Time is not null && found[i + 1].Time is null && !texts.IsNamed(found[i]) && texts.IsNamed(found[i + 1]))
            {
                joined.Add(new(null, found[i].First, found[i + 1].End, found[i].Time));
                i++;
            }
            else joined.Add(found[i]);
        }
        return joined;
    }

    /// <summary>The numbers printed, when they are different ones; what bears none counts on from the one before.</summary>
    private static List<int> Floors(List<int?> labels, int first)
    {
        var printed = labels.Where(l => l is not null).ToList();
        if (printed.Distinct().Count() != printed.Count) labels = [.. labels.Select(_ => (int?)null)];
        var known = labels.FindIndex(l => l is not null);
        var next = known > 0 ? Math.Max(first, labels[known]!.Value - known) : first;
        var used = labels.Where(l => l is not null).Select(l => l!.Value).ToHashSet();
        List<int> floors = [];
        foreach (var label in labels)
        {
            var floor = label ?? next;
            while (label is null && used.Contains(floor)) floor++;
            used.Add(floor);
            floors.Add(floor);
            next = floor + 1;
        }
        return floors;
    }

    /// <summary>The floor as printed beside the text: 楼主, 沙发, 3楼, #4, 5#, or in the attributes the software leaves for its scripts.</summary>
    private static int? Label(PageBlocks page, PostParts parts, PostBox post)
    {
        if (post.Holder?.Element is { } element)
        {
            var said = element.GetAttribute("data-index") is { } index && Number(index) is { } zero ? zero + 1
                : Number(element.GetAttribute("data-floor") ?? element.GetAttribute("data-post-number") ?? "")
                ?? (element.GetAttribute("data-field") is { Length: < 4_000 } field && PostNumber().Match(field) is { Success: true } m ? Number(m.Groups["n"].Value) : null)
                ?? Number(element.QuerySelector("[itemprop='position']")?.TextContent ?? "");
            if (said is > 0 and < MostFloor) return said;
        }
        int? words = null;
        for (var i = post.First; i < post.End; i++)
        {
            var block = page.Blocks[i];
            if (block.Text.Length > 120 || (parts.Of(block.Box, post.Holder) & (PostPart.Content | PostPart.Quote)) != 0) continue;
            if (Numbered().Match(block.Text) is { Success: true } m && Number(m.Groups["n"].Value) is > 0 and < MostFloor and var number) return number;
            words ??= Worded().Match(block.Text) is { Success: true } w ? w.Value switch { "沙发" => 2, "板凳" => 3, "地板" => 4, _ => null } : null;
            if (words is null && i < post.First + 12 && block.Text is "楼主" or "顶楼" or "主楼" && post.First < 400) words = 1;
        }
        return words;
    }

    /// <summary>The opening post, when it stands above the repeated ones in a shape of its own.</summary>
    private static ThreadPost? Opening(PageBlocks page, PostParts parts, PostText texts, PostBox first, List<PostTime> times, int title, int? label)
    {
        if (label is > 2) return null;
        var from = title >= 0 && title < first.First ? title + 1 : 0;
        if (from >= first.First) return null;
        List<PostTime> above = [.. times.Where(t => t.Box.EndBlock <= first.First && t.Box.EndBlock >= from)];
        var best = above.OrderByDescending(t => t.Worth).ThenBy(t => t.Box.Index).FirstOrDefault();
        var box = new PostBox(null, from, first.First, best);
        var named = false;
        for (var i = from; i < first.First && !named; i++)
        {
            named = !page.Blocks[i].Box.Boilerplate && parts.Of(page.Blocks[i].Box, null) is var p && p.HasFlag(PostPart.Content) && (p & (PostPart.Noise | PostPart.Quote)) == 0
                && !Holds(page.Blocks[i].Box, first);
        }
        if (!named && best is null) return null;
        var text = texts.Of(box);
        var enough = named ? text.Length > 0 : text.Length >= 30 && text.AsSpan().ContainsAny("。，？！");
        return enough ? new ThreadPost(1, best?.Read.Time, text) { Numbered = true, Handle = PostAuthor.Of(page, parts, texts, box) } : null;

        static bool Holds(Box box, PostBox post) => post.Holder is { } h && box.Index < h.Index && h.Index < box.End;
    }

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    [GeneratedRegex(@"(?<![0-9.:\-/年月])(?<!回复\s?|引用\s?|第\s?)(?<n>[0-9]{1,6})\s?(楼|层|#)(?![0-9长下上])|第\s?(?<n>[0-9]{1,6})\s?[楼层]|(?<![0-9&])#\s?(?<n>[0-9]{1,6})(?![0-9a-zA-Z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"(?<![\u4e00-\u9fff])(沙发|板凳|地板)(?![\u4e00-\u9fff])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex Worded();

    [GeneratedRegex("\"post_no\"\\s*:\\s*\"?(?<n>[0-9]{1,6})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience.Milliseconds)]
    private static partial Regex PostNumber();
}
