using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

[AllowPublic]
internal sealed partial class SignInModel(SignInManager<Account> signIn, IPasswordHasher<Account> hasher, ILogger<SignInModel> log) : OfficePage
{
    public async Task<IActionResult> OnPostAsync(string? name, string? password, string? back)
    {
        Need("name", name, "请填写登录名。");
        Need("password", password, "请填写密码。");
        if (!ModelState.IsValid) return await Again(Show, Response);
        var account = await signIn.UserManager.FindByNameAsync(name!);
        if (account is not null) AccessRecord.By(HttpContext, account);
        if (account is null)
        {
            // The same work as for a known name, so that the time taken does not tell names apart.
            hasher.HashPassword(new Account(), password!);
        }
        else if ((await signIn.PasswordSignInAsync(account, password!, isPersistent: false, lockoutOnFailure: true)).Succeeded)
        {
            return LocalRedirect(Url.IsLocalUrl(back) ? back : "/desk");
        }
        Failed(log);
        return await Refuse(new Refusal("sign-in", "-", "登录名或密码不对，或者账号因连续输错而锁定。锁定 15 分钟后自动解除。",
            "The sign-in name or password is wrong, or the account is locked after repeated errors. It unlocks after 15 minutes."), Show);
    }

    private Task<IActionResult> Show() => Task.FromResult<IActionResult>(Page());

    [LoggerMessage(LogLevel.Information, "a sign-in failed")]
    private static partial void Failed(ILogger log);
}
