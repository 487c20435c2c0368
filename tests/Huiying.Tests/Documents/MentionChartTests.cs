using System.Xml.Linq;
using Huiying.Documents;
using Huiying.Tests.House;

namespace Huiying.Tests.Documents;

[Clause("R19")]
public sealed class MentionChartTests
{
    private static MentionSeries Series(int hours, Func<int, long> count) =>
        new(Enumerable.Range(0, hours).Select(i => new HourCount(Samples.Found.AddHours(i), count(i))), Samples.Office.Zone);

    [Theory]
    [InlineData(1, MentionUnit.Hour, 1)]
    [InlineData(96, MentionUnit.Hour, 96)]
    [InlineData(97, MentionUnit.Day, 5)]
    [InlineData(24 * 120, MentionUnit.Day, 121)]
    [InlineData(24 * 121, MentionUnit.Week, 18)]
    [InlineData(24 * 365 * 4, MentionUnit.Month, 49)]
    public void Bars_are_hours_days_weeks_or_months_by_the_length_and_lose_no_mention(int hours, MentionUnit unit, int bars)
    {
        var series = Series(hours, _ => 2);
        (series.Unit, series.Bars.Count, series.Total).ShouldBe((unit, bars, hours * 2L));
    }

    [Fact]
    public void A_day_begins_at_the_offices_midnight()
    {
        // 16:00 UTC is 00:00 in the office.
        var midnight = new DateTimeOffset(2026, 3, 5, 16, 0, 0, TimeSpan.Zero);
        var series = new MentionSeries([new(midnight.AddHours(-1), 1), new(midnight, 10), new(midnight.AddDays(5), 100)], Samples.Office.Zone);
        series.Bars.Select(b => (b.Label, b.Count)).ShouldBe([("3月5日", 1), ("3月6日", 10), ("3月7日", 0), ("3月8日", 0), ("3月9日", 0), ("3月10日", 0), ("3月11日", 100)]);
        series.Description.ShouldBe("3月5日至3月11日共111条，3月11日最多，日内100条。");
    }

    [Fact]
    public void Hours_without_a_mention_are_bars_of_nothing() =>
        new MentionSeries([new(Samples.Found, 3), new(Samples.Found.AddHours(3), 4), new(Samples.Found, 1)], Samples.Office.Zone).Bars.Select(b => b.Count).ShouldBe([4, 0, 0, 4]);

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(6, 6, 2)]
    [InlineData(11, 15, 5)]
    [InlineData(26, 30, 10)]
    [InlineData(104, 150, 50)]
    [InlineData(99_999, 100_000, 20_000)]
    public void The_axis_ends_at_a_round_number_above_the_highest_bar(long most, long top, long step) => Series(1, _ => most).Scale().ShouldBe((top, step));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(3000)]
    public void The_svg_is_well_formed_named_and_free_of_script_style_and_references(int hours)
    {
        var svg = XElement.Parse(MentionSvg.Draw(Series(hours, i => i % 7), "event-7"));
        XNamespace ns = "http://www.w3.org/2000/svg";
        svg.Attribute("role")!.Value.ShouldBe("img");
        var named = svg.Attribute("aria-labelledby")!.Value.Split(' ');
        (svg.Element(ns + "title")!.Attribute("id")!.Value, svg.Element(ns + "desc")!.Attribute("id")!.Value).ShouldBe((named[0], named[1]));
        svg.Element(ns + "desc")!.Value.ShouldBe(Series(hours, i => i % 7).Description);
        svg.DescendantsAndSelf().SelectMany(e => e.Attributes()).Select(a => a.Name.LocalName).ShouldAllBe(n => n != "style" && n != "href" && !n.StartsWith("on", StringComparison.Ordinal));
        svg.Descendants().Select(e => e.Name.LocalName).Distinct().ShouldBeSubsetOf(["title", "desc", "text", "line", "rect"]);
    }

    [Fact]
    public void Each_bar_is_as_high_as_its_count()
    {
        XNamespace ns = "http://www.w3.org/2000/svg";
        var heights = XElement.Parse(MentionSvg.Draw(Series(3, i => (i + 1) * 10), "c")).Descendants(ns + "rect").Select(r => (double)r.Attribute("height")!).ToList();
        (heights[1] / heights[0]).ShouldBe(2, 0.01);
        (heights[2] / heights[0]).ShouldBe(3, 0.01);
    }

    [Fact]
    public void A_name_that_could_break_out_of_the_svg_is_refused() => Should.Throw<ArgumentException>(() => MentionSvg.Draw(Series(1, _ => 1), "a\"><script>"));

    [Fact]
    public void The_picture_for_a_document_is_print_sharp_and_described()
    {
        if (MentionPng.ChineseFont is null) Needed.Missing("a Chinese font");
        var picture = MentionPng.Draw(Series(60, i => i))!;
        var png = picture.Png.Span;
        var width = (png[16] << 24) | (png[17] << 16) | (png[18] << 8) | png[19];
        (width / (picture.WidthMm / 25.4)).ShouldBe(300, 1);
        picture.Alternative.ShouldStartWith("每小时新增提及数。3月5日 15时至3月8日 02时共1770条");
        MentionPng.Draw(Series(0, _ => 0)).ShouldBeNull();
    }
}
