using Huiying.Assess;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>An event at a glance: where it stands, what it waits for, what is owed and by when.</summary>
[AnyPost]
internal sealed class OverviewModel(Cases cases, Releases releases) : EventPage
{
    public IReadOnlyList<Step> Steps { get; private set; } = [];

    /// <summary>The topic's figures, when the event grew from one.</summary>
    public TopicFacts? Facts { get; private set; }

    public override string Task => "";

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    protected override async Task More(CancellationToken ct)
    {
        Steps = [.. Stages.Next(Event, await releases.Of(Actor.Office, Event.Id, ct))];
        Facts = await cases.Topic(Actor.Office, Event.Id, ct);
    }
}
