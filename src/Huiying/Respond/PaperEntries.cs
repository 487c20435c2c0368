using System.Text.Json.Serialization;
using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Respond;

/// <summary>Entries of approval outside the system: on paper, by word of mouth, and by bodies outside the office (R27, R34).</summary>
[JsonDerivedType(typeof(SheetPrinted), "sheet-printed")]
[JsonDerivedType(typeof(SignedOnPaper), "signed-on-paper")]
[JsonDerivedType(typeof(SignedOrally), "signed-orally")]
[JsonDerivedType(typeof(OralConfirmed), "oral-confirmed")]
[JsonDerivedType(typeof(OutsideRequested), "outside-requested")]
[JsonDerivedType(typeof(OutsideDecided), "outside-decided")]
[JsonDerivedType(typeof(CopySent), "copy-sent")]
public abstract partial record ReleaseEntry;

/// <summary>How a signature was given (R34).</summary>
public enum SignedVia { System, Paper, Oral }

/// <summary>The 呈批单 was printed with the exact text and its code; an edit voids it.</summary>
public sealed record SheetPrinted(string Hash, string Code, string DocumentHash) : ReleaseEntry;

/// <summary>A signed 呈批单 was taken in: the scan with the version's own code is the approval.</summary>
public sealed record SignedOnPaper(
    string Step, string Hash, string Opinion, PersonId By, string ByName, PersonId? InPlaceOf, DateTimeOffset SignedAt, string ScanHash) : ReleaseEntry;

/// <summary>An approval by word of mouth, recorded by someone other than the drafter (代录).</summary>
/// <param name="Means">How and where it was said.</param>
public sealed record SignedOrally(
    string Step, string Hash, string Opinion, PersonId By, string ByName, PersonId? InPlaceOf, DateTimeOffset SpokenAt, string Means) : ReleaseEntry;

/// <summary>Whoever approved by word of mouth has confirmed it in writing.</summary>
/// <param name="ScanHash">The signed sheet, or empty when confirmed in the system.</param>
public sealed record OralConfirmed(string Step, string Hash, string ScanHash) : ReleaseEntry;

/// <summary>A request for approval (请示) was sent to a body (R34). Silence is never consent.</summary>
/// <param name="DueAt">The end of its clock, with the answer's own.</param>
public sealed record OutsideRequested(
    string Body, string Hash, ReportMode Mode, DateTimeOffset SentAt, string ReceivedBy, string Receipt, string DocumentHash, DateTimeOffset DueAt) : ReleaseEntry
{
    /// <summary>What it is in the register of a body that is an office of this installation: that office decides there itself. Null for a body outside.</summary>
    public IncomingId? Item { get; init; }
}

/// <summary>The body's decision, as it came (R34).</summary>
/// <param name="By">Who decided there.</param>
/// <param name="Evidence">Document number, or what shows it.</param>
public sealed record OutsideDecided(string Body, string Hash, bool Approved, string Text, string By, DateTimeOffset DecidedAt, string Evidence) : ReleaseEntry;

/// <summary>The published text went to a body that gets a copy (R27).</summary>
/// <param name="ReceivedBy">May be unknown; then the duty stays open.</param>
/// <param name="DocumentHash">The copy as sent.</param>
public sealed record CopySent(
    string Body, string Hash, ReportMode Mode, DateTimeOffset SentAt, string ReceivedBy, string Receipt, string DocumentHash) : ReleaseEntry
{
    /// <summary>What it is in the register of a body that is an office of this installation; null for one outside.</summary>
    public IncomingId? Item { get; init; }
}

/// <summary>Minutes from awareness to approval to publication (R34); null while it has not come so far.</summary>
public sealed record ReleaseMinutes(int? AwareToApproved, int? ApprovedToPublished, int? AwareToPublished);

public sealed partial record Release
{
    // States stored before these existed lack them: what is missing reads as empty.
    public IReadOnlyList<SheetPrinted> Sheets { get => field ?? []; init; } = [];
    public IReadOnlyList<OutsideRequested> OutsideRequests { get => field ?? []; init; } = [];
    public IReadOnlyList<OutsideDecided> OutsideDecisions { get => field ?? []; init; } = [];
    public IReadOnlyList<CopySent> Copies { get => field ?? []; init; } = [];

    /// <summary>What was printed, sent or taken in for it, newest last: each is opened through the release, never by its hash alone.</summary>
    public IReadOnlyList<CaseDocument> Documents =>
    [
        .. Sheets.Select(s => new CaseDocument($"呈批单（{s.Code}）", $"Approval sheet {s.Code}", s.DocumentHash)),
        .. Signatures.Where(s => s.Via == SignedVia.Paper && s.Evidence is not null).Select(s => new CaseDocument($"签批件（{s.ByName}）", $"Signed sheet, {s.ByName}", s.Evidence!)),
        .. Signatures.Where(s => s.Confirmation is not null).Select(s => new CaseDocument($"补签件（{s.ByName}）", $"Confirmation, {s.ByName}", s.Confirmation!)),
        .. OutsideRequests.Select(o => new CaseDocument("请示", "Request for approval", o.DocumentHash)),
        .. Copies.Select(o => new CaseDocument("抄送件", "Copy", o.DocumentHash)),
    ];

    /// <summary>The figures of R34 for the current version.</summary>
    /// <param name="aware">Discovery or awareness of the event.</param>
    /// <param name="steps">The steps the version needs.</param>
    /// <param name="outside">Keys of the bodies that must approve it.</param>
    public ReleaseMinutes Minutes(DateTimeOffset aware, IReadOnlyList<RequiredStep> steps, IReadOnlyList<string> outside)
    {
        var given = steps.Select(s => Valid.FirstOrDefault(v => v.Step == s.Id)?.At)
            .Concat(outside.Select(b => OutsideApprovals.FirstOrDefault(o => o.Hash == Current.Hash && o.Body == b)?.At)).ToList();
        var approved = given.Count > 0 && given.All(t => t is not null) ? given.Max() : null;
        return new(Between(aware, approved), Between(approved, PublishedAt), Between(aware, PublishedAt));

        static int? Between(DateTimeOffset? a, DateTimeOffset? b) => a is { } x && b is { } y ? (int)Math.Floor((y - x).TotalMinutes) : null;
    }

    private Release? WithPaper(ReleaseEntry entry, Stamp stamp) => entry switch
    {
        SheetPrinted e => this with { Sheets = [.. Sheets, e] },
        SignedOnPaper e => this with
        {
            Signatures = [.. Signatures, new(e.Step, e.Hash, e.Opinion, e.By, e.ByName, e.InPlaceOf, e.SignedAt, SignedVia.Paper, stamp.Person, e.ScanHash)],
        },
        SignedOrally e => this with
        {
            Signatures = [.. Signatures, new(e.Step, e.Hash, e.Opinion, e.By, e.ByName, e.InPlaceOf, e.SpokenAt, SignedVia.Oral, stamp.Person, e.Means)],
        },
        OralConfirmed e => this with
        {
            Signatures = [.. Signatures.Select(s => s.Step == e.Step && s.Hash == e.Hash && s.Via == SignedVia.Oral
                ? s with { ConfirmedAt = stamp.At, Confirmation = e.ScanHash.Length > 0 ? e.ScanHash : null } : s)],
        },
        OutsideRequested e => this with { OutsideRequests = [.. OutsideRequests, e] },
        OutsideDecided e => this with { OutsideDecisions = [.. OutsideDecisions, e] },
        CopySent e => this with { Copies = [.. Copies, e] },
        _ => null,
    };
}
