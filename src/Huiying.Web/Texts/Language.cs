using Huiying.Web.Access;

namespace Huiying.Web.Texts;

/// <summary>The switch between Chinese and English: a link that sets a cookie, so that it works without script.</summary>
internal static class Language
{
    public static void MapLanguage(this IEndpointRouteBuilder app) => app.MapGet("/language/{tag}", (string tag, string? back, HttpContext http) =>
    {
        if (tag is not ("zh" or "en")) return Results.NotFound();
        http.Response.Cookies.Append(Text.Cookie, tag, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
            Path = "/",
            IsEssential = true,
        });
        return Results.LocalRedirect(IsLocal(back) ? back! : "/");
    }).WithMetadata(new AllowPublicAttribute());

    private static bool IsLocal(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
