using System.Globalization;
using Huiying.Collect.Reading;

namespace Huiying.Tests.Collect.Reading;

public sealed class ListReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(8));
    private static readonly Uri Url = new("http://city.example/news/index.html");

    private const string Navigation =
        "<div class=nav><ul><li><a href=/>首页频道导航</a></li><li><a href=/a>政务公开栏目</a></li><li><a href=/b>办事服务大厅</a></li><li><a href=/c>互动交流平台</a></li></ul></div>";

    private static string[] Read(string html) =>
        [.. ListReader.Read(html, Url, Now).Select(i => $"{i.Published?.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)} {i.Title} {i.Link}")];

    private static readonly string[] Three =
    [
        "03-05 00:00 云山市关于春季道路养护工作的通知 http://city.example/news/1.html",
        "03-04 00:00 东林区召开供水保障专题会议 http://city.example/2.html",
        "12-30 00:00 石桥镇答复群众来信三件 http://other.example/3.html",
    ];

    [Fact]
    public void A_government_news_list_is_read_with_its_dates() => Read($"""
        {Navigation}<div class="list"><ul><li class="top"><span>2026-03-05</span><a href="./1.html" title="云山市关于春季道路养护工作的通知">云山市关于春季道路养护…</a></li>
        <li><span>[2026-03-04]</span><a href="../2.html">东林区召开供水保障专题会议</a></li></ul><ul><li><a href="http://other.example/3.html">·石桥镇答复群众来信三件</a><em>12-30</em></li></ul></div>
        <div class=pages><a href=index_1.html>下一页</a></div>
        """).ShouldBe(Three);

    [Fact]
    public void A_table_of_letters_is_read() => Read($"""
        {Navigation}<table><tr><th>编号</th><th>标题</th><th>日期</th></tr>
        <tr><td>101</td><td><a href="1.html">云山市关于春季道路养护工作的通知</a></td><td>2026/3/5</td><td>88</td></tr>
        <tr><td>102</td><td><a href="/2.html">东林区召开供水保障专题会议</a></td><td>2026/3/4</td><td>12</td></tr>
        <tr><td>103</td><td><a href="http://other.example/3.html">石桥镇答复群众来信三件</a></td><td>2025/12/30</td><td>7</td></tr></table>
        """).ShouldBe(Three);

    [Fact]
    public void A_column_of_cards_is_read_once_each_though_picture_and_title_link() => Read($"""
        {Navigation}<div class=cards>
        <div class=card><a href=1.html><img src=1.jpg></a><h3><a href=1.html>云山市关于春季道路养护工作的通知</a></h3><p>摘要，摘要。</p><i>3月5日</i></div>
        <div class=card><a href=/2.html><img src=2.jpg></a><h3><a href=/2.html>东林区召开供水保障专题会议</a></h3><p>摘要，摘要。</p><i>3月4日</i></div>
        <div class=card><a href=http://other.example/3.html><img src=3.jpg></a><h3><a href=http://other.example/3.html>石桥镇答复群众来信三件</a></h3><i>12月30日</i></div></div>
        """).ShouldBe(Three);

    [Fact]
    public void Links_and_dates_in_one_paragraph_are_read() => Read($"""
        {Navigation}<p><a href=1.html>云山市关于春季道路养护工作的通知</a> (2026-03-05)<br><a href=/2.html>东林区召开供水保障专题会议</a> (2026-03-04)<br>
        <a href=http://other.example/3.html>石桥镇答复群众来信三件</a> (2025-12-30)<br></p>
        """).ShouldBe(Three);

    [Fact]
    public void Links_that_are_no_addresses_are_left_out() => Read("""
        <ul><li><a href="javascript:alert(1)">云山市关于春季道路养护工作的通知</a><i>2026-03-05</i></li><li><a href="ftp://x.example/1">东林区召开供水保障专题会议</a><i>2026-03-05</i></li></ul>
        """).ShouldBeEmpty();
}
