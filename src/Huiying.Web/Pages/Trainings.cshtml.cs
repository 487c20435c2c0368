using System.Globalization;
using Huiying.Ground;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>Training records: who, what, when, how many hours, with what result (R55).</summary>
[AnyPost]
internal sealed class TrainingsModel(Trainings trainings, People people) : OfficePage
{
    public IReadOnlyList<Training> All { get; private set; } = [];

    public IReadOnlyList<Person> Everyone { get; private set; } = [];

    public bool MayKeep => Trainings.MayKeep(Actor);

    public bool Chosen(PersonId person) => HttpMethods.IsPost(Request.Method) && Request.Form["who"].Contains(person.Value);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        All = await trainings.List(Actor.Office, ct: ct);
        Everyone = await people.List(Actor.Office, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostRecordAsync(string? title, string? by, string? on, string? hours, string[] who, CancellationToken ct)
    {
        DateOnly? day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        var length = double.TryParse(hours, CultureInfo.InvariantCulture, out var h) && double.IsFinite(h) ? h : 0;
        var text = new TrainingText(title ?? "", by ?? "", day, length, [.. who.Select(p => (new PersonId(p), Typed($"result:{p}")))]);
        return await Answer(await trainings.Record(Actor, text, ct), _ => "/trainings", "培训记录已登记。", () => OnGetAsync(ct));
    }

    public async Task<IActionResult> OnPostAnnulAsync(string? training, string? reason, CancellationToken ct) =>
        await Answer(await trainings.Annul(Actor, training ?? "", reason ?? "", ct), _ => "/trainings", "记录已作废，仍可查看。", () => OnGetAsync(ct));
}
