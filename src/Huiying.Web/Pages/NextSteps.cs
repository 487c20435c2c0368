using Huiying.Assess;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>What is to be done next, and by whom.</summary>
/// <param name="Owner">Who answers for it, where others may enter it too.</param>
/// <param name="DueAt">The end of its clock; null when it has none.</param>
internal sealed record NextStep(Person Person, string Act, string About, string Address, Person? Owner = null, DateTimeOffset? DueAt = null);

/// <summary>Who is to do what next, over the whole office: for the demo, where one person plays them all. Derived from the same state as every desk.</summary>
internal sealed class NextSteps(Todos todos, People people, Cases cases, Topics topics)
{
    /// <summary>Few enough to choose from.</summary>
    private const int Most = 3;

    /// <summary>For each open event the first thing it waits for and each topic that must be answered, by their clocks; when there is neither, the topic to begin with.</summary>
    public async Task<IReadOnlyList<NextStep>> Find(OfficeId office, Text t, CancellationToken ct)
    {
        var everyone = await people.List(office, ct);
        var actors = new List<(Person Person, Actor Actor)>();
        foreach (var person in everyone) if (await people.Actor(office, person.Id, ct) is { } actor) actors.Add((person, actor));

        // Who drafts does not sign, so a section's officer is named before its head, whose signature the draft needs.
        actors = [.. actors.OrderBy(a => a.Actor.Is(Role.SectionHead))];
        if (actors.FirstOrDefault(a => a.Actor.Is(Role.Clerk)) is not { Actor: not null } clerk) return [];

        var next = new List<NextStep>();
        var owed = await topics.List(clerk.Actor, TopicFilter.Unanswered, ct: ct);
        if (owed.Ok) next.AddRange(owed.Value.Select(o => new NextStep(clerk.Person, t["决定话题怎样处理"], o.Title, $"/topics/{o.Id}", DueAt: o.DueAt)));
        var open = await cases.List(office, ct: ct);
        foreach (var line in open)
        {
            if (await First(line, actors, t, ct) is { } step) next.Add(step);
        }
        if (next.Count == 0)
        {
            var all = await topics.List(clerk.Actor, TopicFilter.All, 2, 200, ct: ct);
            if (all.Ok && all.Value.Where(l => l.Answer is null).MaxBy(l => l.Posts) is { } largest)
            {
                next.Add(new(clerk.Person, t["看话题，需要回应的立项"], largest.Title, $"/topics/{largest.Id}"));
            }
        }
        return [.. next.OrderBy(n => n.DueAt ?? DateTimeOffset.MaxValue).Take(Most)];
    }

    /// <summary>The first step of the line that waits for someone; of the people it waits for, whoever answers for it, else the post named first (the Party group's receipt is its secretary's, R21).</summary>
    private async Task<NextStep?> First(CaseLine line, List<(Person Person, Actor Actor)> actors, Text t, CancellationToken ct)
    {
        var waiting = new List<(NextStep Step, bool Owner, int Rank)>();
        foreach (var (person, actor) in actors)
        {
            waiting.AddRange((await todos.Of(actor, line, t, ct)).Select(d => (new NextStep(person, d.Act, d.About, d.Address, d.Owner, d.DueAt), d.Owner?.Id == person.Id, d.Rank)));
        }
        var order = await todos.Order(actors[0].Actor.Office, line, t, ct);
        return waiting.OrderBy(w => order.TakeWhile(o => o != w.Step.Act).Count()).ThenByDescending(w => w.Owner).ThenBy(w => w.Rank).Select(w => w.Step).FirstOrDefault();
    }
}
