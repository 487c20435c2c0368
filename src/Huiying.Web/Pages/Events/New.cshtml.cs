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

    public async Task<IActionResult> OnPostAsync(string? title, IntakeChannel channel, string? receivedAt, bool? open, string? accused, string? conduct, string? why, CancellationToken ct)
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
        return await Answer(await cases.Open(Actor, new OpenCase(title!, intake, null, at, await Accusing.Whom(people, Actor.Office, accused, conduct, why, ct)), ct), c => $"/events/{c.Id}", "已立项。", () => Show(ct));
    }

    private async Task<IActionResult> Show(CancellationToken ct)
    {
        Accusable = Accusing.Choices(T, await people.List(Actor.Office, ct), await people.Sections(Actor.Office, ct));
        return Page();
    }
}
