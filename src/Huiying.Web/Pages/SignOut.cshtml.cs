using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

[AllowPublic]
internal sealed class SignOutModel(SignInManager<Account> signIn) : OfficePage
{
    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        Say("您已退出。");
        return LocalRedirect("/sign-in");
    }
}
