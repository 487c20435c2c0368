using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>The tree of offices, which of them the own policy's bodies are, and a further office (R29).</summary>
[AnyPost]
internal sealed class OfficesModel(OfficeTree tree, Offices offices, Activations activations, PolicyVersions policies) : OfficeForm(activations)
{
    public IReadOnlyList<OfficeNode> Tree { get; private set; } = [];

    /// <summary>The bodies of the policy in force, with the office each is here.</summary>
    public IReadOnlyList<(string Key, string Name, OfficeId? Here)> Bodies { get; private set; } = [];

    /// <summary>Whether the actor may make offices: below the own one, and anywhere as the first office's administrator.</summary>
    public bool MayAdd => OfficeTree.Administers(Actor, Actor.Office);

    public bool MayPlace => OfficeTree.Administers(Actor, null);

    public bool MayName => Actor.IsAny(Role.SystemAdministrator, Role.SecurityAdministrator);

    public IReadOnlyList<Choice> BodyChoices => [.. Bodies.Select(b => new Choice(b.Key, b.Name))];

    /// <summary>Any office but the own one.</summary>
    public IReadOnlyList<Choice> Others => [new("", T["不在本系统内"]), .. Tree.Where(o => o.Id != Actor.Office).Select(o => new Choice(o.Id.Value, o.Name))];

    public IReadOnlyList<Choice> All => [.. Tree.Select(o => new Choice(o.Id.Value, o.Name))];

    public IReadOnlyList<Choice> Parents => MayPlace
        ? [new("", T["没有上级，列在最高一级"]), .. All]
        : [.. Tree.Where(o => o.Id == Actor.Office).Select(o => new Choice(o.Id.Value, o.Name))];

    public string NameOf(OfficeId office) => Tree.FirstOrDefault(o => o.Id == office)?.Name ?? office.Value;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Tree = await tree.All(ct);
        var policy = await policies.Current(Actor.Office, ct);
        var here = await tree.Bodies(Actor.Office, ct);
        Bodies = [.. policy.Bodies.Where(b => b.Key != "party-group").Select(b => (b.Key, b.Value, here.TryGetValue(b.Key, out var office) ? office : (OfficeId?)null))];
        return Page();
    }

    public async Task<IActionResult> OnPostNameAsync(string? body, string? target, CancellationToken ct) =>
        await Answer(await tree.Name(Actor, body ?? "", Office(target), ct), _ => "/offices", "已对应，今后报给该机关的件立即到达。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostPlaceAsync(string? office, string? above, CancellationToken ct) =>
        await Answer(await tree.Place(Actor, new(office ?? ""), Office(above), ct), _ => "/offices", "已调整上级单位。", () => OnGetAsync(ct));

    /// <summary>Reads and checks what was typed without making anything.</summary>
    public async Task<IActionResult> OnPostCheckAsync([FromForm] SetupForm typed, CancellationToken ct)
    {
        await Check(typed);
        return await OnGetAsync(ct);
    }

    /// <summary>Makes the office and an account for each person, and shows their links once.</summary>
    public async Task<IActionResult> OnPostAddAsync([FromForm] SetupForm typed, string? code, string? parent, CancellationToken ct)
    {
        Need("code", code, "请填写单位短名。");
        if (await Check(typed) is not { } people) return await Again(() => OnGetAsync(ct), Response);
        var id = new OfficeId(code!.Trim());
        var made = await offices.Add(Actor, id, Office(parent), typed.Plan(people), ct);
        if (made.Refusal is { } refusal) return await Refuse(refusal, () => OnGetAsync(ct));
        await Open(id, people, made.Value);
        return await OnGetAsync(ct);
    }

    private static OfficeId? Office(string? typed) => string.IsNullOrEmpty(typed) ? null : new OfficeId(typed);
}
