using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

public sealed partial class Corrections
{
    /// <summary>Topics looked at: what was quiet longer than these is hardly the same matter.</summary>
    private const int Recent = 1000;

    /// <summary>
    /// Other topics an officer may mean, those with the likest titles first, then the latest. By words only (S16); what was split off from this one comes last.
    /// </summary>
    /// <param name="word">Only topics with this in their title; null or empty for all.</param>
    public async Task<Outcome<IReadOnlyList<TopicLine>>> Alike(Actor actor, TopicId topic, string? word = null, int limit = 30, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var hidden = await Topics.Hidden(store, actor, ct);
        if (hidden.Contains(topic) || await store.Set<TopicRow>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == topic, ct) is not { } own) return Topics.Unknown(topic);
        var rows = await store.Set<TopicRow>().AsNoTracking().Where(t => t.MergedInto == null && t.Id != topic && !hidden.Contains(t.Id))
            .OrderByDescending(t => t.LastAt).ThenByDescending(t => t.FirstPost).Take(Recent).ToListAsync(ct);
        var apart = await store.Set<CorrectionRow>().AsNoTracking().Where(c => c.Kind == CorrectionKind.Split && c.UndoneAt == null && (c.Topic == topic || c.Other == topic))
            .Select(c => c.Topic == topic ? c.Other!.Value : c.Topic).ToListAsync(ct);
        var pairs = CharacterPairs.Of(own.Title);
        return rows.Where(t => string.IsNullOrWhiteSpace(word) || t.Title.Contains(word.Trim(), StringComparison.OrdinalIgnoreCase))
            .OrderBy(t => apart.Contains(t.Id)).ThenByDescending(t => CharacterPairs.Of(t.Title).Count(pairs.Contains)).Take(limit).Select(Topics.Line).ToList();
    }
}
