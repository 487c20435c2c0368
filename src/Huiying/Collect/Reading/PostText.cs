using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>What was written in a post: the part so named, else all of it without author, time, number and buttons.</summary>
internal sealed partial class PostText(PageBlocks page, PostParts parts)
{
    /// <summary>Some of the post is named as what was written.</summary>
    public bool IsNamed(PostBox post)
    {
        for (var i = post.First; i < post.End; i++) if (parts.Of(page.Blocks[i].Box, post.Holder).HasFlag(PostPart.Content)) return true;
        return false;
    }

    public string Of(PostBox post) => string.Join('\n', Kept([.. Written(post).Select(w => w.Line)]));

    /// <summary>The blocks that hold what was written, with what of each is.</summary>
    public IEnumerable<(Block Block, string Line)> Written(PostBox post)
    {
        List<Block> named = [], other = [];
        var (hasContent, head) = (false, Head(post));
        for (var i = post.First; i < post.End; i++)
        {
            var block = page.Blocks[i];
            var part = parts.Of(block.Box, post.Holder);
            hasContent |= part.HasFlag(PostPart.Content);
            if ((part & (PostPart.Quote | PostPart.Noise)) != 0) continue;
            if (part.HasFlag(PostPart.Content)) named.Add(block);
            else if (i >= head && !part.HasFlag(PostPart.Author) && !(post.Holder is null && block.Box.Boilerplate)) other.Add(block);
        }
        var written = hasContent ? Innermost(named, post.Holder) : other.Where(b => !IsLabel(b));
        return written.Select(b => (b, Untimed(b, post.Time))).Where(w => w.Item2.Length > 0);
    }

    /// <summary>Where the short lines end that stand over the time of a post: who wrote it, and what he is called.</summary>
    private int Head(PostBox post)
    {
        if (post.Time is not { } time || post.Holder is null) return post.First;
        var at = time.Box.FirstBlock;
        if (at > post.First + 4) return post.First;
        for (var i = post.First; i < at; i++) if (page.Blocks[i].Marks > 0 || page.Blocks[i].Text.Length > 40) return post.First;
        return at;
    }

    /// <summary>The content within the content, when it is much of it or the rest is no prose: a box of that name often holds head and foot of the post too.</summary>
    private List<Block> Innermost(List<Block> named, Box? holder)
    {
        if (named.Count < 2) return named;
        var depths = named.Select(b => parts.Depth(b.Box, holder)).ToList();
        var deepest = depths.Max();
        var inner = named.Where((_, i) => depths[i] == deepest).ToList();
        if (inner.Sum(b => b.Length) >= named.Sum(b => b.Length) * 0.6) return inner;
        return named.Where((_, i) => depths[i] < deepest).All(b => b.Text.Length < 100 && b.Text[^1] is not ('。' or '！' or '？')) ? inner : named;
    }

    private static bool IsLabel(Block block) =>
        (block.Text.Length < 40 && block.Text != "--" && (Label().IsMatch(block.Text) || Figure().IsMatch(block.Text))) || (block.LinkShare > 0.6 && block.Length < 30);

    /// <summary>The block without the line of the time; a text in the same block stays.</summary>
    private static string Untimed(Block block, PostTime? time)
    {
        if (time is not { Text.Length: > 0 } || block.Box.Index < time.Box.Index || block.Box.Index >= time.Box.End) return block.Text;
        var at = block.Text.IndexOf(time.Text, StringComparison.Ordinal);
        // The line of the time with a name or a link in between.
        if (at < 0) return block.Text.Length < 100 && block.Text.Contains(time.Text[(time.Text.LastIndexOf(' ') + 1)..], StringComparison.Ordinal) ? "" : block.Text;
        var (before, after) = (block.Text[..at].Trim(), block.Text[(at + time.Text.Length)..].Trim(' ', ':', '：', '-', '|'));
        var longer = after.Length >= before.Length ? after : before;
        return longer.Length < 12 || Label().IsMatch(longer) || Figure().IsMatch(longer) ? "" : longer;
    }

    /// <summary>A post of a telnet board: after its head and up to its signature, without the lines it quotes.</summary>
    private static List<string> Letter(List<string> lines, int head)
    {
        var end = lines.FindIndex(head, l => l == "--" || l.StartsWith('※'));
        return [.. lines[(head + 1)..(end < 0 ? lines.Count : end)].Where(l => l[0] != ':' && !l.StartsWith("【 在 ", StringComparison.Ordinal))];
    }

    /// <summary>Without notes of the software, and without an earlier floor that was quoted as plain lines above a rule.</summary>
    private static IEnumerable<string> Kept(List<string> lines)
    {
        if (lines.Count == 0) yield break;
        var rule = lines.FindIndex(l => l.Length >= 4 && l.All(c => c is '-' or '—' or '=' or '_' or '－' or '─'));
        var posted = lines.FindLastIndex(Math.Min(lines.Count, 10) - 1, l => LetterHead().IsMatch(l.Length > 40 ? l[..40] : l));
        if (posted >= 0) lines = Letter(lines, posted);
        var from = posted < 0 && rule > 0 && QuoteHead().IsMatch(Cut(lines[0])) ? rule + 1 : 0;
        for (var i = from; i < lines.Count; i++)
        {
            var line = lines[i].Length < 4_000 ? Marks().Replace(lines[i], "").Trim() : lines[i];
            if (line.Length == 0 || (line.Length < 80 && (Note().IsMatch(line) || ReplyTo().IsMatch(line)))) continue;
            yield return line;
        }

        static string Cut(string line) => line.Length > 120 ? line[..120] : line;
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    /// <summary>The note of the last editing, and marks of the forum's own language that were not turned into markup.</summary>
    [GeneratedRegex(@"[\[【(（]?\s?本[帖贴文](子)?\s?最后由.{0,60}?编辑[。]?\s?[\]】)）]?|\[quote[^\]]{0,80}\].{0,2000}?\[/quote\]|\[/?(url|img|b|i|u|color|size|font|attach|quote)(=[^\]]{0,200})?\]", Options, Patience.Milliseconds)]
    private static partial Regex Marks();

    /// <summary>The device, a rating, an attachment, a sign-in hint.</summary>
    [GeneratedRegex(
        @"^[\[【(（\-— ]{0,6}(本[帖贴文])?(来自|发自|通过|使用|from|sent from).{0,24}(手机|客户端|版|iphone|ipad|android|安卓|app|小程序|微信|网页|触屏)[^。，]{0,12}$|^评分\s?参与人数|^(收起|查看全部)评分|下载附件|^点击(文件名)?下载|^登录/?注册后|您需要\s?登录|^[0-9\-: ]{8,20}\s?上传|^(该|此)?(图片|附件)$|^(点赞|赞|顶|踩|支持|反对)\s?[(（]?[0-9]*[)）]?$|^楼主$|^(提示\s?[:：]\s?)?作者被禁止或删除|^(该|此)[帖楼层](已|被).{0,6}(删除|屏蔽)|^(only|just)?\s?edited by",
        Options, Patience.Milliseconds)]
    private static partial Regex Note();

    [GeneratedRegex(@"^(回复|引用)\s?(第?\s?[0-9]{1,6}\s?[楼层#]|#\s?[0-9]{1,6}|[^。，]{1,20}的(帖子|发言|回复|回帖))|^(引用|引文)[:：]?$|^.{1,30}\s?(发表于|写道|说)\s?[:：]?\s?[0-9]{0,4}[0-9\-/:.年月日 ]{0,20}[:：]?$|^.{1,30}\s?发表于\s?[0-9\-/:.年月日 ]{4,20}[:：]", Options, Patience.Milliseconds)]
    private static partial Regex ReplyTo();

    [GeneratedRegex(@"^(@|引用|回复|作者[:：]).{0,60}|[0-9]{1,6}\s?楼|发表于|回复日期", Options, Patience.Milliseconds)]
    private static partial Regex QuoteHead();

    [GeneratedRegex(
        @"^(([#第]?\s?[0-9]{1,6}\s?[#楼层F]|#[0-9]{1,6}|楼主|沙发|板凳|地板|顶楼|主楼|回复(此楼|本楼)?|引用|举报|投诉|顶|踩|赞|点赞|支持|反对|收藏|分享|编辑|删除|管理|打印|推荐|评分|点评|更多|只看(该作者|楼主|他|她|ta)|倒序(浏览|看帖)|正序(浏览|看帖)|使用道具|发消息|加好友|加关注|关注|top|返回顶部|电梯直达|显示全部楼层|复制(链接|代码)?|reply|quote|report|share|like|post|永久链接|[|·•,/\-])\s?([(（]?\s?[0-9]{1,6}\s?[)）]?)?\s?){1,12}$|^[0-9]{1,6}$",
        Options, Patience.Milliseconds)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(发信人\s?[:：]|发信站\s?[:：]|标\s{0,2}题\s?[:：])", Options, Patience.Milliseconds)]
    private static partial Regex LetterHead();

    /// <summary>Figures of a member.</summary>
    [GeneratedRegex(@"^(积分|帖子|主题|精华|注册(时间)?|加入(时间|于)?|在线(时间)?|等级|威望|金钱|金币|贡献|uid|最后登录|发[帖贴](数|量)?|经验|阅读权限|好友|听众|粉丝|来自|所在地|头衔|级别|性别|posts|joined|location)\s?[:：]?.{0,24}$|^[0-9,]{1,9}\s?(主题|帖子|积分|听众)", Options, Patience.Milliseconds)]
    private static partial Regex Figure();
}
