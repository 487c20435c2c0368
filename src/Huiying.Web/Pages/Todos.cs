using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Pages.Events;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>Something that waits for a person.</summary>
internal sealed record Todo(string Act, string About, string Address, DateTimeOffset? DueAt);

/// <summary>What waits for whom, derived from where everything stands; nothing is queued.</summary>
internal sealed class Todos(Cases cases, Releases releases, Topics topics, Patrols patrols, TimeProvider time)
{
    /// <summary>All that waits for the actor, the most urgent first.</summary>
    public async Task<IReadOnlyList<Todo>> Of(Actor actor, Text t, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var todos = new List<Todo>();
        if (actor.IsAny(Role.Clerk, Role.DutyOfficer, Role.DutyLeader))
        {
            var held = await patrols.List(actor, now.AddDays(-1), now, ct);
            if (held.Ok) todos.AddRange(held.Value.Where(p => p.SignedAt is null).Select(p => new Todo(t["巡查签字"], t["网上巡查"], "/patrols", p.Until)));
        }
        if (actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyOfficer, Role.DutyLeader))
        {
            var owed = await topics.List(actor, TopicFilter.Unanswered, ct: ct);
            if (owed.Ok) todos.AddRange(owed.Value.Select(o => new Todo(t["答复话题"], o.Title, $"/topics/{o.Id}", o.DueAt)));
        }
        foreach (var line in await cases.List(actor.Office, ct: ct)) todos.AddRange(await Of(actor, line, t, ct));
        return [.. todos.OrderBy(d => d.DueAt ?? DateTimeOffset.MaxValue)];
    }

    /// <summary>What the event waits for, whoever does it, first things first.</summary>
    public async Task<IReadOnlyList<string>> Order(OfficeId office, CaseLine line, Text t, CancellationToken ct) =>
        await cases.Find(office, line.Id, ct) is { } c ? [.. Stages.Next(c, await releases.Of(office, c.Id, ct)).Select(s => t[s.Chinese])] : [];

    /// <summary>What of one event waits for the actor, in the order of the line.</summary>
    public async Task<IReadOnlyList<Todo>> Of(Actor actor, CaseLine line, Text t, CancellationToken ct)
    {
        if (await cases.Find(actor.Office, line.Id, ct) is not { } c) return [];
        var todos = new List<Todo>();
        var about = $"{c.Number} {c.Title}";
        var answers = await releases.Of(actor.Office, c.Id, ct);
        todos.AddRange(Stages.Next(c, answers).Where(s => s.Waits(actor)).Select(s => new Todo(t[s.Chinese], about, $"/events/{c.Id}/{s.Task}", line.Next?.DueAt)));
        foreach (var release in answers.Where(r => r is { Published: null, Returned: null }))
        {
            var steps = await releases.Steps(actor.Office, release, ct);
            var first = steps.FirstOrDefault(s => s.Signed is null);
            var address = $"/events/{c.Id}/answers/{release.Id}";
            var own = release.Versions.Any(v => v.Drafter == actor.Person);
            if (first.Step is { } step && step.Fits(actor) && !own) todos.Add(new(t["审批：{0}", step.Name], about, address, line.Next?.DueAt));
            if (first.Step is null && actor.IsAny(Role.Spokesperson, Role.Clerk)) todos.Add(new(t["发布已批准的回应"], about, address, line.Next?.DueAt));
        }
        return todos;
    }
}
