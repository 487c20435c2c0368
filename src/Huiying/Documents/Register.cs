using Huiying.Ground;
using static Huiying.Documents.DocumentParts;

namespace Huiying.Documents;

/// <summary>An event in the register.</summary>
public sealed record RegisterLine
{
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset DiscoveredAt { get; init; }
    public required string Channel { get; init; }
    public required string Grade { get; init; }

    /// <summary>第一类　询问、置疑、诉求 and so on; the document prints what stands before the space.</summary>
    public required string Category { get; init; }
    public required string Section { get; init; }
    public required string State { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public int LateDuties { get; init; }
}

/// <summary>舆情台账 (R07): the register of a span, as document and as sheet from the same rows.</summary>
public sealed record Register
{
    public required Letterhead Office { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly Until { get; init; }

    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<RegisterLine> Lines { get; init; } = [];

    /// <summary>The sheet's columns.</summary>
    public static IReadOnlyList<string> Header { get; } =
        ["编号", "事项", "发现时间", "来源渠道", "等级", "类别", "承办科室", "办理状态", "首次答复时间", "销号时间", "逾期职责"];

    /// <summary>The sheet's rows; times in the office's zone.</summary>
    public IEnumerable<IReadOnlyList<object?>> Rows() => Lines.Select(l => (IReadOnlyList<object?>)
        [l.Number, l.Title, Local(l.DiscoveredAt), l.Channel, l.Grade, l.Category, l.Section, l.State, Local(l.AnsweredAt), Local(l.ClosedAt), l.LateDuties]);

    /// <summary>Lays it out.</summary>
    public OfficialDocument Compose() => new()
    {
        Drill = Office.IsDrill,
        Head = new BriefHead("舆情台账", null, Office.Office, Words.Day(At, Office.Zone)),
        Title = $"{Words.Date(From)}至{Words.Date(Until)}\n舆情台账",
        Body =
        [
            new Paragraph($"本期立项{N(Lines.Count)}件，已销号{N(Lines.Count(l => l.ClosedAt is not null))}件，有逾期职责的{N(Lines.Count(l => l.LateDuties > 0))}件。"),
            .. Lines.Count == 0 ? Array.Empty<Block>() :
            [
                new Table(["编号", "事项", "发现时间、渠道", "等级类别", "科室", "状态", "逾期"],
                    [.. Lines.Select(l => (IReadOnlyList<string>)[l.Number, l.Title, $"{Words.ShortTime(l.DiscoveredAt, Office.Zone)}\n{l.Channel}", $"{l.Grade}\n{l.Category.Split('　')[0]}", l.Section,
                        l.ClosedAt is { } at ? $"{l.State}\n{Words.ShortTime(at, Office.Zone)}" : l.State, l.LateDuties == 0 ? "—" : $"{l.LateDuties}项"])],
                    [14, 15, 14, 8, 8, 14, 6]),
            ],
            .. new Provenance(At, ["事件：本期立项的全部事件，与事件列表一致", "逾期：按办理记录的时间戳计"]).Blocks(Office),
        ],
        MadeAt = At,
    };

    private DateTimeOffset? Local(DateTimeOffset? at) => at is { } t ? TimeZoneInfo.ConvertTime(t, Office.Zone) : null;
}
