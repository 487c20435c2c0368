using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

[AllowPublic]
internal sealed class ActivateModel(Activations activations) : OfficePage
{
    /// <summary>The account the code opens, or null when the code is spent.</summary>
    public Account? Account { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        Account = await activations.Find(code, ct);
        if (Account is null) Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, string? password, string? again, CancellationToken ct)
    {
        Need("password", password, "请定一个密码。");
        if (password != again) Wrong("again", "两遍密码不一样。");
        if (!ModelState.IsValid) return await Again(() => OnGetAsync(code, ct), Response);
        return await Answer(await activations.Choose(code, password!, ct), _ => "/sign-in", "账号已开通，请登录。", () => OnGetAsync(code, ct));
    }
}
