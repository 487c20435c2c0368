using Huiying.Web.Access;
using Huiying.Web.Demo;

namespace Huiying.Web.Pages;

/// <summary>What waits for this person; in the demo also who is to do what next.</summary>
[AnyPost]
internal sealed class DeskModel(Todos todos, NextSteps steps, IServiceProvider services) : OfficePage
{
    public IReadOnlyList<Todo> Todos { get; private set; } = [];

    /// <summary>Shown in the demo only.</summary>
    public IReadOnlyList<NextStep> Next { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Todos = await todos.Of(Actor, T, ct);
        if (services.GetService<DemoClock>() is not null) Next = await steps.Find(Actor.Office, T, ct);
    }
}
