using System.Globalization;
using System.Text;
using static System.Net.WebUtility;

namespace Huiying.Web.Demo;

/// <summary>The local site's pages in the manner of such sites: a feed of letters, a news list with its articles, a forum's board and threads.</summary>
internal static class StoryPages
{
    /// <summary>Floors on one page of a thread.</summary>
    public const int Floors = 20;

    private static readonly string[] FloorNames = ["楼主", "沙发", "板凳", "地板"];

    public static string Home() => Page("青檐在线", "utf-8", $"""
        <h1>青檐在线</h1><p>{Story.Fictitious}</p>
        <p>这是演示用的本机站点，内容随演示的时间逐步出现。</p>
        <p><a href="/feed.xml">百姓留言（订阅）</a></p><p><a href="/news/">云槐资讯</a></p><p><a href="/paper/">澜北晚讯</a></p><p><a href="/forum/">青檐茶座</a></p>
        """);

    public static string Missing(string charset) => Page("没有这一页", charset, "<h1>没有这一页</h1><p>您要看的内容不存在或者已经删除。</p>");

    public static string Feed(IReadOnlyList<(StoryPost Post, DateTimeOffset At)> letters, string root)
    {
        var items = string.Concat(letters.Take(40).Select(l => $"""
            <item><title>{HtmlEncode(l.Post.Title)}</title><link>{root}/letters/{Number(l.Post.Id)}.html</link><guid>{root}/letters/{Number(l.Post.Id)}.html</guid>
            <pubDate>{l.At.ToString("ddd, dd MMM yyyy HH:mm:ss '+0800'", CultureInfo.InvariantCulture)}</pubDate><dc:creator>{HtmlEncode(l.Post.By)}</dc:creator>
            <description>{HtmlEncode(l.Post.Text[..Math.Min(30, l.Post.Text.Length)])}…</description><content:encoded><![CDATA[<p>{HtmlEncode(l.Post.Text)}</p>]]></content:encoded></item>
            """));
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
            <title>青檐在线 百姓留言（演示）</title><link>{root}/</link><description>{Story.Fictitious}</description><language>zh-cn</language>
            {items}
            </channel></rss>
            """;
    }

    /// <param name="name">The medium.</param>
    /// <param name="path">Its part of the site.</param>
    /// <param name="news">What stands there, the newest first.</param>
    public static string NewsList(string name, string path, IReadOnlyList<(StoryPost Post, DateTimeOffset At)> news) => Page($"{name} - 青檐在线", "gb18030", $"""
        <h2>{name}</h2><ul class="newslist">{string.Concat(news.Take(30).Select(n =>
            $"<li><a href=\"/{path}/{Number(n.Post.Id)}.html\" title=\"{HtmlEncode(n.Post.Title)}\">{HtmlEncode(n.Post.Title)}</a><span class=\"date\">{n.At:yyyy-MM-dd}</span></li>\n"))}</ul>
        """);

    public static string Article(StoryPost post, DateTimeOffset at) => Page($"{post.Title} - 青檐在线", "gb18030", $"""
        <div class="article"><h1>{HtmlEncode(post.Title)}</h1>
        <div class="info"><span>发布时间：{at.ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture)}</span>　<span>来源：{HtmlEncode(post.By)}</span></div>
        <div class="content" id="content">{string.Concat(Paragraphs(post.Text).Select(p => $"<p>　　{HtmlEncode(p)}</p>"))}</div></div>
        """);

    public static string Letter(StoryPost post, DateTimeOffset at) => Page($"{post.Title} - 百姓留言", "utf-8", $"""
        <h1>{HtmlEncode(post.Title)}</h1><p class="info">留言时间：{at:yyyy-MM-dd HH:mm}</p><div class="content"><p>{HtmlEncode(post.Text)}</p></div>
        """);

    public static string Board(IReadOnlyList<StoryThread> threads) => Page("青檐茶座", "utf-8", $"""
        <h1>青檐茶座</h1><div id="threadlist"><table summary="forum_2" cellspacing="0" cellpadding="0" id="threadlisttableid">{string.Concat(threads.Take(50).Select(Row))}</table></div>
        """);

    public static string Thread(StoryThread thread, int page)
    {
        var pages = ((thread.Floors.Count - 1) / Floors) + 1;
        if (page < 1 || page > pages) return Missing("utf-8");
        var floors = new StringBuilder();
        foreach (var (post, at, i) in thread.Floors.Select((f, i) => (f.Post, f.At, i)).Skip((page - 1) * Floors).Take(Floors)) floors.Append(Floor(thread.First.Id, post, at, i));
        var folded = thread.Replies - (thread.Floors.Count - 1);
        return Page($"{thread.First.Title} - 青檐茶座", "utf-8", $"""
            <div id="postlist" class="pl bm"><table cellspacing="0"><tr><td class="pls ptn pbn"><div class="hm ptn"><span class="xg1">查看:</span> <span class="xi1">{Number(thread.Views)}</span><span class="pipe">|</span><span class="xg1">回复:</span> <span class="xi1">{Number(thread.Replies)}</span></div></td>
            <td class="plc ptm pbn vwthd"><h1 class="ts"><span id="thread_subject">{HtmlEncode(thread.First.Title)}</span></h1></td></tr></table>
            {floors}
            </div>{(folded > 0 ? $"<div class=\"folded\">另有 {Number(folded)} 条“顶”“同问”之类的短回复已由版主折叠</div>" : "")}
            <div class="pgs">{(page < pages ? $"<a href=\"/forum/thread-{Number(thread.First.Id)}-{Number(page + 1)}-1.html\" class=\"nxt\">下一页</a>" : "")}</div>
            """);
    }

    private static string Floor(int thread, StoryPost post, DateTimeOffset at, int index)
    {
        var id = Number((thread * 1000) + index + 1);
        var name = index < FloorNames.Length ? FloorNames[index] : $"{Number(index + 1)}<sup>#</sup>";
        return $"""
            <div id="post_{id}"><table id="pid{id}" class="plhin"><tr><td class="pls" rowspan="2"><div class="authi"><a href="/forum/space-uid-{Number(Member(post.By))}.html" class="xw1">{HtmlEncode(post.By)}</a></div></td>
            <td class="plc"><div class="pi"><strong><a href="#pid{id}" id="postnum{id}">{name}</a></strong><div class="pti"><div class="authi"><em id="authorposton{id}">发表于 {at:yyyy-M-d HH:mm}</em></div></div></div>
            <div class="pct"><div class="pcb"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_{id}">{HtmlEncode(post.Text)}</td></tr></table></div></div></div></td></tr></table></div>

            """;
    }

    /// <summary>A member number for a made-up pen name; the page it leads to does not exist.</summary>
    private static int Member(string name) => name.Aggregate(7, (n, c) => ((n * 31) + c) % 9000) + 1000;

    private static string Row(StoryThread thread) => $"""
        <tbody id="normalthread_{Number(thread.First.Id)}"><tr><th class="common"><a href="/forum/thread-{Number(thread.First.Id)}-1-1.html" class="s xst">{HtmlEncode(thread.First.Title)}</a></th>
        <td class="by"><cite>{HtmlEncode(thread.First.By)}</cite><em><span>{thread.At:yyyy-M-d}</span></em></td><td class="num"><span class="xi2">{Number(thread.Replies)}</span><em>{Number(thread.Views)}</em></td></tr></tbody>

        """;

    private static IEnumerable<string> Paragraphs(string text)
    {
        // Two sentences make a paragraph, as short news has it.
        var sentences = text.Split('。', StringSplitOptions.RemoveEmptyEntries).Select(s => s + "。").ToList();
        return sentences.Chunk(2).Select(pair => string.Concat(pair));
    }

    private static string Page(string title, string charset, string body) => $"""
        <!DOCTYPE html>
        <html lang="zh-CN"><head><meta charset="{charset}"><title>{HtmlEncode(title)}</title></head><body>
        <div class="top"><a href="/">青檐在线</a></div>
        {body}
        <div class="footer">{Story.Fictitious}</div>
        </body></html>
        """;

    private static string Number(long n) => n.ToString(CultureInfo.InvariantCulture);
}
