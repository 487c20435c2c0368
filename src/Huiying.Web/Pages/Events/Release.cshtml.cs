using Huiying.Assess.Passages;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>One answer on its way: the exact text, who signed it, and its publication (R34, R38, R65, R66).</summary>
[AnyPost]
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestForm)]
internal sealed class ReleaseModel(Releases releases, FittingPassages passages, When when) : EventPage
{
    /// <summary>A scan, in bytes; the face looks again.</summary>
    private const long Largest = 20L << 20;

    private const long LargestForm = Largest + (1L << 20);

    private static readonly Role[] Recorders = [Role.Clerk, Role.DutyOfficer, Role.SectionOfficer, Role.SectionHead, Role.Spokesperson];

    private string key = "";

    public override string Task => "answers";

    public Release Release { get; private set; } = null!;

    /// <summary>All of the event: what this one corrects or withdraws, and what did that to it.</summary>
    public IReadOnlyList<Release> All { get; private set; } = [];

    public IReadOnlyList<(RequiredStep Step, Signature? Signed)> Steps { get; private set; } = [];

    private Outlet? Outlet => Policy.Outlets.FirstOrDefault(o => o.Id == Release.Current.Text.Outlet);

    /// <summary>Bodies outside that must approve it, with what was sent and what came back (R34).</summary>
    public IReadOnlyList<(OutsideBody Body, OutsideRequested? Request, OutsideDecided? Decision)> Bodies { get; private set; } = [];

    /// <summary>Bodies that get a copy of the published text, with the last one sent and whether its receipt is in (R27).</summary>
    public IReadOnlyList<(OutsideBody Body, CopySent? Sent, bool Met)> Copies =>
    [
        .. Copying.Owed(Event, Release.Id).Select(k => (new OutsideBody(k, Policy.Bodies.GetValueOrDefault(k, k)), Release.Copies.LastOrDefault(x => x.Body == k),
            Event.Duties.All(d => d.Rule != Copying.Rule(k, Release.Id) || !d.Open))),
    ];

    /// <summary>From awareness to approval to publication (R34).</summary>
    public ReleaseMinutes Minutes { get; private set; } = new(null, null, null);

    /// <summary>Whether the actor drafted a version: then another records what was approved off the screen (R34).</summary>
    public bool Own => Release.Versions.Any(v => v.Drafter == Actor.Person);

    /// <summary>Whether the actor may take it back: its drafter or the clerk, before it is published (R34).</summary>
    public bool MayWithdraw => Release is { Published: null, Withdrawn: null } && (Own || Actor.Is(Role.Clerk));

    public bool MayRecord => Actor.IsAny(Recorders) && !Own;

    public bool MayAsk => Actor.IsAny(Recorders);

    public bool MayDecide => Actor.IsAny(Role.Clerk, Role.DutyOfficer) && !Own;

    /// <summary>Whether the text may leave the office: the secrecy review has signed (R62).</summary>
    public bool Reviewed => Release.Valid.Any(s => s.Step == ApprovalSteps.SecrecyReview);

    /// <summary>Steps that wait for a signature, which may come on paper.</summary>
    public IReadOnlyList<Choice> Waiting => [.. Steps.Where(s => s.Signed is null).Select(s => new Choice(s.Step.Id, s.Step.Name))];

    /// <summary>Leaders' steps among them, which may come by word of mouth.</summary>
    public IReadOnlyList<Choice> Spoken => [.. Waiting.Where(c => c.Value is ApprovalSteps.SupervisingLeader or ApprovalSteps.PrincipalLeader)];

    /// <summary>Who may give one of those signatures, with their posts, but the actor: nobody records the own word.</summary>
    public IReadOnlyList<Choice> Approvers(IReadOnlyList<Choice> steps)
    {
        var posts = Steps.Where(s => steps.Any(c => c.Value == s.Step.Id)).SelectMany(s => s.Step.By).ToHashSet();
        return Asked(Everyone.Where(p => p.Id != Actor.Person && p.Posts.Any(h => posts.Contains(h.Role))).Select(p => new Choice(p.Id.Value, p.Name + " " + Posts(p))));
    }

    /// <summary>Documents the text cites that are not in force today, while it can still be changed.</summary>
    public IReadOnlyList<LapsedCitation> Lapsed { get; private set; } = [];

    /// <summary>Oral approvals that still want their confirmation in writing, also after publication.</summary>
    public IReadOnlyList<Signature> Unconfirmed => [.. Release.Signatures.Where(s => s.Via == SignedVia.Oral && s.ConfirmedAt is null)];

    /// <summary>Whether every step has signed the version that is going round, and every body outside has approved it.</summary>
    public bool Approved => Signed && Bodies.All(b => b.Decision is { Approved: true });

    /// <summary>Whether every step in the office has signed.</summary>
    public bool Signed => Steps.All(s => s.Signed is not null);

    /// <summary>Whether it is the actor's turn at the step: the steps before have signed, or the text is urgent.</summary>
    public bool MaySign(RequiredStep step) => step.Fits(Actor) && Release.Versions.All(v => v.Drafter != Actor.Person)
        && Steps.Any(s => s.Step == step && s.Signed is null)
        && (Release.Current.Text.Urgent || Steps.TakeWhile(s => s.Step != step).All(s => s.Signed is not null || s.Step.Countersigns && step.Countersigns));

    /// <summary>Whether the actor is the outlet's publisher.</summary>
    public bool MayPublish => (Outlet?.Publishers ?? [Role.Clerk]).Any(Actor.Is);

    /// <summary>Whether it is posted by hand elsewhere and logged with its link.</summary>
    public bool ByHand => Outlet is { Kind: not OutletKind.Site };

    public string OutletName(string id) => Policy.Outlets.FirstOrDefault(o => o.Id == id)?.Name ?? T["直接答复提问人"];

    public Task<IActionResult> OnGetAsync(string id, string release, CancellationToken ct) => Show(id, release, ct);

    public Task<IActionResult> OnPostSignAsync(string id, string release, string? step, string? hash, string? opinion, string? lapsed, CancellationToken ct) =>
        Mapped(id, release, releases.Sign(Actor, new ReleaseId(release), step ?? "", hash ?? "", opinion ?? "", ct, lapsed ?? ""), "已签署。", ct);

    public Task<IActionResult> OnPostReturnAsync(string id, string release, string? step, string? hash, string? opinion, CancellationToken ct) =>
        Mapped(id, release, releases.Return(Actor, new ReleaseId(release), step ?? "", hash ?? "", opinion ?? "", ct), "已退回修改。", ct);

    public Task<IActionResult> OnPostWithdrawAsync(string id, string release, string? hash, string? why, CancellationToken ct) =>
        Mapped(id, release, releases.Withdraw(Actor, new ReleaseId(release), hash ?? "", why ?? "", ct), "已撤回，文字仍可查阅。", ct);

    public Task<IActionResult> OnPostPublishAsync(string id, string release, string? hash, string? outlet, string? link, string? posted, string? lapsed, CancellationToken ct) =>
        Mapped(id, release, releases.Publish(Actor, new ReleaseId(release), hash ?? "", outlet ?? "", link, posted, ct, lapsed ?? ""), "已发布，公开页上已能看到。", ct);

    public Task<IActionResult> OnPostPrintAsync(string id, string release, string? hash, CancellationToken ct) =>
        Mapped(id, release, releases.Print(Actor, new ReleaseId(release), hash ?? "", ct), "呈批单已生成，请下载打印。", ct);

    public async Task<IActionResult> OnPostPaperAsync(
        string id, string release, string? paperStep, string? paperBy, string? paperCode, string? paperOpinion, string? signedAt, IFormFile? scan, CancellationToken ct)
    {
        if (when.Happened(signedAt) is not { } at)
        {
            Wrong("signedAt", "请填写签批时间。");
            return await Again(() => Show(id, release, ct), Response);
        }
        var act = releases.Paper(Actor, new ReleaseId(release), paperStep ?? "", paperCode ?? "", paperOpinion ?? "", new PersonId(paperBy ?? ""), at, await Bytes(scan, ct), ct);
        return await Mapped(id, release, act, "签批件已收入，视同签署。", ct);
    }

    public async Task<IActionResult> OnPostOralAsync(
        string id, string release, string? oralStep, string? oralBy, string? oralCode, string? oralOpinion, string? spokenAt, string? means, CancellationToken ct)
    {
        if (when.Happened(spokenAt) is not { } at)
        {
            Wrong("spokenAt", "请填写批准时间。");
            return await Again(() => Show(id, release, ct), Response);
        }
        var act = releases.Oral(Actor, new ReleaseId(release), oralStep ?? "", oralCode ?? "", oralOpinion ?? "", new PersonId(oralBy ?? ""), at, means ?? "", ct);
        return await Mapped(id, release, act, "已代录口头批准，下一个工作日内须补签。", ct);
    }

    public async Task<IActionResult> OnPostConfirmAsync(string id, string release, string? step, string? hash, CancellationToken ct)
    {
        // Without a file it is the person's own confirmation here. A bare null would become an empty file.
        var bytes = Request.Form.Files.GetFile($"sheet-{step}") is not { } sheet ? default(ReadOnlyMemory<byte>?) : await Bytes(sheet, ct);
        return await Mapped(id, release, releases.ConfirmOral(Actor, new ReleaseId(release), step ?? "", hash ?? "", Typed($"confirmCode-{step}"), bytes, ct), "已补签。", ct);
    }

    public async Task<IActionResult> OnPostAskAsync(string id, string release, string? body, string? hash, CancellationToken ct)
    {
        if (when.Happened(Typed($"sentAt-{body}")) is not { } at)
        {
            Wrong($"sentAt-{body}", "请填写报送时间。");
            return await Again(() => Show(id, release, ct), Response);
        }
        var act = releases.RequestOutside(Actor, new ReleaseId(release), body ?? "", hash ?? "", Enum.TryParse<ReportMode>(Typed($"mode-{body}"), out var mode) ? mode : ReportMode.Paper, at,
            Typed($"receivedBy-{body}"), Typed($"receipt-{body}"), ct);
        return await Mapped(id, release, act, "已登记报送请示，未答复不视为同意。", ct);
    }

    public async Task<IActionResult> OnPostDecideAsync(string id, string release, string? body, string? hash, CancellationToken ct)
    {
        if (when.Happened(Typed($"decidedAt-{body}")) is not { } at)
        {
            Wrong($"decidedAt-{body}", "请填写批复时间。");
            return await Again(() => Show(id, release, ct), Response);
        }
        if (!bool.TryParse(Typed($"approved-{body}"), out var approved))
        {
            Wrong($"approved-{body}", "请选择批准或不同意。");
            return await Again(() => Show(id, release, ct), Response);
        }
        var act = releases.DecideOutside(Actor, new ReleaseId(release), body ?? "", hash ?? "", approved, Typed($"opinion-{body}"), Typed($"by-{body}"), at,
            Typed($"evidence-{body}"), ct);
        return await Mapped(id, release, act, "已登记批复。", ct);
    }

    public async Task<IActionResult> OnPostCopyAsync(string id, string release, string? body, CancellationToken ct)
    {
        if (when.Happened(Typed($"copiedAt-{body}")) is not { } at)
        {
            Wrong($"copiedAt-{body}", "请填写报送时间。");
            return await Again(() => Show(id, release, ct), Response);
        }
        var act = releases.SendCopy(Actor, new ReleaseId(release), body ?? "", Enum.TryParse<ReportMode>(Typed($"copyMode-{body}"), out var mode) ? mode : ReportMode.Paper, at,
            Typed($"copiedTo-{body}"), Typed($"copyReceipt-{body}"), ct);
        return await Mapped(id, release, act, "已登记抄送。", ct);
    }

    protected override async Task More(CancellationToken ct)
    {
        if (await releases.Find(Actor.Office, new ReleaseId(key), ct) is not { } found || found.Case != Event.Id) return;
        Release = found;
        All = await releases.Of(Actor.Office, Event.Id, ct);
        Steps = await releases.Steps(Actor.Office, found, ct);
        if (found is { Published: null, Withdrawn: null }) Lapsed = await passages.Lapsed(Actor.Office, found.Current.Text, ct);
        if (await releases.Outside(Actor.Office, found, ct) is { } outside) (Bodies, Minutes) = outside;
    }

    private async Task<IActionResult> Mapped(string id, string release, Task<Outcome<Release>> act, string said, CancellationToken ct) =>
        await Answer(await act, _ => $"/events/{id}/answers/{release}", said, () => Show(id, release, ct));

    private string Posts(Person person) => string.Join(T["、"], person.Posts.Select(h => T[Names.Of(h.Role)]).Distinct());

    /// <summary>The file, or nothing when there is none or it is too large: the face says what may be given.</summary>
    private static async Task<ReadOnlyMemory<byte>> Bytes(IFormFile? file, CancellationToken ct)
    {
        if (file is null || file.Length > Largest) return default;
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    private async Task<IActionResult> Show(string id, string release, CancellationToken ct)
    {
        key = release;
        var page = await Load(id, ct);
        return Release is null ? NotFound() : page;
    }
}
