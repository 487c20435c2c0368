using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Access;
using Huiying.Web.Pages.Events;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>Something that waits for the actor.</summary>
internal sealed record Todo(string Act, string About, string Address, DateTimeOffset? DueAt);

/// <summary>What waits for this person, derived from where everything stands; nothing is queued.</summary>
[AnyPost]
internal sealed class DeskModel(Cases cases, Releases releases, Topics topics, Patrols patrols, When when) : OfficePage
{
    public IReadOnlyList<Todo> Todos { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var todos = new List<Todo>();
        if (Actor.IsAny(Role.Clerk, Role.DutyOfficer, Role.DutyLeader))
        {
            var held = await patrols.List(Actor, when.Now.AddDays(-1), when.Now, ct);
            if (held.Ok) todos.AddRange(held.Value.Where(p => p.SignedAt is null).Select(p => new Todo(T["巡查签字"], T["网上巡查"], "/patrols", p.Until)));
        }
        if (Actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyOfficer, Role.DutyLeader))
        {
            var owed = await topics.List(Actor, TopicFilter.Unanswered, ct: ct);
            if (owed.Ok) todos.AddRange(owed.Value.Select(t => new Todo(T["答复话题"], t.Title, $"/topics/{t.Id}", t.DueAt)));
        }
        foreach (var line in await cases.List(Actor.Office, ct: ct)) todos.AddRange(await Of(line, ct));
        Todos = [.. todos.OrderBy(t => t.DueAt ?? DateTimeOffset.MaxValue)];
    }

    private async Task<IEnumerable<Todo>> Of(CaseLine line, CancellationToken ct)
    {
        if (await cases.Find(Actor.Office, line.Id, ct) is not { } c) return [];
        var todos = new List<Todo>();
        var about = $"{c.Number} {c.Title}";
        var answers = await releases.Of(Actor.Office, c.Id, ct);
        todos.AddRange(Stages.Next(c, answers).Where(s => s.Waits(Actor)).Select(s => new Todo(T[s.Chinese], about, $"/events/{c.Id}/{s.Task}", line.Next?.DueAt)));
        foreach (var release in answers.Where(r => r is { Published: null, Returned: null }))
        {
            var steps = await releases.Steps(Actor.Office, release, ct);
            var first = steps.FirstOrDefault(s => s.Signed is null);
            var address = $"/events/{c.Id}/answers/{release.Id}";
            var own = release.Versions.Any(v => v.Drafter == Actor.Person);
            if (first.Step is { } step && step.Fits(Actor) && !own) todos.Add(new(T["审批：{0}", step.Name], about, address, line.Next?.DueAt));
            if (first.Step is null && Actor.IsAny(Role.Spokesperson, Role.Clerk)) todos.Add(new(T["发布已批准的回应"], about, address, line.Next?.DueAt));
        }
        return todos;
    }
}
