using System.Diagnostics;
using System.Text;
using CsCheck;
using Huiying.Collect.Reading;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect.Reading;

public sealed class FeedReaderTests
{
    private static Feed Read(string text, string? url = null, string? type = null) => FeedReader.Read(Encoding.UTF8.GetBytes(text), type, url).Value;

    private const string Rss = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>洮北论坛</title><link>https://bbs.example/</link><language>zh-cn</language>
        <item><title>停水三天 &amp; 无人接听</title><link>/t/1</link><guid isPermaLink="false">t1</guid><pubDate>Tue, 03 Mar 2026 08:12:00 +0800</pubDate>
          <description><![CDATA[<p>小区<b>停水</b></p>]]></description><content:encoded>&lt;p&gt;小区停水三天，&lt;a href="/more" onclick="x()"&gt;详情&lt;/a&gt;&lt;/p&gt;</content:encoded>
          <dc:creator>someone</dc:creator></item>
        <item><title>第二条</title><guid>https://bbs.example/t/2</guid><pubDate>2026-03-04 09:00</pubDate></item>
        </channel></rss>
        """;

    [Fact]
    public void An_RSS_feed_gives_its_items_with_absolute_links_and_UTC_times()
    {
        var feed = Read(Rss, "https://bbs.example/feed.xml");

        (feed.Kind, feed.Title, feed.Link, feed.Language, feed.Encoding).ShouldBe(("rss2.0", "洮北论坛", "https://bbs.example/", "zh-cn", "utf-8"));
        var item = feed.Items[0];
        (item.Id, item.Title, item.Link).ShouldBe(("t1", "停水三天 & 无人接听", "https://bbs.example/t/1"));
        item.Published.ShouldBe(new DateTimeOffset(2026, 3, 3, 0, 12, 0, TimeSpan.Zero));
        item.Summary.ShouldBe("<p>小区<b>停水</b></p>");
        item.Content.ShouldBe("<p>小区停水三天，<a href=\"https://bbs.example/more\">详情</a></p>");
        item.Text.ShouldBe("小区停水三天，详情");
        feed.Items[1].Link.ShouldBe("https://bbs.example/t/2");
        feed.Items[1].Published.ShouldBe(new DateTimeOffset(2026, 3, 4, 1, 0, 0, TimeSpan.Zero), "a Chinese feed without a zone means Beijing time");
    }

    [Fact]
    public void A_feed_in_GB18030_that_claims_UTF_8_is_read()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        var feed = FeedReader.Read(Encoding.GetEncoding(54936).GetBytes(Rss), "text/xml; charset=utf-8", null).Value;

        feed.Encoding.ShouldBe("gb18030");
        feed.Items[0].Title.ShouldBe("停水三天 & 无人接听");
    }

    [Fact]
    public void Atom_links_titles_and_bases_follow_the_standard()
    {
        var feed = Read("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/"><title type="text">1 &lt; 2</title><link rel="self" href="feed"/><link href="/"/>
            <id>urn:a</id><updated>2026-03-01T00:00:00Z</updated>
            <entry xml:base="y/"><title type="html">A &amp;amp; &lt;i>B&lt;/i></title><link rel="enclosure" href="a.mp3"/><link rel="alternate" href="1.html"/><id>urn:1</id>
            <published>2026-03-01T12:00:00.5+08:00</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>甲<br/>乙</p></div></content></entry></feed>
            """);

        (feed.Kind, feed.Title, feed.Link, feed.Id).ShouldBe(("atom1.0", "1 < 2", "https://a.example/", "urn:a"));
        var entry = feed.Items.ShouldHaveSingleItem();
        (entry.Title, entry.Link, entry.Text).ShouldBe(("A & B", "https://a.example/x/y/1.html", "甲\n乙"));
        entry.Published.ShouldBe(new DateTimeOffset(2026, 3, 1, 4, 0, 0, 500, TimeSpan.Zero));
    }

    [Fact]
    public void A_JSON_feed_is_read()
    {
        var feed = Read("""{"version":"https://jsonfeed.org/version/1.1","title":"街道","home_page_url":"https://s.example/","items":[{"id":"1","url":"a","content_html":"<p>甲</p><script>1</script>","date_published":"2026-01-02T03:04:05Z"},{"id":2,"content_text":"a<b"}]}""");

        (feed.Kind, feed.Title, feed.Items.Count).ShouldBe(("json1.1", "街道", 2));
        (feed.Items[0].Link, feed.Items[0].Content, feed.Items[0].Text).ShouldBe(("https://s.example/a", "<p>甲</p>", "甲"));
        (feed.Items[1].Id, feed.Items[1].Text, feed.Items[1].Content).ShouldBe(("2", "a<b", "a&lt;b"));
    }

    [Fact]
    public void An_RDF_feed_has_its_items_outside_the_channel() =>
        Read("""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="http://r.example/"><title>R</title></channel><item rdf:about="http://r.example/1"><title>一</title><dc:date>2026-01-01</dc:date></item></rdf:RDF>
            """).Items.ShouldHaveSingleItem().Link.ShouldBe("http://r.example/1");

    [Theory]
    [InlineData("<rss><channel><title>T<item><title>甲<link>http://a.example/1<pubDate>Tue, 03 Mar 2026 08:12:00 GMT<item><title>乙")]
    [InlineData("<rss><channel><title>T</title><item><title>甲</title><link>http://a.example/1</link></item><item><title>乙</title></channel>")]
    [InlineData("junk before <rss version=2.0><channel><title>T & co</title><item><title>甲</titel></title><link>http://a.example/1</link></item><item><title>乙</title></item>")]
    [InlineData("\u0000<rss><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>甲</TITLE><LINK>http://a.example/1</LINK></ITEM><ITEM><TITLE><![CDATA[乙")]
    public void An_ill_formed_feed_still_gives_its_items(string text)
    {
        var feed = Read(text);

        feed.Items.Select(i => i.Title).ShouldBe(["甲", "乙"]);
        feed.Items[0].Link.ShouldBe("http://a.example/1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!doctype html><html><head><title>x</title></head><body>登录</body></html>")]
    [InlineData("{\"error\":\"not found\"}")]
    [InlineData("no markup at all")]
    public void What_is_no_feed_is_refused_with_what_to_do(string text)
    {
        var refusal = FeedReader.Read(Encoding.UTF8.GetBytes(text), null, null).Refusal;

        refusal.ShouldNotBeNull();
        refusal.Zh.ShouldContain("地址");
    }

    [Fact]
    public void A_document_type_neither_opens_a_file_nor_expands_what_it_defines()
    {
        var feed = Read("""
            <!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
            <rss><channel><title>&b;&f;</title><item><title>x</title></item></channel></rss>
            """);

        feed.Title.ShouldBe("&b;&f;");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>甲")]
    [InlineData("<img src=x onerror=alert(1)>甲")]
    [InlineData("<a href=\"java\tscript:alert(1)\">甲</a>")]
    [InlineData("<a href='&#106;avascript:alert(1)'>甲</a>")]
    [InlineData("<a href=\"data:text/html,x\">甲</a>")]
    [InlineData("<svg><animate onbegin=alert(1)></svg>甲")]
    [InlineData("<style>@import 'x'</style><iframe src=//x></iframe>甲")]
    [InlineData("<form action=x><input name=q></form>甲")]
    [InlineData("<object data=x>甲<embed src=x>")]
    [InlineData("<p style=\"background:url(javascript:1)\">甲</p>")]
    [InlineData("<<script>script>alert(1)</script>甲")]
    [InlineData("<img src=\"x` `<script>alert(1)</script>\"` `>甲")]
    public void Nothing_active_survives_in_the_text_of_an_item(string html)
    {
        var item = Read($"<rss><channel><item><description>{html.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)}</description></item></channel></rss>", "https://a.example/").Items[0];

        item.Text.ShouldContain("甲");
        var summary = item.Summary!.ToLowerInvariant();
        foreach (var forbidden in (string[])["<script", "javascript:", "data:", "<svg", "<iframe", "<style", "<form", "<input", " style="]) summary.ShouldNotContain(forbidden);
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument(summary).All.SelectMany(e => e.Attributes).ShouldAllBe(a => !a.Name.StartsWith("on"));
    }

    [Fact]
    public void A_huge_hostile_document_takes_time_in_proportion()
    {
        foreach (var piece in (string[])["<item>", "<a", "<!", "<![CDATA[", "<!--", "<?", "<a b='", "<item><title>", "</x>", "&lt;div>", "<!DOCTYPE [", "<x:y xmlns:x='u'>", "</"])
        {
            var bytes = Encoding.ASCII.GetBytes("<rss><channel><item><description>" + string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));
            var clock = Stopwatch.StartNew();

            FeedReader.Read(bytes, null, "https://a.example/").Ok.ShouldBeTrue();

            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), piece);
        }
    }

    [Fact]
    public void Every_shared_feed_is_read_or_refused_and_none_brings_anything_active_along()
    {
        var folder = Needed.Shared("suites/feedparser/files");
        var read = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories))
        {
            var outcome = FeedReader.Read(File.ReadAllBytes(file), null, "https://a.example/");
            if (!outcome.Ok) continue;
            read++;
            foreach (var html in outcome.Value.Items.SelectMany(i => new[] { i.Summary, i.Content }).OfType<string>())
            {
                var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
                document.QuerySelectorAll("script,style,iframe,object,embed,form,svg,math,base,meta,link").ShouldBeEmpty(file);
                document.All.SelectMany(e => e.Attributes).ShouldAllBe(a => !a.Name.StartsWith("on") && a.Name != "style"
                    && !(a.Name == "href" && a.Value.Contains("script:", StringComparison.OrdinalIgnoreCase)), file);
            }
        }
        read.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void A_feed_damaged_anywhere_is_read_or_refused_and_never_throws() =>
        Gen.Select(Gen.Int[0, 1500], Gen.Int[0, 60], Gen.Byte.Array[0, 8])
            .Sample((at, drop, insert) =>
            {
                var bytes = Encoding.UTF8.GetBytes(Rss);
                var cut = Math.Min(at, bytes.Length);
                FeedReader.Read((byte[])[.. bytes[..cut], .. insert, .. bytes[Math.Min(bytes.Length, cut + drop)..]], null, "https://a.example/");
            }, iter: Needed.Times(20_000));

    [Theory, Clause("S02")]
    [InlineData("""<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><dc:creator>本台</dc:creator><item><title>甲</title><dc:creator> 灯下客 </dc:creator></item><item><title>乙</title></item></channel></rss>""")]
    [InlineData("""<rss version="2.0"><channel><item><title>甲</title><author>灯下客</author></item><item><title>乙</title></item></channel></rss>""")]
    [InlineData("""<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><itunes:author>本台</itunes:author><item><title>甲</title><itunes:author>灯下客</itunes:author></item><item><title>乙</title></item></channel></rss>""")]
    [InlineData("""<feed xmlns="http://www.w3.org/2005/Atom"><author><name>本台</name></author><entry><title>甲</title><author><name>灯下客</name><email>a@b.example</email></author></entry><entry><title>乙</title></entry></feed>""")]
    [InlineData("""{"version":"https://jsonfeed.org/version/1.1","authors":[{"name":"本台"}],"items":[{"id":"1","title":"甲","authors":[{"name":"灯下客"}]},{"id":"2","title":"乙","authors":[7]}]}""")]
    [InlineData("""{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"甲","author":{"name":"灯下客"}},{"id":"2","title":"乙","author":null}]}""")]
    public void An_items_own_author_is_handed_on_for_the_seal_and_shows_nowhere(string text)
    {
        var items = FeedReader.Read(Encoding.UTF8.GetBytes(text), null, null).Value.Items;
        items.Select(i => i.Handle).ShouldBe(["灯下客", null]);
        items[0].ToString().ShouldNotContain("灯下客");
        System.Text.Json.JsonSerializer.Serialize(items).ShouldNotContain("\\u706F");
    }
}
