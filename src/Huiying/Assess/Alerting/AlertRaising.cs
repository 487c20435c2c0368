using System.Globalization;
using System.Text.Json;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Alerting;

/// <summary>What a saved search found that its owner wants to be told of.</summary>
/// <param name="Search">The saved search's id.</param>
/// <param name="Name">What its owner calls it, checked by S15 when it was saved: the alert shows it.</param>
/// <param name="Zh">The figures in one sentence, no post's text: “新增 12 条，最近一条 9:40”.</param>
/// <param name="En">The same in English.</param>
/// <param name="Topics">Topics of the posts found: whoever is kept from one of them is not told and does not see the alert (S09, S16).</param>
/// <param name="Owner">The person told; null when only posts are.</param>
/// <param name="Tell">Posts whose holders are told beside the owner.</param>
/// <param name="Link">The page that shows what was found, a local address.</param>
/// <param name="Quiet">When it is kept back; null for never.</param>
public sealed record SearchFound(string Search, string Name, AlertLevel Level, string Zh, string En, IReadOnlyList<TopicId> Topics, PersonId? Owner, IReadOnlyList<Role> Tell, string Link, QuietHours? Quiet = null);

/// <summary>How other parts of this step raise alerts of their own kind; they are told, recorded, shown on the desk and taken further up like those of the rules.</summary>
public static class AlertRaising
{
    /// <summary>
    /// Raises the alert of a saved search inside the caller's act, together with whatever the caller marks as looked at. One saved search has one alert at a time: while its last
    /// one is not acknowledged nothing more is raised, however much is found, and null comes back; the page behind <see cref="SearchFound.Link"/> shows all of it.
    /// Not for refusals: whoever may save a search may be told of it. Safe to call from several nodes: the second commit is retried by <see cref="Acts"/> and finds the first.
    /// </summary>
    /// <returns>The alert's id, or null when the last one is still open.</returns>
    public static async Task<string?> Raise(Act act, SearchFound found, Policy policy, CancellationToken ct = default)
    {
        var behind = $"search:{found.Search}";
        var before = await act.Store.Set<RaisedRow>().Where(a => a.Behind == behind).Select(a => a.SeenAt != null).ToListAsync(ct);
        if (before.Contains(false)) return null;
        var calendar = (await CalendarVersions.Current(act.Store, ct)).In(policy.Zone);
        var fired = new RuleFired(behind, found.Name, RuleKind.SavedSearch, found.Level, found.Zh, found.En);
        return Write(act, new(RuleKind.SavedSearch, found.Level, string.Create(CultureInfo.InvariantCulture, $"{behind}:{before.Count + 1}"),
            new([fired], found.Tell, found.Owner, found.Name, found.Topics, found.Link), new Subject("saved-search", found.Search), Behind: behind,
            Kept: AlertDecision.Kept([(found.Name, found.Quiet)], found.Level, false, act.Now, calendar)));
    }

    /// <summary>An alert to store.</summary>
    /// <param name="Kept">Until when it is kept back, and why; null for not at all.</param>
    internal readonly record struct ToRaise(RuleKind Kind, AlertLevel Level, string Key, AlertTold What, Subject Subject, TopicId? Topic = null, string? Behind = null, (DateTimeOffset Until, string Why)? Kept = null);

    internal static string Write(Act act, ToRaise alert)
    {
        var row = new RaisedRow
        {
            Office = act.Actor.Office,
            Id = Guid.CreateVersion7().ToString("N"),
            Key = alert.Key,
            Kind = alert.Kind,
            Level = alert.Level,
            Topic = alert.Topic,
            Behind = alert.Behind,
            What = JsonSerializer.Serialize(alert.What, AlertJson.Default.AlertTold),
            RaisedAt = act.Now,
            TellAt = alert.Kept?.Until ?? act.Now,
            Kept = alert.Kept?.Why,
        };
        act.Store.Add(row);
        act.Write(alert.Subject, new AlertRaised(row.Id, row.Level, alert.What.Fired, [.. alert.What.Fired.Select(f => $"{f.Name}：{f.Zh}")], row.Kept, row.TellAt), AlertJson.Default.AlertRaised);
        return row.Id;
    }
}
