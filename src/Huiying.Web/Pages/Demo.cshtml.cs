using Huiying.Ground;
using Huiying.Web.Access;
using Huiying.Web.Demo;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>
/// The demo's first page, its switch of persons and its time. Outside the demo it has no address (<see cref="Site"/>), and it signs in only to accounts that
/// were never given a password.
/// </summary>
[AllowPublic]
internal sealed class DemoModel(People people, NextSteps steps, SignInManager<Account> signIn, FirstOffice office, DemoClock clock, When when) : OfficePage
{
    private const int MorningHour = 9;

    public IReadOnlyList<Person> People { get; private set; } = [];

    /// <summary>By name: two heads are told apart by their sections.</summary>
    public IReadOnlyList<Section> Sections { get; private set; } = [];

    public IReadOnlyList<NextStep> Next { get; private set; } = [];

    public DemoClock Clock => clock;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        People = [.. (await people.List(office.Required.Id, ct)).OrderBy(p => p.Posts.Select(h => h.Role).DefaultIfEmpty(Role.AuditAdministrator).Min())];
        Sections = await people.Sections(office.Required.Id, ct);
        Next = await steps.Find(office.Required.Id, T, ct);
        return Page();
    }

    /// <summary>Signs in as a demo person: <paramref name="who"/> is the person and where to go, apart by a space.</summary>
    public async Task<IActionResult> OnPostBeAsync(string? who)
    {
        var parts = (who ?? "").Split(' ', 2);
        if (await signIn.UserManager.FindByIdAsync(parts[0]) is not { PasswordHash: null } account || account.Office != office.Required.Id) return NotFound();
        await Sessions.As(HttpContext, signIn, account);
        return LocalRedirect(parts.Length == 2 && Url.IsLocalUrl(parts[1]) ? parts[1] : "/desk");
    }

    /// <summary>The clock's line and whether it goes forward, for <c>demo.js</c>.</summary>
    public IActionResult OnGetClock() => new JsonResult(new Dictionary<string, object> { ["text"] = Shown(clock, when, T), ["forward"] = clock.ForwardTo is not null });

    /// <summary>The story's time and how it goes on.</summary>
    public static string Shown(DemoClock clock, When when, Text t) => t["演示时间"] + " " + when.Plain(clock.GetUtcNow()) + (clock.ForwardTo is { } to
        ? t["，正在快进到 {0}", when.Plain(to)] : clock.Pace == Pace.Real ? t["，与实际同速"] : t["，速度为实际的 {0} 倍", clock.Speed]);

    public IActionResult OnPostTime(string? go, string? back)
    {
        switch (go)
        {
            case "real":
                clock.Keep(Pace.Real);
                break;
            case "usual":
                clock.Keep(Pace.Usual);
                break;
            case "hours":
                clock.RunTo(clock.GetUtcNow().AddHours(6));
                break;
            case "morning":
                var local = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), when.Zone);
                var morning = local.Date.AddDays(local.Hour < MorningHour ? 0 : 1).AddHours(MorningHour);
                clock.RunTo(new DateTimeOffset(morning, when.Zone.GetUtcOffset(morning)));
                break;
            default:
                return BadRequest();
        }
        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/desk");
    }
}
