using Huiying.Collect;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Collect;

/// <summary>What the office watches for (R15), never a person (S15).</summary>
[AnyPost]
internal sealed class TermsModel(WatchTerms terms, People people) : OfficePage
{
    private static readonly char[] Between = [' ', '　', '、', ',', '，', '\t'];

    private IReadOnlyList<Person> everyone = [];

    public IReadOnlyList<WatchTerm> Terms { get; private set; } = [];

    public bool MayCurate => Actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader);

    public string NameOf(PersonId person) => everyone.FirstOrDefault(p => p.Id == person)?.Name ?? T["已离开的人"];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        everyone = await people.List(Actor.Office, ct);
        var listed = await terms.List(Actor, ct);
        if (listed.Refusal is { } refusal) return await Refuse(refusal, () => Task.FromResult<IActionResult>(Page()));
        Terms = listed.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(string? all, string? any, string? none, CancellationToken ct) =>
        await Answer(await terms.Add(Actor, new TermPhrases(Words(all), Words(any), Words(none)), ct), _ => "/terms", "已登记关注词。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostConfirmAsync(string id, CancellationToken ct) =>
        await Answer(await terms.Confirm(Actor, new TermId(id), ct), _ => "/terms", "已复核。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostRemoveAsync(string id, string? reason, CancellationToken ct) =>
        await Answer(await terms.Remove(Actor, new TermId(id), reason ?? "", ct), _ => "/terms", "已停用。", () => OnGetAsync(ct));

    private static string[] Words(string? typed) => (typed ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries);
}
