using System.Globalization;
using System.Text;

namespace Huiying.Tests.Documents;

/// <summary>A PDF with lines of text put at given places, in a font that every reader has to do without: letters are one em wide, ASCII half of it.</summary>
internal sealed class PlainPdf
{
    private readonly List<StringBuilder> pages = [];
    private readonly SortedSet<char> used = [];

    /// <summary>Begins a page (A4).</summary>
    public PlainPdf Page()
    {
        pages.Add(new());
        return this;
    }

    /// <summary>Puts a line on the page. Places are in points from the lower left corner.</summary>
    public PlainPdf Put(double x, double y, string text, double size = 10)
    {
        used.UnionWith(text);
        pages[^1].Append(CultureInfo.InvariantCulture, $"BT /F {size:0.##} Tf 1 0 0 1 {x:0.##} {y:0.##} Tm <{string.Concat(text.Select(c => $"{(int)c:X4}"))}> Tj ET\n");
        return this;
    }

    /// <summary>Puts paragraphs below each other, broken after so many characters, each first line two characters in.</summary>
    /// <returns>Where the next line would stand.</returns>
    public double Set(double x, double y, int characters, IEnumerable<string> paragraphs, double size = 10, double pitch = 16)
    {
        foreach (var paragraph in paragraphs)
        {
            var left = "　　" + paragraph;
            for (; left.Length > 0; y -= pitch)
            {
                var line = left[..Math.Min(characters, left.Length)];
                left = left[line.Length..];
                var bare = line.TrimStart('　');
                Put(x + size * (line.Length - bare.Length), y, bare, size);
            }
        }
        return y;
    }

    public byte[] Build()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var some in used.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n{string.Concat(some.Select(c => $"<{(int)c:X4}> <{(int)c:X4}>\n"))}endbfchar\n");
        }
        map.Append("endcmap CMapName currentdict /CMap defineresource pop end end");
        List<string> objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>", $"<</Type/Pages/Kids[{string.Concat(pages.Select((_, i) => $"{7 + 2 * i} 0 R "))}]/Count {pages.Count}>>",
            "<</Type/Font/Subtype/Type0/BaseFont/Plain/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/Plain/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/W[32 126 500]/FontDescriptor 5 0 R>>",
            "<</Type/FontDescriptor/FontName/Plain/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>",
            Stream(map.ToString()),
        ];
        foreach (var (i, page) in pages.Index())
        {
            objects.Add($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {8 + 2 * i} 0 R/Resources<</Font<</F 3 0 R>>>>>>");
            objects.Add(Stream(page.ToString()));
        }
        return File(objects);
    }

    /// <summary>The objects, numbered from 1, as a file.</summary>
    public static byte[] File(IReadOnlyList<string> objects)
    {
        var text = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        foreach (var (i, o) in objects.Index())
        {
            offsets.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{o}\nendobj\n");
        }
        var xref = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n").Append(string.Concat(offsets.Select(o => $"{o:D10} 00000 n \n")))
            .Append(CultureInfo.InvariantCulture, $"trailer<</Size {objects.Count + 1}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static string Stream(string content) => string.Create(CultureInfo.InvariantCulture, $"<</Length {content.Length}>>stream\n{content}\nendstream");
}
