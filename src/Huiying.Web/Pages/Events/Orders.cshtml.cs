using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>领导批示, 催办, 督办, 转办; for a secret item its receipts (R08, S17).</summary>
[AnyPost]
internal sealed class OrdersModel(Cases cases, Orders orders, When when) : EventPage
{
    public override string Task => "orders";

    public bool MayInstruct => Actor.IsAny(Role.Clerk, Role.DutyOfficer) || IsLeader;

    /// <summary>Whether the actor writes the own instruction; the office writes down another's.</summary>
    public bool IsLeader => Actor.IsAny(Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader);

    public bool MayUrge => Actor.IsAny(Role.Clerk, Role.SupervisionOfficer, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader);

    public bool MayPass => Actor.IsAny(Role.Clerk, Role.DutyOfficer, Role.SectionHead);

    /// <summary>Duties that may still be urged: open, and not yet late.</summary>
    public IReadOnlyList<Choice> Urgeable => Asked(Event.Duties.Where(d => d.Open && !d.Late(when.Now)).Select(d => new Choice($"{d.Number}", T.IsEnglish ? d.En : d.Zh)));

    public IReadOnlyList<Choice> Linked => [new("", T["整个事件"]), .. Event.Duties.Where(d => d.Open).Select(d => new Choice($"{d.Number}", T.IsEnglish ? d.En : d.Zh))];

    public IReadOnlyList<Choice> Claimed => [new("", T["整个事件"]), .. Event.Claims.Select(c => new Choice($"{c.Number}", c.Text))];

    /// <summary>The open duty of that rule; null when there is none.</summary>
    public Duty? Owed(string rule) => Event.Duties.FirstOrDefault(d => d.Open && d.Rule == rule);

    /// <summary>Whether the actor may give feedback. A superior's order waits in an event that was closed meanwhile, too.</summary>
    public bool MayAnswer(Directive d) => d.Own is not { } own
        ? Actor.IsAny(Role.Clerk, Role.DutyOfficer, Role.SectionHead, Role.SectionOfficer, Role.SupervisingLeader, Role.PrincipalLeader, Role.DutyLeader)
        : Event.ClosedAt is null && own.Person != Actor.Person
            && (Actor.Is(Role.Clerk) || (own.Section is { } s ? Mine(s) : Actor.IsAny(Role.SectionHead, Role.SectionOfficer, Role.DutyOfficer)));

    public bool Mine(SectionId section) => Actor.Is(Role.SectionHead, section) || Actor.Is(Role.SectionOfficer, section);

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostInstructAsync(string id, string? leader, string? text, string? givenAt, string? due, int? duty, string? section, long? seen, CancellationToken ct)
    {
        var given = when.Happened(givenAt);
        var until = when.Read(due);
        if (given is null) Wrong("givenAt", "请填写批示时间。");
        if (until is null) Wrong("due", "请填写反馈时限。");
        if (given is null || until is null) return await Again(() => Load(id, ct), Response);
        var act = orders.Instruct(Actor, new(id), leader ?? "", text ?? "", given.Value, until.Value, duty, string.IsNullOrEmpty(section) ? null : new SectionId(section), ct, seen);
        return await Done(await act, id, "批示已登记，到期前须反馈。", ct);
    }

    /// <summary>Feedback on whatever order the form names: the same form and the same duty, whoever gave it.</summary>
    public async Task<IActionResult> OnPostFeedbackAsync(string id, string? directive, long? seen, CancellationToken ct)
    {
        await Load(id, ct);
        if (Event?.AllDirectives().FirstOrDefault(d => d.Key == directive) is not { } given) return NotFound();
        var text = Typed($"feedback{given.Key}");
        var act = given.Order is { } order ? cases.AnswerOrder(Actor, new(id), order.Item, order.Order, text, ct, seen) : orders.Feedback(Actor, new(id), given.Own!.Instruction, text, ct, seen);
        return await Done(await act, id, "已反馈。", ct);
    }

    public async Task<IActionResult> OnPostExtendAsync(string id, int duty, long? seen, CancellationToken ct)
    {
        if (when.Read(Typed($"until{duty}")) is not { } at)
        {
            Wrong($"until{duty}", "请填写新的时限。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await orders.Extend(Actor, new(id), duty, at, Typed($"more{duty}"), ct, seen), id, "已批准延期。", ct);
    }

    public async Task<IActionResult> OnPostUrgeAsync(string id, int duty, string? whom, string? how, long? seen, CancellationToken ct) =>
        await Done(await orders.Urge(Actor, new(id), duty, whom ?? "", how ?? "", ct, seen), id, "已登记催办。", ct);

    public async Task<IActionResult> OnPostAnswerAsync(string id, int order, long? seen, CancellationToken ct) =>
        await Done(await orders.AnswerSupervision(Actor, new(id), order, Typed($"why{order}"), Typed($"done{order}"), ct, seen), id, "督办单已答复。", ct);

    public async Task<IActionResult> OnPostPassAsync(string id, int? claim, string? body, string? reason, string? sentAt, string? channel, long? seen, CancellationToken ct)
    {
        if (when.Happened(sentAt) is not { } at)
        {
            Wrong("sentAt", "请填写转办时间。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await orders.PassOn(Actor, new(id), claim, body ?? "", reason ?? "", at, channel ?? "", ct, seen), id, "已登记转办，当日告知反映人，并取得回执。", ct);
    }

    public async Task<IActionResult> OnPostReceiptAsync(string id, int passing, long? seen, CancellationToken ct)
    {
        if (when.Happened(Typed($"receivedAt{passing}")) is not { } at)
        {
            Wrong($"receivedAt{passing}", "请填写签收时间。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await orders.Receipt(Actor, new(id), passing, Typed($"receivedBy{passing}"), Typed($"receipt{passing}"), at, ct, seen), id, "已登记回执。", ct);
    }

    public async Task<IActionResult> OnPostToldAsync(string id, int passing, long? seen, CancellationToken ct)
    {
        if (when.Happened(Typed($"toldAt{passing}")) is not { } at)
        {
            Wrong($"toldAt{passing}", "请填写告知时间。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await orders.Told(Actor, new(id), passing, at, Typed($"toldHow{passing}"), Typed($"toldBy{passing}"), ct, seen), id, "已登记告知。", ct);
    }

    public async Task<IActionResult> OnPostMeetAsync(string id, int duty, long? seen, CancellationToken ct)
    {
        if (when.Happened(Typed($"metAt{duty}")) is not { } at)
        {
            Wrong($"metAt{duty}", "请填写履行时间。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await orders.MeetSecret(Actor, new(id), duty, at, Typed($"secret{duty}"), ct, seen), id, "已凭机要回执登记。", ct);
    }

    public async Task<IActionResult> OnPostEndAsync(string id, string? receipt, long? seen, CancellationToken ct) =>
        await Done(await orders.CloseSecret(Actor, new(id), receipt ?? "", ct, seen), id, "涉密件已销号。", ct);
}

/// <summary>A duty whose time the actor may extend, on the page that shows it.</summary>
internal sealed record ExtendForm(OrdersModel Page, Duty Duty);
