using System.Globalization;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>One drill: its plan, the way in and out, its end and its record (R55).</summary>
[AnyPost]
internal sealed class DrillPageModel(Drills drills, Cases cases, People people) : OfficePage
{
    /// <summary>Lessons that one form takes.</summary>
    public const int Lessons = 3;

    public Drill Drill { get; private set; } = null!;

    public DrillForm Form { get; private set; } = null!;

    public DrillFigures? Figures { get; private set; }

    public IReadOnlyList<Person> Everyone { get; private set; } = [];

    public IReadOnlyList<Section> Sections { get; private set; } = [];

    public bool MayPlan => Drills.MayPlan(Actor);

    public bool MayBegin => Drills.MayBegin(Actor);

    /// <summary>Whoever plays a part may go in, also to look at it afterwards.</summary>
    public bool MayEnter => Drill.BegunAt is not null && Drill.Plan.Cast.Any(c => c.Person == Actor.Person);

    public string NameOf(PersonId person) => Everyone.FirstOrDefault(p => p.Id == person)?.Name ?? T["已离开的人"];

    public string PostOf(DrillPart part) => T[Names.Of(part.Role)] + (part.Section is { } s ? T["（{0}）", Sections.FirstOrDefault(x => x.Id == s)?.Name ?? s.Value] : "");

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct)
    {
        if (await drills.Find(Actor.Office, new OfficeId(id), ct) is not { } found) return NotFound();
        Drill = found;
        Everyone = await people.List(Actor.Office, ct);
        Sections = await people.Sections(Actor.Office, ct);
        if (found.BegunAt is not null) Figures = await drills.Figures(found, ct);
        Form = await DrillForm.Of(this, people, cases, found.Plan, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostPlanAsync(string id, IFormFile? file, CancellationToken ct)
    {
        await using var stream = file?.OpenReadStream();
        return await Done(await drills.Plan(Actor, DrillForm.Read(Request.Form), stream, file?.FileName, new OfficeId(id), ct), id, "演练计划已修改。", ct);
    }

    public async Task<IActionResult> OnPostBeginAsync(string id, CancellationToken ct) => await Done(await drills.Begin(Actor, new OfficeId(id), ct), id, "演练开始，参演人员可以进入。", ct);

    public async Task<IActionResult> OnPostDropAsync(string id, string? reason, CancellationToken ct) =>
        await Done(await drills.Drop(Actor, new OfficeId(id), reason ?? "", ct), id, "演练计划已取消。", ct);

    public async Task<IActionResult> OnPostEnterAsync(string id, CancellationToken ct)
    {
        if (await drills.Find(Actor.Office, new OfficeId(id), ct) is not { } found) return NotFound();
        Drill = found;
        if (!MayEnter)
        {
            return await Refuse(new Refusal("drill.not-cast", "R55", "只有参演人员可以进入演练；参演人员写在计划里。", "Only those in the cast enter a drill; the plan names them."), () => OnGetAsync(id, ct));
        }
        await drills.Go(Actor.Office, found.Id, ct);
        await Sessions.Go(HttpContext, found.Id);
        return LocalRedirect("/desk");
    }

    /// <summary>Back to the real work; sent from inside the drill.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(string id)
    {
        await Sessions.Go(HttpContext, null);
        return LocalRedirect($"/drills/{(new OfficeId(id).IsDrill ? id : "")}");
    }

    public async Task<IActionResult> OnPostEndAsync(string id, string? findings, CancellationToken ct)
    {
        var lessons = new List<(string, PersonId, DateOnly)>();
        for (var i = 1; i <= Lessons; i++)
        {
            var text = Typed($"lesson{i}");
            if (text.Trim().Length == 0) continue;
            var due = DateOnly.TryParseExact(Typed($"due{i}"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MinValue;
            lessons.Add((text, new PersonId(Typed($"owner{i}")), due));
        }
        return await Done(await drills.End(Actor, new OfficeId(id), new(findings ?? "", lessons), ct), id, "演练结束，记录已归入台账。", ct);
    }

    public async Task<IActionResult> OnPostLessonAsync(string id, int lesson, string? evidence, CancellationToken ct) =>
        await Done(await drills.FinishLesson(Actor, new OfficeId(id), lesson, evidence ?? "", ct), id, "已登记完成。", ct);

    private Task<IActionResult> Done(Outcome<Drill> outcome, string id, string said, CancellationToken ct) => Answer(outcome, d => $"/drills/{d.Id}", said, () => OnGetAsync(id, ct));
}
