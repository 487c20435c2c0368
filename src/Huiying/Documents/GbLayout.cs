namespace Huiying.Documents;

/// <summary>The numbers of GB/T 9704-2012 in the units a word processor stores: twips (1/20 pt), half points, eighths of a point.</summary>
internal static class GbLayout
{
    // 5.1 and 5.2.1: A4; top 37 mm, left 28 mm, type area 156 mm × 225 mm.
    public const int PageWidth = 11906, PageHeight = 16838;
    public static readonly int Top = Mm(37), Left = Mm(28), Right = Mm(210 - 28 - 156), Bottom = Mm(297 - 37 - 225);
    public static readonly int AreaWidth = PageWidth - Mm(28) - Mm(210 - 28 - 156);

    // 5.2.3: 22 lines of 28 characters.
    public const int Lines = 22, Characters = 28;

    /// <summary>28.95 pt.</summary>
    public const int Pitch = 579;

    /// <summary>What the grid adds to a 16 pt character so that 28 fill the line, in 1/4096 pt.</summary>
    public static readonly int CharSpace = (int)Math.Round((AreaWidth / 20.0 / Characters - 16) * 4096);

    /// <summary>The same said as character spacing, in twips: −0.3 pt, cut so that the 28th still fits where a program rounds the width down.</summary>
    public static readonly int BodySpacing = (int)Math.Floor(AreaWidth / (double)Characters - 320) - 1;

    /// <summary>One character's place on the line.</summary>
    public static readonly double Char = AreaWidth / (double)Characters;

    // 3号 body, 2号 title, 4号 page number and imprint; half points.
    public const int Body = 32, Title = 44, Small = 28, Inside = 24;

    // 7.2.4: the mark's top edge is 35 mm below the type area's top. 7.2.7: red rule 4 mm below the number.
    public const int MarkTopMm = 35, RuleGapPoints = 11;

    // 7.4.1: outer rules of the imprint 0.35 mm, inner 0.25 mm; eighths of a point.
    public const int Outer = 8, Inner = 6;

    /// <summary>7.5: the page number's dash 7 mm below the type area. The footer's lower edge from the page's, for a line of 14 pt.</summary>
    public static readonly int Footer = Mm(297 - 37 - 225 - 7) - 140;

    public const string FangSong = "仿宋_GB2312", Hei = "黑体", Kai = "楷体_GB2312", Song = "宋体", TitleSong = "方正小标宋简体", Latin = "Times New Roman";

    public const string Red = "FF0000";

    public static int Mm(double mm) => (int)Math.Round(mm / 25.4 * 1440);

    public static int Chars(double n) => (int)Math.Round(n * Char);

    /// <summary>Width of a text in characters: ASCII counts half.</summary>
    public static double Width(string text) => text.Sum(c => c < 0x2E80 && c is not ('〔' or '〕' or '“' or '”' or '—' or '…') ? 0.5 : 1.0);
}
