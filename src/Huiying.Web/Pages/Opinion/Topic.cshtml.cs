using Huiying.Assess;
using Huiying.Assess.Alerting;
using Huiying.Assess.District;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Pages.Events;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using CountsAt = Huiying.Collect.CountsAt;
using Posts = Huiying.Collect.Posts;

namespace Huiying.Web.Pages.Opinion;

/// <summary>One topic: its course, its posts and why each is here, each grade rule with its figures, and the answer it gets (R19, R41, R58–R61).</summary>
[AnyPost]
internal sealed class TopicModel(Topics topics, Posts posts, AlertRecord record, Cases cases, People people, PolicyVersions policies, DistrictWords words, When when) : OfficePage
{
    private const int Excerpt = 160;

    public TopicPage Topic { get; private set; } = null!;

    /// <summary>The chart as SVG without script or style.</summary>
    public string Chart { get; private set; } = "";

    public IReadOnlyList<MentionBar> Bars { get; private set; } = [];

    /// <summary>How the counts of its most often read thread went, the latest last.</summary>
    public IReadOnlyList<CountsAt> Series { get; private set; } = [];

    /// <summary>Those of its posts whose page is gone (R49).</summary>
    public IReadOnlyList<PostInTopic> Vanished { get; private set; } = [];

    /// <summary>What the alert rules said of it, the newest first.</summary>
    public IReadOnlyList<RaisedAlert> Alerts { get; private set; } = [];

    /// <summary>Places of the district that its posts name.</summary>
    public IReadOnlyList<string> Places { get; private set; } = [];

    /// <summary>Phrases of Art. 3 that only a person can judge, by key.</summary>
    public IReadOnlyDictionary<string, string> Phrases { get; private set; } = new Dictionary<string, string>();

    /// <summary>Events it can be merged into.</summary>
    public IReadOnlyList<Choice> Events { get; private set; } = [];

    /// <summary>Whom a new event may accuse (S09, S16).</summary>
    public IReadOnlyList<Choice> Accusable { get; private set; } = [];

    public bool MayDecide => Actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyOfficer, Role.DutyLeader);

    public static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    public static string Short(string text) => text.Length <= Excerpt ? text : text[..Excerpt] + "…";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct)
    {
        var opened = await topics.Open(Actor, new TopicId(id), ct);
        if (opened.Refusal is { } refusal) return refusal.Code == "not-found" ? NotFound() : StatusCode(StatusCodes.Status403Forbidden);
        Topic = opened.Value;
        if (Topic.Line.Id.Value != id) return LocalRedirect($"/topics/{Topic.Line.Id}");
        Alerts = (await record.Of(Actor, Topic.Line.Id, ct)).Value;
        if (await words.List(Actor, ct) is { Ok: true } own) Places = DistrictWords.PlacesIn(own.Value, string.Join('\n', Topic.Representative.Select(p => p.Post.Title + "\n" + p.Post.Text)));
        Vanished = (await topics.Vanished(Actor, [Topic.Line.Id], ct: ct)).Value;
        var counts = await posts.Series(Actor, [.. Topic.Representative.Select(p => p.Post.Id)], ct);
        Series = [.. counts.Value.GroupBy(c => c.Post).OrderByDescending(g => g.Count()).FirstOrDefault()?.TakeLast(10) ?? []];
        Events = [.. (await cases.List(Actor, ct: ct)).Select(c => new Choice(c.Id.Value, $"{c.Number} {c.Title}"))];
        Accusable = Accusing.Choices(T, await people.List(Actor.Office, ct), await people.Sections(Actor.Office, ct));
        Phrases = (await policies.Current(Actor.Office, ct)).Grades.Ticks;
        var series = new MentionSeries(Topic.Trend.Life.Select(h => new HourCount(h.Hour, h.Count)), when.Zone);
        (Chart, Bars) = (MentionSvg.Draw(series, "mentions"), series.Bars);
        return Page();
    }

    public async Task<IActionResult> OnPostOpenAsync(string id, string? title, string? accused, string? conduct, string? why, CancellationToken ct)
    {
        var topic = new TopicId(id);
        var opened = await topics.Open(Actor, topic, ct);
        if (opened.Refusal is { } refusal) return await Refuse(refusal, () => OnGetAsync(id, ct));
        var request = new OpenCase(title ?? "", new Intake(IntakeChannel.Web, Public: true), topic.ToString(), opened.Value.Line.DiscoveredAt ?? when.Now,
            await Accusing.Whom(people, Actor.Office, accused, conduct, why, ct));
        return await Answer(await cases.Open(Actor, request, ct),
            c => $"/events/{c.Id}", "已立项。", () => OnGetAsync(id, ct));
    }

    public async Task<IActionResult> OnPostMergeAsync(string id, string? into, CancellationToken ct) =>
        await Answer(await cases.MergeTopic(Actor, new TopicId(id), new CaseId(into ?? ""), ct), c => $"/events/{c.Id}", "话题已并入本事件。", () => OnGetAsync(id, ct));

    public async Task<IActionResult> OnPostDismissAsync(string id, string? reason, CancellationToken ct) =>
        await Answer(await topics.Dismiss(Actor, new TopicId(id), reason ?? "", ct), _ => $"/topics/{id}", "已记录不予处理。", () => OnGetAsync(id, ct));

    public async Task<IActionResult> OnPostTickAsync(string id, string[]? ticks, string? why, CancellationToken ct) =>
        await Answer(await topics.Tick(Actor, new TopicId(id), ticks ?? [], why ?? "", ct), _ => $"/topics/{id}", "已记录人工认定。", () => OnGetAsync(id, ct));
}
