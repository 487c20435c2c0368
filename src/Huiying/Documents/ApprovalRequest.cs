using Huiying.Ground;
using static Huiying.Documents.DocumentParts;

namespace Huiying.Documents;

/// <summary>请示 (R34): asks one body to approve an answer before it is published. Silence is not consent, and the text says so.</summary>
public sealed record ApprovalRequest
{
    public required Letterhead Office { get; init; }

    /// <summary>主送机关: exactly one.</summary>
    public required string Recipient { get; init; }

    /// <summary>事件编号.</summary>
    public required string Event { get; init; }

    /// <summary>The matter in a few words.</summary>
    public required string Subject { get; init; }

    public required Grade Grade { get; init; }

    public required Category Category { get; init; }

    /// <summary>The answer's title and text, exactly as it would be published.</summary>
    public required string Title { get; init; }

    public required string Text { get; init; }

    /// <summary>For a correction or withdrawal: which published answer, and what the public is told has changed (R42).</summary>
    public string? Mends { get; init; }

    /// <summary>The text's code: the decision is on this text alone.</summary>
    public required string TextCode { get; init; }

    /// <summary>Where it is to be published.</summary>
    public required string Outlet { get; init; }

    /// <summary>发文字号: given once the request has gone.</summary>
    public int? Number { get; init; }

    /// <summary>What was verified, so that whoever decides sees what the text rests on.</summary>
    public IReadOnlyList<ClaimFinding> Facts { get; init; } = [];

    /// <summary>What could follow from publishing, or from not publishing.</summary>
    public string? Risk { get; init; }

    /// <summary>By when the answer is due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>签发人.</summary>
    public string? Signer { get; init; }

    public IReadOnlyList<string> CopiesTo { get; init; } = [];

    public required DateTimeOffset At { get; init; }

    /// <summary>Lays it out.</summary>
    public OfficialDocument Compose()
    {
        var day = Words.Day(At, Office.Zone);
        return new()
        {
            Drill = Office.IsDrill,
            Head = new RedHead(Office.Office + "文件", Numbered(Office, "请", day.Year, Number), Signer ?? ""),
            Marks = [$"文本码：{TextCode}"],
            Title = $"{Office.Office}\n关于发布{Subject}回应的请示",
            Recipients = [Recipient],
            Body =
            [
                new Paragraph($"{Subject}舆情（事件编号{Event}）属{Words.Of(Grade)}舆情（{Words.Of(Category)}）。我单位拟通过{Outlet}发布回应，按规定须经批准。"),
                .. Part("核实情况", [.. Claims(Facts, Office)]),
                .. Part("风险评估", Risk is null ? null : Stop(Risk)),
                .. Part("拟更正或撤回的回应", Mends),
                .. Part("拟发布的标题", Title),
                .. Part("拟发布的正文", Text),
                .. Part("时限", DueAt is { } due ? $"该回应应于{Office.Time(due)}前发布。未收到批复前，我单位不予发布。" : "未收到批复前，我单位不予发布。"),
                new Paragraph("妥否，请批示。"),
            ],
            Signature = new(Office.Office, day),
            Note = Office.Contact,
            Imprint = CopiesTo.Count == 0 ? null : new(CopiesTo, Office.Office, day),
            MadeAt = At,
        };
    }
}
