using Huiying.Ground;

namespace Huiying.Documents;

/// <summary>Figures of one source; what is unknown is null and shown as a dash.</summary>
/// <param name="Name">Name of the site or channel.</param>
/// <param name="Posts">Posts about the matter.</param>
/// <param name="Views">浏览.</param>
/// <param name="Comments">评论、跟帖.</param>
/// <param name="Reposts">转发.</param>
/// <param name="Link">Public address of the post that matters most.</param>
public sealed record SourceFigures(string Name, long? Posts = null, long? Views = null, long? Comments = null, long? Reposts = null, string? Link = null);

/// <summary>What was found about one claim (R18).</summary>
/// <param name="Claim">What is said.</param>
/// <param name="Finding">属实, 部分属实, 不属实 or 待核.</param>
/// <param name="Evidence">By what; for 部分属实 also which part is true.</param>
/// <param name="Verifier">Who found it.</param>
/// <param name="At">When.</param>
public sealed record ClaimFinding(string Claim, string Finding, string? Evidence = null, string? Verifier = null, DateTimeOffset? At = null);

/// <summary>One line of the event's course (R52).</summary>
public sealed record TimelineEntry(DateTimeOffset At, string What, string? By = null);

/// <summary>A matter to improve, with owner and due date (R54).</summary>
public sealed record Improvement(string What, string? Owner = null, DateOnly? Due = null, string? State = null);

/// <summary>A measure taken or planned (R33).</summary>
public sealed record MeasureTaken(string What, string? Owner = null, DateTimeOffset? Due = null, string? State = null);

/// <summary>How many new mentions are expected, with the interval it lies in eight times of ten (R19).</summary>
public sealed record ForecastRange(int Hours, double Low, double Middle, double High);

/// <summary>One grade rule with its figures as a sentence (R58–R60).</summary>
public sealed record RuleFinding(string Text, bool Fired);

/// <summary>Pieces the documents share.</summary>
internal static class DocumentParts
{
    public const string Open = "正在核实，将及时续报。", Unwritten = "（未填写）";

    /// <summary>第n期 of a brief, by its year.</summary>
    public static string? Issue(int year, int? number) => number is { } n ? $"{year}年第{n}期" : null;

    /// <summary>发文字号 of a red-headed document: the office's 代字 and the kind's letter; the letter alone until the office has set one.</summary>
    public static DocumentNumber? Numbered(Letterhead office, string kind, int year, int? number) =>
        number is { } n ? new(office.Symbol is { Length: > 0 } s ? s + kind : kind, year, n) : null;

    /// <summary>A correction says what it corrects (R42).</summary>
    public static IEnumerable<Block> Correction(string? corrects) =>
        corrects is null ? [] : [new Paragraph($"{corrects}中的情况有更正，以本期为准。", "更正：")];

    /// <summary>A numbered heading and its text; with no text, what stands instead, or nothing at all.</summary>
    public static IEnumerable<Block> Part(string heading, string? text, string? instead = null, int level = 1)
    {
        var shown = string.IsNullOrWhiteSpace(text) ? instead : text;
        return shown is null ? [] : [new Heading(level, heading), new Paragraph(shown)];
    }

    /// <summary>A numbered heading and blocks; nothing when there are none.</summary>
    public static IEnumerable<Block> Part(string heading, IReadOnlyCollection<Block> blocks) => blocks.Count == 0 ? [] : [new Heading(1, heading), .. blocks];

    /// <summary>Sentences one below the other, numbered when there are several.</summary>
    public static IReadOnlyCollection<Block> List(IReadOnlyList<string> items) =>
        [.. items.Select((item, i) => new Paragraph(items.Count == 1 ? item : $"{i + 1}.{item}"))];

    public static IReadOnlyCollection<Block> Sources(IReadOnlyList<SourceFigures> sources) => sources.Count == 0 ? [] :
    [
        new Table(["来源", "帖文", "浏览", "评论", "转发"],
            [.. sources.Select(s => (IReadOnlyList<string>)[s.Link is null ? s.Name : $"{s.Name}\n{s.Link}", N(s.Posts), N(s.Views), N(s.Comments), N(s.Reposts)])],
            [8, 2, 3, 2, 2], "各来源传播情况"),
    ];

    public static IReadOnlyCollection<Block> Claims(IReadOnlyList<ClaimFinding> claims, Letterhead office) => claims.Count == 0 ? [] :
    [
        new Table(["说法", "核实结果", "依据", "核实人、时间"],
            [.. claims.Select(c => (IReadOnlyList<string>)[c.Claim, c.Finding, c.Evidence ?? "—",
                string.Join('\n', new[] { c.Verifier, c.At is { } at ? Words.ShortTime(at, office.Zone) : null }.Where(x => x is not null)) is { Length: > 0 } who ? who : "—"])],
            [6, 3, 6, 4]),
    ];

    public static IReadOnlyCollection<Block> Timeline(IReadOnlyList<TimelineEntry> entries, Letterhead office) => entries.Count == 0 ? [] :
    [
        new Table(["时间", "经过", "经办"],
            [.. entries.OrderBy(e => e.At).Select(e => (IReadOnlyList<string>)[office.Time(e.At), e.What, e.By ?? "—"])], [6, 10, 3]),
    ];

    public static IReadOnlyCollection<Block> Measures(IReadOnlyList<MeasureTaken> measures, Letterhead office) => measures.Count == 0 ? [] :
    [
        new Table(["措施", "责任人", "时限", "进展"],
            [.. measures.Select(m => (IReadOnlyList<string>)[m.What, m.Owner ?? "—", m.Due is { } due ? Words.ShortTime(due, office.Zone) : "—", m.State ?? "—"])],
            [8, 3, 4, 3], "处置措施"),
    ];

    /// <summary>The chart; where no Chinese font is installed, the same figures as a table, and a sentence that says so.</summary>
    public static IReadOnlyCollection<Block> Chart(IReadOnlyList<HourCount> mentions, Letterhead office)
    {
        var series = new MentionSeries(mentions, office.Zone);
        if (series.Bars.Count == 0) return [];
        if (MentionPng.Draw(series, series.Title) is { } picture) return [picture, new Paragraph(series.Description)];
        return
        [
            new Paragraph("本机没有中文字体，图以表代。" + series.Description),
            new Table(["时间", "新增提及（条）"], [.. series.Bars.Where(b => b.Count > 0).Select(b => (IReadOnlyList<string>)[b.Label, Words.Number(b.Count)])], Caption: series.Title),
        ];
    }

    public static string N(long? n) => n is { } value ? Words.Number(value) : "—";

    /// <summary>The sentence ends with a full stop, whatever was typed.</summary>
    public static string Stop(string text)
    {
        text = text.Trim();
        return text.Length == 0 || text[^1] is '。' or '！' or '？' or '；' ? text : text + "。";
    }
}
