using Huiying.Documents;
using UglyToad.PdfPig;

namespace Huiying.Tests.Documents;

/// <summary>Each kind of document opened as a user opens it: rendered, every page measured against GB/T 9704-2012.</summary>
public sealed class EveryDocumentTests
{
    private const double Mm = 72 / 25.4, Pitch = 28.95;

    private static readonly Lazy<Task<IReadOnlyDictionary<string, byte[]>>> Rendered = new(() => Pages.Render(Samples.All));

    public static TheoryData<string> Kinds => [.. Samples.All.Keys];

    [Fact]
    public void No_kind_of_document_escapes_these_tests() =>
        typeof(OfficialDocument).Assembly.GetTypes()
            .Where(t => t.Namespace == "Huiying.Documents" && t.GetMethod("Compose", [])?.ReturnType == typeof(OfficialDocument))
            .Except(Samples.Kinds.Values.Select(s => s.GetType())).Select(t => t.Name).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_page_keeps_the_type_area_and_its_number_stands_where_the_standard_puts_it(string kind)
    {
        if (await Open(kind) is not { } pdf) return;
        using (pdf)
        {
            var letter = Samples.All[kind].Head is LetterMasthead;
            foreach (var page in pdf.GetPages())
            {
                (page.Width, page.Height).ShouldBe((210 * Mm, 297 * Mm), new Near(0.6));
                var number = page.Letters.Where(l => l.StartBaseLine.Y < (297 - 37 - 225 - 3) * Mm).ToList();
                // A letter's mark and rules reach beyond the type area by the standard (10.1).
                var text = page.Letters.Where(l => l.StartBaseLine.Y >= (297 - 37 - 225 - 3) * Mm && !(letter && page.Number == 1 && l.StartBaseLine.Y > (297 - 50) * Mm)).ToList();
                text.ShouldNotBeEmpty($"page {page.Number} is empty");
                text.Where(l => !string.IsNullOrWhiteSpace(l.Value)).Min(l => l.StartBaseLine.X).ShouldBeGreaterThan(28 * Mm - 2);
                // Closing punctuation may hang over the line's end; its ink is in the left half of its place.
                text.Where(l => !string.IsNullOrWhiteSpace(l.Value) && !"，。；：、）》”！？".Contains(l.Value, StringComparison.Ordinal)).Max(l => l.EndBaseLine.X).ShouldBeLessThan((28 + 156) * Mm + 3);
                text.Max(l => l.BoundingBox.Top).ShouldBeLessThan((297 - 37) * Mm + 2);
                text.Min(l => l.BoundingBox.Bottom).ShouldBeGreaterThan((297 - 37 - 225) * Mm - 2);
                if (letter && page.Number == 1)
                {
                    number.ShouldBeEmpty("the first page of a letter has no number (10.1)");
                    continue;
                }
                // 7.5: — n —, 7 mm below the type area, odd pages one character from the right, even from the left, 14 pt.
                string.Concat(number.Select(l => l.Value)).Replace(" ", "", StringComparison.Ordinal).Replace('―', '—').ShouldBe($"—{page.Number}—");
                var dash = number[0];
                ((297 - 37 - 225) * Mm - (dash.BoundingBox.Bottom + dash.BoundingBox.Top) / 2).ShouldBe(7 * Mm, 3);
                if (page.Number % 2 == 1) number.Max(l => l.EndBaseLine.X).ShouldBe((28 + 156) * Mm - 15.8, 3);
                else number.Min(l => l.StartBaseLine.X).ShouldBe(28 * Mm + 15.8, 3);
                number.First(l => char.IsDigit(l.Value[0])).PointSize.ShouldBe(14, 0.2);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Text_is_16_points_with_lines_28_95_apart_and_the_title_22_points_in_the_middle(string kind)
    {
        if (await Open(kind) is not { } pdf) return;
        using (pdf)
        {
            var lines = pdf.GetPages().SelectMany(p => p.Letters.Where(l => !string.IsNullOrWhiteSpace(l.Value))
                .GroupBy(l => Math.Round(l.StartBaseLine.Y, 1)).Select(g => (p.Number, Y: g.Key, Letters: g.OrderBy(l => l.StartBaseLine.X).ToList()))).ToList();
            var title = lines.Where(l => Math.Abs(l.Letters[0].PointSize - 22) < 0.2).ToList();
            string.Concat(title.SelectMany(l => l.Letters).Select(l => l.Value)).ShouldContain(Docx.TitleLines(Samples.All[kind].Title).First());
            foreach (var line in title)
            {
                ((line.Letters[0].StartBaseLine.X + line.Letters[^1].EndBaseLine.X) / 2).ShouldBe((28 + 78) * Mm, 6, "the title is centred");
            }
            // Neighbouring lines of 16 pt: whatever stands between (a table, a picture) ends the run.
            var gaps = lines.Where(l => l.Letters.TrueForAll(x => Math.Abs(x.PointSize - 16) < 0.2)).OrderBy(l => l.Number).ThenByDescending(l => l.Y).ToList();
            var apart = gaps.Zip(gaps.Skip(1)).Where(g => g.First.Number == g.Second.Number).Select(g => g.First.Y - g.Second.Y).Where(d => d < Pitch * 1.5 && d > 5).ToList();
            foreach (var gap in apart) gap.ShouldBe(Pitch, 0.3);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_red_head_has_its_mark_and_rule_in_red_at_their_places(string kind)
    {
        if (Samples.All[kind].Head is null || await Open(kind) is not { } pdf) return;
        using (pdf)
        {
            var page = pdf.GetPage(1);
            var mark = page.Letters.Where(l => l.PointSize > 24).ToList();
            mark.ShouldNotBeEmpty();
            mark.ShouldAllBe(l => Red(l.Color));
            // A rule may be drawn as two strokes on one another.
            var rules = page.Paths.Where(p => p.GetBoundingRectangle() is { Width: > 300, Height: < 4 } && (Red(p.FillColor) || Red(p.StrokeColor)))
                .Select(p => (Box: p.GetBoundingRectangle()!.Value, Thick: Math.Max(p.GetBoundingRectangle()!.Value.Height, (double)p.LineWidth)))
                .DistinctBy(r => Math.Round(r.Box.Top, 1)).OrderByDescending(r => r.Box.Top).ToList();
            rules.ShouldNotBeEmpty();
            var top = (297 * Mm - mark.Max(l => l.BoundingBox.Top)) / Mm;
            switch (Samples.All[kind].Head)
            {
                case RedHead:
                    top.ShouldBe(37 + 35, 3);
                    rules.ShouldHaveSingleItem().Box.Width.ShouldBe(156 * Mm, 2);
                    break;
                case BriefHead:
                    rules.ShouldHaveSingleItem().Box.Width.ShouldBe(156 * Mm, 2);
                    break;
                case LetterMasthead:
                    top.ShouldBe(30, 3);
                    rules.Count.ShouldBe(4, "two double rules");
                    rules.ShouldAllBe(r => Math.Abs(r.Box.Width - 170 * Mm) < 2);
                    // Thick over thin, and at the foot thin over thick.
                    rules[0].Thick.ShouldBeGreaterThan(rules[1].Thick);
                    rules[2].Thick.ShouldBeLessThan(rules[3].Thick);
                    (mark.Min(l => l.BoundingBox.Bottom) - rules[0].Box.Top).ShouldBe(4 * Mm, 2.5 * Mm);
                    (rules[3].Box.Bottom / Mm).ShouldBe(20, 1);
                    break;
            }
        }
    }

    private static bool Red(UglyToad.PdfPig.Graphics.Colors.IColor? color) => color?.ToRGBValues() is { r: > 0.9, g: < 0.1, b: < 0.1 };

    private static async Task<PdfDocument?> Open(string kind) => (await Rendered.Value).TryGetValue(kind, out var bytes) ? PdfDocument.Open(bytes) : null;

    private sealed class Near(double by) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) < by && Math.Abs(x.Item2 - y.Item2) < by;

        public int GetHashCode((double, double) obj) => 0;
    }
}
