using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>The office's drills, and the form that plans one (R55).</summary>
[AnyPost]
internal sealed class DrillsModel(Drills drills, Cases cases, People people) : OfficePage
{
    public IReadOnlyList<Drill> All { get; private set; } = [];

    public DrillForm Form { get; private set; } = null!;

    public bool MayPlan => Drills.MayPlan(Actor);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        All = await drills.List(Actor.Office, ct);
        Form = await DrillForm.Of(this, people, cases, null, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostPlanAsync(IFormFile? file, CancellationToken ct)
    {
        await using var stream = file?.OpenReadStream();
        return await Answer(await drills.Plan(Actor, DrillForm.Read(Request.Form), stream, file?.FileName, ct: ct), d => $"/drills/{d.Id}", "演练计划已登记，请领导批准开始。", () => OnGetAsync(ct));
    }
}

/// <summary>One post of the cast: what is sent as its name, what it is called, and who plays it unless another is chosen.</summary>
internal sealed record CastField(string Name, string Label, string Player);

/// <summary>The form of a plan: its posts are those the office fills now, each played by its holder unless another is chosen.</summary>
internal sealed record DrillForm(OfficePage Page, DrillPlanned? Plan, IReadOnlyList<Choice> Events, IReadOnlyList<Choice> People, IReadOnlyList<CastField> Cast)
{
    private const string Prefix = "cast:";

    public static async Task<DrillForm> Of(OfficePage page, People people, Cases cases, DrillPlanned? plan, CancellationToken ct)
    {
        var (actor, t) = (page.Actor, page.T);
        var everyone = await people.List(actor.Office, ct);
        var sections = await people.Sections(actor.Office, ct);
        var events = (await cases.List(actor, closedToo: true, ct)).Select(c => new Choice(c.Id.Value, $"{c.Number} {c.Title}"));
        var held = everyone.SelectMany(p => p.Posts.Where(h => h.DeputyOf is null).Select(h => (h.Role, h.Section, p.Id))).OrderBy(h => h.Role).ThenBy(h => h.Section?.Value, StringComparer.Ordinal)
            .DistinctBy(h => (h.Role, h.Section));
        return new(page, plan, [new("", t["（从文件）"]), .. events], [.. everyone.Select(p => new Choice(p.Id.Value, p.Name))],
        [
            .. held.Select(h => new CastField($"{Prefix}{h.Role}:{h.Section?.Value}",
                t[Names.Of(h.Role)] + (h.Section is { } s ? t["（{0}）", sections.FirstOrDefault(x => x.Id == s)?.Name ?? s.Value] : ""),
                (plan?.Cast.FirstOrDefault(c => c.Role == h.Role && c.Section == h.Section)?.Person ?? h.Id).Value)),
        ]);
    }

    /// <summary>The plan that was typed.</summary>
    public static DrillPlan Read(IFormCollection form)
    {
        var cast = new List<DrillPart>();
        foreach (var (name, value) in form.Where(f => f.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var parts = name[Prefix.Length..].Split(':', 2);
            if (Enum.TryParse<Role>(parts[0], out var role) && value.ToString() is { Length: > 0 } person)
            {
                cast.Add(new(role, parts is [_, { Length: > 0 } section] ? new SectionId(section) : null, new PersonId(person)));
            }
        }
        var hours = double.TryParse(form["hours"], System.Globalization.CultureInfo.InvariantCulture, out var h) && double.IsFinite(h) ? h : 0;
        return new(form["title"].ToString(), form["goal"].ToString(), form["of"].ToString() is { Length: > 0 } of ? new CaseId(of) : null, (int)Math.Clamp(hours * 60, 0, 1_000_000), cast);
    }
}
