using System.Text.RegularExpressions;
using Huiying.Collect.Fetching;
using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>
/// Which addresses may be sources at all, by their form alone: public http(s) pages, no personal home page (S15), no sign-in page and no
/// closed chat group (S08, S15), no search for a person. What a name resolves to is checked again at every fetch.
/// </summary>
internal static partial class SourceAddress
{
    /// <summary>Sites whose first path segment is an account, and the segments that are not.</summary>
    private static readonly Dictionary<string, string[]> AccountSites = new(StringComparer.Ordinal)
    {
        ["weibo.com"] = ["hot", "newlogin", "tv", "ttarticle", "search", "mygroups", "a", "p"],
        ["weibo.cn"] = ["search", "comment", "pub", "status", "detail", "topic"],
        ["x.com"] = ["search", "explore", "i", "hashtag"],
        ["twitter.com"] = ["search", "explore", "i", "hashtag"],
        ["facebook.com"] = ["groups", "events", "watch", "hashtag"],
        ["instagram.com"] = ["explore", "p", "reel"],
        ["threads.net"] = ["search"],
        ["cnblogs.com"] = ["cate", "aggsite", "pick", "news"],
        ["blog.csdn.net"] = ["nav", "rank"],
        ["blog.sina.com.cn"] = ["s", "lm"],
        ["blog.163.com"] = [],
        ["t.me"] = ["s", "joinchat"],
        ["github.com"] = ["topics", "search", "trending", "orgs"],
        ["gitee.com"] = ["explore", "search"],
        ["qzone.qq.com"] = [],
    };

    /// <summary>Sites that give each account a host name of its own.</summary>
    private static readonly string[] AccountHosts =
    [
        "user.qzone.qq.com", "space.bilibili.com", "my.hupu.com", "my.tianya.cn", "home.51.com", "qzone.qq.com", "blog.163.com", "blog.csdn.net", "blogchina.com", "blogspot.com",
        "wordpress.com", "tumblr.com", "github.io", "substack.com", "livejournal.com", "blog.sohu.com", "blogbus.com", "lofter.com", "diandian.com", "weebly.com",
    ];

    private static readonly string[] SearchNames = ["q", "wd", "word", "kw", "key", "keyword", "keywords", "query", "search", "searchword", "s", "text"];

    private static readonly string[] ChatGroups = ["qm.qq.com", "jq.qq.com", "work.weixin.qq.com", "discord.gg", "chat.whatsapp.com"];

    /// <summary>The address as it is stored, or why it may not be a source.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="listed">Closed hosts an administrator listed.</param>
    public static Outcome<Uri> Check(string text, IReadOnlySet<string> listed)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            return new Refusal("source.not-web", "S08", "只能登记 http 或 https 开头的公开网址。", "Only a public http or https address can be a source.");
        }
        if (url.UserInfo.Length > 0 || IsSignIn(url))
        {
            return new Refusal("source.sign-in", "S08", "这是登录页或带账号口令的网址；本系统只采集公开页面，请填写无需登录的栏目地址。",
                "This is a sign-in page or an address with credentials; only public pages are collected.");
        }
        if (FetchTarget.Refuse(text.Trim(), listed, out _) is { } closed)
        {
            return new Refusal("source.closed-address", "S08", closed,
                "The address is private, loopback or written in a way that hides where it leads. If it is the office's own site, a system administrator lists the host first.");
        }
        if (IsChatGroup(url))
        {
            return new Refusal("source.closed-group", "S15", "不得把群聊作为来源；群内反映的问题由当事人提交后登记。", "A chat group is never a source; its matters are entered when a sender submits them.");
        }
        if (IsPersonal(url))
        {
            return new Refusal("source.person", "S15", "不得把个人主页、个人账号作为来源；请填写单位、媒体或论坛栏目的地址。",
                "A personal home page is never a source; give the page of a body, a medium or a forum.");
        }
        if (Values(url).Any(v => PersonalTerm.Find(v) is not null))
        {
            return new Refusal("source.person-search", "S15", "网址中含有以个人姓名、账号或号码检索的条件，不得作为来源。", "The address searches for a person; that is never a source.");
        }
        return url;
    }

    /// <summary>Whether the address is a sign-in page by its form.</summary>
    public static bool IsSignIn(Uri url) =>
        SignIn().IsMatch(url.AbsolutePath) || url.Host.StartsWith("passport.", StringComparison.Ordinal) || url.Host.StartsWith("login.", StringComparison.Ordinal);

    /// <summary>Whether an address that a site moved to may be read without anybody registering it: neither personal, closed nor behind a sign-in.</summary>
    public static bool MayFollow(string url) => Uri.TryCreate(url, UriKind.Absolute, out var to) && Check(url, new HashSet<string>([HostOf(to)], StringComparer.Ordinal)).Ok;

    /// <summary>The host politeness and lists go by: lower case, ASCII, without port.</summary>
    public static string HostOf(Uri url) => HostPaces.Name(url);

    private static bool IsChatGroup(Uri url) =>
        ChatGroups.Any(h => url.Host == h) || (url.Host is "t.me" or "telegram.me" && (url.AbsolutePath.StartsWith("/joinchat", StringComparison.Ordinal) || url.AbsolutePath.StartsWith("/+", StringComparison.Ordinal)))
        || (url.Host == "weixin.qq.com" && url.AbsolutePath.StartsWith("/g/", StringComparison.Ordinal));

    private static bool IsPersonal(Uri url)
    {
        var host = HostOf(url);
        var path = Uri.UnescapeDataString(url.AbsolutePath);
        if (PersonalPath().IsMatch(path) || PersonalQuery().IsMatch(Uri.UnescapeDataString(url.Query))) return true;
        if (host.EndsWith("tieba.baidu.com", StringComparison.Ordinal) && path.StartsWith("/home", StringComparison.Ordinal)) return true;
        if (host.EndsWith("tianya.cn", StringComparison.Ordinal) && AllDigits().IsMatch(path)) return true;
        if (AccountHosts.Any(h => (host.EndsWith("." + h, StringComparison.Ordinal) && host != "www." + h) || (host == h && h is "user.qzone.qq.com" or "space.bilibili.com" or "my.hupu.com" or "my.tianya.cn"))) return true;
        var bare = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host.StartsWith("m.", StringComparison.Ordinal) ? host[2..] : host;
        var first = path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return first is not null && AccountSites.TryGetValue(bare, out var known) && !known.Contains(first, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What the address searches for: values in Chinese, and every value of a parameter that is commonly a search.</summary>
    private static IEnumerable<string> Values(Uri url)
    {
        foreach (var pair in url.Query.TrimStart('?').Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var value = Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
            var name = equals > 0 ? pair[..equals].ToLowerInvariant() : "";
            if (SearchNames.Contains(name) || value.StartsWith('@') || value.AsSpan().ContainsAnyInRange('\u4e00', '\u9fff')) yield return value;
        }
    }

    [GeneratedRegex(@"/(?:log-?in|sign-?in|sso|passport|oauth2?|account/auth)(?:/|\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex SignIn();

    /// <summary>/u/123, /user/x, /people/x, /@x, /~x, space-uid-123.html and the like, on any site (also behind feed makers).</summary>
    [GeneratedRegex(@"/(?:u|user|users|people|person|profile|profiles|member|members|space|author|authors|blogger|userhome|homepage/user|c/user)/[^/]+|/(?:@|~|\+)[^/]+|space-(?:uid|username)-|/u[0-9]{6,}(?:/|$)|/p/1005[0-9]{6,}|weibo(?:\.com)?/n/",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex PersonalPath();

    [GeneratedRegex(@"[?&](?:uid|userid|user_id|username|user|authorid|author|memberid|un|portrait|sec_uid)=|mod=space|do=(?:profile|blog)&", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex PersonalQuery();

    [GeneratedRegex(@"^/[0-9]+/?$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex AllDigits();
}
