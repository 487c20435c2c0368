using System.Text;
using Huiying.Collect;
using Huiying.Collect.Fetching;
using Huiying.Collect.Masking;
using Huiying.Collect.Reading;

namespace Huiying.Tests.Collect.Reading;

/// <summary>
/// Documents as sites send them, damaged in the ways sites damage them, through every reader: no exception, and no reader takes more than a second
/// for a megabyte. A few thousand inputs each time, a million in the long run.
/// </summary>
public sealed class FuzzTests
{
    private const string Address = "https://a.example/x/y.html?p=1";

    private static readonly Uri Url = new(Address);
    private static readonly DateTimeOffset Now = new(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(8));

    /// <summary>What every page is made of.</summary>
    private static readonly string[] Scraps =
    [
        "<p>", "</p>", "<div class=\"content\">", "</div>", "<table><tr><td>", "</table>", "<a href='/a_2.html'>下一页</a>", "<li>", "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</script>", "<title>", "&amp;",
        "&#x202e;", "&#99999999;", "&x;", "<!DOCTYPE x [<!ENTITY x \"&x;&x;\">]>", "<?xml version='1.0' encoding='utf-16'?>", "2026-02-30 25:61", "昨天 08:12", "来源：云山日报", "\u0000", "\uFEFF", "\uD800", "\u202E",
        "13800000000", "11010519491231002X", "云山市白杨区三号楼二单元501室", "http://[::1", "javascript:", "User-agent: *\nDisallow: /*$*?\n", "{\"items\":[", "]}", "\\u12", "9999999999999999999", "，", "\u3000", "𠮷", "👨‍👩‍👧",
        "<item>", "<entry xml:base='::'>", "<url><loc>", "</loc>", "<sitemap>", "<link href=", "charset=gb2312", "%u4e2d%E4%B8", "<div id=\"postlist\"><div id=\"post_1\">", "<h1>", "<time datetime='", "本帖由", "楼主",
    ];

    private static readonly (string Name, Action<byte[]> Read)[] Readers =
    [
        ("feed", b => FeedReader.Read(b, null, Address)),
        ("page", b => PageReader.Read(Html(b), Url, Now)),
        ("list", b => ListReader.Read(Html(b), Url, Now)),
        ("thread", b => ThreadReader.Read(Html(b), Url, Now)),
        ("sitemap", b => SitemapReader.Read(b, null, Address)),
        ("robots", b => RobotsTxt.Parse(b).For("huiying", Address)),
        ("date", b => { var t = Start(b, 300); ChineseDate.Read(t, Now); FeedDate.Parse(t, TimeSpan.Zero); }),
        ("mask", b => Mask.Apply(Text(b))),
        ("near", b => Near(Text(b))),
        ("charset", b => { TextDecoding.Decode(b, "text/html; charset=" + Start(b, 12), DocumentKind.Text); TextDecoding.Decode(b, null, DocumentKind.Json); }),
        ("address", b => { var t = Start(b, 400); WebAddress.Resolve(Address, t); CanonicalUrl.Of("http://" + t); }),
    ];

    /// <summary>How many inputs: the readers of whole pages are the slow ones, so all take turns.</summary>
    private static int Inputs => Needed.Long ? 1_000_000 : 4_000;

    [Fact]
    public void Damaged_documents_are_read_without_an_error_and_in_time()
    {
        var seeds = Seeds();
        var failures = new List<string>();
        var slowest = Readers.ToDictionary(r => r.Name, _ => 0.0);
        Parallel.For(0, Environment.ProcessorCount, worker =>
        {
            for (var i = worker; i < Inputs; i += Environment.ProcessorCount)
            {
                var input = Damaged(seeds[i % seeds.Length], new Random(i));
                var (name, read) = Readers[i / seeds.Length % Readers.Length];
                var start = TimeProvider.System.GetTimestamp();
                try
                {
                    read(input);
                }
                catch (Exception e)
                {
                    lock (failures) failures.Add($"{name}, input {i}: {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault()}");
                }
                var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
                lock (slowest) slowest[name] = Math.Max(slowest[name], seconds);
                // A second a megabyte, and for the smallest input what a busy machine may take of it.
                if (seconds > 5 + input.Length / 1e6) lock (failures) failures.Add($"{name}, input {i}: {seconds:0.0} s for {input.Length} bytes");
                if (failures.Count > 20) return;
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{Inputs} inputs; slowest {string.Join(", ", slowest.Select(s => $"{s.Key} {s.Value * 1000:0} ms"))}");
        failures.ShouldBeEmpty();
    }

    [Fact]
    public void A_megabyte_of_anything_takes_about_a_second_at_most()
    {
        var length = Needed.Long ? 1_000_000 : 60_000;
        // The limits leave room for what else the machine does.
        var limit = TimeSpan.FromSeconds(Needed.Long ? 3 : 1);
        List<string> slow = [];
        foreach (var scrap in Scraps)
        {
            var input = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(scrap, length / Encoding.UTF8.GetByteCount(scrap))));
            foreach (var (name, read) in Readers)
            {
                var start = TimeProvider.System.GetTimestamp();
                read(input);
                var taken = TimeProvider.System.GetElapsedTime(start);
                if (taken > limit) slow.Add($"{name} of {scrap}: {taken.TotalSeconds:0.0} s");
            }
        }
        slow.ShouldBeEmpty();
    }

    private static byte[][] Seeds()
    {
        var article = """
            <!doctype html><html lang="zh-CN"><head><meta charset="gb2312"><meta property="article:published_time" content="2026-03-05T08:12:33+08:00"><title>东林区管网改造月底完工_云山新闻网</title>
            <script type="application/ld+json">{"datePublished":"2026-03-05T00:12:00Z"}</script></head><body><div class="nav"><a href="/">首页</a></div><h1>东林区管网改造月底完工</h1>
            <div class="info">发布时间：2026-03-05 08:12 来源：云山日报 浏览：123</div><div class="content"><p>云山市供水中心昨日回应市民关切，称管网改造将于本月底前完工。</p><p>联系电话13800000000，住白杨小区3栋2单元501室。</p>
            <table><tr><td>街道</td><td>户数</td></tr></table></div><a href="y_2.html">下一页</a><div class="comment"><p>网友甲：希望说到做到。</p></div></body></html>
            """;
        var list = string.Concat(Enumerable.Range(1, 12).Select(i => $"<li><a href=\"/a/{i}.html\">关于第{i}件事的一则消息标题</a><span>2026-03-{i:00}</span></li>\n"));
        var thread = string.Concat(Enumerable.Range(1, 6).Select(i => $"<div id=\"post_{i}\" class=\"post\"><a class=\"author\">某人</a><em>发表于 2026-3-{i} 08:0{i}</em><div class=\"t_f\">第{i}楼说的话，路灯什么时候修？</div></div>"));
        var rss = "<?xml version=\"1.0\" encoding=\"gb2312\"?><rss version=\"2.0\"><channel><title>要闻</title>" + string.Concat(Enumerable.Range(1, 8).Select(i =>
            $"<item><title>第{i}条</title><link>/t/{i}</link><guid>g{i}</guid><pubDate>Tue, 0{i} Mar 2026 08:12:00 +0800</pubDate><description><![CDATA[<p>小区<b>停水</b></p>]]></description></item>")) + "</channel></rss>";
        var atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"/b/\"><title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">要<b>闻</b></div></title><entry><id>1</id><link href=\"x\"/><updated>2026-03-01T08:00:00Z</updated><content type=\"html\">&lt;p&gt;话&lt;/p&gt;</content></entry></feed>";
        var json = "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"要闻\",\"items\":[{\"id\":\"1\",\"url\":\"/1\",\"content_html\":\"<p>话</p>\",\"date_published\":\"2026-03-01T08:00:00Z\"}]}";
        var map = "<urlset>" + string.Concat(Enumerable.Range(1, 9).Select(i => $"<url><loc>http://a.example/{i}</loc><lastmod>2026-03-0{i}</lastmod></url>")) + "</urlset>";
        var robots = "User-agent: *\nDisallow: /a*b$\nAllow: /x\nCrawl-delay: 5\nSitemap: https://a.example/s.xml\n";
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var big5 = CodePagesEncodingProvider.Instance.GetEncoding("big5")!;
        string[] texts = [article, $"<ul>{list}</ul>", $"<title>路灯</title><div id=\"postlist\">{thread}</div><span>查看: 123</span><span>回复: 5</span>", rss, atom, json, map, robots];
        return [.. texts.SelectMany(t => new[] { Encoding.UTF8.GetBytes(t), gb.GetBytes(t), Encoding.Unicode.GetBytes(t) }), big5.GetBytes(article)];
    }

    /// <summary>One to twelve of the damages: cut, doubled, shuffled, overwritten, with scraps of other documents, bits turned over.</summary>
    private static byte[] Damaged(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        for (var n = random.Next(1, 13); n > 0; n--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 200), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0: bytes.RemoveRange(at, length); break;
                case 1: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Scraps[random.Next(Scraps.Length)])); break;
                case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Scraps[random.Next(Scraps.Length)], random.Next(2, 60))))); break;
                case 4 when bytes.Count > 0:
                    for (var k = 0; k < 8; k++) bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
                    break;
                case 5 when length > 0:
                    var moved = bytes.GetRange(at, length);
                    bytes.RemoveRange(at, length);
                    bytes.InsertRange(random.Next(bytes.Count + 1), moved);
                    break;
                case 6:
                    var noise = new byte[random.Next(1, 40)];
                    random.NextBytes(noise);
                    bytes.InsertRange(at, noise);
                    break;
            }
        }
        return [.. bytes];
    }

    private static void Near(string text)
    {
        var texts = new NearCopies<int>(4);
        var sketch = TextSketch.Of(text);
        texts.Keep(1, sketch);
        texts.TryFind(TextSketch.Of(text + text), out _);
        if (sketch.Stretches > 0) texts.TryFind(sketch, out _).ShouldBeTrue();
    }

    private static string Html(byte[] bytes) => TextDecoding.Decode(bytes, null, DocumentKind.Html).Text;

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static string Start(byte[] bytes, int most) => Text(bytes) is { Length: var n } text && n > most ? text[..most] : Text(bytes);
}
