using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Demo;

namespace Huiying.Web.Pages;

/// <summary>What waits for this person; in the demo also who is to do what next.</summary>
[AnyPost]
internal sealed class DeskModel(Todos todos, NextSteps steps, DutyClock clock, IServiceProvider services) : OfficePage
{
    public IReadOnlyList<Todo> Todos { get; private set; } = [];

    /// <summary>Duties near their end or late that this person was told about (R04).</summary>
    public IReadOnlyList<ToldDuty> Told { get; private set; } = [];

    /// <summary>Shown in the demo only.</summary>
    public IReadOnlyList<NextStep> Next { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Todos = await todos.Of(Actor, T, ct);
        Told = await clock.ToldTo(Actor, ct);
        if (services.GetService<DemoClock>() is not null) Next = await steps.Find(Actor.Office, T, ct);
    }
}
