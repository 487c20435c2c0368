using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>Opens an event for what did not grow from a topic (R16).</summary>
[Posts(Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader)]
internal sealed class NewModel(Cases cases, People people, When when) : OfficePage
{
    /// <summary>Whom a new event may accuse (S09, S16).</summary>
    public IReadOnlyList<Choice> Accusable { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => Show(ct);

    /// <summary>Events that may be the same matter (S16); empty before the form was sent.</summary>
    public IReadOnlyList<AlikeCase> Alike { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync(
        string? title, IntakeChannel channel, string? receivedAt, bool? open, string? accused, string? conduct, string? why, string? same, string? because, CancellationToken ct)
    {
        Need("title", title, "请填写事件名称。");
        if (when.Read(receivedAt) is not { } at)
        {
            Wrong("receivedAt", "请填写收到或发现的时间。");
            return await Again(() => Show(ct), Response);
        }
        if (open is null) Wrong("open", "请选择是否公开可见。");
        if (!ModelState.IsValid) return await Again(() => Show(ct), Response);
        var intake = new Intake(channel, open!.Value, channel == IntakeChannel.Web ? null : at);
        var request = new OpenCase(title!, intake, null, at, await Accusing.Whom(people, Actor.Office, accused, conduct, why, ct));
        Alike = await cases.Alike(Actor, title!, ct);
        if (Alike.Count > 0)
        {
            if (string.IsNullOrEmpty(same)) Wrong("same", "下面的事件可能是同一件事：请选择并入，或另行立项。");
            else Need("because", because, "请写明并入或另行立项的理由。");
            if (!ModelState.IsValid) return await Again(() => Show(ct), Response);
            if (same != Another) return await Answer(await cases.OpenInto(Actor, request, new(same!), because!, ct), c => $"/events/{c.Id}", "已登记并入本事件，未履行的职责按收到的时间计算。", () => Show(ct));
            request = request with { Beside = new(Alike, because!) };
        }
        return await Answer(await cases.Open(Actor, request, ct), c => $"/events/{c.Id}", "已立项。", () => Show(ct));
    }

    /// <summary>The choice that it is another matter.</summary>
    public const string Another = "another";

    private async Task<IActionResult> Show(CancellationToken ct)
    {
        Accusable = Accusing.Choices(T, await people.List(Actor.Office, ct), await people.Sections(Actor.Office, ct));
        return Page();
    }
}
