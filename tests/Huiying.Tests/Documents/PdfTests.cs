using Huiying.Documents;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Huiying.Tests.Documents;

/// <summary>The page as a word processor lays it out, measured on the rendered PDF.</summary>
public sealed class PdfTests
{
    private const double Mm = 72 / 25.4;

    [Fact]
    public async Task A_full_page_holds_22_lines_of_28_characters_inside_the_type_area()
    {
        var pages = await Render(new OfficialDocument { Title = "版面", Body = [new Huiying.Documents.Paragraph(new string('国', 28 * 60))] });
        var page = pages[1];
        var lines = page.Letters.Where(l => l.Value == "国").GroupBy(l => Math.Round(l.StartBaseLine.Y)).OrderByDescending(g => g.Key).ToList();
        lines.Count.ShouldBe(22);
        lines.Select(l => l.Count()).Distinct().ShouldBe([28]);
        lines.Zip(lines.Skip(1), (a, b) => a.First().StartBaseLine.Y - b.First().StartBaseLine.Y).Average().ShouldBe(28.95, 0.05);
        var all = lines.SelectMany(l => l).ToList();
        all.Min(l => l.StartBaseLine.X).ShouldBe(28 * Mm, 1.5);
        all.Max(l => l.EndBaseLine.X).ShouldBe((28 + 156) * Mm, 2.5);
        all.Max(l => l.BoundingBox.Top).ShouldBeLessThan((297 - 37) * Mm);
        all.Min(l => l.BoundingBox.Bottom).ShouldBeGreaterThan((297 - 37 - 225) * Mm);

        // 7.5: the dash 7 mm below the type area; odd right, even left, one character in.
        var dash = page.Letters.First(l => l.Value is "—" or "―");
        ((297 - 37 - 225) * Mm - (dash.BoundingBox.Bottom + dash.BoundingBox.Top) / 2).ShouldBe(7 * Mm, 3);
        page.Letters.Where(l => l.Value != "国").Min(l => l.StartBaseLine.X).ShouldBe(28 * Mm + 15.8, 2);
        pages[0].Letters.Where(l => l.StartBaseLine.Y < 100).Max(l => l.EndBaseLine.X).ShouldBe((28 + 156) * Mm - 15.8, 2);
    }

    [Fact]
    public async Task The_red_head_stands_where_the_standard_puts_it()
    {
        var page = (await Render(Samples.Report.Compose()))[0];
        var letters = page.Letters.ToList();
        var mark = letters.Where(l => l.BoundingBox.Height > 30).ToList();
        string.Concat(mark.Select(l => l.Value)).ShouldBe("某某区某某开发办公室文件");
        // 7.2.4: its top edge 35 mm below the type area's.
        ((297 - 37) * Mm - mark.Max(l => l.BoundingBox.Top)).ShouldBe(35 * Mm, 2 * Mm);
        mark.Min(l => l.BoundingBox.Left).ShouldBeGreaterThan(28 * Mm);
        mark.Max(l => l.BoundingBox.Right).ShouldBeLessThan((28 + 156) * Mm);
        // 7.2.7: the rule 4 mm below the number, 156 mm wide, red.
        var number = letters.Where(l => l.Value == "签").Min(l => l.BoundingBox.Bottom);
        var rule = page.Paths.Where(p => p.GetBoundingRectangle() is { Width: > 100 } box && box.Height < 4).ToList();
        var box = rule.Select(p => p.GetBoundingRectangle()!.Value).MaxBy(b => b.Top);
        box.Width.ShouldBe(156 * Mm, 2);
        (number - box.Top).ShouldBe(4 * Mm, 2 * Mm);
    }

    [Fact]
    public async Task The_imprint_stands_at_the_lower_edge_of_the_last_page()
    {
        var pages = await Render(Samples.Report.Compose());
        var issued = pages[^1].Letters.Where(l => l.Value == "印").Min(l => l.BoundingBox.Bottom);
        (issued - (297 - 37 - 225) * Mm).ShouldBeInRange(0, 12);
    }

    private static async Task<IReadOnlyList<Page>> Render(OfficialDocument document)
    {
        var made = await Pages.Render(new Dictionary<string, OfficialDocument> { ["a"] = document });
        using var pdf = PdfDocument.Open(made["a"]);
        return [.. pdf.GetPages()];
    }
}
