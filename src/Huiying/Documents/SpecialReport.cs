using Huiying.Ground;
using static Huiying.Documents.DocumentParts;

namespace Huiying.Documents;

/// <summary>
/// 专报: one matter for those who decide. A summary that names the risk in one sentence, the course, the spread, the opinions with criticism among them
/// (R03), the judgement, the advice.
/// </summary>
public sealed record SpecialReport
{
    public required Letterhead Office { get; init; }

    /// <summary>事件编号.</summary>
    public required string Event { get; init; }

    /// <summary>The matter in a few words.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Which issue of its year.</summary>
    public int? Number { get; init; }

    public Grade? Grade { get; init; }

    public Category? Category { get; init; }

    /// <summary>摘要, with the risk in one sentence; how long it may be is the policy's.</summary>
    public string? Summary { get; init; }

    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>How it spreads, in prose.</summary>
    public string? Spread { get; init; }

    public IReadOnlyList<SourceFigures> Sources { get; init; } = [];

    public IReadOnlyList<HourCount> Mentions { get; init; } = [];

    /// <summary>What people say, criticism as it is meant.</summary>
    public IReadOnlyList<string> Opinions { get; init; } = [];

    public IReadOnlyList<ClaimFinding> Claims { get; init; } = [];

    public string? Judgement { get; init; }

    public IReadOnlyList<string> Advice { get; init; } = [];

    /// <summary>The report this one corrects, such as 2026年第3期 (R42).</summary>
    public string? Corrects { get; init; }

    public IReadOnlyList<string> CopiesTo { get; init; } = [];

    /// <summary>Lays it out. What is not written stands as unwritten in a draft.</summary>
    public OfficialDocument Compose()
    {
        var day = Words.Day(At, Office.Zone);
        return new()
        {
            Drill = Office.IsDrill,
            Head = new BriefHead("舆情专报", Issue(day.Year, Number), Office.Office, day),
            Title = $"关于{Subject}舆情的专报",
            Body =
            [
                .. Correction(Corrects),
                new Paragraph(Summary is null ? Unwritten : Stop(Summary), "摘要："),
                .. Part("事件经过", [new Paragraph($"事件编号{Event}{(Grade is { } g ? $"，{Words.Of(g)}舆情" : "")}{(Category is { } c ? $"（{Words.Of(c)}）" : "")}。"), .. Timeline(Timeline, Office)]),
                .. Part("传播情况", [.. Spread is null ? Array.Empty<Block>() : [new Paragraph(Stop(Spread))], .. Sources(Sources), .. Chart(Mentions, Office)]),
                .. Part("主要观点", Opinions.Count == 0 ? [new Paragraph(Unwritten)] : List([.. Opinions.Select(Stop)])),
                .. Part("核实情况", [.. Claims(Claims, Office)]),
                .. Part("研判意见", Judgement is null ? null : Stop(Judgement), Unwritten),
                .. Part("工作建议", Advice.Count == 0 ? [new Paragraph(Unwritten)] : List([.. Advice.Select(Stop)])),
                .. Provenance.OfPosts(At).Blocks(Office),
            ],
            Note = Office.Contact,
            Imprint = CopiesTo.Count == 0 ? null : new(CopiesTo, Office.Office, day),
            MadeAt = At,
        };
    }
}
