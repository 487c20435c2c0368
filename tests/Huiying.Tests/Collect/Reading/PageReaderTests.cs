using CsCheck;
using Huiying.Collect.Reading;

namespace Huiying.Tests.Collect.Reading;

public sealed class PageReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(8));
    private static readonly Uri Url = new("http://city.example/news/202603/t20260304_7.html");

    private const string First = "云山市供水中心昨日回应市民关切，称东林区的管网改造将于本月底前完工，期间将分时段供水。";
    private const string Second = "该中心负责人表示，施工路段已设置临时取水点，居民可就近取水，水质每日两次公布。";

    private static string Article(string head = "", string info = "", string after = "", string body = $"<p>{First}</p><p>{Second}</p>") => $"""
        <!doctype html><html lang="zh-CN"><head><title>东林区管网改造月底完工_云山新闻网</title>{head}</head><body>
        <div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">要闻</a></li><li><a href="/b">政务公开，办事指南，互动交流，数据发布</a></li></ul></div>
        <div class="main"><h1>东林区管网改造月底完工</h1><div class="info">{info}</div><div class="TRS_Editor">{body}</div>{after}</div>
        <div class="footer">版权所有 云山市人民政府，未经许可不得转载，云山市信息中心承办。</div></body></html>
        """;

    [Fact]
    public void The_article_is_read_without_navigation_comments_and_footer()
    {
        var page = PageReader.Read(Article(after: """<div class="comment-list"><p>网友甲：希望说到做到，不要再拖，年年都这么说，今年看行动。</p></div>"""), Url, Now);
        page.Text.ShouldBe($"{First}\n{Second}");
        page.Title.ShouldBe("东林区管网改造月底完工");
        page.Site.ShouldBe("云山新闻网");
        page.Language.ShouldBe("zh-CN");
    }

    [Theory]
    [InlineData("", "2026-03-05 08:12 来源：云山日报 浏览：1.2万次 评论 36 转发（128）", "", 12_000L, 36L, 128L)]
    [InlineData("", "2026-03-05 08:12", "<div class='bar'><span>阅读</span><b>3021</b></div><div><span>分享</span><b>17</b></div>", 3021L, null, 17L)]
    [InlineData("""<script type="application/ld+json">{"@type":"NewsArticle","interactionStatistic":[{"@type":"InteractionCounter","interactionType":"https://schema.org/ShareAction","userInteractionCount":45},{"@type":"InteractionCounter","userInteractionCount":"9","interactionType":{"@type":"http://schema.org/CommentAction"}},{"@type":"InteractionCounter","interactionType":{"@type":"WatchAction"},"userInteractionCount":700}]}</script>""",
        "", "", 700L, 9L, 45L)]
    [InlineData("", "2026-03-05 08:12 来源：云山日报", "", null, null, null)]
    public void Figures_are_read_where_the_page_gives_its_own(string head, string info, string after, long? views, long? replies, long? reposts)
    {
        // What other articles beside it were read and passed on is theirs.
        var others = "<ul>" + string.Concat(Enumerable.Range(1, 12).Select(i => $"<li><a href='/{i}'>另一篇关于供水的报道第{i}篇</a></li>")) + "</ul><div>热门文章 阅读 88888 转发 9999</div>";
        var counts = PageReader.Read(Article(head, info, after + others), Url, Now).Counts;
        (counts.Views, counts.Replies, counts.Reposts).ShouldBe((views, replies, reposts));
    }

    [Fact]
    public void The_headline_again_the_date_line_and_what_follows_the_article_are_not_its_text()
    {
        var page = PageReader.Read(Article(body: $"<p>东林区管网改造月底完工</p><p>2026-03-05 08:12更新 来源：云山日报 发表评论</p><p>{First}</p><p>{Second}</p><p>文章来源：云山日报网</p>"
            + "<p>相关新闻</p><p>供水中心招聘公告，报名截止到月底。</p>"), Url, Now);
        page.Text.ShouldBe($"{First}\n{Second}");
    }

    [Fact]
    public void A_blogs_index_is_read_as_its_newest_entry()
    {
        static string Entry(int day, string text) => $"<div class=entry><h2><a href='/p/{day}'>随笔</a></h2><span>2026-03-{day:00} 08:12</span><div><p>{text}</p></div><a href='/p/{day}#c'>评论</a></div>";
        var page = PageReader.Read($"<html><body><div id=blog>{Entry(9, First)}{Entry(4, string.Concat(Enumerable.Repeat(Second, 9)))}{Entry(2, First + Second)}</div></body></html>", null, Now);
        page.Text.ShouldBe(First);
        page.Published.ShouldBe(new DateTimeOffset(2026, 3, 9, 8, 12, 0, TimeSpan.FromHours(8)));
    }

    [Fact]
    public void A_link_that_was_written_out_is_text() =>
        PageReader.Read(Article(body: $"<p>{First}</p><p><a href='http://a.example/1'>http://a.example/1</a></p><p>{Second}</p>"), Url, Now).Text.ShouldBe($"{First}\nhttp://a.example/1\n{Second}");

    [Fact]
    public void Line_breaks_make_paragraphs_and_an_open_anchor_swallows_nothing()
    {
        var page = PageReader.Read(Article(body: $"<a name=top href=#>{First}<br><br>　　{Second}{string.Concat(Enumerable.Repeat(Second, 20))}"), Url, Now);
        page.Text.ShouldStartWith($"{First}\n{Second}");
    }

    [Fact]
    public void A_wrapper_named_sidebar_that_holds_the_article_is_not_left_out() =>
        PageReader.Read($"<body><div class='page has-sidebar'><div class='share'><p>{First}</p><p>{Second}</p></div></div></body>", null, Now).Text.ShouldBe($"{First}\n{Second}");

    [Theory]
    [InlineData("<meta property='article:published_time' content='2026-03-05T08:12:33+08:00'>", "", "2026-03-05T08:12:33+08:00")]
    [InlineData("<meta name='PubDate' content='2026-03-05 08:12'>", "发布时间：2026-03-06 09:00", "2026-03-05T08:12:00+08:00")]
    [InlineData("<meta name='PubDate' content='2026-03-05'>", "发布时间：2026-03-05 08:12 来源：云山日报", "2026-03-05T08:12:00+08:00")]
    [InlineData("<script type='application/ld+json'>{\"datePublished\":\"2026-03-05T00:12:00Z\"}</script>", "", "2026-03-05T00:12:00+00:00")]
    [InlineData("", "2026年03月05日 08:12 来源：云山日报 浏览：123", "2026-03-05T08:12:00+08:00")]
    [InlineData("", "昨天 08:12", "2026-03-10T08:12:00+08:00")]
    [InlineData("", "", "2026-03-04T00:00:00+08:00")]
    [InlineData("<meta property='article:published_time' content='2031-01-01T00:00:00+08:00'>", "2026-03-05", "2026-03-05T00:00:00+08:00")]
    public void The_time_of_publication_is_taken_from_the_most_trusted_place(string head, string info, string expected) =>
        PageReader.Read(Article(head, info), Url, Now).Published!.Value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expected);

    [Fact]
    public void A_date_within_the_text_or_the_footer_is_no_date_of_publication() =>
        PageReader.Read(Article(body: $"<p>2019年5月1日起，{First}</p><p>{Second}</p>", after: "<p>今天是2026年3月11日</p>"), new Uri("http://city.example/7.html"), Now).Published.ShouldBeNull();

    [Fact]
    public void Links_of_the_article_are_absolute_and_harmless()
    {
        var page = PageReader.Read(Article(body: $"<p>{First}<a href='../a.html'>附件</a><a href='javascript:alert(1)'>点</a><a href='mailto:a@b.example'>信</a></p><p>{Second}</p>"), Url, Now);
        page.Links.ShouldBe(["http://city.example/news/a.html"]);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<style>p{}</style>")]
    [InlineData("<div style='display:none'>藏起来的话，藏起来的话，藏起来的话。</div>")]
    public void Scripts_styles_and_hidden_text_are_not_read(string inside) => PageReader.Read(Article(body: $"<p>{First}</p>{inside}<p>{Second}</p>"), Url, Now).Text.ShouldBe($"{First}\n{Second}");

    [Theory]
    [InlineData("")]
    [InlineData("只是一行普通的文字，没有任何标记。")]
    [InlineData("<")]
    [InlineData("<html><frameset><frame src=a></frameset></html>")]
    [InlineData("\0\u0001<p>")]
    public void What_is_no_article_is_answered_all_the_same(string html) => PageReader.Read(html, null, Now).Text.ShouldNotContain("<p>");

    [Fact]
    public void Any_soup_of_tags_is_answered_without_an_error() =>
        Gen.OneOf(((string[])["<p>", "</p>", "<table>", "<td>", "<tr>", "</table>", "<a href=x>", "</a>", "<div class=comment>", "</div>", "<h1>", "<template>", "<svg>", "<math>", "<select>", First,
            "<time datetime='2026-99-99'>", "<meta name=pubdate content='9999999999'>", "<base href='::'>", "<form>", "<li>", "<br>", "\0", "2026-02-30 25:61", "<title>", "<!--", "<![CDATA["])
            .Select(Gen.Const).ToArray()).Array[0, 40].Select(string.Concat).Sample(html =>
            {
                PageReader.Read(html, Url, Now).ShouldNotBeNull();
                ListReader.Read(html, Url, Now).ShouldNotBeNull();
            }, iter: Needed.Times(2_000));

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<a href=x>云山市通知公告</a>")]
    [InlineData("<p>一句话，两句话。")]
    public void A_page_made_to_be_slow_or_deep_is_read_in_time(string unit)
    {
        var html = string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length));
        var start = TimeProvider.System.GetTimestamp();
        PageReader.Read(html, Url, Now);
        ListReader.Read(html, Url, Now);
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }
}
