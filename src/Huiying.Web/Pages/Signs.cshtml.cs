using System.Globalization;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>The register of early signs (R11), the most urgent first.</summary>
[AnyPost]
internal sealed class SignsModel(Signs signs, People people) : OfficePage
{
    public IReadOnlyList<Sign> All { get; private set; } = [];

    public IReadOnlyList<Section> Sections { get; private set; } = [];

    public IReadOnlyList<Person> Everyone { get; private set; } = [];

    public bool MayRegister => Signs.MayRegister(Actor);

    public string SectionName(SectionId id) => Sections.FirstOrDefault(s => s.Id == id)?.Name ?? id.Value;

    public string NameOf(PersonId id) => Everyone.FirstOrDefault(p => p.Id == id)?.Name ?? T["已离开的人"];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        All = await signs.List(Actor, ct);
        Sections = await people.Sections(Actor.Office, ct);
        Everyone = await people.List(Actor.Office, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? what, string? from, string? section, string? owner, string? review, CancellationToken ct)
    {
        if (Day(review) is not { } day)
        {
            Wrong("review", "请选择复查日期。");
            return await Again(() => OnGetAsync(ct), Response);
        }
        return await Answer(await signs.Register(Actor, what ?? "", from ?? "", new(section ?? ""), new(owner ?? ""), day, ct), s => $"/signs/{s.Id}", "已登记苗头，到复查日自动提醒。", () => OnGetAsync(ct));
    }

    internal static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2200 ? day : null;

    /// <summary>The outcome's name.</summary>
    internal static string Name(SignOutcome outcome) => outcome switch { SignOutcome.Solved => "问题已解决", SignOutcome.NoProblem => "查无此问题", _ => "转为事件办结" };
}
