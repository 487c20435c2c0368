using Huiying.Ground;
using static Huiying.Documents.DocumentParts;

namespace Huiying.Documents;

/// <summary>A page that is evidence: its public address, when it was taken and its hash (S07). Nothing on whoever wrote it.</summary>
public sealed record EvidencePage(string Link, DateTimeOffset TakenAt, string Sha256, string? What = null);

/// <summary>Where the facts were told before (R70, R73).</summary>
public sealed record NoticeGiven(string Title, DateTimeOffset At, string? Link = null);

/// <summary>商请函 (R72, R74, R76): asks one competent body to look at a matter. It carries what R71 and S07 demand; <see cref="Missing"/> names what is not there yet.</summary>
public sealed record ReferralLetter
{
    public required Letterhead Office { get; init; }

    /// <summary>主送机关: exactly one.</summary>
    public required string Recipient { get; init; }

    public required string Event { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset At { get; init; }

    public int? Number { get; init; }

    /// <summary>Verified facts.</summary>
    public IReadOnlyList<ClaimFinding> Facts { get; init; } = [];

    public NoticeGiven? Notice { get; init; }

    /// <summary>How it went on after the notice.</summary>
    public string? SpreadAfter { get; init; }

    /// <summary>The concrete harm and who suffered it; volume, grade and media coverage are never harm (R71).</summary>
    public string? Harm { get; init; }

    /// <summary>Laws with their articles.</summary>
    public IReadOnlyList<string> LegalBasis { get; init; } = [];

    /// <summary>What is asked for.</summary>
    public string? Request { get; init; }

    public IReadOnlyList<EvidencePage> Evidence { get; init; } = [];

    /// <summary>What still stands between the data and a letter (R71, S07); whoever drafts it refuses by this list.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. new (string Name, bool There)[]
        {
            ("核实的事实", Facts.Any(f => f.Finding != "待核")),
            ("已公布事实或依法澄清的时间", Notice is not null),
            ("公布之后仍在传播的情况", !string.IsNullOrWhiteSpace(SpreadAfter)),
            ("具体损害和受损害者", !string.IsNullOrWhiteSpace(Harm)),
            ("法律依据", LegalBasis.Count > 0),
            ("商请事项", !string.IsNullOrWhiteSpace(Request)),
            ("证据清单", Evidence.Count > 0),
        }.Where(x => !x.There).Select(x => x.Name),
    ];

    /// <summary>Lays it out in letter form.</summary>
    /// <exception cref="InvalidOperationException">Something of <see cref="Missing"/>: a referral is never written without all of its conditions.</exception>
    public OfficialDocument Compose()
    {
        if (Missing.Count > 0) throw new InvalidOperationException("a referral without " + string.Join(", ", Missing));
        var day = Words.Day(At, Office.Zone);
        return new()
        {
            Drill = Office.IsDrill,
            Head = LetterHead(Office, Number, day.Year),
            Title = $"{Office.Office}关于商请依法处理\n{Subject}有关问题的函",
            Recipients = [Recipient],
            Body =
            [
                new Paragraph($"我单位在办理{Subject}舆情（事件编号{Event}）过程中，发现有关内容可能涉及贵单位职责。现将情况函告如下。"),
                .. Part("核实的事实", [.. Claims(Facts, Office)]),
                .. Part("告知情况", $"我单位于{Office.Time(Notice!.At)}发布《{Notice.Title}》，公布有关事实{(Notice.Link is null ? "" : $"（{Notice.Link}）")}。"),
                .. Part("此后传播情况", Stop(SpreadAfter!)),
                .. Part("造成的损害", Stop(Harm!)),
                .. Part("依据", List([.. LegalBasis.Select(Stop)])),
                .. Part("商请事项", Stop(Request!)),
                new Paragraph("请予研究，并将处理意见函复我单位。"),
            ],
            Attachments = [EvidenceList(Evidence, Office)],
            Signature = new(Office.Office, day),
            Note = Office.Contact,
            MadeAt = At,
        };
    }

    internal static LetterMasthead LetterHead(Letterhead office, int? number, int year) =>
        new(office.Office, Numbered(office, "函", year, number));

    internal static Attachment EvidenceList(IReadOnlyList<EvidencePage> evidence, Letterhead office) => new("证据清单",
    [
        new Paragraph("以下为公开页面的网址、取证时间和SHA-256值。同一字节的文件算出的值相同，可用于核对；该值本身不证明内容真伪。"),
        new Table(["序号", "网址和说明", "取证时间", "SHA-256"],
            [.. evidence.Select((e, i) => (IReadOnlyList<string>)[$"{i + 1}", e.What is null ? e.Link : $"{e.What}\n{e.Link}", office.Time(e.TakenAt),
                string.Join('\n', e.Sha256.Chunk(16).Select(c => new string(c)))])], [2, 7, 4, 6]),
    ]);
}

/// <summary>撤回函 (R42): takes a referral back, or part of it, because what it cited is verified otherwise now.</summary>
public sealed record WithdrawalLetter
{
    public required Letterhead Office { get; init; }

    public required string Recipient { get; init; }

    public required string Event { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset At { get; init; }

    public int? Number { get; init; }

    /// <summary>The letter taken back: its number as printed, and its day.</summary>
    public required string Withdraws { get; init; }

    public required DateOnly WithdrawsOf { get; init; }

    /// <summary>What is known now.</summary>
    public IReadOnlyList<ClaimFinding> Facts { get; init; } = [];

    /// <summary>What changed and since when.</summary>
    public required string Reason { get; init; }

    /// <summary>What the recipient is asked to do with what it holds.</summary>
    public string? Request { get; init; }

    /// <summary>Lays it out in letter form.</summary>
    public OfficialDocument Compose()
    {
        var day = Words.Day(At, Office.Zone);
        return new()
        {
            Drill = Office.IsDrill,
            Head = ReferralLetter.LetterHead(Office, Number, day.Year),
            Title = $"{Office.Office}关于撤回\n{Subject}有关商请事项的函",
            Recipients = [Recipient],
            Body =
            [
                new Paragraph($"我单位{Words.Date(WithdrawsOf)}《{Withdraws}》所函告的{Subject}（事件编号{Event}）有关情况，经重新核实已有变化，现予撤回。"),
                .. Part("变化情况", Stop(Reason)),
                .. Part("现核实的事实", [.. Claims(Facts, Office)]),
                .. Part("商请事项", Request is null ? "请停止依据原函开展的工作，并将已采取的措施函告我单位。" : Stop(Request)),
                new Paragraph("特此函告。"),
            ],
            Signature = new(Office.Office, day),
            Note = Office.Contact,
            MadeAt = At,
        };
    }
}
