using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>The first run: office, sections, people and posts, checked before they are made.</summary>
[AllowPublic]
internal sealed class SetupModel(SetupLink link, Offices offices, Activations activations) : OfficeForm(activations)
{
    /// <summary>Whether the link is good here and now.</summary>
    public bool Opens { get; private set; }

    /// <summary>The link's token: the form goes back to the link itself, whatever was sent before.</summary>
    public string Token => RouteData.Values["token"] as string ?? "";

    public async Task<IActionResult> OnGetAsync(string token)
    {
        Opens = await link.Opens(HttpContext, token);
        if (!Opens) Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }

    /// <summary>Reads and checks what was typed without making anything.</summary>
    public async Task<IActionResult> OnPostCheckAsync(string token, [FromForm] SetupForm typed)
    {
        if (!(Opens = await link.Opens(HttpContext, token))) return await OnGetAsync(token);
        await Check(typed);
        return Page();
    }

    /// <summary>Makes the office, then an account for each person, and shows the activation links.</summary>
    public async Task<IActionResult> OnPostAsync(string token, [FromForm] SetupForm typed, CancellationToken ct)
    {
        if (!(Opens = await link.Opens(HttpContext, token))) return await OnGetAsync(token);
        if (await Check(typed) is not { } people) return await Again(() => Task.FromResult<IActionResult>(Page()), Response);
        var made = await offices.Create(typed.Plan(people), ct);
        if (made.Refusal is { } refusal) return await Refuse(refusal, () => Task.FromResult<IActionResult>(Page()));
        link.Spend();
        await Open(Offices.First, people, made.Value);
        return Page();
    }
}
