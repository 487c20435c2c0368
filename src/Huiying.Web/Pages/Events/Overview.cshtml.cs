using Huiying.Assess;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>An event at a glance: where it stands, what it waits for, what is owed and by when.</summary>
[AnyPost]
internal sealed class OverviewModel(Cases cases, Releases releases, When when, Topics topics) : EventPage
{
    public IReadOnlyList<Step> Steps { get; private set; } = [];

    /// <summary>The topic's figures, when the event grew from one.</summary>
    public TopicFacts? Facts { get; private set; }

    /// <summary>Posts of its topics whose page is gone (R49).</summary>
    public IReadOnlyList<PostInTopic> Vanished { get; private set; } = [];

    /// <summary>Mentions per hour, day or week (R19): the picture, and its figures as the alternative.</summary>
    public string Chart { get; private set; } = "";

    public IReadOnlyList<MentionBar> Bars { get; private set; } = [];

    /// <summary>Events this one could be merged into; none once it is assessed, answered or closed, or for who may not decide.</summary>
    public IReadOnlyList<Choice> Others { get; private set; } = [];

    public override string Task => "";

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostMergeAsync(string id, string? into, string? reason, long? seen, CancellationToken ct) =>
        await Done(await cases.Merge(Actor, new CaseId(id), new CaseId(into ?? ""), reason ?? "", ct, seen), id, "已并入，未履行的职责转入该事件。", ct);

    protected override async Task More(CancellationToken ct)
    {
        Steps = await Stages.All(Event, Actor.Office, releases, topics, when.Now, ct);
        if (Event is { ClosedAt: null, AssessedAt: null, Answers.Count: 0 }
            && Actor.IsAny(Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary))
        {
            Others = [.. (await cases.List(Actor, ct: ct)).Where(c => c.Id != Event.Id).Select(c => new Choice(c.Id.Value, $"{c.Number} {c.Title}"))];
        }
        Facts = await cases.Topic(Actor.Office, Event.Id, ct);
        if (Facts is { Vanished: > 0 } && await topics.Vanished(Actor, [.. Event.Topics.Select(t => new TopicId(t))], ct: ct) is { Ok: true, Value: var gone }) Vanished = gone;
        var series = new MentionSeries(CaseDocuments.Mentions(Facts), when.Zone);
        (Chart, Bars) = (MentionSvg.Draw(series, "mentions"), series.Bars);
    }
}
