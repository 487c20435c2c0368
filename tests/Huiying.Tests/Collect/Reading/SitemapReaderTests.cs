using System.IO.Compression;
using System.Text;
using Huiying.Collect.Reading;

namespace Huiying.Tests.Collect.Reading;

public sealed class SitemapReaderTests
{
    private static Sitemap Read(string text, string? url = "http://a.example/sitemap.xml") => SitemapReader.Read(Encoding.UTF8.GetBytes(text), null, url);

    private static DateTimeOffset Utc(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    private const string Map = """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url><image:image><image:loc>http://a.example/p.png</image:loc></image:image><loc> http://a.example/1.html?a=1&amp;b=2 </loc><lastmod>2026-03-02T08:00:00+08:00</lastmod></url>
        <url><loc><![CDATA[/2.html]]></loc><news:news><news:publication_date>2026-03-03</news:publication_date><news:title>题</news:title></news:news></url>
        <url><loc>javascript:alert(1)</loc></url><url><lastmod>2026-03-02</lastmod></url>
        </urlset>
        """;

    [Fact]
    public void A_sitemap_gives_its_pages_with_their_times_and_no_pictures()
    {
        var map = Read(Map);
        map.Sitemaps.ShouldBeEmpty();
        map.Urls.ShouldBe(
        [
            new("http://a.example/1.html?a=1&b=2", Utc(2, 0)),
            new("http://a.example/2.html", null, new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero)),
        ]);
    }

    [Fact]
    public void An_index_gives_its_sitemaps()
    {
        var map = Read("<sitemapindex><sitemap><loc>http://a.example/s1.xml.gz</loc><lastmod>2026-03-01T08:00:00Z</lastmod></sitemap><sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>");
        map.Urls.ShouldBeEmpty();
        map.Sitemaps.ShouldBe([new("http://a.example/s1.xml.gz", Utc(1, 8)), new("http://a.example/s2.xml", null)]);
    }

    [Fact]
    public void Packed_cut_and_forgotten_closings_are_read_as_far_as_they_go()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(i => $"<url><loc>http://a.example/{i}-{i * 7919 % 10007}</loc></url>"))));
        var bytes = packed.ToArray();
        SitemapReader.Read(bytes, "application/gzip", null).Urls.Count.ShouldBe(3000);
        SitemapReader.Read(bytes.AsMemory(0, bytes.Length / 2), null, null).Urls.Count.ShouldBeInRange(500, 2999);
        Read("<urlset><url><loc>http://a.example/1</loc><url><loc>http://a.example/2</loc></urlset>").Urls.Select(u => u.Location).ShouldBe(["http://a.example/1", "http://a.example/2"]);
        Read("<urlset><url><loc>http://a.example/1</loc><lastmod>2026-03-01T08:00:00Z").Urls.Select(u => u.Location).ShouldBe(["http://a.example/1"]);
    }

    [Fact]
    public void A_list_of_addresses_in_plain_text_is_a_sitemap_too() =>
        Read("\uFEFFhttp://a.example/1\r\n\r\n  http://a.example/2 \nno address\nfile:///etc/passwd\n").Urls.Select(u => u.Location).ShouldBe(["http://a.example/1", "http://a.example/2"]);

    [Theory]
    [InlineData("")]
    [InlineData("<html><body><a href='/x'>x</a></body></html>")]
    [InlineData("{\"urls\":[]}")]
    public void What_is_no_sitemap_has_no_entries(string text)
    {
        var map = Read(text);
        (map.Urls.Count, map.Sitemaps.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Entities_a_document_defines_are_never_expanded_and_a_bomb_does_nothing()
    {
        var bomb = new StringBuilder("<?xml version='1.0'?><!DOCTYPE urlset [<!ENTITY a0 'http://a.example/boom'>");
        for (var i = 1; i < 30; i++) bomb.Append($"<!ENTITY a{i} '&a{i - 1};&a{i - 1};&a{i - 1};&a{i - 1};'>");
        bomb.Append("<!ENTITY f SYSTEM 'file:///etc/hostname'>]><urlset><url><loc>http://a.example/&a29;&f;</loc></url></urlset>");
        Read(bomb.ToString()).Urls.Single().Location.Length.ShouldBeLessThan(100);
    }
}
