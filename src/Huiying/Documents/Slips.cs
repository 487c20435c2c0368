using Huiying.Ground;

namespace Huiying.Documents;

/// <summary>交办单 (R08): a matter handed to a section, with its duty, its code and room to sign.</summary>
public sealed record AssignmentSlip
{
    public required Letterhead Office { get; init; }

    public required string Event { get; init; }

    public required string Subject { get; init; }

    public int? Number { get; init; }

    /// <summary>Code by which a signed sheet that comes back is found.</summary>
    public string? Code { get; init; }

    /// <summary>承办科室.</summary>
    public required string Section { get; init; }

    /// <summary>What is to be done.</summary>
    public required string Request { get; init; }

    /// <summary>领导批示.</summary>
    public string? Instruction { get; init; }

    /// <summary>What is owed with its rule and due time.</summary>
    public IReadOnlyList<SlipDuty> Duties { get; init; } = [];

    public required DateTimeOffset AssignedAt { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Lays it out.</summary>
    public OfficialDocument Compose() => SlipParts.Sheet(Office, "舆情交办单", Number, "交办", Code, At,
    [
        ["事件编号", Event], ["事项", Subject], ["承办科室", Section], ["交办时间", Office.Time(AssignedAt)], ["交办要求", Request],
        ["领导批示", Instruction ?? "　"], ["时限", SlipParts.Duties(Duties, Office)],
    ], ["签收", "承办意见", "反馈", "审核"]);
}

/// <summary>督办单 (R08): a duty is late; what was owed, since when, and what is asked now.</summary>
public sealed record SupervisionSlip
{
    public required Letterhead Office { get; init; }

    public required string Event { get; init; }

    public required string Subject { get; init; }

    public int? Number { get; init; }

    public string? Code { get; init; }

    /// <summary>Who owes it.</summary>
    public required string Section { get; init; }

    /// <summary>The late duties.</summary>
    public required IReadOnlyList<SlipDuty> Duties { get; init; }

    /// <summary>What is asked for, and by when.</summary>
    public string? Request { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Lays it out.</summary>
    public OfficialDocument Compose() => SlipParts.Sheet(Office, "舆情督办单", Number, "督办", Code, At,
    [
        ["事件编号", Event], ["事项", Subject], ["承办科室", Section], ["逾期职责", SlipParts.Duties(Duties, Office, At)],
        ["督办要求", string.IsNullOrWhiteSpace(Request) ? "收到后立即办理，说明逾期原因，并反馈办理结果。" : Request],
    ], ["签收", "逾期原因", "办理结果", "督查意见"]);
}

/// <summary>A duty as a slip prints it.</summary>
public sealed record SlipDuty(string What, string Rule, DateTimeOffset? DueAt);

/// <summary>What slips share: a table of what is known and empty rows for pen and seal.</summary>
internal static class SlipParts
{
    public static OfficialDocument Sheet(
        Letterhead office, string name, int? number, string kind, string? code, DateTimeOffset at, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<string> signatures) => new()
        {
            Drill = office.IsDrill,
            Marks = [.. Number(kind, number, at, office), $"{(code is null ? "" : $"文本码：{code}　")}打印时间：{office.Time(at)}"],
            Title = $"{office.Office}\n{name}",
            Body =
            [
                new Table(["项目", "内容"], office.Contact is { } contact ? [.. rows, ["联系", contact]] : rows, [3, 10]),
                new Table(["环节", "意见", "签名", "时间"], [.. signatures.Select(s => (IReadOnlyList<string>)[s, "　\n　", "　", "　"])], [3, 7, 3, 4],
                    "签字后的扫描件凭文本码登记"),
            ],
            MadeAt = at,
        };

    /// <summary>The slip's number as its first mark; none while it has none.</summary>
    public static IReadOnlyList<string> Number(string kind, int? number, DateTimeOffset at, Letterhead office) =>
        number is { } n ? [new DocumentNumber(kind, Words.Day(at, office.Zone).Year, n).ToString()] : [];

    public static string Duties(IReadOnlyList<SlipDuty> duties, Letterhead office, DateTimeOffset? lateAt = null) => duties.Count == 0 ? "—" : string.Join('\n',
        duties.Select(d => d.What + $"（{d.Rule}）" + (d.DueAt is { } due ? $"：{office.Time(due)}前{(lateAt is { } now && now > due ? $"，已超期{Words.Duration(now - due)}" : "")}" : "")));
}
