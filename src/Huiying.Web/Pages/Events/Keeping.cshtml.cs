using System.Globalization;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>How the event's file is kept: until when, holds, and for category 3 captures and certificates with their check (R17, S10).</summary>
[AnyPost]
internal sealed class KeepingModel(Cases cases, Captures captures, Referrals referrals, When when) : EventPage
{
    public override string Task => "keeping";

    /// <summary>When the file may be destroyed; null while the event is open, and for one kept for ever.</summary>
    public DateTimeOffset? Until => Filing.Until(Event, Policy);

    public bool MayHold => Actor.IsAny([.. Filing.Holders]);

    public bool MayLift => Actor.Is(Role.PrincipalLeader);

    public bool MaySee => Captures.MaySee(Actor);

    public bool MayAttach => Actor.Is(Role.Clerk) && Event is { ClosedAt: null, Category: Category.Fabrication };

    /// <summary>Hashes computed anew while the page was made.</summary>
    public IReadOnlyList<CaptureState> Checked { get; private set; } = [];

    /// <summary>Posts a capture may show.</summary>
    public IReadOnlyList<EvidencePost> Pages { get; private set; } = [];

    /// <summary>What a file that was brought along turned out to be.</summary>
    public string? Compared { get; private set; }

    public static string Kind(CaptureKind kind) => kind switch { CaptureKind.Capture => "截图或保存的网页", CaptureKind.Notarised => "公证书", _ => "时间戳证书" };

    protected override async Task More(CancellationToken ct)
    {
        if (!MaySee) return;
        var state = await captures.Check(Actor, Event.Id, ct);
        if (state.Ok) Checked = state.Value;
        if (MayAttach) Pages = await referrals.Pages(Actor, Event, ct);
    }

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostHoldAsync(string id, string? holdReason, long? seen, CancellationToken ct) =>
        await Done(await cases.Hold(Actor, new(id), holdReason ?? "", ct, seen), id, "已设保留，到期也不会销毁。", ct);

    public async Task<IActionResult> OnPostLiftAsync(string id, string? liftReason, long? seen, CancellationToken ct) =>
        await Done(await cases.Lift(Actor, new(id), liftReason ?? "", ct, seen), id, "已解除保留。", ct);

    public async Task<IActionResult> OnPostAttachAsync(string id, CaptureKind kind, long? post, string? takenAt, string? issuer, IFormFile? file, long? seen, CancellationToken ct) =>
        await Done(await captures.Attach(Actor, new(id), new(kind, post, when.Happened(takenAt), issuer ?? ""), await Bytes(file, ct), seen, ct), id, "已附上，校验值已记入台账。", ct);

    /// <summary>Says what a file is; nothing of it is kept, so no version is needed.</summary>
    public async Task<IActionResult> OnPostCompareAsync(string id, IFormFile? brought, CancellationToken ct)
    {
        var compared = await captures.Compare(Actor, new(id), await Bytes(brought, ct), ct);
        if (compared.Refusal is { } no) return await Refuse(no, () => Load(id, ct));
        Compared = compared.Value is not { } what ? T["这个文件与登记的任何一个校验值都不相符。"]
            : what.StartsWith('#') ? T["这个文件就是本事件第 {0} 份附件，一个字节都没有变。", what[1..]] : T["这个文件就是当时读到的网页原件：{0}", what];
        return await Load(id, ct);
    }

    private static async Task<ReadOnlyMemory<byte>> Bytes(IFormFile? file, CancellationToken ct)
    {
        if (file is null || file.Length > Captures.Most) return default;
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    /// <summary>A capture as an attachment, each look in the ledger.</summary>
    public static async Task<IResult> Download(string id, int capture, HttpContext http, Captures captures, CancellationToken ct)
    {
        var opened = await captures.Open(http.RequireActor(), new CaseId(id), capture, ct);
        if (opened.Refusal is { } no)
        {
            return Results.Text(http.RequestServices.GetRequiredService<Text>().Of(no), "text/plain", System.Text.Encoding.UTF8,
                no.Code == "not-your-post" ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        }
        var extension = opened.Value.Type switch { "application/pdf" => "pdf", "image/png" => "png", "image/jpeg" => "jpg", "text/html" => "html", "multipart/related" => "mhtml", _ => "tsr" };
        return Results.File(opened.Value.Bytes, "application/octet-stream", string.Create(CultureInfo.InvariantCulture, $"capture-{capture}.{extension}"));
    }
}
