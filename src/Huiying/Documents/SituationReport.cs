using Huiying.Ground;
using static Huiying.Documents.DocumentParts;

namespace Huiying.Documents;

/// <summary>Which report of an event it is.</summary>
public enum ReportStage
{
    /// <summary>首报: what is not yet known is said to be open, and never holds the report back (R28, S14).</summary>
    First,

    /// <summary>续报: only what changed (R39).</summary>
    Progress,

    /// <summary>终报.</summary>
    Final,

    /// <summary>调查处置情况报告 of an ordinary event (R26).</summary>
    Handling,

    /// <summary>更正报告: names the report it corrects, which stays as it was signed (R42).</summary>
    Correction,
}

/// <summary>情况报告, upward (R26, R28, R39).</summary>
public sealed record SituationReport
{
    public required Letterhead Office { get; init; }

    public required ReportStage Stage { get; init; }

    /// <summary>事件编号.</summary>
    public required string Event { get; init; }

    /// <summary>The matter in a few words.</summary>
    public required string Subject { get; init; }

    /// <summary>When it is made; the date below the signature.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>主送机关.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>发文字号; needs the office's 代字.</summary>
    public int? Number { get; init; }

    /// <summary>签发人.</summary>
    public string? Signer { get; init; }

    /// <summary>Which progress report, from 1.</summary>
    public int? Sequence { get; init; }

    /// <summary>For a correction: the report it corrects, such as 首报 or 续报2 (R42).</summary>
    public string? Corrects { get; init; }

    /// <summary>特急 or 加急.</summary>
    public string? Urgency { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>来源.</summary>
    public string? Source { get; init; }

    public Grade? Grade { get; init; }

    public Category? Category { get; init; }

    /// <summary>What, where, when, how far.</summary>
    public string? Facts { get; init; }

    /// <summary>Damage so far.</summary>
    public string? Loss { get; init; }

    /// <summary>Where it is heading.</summary>
    public string? Trend { get; init; }

    public IReadOnlyList<SourceFigures> Sources { get; init; } = [];

    public IReadOnlyList<ClaimFinding> Claims { get; init; } = [];

    /// <summary>Who is on it.</summary>
    public string? InCharge { get; init; }

    public IReadOnlyList<MeasureTaken> Measures { get; init; } = [];

    /// <summary>Measures in prose, beside or instead of the list.</summary>
    public string? Handling { get; init; }

    /// <summary>Next step, or state of things in the final report.</summary>
    public string? Next { get; init; }

    /// <summary>善后情况: what became of demands and measures, and who looks after the rest; of a final report.</summary>
    public string? Aftermath { get; init; }

    public string? Advice { get; init; }

    public IReadOnlyList<string> CopiesTo { get; init; } = [];

    /// <summary>Lays it out. No field beyond the required ones is ever asked for.</summary>
    public OfficialDocument Compose()
    {
        var open = Stage == ReportStage.First ? Open : null;
        var day = Words.Day(At, Office.Zone);
        return new()
        {
            Drill = Office.IsDrill,
            Head = new RedHead(Office.Office + "文件", Numbered(Office, "报", day.Year, Number), Signer ?? ""),
            Marks = Urgency is null ? [] : [Urgency],
            Title = $"{Office.Office}\n关于{Subject}有关情况的报告{Suffix}",
            Recipients = Recipients,
            Body =
            [
                new Paragraph(Opening),
                .. Part(Stage == ReportStage.Progress ? "最新情况" : "基本情况", Facts is null ? null : Stop(Facts), open),
                .. Part("传播情况", [.. Trend is null ? Array.Empty<Block>() : [new Paragraph(Stop(Trend))], .. Sources(Sources)]),
                .. Part("损失和影响", Loss is null ? null : Stop(Loss), open),
                .. Part("核实情况", [.. Claims(Claims, Office)]),
                .. Part("处置情况", [.. Handled(open)]),
                .. Part(Stage == ReportStage.Final ? "目前状况" : "下一步工作", Next is null ? null : Stop(Next)),
                .. Part("善后情况", Aftermath is null ? null : Stop(Aftermath)),
                .. Part("有关建议", Advice is null ? null : Stop(Advice)),
                .. Sources.Count == 0 ? [] : Provenance.OfPosts(At).Blocks(Office),
                new Paragraph("特此报告。"),
            ],
            Signature = new(Office.Office, day),
            Note = Office.Contact,
            Imprint = CopiesTo.Count == 0 ? null : new(CopiesTo, Office.Office, day),
            MadeAt = At,
        };
    }

    private string Suffix => Stage switch
    {
        ReportStage.First => "（首报）",
        ReportStage.Progress => Sequence is { } n ? $"（续报{n}）" : "（续报）",
        ReportStage.Final => "（终报）",
        ReportStage.Correction => "（更正）",
        _ => "",
    };

    private string Opening
    {
        get
        {
            var known = ReceivedAt is { } at ? $"{Office.Time(at)}，我单位{(Source is null ? "" : $"通过{Source}")}获悉{Subject}舆情" : $"我单位获悉{Subject}舆情";
            var graded = Grade is { } grade ? $"，经研判属{Words.Of(grade)}舆情{(Category is { } c ? $"（{Words.Of(c)}）" : "")}" : "";
            var corrects = Corrects is null ? "" : $"我单位此前所报{Corrects}中的情况有变化，以本报告为准。";
            return $"{known}（事件编号{Event}）{graded}。{corrects}现将有关情况报告如下。";
        }
    }

    private IEnumerable<Block> Handled(string? open)
    {
        if (InCharge is not null) yield return new Paragraph(Stop(InCharge), "负责人员：");
        if (Handling is not null) yield return new Paragraph(Stop(Handling));
        foreach (var block in Measures(Measures, Office)) yield return block;
        if (InCharge is null && Handling is null && Measures.Count == 0 && open is not null) yield return new Paragraph(open);
    }
}
