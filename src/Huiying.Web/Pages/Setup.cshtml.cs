using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>An activation link to hand to its person.</summary>
internal sealed record ActivationLink(string Name, string SignInName, string Address);

/// <summary>The first run: office, sections, people and posts, checked before they are made.</summary>
[AllowPublic]
internal sealed class SetupModel(SetupLink link, Offices offices, Activations activations) : OfficePage
{
    /// <summary>Whether the link is good here and now.</summary>
    public bool Opens { get; private set; }

    /// <summary>The link's token: the form goes back to the link itself, whatever was sent before.</summary>
    public string Token => RouteData.Values["token"] as string ?? "";

    /// <summary>Shown once, when the office was made.</summary>
    public IReadOnlyList<ActivationLink> Links { get; private set; } = [];

    /// <summary>What stands against the posts as typed; null before they were checked.</summary>
    public IReadOnlyList<MatrixProblem>? Matrix { get; private set; }

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
        Check(typed);
        return Page();
    }

    /// <summary>Makes the office, then an account for each person, and shows the activation links.</summary>
    public async Task<IActionResult> OnPostAsync(string token, [FromForm] SetupForm typed, CancellationToken ct)
    {
        if (!(Opens = await link.Opens(HttpContext, token))) return await OnGetAsync(token);
        if (Check(typed) is not { } people) return await Again(() => Task.FromResult<IActionResult>(Page()), Response);
        var made = await offices.Create(typed.Plan(people), ct);
        if (made.Refusal is { } refusal) return await Refuse(refusal, () => Task.FromResult<IActionResult>(Page()));
        link.Spend();
        var links = new List<ActivationLink>();
        foreach (var (person, id) in people.Zip(made.Value))
        {
            var opened = await activations.Open(Offices.First, id, person.SignInName);
            var address = opened.Ok ? $"{Request.Scheme}://{Request.Host}/activate/{await activations.Renew(opened.Value)}" : T.Of(opened.Refusal!);
            links.Add(new(person.Name, person.SignInName, address));
        }
        Links = links;
        return Page();
    }

    private IReadOnlyList<RosterLine>? Check(SetupForm typed)
    {
        Need("name", typed.Name, "请填写单位全称。");
        Need("contact", typed.Contact, "请填写对外联系方式。");
        Need("sections", typed.Sections, "请至少写一个科室。");
        Need("people", typed.People, "请填写人员名单。");
        if (typed.PolicyText() is { } text && Policy.Parse(text).Policy is null) Wrong("zone", "没有这个时区。");
        var (people, problems) = Roster.Read(typed.People, typed.SectionNames(), T);
        foreach (var problem in problems) ModelState.AddModelError("people", problem);
        if (!ModelState.IsValid) return null;
        var plan = typed.Plan(people);
        Matrix = plan.Problems(plan.Policy().Value);
        return Matrix.Count == 0 ? people : null;
    }
}
