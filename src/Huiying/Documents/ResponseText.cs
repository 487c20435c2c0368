using Huiying.Ground;
using static Huiying.Documents.DocumentParts;

namespace Huiying.Documents;

/// <summary>
/// 回应稿: what happened, what was verified, what was done, what comes next and when, and whom to ask. It becomes public, so it has no red head
/// and nothing in it is a person's.
/// </summary>
public sealed record ResponseText
{
    public required Letterhead Office { get; init; }

    /// <summary>标题.</summary>
    public required string Title { get; init; }

    /// <summary>The day it bears.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The question or demand answered, in the office's own words.</summary>
    public string? Question { get; init; }

    public string? WhatHappened { get; init; }

    /// <summary>Verified facts, each a sentence (R35).</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    public string? Done { get; init; }

    public string? Next { get; init; }

    /// <summary>By when the next step is done.</summary>
    public DateOnly? NextBy { get; init; }

    /// <summary>The approved text as it stands; given, it replaces the parts above, for publication renders exactly what was approved.</summary>
    public string? ApprovedText { get; init; }

    /// <summary>For a correction or withdrawal: which published answer, and what has changed in it (R42).</summary>
    public string? Mends { get; init; }

    /// <summary>The public contact; the letterhead's when null.</summary>
    public string? Contact { get; init; }

    /// <summary>The text's eight-character code (R34), shown while it is on its way through approval.</summary>
    public string? TextCode { get; init; }

    /// <summary>Lays it out.</summary>
    public OfficialDocument Compose() => new()
    {
        Drill = Office.IsDrill,
        Marks = TextCode is null ? [] : [$"文本码：{TextCode}"],
        Title = Title,
        Body = ApprovedText is { } text ? [.. Mends is null ? Array.Empty<Block>() : [new Paragraph(Mends)], new Paragraph(text)] : [.. Parts()],
        Signature = new(Office.Office, Words.Day(At, Office.Zone)),
        Note = Contact ?? Office.Contact,
        MadeAt = At,
    };

    private IEnumerable<Block> Parts()
    {
        if (Question is not null) yield return new Paragraph($"近日，有群众反映：{Stop(Question)}现回应如下。");
        foreach (var block in Part("基本情况", WhatHappened is null ? null : Stop(WhatHappened))) yield return block;
        foreach (var block in Part("核实情况", List([.. Facts.Select(Stop)]))) yield return block;
        foreach (var block in Part("办理情况", Done is null ? null : Stop(Done))) yield return block;
        var next = Next is null ? null : NextBy is { } by ? $"{Stop(Next)[..^1]}，于{Words.Date(by)}前完成。" : Stop(Next);
        foreach (var block in Part("下一步安排", next)) yield return block;
    }
}
