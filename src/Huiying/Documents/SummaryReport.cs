using Huiying.Ground;
using static Huiying.Documents.DocumentParts;

namespace Huiying.Documents;

/// <summary>总结评估 (R50–R54): overview, timeline, the five parts the regulation names, the list of improvements, the chart.</summary>
public sealed record SummaryReport
{
    public required Letterhead Office { get; init; }

    /// <summary>事件编号.</summary>
    public required string Event { get; init; }

    /// <summary>The matter in a few words.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<string> Recipients { get; init; } = [];

    public int? Number { get; init; }

    public string? Signer { get; init; }

    public Grade? Grade { get; init; }

    public Category? Category { get; init; }

    public DateTimeOffset? DiscoveredAt { get; init; }

    public DateTimeOffset? RespondedAt { get; init; }

    /// <summary>When a person set it calm.</summary>
    public DateTimeOffset? CalmAt { get; init; }

    public string? Overview { get; init; }

    /// <summary>What the office calls the five parts, by their keys in the policy; the regulation's names for those it does not name.</summary>
    public IReadOnlyDictionary<string, string>? PartNames { get; init; }

    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>舆情发生原因.</summary>
    public string? Cause { get; init; }

    /// <summary>传播特点.</summary>
    public string? Spread { get; init; }

    /// <summary>处理结果.</summary>
    public string? Result { get; init; }

    /// <summary>处置经验.</summary>
    public string? Experience { get; init; }

    /// <summary>存在问题.</summary>
    public string? Problems { get; init; }

    public IReadOnlyList<SourceFigures> Sources { get; init; } = [];

    public IReadOnlyList<HourCount> Mentions { get; init; } = [];

    public IReadOnlyList<Improvement> Improvements { get; init; } = [];

    public IReadOnlyList<string> CopiesTo { get; init; } = [];

    /// <summary>The summary this one corrects, as its number or day names it (R42).</summary>
    public string? Corrects { get; init; }

    /// <summary>Which of the five parts are still empty, by their names in the regulation. R51 lets none be; the step that submits the report refuses by this list.</summary>
    public IReadOnlyList<string> EmptyParts => [.. Five.Where(p => string.IsNullOrWhiteSpace(p.Text)).Select(p => p.Name)];

    private (string Name, string? Text)[] Five =>
        [(Named("cause", "舆情发生原因"), Cause), (Named("spread", "传播特点"), Spread), (Named("result", "处理结果"), Result),
            (Named("experience", "处置经验"), Experience), (Named("problems", "存在问题"), Problems)];

    /// <summary>Lays it out. A part not yet written says so in its place, in a draft.</summary>
    public OfficialDocument Compose()
    {
        var day = Words.Day(At, Office.Zone);
        return new()
        {
            Drill = Office.IsDrill,
            Head = new RedHead(Office.Office + "文件", Numbered(Office, "报", day.Year, Number), Signer ?? ""),
            Title = $"{Office.Office}\n关于{Subject}舆情应对处置工作的\n总结评估报告{(Corrects is null ? "" : "（更正）")}",
            Recipients = Recipients,
            Body =
            [
                .. Correction(Corrects),
                new Heading(1, "概述"),
                new Paragraph(Summary()),
                .. Part("时间线", [.. Timeline(Timeline, Office)]),
                .. Five.SelectMany(p => new[] { (IEnumerable<Block>)Part(p.Name, p.Text is null ? null : Stop(p.Text), "（未填写）"), p.Name == Named("spread", "传播特点") ? Figures() : [] }).SelectMany(b => b),
                .. Part("改进事项", [.. Todo()]),
                .. Provenance.OfPosts(At).Blocks(Office),
            ],
            Signature = new(Office.Office, day),
            Note = Office.Contact,
            Imprint = CopiesTo.Count == 0 ? null : new(CopiesTo, Office.Office, day),
            MadeAt = At,
        };
    }

    private string Summary()
    {
        var sentences = new List<string> { $"事件编号{Event}" };
        if (DiscoveredAt is { } found) sentences.Add($"{Office.Time(found)}发现");
        if (Grade is { } grade) sentences.Add($"定为{Words.Of(grade)}舆情{(Category is { } c ? $"（{Words.Of(c)}）" : "")}");
        if (RespondedAt is { } responded)
        {
            var took = DiscoveredAt is { } from && responded >= from ? $"，距发现{Words.Duration(responded - from)}" : "";
            sentences.Add($"{Office.Time(responded)}发布回应{took}");
        }
        if (CalmAt is { } calm) sentences.Add($"{Office.Time(calm)}确认平稳");
        return string.Join('；', sentences) + "。" + (Overview is null ? "" : Stop(Overview));
    }

    private IEnumerable<Block> Figures() => [.. Sources(Sources), .. Chart(Mentions, Office)];

    private IEnumerable<Block> Todo() => Improvements.Count == 0 ? [] :
    [
        new Table(["序号", "改进事项", "责任人", "完成时限", "状态"],
            [.. Improvements.Select((x, i) => (IReadOnlyList<string>)[$"{i + 1}", x.What, x.Owner ?? "—", x.Due is { } due ? Words.Date(due) : "—", x.State ?? "—"])],
            [2, 8, 3, 5, 3]),
    ];

    private string Named(string key, string usual) => PartNames?.GetValueOrDefault(key) ?? usual;
}
