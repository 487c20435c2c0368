using Huiying.Assess.Hot;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Web.Access;
using Huiying.Web.Demo;

namespace Huiying.Web.Pages;

/// <summary>What waits for this person; in the demo also who is to do what next.</summary>
[AnyPost]
internal sealed class DeskModel(Todos todos, NextSteps steps, DutyClock clock, IncomingClock incoming, HotBoard board, IServiceProvider services) : OfficePage
{
    public IReadOnlyList<Todo> Todos { get; private set; } = [];

    /// <summary>Duties near their end or late that this person was told about (R04).</summary>
    public IReadOnlyList<ToldDuty> Told { get; private set; } = [];

    /// <summary>The same for what came from other offices.</summary>
    public IReadOnlyList<ToldIncoming> ToldIncoming { get; private set; } = [];

    /// <summary>What waits in the drills this person takes part in (R55).</summary>
    public IReadOnlyList<(Drill Drill, IReadOnlyList<Todo> Todos)> Drills { get; private set; } = [];

    /// <summary>Today's hot issues as last computed; null before the first time.</summary>
    public HotList? Hot { get; private set; }

    /// <summary>Shown in the demo only.</summary>
    public IReadOnlyList<NextStep> Next { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Todos = await todos.Of(Actor, T, ct);
        Drills = await todos.InDrills(Actor, T, ct);
        Told = await clock.ToldTo(Actor, ct);
        Hot = (await board.Show(Actor, HotSpan.Today, ct: ct)) is { Ok: true, Value: var hot } ? hot : null;
        ToldIncoming = await incoming.ToldTo(Actor, ct);
        if (services.GetService<DemoClock>() is not null) Next = await steps.Find(Actor.Office, T, ct);
    }
}
