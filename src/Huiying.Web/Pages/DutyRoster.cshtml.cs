using System.Globalization;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>The duty roster of a month, the hand-over and the log (R06).</summary>
[AnyPost]
internal sealed class DutyRosterModel(DutyRoster roster, People people, PolicyVersions policies, When when) : OfficePage
{
    private IReadOnlyList<Person> everyone = [];

    /// <summary>First day of the month that is shown.</summary>
    public DateOnly Month { get; private set; }

    /// <summary>The day of duty now.</summary>
    public DateOnly Today { get; private set; }

    public IReadOnlyDictionary<DateOnly, Shift> Shifts { get; private set; } = new Dictionary<DateOnly, Shift>();

    public IReadOnlyList<DutyLogLine> Log { get; private set; } = [];

    public IReadOnlyList<RosterGap> Gaps { get; private set; } = [];

    /// <summary>The shift that is running.</summary>
    public Shift? Now => Shifts.GetValueOrDefault(Today);

    /// <summary>The telephone planned last: it is mostly the same one.</summary>
    public string Telephone => Shifts.Values.MaxBy(s => s.Day)?.Telephone ?? "";

    public bool MayPlan => DutyRoster.MayPlan(Actor);

    public bool OnDuty => Now is { } s && (s.Officer == Actor.Person || s.Leader == Actor.Person);

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, DateTime.DaysInMonth(Month.Year, Month.Month)).Select(Month.AddDays);

    public IReadOnlyList<Choice> Officers => Holders(Role.DutyOfficer);

    public IReadOnlyList<Choice> Leaders => Holders(Role.DutyLeader);

    public string NameOf(PersonId person) => everyone.FirstOrDefault(p => p.Id == person)?.Name ?? T["已离开的人"];

    public async Task<IActionResult> OnGetAsync(string? month, CancellationToken ct)
    {
        everyone = await people.List(Actor.Office, ct);
        Today = DutyRoster.DayOf(when.Now, await policies.Current(Actor.Office, ct));
        Month = DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : new DateOnly(Today.Year, Today.Month, 1);
        var last = Month.AddMonths(1).AddDays(-1);
        // Today and yesterday are needed for the hand-over whatever month is shown.
        var from = Month < Today.AddDays(-7) ? Month : Today.AddDays(-7);
        Shifts = (await roster.List(Actor.Office, from, last > Today.AddDays(1) ? last : Today.AddDays(1), ct)).ToDictionary(s => s.Day);
        Log = await roster.Log(Actor.Office, Today.AddDays(-7), Today, ct);
        Gaps = await roster.Gaps(Actor.Office, ct);
        return Page();
    }

    /// <summary>Every day whose three fields are filled is planned; a row left empty is left as it is.</summary>
    public async Task<IActionResult> OnPostPlanAsync(string? month, CancellationToken ct)
    {
        await OnGetAsync(month, ct);
        var days = Days.Where(d => d >= Today).Select(d => new ShiftPlan(d, new(Typed($"officer-{d:dd}")), new(Typed($"leader-{d:dd}")), Typed($"phone-{d:dd}")))
            .Where(p => p.Officer.Value.Length > 0 || p.Leader.Value.Length > 0).Where(p => Shifts.GetValueOrDefault(p.Day) is not { } s || s.HandedOver is null && new ShiftPlan(s.Day, s.Officer, s.Leader, s.Telephone) != p).ToList();
        return await Answer(await roster.Plan(Actor, days, ct), _ => $"/roster?month={Month:yyyy-MM}", "值班表已排好。", () => OnGetAsync(month, ct));
    }

    public async Task<IActionResult> OnPostHandOverAsync(string? day, string? text, CancellationToken ct) =>
        await Answer(await roster.HandOver(Actor, Day(day), text ?? "", ct), _ => "/roster", "已交班签字，等接班人签字。", () => OnGetAsync(null, ct));

    public async Task<IActionResult> OnPostTakeOverAsync(string? day, string? note, CancellationToken ct) =>
        await Answer(await roster.TakeOver(Actor, Day(day), note ?? "", ct), _ => "/roster", "已接班签字。", () => OnGetAsync(null, ct));

    public async Task<IActionResult> OnPostLogAsync(string? entry, CancellationToken ct) =>
        await Answer(await roster.Write(Actor, entry ?? "", ct), _ => "/roster", "已记入值班日志。", () => OnGetAsync(null, ct));

    private static DateOnly Day(string? typed) => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : default;

    private IReadOnlyList<Choice> Holders(Role role) =>
        [new("", T["未安排"]), .. everyone.Where(p => p.Posts.Any(h => h.Role == role)).Select(p => new Choice(p.Id.Value, p.Name))];
}
