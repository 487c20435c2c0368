using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Huiying.Collect.Reading;

/// <summary>What a part of a forum post is, by the names forum software gives it.</summary>
[Flags]
internal enum PostPart
{
    None = 0,

    /// <summary>What was written.</summary>
    Content = 1,

    /// <summary>A quoted earlier floor.</summary>
    Quote = 2,

    /// <summary>Signature, ratings, buttons, notes.</summary>
    Noise = 4,

    /// <summary>Who wrote it.</summary>
    Author = 8,
}

/// <summary>Names each block of the page, and every part of a post by those around it up to the post.</summary>
internal sealed partial class PostParts(PageBlocks page)
{
    private readonly PostPart?[] known = new PostPart?[page.Boxes.Count];

    /// <summary>What the box and all above it, up to but without <paramref name="holder"/>, are called.</summary>
    public PostPart Of(Box box, Box? holder)
    {
        var parts = PostPart.None;
        for (var at = box; at != holder; at = page.Boxes[at.Parent])
        {
            parts |= Own(at);
            if (at.Parent < 0) break;
        }
        return parts;
    }

    /// <summary>How many boxes called content stand around it within the post.</summary>
    public int Depth(Box box, Box? holder)
    {
        var depth = 0;
        for (var at = box; at != holder; at = page.Boxes[at.Parent])
        {
            if (Own(at) == PostPart.Content) depth++;
            if (at.Parent < 0) break;
        }
        return depth;
    }

    /// <summary>In a quotation or a signature: no time there is a post's.</summary>
    public bool IsAside(Box box)
    {
        for (var at = box; ; at = page.Boxes[at.Parent])
        {
            if (Own(at) is PostPart.Quote || (Own(at) == PostPart.Noise && Aside().IsMatch(Name(at.Element)))) return true;
            if (at.Parent < 0) return false;
        }
    }

    public static bool IsNamedPost(Box box) => Post().IsMatch(Name(box.Element));

    private PostPart Own(Box box) => known[box.Index] ??= Judge(box.Element);

    private static PostPart Judge(IElement element)
    {
        if (element.LocalName is "body" or "html") return PostPart.None;
        if (element.LocalName is "footer" or "nav" or "aside" or "fieldset") return PostPart.Noise;
        if (element.GetAttribute("itemprop") is { } prop && (prop.Contains("articleBody", StringComparison.Ordinal) || prop == "text") || element.GetAttribute("component") == "post/content") return PostPart.Content;
        var name = Name(element);
        var isQuote = element.LocalName is "blockquote" or "q";
        if (name.Length is 1 or > 400) return isQuote ? PostPart.Quote : PostPart.None;
        if (Quote().IsMatch(name)) return PostPart.Quote;
        if (Content().IsMatch(name)) return PostPart.Content;
        if (Noise().IsMatch(name)) return PostPart.Noise;
        if (isQuote) return PostPart.Quote;
        return Author().IsMatch(name) ? PostPart.Author : PostPart.None;
    }

    private static string Name(IElement element) => $"{element.ClassName} {element.Id}";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"(^|[\s_-])(block)?quot(e|ed|ation)|quote(box|content|header|body|-|_|$|\s)", Options, Patience.Milliseconds)]
    private static partial Regex Quote();

    [GeneratedRegex(
        @"(^|\s)(t_f|t_msgfont|t_fsz|pcb|f14|content|message|text|cooked|postbody|bbwrapper)(\s|$)|(^|\s)postmessage_|(^|\s)read_[0-9t]|post[-_]?(message|content|text)|bbs-content|read_content|tpc_content|editor_content|rich-?text|(^|[\s_-])(con|txt)(\s|$)|(message|reply|comment|topic|floor|thread|answer)[-_]?(content|body|text|main)",
        Options, Patience.Milliseconds)]
    private static partial Regex Content();

    [GeneratedRegex(
        @"(^|[\s_-])(sign|signature|sig)($|[\s_0-9-])|rate(log|box|info|list|$|\s|_)|ratl|ratings?($|\s)|pstatus|edit(ed|by|info|-?time)|attach|attnm|aimg|pattl|(^|[\s_-])tips?($|[\s_-])|(^|\s)(cm|psth|psti|pstl|pob|po|a_p[rtb]|modact|locked)(\s|$)|cmtl|lzl|sub-?(comment|repl)|child(ren)?-?(comment|repl)|tool(bar|s|$|\s)|action|control|button|btn|share|praise|(^|[\s_-])(like|menu|ads?|advert)s?($|[\s_-])|reward|crumb|pagination|(^|[\s_-])pages?($|[\s_-])|(^|\s)pgs?(\s|$)",
        Options, Patience.Milliseconds)]
    private static partial Regex Noise();

    [GeneratedRegex(@"author|user|poster|avatar|profile|(^|\s)(pls|pi|favatar|nick(name)?)(\s|$)|member[-_]?info|postbit.?left", Options, Patience.Milliseconds)]
    private static partial Regex Author();

    /// <summary>Of the noise, what may bear times of its own.</summary>
    [GeneratedRegex(@"sign|(^|[\s_-])sig($|[\s_0-9-])|rat(e|ing|l)|edit|attach|(^|\s)(cm|pstl|psti)(\s|$)|cmtl|lzl|sub-?|child|tip|aimg", Options, Patience.Milliseconds)]
    private static partial Regex Aside();

    [GeneratedRegex(@"(^|[\s_-])(post|floor|reply|thread|topic|message|atl-item|l_post|read)(box|bit|item|row|container|list)?[_-]?[0-9]*($|[\s_-])", Options, Patience.Milliseconds)]
    private static partial Regex Post();
}
