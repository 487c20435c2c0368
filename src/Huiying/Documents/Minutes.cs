using Huiying.Ground;
using static Huiying.Documents.DocumentParts;

namespace Huiying.Documents;

/// <summary>How the Party group assessed (R22).</summary>
public enum AssessmentMode
{
    /// <summary>会议.</summary>
    Meeting,

    /// <summary>传签.</summary>
    Circulated,

    /// <summary>电话.</summary>
    Telephone,
}

/// <summary>会议纪要 of the Party group's assessment (R22).</summary>
public sealed record Minutes
{
    public required Letterhead Office { get; init; }

    /// <summary>The body that met, such as 中共某某办公室党组.</summary>
    public required string Body { get; init; }

    /// <summary>议题.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset HeldAt { get; init; }

    public AssessmentMode Mode { get; init; }

    public int? Number { get; init; }

    public string? Event { get; init; }

    public string? Place { get; init; }

    public string? Chair { get; init; }

    public IReadOnlyList<string> Present { get; init; } = [];

    /// <summary>列席.</summary>
    public IReadOnlyList<string> Attending { get; init; } = [];

    public IReadOnlyList<string> Excused { get; init; } = [];

    public IReadOnlyList<string> Absent { get; init; } = [];

    public string? Recorder { get; init; }

    /// <summary>Who said what.</summary>
    public IReadOnlyList<(string Name, string Opinion)> Opinions { get; init; } = [];

    public Grade? Grade { get; init; }

    public Category? Category { get; init; }

    /// <summary>Plan.</summary>
    public string? Plan { get; init; }

    /// <summary>To whom and how it is reported.</summary>
    public string? Reporting { get; init; }

    /// <summary>Whatever else was decided.</summary>
    public IReadOnlyList<string> Decisions { get; init; } = [];

    /// <summary>The principal leader decided first and the group confirms afterwards (先处置后补议).</summary>
    public bool ConfirmsAfterwards { get; init; }

    /// <summary>Lays it out.</summary>
    public OfficialDocument Compose()
    {
        var day = Words.Day(HeldAt, Office.Zone);
        return new()
        {
            Drill = Office.IsDrill,
            Head = new RedHead($"{Body}会议纪要", Numbered(Office, "纪要", day.Year, Number)),
            Title = $"关于{Subject}舆情研判的会议纪要",
            Body = [.. Frame(), .. Part("研判意见", [.. Opinions.Select(o => new Paragraph(Stop(o.Opinion), o.Name + "："))]), .. Part("议定事项", [.. Decided()])],
            Signature = new(Body, day),
            MadeAt = HeldAt,
        };
    }

    private IEnumerable<Block> Frame()
    {
        yield return new Paragraph($"{Office.Time(HeldAt)}{(Place is null ? "" : $"，{Place}")}", "时间地点：");
        yield return new Paragraph(Mode switch { AssessmentMode.Meeting => "会议研究", AssessmentMode.Circulated => "传签", _ => "电话研究" }
            + (ConfirmsAfterwards ? "（对主要领导先行处置决定的补议）" : ""), "研判方式：");
        if (Event is not null) yield return new Paragraph(Event, "事件编号：");
        if (Chair is not null) yield return new Paragraph(Chair, "主持：");
        foreach (var (label, names) in new[] { ("出席：", Present), ("列席：", Attending), ("请假：", Excused), ("缺席：", Absent) })
        {
            if (names.Count > 0) yield return new Paragraph(string.Join('、', names), label);
        }
        if (Recorder is not null) yield return new Paragraph(Recorder, "记录：");
    }

    private IEnumerable<Block> Decided()
    {
        if (Grade is { } grade) yield return new Paragraph($"定为{Words.Of(grade)}舆情。", "级别：");
        if (Category is { } category) yield return new Paragraph($"属{Words.Of(category)}。", "类别：");
        if (Plan is not null) yield return new Paragraph(Stop(Plan), "处置方案：");
        if (Reporting is not null) yield return new Paragraph(Stop(Reporting), "报告安排：");
        foreach (var block in List([.. Decisions.Select(Stop)])) yield return block;
    }
}
