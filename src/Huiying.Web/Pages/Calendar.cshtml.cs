using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>The calendar that working days are counted by, and a new year of it.</summary>
[AnyPost]
internal sealed class CalendarModel(CalendarVersions calendars, When when) : OfficePage
{
    public WorkCalendar Current { get; private set; } = WorkCalendar.Shipped;

    public int ThisYear => TimeZoneInfo.ConvertTime(when.Now, when.Zone).Year;

    public bool MayImport => Actor.IsAny(Role.Clerk, Role.SystemAdministrator);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Current = await calendars.Current(Actor.Office, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int year, string? off, string? work, string? notice, CancellationToken ct) =>
        await Answer(await calendars.ImportYear(Actor, new CalendarYear(year, off ?? "", work ?? "", notice ?? ""), ct), _ => "/calendar",
            "已加入。只按周末推算的未办结时限，一两分钟内重算，逐项记入台账。", () => OnGetAsync(ct));
}
