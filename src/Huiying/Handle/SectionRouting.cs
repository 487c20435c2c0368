using System.Collections.Concurrent;
using Huiying.Assess.Routing;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>A section an event may belong to, how probable that is (0–1), and the words of the event that speak for it.</summary>
public sealed record SectionChoice(SectionId Section, double Chance, IReadOnlyList<string> Words);

/// <summary>Sections suggested for an event; a person chooses (R64).</summary>
/// <param name="Best">At most three, the likeliest first; empty when there is no suggestion.</param>
/// <param name="Examples">Signed assignments it was learned from.</param>
/// <param name="FromFiles">Messages of labelled files it was learned from.</param>
public sealed record SuggestedSections(IReadOnlyList<SectionChoice> Best, int Examples, int FromFiles = 0);

/// <summary>
/// Which section may handle an event, learned from the office's own assignments that a section has signed for (R08, R64), those sent back taught nothing, and from files of
/// messages whose section is known (<see cref="LabelledFiles"/>). With few
/// examples or in doubt it says nothing. A section that the event accuses is never among them (S16).
/// </summary>
public sealed class SectionRouting(IDbContextFactory<Store> stores, People people)
{
    /// <summary>Assignments it suggests from.</summary>
    public const int Enough = RouteModel.Enough;

    private const int Shown = 3;

    /// <summary>The latest events learned from: a section's work of years ago is often another's now.</summary>
    private const int Latest = 2000;

    /// <summary>Messages of files learned from, as many of each section: training stays quick, and own assignments keep their weight.</summary>
    private const int MostFromFiles = 3000;

    private readonly ConcurrentDictionary<(OfficeId, string), LabelledExample[]> files = new();

    private readonly ConcurrentDictionary<OfficeId, (string Of, RouteModel? Model)> learned = new();

    /// <summary>What each event taught at its version; null when nothing.</summary>
    private readonly ConcurrentDictionary<(OfficeId, CaseId), (long Version, RouteExample? Example)> taught = new();

    /// <summary>The sections an event may belong to.</summary>
    public async Task<SuggestedSections> Suggest(Actor actor, Case c, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        var signed = await Signed(store, c.Id, ct);
        var (named, labelled) = await Labelled(store, ct);
        if (signed.Count + labelled.Count < Enough) return new([], signed.Count, labelled.Count);
        var of = named + '|' + string.Join(' ', signed.Select(s => $"{s.Id}:{s.Example.Label}:{s.Example.Body.Length}"));
        if (!learned.TryGetValue(actor.Office, out var kept) || kept.Of != of) learned[actor.Office] = kept = (of, RouteModel.Train(labelled.Concat(signed.Select(s => s.Example).Reverse())));
        if (kept.Model?.Predict(c.Title, Text(c)) is not { Unsure: false } found) return new([], signed.Count, labelled.Count);
        var accused = c.Namings.Where(n => n.Holds).Select(n => n.What.Section).OfType<SectionId>().ToHashSet();
        SectionChoice[] best = [.. found.Choices.Take(Shown).Select(x => new SectionChoice(new(x.Label), x.Chance, x.Words))];
        // What is left when the likeliest may not have it was not suggested by anything.
        return new(accused.Contains(best[0].Section) ? [] : [.. best.Where(b => !accused.Contains(b.Section))], signed.Count, labelled.Count);
    }

    /// <summary>Examples of the labelled files, the latest file first, of sections the office still has; and what names this choice of them.</summary>
    private async Task<(string Named, IReadOnlyList<RouteExample> Examples)> Labelled(Store store, CancellationToken ct)
    {
        var ids = await store.Set<LabelledRow>().AsNoTracking().Where(f => f.Examples != null).OrderByDescending(f => f.At).ThenByDescending(f => f.Id).Select(f => f.Id).ToListAsync(ct);
        foreach (var gone in files.Keys.Where(k => k.Item1 == store.Office && !ids.Contains(k.Item2)).ToList()) files.TryRemove(gone, out _);
        if (ids.Count == 0) return ("", []);
        foreach (var id in ids.Where(id => !files.ContainsKey((store.Office, id))))
        {
            if (await store.Set<LabelledRow>().AsNoTracking().Where(f => f.Id == id).Select(f => f.Examples).SingleAsync(ct) is { } packed) files[(store.Office, id)] = LabelledRow.Unpack(packed);
        }
        var sections = (await people.Sections(store.Office, ct)).Select(s => s.Id.Value).ToHashSet();
        var bySection = ids.SelectMany(id => files.TryGetValue((store.Office, id), out var examples) ? examples : []).Where(e => sections.Contains(e.Section)).GroupBy(e => e.Section).ToList();
        return (string.Join(' ', ids.Concat(bySection.Select(s => s.Key).Order(StringComparer.Ordinal))),
            [.. bySection.SelectMany(s => s.Take(MostFromFiles / bySection.Count)).Select(e => new RouteExample(e.Title, e.Body, e.Section))]);
    }

    /// <summary>Examples of the latest events but this one. Of an event that has not changed since it was read only its version is read.</summary>
    private async Task<List<(CaseId Id, RouteExample Example)>> Signed(Store store, CaseId but, CancellationToken ct)
    {
        var events = await store.Set<CaseRow>().AsNoTracking().Where(r => r.Id != but).OrderByDescending(r => r.Id).Take(Latest).Select(r => new { r.Id, r.Version }).ToListAsync(ct);
        var changed = events.Where(e => !taught.TryGetValue((store.Office, e.Id), out var known) || known.Version != e.Version).Select(e => e.Id).ToList();
        foreach (var some in changed.Chunk(500))
        {
            foreach (var row in await store.Set<CaseRow>().AsNoTracking().Where(r => some.Contains(r.Id)).ToListAsync(ct))
            {
                var of = Cases.State(row);
                taught[(store.Office, row.Id)] = (row.Version, of is { Assigned.SignedAt: not null, Secret: null } ? new(of.Title, Text(of), of.Assigned!.Section.Value) : null);
            }
        }
        return [.. events.Select(e => (e.Id, Example: taught.TryGetValue((store.Office, e.Id), out var known) ? known.Example : null)).Where(e => e.Example is not null).Select(e => (e.Id, e.Example!))];
    }

    private static string Text(Case c) => string.Join('\n', c.Claims.Select(x => x.Text));
}
