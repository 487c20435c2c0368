using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>One thing that another office reported: sign for it, send it back, give an order, decide, send it on (R08, R28–R30, R34).</summary>
[IncomingPosts]
internal sealed class IncomingModel(Incomings incoming, Releases releases, OfficeTree tree, PolicyVersions policies, When when) : OfficePage
{
    public Incoming Item { get; private set; } = null!;

    /// <summary>Bodies of the own policy that are offices here: where it may be sent on, the nearest level first.</summary>
    public IReadOnlyList<Choice> Bodies { get; private set; } = [];

    public bool MaySign => Item.Unsigned && Actor.IsAny([.. Incomings.Receivers]);

    public bool MayReturn => Item is { Returned: null, What.Kind: IncomingKind.Report or IncomingKind.Call } && Actor.IsAny([.. Incomings.Receivers]);

    public bool MayCommand => Item.What.Kind != IncomingKind.Copy && Actor.IsAny([.. Incomings.Commanders]);

    public bool MayDecide => Item.Undecided && Actor.IsAny([.. Incomings.Approvers]);

    public bool MayAnswer => Actor.IsAny([.. Incomings.Receivers]);

    public static string KindName(ReplyKind kind) => kind switch
    {
        ReplyKind.Received => "签收",
        ReplyKind.Returned => "退回",
        ReplyKind.Ordered => "批示",
        ReplyKind.Approved => "批准",
        ReplyKind.Extended => "延长期限",
        _ => "不同意",
    };

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostSignAsync(string id, CancellationToken ct) => await Done(await incoming.Sign(Actor, new(id), ct), id, "已签收，对方事件里已有回执。", ct);

    public async Task<IActionResult> OnPostReturnAsync(string id, string? reason, CancellationToken ct) =>
        await Done(await incoming.Return(Actor, new(id), reason ?? "", ct), id, "已退回，对方须重新报告。", ct);

    public async Task<IActionResult> OnPostOrderAsync(string id, string? text, string? due, CancellationToken ct) =>
        await Done(await incoming.Command(Actor, new(id), text ?? "", when.Read(due), ct), id, "批示已下达，对方事件里已有这项职责。", ct);

    public async Task<IActionResult> OnPostExtendAsync(string id, int order, CancellationToken ct)
    {
        if (when.Read(Typed($"until{order}")) is not { } at)
        {
            Wrong($"until{order}", "请填写新的时限。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await incoming.Extend(Actor, new(id), order, at, Typed($"more{order}"), ct), id, "已批准延期，对方事件里的时限已随之改变。", ct);
    }

    public async Task<IActionResult> OnPostDecideAsync(string id, string? approved, string? hash, string? opinion, CancellationToken ct)
    {
        if (!bool.TryParse(approved, out var yes))
        {
            Wrong("approved", "请选择批准或不同意。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await releases.DecideHere(Actor, new(id), yes, hash ?? "", opinion ?? "", ct), id, "已批复。", ct);
    }

    public async Task<IActionResult> OnPostForwardAsync(string id, string? body, string? note, string? skip, CancellationToken ct) =>
        await Done(await incoming.Forward(Actor, new(id), body ?? "", note ?? "", skip, ct), id, "已转报，对方已收到。", ct);

    public async Task<IActionResult> OnPostExplainAsync(string id, int forward, CancellationToken ct) =>
        await Done(await incoming.Explain(Actor, new(id), forward, Typed($"why{forward}"), ct), id, "已补充理由。", ct);

    public async Task<IActionResult> OnPostAnswerAsync(string id, int forward, int order, CancellationToken ct) =>
        await Done(await incoming.AnswerOrder(Actor, new(id), forward, order, Typed($"answer{forward}-{order}"), ct), id, "已反馈落实情况。", ct);

    private async Task<IActionResult> Load(string id, CancellationToken ct)
    {
        var found = await incoming.Find(Actor, new(id), ct);
        if (found.Refusal is not null) return NotFound();
        Item = found.Value;
        ViewData["Title"] = Item.What.Title;
        var here = await tree.Bodies(Actor.Office, ct);
        var policy = await policies.Current(Actor.Office, ct);
        Bodies = [.. policy.Reporting[Grade.Major].SelectMany(l => l).Concat(policy.Bodies.Keys).Distinct().Where(here.ContainsKey).Select(k => new Choice(k, policy.Bodies.GetValueOrDefault(k, k)))];
        return Page();
    }

    private Task<IActionResult> Done(Outcome<Incoming> outcome, string id, string said, CancellationToken ct) => Answer(outcome, _ => $"/incoming/{id}", said, () => Load(id, ct));
}
