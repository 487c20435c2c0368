using Huiying.Ground;
using static Huiying.Documents.DocumentParts;

namespace Huiying.Documents;

/// <summary>研判材料 (R20): what the system knows of an event, put before the principal leader and the Party group. Nothing in it is typed twice.</summary>
public sealed record AssessmentBrief
{
    /// <summary>The office.</summary>
    public required Letterhead Office { get; init; }

    /// <summary>事件编号.</summary>
    public required string Event { get; init; }

    /// <summary>The matter in a few words, such as 东街路灯不亮.</summary>
    public required string Subject { get; init; }

    /// <summary>Until when the figures count.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Which issue of its year.</summary>
    public int? Issue { get; init; }

    public DateTimeOffset? DiscoveredAt { get; init; }

    /// <summary>How it was found: 巡查, 热线 ….</summary>
    public string? Channel { get; init; }

    public string? Overview { get; init; }

    public long? Posts { get; init; }

    /// <summary>Distinct voices; a merged topic knows only "at most" (S02).</summary>
    public long? Voices { get; init; }

    public bool VoicesAtMost { get; init; }

    /// <summary>Growth as a fraction of the hour before; 0.5 is half more.</summary>
    public double? Growth { get; init; }

    public IReadOnlyList<SourceFigures> Sources { get; init; } = [];

    public IReadOnlyList<HourCount> Mentions { get; init; } = [];

    public ForecastRange? Forecast { get; init; }

    public IReadOnlyList<ClaimFinding> Claims { get; init; } = [];

    /// <summary>诉求 (R10).</summary>
    public IReadOnlyList<string> Demands { get; init; } = [];

    /// <summary>Nature, influence, media, trend, other (R56), as far as assessed.</summary>
    public IReadOnlyList<(string Factor, string Assessment)> Factors { get; init; } = [];

    /// <summary>The grade somebody has set already, with who and when; what the rules suggest is then only their findings (R61).</summary>
    public (Grade Grade, string By, DateTimeOffset At)? Set { get; init; }

    /// <summary>What the rules suggest; people decide (R61).</summary>
    public Grade? SuggestedGrade { get; init; }

    public IReadOnlyList<RuleFinding> Rules { get; init; } = [];

    /// <summary>Only the first and the fourth are ever suggested (S05).</summary>
    public Category? SuggestedCategory { get; init; }

    public IReadOnlyList<string> Risks { get; init; } = [];

    public IReadOnlyList<string> Advice { get; init; } = [];

    /// <summary>Lays it out as a brief.</summary>
    public OfficialDocument Compose() => new()
    {
        Drill = Office.IsDrill,
        Head = new BriefHead("舆情研判材料", DocumentParts.Issue(Words.Day(AsOf, Office.Zone).Year, Issue), Office.Office, Words.Day(AsOf, Office.Zone)),
        Title = $"关于{Subject}舆情的研判材料",
        Body =
        [
            .. Part("基本情况", Basics()),
            .. Part("传播情况", [.. Spread(), .. Sources(Sources), .. Chart(Mentions, Office)]),
            .. Part("核实情况", [.. Claims(Claims, Office)]),
            .. Part("群众诉求", [.. List(Demands)]),
            .. Part("研判意见", [.. Judgement()]),
            .. Part("风险提示", [.. List(Risks)]),
            .. Part("处置建议", [.. List(Advice)]),
            .. Provenance.OfPosts(AsOf).Blocks(Office),
        ],
        Note = Office.Contact,
        MadeAt = AsOf,
    };

    private string Basics()
    {
        var found = DiscoveredAt is { } at ? $"{Office.Time(at)}{(Channel is null ? "" : $"经{Channel}")}发现。" : "";
        return $"事件编号{Event}。{found}{(Overview is null ? "" : Stop(Overview))}以下数据截至{Office.Time(AsOf)}。";
    }

    private IEnumerable<Block> Spread()
    {
        var parts = new List<string>();
        if (Posts is { } posts) parts.Add($"共有相关帖文{Words.Number(posts)}条");
        if (Voices is { } voices) parts.Add($"{(VoicesAtMost ? "至多" : "")}{Words.Number(voices)}个不同发布者");
        if (Growth is { } growth) parts.Add(growth == 0 ? "近一小时与前一小时持平" : $"近一小时较前一小时{(growth > 0 ? "增长" : "下降")}{Words.Percent(Math.Abs(growth))}");
        if (Forecast is { } f) parts.Add($"预计今后{f.Hours}小时新增{f.Middle:0}条（八成可能在{f.Low:0}至{f.High:0}条之间）");
        return parts.Count == 0 ? [] : [new Paragraph(string.Join('，', parts) + "。")];
    }

    private IEnumerable<Block> Judgement()
    {
        foreach (var (factor, assessment) in Factors) yield return new Paragraph(Stop(assessment), factor + "：");
        if (Set is { } set) yield return new Paragraph($"{set.By}于{Office.Time(set.At)}定为{Words.Of(set.Grade)}舆情，请党组研判确认。", "等级：");
        else if (SuggestedGrade is { } grade) yield return new Paragraph($"按规则建议定为{Words.Of(grade)}舆情，由党组研判决定。", "级别建议：");
        if (Set is not null || SuggestedGrade is not null)
        {
            foreach (var rule in Rules) yield return new Paragraph(Stop(rule.Text), rule.Fired ? "［符合］" : "［不符合］");
        }
        if (SuggestedCategory is { } category) yield return new Paragraph($"{Words.Of(category)}，由党组研判决定。", "类别建议：");
    }
}
