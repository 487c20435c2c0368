using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Huiying.Collect.Reading;

/// <summary>The public handle over a post, so that two posts of one hand can be counted as one voice (S02). It goes into a seal and nowhere else.</summary>
internal static partial class PostAuthor
{
    private const int Longest = 60;

    public static string? Of(PageBlocks page, PostParts parts, PostText texts, PostBox post)
    {
        if (post.Holder is { } holder)
        {
            var element = holder.Element;
            var said = element.GetAttribute("js_username") ?? element.GetAttribute("data-username") ?? element.GetAttribute("data-author") ?? element.GetAttribute("_host");
            if (said is null && element.GetAttribute("data-field") is { Length: < 4_000 } field && FieldName().Match(field) is { Success: true } m) said = m.Groups["n"].Value;
            return Handle(said) ?? Among(page, parts, texts, post, [element]);
        }
        return Among(page, parts, texts, post, page.Blocks.Skip(post.First).Take(post.End - post.First).Select(b => b.Box.Element).Distinct());
    }

    private static string? Among(PageBlocks page, PostParts parts, PostText texts, PostBox post, IEnumerable<IElement> elements)
    {
        // A name in the text or in a quotation is somebody else's.
        var content = page.Blocks.Skip(post.First).Take(post.End - post.First).Where(b => parts.Of(b.Box, post.Holder).HasFlag(PostPart.Quote))
            .Concat(texts.Written(post).Select(w => w.Block)).Select(b => b.Box.Element).ToHashSet();
        string? named = null;
        foreach (var element in elements)
        {
            foreach (var inner in element.QuerySelectorAll("a,span,strong,b,cite,em,div,p,dt,h3,h4").Take(400).Prepend(element))
            {
                if (inner.TextContent is not { Length: > 0 and < 200 } text || Within(inner, content, element)) continue;
                if (inner.LocalName == "a" && Home().IsMatch(inner.GetAttribute("href") ?? "") && Handle(text) is { } linked) return linked;
                if (named is null && (inner.GetAttribute("itemprop") == "name" || Author().IsMatch($"{inner.ClassName} {inner.GetAttribute("component")}"))) named = Handle(text);
            }
        }
        return named;
    }

    private static bool Within(IElement element, HashSet<IElement> content, IElement top)
    {
        for (IElement? at = element; at is not null; at = at.ParentElement)
        {
            if (content.Contains(at)) return true;
            if (at == top) return false;
        }
        return false;
    }

    private static string? Handle(string? text)
    {
        var handle = PageTitle.Squash(text ?? "");
        return handle.Length is > 0 and <= Longest && handle.Any(char.IsLetterOrDigit) && !NoName().IsMatch(handle) ? handle : null;
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"uid[=-]?[0-9]|space|/u/|/users?/|/member|profile|memberlist|home/|/people/|/author|u\.php|usercp", Options, Patience.Milliseconds)]
    private static partial Regex Home();

    [GeneratedRegex(@"(^|[\s_-])(author|user-?name|poster|nick-?name|nick|p_author_name|creator|user/username)(-?name)?(\s|$)", Options, Patience.Milliseconds)]
    private static partial Regex Author();

    [GeneratedRegex(@"^(楼主|沙发|板凳|地板|只看.{1,3}|回复|引用|发消息|加好友|关注|[0-9]+[楼#]|#[0-9]+|主题|帖子|积分|精华)$|[0-9]{1,2}:[0-9]{2}|发表于", Options, Patience.Milliseconds)]
    private static partial Regex NoName();

    [GeneratedRegex("\"user_name\"\\s*:\\s*\"(?<n>[^\"]{1,120})\"", Options, Patience.Milliseconds)]
    private static partial Regex FieldName();
}
