using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>An event that may be the same matter as one about to be opened.</summary>
/// <param name="Shared">The words they share, the longest first.</param>
/// <param name="Takes">Whether it can still take another in: neither closed nor calm.</param>
public sealed record AlikeCase(CaseId Id, string Number, string Title, bool Closed, bool Takes, double Likeness, IReadOnlyList<string> Shared);

/// <summary>
/// How alike two matters are, by their words alone, which name what and where: never by who asked (S16). Pairs of neighbouring characters are compared, so no
/// list of words or places is needed.
/// </summary>
internal static class Likeness
{
    /// <summary>Half of the shorter one's pairs, and three at least: a village's name alone is not the same matter.</summary>
    private const double Enough = 0.5;
    private const int Least = 3;

    /// <summary>The likeness, 0–1, of a title to an event; null when it is not enough to be offered.</summary>
    public static (double Likeness, IReadOnlyList<string> Shared)? Of(string title, Case c)
    {
        var asked = CharacterPairs.Of(title);
        var own = CharacterPairs.Of(c.Title);
        var all = new HashSet<string>(own);
        foreach (var text in c.Claims.Select(x => x.Text).Concat(c.Merged.Select(m => m.Title))) all.UnionWith(CharacterPairs.Of(text));
        var (titles, any) = (asked.Count(own.Contains), asked.Count(all.Contains));
        if (any < Least) return null;
        var likeness = Math.Max(titles / (double)Math.Max(1, Math.Min(asked.Count, own.Count)), any / (double)asked.Count);
        return likeness < Enough ? null : (likeness, Runs(title, all));
    }

    /// <summary>The stretches of the title whose pairs all stand in the other.</summary>
    private static IReadOnlyList<string> Runs(string title, HashSet<string> pairs)
    {
        var runs = new List<string>();
        var from = 0;
        for (var i = 1; i <= title.Length; i++)
        {
            if (i < title.Length && pairs.Contains(title.Substring(i - 1, 2).ToLowerInvariant())) continue;
            if (i - from > 1) runs.Add(title[from..i]);
            from = i;
        }
        return [.. runs.OrderByDescending(r => r.Length).Take(5)];
    }
}

public sealed partial class Cases
{
    /// <summary>How long a closed event is offered: what came up longer ago is another matter.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(730);

    /// <summary>Events that may be the same matter, as the actor may see them: running, or closed within two years, the likest first (S16). By content and place only.</summary>
    public async Task<IReadOnlyList<AlikeCase>> Alike(Actor actor, string title, CancellationToken ct = default)
    {
        var since = acts.Clock - Remembered;
        await using var store = stores.Open(actor.Office);
        var found = new List<AlikeCase>();
        await foreach (var row in store.Set<CaseRow>().AsNoTracking().Where(c => c.ClosedAt == null || c.ClosedAt > since).AsAsyncEnumerable().WithCancellation(ct))
        {
            var c = State(row);
            // One that went into another is offered as that one.
            if (c.Hides(actor) || c.Secret is not null || c.MergedInto is not null || c.FilePurgedAt is not null) continue;
            if (Likeness.Of(title, c) is { } like) found.Add(new(c.Id, c.Number, c.Title, c.ClosedAt is not null, c is { ClosedAt: null, CalmAt: null }, like.Likeness, like.Shared));
        }
        return [.. found.OrderByDescending(f => f.Likeness).ThenBy(f => f.Closed).ThenBy(f => f.Number, StringComparer.Ordinal).Take(5)];
    }

    /// <summary>
    /// Opens a matter and merges it at once into the event that is there already (R09, S16): one act. It has its own number and history, and what it owes from its own
    /// receipt is owed there.
    /// </summary>
    /// <returns>The event that took it in.</returns>
    public Task<Outcome<Case>> OpenInto(Actor actor, OpenCase request, CaseId into, string reason, CancellationToken ct)
    {
        var id = Ids.New<CaseId>();
        return acts.Run<Case>(actor, "cases.open-into", id.Subject, async act =>
        {
            var opened = await Open(act, id, request with { Topic = null, Beside = null }, null, ct);
            if (opened.Refusal is { } no) return no;
            if (await Look(act.Store, into, ct) is not { } staying || staying.Case.Hides(actor)) return Refusal.NotFound("没有这个事件。", "There is no such event.");
            var rules = await Rules(act.Store, opened.Value, ct);
            var left = Merging.Leave(opened.Value, staying.Case, new Deciding(actor, act.Now, rules), reason);
            if (left.Refusal is { } stays) return stays;
            await Save(act, act.Store.Set<CaseRow>().Local.Single(c => c.Id == id), opened.Value, left.Value, rules, ct);
            var taken = await Change(act, into, (c, d) => Merging.Take(c, opened.Value, d), ct);
            if (taken.Ok) await HideTopics(act, taken.Value, ct);
            return taken;
        }, ct);
    }
}
