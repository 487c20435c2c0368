using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>Registers a secret item: number, level, 机要 receipt, and when it came; there is no field for anything else (S17).</summary>
[Posts(Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader)]
internal sealed class SecretModel(Cases cases, When when) : OfficePage
{
    public async Task<IActionResult> OnPostAsync(string? number, SecretLevel level, string? receipt, string? receivedAt, CancellationToken ct)
    {
        if (when.Happened(receivedAt) is not { } at)
        {
            Wrong("receivedAt", "请填写收到的时间。");
            return await Again(Show, Response);
        }
        return await Answer(await cases.Register(Actor, new(number ?? "", level, receipt ?? "", at), ct), c => $"/events/{c.Id}/orders", "涉密件已登记，时限照常计算。", Show);
    }

    private Task<IActionResult> Show() => System.Threading.Tasks.Task.FromResult<IActionResult>(Page());
}
