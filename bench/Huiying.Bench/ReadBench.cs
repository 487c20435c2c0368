using System.Diagnostics;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Huiying.Collect;
using Huiying.Collect.Reading;

namespace Huiying.Bench;

/// <summary>
/// Reading speed beside what others read with, in the same run and turn by turn, so that a busy machine slows all alike. Times are CPU time of the process.
/// </summary>
internal static class ReadBench
{
    private const int Items = 2000;
    private const int Pages = 200;
    private const int Texts = 50_000;
    private const int Turns = 15;

    /// <summary>A collector runs for weeks: what is measured is compiled code, so both read for this long first.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(4);

    public static int Run(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine("usage: Huiying.Bench read");
            return 2;
        }
        var feed = Encoding.UTF8.GetBytes(MadeUpPages.Feed(Items));
        var now = new DateTimeOffset(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(8));
        Compare($"feed of {Items} items, {feed.Length / 1024} KB", "SyndicationFeed",
            () => FeedReader.Read(feed, "application/rss+xml; charset=utf-8", "https://news.example/rss.xml").Value.Items
                .Count(i => i.Title!.Length + i.Id!.Length + i.Link!.Length + i.Text.Length > 0 && i.Published!.Value.Year > 2000),
            () => Syndication(feed));
        var pages = Enumerable.Range(0, Pages).Select(MadeUpPages.Article).ToArray();
        Compare($"{Pages} pages of {pages.Average(p => p.Length) / 1024:0} K characters", "SmartReader",
            () => pages.Count(p => PageReader.Read(p, new Uri("https://news.example/a.html"), now).Text.Length > 200),
            () => pages.Count(p => new SmartReader.Reader("https://news.example/a.html", p).GetArticle().TextContent.Length > 200));
        Near();
        return 0;
    }

    /// <summary>What its users do: the feed parsed and the same fields taken; the HTML of each, which our text is made from, made plain by nobody.</summary>
    private static int Syndication(byte[] bytes)
    {
        using var xml = XmlReader.Create(new MemoryStream(bytes));
        var feed = SyndicationFeed.Load(xml);
        return feed.Items.Count(i => i.Title.Text.Length + i.Id.Length + i.Links[0].Uri.AbsoluteUri.Length + i.Summary.Text.Length > 0 && i.PublishDate.Year > 2000);
    }

    private static void Compare(string what, string other, Func<int> ours, Func<int> theirs)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Warm) _ = ours() + theirs();
        List<double> mine = [], another = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            mine.Add(Cpu(ours));
            another.Add(Cpu(theirs));
        }
        mine.Sort();
        another.Sort();
        Console.WriteLine(FormattableString.Invariant(
            $"{what}: {mine[Turns / 2]:0.0} ms, {other} {another[Turns / 2]:0.0} ms, {another[Turns / 2] / mine[Turns / 2]:0.00} times as fast (medians of {Turns})"));
    }

    private static double Cpu(Func<int> read)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        var found = read();
        if (found == 0) throw new InvalidOperationException("nothing was read");
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static void Near()
    {
        var texts = Enumerable.Range(0, Texts).Select(MadeUpPages.Text).ToArray();
        var copies = new NearCopies<int>(100_000);
        var found = 0;
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < texts.Length; i++)
        {
            var sketch = TextSketch.Of(texts[i]);
            if (copies.TryFind(sketch, out _)) found++;
            else copies.Keep(i, sketch);
        }
        Console.WriteLine(FormattableString.Invariant(
            $"near copies: {Texts} texts of {texts.Average(t => t.Length):0} characters, {found} copies, {Texts / clock.Elapsed.TotalSeconds:0}/s on one core, {GC.GetTotalMemory(true) / 1048576.0:0} MB with the texts"));
    }
}
