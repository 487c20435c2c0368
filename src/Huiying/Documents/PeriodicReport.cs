using Huiying.Ground;
using static Huiying.Documents.DocumentParts;

namespace Huiying.Documents;

/// <summary>How long a span a periodic report covers.</summary>
public enum ReportPeriod
{
    /// <summary>日报.</summary>
    Day,

    /// <summary>周报, from Monday.</summary>
    Week,

    /// <summary>月报; the only one that lists what was not to be reported (R43).</summary>
    Month,
}

/// <summary>A figure of a section: how many of its events fell in the span, and its duties.</summary>
public sealed record SectionFigure(string Section, int Events, int Met, int Late);

/// <summary>A matter many people asked about.</summary>
/// <param name="Place">The name its posts share.</param>
/// <param name="Before">Posts of the span before; null when not known.</param>
/// <param name="VoicesAtMost">What the number of distinct voices cannot exceed.</param>
public sealed record HotQuestion(string Title, int Posts, string? State = null, string? Place = null, int? Before = null, int? VoicesAtMost = null);

/// <summary>Topics with one suggested grade, and how many of them still owe an answer (R41).</summary>
public sealed record TopicFigure(Grade Grade, int Topics, int Unanswered);

/// <summary>An event that was not reported upward, why and by whose decision (R43).</summary>
public sealed record NotReportedLine(string Event, string Title, string Reason, string By, DateTimeOffset At);

/// <summary>A late duty with its reason, as it is (S12).</summary>
public sealed record LateDutyLine(string Event, string Duty, string By, string? Reason);

/// <summary>日报, 周报, 月报: volume, split by grade, category and section, on-time rate, hot questions, outlook. Every figure comes from the data.</summary>
public sealed record PeriodicReport
{
    public required Letterhead Office { get; init; }

    public required ReportPeriod Period { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day it covers.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>When its figures were taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which issue of its year.</summary>
    public int? Number { get; init; }

    /// <summary>New posts per hour.</summary>
    public IReadOnlyList<HourCount> Mentions { get; init; } = [];

    public int Posts { get; init; }

    /// <summary>Events opened in the span.</summary>
    public int Opened { get; init; }

    public int Closed { get; init; }

    /// <summary>Events under way when the span ended.</summary>
    public int Running { get; init; }

    /// <summary>Of these, events with a duty that is late.</summary>
    public int RunningLate { get; init; }

    /// <summary>Topics of the span by the grade the rules suggest.</summary>
    public IReadOnlyList<TopicFigure> Topics { get; init; } = [];

    public IReadOnlyList<(Grade Grade, int Events)> Grades { get; init; } = [];

    public IReadOnlyList<(Category Category, int Events)> Categories { get; init; } = [];

    public IReadOnlyList<SectionFigure> Sections { get; init; } = [];

    /// <summary>Duties that fell due in the span and were met in time.</summary>
    public int Met { get; init; }

    public int Late { get; init; }

    public int Answers { get; init; }

    public IReadOnlyList<LateDutyLine> LateDuties { get; init; } = [];

    public IReadOnlyList<HotQuestion> Hot { get; init; } = [];

    /// <summary>When the hot questions were computed.</summary>
    public DateTimeOffset? HotAt { get; init; }

    /// <summary>How many posts were compared one by one; null when all were.</summary>
    public int? HotLooked { get; init; }

    public IReadOnlyList<NotReportedLine> NotReported { get; init; } = [];

    /// <summary>A person's words on the span.</summary>
    public string? Overview { get; init; }

    public string? Outlook { get; init; }

    public string? Advice { get; init; }

    public string? Corrects { get; init; }

    public IReadOnlyList<string> CopiesTo { get; init; } = [];

    /// <summary>日报, 周报, 月报.</summary>
    public static string Name(ReportPeriod period) => period switch { ReportPeriod.Day => "日报", ReportPeriod.Week => "周报", _ => "月报" };

    /// <summary>2026年3月5日, 2026年3月2日至3月8日, 2026年3月.</summary>
    public static string Span(ReportPeriod period, DateOnly from, DateOnly until) => period switch
    {
        ReportPeriod.Day => Words.Date(from),
        ReportPeriod.Week => $"{Words.Date(from)}至{(until.Year == from.Year ? Words.Date(until)[5..] : Words.Date(until))}",
        _ => $"{from.Year}年{from.Month}月",
    };

    /// <summary>On-time share of the duties that fell due; null when none did.</summary>
    public double? OnTime => Met + Late == 0 ? null : Met / (double)(Met + Late);

    /// <summary>Lays it out.</summary>
    public OfficialDocument Compose()
    {
        var day = Words.Day(At, Office.Zone);
        var name = $"舆情{Name(Period)}";
        return new()
        {
            Drill = Office.IsDrill,
            Head = new BriefHead(name, Issue(day.Year, Number), Office.Office, day),
            Title = $"{Span(Period, From, Until)}{name}",
            Body =
            [
                .. Correction(Corrects),
                .. Part("总体情况", [new Paragraph(Totals()), .. Overview is null ? Array.Empty<Block>() : [new Paragraph(Stop(Overview))], .. Chart(Mentions, Office)]),
                .. Part("分类统计", [.. Split()]),
                .. Part("办理时限", [.. OnTimeBlocks()]),
                .. Part("热点问题", [.. Questions()]),
                .. Period == ReportPeriod.Month ? Part("不予上报情况", [.. Unreported()]) : [],
                .. Part("趋势研判", Outlook is null ? null : Stop(Outlook), Unwritten),
                .. Part("工作建议", Advice is null ? null : Stop(Advice)),
                .. new Provenance(At, ["帖文数：本期采集的全部公开来源帖文和转入的来电、来信", "事件数：按立项时间计", "时限：按制度推算的到期时间和办理记录的时间戳计，不能修改"]).Blocks(Office),
            ],
            Note = Office.Contact,
            Imprint = CopiesTo.Count == 0 ? null : new(CopiesTo, Office.Office, day),
            MadeAt = At,
        };
    }

    private string Totals() =>
        $"{Span(Period, From, Until)}，新增帖文{N(Posts)}条，立项{N(Opened)}件，销号{N(Closed)}件，期末在办{N(Running)}件{(RunningLate > 0 ? $"（其中{N(RunningLate)}件有逾期职责）" : "")}，公开或直接答复{N(Answers)}次。";

    private IEnumerable<Block> Split()
    {
        if (Topics.Count > 0)
        {
            yield return new Table(["建议等级", "话题", "待答复"], [.. Topics.Select(t => (IReadOnlyList<string>)[Words.Of(t.Grade), N(t.Topics), N(t.Unanswered)])], [6, 3, 3], "话题按建议等级");
        }
        yield return new Table(["等级", .. Grades.Select(g => Words.Of(g.Grade))], [["件数", .. Grades.Select(g => N(g.Events))]], Caption: "按等级");
        yield return new Table(["类别", "件数"], [.. Categories.Select(c => (IReadOnlyList<string>)[Words.Of(c.Category), N(c.Events)])], [8, 3], "按类别");
        if (Sections.Count > 0)
        {
            yield return new Table(["科室", "件数", "按时", "逾期"], [.. Sections.Select(s => (IReadOnlyList<string>)[s.Section, N(s.Events), N(s.Met), N(s.Late)])], [6, 3, 3, 3], "按承办科室");
        }
    }

    private IEnumerable<Block> Questions()
    {
        if (Hot.Count == 0)
        {
            yield return new Paragraph("本期没有集中反映的问题。");
            yield break;
        }
        yield return new Table(["序号", "问题", "帖文", "较上期", "声音至多", "办理情况"],
            [.. Hot.Select((h, i) => (IReadOnlyList<string>)[$"{i + 1}", h.Place is null ? h.Title : $"{h.Title}（{h.Place}）", N(h.Posts), Against(h), h.VoicesAtMost is { } v ? N(v) : "—", h.State ?? "—"])], [2, 9, 3, 3, 3, 4]);
        if (HotAt is { } at)
        {
            yield return new Paragraph($"热点按{Words.Time(at, Office.Zone)}的数据计算{(HotLooked is { } looked ? $"；逐条比对其中{N(looked)}条，其余按所在话题计入" : "")}。");
        }
    }

    private static string Against(HotQuestion h) => h.Before switch
    {
        null => "—",
        0 => "新出现",
        var before => h.Posts == before ? "持平" : $"{(h.Posts > before ? "+" : "−")}{Words.Percent(Math.Abs(h.Posts - before.Value) / (double)before.Value)}",
    };

    private IEnumerable<Block> OnTimeBlocks()
    {
        yield return new Paragraph(OnTime is { } rate
            ? $"本期到期职责{N(Met + Late)}项，按时{N(Met)}项，逾期{N(Late)}项，按时率{Words.Percent(rate)}。" : "本期没有到期的职责。");
        if (LateDuties.Count > 0)
        {
            yield return new Table(["事件", "职责", "逾期", "原因"], [.. LateDuties.Select(l => (IReadOnlyList<string>)[l.Event, l.Duty, l.By, l.Reason ?? "未说明"])], [4, 7, 4, 5], "逾期职责");
        }
    }

    private IEnumerable<Block> Unreported()
    {
        if (NotReported.Count == 0) yield return new Paragraph("本月没有不予上报的事件。");
        else
        {
            yield return new Table(["事件", "事项", "理由", "决定人、时间"],
                [.. NotReported.Select(n => (IReadOnlyList<string>)[n.Event, n.Title, n.Reason, $"{n.By}\n{Words.ShortTime(n.At, Office.Zone)}"])], [4, 6, 6, 4]);
        }
    }
}
