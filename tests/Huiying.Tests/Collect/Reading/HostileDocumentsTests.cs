using System.Text;
using System.Text.Json;
using Huiying.Collect;
using Huiying.Collect.Masking;
using Huiying.Collect.Reading;

namespace Huiying.Tests.Collect.Reading;

/// <summary>The shared attack lists against every reader: nothing is opened, expanded or let through.</summary>
public sealed class HostileDocumentsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(8));
    private static readonly Uri Url = new("https://a.example/x/");

    [Fact]
    public void XML_with_entities_reads_no_file_and_grows_no_text()
    {
        var files = Directory.GetFiles(Needed.Shared("suites/security/xxe"));
        files.Length.ShouldBeGreaterThan(10);
        var host = File.Exists("/etc/passwd") ? File.ReadLines("/etc/passwd").First() : "root:x:0:0";
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            var start = TimeProvider.System.GetTimestamp();
            var feed = FeedReader.Read(bytes, "application/xml", Url.AbsoluteUri);
            var map = SitemapReader.Read(bytes, "application/xml", Url.AbsoluteUri);
            var page = PageReader.Read(TextDecoding.Decode(bytes, null, DocumentKind.Html).Text, Url, Now);
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(5), Path.GetFileName(file));
            var all = new StringBuilder(page.Text);
            foreach (var entry in map.Urls) all.Append(entry.Location);
            if (feed.Ok) foreach (var item in feed.Value.Items) all.Append(item.Title).Append(item.Summary).Append(item.Text);
            all.Length.ShouldBeLessThan(3 * bytes.Length + 10_000, Path.GetFileName(file));
            all.ToString().ShouldNotContain(host);
        }
    }

    [Fact]
    public void Naughty_strings_and_scripts_are_read_as_texts_by_every_reader()
    {
        var strings = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Needed.Shared("suites/security/blns.json")))!
            .Concat(File.ReadLines(Needed.Shared("suites/security/xss.jsonl")).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("payload").GetString()!)).ToList();
        strings.Count.ShouldBeGreaterThan(500);
        foreach (var s in strings)
        {
            var html = $"<html><title>{s}</title><body><h1>{s}</h1><p>村口的三盏路灯昨天都修好了，{s}夜里走路不再摸黑，大家都很高兴。</p><a href=\"{s}\">{s}</a></body></html>";
            var page = PageReader.Read(html, Url, Now);
            page.Links.ShouldAllBe(l => l.StartsWith("http", StringComparison.Ordinal));
            ListReader.Read(html, Url, Now).ShouldAllBe(i => i.Link == null || i.Link.StartsWith("http", StringComparison.Ordinal));
            ThreadReader.Read(html, Url, Now);
            var feed = FeedReader.Read(Encoding.UTF8.GetBytes($"<rss version='2.0'><channel><item><title>{s}</title><link>{s}</link><description><![CDATA[{s}]]></description></item></channel></rss>"), null, Url.AbsoluteUri);
            if (feed.Ok)
            {
                foreach (var summary in feed.Value.Items.Select(i => i.Summary ?? "")) IsHarmless(summary).ShouldBeTrue($"{s} → {summary}");
            }
            SitemapReader.Read(Encoding.UTF8.GetBytes($"<urlset><url><loc>{s}</loc></url></urlset>"), null, Url.AbsoluteUri).Urls.ShouldAllBe(u => u.Location.StartsWith("http", StringComparison.Ordinal));
            ChineseDate.Read(s.Length > 500 ? s[..500] : s, Now);
            Mask.Apply(s);
            TextSketch.Of(s);
            CanonicalUrl.Of(s);
        }
    }

    /// <summary>Looked at as a browser would: no element that runs, no handler, no address but of pages and mail.</summary>
    private static bool IsHarmless(string html)
    {
        using var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument($"<body>{html}");
        return document.All.All(e => e.LocalName is not ("script" or "style" or "iframe" or "object" or "embed" or "form" or "svg" or "math" or "base" or "meta" or "link")
            && e.Attributes.All(a => !a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && a.Name is not "style"
                && (a.Name is not ("href" or "src") || a.Value.StartsWith("http", StringComparison.Ordinal) || a.Value.StartsWith("mailto:", StringComparison.Ordinal))));
    }
}
