using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Collect;

/// <summary>What the office watches for (R15), never a person (S15).</summary>
[AnyPost]
internal sealed class TermsModel(WatchTerms terms, TermTrials trials, Topics topics, People people) : OfficePage
{

    private IReadOnlyList<Person> everyone = [];

    public IReadOnlyList<WatchTerm> Terms { get; private set; } = [];

    /// <summary>What the term that is being typed would have matched.</summary>
    public TermTrial? Trial { get; private set; }

    /// <summary>Its hits, but for those an event keeps from the person.</summary>
    public IReadOnlyList<TermHit> Hits { get; private set; } = [];

    /// <summary>Names of the district's places.</summary>
    public IReadOnlyList<string> Places { get; private set; } = [];

    public bool MayCurate => Actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader);

    public string NameOf(PersonId person) => everyone.FirstOrDefault(p => p.Id == person)?.Name ?? T["已离开的人"];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        everyone = await people.List(Actor.Office, ct);
        var listed = await terms.List(Actor, ct);
        if (listed.Refusal is { } refusal) return await Refuse(refusal, () => Task.FromResult<IActionResult>(Page()));
        Terms = listed.Value;
        if (await terms.Places(Actor, ct) is { Ok: true } places) Places = places.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(string? all, string? any, string? none, bool local, CancellationToken ct) =>
        await Answer(await terms.Add(Actor, new TermPhrases(TermWords.Of(all), TermWords.Of(any), TermWords.Of(none), local), ct), _ => "/terms", "已登记关注词。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostTryAsync(string? all, string? any, string? none, bool local, string? sample, CancellationToken ct)
    {
        var tried = await trials.Try(Actor, new TermPhrases(TermWords.Of(all), TermWords.Of(any), TermWords.Of(none), local), sample, ct);
        if (tried.Refusal is { } refusal) return await Refuse(refusal, () => OnGetAsync(ct));
        Trial = tried.Value;
        var hidden = await topics.Hidden(Actor, [.. Trial.Hits.Select(h => h.Post)], ct);
        Hits = [.. Trial.Hits.Where(h => !hidden.Contains(h.Post))];
        return await OnGetAsync(ct);
    }

    public async Task<IActionResult> OnPostPlacesAsync(string? names, CancellationToken ct) =>
        await Answer(await terms.SetPlaces(Actor, TermWords.Of(names), ct), _ => "/terms", "已保存本地地名。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostConfirmAsync(string id, CancellationToken ct) =>
        await Answer(await terms.Confirm(Actor, new TermId(id), ct), _ => "/terms", "已复核。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostRemoveAsync(string id, string? reason, CancellationToken ct) =>
        await Answer(await terms.Remove(Actor, new TermId(id), reason ?? "", ct), _ => "/terms", "已停用。", () => OnGetAsync(ct));
}
