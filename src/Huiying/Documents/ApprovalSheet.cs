using Huiying.Ground;

namespace Huiying.Documents;

/// <summary>A line of the sheet: a step, who signed it already, or room for the pen.</summary>
public sealed record ApprovalLine(string Step, string? SignedBy = null, DateTimeOffset? At = null, string? Opinion = null);

/// <summary>
/// 呈批单 (R34): the exact text that goes up for approval with its eight-character code, and room to sign. The scan of a signed sheet counts only while the
/// code is that of the current text.
/// </summary>
public sealed record ApprovalSheet
{
    public required Letterhead Office { get; init; }

    /// <summary>事件编号.</summary>
    public required string Event { get; init; }

    /// <summary>The code of the text below.</summary>
    public required string TextCode { get; init; }

    /// <summary>The text's title.</summary>
    public required string Subject { get; init; }

    /// <summary>The text, exactly as it would be published.</summary>
    public required string Text { get; init; }

    public string? Question { get; init; }

    /// <summary>For a correction or withdrawal: which published answer, and what the public is told has changed (R42).</summary>
    public string? Mends { get; init; }

    /// <summary>Policy documents the text cites that are not in force, a sentence each.</summary>
    public IReadOnlyList<string> Lapsed { get; init; } = [];

    /// <summary>拟稿人.</summary>
    public required string Drafter { get; init; }

    /// <summary>Where it is to be published, and for whom.</summary>
    public required string Outlet { get; init; }

    public IReadOnlyList<ApprovalLine> Lines { get; init; } = [];

    public bool Urgent { get; init; }

    /// <summary>When it was printed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Lays it out.</summary>
    public OfficialDocument Compose() => new()
    {
        Drill = Office.IsDrill,
        Marks = [$"文本码：{TextCode}　打印时间：{Office.Time(At)}", .. Urgent ? ["特急"] : Array.Empty<string>()],
        Title = $"{Office.Office}\n文稿呈批单",
        Body =
        [
            new Paragraph(Event, "事件编号："),
            new Paragraph(Drafter, "拟稿人："),
            new Paragraph(Outlet, "发布渠道和范围："),
            .. Mends is null ? Array.Empty<Block>() : [new Paragraph(Mends, "更正或撤回：")],
            .. Question is null ? Array.Empty<Block>() : [new Paragraph(Question, "所回应的问题：")],
            .. Lapsed.Select(l => new Paragraph(l, "引用提示：")),
            new Heading(1, Subject),
            new Paragraph(Text),
            new Table(["环节", "意见", "签名", "时间"],
                [.. Lines.Select(l => (IReadOnlyList<string>)[l.Step, l.Opinion ?? "　", l.SignedBy ?? "　", l.At is { } at ? Words.ShortTime(at, Office.Zone) : "　"])],
                [4, 6, 3, 4], "审批意见（文本一经修改，文本码随之改变，本单即作废）"),
        ],
        MadeAt = At,
    };
}
