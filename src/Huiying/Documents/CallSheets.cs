using Huiying.Ground;

namespace Huiying.Documents;

/// <summary>电话记录单 (R28): what was reported by telephone, to whom, when. What is not known stays open on the sheet (S14).</summary>
public sealed record PhoneRecord
{
    public required Letterhead Office { get; init; }
    public required string Event { get; init; }
    public required string Subject { get; init; }

    /// <summary>The body called.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset CalledAt { get; init; }

    /// <summary>Who called.</summary>
    public required string Caller { get; init; }

    public string? ReceivedBy { get; init; }
    public string? Number { get; init; }

    /// <summary>Which record of its year.</summary>
    public int? Serial { get; init; }

    /// <summary>What was said and answered.</summary>
    public string? Note { get; init; }

    /// <summary>When the sheet was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Lays it out.</summary>
    public OfficialDocument Compose() => new()
    {
        Drill = Office.IsDrill,
        Marks = SlipParts.Number("电话", Serial, At, Office),
        Title = $"{Office.Office}\n电话记录单",
        Body =
        [
            new Table(["项目", "内容"],
            [
                ["事件编号", Event], ["事由", Subject], ["通话时间", Office.Time(CalledAt)], ["受话机关", Body], ["受话人", Or(ReceivedBy)], ["电话号码", Or(Number)],
                ["通话内容", Or(Note)], ["报告人", Caller], ["记录时间", Office.Time(At)],
            ], [3, 10]),
        ],
        Signature = new(Office.Office, Words.Day(CalledAt, Office.Zone)),
        MadeAt = At,
    };

    private static string Or(string? value) => string.IsNullOrWhiteSpace(value) ? "（待补）" : value;
}

/// <summary>传真封面 (R28): goes before a report sent by fax.</summary>
public sealed record FaxCover
{
    public required Letterhead Office { get; init; }
    public required string Event { get; init; }
    public required string Subject { get; init; }
    public required string Body { get; init; }

    /// <summary>Which fax of its year.</summary>
    public int? Serial { get; init; }
    public string? To { get; init; }
    public string? Number { get; init; }

    /// <summary>What follows, such as 首报 or 续报2.</summary>
    public required string Report { get; init; }

    /// <summary>Who sends it.</summary>
    public required string Sender { get; init; }

    public required DateTimeOffset SentAt { get; init; }
    public string? Note { get; init; }

    /// <summary>Lays it out.</summary>
    public OfficialDocument Compose() => new()
    {
        Drill = Office.IsDrill,
        Title = $"{Office.Office}\n传真封面",
        Marks = [.. SlipParts.Number("传真", Serial, SentAt, Office), "特急"],
        Body =
        [
            new Table(["项目", "内容"],
            [
                ["收件机关", Body], ["收件人", string.IsNullOrWhiteSpace(To) ? "值班室" : To], ["传真号码", string.IsNullOrWhiteSpace(Number) ? "（待补）" : Number],
                ["事由", $"{Subject}（事件编号{Event}）"], ["所附文件", Report], ["发件人", Sender], ["发送时间", Office.Time(SentAt)],
                ["备注", string.IsNullOrWhiteSpace(Note) ? "收到后请回电确认。" : Note],
            ], [3, 10]),
        ],
        Note = Office.Contact,
        MadeAt = SentAt,
    };
}
