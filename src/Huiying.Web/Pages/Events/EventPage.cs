using System.Globalization;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>What the pages of one event share: the event as it stands, the names in it, and where to go after an act.</summary>
internal abstract class EventPage : OfficePage
{
    private IReadOnlyList<Section> sections = [];

    /// <summary>Who acts, with what was passed on to them in this event (S09).</summary>
    public new Actor Actor => Event is null ? base.Actor : Event.Acting(base.Actor);

    /// <summary>The event.</summary>
    public Case Event { get; private set; } = null!;

    /// <summary>The policy pinned to the event (R83).</summary>
    public Policy Policy { get; private set; } = Policy.Default;

    /// <summary>Everyone now in the office.</summary>
    public IReadOnlyList<Person> Everyone { get; private set; } = [];

    /// <summary>Bodies that are offices of this installation: what is sent to them arrives at once.</summary>
    public IReadOnlyDictionary<string, OfficeId> Here { get; private set; } = new Dictionary<string, OfficeId>();

    /// <summary>The page's name below the event's own: the last part of its address.</summary>
    public abstract string Task { get; }

    /// <summary>Nothing is chosen beforehand: who or which section is a decision.</summary>
    public IReadOnlyList<Choice> Asked(IEnumerable<Choice> choices) => [new("", T["请选择"]), .. choices];

    public IReadOnlyList<Choice> PersonChoices => [.. Everyone.Select(p => new Choice(p.Id.Value, p.Name))];

    public IReadOnlyList<Choice> SectionChoices => [.. sections.Select(s => new Choice(s.Id.Value, s.Name))];

    /// <summary>Whom the event may accuse: people of the office and its sections.</summary>
    public IReadOnlyList<Choice> Accusable => Accusing.Choices(T, Everyone, sections);

    /// <summary>What the event's policy calls the leading Party group.</summary>
    public string PartyGroup => Policy.Bodies.TryGetValue("party-group", out var own) && own != "机关党组" ? own : T["机关党组"];

    /// <summary>A post as the event's office calls it: the regulation's name, with the office's own title after it when that is another.</summary>
    public string Called(Role role) => Policy.Posts[role] is var title && (title == Names.Of(role) || title == Policy.Default.Posts[role]) ? T[Names.Of(role)] : T[Names.Of(role)] + T["（{0}）", title];

    /// <summary>A part of an answer by its heading in the event's policy.</summary>
    public string PartName(Part part)
    {
        var key = part switch { Part.Happened => "event", Part.Facts => "facts", Part.Done => "done", Part.Next => "next", Part.Contact => "contact", _ => "" };
        return Own(Policy.ResponseParts, Policy.Default.ResponseParts, key) ?? T[Names.Of(part)];
    }

    /// <summary>A part of the summary by its heading in the event's policy.</summary>
    public string SummaryPart(string key, string usual) => Own(Policy.SummaryParts, Policy.Default.SummaryParts, key) ?? T[usual];

    /// <summary>How long a rule of the event's policy gives at its grade.</summary>
    public string Term(string rule) => Policy.Rules[rule].Terms.TryGetValue(Event.Grade, out var term) ? T.IsEnglish ? term.En : term.Zh : "";

    private static string? Own(IReadOnlyDictionary<string, string> named, IReadOnlyDictionary<string, string> shipped, string key) =>
        named.TryGetValue(key, out var own) && own != shipped.GetValueOrDefault(key) ? own : null;

    public string NameOf(PersonId person) => Everyone.FirstOrDefault(p => p.Id == person)?.Name ?? T["已离开的人"];

    public string SectionName(SectionId section) => sections.FirstOrDefault(s => s.Id == section)?.Name ?? section.Value;

    /// <summary>The choices of an enumeration by their names on these pages.</summary>
    public IReadOnlyList<Choice> Choices<TEnum>(Func<TEnum, string> name, params TEnum[] only) where TEnum : struct, Enum =>
        [.. (only.Length > 0 ? only : Enum.GetValues<TEnum>()).Select(v => new Choice(v.ToString(), T[name(v)]))];

    /// <summary>Loads the event; an address without one is not found.</summary>
    protected async Task<IActionResult> Load(string id, CancellationToken ct)
    {
        var services = HttpContext.RequestServices;
        if (await services.GetRequiredService<Cases>().Find(Actor, new CaseId(id), ct) is not { } found) return NotFound();
        Event = found;
        ViewData["Title"] = $"{found.Number} {found.Title}";
        var people = services.GetRequiredService<People>();
        Everyone = await people.List(Actor.Office, ct);
        sections = await people.Sections(Actor.Office, ct);
        Policy = await services.GetRequiredService<PolicyVersions>().Pinned(Actor.Office, found.PolicyHash, ct);
        Here = await services.GetRequiredService<OfficeTree>().Bodies(Actor.Office, ct);
        await More(ct);
        return Page();
    }

    /// <summary>Loads what only this page shows.</summary>
    protected virtual Task More(CancellationToken ct) => System.Threading.Tasks.Task.CompletedTask;

    /// <summary>After a form was sent from an old view: what others entered since, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Meanwhile { get; private set; } = [];

    /// <summary>After an act: this page again with what was done, or with the refusal and everything typed.</summary>
    protected async Task<IActionResult> Done<TValue>(Outcome<TValue> outcome, string id, string said, CancellationToken ct)
    {
        if (outcome.Refusal is { Code: "case.changed" } && long.TryParse(Typed("seen"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
        {
            var entries = HttpContext.RequestServices.GetRequiredService<Ledger>().Read(Actor.Office, new CaseId(id).Subject, seen, ct);
            Meanwhile = await entries.Where(e => !EntryText.IsRefused(e)).ToListAsync(ct);
            // The form is shown again with the version it now stands on: what was typed stays, what was seen is new.
            ModelState.Remove("seen");
        }
        return await Answer(outcome, _ => $"/events/{id}{(Task.Length > 0 ? "/" + Task : "")}", said, () => Load(id, ct));
    }

    /// <summary>Lines of a text field, without empty ones.</summary>
    protected static string[] Lines(string? typed) => (typed ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
